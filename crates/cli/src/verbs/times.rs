//! `chancery times`: the time expressions of a report, inline or as TimeML.

use std::fmt::Write as _;
use std::path::Path;

use chancery_extract::time::{Anchor, Timex};
use chancery_story::{Chronicle, Dated, TimeOut};
use chancery_text::{Ann, code_points};
use serde_json::{Value, json};

use crate::args::{Global, Times};
use crate::pile::{self, ReadReport};
use crate::{Exit, Failure, screen};

/// Prints each report with its expressions marked `[words](value)`; `--timeml` writes TimeML 1.2.1.
pub(crate) fn run(args: &Times, global: &Global) -> Result<Exit, Failure> {
    let read = pile::read(&args.inputs, global)?;
    let register = read.register(global);
    let one = read.reports.len() == 1;
    if args.timeml && !one && args.output.is_none() {
        return Err(Failure::usage(format!("expected one report, found {}", read.reports.len()))
            .hint("give -o FOLDER to write one TimeML file for each report"));
    }
    let mut list = Vec::new();
    for (doc, report) in read.reports.iter().enumerate() {
        let times = of_report(&register, report, doc);
        let dated = &register.reports[doc].published;
        if args.timeml {
            let text = timeml(report, &times, dated);
            match &args.output {
                Some(folder) => write(folder, &report.document.name, &text)?,
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
        let _ = write!(out, "[{}]({})", screen::clean(ann.span.of(text)), time.value);
        at = ann.span.end();
    }
    out.push_str(&screen::clean(&text[at..]));
    out
}

fn as_json(report: &ReadReport, ann: &Ann<Timex>, time: &TimeOut) -> Value {
    let (start, end) = code_points(report.document.text(), &[ann.span])[0];
    json!({
        "name": report.document.name, "start": start, "end": end, "text": ann.span.of(report.document.text()),
        "type": ann.value.kind.name().to_lowercase(), "value": time.value, "mod": ann.value.modifier,
        "anchor": time.anchor, "rule": ann.why.rule,
    })
}

/// One report as TimeML 1.2.1: its day as the document's creation time, its expressions as `TIMEX3`.
fn timeml(report: &ReadReport, times: &[Pair<'_>], dated: &Dated) -> String {
    let text = report.document.text();
    let day = dated.best.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n\
         <DOCID>{}</DOCID>\n\
         <DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{day}\" temporalFunction=\"false\" \
         functionInDocument=\"CREATION_TIME\">{day}</TIMEX3></DCT>\n<TEXT>",
        escaped(&report.document.name)
    );
    let mut at = 0;
    for (i, (ann, time)) in times.iter().enumerate() {
        out.push_str(&escaped(&text[at..ann.span.start()]));
        out.push_str(&tag(i, ann, time, dated));
        out.push_str(&escaped(ann.span.of(text)));
        out.push_str("</TIMEX3>");
        at = ann.span.end();
    }
    out.push_str(&escaped(&text[at..]));
    out.push_str("</TEXT>\n</TimeML>\n");
    out
}

fn tag(i: usize, ann: &Ann<Timex>, time: &TimeOut, dated: &Dated) -> String {
    let anchor = match ann.value.anchor {
        Anchor::Stated => None,
        Anchor::Published => dated.best.map(|_| "t0".to_owned()),
        Anchor::Previous(j) => Some(format!("t{}", j + 1)),
    };
    let function = if matches!(ann.value.anchor, Anchor::Stated) { "false" } else { "true" };
    let mut out = format!(
        "<TIMEX3 tid=\"t{}\" type=\"{}\" value=\"{}\" temporalFunction=\"{function}\" functionInDocument=\"NONE\"",
        i + 1,
        ann.value.kind.name(),
        escaped(&time.value)
    );
    if let Some(modifier) = &ann.value.modifier {
        let _ = write!(out, " mod=\"{}\"", escaped(modifier));
    }
    if let Some(anchor) = anchor {
        let _ = write!(out, " anchorTimeID=\"{anchor}\"");
    }
    out.push('>');
    out
}

/// Text for XML 1.0, which cannot hold most control characters at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Writes one file; the report's name gives its own, without any folder.
fn write(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let path = folder.join(format!("{}.tml", plain.trim_start_matches('.')));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&path, text))
        .map_err(|e| Failure::new(format!("{} could not be written: {e}", path.display())))
}
