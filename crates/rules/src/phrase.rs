//! The words that an argument covers.

use chancery_text::{Sentence, Span};

/// Relations whose words belong to the core of a noun phrase.
const CORE: [&str; 10] = [
    "det",
    "amod",
    "compound",
    "nummod",
    "nmod:poss",
    "flat",
    "nmod:desc",
    "fixed",
    "goeswith",
    "det:predet",
];
/// Relations that make a token the head of a clause.
const CLAUSAL: [&str; 6] = ["ccomp", "advcl", "acl", "parataxis", "acl:relcl", "csubj"];

/// The span of an argument with this head: the core noun phrase, or the whole clause.
pub fn phrase(sentence: &Sentence, head: usize) -> Span {
    let token = &sentence.tokens[head];
    let clausal = CLAUSAL.contains(&token.deprel) || (token.upos == "VERB" && !CORE.contains(&token.deprel));
    let words = if clausal { clause_words(sentence, head) } else { core_words(sentence, head) };
    match (words.first(), words.last()) {
        (Some(&first), Some(&last)) => sentence.span_of(first, last),
        _ => token.span,
    }
}

/// The tokens of the clause with this head, punctuation, conjunction and marker at its ends left out.
pub fn clause_words(sentence: &Sentence, head: usize) -> Vec<usize> {
    let mut words = sentence.subtree(head);
    let loose = |i: usize| {
        let token = &sentence.tokens[i];
        i != head && (token.upos == "PUNCT" || matches!(token.deprel, "cc" | "mark"))
    };
    while words.last().is_some_and(|&i| loose(i)) {
        words.pop();
    }
    let start = words.iter().position(|&i| !loose(i)).unwrap_or(0);
    words.drain(..start);
    words
}

fn core_words(sentence: &Sentence, head: usize) -> Vec<usize> {
    let mut words = vec![head];
    for child in sentence.children(head) {
        if CORE.contains(&sentence.tokens[child].deprel) {
            words.extend(sentence.subtree(child));
        }
    }
    words.sort_unstable();
    words
}
