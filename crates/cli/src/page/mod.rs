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
use chancery_story::{
    Basis, Chronicle, Dated,
    calendar_words::{full_day, range},
};

use crate::brief::{head, view::View};
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
    let view = View::of(register, texts, None);
    let mut cards = Cards::new(&view, texts);
    let sections = sections::sections(&view, &mut cards);
    let ledger = ledger::rows(&view, &mut cards);
    let differences = ledger::differences(&view, &mut cards);
    let actors = ledger::actors(&view);
    let page = Dossier {
        title: title(&view),
        as_of: format!("As of {}", head::as_of(&view)),
        count: head::pile(&view),
        gap: head::gap(&view),
        generator: format!("Chancery {}", env!("CARGO_PKG_VERSION")),
        style: STYLE,
        script: SCRIPT,
        style_hash: csp::hash(STYLE),
        script_hash: csp::hash(SCRIPT),
        filter_actors: actors.iter().map(|a| a.name.clone()).collect(),
        sections,
        ledger,
        differences,
        passages: cards.list,
        axis: axis::axis(&view),
        actors,
        reports: reports(&view, texts),
    };
    page.render()
}

fn title(view: &View) -> String {
    let sides = head::sides(view);
    if sides.is_empty() { "Dossier".into() } else { sides.join(", ") }
}

/// A report's day with how it is known: "Tue 4 Jan 2022 (stated)", "23–27 Dec 2021 (worked out)", "day unknown".
fn published(dated: &Dated) -> String {
    let how = match dated.basis {
        Basis::Given => "given",
        Basis::Stated => "stated",
        Basis::Inferred => "worked out",
        Basis::Unknown => return "day unknown".into(),
    };
    match (dated.earliest, dated.latest) {
        (Some(from), Some(to)) if from == to => format!("{} ({how})", full_day(from)),
        (Some(from), Some(to)) => format!("{} ({how})", range(from, to)),
        (Some(from), None) => format!("{} or later ({how})", full_day(from)),
        (None, Some(to)) => format!("{} or earlier ({how})", full_day(to)),
        (None, None) => "day unknown".into(),
    }
}

fn reports(view: &View, texts: &[Arc<str>]) -> Vec<Report> {
    let register = view.register;
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
    let page = |doc: usize| {
        let report = &register.reports[doc];
        Report {
            no: view.number(doc),
            name: report.report.title.clone().unwrap_or_else(|| report.report.name.clone()),
            date: format!("{} · {}", report.report.name, published(&report.published)),
            why: report.published.why.clone(),
            lines: lines(doc),
        }
    };
    view.in_order().into_iter().map(page).collect()
}
