//! One claim as the pile sees it: its actors as entities, its time as days.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{
    Bound, Cause, Claim, ClaimTime, FactKind, Findings, Kind, Plover, Quantity, Role, Status, time::Grain,
};
use chancery_text::{Span, Why};
use jiff::{ToSpan, civil::Date};

use crate::{
    chronicle::{Entity, Number, When},
    names::{Lexicon, Name, Names},
    when::{Clock, Telling},
};

/// One claim of one report, ready to be merged. Their order (report, then claim) is canonical.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub doc: usize,
    pub claim: usize,
    pub kind: FactKind,
    pub status: Status,
    /// Entities in their roles, sorted, without repeats.
    pub actors: Vec<(usize, Role)>,
    /// The sides that act (state, body or person), each with the persons named for it.
    pub sides: Sides,
    pub when: When,
    pub telling: Telling,
    pub place: Option<usize>,
    pub numbers: Vec<Number>,
    /// What the subject is about, in concepts.
    pub issue: Names,
    /// The subject's own lemmas.
    pub words: Names,
    pub subject: String,
    pub about: Option<Span>,
    pub condition: Option<Span>,
    pub quoted: Vec<Span>,
    pub medium: Option<&'static str>,
    pub attribution: Vec<usize>,
    pub initiator: Option<usize>,
    pub cause: Option<Cause>,
    pub span: Span,
    pub plover: Option<Plover>,
    pub why: Why,
}

/// Sides, each with the persons named for it.
pub(crate) type Sides = BTreeMap<Name, BTreeSet<usize>>;

/// All claims of all reports, resolved.
pub(crate) fn told(
    reports: &[Findings],
    clocks: &[Clock],
    days: &[Option<Date>],
    entities: &[Entity],
    entity_of: &[Vec<usize>],
    lexicon: &Lexicon,
) -> Vec<Told> {
    let named = named_sides(entities, lexicon);
    let mut list = Vec::new();
    for (doc, report) in reports.iter().enumerate() {
        let entity = |mention: usize| entity(report, entity_of.get(doc), mention, entities.len());
        let first = list.len();
        for (index, claim) in report.claims.iter().enumerate() {
            let (when, telling) = clocks[doc].when(report, doc, index);
            let when = missed_before(when, claim.status, days[doc]);
            let meant = || claim.issue.iter().filter_map(|lemma| lexicon.lemma(lemma));
            let actors = meeting_others(claim.kind, actors(claim, &entity), entities, lexicon);
            list.push(Told {
                doc,
                claim: index,
                kind: claim.kind,
                status: status(claim.status, &when, days[doc]),
                sides: sides(&actors, entities, lexicon, &named),
                actors,
                when,
                telling,
                place: claim.place.and_then(&entity),
                numbers: claim.numbers.iter().map(number).collect(),
                issue: meant().filter_map(|(_, concept)| concept).collect(),
                words: meant().map(|(word, _)| word).collect(),
                subject: report.fingerprint.subjects.get(index).cloned().unwrap_or_default(),
                about: claim.about,
                condition: claim.condition,
                quoted: claim.quoted.clone(),
                medium: claim.medium,
                attribution: claim.attribution.iter().copied().filter_map(&entity).collect(),
                initiator: claim.initiator.and_then(&entity),
                cause: claim.cause.clone(),
                span: claim.span,
                plover: claim.plover.clone(),
                why: claim.why.clone(),
            });
        }
        recall(&mut list[first..], &report.claims);
        call_on(&mut list[first..]);
    }
    list
}

/// "In her call with the minister she stressed": the setting of news is the contact of those people whose day the
/// report gives elsewhere, where it gives one only.
fn recall(list: &mut [Told], claims: &[Claim]) {
    let setting = |t: &Told| t.telling == Telling::News && claims[t.claim].when == ClaimTime::Before;
    let told = |a: &Told, b: &Told| {
        b.telling == Telling::Dated
            && b.is_sharp()
            && b.status == Status::Happened
            && a.kind == b.kind
            && a.sides.len() > 1
            && a.sides.iter().all(|(side, people)| b.sides.get(side).is_some_and(|of| people.is_subset(of)))
    };
    for i in 0..list.len() {
        if !list[i].kind.is_contact() || !setting(&list[i]) {
            continue;
        }
        let mut days: Vec<&When> = list.iter().filter(|b| told(&list[i], b)).map(|b| &b.when).collect();
        days.dedup();
        if let [one] = days.as_slice() {
            let when = (*one).clone();
            (list[i].when, list[i].telling) = (when, Telling::Dated);
        }
    }
}

/// "Visiting the capital, where she will meet the president on Wednesday": a visit without a day is of the day of
/// the one contact of the same person and place in its passage.
fn call_on(list: &mut [Told]) {
    let people = |t: &Told| -> BTreeSet<usize> { t.sides.values().flatten().copied().collect() };
    for i in 0..list.len() {
        let visit = &list[i];
        if visit.kind != FactKind::Visit
            || matches!(visit.telling, Telling::Dated | Telling::Untold)
            || visit.place.is_none()
        {
            continue;
        }
        let there = |t: &&Told| {
            matches!(t.kind, FactKind::Meeting)
                && t.telling == Telling::Dated
                && t.is_sharp()
                && t.span.meets(visit.span)
                && (t.place == visit.place || t.place.is_none())
                && (t.status == Status::Happened) == (visit.status == Status::Happened)
                && !people(t).is_disjoint(&people(visit))
        };
        let mut met = list.iter().filter(there);
        if let (Some(one), None) = (met.next(), met.next()) {
            let when = one.when.clone();
            (list[i].when, list[i].telling) = (when, Telling::Dated);
        }
    }
}

/// No state meets its own envoy: where both are all that is named, the state only says whose envoy it is.
fn meeting_others(
    kind: FactKind,
    actors: Vec<(usize, Role)>,
    entities: &[Entity],
    lexicon: &Lexicon,
) -> Vec<(usize, Role)> {
    let acting: Vec<usize> = actors.iter().filter(|(_, r)| *r != Role::About).map(|&(e, _)| e).collect();
    let one_side = acting.windows(2).all(|pair| lexicon.side(pair[0]) == lexicon.side(pair[1]));
    let mixed = acting.iter().any(|&e| entities[e].kind != Kind::State);
    if !matches!(kind, FactKind::Meeting | FactKind::Call) || !one_side || !mixed {
        return actors;
    }
    actors.into_iter().filter(|&(e, role)| role == Role::About || entities[e].kind != Kind::State).collect()
}

fn entity(report: &Findings, entity_of: Option<&Vec<usize>>, mention: usize, known: usize) -> Option<usize> {
    let actor = report.mentions.all().get(mention)?.value.actor;
    entity_of?.get(actor).copied().filter(|&e| e < known)
}

fn actors(claim: &Claim, entity: &impl Fn(usize) -> Option<usize>) -> Vec<(usize, Role)> {
    let found: BTreeSet<(usize, Role)> =
        claim.actors.iter().filter_map(|p| Some((entity(p.mention)?, p.role))).collect();
    found.into_iter().collect()
}

/// "failed to show up for the meeting scheduled Friday": what was missed lies before the report, so this Friday is the last.
fn missed_before(mut when: When, status: Status, day: Option<Date>) -> When {
    let (Some(first), Some(last), Some(day)) = (when.earliest, when.latest, day) else { return when };
    if status == Status::Missed && first > day && (first - day).get_days() < 7 {
        let back = |date: Date| date.checked_sub(7.days()).unwrap_or(date);
        (when.earliest, when.latest) = (Some(back(first)), Some(back(last)));
        when.rests_on.clear();
    }
    when
}

/// What begins after its report's day has not happened, whatever its verb: "two days after they begin talks".
fn status(told: Status, when: &When, day: Option<Date>) -> Status {
    match (told, when.earliest, day) {
        (Status::Happened, Some(first), Some(day)) if first > day => Status::Scheduled,
        _ => told,
    }
}

fn number(quantity: &Quantity) -> Number {
    Number { value: quantity.value, unit: quantity.unit.clone(), bound: quantity.bound }
}

/// Acting sides: those in principal roles, or the attendees where nobody else is named.
fn sides(
    actors: &[(usize, Role)],
    entities: &[Entity],
    lexicon: &Lexicon,
    named: &BTreeMap<String, Name>,
) -> Sides {
    let principal = |role: Role| !matches!(role, Role::About | Role::Attendee);
    let chosen: Vec<usize> = if actors.iter().any(|&(_, role)| principal(role)) {
        actors.iter().filter(|(_, role)| principal(*role)).map(|&(e, _)| e).collect()
    } else {
        actors.iter().filter(|(_, role)| *role == Role::Attendee).map(|&(e, _)| e).collect()
    };
    let mut sides = Sides::new();
    for e in chosen {
        let people = sides.entry(lexicon.side(e)).or_default();
        if entities[e].kind == Kind::Person {
            people.insert(e);
        }
    }
    for part in chosen_forums(actors, entities, named) {
        sides.entry(part).or_default();
    }
    sides
}

/// From the name of a state or body, in small letters, to its side.
fn named_sides(entities: &[Entity], lexicon: &Lexicon) -> BTreeMap<String, Name> {
    let mut named = BTreeMap::new();
    let bodies = entities.iter().enumerate().filter(|(_, e)| matches!(e.kind, Kind::State | Kind::Body));
    for (e, entity) in bodies {
        named.entry(entity.name.to_ascii_lowercase()).or_insert_with(|| lexicon.side(e));
    }
    named
}

/// The sides that a forum's name lists: a "NATO-Russia Council" is a contact of both.
fn chosen_forums(actors: &[(usize, Role)], entities: &[Entity], named: &BTreeMap<String, Name>) -> Vec<Name> {
    let forums = actors.iter().filter(|(e, role)| *role != Role::About && entities[*e].kind == Kind::Body);
    let mut found = Vec::new();
    for (e, _) in forums {
        let name = &entities[*e].name;
        let parts: Vec<&str> = name.split([' ', '-', '–', '/']).filter(|part| part.len() > 1).collect();
        if !name.contains(['-', '–', '/']) || parts.len() < 2 {
            continue;
        }
        let sides: BTreeSet<Name> =
            parts.into_iter().filter_map(|part| named.get(&part.to_ascii_lowercase()).copied()).collect();
        if sides.len() > 1 {
            found.extend(sides);
        }
    }
    found
}

impl Told {
    /// The first and last day, where both are told.
    pub(crate) fn days(&self) -> Option<(Date, Date)> {
        self.when.earliest.zip(self.when.latest)
    }

    /// Whether the time is told to within a few days, so that it can tell two occurrences apart.
    pub(crate) fn is_sharp(&self) -> bool {
        self.days().is_some_and(|(a, b)| width(a, b) <= 4)
            && matches!(self.when.grain, Grain::Day | Grain::Instant)
    }

    /// Whether the claim says these days, days that hold them, or would if its report were of another day that fits.
    pub(crate) fn leaves_room_for(&self, (first, last): (Date, Date)) -> bool {
        let Some((from, to)) = self.days() else { return false };
        let moves = self.when.rests_on.iter().map(|m| (m.then - from).get_days());
        std::iter::once(0).chain(moves).any(|shift| {
            let moved = |day: Date| day.checked_add(shift.days()).unwrap_or(day);
            moved(from) <= first && last <= moved(to)
        })
    }

    /// The entities in one of these roles.
    pub(crate) fn in_role<'a>(&'a self, roles: &'a [Role]) -> impl Iterator<Item = usize> + Clone + 'a {
        self.actors.iter().filter(move |(_, role)| roles.contains(role)).map(|&(e, _)| e)
    }

    /// Who says, demands, acts: the first entity in an acting role.
    pub(crate) fn holder(&self) -> Option<usize> {
        self.in_role(&[Role::Speaker])
            .chain(self.in_role(&[Role::Source]))
            .chain(self.in_role(&[Role::Party]))
            .next()
    }
}

/// Days from first to last, both counted.
pub(crate) fn width(first: Date, last: Date) -> i64 {
    i64::from((last - first).get_days()) + 1
}

/// Whether two numbers say the same as far as their words go.
pub(crate) fn agree(a: &Number, b: &Number) -> bool {
    let close = |tolerance: f64| (a.value - b.value).abs() <= tolerance * a.value.abs().max(b.value.abs());
    match (a.bound, b.bound) {
        (Bound::AtLeast, Bound::AtLeast) | (Bound::AtMost, Bound::AtMost) => close(0.0),
        (Bound::AtLeast, _) => b.value >= a.value && close(0.1),
        (_, Bound::AtLeast) => a.value >= b.value && close(0.1),
        (Bound::About, _) | (_, Bound::About) => close(0.05),
        _ => close(0.0),
    }
}
