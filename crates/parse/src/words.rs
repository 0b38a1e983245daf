//! The words that tokenizer and splitter know by heart, from `model/tokens.txt`.

use std::collections::HashSet;

static LIST: &str = include_str!("../../../model/tokens.txt");

/// The lists by kind; each is only asked whether it holds a word.
pub(crate) struct Words {
    pub(crate) titles: HashSet<&'static str>,
    pub(crate) abbreviations: HashSet<&'static str>,
    pub(crate) starters: HashSet<&'static str>,
    pub(crate) affixes: HashSet<&'static str>,
    pub(crate) units: HashSet<&'static str>,
    pub(crate) domains: HashSet<&'static str>,
    pub(crate) speech: HashSet<&'static str>,
    pub(crate) bodies: HashSet<&'static str>,
    /// Words before a land's name that make it a part of that land, or another.
    pub(crate) quarters: HashSet<&'static str>,
    /// Words that a hyphen ties to the last part of a person's name.
    pub(crate) particles: HashSet<&'static str>,
}

impl Words {
    /// The lists in the binary.
    pub(crate) fn shipped() -> Words {
        Words {
            titles: section("titles"),
            abbreviations: section("abbreviations"),
            starters: section("starters"),
            affixes: section("affixes"),
            units: section("units"),
            domains: section("domains"),
            speech: section("speech"),
            bodies: section("bodies"),
            quarters: section("quarters"),
            particles: section("particles"),
        }
    }

    /// Whether `word`, with its full stop, is an abbreviation.
    pub(crate) fn is_abbreviation(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.titles.contains(lower.as_str()) || self.abbreviations.contains(lower.as_str())
    }
}

fn section(kind: &str) -> HashSet<&'static str> {
    let heads = |line: &str| line.strip_prefix('[').is_some_and(|rest| rest.starts_with(kind));
    LIST.lines()
        .skip_while(|line| !heads(line))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .flat_map(str::split_whitespace)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn every_section_has_words() {
        let words = Words::shipped();
        for list in [&words.titles, &words.abbreviations, &words.starters, &words.affixes] {
            assert!(list.len() > 10);
        }
        assert!(
            words.units.contains("km") && words.domains.contains("org") && words.speech.contains("asked")
        );
        assert!(words.is_abbreviation("Gen.") && !words.is_abbreviation("talks."));
    }
}
