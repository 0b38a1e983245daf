//! `chancery show`: a cited line, marked, with its neighbours and what was found in it.

use std::fmt::Write;

use chancery_case::{ChronicleJson, Offsets};
use serde_json::json;

use crate::args::{Global, Show};
use crate::{Exit, Failure, pile, screen};

/// Lines before and after the cited one.
const NEIGHBOURS: usize = 3;

/// Prints the line that the brief cites as `[REPORT:LINE]`.
pub(crate) fn run(args: &Show, global: &Global) -> Result<Exit, Failure> {
    let (inputs, cited) = args.inputs.split_at(args.inputs.len() - 1);
    let cited = cited[0].to_string_lossy().into_owned();
    let (report, line) = citation(&cited)?;
    let read = pile::read(inputs, global)?;
    let register = read.register(global);
    let count = read.reports.len();
    let doc = register.numbers().iter().position(|&n| n == report).ok_or_else(|| {
        Failure::usage(format!("{cited}: there is no report {report}; the pile has {count}"))
    })?;
    let lines = &register.reports[doc].report.lines;
    let text = read.reports[doc].document.shared_text();
    let span = lines.span(&text, line).ok_or_else(|| {
        Failure::usage(format!("{cited}: there is no line {line}; report {report} has {}", lines.count()))
    })?;
    let chronicle = read.chronicle(&register);
    let offsets = Offsets::of(text.clone());
    let found = found(&chronicle, doc, offsets.point(span.start()), offsets.point(span.end()));
    if global.json {
        let object = json!({
            "report": report, "name": read.reports[doc].document.name, "line": line, "by_sentence": lines.by_sentence(),
            "start": offsets.point(span.start()), "end": offsets.point(span.end()), "text": span.of(&text),
            "found": found,
        });
        super::print_json(&object)?;
        return Ok(read.exit());
    }
    let mut out = format!("report {report}: {}\n", read.reports[doc].document.name);
    if lines.by_sentence() {
        out.push_str("the report is on one line: numbers count sentences\n");
    }
    for n in line.saturating_sub(NEIGHBOURS).max(1)..=(line + NEIGHBOURS).min(lines.count()) {
        let words = lines.span(&text, n).map_or("", |s| s.of(&text));
        let mark = if n == line { '>' } else { ' ' };
        let _ = writeln!(out, "{mark}{n:>4}  {words}");
    }
    if !found.is_empty() {
        out.push_str("found in it:\n");
    }
    for line in &found {
        let _ = writeln!(out, "  {line}");
    }
    super::print(&screen::clean(&out))?;
    Ok(read.exit())
}

fn citation(cited: &str) -> Result<(usize, usize), Failure> {
    let parts = cited.split_once(':').and_then(|(r, l)| Some((r.parse().ok()?, l.parse().ok()?)));
    parts.ok_or_else(|| {
        Failure::usage(format!("{cited}: expected REPORT:LINE, as in 4:12"))
            .hint("the inputs come first: chancery show reports/ 4:12")
    })
}

/// What rests on a passage within code points `start..end` of report `doc`, one line each.
fn found(chronicle: &ChronicleJson, doc: usize, start: usize, end: usize) -> Vec<String> {
    let meets = |d: usize, s: usize, e: usize| d == doc && s < end && start < e;
    let facts = chronicle
        .facts
        .iter()
        .filter(|f| f.sources.iter().any(|s| meets(s.doc, s.start, s.end)))
        .map(|f| format!("{} {} {}: {}", f.id, f.kind, f.status, f.summary));
    let times = chronicle
        .times
        .iter()
        .filter(|t| meets(t.doc, t.start, t.end))
        .map(|t| format!("time: {} = {}", t.text, t.value));
    facts.chain(times).collect()
}
