//! What forbids that two claims are one fact.

use std::collections::BTreeSet;

use chancery_extract::{FactKind, Kind, Role, Status};
use jiff::{ToSpan, civil::Date};

use super::family::{Family, Sort, family};
use crate::{
    chronicle::Entity,
    told::{Told, side},
    when::Telling,
};

/// What the comparison of claims stands on.
pub(super) struct Ground<'a> {
    pub(super) told: &'a [Told],
    pub(super) entities: &'a [Entity],
    /// The likeliest day of each report.
    pub(super) days: &'a [Option<Date>],
}

impl Ground<'_> {
    /// Whether the two claims cannot be one fact.
    pub(super) fn clash(&self, a: usize, b: usize) -> bool {
        #[cfg(test)]
        super::COMPARED.set(super::COMPARED.get() + 1);
        let (a, b) = (&self.told[a], &self.told[b]);
        if family(a.kind) != family(b.kind) || self.times_clash(a, b) {
            return true;
        }
        match family(a.kind).sort() {
            Sort::Contact => self.contacts_clash(a, b),
            Sort::Deed => self.deeds_clash(a, b),
            Sort::Word => self.words_clash(a, b),
        }
    }

    fn times_clash(&self, a: &Told, b: &Told) -> bool {
        let (a_first, a_last) = self.window(a);
        let (b_first, b_last) = self.window(b);
        let before =
            |last: Option<Date>, first: Option<Date>| matches!((last, first), (Some(l), Some(f)) if l < f);
        before(a_last, b_first) || before(b_last, a_first)
    }

    /// The days between which the claim's matter must lie. What is told as done lies before its report,
    /// what is told as news not long before.
    fn window(&self, t: &Told) -> (Option<Date>, Option<Date>) {
        let day = self.days.get(t.doc).copied().flatten();
        match t.telling {
            Telling::Dated => (t.when.earliest, t.when.latest),
            // A standing build-up lasts: the report's day says only that it was there by then.
            Telling::News | Telling::Before
                if matches!(family(t.kind), Family::Deployment | Family::Transfer) =>
            {
                (None, None)
            }
            Telling::News => {
                let back = if family(t.kind).sort() == Sort::Contact { 1 } else { 3 };
                (day.and_then(|d| d.checked_sub(back.days()).ok()), t.when.latest.or(day))
            }
            Telling::Before => (None, t.when.latest.or(day)),
            Telling::After => (t.when.earliest.or(day), None),
            Telling::Untold if t.status == Status::Happened => (None, day),
            Telling::Untold => (None, None),
        }
    }

    fn contacts_clash(&self, a: &Told, b: &Told) -> bool {
        if a.sides.is_empty() || b.sides.is_empty() {
            // One that names nobody is another telling of the same passage, or nothing that can be compared.
            return a.doc != b.doc || !a.span.meets(b.span) || self.places_clash(a, b);
        }
        let shared = shared_sides(a, b);
        let smaller = a.sides.len().min(b.sides.len());
        let one_inside = shared == smaller && shared > 0;
        if !(shared >= 2 || one_inside) || people_clash(a, b) || self.places_clash(a, b) {
            return true;
        }
        if fates_clash(a, b) {
            return true;
        }
        // A background telling in another report is of this occurrence only if it is not long before that report.
        if a.doc != b.doc && (self.long_before(a, b) || self.long_before(b, a)) {
            return true;
        }
        // A call and a meeting of the same day are two, unless the very same people are named.
        if (a.kind == FactKind::Call) != (b.kind == FactKind::Call) && shared_people(a, b) < 2 {
            return true;
        }
        family(a.kind) == Family::Visit && self.roles_clash(a, b, &[Role::Source, Role::Party])
    }

    /// `lone` names one side of a contact which `other` does not name, but another claim of the same fact does:
    /// "the talks under the League" and "a conference of three states", where a third report tells of both.
    pub(super) fn lone_side_named(&self, lone: usize, fact: &[usize], other: usize) -> bool {
        let (a, b) = (&self.told[lone], &self.told[other]);
        let contact = family(a.kind) == Family::Talk && family(b.kind) == Family::Talk;
        let named = |t: &usize| a.sides.keys().all(|side| self.told[*t].sides.contains_key(side));
        contact
            && a.sides.len() == 1
            && shared_sides(a, b) == 0
            && fact.iter().any(named)
            && !self.times_clash(a, b)
            && !self.places_clash(a, b)
            && !fates_clash(a, b)
    }

    /// `vague` is told without days in a report of much later than `dated`, or as a contact of fewer sides.
    fn long_before(&self, vague: &Told, dated: &Told) -> bool {
        let (None, Some((_, last))) = (vague.days(), dated.days()) else { return false };
        let far = self.days.get(vague.doc).copied().flatten().is_some_and(|day| (day - last).get_days() > 14);
        let placed = vague.place.is_some() && vague.place == dated.place;
        vague.telling != Telling::After && !placed && (far || vague.sides.len() < dated.sides.len())
    }

    fn deeds_clash(&self, a: &Told, b: &Told) -> bool {
        self.roles_clash(a, b, &[Role::Source])
            || self.roles_clash(a, b, &[Role::Target])
            || self.places_clash(a, b)
            || (a.status == Status::Denied) != (b.status == Status::Denied)
    }

    fn words_clash(&self, a: &Told, b: &Told) -> bool {
        let (Some(x), Some(y)) = (a.holder(), b.holder()) else { return true };
        let (x, y) = (&self.entities[x], &self.entities[y]);
        let two_people = x.kind == Kind::Person && y.kind == Kind::Person && x.id != y.id;
        side(x) != side(y)
            || two_people
            || self.addressees_clash(a, b)
            || (a.status == Status::Denied) != (b.status == Status::Denied)
    }

    /// Two claims that both name people they are addressed to, and not the same.
    fn addressees_clash(&self, a: &Told, b: &Told) -> bool {
        let people = |t: &Told| -> BTreeSet<usize> {
            t.in_role(&[Role::Addressee, Role::Target])
                .filter(|&e| self.entities[e].kind == Kind::Person)
                .collect()
        };
        let (x, y) = (people(a), people(b));
        !x.is_empty() && !y.is_empty() && x.is_disjoint(&y)
    }

    /// Both name a side in these roles, and not the same.
    fn roles_clash(&self, a: &Told, b: &Told, roles: &[Role]) -> bool {
        let sides =
            |t: &Told| -> BTreeSet<String> { t.in_role(roles).map(|e| side(&self.entities[e])).collect() };
        let (x, y) = (sides(a), sides(b));
        !x.is_empty() && !y.is_empty() && x.is_disjoint(&y)
    }

    fn places_clash(&self, a: &Told, b: &Told) -> bool {
        let place = |t: &Told| match family(t.kind) {
            Family::Visit => t.place.or_else(|| t.in_role(&[Role::Target, Role::Host]).next()),
            _ => t.place,
        };
        match (place(a), place(b)) {
            // Where a city lies is not always known: of visits, two destinations are two visits.
            (Some(x), Some(y)) if family(a.kind) == Family::Visit => {
                let (x, y) = (&self.entities[x], &self.entities[y]);
                x.id != y.id && !(x.country.is_some() && y.country.is_some() && nested(x, y))
            }
            (Some(x), Some(y)) => !nested(&self.entities[x], &self.entities[y]),
            _ => false,
        }
    }
}

/// Whether two places may be one: the same, or one a state (a building, a region) that may hold the other.
pub(crate) fn nested(a: &Entity, b: &Entity) -> bool {
    if a.id == b.id {
        return true;
    }
    match (&a.country, &b.country) {
        (Some(x), Some(y)) => x == y && (a.kind != Kind::Place || b.kind != Kind::Place),
        _ => a.kind != Kind::Place || b.kind != Kind::Place,
    }
}

pub(super) fn shared_sides(a: &Told, b: &Told) -> usize {
    a.sides.keys().filter(|side| b.sides.contains_key(*side)).count()
}

pub(super) fn shared_people(a: &Told, b: &Told) -> usize {
    let of = |side: &String| b.sides.get(side);
    a.sides.iter().filter_map(|(side, people)| Some(people.intersection(of(side)?).count())).sum()
}

/// What was called off was not held, and what a report has called off is not what it has still to come;
/// of one and the same day the two are rival accounts of one occasion.
fn fates_clash(a: &Told, b: &Told) -> bool {
    let off = |t: &Told| t.status == Status::Cancelled;
    let to_come =
        |t: &Told| t.telling == Telling::After && matches!(t.status, Status::Proposed | Status::Scheduled);
    let one_day = a.is_sharp() && b.is_sharp();
    let apart = |x: &Told, y: &Told| {
        off(x) && ((y.status == Status::Happened && !one_day) || (x.doc == y.doc && to_come(y)))
    };
    apart(a, b) || apart(b, a)
}

/// On some side both name people, and not the same.
fn people_clash(a: &Told, b: &Told) -> bool {
    a.sides.iter().any(|(side, people)| {
        b.sides
            .get(side)
            .is_some_and(|others| !people.is_empty() && !others.is_empty() && people.is_disjoint(others))
    })
}
