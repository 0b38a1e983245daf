//! Heads that the parse is known to misplace in news prose, set right before the rules look.
//!
//! Each repair names the construction it is for; a sentence without that construction is left as it is.

use chancery_text::{Sentence, Sentences};

use super::reading::WORDS;

/// The sentences with those heads moved.
pub(super) fn mended(sentences: &Sentences) -> Sentences {
    Sentences { list: sentences.list.iter().map(mend).collect(), cut: sentences.cut.clone() }
}

/// One sentence with those heads moved; a sentence too long to be read is left alone.
pub(super) fn mend(sentence: &Sentence) -> Sentence {
    let mut mended = sentence.clone();
    if mended.tokens.len() > WORDS {
        return mended;
    }
    for i in 0..mended.tokens.len() {
        name_across_a_verb(&mut mended, i);
        object_read_as_clause(&mut mended, i);
        participle_after_comma(&mut mended, i);
        phrase_before_its_verb(&mut mended, i);
        second_object(&mut mended, i);
    }
    mended
}

fn base(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn head(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence.tokens[i].head.filter(|&h| h < sentence.tokens.len())
}

fn is_verb(sentence: &Sentence, i: usize) -> bool {
    matches!(sentence.tokens[i].upos, "VERB")
}

/// "spokesman X said Tuesday that President Y will meet": Y is tied to "spokesman" over the verb "said"; it is
/// the subject of the next verb that has none.
fn name_across_a_verb(sentence: &mut Sentence, i: usize) {
    let Some(above) = head(sentence, i).filter(|&h| h < i) else { return };
    let tie = sentence.tokens[i].deprel;
    if !matches!(tie, "flat" | "nmod:desc" | "compound")
        || !matches!(sentence.tokens[i].upos, "PROPN" | "NOUN")
    {
        return;
    }
    let Some(between) = (above + 1..i).find(|&v| is_verb(sentence, v) && !hangs_below(sentence, v, above))
    else {
        return;
    };
    let own_subject =
        |v: usize| sentence.children(v).any(|c| matches!(base(sentence.tokens[c].deprel), "nsubj" | "csubj"));
    let next = (i + 1..sentence.tokens.len()).find(|&v| {
        is_verb(sentence, v) && matches!(base(sentence.tokens[v].deprel), "ccomp" | "root" | "parataxis")
    });
    let Some(verb) = next.filter(|&v| !own_subject(v) && hangs_below(sentence, v, between)) else { return };
    let passive = sentence.children(verb).any(|c| sentence.tokens[c].deprel == "aux:pass");
    sentence.tokens[i].head = Some(verb);
    sentence.tokens[i].deprel = if passive { "nsubj:pass" } else { "nsubj" };
}

fn hangs_below(sentence: &Sentence, mut i: usize, top: usize) -> bool {
    for _ in 0..sentence.tokens.len() {
        match head(sentence, i) {
            Some(h) if h == top => return true,
            Some(h) => i = h,
            None => return false,
        }
    }
    false
}

/// "accusing Norway of piracy": a bare name is no clause.
fn object_read_as_clause(sentence: &mut Sentence, i: usize) {
    if sentence.tokens[i].deprel != "ccomp" || sentence.tokens[i].upos != "PROPN" {
        return;
    }
    let predicate = sentence
        .children(i)
        .any(|c| matches!(base(sentence.tokens[c].deprel), "nsubj" | "cop" | "aux" | "csubj" | "mark"));
    let has_object = head(sentence, i).is_some_and(|h| sentence.child(h, "obj").is_some());
    if !predicate && !has_object && head(sentence, i).is_some_and(|h| is_verb(sentence, h) && h < i) {
        sentence.tokens[i].deprel = "obj";
    }
}

/// "denies any plan to attack, accusing the rebels": a participle after a comma and a longer object tells more
/// of the verb's subject, not of the object.
fn participle_after_comma(sentence: &mut Sentence, i: usize) {
    let token = &sentence.tokens[i];
    let after_comma = i > 0 && sentence.tokens[i - 1].form == ",";
    if token.deprel != "acl" || token.xpos != "VBG" || !after_comma {
        return;
    }
    let Some(noun) = head(sentence, i).filter(|&h| h + 2 < i) else { return };
    let verb = head(sentence, noun).filter(|&v| v < noun && is_verb(sentence, v));
    if let Some(verb) = verb.filter(|_| base(sentence.tokens[noun].deprel) == "obj") {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "advcl";
    }
}

/// "carried out two raids in the capital": a phrase with its preposition is no second object.
fn second_object(sentence: &mut Sentence, i: usize) {
    let Some(verb) = head(sentence, i).filter(|&h| h < i && sentence.tokens[i].deprel == "obj") else {
        return;
    };
    let phrase = sentence.child(i, "case").is_some();
    let first = sentence.children(verb).any(|c| c < i && sentence.tokens[c].deprel == "obj");
    if phrase && first {
        sentence.tokens[i].deprel = "obl";
    }
}

/// "aid to Chad to help feed children": "to Chad" is no object of the verb that follows.
fn phrase_before_its_verb(sentence: &mut Sentence, i: usize) {
    let ahead = head(sentence, i).is_some_and(|h| h > i);
    if sentence.tokens[i].deprel != "obj" || !ahead {
        return;
    }
    let Some(case) = sentence.child(i, "case").filter(|&c| c > 0) else { return };
    let noun = |&t: &usize| matches!(sentence.tokens[t].upos, "NOUN" | "PROPN");
    if let Some(before) = Some(case - 1).filter(noun) {
        sentence.tokens[i].head = Some(before);
        sentence.tokens[i].deprel = "nmod";
    }
}
