//! Days as numbers, so that thousands of candidates are cheap to weigh.

use jiff::{ToSpan, civil::Date};

/// Days since 1 January 1970.
pub(super) type DayNumber = i32;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

pub(super) fn number(date: Date) -> DayNumber {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

pub(super) fn date(number: DayNumber) -> Date {
    EPOCH.checked_add(i64::from(number).days()).unwrap_or(EPOCH)
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
    (0..4).find_map(|less| Date::new(year, month, day - less).ok()).map(number)
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
