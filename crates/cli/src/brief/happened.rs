//! The latest, and what happened by day.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chancery_extract::{FactKind, Status, time::Grain};
use chancery_story::{
    Fact,
    calendar_words::{day_month, when_words},
    summary,
};
use jiff::civil::Date;

use super::{
    calendar::{date_column, dispute_numbers, due},
    layout::{Item, Section, cut, hanging, padded},
    view::{View, word},
};

/// The weightiest things that the latest reports tell as new.
pub(crate) fn latest(view: &View) -> Section {
    let (reports, facts) = latest_facts(view);
    if reports.is_empty() {
        return Section::new("THE LATEST", 7, "", Vec::new());
    }
    let items = facts.into_iter().map(|f| Item { weight: view.weight(f), lines: bullet(view, f) }).collect();
    let numbers: Vec<String> = reports.iter().take(5).map(|&doc| view.number(doc).to_string()).collect();
    let plural = if reports.len() == 1 { "report" } else { "reports" };
    let more = if reports.len() > 5 { " …" } else { "" };
    Section::new(
        format!("THE LATEST ({plural} {}{more})", numbers.join(", ")),
        12,
        "`chancery timeline`",
        items,
    )
}

/// The latest reports, and the weightiest facts that they tell as new, in the order of the text.
pub(crate) fn latest_facts<'a>(view: &View<'a>) -> (Vec<usize>, Vec<&'a Fact>) {
    let last = view.in_order().into_iter().rev().find(|&doc| view.day(doc).is_some());
    let Some(last) = last else { return (Vec::new(), Vec::new()) };
    let day = view.day(last);
    let reports: Vec<usize> = view.in_order().into_iter().filter(|&doc| view.day(doc) == day).collect();
    let mut facts: Vec<&Fact> = view
        .register
        .facts
        .iter()
        .filter(|f| f.kind != FactKind::State && due(view, f).is_none() && is_new(view, f, &reports))
        .collect();
    facts.sort_by_key(|f| (std::cmp::Reverse(view.weight(f)), f.sources[0].at));
    facts.truncate(5);
    facts.sort_by_key(|f| f.sources.iter().map(|s| s.at).find(|at| reports.contains(&at.doc)));
    (reports, facts)
}

/// Told by one of the reports, by no earlier one, and not as history.
fn is_new(view: &View, fact: &Fact, reports: &[usize]) -> bool {
    let day = view.day(reports[0]);
    let recent = match (fact.when.latest, day) {
        (Some(latest), Some(day)) => (day - latest).get_days() <= 4,
        (None, _) => fact.when.earliest.is_some(),
        _ => true,
    };
    recent && fact.sources.iter().all(|s| reports.contains(&s.at.doc))
}

fn bullet(view: &View, fact: &Fact) -> Vec<String> {
    hanging(&format!("{}· ", view.mark(fact)), &told(view, fact, true))
}

/// The line with place, conflict, and citations.
fn told(view: &View, fact: &Fact, with_place: bool) -> String {
    let mut body = view.line(fact);
    if let (Some(place), true) = (fact.place, with_place) {
        let _ = write!(body, ", {}", view.name(place));
    }
    if let (Some(number), false) = (fact.numbers.first(), word(fact.kind) || fact.kind.is_contact()) {
        match toll(view, fact) {
            Some(grown) => {
                let _ = write!(body, ", {grown}");
            }
            // The report's words for what was hit may have said it already.
            None if body.to_lowercase().contains(&number.unit.to_lowercase()) => {}
            None => {
                let _ = write!(body, ", {}", summary::counted(&fact.numbers).unwrap_or_default());
            }
        }
    }
    if !matches!(fact.status, Status::Happened | Status::Denied) && !word(fact.kind) {
        let _ = write!(body, " ({})", fact.status.name());
    }
    let disputes = dispute_numbers(view, fact);
    if !disputes.is_empty() {
        let _ = write!(body, ": {}", disputes.join(", "));
    }
    if let Some(was) = view.was(fact) {
        let _ = write!(body, " (was: {was})");
    }
    format!("{body} {}", view.cite_fact(fact, 4))
}

/// "10 dead, 5 Sep → 12 dead, 7 Sep": how a count changed from report to report.
fn toll(view: &View, fact: &Fact) -> Option<String> {
    const STEPS: usize = 4;
    let unit = &fact.numbers.first()?.unit;
    let mut told: Vec<_> = fact.sources.iter().map(|s| (view.number(s.at.doc), s)).collect();
    told.sort_by_key(|(n, s)| (*n, s.at));
    let mut steps: Vec<String> = Vec::new();
    let mut before = None;
    for (_, source) in told {
        let Some(number) = source.says.numbers.iter().find(|n| n.unit == *unit) else { continue };
        if before != Some((number.value, number.bound)) {
            let day = view.day(source.at.doc).map(|d| format!(", {}", day_month(d))).unwrap_or_default();
            steps.push(format!("{}{day}", summary::number_words(number)));
            before = Some((number.value, number.bound));
        }
    }
    (2..=STEPS).contains(&steps.len()).then(|| steps.join(" → "))
}

/// What happened, by day; days that are not known stand at the report's day with "by".
pub(crate) fn happened_but(view: &View, told: &BTreeSet<&str>) -> Section {
    let facts = view.register.facts.iter().filter(|f| belongs(view, f) && !told.contains(f.id.as_str()));
    Section::new("WHAT HAPPENED", 24, "`chancery timeline`", by_day(view, facts))
}

/// Every fact of the register, by day.
pub(crate) fn all(view: &View) -> Section {
    Section::new("TIMELINE", 0, "", by_day(view, view.register.facts.iter()))
}

fn by_day<'a>(view: &View, facts: impl Iterator<Item = &'a Fact>) -> Vec<Item> {
    let mut by_day: BTreeMap<(Date, u8, String), Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        let last = fact.when.latest.or(fact.when.earliest).unwrap_or(Date::MAX);
        let open = u8::from(fact.when.earliest.is_none() || fact.when.grain >= Grain::Month);
        by_day.entry((last, open, day_words(view, fact))).or_default().push(fact);
    }
    let mut items = Vec::new();
    for ((_, _, day), mut facts) in by_day {
        facts.sort_by_key(|f| (std::cmp::Reverse(view.weight(f)), f.sources[0].at));
        for (fact, later) in facts.iter().zip((0..).step_by(3)) {
            // Later lines of a day carry no date of their own; when the first one is shed the next one shows it.
            let head = format!("{}{} ", view.mark(fact), padded(&day, 13));
            items.push(Item {
                weight: view.weight(fact) - later,
                lines: hanging(&head, &told(view, fact, true)),
            });
        }
    }
    items
}

/// The date column, with the year where it is long ago.
pub(crate) fn day_words(view: &View, fact: &Fact) -> String {
    let day = fact.when.latest.or(fact.when.earliest);
    let old = matches!((day, view.as_of), (Some(day), Some(now)) if (now - day).get_days() > 300);
    match when_words(&fact.when) {
        // Thirteen columns have no room for the weekday beside the year.
        Some(words) if old && fact.when.earliest == fact.when.latest => format!(" {}", &words[4..]),
        Some(words) if old => format!(" {}", cut(&words, 12)),
        _ => date_column(&fact.when),
    }
}

/// Not what is planned, not stances and standing conditions that have sections of their own.
pub(crate) fn belongs(view: &View, fact: &Fact) -> bool {
    let stance = word(fact.kind) && fact.kind != FactKind::Statement;
    let spoken = fact.sources.iter().any(|s| !s.quoted.is_empty());
    let dated = fact.when.earliest.is_some() || fact.when.latest.is_some();
    due(view, fact).is_none()
        && !matches!(fact.status, Status::Scheduled | Status::Proposed | Status::Conditional)
        && (!stance || (spoken && dated && fact.independent_sources > 1))
        && fact.kind != FactKind::State
}

/// Blanks the day of an entry that follows one of the same day.
pub(crate) fn group_days(section: &mut Section) {
    let mut before = String::new();
    for item in &mut section.items {
        let Some(line) = item.lines.first_mut() else { continue };
        let day: String = line.chars().skip(1).take(13).collect();
        if day == before {
            let rest: String = line.chars().skip(14).collect();
            let mark: String = line.chars().take(1).collect();
            *line = format!("{mark}{}{rest}", " ".repeat(13));
        }
        before = day;
    }
}
