//! Single names that the model takes for persons though the report uses them as towns.

use std::collections::BTreeMap;

use super::{
    ActorLore,
    line::Line,
    piece::{Piece, What, of_sentences},
};

/// Makes a place of every one-word person that nobody is called in full, that no title stands before,
/// and that stands after a preposition of place at least as often as it acts.
pub(super) fn take_towns(lines: &[Line], pieces: &mut [Piece], lore: &ActorLore) {
    let mut votes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for piece in pieces.iter() {
        let What::Person { name } = &piece.what else { continue };
        let line = &lines[piece.sentence];
        let full = piece.last > piece.first;
        for word in (piece.first..=piece.last).map(|i| line.folded[i].clone()).filter(|_| full) {
            votes.entry(word).or_default().1 += 100;
        }
        if !full {
            let vote = votes.entry(super::fold(name)).or_default();
            match bearing(line, pieces, piece) {
                Bearing::Place => vote.0 += 1,
                Bearing::Person => vote.1 += 1,
                Bearing::Open => {}
            }
        }
    }
    for piece in pieces.iter_mut().filter(|p| p.first == p.last) {
        let What::Person { name } = &piece.what else { continue };
        let folded = super::fold(name);
        let (place, person) = votes.get(&folded).copied().unwrap_or_default();
        let city = lore.city(&folded).filter(|_| !lore.people.knows_word(&folded));
        if place > 0 && place >= person || city.is_some() && person == 0 {
            piece.what = What::Place { name: name.clone(), state: city };
        }
    }
}

/// What is done to a town and not to a person.
const CAPTURE: [&str; 14] = [
    "capture", "seize", "retake", "overrun", "besiege", "bombard", "shell", "enter", "reach", "encircle", "storm",
    "recapture", "occupy", "liberate",
];

/// What a town is called.
const TOWNS: [&str; 12] = [
    "town", "city", "village", "port", "district", "province", "outskirt", "suburb", "region", "airport", "island",
    "mayor",
];

enum Bearing {
    Place,
    Person,
    Open,
}

fn bearing(line: &Line, pieces: &[Piece], piece: &Piece) -> Bearing {
    let i = piece.head;
    let titled = pieces[of_sentences(pieces, piece.sentence, piece.sentence)].iter().any(|p| {
        p.sentence == piece.sentence && matches!(p.what, What::Office(_)) && p.last + 1 == piece.first
            || p.sentence == piece.sentence
                && matches!(&p.what, What::Office(o) if o.core.1 + 1 == piece.first)
    });
    if titled || line.rel(i, "nsubj") || line.is_any(i + 1, &["'s"]) {
        return Bearing::Person;
    }
    let above = line.token(i).head;
    let taken = line.rel(i, "obj") && above.is_some_and(|v| CAPTURE.contains(&line.lemma(v).as_str()));
    let town = |h: usize| TOWNS.contains(&line.lemma(h).as_str());
    let called = line.rel(i, "appos") && above.is_some_and(town)
        || i > 0 && line.token(i - 1).head == Some(i) && town(i - 1);
    if taken || called {
        return Bearing::Place;
    }
    match line.preposition(i) {
        Some("of" | "from") if above.is_some_and(town) => Bearing::Place,
        Some("in" | "near" | "at" | "around" | "into" | "outside" | "toward" | "towards" | "through") => {
            Bearing::Place
        }
        _ => Bearing::Open,
    }
}
