//! The reports with every cited passage marked: what the source pane shows.
//!
//! Passages may nest and cross; the marks are cut so that they always nest, and at each line's end.

use std::sync::Arc;

use chancery_story::{Place, summary};
use chancery_text::Span;

use super::{
    cites::{Cites, Passage},
    published, safe,
};
use crate::brief::view::View;

/// A pile with more text than this shows only cited lines with their neighbours.
const WHOLE: usize = 3_000_000;
/// Neighbouring lines kept on each side of a cited line in such a pile.
const NEIGHBOURS: usize = 3;

/// A report with its lines.
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
pub(crate) struct Line {
    pub(crate) no: usize,
    pub(crate) style: &'static str,
    /// Lines left out before it.
    pub(crate) skipped: usize,
    pub(crate) pieces: Vec<Piece>,
}

/// What a line consists of.
pub(crate) enum Piece {
    Words(String),
    /// A passage begins.
    Open { id: String },
    /// A passage goes on after a cut; `breaks` line ends lie between.
    Again { id: String, breaks: usize },
    /// A cut: the passage goes on elsewhere.
    Close,
    /// The first part of a passage ends: what is known of it stands here.
    About(About),
}

/// What the pane says of the open passage.
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
    let mut lines = Vec::new();
    let mut state = State::default();
    for no in 1..=head.lines.count() {
        let Some(span) = head.lines.span(text, no) else { continue };
        if span.of(text).trim().is_empty() {
            state.breaks += 1;
            continue;
        }
        let pieces = state.line(cites, doc, &passages, text, span);
        let furniture = head.furniture.all().iter().any(|f| f.span.holds(span.trimmed(text)));
        let cited = pieces.iter().any(|p| !matches!(p, Piece::Words(_)));
        let style = match (cited, furniture) {
            (true, _) => "cited",
            (false, true) => "furniture",
            (false, false) => "",
        };
        lines.push(Line { no, style, skipped: 0, pieces });
    }
    if whole { lines } else { near_cited(lines) }
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

/// Where the marks stand between two lines.
#[derive(Default)]
struct State {
    /// The next passage to begin.
    next: usize,
    /// Passages that are open, outermost first.
    open: Vec<usize>,
    /// Passages whose first part has not been closed.
    fresh: Vec<usize>,
    /// Line ends since the last line with words.
    breaks: usize,
}

impl State {
    fn line(
        &mut self,
        cites: &Cites,
        doc: usize,
        passages: &[(Span, &Passage)],
        text: &str,
        line: Span,
    ) -> Vec<Piece> {
        let mut out = Vec::new();
        let breaks = std::mem::take(&mut self.breaks) + 1;
        self.open.retain(|&n| passages[n].0.end() > line.start());
        for &n in &self.open {
            out.push(Piece::Again { id: passages[n].1.id.clone(), breaks });
        }
        let mut at = line.start();
        loop {
            let ends = self.open.iter().map(|&n| passages[n].0.end()).min();
            let begins = passages.get(self.next).map(|(span, _)| span.start().max(at));
            let stop = [ends, begins].into_iter().flatten().min().unwrap_or(line.end()).min(line.end());
            if stop > at {
                out.push(Piece::Words(text.get(at..stop).unwrap_or("").to_owned()));
                at = stop;
            }
            if ends == Some(at) {
                self.close_ended(cites, doc, passages, at, &mut out);
            } else if begins == Some(at) && at < line.end() {
                out.push(Piece::Open { id: passages[self.next].1.id.clone() });
                self.open.push(self.next);
                self.fresh.push(self.next);
                self.next += 1;
            } else {
                break;
            }
        }
        for &n in self.open.iter().rev() {
            out.push(close(cites, doc, passages[n], &mut self.fresh, n));
        }
        out
    }

    /// Closes all that end here; what crosses them is cut and goes on.
    fn close_ended(
        &mut self,
        cites: &Cites,
        doc: usize,
        passages: &[(Span, &Passage)],
        at: usize,
        out: &mut Vec<Piece>,
    ) {
        let Some(outermost) = self.open.iter().position(|&n| passages[n].0.end() <= at) else { return };
        let above = self.open.split_off(outermost);
        for &n in above.iter().rev() {
            out.push(close(cites, doc, passages[n], &mut self.fresh, n));
        }
        for n in above.into_iter().filter(|&n| passages[n].0.end() > at) {
            out.push(Piece::Again { id: passages[n].1.id.clone(), breaks: 0 });
            self.open.push(n);
        }
    }
}

fn close(cites: &Cites, doc: usize, passage: (Span, &Passage), fresh: &mut Vec<usize>, n: usize) -> Piece {
    let Some(first) = fresh.iter().position(|&f| f == n) else { return Piece::Close };
    fresh.remove(first);
    Piece::About(about(cites, doc, passage))
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
