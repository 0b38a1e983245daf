//! Words and sides as numbers, so that claims by the thousand are compared without reading letters.

use std::{borrow::Cow, collections::HashMap};

use chancery_extract::Findings;

use crate::{
    chronicle::Entity,
    concepts::{self, Concepts},
};

/// A word of a subject, or a side; in the order of the letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Name(u32);

/// Some names in order, each once.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Names(Vec<Name>);

impl FromIterator<Name> for Names {
    fn from_iter<I: IntoIterator<Item = Name>>(names: I) -> Names {
        let mut list: Vec<Name> = names.into_iter().collect();
        list.sort_unstable();
        list.dedup();
        Names(list)
    }
}

impl Names {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Name> + Clone + '_ {
        self.0.iter().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn contains(&self, name: Name) -> bool {
        self.0.binary_search(&name).is_ok()
    }

    /// Those that both have, in order.
    pub(crate) fn shared<'a>(&'a self, other: &'a Names) -> impl Iterator<Item = Name> + 'a {
        let mut rest = other.0.as_slice();
        self.iter().filter(move |name| {
            rest = &rest[rest.iter().take_while(|other| *other < name).count()..];
            rest.first() == Some(name)
        })
    }

    pub(crate) fn is_disjoint(&self, other: &Names) -> bool {
        self.shared(other).next().is_none()
    }

    pub(crate) fn is_subset(&self, other: &Names) -> bool {
        self.shared(other).count() == self.len()
    }
}

/// All names of a pile.
pub(crate) struct Lexicon<'a> {
    texts: Vec<Cow<'a, str>>,
    weights: Vec<f64>,
    lemmas: HashMap<&'a str, Meaning>,
    sides: Vec<Name>,
    own: Vec<Name>,
}

/// A lemma's number, and that of what it names; none for what any two stances share.
pub(crate) type Meaning = (Name, Option<Name>);

impl<'a> Lexicon<'a> {
    /// Of the subjects of all claims, and of the actors.
    pub(crate) fn of(reports: &'a [Findings], entities: &'a [Entity]) -> Lexicon<'a> {
        let claims = reports.iter().flat_map(|report| &report.claims);
        Lexicon::of_words(claims.flat_map(|claim| claim.issue.iter().map(String::as_str)), entities)
    }

    pub(crate) fn of_words(words: impl Iterator<Item = &'a str>, entities: &'a [Entity]) -> Lexicon<'a> {
        let known = Concepts::shipped();
        let mut concept_of: HashMap<&str, Option<Cow<str>>> = HashMap::new();
        for word in words {
            concept_of.entry(word).or_insert_with(|| known.of(word));
        }
        // The order of the map leaves no trace, as all is sorted.
        let mut texts: Vec<Cow<str>> = concepts::names().map(Cow::from).collect();
        texts.extend(concept_of.keys().map(|lemma| Cow::from(*lemma)));
        texts.extend(concept_of.values().flatten().cloned());
        texts.extend(entities.iter().flat_map(|entity| [side(entity), &entity.id]).map(Cow::from));
        texts.sort_unstable();
        texts.dedup();
        let weights = texts.iter().map(|text| concepts::weight(text)).collect();
        let mut lexicon =
            Lexicon { texts, weights, lemmas: HashMap::new(), sides: Vec::new(), own: Vec::new() };
        let number = |text: &str| lexicon.name(text).unwrap_or(Name(0));
        let meaning = |(lemma, concept): (&'a str, Option<Cow<str>>)| {
            (lemma, (number(lemma), concept.as_deref().map(number)))
        };
        let lemmas = concept_of.into_iter().map(meaning).collect();
        let sides = entities.iter().map(|entity| number(side(entity))).collect();
        let own = entities.iter().map(|entity| number(&entity.id)).collect();
        (lexicon.lemmas, lexicon.sides, lexicon.own) = (lemmas, sides, own);
        lexicon
    }

    /// The number of a word, side or entity of the pile, or of a concept.
    pub(crate) fn name(&self, text: &str) -> Option<Name> {
        let at = self.texts.binary_search_by(|known| known.as_ref().cmp(text)).ok()?;
        u32::try_from(at).ok().map(Name)
    }

    pub(crate) fn lemma(&self, lemma: &str) -> Option<Meaning> {
        self.lemmas.get(lemma).copied()
    }

    pub(crate) fn text(&self, name: Name) -> &str {
        self.texts.get(name.0 as usize).map_or("", |text| text)
    }

    /// The texts, with a space between.
    pub(crate) fn texts(&self, names: impl Iterator<Item = Name>) -> String {
        names.map(|name| self.text(name)).collect::<Vec<_>>().join(" ")
    }

    /// What a word of an issue weighs beside others.
    pub(crate) fn weight(&self, word: Name) -> f64 {
        self.weights.get(word.0 as usize).copied().unwrap_or(1.0)
    }

    /// The side of the entity of this index.
    pub(crate) fn side(&self, entity: usize) -> Name {
        self.sides[entity]
    }

    /// The entity of this index itself, whomever it acts for.
    pub(crate) fn own(&self, entity: usize) -> Name {
        self.own[entity]
    }
}

/// The side that an entity stands for: its state or body, or itself where it acts for none.
pub(crate) fn side(entity: &Entity) -> &str {
    entity.country.as_deref().unwrap_or(&entity.id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_sets() {
        let subsets = (0..32u32).map(|bits| (0..5).filter(|i| bits >> i & 1 == 1).collect::<BTreeSet<u32>>());
        let subsets: Vec<BTreeSet<u32>> = subsets.collect();
        let names = |set: &BTreeSet<u32>| set.iter().rev().chain(set).map(|&n| Name(n)).collect::<Names>();
        for (a, b) in subsets.iter().flat_map(|a| subsets.iter().map(move |b| (a, b))) {
            let (x, y) = (names(a), names(b));
            let shared: Vec<u32> = x.shared(&y).map(|n| n.0).collect();
            assert_eq!(shared, a.intersection(b).copied().collect::<Vec<_>>());
            assert_eq!(x.is_disjoint(&y), a.is_disjoint(b));
            assert_eq!(x.is_subset(&y), a.is_subset(b));
            assert_eq!((x.len(), x.contains(Name(2))), (a.len(), a.contains(&2)));
        }
    }

    #[test]
    fn words_of_one_concept_have_its_number_and_the_order_is_that_of_letters() {
        let lexicon = Lexicon::of_words(["accession", "Membership", "harbour", "any"].into_iter(), &[]);
        let concept = |lemma: &str| lexicon.lemma(lemma).and_then(|(_, concept)| concept);
        assert_eq!(concept("accession"), concept("Membership"));
        assert_eq!(concept("harbour"), lexicon.name("harbour"));
        assert_eq!(concept("any"), None);
        assert!(lexicon.name("accession") < lexicon.name("harbour"));
        assert_eq!(lexicon.texts(lexicon.name("harbour").into_iter()), "harbour");
    }
}
