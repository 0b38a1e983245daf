//! Days as numbers, so that thousands of candidates are cheap to weigh.

use jiff::civil::Date;

/// Days since 1 January 1970.
pub(super) type DayNumber = i32;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);
/// Days of four hundred years, and of a hundred and of four from the first of March of a year that ends such a cycle.
const CYCLE: i32 = 146_097;
const CENTURY: i32 = 36_524;
const FOUR_YEARS: i32 = 1_461;
/// Days from 1 March of the year 0 to 1 January 1970.
const SHIFT: i32 = 719_468;

/// The day's number, by the calendar of years that begin in March, so that the odd day ends them.
pub(super) fn number(date: Date) -> DayNumber {
    let early = date.month() <= 2;
    let year = i32::from(date.year()) - i32::from(early);
    let month = i32::from(date.month()) + if early { 9 } else { -3 };
    let cycle = year.div_euclid(400);
    let of_cycle = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + i32::from(date.day()) - 1;
    cycle * CYCLE + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - SHIFT
}

/// The day with this number; that of 1970 for numbers that no date has.
pub(super) fn date(number: DayNumber) -> Date {
    let Some(days) = number.checked_add(SHIFT) else { return EPOCH };
    let of_cycle = days.rem_euclid(CYCLE);
    let of_cycle_years =
        (of_cycle - of_cycle / (FOUR_YEARS - 1) + of_cycle / CENTURY - of_cycle / (CYCLE - 1)) / 365;
    let of_year = of_cycle - (365 * of_cycle_years + of_cycle_years / 4 - of_cycle_years / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = days.div_euclid(CYCLE) * 400 + of_cycle_years + i32::from(month <= 2);
    let small = |n: i32| i8::try_from(n).unwrap_or(1);
    i16::try_from(year).ok().and_then(|year| Date::new(year, small(month), small(day)).ok()).unwrap_or(EPOCH)
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
