//! `chancery sql`: a question to a case; it only reads.

use std::fmt::Write;
use std::time::{Duration, Instant};

use chancery_case::store::{Case, Rows, Value};
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::args::{Global, Sql};
use crate::{Exit, Failure, screen};

/// The widest column on a terminal.
const WIDEST: usize = 60;

/// Prints the rows: columns under their names, objects with `--json`, RFC 4180 with `--csv`.
pub(crate) fn run(args: &Sql, global: &Global) -> Result<Exit, Failure> {
    let mut case = Case::read(&args.case)?;
    let end = Instant::now() + Duration::from_secs(args.seconds);
    let rows = case.ask(&args.query, move || Instant::now() > end)?;
    if global.json {
        super::print_json(&objects(&rows))?;
    } else if args.csv {
        super::print(&csv(&rows))?;
    } else {
        super::print(&screen::clean(&table(&rows)))?;
    }
    Ok(Exit::Done)
}

/// The rows as JSON objects.
pub(crate) fn objects(rows: &Rows) -> Vec<serde_json::Value> {
    let cell = |value: &Value| match value {
        Value::Null => json!(null),
        Value::Whole(n) => json!(n),
        Value::Real(n) => json!(n),
        Value::Text(text) => json!(text),
        Value::Bytes(n) => json!({ "bytes": n }),
    };
    let object = |row: &Vec<Value>| {
        let fields = rows.columns.iter().cloned().zip(row.iter().map(cell));
        serde_json::Value::Object(fields.collect())
    };
    rows.rows.iter().map(object).collect()
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Whole(n) => n.to_string(),
        Value::Real(n) => n.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bytes(n) => format!("<{n} bytes>"),
    }
}

fn csv(rows: &Rows) -> String {
    let mut table = chancery_case::export::Table::with(&rows.columns);
    for row in &rows.rows {
        table.row(&row.iter().map(words).collect::<Vec<_>>());
    }
    table.finished()
}

fn table(rows: &Rows) -> String {
    let line = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let cells: Vec<Vec<String>> =
        rows.rows.iter().map(|row| row.iter().map(|v| short(&line(&words(v)))).collect()).collect();
    let width = |column: usize| {
        let widths = cells.iter().map(|row| row[column].width());
        widths.chain([rows.columns[column].width()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows.columns.len()).map(width).collect();
    let mut out = String::new();
    let mut put = |row: &[String]| {
        let padded = row
            .iter()
            .zip(&widths)
            .map(|(cell, &wide)| format!("{cell}{}", " ".repeat(wide.saturating_sub(cell.width()))));
        let _ = writeln!(out, "{}", padded.collect::<Vec<_>>().join("  ").trim_end());
    };
    put(&rows.columns);
    put(&widths.iter().map(|&wide| "─".repeat(wide)).collect::<Vec<_>>());
    for row in &cells {
        put(row);
    }
    out
}

fn short(cell: &str) -> String {
    if cell.width() <= WIDEST {
        return cell.to_owned();
    }
    let mut out = String::new();
    for c in cell.chars() {
        if out.width() + 2 > WIDEST {
            break;
        }
        out.push(c);
    }
    out + "…"
}
