//! Days as numbers, so that thousands of candidates are cheap to weigh.

use std::sync::LazyLock;

use jiff::{SignedDuration, civil::Date};

/// Days since 1 January 1970.
pub(super) type DayNumber = i32;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const HOURS: i64 = 24;

/// Years whose days are kept in tables: they are weighed by the million.
const KEPT: std::ops::RangeInclusive<i16> = 1800..=2200;

/// The days of the years that are kept, in order.
static DATES: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let first = Date::new(*KEPT.start(), 1, 1).unwrap_or(EPOCH);
    std::iter::successors(Some(first), |date| date.tomorrow().ok())
        .take_while(|date| date.year() <= *KEPT.end())
        .collect()
});
static FIRST_KEPT: LazyLock<DayNumber> = LazyLock::new(|| DATES.first().map_or(0, |date| counted(*date)));
/// The first day of each of their months with its length.
static MONTHS: LazyLock<Vec<(DayNumber, i8)>> = LazyLock::new(|| {
    let firsts = DATES.iter().filter(|date| date.day() == 1);
    firsts.map(|date| (counted(*date), date.days_in_month())).collect()
});

/// The day's number.
pub(super) fn number(date: Date) -> DayNumber {
    month_kept(date.year(), date.month())
        .map_or_else(|| counted(date), |(first, _)| first + DayNumber::from(date.day()) - 1)
}

/// The first day of a month and its length, if its year is kept.
fn month_kept(year: i16, month: i8) -> Option<(DayNumber, i8)> {
    let kept = KEPT.contains(&year) && (1..=12).contains(&month);
    let at = || (year - KEPT.start()) as usize * 12 + month as usize - 1;
    if kept { MONTHS.get(at()).copied() } else { None }
}

fn counted(date: Date) -> DayNumber {
    i32::try_from(date.duration_since(EPOCH).as_hours() / HOURS).unwrap_or(0)
}

/// The day with this number; that of 1970 for numbers that no date has.
pub(super) fn date(number: DayNumber) -> Date {
    let kept = number.checked_sub(*FIRST_KEPT).and_then(|at| DATES.get(usize::try_from(at).ok()?));
    kept.copied().unwrap_or_else(|| counted_off(number))
}

fn counted_off(number: DayNumber) -> Date {
    EPOCH.checked_add(SignedDuration::from_hours(i64::from(number) * HOURS)).unwrap_or(EPOCH)
}

/// Weekday from 1 for Monday; 1 January 1970 was a Thursday.
pub(super) fn weekday(number: DayNumber) -> i8 {
    ((number + 3).rem_euclid(7) + 1) as i8
}

/// The Monday of the week.
pub(super) fn monday(number: DayNumber) -> DayNumber {
    number - i32::from(weekday(number)) + 1
}

/// The day of this year, month and day; the last of the month where the month is shorter.
pub(super) fn of(year: i16, month: i8, day: i8) -> Option<DayNumber> {
    match month_kept(year, month) {
        Some((first, length)) if (1..=31).contains(&day) => {
            Some(first + DayNumber::from(day.min(length)) - 1)
        }
        _ => (0..4).find_map(|less| Date::new(year, month, day - less).ok()).map(number),
    }
}

/// `Mon 3 Jan 2022`.
pub(super) fn spoken(date: Date) -> String {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let weekday = WEEKDAYS[usize::from(date.weekday().to_monday_zero_offset() as u8)];
    let month = MONTHS[usize::from(date.month() as u8) - 1];
    format!("{weekday} {} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn numbers_count_days_as_the_calendar_does() {
        for n in (-800_000..800_000).step_by(37) {
            let day = EPOCH.checked_add(i64::from(n).days()).ok().unwrap_or(EPOCH);
            assert_eq!((number(day), date(n)), (n, day), "{n}");
            assert_eq!((counted(day), counted_off(n)), (n, day), "{n}");
            assert_eq!(of(day.year(), day.month(), day.day()), Some(n), "{n}");
        }
        for year in [1799, 1800, 1900, 2000, 2023, 2200, 2201] {
            let last = |month| of(year, month, 31).map(date).map(|date| (date.month(), date.day()));
            let leap = jiff::civil::date(year, 1, 1).in_leap_year();
            assert_eq!(last(2), Some((2, if leap { 29 } else { 28 })), "{year}");
            assert_eq!((last(11), last(12)), (Some((11, 30)), Some((12, 31))), "{year}");
            assert_eq!(
                (of(year, 13, 1), of(year, 0, 1), of(year, 1, 0), of(year, 1, 40)),
                (None, None, None, None)
            );
        }
        assert_eq!((date(i32::MAX), date(i32::MIN)), (EPOCH, EPOCH));
    }
}
