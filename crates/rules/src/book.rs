//! All rules, with an index by the lemma of their trigger.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Example, Faults, Source, pattern::Pattern, reader};

/// An example that is not reached yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownWrong {
    /// The sentence, with its marks if it should match, without if it should not.
    pub text: String,
    /// Why it is not reached yet.
    pub note: String,
}

/// A rule: what it gives, where it matches, and its examples.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Unique name.
    pub id: String,
    /// What a match is, in the caller's words.
    pub gives: String,
    /// Of two rules on one trigger the caller may prefer the higher.
    pub rank: i32,
    /// Further settings for the caller.
    pub set: BTreeMap<String, String>,
    /// File it stands in.
    pub file: String,
    /// Line it starts on.
    pub line: usize,
    pub(crate) patterns: Vec<Pattern>,
    /// Sentences that must match, with the line they stand on.
    pub yes: Vec<(usize, Example)>,
    /// Sentences that must not.
    pub no: Vec<String>,
    /// Sentences that are still judged wrongly.
    pub known_wrong: Vec<KnownWrong>,
}

/// All rules that are in force.
#[derive(Clone, Debug, Default)]
pub struct Book {
    rules: Vec<Rule>,
    classes: BTreeMap<String, BTreeSet<String>>,
    by_lemma: BTreeMap<String, Vec<(usize, usize)>>,
    any_lemma: Vec<(usize, usize)>,
}

impl Book {
    /// Reads rule files.
    ///
    /// # Errors
    /// With every fault of every file.
    pub fn read(files: &[Source]) -> Result<Book, Faults> {
        let (rules, classes) = reader::read(files)?;
        let mut book = Book { rules, classes, ..Book::default() };
        for (r, rule) in book.rules.iter().enumerate() {
            for (p, pattern) in rule.patterns.iter().enumerate() {
                match pattern.trigger_lemmas() {
                    Some(lemmas) => {
                        for lemma in lemmas {
                            book.by_lemma.entry(lemma.to_lowercase()).or_default().push((r, p));
                        }
                    }
                    None => book.any_lemma.push((r, p)),
                }
            }
        }
        Ok(book)
    }

    /// The rules, in order of files and lines.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The words of a class, if there is one of that name.
    pub fn class(&self, name: &str) -> Option<&BTreeSet<String>> {
        self.classes.get(name)
    }

    /// Whether `word` is in the class `name`.
    pub fn in_class(&self, name: &str, word: &str) -> bool {
        self.classes.get(name).is_some_and(|c| c.contains(word))
    }

    /// Whether one of `words` is in the class `name`.
    pub fn any_in_class(&self, name: &str, words: &[String]) -> bool {
        self.classes.get(name).is_some_and(|c| words.iter().any(|w| c.contains(w)))
    }

    /// Rules and patterns that a word with one of these lemmas may trigger, each once.
    pub(crate) fn triggered_by(&self, lemmas: &[String]) -> Vec<(usize, usize)> {
        let named = lemmas.iter().filter_map(|l| self.by_lemma.get(l)).flatten();
        let mut all: Vec<(usize, usize)> = named.chain(&self.any_lemma).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
