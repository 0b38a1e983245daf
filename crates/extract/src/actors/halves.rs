//! "the North" in a report on the two Koreas: a state, where the report names one of the pair in full.

use super::{
    ActorLore,
    line::Line,
    piece::{Piece, What},
};
use crate::{Form, Kind};

/// Mentions of halves, given what else the report names.
pub(super) fn halves(lines: &[Line], pieces: &[Piece], lore: &ActorLore) -> Vec<Piece> {
    let count = |code: &str| {
        pieces.iter().filter(|p| matches!(&p.what, What::Known { key, .. } if key == code)).count()
    };
    // The western half of Germany is Germany itself, so both halves must be named.
    let divided: Vec<_> = lore
        .halves
        .iter()
        .filter(|h| {
            if h.state == "DEU" || h.other == "DEU" {
                count("DDR") > 1
            } else {
                count(&h.state) + count(&h.other) > 1
            }
        })
        .collect();
    let mut out = Vec::new();
    for line in lines {
        for i in 0..line.len() {
            let Some(half) = divided.iter().find(|h| line.token(i).form == h.word) else { continue };
            if !pieces.iter().any(|p| {
                p.sentence == line.number && p.holds(i) && p.form != Form::Description && p.rule != "name"
            }) && alone(line, i)
            {
                out.push(Piece {
                    sentence: line.number,
                    first: i,
                    last: i,
                    head: i,
                    form: Form::Name,
                    what: What::Known { key: half.state.clone(), kind: Kind::State },
                    rule: "half",
                    silent: false,
                });
            }
        }
    }
    out
}

/// "the North", "the hungry North", "North and South Korea"; not "the North Sea", "the north of".
fn alone(line: &Line, i: usize) -> bool {
    let next_capital = i + 1 < line.len() && line.capital(i + 1) && line.token(i + 1).upos == "PROPN";
    if line.is_any(i + 1, &["of", "-"]) || next_capital {
        return false;
    }
    let article = (i.saturating_sub(3)..i).any(|j| line.is(j, "the"));
    let pair = line.is(i + 1, "and") && line.is_any(i + 2, &["north", "south", "east", "west"]);
    let plain = matches!(line.token(i).upos, "PROPN" | "NOUN");
    plain && (article || pair)
}
