//! What a pronoun stands for: its own clause first, then whoever is most salient there and agrees.
//!
//! Where a noun that names nobody is as near, or two actors are alike in weight, it stands for nobody: a wrong
//! "he" is worse than none.

mod agree;
mod clause;
mod rivals;
mod salience;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub(super) use clause::standing;

use super::{
    ActorLore,
    line::Line,
    link::Actor,
    piece::{Piece, Pronoun, of_sentences},
};

/// What is known when a pronoun is reached.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) lines: &'a [Line<'a>],
    pub(super) pieces: &'a [Piece],
    pub(super) of_piece: &'a [Option<usize>],
    /// Pieces that stand for several, with each of them.
    pub(super) joint: &'a [(usize, usize)],
    pub(super) actors: &'a [Actor],
    pub(super) lore: &'a ActorLore,
}

/// The pronoun to be settled.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// Its piece.
    pub(super) piece: usize,
    pub(super) sentence: usize,
    pub(super) token: usize,
    pub(super) pronoun: Pronoun,
}

/// A sentence longer than this is a list or a table.
const WORDS: usize = 250;

/// The actors that the pronoun stands for: none where the evidence is weak, several for "they" of two.
pub(super) fn antecedents(known: Known, piece: usize, pronoun: Pronoun) -> Vec<usize> {
    let here = &known.pieces[piece];
    if known.line(here.sentence).len() > WORDS {
        return Vec::new();
    }
    let asked = Asked { piece, sentence: here.sentence, token: here.head, pronoun };
    if clause::reflexive(known, asked) {
        return clause::of_itself(known, asked).into_iter().collect();
    }
    if let Some(ahead) = clause::ahead(known, asked) {
        return vec![ahead];
    }
    match clause::told(known, asked) {
        clause::Told::Is(actor) => vec![actor],
        clause::Told::Nobody => Vec::new(),
        clause::Told::Open => salience::strongest(known, asked, &barred(known, asked)),
    }
}

/// Who it cannot be: whoever stands beside it in its clause, whoever owns it, whose words it is part of.
fn barred(known: Known, asked: Asked) -> BTreeSet<usize> {
    let mut out = clause::beside(known, asked);
    out.extend(clause::speakers(known, asked));
    out.extend(credited(known, asked));
    out
}

/// "REUTERS/Ola Berg" took the picture and is none of those told of.
fn credited(known: Known, asked: Asked) -> impl Iterator<Item = usize> {
    const NEAR: usize = 6;
    let near = of_sentences(known.pieces, asked.sentence.saturating_sub(NEAR), asked.sentence);
    let credit = move |i: &usize| {
        let piece = &known.pieces[*i];
        piece.first > 0 && known.line(piece.sentence).is(piece.first - 1, "/")
    };
    near.filter(credit).filter_map(move |i| known.of_piece[i])
}

impl<'a> Known<'a> {
    fn line(&self, sentence: usize) -> &'a Line<'a> {
        &self.lines[sentence]
    }

    /// Whether it is known whom the piece stands for; pieces are settled in order, and so are pairs.
    fn settled(&self, piece: usize) -> bool {
        self.of_piece[piece].is_some() || self.joint.binary_search_by_key(&piece, |j| j.0).is_ok()
    }

    /// The settled pieces of a sentence with their actors.
    fn named_in(&self, sentence: usize) -> impl Iterator<Item = (usize, &'a Piece, usize)> + 'a {
        let (pieces, of_piece) = (self.pieces, self.of_piece);
        of_sentences(pieces, sentence, sentence).filter_map(move |i| Some((i, &pieces[i], of_piece[i]?)))
    }
}
