//! Words of a subject brought to what they name, so that "accession" and "membership" are one issue.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

const CONCEPTS: &str = include_str!("../../../lore/story/concepts.tsv");

/// The concept of words that any two stances share without being about one thing.
const EMPTY: &str = "-";

static NAMES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| Concepts::shipped().of.into_values().collect());

/// All concepts, in order.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().copied()
}

/// What a word of an issue weighs beside others: what states quarrel over more than any word of a report, and what
/// they put their wishes into ("guarantees", "talks") less.
pub(crate) fn weight(word: &str) -> f64 {
    match word {
        "guarantee" | "talks" | "government" | "response" | "support" => 0.5,
        _ if NAMES.contains(word) => 2.0,
        _ => 1.0,
    }
}

/// Who denies that he plans a war denies that he plans an attack: of stances, the one for the other.
pub(crate) fn broader(word: &str) -> &str {
    match word {
        "war" | "killing" => "attack",
        other => other,
    }
}

/// From a lemma to its concept.
#[derive(Debug)]
pub(crate) struct Concepts {
    of: BTreeMap<&'static str, &'static str>,
}

impl Concepts {
    /// The concepts that the binary carries.
    pub(crate) fn shipped() -> Concepts {
        let lines = CONCEPTS.lines().filter(|line| !line.starts_with('#'));
        let rows = lines.filter_map(|line| line.split_once('\t'));
        Concepts {
            of: rows.flat_map(|(name, lemmas)| lemmas.split('|').map(move |lemma| (lemma, name))).collect(),
        }
    }

    /// What the word names: its concept, else the word itself; nothing if any two stances share it.
    pub(crate) fn of<'a>(&self, lemma: &'a str) -> Option<Cow<'a, str>> {
        let small = if lemma.chars().any(char::is_uppercase) {
            Cow::from(lemma.to_lowercase())
        } else {
            Cow::from(lemma)
        };
        let concept = self.of.get(small.as_ref()).map_or(small, |concept| Cow::from(*concept));
        (concept != EMPTY).then_some(concept)
    }

    /// What a unit counts: "soldiers" and "troops" count the same.
    pub(crate) fn unit(&self, unit: &str) -> String {
        let word = unit.split(' ').next_back().unwrap_or("").to_lowercase();
        let singular = word.strip_suffix('s').unwrap_or(&word);
        self.of.get(word.as_str()).or_else(|| self.of.get(singular)).map_or(singular, |c| c).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_one_thing_are_one_concept_and_units_lose_their_plural() {
        let concepts = Concepts::shipped();
        assert_eq!(concepts.of("accession"), concepts.of("Membership"));
        assert_eq!(concepts.of("harbour").as_deref(), Some("harbour"));
        assert_eq!(concepts.of("any"), None);
        assert_eq!(concepts.unit("Russian soldiers"), concepts.unit("troops"));
        assert_eq!(concepts.unit("sailors"), "sailor");
    }

    #[test]
    fn no_word_has_two_concepts() {
        let lines = CONCEPTS.lines().filter(|line| !line.starts_with('#'));
        let count = lines.filter_map(|l| l.split_once('\t')).flat_map(|(_, l)| l.split('|')).count();
        assert_eq!(count, Concepts::shipped().of.len());
    }
}
