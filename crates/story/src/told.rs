//! One claim as the pile sees it: its actors as entities, its time as days.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{Bound, Cause, Claim, FactKind, Findings, Kind, Plover, Quantity, Role, Status, time::Grain};
use chancery_text::{Span, Why};
use jiff::{ToSpan, civil::Date};

use crate::{
    chronicle::{Entity, Number, When},
    concepts::Concepts,
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
    pub sides: BTreeMap<String, BTreeSet<usize>>,
    pub when: When,
    pub telling: Telling,
    pub place: Option<usize>,
    pub numbers: Vec<Number>,
    /// What the subject is about, in concepts.
    pub issue: BTreeSet<String>,
    /// The subject's own lemmas.
    pub words: BTreeSet<String>,
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

/// All claims of all reports, resolved.
pub(crate) fn told(
    reports: &[Findings],
    clocks: &[Clock],
    days: &[Option<Date>],
    entities: &[Entity],
    entity_of: &[Vec<usize>],
) -> Vec<Told> {
    let concepts = Concepts::shipped();
    let mut list = Vec::new();
    for (doc, report) in reports.iter().enumerate() {
        let entity = |mention: usize| entity(report, entity_of.get(doc), mention, entities.len());
        for (index, claim) in report.claims.iter().enumerate() {
            let (when, telling) = clocks[doc].when(report, doc, index);
            let when = missed_before(when, claim.status, days[doc]);
            let actors = actors(claim, &entity);
            list.push(Told {
                doc,
                claim: index,
                kind: claim.kind,
                status: status(claim.status, &when, days[doc]),
                sides: sides(&actors, entities),
                actors,
                when,
                telling,
                place: claim.place.and_then(&entity),
                numbers: claim.numbers.iter().map(number).collect(),
                issue: concepts.all(&claim.issue),
                words: claim.issue.iter().cloned().collect(),
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
    }
    list
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

/// The side that an entity stands for: its state or body, or itself where it acts for none.
pub(crate) fn side(entity: &Entity) -> String {
    entity.country.clone().unwrap_or_else(|| entity.id.clone())
}

/// Acting sides: those in principal roles, or the attendees where nobody else is named.
fn sides(actors: &[(usize, Role)], entities: &[Entity]) -> BTreeMap<String, BTreeSet<usize>> {
    let principal = |role: Role| !matches!(role, Role::About | Role::Attendee);
    let chosen: Vec<usize> = if actors.iter().any(|&(_, role)| principal(role)) {
        actors.iter().filter(|(_, role)| principal(*role)).map(|&(e, _)| e).collect()
    } else {
        actors.iter().filter(|(_, role)| *role == Role::Attendee).map(|&(e, _)| e).collect()
    };
    let mut sides: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for e in chosen {
        let people = sides.entry(side(&entities[e])).or_default();
        if entities[e].kind == Kind::Person {
            people.insert(e);
        }
    }
    for part in chosen_forums(actors, entities) {
        sides.entry(part).or_default();
    }
    sides
}

/// The sides that a forum's name lists: a "NATO-Russia Council" is a contact of both.
fn chosen_forums(actors: &[(usize, Role)], entities: &[Entity]) -> Vec<String> {
    let forums = actors.iter().filter(|(e, role)| *role != Role::About && entities[*e].kind == Kind::Body);
    let mut found = Vec::new();
    for (e, _) in forums {
        let name = &entities[*e].name;
        let parts: Vec<&str> = name.split([' ', '-', '–', '/']).filter(|part| part.len() > 1).collect();
        if !name.contains(['-', '–', '/']) || parts.len() < 2 {
            continue;
        }
        let named = |part: &str| {
            let of =
                |e: &&Entity| matches!(e.kind, Kind::State | Kind::Body) && e.name.eq_ignore_ascii_case(part);
            entities.iter().find(of).map(side)
        };
        let sides: BTreeSet<String> = parts.into_iter().filter_map(named).collect();
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

    /// The entities in one of these roles.
    pub(crate) fn in_role(&self, roles: &[Role]) -> impl Iterator<Item = usize> {
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
