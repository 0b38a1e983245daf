//! Which names of persons may be spellings of each other, worked out once for each pair of names and not for each
//! pair of mentions.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::actors::{name_likeness, same_name};

/// How two names of persons are alike.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Alike {
    /// One word, or a word and a full name that begins or ends with it.
    Part,
    /// One full name, spelt so; how sure, to 1.
    Same(f64),
    /// Spelt so much alike that it is one person's if office and state are the same.
    Near(f64),
}

/// From here on two unlike full names of one office and state are one.
const NEAR: f64 = 0.90;

/// All names of a pile, folded, in order; and for each those that are like it.
pub(super) struct Spellings<'a> {
    names: Vec<&'a str>,
    alike: Vec<Vec<(usize, Alike)>>,
}

impl<'a> Spellings<'a> {
    /// Compares those names that share a word, or the letters of their surnames.
    pub(super) fn of(names: impl Iterator<Item = &'a str>) -> Spellings<'a> {
        let names: Vec<&str> = names.collect::<BTreeSet<_>>().into_iter().collect();
        let letters: Vec<[Letters; 2]> = names.iter().map(|n| ends(n).map(Letters::of)).collect();
        let keyed: Vec<Vec<Key>> = names.iter().map(|name| keys(name)).collect();
        let mut blocks: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
        for (i, keys) in keyed.iter().enumerate() {
            for key in keys {
                blocks.entry(key).or_default().push(i);
            }
        }
        let mut alike: Vec<Vec<(usize, Alike)>> = vec![Vec::new(); names.len()];
        for (i, name) in names.iter().enumerate() {
            alike[i].push((i, itself(name)));
            let mut met: Vec<(usize, bool)> = Vec::new();
            for key in &keyed[i] {
                let word = matches!(key, Key::Word(_));
                met.extend(blocks[key].iter().take_while(|&&j| j < i).map(|&j| (j, word)));
            }
            met.sort_unstable();
            for of_one in met.chunk_by(|a, b| a.0 == b.0) {
                let (j, words) = (of_one[0].0, of_one.iter().filter(|(_, word)| *word).count());
                let part = words > 0 && (is_single(name) || is_single(names[j]));
                let worth = part || words > 1 || may_be_one(&letters[i], &letters[j]);
                if let Some(how) = Some((name, names[j])).filter(|_| worth).and_then(|(a, b)| compare(a, b)) {
                    alike[i].push((j, how));
                    alike[j].push((i, how));
                }
            }
        }
        Spellings { names, alike }
    }

    /// The number of a name that was among them.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.names.binary_search(&name).ok()
    }

    /// The name of this number.
    pub(super) fn name(&self, number: usize) -> &'a str {
        self.names[number]
    }

    /// The names that may be this one, itself among them.
    pub(super) fn near(&self, number: usize) -> &[(usize, Alike)] {
        &self.alike[number]
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.alike.len()
    }
}

/// What two names that are compared have in common: a word, the first letters of the first and the last word, or the
/// first letters of the last word ("Yevgeny" and "Evgeny" begin unlike).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Word(String),
    Initials(Option<char>, Option<char>),
    Stem(String),
}

fn keys(name: &str) -> Vec<Key> {
    let words = name.split([' ', '-']).filter(|word| !word.is_empty());
    let first = |word: &str| word.chars().next();
    let [last, start] = ends(name);
    let spelt = [Key::Initials(first(start), first(last)), Key::Stem(last.chars().take(3).collect())];
    words.map(|word| Key::Word(word.to_string())).chain(spelt).collect()
}

/// The last and the first word.
fn ends(name: &str) -> [&str; 2] {
    [name.rsplit(' ').next().unwrap_or_default(), name.split(' ').next().unwrap_or_default()]
}

fn is_single(name: &str) -> bool {
    !name.contains(' ')
}

fn itself(name: &str) -> Alike {
    if is_single(name) { Alike::Part } else { Alike::Same(1.0) }
}

/// How two unlike names are alike, if they are.
fn compare(a: &str, b: &str) -> Option<Alike> {
    if is_single(a) || is_single(b) {
        let ([last_a, first_a], [last_b, first_b]) = (ends(a), ends(b));
        let part = last_a == last_b || is_single(a) && first_b == a || is_single(b) && first_a == b;
        return part.then_some(Alike::Part);
    }
    if same_name(a, b) {
        return Some(Alike::Same(name_likeness(a, b).max(0.95)));
    }
    Some(name_likeness(a, b)).filter(|likeness| *likeness >= NEAR).map(Alike::Near)
}

/// How often each letter of a word occurs; other signs count as one.
struct Letters {
    counts: [u8; 27],
    length: u32,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut counts = [0u8; 27];
        let mut length = 0;
        for c in word.chars().filter(|c| c.is_alphanumeric()) {
            let at = if c.is_ascii_lowercase() { usize::from(c as u8 - b'a') } else { 26 };
            counts[at] = counts[at].saturating_add(1);
            length += 1;
        }
        Letters { counts, length }
    }

    /// The share of their letters that two words have in common, of both lengths together: 2 for the same letters.
    fn shared(&self, other: &Letters) -> f64 {
        let both: u32 = self.counts.iter().zip(&other.counts).map(|(a, b)| u32::from(*a.min(b))).sum();
        let share = |length: u32| f64::from(both) / f64::from(length.max(1));
        share(self.length) + share(other.length)
    }
}

/// Two full names that share at most one word are alike only if their surnames are, which have most letters in common then: a
/// Jaro-Winkler likeness of 0.846, with four first letters the same, needs this share. Family names may come first.
fn may_be_one(a: &[Letters; 2], b: &[Letters; 2]) -> bool {
    const LEAST: f64 = 1.23;
    let ([last_a, first_a], [last_b, first_b]) = (a, b);
    last_a.shared(last_b) >= LEAST || last_a.shared(first_b) >= LEAST || first_a.shared(last_b) >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that are like the first of them.
    fn near(names: &[&str]) -> Vec<(String, String)> {
        let spellings = Spellings::of(names.iter().copied());
        let all: BTreeSet<&str> = names.iter().copied().collect();
        let all: Vec<&str> = all.into_iter().collect();
        let number = spellings.number(names[0]);
        let found = number
            .map_or(&[][..], |number| spellings.near(number))
            .iter()
            .filter(|(j, _)| all[*j] != names[0]);
        found.map(|(j, alike)| (all[*j].to_string(), format!("{alike:?}"))).collect()
    }

    #[test]
    fn spellings_are_found_without_a_shared_word_and_strangers_are_not() {
        let found = near(&["yevgeny murov", "evgeny murow", "yevgeny markov", "ann berg", "murov"]);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["evgeny murow", "murov"]);
        assert_eq!(found[1].1, "Part");
    }

    #[test]
    fn no_pair_that_a_full_comparison_finds_is_missed_by_counting_letters() {
        let names = [
            "bashar al-assad",
            "bashar assad",
            "bashir asad",
            "kim jong un",
            "kim jong-un",
            "mohammed bin salman",
            "mohamed bin salman",
            "muhammad bin salmane",
            "sergei lavrov",
            "sergey lavrow",
            "volodymyr zelensky",
            "volodimir zelenskiy",
            "javad zarif",
            "jawad zareef",
            "xi jinping",
            "xi jin ping",
            "ali khamenei",
        ];
        for a in names {
            let found = near(&[&[a], &names[..]].concat());
            for &b in names.iter().filter(|&&b| b != a) {
                let blocked = keys(a).iter().any(|key| keys(b).contains(key));
                let missed = compare(a, b).is_some() && blocked && !found.iter().any(|(name, _)| name == b);
                assert!(!missed, "{a} and {b}");
            }
        }
    }
}
