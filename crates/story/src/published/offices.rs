//! Who is named with an office bounds the report's day by the terms that the lore has for the person.

use chancery_extract::{
    Findings, Kind, LocalActor, Lore, StatedRole,
    actors::{Day, Person, Stay, Term, fold, name_likeness, same_name},
};

use super::{
    days::{self, DayNumber},
    what::{Demand, What},
};

/// A report that names more holders than this gains nothing from the rest.
const MOST: usize = 12;
/// A misspelt name beside its office: measured on the spellings of one crisis, strangers reach 0.854.
const ALIKE: f64 = 0.87;

/// One demand of all persons whose name and stated office the lore knows together, and one for each whose former
/// office it knows.
pub(super) fn offices(findings: &Findings, lore: &Lore) -> Vec<Demand> {
    let people = || findings.actors.iter().filter(|a| a.kind == Kind::Person);
    let left: Vec<Held> = people().filter_map(|actor| held(findings, actor, true, lore)).take(MOST).collect();
    let all: Vec<Held> =
        people().filter_map(|actor| held(findings, actor, false, lore)).take(2 * MOST).collect();
    let holds: Vec<&Held> = all
        .iter()
        .filter(|held| !all.iter().any(|other| other.succeeds(held)))
        // Who is a former holder here is called by the title of then there.
        .filter(|held| !left.iter().any(|former| former.name == held.name && former.office == held.office))
        .take(MOST)
        .collect();
    let left = left.iter().filter_map(|held| {
        // Who held it more than once may have left it for the first time.
        let left = held.terms.iter().map(|s| s.1).min().filter(|left| *left < DayNumber::MAX)?;
        let words = format!("{} has left office as {}", held.name, held.title);
        Some(Demand { what: What::LeftOffice(left), words })
    });
    in_office(&holds).into_iter().chain(left).collect()
}

/// All holders as one demand: what is told of former times names several of then. Those who bound it are named.
fn in_office(holds: &[&Held]) -> Option<Demand> {
    let last_in = holds.iter().max_by_key(|held| held.terms.iter().map(|t| t.0).min())?;
    let first_out = holds.iter().min_by_key(|held| held.terms.iter().map(|t| t.1).max())?;
    let named = |held: &Held| format!("{} is in office as {}", held.name, held.title);
    let mut words = named(last_in);
    if last_in.name != first_out.name {
        words = format!("{words}, {}", named(first_out));
    }
    Some(Demand { what: What::InOffice(holds.iter().map(|held| held.terms.clone()).collect()), words })
}

/// Words of a title that is not held yet, and of one that is told of the past.
const NOT_NOW: [&str; 14] = [
    "elect",
    "president-elect",
    "designate",
    "incoming",
    "next",
    "future",
    "would-be",
    "first",
    "last",
    "erstwhile",
    "onetime",
    "one-time",
    "previous",
    "era",
];

fn is_now(role: &StatedRole) -> bool {
    !role.title.to_lowercase().split(' ').any(|word| NOT_NOW.contains(&word))
}

/// An office that the report gives to a person, with the terms that the lore has.
struct Held<'a> {
    terms: Vec<(DayNumber, DayNumber)>,
    name: &'a str,
    title: &'a str,
    office: Option<&'a str>,
    of: Option<String>,
}

impl Held<'_> {
    /// Of two who held one office, one after the other, the earlier is spoken of by the title of then.
    fn succeeds(&self, other: &Held) -> bool {
        let same = self.office.is_some() && self.office == other.office && self.of == other.of;
        let first = self.terms.iter().map(|t| t.0).min();
        let last = other.terms.iter().map(|t| t.1).max();
        same && first.zip(last).is_some_and(|(first, last)| last < first.saturating_add(OVERLAP))
    }
}

/// Sources differ by so many days on who was in office.
const OVERLAP: DayNumber = 30;

fn held<'a>(findings: &Findings, actor: &'a LocalActor, past: bool, lore: &Lore) -> Option<Held<'a>> {
    let roles: Vec<&StatedRole> =
        actor.roles.iter().filter(|r| r.past == past && (past || is_now(r))).collect();
    let role = roles.first()?;
    let folded = fold(&actor.name);
    let keys = actor.lore.iter().chain(&actor.candidates);
    let persons = keys
        .filter_map(|key| lore.actors.people.by_key(key))
        .filter(|p| same_name(&p.folded, &folded) || name_likeness(&p.folded, &folded) >= ALIKE);
    let mut found: Vec<((DayNumber, DayNumber), String)> =
        persons.flat_map(|p| of_person(p, &roles)).collect();
    if found.is_empty() && folded.contains(' ') {
        found.extend(in_government(findings, &roles, &folded, lore));
    }
    found.sort_unstable();
    let of = found.first().map(|(_, of)| of.clone());
    let mut terms: Vec<(DayNumber, DayNumber)> = found.into_iter().map(|(term, _)| term).collect();
    terms.dedup();
    let (name, title, office) = (actor.name.as_str(), role.title.as_str(), role.office.as_deref());
    (!terms.is_empty()).then_some(Held { terms, name, title, office, of })
}

/// The stays of a person in the government whose office the report gives to them, whichever office. "Prime Minister
/// X" alone is that of a state which the report names.
fn in_government(
    findings: &Findings,
    roles: &[&StatedRole],
    folded: &str,
    lore: &Lore,
) -> Vec<((DayNumber, DayNumber), String)> {
    let office = |r: &&&StatedRole| r.office.as_deref().is_some_and(of_government);
    let said: Vec<Option<&str>> = roles.iter().filter(office).map(|r| r.of.as_deref()).collect();
    let named = findings.actors.iter().filter(|a| a.kind == Kind::State).filter_map(|a| a.lore.as_deref());
    let states: Vec<&str> = match said.iter().flatten().next() {
        _ if said.is_empty() => return Vec::new(),
        Some(_) => said.into_iter().flatten().collect(),
        None => named.take(MOST).collect(),
    };
    let of = |state: &str| -> Vec<(Stay, String)> {
        let stays = lore.actors.governments.stays(state, folded, ALIKE);
        stays.into_iter().map(|stay| (stay, state.to_owned())).collect()
    };
    let stays: Vec<(Stay, String)> = states.into_iter().flat_map(of).collect();
    // Someone of that name who was in office before the lists begin may have been so at any time.
    if stays.iter().any(|((first, _), _)| first.is_none()) {
        return Vec::new();
    }
    stays.into_iter().filter_map(|(stay, state)| Some((days_of(stay)?, state))).collect()
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
    roles: &'a [&StatedRole],
) -> impl Iterator<Item = ((DayNumber, DayNumber), String)> + 'a {
    let matching = person.terms.iter().filter(|term| roles.iter().any(|role| same_office(term, role)));
    matching.filter_map(|term| Some((span(term)?, term.of.clone())))
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
