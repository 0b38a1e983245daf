//! `chancery dates`: the day of each report, how it is known, and why.

use std::fmt::Write as _;

use chancery_story::{Basis, Dated, DatedReport};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::args::{Dates, Global};
use crate::{Exit, Failure, pile, screen};

/// Prints a table of reports with their days and reasons; `--json` the same for programs.
pub(crate) fn run(args: &Dates, global: &Global) -> Result<Exit, Failure> {
    let read = pile::read(&args.inputs, global)?;
    let register = read.register(global);
    if global.json {
        let list: Vec<Value> = register.reports.iter().map(as_json).collect();
        super::print_json(&list)?;
    } else {
        super::print(&table(&register.reports))?;
    }
    Ok(read.exit())
}

fn table(reports: &[DatedReport]) -> String {
    let rows: Vec<[String; 4]> = reports
        .iter()
        .enumerate()
        .map(|(i, r)| {
            let name = screen::clean(&r.report.name);
            [format!("{}", i + 1), short(&name), days(&r.published), basis(r.published.basis).to_owned()]
        })
        .collect();
    let widths: Vec<usize> =
        (0..4).map(|c| rows.iter().map(|row| row[c].chars().count()).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for (row, report) in rows.iter().zip(reports) {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, w)| format!("{cell:<w$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
        for why in &report.published.why {
            let _ = writeln!(out, "{:>w$}  {}", "", screen::clean(why), w = widths[0]);
        }
    }
    out
}

/// The end of a long name tells more than its beginning.
fn short(name: &str) -> String {
    const MOST: usize = 40;
    let count = name.chars().count();
    if count <= MOST {
        name.to_owned()
    } else {
        format!("…{}", name.chars().skip(count - MOST + 1).collect::<String>())
    }
}

fn days(dated: &Dated) -> String {
    match (dated.earliest, dated.latest) {
        (Some(first), Some(last)) if first == last => spoken(first),
        (Some(first), Some(last)) => {
            let best = dated.best.map(|b| format!(", likeliest {}", spoken(b))).unwrap_or_default();
            format!("{} to {}{best}", spoken(first), spoken(last))
        }
        _ => "unknown".into(),
    }
}

fn spoken(date: Date) -> String {
    let weekday =
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][date.weekday().to_monday_zero_offset() as usize];
    format!("{weekday} {date}")
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Given => "given",
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
        Basis::Unknown => "unknown",
    }
}

fn as_json(report: &DatedReport) -> Value {
    let p = &report.published;
    let day = |d: Option<Date>| d.map(|d| d.to_string());
    json!({
        "name": report.report.name, "id": report.report.id,
        "earliest": day(p.earliest), "latest": day(p.latest), "best": day(p.best),
        "candidates": p.candidates.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "basis": basis(p.basis), "why": p.why,
    })
}
