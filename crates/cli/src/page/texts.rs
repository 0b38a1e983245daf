//! The reports with every cited passage marked: what the source pane shows.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use chancery_story::{Place, summary};
use chancery_text::Span;

use super::{
    Word,
    cites::{Cites, Passage},
    marks::{Cut, Marks},
    published, safe,
};
use crate::brief::view::View;

/// A pile with more text than this shows only cited lines with their neighbours.
const WHOLE: usize = 3_000_000;
/// A report longer than this is shown so where it stands alone.
const ALONE: usize = 120_000;
/// Neighbouring lines kept on each side of a cited line in such a pile.
const NEIGHBOURS: usize = 3;

/// A report with its lines.
#[derive(Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) no: usize,
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) date: String,
    pub(crate) hash: String,
    pub(crate) why: Vec<String>,
    pub(crate) copies: Vec<usize>,
    pub(crate) lines: Vec<Line>,
}

/// A line of a report in pieces.
#[derive(Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) no: usize,
    pub(crate) style: Word,
    /// Lines left out before it.
    pub(crate) skipped: usize,
    pub(crate) pieces: Vec<Piece>,
}

/// What a line consists of.
#[derive(Serialize, Deserialize)]
pub(crate) enum Piece {
    Words(String),
    /// A passage begins.
    Open {
        id: String,
    },
    /// A passage goes on after a cut; `breaks` line ends lie between.
    Again {
        id: String,
        breaks: usize,
    },
    /// A cut: the passage goes on elsewhere.
    Close,
    /// The first part of a passage ends: what is known of it stands here.
    About(About),
}

/// What the pane says of the open passage.
#[derive(Serialize, Deserialize)]
pub(crate) struct About {
    pub(crate) id: String,
    pub(crate) report: usize,
    pub(crate) line: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) voices: Vec<String>,
    pub(crate) facts: Vec<Rests>,
}

/// A fact that rests on a passage.
#[derive(Serialize, Deserialize)]
pub(crate) struct Rests {
    pub(crate) id: String,
    pub(crate) words: String,
}

/// The reports, the latest first.
pub(crate) fn reports(cites: &Cites) -> Vec<Report> {
    let view = cites.view;
    let whole = cites.texts.iter().map(|t| t.len()).sum::<usize>() <= WHOLE;
    view.in_order().into_iter().rev().map(|doc| report(view, cites, doc, whole)).collect()
}

/// One report; a long one shows only cited lines with their neighbours.
pub(crate) fn alone(cites: &Cites, doc: usize) -> Report {
    report(cites.view, cites, doc, cites.texts[doc].len() <= ALONE)
}

fn report(view: &View, cites: &Cites, doc: usize, whole: bool) -> Report {
    let dated = &view.register.reports[doc];
    let head = &dated.report;
    let of_report = |other: &usize| view.register.reports[*other].lineage == dated.lineage && *other != doc;
    Report {
        no: view.number(doc),
        name: safe(&head.name),
        title: head.title.as_deref().map(safe),
        outlet: head.outlet.as_deref().map(safe),
        url: head.url.as_deref().map(safe),
        date: published(&dated.published),
        hash: head.text_sha256.clone(),
        why: dated.published.why.iter().map(|w| safe(w)).collect(),
        copies: view.in_order().into_iter().filter(of_report).map(|d| view.number(d)).collect(),
        lines: lines(cites, doc, whole),
    }
}

fn lines(cites: &Cites, doc: usize, whole: bool) -> Vec<Line> {
    let head = &cites.view.register.reports[doc].report;
    let text: &Arc<str> = &cites.texts[doc];
    let passages = in_report(cites, doc);
    let spans: Vec<Span> = passages.iter().map(|(span, _)| *span).collect();
    let mut marks = Marks::of(&spans);
    let mut lines = Vec::new();
    for no in 1..=head.lines.count() {
        let Some(span) = head.lines.span(text, no) else { continue };
        if span.of(text).trim().is_empty() {
            marks.blank();
            continue;
        }
        let cuts = marks.line(text, span);
        let furniture = head.furniture.all().iter().any(|f| f.span.holds(span.trimmed(text)));
        let cited = cuts.iter().any(|cut| !matches!(cut, Cut::Words(_)));
        let style = match (cited, furniture) {
            (true, _) => "cited",
            (false, true) => "furniture",
            (false, false) => "",
        };
        let pieces = cuts.into_iter().map(|cut| piece(cites, doc, &passages, cut)).collect();
        lines.push(Line { no, style: style.into(), skipped: 0, pieces });
    }
    if whole { lines } else { near_cited(lines) }
}

fn piece(cites: &Cites, doc: usize, passages: &[(Span, &Passage)], cut: Cut) -> Piece {
    let id = |n: usize| passages[n].1.id.clone();
    match cut {
        Cut::Words(words) => Piece::Words(words.of(&cites.texts[doc]).to_owned()),
        Cut::Open(n) => Piece::Open { id: id(n) },
        Cut::Again(n, breaks) => Piece::Again { id: id(n), breaks },
        Cut::Close(n, true) => Piece::About(about(cites, doc, passages[n])),
        Cut::Close(_, false) => Piece::Close,
    }
}

/// The passages of a report, outer ones before those within.
fn in_report<'c>(cites: &'c Cites, doc: usize) -> Vec<(Span, &'c Passage)> {
    let from = Place { doc, span: Span::whole("") };
    let of_report = cites.passages.range(from..).take_while(|(place, _)| place.doc == doc);
    let mut list: Vec<(Span, &Passage)> = of_report.map(|(p, passage)| (p.span, passage)).collect();
    list.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    list.retain(|(span, _)| !span.is_empty());
    list
}

fn about(cites: &Cites, doc: usize, (span, passage): (Span, &Passage)) -> About {
    let view = cites.view;
    let rests = |&f: &usize| {
        let fact = &view.register.facts[f];
        Rests { id: fact.id.clone(), words: summary::shortened(&view.line(fact), 64) }
    };
    About {
        id: passage.id.clone(),
        report: view.number(doc),
        line: view.register.reports[doc].report.lines.line(span.start()),
        start: passage.points.0,
        end: passage.points.1,
        voices: passage.voices.clone(),
        facts: passage.facts.iter().map(rests).collect(),
    }
}

fn near_cited(lines: Vec<Line>) -> Vec<Line> {
    let cited: Vec<usize> = (0..lines.len()).filter(|&n| lines[n].style == "cited").collect();
    let near = |n: usize| {
        let next = cited.partition_point(|&c| c + NEIGHBOURS < n);
        cited.get(next).is_some_and(|&c| c <= n + NEIGHBOURS)
    };
    let mut skipped = 0;
    let mut kept = Vec::new();
    for (n, mut line) in lines.into_iter().enumerate() {
        if near(n) {
            line.skipped = std::mem::take(&mut skipped);
            kept.push(line);
        } else {
            skipped += 1;
        }
    }
    kept
}
