//! The proof: every citation of a chronicle against the texts it was made from.

use std::collections::BTreeMap;

use crate::shape::ChronicleJson;

/// One citation that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// Where in the chronicle: "fact F… source 2".
    pub what: String,
    /// Name of the report.
    pub document: String,
    /// What was expected and what was found.
    pub message: String,
}

/// The outcome of a proof.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    /// Citations proved.
    pub proved: usize,
    /// Citations that fail.
    pub failures: Vec<Failure>,
}

/// Proves every quote and range of `chronicle` against `texts` (by document id, else by name).
///
/// A text whose hash differs is stale: a citation is never moved to a passage that looks alike.
pub fn verify(chronicle: &ChronicleJson, texts: &BTreeMap<String, String>) -> Verdict {
    let pages: Vec<Page> = chronicle.documents.iter().map(|d| Page::of(d, texts)).collect();
    let mut verdict = Verdict::default();
    for (doc, page) in pages.iter().enumerate() {
        if let Err(message) = &page.points {
            verdict.fail(format!("document {}", doc + 1), page.name, message.clone());
        }
    }
    let mut cite =
        |what: String, doc: usize, start: usize, end: usize, quote: Option<&str>| match pages.get(doc) {
            None => verdict.fail(what, "", format!("cites document {doc}, but there are {}", pages.len())),
            Some(page) => match page.check(start, end, quote) {
                Ok(()) => verdict.proved += 1,
                Err(message) => verdict.fail(what, page.name, message),
            },
        };
    for (n, time) in chronicle.times.iter().enumerate() {
        cite(format!("time {n}"), time.doc, time.start, time.end, Some(&time.text));
    }
    for entity in &chronicle.entities {
        for (n, m) in entity.mentions.iter().enumerate() {
            cite(format!("entity {} mention {n}", entity.id), m.doc, m.start, m.end, Some(&m.text));
        }
    }
    for fact in &chronicle.facts {
        for (n, s) in fact.sources.iter().enumerate() {
            let what = format!("fact {} source {n}", fact.id);
            cite(what.clone(), s.doc, s.start, s.end, Some(&s.quote));
            for part in s.quoted.iter().chain(&s.about).chain(&s.condition) {
                cite(what.clone(), s.doc, part.start, part.end, Some(&part.text));
            }
        }
    }
    for dispute in &chronicle.disputes {
        for place in dispute.values.iter().flat_map(|v| &v.sources) {
            cite(format!("dispute {}", dispute.id), place.doc, place.start, place.end, None);
        }
    }
    for (n, note) in chronicle.notes.iter().enumerate() {
        cite(format!("note {n}"), note.doc, note.start, note.end, None);
    }
    for (doc, document) in chronicle.documents.iter().enumerate() {
        for mark in document.furniture.iter().chain(&document.condition) {
            cite(format!("{} of document {}", mark.what, doc + 1), doc, mark.start, mark.end, None);
        }
    }
    verdict
}

impl Verdict {
    fn fail(&mut self, what: String, document: &str, message: String) {
        self.failures.push(Failure { what, document: document.to_owned(), message });
    }
}

struct Page<'a> {
    name: &'a str,
    points: Result<Vec<char>, String>,
}

impl<'a> Page<'a> {
    fn of(document: &'a crate::DocumentJson, texts: &BTreeMap<String, String>) -> Page<'a> {
        let points = match texts.get(&document.id).or_else(|| texts.get(&document.name)) {
            None => {
                Err("stale: no report of this id or name was given; pass the reports with --texts".to_owned())
            }
            Some(text) if chancery_text::text_sha256(text) != document.text_sha256 => {
                Err(format!("stale: the text's hash is not {}", document.text_sha256))
            }
            Some(text) => Ok(text.chars().collect()),
        };
        Page { name: &document.name, points }
    }

    fn check(&self, start: usize, end: usize, quote: Option<&str>) -> Result<(), String> {
        let points = self.points.as_ref().map_err(|_| "stale: its report could not be proved".to_owned())?;
        let cited = points
            .get(start..end)
            .ok_or_else(|| format!("cites {start}..{end}, but the text has {} code points", points.len()))?;
        match quote {
            Some(quote) if !cited.iter().copied().eq(quote.chars()) => Err(format!(
                "at {start}..{end} expected {quote:?}, found {:?}",
                cited.iter().collect::<String>()
            )),
            _ => Ok(()),
        }
    }
}
