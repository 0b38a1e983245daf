//! A stretch of the calendar with its TIMEX3 value, and the arithmetic of units on it.

use jiff::civil::Date;

use super::{Grain, calendar, meaning::Unit};

/// A stretch of the calendar with its value.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    pub(crate) value: String,
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) grain: Grain,
}

impl Stretch {
    pub(crate) fn unsettled(value: impl Into<String>, grain: Grain) -> Stretch {
        Stretch { value: value.into(), days: None, grain }
    }

    pub(crate) fn day(date: Date) -> Stretch {
        Stretch { value: iso(date), days: Some((date, date)), grain: Grain::Day }
    }

    pub(crate) fn week(date: Date) -> Option<Stretch> {
        let days = calendar::week(date)?;
        let iso = date.iso_week_date();
        Some(Stretch {
            value: format!("{:04}-W{:02}", iso.year(), iso.week()),
            days: Some(days),
            grain: Grain::Week,
        })
    }

    pub(crate) fn month(year: i32, month: i8) -> Option<Stretch> {
        let days = calendar::month(year, month)?;
        Some(Stretch {
            value: format!("{}-{month:02}", year_value(year)),
            days: Some(days),
            grain: Grain::Month,
        })
    }

    pub(crate) fn years(first: i32, last: i32, value: String) -> Stretch {
        Stretch { value, days: calendar::years(first, last), grain: Grain::Year }
    }

    pub(crate) fn season(season: &str, year: i32) -> Stretch {
        Stretch {
            value: format!("{}-{season}", year_value(year)),
            days: calendar::season(season, year),
            grain: Grain::Month,
        }
    }
}

/// `2022-01-12`, `BC0480-09-01`.
fn iso(date: Date) -> String {
    format!("{}-{:02}-{:02}", year_value(i32::from(date.year())), date.month(), date.day())
}

/// A year as TIMEX3 has it; astronomical years count the year before 1 as 0.
pub(crate) fn year_value(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// `198` for the ten years from 1980; years before Christ have no such value.
pub(crate) fn decade(first: i32) -> Stretch {
    let value = if first > 0 { format!("{:03}", first / 10) } else { year_value(first) };
    Stretch::years(first, first + 9, value)
}

pub(crate) fn century(n: i32) -> Stretch {
    let value = if n >= 0 { format!("{n:02}") } else { format!("BC{:02}", -n - 1) };
    Stretch::years(n * 100, n * 100 + 99, value)
}

pub(crate) fn day_in_month(reference: Date, months: i32, day: i8) -> Option<Date> {
    let there = calendar::plus_months(reference, i64::from(months))?;
    calendar::day(i32::from(there.year()), there.month(), day)
}

pub(crate) fn shifted(base: Date, unit: Unit, amount: f64) -> Option<Stretch> {
    let whole = amount.round() as i64;
    if whole.abs() > 20_000 {
        return None;
    }
    let year = |n: i64| i32::try_from(i64::from(base.year()) + n).ok();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => {
            let days = if unit == Unit::Hour { (amount / 24.0).round() as i64 } else { 0 };
            calendar::plus_days(base, days).map(Stretch::day)
        }
        Unit::Day | Unit::Night => calendar::plus_days(base, whole).map(Stretch::day),
        Unit::Week => Stretch::week(calendar::plus_days(base, 7 * whole)?),
        Unit::Fortnight => Stretch::week(calendar::plus_days(base, 14 * whole)?),
        Unit::Month => {
            let there = calendar::plus_months(base, whole)?;
            Stretch::month(i32::from(there.year()), there.month())
        }
        Unit::Quarter => {
            let there = calendar::plus_months(base, 3 * whole)?;
            let nth = (there.month() - 1) / 3 + 1;
            let (y, first) = (i32::from(there.year()), 3 * (nth - 1) + 1);
            let days = calendar::month(y, first).zip(calendar::month(y, first + 2)).map(|(a, b)| (a.0, b.1));
            Some(Stretch { value: format!("{}-Q{nth}", year_value(y)), days, grain: Grain::Month })
        }
        Unit::Year if amount.fract() != 0.0 => {
            let there = calendar::plus_months(base, (amount * 12.0).round() as i64)?;
            Stretch::month(i32::from(there.year()), there.month())
        }
        Unit::Year => year(whole).map(|y| Stretch::years(y, y, year_value(y))),
        Unit::Decade => year(10 * whole).map(|y| decade(y.div_euclid(10) * 10)),
        Unit::Century => year(100 * whole).map(|y| century(y.div_euclid(100))),
    }
}
