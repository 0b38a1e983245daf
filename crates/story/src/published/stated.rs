//! Days, months and years that a report states with their year.

use chancery_extract::time::{Direction, Meaning, Timex, YearOf};

use super::{
    days::{self, DayNumber},
    what::{Demand, Told, What},
};

pub(super) fn year_said(year: YearOf) -> Option<i16> {
    match year {
        YearOf::Is(y) => i16::try_from(y).ok().filter(|y| (1000..=2200).contains(y)),
        _ => None,
    }
}

/// So many days before one told as past, a day told as to come is a misreading.
const MISREAD: DayNumber = 60;

/// Who tells a later time as past does not look ahead to this one: its tense was misread.
fn is_credible(ahead: DayNumber, begun: Option<DayNumber>) -> bool {
    begun.is_none_or(|begun| ahead + MISREAD > begun)
}

/// The latest day on which a time that is told as past with its year began.
pub(super) fn begun(told: &[(Told, &Timex)], times: &[&Timex]) -> Option<DayNumber> {
    let days = told
        .iter()
        .filter(|(t, x)| t.direction == Direction::Past && !is_stamp(t, x))
        .filter_map(|(t, _)| days::of(t.year?, t.month, t.day));
    let longer = times.iter().filter(|t| t.direction == Direction::Past && !t.quoted).filter_map(|t| {
        let (year, month) = year_and_month(t)?;
        days::of(year, month.unwrap_or(1), 1)
    });
    days.chain(longer).max()
}

/// The year that is told with a month, a day, a season or alone, and the month if it is told as a whole.
fn year_and_month(timex: &Timex) -> Option<(i16, Option<i8>)> {
    let (year, month) = match &timex.meaning {
        Meaning::Month { year, month, .. } => (*year, Some(*month)),
        Meaning::Year(year) | Meaning::Day { year, .. } | Meaning::Season { year, .. } => (*year, None),
        _ => return None,
    };
    Some((year_said(year).filter(|y| *y >= 1800)?, month))
}

pub(super) fn stated_days(told: &[(Told, &Timex)], begun: Option<DayNumber>, demands: &mut Vec<Demand>) {
    let full: Vec<(DayNumber, Direction, &Timex)> = told
        .iter()
        .filter(|(t, x)| !is_stamp(t, x))
        .filter_map(|(t, x)| Some((days::of(t.year?, t.month, t.day)?, t.direction, *x)))
        .collect();
    let past = full.iter().filter(|(_, d, _)| *d == Direction::Past).max_by_key(|(n, ..)| *n);
    let ahead = full
        .iter()
        .filter(|(n, d, _)| *d == Direction::Future && is_credible(*n, begun))
        .min_by_key(|(n, ..)| *n);
    if let Some((n, _, timex)) = ahead {
        demands.push(Demand {
            what: What::EarliestAhead(*n),
            words: format!("'{}' is told as to come", timex.words),
        });
    }
    // What has no tense is taken as past, unless it lies after what is told as to come.
    let bound = ahead.map(|(n, ..)| *n);
    let toneless = full
        .iter()
        .filter(|(n, d, _)| *d == Direction::Unknown && bound.is_none_or(|b| *n < b))
        .max_by_key(|(n, ..)| *n);
    if let Some((n, _, timex)) = past.into_iter().chain(toneless).max_by_key(|(n, ..)| *n) {
        demands.push(Demand {
            what: What::LatestPast(*n),
            words: format!("'{}' is the latest day told as past", timex.words),
        });
    }
}

/// "7:01 pm ET February 11, 2013" with no verb: a page tells so when something on it was last changed.
fn is_stamp(told: &Told, timex: &Timex) -> bool {
    let clock = timex.part.as_ref().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    clock && told.direction == Direction::Unknown
}

pub(super) fn stated_months_and_years(times: &[&Timex], begun: Option<DayNumber>, demands: &mut Vec<Demand>) {
    let mut latest: Option<(i16, &Timex)> = None;
    let mut ahead: Option<(i16, &Timex)> = None;
    for timex in times {
        let Some((year, month)) = year_and_month(timex) else { continue };
        let Some(first) = days::of(year, month.unwrap_or(1), 1) else { continue };
        let Some(last) = days::of(year, month.unwrap_or(12), 31) else { continue };
        match timex.direction {
            Direction::Future if !is_credible(last, begun) => {}
            Direction::Future if matches!(timex.meaning, Meaning::Month { .. }) => demands.push(Demand {
                what: What::NotOver(first, last),
                words: format!("'{}' is told as to come", timex.words),
            }),
            Direction::Future => {
                ahead = Some((year, *timex)).filter(|(y, _)| ahead.is_none_or(|(a, _)| *y > a)).or(ahead);
            }
            Direction::Unknown if month.is_some() => {
                ahead = Some((year, *timex)).filter(|(y, _)| ahead.is_none_or(|(a, _)| *y > a)).or(ahead);
                continue;
            }
            _ if month.is_some() => {
                demands
                    .push(Demand { what: What::Begun(first), words: format!("'{}' has begun", timex.words) });
            }
            _ => {}
        }
        if timex.direction != Direction::Future && latest.is_none_or(|(y, _)| year > y) {
            latest = Some((year, timex));
        }
    }
    // "in 2021" may stand in a sentence that looks ahead; what exceeds the past years by one is as good as they.
    if let Some((year, timex)) = ahead.filter(|(y, _)| latest.is_none_or(|(l, _)| *y > l)) {
        demands.push(Demand { what: What::NamesYear(year), words: format!("'{}' is named", timex.words) });
    }
    if let Some((year, timex)) = latest {
        demands.push(Demand {
            what: What::LatestYear(year),
            words: format!("{year} is the latest year told as past or present ('{}')", timex.words),
        });
    }
}
