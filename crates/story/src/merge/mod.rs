//! Which claims tell one fact.
//!
//! Claims meet only in blocks (family of kind, side, day or subject word), so that time grows with the
//! claims and not with their square. What is sharply dated is joined first, best evidence first; what is
//! vague then joins the one fact it fits; what is left over joins its like. A join that would put two claims
//! that cannot be one into one fact is never made, so the order of the reports plays no part.

mod clash;
mod family;
mod likeness;

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{FactKind, Role, Status};
use jiff::{ToSpan, civil::Date};

use crate::{
    chronicle::{DatedReport, Entity},
    names::{Lexicon, Name},
    told::Told,
    union::Union,
    when::Telling,
};

pub(crate) use clash::nested;
use clash::{Clash, Ground};
use family::{Family, Key, Sort, family};
pub(crate) use likeness::{likeness, one_issue};

/// In a crowded block a claim is compared with this many neighbours on each side.
const NEIGHBOURS: usize = 24;
/// A vague claim is compared under so many of its words.
const RAREST: usize = 4;
/// A vague claim is compared with what is dated within so many days of its report.
const NEAR: i32 = 60;
/// A fact with more passages is checked against this many of them.
const CHECKED: usize = 48;

#[cfg(test)]
thread_local! {
    /// Pairs of claims compared: the work, which unlike time is the same on every machine.
    static COMPARED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many pairs of claims this thread has compared so far.
#[cfg(test)]
pub(crate) fn compared() -> usize {
    COMPARED.get()
}

/// Groups of claims (indices into `told`), each sorted, by their first member; each group is one fact.
pub(crate) fn merge(
    told: &[Told],
    lexicon: &Lexicon,
    entities: &[Entity],
    reports: &[DatedReport],
) -> Vec<Vec<usize>> {
    let days: Vec<Option<Date>> = reports.iter().map(|r| r.published.best).collect();
    let lineages: Vec<&str> = reports.iter().map(|r| r.lineage.as_str()).collect();
    let loose: Vec<Option<(Date, Date)>> = reports.iter().map(loose).collect();
    let ground = Ground { told, lexicon, entities, days: &days, loose: &loose };
    let mut union = Union::new(told.len());
    join_copies(&ground, &lineages, &mut union);
    join_sharp(&ground, &mut union);
    join_bare(&ground, &mut union);
    join_vague_to_sharp(&ground, &mut union);
    join_vague(&ground, &mut union);
    join_calls_on(&ground, &mut union);
    join_nameless(&ground, &mut union);
    union.sets()
}

/// "The attacks came at dawn on Thursday" names nobody: it is the one attack that its report tells of that day.
fn join_bare(ground: &Ground, union: &mut Union) {
    let violent =
        |t: &Told| family(t.kind) == Family::Violence && t.is_sharp() && t.status == Status::Happened;
    let bare = |t: &Told| t.in_role(&[Role::Source, Role::Target]).next().is_none() && t.numbers.is_empty();
    let mut scenes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, t) in ground.told.iter().enumerate().filter(|(_, t)| violent(t) && t.telling == Telling::Dated) {
        scenes.entry((t.doc, t.when.earliest, t.when.latest)).or_default().push(i);
    }
    for list in scenes.into_values() {
        let (nobodys, somebodys): (Vec<usize>, Vec<usize>) =
            list.into_iter().partition(|&i| bare(&ground.told[i]) && ground.told[i].issue.is_empty());
        let roots: BTreeSet<usize> = somebodys.iter().map(|&i| union.find(i)).collect();
        if let (Some(&root), 1) = (roots.first(), roots.len()) {
            for i in nobodys {
                join(ground, union, root, i);
            }
        }
    }
}

/// "She arrived on Friday and held talks with the president": the visit of one passage is the meeting it is made for.
/// Only what no other passage tells of is taken in, since a longer visit holds several meetings.
fn join_calls_on(ground: &Ground, union: &mut Union) {
    let people = |t: &Told| -> BTreeSet<usize> { t.sides.values().flatten().copied().collect() };
    let of = |kind: FactKind| {
        let mut by_doc: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, t) in ground.told.iter().enumerate().filter(|(_, t)| t.kind == kind && t.is_sharp()) {
            by_doc.entry(t.doc).or_default().push(i);
        }
        by_doc
    };
    let meetings = of(FactKind::Meeting);
    for (doc, visits) in of(FactKind::Visit) {
        for &v in &visits {
            let visit = &ground.told[v];
            let made_for = |&&m: &&usize| {
                let met = &ground.told[m];
                met.span.meets(visit.span)
                    && met.days() == visit.days()
                    && (met.status == Status::Happened) == (visit.status == Status::Happened)
                    && (met.place.is_none() || met.place == visit.place)
                    && !people(met).is_disjoint(&people(visit))
            };
            let mut found = meetings.get(&doc).into_iter().flatten().filter(made_for);
            if let (Some(&m), None, 1) = (found.next(), found.next(), union.set(v).len()) {
                union.join(m, v);
            }
        }
    }
}

/// The days between which a report lies that fits no few days.
fn loose(report: &DatedReport) -> Option<(Date, Date)> {
    let published = &report.published;
    published.earliest.zip(published.latest).filter(|_| published.candidates.is_empty())
}

/// "The talks next month" of a headline that names nobody are those of the same days that its report tells of, where
/// it tells of one only; "the talks set for 12 May" those of that day, if only one contact of the day has a subject
/// or a place in common with them.
fn join_nameless(ground: &Ground, union: &mut Union) {
    let contact = |t: &Told| family(t.kind).sort() == Sort::Contact && t.days().is_some();
    let same = |t: &Told| (t.doc, t.kind, t.status, t.when.earliest, t.when.latest);
    let mut named: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut by_day: BTreeMap<(FactKind, Date), Vec<usize>> = BTreeMap::new();
    for (i, t) in ground.told.iter().enumerate().filter(|(_, t)| contact(t) && !t.sides.is_empty()) {
        named.entry(same(t)).or_default().push(i);
        if let Some((first, last)) = t.days().filter(|_| t.is_sharp() && t.telling == Telling::Dated) {
            for day in first.series(1.day()).take_while(|day| *day <= last) {
                by_day.entry((t.kind, day)).or_default().push(i);
            }
        }
    }
    for (i, t) in ground.told.iter().enumerate().filter(|(_, t)| contact(t) && t.sides.is_empty()) {
        let own = named.get(&same(t)).map(Vec::as_slice).unwrap_or_default();
        let roots: BTreeSet<usize> = own.iter().take(CHECKED).map(|&i| union.find(i)).collect();
        let one = match own.first() {
            Some(&one) if roots.len() == 1 => Some(one).filter(|&one| ground.clash_of(one, i) == Clash::None),
            _ => only_talks_of_the_day(ground, union, &by_day, t),
        };
        // Beside the tellings of other reports it says nothing that could clash.
        if let (Some(one), 1) = (one, union.set(i).len()) {
            union.join(one, i);
        }
    }
}

fn only_talks_of_the_day(
    ground: &Ground,
    union: &mut Union,
    by_day: &BTreeMap<(FactKind, Date), Vec<usize>>,
    nameless: &Told,
) -> Option<usize> {
    let (first, last) = nameless.days()?;
    let there = by_day.get(&(nameless.kind, first)).filter(|_| first == last)?;
    let planned = |t: &Told| t.status != Status::Happened;
    let fits = |&&i: &&usize| {
        let t = &ground.told[i];
        let placed = t.place.is_some() && t.place == nameless.place;
        planned(t) == planned(nameless) && (placed || !t.issue.is_disjoint(&nameless.issue))
    };
    let roots: BTreeSet<usize> = there.iter().take(CHECKED).filter(fits).map(|&i| union.find(i)).collect();
    roots.first().copied().filter(|_| roots.len() == 1)
}

/// What one wire tells in the same words in two reports is one fact, however little it says.
fn join_copies(ground: &Ground, lineages: &[&str], union: &mut Union) {
    let mut met: BTreeMap<_, usize> = BTreeMap::new();
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for (i, t) in ground.told.iter().enumerate() {
        let length = t.span.end() - t.span.start();
        let says = (t.kind, &t.actors, &t.subject, length, t.place, t.when.earliest, t.when.latest);
        // The second "he called" of a report is the second of its copy.
        let nth = seen.entry((t.doc, says)).or_insert(0);
        *nth += 1;
        if let Some(lineage) = lineages.get(t.doc) {
            let first = *met.entry((*lineage, says, *nth)).or_insert(i);
            if ground.told[first].doc != t.doc {
                join(ground, union, first, i);
            }
        }
    }
}

/// Where vague claims meet: a family of kinds, and two sides or a side and a word.
type Block = (Family, Key, Under);

/// Under what else the claims of one side meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Under {
    Other(Key),
    Word(Name),
    Sum,
    Nothing,
}

/// Dated to the day: candidates share a side and a day.
fn join_sharp(ground: &Ground, union: &mut Union) {
    let mut blocks: BTreeMap<(Family, Key, Date), Vec<usize>> = BTreeMap::new();
    for (i, t) in ground.told.iter().enumerate().filter(|(_, t)| t.is_sharp()) {
        let Some((first, last)) = t.days() else { continue };
        let mut keys = family::keys(t, ground.lexicon);
        // "The attack on Thursday" shares only its day with those that say whom it struck.
        if family(t.kind) == Family::Violence && t.telling == Telling::Dated {
            keys.push(Key::Day);
        }
        for side in keys {
            for day in first.series(1.day()).take_while(|d| *d <= last) {
                blocks.entry((family(t.kind), side, day)).or_default().push(i);
            }
            // A report that may be of another day meets those that tell of it for certain.
            for shift in Ground::shifts(t) {
                let day = first.checked_add(shift.days()).unwrap_or(first);
                blocks.entry((family(t.kind), side, day)).or_default().push(i);
            }
        }
    }
    join_best_first(ground, union, blocks.values(), likeness::sharp);
}

/// Told without a day: candidates share a side, and two sides or a subject word.
fn join_vague(ground: &Ground, union: &mut Union) {
    let vague = ground.told.iter().enumerate().filter(|(_, t)| !t.is_sharp());
    let mut met: Vec<(Block, usize)> =
        vague.flat_map(|(i, t)| vague_keys(t, ground.lexicon).into_iter().map(move |key| (key, i))).collect();
    met.sort_unstable();
    met.dedup();
    let blocks: Vec<&[(Block, usize)]> = met.chunk_by(|a, b| a.0 == b.0).collect();
    let mut blocks_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        for &(_, i) in *block {
            blocks_of.entry(i).or_default().push(at);
        }
    }
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); blocks.len()];
    for (i, mut own) in blocks_of {
        // A claim meets its like under its rarest words; under "talks" a large pile would meet itself.
        own.sort_by_key(|&at| (blocks[at].len(), at));
        for (_, at) in
            own.into_iter().enumerate().filter(|&(n, at)| n < RAREST || quarrel(ground, &blocks[at][0].0))
        {
            chosen[at].push(i);
        }
    }
    join_best_first(ground, union, chosen.iter(), likeness::vague);
}

/// Of two threats one spells out what follows; they meet under what they are about.
fn quarrel(ground: &Ground, (family, _, under): &Block) -> bool {
    *family == Family::Threat && matches!(under, Under::Word(word) if ground.lexicon.weight(*word) > 1.0)
}

fn vague_keys(t: &Told, lexicon: &Lexicon) -> Vec<Block> {
    let family = family(t.kind);
    let sides = family::keys(t, lexicon);
    if family.sort() == Sort::Contact && sides.len() > 1 {
        let pairs = sides.iter().enumerate().flat_map(|(i, a)| sides[i + 1..].iter().map(move |b| (a, b)));
        return pairs.map(|(&a, &b)| (family, a, Under::Other(b))).collect();
    }
    let under = |under: Under| sides.iter().map(|&side| (family, side, under)).collect();
    // A standing build-up is often told without a subject: its claims meet under who does it alone.
    if matches!(family, Family::Deployment | Family::Transfer) {
        return under(Under::Nothing);
    }
    // Who promises a sum meets his other promises of sums, whatever they are for.
    if clash::promises(t) {
        return under(Under::Sum);
    }
    if t.issue.is_empty() {
        return under(Under::Nothing);
    }
    let words = |&side: &Key| t.issue.iter().map(move |word| (family, side, Under::Word(word)));
    sides.iter().flat_map(words).collect()
}

fn join_best_first<'b>(
    ground: &Ground,
    union: &mut Union,
    blocks: impl Iterator<Item = &'b Vec<usize>>,
    likeness: fn(&Ground, usize, usize) -> Option<u32>,
) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for block in blocks {
        for (at, &a) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().take(NEIGHBOURS).map(|&b| (a.min(b), a.max(b))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut edges: Vec<(u32, usize, usize)> =
        pairs.into_iter().filter_map(|(a, b)| Some((likeness(ground, a, b)?, a, b))).collect();
    edges.sort_by_key(|&(score, a, b)| (std::cmp::Reverse(score), a, b));
    for (_, a, b) in edges {
        join(ground, union, a, b);
    }
}

/// Joins two facts unless a claim of one cannot be one with a claim of the other.
fn join(ground: &Ground, union: &mut Union, a: usize, b: usize) {
    if union.find(a) == union.find(b) {
        return;
    }
    let left: Vec<usize> = union.set(a).iter().copied().take(CHECKED).collect();
    let right: Vec<usize> = union.set(b).iter().copied().take(CHECKED).collect();
    let mut at_odds = 0;
    for &x in &left {
        for &y in &right {
            let clash = ground.clash_of(x, y);
            let named = || ground.sides_named(x, &right) || ground.sides_named(y, &left);
            if clash == Clash::Hard || (matches!(clash, Clash::Sides | Clash::SidesAndFates) && !named()) {
                return;
            }
            at_odds += usize::from(matches!(clash, Clash::Fates | Clash::SidesAndFates));
        }
    }
    // That one passage of many has it held which the others call off is a misreading or a rival account.
    if at_odds * FEW <= left.len() * right.len() {
        union.join(a, b);
    }
}

/// One in so many pairs of passages may be at odds on whether it was held.
const FEW: usize = 4;

/// A vague claim joins a dated fact only if it fits that one better than any other.
fn join_vague_to_sharp(ground: &Ground, union: &mut Union) {
    let mut index: BTreeMap<(Family, Key), Vec<(Date, usize)>> = BTreeMap::new();
    for (i, t) in ground.told.iter().enumerate().filter(|(_, t)| t.is_sharp()) {
        for side in family::keys(t, ground.lexicon) {
            if let Some((first, _)) = t.days() {
                index.entry((family(t.kind), side)).or_default().push((first, i));
            }
        }
    }
    for list in index.values_mut() {
        list.sort_unstable();
    }
    for (i, t) in ground.told.iter().enumerate().filter(|(_, t)| !t.is_sharp()) {
        let mut best: BTreeMap<usize, u32> = BTreeMap::new();
        let sides = family::keys(t, ground.lexicon);
        let lists = sides.iter().filter_map(|s| index.get(&(family(t.kind), *s)));
        let met = lists.flat_map(|list| near(ground, t, list));
        for &(_, other) in met.take(CHECKED * 8) {
            if let Some(score) = likeness::attach(ground, i, other) {
                let entry = best.entry(union.find(other)).or_insert(0);
                *entry = (*entry).max(score);
            }
        }
        if let Some(root) = alone_on_top(&best, 0).or_else(|| only_one_meant(ground, union, &index, i)) {
            join(ground, union, root, i);
        }
    }
}

/// The fact with the highest score, if no other comes within `margin` of it.
fn alone_on_top(best: &BTreeMap<usize, u32>, margin: u32) -> Option<usize> {
    let top = best.values().copied().max()?;
    let mut near = best.iter().filter(|&(_, &score)| score + margin >= top);
    match (near.next(), near.next()) {
        (Some((&root, _)), None) => Some(root),
        _ => None,
    }
}

/// What is told without a day and with little else ("dialogues within weeks", "the attack in the capital") is the
/// dated fact of those sides or that place, if the pile knows only one in those weeks.
fn only_one_meant(
    ground: &Ground,
    union: &mut Union,
    index: &BTreeMap<(Family, Key), Vec<(Date, usize)>>,
    i: usize,
) -> Option<usize> {
    let t = &ground.told[i];
    if !likeness::may_mean(t) {
        return None;
    }
    let sides = family::keys(t, ground.lexicon);
    let lists = sides.iter().filter_map(|s| index.get(&(family(t.kind), *s)));
    let mut met: BTreeMap<usize, u32> = BTreeMap::new();
    for &(_, other) in lists.flat_map(|list| near(ground, t, list)).take(CHECKED * 8) {
        if let Some(score) = likeness::meant(ground, i, other) {
            let entry = met.entry(union.find(other)).or_insert(0);
            *entry = (*entry).max(score);
        }
    }
    // "Talks of the two" are of a wider circle only if the two meet in no other, and "talks under the League" are
    // those that most reports tell under it.
    let likelier = |root: usize, union: &mut Union| {
        let set = union.set(root);
        if t.sides.len() > 1 {
            return !set.iter().any(|&o| ground.told[o].sides.len() > t.sides.len());
        }
        let named = |o: &&usize| t.sides.keys().all(|side| ground.told[**o].sides.contains_key(side));
        2 * set.iter().filter(named).count() >= set.len()
    };
    let contact = family(t.kind).sort() == Sort::Contact;
    let own: Vec<usize> = met.keys().copied().filter(|&root| contact && likelier(root, union)).collect();
    if let [one] = own.as_slice() {
        return Some(*one);
    }
    alone_on_top(&met, likeness::CLEARLY)
}

/// The dated claims of a sorted list whose days lie near what the vague claim tells, or near its report.
fn near<'a>(ground: &Ground, t: &Told, list: &'a [(Date, usize)]) -> &'a [(Date, usize)] {
    let around = t.days().or_else(|| ground.days.get(t.doc).copied().flatten().map(|day| (day, day)));
    let Some((first, last)) = around else { return list };
    let from = first.checked_sub(NEAR.days()).unwrap_or(Date::MIN);
    let to = last.checked_add(NEAR.days()).unwrap_or(Date::MAX);
    &list[list.partition_point(|(day, _)| *day < from)..list.partition_point(|(day, _)| *day <= to)]
}
