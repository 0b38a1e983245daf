//! The day of an event that a length of time is counted from, or whose hour is told: "two days before the summit",
//! "was struck at 6 a.m.", where the report tells when the summit is, or when it was struck.

use std::collections::BTreeMap;

use chancery_text::{Ann, Sentence, Sentences, Span};

use super::{
    Direction, TimeLore, Timex,
    expressions::Place,
    meaning::{Meaning, MonthOf},
    tense::top,
};

/// For each expression that is counted from an event, or is the hour of one: the expression that tells the event's day.
pub(crate) fn days(
    lore: &TimeLore,
    sentences: &Sentences,
    list: &[Ann<Timex>],
    places: &[Place],
) -> Vec<Option<usize>> {
    let counted = |i: usize| places[i].relates.map(|word| (i, word));
    let mut found = vec![None; list.len()];
    let wanted: Vec<(usize, Span)> = (0..list.len()).filter_map(counted).collect();
    let hours: Vec<usize> = (0..list.len()).filter(|&i| is_bare_hour(list, i)).collect();
    if wanted.is_empty() && hours.is_empty() {
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
    for i in hours {
        let beside = counted_beside(list, i).filter(|&j| found[j].is_some());
        found[i] = beside.or_else(|| {
            let deed = deed_at(lore, sentences, list[i].span)?;
            only_day(list, told.get(&deed)?.iter().copied().take(MOST))
        });
    }
    found
}

/// The hour of something past, in a sentence that names no day.
fn is_bare_hour(list: &[Ann<Timex>], i: usize) -> bool {
    let timex = &list[i].value;
    let told = timex.meaning == Meaning::SameDay && timex.direction == Direction::Past && !timex.quoted;
    told && !in_sentence(list, i)
        .any(|j| is_day(&list[j].value) || matches!(list[j].value.meaning, Meaning::Shift { .. }))
}

/// "at 6 a.m., ten days before the raid": what the sentence counts from an event.
fn counted_beside(list: &[Ann<Timex>], i: usize) -> Option<usize> {
    in_sentence(list, i).find(|&j| j != i && list[j].value.relation.is_some())
}

/// The expressions of the sentence that expression `i` stands in, few of them.
fn in_sentence(list: &[Ann<Timex>], i: usize) -> impl Iterator<Item = usize> {
    const NEAR: usize = 6;
    let here = list[i].value.sentence;
    let near = i.saturating_sub(NEAR)..list.len().min(i + NEAR + 1);
    near.filter(move |&j| list[j].value.sentence == here)
}

/// The deed whose hour is told, if its verb tells it from others: "was shot at 10 p.m.", not "was held" or "said".
fn deed_at(lore: &TimeLore, sentences: &Sentences, span: Span) -> Option<String> {
    let (sentence, hour) = top(sentences, span)?;
    let verb = &sentence.tokens[sentence.tokens[hour].head?];
    let plain = ["HAPPENS", "SAYS", "COMES_ABOUT", "TIMETABLE"];
    let telling = verb.upos == "VERB" && !plain.iter().any(|class| lore.lists(class, &verb.lemma));
    telling.then(|| of_verb(lore, &verb.lemma))
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
