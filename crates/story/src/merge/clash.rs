//! What forbids that two claims are one fact.

use chancery_extract::{FactKind, Kind, Role, Status};
use jiff::{ToSpan, civil::Date};

use super::family::{Family, Sort, family};
use crate::{
    chronicle::{Entity, Number},
    names::{Lexicon, Name, Names},
    told::{Told, agree},
    when::Telling,
};

/// What the comparison of claims stands on.
pub(super) struct Ground<'a> {
    pub(super) told: &'a [Told],
    pub(super) lexicon: &'a Lexicon<'a>,
    pub(super) entities: &'a [Entity],
    /// The likeliest day of each report.
    pub(super) days: &'a [Option<Date>],
    /// The first and last day of each report that could not be dated to a few days.
    pub(super) loose: &'a [Option<(Date, Date)>],
}

/// The first and last day between which something must lie; none where that end is open.
type Window = (Option<Date>, Option<Date>);

/// How two claims keep from being one fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Clash {
    /// They do not.
    None,
    /// One names sides of a contact which the other lacks; a third that names all may reconcile them.
    Sides,
    /// One has it held, the other called off.
    Fates,
    /// Both of these.
    SidesAndFates,
    /// They are two.
    Hard,
}

impl Ground<'_> {
    /// Whether the two claims cannot be one fact.
    pub(super) fn clash(&self, a: usize, b: usize) -> bool {
        self.clash_of(a, b) != Clash::None
    }

    /// How the two claims clash, if they do.
    pub(super) fn clash_of(&self, a: usize, b: usize) -> Clash {
        #[cfg(test)]
        super::COMPARED.set(super::COMPARED.get() + 1);
        let (a, b) = (&self.told[a], &self.told[b]);
        if family(a.kind) != family(b.kind) {
            return Clash::Hard;
        }
        let sort = family(a.kind).sort();
        let one_wording = sort == Sort::Word && same_wording(a, b);
        if !one_wording && self.times_clash(a, b) {
            return Clash::Hard;
        }
        let clash = match sort {
            Sort::Contact => return self.contacts_clash(a, b),
            Sort::Deed => self.deeds_clash(a, b),
            Sort::Word => self.words_clash(a, b),
        };
        if clash { Clash::Hard } else { Clash::None }
    }

    fn times_clash(&self, a: &Told, b: &Told) -> bool {
        apart(self.window(a), self.window(b)) && !self.meet_on_other_days(a, b)
    }

    /// Whether the two meet only if a report is of another day that fits it as well.
    pub(super) fn only_on_other_days(&self, a: &Told, b: &Told) -> bool {
        apart(self.window(a), self.window(b))
    }

    /// One of the reports, or both, may be of another day, and then the two tell of the same days.
    fn meet_on_other_days(&self, a: &Told, b: &Told) -> bool {
        // What one report tells keeps its distances, whatever its day.
        if a.doc == b.doc {
            return false;
        }
        let (first, second) = (self.window(a), self.window(b));
        let (x, y) = (Self::shifts(a), Self::shifts(b));
        let moved = |window: Window, shift: i32| (later(window.0, shift), later(window.1, shift));
        x.iter().any(|&i| !apart(moved(first, i), second))
            || y.iter().any(|&j| !apart(first, moved(second, j)))
    }

    /// By how many days the claim's time moves if its report is of another day that fits it.
    pub(super) fn shifts(t: &Told) -> Vec<i32> {
        if t.telling != Telling::Dated {
            return Vec::new();
        }
        let moves = t.when.rests_on.iter().zip(std::iter::repeat(t.when.earliest));
        moves.filter_map(|(m, first)| Some((m.then - first?).get_days())).collect()
    }

    /// The days between which the claim's matter must lie. What is told as done lies before its report,
    /// what is told as news not long before.
    fn window(&self, t: &Told) -> Window {
        let day = self.days.get(t.doc).copied().flatten();
        let loose = self.loose.get(t.doc).copied().flatten();
        match (t.telling, loose) {
            (Telling::News | Telling::Before, Some((_, last))) => return (None, Some(last)),
            (Telling::After, Some((first, _))) => return (Some(first), None),
            _ => {}
        }
        match t.telling {
            Telling::Dated => (t.when.earliest, t.when.latest),
            // A standing build-up lasts: the report's day says only that it was there by then.
            Telling::News | Telling::Before
                if matches!(family(t.kind), Family::Deployment | Family::Transfer) =>
            {
                (None, None)
            }
            Telling::News => {
                // Violence is recalled as the news of its week.
                let back = match family(t.kind) {
                    Family::Talk | Family::Visit => 1,
                    Family::Violence => 6,
                    _ => 3,
                };
                (day.and_then(|d| d.checked_sub(back.days()).ok()), t.when.latest.or(day))
            }
            Telling::Before => (None, t.when.latest.or(day)),
            Telling::After => (t.when.earliest.or(day), None),
            Telling::Untold if t.status == Status::Happened => (None, day),
            Telling::Untold => (None, None),
        }
    }

    fn contacts_clash(&self, a: &Told, b: &Told) -> Clash {
        if a.sides.is_empty() || b.sides.is_empty() {
            // One that names nobody is another telling of the same passage, or nothing that can be compared.
            let other = a.doc != b.doc || !(a.span.meets(b.span) || named_elsewhere(a, b));
            return if other || self.places_clash(a, b) { Clash::Hard } else { Clash::None };
        }
        if people_clash(a, b) || self.places_clash(a, b) {
            return Clash::Hard;
        }
        // A background telling in another report is of this occurrence only if it is not long before that report.
        if a.doc != b.doc && (self.long_before(a, b) || self.long_before(b, a)) {
            return Clash::Hard;
        }
        // A call and a meeting of the same day are two, unless the very same people are named.
        if (a.kind == FactKind::Call) != (b.kind == FactKind::Call) && shared_people(a, b) < 2 {
            return Clash::Hard;
        }
        if family(a.kind) == Family::Visit && self.roles_clash(a, b, &[Role::Source, Role::Party]) {
            return Clash::Hard;
        }
        let shared = shared_sides(a, b);
        let smaller = a.sides.len().min(b.sides.len());
        match (shared >= 2 || (shared == smaller && shared > 0), fates_clash(a, b)) {
            (true, false) => Clash::None,
            (true, true) => Clash::Fates,
            (false, false) if family(a.kind) == Family::Talk => Clash::Sides,
            (false, true) if family(a.kind) == Family::Talk => Clash::SidesAndFates,
            (false, _) => Clash::Hard,
        }
    }

    /// Whether another claim of the fact names all sides of `lone`: "the talks under the League" and "a conference
    /// of three states", where a third report tells of both. Two sides are named by a wider circle only.
    pub(super) fn sides_named(&self, lone: usize, fact: &[usize]) -> bool {
        let sides = &self.told[lone].sides;
        let wider = |t: &Told| sides.len() == 1 || t.sides.len() > sides.len().max(2);
        let named = |t: &&usize| sides.keys().all(|side| self.told[**t].sides.contains_key(side));
        !sides.is_empty() && fact.iter().filter(named).any(|&t| wider(&self.told[t]))
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
            || counts_clash(a, b)
            || concedes(a) != concedes(b)
            || self.targets_clash(a, b)
            || self.places_clash(a, b)
            || (a.status == Status::Denied) != (b.status == Status::Denied)
    }

    /// Both name who was struck, and not the same. Of violence in one town on one day one report names these
    /// victims and another those: there only the two sides of a fight tell two events apart.
    fn targets_clash(&self, a: &Told, b: &Told) -> bool {
        if family(a.kind) != Family::Violence {
            return self.roles_clash(a, b, &[Role::Target]);
        }
        let known = |&e: &usize| self.entities[e].country.is_some() || self.entities[e].wikidata.is_some();
        let source = |t| self.sides(t, &[Role::Source], known);
        let target = |t| self.sides(t, &[Role::Target], known);
        if self.one_scene(a, b) {
            return share(source(a), &target(b)) || share(source(b), &target(a));
        }
        differ(target(a), &target(b))
    }

    /// Violence of one day in one town.
    pub(super) fn one_scene(&self, a: &Told, b: &Told) -> bool {
        let town = a.place.filter(|&p| Some(p) == b.place && self.entities[p].kind == Kind::Place);
        town.is_some() && family(a.kind) == Family::Violence && a.is_sharp() && a.days() == b.days()
    }

    fn words_clash(&self, a: &Told, b: &Told) -> bool {
        let (Some(x), Some(y)) = (a.holder(), b.holder()) else { return true };
        let together = self.speak_together(a, b);
        let person = |e: usize| self.entities[e].kind == Kind::Person;
        let two_people = person(x) && person(y) && x != y && !together;
        (self.lexicon.side(x) != self.lexicon.side(y) && !together)
            || two_people
            || self.addressees_clash(a, b)
            || sums_clash(a, b)
            || (a.status == Status::Denied) != (b.status == Status::Denied)
    }

    /// What two say together may be told of one of them, or of both in another order.
    fn speak_together(&self, a: &Told, b: &Told) -> bool {
        let alone = |t: &Told| t.in_role(&[Role::Speaker]).nth(1).is_none();
        if alone(a) && alone(b) {
            return false;
        }
        let sides = |t| -> Names { self.sides(t, &[Role::Speaker], |_| true).collect() };
        let (x, y) = (sides(a), sides(b));
        if x.len() > 1 && y.len() > 1 { x == y } else { !x.is_disjoint(&y) }
    }

    /// Two claims that both name people they are addressed to, and not the same.
    fn addressees_clash(&self, a: &Told, b: &Told) -> bool {
        let person = |&e: &usize| self.entities[e].kind == Kind::Person;
        let people = |t| Told::in_role(t, &[Role::Addressee, Role::Target]).filter(person);
        differ(people(a), &people(b))
    }

    /// Both name a side in these roles, and not the same.
    fn roles_clash(&self, a: &Told, b: &Told, roles: &[Role]) -> bool {
        differ(self.sides(a, roles, |_| true), &self.sides(b, roles, |_| true))
    }

    /// The sides that the claim names in these roles, by those entities that are wanted.
    pub(super) fn sides<'t>(
        &'t self,
        t: &'t Told,
        roles: &'t [Role],
        wanted: impl Fn(&usize) -> bool + Clone + 't,
    ) -> impl Iterator<Item = Name> + Clone + 't {
        t.in_role(roles).filter(wanted).map(|e| self.lexicon.side(e))
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
    // An embassy lies in another country than the one it is of.
    let facility = |e: &Entity| e.kind == Kind::Facility;
    if facility(a) != facility(b) {
        return true;
    }
    match (&a.country, &b.country) {
        (Some(x), Some(y)) => x == y && (a.kind != Kind::Place || b.kind != Kind::Place),
        _ => a.kind != Kind::Place || b.kind != Kind::Place,
    }
}

/// Whether the two have one in common.
pub(super) fn share<T: PartialEq>(
    mut a: impl Iterator<Item = T>,
    b: &(impl Iterator<Item = T> + Clone),
) -> bool {
    a.any(|x| b.clone().any(|y| x == y))
}

/// Whether both name some, and none in common.
fn differ<T: PartialEq>(
    mut a: impl Iterator<Item = T> + Clone,
    b: &(impl Iterator<Item = T> + Clone),
) -> bool {
    let all = a.clone();
    a.next().is_some() && b.clone().next().is_some() && !share(all, b)
}

fn apart(a: Window, b: Window) -> bool {
    let before =
        |last: Option<Date>, first: Option<Date>| matches!((last, first), (Some(l), Some(f)) if l < f);
    before(a.1, b.0) || before(b.1, a.0)
}

fn later(day: Option<Date>, shift: i32) -> Option<Date> {
    day.map(|d| d.checked_add(shift.days()).unwrap_or(d))
}

/// One report tells of a contact on certain days with its parties, and elsewhere of "the talks" of the same days.
fn named_elsewhere(a: &Told, b: &Told) -> bool {
    let dated = a.telling == Telling::Dated && b.telling == Telling::Dated;
    dated && a.when.earliest == b.when.earliest && a.when.latest == b.when.latest && a.kind == b.kind
}

/// Words of one speaker that are the same but for a few were spoken once, whatever day a report gives them.
pub(super) fn same_wording(a: &Told, b: &Told) -> bool {
    const FEWEST: usize = 5;
    let shared = a.words.shared(&b.words).count();
    shared >= FEWEST && shared * 5 >= a.words.len().max(b.words.len()) * 4
}

/// Sanctions that are lifted are not sanctions that are imposed.
fn concedes(t: &Told) -> bool {
    family(t.kind) == Family::Measure && t.plover.as_ref().is_some_and(|code| code.event == "CONCEDE")
}

/// The 8,000 who are to stay are not the 14,000 who are there.
fn counts_clash(a: &Told, b: &Told) -> bool {
    let one = |n: &Number| b.numbers.iter().any(|m| agree(n, m));
    family(a.kind) == Family::Deployment
        && (a.status == Status::Happened) != (b.status == Status::Happened)
        && !a.numbers.is_empty()
        && !b.numbers.is_empty()
        && !a.numbers.iter().any(one)
}

/// Ten million promised is not fifteen million promised.
fn sums_clash(a: &Told, b: &Told) -> bool {
    promises(a) && promises(b) && !same_sum(a, b)
}

/// A promise of so much.
pub(super) fn promises(t: &Told) -> bool {
    matches!(t.kind, FactKind::Pledge | FactKind::Offer) && !t.numbers.is_empty()
}

/// Both give one and the same count or sum.
pub(super) fn same_sum(a: &Told, b: &Told) -> bool {
    a.numbers.iter().any(|n| b.numbers.iter().any(|m| n.unit == m.unit && agree(n, m)))
}

/// The same sum promised in the same days is one promise, whatever each report says that it is for.
pub(super) fn one_promise(a: &Told, b: &Told) -> bool {
    let dated = a.telling == Telling::Dated && b.telling == Telling::Dated;
    promises(a) && promises(b) && same_sum(a, b) && dated && a.days() == b.days()
}

pub(super) fn shared_sides(a: &Told, b: &Told) -> usize {
    a.sides.keys().filter(|side| b.sides.contains_key(*side)).count()
}

pub(super) fn shared_people(a: &Told, b: &Told) -> usize {
    let of = |side: &Name| b.sides.get(side);
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
