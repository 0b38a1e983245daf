//! Reports of one crisis bear on each other's days.
//!
//! They lie near each other in time; and who does not tell of a date that the others announce wrote before it was
//! known, or after it was over. A few rounds of passing beliefs along bounded lists of neighbours: near linear.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{Findings, time::resolve};

use super::{
    belief::{Belief, later, own, own_of},
    days::{self, DayNumber},
    evidence::Evidence,
    links::{self, Bound},
};

const ROUNDS: usize = 4;
/// Neighbours of a report that bear on it.
const NEIGHBOURS: usize = 12;
/// A name in more reports than this says nothing of the crisis, and would cost time.
const COMMON: usize = 60;
/// Days of a belief that are passed on.
const PASSED: usize = 16;
/// How long before and after its neighbours a report without a year may be.
const REACH: DayNumber = 150;

/// The belief about each report's day, after its own words and its neighbours; none where no year is known.
pub(super) fn beliefs(reports: &[Findings], evidence: &[Evidence]) -> Vec<Option<Belief>> {
    let known: Vec<Option<DayNumber>> =
        reports.iter().map(|f| f.report.published.as_ref().map(|p| days::number(p.date))).collect();
    let neighbours = neighbours(reports);
    let links = links::links(reports, &neighbours);
    let mut beliefs: Vec<Option<Belief>> = known
        .iter()
        .zip(evidence)
        .map(|(known, evidence)| match known {
            Some(day) => Some(Belief::sure(*day)),
            None => evidence.window.map(|w| {
                let after: Vec<f64> = later(w).map(|day| own_of(evidence, day)).collect();
                Belief::of(w.0, &own(evidence, w), &after)
            }),
        })
        .collect();
    beliefs = (0..reports.len())
        .map(|i| match known[i] {
            Some(day) => Some(Belief::sure(day)),
            None => in_epoch(&evidence[i], i, &neighbours[i], &beliefs),
        })
        .collect();
    for _ in 0..ROUNDS {
        let told: Vec<Dates> = reports.iter().zip(&beliefs).map(|(f, b)| Dates::of(f, b.as_ref())).collect();
        beliefs = (0..reports.len())
            .map(|i| match known[i] {
                Some(day) => Some(Belief::sure(day)),
                None => {
                    let bounds = links::bounds(&links[i], reports, &beliefs);
                    round(i, &evidence[i], &neighbours[i], &beliefs, &told, &reports[i], &bounds)
                }
            })
            .collect();
    }
    beliefs
}

/// One report's belief from its words and from what its neighbours believe now.
fn round(
    report: usize,
    evidence: &Evidence,
    neighbours: &[usize],
    beliefs: &[Option<Belief>],
    told: &[Dates],
    findings: &Findings,
    bounds: &[Bound],
) -> Option<Belief> {
    let around: Vec<(usize, Vec<(DayNumber, f64)>)> = neighbours
        .iter()
        .filter_map(|&j| beliefs[j].as_ref().map(|b| (j, b.likeliest(PASSED))))
        .filter(|(_, days)| spread(days) <= REACH)
        .collect();
    let window = widened(evidence.window, reach(&around))?;
    let mut penalties = own(evidence, window);
    for (i, penalty) in penalties.iter_mut().enumerate() {
        let day = window.0 + i as DayNumber;
        *penalty += nearness(day, &around) + silence(report, day, &around, told)
            + links::penalty(findings, bounds, day);
    }
    let after: Vec<f64> = later(window).map(|day| own_of(evidence, day) + nearness(day, &around)).collect();
    Some(Belief::of(window.0, &penalties, &after))
}

/// Both stretches of days together, as far as there are any.
fn widened(
    own: Option<(DayNumber, DayNumber)>,
    around: Option<(DayNumber, DayNumber)>,
) -> Option<(DayNumber, DayNumber)> {
    match (own, around) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, other) => one.or(other),
    }
}

/// Half the length of the stretch that a crisis' reports are taken to share at first.
const EPOCH: DayNumber = 75;
/// Steps between the stretches that are tried.
const STEP: DayNumber = 25;

/// First the stretch of months that a report and its neighbours share: what all their words together allow best.
fn in_epoch(
    evidence: &Evidence,
    report: usize,
    neighbours: &[usize],
    beliefs: &[Option<Belief>],
) -> Option<Belief> {
    let around: Vec<&Belief> =
        neighbours.iter().chain([&report]).filter_map(|&j| beliefs[j].as_ref()).collect();
    let span = around
        .iter()
        .map(|b| (b.first, b.first + b.chance.len() as DayNumber))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    if around.len() < 2 && evidence.window.is_some() {
        return beliefs[report].clone();
    }
    let sums: Vec<Sums> = around.iter().map(|b| Sums::of(b)).collect();
    let centres: Vec<DayNumber> = (span.0..=span.1).step_by(STEP as usize).collect();
    let fits: Vec<f64> = centres
        .iter()
        .map(|c| -sums.iter().map(|s| (0.01 + s.within(c - EPOCH, c + EPOCH)).ln()).sum::<f64>())
        .collect();
    let least = fits.iter().copied().fold(f64::INFINITY, f64::min);
    let near: Vec<(DayNumber, f64)> = centres
        .iter()
        .zip(&fits)
        .filter(|(_, f)| **f - least < 8.0)
        .map(|(c, f)| (*c, (least - f).exp()))
        .collect();
    let stretch = (near.first()?.0 - EPOCH, near.last()?.0 + EPOCH);
    let window = widened(evidence.window, Some(stretch))?;
    let mut penalties = own(evidence, window);
    for (i, penalty) in penalties.iter_mut().enumerate() {
        let day = window.0 + i as DayNumber;
        let held: f64 = near.iter().filter(|(c, _)| (c - day).abs() <= EPOCH).map(|(_, w)| w).sum();
        *penalty -= (held + 1e-4).ln();
    }
    let after: Vec<f64> = later(window).map(|day| own_of(evidence, day) - 1e-4_f64.ln()).collect();
    Some(Belief::of(window.0, &penalties, &after))
}

/// Running sums of a belief.
struct Sums {
    first: DayNumber,
    sums: Vec<f64>,
}

impl Sums {
    fn of(belief: &Belief) -> Sums {
        let mut sum = 0.0;
        let sums = std::iter::once(0.0)
            .chain(belief.chance.iter().map(|c| {
                sum += c;
                sum
            }))
            .collect();
        Sums { first: belief.first, sums }
    }

    fn within(&self, from: DayNumber, to: DayNumber) -> f64 {
        let last = self.sums.len() as DayNumber - 1;
        let at = |day: DayNumber| self.sums[(day - self.first).clamp(0, last) as usize];
        at(to + 1) - at(from)
    }
}

fn spread(days: &[(DayNumber, f64)]) -> DayNumber {
    let sure: Vec<DayNumber> = days.iter().filter(|(_, c)| *c > 0.02).map(|d| d.0).collect();
    sure.iter().max().zip(sure.iter().min()).map_or(0, |(a, b)| a - b)
}

/// Candidate days of a report that names no year: around its neighbours.
fn reach(around: &[(usize, Vec<(DayNumber, f64)>)]) -> Option<(DayNumber, DayNumber)> {
    let all = || around.iter().flat_map(|(_, days)| days.iter().map(|d| d.0));
    Some((all().min()? - REACH, all().max()? + REACH))
}

/// Days at which nearness has fallen to a quarter; measured on piles of one crisis (`cargo xtask time dates --crises`):
/// with 5 the likeliest day is the true one or beside it more often than with 3 or 8, and intervals hold it.
const NEAR: f64 = 5.0;

/// Reports of one crisis are near each other: the further from all neighbours, the less likely.
fn nearness(day: DayNumber, around: &[(usize, Vec<(DayNumber, f64)>)]) -> f64 {
    if around.is_empty() {
        return 0.0;
    }
    let near = |other: DayNumber| 1.0 / (NEAR + f64::from((day - other).abs())).powi(2);
    let sum: f64 = around.iter().map(|(_, days)| days.iter().map(|(d, c)| c * near(*d)).sum::<f64>()).sum();
    -(sum / around.len() as f64 + 5e-7).ln()
}

/// What a report tells, by its likeliest day.
struct Dates {
    day: Option<DayNumber>,
    /// Single days that it tells as ahead.
    ahead: BTreeSet<DayNumber>,
    /// All single days that it tells.
    all: BTreeSet<DayNumber>,
}

impl Dates {
    fn of(findings: &Findings, belief: Option<&Belief>) -> Dates {
        let day = belief.and_then(|b| b.likeliest(1).first().copied()).map(|d| d.0);
        let resolved = resolve(&findings.times, day.map(days::date));
        let all: BTreeSet<DayNumber> = resolved
            .iter()
            .filter_map(|r| r.days)
            .flat_map(|(a, b)| [days::number(a), days::number(b)])
            .collect();
        let ahead = resolved
            .iter()
            .filter_map(|r| r.days.filter(|(a, b)| a == b))
            .map(|(a, _)| days::number(a))
            .filter(|n| day.is_some_and(|d| *n > d + 1 && *n < d + 90))
            .collect();
        Dates { day, ahead, all }
    }
}

/// Silence on a date that two or more others announce: written before it was known, or after it was over.
fn silence(report: usize, day: DayNumber, around: &[(usize, Vec<(DayNumber, f64)>)], told: &[Dates]) -> f64 {
    let mut announced: BTreeMap<DayNumber, usize> = BTreeMap::new();
    for (j, _) in around {
        told[*j].ahead.iter().for_each(|k| *announced.entry(*k).or_default() += 1);
    }
    told[report].ahead.iter().for_each(|k| *announced.entry(*k).or_default() += 1);
    let mut sum = 0.0;
    for key in announced.iter().filter(|(_, n)| **n >= 2).map(|(k, _)| *k).take(6) {
        if told[report].all.contains(&key) {
            // It tells the date: who is silent on it and wrote before the event wrote earlier.
            for (j, days) in
                around.iter().filter(|(j, _)| !told[*j].all.contains(&key) && told[*j].day.is_some())
            {
                let later: f64 = days.iter().filter(|(d, _)| *d >= day && *d < key).map(|(_, c)| c).sum();
                sum += 0.8 * later * f64::from(u8::from(*j != report));
            }
        } else if day < key {
            for (_, days) in around.iter().filter(|(j, _)| told[*j].ahead.contains(&key)) {
                let known: f64 = days.iter().filter(|(d, _)| *d <= day).map(|(_, c)| c).sum();
                sum += 0.8 * known;
            }
        }
    }
    sum.min(6.0)
}

/// For each report those of the same crisis, most alike first: they share actors, and many words.
fn neighbours(reports: &[Findings]) -> Vec<Vec<usize>> {
    let words: Vec<BTreeSet<&str>> =
        reports.iter().map(|f| f.fingerprint.words.iter().map(String::as_str).collect()).collect();
    let actors: Vec<BTreeSet<&str>> = reports.iter().map(actors).collect();
    let candidates = candidates(&actors, &words);
    (0..reports.len())
        .map(|i| {
            let mut near: Vec<(usize, usize)> = candidates[i]
                .iter()
                .filter(|&&j| {
                    let shared = actors[i].intersection(&actors[j]).count();
                    let fewer = actors[i].len().min(actors[j].len());
                    shared >= SHARED_ACTORS.min(fewer.div_ceil(2)) && shared * FAMILIAR >= fewer
                })
                .map(|&j| (words[i].intersection(&words[j]).count(), j))
                .filter(|(n, j)| *n * ALIKE >= words[i].len().min(words[*j].len()))
                .collect();
            near.sort_by_key(|(n, j)| (std::cmp::Reverse(*n), *j));
            near.truncate(NEIGHBOURS);
            near.into_iter().map(|(_, j)| j).collect()
        })
        .collect()
}

/// Actors that two reports of one crisis share: measured, half of the pairs of one crisis share a third of the
/// names of the shorter one, of unrelated news one pair in ten shares a quarter.
const SHARED_ACTORS: usize = 4;
/// Of their actors they share at least one in so many.
const FAMILIAR: usize = 4;
/// Of their words they share at least one in so many.
const ALIKE: usize = 6;

/// Reports worth comparing: all of a small pile, in a large one those that share actors or words few others have.
fn candidates(actors: &[BTreeSet<&str>], words: &[BTreeSet<&str>]) -> Vec<Vec<usize>> {
    let n = actors.len();
    if n <= COMMON {
        return (0..n).map(|i| (0..n).filter(|j| *j != i).collect()).collect();
    }
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for i in 0..n {
        actors[i].iter().chain(&words[i]).for_each(|name| index.entry(name).or_default().push(i));
    }
    (0..n)
        .map(|i| {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            let rare =
                actors[i].iter().chain(&words[i]).filter_map(|w| index.get(w)).filter(|l| l.len() <= COMMON);
            rare.flatten().filter(|j| **j != i).for_each(|j| *shared.entry(*j).or_default() += 1);
            let mut list: Vec<(usize, usize)> =
                shared.into_iter().filter(|(_, n)| *n >= 3).map(|(j, n)| (n, j)).collect();
            list.sort_by_key(|(n, j)| (std::cmp::Reverse(*n), *j));
            list.truncate(4 * NEIGHBOURS);
            list.into_iter().map(|(_, j)| j).collect()
        })
        .collect()
}

/// The actors of a report, by the lore's key or by name.
fn actors(findings: &Findings) -> BTreeSet<&str> {
    findings.actors.iter().map(|a| a.lore.as_deref().unwrap_or(&a.name)).collect()
}
