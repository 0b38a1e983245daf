//! Days: the verb that a day at the end of a phrase belongs to.

use chancery_rules::Book;
use chancery_text::Sentence;

use super::{base, head, is_verb};

/// How many nouns lie between a day and its verb at most.
const NOUNS: usize = 4;

/// "vetoed a resolution on Saturday", "by 112 votes to 3 on Tuesday": what has no day of its own has not that of the
/// verb, however near it stands.
pub(super) fn day_of_its_verb(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let lemma = |t: usize| tokens[t].lemma.to_lowercase();
    let day = tokens[i].deprel == "nmod" && book.in_class("time_noun", &lemma(i)) && i > 1;
    let on = sentence.child(i, "case").is_some_and(|c| c + 1 == i && lemma(c) == "on");
    if !day || !on {
        return;
    }
    let Some(mut noun) = head(sentence, i).filter(|&h| h < i) else { return };
    for _ in 0..NOUNS {
        // "by 112 votes to 3": what is counted is no event.
        let counted = sentence.child(noun, "nummod").is_some();
        if !counted && lasts(tokens[noun].upos, &lemma(noun), book) {
            return;
        }
        let Some(above) = head(sentence, noun).filter(|&h| h < noun) else { return };
        if is_verb(sentence, above) {
            let core = matches!(base(tokens[noun].deprel), "obj" | "obl");
            let past = matches!(tokens[above].xpos, "VBD" | "VBN" | "VBG");
            if core && past && !has_day(sentence, above, book) {
                sentence.tokens[i].head = Some(above);
                sentence.tokens[i].deprel = "obl";
            }
            return;
        }
        if !matches!(base(tokens[noun].deprel), "nmod" | "conj" | "appos" | "flat") {
            return;
        }
        noun = above;
    }
}

/// Whether a noun tells something that is of a day: talks, a raid, a vote.
fn lasts(upos: &str, lemma: &str, book: &Book) -> bool {
    const OF_A_DAY: [&str; 11] = [
        "happening",
        "meeting_noun",
        "visit_noun",
        "call_noun",
        "attack_noun",
        "incident_noun",
        "protest_noun",
        "exercise_noun",
        "deal_noun",
        "disaster",
        "time_noun",
    ];
    upos == "NOUN" && OF_A_DAY.iter().any(|class| book.in_class(class, lemma))
}

fn has_day(sentence: &Sentence, verb: usize, book: &Book) -> bool {
    let timed = |c: usize| {
        matches!(base(sentence.tokens[c].deprel), "obl")
            && book.in_class("time_noun", &sentence.tokens[c].lemma.to_lowercase())
    };
    sentence.children(verb).any(timed)
}

/// "The army said on Thursday it had fought": the day right after the verb that tells is the day of the telling.
pub(super) fn day_after_its_teller(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let day = book.in_class("time_noun", &tokens[i].lemma.to_lowercase()) && base(tokens[i].deprel) == "obl";
    let Some(told) = head(sentence, i).filter(|&h| day && h > i && tokens[h].deprel == "ccomp") else {
        return;
    };
    let first = sentence.child(i, "case").unwrap_or(i);
    let next = sentence.children(told).any(|c| c > i && base(tokens[c].deprel) == "nsubj");
    let Some(teller) = head(sentence, told).filter(|&t| next && t < first && is_verb(sentence, t)) else {
        return;
    };
    let say = book.in_class("say", &tokens[teller].lemma.to_lowercase());
    let apart = (i..told).any(|t| tokens[t].form == ",");
    if say && teller + 1 == first && !apart {
        sentence.tokens[i].head = Some(teller);
    }
}
