//! The brief on the terminal: two pages, whatever the pile.
//!
//! A pure function of the register and its texts: what it is as of and what is missing come first, then the
//! latest, the calendar on both sides of the as-of day, what happened, who wants what, warnings, differences,
//! what is not known, and the reports. Each section knows its share of the page and sheds its lightest entries.

pub(crate) mod calendar;
mod course;
pub(crate) mod differ;
pub(crate) mod happened;
pub(crate) mod head;
mod ics;
mod layout;
pub(crate) mod rest;
pub(crate) mod view;
mod views;
pub(crate) mod wants;

use std::fmt::Write as _;
use std::sync::Arc;

use chancery_story::Chronicle;
use jiff::civil::Date;

pub(crate) use ics::{calendar_entries, ics, ics_of, joined as ics_joined};
pub(crate) use views::{calendar, disputes, positions, timeline};

use calendar::Due;
use layout::Section;
use view::View;

/// The brief of a register, at most 110 lines of 100 columns.
pub(crate) fn brief(register: &Chronicle, texts: &[Arc<str>], colours: bool, since: Option<Date>) -> String {
    let view = View::of(register, texts, since);
    let mut head = head::head(&view);
    head.extend(others(&view));
    let mut sections = sections(&view);
    layout::fit(head.len(), &mut sections);
    if let Some(section) = sections.iter_mut().find(|s| s.title == "WHAT HAPPENED") {
        happened::group_days(section);
    }
    let mut lines = head;
    lines.extend(sections.iter().flat_map(layout::page));
    let mut out = String::new();
    for line in lines {
        out.push_str(&if colours { coloured(&line) } else { line });
        out.push('\n');
    }
    out
}

/// If nothing is ahead and nothing was due, what happened and where the accounts part lead.
fn sections(view: &View) -> Vec<Section> {
    // Where talks fail, their history leads, and its lines stand nowhere else.
    let (course, told) = course::course(view);
    let (ahead, passed) =
        (calendar::section_but(view, Due::Ahead, &told), calendar::section_but(view, Due::Passed, &told));
    let happened = happened::happened_but(view, &told);
    let mut sections = vec![happened::latest(view), course];
    if ahead.items.is_empty() {
        sections.extend([happened, differ::differ(view), passed, wants::wants(view), wants::warnings(view)]);
    } else {
        sections.extend([
            ahead,
            passed,
            happened,
            wants::wants(view),
            wants::warnings(view),
            differ::differ(view),
        ]);
    }
    sections.extend([rest::unknown(view), rest::reports(view)]);
    sections
}

/// Other stories in the pile, so that a reader of this brief knows that it mixes or leaves out some.
fn others(view: &View) -> Vec<String> {
    let several = view.register.stories.iter().filter(|s| s.reports.len() > 1).count();
    let alone: Vec<usize> = view
        .register
        .stories
        .iter()
        .filter(|s| s.reports.len() == 1)
        .map(|s| view.number(s.reports[0]))
        .collect();
    let mut words = String::new();
    if several > 1 {
        let _ = write!(words, "the pile holds {several} stories: `chancery brief --story NAME` takes one. ");
    }
    if !alone.is_empty() && view.register.reports.len() > 1 {
        let list: Vec<String> = alone.iter().take(8).map(usize::to_string).collect();
        let more = if alone.len() > 8 { " …" } else { "" };
        let (plural, verb) = if alone.len() == 1 { ("Report", "shares") } else { ("Reports", "share") };
        let _ = write!(words, "{plural} {}{more} {verb} no story with the others.", list.join(", "));
    }
    if words.is_empty() {
        Vec::new()
    } else {
        layout::hanging("Pile     ", &words).into_iter().take(2).collect()
    }
}

/// Headings bold, citations dim, uncertain days yellow.
fn coloured(line: &str) -> String {
    const BOLD: &str = "\u{1b}[1m";
    const DIM: &str = "\u{1b}[2m";
    const OFF: &str = "\u{1b}[0m";
    const STRUCK: &str = "\u{1b}[9m";
    if let Some((before, after)) = line.split_once("(was: ") {
        let (old, rest) = after.split_once(')').map_or((after, String::new()), |(o, r)| (o, format!("){r}")));
        return format!("{before}(was: {STRUCK}{old}{OFF}{rest}");
    }
    if line.starts_with(|c: char| c.is_uppercase())
        && line.split("  ").next().is_some_and(|t| t.to_uppercase() == t)
    {
        return format!("{BOLD}{line}{OFF}");
    }
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        let Some(length) = rest[start..].find(']') else { break };
        let inside = &rest[start + 1..start + length];
        let cites = inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | ' ' | '…'));
        out.push_str(&rest[..start]);
        let bracket = &rest[start..=start + length];
        let (dim, off) = if cites { (DIM, OFF) } else { ("", "") };
        out.extend([dim, bracket, off]);
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}
