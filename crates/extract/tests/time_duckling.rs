//! Our reading of times against duckling's on generated phrases: where the two differ, and why, is committed.
//!
//! Duckling reads single phrases for assistants: it looks ahead where nothing tells, and knows no report.
//! The list in `duckling.txt` is brought up to date by `UPDATE_EXPECT=1`; a template that differs must say why.

#![allow(clippy::format_push_string, reason = "plain lines of a test's output")]

use chancery_extract::time::{TimeLore, expressions, resolve};
use chancery_text::{Document, Sentences};
use chrono::{DateTime, FixedOffset};
use duckling::{Context, DimensionKind, DimensionValue, Grain, Lang, Locale, Options, TimePoint, TimeValue};
use expect_test::expect_file;
use jiff::civil::Date;

/// A sentence with slots, and why the two readings may differ ("" where they must not).
const TEMPLATES: &[(&str, &str)] = &[
    ("They met on {day} {month} {year}.", ""),
    ("They met on {month} {day}, {year}.", ""),
    ("They met on {iso}.", ""),
    ("They met on the {ordinal} of {month} {year}.", ""),
    ("They met on {weekday} {day} {month} {year}.", ""),
    ("They met in {month} {year}.", ""),
    ("They met in {year}.", ""),
    ("They met yesterday.", ""),
    ("They meet today.", ""),
    ("They will meet tomorrow.", ""),
    ("They will meet the day after tomorrow.", ""),
    ("They met the day before yesterday.", ""),
    (
        "They met {n} days ago.",
        "duckling counts from the minute of asking and keeps its hour; a report has a day",
    ),
    ("They met {n} weeks ago.", "a value is no finer than its words: we give the week, duckling a day of it"),
    (
        "They met {n} months ago.",
        "a value is no finer than its words: we give the month, duckling a day of it",
    ),
    (
        "They met {n} years ago.",
        "a value is no finer than its words: we give the year, duckling a month of it",
    ),
    ("They met last week.", ""),
    ("They will meet next week.", ""),
    ("They will meet this week.", ""),
    ("They met last month.", ""),
    ("They will meet next month.", ""),
    ("They met last year.", ""),
    ("They will meet next year.", ""),
    (
        "They will meet on {weekday}.",
        "a report that names its own weekday means its day; an assistant means the next",
    ),
    ("They met on {weekday}.", "duckling has no tense and looks ahead"),
    ("They met last {weekday}.", ""),
    ("They will meet next {weekday}.", ""),
    ("They met on {month} {day}.", "duckling has no tense and looks ahead"),
    (
        "They will meet on {month} {day}.",
        "within 45 days the nearest date is taken, as a verb may be misread; duckling always looks ahead",
    ),
    ("They met in {month}.", "duckling has no tense and looks ahead"),
    ("They will meet in {month}.", ""),
    ("They met last {month}.", ""),
    ("They will meet next {month}.", ""),
    (
        "They met last summer.",
        "TIMEX3 has codes for seasons; duckling gives days, and by another order: the last season of any name",
    ),
    ("They met in the {quarter} quarter of {year}.", ""),
    ("They met at {hour} p.m.", ""),
    (
        "They met at {hour}:30.",
        "a clock time without a.m. or p.m. stays as written; duckling takes the next to come",
    ),
    ("It lasted {n} days.", ""),
    ("It lasted {n} hours.", ""),
    ("They met on Christmas Day {year}.", ""),
    (
        "They met over the weekend.",
        "duckling has no tense and looks ahead, and its weekend begins on Friday at six",
    ),
    ("They met last night.", "TIMEX3 has codes for parts of the day; duckling gives hours"),
    ("They met this morning.", "TIMEX3 has codes for parts of the day; duckling gives hours"),
];

const REFERENCES: [&str; 3] = ["2022-04-06", "1997-12-30", "2016-02-29"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[test]
fn differences_from_duckling_are_known_and_explained() {
    let lore = TimeLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let mut out = String::from(
        "Times read by us and by the duckling crate (0.4, English) on generated phrases.\n\
         template: how many of its phrases both read alike; the first that differ; why.\n\n",
    );
    let mut unexplained = Vec::new();
    for (template, why) in TEMPLATES {
        let (mut alike, mut all, mut shown) = (0, 0, Vec::new());
        for (i, reference) in REFERENCES.iter().enumerate() {
            for k in 0..6 {
                let text = filled(template, i * 6 + k);
                let (ours, theirs) = (read(&lore, &text, reference), duckling_reads(&text, reference));
                all += 1;
                if ours == theirs {
                    alike += 1;
                } else if shown.len() < 2 {
                    shown.push(format!("    {reference}: {text} us {ours}, duckling {theirs}\n"));
                }
                if !template.contains('{') {
                    break;
                }
            }
        }
        out.push_str(&format!("{alike:>2} of {all:>2}  {template}\n{}", shown.concat()));
        if alike < all {
            out.push_str(&format!("    why: {why}\n"));
            if why.is_empty() {
                unexplained.push(*template);
            }
        }
    }
    expect_file!["duckling.txt"].assert_eq(&out);
    assert!(unexplained.is_empty(), "these differ and no reason is given: {unexplained:#?}");
}

/// The template with its slots filled; `turn` chooses, the same way every time.
fn filled(template: &str, turn: usize) -> String {
    let pick = |step: usize, many: usize| (turn * step + turn / 3) % many;
    let (year, month, day) = (1962 + pick(11, 60), pick(7, 12) + 1, pick(5, 28) + 1);
    template
        .replace("{iso}", &format!("{year}-{month:02}-{day:02}"))
        .replace("{year}", &year.to_string())
        .replace("{month}", MONTHS[month - 1])
        .replace("{weekday}", weekday(template, year, month, day).unwrap_or(WEEKDAYS[pick(3, 7)]))
        .replace("{day}", &day.to_string())
        .replace("{ordinal}", &ordinal(day))
        .replace("{n}", &(2 + pick(3, 9)).to_string())
        .replace("{hour}", &(1 + pick(5, 11)).to_string())
        .replace("{quarter}", ["first", "second", "third", "fourth"][pick(1, 4)])
}

/// The true weekday, where the template names the whole day.
fn weekday(template: &str, year: usize, month: usize, day: usize) -> Option<&'static str> {
    let date: Date = format!("{year}-{month:02}-{day:02}").parse().ok()?;
    let place = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
    template.contains("{year}").then(|| WEEKDAYS[place])
}

fn ordinal(n: usize) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

fn read(lore: &TimeLore, text: &str, reference: &str) -> String {
    let document = Document::new("sha256:0".into(), "phrase.txt".into(), text);
    let times = expressions(&document, &Sentences::default(), lore);
    let values = resolve(&times, reference.parse().ok());
    values.first().map_or_else(|| "nothing".into(), |r| r.value.clone())
}

fn duckling_reads(text: &str, reference: &str) -> String {
    let locale = Locale::new(Lang::EN, None);
    let noon = format!("{reference}T12:00:00+00:00");
    let now = DateTime::<FixedOffset>::parse_from_rfc3339(&noon).unwrap_or_else(|e| panic!("{e}"));
    let kinds = [DimensionKind::Time, DimensionKind::Duration];
    let found = duckling::parse(text, &locale, &kinds, &Context::new(now, locale), &Options::default());
    let longest = found.iter().max_by_key(|e| (e.end - e.start, std::cmp::Reverse(e.start)));
    longest.map_or_else(|| "nothing".into(), |entity| in_timex3(&entity.value))
}

/// Duckling's value as TIMEX3 would have it.
fn in_timex3(value: &DimensionValue) -> String {
    match value {
        DimensionValue::Duration { value, grain, .. } => match grain {
            Grain::Hour => format!("PT{value}H"),
            Grain::Minute => format!("PT{value}M"),
            Grain::Day => format!("P{value}D"),
            Grain::Week => format!("P{value}W"),
            Grain::Month => format!("P{value}M"),
            _ => format!("P{value}Y"),
        },
        DimensionValue::Time(TimeValue::Single { value, .. }) => point(value),
        DimensionValue::Time(TimeValue::Interval { from, to, .. }) => {
            let end = |p: &Option<TimePoint>| p.as_ref().map(point).unwrap_or_default();
            format!("{}/{}", end(from), end(to))
        }
        _ => "something else".into(),
    }
}

fn point(point: &TimePoint) -> String {
    let (stamp, grain) = match point {
        TimePoint::Instant { value, grain } => (value.format("%Y-%m-%dT%H:%M").to_string(), *grain),
        TimePoint::Naive { value, grain } => (value.format("%Y-%m-%dT%H:%M").to_string(), *grain),
    };
    let date: Option<Date> = stamp[..10].parse().ok();
    match (grain, date) {
        (Grain::Year, _) => stamp[..4].to_owned(),
        (Grain::Quarter, Some(d)) => format!("{}-Q{}", &stamp[..4], (d.month() - 1) / 3 + 1),
        (Grain::Month, _) => stamp[..7].to_owned(),
        (Grain::Week, Some(d)) => {
            let week = d.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        (Grain::Day, _) => stamp[..10].to_owned(),
        _ => stamp,
    }
}
