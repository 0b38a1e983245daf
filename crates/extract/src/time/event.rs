//! The day of an event that a length of time is counted from: "two days before the summit", where the report
//! tells when the summit is.

use std::collections::BTreeMap;

use chancery_text::{Ann, Sentence, Sentences, Span};

use super::{
    TimeLore, Timex,
    expressions::Place,
    meaning::{Meaning, MonthOf},
    tense::top,
};

/// For each expression that is counted from an event: the expression that tells the event's day.
pub(crate) fn days(
    lore: &TimeLore,
    sentences: &Sentences,
    list: &[Ann<Timex>],
    places: &[Place],
) -> Vec<Option<usize>> {
    let counted = |i: usize| places[i].relates.map(|word| (i, word));
    let mut found = vec![None; list.len()];
    let wanted: Vec<(usize, Span)> = (0..list.len()).filter_map(counted).collect();
    if wanted.is_empty() {
        return found;
    }
    let mut told: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for j in (0..list.len()).filter(|&j| is_day(&list[j].value)) {
        for event in events_at(lore, sentences, list[j].span) {
            told.entry(event).or_default().push(j);
        }
    }
    for (i, word) in wanted {
        found[i] = beside(list, i, word).or_else(|| {
            let days = told.get(&named(sentences, lore, word)?)?;
            only_day(list, days.iter().copied().take(MOST))
        });
    }
    found
}

/// So many tellings of one event are compared, that a text of nothing else costs no more than its length.
const MOST: usize = 50;

/// "two days before January 9", "a day after Friday's vote": the day stands right behind.
fn beside(list: &[Ann<Timex>], i: usize, word: Span) -> Option<usize> {
    const GAP: usize = 5;
    let next = list.get(i + 1)?;
    let near = next.span.start() >= word.end() && next.span.start() - word.end() <= GAP;
    (near && is_day(&next.value)).then_some(i + 1)
}

/// The one expression, or several that say the same; events of one name on two days are no anchor.
fn only_day(list: &[Ann<Timex>], mut days: impl Iterator<Item = usize>) -> Option<usize> {
    let first = days.next()?;
    days.all(|j| list[j].value.meaning == list[first].value.meaning).then_some(first)
}

fn is_day(timex: &Timex) -> bool {
    match &timex.meaning {
        Meaning::Day { month, .. } => !matches!(month, MonthOf::FromPrevious(_)),
        Meaning::Weekday { .. } | Meaning::Holiday { .. } => true,
        _ => false,
    }
}

/// The event that the word "before" or "after" relates to, if it is one that the reader is taken to know.
fn named(sentences: &Sentences, lore: &TimeLore, word: Span) -> Option<String> {
    let (sentence, at) = top(sentences, word)?;
    let token = &sentence.tokens[at];
    let event = token.head?;
    match token.deprel.split(':').next().unwrap_or_default() {
        "mark" => Some(of_verb(lore, &sentence.tokens[event].lemma)),
        "case" if is_known(sentence, event) => Some(of_noun(lore, &sentence.tokens[event].lemma)),
        _ => None,
    }
}

/// "the talks", "his visit", "Friday's vote" point at one event; "talks", "a visit" do not.
fn is_known(sentence: &Sentence, noun: usize) -> bool {
    sentence.children(noun).map(|c| &sentence.tokens[c]).any(|c| {
        (c.deprel == "det" && matches!(c.lemma.as_str(), "the" | "this" | "that")) || c.deprel == "nmod:poss"
    })
}

/// The events that a day is told of: the noun it stands by, or the verb and what that verb says takes place.
fn events_at(lore: &TimeLore, sentences: &Sentences, span: Span) -> Vec<String> {
    let Some((sentence, day)) = top(sentences, span) else { return Vec::new() };
    let Some(head) = sentence.tokens[day].head else { return Vec::new() };
    let token = &sentence.tokens[head];
    if token.upos != "VERB" && token.upos != "AUX" {
        return vec![of_noun(lore, &token.lemma)];
    }
    let mut names = vec![of_verb(lore, &token.lemma)];
    if lore.lists("HAPPENS", &token.lemma) {
        let taking_place = sentence.children(head).map(|c| &sentence.tokens[c]).filter(|c| {
            matches!(c.deprel.split(':').next(), Some("nsubj" | "obj")) && matches!(c.upos, "NOUN" | "PROPN")
        });
        names.extend(taking_place.map(|c| of_noun(lore, &c.lemma)));
    }
    names
}

/// A verb and the noun of its deed under one name: "invade" and "invasion", "meet" and "meeting".
fn of_verb(lore: &TimeLore, lemma: &str) -> String {
    lore.says("DEED_OF", lemma).map_or_else(|| stem(lemma), |verb| stem(&verb))
}

fn of_noun(lore: &TimeLore, lemma: &str) -> String {
    of_verb(lore, &lemma.to_lowercase())
}

fn stem(lemma: &str) -> String {
    let bare = lemma.strip_suffix("ing").filter(|b| b.len() > 2).unwrap_or(lemma);
    bare.strip_suffix('e').unwrap_or(bare).to_owned()
}
