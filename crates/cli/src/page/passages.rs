//! The cards of the source pane: one for each cited passage, with its neighbours and the words marked.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_story::{Place, Source};
use chancery_text::Span;

use super::published;
use crate::brief::view::View;

/// How much of a neighbouring line a card shows, in characters.
const NEAR: usize = 220;

/// A passage as a card.
pub(crate) struct Passage {
    pub(crate) id: usize,
    pub(crate) report: usize,
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) date: String,
    pub(crate) voices: String,
    pub(crate) before: String,
    pub(crate) lead: String,
    pub(crate) words: String,
    pub(crate) tail: String,
    pub(crate) after: String,
    pub(crate) citation: String,
}

/// A citation on the page: `[report:line]`, which opens card `passage`.
#[derive(Clone)]
pub(crate) struct Cite {
    pub(crate) report: usize,
    pub(crate) line: usize,
    pub(crate) passage: usize,
    pub(crate) words: String,
}

/// Gives every cited place one card, numbered in the order in which the page first cites it.
pub(crate) struct Cards<'a> {
    view: &'a View<'a>,
    texts: &'a [Arc<str>],
    ids: BTreeMap<Place, usize>,
    pub(crate) list: Vec<Passage>,
}

impl<'a> Cards<'a> {
    pub(crate) fn new(view: &'a View<'a>, texts: &'a [Arc<str>]) -> Cards<'a> {
        Cards { view, texts, ids: BTreeMap::new(), list: Vec::new() }
    }

    /// The citation of a fact's passage.
    pub(crate) fn source(&mut self, source: &Source) -> Cite {
        let voices: Vec<&str> =
            source.attribution.iter().map(|&e| self.view.register.entities[e].name.as_str()).collect();
        self.cite(source.at, &voices.join(", to "))
    }

    /// The citation of a place.
    pub(crate) fn cite(&mut self, at: Place, voices: &str) -> Cite {
        let line = self.view.register.reports[at.doc].report.lines.line(at.span.start());
        let passage = if let Some(&id) = self.ids.get(&at) {
            id
        } else {
            let id = self.list.len() + 1;
            self.ids.insert(at, id);
            let card = self.card(id, at, line, voices);
            self.list.push(card);
            id
        };
        Cite { report: self.view.number(at.doc), line, passage, words: self.words(at).to_owned() }
    }

    fn words(&self, at: Place) -> &'a str {
        self.texts[at.doc].get(at.span.start()..at.span.end()).unwrap_or("")
    }

    fn card(&self, id: usize, at: Place, line: usize, voices: &str) -> Passage {
        let text: &str = &self.texts[at.doc];
        let report = &self.view.register.reports[at.doc];
        let lines = &report.report.lines;
        let whole = lines.span(text, line).unwrap_or(at.span).to(at.span);
        let date = published(&report.published);
        let outlet = report.report.outlet.as_deref().unwrap_or("outlet not stated");
        let citation = format!(
            "\u{201c}{}\u{201d} {outlet}, {}, {}, {date}; bytes {}\u{2013}{} of {}",
            self.words(at),
            report.report.title.as_deref().unwrap_or(&report.report.name),
            report.report.url.as_deref().unwrap_or("no address"),
            at.span.start(),
            at.span.end(),
            report.report.text_sha256,
        );
        Passage {
            id,
            report: self.view.number(at.doc),
            line,
            name: report.report.outlet.clone().unwrap_or_else(|| report.report.name.clone()),
            date,
            voices: voices.to_owned(),
            before: neighbour(text, lines, line, -1).map_or(String::new(), last_words),
            lead: piece(text, whole.start(), at.span.start()),
            words: self.words(at).to_owned(),
            tail: piece(text, at.span.end(), whole.end()),
            after: neighbour(text, lines, line, 1).map_or(String::new(), first_words),
            citation,
        }
    }
}

fn piece(text: &str, start: usize, end: usize) -> String {
    text.get(start..end).unwrap_or("").to_owned()
}

/// The nearest line with words before (`step` −1) or after (1) line `line`.
fn neighbour<'t>(text: &'t str, lines: &chancery_text::Lines, line: usize, step: isize) -> Option<&'t str> {
    let mut at = line;
    loop {
        at = at.checked_add_signed(step).filter(|&n| n >= 1 && n <= lines.count())?;
        let words = lines.span(text, at).map(|s: Span| s.of(text).trim())?;
        if !words.is_empty() {
            return Some(words);
        }
    }
}

fn first_words(line: &str) -> String {
    if line.chars().count() <= NEAR {
        line.to_owned()
    } else {
        line.chars().take(NEAR).chain(['…']).collect()
    }
}

fn last_words(line: &str) -> String {
    let count = line.chars().count();
    if count <= NEAR {
        line.to_owned()
    } else {
        ['…'].into_iter().chain(line.chars().skip(count - NEAR)).collect()
    }
}
