//! Which rules almost matched at a word, and the step at which they failed.

use crate::{Book, View, matcher::fit};

/// A pattern that its trigger started and that failed later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NearMiss {
    /// Index into [`Book::rules`].
    pub rule: usize,
    /// Which of the rule's patterns.
    pub pattern: usize,
    /// The word it started from.
    pub trigger: usize,
    /// How many steps held, the trigger counted.
    pub reached: usize,
    /// The line of the pattern that did not hold.
    pub failed: String,
}

/// Patterns that the word `trigger` starts and that do not match, those that came furthest first.
pub fn near_misses(book: &Book, view: &View, trigger: usize) -> Vec<NearMiss> {
    let Some(lemmas) = view.lemmas.get(trigger) else { return Vec::new() };
    let mut misses = Vec::new();
    for (rule, pattern) in book.triggered_by(lemmas) {
        let shape = &book.rules()[rule].patterns[pattern];
        if let Err(stopped) = fit(shape, view, trigger) {
            let failed = stopped.at.map_or_else(|| "trigger".to_owned(), |a| a.words.clone());
            misses.push(NearMiss { rule, pattern, trigger, reached: stopped.reached, failed });
        }
    }
    misses.sort_by_key(|m| (std::cmp::Reverse(m.reached), m.rule, m.pattern));
    misses
}
