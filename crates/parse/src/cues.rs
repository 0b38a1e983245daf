//! What a word's letters and the lore say of it: the rows of the names head's table that are added for it.
//!
//! `training/cues.py` is the same function; change both or neither.

use std::ops::Range;

use crate::known::{KINDS, Known};
use crate::shape::shape;

/// Rows that the letters of words share by their hash.
const LETTERS: usize = 4096;
const SHAPES: usize = 10;
/// A word of a phrase stands alone, first, amid or last.
const PARTS: usize = 4;
/// Rows of the table.
pub(crate) const ROWS: usize = LETTERS + SHAPES + KINDS * PARTS;
/// Letters of a word that are looked at.
const MOST_LETTERS: usize = 40;
/// Cues of one word.
const MOST_CUES: usize = 24;

/// The cues of each word of a sentence.
pub(crate) struct Cues {
    rows: Vec<u16>,
    /// Where each word's cues end.
    ends: Vec<usize>,
}

impl Cues {
    /// The cues of these words.
    pub(crate) fn of(words: &[&str], known: &Known) -> Cues {
        let mut parts = vec![[None; KINDS]; words.len()];
        for hit in known.hits(words) {
            for (word, parts) in parts.iter_mut().enumerate().take(hit.last + 1).skip(hit.first) {
                parts[hit.kind] = Some(part(word, hit.first, hit.last));
            }
        }
        let mut cues =
            Cues { rows: Vec::with_capacity(words.len() * 12), ends: Vec::with_capacity(words.len()) };
        for (word, parts) in words.iter().zip(&parts) {
            let from = cues.rows.len();
            letters(word, &mut cues.rows);
            cues.rows.push(row(LETTERS + usize::from(shape(word))));
            let of_lore = parts.iter().enumerate().filter_map(|(kind, part)| part.map(|p| kind * PARTS + p));
            cues.rows.extend(of_lore.map(|i| row(LETTERS + SHAPES + i)));
            cues.rows.truncate(from + MOST_CUES);
            cues.ends.push(cues.rows.len());
        }
        cues
    }

    /// The rows of this word.
    pub(crate) fn word(&self, word: usize) -> &[u16] {
        &self.rows[self.range(word)]
    }

    fn range(&self, word: usize) -> Range<usize> {
        let from = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        from..self.ends[word]
    }
}

fn part(word: usize, first: usize, last: usize) -> usize {
    match (word == first, word == last) {
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        (false, true) => 3,
    }
}

fn row(i: usize) -> u16 {
    u16::try_from(i).unwrap_or(0)
}

/// The rows of a word's first and last one to four letters, of the whole word, and of it in lower case.
fn letters(word: &str, out: &mut Vec<u16>) {
    let letters: Vec<char> = word.chars().take(MOST_LETTERS).collect();
    let mut key = String::new();
    let mut push = |before: &str, of: &[char], after: &str| {
        key.clear();
        key.push_str(before);
        key.extend(of);
        key.push_str(after);
        out.push(row(hash(&key) as usize % LETTERS));
    };
    for count in 1..=4 {
        if letters.len() > count || count == 1 {
            push("<", &letters[..count.min(letters.len())], "");
            push("", &letters[letters.len().saturating_sub(count)..], ">");
        }
    }
    push("=", &letters, "");
    let lower: Vec<char> = letters.iter().collect::<String>().to_lowercase().chars().collect();
    push("~", &lower, "");
}

/// FNV-1a in 32 bits.
fn hash(key: &str) -> u32 {
    key.bytes().fold(2_166_136_261, |h, byte| (h ^ u32::from(byte)).wrapping_mul(16_777_619))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::Cues;
    use crate::known::Known;

    /// The cues that `training/cues.py` gives for the same words.
    #[test]
    fn cues_are_those_the_weights_were_trained_with() {
        let vectors: Vec<Value> =
            serde_json::from_str(include_str!("../tests/vectors.json")).expect("the fixture is JSON");
        let known = Known::shipped();
        for vector in vectors {
            let words: Vec<&str> =
                vector["words"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
            let cues = Cues::of(&words, &known);
            let found: Vec<Vec<u16>> = (0..words.len()).map(|word| cues.word(word).to_vec()).collect();
            assert_eq!(serde_json::json!(found), vector["cues"]);
        }
    }
}
