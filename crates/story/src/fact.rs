//! What a merged fact says: from each claim's word to one value, with no rival thrown away.
//!
//! Every choice is a late view with a stated order: more independent reports, then the finer grain,
//! then the later report, then the smaller value. The passages keep what each of them says.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chancery_extract::{FactKind, Kind, LinkKind, Plover, Role, Status, time::Grain};
use chancery_text::Why;
use jiff::civil::Date;

use crate::{
    chronicle::{DatedReport, Entity, Fact, Number, Place, Says, Source, When},
    ids,
    names::{Lexicon, Name, Names},
    summary,
    told::{Told, agree, width},
    when::Telling,
};

/// What the choice of values stands on.
pub(crate) struct Ground<'a> {
    pub(crate) told: &'a [Told],
    pub(crate) lexicon: &'a Lexicon<'a>,
    pub(crate) entities: &'a [Entity],
    pub(crate) reports: &'a [DatedReport],
    pub(crate) links: &'a dyn Fn(usize) -> Vec<(usize, LinkKind)>,
    /// Ids of facts that a person found wrong.
    pub(crate) rejected: &'a [String],
}

/// The facts of these groups of claims, sorted by day, then id; and for each its claims.
pub(crate) fn facts(ground: &Ground, groups: Vec<Vec<usize>>) -> (Vec<Fact>, Vec<Vec<usize>>) {
    let mut made: Vec<(Fact, Vec<usize>)> = groups.into_iter().map(|g| (fact(ground, &g), g)).collect();
    let parts: Vec<_> = made.iter().map(|(f, g)| identity(ground, f, g)).collect();
    for ((fact, _), id) in made.iter_mut().zip(ids::distinct('F', &parts)) {
        fact.id = id;
    }
    // Only now: the ids of the others do not change by it.
    made.retain(|(fact, _)| !ground.rejected.contains(&fact.id));
    made.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    let (mut facts, groups): (Vec<Fact>, Vec<Vec<usize>>) = made.into_iter().unzip();
    link(ground, &mut facts, &groups);
    (facts, groups)
}

fn order(fact: &Fact) -> (Date, Date, FactKind, &str) {
    let last = fact.when.latest.or(fact.when.earliest).unwrap_or(Date::MAX);
    (fact.when.earliest.unwrap_or(last), last, fact.kind, &fact.id)
}

fn fact(ground: &Ground, group: &[usize]) -> Fact {
    let told: Vec<&Told> = group.iter().map(|&i| &ground.told[i]).collect();
    let (origins, independent_origins) = origins(ground, &told);
    let mut fact = Fact {
        id: String::new(),
        kind: kind(ground, &told),
        status: status(ground, &told),
        actors: actors(ground, &told),
        when: when(ground, &told),
        place: place(ground, &told),
        numbers: numbers(ground, &told),
        summary: String::new(),
        medium: most(ground, &told, |t| t.medium),
        plover: None,
        sources: sources(&told),
        independent_sources: lineages(ground, told.iter().copied()),
        origins,
        independent_origins,
        links: Vec::new(),
        disputes: Vec::new(),
        why: why(&told),
    };
    fact.plover = plover(&told, fact.kind);
    let subject = subject(&told);
    fact.summary = summary::summary(&fact, &subject, &|e| ground.entities[e].name.clone());
    fact
}

/// The report's words for the subject: of the claim whose subject most others share, then the shortest.
pub(crate) fn subject(told: &[&Told]) -> String {
    let mut best: Option<(usize, usize, &str)> = None;
    for t in told.iter().filter(|t| !t.subject.is_empty()) {
        let shared = told.iter().take(40).map(|o| t.issue.shared(&o.issue).count()).sum::<usize>();
        let key = (usize::MAX - shared, t.subject.chars().count(), t.subject.as_str());
        if best.is_none_or(|b| key < b) {
            best = Some(key);
        }
    }
    best.map(|(_, _, words)| words.to_string()).unwrap_or_default()
}

/// How many independent reports these claims stand in.
pub(crate) fn lineages<'a>(ground: &Ground, told: impl Iterator<Item = &'a Told>) -> usize {
    told.map(|t| ground.reports[t.doc].lineage.as_str()).collect::<BTreeSet<_>>().len()
}

fn day_of(ground: &Ground, t: &Told) -> Option<Date> {
    ground.reports[t.doc].published.best
}

/// The value that most independent reports hold; then that of the later report, then the smaller one.
fn most<T: Ord + Clone>(ground: &Ground, told: &[&Told], value: impl Fn(&Told) -> Option<T>) -> Option<T> {
    let mut held: BTreeMap<T, Vec<&Told>> = BTreeMap::new();
    for t in told {
        if let Some(v) = value(t) {
            held.entry(v).or_default().push(t);
        }
    }
    let weight = |by: &[&Told]| {
        (lineages(ground, by.iter().copied()), by.iter().filter_map(|t| day_of(ground, t)).max(), by.len())
    };
    let best = held.values().map(|by| weight(by)).max()?;
    held.iter().find(|(_, by)| weight(by) == best).map(|(v, _)| v.clone())
}

fn kind(ground: &Ground, told: &[&Told]) -> FactKind {
    // "They discussed the truce" leaves open what "they spoke by phone" tells.
    let phoned = told.iter().any(|t| t.kind == FactKind::Call && t.medium.is_some());
    let nowhere = |t: &&Told| t.kind == FactKind::Call || t.kind == FactKind::Meeting && t.place.is_none();
    if phoned && told.iter().all(nowhere) {
        return FactKind::Call;
    }
    most(ground, told, |t| Some(t.kind)).unwrap_or(FactKind::Statement)
}

/// The status told last; within one day the firmer one, since a report repeats what came before.
fn status(ground: &Ground, told: &[&Told]) -> Status {
    let last = told.iter().filter_map(|t| day_of(ground, t)).max();
    let latest = told.iter().filter(|t| day_of(ground, t) == last || last.is_none());
    let newest = latest.map(|t| t.status).max_by_key(|&s| firmness(s));
    let done = told.iter().map(|t| t.status).find(|&s| s == Status::Happened);
    if called_off(ground, told) {
        return Status::Cancelled;
    }
    // What a report told as done is not undone by a later report that still calls it planned.
    match (newest, done) {
        (Some(Status::Scheduled | Status::Proposed | Status::Conditional), Some(done)) => done,
        (newest, _) => newest.unwrap_or(Status::Happened),
    }
}

/// A contact that a report calls off: words must say so, while "the meeting" of the same passage may mean any.
/// Only a later report that gives the day on which it was held overrules that.
fn called_off(ground: &Ground, told: &[&Told]) -> bool {
    let off = |t: &&&Told| t.kind.is_contact() && t.status == Status::Cancelled;
    let Some(last) = told.iter().filter(off).map(|t| day_of(ground, t)).max() else { return false };
    let held = |t: &&Told| t.status == Status::Happened && t.telling == Telling::Dated;
    !told.iter().any(|t| held(t) && day_of(ground, t) > last)
}

/// From a plan that may be to a thing that is settled.
pub(crate) fn firmness(status: Status) -> u8 {
    match status {
        Status::Conditional => 0,
        Status::Proposed => 1,
        Status::Scheduled => 2,
        Status::Denied => 3,
        Status::Postponed => 4,
        Status::Missed => 5,
        Status::Cancelled => 6,
        Status::Happened => 7,
    }
}

/// Everyone whom a passage names, each in the role that most passages give; of a contact those sides that
/// only one of three or more reports names are left to the passages.
fn actors(ground: &Ground, told: &[&Told]) -> Vec<(usize, Role)> {
    let mut roles: BTreeMap<usize, BTreeMap<Role, usize>> = BTreeMap::new();
    for t in told {
        for &(entity, role) in &t.actors {
            *roles.entry(entity).or_default().entry(role).or_insert(0) += 1;
        }
    }
    let docs: BTreeSet<usize> = told.iter().map(|t| t.doc).collect();
    let named = |entity: usize| -> usize {
        let side = ground.lexicon.side(entity);
        let by = told.iter().filter(|t| t.actors.iter().any(|&(e, _)| ground.lexicon.side(e) == side));
        by.map(|t| t.doc).collect::<BTreeSet<_>>().len()
    };
    let claims = |entity: usize| -> usize {
        let side = ground.lexicon.side(entity);
        told.iter().filter(|t| t.sides.contains_key(&side)).count()
    };
    let list: Vec<(usize, Role)> = roles
        .iter()
        .filter(|(entity, _)| docs.len() < 3 || named(**entity) * 3 > docs.len())
        .filter(|(entity, _)| {
            !told[0].kind.is_contact() || told.len() < 4 || claims(**entity) * 4 > told.len()
        })
        .filter_map(|(&entity, roles)| {
            let top = roles.values().max()?;
            roles.iter().find(|(_, n)| *n == top).map(|(&role, _)| (entity, role))
        })
        .collect();
    let mut list = without_organs(ground, told[0].kind, list);
    list.sort_by(|a, b| (a.1, &ground.entities[a.0].id).cmp(&(b.1, &ground.entities[b.0].id)));
    list
}

/// "The state and its ministry pledge" is one voice told by two names: of words the state speaks, and the passages
/// keep its ministry.
fn without_organs(ground: &Ground, kind: FactKind, list: Vec<(usize, Role)>) -> Vec<(usize, Role)> {
    let it = |e: usize| &ground.entities[e];
    let states: BTreeSet<Name> = list
        .iter()
        .filter(|&&(e, role)| role == Role::Speaker && it(e).kind == Kind::State)
        .map(|&(e, _)| ground.lexicon.side(e))
        .collect();
    let organ = |&(e, role): &(usize, Role)| {
        kind.is_utterance()
            && role == Role::Speaker
            && it(e).kind == Kind::Body
            && states.contains(&ground.lexicon.side(e))
    };
    list.into_iter().filter(|actor| !organ(actor)).collect()
}

fn when(ground: &Ground, told: &[&Told]) -> When {
    let dated: Vec<&Told> = told.iter().copied().filter(|t| t.telling == Telling::Dated).collect();
    let news: Vec<&Told> =
        told.iter().copied().filter(|t| t.days().is_some() && t.telling != Telling::Dated).collect();
    let coarse = !dated.is_empty() && !dated.iter().any(|t| t.is_sharp());
    let few = 2 * lineages(ground, dated.iter().copied()) <= lineages(ground, told.iter().copied());
    let dated: Vec<&Told> = if coarse && few && !told[0].kind.is_contact() { Vec::new() } else { dated };
    let chosen = finest(ground, &dated).or_else(|| finest(ground, &news));
    if let Some(days) = chosen {
        let of = |t: &&&Told| t.days() == Some(days);
        let from = dated.iter().find(of).or_else(|| news.iter().find(of));
        return from.map_or_else(unknown, |t| t.when.clone());
    }
    // Only open ends are told: the first report to tell it as past bounds it most closely.
    let open = || told.iter().filter(|t| t.telling != Telling::Dated);
    let earliest = open().filter_map(|t| t.when.earliest).max();
    let latest = open().filter_map(|t| t.when.latest).min();
    match (earliest, latest) {
        (Some(a), Some(b)) if a > b => When { latest: Some(b), ..unknown() },
        (earliest, latest) => When { earliest, latest, ..unknown() },
    }
}

fn unknown() -> When {
    When { earliest: None, latest: None, grain: Grain::Day, rests_on: Vec::new() }
}

/// The days that most independent reports hold among those told to the day, else among the coarser ones.
fn finest(ground: &Ground, told: &[&Told]) -> Option<(Date, Date)> {
    let sharp: Vec<&Told> = told.iter().copied().filter(|t| t.is_sharp()).collect();
    if !sharp.is_empty() {
        return most_held(ground, &sharp);
    }
    // "In November" of one report does not date what most tell without a day.
    let narrowest = told.iter().filter_map(|t| t.days()).map(|(a, b)| width(a, b)).min()?;
    most(ground, told, |t| t.days().filter(|&(a, b)| width(a, b) == narrowest))
}

/// Of days told, those that most independent reports tell or leave room for ("this weekend" for "on Sunday", or
/// another day that fits the report); then those that most tell, the latest report, the narrower, the earlier.
fn most_held(ground: &Ground, told: &[&Told]) -> Option<(Date, Date)> {
    let values: BTreeSet<(Date, Date)> = told.iter().filter_map(|t| t.days()).collect();
    let weight = |&days: &(Date, Date)| {
        let of = |t: &&&Told| t.days() == Some(days);
        let (own, room) = (told.iter().filter(of), told.iter().filter(|t| t.leaves_room_for(days)));
        let latest = told.iter().filter(of).filter_map(|t| day_of(ground, t)).max();
        (
            lineages(ground, room.copied()),
            lineages(ground, own.copied()),
            latest,
            Reverse(width(days.0, days.1)),
        )
    };
    values.into_iter().rev().max_by_key(weight)
}

/// The place that most independent reports name.
fn place(ground: &Ground, told: &[&Told]) -> Option<usize> {
    let best = most(ground, told, |t| t.place.map(|p| ground.entities[p].id.clone()))?;
    told.iter().filter_map(|t| t.place).find(|&p| ground.entities[p].id == best)
}

/// Each counted thing once for each value that does not agree with one already there; latest report first.
fn numbers(ground: &Ground, told: &[&Told]) -> Vec<Number> {
    let mut all: Vec<(Option<Date>, usize, &Number)> = told
        .iter()
        .flat_map(|t| t.numbers.iter().map(move |n| (t, n)))
        .map(|(t, n)| (day_of(ground, t), t.doc, n))
        .collect();
    all.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    let mut kept: Vec<Number> = Vec::new();
    for (_, _, number) in all {
        let known = |k: &Number| k.unit == number.unit && agree(k, number) && !summary::ends(k, number);
        if !kept.iter().any(known) {
            kept.push(number.clone());
        }
    }
    kept
}

fn plover(told: &[&Told], kind: FactKind) -> Option<Plover> {
    told.iter().find(|t| t.kind == kind && t.plover.is_some()).or_else(|| told.first())?.plover.clone()
}

/// One source for each passage: two claims of one passage within one fact say it once.
fn sources(told: &[&Told]) -> Vec<Source> {
    let mut seen = BTreeSet::new();
    let distinct = told.iter().filter(|t| seen.insert(Place { doc: t.doc, span: t.span }));
    let mut list: Vec<Source> = distinct.map(|t| source(t)).collect();
    list.sort_by_key(|source| source.at);
    list
}

fn source(t: &Told) -> Source {
    Source {
        at: Place { doc: t.doc, span: t.span },
        claim: t.claim,
        attribution: t.attribution.clone(),
        says: Says {
            when: t.when.clone(),
            place: t.place,
            numbers: t.numbers.clone(),
            status: t.status,
            actors: t.actors.clone(),
        },
        about: t.about,
        condition: t.condition,
        quoted: t.quoted.clone(),
        why: t.why.clone(),
    }
}

/// Who is first said to say so. A speaker is the origin of his words; a report in its own voice counts as its outlet.
fn origins(ground: &Ground, told: &[&Told]) -> (Vec<usize>, usize) {
    let mut said = BTreeSet::new();
    let mut own = BTreeSet::new();
    for t in told {
        let speaker = t.in_role(&[Role::Speaker]).next();
        match t.attribution.last().copied().or(speaker) {
            Some(entity) => said.insert(entity),
            None => own.insert(ground.reports[t.doc].lineage.as_str()),
        };
    }
    let count = said.len() + own.len();
    (said.into_iter().collect(), count)
}

fn why(told: &[&Told]) -> Why {
    let reports: BTreeSet<usize> = told.iter().map(|t| t.doc).collect();
    let note = format!("{} passages of {} reports", told.len(), reports.len());
    let mut why = Why::rule(if told.len() > 1 { "merge/like" } else { "merge/single" }).noting(note);
    why.from = told.iter().map(|t| t.why.clone()).collect();
    why
}

/// What the id is made of: the kind, the sides, the days and the subject; and for those that coincide the first passage.
fn identity(ground: &Ground, fact: &Fact, group: &[usize]) -> (Vec<String>, Vec<String>) {
    let first = &ground.told[group[0]];
    let mut parts =
        vec![fact.kind.name().to_string(), format!("{:?}", fact.when.earliest.or(fact.when.latest))];
    let sides: Names = fact.actors.iter().map(|&(e, _)| ground.lexicon.side(e)).collect();
    parts.push(ground.lexicon.texts(sides.iter()));
    if !matches!(fact.kind, FactKind::Meeting | FactKind::Call) {
        parts.push(ground.lexicon.texts(first.issue.iter()));
    }
    let report = &ground.reports[first.doc].report;
    (parts, vec![report.id.clone(), first.span.start().to_string(), first.claim.to_string()])
}

fn link(ground: &Ground, facts: &mut [Fact], groups: &[Vec<usize>]) {
    let mut fact_of = BTreeMap::new();
    for (f, group) in groups.iter().enumerate() {
        fact_of.extend(group.iter().map(|&t| (t, f)));
    }
    for (f, group) in groups.iter().enumerate() {
        let links = group.iter().flat_map(|&t| (ground.links)(t));
        let found: BTreeSet<(usize, LinkKind)> = links
            .filter_map(|(t, kind)| fact_of.get(&t).map(|&other| (other, kind)))
            .filter(|&(other, _)| other != f)
            .collect();
        facts[f].links = found.into_iter().collect();
    }
}
