//! The register's parts in full: calendar, timeline, positions, disputes. Nothing is left out here.

use std::sync::Arc;

use chancery_extract::FactKind;
use chancery_story::{Chronicle, Fact};

use super::{
    calendar as days, differ, happened,
    layout::{self, Item, Section},
    view::View,
    wants,
};

fn printed(sections: &[Section], nothing: &str) -> String {
    let lines: Vec<String> = sections.iter().flat_map(layout::page).collect();
    if lines.is_empty() {
        return format!("{nothing}\n");
    }
    lines.join("\n").trim_start_matches('\n').to_string() + "\n"
}

/// Ahead, due, and past contacts and deadlines.
pub(crate) fn calendar(register: &Chronicle, texts: &[Arc<str>]) -> String {
    let view = View::of(register, texts, None);
    let mut past: Vec<&Fact> = register
        .facts
        .iter()
        .filter(|f| (f.kind.is_contact() || f.kind == FactKind::Deadline) && days::due(&view, f).is_none())
        // "The meeting", of nobody and nowhere, is no entry.
        .filter(|f| !f.kind.is_contact() || !f.actors.is_empty() || f.place.is_some())
        .collect();
    past.sort_by_key(|f| (f.when.latest.is_none(), f.when.latest.or(f.when.earliest)));
    let items = past.into_iter().map(|f| Item { weight: 0, lines: days::entry(&view, f) }).collect();
    let past = Section::new("PAST, CALLED OFF OR WITHOUT A DAY", 0, "", items);
    let unknown = register.as_of.is_none();
    let sections = [days::ahead(&view), days::passed(&view), past];
    let head = match (&register.as_of, unknown) {
        (Some(as_of), _) => format!("As of {}\n\n", chancery_story::calendar_words::full_day(as_of.date)),
        _ => "As of an unknown day: nothing is called ahead.\n\n".into(),
    };
    head + &printed(&sections, "no meeting, call, visit or deadline was found")
}

/// Everything that has a day, and then what has none.
pub(crate) fn timeline(register: &Chronicle, texts: &[Arc<str>]) -> String {
    let view = View::of(register, texts, None);
    let mut section = happened::all(&view);
    happened::group_days(&mut section);
    printed(&[section], "nothing was found")
}

/// Every position with its answers, and every warning.
pub(crate) fn positions(register: &Chronicle, texts: &[Arc<str>]) -> String {
    let view = View::of(register, texts, None);
    printed(&[wants::all(&view), wants::warnings(&view)], "no position was found")
}

/// Every difference, the weightier first; those of mere grain last.
pub(crate) fn disputes(register: &Chronicle, texts: &[Arc<str>]) -> String {
    let view = View::of(register, texts, None);
    printed(&[differ::differ(&view), differ::grain(&view)], "no difference between the reports was found")
}
