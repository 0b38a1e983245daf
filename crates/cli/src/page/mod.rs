//! The dossier: one self-contained page with the brief's content, each citation opening its passage.
//!
//! It needs no script: the source pane is moved by the address (`:target`).
//! The script adds the filter, the copy button and the mark on the current citation.

mod axis;
mod csp;
mod ledger;
mod passages;
mod sections;

use std::sync::Arc;

use askama::Template;
use chancery_story::Chronicle;

use crate::days;
use passages::{Cards, Passage};

const STYLE: &str = include_str!("../../templates/dossier.css");
const SCRIPT: &str = include_str!("../../templates/dossier.js");

#[derive(Template)]
#[template(path = "dossier.html")]
struct Dossier<'a> {
    title: String,
    as_of: String,
    count: String,
    gap: Option<String>,
    generator: String,
    style: &'a str,
    script: &'a str,
    style_hash: String,
    script_hash: String,
    filter_actors: Vec<String>,
    sections: Vec<sections::Section>,
    ledger: Vec<ledger::Row>,
    differences: Vec<ledger::Difference>,
    passages: Vec<Passage>,
    axis: Option<axis::Axis>,
    actors: Vec<ledger::Actor>,
    reports: Vec<Report>,
}

/// A report with all its lines.
struct Report {
    no: usize,
    name: String,
    date: String,
    why: Vec<String>,
    lines: Vec<Line>,
}

struct Line {
    no: usize,
    words: String,
    furniture: bool,
}

/// The page of a register. Everything an article says is escaped by the template.
///
/// # Errors
/// If the template cannot be filled, which no input causes.
pub(crate) fn page(register: &Chronicle, texts: &[Arc<str>]) -> Result<String, askama::Error> {
    let mut cards = Cards::new(register, texts);
    let sections = sections::sections(register, &mut cards);
    let ledger = ledger::rows(register, &mut cards);
    let differences = ledger::differences(register, &mut cards);
    let actors = ledger::actors(register);
    let page = Dossier {
        title: title(register),
        as_of: as_of(register),
        count: count(register),
        gap: gap(register),
        generator: format!("Chancery {}", env!("CARGO_PKG_VERSION")),
        style: STYLE,
        script: SCRIPT,
        style_hash: csp::hash(STYLE),
        script_hash: csp::hash(SCRIPT),
        filter_actors: actors.iter().map(|a| a.name.clone()).collect(),
        sections,
        ledger,
        differences,
        passages: cards.cards,
        axis: axis::axis(register),
        actors,
        reports: reports(register, texts),
    };
    page.render()
}

/// The states and bodies most often in it: "Ukraine, Russia, United States".
fn title(register: &Chronicle) -> String {
    let mut sides: Vec<(usize, &str)> = register
        .entities
        .iter()
        .filter(|e| matches!(e.kind, chancery_extract::Kind::State | chancery_extract::Kind::Body))
        .map(|e| (e.mentions.len(), e.name.as_str()))
        .collect();
    sides.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let names: Vec<&str> = sides.iter().take(4).map(|s| s.1).collect();
    if names.is_empty() { "Dossier".into() } else { names.join(", ") }
}

fn as_of(register: &Chronicle) -> String {
    let Some(as_of) = &register.as_of else {
        return "as of an unknown day: no report's day is known".into();
    };
    let also: Vec<String> = as_of.also.iter().map(|&d| days::short(d)).collect();
    let also = if also.is_empty() { String::new() } else { format!(" ({} not excluded)", also.join(", ")) };
    let how = if as_of.given { ", the day you gave" } else { ", the day of the latest report" };
    format!("as of {}{also}{how}", days::long(as_of.date))
}

fn count(register: &Chronicle) -> String {
    let reports = register.reports.len();
    let mut lineages: Vec<&str> = register.reports.iter().map(|r| r.lineage.as_str()).collect();
    lineages.sort_unstable();
    lineages.dedup();
    let plural = if reports == 1 { "" } else { "s" };
    match reports - lineages.len() {
        0 => format!("{reports} report{plural}, none a copy"),
        copies => format!("{reports} report{plural}, {copies} of them copies"),
    }
}

fn gap(register: &Chronicle) -> Option<String> {
    let longest =
        register.gaps.iter().max_by_key(|(from, to)| from.until(*to).map_or(0, |s| s.get_days()))?;
    Some(format!("no report {}", days::stretch(longest.0, longest.1)))
}

fn reports(register: &Chronicle, texts: &[Arc<str>]) -> Vec<Report> {
    let lines = |doc: usize| {
        let report = &register.reports[doc].report;
        let text: &str = &texts[doc];
        (1..=report.lines.count())
            .filter_map(|no| Some((no, report.lines.span(text, no)?)))
            .filter(|(_, span)| !span.of(text).trim().is_empty())
            .map(|(no, span)| Line {
                no,
                words: span.of(text).to_owned(),
                furniture: report.furniture.all().iter().any(|f| f.span.holds(span.trimmed(text))),
            })
            .collect()
    };
    register
        .reports
        .iter()
        .enumerate()
        .map(|(doc, r)| Report {
            no: doc + 1,
            name: r.report.title.clone().unwrap_or_else(|| r.report.name.clone()),
            date: format!("{} · {}", r.report.name, days::published(&r.published)),
            why: r.published.why.clone(),
            lines: lines(doc),
        })
        .collect()
}
