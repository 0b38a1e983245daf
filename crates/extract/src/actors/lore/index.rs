//! All phrases of the lore under their folded spelling.

use std::collections::BTreeMap;

use fst::Map;

use super::ActorLore;
use crate::actors::fold;

/// What a phrase may be; numbers are places in the lore's tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sense {
    State(usize),
    Adjective(usize),
    /// One of its people, or several.
    People(usize),
    Capital(usize),
    Body(usize),
    OrganName(usize),
    Organ(usize),
    Ministry(usize),
    Region(usize),
    RegionAdjective(usize),
    Title(usize),
    Minister(usize),
}

/// A sense, and the spelling that it must have in the text, if it must.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) sense: Sense,
    pub(crate) exact: Option<String>,
    /// Whether every long word of it is written with a capital.
    pub(crate) capitals: bool,
}

/// The phrases as a finite-state map: a sentence is walked through it, and no phrase is tried that none begins.
#[derive(Debug, Default)]
pub(super) struct Index {
    map: Map<Vec<u8>>,
    entries: Vec<Vec<Entry>>,
}

impl Index {
    /// # Errors
    /// If the map cannot be built.
    pub(super) fn of(lore: &ActorLore) -> Result<Index, String> {
        let mut phrases = Phrases::default();
        phrases.add_states(lore);
        phrases.add_bodies(lore);
        phrases.add_organs(lore);
        phrases.add_titles(lore);
        let map = Map::from_iter(phrases.list.keys().zip(0u64..)).map_err(|e| e.to_string())?;
        Ok(Index { map, entries: phrases.list.into_values().collect() })
    }

    pub(super) fn of_phrase(&self, folded: &str) -> &[Entry] {
        let at = self.map.get(folded).map(|at| at as usize);
        at.and_then(|at| self.entries.get(at)).map_or(&[], Vec::as_slice)
    }

    /// Which of the words that follow one another from the first on end a phrase, and whether a space stands before
    /// each: the places of those that do, the shortest phrase first.
    pub(super) fn ends<'a>(&self, words: impl Iterator<Item = (bool, &'a str)>) -> Vec<usize> {
        let fst = self.map.as_fst();
        let mut node = fst.root();
        let mut out = Vec::new();
        for (at, (space, word)) in words.enumerate() {
            let gap = if space && at > 0 { " " } else { "" };
            for byte in gap.bytes().chain(word.bytes()) {
                let Some(input) = node.find_input(byte) else { return out };
                node = fst.node(node.transition_addr(input));
            }
            if node.is_final() {
                out.push(at);
            }
        }
        out
    }
}

/// The phrases while they are gathered.
#[derive(Default)]
struct Phrases {
    list: BTreeMap<String, Vec<Entry>>,
}

impl Phrases {
    fn add(&mut self, phrase: &str, sense: Sense) {
        let (phrase, exact) = match phrase.strip_prefix(['=', '@']) {
            Some(rest) => (rest, Some(rest.to_string())),
            None => (phrase, None),
        };
        let folded = fold(phrase);
        if folded.is_empty() {
            return;
        }
        let entries = self.list.entry(folded).or_default();
        if !entries.iter().any(|e| e.sense == sense && e.exact == exact) {
            let capitals = phrase
                .split([' ', '-'])
                .filter(|w| w.chars().count() > 4)
                .all(|w| w.starts_with(char::is_uppercase));
            entries.push(Entry { sense, exact, capitals });
        }
    }

    fn add_states(&mut self, lore: &ActorLore) {
        for (i, state) in lore.states.iter().enumerate() {
            self.add(&state.name, Sense::State(i));
            state.others.iter().for_each(|n| self.add(n, Sense::State(i)));
            state.adjectives.iter().for_each(|n| self.add(n, Sense::Adjective(i)));
            for (one, many) in &state.people {
                self.add(one, Sense::People(i));
                self.add(many, Sense::People(i));
            }
            state.capitals.iter().for_each(|n| self.add(n, Sense::Capital(i)));
        }
    }

    fn add_bodies(&mut self, lore: &ActorLore) {
        for (i, body) in lore.bodies.iter().enumerate() {
            self.add(&body.name, Sense::Body(i));
            body.others.iter().for_each(|n| self.add(n, Sense::Body(i)));
        }
        for (i, region) in lore.regions.iter().enumerate() {
            self.add(&region.name, Sense::Region(i));
            region.names.iter().for_each(|n| self.add(n, Sense::Region(i)));
            for adjective in &region.adjectives {
                self.add(adjective, Sense::RegionAdjective(i));
                self.add(&format!("{adjective}s"), Sense::RegionAdjective(i));
            }
        }
    }

    fn add_organs(&mut self, lore: &ActorLore) {
        for (i, organ) in lore.organs.iter().enumerate() {
            organ.words.iter().for_each(|w| self.add(w, Sense::Organ(i)));
        }
        for (i, organ) in lore.organ_names.iter().enumerate() {
            organ.names.iter().for_each(|n| self.add(n, Sense::OrganName(i)));
        }
        for (i, portfolio) in lore.portfolios.iter().enumerate() {
            for word in &portfolio.words {
                for house in ["ministry", "department", "office"] {
                    self.add(&format!("{word} {house}"), Sense::Ministry(i));
                }
                for link in ["of", "for", "of the", "for the"] {
                    self.add(&format!("ministry {link} {word}"), Sense::Ministry(i));
                    self.add(&format!("department {link} {word}"), Sense::Ministry(i));
                }
            }
        }
    }

    fn add_titles(&mut self, lore: &ActorLore) {
        for (i, title) in lore.titles.iter().enumerate() {
            title.words.iter().for_each(|w| self.add(w, Sense::Title(i)));
        }
        for (i, portfolio) in lore.portfolios.iter().enumerate() {
            for word in &portfolio.words {
                for (one, many) in [("minister", "ministers"), ("secretary", "secretaries")] {
                    self.add(&format!("{word} {one}"), Sense::Minister(i));
                    self.add(&format!("{word} {many}"), Sense::Minister(i));
                }
                for link in ["of", "for", "of the", "for the"] {
                    self.add(&format!("minister {link} {word}"), Sense::Minister(i));
                    self.add(&format!("ministers {link} {word}"), Sense::Minister(i));
                }
            }
        }
    }
}
