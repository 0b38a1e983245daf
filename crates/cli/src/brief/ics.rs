//! The calendar as iCalendar (RFC 5545). What rests on a worked-out day or a dispute is TENTATIVE, with the reason.

use std::fmt::Write;
use std::sync::Arc;

use chancery_extract::Status;
use chancery_story::{Basis, Chronicle, Difference, Fact, calendar_words::range};
use jiff::civil::Date;

use super::view::View;

/// All contacts and deadlines that have a day or a few, one VEVENT each, in the order of the register.
pub(crate) fn ics(register: &Chronicle, texts: &[Arc<str>]) -> String {
    ics_of(register, texts, &|_| true)
}

/// The contacts and deadlines that are wanted.
pub(crate) fn ics_of(register: &Chronicle, texts: &[Arc<str>], wanted: &dyn Fn(&Fact) -> bool) -> String {
    let view = View::of(register, texts, None);
    let entries = entries(&view, wanted);
    joined(entries.iter().map(|(_, entry)| entry.as_str()))
}

/// Entries that were made before, as a calendar.
pub(crate) fn joined<'a>(entries: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//chancery//EN", "CALSCALE:GREGORIAN"] {
        fold(&mut out, line);
    }
    out.extend(entries);
    fold(&mut out, "END:VCALENDAR");
    out
}

/// Each entry of the calendar with the id of its fact.
pub(crate) fn calendar_entries(view: &View) -> Vec<(String, String)> {
    entries(view, &|_| true)
}

fn entries(view: &View, wanted: &dyn Fn(&Fact) -> bool) -> Vec<(String, String)> {
    let chosen = view.register.facts.iter().filter(|f| listed(f) && wanted(f));
    chosen
        .filter_map(|fact| {
            let (first, last) = days(fact)?;
            let mut out = String::new();
            event(&mut out, view, fact, first, last);
            Some((fact.id.clone(), out))
        })
        .collect()
}

fn listed(fact: &Fact) -> bool {
    fact.kind.is_contact() || fact.kind == chancery_extract::FactKind::Deadline
}

/// A month or a year is no entry of a calendar.
fn days(fact: &Fact) -> Option<(Date, Date)> {
    fact.when.earliest.zip(fact.when.latest).filter(|(a, b)| (*b - *a).get_days() <= 14)
}

fn event(out: &mut String, view: &View, fact: &Fact, first: Date, last: Date) {
    let reasons = doubts(view, fact);
    let stamp = view.as_of.unwrap_or(first);
    let end = last.tomorrow().unwrap_or(last);
    let status = match (fact.status, reasons.is_empty()) {
        (Status::Cancelled | Status::Missed | Status::Denied, _) => "CANCELLED",
        (Status::Happened | Status::Scheduled, true) => "CONFIRMED",
        _ => "TENTATIVE",
    };
    let mut description = vec![format!("{} ({})", view.line(fact), fact.status.name())];
    description.extend(reasons);
    description.push(view.cite_fact(fact, 12).replace('\u{a0}', " "));
    fold(out, "BEGIN:VEVENT");
    fold(out, &format!("UID:{}@chancery", fact.id));
    // No clock is read: the stamp is the day that the register is as of.
    fold(out, &format!("DTSTAMP:{}T000000Z", compact(stamp)));
    fold(out, &format!("DTSTART;VALUE=DATE:{}", compact(first)));
    fold(out, &format!("DTEND;VALUE=DATE:{}", compact(end)));
    fold(out, &format!("SUMMARY:{}", escaped(&view.line(fact))));
    if let Some(place) = fact.place {
        fold(out, &format!("LOCATION:{}", escaped(&view.name(place))));
    }
    fold(out, &format!("STATUS:{status}"));
    fold(out, &format!("DESCRIPTION:{}", escaped(&description.join("\n"))));
    fold(out, "END:VEVENT");
}

/// Why the entry is not certain: a worked-out report day that it moves with, a plan, a difference.
fn doubts(view: &View, fact: &Fact) -> Vec<String> {
    let mut reasons = Vec::new();
    for rests in &fact.when.rests_on {
        let report = view.number(rests.doc);
        let day = |d: Date| range(d, d);
        reasons.push(format!("moves to {} if report {report} is of {}", day(rests.then), day(rests.if_day)));
    }
    let worked_out = fact
        .sources
        .iter()
        .all(|s| matches!(view.register.reports[s.at.doc].published.basis, Basis::Inferred | Basis::Unknown));
    if worked_out && fact.when.rests_on.is_empty() {
        reasons.push("the days of the reports that tell it are worked out, not stated".into());
    }
    if matches!(fact.status, Status::Proposed | Status::Conditional | Status::Postponed) {
        reasons.push(format!("only {}", fact.status.name()));
    }
    for &d in &fact.disputes {
        let dispute = &view.register.disputes[d];
        if dispute.kind != Difference::Granularity {
            let values: Vec<&str> = dispute.values.iter().map(|(v, _)| v.as_str()).collect();
            reasons.push(format!("the reports differ on {}: {}", dispute.about.name(), values.join(" | ")));
        }
    }
    reasons
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn escaped(text: &str) -> String {
    let clean = crate::screen::clean(text).replace('\u{a0}', " ");
    clean.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Lines end in CRLF and are folded after 75 bytes, never within a character (RFC 5545, 3.1).
fn fold(out: &mut String, line: &str) {
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            bytes = 1;
        }
        let _ = out.write_char(c);
        bytes += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_fold_within_the_limit_and_unfold_to_the_same() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "Übergabe ".repeat(20)));
        assert!(out.split("\r\n").all(|l| l.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "Übergabe ".repeat(20)));
        assert_eq!(escaped("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }
}
