//! The phrases of page furniture: `lore/read/*.toml`, each with the examples that are its tests.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

/// Bytes that a stretch of furniture has at most, unless its rule says otherwise.
const LONGEST: usize = 300;

/// What a pattern has to match as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// A paragraph.
    Line,
    /// A sentence of any paragraph.
    Sentence,
    /// A short paragraph before the first long one.
    Head,
    /// The same, but not the very first.
    Under,
    /// A sentence of the last few paragraphs.
    End,
}

/// A rule as its file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) id: String,
    pub(crate) what: String,
    #[serde(rename = "where")]
    pub(crate) place: Place,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    must: Option<String>,
    unless: Option<String>,
    goes_on: Option<String>,
    longest: Option<usize>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are read by the tests"))]
    yes: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are read by the tests"))]
    no: Vec<String>,
    /// What is marked though it should not be: moves to `no` on the day it is not.
    #[serde(default)]
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are read by the tests"))]
    known_wrong: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Source>,
}

/// A rule, ready to run.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) source: Source,
    must: Option<Regex>,
    unless: Option<Regex>,
    /// What the paragraphs that belong to it hold.
    pub(crate) goes_on: Option<Regex>,
}

/// All rules, with one automaton over all their patterns.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) list: Vec<Rule>,
    set: RegexSet,
    /// The rule of each pattern of the set.
    owner: Vec<usize>,
}

/// The shipped rules; none at all if a file were at fault, which the tests exclude.
pub(crate) static SHIPPED: LazyLock<Option<Rules>> = LazyLock::new(|| shipped().ok());

const FILES: [&str; 2] = [
    include_str!("../../../../lore/read/captions.toml"),
    include_str!("../../../../lore/read/furniture.toml"),
];

/// Reads and compiles the shipped files.
pub(crate) fn shipped() -> Result<Rules, String> {
    let mut sources = Vec::new();
    for file in FILES {
        sources.extend(toml::from_str::<File>(file).map_err(|fault| fault.to_string())?.rule);
    }
    compile(sources)
}

fn compile(sources: Vec<Source>) -> Result<Rules, String> {
    let (mut patterns, mut owner, mut list) = (Vec::new(), Vec::new(), Vec::new());
    for (i, source) in sources.into_iter().enumerate() {
        for pattern in &source.patterns {
            patterns.push(format!("^(?:{})$", ascii_edges(pattern)));
            owner.push(i);
        }
        let part = |pattern: &Option<String>| pattern.as_deref().map(|p| regex(p, &source.id)).transpose();
        let (must, unless, goes_on) = (part(&source.must)?, part(&source.unless)?, part(&source.goes_on)?);
        list.push(Rule { source, must, unless, goes_on });
    }
    let set = RegexSetBuilder::new(&patterns)
        .case_insensitive(true)
        .size_limit(64 << 20)
        .dfa_size_limit(16 << 20)
        .build()
        .map_err(|fault| fault.to_string())?;
    Ok(Rules { list, set, owner })
}

fn regex(pattern: &str, id: &str) -> Result<Regex, String> {
    RegexBuilder::new(&ascii_edges(pattern))
        .case_insensitive(true)
        .build()
        .map_err(|fault| format!("{id}: {fault}"))
}

/// Word edges by ASCII letters are enough for English and spare the slow path of the automaton.
fn ascii_edges(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

impl Rules {
    /// The first rule for one of `places` that matches all of `words`.
    pub(crate) fn find(&self, words: &str, places: &[Place]) -> Option<usize> {
        if words.len() > 1_000 {
            return None;
        }
        let words = words.replace('\'', "’").replace(['\n', '\r', '\t', '\u{a0}'], " ");
        let mut hits: Vec<usize> = self.set.matches(&words).iter().map(|p| self.owner[p]).collect();
        hits.dedup();
        hits.into_iter().find(|&i| {
            let rule = &self.list[i];
            places.contains(&rule.source.place)
                && words.len() <= rule.source.longest.unwrap_or(LONGEST)
                && rule.must.as_ref().is_none_or(|must| must.is_match(&words))
                && !rule.unless.as_ref().is_some_and(|unless| unless.is_match(&words))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Place; 5] = [Place::Line, Place::Sentence, Place::Head, Place::Under, Place::End];

    #[test]
    fn every_example_holds() {
        let rules = shipped().unwrap();
        let mut faults = Vec::new();
        for rule in &rules.list {
            let source = &rule.source;
            assert!(source.yes.len() >= 2 && !source.no.is_empty(), "{} lacks examples", source.id);
            for yes in &source.yes {
                let found = rules.find(yes, &[source.place]).map(|i| rules.list[i].source.id.as_str());
                if found != Some(source.id.as_str()) {
                    faults.push(format!("{}: not marked (found {found:?}): {yes}", source.id));
                }
            }
            for wrong in &source.known_wrong {
                assert!(rules.find(wrong, &ALL).is_some(), "{}: no longer wrong: {wrong}", source.id);
            }
            for no in &source.no {
                if let Some(i) = rules.find(no, &ALL) {
                    faults.push(format!("{}: marked by {}: {no}", source.id, rules.list[i].source.id));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn every_pattern_has_an_example() {
        let rules = shipped().unwrap();
        let used: Vec<usize> = rules
            .list
            .iter()
            .flat_map(|rule| &rule.source.yes)
            .flat_map(|yes| rules.set.matches(&yes.replace('\'', "’")).iter().collect::<Vec<_>>())
            .collect();
        let unused: Vec<String> = (0..rules.owner.len())
            .filter(|p| !used.contains(p))
            .map(|p| format!("{}: {}", rules.list[rules.owner[p]].source.id, rules.set.patterns()[p]))
            .collect();
        assert!(unused.is_empty(), "patterns without an example:\n{}", unused.join("\n"));
    }
}
