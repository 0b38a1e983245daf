//! Who tells and who is told of: subjects and objects of the verbs of telling.

use chancery_rules::Book;
use chancery_text::Sentence;

use super::{base, hangs_below, head, is_verb, leftmost};

/// "spokesman X said Tuesday that President Y will meet": Y is tied to "spokesman" over the verb "said"; it is
/// the subject of the next verb that has none.
pub(super) fn name_across_a_verb(sentence: &mut Sentence, i: usize) {
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

/// "The president of Chad will travel to Oslo, her office said": the first of two subjects of the verb that tells
/// is that of the clause which it tells.
pub(super) fn subject_read_as_teller(sentence: &mut Sentence, i: usize) {
    let subject = |s: &Sentence, t: usize| base(s.tokens[t].deprel) == "nsubj";
    let Some(verb) = head(sentence, i).filter(|&h| h > i && subject(sentence, i)) else { return };
    let told = sentence.children(verb).find(|&c| i < c && c < verb && sentence.tokens[c].deprel == "ccomp");
    let Some(told) = told.filter(|&c| !sentence.children(c).any(|t| subject(sentence, t))) else { return };
    if sentence.children(verb).any(|c| told < c && c < verb && subject(sentence, c)) {
        let passive = sentence.children(told).any(|c| sentence.tokens[c].deprel == "aux:pass");
        sentence.tokens[i].head = Some(told);
        sentence.tokens[i].deprel = if passive { "nsubj:pass" } else { "nsubj" };
    }
}

/// "Peru will send lists of prisoners, the two governments announced": who tells it at its end is read as a clause
/// beside its last noun, though no word like "which" begins that clause.
pub(super) fn teller_read_as_relative(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let tells =
        matches!(tokens[i].lemma.as_str(), "say" | "announce" | "report" | "state" | "confirm" | "add");
    if !tells || !is_verb(sentence, i) || tokens[i].deprel != "acl:relcl" {
        return;
    }
    let Some(subject) = sentence.child(i, "nsubj").filter(|&s| s < i) else { return };
    let after_comma = leftmost(sentence, subject)
        .and_then(|first| first.checked_sub(1))
        .is_some_and(|before| tokens[before].form == ",");
    let open = |c: usize| {
        matches!(base(tokens[c].deprel), "obj" | "ccomp" | "xcomp")
            || matches!(tokens[c].xpos, "WDT" | "WP" | "WRB")
            || tokens[c].lemma == "that"
    };
    let top = (0..i).find(|&t| tokens[t].deprel == "root" && hangs_below(sentence, i, t));
    let Some(top) = top.filter(|_| after_comma && !sentence.children(i).any(open)) else { return };
    sentence.tokens[i].head = sentence.tokens[top].head;
    sentence.tokens[i].deprel = "root";
    sentence.tokens[top].head = Some(i);
    sentence.tokens[top].deprel = "ccomp";
}

/// "said the two countries were wrong, accusing them of cowardice": nobody accuses himself; who tells does.
pub(super) fn accused_by_who_tells(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let accuses = tokens[i].xpos == "VBG"
        && tokens[i].deprel == "advcl"
        && i > 0
        && tokens[i - 1].form == ","
        && ["accuse", "demand", "threaten"].iter().any(|c| book.in_class(c, &tokens[i].lemma.to_lowercase()));
    let other = sentence.child(i, "obj").is_some_and(|o| tokens[o].upos == "PRON" && tokens[o].xpos == "PRP");
    let Some(told) = head(sentence, i).filter(|&h| h < i && accuses && other) else { return };
    if tokens[told].deprel != "ccomp" {
        return;
    }
    if let Some(teller) = head(sentence, told).filter(|&t| t < told && is_verb(sentence, t)) {
        sentence.tokens[i].head = Some(teller);
    }
}

/// "The agency quoted officials as saying": whoever stands behind a verb that has its subject is its object; also
/// before what is told: "She told the envoy that".
pub(super) fn second_subject(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let Some(verb) = head(sentence, i).filter(|&h| h < i && tokens[i].deprel == "nsubj") else { return };
    let first = sentence.children(verb).any(|c| c < verb && tokens[c].deprel == "nsubj");
    let told = |c: usize| {
        i < c
            && tokens[c].deprel == "ccomp"
            && book.in_class("tells_someone", &tokens[verb].lemma.to_lowercase())
    };
    let taken = |c: usize| matches!(base(tokens[c].deprel), "obj" | "ccomp" | "cop") && !told(c);
    if first
        && !sentence.children(verb).any(taken)
        && is_verb(sentence, verb)
        && matches!(tokens[i].upos, "NOUN" | "PROPN")
    {
        sentence.tokens[i].deprel = "obj";
    }
}

/// "“They will meet,” he said on Monday": what stands behind the verb that tells hangs on it, and on nothing told
/// before it.
pub(super) fn said_on_that_day(sentence: &mut Sentence, i: usize) {
    if !matches!(base(sentence.tokens[i].deprel), "obl" | "advmod" | "advcl") {
        return;
    }
    let Some(above) = head(sentence, i).filter(|&h| h < i) else { return };
    let mut at = above;
    let teller = loop {
        match head(sentence, at) {
            Some(h) if sentence.tokens[at].deprel == "ccomp" && at < h => break h,
            Some(h) if h < i => at = h,
            _ => return,
        }
    };
    let clear = leftmost(sentence, i).is_some_and(|first| teller < first);
    if teller < i && above < teller && clear && is_verb(sentence, teller) {
        sentence.tokens[i].head = Some(teller);
    }
}

/// "“We will not yield,” said Chad's minister": who stands right after a verb that follows the quotation and has no
/// subject is its subject, and nothing of the quotation's.
pub(super) fn teller_read_as_object(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let name = matches!(tokens[i].upos, "NOUN" | "PROPN" | "PRON");
    let tied = matches!(base(tokens[i].deprel), "obj" | "iobj" | "nsubj" | "obl" | "dep" | "ccomp" | "xcomp");
    let Some(above) = head(sentence, i).filter(|_| name && tied) else { return };
    let Some(verb) = leftmost(sentence, i).and_then(|first| first.checked_sub(1)) else { return };
    let tells = is_verb(sentence, verb) && matches!(tokens[verb].xpos, "VBD" | "VBZ" | "VBP");
    let after_words =
        verb.checked_sub(1).is_some_and(|t| matches!(tokens[t].form.as_str(), "," | "\"" | "”" | "'"));
    let subject = |c: usize| base(tokens[c].deprel) == "nsubj";
    if tells
        && after_words
        && above < verb
        && !sentence.children(verb).any(subject)
        && sentence.child(i, "case").is_none()
        && hangs_below(sentence, above, verb)
    {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "nsubj";
    }
}

/// "… after it threatened the ship, the president said", "“This is war,” the envoy, Ann Bell, told reporters": a
/// second subject, behind its predicate, is that of the verb which follows.
pub(super) fn teller_read_as_subject(sentence: &mut Sentence, i: usize) {
    let subject = |s: &Sentence, t: usize| base(s.tokens[t].deprel) == "nsubj";
    let predicate = |h: usize| is_verb(sentence, h) || sentence.child(h, "cop").is_some();
    let Some(verb) = head(sentence, i).filter(|&h| h < i && subject(sentence, i) && predicate(h)) else {
        return;
    };
    // "landed on Sunday and took ten men, the ministry said": the second verb has the subject of the first.
    let shared = sentence.tokens[verb].deprel == "conj" && i > verb + 1;
    if !shared && !sentence.children(verb).any(|c| c < verb && subject(sentence, c)) {
        return;
    }
    let last = (i..sentence.tokens.len()).rev().find(|&t| t == i || hangs_below(sentence, t, i)).unwrap_or(i);
    let next = (last + 1..sentence.tokens.len()).find(|&n| sentence.tokens[n].upos != "PUNCT");
    let next = next.filter(|&n| is_verb(sentence, n));
    let Some(next) = next.filter(|&n| !sentence.children(n).any(|c| subject(sentence, c))) else {
        return;
    };
    if !hangs_below(sentence, next, i) {
        sentence.tokens[i].head = Some(next);
    }
}

/// "The agency said on Monday that it had received": the day before "that" is the day of the telling.
pub(super) fn day_before_that(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let day = book.in_class("time_noun", &tokens[i].lemma.to_lowercase()) && base(tokens[i].deprel) == "obl";
    let Some(told) = head(sentence, i).filter(|&h| day && h > i && tokens[h].deprel == "ccomp") else {
        return;
    };
    let that =
        sentence.child(told, "mark").is_some_and(|m| i < m && tokens[m].lemma.eq_ignore_ascii_case("that"));
    let Some(teller) = head(sentence, told).filter(|&t| that && t < i && is_verb(sentence, t)) else {
        return;
    };
    sentence.tokens[i].head = Some(teller);
}

/// "Police shot and killed a man": who is not told to have suffered it did it.
pub(super) fn did_it(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let Some(verb) = head(sentence, i).filter(|&h| h > i && tokens[i].deprel == "nsubj:pass") else { return };
    let passive = sentence.children(verb).any(|c| base(tokens[c].deprel) == "aux");
    let has_object = |v: usize| sentence.children(v).any(|c| tokens[c].deprel == "obj" && c > v);
    let next = |c: usize| tokens[c].deprel == "conj" && is_verb(sentence, c) && has_object(c);
    let active = has_object(verb) || sentence.children(verb).any(next);
    if !passive && active && matches!(tokens[verb].deprel, "root" | "ccomp" | "advcl" | "conj") {
        sentence.tokens[i].deprel = "nsubj";
    }
}

/// "put its forces on alert and Chad's leader denounced the raid": who stands between "and" and the second verb does
/// what it tells, and is no second alert.
pub(super) fn subject_after_and(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let noun = tokens[i].deprel == "conj" && matches!(tokens[i].upos, "NOUN" | "PROPN");
    if !noun || sentence.child(i, "cc").is_some() {
        return;
    }
    let Some(first) = leftmost(sentence, i).filter(|&f| f > 0) else { return };
    let and = first - 1;
    let Some(verb) = head(sentence, and).filter(|&v| tokens[and].deprel == "cc" && v > i) else { return };
    let finite = tokens[verb].deprel == "conj" && matches!(tokens[verb].xpos, "VBD" | "VBZ" | "VBP");
    let told = sentence.children(verb).any(|c| base(tokens[c].deprel) == "nsubj");
    if finite && !told && is_verb(sentence, verb) {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "nsubj";
    }
}
