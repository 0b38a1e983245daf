//! Where the rules of time match, the longest first, none over another.

use super::{
    classes::{self, Slot},
    lore::{Rule, Step, TimeLore},
    words::{Shape, Word},
};

/// One match of a rule: words `from..to`, and what its parts hold.
#[derive(Clone, Debug)]
pub(crate) struct Match<'l> {
    pub(crate) rule: &'l Rule,
    pub(crate) from: usize,
    pub(crate) to: usize,
    parts: Vec<Part<'l>>,
}

#[derive(Clone, Debug)]
struct Part<'l> {
    name: &'l str,
    value: Slot,
    from: usize,
    to: usize,
}

impl Match<'_> {
    /// What the part of this name holds; what the rule itself sets comes last.
    pub(crate) fn part(&self, name: &str) -> Option<&Slot> {
        let read = self.parts.iter().find(|p| p.name == name).map(|p| &p.value);
        read.or_else(|| self.rule.with.iter().find(|(k, _)| k == name).map(|(_, v)| v))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.part(name).is_some()
    }

    pub(crate) fn int(&self, name: &str) -> Option<i32> {
        match self.part(name)? {
            Slot::Int(n) => Some(*n),
            _ => None,
        }
    }

    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        match self.part(name)? {
            Slot::Word(w) => Some(w),
            _ => None,
        }
    }

    /// The words of the part of this name.
    pub(crate) fn range(&self, name: &str) -> Option<(usize, usize)> {
        self.parts.iter().find(|p| p.name == name).map(|p| (p.from, p.to))
    }
}

/// All matches in `words`, each as `accept` makes it: it may turn a match down, and the next best is tried.
pub(crate) fn find<'l, T>(
    lore: &'l TimeLore,
    text: &str,
    words: &[Word],
    mut accept: impl FnMut(&Match<'l>) -> Option<T>,
) -> Vec<(Match<'l>, T)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // A class made by code is read once here, not once for each of the many sequences that begin with it.
        let reads = |class: usize| classes::read(lore, class, text, words, at).is_some();
        let mut matches: Vec<(usize, usize, Match<'l>)> = lore
            .beginning(&words[at], reads)
            .filter_map(|(r, s)| Some((r, s, matched(lore, &lore.rules[r], s, text, words, at)?)))
            .collect();
        matches.sort_by_key(|(r, s, m)| (std::cmp::Reverse(m.to), *r, *s));
        match matches.into_iter().find_map(|(_, _, m)| accept(&m).map(|made| (m, made))) {
            Some((m, made)) => {
                at = m.to;
                found.push((m, made));
            }
            None => at += 1,
        }
    }
    found
}

fn matched<'l>(
    lore: &'l TimeLore,
    rule: &'l Rule,
    sequence: usize,
    text: &str,
    words: &[Word],
    from: usize,
) -> Option<Match<'l>> {
    let mut to = from;
    let mut glue = false;
    let mut parts = Vec::new();
    for step in &rule.sequences[sequence] {
        let start = to;
        if glue && !words.get(to)?.glued {
            return None;
        }
        glue = false;
        match step {
            Step::Glue => glue = true,
            Step::Word(id, sets) => {
                let word = words.get(to)?;
                if word.id != *id || (is_stop(text, word) && !after_short_form(text, words, to)) {
                    return None;
                }
                to += 1;
                parts.extend(sets.iter().map(|(name, value)| Part {
                    name,
                    value: value.clone(),
                    from: start,
                    to,
                }));
            }
            Step::Class(class, name) => {
                let (value, used) = classes::read(lore, *class, text, words, to)?;
                to += used;
                parts.push(Part { name, value, from: start, to });
            }
        }
    }
    if to > from + 1 && is_stop(text, &words[to - 1]) && to >= words.len() {
        to -= 1;
    }
    surroundings(lore, rule, words, from, to).then_some(Match { rule, from, to, parts })
}

fn is_stop(text: &str, word: &Word) -> bool {
    word.span.of(text) == "."
}

/// A full stop within a time belongs to a short form: "Feb. 3", not "in May. 12 men".
fn after_short_form(text: &str, words: &[Word], at: usize) -> bool {
    let Some(prior) = at.checked_sub(1).map(|i| classes::small(text, &words[i])) else { return false };
    words[at].glued
        && prior.len() <= 5
        && !matches!(prior.as_str(), "may" | "june" | "july" | "march" | "april")
}

/// Whether the words before and after are such as the rule asks for.
fn surroundings(lore: &TimeLore, rule: &Rule, words: &[Word], from: usize, to: usize) -> bool {
    let next = words.get(to);
    let ends_inside_a_word =
        next.is_some_and(|w| w.glued && w.shape == Shape::Letters) && words[to - 1].shape != Shape::Mark;
    let begins_inside_a_number = words[from].glued
        && from > 0
        && words[from].shape == Shape::Digits
        && !matches!(words[from - 1].shape, Shape::Mark);
    if ends_inside_a_word || begins_inside_a_number {
        return false;
    }
    let before = from.checked_sub(1).map(|i| words[i].id);
    let after = next.map(|w| w.id);
    (rule.after.is_empty() || before.is_some_and(|id| rule.after.contains(&id)))
        && (rule.before.is_empty() || after.is_some_and(|id| rule.before.contains(&id)))
        && !after.is_some_and(|id| id != 0 && rule.not_before.contains(&id))
        && !rule
            .not_before_class
            .is_some_and(|class| lore.phrase(class, words, to).is_some_and(|(v, _)| v != Slot::Int(0)))
}
