//! Nouns that name nobody whom we know, and that a pronoun may stand for all the same: "the gunman … he",
//! "the agreement … it", "the shells … they".

use super::{
    super::{
        ActorLore,
        line::Line,
        lore::Sex,
        piece::{Pronoun, What},
    },
    Known,
};
use crate::Form;

/// The words of a sentence before token `end` that are such nouns, or pronouns that stand for nobody.
pub(super) fn in_sentence(known: Known, sentence: usize, end: usize, pronoun: Pronoun) -> Vec<usize> {
    let line = known.line(sentence);
    let mut settled = vec![false; line.len()];
    let mut open = vec![false; line.len()];
    for i in super::of_sentences(known.pieces, sentence, sentence) {
        let p = &known.pieces[i];
        if !known.settled(i) {
            open[p.head] |= p.what == What::Pronoun(pronoun);
        } else if p.form == Form::Description {
            settled[p.head] = true;
        } else {
            settled[p.first..=p.last].fill(true);
        }
    }
    (0..end.min(line.len()))
        .filter(|&t| !settled[t] && (open[t] || may_be(known.lore, line, t, pronoun)))
        .collect()
}

/// Whether the pronoun may stand for the noun by its number and what it names.
pub(super) fn may_be(lore: &ActorLore, line: &Line, t: usize, pronoun: Pronoun) -> bool {
    let token = line.token(t);
    if token.upos != "NOUN"
        || !line.rel_any(t, &["nsubj", "obj", "iobj", "obl", "nmod", "root", "conj", "appos"])
    {
        return false;
    }
    let person = lore.persons.get(&line.lemma(t));
    match pronoun {
        Pronoun::He => token.xpos == "NN" && person.is_some_and(|s| *s != Some(Sex::She)),
        Pronoun::She => token.xpos == "NN" && person.is_some_and(|s| *s != Some(Sex::He)),
        Pronoun::It => token.xpos == "NN" && person.is_none() && !line.lemma_in(t, "span-of-time"),
        Pronoun::They => token.xpos == "NNS" && !line.lemma_in(t, "span-of-time"),
    }
}
