//! Ids from content, so that an unrelated report changes none.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

/// The letter and nine hex digits of the hash of the parts; parts cannot run into each other.
pub(crate) fn id(letter: char, parts: &[String]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    // Nine digits of five bytes: the last half byte is left off.
    let head = digest.iter().take(5).fold(0u64, |all, byte| all << 8 | u64::from(*byte)) >> 4;
    format!("{letter}{head:09x}")
}

/// Ids for things whose first choice of parts may coincide: those that do are told apart by the second.
pub(crate) fn distinct(letter: char, things: &[(Vec<String>, Vec<String>)]) -> Vec<String> {
    let first: Vec<String> = things.iter().map(|(parts, _)| id(letter, parts)).collect();
    let mut count: HashMap<&String, usize> = HashMap::new();
    for id in &first {
        *count.entry(id).or_insert(0) += 1;
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    first
        .iter()
        .zip(things)
        .map(|(one, (parts, more))| {
            let chosen = match count[one] {
                1 => one.clone(),
                _ => id(letter, &[parts.as_slice(), more.as_slice()].concat()),
            };
            let seen = taken.entry(chosen.clone()).or_insert(0);
            *seen += 1;
            // Two things with the same content to the last character: only a number is left.
            if *seen == 1 { chosen } else { format!("{chosen}-{seen}") }
        })
        .collect()
}
