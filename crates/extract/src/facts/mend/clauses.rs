//! Clauses: what a participle, a clause or an infinitive hangs on.

use chancery_rules::Book;
use chancery_text::Sentence;

use super::{base, head, is_verb, leftmost};

/// "accusing Norway of piracy", "called President Ruiz by telephone": a bare name is no clause.
pub(super) fn object_read_as_clause(sentence: &mut Sentence, i: usize) {
    let call = head(sentence, i)
        .is_some_and(|h| sentence.tokens[h].lemma == "call" && sentence.tokens[i].deprel == "xcomp" && h < i);
    if !(call || sentence.tokens[i].deprel == "ccomp") || sentence.tokens[i].upos != "PROPN" {
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
pub(super) fn participle_after_comma(sentence: &mut Sentence, i: usize) {
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

/// "accusing – in turn – Chad of piracy": a participle that only adds to its noun has no subject of its own
/// after it; what stands there is its object.
pub(super) fn participle_without_subject(sentence: &mut Sentence, i: usize) {
    let Some(verb) = head(sentence, i).filter(|&h| h < i && sentence.tokens[i].deprel == "nsubj") else {
        return;
    };
    let loose =
        sentence.tokens[verb].xpos == "VBG" && matches!(sentence.tokens[verb].deprel, "acl" | "advcl");
    let finite = sentence
        .children(verb)
        .any(|c| matches!(base(sentence.tokens[c].deprel), "aux" | "obj" | "mark" | "cop"));
    if loose && !finite && matches!(sentence.tokens[i].upos, "PROPN" | "NOUN") {
        sentence.tokens[i].deprel = "obj";
    }
}

/// "Under the offer made a year ago by the king, they would meet": the participle tells of the offer, though it may
/// be read as a past tense.
pub(super) fn participle_of_a_fronted_noun(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let Some(noun) = i.checked_sub(1).filter(|&n| tokens[n].upos == "NOUN") else { return };
    let by = |c: usize| {
        base(tokens[c].deprel) == "obl"
            && sentence.child(c, "case").is_some_and(|b| b > i && tokens[b].lemma == "by")
    };
    let passive = tokens[i].xpos == "VBN" || tokens[i].xpos == "VBD" && sentence.children(i).any(by);
    let own = sentence.children(i).any(|c| matches!(base(tokens[c].deprel), "nsubj" | "aux" | "mark"));
    let fronted = base(tokens[noun].deprel) == "obl" && tokens[noun].head.is_some_and(|h| h > i);
    let beside = tokens[i].deprel == "advcl" && fronted && tokens[noun].head == tokens[i].head;
    let inside = tokens[i].deprel == "acl" && tokens[i].head == Some(noun);
    if passive && !own && (beside || inside) {
        sentence.tokens[i].head = Some(noun);
        sentence.tokens[i].deprel = "acl";
        sentence.tokens[i].xpos = "VBN";
    }
}

/// "left for Cairo to meet the king": Cairo is where he went, and does not do the meeting.
pub(super) fn left_for(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let named = tokens[i].xpos == "NNP" && base(tokens[i].deprel) == "nsubj" && i > 0;
    let Some(purpose) = head(sentence, i).filter(|&h| named && h > i && tokens[h].deprel == "advcl") else {
        return;
    };
    let moves = |v: &usize| {
        *v < i && is_verb(sentence, *v) && book.in_class("goes_off", &tokens[*v].lemma.to_lowercase())
    };
    let marks: Vec<usize> = sentence.children(purpose).filter(|&c| tokens[c].deprel == "mark").collect();
    let for_place = marks.iter().copied().find(|&m| m + 1 == i && tokens[m].lemma == "for");
    let (Some(case), Some(verb)) = (for_place, head(sentence, purpose).filter(moves)) else { return };
    sentence.tokens[case].head = Some(i);
    sentence.tokens[case].deprel = "case";
    sentence.tokens[i].head = Some(verb);
    sentence.tokens[i].deprel = "obl";
}

/// "told reporters that the army would respond": what someone is told is no clause about him.
pub(super) fn told_that(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let that = sentence.child(i, "mark").is_some_and(|m| tokens[m].lemma == "that");
    let Some(told) = head(sentence, i).filter(|&h| that && tokens[i].deprel == "acl" && h < i) else {
        return;
    };
    let taken = matches!(tokens[told].deprel, "obj" | "iobj");
    let tells = |v: &usize| *v < told && book.in_class("tells_someone", &tokens[*v].lemma.to_lowercase());
    if let Some(verb) = head(sentence, told).filter(|v| taken && tells(v)) {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "ccomp";
    }
}

/// "said that the king told the envoy that he wanted peace, and that he would wait": the king told him both.
pub(super) fn second_thing_told(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let lemma = |t: usize| tokens[t].lemma.to_lowercase();
    let that = |t: usize| sentence.child(t, "mark").is_some_and(|m| lemma(m) == "that");
    let Some(told) = head(sentence, i).filter(|&h| h < i && tokens[i].deprel == "conj" && that(i)) else {
        return;
    };
    let inner = tokens[told].deprel == "ccomp" && that(told) && book.in_class("tells_someone", &lemma(told));
    let first = sentence.children(told).find(|&c| tokens[c].deprel == "ccomp" && c < i && that(c));
    if let Some(first) = first.filter(|_| inner) {
        sentence.tokens[i].head = Some(first);
    }
}

/// "Peru is due to hold talks", "is likely to visit": what follows such an adjective is done by its subject.
pub(super) fn due_to_do(sentence: &mut Sentence, i: usize, book: &Book) {
    if sentence.tokens[i].deprel != "advcl" || !is_verb(sentence, i) {
        return;
    }
    let so = |h: &usize| {
        sentence.tokens[*h].upos == "ADJ" && book.in_class("so_disposed", &sentence.tokens[*h].lemma)
    };
    // "due to" may be read as one word.
    let to = |m: usize| sentence.tokens[m].xpos == "TO";
    let to = sentence.child(i, "mark").is_some_and(to) || i > 0 && to(i - 1);
    if to && head(sentence, i).as_ref().is_some_and(so) {
        sentence.tokens[i].deprel = "xcomp";
    }
}

/// "A truce brokered by Chad took effect": the truce took effect; the participle only describes it.
pub(super) fn subject_inside_its_participle(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    if tokens[i].xpos != "VBN" || base(tokens[i].deprel) != "nsubj" || sentence.child(i, "aux:pass").is_some()
    {
        return;
    }
    let (Some(verb), Some(subject)) = (head(sentence, i), sentence.child(i, "nsubj:pass")) else { return };
    if subject < i && i < verb && matches!(tokens[subject].upos, "NOUN" | "PROPN") {
        sentence.tokens[subject].head = Some(verb);
        sentence.tokens[subject].deprel = sentence.tokens[i].deprel;
        sentence.tokens[i].head = Some(subject);
        sentence.tokens[i].deprel = "acl";
    }
}

/// "The envoy is to meet the king": the envoy does the meeting.
pub(super) fn is_to_do(sentence: &mut Sentence, i: usize) {
    let to = sentence.child(i, "mark").is_some_and(|m| sentence.tokens[m].lemma == "to");
    let be = sentence.child(i, "cop").or_else(|| sentence.child(i, "aux"));
    let be = be.filter(|&b| sentence.tokens[b].lemma == "be");
    let (Some(be), Some(subject)) = (be, sentence.child(i, "nsubj:outer")) else { return };
    if is_verb(sentence, i) && to {
        let passive = sentence.children(i).any(|c| sentence.tokens[c].deprel == "aux:pass");
        sentence.tokens[subject].deprel = if passive { "nsubj:pass" } else { "nsubj" };
        sentence.tokens[be].deprel = "aux";
    }
}

/// "vowed never to surrender", "chose not to go": what is denied is the surrender, not the vow.
pub(super) fn not_to_do(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let Some(verb) = head(sentence, i).filter(|&h| h < i && is_verb(sentence, h)) else { return };
    let not = tokens[i].deprel == "advmod" && book.in_class("negation", &tokens[i].lemma.to_lowercase());
    let to = |c: usize| sentence.child(c, "mark") == Some(i + 1) && tokens[i + 1].lemma == "to";
    let done = sentence.children(verb).find(|&c| i + 1 < c && i + 1 < tokens.len() && to(c));
    if let Some(done) = done.filter(|_| not) {
        sentence.tokens[i].head = Some(done);
    }
}

/// "the guarantees that Chad is seeking": a verb that takes an object and has none tells of the noun, and is not what
/// the noun says.
pub(super) fn clause_with_a_gap(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let that = sentence.child(i, "mark").filter(|&m| tokens[m].lemma.eq_ignore_ascii_case("that"));
    let clause = tokens[i].deprel == "acl" && is_verb(sentence, i);
    let takes = book.in_class("takes_object", &tokens[i].lemma.to_lowercase());
    let full = |c: usize| {
        matches!(base(tokens[c].deprel), "obj" | "ccomp" | "xcomp" | "iobj")
            || tokens[c].deprel == "nsubj:pass"
    };
    let Some(that) = that.filter(|_| clause && takes && !sentence.children(i).any(full)) else { return };
    sentence.tokens[i].deprel = "acl:relcl";
    sentence.tokens[that].deprel = "obj";
    sentence.tokens[that].upos = "PRON";
}

/// "threatened on Thursday to expel the refugees": what someone threatens to do is no purpose of the threat.
pub(super) fn infinitive_of_its_verb(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let purpose = tokens[i].deprel == "advcl" && tokens[i].xpos == "VB";
    let Some(to) = sentence.child(i, "mark").filter(|&m| purpose && tokens[m].xpos == "TO") else { return };
    let Some(verb) = head(sentence, i).filter(|&v| v < to && is_verb(sentence, v)) else { return };
    let takes = book.in_class("takes_to", &tokens[verb].lemma.to_lowercase());
    let free = !sentence.children(verb).any(|c| matches!(base(tokens[c].deprel), "obj" | "xcomp" | "ccomp"));
    let aside = (verb + 1..to).all(|t| {
        let when = |h: usize| {
            base(tokens[h].deprel) == "obl" && book.in_class("time_noun", &tokens[h].lemma.to_lowercase())
        };
        when(t) || tokens[t].head.is_some_and(|h| h < tokens.len() && when(h)) || tokens[t].upos == "ADV"
    });
    if takes && free && aside {
        sentence.tokens[i].deprel = "xcomp";
    }
}

/// "Chad shelled the town; Mali replied with raids": what follows a semicolon tells anew, and not who says so.
pub(super) fn after_semicolon(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let beside = tokens[i].deprel == "parataxis" && is_verb(sentence, i);
    let subject = sentence.children(i).find(|&c| c < i && base(tokens[c].deprel) == "nsubj");
    let Some(first) = subject.filter(|_| beside).and_then(|s| leftmost(sentence, s)) else { return };
    if first > 0 && tokens[first - 1].form == ";" {
        sentence.tokens[i].deprel = "dep";
    }
}

/// "the gunmen shot dead a hostage": they did the shooting, and are not dead.
pub(super) fn shot_dead(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let Some(dead) =
        head(sentence, i).filter(|&h| base(tokens[i].deprel) == "nsubj" && tokens[h].lemma == "dead")
    else {
        return;
    };
    let verb = head(sentence, dead).filter(|&v| v + 1 == dead && i < v && is_verb(sentence, v));
    let Some(verb) = verb.filter(|&v| !sentence.children(v).any(|c| base(tokens[c].deprel) == "nsubj"))
    else {
        return;
    };
    let active = sentence.children(verb).any(|c| tokens[c].deprel == "obj");
    sentence.tokens[i].head = Some(verb);
    sentence.tokens[i].deprel = if active { "nsubj" } else { "nsubj:pass" };
    sentence.tokens[dead].deprel = "xcomp";
}
