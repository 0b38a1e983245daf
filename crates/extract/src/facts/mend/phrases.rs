//! Phrases: what an object, a name with its preposition or a day hangs on.

use chancery_rules::Book;
use chancery_text::Sentence;

use super::{base, hangs_below, head, is_verb, leftmost};

/// "carried out two raids in the capital": a phrase with its preposition is no second object.
pub(super) fn second_object(sentence: &mut Sentence, i: usize) {
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
pub(super) fn handed_to(sentence: &mut Sentence, i: usize, book: &Book) {
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

/// "cut short a visit", "left open the crossing": an adjective takes no object, its verb does.
pub(super) fn object_of_an_adjective(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let Some(adjective) = head(sentence, i).filter(|&h| h < i && tokens[i].deprel == "obj") else { return };
    let told = tokens[adjective].upos == "ADJ" && tokens[adjective].deprel == "xcomp";
    let verb = head(sentence, adjective).filter(|&v| told && v < adjective && is_verb(sentence, v));
    if let Some(verb) = verb.filter(|&v| sentence.child(v, "obj").is_none()) {
        sentence.tokens[i].head = Some(verb);
    }
}

/// "aid to Chad to help feed children": "to Chad" is no object of the verb that follows.
pub(super) fn phrase_before_its_verb(sentence: &mut Sentence, i: usize) {
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
pub(super) fn object_after_an_aside(sentence: &mut Sentence, i: usize) {
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

/// "signed an accord after weeks of talks": what comes after something is done, not the thing that is taken.
pub(super) fn done_after(sentence: &mut Sentence, i: usize) {
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
pub(super) fn day_as_object(sentence: &mut Sentence, i: usize) {
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

/// "blamed the attack on an Islamic group": the group is blamed, and not attacked.
pub(super) fn blamed_on(sentence: &mut Sentence, i: usize, book: &Book) {
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

/// "Two battalions crossed into Chad": nobody crossed them.
pub(super) fn moved_themselves(sentence: &mut Sentence, i: usize, book: &Book) {
    let Some(verb) = head(sentence, i).filter(|_| sentence.tokens[i].deprel == "nsubj:pass") else { return };
    let moves = book.in_class("moves_in", &sentence.tokens[verb].lemma.to_lowercase());
    if moves && sentence.tokens[verb].xpos == "VBD" && sentence.child(verb, "aux:pass").is_none() {
        sentence.tokens[i].deprel = "nsubj";
    }
}

/// "a meeting of the envoys scheduled for Friday": the meeting is scheduled, not the envoys.
pub(super) fn meeting_set_for(sentence: &mut Sentence, i: usize, book: &Book) {
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
pub(super) fn between_after_a_day(sentence: &mut Sentence, i: usize, book: &Book) {
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

/// "called on Chad for more talks": what stands before a preposition is no part of its phrase.
pub(super) fn before_its_preposition(sentence: &mut Sentence, i: usize) {
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

/// "Chad's government plans to": a verb in the present with a noun and its owner before it, as if it were a noun.
pub(super) fn noun_of_a_verb(sentence: &mut Sentence, i: usize) {
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

/// "handed over three hostages": the particle is the verb's, and begins no phrase.
pub(super) fn particle_before_object(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let particle = matches!(tokens[i].deprel, "case" | "advmod" | "mark")
        && matches!(tokens[i].lemma.as_str(), "over" | "up");
    let Some(verb) = i.checked_sub(1).filter(|&v| particle && is_verb(sentence, v)) else { return };
    let hands = matches!(tokens[verb].lemma.as_str(), "hand" | "turn" | "give");
    let Some(taken) = head(sentence, i).filter(|&h| h > i && hands && tokens[h].deprel == "obj") else {
        return;
    };
    if head(sentence, taken) == Some(verb) {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "compound:prt";
    }
}

/// "President X, and the premier of Chad": who is added with "and" is a second one, and no other name of the first.
pub(super) fn added_with_and(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let and = sentence.child(i, "cc").is_some_and(|c| c < i && tokens[c].lemma == "and");
    if tokens[i].deprel == "appos" && and && matches!(tokens[i].upos, "NOUN" | "PROPN") {
        sentence.tokens[i].deprel = "conj";
    }
}

/// "India test-fired a missile": who stands before the verb in three pieces fires it.
pub(super) fn test_fired(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let form = |t: usize| tokens.get(t).map(|t| t.form.to_lowercase()).unwrap_or_default();
    let fires = matches!(form(i).as_str(), "test" | "test-") && form(i + 1) == "-";
    let Some(verb) = head(sentence, i).filter(|&h| fires && h == i + 2 && is_verb(sentence, h)) else {
        return;
    };
    if sentence.children(verb).any(|c| base(tokens[c].deprel) == "nsubj") {
        return;
    }
    let before = sentence.children(i).filter(|&c| c < i && matches!(tokens[c].upos, "PROPN" | "NOUN"));
    if let Some(who) = before.last() {
        sentence.tokens[who].head = Some(verb);
        sentence.tokens[who].deprel = "nsubj";
    }
}

/// "fighting broke out in the town": what breaks out is a noun, though its form is a participle's.
pub(super) fn participle_as_noun(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let form = tokens[i].form.to_lowercase();
    let deed =
        matches!(form.as_str(), "fighting" | "shelling" | "bombing" | "shooting" | "rioting" | "looting");
    let bare =
        !sentence.children(i).any(|c| matches!(base(tokens[c].deprel), "nsubj" | "obj" | "aux" | "ccomp"));
    if deed && bare && is_verb(sentence, i) && matches!(base(tokens[i].deprel), "nsubj" | "csubj") {
        let token = &mut sentence.tokens[i];
        token.lemma = form;
        token.upos = "NOUN";
        token.xpos = "NN";
        token.deprel = "nsubj";
    }
}

/// "took 22 marines prisoner, the ministry said": the marines are taken, and are no kind of prisoner.
pub(super) fn taken_prisoner(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let held = |t: usize| matches!(tokens[t].lemma.as_str(), "prisoner" | "hostage" | "captive");
    let many = tokens[i].deprel == "compound" && matches!(tokens[i].xpos, "NNS" | "NNPS");
    let Some(captive) = head(sentence, i).filter(|&h| many && h == i + 1 && held(h)) else { return };
    let verb = head(sentence, captive).filter(|&v| {
        v < i && matches!(tokens[v].lemma.as_str(), "take" | "hold") && tokens[captive].xpos == "NN"
    });
    let Some(verb) = verb else { return };
    for c in sentence.children(captive).filter(|&c| c < i).collect::<Vec<_>>() {
        sentence.tokens[c].head = Some(i);
    }
    sentence.tokens[i].head = Some(verb);
    sentence.tokens[i].deprel = "obj";
    sentence.tokens[captive].deprel = "xcomp";
}

/// "accused the opposition leader of treason": what someone is accused of is no part of his name.
pub(super) fn accused_of(sentence: &mut Sentence, i: usize, book: &Book) {
    let tokens = &sentence.tokens;
    let of = sentence.child(i, "case").is_some_and(|c| tokens[c].lemma == "of");
    let Some(accused) = head(sentence, i).filter(|&h| of && h < i && tokens[i].deprel == "nmod") else {
        return;
    };
    let accuses = |v: &usize| {
        let lemma = tokens[*v].lemma.to_lowercase();
        *v < accused
            && matches!(tokens[accused].deprel, "obj" | "nsubj:pass")
            && matches!(lemma.as_str(), "accuse" | "convict" | "suspect")
    };
    let wrong = book.in_class("wrong", &tokens[i].lemma.to_lowercase());
    if let Some(verb) = head(sentence, accused).filter(accuses).filter(|_| wrong) {
        sentence.tokens[i].head = Some(verb);
        sentence.tokens[i].deprel = "obl";
    }
}

/// "cease-fire" in three pieces is a ceasefire, and no fire.
pub(super) fn cease_fire(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let cease = |t: usize| tokens[t].form.eq_ignore_ascii_case("cease");
    let parts = i > 1 && cease(i - 2) && tokens[i - 1].form == "-" || i > 0 && cease(i - 1);
    let fire = matches!(tokens[i].form.to_lowercase().as_str(), "fire" | "fires");
    if parts && fire && matches!(tokens[i].upos, "NOUN" | "PROPN") {
        sentence.tokens[i].lemma = "ceasefire".into();
    }
}

/// Words that an aside between two commas may have.
const ASIDE: usize = 5;
