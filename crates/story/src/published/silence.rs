//! Who does not tell of a date that others announce wrote before it was known, or after it was over.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{Findings, time::resolve};

use super::{
    days::{self, DayNumber},
    marks::{Marks, Others, Part, Places},
};

/// The most such dates that are weighed for one report.
const MOST: usize = 6;
/// How far ahead an announced date may lie, in days.
const AHEAD: DayNumber = 90;

/// How ill it fits that this report is silent on a date that an earlier one announced, and that a later one is
/// silent on a date that this one tells: more of them weigh as their root, since they leave out one thing together.
const UNKNOWN: f64 = 0.8;
const UNSAID: f64 = 0.4;

/// What a report tells, by its likeliest day.
pub(super) struct Dates {
    /// Single days that it tells as ahead.
    ahead: BTreeSet<DayNumber>,
    /// All single days that it tells.
    all: BTreeSet<DayNumber>,
}

impl Dates {
    pub(super) fn of(findings: &Findings, day: Option<DayNumber>) -> Dates {
        let resolved = resolve(&findings.times, day.map(days::date));
        let all = resolved
            .iter()
            .filter_map(|r| r.days)
            .flat_map(|(a, b)| [days::number(a), days::number(b)])
            .collect();
        let ahead = resolved
            .iter()
            .filter_map(|r| r.days.filter(|(a, b)| a == b))
            .map(|(a, _)| days::number(a))
            .filter(|n| day.is_some_and(|d| *n > d + 1 && *n < d + AHEAD))
            .collect();
        Dates { ahead, all }
    }
}

/// What a report and its neighbours announce, as it bears on the report's day.
pub(super) struct Announced {
    /// A date, whether the report tells it, and the neighbours whose word counts: those silent on it where the
    /// report tells it, else those that announce it.
    dates: Vec<(DayNumber, bool, Vec<usize>)>,
}

impl Announced {
    pub(super) fn of(report: usize, neighbours: &[usize], told: &[Dates]) -> Announced {
        let mut count: BTreeMap<DayNumber, usize> = BTreeMap::new();
        for j in neighbours.iter().chain([&report]) {
            told[*j].ahead.iter().for_each(|k| *count.entry(*k).or_default() += 1);
        }
        let dates = count
            .into_iter()
            .filter(|(_, n)| *n >= 2)
            .take(MOST)
            .map(|(date, _)| {
                let tells = told[report].all.contains(&date);
                let counts = |j: &usize| {
                    if tells { !told[*j].all.contains(&date) } else { told[*j].ahead.contains(&date) }
                };
                (date, tells, neighbours.iter().copied().filter(counts).collect())
            })
            .collect();
        Announced { dates }
    }

    /// Marks how ill the candidates fit, with the neighbours on these days.
    pub(super) fn mark(&self, candidates: &Places, others: Others, marks: &mut Marks) {
        for (date, tells, reports) in &self.dates {
            let written = reports.iter().filter_map(|j| others.day(*j));
            if *tells {
                // Those speak against a candidate that wrote on it or later, and before the date.
                let mut ends: Vec<usize> =
                    written.filter(|day| day < date).map(|day| candidates.from(day + 1)).collect();
                ends.sort_unstable();
                marks.add(Part::Announced, 0, UNSAID * root(ends.len()));
                for (gone, end) in ends.iter().enumerate() {
                    let left = ends.len() - gone;
                    marks.add(Part::Announced, *end, UNSAID * (root(left - 1) - root(left)));
                }
            } else {
                // Those speak against a candidate before the date that wrote on it or earlier.
                let mut starts: Vec<usize> =
                    written.filter(|day| day < date).map(|day| candidates.from(day)).collect();
                starts.sort_unstable();
                for (so_far, start) in starts.iter().enumerate() {
                    marks.add(Part::Announced, *start, UNKNOWN * (root(so_far + 1) - root(so_far)));
                }
                marks.add(Part::Announced, candidates.from(*date), -UNKNOWN * root(starts.len()));
            }
        }
    }
}

fn root(count: usize) -> f64 {
    (count as f64).sqrt()
}
