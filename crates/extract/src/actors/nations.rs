//! Lands that the lore does not know: "Zubrovan president" in a report that names Zubrova.
//!
//! An adjective is a land's where it stands before an office or organ and is made from a name of the report by one
//! of the endings in `lore/actors/demonyms.tsv`.

use std::collections::{BTreeMap, BTreeSet};

use super::{ActorLore, line::Line, lore::Sense, spot::Hit};

/// Shorter names say nothing by their endings.
const SHORTEST: usize = 4;

/// Adds a hit for every mention of such a land and its adjective.
pub(super) fn add(lines: &[Line], hits: &mut [Vec<Hit>], lore: &ActorLore) {
    let found = lands(lines, hits, lore);
    if found.is_empty() {
        return;
    }
    for (line, hits) in lines.iter().zip(hits) {
        for i in 0..line.len() {
            if let Some((land, sense)) = meaning(line, i, &found).filter(|_| !taken(hits, i)) {
                hits.push(Hit { first: i, last: i, senses: vec![sense], land: Some(land) });
            }
        }
        hits.sort_by_key(|h| h.first);
    }
}

fn taken(hits: &[Hit], i: usize) -> bool {
    hits.iter().any(|h| h.first <= i && i <= h.last)
}

/// The land that a word names or is the adjective of.
fn meaning(
    line: &Line,
    i: usize,
    lands: &BTreeMap<String, (String, BTreeSet<String>)>,
) -> Option<(String, Sense)> {
    let word = line.folded[i].as_str();
    if !line.capital(i) {
        return None;
    }
    if let Some((name, _)) = lands.get(word) {
        return Some((name.clone(), Sense::Land));
    }
    let one = word.strip_suffix('s').unwrap_or(word);
    let land = lands.values().find(|(_, adjectives)| adjectives.contains(word) || adjectives.contains(one));
    land.map(|(name, _)| (name.clone(), Sense::LandAdjective))
}

/// Lands by their folded name: the name as written, its adjectives.
fn lands(
    lines: &[Line],
    hits: &[Vec<Hit>],
    lore: &ActorLore,
) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let (mut names, mut adjectives) = (BTreeMap::new(), BTreeSet::new());
    for (line, hits) in lines.iter().zip(hits) {
        for i in (0..line.len()).filter(|&i| word(line, i) && !taken(hits, i)) {
            if before_office(line, hits, i) {
                adjectives.insert(line.folded[i].clone());
            } else if line.token(i).upos == "PROPN" {
                names.entry(line.folded[i].clone()).or_insert_with(|| line.token(i).form.clone());
            }
        }
    }
    let mut out: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for (folded, written) in governed(lines, hits) {
        out.insert(folded, (written, BTreeSet::new()));
    }
    for adjective in adjectives {
        let mut from = names.iter().filter(|(name, _)| made_from(&adjective, name, &lore.demonyms));
        if let (Some((name, written)), None) = (from.next(), from.next()) {
            out.entry(name.clone()).or_insert_with(|| (written.clone(), BTreeSet::new())).1.insert(adjective);
        }
    }
    out
}

/// Names that an office or organ of state is told of, and that the report uses as a land's elsewhere: "the premier of
/// Norland … in Norland".
fn governed(lines: &[Line], hits: &[Vec<Hit>]) -> BTreeMap<String, String> {
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (line, hits) in lines.iter().zip(hits) {
        let alone = |i: usize| {
            let next = i + 1 < line.len() && line.capital(i + 1) && line.token(i + 1).upos == "PROPN";
            line.token(i).upos == "PROPN" && word(line, i) && !taken(hits, i) && !next
        };
        for i in (0..line.len()).filter(|&i| alone(i)) {
            if of_state(line, hits, i) {
                told.entry(line.folded[i].clone()).or_insert_with(|| line.token(i).form.clone());
            } else if line.is_any(i + 1, &["'s"]) || line.rel(i, "nsubj") || line.preposition(i).is_some() {
                used.insert(line.folded[i].clone());
            }
        }
    }
    told.retain(|name, _| used.contains(name));
    told
}

/// Whether "of" and an office or organ that only states have stand before the name.
fn of_state(line: &Line, hits: &[Hit], i: usize) -> bool {
    let Some(of) = i.checked_sub(1).filter(|&of| line.is(of, "of")) else { return false };
    hits.iter().filter(|h| h.last + 1 == of).any(|h| {
        h.senses.iter().any(|s| match s {
            Sense::Title(t) => matches!(
                line.lore.titles[*t].class.as_str(),
                "prime-minister" | "king" | "foreign-minister" | "defence-minister" | "minister"
            ),
            Sense::Minister(_) => true,
            Sense::Organ(o) => matches!(line.lore.organs[*o].class.as_str(), "government" | "military"),
            _ => false,
        })
    })
}

fn word(line: &Line, i: usize) -> bool {
    let form = &line.token(i).form;
    line.capital(i) && form.chars().count() >= SHORTEST && form.chars().all(char::is_alphabetic)
}

/// Whether an office or organ follows, at most one word later.
fn before_office(line: &Line, hits: &[Hit], i: usize) -> bool {
    let office = |h: &&Hit| {
        h.senses
            .iter()
            .any(|s| matches!(s, Sense::Title(_) | Sense::Minister(_) | Sense::Organ(_) | Sense::Ministry(_)))
    };
    let modifies =
        matches!(line.token(i).upos, "ADJ" | "PROPN" | "NOUN") && line.token(i).head.is_some_and(|h| h > i);
    let counterpart = line.is_any(i + 1, &["counterpart", "counterparts", "side", "territory"]);
    modifies && (counterpart || hits.iter().filter(office).any(|h| h.first == i + 1 || h.first == i + 2))
}

/// Whether the adjective is the name with another ending.
fn made_from(adjective: &str, name: &str, endings: &[(String, String)]) -> bool {
    adjective != name
        && endings.iter().any(|(of_name, of_adjective)| {
            let stems = (name.strip_suffix(of_name.as_str()), adjective.strip_suffix(of_adjective.as_str()));
            matches!(stems, (Some(a), Some(b)) if a == b && a.chars().count() >= SHORTEST - 1)
        })
}

#[cfg(test)]
mod tests {
    use super::{ActorLore, made_from};
    use crate::actors::fold;

    #[test]
    fn every_ending_makes_its_example_and_no_other_word() {
        let lore = ActorLore::shipped().expect("the shipped lore");
        let table = include_str!("../../../../lore/actors/demonyms.tsv");
        for row in table.lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&str> = row.split('\t').collect();
            let (name, adjective) = fields[2].split_once(' ').expect("an example");
            assert!(made_from(&fold(adjective), &fold(name), &lore.demonyms), "{row}");
        }
        for (adjective, name) in
            [("Martian", "Martin"), ("Roman", "Romeo"), ("Spanish", "Spandau"), ("Norland", "Norland")]
        {
            assert!(!made_from(&fold(adjective), &fold(name), &lore.demonyms), "{adjective} {name}");
        }
    }
}
