//! `chancery facts`: a report with its facts beside the passages that tell them.

use std::fmt::Write;

use chancery_extract::{Bound, Claim, ClaimTime, Findings};
use chancery_text::{Document, code_points};
use serde_json::{Value, json};

use crate::args::{Global, Text};
use crate::{Exit, Failure, pile, screen};

/// Prints every sentence that tells something, and below it what it tells.
pub(crate) fn run(args: &Text, global: &Global) -> Result<Exit, Failure> {
    let mut read = pile::read(&args.inputs, global)?;
    for name in read.reports.iter().map(|r| r.document.name.clone()).collect::<Vec<_>>() {
        read.again(&name, global)?;
    }
    if global.json {
        let all: Vec<Value> = read.reports.iter().map(|r| as_json(&r.document, &r.findings)).collect();
        super::print_json(&all)?;
        return Ok(read.exit());
    }
    let mut out = String::new();
    for report in &read.reports {
        let _ = writeln!(out, "{}", report.document.name);
        let text = report.document.text();
        for sentence in &report.sentences.list {
            let told: Vec<&Claim> =
                report.findings.claims.iter().filter(|c| sentence.span.holds(c.trigger)).collect();
            if told.is_empty() {
                continue;
            }
            let line = report.findings.report.lines.line(sentence.span.start());
            let words: Vec<&str> = sentence.span.of(text).split_whitespace().collect();
            let _ = writeln!(out, "\n{line:>4}  {}", words.join(" "));
            for claim in told {
                let _ = writeln!(out, "      · {}", line_of(&report.findings, text, claim));
            }
        }
        out.push('\n');
    }
    super::print(&screen::clean(&out))?;
    Ok(read.exit())
}

/// One claim on one line: kind, status, who, when, where, about what, on whose word.
fn line_of(findings: &Findings, text: &str, claim: &Claim) -> String {
    let mut line = format!("{} ({})", claim.kind.name(), claim.status.name());
    for party in &claim.actors {
        let _ = write!(line, "  {} {}", party.role.name(), name(findings, party.mention));
    }
    let _ = write!(line, "  {}", when(findings, text, claim.when));
    if let Some(place) = claim.place {
        let _ = write!(line, "  in {}", name(findings, place));
    }
    for number in &claim.numbers {
        let _ = write!(line, "  {}{} {}", bound(number.bound), number.value, number.unit);
    }
    for (word, span) in [("about", claim.about), ("if", claim.condition)] {
        if let Some(span) = span {
            let words: Vec<&str> = span.of(text).split_whitespace().collect();
            let _ = write!(line, "  {word} ‘{}’", words.join(" "));
        }
    }
    if !claim.attribution.is_empty() {
        let names: Vec<&str> = claim.attribution.iter().map(|&m| name(findings, m)).collect();
        let _ = write!(line, "  says {}", names.join(" > "));
    }
    if let Some(code) = &claim.plover {
        let mode = code.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
        let cameo = code.cameo.as_ref().map(|c| format!(" {c}")).unwrap_or_default();
        let _ = write!(line, "  [{}{mode}{cameo}]", code.event);
    }
    let _ = write!(line, "  <{}>", claim.why.rule);
    line
}

fn name(findings: &Findings, mention: usize) -> &str {
    &findings.actors[findings.mentions[mention].value.actor].name
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "",
        Bound::About => "about ",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
    }
}

fn when(findings: &Findings, text: &str, when: ClaimTime) -> String {
    match when {
        ClaimTime::At(i) => format!("on ‘{}’", findings.times[i].span.of(text)),
        ClaimTime::Offset { from, days } => {
            format!("{days:+} days from ‘{}’", findings.times[from].span.of(text))
        }
        ClaimTime::OffsetFromClaim { claim, days } => {
            format!("{days:+} days from ‘{}’", findings.claims[claim].trigger.of(text))
        }
        ClaimTime::News => "news of the report".into(),
        ClaimTime::Before => "before the report".into(),
        ClaimTime::After => "after the report".into(),
        ClaimTime::Unknown => "no time".into(),
    }
}

fn as_json(document: &Document, findings: &Findings) -> Value {
    let text = document.text();
    let spans: Vec<_> = findings.claims.iter().map(|c| c.span).collect();
    let list: Vec<Value> = findings
        .claims
        .iter()
        .zip(code_points(text, &spans))
        .map(|(claim, (start, end))| {
            let actors: Vec<Value> = claim
                .actors
                .iter()
                .map(|p| json!({ "name": name(findings, p.mention), "role": p.role.name() }))
                .collect();
            json!({
                "start": start, "end": end, "quote": claim.span.of(text), "kind": claim.kind.name(),
                "status": claim.status.name(), "actors": actors, "when": when(findings, text, claim.when),
                "where": claim.place.map(|m| name(findings, m)), "about": claim.about.map(|s| s.of(text)),
                "rule": claim.why.rule, "note": claim.why.note,
            })
        })
        .collect();
    json!({ "name": document.name, "facts": list })
}
