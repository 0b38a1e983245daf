//! Arithmetic of the calendar that the meanings need: months' lengths, weeks, Easter, named days.

use jiff::{ToSpan, civil::Date};

/// How many days the month has; 31 for what is no month.
pub(crate) fn month_length(year: i32, month: i8) -> i8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day, where the calendar has it.
pub(crate) fn day(year: i32, month: i8, day: i8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

/// First and last day of a month.
pub(crate) fn month(year: i32, month: i8) -> Option<(Date, Date)> {
    Some((day(year, month, 1)?, day(year, month, month_length(year, month))?))
}

/// First and last day of a stretch of years.
pub(crate) fn years(first: i32, last: i32) -> Option<(Date, Date)> {
    Some((day(first, 1, 1)?, day(last, 12, 31)?))
}

/// The day so many days later.
pub(crate) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

/// The same day so many months later, or the month's last.
pub(crate) fn plus_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(months.months()).ok()
}

/// Monday and Sunday of the week that holds `date`.
pub(crate) fn week(date: Date) -> Option<(Date, Date)> {
    let monday = plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
    Some((monday, plus_days(monday, 6)?))
}

/// Weekday from 1 for Monday.
pub(crate) fn weekday(date: Date) -> i8 {
    date.weekday().to_monday_one_offset()
}

/// Easter Sunday by the anonymous Gregorian computus (Meeus, Jones, Butcher).
#[allow(clippy::many_single_char_names, reason = "the letters are those of the published computus")]
pub(crate) fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    day(year, (sum / 31) as i8, (sum % 31 + 1) as i8)
}

/// Easter Sunday of the Julian calendar in Gregorian days (Meeus); right from 1900 to 2099.
fn orthodox_easter(year: i32) -> Option<Date> {
    let moon = (19 * (year % 19) + 15) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    let sum = moon + sunday + 114;
    plus_days(day(year, (sum / 31) as i8, (sum % 31 + 1) as i8)?, 13)
}

/// The day that a holiday's rule (see the word list) names in `year`.
pub(crate) fn holiday(rule: &str, year: i32) -> Option<Date> {
    let words: Vec<&str> = rule.split(' ').collect();
    let numbers: Vec<i32> = words.iter().skip(1).filter_map(|w| w.parse().ok()).collect();
    match (words[0], &numbers[..]) {
        ("easter", [shift]) => plus_days(easter(year)?, i64::from(*shift)),
        ("orthodox", [shift]) => plus_days(orthodox_easter(year)?, i64::from(*shift)),
        ("nth", [m, w, n]) => nth_weekday(day(year, *m as i8, 1)?, *w as i8, *n),
        ("last", [m, w]) => {
            let (_, end) = month(year, *m as i8)?;
            plus_days(end, -i64::from((weekday(end) - *w as i8).rem_euclid(7)))
        }
        ("after", [m, w, n]) => nth_weekday(day(year, *m as i8, *n as i8)?, *w as i8, 1),
        _ => {
            let (m, d) = rule.split_once('-')?;
            day(year, m.parse().ok()?, d.parse().ok()?)
        }
    }
}

fn nth_weekday(from: Date, wanted: i8, n: i32) -> Option<Date> {
    let ahead = i64::from((wanted - weekday(from)).rem_euclid(7));
    plus_days(from, ahead + 7 * i64::from(n - 1))
}

/// Days from `a` to `b`.
pub(crate) fn between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}

/// First and last day of a season of a year; winter runs into the next.
pub(crate) fn season(season: &str, year: i32) -> Option<(Date, Date)> {
    let (first, last) = match season {
        "SP" => (3, 5),
        "SU" => (6, 8),
        "FA" => (9, 11),
        _ => return Some((day(year, 12, 1)?, month(year + 1, 2)?.1)),
    };
    Some((day(year, first, 1)?, month(year, last)?.1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn named_days_are_where_the_calendar_has_them() {
        assert_eq!(easter(2021), Some(date(2021, 4, 4)));
        assert_eq!(holiday("nth 11 4 4", 2021), Some(date(2021, 11, 25)));
        assert_eq!(holiday("last 5 1", 2022), Some(date(2022, 5, 30)));
        assert_eq!(holiday("after 11 2 2", 2022), Some(date(2022, 11, 8)));
        assert_eq!(holiday("orthodox 0", 2022), Some(date(2022, 4, 24)));
        assert_eq!(holiday("orthodox 0", 2021), Some(date(2021, 5, 2)));
        assert_eq!(holiday("12-25", 2021), Some(date(2021, 12, 25)));
    }
}
