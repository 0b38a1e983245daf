//! "How do we know this?": from where the day is, why the passages are one fact, which rule read each.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

use chancery_story::{Fact, calendar_words::when_words, summary};
use chancery_text::Why;

use super::{
    cites::{Cite, Cites},
    lines, safe,
};

/// Passages whose reading is told; the chronicle has all.
const PASSAGES: usize = 12;
/// Characters of a rule's note.
const NOTE: usize = 80;
/// Characters of each stretch of words within it.
const WORDS: usize = 18;

/// The derivation of a fact.
#[derive(Serialize, Deserialize)]
pub(crate) struct How {
    /// The day, and the words it comes from.
    pub(crate) day: String,
    pub(crate) moves: Option<(String, usize)>,
    /// Why it is one fact, who tells it, its code.
    pub(crate) one: String,
    pub(crate) steps: Vec<Step>,
}

/// How one passage was read.
#[derive(Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) cite: Cite,
    pub(crate) rule: String,
    pub(crate) note: String,
}

/// The derivation as a reader can follow it; where `short`, without the words that the rules saw.
pub(crate) fn how(cites: &Cites, fact: &Fact, short: bool) -> How {
    let steps = fact.sources.iter().take(PASSAGES).map(|source| {
        if short {
            let rule = source.why.rule.clone();
            return Step { cite: cites.cite(source.at), rule, note: String::new() };
        }
        let note = summary::shortened(&brief(&safe(&note(&source.why))), NOTE);
        Step { cite: cites.cite(source.at), rule: source.why.rule.clone(), note }
    });
    How {
        day: day(cites, fact),
        moves: lines::moves(cites.view, fact),
        one: one(cites, fact),
        steps: steps.collect(),
    }
}

/// The rule's note and, after it, what its reading was built from.
fn note(why: &Why) -> String {
    let mut words = why.note.clone();
    for from in &why.from {
        let below = note(from);
        if !below.is_empty() {
            let _ = write!(words, "; {}: {below}", from.rule);
        }
    }
    words
}

/// The note with its long stretches of the passage cut: the passage itself is a click away.
fn brief(note: &str) -> String {
    let mut out = String::new();
    let mut rest = note;
    while let Some((before, after)) = rest.split_once('“') {
        let (words, behind) = after.split_once('”').unwrap_or((after, ""));
        let _ = write!(out, "{before}“{}”", summary::shortened(words, WORDS));
        rest = behind;
    }
    out.push_str(rest);
    // What happened is the usual mood and says nothing.
    out.replace("; facts/mood: happened", "")
}

/// "Wed 12 Jan 2022: ‘the 12th of the same month’ in report 3 counts from the day named before".
fn day(cites: &Cites, fact: &Fact) -> String {
    let Some(told) = when_words(&fact.when) else { return "no day is told".into() };
    let mut reasons: Vec<String> = Vec::new();
    for source in &fact.sources {
        let times = &cites.view.register.times;
        let from =
            times.partition_point(|t| (t.doc, t.span.start()) < (source.at.doc, source.at.span.start()));
        let inside =
            times[from..].iter().take_while(|t| t.doc == source.at.doc && source.at.span.holds(t.span));
        for time in inside.filter(|t| meets(fact, &t.value)) {
            let from = match time.anchor {
                "published" => "counted from the report's day",
                "previous" => "counted from the day named before it",
                _ => "as it stands",
            };
            let words = cites.view.words(time.doc, time.span);
            let reason =
                format!("‘{words}’ in report {} is {}, {from}", cites.view.number(time.doc), time.value);
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    reasons.truncate(4);
    if reasons.is_empty() {
        format!("{told}, as the report's news")
    } else {
        format!("{told}: {}", reasons.join("; "))
    }
}

/// Whether a TIMEX value is about the fact's days: the day itself, or the month or year that holds it.
fn meets(fact: &Fact, value: &str) -> bool {
    let ends = [fact.when.earliest, fact.when.latest].into_iter().flatten().map(|d| d.to_string());
    value.len() >= 4 && ends.into_iter().any(|end| end.starts_with(value.get(..10).unwrap_or(value)))
}

fn one(cites: &Cites, fact: &Fact) -> String {
    let reports: std::collections::BTreeSet<usize> = fact.sources.iter().map(|s| s.at.doc).collect();
    let tellers: Vec<String> = fact.origins.iter().take(4).map(|&e| cites.view.name(e)).collect();
    let mut parts = Vec::new();
    if fact.sources.len() > 1 {
        let of = if reports.len() == 1 { "one report".into() } else { format!("{} reports", reports.len()) };
        parts.push(format!(
            "{} passages of {of} taken for one fact by {}",
            fact.sources.len(),
            fact.why.rule
        ));
    }
    if reports.len() > 1 {
        parts.push(format!("{} of them independent", fact.independent_sources));
    }
    if !tellers.is_empty() {
        parts.push(format!("on the word of {}", summary::listed(&tellers)));
    }
    parts.extend(code(fact));
    parts.join("; ")
}

fn code(fact: &Fact) -> Option<String> {
    let plover = fact.plover.as_ref()?;
    let mut code = format!("PLOVER {}", plover.event);
    if let Some(mode) = &plover.mode {
        let _ = write!(code, " / {mode}");
    }
    if !plover.contexts.is_empty() {
        let _ = write!(code, " ({})", plover.contexts.join(", "));
    }
    Some(code)
}
