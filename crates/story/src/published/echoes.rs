//! Reports that share wording are near in time: they quote the same words, or rewrite one wire.

use chancery_extract::Findings;

use super::{
    days::DayNumber,
    marks::{Marks, Others, Part, Places},
};

/// A run of five words in more reports of a group than this is a formula.
const FORMULA: usize = 4;
/// The most echoes that are weighed for one report.
const MOST: usize = 3;

/// Another report whose wording a report shares, and how ill their days' being so far apart fits it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Echo {
    report: usize,
    apart: &'static [f64; 5],
}

/// By runs shared at least: how ill days 0, 1, 2, up to 6, and more apart fit, beyond what reports of one crisis with
/// few shared runs show. Counted on the pairs of three dated collections (`stories/bulk`), per day of distance.
const APART: [(usize, [f64; 5]); 3] =
    [(20, [0.0, 0.5, 1.2, 2.2, 3.2]), (10, [0.0, 0.3, 1.05, 1.5, 2.2]), (5, [0.0, 0.1, 0.25, 0.9, 1.2])];

/// For each report the neighbours that share most of its wording.
pub(super) fn echoes(reports: &[Findings], neighbours: &[Vec<usize>]) -> Vec<Vec<Echo>> {
    (0..reports.len()).map(|i| of_report(i, reports, &neighbours[i])).collect()
}

fn of_report(report: usize, reports: &[Findings], neighbours: &[usize]) -> Vec<Echo> {
    let own = &reports[report].fingerprint.shingles;
    let shared: Vec<Vec<usize>> =
        neighbours.iter().map(|j| shared(own, &reports[*j].fingerprint.shingles)).collect();
    // In how many reports each run is.
    let mut held = vec![1; own.len()];
    shared.iter().flatten().for_each(|run| held[*run] += 1);
    let rare = |runs: &[usize]| runs.iter().filter(|run| held[**run] <= FORMULA).count();
    let mut list: Vec<(usize, usize)> =
        shared.iter().zip(neighbours).map(|(runs, j)| (rare(runs), *j)).collect();
    list.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| reports[a.1].report.id.cmp(&reports[b.1].report.id)));
    list.truncate(MOST);
    list.into_iter()
        .filter_map(|(shared, report)| {
            let (_, apart) = APART.iter().find(|(least, _)| shared >= *least)?;
            Some(Echo { report, apart })
        })
        .collect()
}

/// The places of the runs of one report that another has, too; both are sorted.
fn shared(own: &[u64], other: &[u64]) -> Vec<usize> {
    let mut next = 0;
    let mut has = |run: &u64| {
        next += other[next..].iter().take_while(|o| *o < run).count();
        other.get(next) == Some(run)
    };
    own.iter().enumerate().filter(|(_, run)| has(run)).map(|(i, _)| i).collect()
}

/// Days from the other report's at which the penalty changes, with its new place in [`Echo::apart`].
const CHANGES: [(DayNumber, usize); 8] =
    [(-6, 3), (-2, 2), (-1, 1), (0, 0), (1, 1), (2, 2), (3, 3), (7, FARTHEST)];
const FARTHEST: usize = 4;

/// Marks how ill the candidates fit the shared wording, with the others on these days.
pub(super) fn mark(echoes: &[Echo], candidates: &Places, others: Others, marks: &mut Marks) {
    for (echo, day) in echoes.iter().filter_map(|echo| Some((echo, others.day(echo.report)?))) {
        let mut before = echo.apart[FARTHEST];
        marks.add(Part::Echoes, 0, before);
        for (from, apart) in CHANGES {
            let penalty = echo.apart[apart];
            marks.add(Part::Echoes, candidates.from(day + from), penalty - before);
            before = penalty;
        }
    }
}
