//! Finds the phrases that the lore knows: longest first, from left to right.

use super::{ActorLore, fold, line::Line, lore::Sense};

/// A phrase of the lore in a sentence, with all that it may be.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) senses: Vec<Sense>,
    /// Name of a land that the lore does not know.
    pub(super) land: Option<String>,
}

impl Hit {
    /// The first sense that `choose` takes.
    pub(super) fn find<T>(&self, choose: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses.iter().find_map(|s| choose(*s))
    }
}

/// All phrases of the sentence, not overlapping.
pub(super) fn spot(line: &Line, lore: &ActorLore) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let found = longest(line, lore, at).map(|hit| rival(line, lore, &hit).unwrap_or(hit));
        at = found.as_ref().map_or(at + 1, |hit| hit.last + 1);
        out.extend(found);
    }
    out
}

fn longest(line: &Line, lore: &ActorLore, first: usize) -> Option<Hit> {
    let words = (first..line.len()).map(|i| (i > first && !line.touches(i - 1, i), line.folded[i].as_str()));
    lore.ends(words).into_iter().rev().find_map(|end| hit(line, lore, first, first + end))
}

/// A longer phrase that begins inside this one and ends after it: "intelligence [Agency for National …]".
fn rival(line: &Line, lore: &ActorLore, hit: &Hit) -> Option<Hit> {
    let inside = (hit.first + 1..=hit.last).filter_map(|at| longest(line, lore, at));
    let length = |h: &Hit| h.last - h.first;
    inside.filter(|r| r.last > hit.last && length(r) > length(hit)).max_by_key(length)
}

fn hit(line: &Line, lore: &ActorLore, first: usize, last: usize) -> Option<Hit> {
    let words = line.words(first, last);
    let folded = fold(words);
    let mut senses: Vec<Sense> = lore
        .senses(&folded)
        .iter()
        .filter(|e| e.exact.as_deref().is_none_or(|x| x == words || in_capitals(x, words)))
        .filter(|e| !e.capitals || lower_case_will_do(e.sense) || all_capital(line, first, last))
        .map(|e| e.sense)
        .filter(|s| lower_case_will_do(*s) || named(line, first, last))
        .collect();
    if line.token(first).upos == "VERB" && first == last {
        senses.retain(|s| !lower_case_will_do(*s));
    }
    // "the Gulf of Marr" is another gulf.
    if line.is(last, "gulf") && line.is(last + 1, "of") && last + 2 < line.len() && line.capital(last + 2) {
        senses.retain(|s| !matches!(s, Sense::Region(_)));
    }
    (!senses.is_empty()).then_some(Hit { first, last, senses, land: None })
}

fn lower_case_will_do(sense: Sense) -> bool {
    matches!(sense, Sense::Organ(_) | Sense::Ministry(_) | Sense::Title(_) | Sense::Minister(_))
}

/// "SECURITY COUNCIL" in a headline; a short word in capitals is another word.
fn in_capitals(name: &str, words: &str) -> bool {
    words.chars().count() > 5 && words.chars().all(|c| !c.is_lowercase()) && name.to_uppercase() == words
}

/// "Islamic State" is a name, "the Islamic state" is none.
fn all_capital(line: &Line, first: usize, last: usize) -> bool {
    (first..=last).filter(|&i| line.folded[i].chars().count() > 4).all(|i| line.capital(i))
}

/// Whether the phrase is written as a name: its first word but for "the" has a capital.
fn named(line: &Line, first: usize, last: usize) -> bool {
    let begin = if line.is(first, "the") && last > first { first + 1 } else { first };
    line.capital(begin) || line.capital(last)
}
