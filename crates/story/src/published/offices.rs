//! Who is named with an office bounds the report's day by the terms that the lore has for the person.

use chancery_extract::{
    Findings, Kind, LocalActor, Lore, StatedRole,
    actors::{Day, Person, Stay, Term, fold, name_likeness, same_name},
};

use super::{
    days::{self, DayNumber},
    evidence::{Demand, What},
};

/// A report that names more holders than this gains nothing from the rest.
const MOST: usize = 12;
/// A misspelt name beside its office: measured on the spellings of one crisis, strangers reach 0.854.
const ALIKE: f64 = 0.87;

/// One demand for each person whose name and stated office the lore knows together.
pub(super) fn offices(findings: &Findings, lore: &Lore) -> Vec<Demand> {
    let people = findings.actors.iter().filter(|a| a.kind == Kind::Person && !a.roles.is_empty());
    people.filter_map(|actor| terms(findings, actor, lore)).take(MOST).collect()
}

fn terms(findings: &Findings, actor: &LocalActor, lore: &Lore) -> Option<Demand> {
    let folded = fold(&actor.name);
    let keys = actor.lore.iter().chain(&actor.candidates);
    let persons = keys
        .filter_map(|key| lore.actors.people.by_key(key))
        .filter(|p| same_name(&p.folded, &folded) || name_likeness(&p.folded, &folded) >= ALIKE);
    let mut spans: Vec<(DayNumber, DayNumber)> = persons.flat_map(|p| of_person(p, &actor.roles)).collect();
    if spans.is_empty() && folded.contains(' ') {
        spans.extend(in_government(findings, actor, &folded, lore));
    }
    spans.sort_unstable();
    spans.dedup();
    let role = actor.roles.first()?;
    (!spans.is_empty()).then(|| Demand {
        what: What::InOffice(spans),
        words: format!("{} is in office as {}", actor.name, role.title),
    })
}

/// The stays of a person in the government whose office the report gives to them, whichever office. "Prime Minister
/// X" alone is that of a state which the report names.
fn in_government(
    findings: &Findings,
    actor: &LocalActor,
    folded: &str,
    lore: &Lore,
) -> Vec<(DayNumber, DayNumber)> {
    let office = |r: &&StatedRole| r.office.as_deref().is_some_and(of_government);
    let said: Vec<Option<&str>> = actor.roles.iter().filter(office).map(|r| r.of.as_deref()).collect();
    let named = findings.actors.iter().filter(|a| a.kind == Kind::State).filter_map(|a| a.lore.as_deref());
    let states: Vec<&str> = match said.iter().flatten().next() {
        _ if said.is_empty() => return Vec::new(),
        Some(_) => said.into_iter().flatten().collect(),
        None => named.take(MOST).collect(),
    };
    let stays = states.iter().flat_map(|state| lore.actors.governments.stays(state, folded, ALIKE));
    let stays: Vec<Stay> = stays.collect();
    // Someone of that name who was in office before the lists begin may have been so at any time.
    if stays.iter().any(|(first, _)| first.is_none()) {
        return Vec::new();
    }
    stays.into_iter().filter_map(days_of).collect()
}

/// Offices whose holders the lists of governments have.
fn of_government(office: &str) -> bool {
    matches!(
        office,
        "president" | "prime-minister" | "chancellor" | "vice-president" | "deputy-prime-minister"
    ) || office.starts_with("minister/")
}

fn of_person<'a>(
    person: &'a Person,
    roles: &'a [StatedRole],
) -> impl Iterator<Item = (DayNumber, DayNumber)> + 'a {
    person.terms.iter().filter(|term| roles.iter().any(|role| same_office(term, role))).filter_map(span)
}

fn same_office(term: &Term, role: &StatedRole) -> bool {
    role.office.is_some() && term.class == role.office && role.of.as_ref().is_none_or(|of| *of == term.of)
}

/// First and last day of a term, unknown months taken kindly; without a first day it bounds nothing.
fn span(term: &Term) -> Option<(DayNumber, DayNumber)> {
    days_of((term.from, term.to))
}

fn days_of((first_day, last_day): Stay) -> Option<(DayNumber, DayNumber)> {
    let first = |d: Day| days::of(d.year, d.month.max(1), d.day.max(1));
    let last = |d: Day| {
        days::of(d.year, if d.month == 0 { 12 } else { d.month }, if d.day == 0 { 31 } else { d.day })
    };
    let from = first(first_day?)?;
    Some((from, last_day.and_then(last).unwrap_or(DayNumber::MAX)))
}
