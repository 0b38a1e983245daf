//! Where the sources do not agree: on the day, the place, who, how many, whether, whose fault, in which words.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{Bound, Cause, FactKind, LinkKind, Role, Status};
use jiff::civil::Date;

use crate::{
    calendar_words::when_words,
    chronicle::{About, Difference, Dispute, Fact, Number, Place, Position, Stance},
    concepts::Concepts,
    contradictions::contradictions,
    fact::Ground,
    ids,
    merge::nested,
    names::{Name, Names},
    summary::{listed, number_words, shortened},
    told::{Told, agree},
    when::Telling,
};

/// The longest value of a wording, in characters.
const LONGEST: usize = 70;

/// Two wordings of one stance share at least so much of their subject.
const ONE_WORDING: f64 = 0.24;

/// All disputes, those of one fact together, in the order of the facts; then between facts.
pub(crate) fn disputes(
    ground: &Ground,
    facts: &[Fact],
    groups: &[Vec<usize>],
    positions: &[Position],
) -> Vec<Dispute> {
    let concepts = Concepts::shipped();
    let mut found = Vec::new();
    for (f, group) in groups.iter().enumerate() {
        let told: Vec<&Told> = group.iter().map(|&t| &ground.told[t]).collect();
        if told.len() > 1 {
            found.extend(when(f, &facts[f], &told));
            found.extend(place(ground, f, &told));
            found.extend(who(ground, f, &facts[f], &told));
            found.extend(initiator(ground, f, &told));
            found.extend(numbers(ground, &concepts, f, &facts[f], &told));
            found.extend(status(f, &told));
            found.extend(agenda(ground, f, &facts[f], &told));
            found.extend(causes(ground, &concepts, f, &told));
        }
    }
    found.extend(blame(ground, facts, groups));
    found.extend(positions.iter().filter_map(|p| wording(ground, p, groups)));
    found.extend(positions.iter().filter_map(|p| addressees(ground, p, groups)));
    found.extend(contradictions(ground, facts, groups, positions));
    name(facts, &mut found);
    found
}

fn name(facts: &[Fact], disputes: &mut [Dispute]) {
    let parts: Vec<_> = disputes
        .iter()
        .map(|d| {
            let ids = d.facts.iter().map(|&f| facts[f].id.clone());
            let first: Vec<String> = std::iter::once(d.about.name().to_string()).chain(ids).collect();
            (first, d.values.iter().map(|(value, _)| value.clone()).collect())
        })
        .collect();
    for (dispute, id) in disputes.iter_mut().zip(ids::distinct('D', &parts)) {
        dispute.id = id;
    }
}

pub(crate) type Values = Vec<(String, Vec<Place>)>;

fn place_of(t: &Told) -> Place {
    Place { doc: t.doc, span: t.span }
}

/// Passages by the value they hold, values in the order of their first passage.
fn by_value<'a>(told: impl Iterator<Item = (&'a Told, String)>) -> Values {
    let mut values: Values = Vec::new();
    for (t, value) in told {
        match values.iter_mut().find(|(v, _)| *v == value) {
            Some((_, places)) => places.push(place_of(t)),
            None => values.push((value, vec![place_of(t)])),
        }
    }
    for (_, places) in &mut values {
        places.sort_unstable();
        places.dedup();
    }
    values
}

fn dispute(about: About, facts: Vec<usize>, kind: Difference, values: Values) -> Dispute {
    Dispute { id: String::new(), about, facts, kind, values }
}

/// Whether the values come from reports of different days, so that one may update the other.
fn later(ground: &Ground, a: &Told, b: &Told) -> bool {
    let day = |t: &Told| ground.reports[t.doc].published.best;
    matches!((day(a), day(b)), (Some(x), Some(y)) if x < y)
}

fn when(f: usize, fact: &Fact, told: &[&Told]) -> Option<Dispute> {
    let dated: Vec<&Told> = told
        .iter()
        .copied()
        .filter(|t| t.telling == Telling::Dated && t.days().is_some())
        .filter(|t| !moves_to(t, fact))
        .collect();
    let values = by_value(dated.iter().filter_map(|t| Some((*t, when_words(&t.when)?))));
    if values.len() < 2 {
        return None;
    }
    let sharp: BTreeSet<(Date, Date)> =
        dated.iter().filter(|t| t.is_sharp()).filter_map(|t| t.days()).collect();
    let moved =
        dated.iter().any(|t| matches!(t.status, Status::Postponed | Status::Missed | Status::Cancelled));
    let kind = match (sharp.len() > 1, moved) {
        (false, _) => Difference::Granularity,
        (true, true) => Difference::Update,
        (true, false) => Difference::Conflict,
    };
    Some(dispute(About::When, vec![f], kind, values))
}

/// Whether a passage gives other days than the fact has only because its report was put on one of several days
/// that fit it: that is no difference between reports.
fn moves_to(t: &Told, fact: &Fact) -> bool {
    let (Some(days), Some(own)) = (fact.when.earliest.zip(fact.when.latest), t.days()) else { return false };
    let over = own.0 <= days.1 && days.0 <= own.1;
    !over && t.leaves_room_for(days)
}

fn place(ground: &Ground, f: usize, told: &[&Told]) -> Option<Dispute> {
    let placed: Vec<(&Told, usize)> = told.iter().filter_map(|t| Some((*t, t.place?))).collect();
    let name = |p: usize| ground.entities[p].name.clone();
    let values = by_value(placed.iter().map(|&(t, p)| (t, name(p))));
    if values.len() < 2 {
        return None;
    }
    let apart = placed
        .iter()
        .any(|&(_, x)| placed.iter().any(|&(_, y)| !nested(&ground.entities[x], &ground.entities[y])));
    let kind = if apart { Difference::Conflict } else { Difference::Granularity };
    Some(dispute(About::Where, vec![f], kind, values))
}

/// Two reports each name the parties of a contact, or those to whom a demand goes, and not the same.
fn who(ground: &Ground, f: usize, fact: &Fact, told: &[&Told]) -> Option<Dispute> {
    let roles: &[Role] = match fact.kind {
        FactKind::Meeting | FactKind::Call => {
            &[Role::Source, Role::Party, Role::Host, Role::Target, Role::Addressee]
        }
        FactKind::Demand | FactKind::Offer | FactKind::Threat => &[Role::Target, Role::Addressee],
        _ => return None,
    };
    sets_differ(ground, f, told, roles, if roles.len() > 2 { 2 } else { 1 })
        .or_else(|| sets_differ(ground, f, told, &[Role::Attendee], 1))
}

fn sets_differ(ground: &Ground, f: usize, told: &[&Told], roles: &[Role], fewest: usize) -> Option<Dispute> {
    // What one report says in several places is taken together.
    let mut by_report: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for t in told {
        by_report.entry(t.doc).or_default().extend(t.in_role(roles));
    }
    let sides = |set: &BTreeSet<usize>| -> Names { set.iter().map(|&e| ground.lexicon.side(e)).collect() };
    by_report.retain(|_, set| sides(set).len() >= fewest);
    let distinct: BTreeSet<Names> = by_report.values().map(sides).collect();
    if distinct.len() < 2 {
        return None;
    }
    let nested = distinct.iter().all(|a| distinct.iter().all(|b| a.is_subset(b) || b.is_subset(a)));
    let kind = if nested { Difference::Granularity } else { Difference::Conflict };
    let words = |doc: usize| {
        let names: Vec<String> = by_report[&doc].iter().map(|&e| ground.entities[e].name.clone()).collect();
        listed(&names)
    };
    let naming = told.iter().filter(|t| by_report.contains_key(&t.doc) && t.in_role(roles).next().is_some());
    Some(dispute(About::Who, vec![f], kind, by_value(naming.map(|t| (*t, words(t.doc))))))
}

/// One stance that reports address to different sides: "to the League", "to Nordia and the League".
fn addressees(ground: &Ground, position: &Position, groups: &[Vec<usize>]) -> Option<Dispute> {
    if !matches!(position.stance, Stance::Demands | Stance::Offers | Stance::Threatens)
        || position.facts.len() < 2
    {
        return None;
    }
    let told: Vec<&Told> =
        position.facts.iter().flat_map(|&f| groups[f].iter().map(|&t| &ground.told[t])).collect();
    let mut dispute = sets_differ(ground, position.facts[0], &told, &[Role::Target, Role::Addressee], 1)?;
    dispute.facts.clone_from(&position.facts);
    Some(dispute)
}

fn initiator(ground: &Ground, f: usize, told: &[&Told]) -> Option<Dispute> {
    let named: Vec<(&Told, usize)> = told.iter().filter_map(|t| Some((*t, t.initiator?))).collect();
    let sides: Names = named.iter().map(|&(_, e)| ground.lexicon.side(e)).collect();
    let values =
        by_value(named.iter().map(|&(t, e)| (t, format!("initiative of {}", ground.entities[e].name))));
    (sides.len() > 1).then(|| dispute(About::Who, vec![f], Difference::Conflict, values))
}

fn numbers(ground: &Ground, concepts: &Concepts, f: usize, fact: &Fact, told: &[&Told]) -> Option<Dispute> {
    let mut units: BTreeMap<String, Vec<(&Told, &Number)>> = BTreeMap::new();
    for t in told {
        for number in &t.numbers {
            units.entry(concepts.unit(&number.unit)).or_default().push((t, number));
        }
    }
    for counted in units.values() {
        // Passages that each count several of a kind (dead here, dead there) differ only if no count agrees.
        let differ = |a: &Told, b: &Told| {
            let of = |t: &Told| -> Vec<_> {
                counted.iter().filter(|(o, _)| std::ptr::eq(*o, t)).map(|(_, n)| *n).collect()
            };
            let (x, y) = (of(a), of(b));
            !x.iter().any(|n| y.iter().any(|m| agree(n, m)))
        };
        let apart = counted.iter().enumerate().find_map(|(i, (a, n))| {
            counted[i + 1..]
                .iter()
                .find(|(b, _)| !std::ptr::eq(*a, *b) && differ(a, b))
                .map(|(b, m)| (*a, *n, *b, *m))
        });
        let Some((one, n, other, m)) = apart else { continue };
        let grows =
            matches!(fact.kind, FactKind::Attack | FactKind::Incident | FactKind::Protest | FactKind::Arrest)
                && ((later(ground, one, other) && m.value > n.value)
                    || (later(ground, other, one) && n.value > m.value));
        let kind = if grows {
            Difference::Update
        } else if leaves_open(n, m) || leaves_open(m, n) {
            Difference::Granularity
        } else {
            Difference::Conflict
        };
        let values = by_value(counted.iter().map(|(t, n)| (*t, number_words(n))));
        return Some(dispute(About::Number, vec![f], kind, values));
    }
    None
}

/// "At least twelve" leaves fifteen open, and "thousands" five thousand.
fn leaves_open(least: &Number, other: &Number) -> bool {
    /// What "dozens", "hundreds", "thousands" and tens and hundreds of these are at least.
    const VAGUE: [f64; 6] = [24.0, 2e2, 2e3, 2e4, 2e5, 2e6];
    let above = least.bound == Bound::AtLeast && other.value >= least.value;
    let vague = VAGUE.contains(&least.value) && other.value < 5.0 * least.value;
    above && (vague || other.value <= 2.0 * least.value)
}

/// May, expected, confirmed is an update; held for one and cancelled for another of the same day is a conflict.
/// That what was due is later told as held is the course of things and no difference.
fn status(f: usize, told: &[&Told]) -> Option<Dispute> {
    let statuses: BTreeSet<Status> = told.iter().map(|t| t.status).collect();
    let plans = [Status::Scheduled, Status::Proposed, Status::Conditional];
    let off = [Status::Cancelled, Status::Postponed, Status::Missed, Status::Denied];
    let any = |list: &[Status]| list.iter().any(|s| statuses.contains(s));
    let done = statuses.contains(&Status::Happened);
    let planned: BTreeSet<&Status> = statuses.iter().filter(|s| plans.contains(s)).collect();
    let kind = match (any(&off), done) {
        (true, true) => Difference::Conflict,
        (true, false) if any(&plans) => Difference::Update,
        (false, false) if planned.len() > 1 && told.iter().all(|t| t.kind.is_contact()) => Difference::Update,
        _ => return None,
    };
    let reports: BTreeSet<usize> = told.iter().map(|t| t.doc).collect();
    if reports.len() < 2 {
        return None;
    }
    let values = by_value(told.iter().map(|t| (*t, t.status.name().to_string())));
    Some(dispute(About::Status, vec![f], kind, values))
}

/// One incident that several put down to different things: "a limpet mine, says the navy".
fn causes(ground: &Ground, concepts: &Concepts, f: usize, told: &[&Told]) -> Option<Dispute> {
    let named: Vec<(&Told, &Cause)> = told.iter().filter_map(|t| Some((*t, t.cause.as_ref()?))).collect();
    let kinds: BTreeSet<String> = named.iter().map(|(_, cause)| concepts.unit(&cause.head)).collect();
    let says = |t: &Told| t.attribution.last().map(|&e| ground.entities[e].name.as_str());
    let value = |t: &Told, cause: &Cause| match says(t) {
        Some(name) => format!("{}, says {name}", cause.words),
        None => cause.words.clone(),
    };
    let values = by_value(named.iter().map(|(t, cause)| (*t, value(t, cause))));
    (kinds.len() > 1).then(|| dispute(About::Blame, vec![f], Difference::Conflict, values))
}

/// An accusation that its target denies, and an act that is laid at different doors.
fn blame(ground: &Ground, facts: &[Fact], groups: &[Vec<usize>]) -> Vec<Dispute> {
    let mut found: Vec<Dispute> = denials(ground, facts, groups);
    found.extend(doors(ground, facts, groups));
    found
}

/// Whether the fact says that something is not so.
pub(crate) fn denies(fact: &Fact) -> bool {
    fact.kind == FactKind::Denial || (fact.kind == FactKind::Statement && fact.status == Status::Denied)
}

/// A conflict of whole facts, each told by its line.
pub(crate) fn between(
    ground: &Ground,
    facts: &[Fact],
    groups: &[Vec<usize>],
    of: Vec<usize>,
    about: About,
) -> Dispute {
    let told = of.iter().flat_map(|&f| groups[f].iter().map(move |&t| (f, t)));
    let values = by_value(told.map(|(f, t)| (&ground.told[t], shortened(&facts[f].summary, LONGEST * 2))));
    dispute(about, of, Difference::Conflict, values)
}

fn denials(ground: &Ground, facts: &[Fact], groups: &[Vec<usize>]) -> Vec<Dispute> {
    // A charge is found under who is accused and each word of it: of a side that is accused a thousand times a
    // denial looks only at what it may be about.
    let mut by_accused: BTreeMap<(Name, Name), BTreeSet<usize>> = BTreeMap::new();
    let words = |f: usize| groups[f].iter().take(8).flat_map(|&t| ground.told[t].issue.iter());
    for (f, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Accusation) {
        let accused = fact.actors.iter().filter(|(_, role)| matches!(role, Role::Target | Role::Addressee));
        for side in accused.map(|&(e, _)| ground.lexicon.side(e)).collect::<Names>().iter() {
            for word in words(f) {
                by_accused.entry((side, word)).or_default().insert(f);
            }
        }
    }
    // Two denials of one side that meet the same charge are one quarrel.
    let mut quarrels: Vec<(Names, BTreeSet<usize>)> = Vec::new();
    let mut met: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (d, denial) in facts.iter().enumerate().filter(|(_, fact)| denies(fact)) {
        let linked = denial.links.iter().filter(|(_, kind)| *kind == LinkKind::Denies).map(|&(f, _)| f);
        let holders = groups[d].iter().filter_map(|&t| ground.told[t].holder());
        let sides: Names = holders.map(|e| ground.lexicon.side(e)).collect();
        let keys = sides.iter().flat_map(|side| words(d).map(move |word| (side, word)));
        let charged: BTreeSet<usize> =
            keys.filter_map(|key| by_accused.get(&key)).flatten().copied().collect();
        let like = |f: &usize| issue_likeness(ground, &groups[*f], &groups[d]) >= 0.3;
        let charges: BTreeSet<usize> =
            linked.chain(charged.into_iter().filter(like)).filter(|&f| f != d).collect();
        if charges.is_empty() {
            continue;
        }
        let known = charges.iter().filter_map(|f| met.get(f)).flatten().copied();
        let at = known.min().filter(|&q| quarrels[q].0 == sides).unwrap_or(quarrels.len());
        for &f in &charges {
            met.entry(f).or_default().push(at);
        }
        if at == quarrels.len() {
            quarrels.push((sides, BTreeSet::new()));
        }
        quarrels[at].1.extend(charges.into_iter().chain([d]));
    }
    let quarrel = |of: BTreeSet<usize>| {
        let mut found = between(ground, facts, groups, of.into_iter().collect(), About::Blame);
        // The charge stands before its denial.
        found.facts.sort_by_key(|&f| denies(&facts[f]));
        found
    };
    quarrels.into_iter().map(|(_, of)| quarrel(of)).collect()
}

pub(crate) fn issue_likeness(ground: &Ground, a: &[usize], b: &[usize]) -> f64 {
    let pairs = a.iter().take(8).flat_map(|&x| b.iter().take(8).map(move |&y| (x, y)));
    pairs
        .map(|(x, y)| crate::merge::likeness(&ground.told[x].issue, &ground.told[y].issue))
        .fold(0.0, f64::max)
}

/// Attacks of one day on one target or place that are laid at different doors.
fn doors(ground: &Ground, facts: &[Fact], groups: &[Vec<usize>]) -> Vec<Dispute> {
    let mut by_scene: BTreeMap<(Date, String), BTreeSet<usize>> = BTreeMap::new();
    for (f, fact) in facts.iter().enumerate() {
        let violent =
            matches!(fact.kind, FactKind::Attack | FactKind::Incident) && fact.status == Status::Happened;
        let (Some(day), Some(last)) = (fact.when.earliest, fact.when.latest) else { continue };
        if violent && day == last {
            let target = fact.actors.iter().filter(|(_, role)| *role == Role::Target).map(|&(e, _)| e);
            for e in target.chain(fact.place) {
                by_scene.entry((day, ground.entities[e].id.clone())).or_default().insert(f);
            }
        }
    }
    let sources = |f: usize| -> Names {
        let actors = facts[f].actors.iter().filter(|(_, r)| *r == Role::Source);
        actors.map(|&(e, _)| ground.lexicon.side(e)).collect()
    };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for scene in by_scene.into_values() {
        let named: Vec<usize> = scene.into_iter().filter(|&f| !sources(f).is_empty()).collect();
        let doors: BTreeSet<Names> = named.iter().map(|&f| sources(f)).collect();
        if doors.len() > 1 && seen.insert(named.clone()) {
            let told = named.iter().flat_map(|&f| groups[f].iter().map(move |&t| (f, t)));
            let by = |f: usize| {
                let names = facts[f].actors.iter().filter(|(_, r)| *r == Role::Source);
                format!(
                    "by {}",
                    listed(&names.map(|&(e, _)| ground.entities[e].name.clone()).collect::<Vec<_>>())
                )
            };
            let values = by_value(told.map(|(f, t)| (&ground.told[t], by(f))));
            found.push(dispute(About::Blame, named, Difference::Conflict, values));
        }
    }
    found
}

/// One contact that independent reports say is about different things. Neither excludes the other.
fn agenda(ground: &Ground, f: usize, fact: &Fact, told: &[&Told]) -> Option<Dispute> {
    const FEWEST: usize = 2;
    if !fact.kind.is_contact() {
        return None;
    }
    let mut by_lineage: BTreeMap<&str, &Told> = BTreeMap::new();
    for t in told.iter().filter(|t| t.issue.len() >= FEWEST && !t.subject.is_empty()) {
        let fullest = by_lineage.entry(ground.reports[t.doc].lineage.as_str()).or_insert(t);
        if t.issue.len() > fullest.issue.len() {
            *fullest = t;
        }
    }
    let subjects: Vec<&Told> = by_lineage.into_values().collect();
    let apart = subjects.iter().any(|a| subjects.iter().any(|b| a.issue.is_disjoint(&b.issue)));
    let values = by_value(subjects.iter().map(|t| (*t, format!("‘{}’", shortened(&t.subject, LONGEST)))));
    apart.then(|| dispute(About::Wording, vec![f], Difference::Granularity, values))
}

/// One stance that independent reports word differently: each has subject words that the other lacks.
fn wording(ground: &Ground, position: &Position, groups: &[Vec<usize>]) -> Option<Dispute> {
    // Two refusals of one demand are told in any words.
    if matches!(position.stance, Stance::Denies | Stance::Refuses) {
        return None;
    }
    let told: Vec<&Told> =
        position.facts.iter().flat_map(|&f| groups[f].iter().map(|&t| &ground.told[t])).collect();
    // A promise of a sum is told by the sum.
    if told.iter().all(|t| !t.numbers.is_empty()) {
        return None;
    }
    let mut by_lineage: BTreeMap<&str, (Vec<Name>, &Told)> = BTreeMap::new();
    for t in told.iter().filter(|t| !t.subject.is_empty()) {
        let entry =
            by_lineage.entry(ground.reports[t.doc].lineage.as_str()).or_insert_with(|| (Vec::new(), t));
        entry.0.extend(t.words.iter());
        if t.words.len() > entry.1.words.len() {
            entry.1 = t;
        }
    }
    let words: Vec<(Names, &Told)> =
        by_lineage.into_values().map(|(words, t)| (words.into_iter().collect(), t)).collect();
    let differ = words.iter().any(|a| words.iter().any(|b| !a.0.is_subset(&b.0) && !b.0.is_subset(&a.0)));
    if !differ {
        return None;
    }
    // What is one issue only by what it is about is two stances, not one that is worded in two ways.
    let near = words.iter().enumerate().any(|(i, (_, a))| {
        words[i + 1..].iter().any(|(_, b)| crate::merge::likeness(&a.issue, &b.issue) >= ONE_WORDING)
    });
    if !near {
        return None;
    }
    let said = words.iter().map(|(_, t)| (*t, format!("‘{}’", shortened(&t.subject, LONGEST))));
    let values = by_value(said);
    (values.len() > 1).then(|| dispute(About::Wording, position.facts.clone(), Difference::Conflict, values))
}
