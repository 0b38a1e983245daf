//! Every cited passage, and the address under which the source pane opens it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_story::Place;
use chancery_text::{Span, code_points};

use crate::brief::view::View;

/// A citation on the page: `[report:line]`, a link to the passage.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Cite {
    pub(crate) report: usize,
    pub(crate) line: usize,
    pub(crate) id: String,
}

/// A cited passage: where it stands and what rests on it.
pub(crate) struct Passage {
    pub(crate) id: String,
    /// Half-open range of code points, as everywhere outside.
    pub(crate) points: (usize, usize),
    /// Who is said to say so, outermost first.
    pub(crate) voices: Vec<String>,
    /// Indices into the facts.
    pub(crate) facts: Vec<usize>,
}

/// All passages that a fact or a dispute rests on.
pub(crate) struct Cites<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) texts: &'a [Arc<str>],
    pub(crate) passages: BTreeMap<Place, Passage>,
}

impl<'a> Cites<'a> {
    /// Gathers the passages of the register.
    pub(crate) fn of(view: &'a View<'a>, texts: &'a [Arc<str>]) -> Cites<'a> {
        let mut passages = places(view);
        for (doc, text) in texts.iter().enumerate() {
            let first = Place { doc, span: Span::whole("") };
            let mut of_doc: Vec<(&Place, &mut Passage)> =
                passages.range_mut(first..).take_while(|(place, _)| place.doc == doc).collect();
            let spans: Vec<Span> = of_doc.iter().map(|(place, _)| place.span).collect();
            for ((_, passage), points) in of_doc.iter_mut().zip(code_points(text, &spans)) {
                passage.id = format!("p{}-{}-{}", view.number(doc), points.0, points.1);
                passage.points = points;
            }
        }
        Cites { view, texts, passages }
    }

    /// The citation of a place of the register.
    pub(crate) fn cite(&self, at: Place) -> Cite {
        let report = self.view.number(at.doc);
        let line = self.view.register.reports[at.doc].report.lines.line(at.span.start());
        let id = match self.passages.get(&at) {
            Some(passage) => passage.id.clone(),
            None => format!("r{report}l{line}"),
        };
        Cite { report, line, id }
    }

    /// Citations of places: one of each report first, at most `most`, in the order of the reports.
    pub(crate) fn several(&self, places: impl Iterator<Item = Place>, most: usize) -> Vec<Cite> {
        let mut all: Vec<Cite> = Vec::new();
        for cite in places.map(|p| self.cite(p)) {
            if !all.iter().any(|c| (c.report, c.line) == (cite.report, cite.line)) {
                all.push(cite);
            }
        }
        let mut seen = Vec::new();
        let (mut first, rest): (Vec<Cite>, Vec<Cite>) = all.into_iter().partition(|c| {
            let is_new = !seen.contains(&c.report);
            seen.push(c.report);
            is_new
        });
        first.extend(rest);
        first.truncate(most);
        first.sort_by_key(|c| (c.report, c.line));
        first
    }
}

/// Each place once, with the voices and the facts that rest on it; addresses are still to be given.
fn places(view: &View) -> BTreeMap<Place, Passage> {
    let empty = || Passage { id: String::new(), points: (0, 0), voices: Vec::new(), facts: Vec::new() };
    let mut passages: BTreeMap<Place, Passage> = BTreeMap::new();
    for (fact, told) in view.register.facts.iter().enumerate() {
        for source in &told.sources {
            let passage = passages.entry(source.at).or_insert_with(empty);
            if passage.voices.is_empty() {
                passage.voices = source.attribution.iter().map(|&e| view.name(e)).collect();
            }
            if passage.facts.last() != Some(&fact) {
                passage.facts.push(fact);
            }
        }
    }
    let disputed = view.register.disputes.iter().flat_map(|d| &d.values).flat_map(|(_, places)| places);
    for place in disputed {
        passages.entry(*place).or_insert_with(empty);
    }
    passages
}

/// Words with citations in them: "the day of: Keita's visit [5:13]".
#[derive(Serialize, Deserialize)]
pub(crate) struct Piece {
    pub(crate) words: String,
    /// A citation, where the words are one: (report, line).
    pub(crate) cite: Option<(usize, usize)>,
}

/// Turns the `[4:12 5:3]` of the terminal's sentences into links.
pub(crate) fn linked(sentence: &str) -> Vec<Piece> {
    let plain = |words: &str| Piece { words: words.to_owned(), cite: None };
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some((before, inside, after)) = bracket(rest) {
        pieces.push(plain(before));
        for part in inside.split([' ', '\u{a0}']).filter(|p| !p.is_empty()) {
            let cite = part.split_once(':').and_then(|(r, l)| Some((r.parse().ok()?, l.parse().ok()?)));
            pieces.push(Piece { words: if cite.is_some() { String::new() } else { part.to_owned() }, cite });
            pieces.push(plain(" "));
        }
        pieces.pop();
        rest = after;
    }
    pieces.push(plain(rest));
    pieces.retain(|p| p.cite.is_some() || !p.words.is_empty());
    pieces
}

/// The first bracket that holds nothing but citations, with what stands before and after it.
fn bracket(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find('[')?;
        let length = text[start..].find(']')?;
        let inside = &text[start + 1..start + length];
        let cites = |c: char| c.is_ascii_digit() || matches!(c, ':' | ' ' | '\u{a0}' | '…');
        if inside.contains(':') && inside.chars().all(cites) {
            return Some((&text[..start], inside, &text[start + length + 1..]));
        }
        from = start + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn citations_in_a_sentence_become_links_and_other_brackets_stay() {
        let pieces = linked("the day [of a call] is open [1:5 12:7 …]; so [sic]");
        let told: Vec<String> = pieces
            .iter()
            .map(|p| p.cite.map_or(p.words.clone(), |(report, line)| format!("<{report}/{line}>")))
            .collect();
        assert_eq!(told.concat(), "the day [of a call] is open <1/5> <12/7> …; so [sic]");
        assert_eq!(linked("[").len(), 1);
    }
}
