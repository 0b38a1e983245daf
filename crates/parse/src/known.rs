//! Phrases that the lore knows as names, peoples, offices or titles, as cues for the names head.

use std::collections::HashMap;

/// What the lore may know a phrase as; each is one bit.
const STATE: u16 = 1;
const PEOPLE: u16 = 1 << 1;
const TOWN: u16 = 1 << 2;
const REGION: u16 = 1 << 3;
const BODY: u16 = 1 << 4;
const ORGAN: u16 = 1 << 5;
const HOLDER: u16 = 1 << 6;
const GIVEN: u16 = 1 << 7;
const SURNAME: u16 = 1 << 8;
const TITLE: u16 = 1 << 9;
/// A state, or a region that is a place and no group of states; no cue, but asked for by name.
const LAND: u16 = 1 << 10;
/// How many kinds are cues.
pub(crate) const KINDS: usize = 10;
/// Kinds whose words need no capital.
const COMMON: u16 = ORGAN | TITLE;
/// Words of the longest phrase kept.
const LONGEST: usize = 8;

/// The phrases in lower case, their words parted by one space; looked up, never walked.
pub(crate) struct Known {
    kinds: HashMap<String, u16>,
    /// For each first word, the words of the longest phrase that it opens.
    longest: HashMap<String, usize>,
}

/// A phrase of the lore in a sentence: its words and one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Hit {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) kind: usize,
}

impl Known {
    /// The lore in the binary.
    pub(crate) fn shipped() -> Known {
        let mut known = Known { kinds: HashMap::new(), longest: HashMap::new() };
        for row in rows(include_str!("../../../lore/actors/state_words.tsv")) {
            known.add([row[1]].into_iter().chain(row[4].split('|')), STATE | LAND);
            known.add(row[2].split('|').chain(row[3].split('|')), PEOPLE);
            known.add(row[5].split('|'), TOWN);
        }
        for row in rows(include_str!("../../../lore/actors/towns.tsv")) {
            known.add(row[1].split('|'), TOWN);
        }
        for row in rows(include_str!("../../../lore/actors/cities.tsv")) {
            known.add([row[0]], TOWN);
        }
        for row in rows(include_str!("../../../lore/actors/regions.tsv")) {
            let land = if row[2] == "place" { LAND } else { 0 };
            known.add(row[4].split('|'), REGION | land);
            known.add(row[5].split('|'), PEOPLE);
        }
        for row in rows(include_str!("../../../lore/actors/bodies.tsv")) {
            known.add([row[1]].into_iter().chain(row[6].split('|')), BODY);
        }
        for row in rows(include_str!("../../../lore/actors/organ_names.tsv")) {
            known.add([row[2]].into_iter().chain(row[4].split('|')), ORGAN);
        }
        for row in rows(include_str!("../../../lore/actors/organs.tsv")) {
            known.add(row[3].split('|'), ORGAN);
        }
        for row in rows(include_str!("../../../lore/actors/holders.tsv")) {
            known.person(row[0]);
        }
        for row in rows(include_str!("../../../lore/actors/government.tsv")) {
            known.person(row[1]);
        }
        for row in rows(include_str!("../../../lore/actors/given.tsv")) {
            known.add(row[1].split('|'), GIVEN);
        }
        for row in rows(include_str!("../../../lore/actors/titles.tsv")) {
            known.add(row[2].split('|'), TITLE);
        }
        known
    }

    /// Whether the word is a title that persons bear.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.is(&[word], TITLE)
    }

    /// Whether these words are a state or a part of one.
    pub(crate) fn is_land(&self, words: &[&str]) -> bool {
        self.is(words, LAND)
    }

    /// Whether these words are the name of any place.
    pub(crate) fn is_place(&self, words: &[&str]) -> bool {
        self.is(words, STATE | REGION | TOWN)
    }

    /// Whether these words are the name of a body and of no person and no place.
    pub(crate) fn is_body_alone(&self, words: &[&str]) -> bool {
        let others = STATE | PEOPLE | REGION | TOWN | HOLDER | GIVEN | SURNAME;
        self.is(words, BODY) && !self.is(words, others)
    }

    /// Whether the word is the name of a place and of no person, people or body.
    pub(crate) fn is_place_alone(&self, word: &str) -> bool {
        self.is_place(&[word]) && !self.is(&[word], PEOPLE | BODY | HOLDER | GIVEN | SURNAME)
    }

    fn is(&self, words: &[&str], kinds: u16) -> bool {
        self.kinds.get(&words.join(" ").to_lowercase()).is_some_and(|k| k & kinds != 0)
    }

    fn person(&mut self, name: &str) {
        if let (Some((first, _)), Some((_, last))) = (name.split_once(' '), name.rsplit_once(' ')) {
            self.add([name], HOLDER);
            self.add([last], SURNAME);
            self.add([first], GIVEN);
        }
    }

    fn add<'a>(&mut self, names: impl IntoIterator<Item = &'a str>, kind: u16) {
        for name in names {
            let name = name.strip_prefix('=').unwrap_or(name);
            let name = name.strip_prefix('@').unwrap_or(name);
            let name = name.strip_prefix("the ").unwrap_or(name);
            let cut = name.replace("'s", " 's").replace('-', " - ").to_lowercase();
            let words: Vec<&str> = cut.split_whitespace().collect();
            let Some(first) = words.first().filter(|_| words.len() <= LONGEST) else { continue };
            let longest = self.longest.entry((*first).to_string()).or_default();
            *longest = (*longest).max(words.len());
            *self.kinds.entry(words.join(" ")).or_default() |= kind;
        }
    }

    /// For each kind, the longest phrases from left to right; none of a kind overlap.
    pub(crate) fn hits(&self, words: &[&str]) -> Vec<Hit> {
        let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
        let capital: Vec<bool> = words.iter().map(|w| w.starts_with(char::is_uppercase)).collect();
        // The first word after the last phrase of each kind.
        let mut free = [0; KINDS];
        let mut out = Vec::new();
        let mut phrase = String::new();
        for first in 0..words.len() {
            let Some(&longest) = self.longest.get(&lower[first]) else { continue };
            for last in (first..words.len().min(first + longest)).rev() {
                phrase.clear();
                for word in &lower[first..=last] {
                    phrase.push_str(if phrase.is_empty() { "" } else { " " });
                    phrase.push_str(word);
                }
                let kinds = self.kinds.get(&phrase).copied().unwrap_or(0);
                let kinds = if capital[first..=last].contains(&true) { kinds } else { kinds & COMMON };
                for kind in (0..KINDS).filter(|kind| kinds & (1 << kind) != 0) {
                    if free[kind] <= first {
                        free[kind] = last + 1;
                        out.push(Hit { first, last, kind });
                    }
                }
            }
        }
        out
    }
}

/// The rows of a table of the lore, each with at least nine columns.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#') && line.contains('\t')).map(|line| {
        let mut row: Vec<&str> = line.split('\t').collect();
        row.resize(row.len().max(9), "");
        row
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::Known;

    #[test]
    fn the_longest_phrase_of_each_kind_is_found() {
        let words: Vec<&str> =
            "The prime minister of the United States met the European Union".split(' ').collect();
        let shown: Vec<String> = Known::shipped()
            .hits(&words)
            .iter()
            .map(|hit| format!("{} {}", hit.kind, words[hit.first..=hit.last].join(" ")))
            .collect();
        expect![[r"
            7 The
            9 prime minister
            0 United States
            7 United
            4 European Union
            1 European
            2 Union"]]
        .assert_eq(&shown.join("\n"));
        assert!(Known::shipped().hits(&["united", "states"]).is_empty());
    }

    #[test]
    fn bodies_and_lands_are_told_apart() {
        let known = Known::shipped();
        assert!(known.is_body_alone(&["European", "Union"]) && !known.is_body_alone(&["Georgia"]));
        assert!(known.is_land(&["Texas"]) && !known.is_land(&["the", "West"]));
        assert!(known.is_title("president") && !known.is_title("Texas"));
    }
}
