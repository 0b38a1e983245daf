//! The actors of all reports, each with what its report's day settles.

use std::collections::BTreeMap;

use chancery_extract::{
    Findings, Form, Kind, LocalActor,
    actors::{ActorLore, Person, Term, fold},
};
use jiff::civil::Date;

use crate::chronicle::{Basis, Dated};

/// An actor of one report.
pub(super) struct Local<'a> {
    pub(super) report: usize,
    pub(super) actor: usize,
    pub(super) it: &'a LocalActor,
    /// Lore key, once the day is known.
    pub(super) key: Option<String>,
    /// Why the key is right, where the day had to settle it.
    pub(super) why: Option<String>,
    /// Day of the report, if known.
    pub(super) day: Option<Date>,
    /// How the report calls it, folded.
    pub(super) folded: String,
    /// The same; none for one that only descriptions name.
    pub(super) name: Option<String>,
    /// State or body that it acts for.
    pub(super) acts_for: Option<String>,
    /// For one that only descriptions name: its wire, and how many of the same words stand before it in the report.
    pub(super) told_in: (usize, usize),
}

/// All of them, by report and place in the report.
pub(super) fn locals<'a>(
    reports: &'a [Findings],
    published: &[Dated],
    lineages: &[usize],
    lore: &ActorLore,
) -> Vec<Local<'a>> {
    let mut out: Vec<Local> = Vec::new();
    for (report, (findings, dated)) in reports.iter().zip(published).enumerate() {
        let day = dated.best.or(dated.earliest).or(dated.latest);
        let mut same: BTreeMap<String, usize> = BTreeMap::new();
        for (actor, it) in findings.actors.iter().enumerate() {
            let folded = fold(&it.name);
            let nth = same.entry(folded.clone()).and_modify(|n| *n += 1).or_insert(0);
            let told_in = (lineages.get(report).copied().unwrap_or(report), *nth);
            // A day that was worked out may be wrong: it overrules no lone candidate for a name that the text
            // spells. An office without a name ("the chancellor") has nothing but the day to go by.
            let named = it.mentions.iter().any(|&m| findings.mentions[m].value.form == Form::Name);
            let name = named.then(|| folded.clone());
            let overrules = !named || matches!(dated.basis, Basis::Given | Basis::Stated);
            let (mut key, why) = settle(it, day, overrules, lore);
            if !named && matches!(dated.basis, Basis::Inferred) {
                // Whoever held it on some of the days that the report may be of is not sure enough.
                let ends = [dated.earliest, dated.latest].into_iter().flatten();
                key = key
                    .filter(|k| ends.clone().all(|d| settle(it, Some(d), true, lore).0.as_ref() == Some(k)));
            }
            let acts_for = acts_for(it, key.as_deref(), day, lore);
            out.push(Local { report, actor, it, key, why, day, folded, name, acts_for, told_in });
        }
    }
    out
}

/// The certain key, else the candidate whose office the report's day agrees with, if there is only one.
fn settle(
    it: &LocalActor,
    day: Option<Date>,
    day_overrules: bool,
    lore: &ActorLore,
) -> (Option<String>, Option<String>) {
    if it.lore.is_some() || it.kind != Kind::Person || it.candidates.is_empty() {
        return (it.lore.clone(), None);
    }
    let people: Vec<&Person> = it.candidates.iter().filter_map(|k| lore.people.by_key(k)).collect();
    let Some(day) = day else {
        return (only(&people).map(|p| p.key.clone()), None);
    };
    let fits = |p: &&Person| p.terms.iter().any(|t| covers(t, day) && told(t, it));
    let fitting: Vec<&Person> = people.iter().copied().filter(fits).collect();
    match only(&fitting) {
        Some(person) => (Some(person.key.clone()), Some(format!("held the office on {day}"))),
        None if fitting.is_empty() && !day_overrules => (only(&people).map(|p| p.key.clone()), None),
        None => (None, None),
    }
}

fn only<'a>(people: &[&'a Person]) -> Option<&'a Person> {
    match people {
        [one] => Some(one),
        _ => None,
    }
}

fn told(term: &Term, it: &LocalActor) -> bool {
    it.roles.is_empty()
        || it.roles.iter().any(|r| {
            r.of.as_ref().is_none_or(|of| *of == term.of)
                && r.office.as_ref().is_none_or(|o| term.class.as_ref() == Some(o))
        })
}

/// Whether the term covers the day.
pub(super) fn covers(term: &Term, day: Date) -> bool {
    term.covers(day.year(), day.month(), day.day())
}

/// What the text says; else whom the lore has it serve on the day; else whom it served last before.
fn acts_for(it: &LocalActor, key: Option<&str>, day: Option<Date>, lore: &ActorLore) -> Option<String> {
    if it.acts_for.is_some() {
        return it.acts_for.clone();
    }
    let person = lore.people.by_key(key?)?;
    let then = day.and_then(|d| person.terms.iter().find(|t| covers(t, d)));
    then.or(person.terms.last()).map(|t| t.of.clone())
}
