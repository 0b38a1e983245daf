//! What the words of one report demand of its day.

use std::collections::BTreeSet;

use chancery_extract::{
    Findings, Lore,
    time::{Filed, FiledIn, Timex},
};

use super::{
    days::{self, DayNumber},
    named::{anniversaries, named_seasons},
    relative::{months_off, weeks_off, years_off},
    stated::{begun, stated_days, stated_months_and_years},
    told::{days_since, days_without_year, style, told},
    weekdays::weekdays,
    weigh::{penalty, tells_of_then},
    what::{Demand, Evidence, Told, What},
};

/// Reads the demands of a report.
pub(super) fn evidence(findings: &Findings, lore: &Lore) -> Evidence {
    let all: Vec<&Timex> = findings.times.all().iter().map(|a| &a.value).collect();
    // What the dateline tells is weighed as such, and for nothing else.
    let head = findings.report.filed.as_ref().map(|f| f.span);
    let own = findings.times.all().iter().filter(|t| head.is_none_or(|head| !head.holds(t.span)));
    let times: Vec<&Timex> = own.map(|a| &a.value).collect();
    let told: Vec<(Told, &Timex)> = times.iter().filter_map(|t| Some((told(t, &all)?, *t))).collect();
    let mut demands: Vec<Demand> = findings.report.filed.as_ref().map(filed).into_iter().collect();
    let begun = begun(&told, &times);
    stated_days(&told, begun, &mut demands);
    stated_months_and_years(&times, begun, &mut demands);
    days_without_year(&told, style(&times), &mut demands);
    weekdays(&times, &mut demands);
    months_off(&times, &told, &mut demands);
    weeks_off(&times, &told, &mut demands);
    years_off(&times, &mut demands);
    days_since(&times, &told, &mut demands);
    named_seasons(&times, &mut demands);
    anniversaries(findings, &mut demands);
    demands.extend(super::offices::offices(findings, lore));
    let mut said = BTreeSet::new();
    // What is told twice is no second witness.
    demands.retain(|d| said.insert(format!("{:?}", d.what)));
    Evidence::of(demands)
}

/// The evidence of each report with its latest year seen beside those of its neighbours.
pub(super) fn with_background(evidence: &[Evidence], neighbours: &[Vec<usize>]) -> Vec<Evidence> {
    let own: Vec<Option<i16>> = evidence
        .iter()
        .map(|e| e.demands.iter().find_map(|d| if let What::LatestYear(y) = d.what { Some(y) } else { None }))
        .collect();
    (0..evidence.len())
        .map(|i| {
            let years: Vec<i16> = neighbours[i].iter().chain([&i]).filter_map(|&j| own[j]).collect();
            let mut changed = evidence[i].clone();
            let Some(latest) = years.iter().copied().max().filter(|_| years.len() > 1) else {
                return changed;
            };
            for demand in &mut changed.demands {
                if let What::LatestYear(year) = demand.what {
                    demand.what = What::Background(year, latest, 1.0 / years.len() as f64);
                }
            }
            Evidence::of(changed.demands)
        })
        .collect()
}

impl Evidence {
    fn of(demands: Vec<Demand>) -> Evidence {
        let window = window(&demands);
        let then = |day: DayNumber| -> f64 {
            demands.iter().filter(|d| tells_of_then(&d.what, day)).map(|d| penalty(&d.what, day)).sum()
        };
        let least =
            window.map_or(0.0, |(first, last)| (first..=last).map(then).fold(f64::INFINITY, f64::min));
        Evidence { demands, window, then: least }
    }
}

/// What the head of the report says of its day.
fn filed(filed: &Filed) -> Demand {
    let place = match filed.place {
        FiledIn::Dateline => "dateline",
        FiledIn::DateLine => "date line",
    };
    Demand { what: What::Filed(filed.clone()), words: format!("its {place} says '{}'", filed.words) }
}

/// The candidate days: around the years that the report names.
fn window(demands: &[Demand]) -> Option<(DayNumber, DayNumber)> {
    let mut low: Option<DayNumber> = None;
    let mut high: Option<DayNumber> = None;
    for demand in demands {
        match demand.what {
            What::LatestPast(n) | What::Begun(n) => low = low.max(Some(n - SLACK)),
            // A year with no tense may be one to come.
            What::NamesYear(y) | What::LatestYear(y) | What::Background(_, y, _) => {
                low = low.max(days::of(y - TO_COME, 1, 1));
            }
            What::EarliestAhead(n) | What::NotOver(_, n) => high = Some(high.map_or(n, |h| h.min(n))),
            _ => {}
        }
    }
    let (begun, over) = in_office(demands);
    // Years before the first day of someone in office are history.
    low = low.map(|low| begun.map_or(low, |begun| low.max(begun - 2 * SLACK)));
    if let Some((begun, over)) = begun.zip(over).filter(|(b, o)| b < o && o - b < LONG_TERM) {
        low = low.or(Some(begun - 60));
        high = high.or(Some(over + 60));
    } else if low.is_some() {
        high = high.or(over.filter(|o| low.is_some_and(|l| *o > l)).map(|o| o + 60));
    }
    match (low, high) {
        (None, None) => None,
        (Some(low), None) => Some((low - 40, low + FAR)),
        (None, Some(high)) => Some((high - 800, high + SLACK)),
        // A day told as past may be a slip of tense: the window stays open on that side.
        (Some(low), Some(high)) => Some((low.min(high - 60) - 10, high.max(low) + SLACK)),
    }
}

/// The last of the first days in office, and the first of the last ones that are known.
fn in_office(demands: &[Demand]) -> (Option<DayNumber>, Option<DayNumber>) {
    let spans = || {
        demands
            .iter()
            .filter_map(|d| match &d.what {
                What::InOffice(holders) => Some(holders),
                _ => None,
            })
            .flatten()
            .filter_map(|spans| Some((spans.iter().map(|s| s.0).min()?, spans.iter().map(|s| s.1).max()?)))
    };
    (spans().map(|s| s.0).max(), spans().map(|s| s.1).min().filter(|l| *l < DayNumber::MAX))
}

/// Days by which a tense that was misread, or a list, may be wrong: what lies within is weighed, not left out.
const SLACK: DayNumber = 400;
/// So many years ahead a year may lie that is named with no tense: of the latest named, 12 in 100 are to come.
const TO_COME: i16 = 4;
/// Terms that overlap for longer than this bound no report.
const LONG_TERM: DayNumber = 366 * 9;
/// How long after the latest year it names a report may be written.
const FAR: DayNumber = 366 * 12;
