//! From the parts of a match to what it means: one function for each thing that a rule `gives`.

use super::{
    TimexKind,
    classes::Slot,
    find::Match,
    meaning::{Meaning, MonthOf, Unit, Which, YearOf},
};

/// What a match says: meaning, part of the day, TIMEX3 modifier.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Reading {
    /// Words of the match that say it, if not all of them.
    pub(crate) range: Option<(usize, usize)>,
    pub(crate) meaning: Meaning,
    /// `NI`, `09:00Z`.
    pub(crate) part: Option<String>,
    pub(crate) modifier: Option<String>,
}

/// What a day list without a century says about numeric dates: whether the day comes first in this report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
    Unknown,
}

/// The readings of a match; none if its parts make no sense together.
pub(crate) fn readings(found: &Match<'_>, order: DayOrder) -> Option<Vec<Reading>> {
    match found.rule.gives.as_str() {
        "days" => return days(found),
        "event-shift" => return event_shift(found),
        "day-range" | "month-range" | "year-range" => return range(found),
        _ => {}
    }
    let meaning = match found.rule.gives.as_str() {
        "day" => day(found, found.int("day").or_else(|| found.int("ordinal"))?)?,
        "numeric-day" => numeric_day(found, order)?,
        "month" | "month-part" => month(found)?,
        "week-of" => Meaning::WeekOf(Box::new(day(found, found.int("day")?)?)),
        "year" => Meaning::Year(YearOf::Is(found.int("year").or_else(|| found.int("oldyear"))?)),
        "year-bc" => year_bc(found)?,
        "short-year" => Meaning::Year(YearOf::Is(recent_century(found.int("yy")?))),
        "decade" => Meaning::Decade(found.int("decade").or_else(|| found.int("decade_word"))?),
        "century" => Meaning::Century(century(found)?),
        "season" => Meaning::Season { season: season(found)?, year: year_of(found), which: which(found) },
        "quarter" => year_part(found, found.int("ordinal").or_else(|| found.int("day"))?, 4)?,
        "half" => year_part(found, found.int("half")?, 2)?,
        "holiday" => Meaning::Holiday {
            rule: found.word("holiday")?.into(),
            year: year_of(found),
            which: which(found),
        },
        "week-of-holiday" => Meaning::WeekOf(Box::new(Meaning::Holiday {
            rule: found.word("holiday")?.into(),
            year: year_of(found),
            which: which(found),
        })),
        "famous" => Meaning::Stated(found.word("famous")?.into()),
        "weekday" => weekday(found)?,
        "weekdays" => {
            Meaning::Set(format!("XXXX-WXX-{}", found.int("weekdays").or_else(|| found.int("weekday"))?))
        }
        "shift" => shift(found, false)?,
        "shift-previous" => shift(found, true)?,
        "weekend" => Meaning::Weekend(found.int("n")?),
        "present" => Meaning::Present,
        "past" => Meaning::Past,
        "future" => Meaning::Future,
        "duration" => length(found)?,
        "vague-duration" => vague_length(found)?,
        "set" => Meaning::Set(length_value(amount(found, Some(1.0)), unit(found)?)),
        "year-ago" => Meaning::Shift { unit: unit(found)?, amount: year_ago(found)?, from_previous: true },
        "clock" | "noon" | "hour-part" => clock_day(found)?,
        "part-of-day" => Meaning::SameDay,
        "set-value" => Meaning::Set(set_value(found)?),
        _ => return None,
    };
    let part = part(found);
    let modifier = ["mod", "edge", "edge_of", "earlier", "part_of", "about"]
        .iter()
        .find_map(|n| found.word(n))
        .map(Into::into);
    let modifier =
        modifier.or_else(|| found.word("part").filter(|_| found.rule.gives == "month-part").map(Into::into));
    Some(vec![Reading { range: None, meaning, part, modifier }])
}

/// The TIMEX3 type that a meaning has.
pub(crate) fn kind(meaning: &Meaning, part: Option<&str>) -> TimexKind {
    match meaning {
        Meaning::Length { .. }
        | Meaning::Shift { unit: Unit::Second | Unit::Minute | Unit::Hour, from_previous: true, .. } => {
            TimexKind::Duration
        }
        Meaning::Set(_) => TimexKind::Set,
        _ if part.is_some() => TimexKind::Time,
        _ => TimexKind::Date,
    }
}

fn year_of(found: &Match<'_>) -> YearOf {
    let slot = |name| found.int(name);
    None.or_else(|| slot("year").map(YearOf::Is))
        .or_else(|| slot("year_shift").map(YearOf::FromPublished))
        .or_else(|| slot("year_previous").map(YearOf::FromPrevious))
        .unwrap_or(YearOf::Unsaid)
}

fn month_of(found: &Match<'_>) -> MonthOf {
    let slot = |name| found.int(name);
    None.or_else(|| month_number(found).map(MonthOf::Is))
        .or_else(|| slot("month_shift").map(MonthOf::FromPublished))
        .or_else(|| slot("month_previous").map(MonthOf::FromPrevious))
        .unwrap_or(MonthOf::Unsaid)
}

fn month_number(found: &Match<'_>) -> Option<i8> {
    let n = found.int("mon").or_else(|| found.int("month"))?;
    (1..=12).contains(&n).then_some(n as i8)
}

fn which(found: &Match<'_>) -> Which {
    match (found.int("which"), found.int("previous")) {
        (Some(-1), _) => Which::Last,
        (Some(0), _) => Which::This,
        (Some(_), _) => Which::Next,
        (None, Some(n)) if n < 0 => Which::Preceding,
        (None, Some(_)) => Which::Following,
        (None, None) => Which::Bare,
    }
}

fn day(found: &Match<'_>, day: i32) -> Option<Meaning> {
    day_of(found, day, month_of(found))
}

/// The same of a month that the match names apart: the second of "28 February - 3 March".
fn day_of(found: &Match<'_>, day: i32, month: MonthOf) -> Option<Meaning> {
    let said_but_wrong = matches!(month, MonthOf::Unsaid) && found.int("month").is_some();
    let fits = match (month, year_of(found)) {
        (MonthOf::Is(m), YearOf::Is(y)) => {
            (1..=i32::from(super::calendar::month_length(y, m))).contains(&day)
        }
        (MonthOf::Is(m), _) => (1..=i32::from(super::calendar::month_length(2000, m))).contains(&day),
        _ => (1..=31).contains(&day),
    };
    (fits && !said_but_wrong).then(|| Meaning::Day {
        year: year_of(found),
        month,
        day: day as i8,
        weekday: found.int("wday").or_else(|| found.int("weekday")).map(|n| n as i8),
        which: which(found),
    })
}

/// A list of two or three days of one month: those before the last named only by their numbers.
fn days(found: &Match<'_>) -> Option<Vec<Reading>> {
    let (first, second) = (found.int("first")?, found.int("day")?);
    let (first_at, second_at) = (found.range("first")?, found.range("day")?);
    let middle = found.int("middle").zip(found.range("middle"));
    let month_first = found.range("mon").is_some_and(|(from, _)| from < first_at.0);
    let first_from = found.from.min(first_at.0);
    let reading = |meaning, range| Reading { range: Some(range), meaning, part: None, modifier: None };
    let second_range = if month_first { second_at } else { (second_at.0, found.to) };
    let mut list = vec![reading(day(found, first)?, (first_from, first_at.1))];
    if let Some((n, at)) = middle {
        list.push(reading(day(found, n)?, at));
    }
    list.push(reading(day(found, second)?, second_range));
    Some(list)
}

/// "the day" of "the day after the talks": counted from the event that the words behind it name.
fn event_shift(found: &Match<'_>) -> Option<Vec<Reading>> {
    let meaning = shift(found, true)?;
    Some(vec![Reading { range: Some((found.from, found.to - 1)), meaning, part: None, modifier: None }])
}

/// A year, counted in the units that are compared: four quarters, twelve months.
fn year_ago(found: &Match<'_>) -> Option<f64> {
    Some(match unit(found)? {
        Unit::Quarter => -4.0,
        Unit::Month => -12.0,
        Unit::Year => -1.0,
        _ => return None,
    })
}

/// "every spring", "each January", "every morning".
fn set_value(found: &Match<'_>) -> Option<String> {
    season(found)
        .map(|season| format!("XXXX-{season}"))
        .or_else(|| month_number(found).map(|month| format!("XXXX-{month:02}")))
        .or_else(|| found.word("part").map(|part| format!("XXXX-XX-XXT{part}")))
}

/// Both ends of a range: the first means the whole, the second itself.
fn range(found: &Match<'_>) -> Option<Vec<Reading>> {
    let whole = match found.rule.gives.as_str() {
        "day-range" => day_range(found)?,
        "month-range" => month_range(found)?,
        _ => year_range(found)?,
    };
    let Meaning::Range(_, last) = &whole else { return None };
    let last = (**last).clone();
    let first_end = found.range("first")?.1;
    let month_first =
        found.range("mon").is_some_and(|(from, _)| from < found.range("first").map_or(0, |f| f.0));
    let second_start = match found.rule.gives.as_str() {
        "day-range" if found.has("month2") => found.range("month2")?.0.min(found.range("day")?.0),
        "day-range" => found.range("day")?.0,
        "month-range" => found.range("month")?.0,
        _ => found.range("short").or_else(|| found.range("year"))?.0,
    };
    let first_end = if found.has("month2") && !month_first { found.range("mon")?.1 } else { first_end };
    let reading = |meaning, range| Reading { range: Some(range), meaning, part: None, modifier: None };
    Some(vec![reading(whole, (found.from, first_end)), reading(last, (second_start, found.to))])
}

fn numeric_day(found: &Match<'_>, order: DayOrder) -> Option<Meaning> {
    let (one, two, year) = (found.int("one")?, found.int("two")?, found.int("year")?);
    let day_first = match (one, two) {
        (13..=31, 1..=12) => true,
        (1..=12, 13..=31) => false,
        (1..=12, 1..=12) if one == two => true,
        (1..=12, 1..=12) => match order {
            DayOrder::DayFirst => true,
            DayOrder::MonthFirst => false,
            DayOrder::Unknown => return Some(Meaning::Year(YearOf::Is(year))),
        },
        _ => return None,
    };
    let (day, month) = if day_first { (one, two) } else { (two, one) };
    let fits = day <= i32::from(super::calendar::month_length(year, month as i8));
    fits.then_some(Meaning::Day {
        year: YearOf::Is(year),
        month: MonthOf::Is(month as i8),
        day: day as i8,
        weekday: None,
        which: Which::Bare,
    })
}

fn day_range(found: &Match<'_>) -> Option<Meaning> {
    let mut first = day(found, found.int("first")?)?;
    let month2 = found.int("month2").filter(|m| (1..=12).contains(m)).map(|m| MonthOf::Is(m as i8));
    let last = day_of(found, found.int("day")?, month2.unwrap_or_else(|| month_of(found)))?;
    if month2.is_none() && found.int("first")? >= found.int("day")? {
        return None;
    }
    if let Meaning::Day { weekday, .. } = &mut first {
        *weekday = None;
    }
    Some(Meaning::Range(Box::new(first), Box::new(last)))
}

fn month(found: &Match<'_>) -> Option<Meaning> {
    Some(Meaning::Month { year: year_of(found), month: month_number(found)?, which: which(found) })
}

fn month_range(found: &Match<'_>) -> Option<Meaning> {
    let first = found.int("first")? as i8;
    let year = year_of(found);
    let at = |month| Box::new(Meaning::Month { year, month, which: Which::Bare });
    let last = month_number(found)?;
    (first < last).then(|| Meaning::Range(at(first), at(last)))
}

fn year_bc(found: &Match<'_>) -> Option<Meaning> {
    let year = YearOf::Is(-found.int("year")?);
    Some(match (season(found), month_number(found)) {
        (Some(season), _) => Meaning::Season { season, year, which: Which::Bare },
        (None, Some(month)) => Meaning::Month { year, month, which: Which::Bare },
        (None, None) => Meaning::Year(year),
    })
}

fn year_range(found: &Match<'_>) -> Option<Meaning> {
    let first = found.int("first")?;
    let last = match found.int("short") {
        Some(short) => first - first % 100 + short,
        None => found.int("year")?,
    };
    let at = |y| Box::new(Meaning::Year(YearOf::Is(y)));
    (first < last).then(|| Meaning::Range(at(first), at(last)))
}

fn recent_century(yy: i32) -> i32 {
    if yy <= 29 { 2000 + yy } else { 1900 + yy }
}

fn century(found: &Match<'_>) -> Option<i32> {
    let n = found.int("day").or_else(|| found.int("ordinal"))?;
    (1..=21).contains(&n).then_some(n - 1)
}

fn season(found: &Match<'_>) -> Option<&'static str> {
    ["SP", "SU", "FA", "WI"].into_iter().find(|s| found.word("season") == Some(s))
}

fn year_part(found: &Match<'_>, nth: i32, parts: i8) -> Option<Meaning> {
    let fits = (1..=i32::from(parts)).contains(&nth);
    let year = match year_of(found) {
        YearOf::Unsaid => YearOf::FromPublished(0),
        said => said,
    };
    fits.then_some(Meaning::YearPart { nth: nth as i8, parts, year })
}

fn weekday(found: &Match<'_>) -> Option<Meaning> {
    let weekday = found.int("weekday")? as i8;
    Some(Meaning::Weekday { weekday, which: which(found), week: found.int("week") })
}

fn unit(found: &Match<'_>) -> Option<Unit> {
    ["unit", "unit1", "units", "period", "one", "alone"]
        .iter()
        .find_map(|name| found.word(name))
        .and_then(Unit::of)
}

fn number<'m>(found: &'m Match<'_>) -> Option<&'m Slot> {
    let slot = ["n", "num"].iter().find_map(|name| found.part(name))?;
    matches!(slot, Slot::Int(_) | Slot::Amount(_)).then_some(slot)
}

/// How many, `None` for "several"; `unsaid` if the match gives no number.
fn amount(found: &Match<'_>, unsaid: Option<f64>) -> Option<f64> {
    let n = match number(found) {
        Some(Slot::Int(n)) => Some(f64::from(*n)),
        Some(Slot::Amount(n)) => *n,
        _ => return unsaid,
    };
    if found.has("plushalf") { n.map(|n| n + 0.5) } else { n }
}

fn shift(found: &Match<'_>, from_previous: bool) -> Option<Meaning> {
    let sign = f64::from(found.int("sign").unwrap_or(1));
    if found.has("units") && number(found).is_none() {
        return Some(if sign < 0.0 { Meaning::Past } else { Meaning::Future });
    }
    let unit = unit(found)?;
    Some(match amount(found, Some(0.0)) {
        Some(n) => Meaning::Shift { unit, amount: sign * n, from_previous },
        None if from_previous => Meaning::Length { amount: None, unit },
        None if sign < 0.0 => Meaning::Past,
        None => Meaning::Future,
    })
}

fn length(found: &Match<'_>) -> Option<Meaning> {
    let amount = if found.has("half") {
        Some(0.5)
    } else {
        amount(found, (found.has("alone") || found.has("unit1")).then_some(1.0))
    };
    Some(Meaning::Length { amount, unit: unit(found)? })
}

fn vague_length(found: &Match<'_>) -> Option<Meaning> {
    let amount = found.has("one").then_some(1.0);
    Some(Meaning::Length { amount, unit: unit(found)? })
}

fn clock_day(found: &Match<'_>) -> Option<Meaning> {
    let day = |n: f64| Meaning::Shift { unit: Unit::Day, amount: n, from_previous: false };
    Some(if found.has("weekday") {
        weekday(found)?
    } else if let Some(n) = found.int("day") {
        self::day(found, n)?
    } else if found.has("today") {
        day(0.0)
    } else if found.has("tomorrow") {
        day(1.0)
    } else if found.has("yesterday") {
        day(-1.0)
    } else {
        Meaning::SameDay
    })
}

/// What stands after the `T` of a TIMEX3 value.
fn part(found: &Match<'_>) -> Option<String> {
    if found.rule.gives == "noon" {
        return Some(if found.has("midnight") { "24:00" } else { "12:00" }.into());
    }
    if matches!(found.rule.gives.as_str(), "month-part" | "set-value") {
        return None;
    }
    if found.rule.gives == "hour-part" {
        let hour = found.int("hour").filter(|h| (1..=12).contains(h))? % 12;
        return Some(format!("{:02}:00", if found.has("pm") { hour + 12 } else { hour }));
    }
    if let Some(Slot::Clock(hour, minute)) = found.part("clock") {
        return Some(format!("{hour:02}:{minute:02}{}", found.word("zone").unwrap_or_default()));
    }
    found.word("part").map(Into::into)
}

/// TIMEX3's value of a length: `P2D`, `PT24H`, `PXW`.
pub(crate) fn length_value(amount: Option<f64>, unit: Unit) -> String {
    let (amount, unit) = match (amount, unit) {
        (Some(0.5), Unit::Hour) => (Some(30.0), Unit::Minute),
        (Some(0.5), Unit::Year) => (Some(6.0), Unit::Month),
        (Some(n), Unit::Decade) if n.fract() != 0.0 => (Some(10.0 * n), Unit::Year),
        (Some(n), Unit::Century) if n.fract() != 0.0 => (Some(100.0 * n), Unit::Year),
        (Some(n), Unit::Fortnight) => (Some(2.0 * n), Unit::Week),
        (Some(n), Unit::Quarter) => (Some(3.0 * n), Unit::Month),
        (n, Unit::Fortnight) => (n, Unit::Week),
        (n, Unit::Quarter) => (n, Unit::Month),
        other => other,
    };
    let number = amount.map_or_else(|| "X".to_string(), |n| format!("{n}"));
    match unit {
        Unit::Second => format!("PT{number}S"),
        Unit::Minute => format!("PT{number}M"),
        Unit::Hour => format!("PT{number}H"),
        Unit::Day | Unit::Night => format!("P{number}D"),
        Unit::Week | Unit::Fortnight => format!("P{number}W"),
        Unit::Month | Unit::Quarter => format!("P{number}M"),
        Unit::Year => format!("P{number}Y"),
        Unit::Decade => format!("P{number}DE"),
        Unit::Century => format!("P{number}CE"),
    }
}
