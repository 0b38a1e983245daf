//! Days as a person reads them at a glance.

use chancery_story::{Basis, Dated};
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "Tue 18 Jan 2022".
pub(crate) fn long(day: Date) -> String {
    format!("{} {}", short(day), day.year())
}

/// "Tue 18 Jan".
pub(crate) fn short(day: Date) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    format!("{weekday} {} {}", day.day(), month(day))
}

/// "Jan".
pub(crate) fn month(day: Date) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()).clamp(1, 12) - 1]
}

/// A report's day with how it is known: "Tue 4 Jan 2022 (stated)", "23–27 Dec 2021 (worked out)", "day unknown".
pub(crate) fn published(dated: &Dated) -> String {
    let how = match dated.basis {
        Basis::Given => "given",
        Basis::Stated => "stated",
        Basis::Inferred => "worked out",
        Basis::Unknown => return "day unknown".into(),
    };
    match (dated.earliest, dated.latest) {
        (Some(from), Some(to)) => format!("{} ({how})", stretch(from, to)),
        (Some(from), None) => format!("{} or later ({how})", long(from)),
        (None, Some(to)) => format!("{} or earlier ({how})", long(to)),
        (None, None) => "day unknown".into(),
    }
}

/// "Tue 4 Jan 2022", "4–5 Jan 2022", "28 Dec 2021 – 3 Jan 2022".
pub(crate) fn stretch(from: Date, to: Date) -> String {
    if from == to {
        long(from)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}\u{2013}{} {} {}", from.day(), to.day(), month(from), from.year())
    } else if from.year() == to.year() {
        format!("{} {} \u{2013} {} {} {}", from.day(), month(from), to.day(), month(to), to.year())
    } else {
        let one = |d: Date| format!("{} {} {}", d.day(), month(d), d.year());
        format!("{} \u{2013} {}", one(from), one(to))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_read_at_a_glance() {
        assert_eq!(long(date(2022, 1, 18)), "Tue 18 Jan 2022");
        assert_eq!(stretch(date(2022, 1, 4), date(2022, 1, 5)), "4–5 Jan 2022");
        assert_eq!(stretch(date(2021, 12, 28), date(2022, 1, 3)), "28 Dec 2021 – 3 Jan 2022");
        assert_eq!(stretch(date(2022, 1, 28), date(2022, 2, 3)), "28 Jan – 3 Feb 2022");
    }
}
