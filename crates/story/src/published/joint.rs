//! Reports of one crisis bear on each other's days.
//!
//! They lie near each other in time; and who does not tell of a date that the others announce wrote before it was
//! known, or after it was over. A few rounds of passing beliefs along bounded lists of neighbours: near linear.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{Findings, time::resolve};

use super::{
    belief::{Belief, own},
    days::{self, DayNumber},
    evidence::Evidence,
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
    let mut beliefs: Vec<Option<Belief>> = known
        .iter()
        .zip(evidence)
        .map(|(known, evidence)| match known {
            Some(day) => Some(Belief::sure(*day)),
            None => evidence.window.map(|w| Belief::of(w.0, &own(evidence, w))),
        })
        .collect();
    for _ in 0..ROUNDS {
        let told: Vec<Dates> = reports.iter().zip(&beliefs).map(|(f, b)| Dates::of(f, b.as_ref())).collect();
        beliefs = (0..reports.len())
            .map(|i| match known[i] {
                Some(day) => Some(Belief::sure(day)),
                None => round(i, &evidence[i], &neighbours[i], &beliefs, &told),
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
) -> Option<Belief> {
    let around: Vec<(usize, Vec<(DayNumber, f64)>)> = neighbours
        .iter()
        .filter_map(|&j| beliefs[j].as_ref().map(|b| (j, b.likeliest(PASSED))))
        .filter(|(_, days)| spread(days) <= REACH)
        .collect();
    let window = evidence.window.or_else(|| reach(&around))?;
    let mut penalties = own(evidence, window);
    for (i, penalty) in penalties.iter_mut().enumerate() {
        let day = window.0 + i as DayNumber;
        *penalty += nearness(day, &around) + silence(report, day, &around, told);
    }
    Some(Belief::of(window.0, &penalties))
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

/// Reports of one crisis are near each other: the further from all neighbours, the less likely.
fn nearness(day: DayNumber, around: &[(usize, Vec<(DayNumber, f64)>)]) -> f64 {
    if around.is_empty() {
        return 0.0;
    }
    let near = |other: DayNumber| 1.0 / (8.0 + f64::from((day - other).abs())).powf(1.5);
    let sum: f64 = around.iter().map(|(_, days)| days.iter().map(|(d, c)| c * near(*d)).sum::<f64>()).sum();
    -(sum / around.len() as f64 + 1e-7).ln()
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
            for (j, days) in around.iter().filter(|(j, _)| !told[*j].all.contains(&key) && told[*j].day.is_some()) {
                let later: f64 = days.iter().filter(|(d, _)| *d >= day && *d < key).map(|(_, c)| c).sum();
                sum += 0.5 * later * f64::from(u8::from(*j != report));
            }
        } else if day < key {
            for (_, days) in around.iter().filter(|(j, _)| told[*j].ahead.contains(&key)) {
                let known: f64 = days.iter().filter(|(d, _)| *d <= day).map(|(_, c)| c).sum();
                sum += 0.5 * known;
            }
        }
    }
    sum.min(6.0)
}

/// For each report those of the same crisis, most alike first: they share names that few others have.
fn neighbours(reports: &[Findings]) -> Vec<Vec<usize>> {
    let names: Vec<BTreeSet<&str>> = reports.iter().map(names).collect();
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, list) in names.iter().enumerate() {
        list.iter().for_each(|name| index.entry(name).or_default().push(i));
    }
    (0..reports.len())
        .map(|i| {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for list in names[i].iter().filter_map(|n| index.get(n)).filter(|l| l.len() <= COMMON) {
                list.iter().filter(|j| **j != i).for_each(|j| *shared.entry(*j).or_default() += 1);
            }
            let mut near: Vec<(usize, usize)> = shared
                .into_iter()
                .filter(|(j, n)| *n >= 4 && *n * 5 >= names[i].len().min(names[*j].len()))
                .map(|(j, n)| (n, j))
                .collect();
            near.sort_by_key(|(n, j)| (std::cmp::Reverse(*n), *j));
            near.truncate(NEIGHBOURS);
            near.into_iter().map(|(_, j)| j).collect()
        })
        .collect()
}

/// The names in a report: its words with a capital letter.
fn names(findings: &Findings) -> BTreeSet<&str> {
    let words = findings.fingerprint.words.iter().map(String::as_str);
    words.filter(|w| w.starts_with(char::is_uppercase) && w.chars().count() > 2).collect()
}
