//! `chancery times`: the time expressions of a report, inline or as TimeML.

mod timeml;

use std::fmt::Write as _;

use chancery_extract::time::{Timex, TimexKind};
use chancery_story::{Chronicle, TimeOut};
use chancery_text::{Ann, code_points};
use serde_json::{Value, json};

use crate::args::{Global, Times};
use crate::pile::{self, ReadReport};
use crate::{Exit, Failure, screen, whole_file};

/// Prints each report with its expressions marked `[words](value)`; `--timeml` writes TimeML 1.2.1.
pub(crate) fn run(args: &Times, global: &Global) -> Result<Exit, Failure> {
    let read = pile::read(&args.inputs, global)?;
    let register = read.register(global);
    let one = read.reports.len() == 1;
    if args.timeml && !one && args.output.is_none() {
        return Err(Failure::usage(format!("expected one report, found {}", read.reports.len()))
            .hint("give -o FOLDER to write one TimeML file for each report"));
    }
    let files = timeml::file_names(read.reports.iter().map(|r| r.document.name.as_str()));
    if let Some(folder) = args.output.as_ref().filter(|_| args.timeml) {
        std::fs::create_dir_all(folder)
            .map_err(|e| Failure::new(format!("{}: could not be made: {e}", folder.display())))?;
    }
    let mut list = Vec::new();
    for (doc, report) in read.reports.iter().enumerate() {
        let times = of_report(&register, report, doc);
        let dated = &register.reports[doc].published;
        if args.timeml {
            let text = timeml::timeml(report, &times, dated);
            match &args.output {
                Some(folder) => whole_file::write(&folder.join(&files[doc]), text.as_bytes())?,
                None => super::print(&text)?,
            }
        } else if global.json {
            list.extend(times.iter().map(|(ann, out)| as_json(report, ann, out)));
        } else {
            let head =
                if one { String::new() } else { format!("== {}\n", screen::clean(&report.document.name)) };
            super::print(&format!("{head}{}\n", inline(report, &times)))?;
        }
    }
    if global.json && !args.timeml {
        super::print_json(&list)?;
    }
    Ok(read.exit())
}

type Pair<'a> = (&'a Ann<Timex>, &'a TimeOut);

fn of_report<'a>(register: &'a Chronicle, report: &'a ReadReport, doc: usize) -> Vec<Pair<'a>> {
    report.findings.times.all().iter().zip(register.times.iter().filter(|t| t.doc == doc)).collect()
}

fn inline(report: &ReadReport, times: &[Pair<'_>]) -> String {
    let text = report.document.text();
    let mut out = String::new();
    let mut at = 0;
    for (ann, time) in times {
        out.push_str(&screen::clean(&text[at..ann.span.start()]));
        let _ = write!(out, "[{}]({})", screen::clean(ann.span.of(text)), value(time));
        at = ann.span.end();
    }
    out.push_str(&screen::clean(&text[at..]));
    let notes = times.iter().filter_map(|(ann, time)| Some((ann, time.note.as_ref()?)));
    for (ann, note) in notes {
        let line = report.findings.report.lines.line(ann.span.start());
        let words = ann.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(out, "\nnote, line {line}: ‘{}’: {}", screen::clean(&words), screen::clean(note));
    }
    out
}

/// The value, and the day of a length that is counted from an event: `P2D = 2022-01-10`.
fn value(time: &TimeOut) -> String {
    let counted = time.kind == TimexKind::Duration;
    match time.days.filter(|_| counted) {
        Some((first, last)) if first == last => format!("{} = {first}", time.value),
        Some((first, last)) => format!("{} = {first}/{last}", time.value),
        None => time.value.clone(),
    }
}

fn as_json(report: &ReadReport, ann: &Ann<Timex>, time: &TimeOut) -> Value {
    let (start, end) = code_points(report.document.text(), &[ann.span])[0];
    json!({
        "name": report.document.name, "start": start, "end": end, "text": ann.span.of(report.document.text()),
        "type": ann.value.kind.name().to_lowercase(), "value": time.value, "mod": ann.value.modifier,
        "anchor": time.anchor, "rule": ann.why.rule, "note": time.note,
        "first": time.days.map(|d| d.0.to_string()), "last": time.days.map(|d| d.1.to_string()),
    })
}
