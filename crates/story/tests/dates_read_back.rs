//! Any date that we print is read back as itself, whatever the day of the report it stands in.

use chancery_extract::time::{Grain, TimeLore, expressions, resolve};
use chancery_story::{When, calendar_words};
use chancery_text::{Document, Sentences};
use jiff::{ToSpan, civil::Date};

/// Days from 1900 to 2058, one in 73: every month, weekday and leap February comes up.
fn days() -> impl Iterator<Item = Date> {
    let first = jiff::civil::date(1900, 1, 1);
    (0..800).filter_map(move |n| first.checked_add((73 * n).days()).ok())
}

/// The first and the last day that the words are read as, in a report of `published`.
fn read(lore: &TimeLore, words: &str, published: Option<Date>) -> Option<(Date, Date)> {
    let text = format!("They met: {words}.");
    let document = Document::new("sha256:0".into(), "printed.txt".into(), text.as_str());
    let times = expressions(&document, &Sentences::default(), lore);
    let days: Vec<(Date, Date)> = resolve(&times, published).iter().filter_map(|r| r.days).collect();
    Some((days.iter().map(|d| d.0).min()?, days.iter().map(|d| d.1).max()?))
}

fn hold(print: impl Fn(Date) -> (String, Date, Date)) {
    let lore = TimeLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let mut faults = Vec::new();
    for day in days() {
        let (words, first, last) = print(day);
        let far = day.checked_add(1000.days()).ok();
        for published in [None, Some(day), far] {
            let found = read(&lore, &words, published);
            if found != Some((first, last)) {
                faults.push(format!(
                    "{words:?} of {first} to {last} read as {found:?} in a report of {published:?}"
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults, first {:#?}", faults.len(), &faults[..faults.len().min(8)]);
}

fn when(first: Option<Date>, last: Option<Date>, grain: Grain) -> String {
    calendar_words::when_words(&When { earliest: first, latest: last, grain, rests_on: vec![] })
        .unwrap_or_default()
}

#[test]
fn a_day_of_the_brief() {
    hold(|d| (calendar_words::full_day(d), d, d));
    hold(|d| (when(Some(d), Some(d), Grain::Day), d, d));
    hold(|d| (when(None, Some(d), Grain::Day), d, d));
}

#[test]
fn a_stretch_of_the_brief() {
    for length in [1, 5, 40, 200] {
        hold(|d| {
            let last = d.checked_add(length.days()).expect("a day");
            let both =
                (!calendar_words::is_month(d, last) && !calendar_words::is_year(d, last)).then_some(last);
            (when(Some(d), Some(both.unwrap_or(d)), Grain::Day), d, both.unwrap_or(d))
        });
    }
}

#[test]
fn a_month_and_a_year_of_the_brief() {
    hold(|d| {
        let (first, last) = (d.first_of_month(), d.last_of_month());
        (when(Some(first), Some(last), Grain::Month), first, last)
    });
    hold(|d| {
        let (first, last) = (d.first_of_year(), d.last_of_year());
        (when(Some(first), Some(last), Grain::Year), first, last)
    });
}

#[test]
fn a_week_of_the_brief() {
    hold(|d| {
        let monday = d.checked_sub(i64::from(d.weekday().to_monday_zero_offset()).days()).expect("a day");
        let sunday = monday.checked_add(6.days()).expect("a day");
        (when(Some(monday), Some(sunday), Grain::Week), monday, sunday)
    });
}

#[test]
fn a_day_of_the_tables_and_of_json() {
    hold(|d| (format!("{} {d}", calendar_words::weekday(d)), d, d));
    hold(|d| (d.to_string(), d, d));
}

#[test]
fn a_day_as_the_british_the_americans_and_forms_write_it() {
    let month = |d: Date| d.strftime("%B").to_string();
    let weekday = |d: Date| d.strftime("%A").to_string();
    hold(|d| (format!("{} {} {}", d.day(), month(d), d.year()), d, d));
    hold(|d| (format!("{} {}, {}", month(d), d.day(), d.year()), d, d));
    hold(|d| (format!("{}, {} {} {}", weekday(d), d.day(), month(d), d.year()), d, d));
    hold(|d| (format!("{} {} {}, {}", weekday(d), month(d), d.day(), d.year()), d, d));
    hold(|d| (format!("the {} of {}, {}", ordinal(d.day()), month(d), d.year()), d, d));
    hold(|d| (format!("{:04}/{:02}/{:02}", d.year(), d.month(), d.day()), d, d));
}

fn ordinal(n: i8) -> String {
    let end = match (n % 10, n) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}
