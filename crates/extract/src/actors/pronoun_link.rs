//! What a pronoun stands for: agreement first, then the nearest subject.

use super::{
    line::Line,
    link::Actor,
    piece::{Piece, Pronoun, What, of_sentences},
};
use crate::{Form, Kind};

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

/// The actor that the pronoun stands for, if the rules are sure enough.
pub(super) fn antecedent(
    lines: &[Line],
    pieces: &[Piece],
    of_piece: &[Option<usize>],
    actors: &[Actor],
    piece: usize,
    pronoun: Pronoun,
) -> Option<usize> {
    let here = &pieces[piece];
    let mut best: Option<((usize, usize, usize), usize)> = None;
    let from = of_sentences(pieces, here.sentence.saturating_sub(REACH), here.sentence).start;
    for (i, p) in pieces.iter().enumerate().take(piece).skip(from) {
        let Some(actor) = of_piece[i] else { continue };
        let distance = here.sentence - p.sentence;
        if distance > REACH || !agrees(&actors[actor], p, pronoun) || clashes(lines, here, p, pronoun) {
            continue;
        }
        let line = &lines[p.sentence];
        let object = line.rel(p.head, "obj") || line.rel(p.head, "obl");
        let role = if line.rel(p.head, "nsubj") { 3 } else { usize::from(object) };
        let rank = (REACH - distance, role, p.first);
        if best.is_none_or(|(r, _)| rank > r) {
            best = Some((rank, actor));
        }
    }
    best.map(|(_, a)| a)
}

fn agrees(actor: &Actor, p: &Piece, pronoun: Pronoun) -> bool {
    let kind = actor.local.kind;
    match pronoun {
        Pronoun::He | Pronoun::She => kind == Kind::Person && actor.sex().is_none_or(|s| s == pronoun),
        Pronoun::It => {
            matches!(kind, Kind::State | Kind::Body | Kind::Group | Kind::Outlet) && p.form != Form::Adjective
        }
        Pronoun::They => {
            matches!(kind, Kind::Group | Kind::Unit | Kind::Body)
                || matches!(&p.what, What::Office(o) if o.plural)
                || kind == Kind::State && matches!(p.form, Form::Adjective | Form::Description)
        }
    }
}

/// A subject's own clause: "he" is not the object of the verb that it is the subject of.
fn clashes(lines: &[Line], here: &Piece, p: &Piece, pronoun: Pronoun) -> bool {
    let line = &lines[here.sentence];
    let possessive = line.token(here.head).xpos == "PRP$";
    let same_clause = here.sentence == p.sentence && line.token(here.head).head == line.token(p.head).head;
    let holds = p.sentence == here.sentence && p.holds(here.first);
    let _ = pronoun;
    same_clause && !possessive || holds
}
