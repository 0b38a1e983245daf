//! What is ahead, and what was due without a report of its outcome; both count from the as-of day, never from a clock.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chancery_extract::{FactKind, Status, time::Grain};
use chancery_story::{
    Fact, When,
    calendar_words::{day_month, is_month, is_year, month, weekday},
    summary,
};
use jiff::civil::Date;

use super::{
    layout::{Item, Section, cut, hanging, padded, with_right},
    view::View,
};

/// Where a planned fact stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Due {
    /// Its day is the as-of day or later, or it has none and is still to come.
    Ahead,
    /// Its day has passed and no report tells that it was held.
    Passed,
}

/// Where the fact stands, if it is planned.
pub(crate) fn due(view: &View, fact: &Fact) -> Option<Due> {
    let planned = matches!(fact.status, Status::Scheduled | Status::Proposed)
        || (fact.status == Status::Conditional && fact.kind.is_contact());
    let calendar = fact.kind.is_contact()
        || matches!(
            fact.kind,
            FactKind::Deadline | FactKind::Vote | FactKind::Exercise | FactKind::Agreement
        );
    // "By the 9th" of a deal that is only hoped for is when it was told, not when it is due.
    let dated =
        fact.when.latest.is_some() && (fact.when.earliest.is_some() || fact.kind == FactKind::Deadline);
    let calendar = calendar && (dated || fact.kind.is_contact() || fact.when.latest.is_none());
    if !planned || !(calendar || dated && !super::view::word(fact.kind)) {
        return None;
    }
    let as_of = view.as_of?;
    // A meeting of nobody in particular is no entry.
    if fact.kind.is_contact() && fact.actors.is_empty() {
        return None;
    }
    // Without a day and without two parties there is nothing to put into a calendar.
    if fact.when.latest.is_none() && fact.actors.len() < 2 {
        return None;
    }
    match (fact.when.earliest, fact.when.latest) {
        // "The summit planned for that year" of a report years later is history, not a thing that was due.
        (_, Some(latest)) if latest < as_of && !told_before(view, fact, latest) => None,
        (_, Some(latest)) if latest < as_of => Some(Due::Passed),
        // A plan with an open end that only an old report tells is neither: its time is not known.
        (_, None) if told_long_before(view, fact, as_of) => None,
        _ => Some(Due::Ahead),
    }
}

fn told_before(view: &View, fact: &Fact, day: Date) -> bool {
    fact.sources.iter().filter_map(|s| view.day(s.at.doc)).any(|told| told <= day)
}

fn told_long_before(view: &View, fact: &Fact, as_of: Date) -> bool {
    let told = fact.sources.iter().filter_map(|s| view.day(s.at.doc)).max();
    told.is_none_or(|told| (as_of - told).get_days() > 14)
}

/// The section of what is ahead.
pub(crate) fn ahead(view: &View) -> Section {
    section_but(view, Due::Ahead, &BTreeSet::new())
}

/// The section of what was due.
pub(crate) fn passed(view: &View) -> Section {
    section_but(view, Due::Passed, &BTreeSet::new())
}

/// The section of what is ahead or was due, without facts that another section tells (by id).
pub(crate) fn section_but(view: &View, wanted: Due, told: &BTreeSet<&str>) -> Section {
    let title = match wanted {
        Due::Ahead => "AHEAD",
        Due::Passed => "DUE BY NOW, OUTCOME NOT REPORTED",
    };
    let kept = |f: &&Fact| due(view, f) == Some(wanted) && !told.contains(f.id.as_str());
    let mut facts: Vec<&Fact> = view.register.facts.iter().filter(kept).collect();
    facts.sort_by_key(|f| (f.when.latest.is_none(), f.when.earliest.or(f.when.latest)));
    let items = facts.into_iter().map(|f| Item { weight: view.weight(f), lines: entry(view, f) }).collect();
    Section::new(title, 13, "`chancery calendar`", items)
}

/// A line of the calendar: day, place, who and what, certainty, citations; below it how it became certain.
pub(crate) fn entry(view: &View, fact: &Fact) -> Vec<String> {
    let place = fact.place.map_or_else(|| "–".to_string(), |p| view.name(p));
    let head = format!(
        "{}{}{} ",
        view.mark(fact),
        padded(&date_column(&fact.when), 13),
        padded(&cut(&place, 11), 11)
    );
    let mut body = view.line(fact);
    let disputes: Vec<String> = dispute_numbers(view, fact);
    if !disputes.is_empty() {
        let _ = write!(body, " ({})", disputes.join(", "));
    }
    if let Some(condition) = view.condition(fact) {
        let _ = write!(
            body,
            ", if ‘{}’",
            summary::shortened(condition.strip_prefix("if ").unwrap_or(&condition), 50)
        );
    }
    if let Some(was) = view.was(fact) {
        let _ = write!(body, " (was: {was})");
    }
    let steps = history(view, fact);
    let right = match steps.len() {
        0 | 1 => format!("{} {}", fact.status.name(), view.cite_fact(fact, 6)),
        _ => view.cite_fact(fact, 6),
    };
    let mut lines = with_right(hanging(&head, &body), &right.replace('\u{a0}', " "));
    if steps.len() > 1 {
        lines.extend(hanging(&" ".repeat(super::layout::width(&head)), &steps.join(" → ")));
    }
    lines
}

/// "~Mon 10 Jan": a tilde where the day hangs on a worked-out report day or on a dispute.
pub(crate) fn date_column(when: &When) -> String {
    let sure = if when.rests_on.is_empty() { ' ' } else { '~' };
    let words = match (when.earliest, when.latest) {
        (Some(a), Some(b)) if is_year(a, b) => a.year().to_string(),
        (Some(a), Some(b)) if is_month(a, b) => format!("{}, no day", month(a)),
        (Some(a), Some(b)) if when.grain == Grain::Week && a != b => format!("week {}", day_month(a)),
        (Some(a), Some(b)) if a == b => format!("{} {:>2} {}", weekday(a), a.day(), month(a)),
        (Some(a), Some(b)) if a.month() == b.month() => format!("{}–{} {}", a.day(), b.day(), month(b)),
        (Some(a), Some(b)) => format!("{}–{}", day_month(a), day_month(b)),
        (None, Some(b)) => format!("by {}", day_month(b)),
        (Some(_) | None, None) => "no day".to_string(),
    };
    format!("{sure}{words}")
}

/// How its status moved from report to report: "proposed, 27 Dec [2:8]", "scheduled, 4 Jan [4:3]".
pub(crate) fn history(view: &View, fact: &Fact) -> Vec<String> {
    let mut told: Vec<_> = fact.sources.iter().map(|s| (view.number(s.at.doc), s)).collect();
    told.sort_by_key(|(n, s)| (*n, s.at));
    let mut steps: Vec<(Status, Option<Date>, Vec<chancery_story::Place>)> = Vec::new();
    for (_, source) in told {
        let day = set_for(&source.says.when, fact);
        match steps.last_mut() {
            Some((status, before, places))
                if *status == source.says.status && (day.is_none() || before.is_none() || *before == day) =>
            {
                *before = before.or(day);
                places.push(source.at);
            }
            _ => steps.push((source.says.status, day, vec![source.at])),
        }
    }
    if steps.len() > 4 {
        return Vec::new();
    }
    let reports: BTreeSet<usize> = fact.sources.iter().map(|s| s.at.doc).collect();
    if reports.len() < 2 {
        return Vec::new();
    }
    steps
        .into_iter()
        .map(|(status, set_for, places)| {
            // The day it is set for is in the first column; another one is said.
            let other = set_for.filter(|d| Some(*d) != one_day(&fact.when));
            let other = other.map(|d| format!(" for {}", day_month(d))).unwrap_or_default();
            let day = places.first().and_then(|p| view.day(p.doc)).map(|d| format!(", {}", day_month(d)));
            let cites = view.cite(places.into_iter(), 2).replace('\u{a0}', " ");
            format!("{}{other}{} {cites}", status.name(), day.unwrap_or_default())
        })
        .collect()
}

/// The day for which a passage sets it; the fact's own where only the choice of its report's day parts the two.
fn set_for(says: &When, fact: &Fact) -> Option<Date> {
    let own = one_day(&fact.when);
    let moves = says.rests_on.iter().any(|rests| Some(rests.then) == own);
    one_day(says).map(|day| if moves { own.unwrap_or(day) } else { day })
}

fn one_day(when: &When) -> Option<Date> {
    when.earliest.filter(|_| when.earliest == when.latest)
}

/// "D1", "D3": the conflicts and updates about the fact, as WHERE THE REPORTS DIFFER numbers them.
pub(crate) fn dispute_numbers(view: &View, fact: &Fact) -> Vec<String> {
    let mut numbers: Vec<usize> = fact.disputes.iter().filter_map(|&d| view.dispute_number(d)).collect();
    numbers.sort_unstable();
    numbers.into_iter().take(2).map(|n| format!("D{n}")).collect()
}
