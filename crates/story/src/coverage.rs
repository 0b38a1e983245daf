//! What the pile covers: the day it is as of, and the stretches without a report.

use jiff::{ToSpan, civil::Date};

use crate::{
    chronicle::{AsOf, DatedReport},
    decisions::Decisions,
};

/// A stretch of fewer days without a report is a weekend, not a gap.
const SHORTEST_GAP: i64 = 5;

/// What "ahead" and "past" count from: a person's word, else the day of the latest report.
pub(crate) fn as_of(reports: &[DatedReport], decisions: &Decisions) -> Option<AsOf> {
    if let Some(date) = decisions.as_of {
        return Some(AsOf { date, also: Vec::new(), given: true });
    }
    let date = reports.iter().filter_map(|r| r.published.best).max()?;
    let mut also: Vec<Date> = reports
        .iter()
        .filter(|r| r.published.best == Some(date))
        .flat_map(|r| r.published.candidates.iter().copied())
        .filter(|&day| day != date)
        .collect();
    also.sort_unstable();
    also.dedup();
    Some(AsOf { date, also, given: false })
}

/// Stretches without a report, both ends inclusive, in order. A report covers every day that it may be of
/// before its likeliest one and that day itself.
pub(crate) fn gaps(reports: &[DatedReport]) -> Vec<(Date, Date)> {
    let mut covered: Vec<(Date, Date)> = reports
        .iter()
        .filter_map(|r| {
            let best = r.published.best?;
            Some((r.published.earliest.unwrap_or(best).min(best), end(r, best)))
        })
        .collect();
    covered.sort_unstable();
    let mut gaps = Vec::new();
    let mut reached: Option<Date> = None;
    for (first, last) in covered {
        if let Some((from, to)) =
            reached.and_then(|r| Some((r.tomorrow().ok()?, first.checked_sub(1.day()).ok()?)))
            && from <= to
            && crate::told::width(from, to) >= SHORTEST_GAP
        {
            gaps.push((from, to));
        }
        reached = reached.max(Some(last));
    }
    gaps
}

/// The last day that a report may be of, unless that lies weeks off: then its likeliest one.
fn end(report: &DatedReport, best: Date) -> Date {
    match report.published.latest {
        Some(latest) if latest >= best && crate::told::width(best, latest) <= SHORTEST_GAP => latest,
        _ => best,
    }
}
