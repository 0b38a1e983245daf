//! "Moscow" the government or Moscow the city: by how the word behaves in its sentence.

use super::line::Line;

/// Whether the capital named at tokens `first..=last` stands for its government there.
pub(super) fn stands_for_government(line: &Line, first: usize, last: usize) -> bool {
    let head = line.head_of(first, last);
    let governor = line.token(head).head;
    if follows_with_place_name(line, last) || followed_by(line, last, &["based", "area"]) {
        return false;
    }
    match line.preposition(head) {
        Some(
            "in" | "at" | "near" | "outside" | "inside" | "into" | "around" | "throughout" | "across" | "via",
        ) => false,
        Some("to" | "toward" | "towards" | "from" | "for" | "of") => !going(line, head, governor),
        Some(_) => true,
        None => !place_without_preposition(line, head, last, governor),
    }
}

fn follows_with_place_name(line: &Line, last: usize) -> bool {
    // "Paris, France" or "Moscow region"
    last + 2 < line.len()
        && line.is(last + 1, ",")
        && line.capital(last + 2)
        && line.token(last + 2).head.is_some_and(|h| h <= last)
        && (line.rel(last + 2, "appos") || line.rel(last + 2, "nmod"))
}

fn followed_by(line: &Line, last: usize, words: &[&str]) -> bool {
    let next = if line.is(last + 1, "-") { last + 2 } else { last + 1 };
    line.is_any(next, words)
}

fn going(line: &Line, head: usize, governor: Option<usize>) -> bool {
    let Some(above) = governor else { return false };
    let lemma = line.lemma(above);
    let goes = matches!(line.token(above).upos, "VERB" | "AUX") && line.lemma_in(above, "to-town");
    let trip = line.token(above).upos == "NOUN" && line.lemma_in(above, "trip");
    let report = line.preposition(head) == Some("from")
        && matches!(lemma.as_str(), "report" | "mile" | "kilometer" | "kilometre" | "km");
    goes && !matches!(lemma.as_str(), "send" | "take" | "bring" | "return")
        || trip
        || report
        || (goes && !sends_word(line, above))
}

/// "sent a message to Moscow", "returned the call": what is moved is no body.
fn sends_word(line: &Line, verb: usize) -> bool {
    let object = line.sentence.child(verb, "obj");
    object.is_some_and(|o| {
        let lemma = line.lemma(o);
        !matches!(
            lemma.as_str(),
            "envoy"
                | "delegation"
                | "minister"
                | "diplomat"
                | "team"
                | "troop"
                | "force"
                | "plane"
                | "official"
        )
    })
}

fn place_without_preposition(line: &Line, head: usize, last: usize, governor: Option<usize>) -> bool {
    let Some(above) = governor else { return false };
    let lemma = line.lemma(above);
    if line.rel(head, "obj") {
        return line.lemma_in(above, "to-town") || includes_stop(line, above);
    }
    if line.rel(head, "conj") {
        return !stands_for_government_shallow(line, above);
    }
    if line.rel(head, "appos") {
        return matches!(lemma.as_str(), "capital" | "city" | "town");
    }
    if above > last && (line.rel(head, "compound") || line.rel(head, "nmod") || line.rel(head, "amod")) {
        let possessive = line.rel(head, "nmod") && line.is_any(last + 1, &["'s", "'"]);
        let of_towns = line.lemma_in(above, "of-town")
            || (!possessive && matches!(lemma.as_str(), "talk" | "meeting" | "session" | "ceremony"));
        return of_towns && !(possessive && matches!(lemma.as_str(), "police" | "agreement" | "declaration"));
    }
    false
}

fn includes_stop(line: &Line, verb: usize) -> bool {
    let lemma = line.lemma(verb);
    let trips = |i: usize| line.lemma_in(i, "trip");
    let subject = line.sentence.child(verb, "nsubj").is_some_and(trips);
    matches!(lemma.as_str(), "include" | "cover") && (subject || line.token(verb).head.is_some_and(trips))
}

/// For a conjunct: how its partner behaves, without following conjuncts again.
fn stands_for_government_shallow(line: &Line, head: usize) -> bool {
    match line.preposition(head) {
        Some("in" | "at" | "near" | "outside" | "inside" | "into" | "around") => false,
        Some("to" | "from") => !going(line, head, line.token(head).head),
        None if line.rel(head, "obj") => {
            line.token(head).head.is_none_or(|v| !line.lemma_in(v, "to-town") && !includes_stop(line, v))
        }
        _ => true,
    }
}
