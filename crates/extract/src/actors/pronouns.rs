//! Pronouns of the third person that may stand for an actor.

use super::{
    line::Line,
    piece::{Piece, Pronoun, What},
};
use crate::Form;

/// All of them, but for "it" that stands for nothing.
pub(super) fn pronouns(line: &Line) -> Vec<Piece> {
    (0..line.len())
        .filter(|&i| line.token(i).upos == "PRON")
        .filter_map(|i| {
            let what = match line.folded[i].as_str() {
                "he" | "him" | "his" | "himself" => Pronoun::He,
                "she" | "her" | "hers" | "herself" => Pronoun::She,
                "it" | "its" | "itself" if !line.rel(i, "expl") => Pronoun::It,
                "they" | "them" | "their" | "themselves" => Pronoun::They,
                _ => return None,
            };
            Some(Piece {
                sentence: line.number,
                first: i,
                last: i,
                head: i,
                form: Form::Pronoun,
                what: What::Pronoun(what),
                rule: "pronoun",
                silent: false,
            })
        })
        .collect()
}
