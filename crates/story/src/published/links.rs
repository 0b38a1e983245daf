//! One event told by two reports, each with its own words for when: "on Wednesday" here, "last week" there.
//!
//! If it is one event, both must mean the same days: that binds the days of the reports to each other.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{
    Findings,
    time::{Meaning, Timex, TimexKind, days_if},
};

use super::{
    belief::Belief,
    days::{self, DayNumber},
};

/// Two time expressions in two reports that seem to be told of one event.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Link {
    /// Index of the expression in this report.
    own: usize,
    /// The other report, and the index of its expression.
    report: usize,
    other: usize,
    /// How likely they tell one event, 0 to 1.
    sure: f64,
}

/// Shared words weigh at least so much, in natural logarithms of how rare they are among the neighbours.
const SHARED: f64 = 2.0;
/// Of the words of the shorter clause so much is shared.
const ALIKE: f64 = 0.35;
/// Counts tell events apart better than words do.
const COUNT: f64 = 1.5;
/// Links kept for one pair of reports.
const PER_PAIR: usize = 3;

/// For each report its links to its neighbours.
pub(super) fn links(reports: &[Findings], neighbours: &[Vec<usize>]) -> Vec<Vec<Link>> {
    (0..reports.len()).map(|i| of_report(i, reports, &neighbours[i])).collect()
}

fn of_report(report: usize, reports: &[Findings], neighbours: &[usize]) -> Vec<Link> {
    let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
    for &j in neighbours.iter().chain([&report]) {
        let words: BTreeSet<&str> =
            reports[j].fingerprint.tellings.iter().flatten().map(String::as_str).collect();
        words.into_iter().for_each(|word| *spread.entry(word).or_default() += 1);
    }
    let group = (neighbours.len() + 2) as f64;
    let weight = |word: &String| {
        let rare = (group / spread.get(word.as_str()).copied().unwrap_or(1) as f64).ln();
        if word.starts_with(|c: char| c.is_ascii_digit()) { rare * COUNT } else { rare }
    };
    let whole = |words: &[String]| words.iter().map(weight).sum::<f64>();
    neighbours
        .iter()
        .flat_map(|&j| {
            let mut list: Vec<Link> = Vec::new();
            for (own, mine) in telling(&reports[report]) {
                for (other, theirs) in telling(&reports[j]) {
                    let shared: f64 =
                        mine.iter().filter(|w| theirs.binary_search(w).is_ok()).map(weight).sum();
                    if std::env::var("LINKS").is_ok() && shared > 1.6 {let t = |r: usize, k: usize| reports[r].times.all()[k].value.words.clone(); eprintln!("{} {shared:.2} {:.2} {report}/{j} {} {mine:?} | {} {theirs:?}", shared >= SHARED && shared >= ALIKE * whole(mine).min(whole(theirs)), shared/whole(mine).min(whole(theirs)), t(report,own), t(j,other));}
                    if shared >= SHARED && shared >= ALIKE * whole(mine).min(whole(theirs)) {
                        list.push(Link { own, report: j, other, sure: (shared / 5.0).min(0.85) });
                    }
                }
            }
            list.sort_by(|a, b| b.sure.total_cmp(&a.sure).then((a.own, a.other).cmp(&(b.own, b.other))));
            list.truncate(PER_PAIR);
            list
        })
        .collect()
}

/// The clauses of a report that tell when something is, not how long or how often.
fn telling(findings: &Findings) -> impl Iterator<Item = (usize, &Vec<String>)> {
    findings
        .fingerprint
        .tellings
        .iter()
        .enumerate()
        .filter(|(i, words)| !words.is_empty() && findings.times.all().get(*i).is_some_and(|t| is_day(&t.value)))
}

fn is_day(timex: &Timex) -> bool {
    !timex.quoted
        && matches!(timex.kind, TimexKind::Date | TimexKind::Time)
        && matches!(
            timex.meaning,
            Meaning::Day { .. } | Meaning::Month { .. } | Meaning::Weekday { .. } | Meaning::Shift { .. }
        )
}

/// What two expressions may mean, by the likeliest days of the other report.
pub(super) struct Bound {
    /// Stretches that the other report's expression may mean, with their chances.
    others: Vec<((DayNumber, DayNumber), f64)>,
    own: usize,
    sure: f64,
}

/// The links of a report as its neighbours' present beliefs have them.
pub(super) fn bounds(links: &[Link], reports: &[Findings], beliefs: &[Option<Belief>]) -> Vec<Bound> {
    links
        .iter()
        .filter_map(|link| {
            let days = beliefs[link.report].as_ref()?.likeliest(PASSED);
            let known: f64 = days.iter().map(|d| d.1).sum();
            let others: Vec<_> = days
                .iter()
                .filter_map(|(day, chance)| Some((stretch(&reports[link.report], link.other, *day)?, chance / known)))
                .collect();
            (!others.is_empty()).then_some(Bound { others, own: link.own, sure: link.sure })
        })
        .collect()
}

/// Days of a belief that are passed on.
const PASSED: usize = 24;
/// The most that links weigh together.
const MOST: f64 = 8.0;
/// Expressions wider than this bind nothing.
const WIDEST: DayNumber = 31;

/// How ill a day fits what the neighbours tell of the same events.
pub(super) fn penalty(findings: &Findings, bounds: &[Bound], day: DayNumber) -> f64 {
    let sum: f64 = bounds.iter().map(|bound| {
        let Some(own) = stretch(findings, bound.own, day) else { return 0.0 };
        let fit: f64 = bound.others.iter().map(|(other, chance)| chance * agreement(own, *other)).sum();
        -(bound.sure * fit + (1.0 - bound.sure) * CHANCE).ln()
    }).sum();
    sum.min(MOST)
}

/// How well two events that are not one agree by chance.
const CHANCE: f64 = 0.25;

/// How well two stretches of days agree as words for one event; "last week" may be a loose word.
fn agreement(a: (DayNumber, DayNumber), b: (DayNumber, DayNumber)) -> f64 {
    match (a.0.max(b.0) - a.1.min(b.1)).max(0) {
        0 => 1.0,
        1 => 0.3,
        2..=3 => 0.1,
        _ => 0.02,
    }
}

fn stretch(findings: &Findings, expression: usize, day: DayNumber) -> Option<(DayNumber, DayNumber)> {
    let (first, last) = days_if(&findings.times, expression, days::date(day))?;
    let (first, last) = (days::number(first), days::number(last));
    (last - first <= WIDEST).then_some((first, last))
}
