//! How strongly two claims that may be one fact look like one, in hundredths.
//!
//! The weights are small whole and half points, chosen on the seeds and checked on the other stories;
//! each line says what it is evidence of.

use std::collections::BTreeSet;

use chancery_extract::{Kind, Role, Status};

use super::{
    clash::{self, Ground, nested, shared_people, shared_sides},
    family::{Family, Sort, family},
};
use crate::{
    names::{Lexicon, Names},
    told::Told,
    when::Telling,
};

/// Two sharply dated claims: the score, if it is enough.
pub(super) fn sharp(ground: &Ground, a: usize, b: usize) -> Option<u32> {
    // Days told in words are evidence though they differ in grain (9–10 and 10); the window of news is weaker.
    let (x, y) = (&ground.told[a], &ground.told[b]);
    let told = x.telling == Telling::Dated && y.telling == Telling::Dated;
    let same = x.when.earliest == y.when.earliest && x.when.latest == y.when.latest;
    let by_report = !same && ground.only_on_other_days(x, y);
    // What one has set and the other has held is the same though a report may have to be of another day for it.
    let held = (x.status == Status::Happened) != (y.status == Status::Happened);
    let full = if by_report { held } else { told || same };
    enough(ground, a, b, if full { 100 } else { 50 }, [300, 300, 220])
}

/// A vague claim and a sharply dated one.
pub(super) fn attach(ground: &Ground, vague: usize, dated: usize) -> Option<u32> {
    let told = ground.told[vague].days().is_some();
    enough(ground, vague, dated, if told { 100 } else { 0 }, [350, 280, 230])
}

/// By so much the one fact that a vague claim may mean must be more like it than any other.
pub(super) const CLEARLY: u32 = 60;
/// Days from a plan's report to the day on which the only such contact is due.
const SOON: i32 = 42;
/// Days from violence to a report that recalls it without a day.
const FRESH: i32 = 12;

/// Whether a claim that no dated fact took in is of the sort that may mean one: a plan, or violence recalled.
pub(super) fn may_mean(t: &Told) -> bool {
    let plan = t.telling == Telling::After && matches!(t.status, Status::Scheduled | Status::Proposed);
    match family(t.kind) {
        Family::Violence => t.status == Status::Happened,
        family => family.sort() == Sort::Contact && plan,
    }
}

/// A vague claim and a dated one that it may mean, where it says too little to be told from others.
pub(super) fn meant(ground: &Ground, vague: usize, dated: usize) -> Option<u32> {
    let (v, d) = (&ground.told[vague], &ground.told[dated]);
    if ground.clash(vague, dated) {
        return None;
    }
    let told_on = ground.days.get(v.doc).copied().flatten()?;
    let (first, last) = d.days()?;
    match family(v.kind).sort() {
        Sort::Contact => {
            let planned = |t: &Told| matches!(t.status, Status::Scheduled | Status::Proposed);
            let one_topic = v.issue.is_empty() || d.issue.is_empty() || !v.issue.is_disjoint(&d.issue);
            let alike = d.kind == v.kind && d.telling == Telling::Dated && planned(d) && one_topic;
            let due = alike
                && v.telling == Telling::After
                && first >= told_on
                && (first - told_on).get_days() <= SOON;
            let same = v.sides.len() > 1 && v.sides.keys().eq(d.sides.keys());
            (due && (same || same_forum(ground, v, d))).then(|| contacts(ground, v, d))
        }
        Sort::Deed if family(v.kind) == Family::Violence => {
            let past = last <= told_on && (told_on - last).get_days() <= FRESH;
            let town = v.place.filter(|&p| ground.entities[p].kind == Kind::Place && v.place == d.place);
            // Of one strait, ships that were hit are not the drone that was.
            let other = !v.issue.is_empty() && !d.issue.is_empty() && v.issue.is_disjoint(&d.issue);
            let same = town.is_some() && !other || likeness(&v.issue, &d.issue) >= 0.4;
            (past && same && v.status == Status::Happened).then(|| deeds(ground, v, d))
        }
        _ => None,
    }
}

/// Two vague claims.
pub(super) fn vague(ground: &Ground, a: usize, b: usize) -> Option<u32> {
    let both = ground.told[a].days().is_some() && ground.told[b].days().is_some();
    enough(ground, a, b, if both { 100 } else { 0 }, [380, 250, 220])
}

/// The score with `time` points for the days, if it reaches what its sort asks for.
fn enough(ground: &Ground, a: usize, b: usize, time: u32, [contact, deed, word]: [u32; 3]) -> Option<u32> {
    if ground.clash(a, b) {
        return None;
    }
    let (x, y) = (&ground.told[a], &ground.told[b]);
    let (score, wanted) = match family(x.kind).sort() {
        Sort::Contact => (time + contacts(ground, x, y), contact),
        Sort::Deed => (time + deeds(ground, x, y), deed),
        Sort::Word => (time / 2 + words(ground, x, y), word),
    };
    (score >= wanted).then_some(score)
}

fn contacts(ground: &Ground, a: &Told, b: &Told) -> u32 {
    let sides = 100 * shared_sides(a, b).min(3) as u32;
    let people = 100 * shared_people(a, b).min(2) as u32;
    let same_sides = if a.sides.len() > 1 && a.sides.keys().eq(b.sides.keys()) { 50 } else { 0 };
    let forum = if people == 0 && same_forum(ground, a, b) { 100 } else { 0 };
    let overlapping = if a.doc == b.doc && a.span.meets(b.span) { 50 } else { 0 };
    sides
        + people
        + forum
        + same_sides
        + overlapping
        + same_place(ground, a, b, 150)
        + some_subject(a, b, 50)
        + same_report(a, b, 150)
}

/// Both name the same council, conference or group, and not only the same state.
fn same_forum(ground: &Ground, a: &Told, b: &Told) -> bool {
    let forum = |e: usize| !matches!(ground.entities[e].kind, Kind::State | Kind::Person);
    a.actors.iter().any(|&(e, role)| role != Role::About && forum(e) && b.actors.iter().any(|&(o, _)| o == e))
}

fn deeds(ground: &Ground, a: &Told, b: &Told) -> u32 {
    let role = |roles: &[Role]| {
        let sides = |t| ground.sides(t, roles, |_| true);
        if clash::share(sides(a), &sides(b)) { 100 } else { 0 }
    };
    let (source, target) = (role(&[Role::Source]), role(&[Role::Target]));
    let number = clash::same_sum(a, b);
    source
        + target
        + if source > 0 && target > 0 { 50 } else { 0 }
        + one_day(a, b, source + target)
        + same_place(ground, a, b, 100)
        + if number { 100 } else { 0 }
        + (150.0 * likeness(&a.issue, &b.issue)) as u32
        + standing(a, b)
        + one_scene(ground, a, b)
        + rival_accounts(a, b)
        + same_report(a, b, 50)
}

/// A build-up or a flow of arms that both reports tell without a day is the standing one, unless a place,
/// a source or a target that only one of them has speaks against it (which is a clash).
fn standing(a: &Told, b: &Told) -> u32 {
    let lasts = matches!(family(a.kind), Family::Deployment | Family::Transfer);
    if lasts && !a.is_sharp() && !b.is_sharp() { 150 } else { 0 }
}

/// Violence of one day by or against the same, told once or twice without a place.
fn one_day(a: &Told, b: &Told, roles: u32) -> u32 {
    let told = a.telling == Telling::Dated && b.telling == Telling::Dated && a.is_sharp();
    let unplaced = a.place.is_none() || b.place.is_none();
    let same = told && unplaced && a.days() == b.days() && family(a.kind) == Family::Violence;
    if same && roles > 0 { 100 } else { 0 }
}

/// Violence of one day in one town is one event, though one report names the attacker and the other the victims.
fn one_scene(ground: &Ground, a: &Told, b: &Told) -> u32 {
    let facility =
        |t: &Told| t.place.is_some_and(|p| !matches!(ground.entities[p].kind, Kind::Place | Kind::State));
    let dated = a.telling == Telling::Dated && b.telling == Telling::Dated && a.is_sharp();
    let violent = family(a.kind) == Family::Violence && dated && a.days() == b.days();
    // A building of the town: whether it lies there is not known, only that nothing speaks against it.
    match (ground.one_scene(a, b), violent && a.place.is_some() && b.place.is_some()) {
        (true, _) => 100,
        (false, true) if facility(a) != facility(b) => 150,
        _ => 0,
    }
}

/// What one voice puts down to a mine and another to a torpedo is one blow, if they speak of the same thing.
fn rival_accounts(a: &Told, b: &Told) -> u32 {
    let causes = a.cause.is_some() && b.cause.is_some();
    let voices = a.attribution != b.attribution || a.doc != b.doc;
    if causes && voices && likeness(&a.issue, &b.issue) >= 0.7 { 100 } else { 0 }
}

fn words(ground: &Ground, a: &Told, b: &Told) -> u32 {
    // What is threatened is told in many words; what it is about is what states quarrel over.
    let subject = match family(a.kind) {
        Family::Threat => one_issue(ground.lexicon, &a.issue, &b.issue),
        _ => likeness(&a.issue, &b.issue),
    };
    let overlapping = a.doc == b.doc && a.span.meets(b.span);
    let one_promise = clash::one_promise(a, b);
    if subject == 0.0 && !overlapping && !one_promise {
        return 0;
    }
    let person = |t: &Told| t.holder().filter(|&e| ground.entities[e].kind == Kind::Person);
    let same_person = person(a).is_some() && person(a) == person(b);
    let addressees = |t: &Told| -> BTreeSet<usize> { t.in_role(&[Role::Addressee, Role::Target]).collect() };
    let shared: Vec<usize> = addressees(a).intersection(&addressees(b)).copied().collect();
    let to_person = shared.iter().any(|&e| ground.entities[e].kind == Kind::Person);
    let to = if to_person {
        100
    } else if shared.is_empty() {
        0
    } else {
        50
    };
    let sum = clash::same_sum(a, b);
    let sum = if one_promise {
        200
    } else if sum {
        100
    } else {
        0
    };
    // One paper is handed over, whatever each report picks out of it.
    let paper = a.medium == Some("document") && b.medium == a.medium && subject > 0.0;
    (300.0 * subject) as u32
        + to
        + sum
        + if same_person { 50 } else { 0 }
        + if overlapping { 100 } else { 0 }
        + if paper { 100 } else { 0 }
}

fn same_place(ground: &Ground, a: &Told, b: &Told, points: u32) -> u32 {
    match (a.place, b.place) {
        (Some(x), Some(y)) if x == y => points,
        (Some(x), Some(y)) if nested(&ground.entities[x], &ground.entities[y]) => points / 2,
        _ => 0,
    }
}

fn some_subject(a: &Told, b: &Told, points: u32) -> u32 {
    if a.issue.is_disjoint(&b.issue) { 0 } else { points }
}

fn same_report(a: &Told, b: &Told, points: u32) -> u32 {
    if a.doc == b.doc { points } else { 0 }
}

/// Cosine of two sets of subject words; one shared word of many proves little and counts half.
pub(crate) fn likeness(a: &Names, b: &Names) -> f64 {
    let shared = a.shared(b).count();
    if shared == 0 {
        return 0.0;
    }
    let cosine = shared as f64 / ((a.len() * b.len()) as f64).sqrt();
    if shared == 1 && a.len().max(b.len()) > 2 { cosine / 2.0 } else { cosine }
}

/// Cosine of the issues of two stances, in which what states quarrel over ("sanctions", "ceasefire") weighs more than
/// other words; one shared word of many that is none of these proves little and counts half.
pub(crate) fn one_issue(lexicon: &Lexicon, a: &Names, b: &Names) -> f64 {
    let sum = |set: &Names| set.iter().map(|word| lexicon.weight(word)).sum::<f64>();
    let (count, dot) = a.shared(b).fold((0, 0.0), |(n, dot), word| (n + 1, dot + lexicon.weight(word)));
    if count == 0 {
        return 0.0;
    }
    let cosine = dot / (sum(a) * sum(b)).sqrt();
    let little = count == 1 && (dot < 1.0 || a.len().max(b.len()) > 2 && dot <= 1.0);
    if little { cosine / 2.0 } else { cosine }
}
