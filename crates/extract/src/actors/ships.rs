//! Ships that the model takes for persons or firms: "the tanker Maren", and "Maren" ever after.

use std::collections::BTreeSet;

use super::{
    fold,
    line::Line,
    piece::{Piece, What},
};
use crate::Kind;

/// Makes a ship of every name that a word for ships stands beside, wherever the report repeats the name.
pub(super) fn take_ships(lines: &[Line], pieces: &mut [Piece]) {
    let mut ships: BTreeSet<String> = BTreeSet::new();
    let mut people: BTreeSet<String> = BTreeSet::new();
    for piece in pieces.iter() {
        let Some(name) = spelt(piece) else { continue };
        let line = &lines[piece.sentence];
        if is_ship(line, piece) {
            ships.insert(fold(name));
        } else if piece.last > piece.first && matches!(piece.what, What::Person { .. }) {
            people.extend(fold(name).split(' ').map(String::from));
        }
    }
    let short: BTreeSet<String> =
        ships.iter().filter_map(|s| s.rsplit_once(' ')).map(|(_, last)| last.to_string()).collect();
    for piece in pieces.iter_mut() {
        let Some(name) = spelt(piece) else { continue };
        let folded = fold(name);
        let part = short.contains(&folded) && !people.contains(&folded);
        if ships.contains(&folded) || part {
            let short = name.rsplit_once(' ').map(|(_, last)| last.to_string());
            piece.what = What::Named { name: name.to_string(), kind: Kind::Vessel, of: None, short };
        }
    }
}

/// The name of a piece that may be a ship's.
fn spelt(piece: &Piece) -> Option<&str> {
    match &piece.what {
        What::Person { name } | What::Named { name, kind: Kind::Body | Kind::Vessel, .. } => Some(name),
        _ => None,
    }
}

fn is_ship(line: &Line, piece: &Piece) -> bool {
    if matches!(piece.what, What::Named { kind: Kind::Vessel, .. }) {
        return true;
    }
    let word = |i: usize| line.lemma_in(i, "ship");
    let before = piece.first > 0 && word(piece.first - 1) && !line.plural(piece.first - 1);
    let after = line.sentence.children(piece.head).any(|c| c > piece.last && line.rel(c, "appos") && word(c));
    let apposed = line.rel(piece.head, "appos") && line.token(piece.head).head.is_some_and(word);
    before || after || apposed
}
