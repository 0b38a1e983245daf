//! How talks went that failed: called, missed, put off, moved, in the order of their days.

use std::collections::BTreeSet;

use chancery_extract::{Role, Status};
use chancery_story::Fact;
use jiff::civil::Date;

use super::{
    calendar::entry,
    layout::{Item, Section},
    view::View,
};

/// A failure longer ago than this is history and leads no brief.
const FRESH: i32 = 30;
/// Contacts of the same sides so many days before the failure belong to its story.
const BEFORE: i32 = 60;
/// Fewer entries tell no course.
const FEWEST: usize = 3;

/// The section, empty where no talks failed lately, and the ids of the facts that it tells.
pub(super) fn course<'a>(view: &View<'a>) -> (Section, BTreeSet<&'a str>) {
    let none = || (Section::new("HOW THE TALKS WENT", 0, "", Vec::new()), BTreeSet::new());
    let failed = view.register.facts.iter().filter(|f| failed(view, f));
    let Some(failed) =
        failed.max_by_key(|f| (sides(view, f).len(), view.weight(f), std::cmp::Reverse(f.sources[0].at)))
    else {
        return none();
    };
    let mut facts: Vec<&Fact> =
        view.register.facts.iter().filter(|f| f.kind.is_contact() && belongs(view, failed, f)).collect();
    if facts.len() < FEWEST {
        return none();
    }
    facts.sort_by_key(|f| (day(f).is_none(), day(f), &f.id));
    let told = facts.iter().map(|f| f.id.as_str()).collect();
    let items =
        facts.into_iter().map(|f| Item { weight: 60 + view.weight(f), lines: entry(view, f) }).collect();
    (Section::new("HOW THE TALKS WENT", 16, "`chancery calendar`", items), told)
}

fn day(fact: &Fact) -> Option<Date> {
    fact.when.earliest.or(fact.when.latest)
}

/// A contact of two sides that was called off, put off or missed in the weeks before the as-of day, or still ahead of it.
fn failed(view: &View, fact: &Fact) -> bool {
    let off = matches!(fact.status, Status::Cancelled | Status::Postponed | Status::Missed);
    let recent = match (view.as_of, fact.when.latest.or(fact.when.earliest)) {
        (Some(now), Some(day)) => (now - day).get_days() <= FRESH,
        _ => false,
    };
    off && recent && fact.kind.is_contact() && sides(view, fact).len() > 1
}

/// Who meets: states and bodies, and people by whom they act for.
fn sides(view: &View, fact: &Fact) -> BTreeSet<String> {
    let entities = &view.register.entities;
    let acting = fact.actors.iter().filter(|(_, role)| *role != Role::About);
    acting.map(|&(e, _)| entities[e].country.clone().unwrap_or_else(|| entities[e].id.clone())).collect()
}

/// Of the same sides (two of them, or all it names), not long before the failure and at any time after.
fn belongs(view: &View, failed: &Fact, fact: &Fact) -> bool {
    let (of, own) = (sides(view, failed), sides(view, fact));
    let shared = of.intersection(&own).count();
    let near = match (day(failed), day(fact)) {
        (Some(failed), Some(day)) => (failed - day).get_days() <= BEFORE,
        _ => false,
    };
    near && (shared >= 2 || (shared == own.len() && shared > 0))
}
