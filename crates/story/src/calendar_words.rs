//! Days as a reader would have them: "Mon 10 Jan 2022", "9–10 Jan 2022", "Jan 2022", "by 24 Dec 2021".

use chancery_extract::time::Grain;
use jiff::civil::{Date, Weekday};

use crate::chronicle::When;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "Mon".
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

/// "Jan".
pub fn month(date: Date) -> &'static str {
    MONTHS[(date.month() - 1) as usize]
}

/// "10 Jan".
pub fn day_month(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// "Mon 10 Jan 2022".
pub fn full_day(date: Date) -> String {
    format!("{} {} {}", weekday(date), day_month(date), date.year())
}

/// "9–10 Jan 2022", "30 Dec 2021 – 2 Jan 2022".
pub fn range(first: Date, last: Date) -> String {
    if first == last {
        return format!("{} {}", day_month(first), first.year());
    }
    if (first.year(), first.month()) == (last.year(), last.month()) {
        return format!("{}–{} {}", first.day(), day_month(last), last.year());
    }
    let year = if first.year() == last.year() { String::new() } else { format!(" {}", first.year()) };
    format!("{}{year} – {} {}", day_month(first), day_month(last), last.year())
}

/// The whole of it, as fine as it is known; nothing where nothing is.
pub fn when_words(when: &When) -> Option<String> {
    match (when.earliest, when.latest) {
        (Some(a), Some(b)) if is_year(a, b) => Some(a.year().to_string()),
        (Some(a), Some(b)) if is_month(a, b) => Some(format!("{} {}", month(a), a.year())),
        (Some(a), Some(b)) if when.grain == Grain::Week && a != b => Some(format!("week of {}", full_day(a))),
        (Some(a), Some(b)) if a == b => Some(full_day(a)),
        (Some(a), Some(b)) => Some(range(a, b)),
        (None, Some(b)) => Some(format!("by {}", range(b, b))),
        (Some(a), None) => Some(format!("after {}", range(a, a))),
        (None, None) => None,
    }
}

/// Whether the days are one whole month.
pub fn is_month(first: Date, last: Date) -> bool {
    first == first.first_of_month() && last == first.last_of_month()
}

/// Whether the days are one whole year.
pub fn is_year(first: Date, last: Date) -> bool {
    first == first.first_of_year() && last == first.last_of_year()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn words(first: Option<Date>, last: Option<Date>, grain: Grain) -> String {
        when_words(&When { earliest: first, latest: last, grain, rests_on: vec![] }).unwrap_or_default()
    }

    #[test]
    fn days_are_told_as_finely_as_they_are_known() {
        let (a, b) = (date(2031, 3, 9), date(2031, 3, 10));
        assert_eq!(words(Some(b), Some(b), Grain::Day), "Mon 10 Mar 2031");
        assert_eq!(words(Some(a), Some(b), Grain::Day), "9–10 Mar 2031");
        assert_eq!(words(Some(date(2031, 3, 1)), Some(date(2031, 3, 31)), Grain::Month), "Mar 2031");
        assert_eq!(words(Some(date(2031, 1, 1)), Some(date(2031, 12, 31)), Grain::Year), "2031");
        assert_eq!(words(None, Some(b), Grain::Day), "by 10 Mar 2031");
        assert_eq!(
            words(Some(date(2030, 12, 30)), Some(date(2031, 1, 2)), Grain::Day),
            "30 Dec 2030 – 2 Jan 2031"
        );
    }
}
