//! Heads that the parse is known to misplace in news prose, set right before the rules look.
//!
//! Each repair names the construction it is for; a sentence without that construction is left as it is.

use chancery_rules::Book;
use chancery_text::{Sentence, Sentences};

use super::reading::WORDS;

/// The sentences with those heads moved.
pub(super) fn mended(sentences: &Sentences, book: &Book) -> Sentences {
    Sentences { list: sentences.list.iter().map(|s| mend(s, book)).collect(), cut: sentences.cut.clone() }
}

/// One sentence with those heads moved; a sentence too long to be read is left alone.
pub(super) fn mend(sentence: &Sentence, book: &Book) -> Sentence {
    let mut mended = sentence.clone();
    if mended.tokens.len() > WORDS {
        return mended;
    }
    for i in 0..mended.tokens.len() {
        name_across_a_verb(&mut mended, i);
        day_as_object(&mut mended, i);
        done_after(&mut mended, i);
        object_read_as_clause(&mut mended, i);
        participle_after_comma(&mut mended, i);
        phrase_before_its_verb(&mut mended, i);
        second_object(&mut mended, i);
        handed_to(&mut mended, i, book);
        object_after_an_aside(&mut mended, i);
        participle_without_subject(&mut mended, i);
        subject_inside_its_participle(&mut mended, i);
        teller_read_as_relative(&mut mended, i);
        teller_read_as_subject(&mut mended, i);
        teller_read_as_object(&mut mended, i);
        subject_read_as_teller(&mut mended, i);
        due_to_do(&mut mended, i, book);
        said_on_that_day(&mut mended, i);
        is_to_do(&mut mended, i);
        not_to_do(&mut mended, i, book);
        blamed_on(&mut mended, i, book);
        accused_by_who_tells(&mut mended, i, book);
        cease_fire(&mut mended, i);
        moved_themselves(&mut mended, i, book);
        meeting_set_for(&mut mended, i, book);
        between_after_a_day(&mut mended, i, book);
        noun_of_a_verb(&mut mended, i);
        second_subject(&mut mended, i, book);
        before_its_preposition(&mut mended, i);
        clause_with_a_gap(&mut mended, i, book);
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

/// "submitted to Chad and the League proposals for a truce": what is handed over stands after whom it is handed
/// to, and the parse makes one phrase of the two.
fn handed_to(sentence: &mut Sentence, i: usize, book: &Book) {
    let lemma = |t: usize| sentence.tokens[t].lemma.to_lowercase();
    let Some(verb) = head(sentence, i).filter(|&h| h < i && book.in_class("hands_over", &lemma(h))) else {
        return;
    };
    let case = sentence.child(i, "case").filter(|&c| c > verb && lemma(c) == "to");
    let free = !sentence.children(verb).any(|c| sentence.tokens[c].deprel == "obj");
    let name = sentence.children(i).find(|&c| {
        c < i && sentence.tokens[c].deprel == "compound" && matches!(sentence.tokens[c].xpos, "NNP" | "NNPS")
    });
    let (Some(case), Some(name)) = (case, name) else { return };
    if free && base(sentence.tokens[i].deprel) == "obl" && book.in_class("paper", &lemma(i)) {
        for c in sentence.children(i).filter(|&c| c < name).collect::<Vec<_>>() {
            sentence.tokens[c].head = Some(name);
        }
        sentence.tokens[case].head = Some(name);
        sentence.tokens[name].head = Some(verb);
        sentence.tokens[name].deprel = "obl";
        sentence.tokens[i].deprel = "obj";
    }
}

/// "accusing – in turn – Chad of piracy": a participle that only adds to its noun has no subject of its own
/// after it; what stands there is its object.
fn participle_without_subject(sentence: &mut Sentence, i: usize) {
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

/// "discussed, by phone, Minister X, the coming talks": the name after the aside is whom the verb takes.
fn object_after_an_aside(sentence: &mut Sentence, i: usize) {
    let comma = |s: &Sentence, t: usize| s.tokens[t].form == ",";
    let tie = sentence.tokens[i].deprel;
    let own = matches!(tie, "appos" | "nmod" | "conj" | "obl" | "dep" | "parataxis");
    if sentence.tokens[i].upos != "PROPN" || !own || sentence.child(i, "case").is_some() {
        return;
    }
    let Some(first) = leftmost(sentence, i).filter(|&f| f > 3 && comma(sentence, f - 1)) else { return };
    let open = (0..first - 1).rev().take(ASIDE).find(|&t| comma(sentence, t));
    let Some(verb) = open.and_then(|o| o.checked_sub(1)).filter(|&v| is_verb(sentence, v)) else { return };
    let aside = sentence.children(verb).any(|c| {
        verb < c && c < first && sentence.tokens[c].deprel == "obl" && sentence.child(c, "case").is_some()
    });
    let taken = sentence.children(verb).any(|c| matches!(base(sentence.tokens[c].deprel), "obj" | "ccomp"));
    if aside && !taken && !hangs_below(sentence, verb, i) {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "obj";
    }
}

/// "The president of Chad will travel to Oslo, her office said": the first of two subjects of the verb that tells
/// is that of the clause which it tells.
fn subject_read_as_teller(sentence: &mut Sentence, i: usize) {
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

/// "Peru is due to hold talks", "is likely to visit": what follows such an adjective is done by its subject.
fn due_to_do(sentence: &mut Sentence, i: usize, book: &Book) {
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
fn subject_inside_its_participle(sentence: &mut Sentence, i: usize) {
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

/// "Peru will send lists of prisoners, the two governments announced": who tells it at its end is read as a clause
/// beside its last noun, though no word like "which" begins that clause.
fn teller_read_as_relative(sentence: &mut Sentence, i: usize) {
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

/// "signed an accord after weeks of talks": what comes after something is done, not the thing that is taken.
fn done_after(sentence: &mut Sentence, i: usize) {
    if sentence.tokens[i].deprel != "nmod" {
        return;
    }
    let after = sentence.child(i, "case").is_some_and(|c| sentence.tokens[c].lemma == "after");
    let Some(taken) = head(sentence, i).filter(|&h| after && h < i && sentence.tokens[h].deprel == "obj")
    else {
        return;
    };
    if let Some(verb) = head(sentence, taken).filter(|&v| v < taken && is_verb(sentence, v)) {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "obl";
    }
}

/// "They met Wednesday": a bare weekday is when, not whom.
fn day_as_object(sentence: &mut Sentence, i: usize) {
    const WEEKDAYS: [&str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let token = &sentence.tokens[i];
    if matches!(token.deprel, "obj" | "iobj" | "xcomp")
        && WEEKDAYS.contains(&token.form.as_str())
        && head(sentence, i).is_some_and(|h| h < i && is_verb(sentence, h))
        && sentence.child(i, "case").is_none()
    {
        sentence.tokens[i].deprel = "obl:unmarked";
    }
}

/// "The envoy is to meet the king": the envoy does the meeting.
fn is_to_do(sentence: &mut Sentence, i: usize) {
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
fn not_to_do(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let Some(verb) = head(sentence, i).filter(|&h| h < i && is_verb(sentence, h)) else { return };
    let not = tokens[i].deprel == "advmod" && book.in_class("negation", &tokens[i].lemma.to_lowercase());
    let to = |c: usize| sentence.child(c, "mark") == Some(i + 1) && tokens[i + 1].lemma == "to";
    let done = sentence.children(verb).find(|&c| i + 1 < c && i + 1 < tokens.len() && to(c));
    if let Some(done) = done.filter(|_| not) {
        sentence.tokens[i].head = Some(done);
    }
}

/// "blamed the attack on an Islamic group": the group is blamed, and not attacked.
fn blamed_on(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let on = sentence.child(i, "case").is_some_and(|c| tokens[c].lemma == "on");
    let Some(deed) = head(sentence, i).filter(|&h| on && h < i && tokens[i].deprel == "nmod") else { return };
    let blames = |v: &usize| {
        *v < deed
            && tokens[deed].deprel == "obj"
            && book.in_class("blames_on", &tokens[*v].lemma.to_lowercase())
    };
    if let Some(verb) = head(sentence, deed).filter(blames) {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "obl";
    }
}

/// "said the two countries were wrong, accusing them of cowardice": nobody accuses himself; who tells does.
fn accused_by_who_tells(sentence: &mut Sentence, i: usize, book: &Book) {
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

/// "Two battalions crossed into Chad": nobody crossed them.
fn moved_themselves(sentence: &mut Sentence, i: usize, book: &Book) {
    let Some(verb) = head(sentence, i).filter(|_| sentence.tokens[i].deprel == "nsubj:pass") else { return };
    let moves = book.in_class("moves_in", &sentence.tokens[verb].lemma.to_lowercase());
    if moves && sentence.tokens[verb].xpos == "VBD" && sentence.child(verb, "aux:pass").is_none() {
        sentence.tokens[i].deprel = "nsubj";
    }
}

/// "a meeting of the envoys scheduled for Friday": the meeting is scheduled, not the envoys.
fn meeting_set_for(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let set = tokens[i].deprel == "acl"
        && tokens[i].xpos == "VBN"
        && book.in_class("verb_scheduled", &tokens[i].lemma.to_lowercase());
    let Some(people) = head(sentence, i).filter(|&h| set && tokens[h].deprel == "nmod") else { return };
    let occasion = |h: &usize| {
        let lemma = tokens[*h].lemma.to_lowercase();
        book.in_class("meeting_noun", &lemma) || book.in_class("visit_noun", &lemma)
    };
    let meets = |t: usize| !book.in_class("meeting_noun", &tokens[t].lemma.to_lowercase());
    if let Some(meeting) = head(sentence, people).filter(occasion).filter(|_| meets(people)) {
        sentence.tokens[i].head = Some(meeting);
    }
}

/// "a meeting next week between the envoys": the meeting is between them, not the week.
fn between_after_a_day(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let lemma = |t: usize| tokens[t].lemma.to_lowercase();
    let case = sentence.child(i, "case").filter(|&c| matches!(lemma(c).as_str(), "between" | "among"));
    let day = head(sentence, i).filter(|&h| {
        case.is_some() && h < i && base(tokens[i].deprel) == "nmod" && book.in_class("time_noun", &lemma(h))
    });
    let Some(above) = day.and_then(|day| head(sentence, day).filter(|&h| h < day)) else { return };
    let taken = sentence.children(above).filter(|&c| matches!(base(tokens[c].deprel), "obj" | "nsubj"));
    let meets = |&t: &usize| t < i && book.in_class("meeting_noun", &lemma(t));
    let meeting = std::iter::once(above).chain(taken).find(meets);
    if let Some(meeting) = meeting {
        sentence.tokens[i].head = Some(meeting);
    }
}

/// "The agency quoted officials as saying": whoever stands behind a verb that has its subject is its object; also
/// before what is told: "She told the envoy that".
fn second_subject(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let Some(verb) = head(sentence, i).filter(|&h| h < i && tokens[i].deprel == "nsubj") else { return };
    let first = sentence.children(verb).any(|c| c < verb && tokens[c].deprel == "nsubj");
    let told = |c: usize| {
        i < c && tokens[c].deprel == "ccomp" && book.in_class("tells_someone", &tokens[verb].lemma.to_lowercase())
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

/// "called on Chad for more talks": what stands before a preposition is no part of its phrase.
fn before_its_preposition(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let Some(noun) = head(sentence, i).filter(|&h| h > i && tokens[i].deprel == "nmod") else { return };
    let case = sentence.children(noun).find(|&c| tokens[c].deprel == "case").filter(|&c| i < c);
    let Some(above) = head(sentence, noun).filter(|&h| case.is_some() && h < i) else { return };
    let own = sentence.child(i, "case").is_some_and(|c| c < i);
    if own && is_verb(sentence, above) {
        sentence.tokens[i].head = Some(above);
        sentence.tokens[i].deprel = "obl";
    }
}

/// "the guarantees that Chad is seeking": a verb that takes an object and has none tells of the noun, and is not what
/// the noun says.
fn clause_with_a_gap(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let that = sentence.child(i, "mark").filter(|&m| tokens[m].lemma.eq_ignore_ascii_case("that"));
    let clause = tokens[i].deprel == "acl" && is_verb(sentence, i);
    let takes = book.in_class("takes_object", &tokens[i].lemma.to_lowercase());
    let full = |c: usize| {
        matches!(base(tokens[c].deprel), "obj" | "ccomp" | "xcomp" | "iobj") || tokens[c].deprel == "nsubj:pass"
    };
    let Some(that) = that.filter(|_| clause && takes && !sentence.children(i).any(full)) else { return };
    sentence.tokens[i].deprel = "acl:relcl";
    sentence.tokens[that].deprel = "obj";
    sentence.tokens[that].upos = "PRON";
}

/// "Chad's government plans to": a verb in the present with a noun and its owner before it, as if it were a noun.
fn noun_of_a_verb(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let noun = tokens[i].deprel == "compound" && matches!(tokens[i].upos, "NOUN" | "PROPN");
    let Some(verb) = head(sentence, i).filter(|&h| h == i + 1 && noun && is_verb(sentence, h)) else {
        return;
    };
    let finite = matches!(tokens[verb].xpos, "VBZ" | "VBP" | "VBD");
    let taken = sentence.children(verb).any(|c| matches!(base(tokens[c].deprel), "nsubj" | "csubj"));
    if !finite || taken {
        return;
    }
    let before =
        |c: usize| c < i && matches!(base(tokens[c].deprel), "nmod" | "det" | "amod" | "compound" | "nummod");
    let of_noun: Vec<usize> = sentence.children(verb).filter(|&c| before(c)).collect();
    for c in of_noun {
        sentence.tokens[c].head = Some(i);
    }
    sentence.tokens[i].deprel = "nsubj";
}

/// "cease-fire" in three pieces is a ceasefire, and no fire.
fn cease_fire(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let cease = |t: usize| tokens[t].form.eq_ignore_ascii_case("cease");
    let parts = i > 1 && cease(i - 2) && tokens[i - 1].form == "-" || i > 0 && cease(i - 1);
    let fire = matches!(tokens[i].form.to_lowercase().as_str(), "fire" | "fires");
    if parts && fire && matches!(tokens[i].upos, "NOUN" | "PROPN") {
        sentence.tokens[i].lemma = "ceasefire".into();
    }
}

/// "“They will meet,” he said on Monday": what stands behind the verb that tells hangs on it, and on nothing told
/// before it.
fn said_on_that_day(sentence: &mut Sentence, i: usize) {
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
fn teller_read_as_object(sentence: &mut Sentence, i: usize) {
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

/// "… after it threatened the ship, the president said": a second subject, behind its verb, is that of the verb
/// which follows.
fn teller_read_as_subject(sentence: &mut Sentence, i: usize) {
    let subject = |s: &Sentence, t: usize| base(s.tokens[t].deprel) == "nsubj";
    let Some(verb) = head(sentence, i).filter(|&h| h < i && subject(sentence, i) && is_verb(sentence, h))
    else {
        return;
    };
    if !sentence.children(verb).any(|c| c < verb && subject(sentence, c)) {
        return;
    }
    let last = (i..sentence.tokens.len()).rev().find(|&t| t == i || hangs_below(sentence, t, i)).unwrap_or(i);
    let next = Some(last + 1).filter(|&n| n < sentence.tokens.len() && is_verb(sentence, n));
    let Some(next) = next.filter(|&n| !sentence.children(n).any(|c| subject(sentence, c))) else {
        return;
    };
    if !hangs_below(sentence, next, i) {
        sentence.tokens[i].head = Some(next);
    }
}

/// Words that an aside between two commas may have.
const ASIDE: usize = 5;

/// The first word of the phrase that hangs on the word `i`.
fn leftmost(sentence: &Sentence, i: usize) -> Option<usize> {
    (0..=i).find(|&t| t == i || (sentence.tokens[t].upos != "PUNCT" && hangs_below(sentence, t, i)))
}
