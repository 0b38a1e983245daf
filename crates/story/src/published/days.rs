//! Days as numbers, so that thousands of candidates are cheap to weigh.

use jiff::{SignedDuration, civil::Date};

/// Days since 1 January 1970.
pub(super) type DayNumber = i32;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const HOURS: i64 = 24;

/// The day's number.
pub(super) fn number(date: Date) -> DayNumber {
    i32::try_from(date.duration_since(EPOCH).as_hours() / HOURS).unwrap_or(0)
}

/// The day with this number; that of 1970 for numbers that no date has.
pub(super) fn date(number: DayNumber) -> Date {
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

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn numbers_count_days_as_the_calendar_does() {
        for n in (-800_000..800_000).step_by(37) {
            let day = EPOCH.checked_add(i64::from(n).days()).ok().unwrap_or(EPOCH);
            assert_eq!((number(day), date(n)), (n, day), "{n}");
        }
        assert_eq!((date(i32::MAX), date(i32::MIN)), (EPOCH, EPOCH));
    }
}
