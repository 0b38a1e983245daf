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
                "it" | "its" | "itself" if !stands_for_nothing(line, i) => Pronoun::It,
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

/// "It is clear that", "it was Chad that", "it seems", "made it clear", "it was my idea".
fn stands_for_nothing(line: &Line, i: usize) -> bool {
    let token = line.token(i);
    if line.rel(i, "expl") {
        return true;
    }
    let Some(above) = token.head.filter(|_| line.is(i, "it")) else { return false };
    if line.rel(i, "obj") || line.rel(i, "iobj") {
        let made = line.sentence.children(above).any(|c| line.rel(c, "xcomp") && line.token(c).upos == "ADJ");
        return made
            && matches!(
                line.lemma(above).as_str(),
                "make" | "find" | "consider" | "deem" | "think" | "keep"
            );
    }
    if !line.rel(i, "nsubj") {
        return false;
    }
    let equated = line.sentence.child(above, "cop").is_some();
    let clause =
        |c: usize| c > above && ["csubj", "ccomp", "xcomp", "advcl", "acl"].iter().any(|r| line.rel(c, r));
    let weighs = equated && line.sentence.children(above).any(clause);
    let noun = equated
        && matches!(line.token(above).upos, "NOUN" | "PRON" | "NUM")
        && !line.lemma_in(above, "what-it-is");
    let seems = matches!(
        line.lemma(above).as_str(),
        "seem"
            | "appear"
            | "turn"
            | "rain"
            | "snow"
            | "happen"
            | "matter"
            | "follow"
            | "emerge"
            | "transpire"
    );
    let judged = equated && line.token(above).upos == "ADJ" && line.quoted[i].is_some();
    weighs || noun || seems || judged
}
