//! The lists of the left column; every fact of the register stands on exactly one line of them.

use std::cmp::Reverse;

use chancery_extract::FactKind;
use chancery_story::{Fact, calendar_words::full_day};
use jiff::civil::Date;

use super::{
    cites::Cites,
    lines::{Line, again, line},
};
use crate::brief::{
    calendar::{Due, due},
    happened::{belongs, latest_facts},
    view::{View, word},
};

/// A heading with its lines.
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
    /// Lines that are not among the weightiest, shown on demand.
    pub(crate) lesser: usize,
}

/// The lists of the page.
pub(crate) struct Lists {
    pub(crate) latest: Section,
    /// Due, then the line of today, then ahead.
    pub(crate) due: Section,
    pub(crate) ahead: Section,
    pub(crate) happened: Section,
    pub(crate) planned: Section,
    pub(crate) said: Section,
}

/// Where a fact has its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Due,
    Ahead,
    Happened,
    Planned,
    Said,
}

fn home(view: &View, fact: &Fact) -> Home {
    match due(view, fact) {
        Some(Due::Passed) => Home::Due,
        Some(Due::Ahead) => Home::Ahead,
        None if fact.kind != FactKind::Statement && belongs(view, fact) => Home::Happened,
        None if word(fact.kind) => Home::Said,
        None => Home::Planned,
    }
}

/// All lists of the register.
pub(crate) fn lists(cites: &Cites) -> Lists {
    let view = cites.view;
    let of = |wanted: Home| -> Vec<&Fact> {
        let mut facts: Vec<&Fact> = view.register.facts.iter().filter(|f| home(view, f) == wanted).collect();
        facts.sort_by_key(|f| (f.when.latest.or(f.when.earliest).unwrap_or(Date::MAX), f.sources[0].at));
        facts
    };
    let (reports, latest) = latest_facts(view);
    let numbers: Vec<String> = reports.iter().take(5).map(|&doc| view.number(doc).to_string()).collect();
    let plural = if reports.len() == 1 { "report" } else { "reports" };
    let more = if reports.len() > 5 { " …" } else { "" };
    Lists {
        latest: Section {
            id: "latest",
            title: format!("The latest ({plural} {}{more})", numbers.join(", ")),
            lines: latest.into_iter().map(|f| again(cites, f, "")).collect(),
            lesser: 0,
        },
        due: section(cites, ("due", "Due by now, outcome not reported"), of(Home::Due), "due", 8),
        ahead: section(cites, ("ahead", "Ahead"), of(Home::Ahead), "ahead", 12),
        happened: section(cites, ("happened", "What happened"), of(Home::Happened), "", 24),
        planned: section(
            cites,
            ("planned", "Planned, proposed or conditional, without a place in the calendar"),
            of(Home::Planned),
            "",
            6,
        ),
        said: section(cites, ("said", "Who said what"), of(Home::Said), "", 20),
    }
}

/// The line across the calendar: what "ahead" counts from.
pub(crate) fn today(view: &View) -> Option<String> {
    view.as_of.map(full_day)
}

fn section(
    cites: &Cites,
    (id, title): (&'static str, &str),
    facts: Vec<&Fact>,
    style: &'static str,
    share: usize,
) -> Section {
    let view = cites.view;
    let mut weights: Vec<(Reverse<i64>, usize)> =
        facts.iter().enumerate().map(|(n, f)| (Reverse(view.weight(f)), n)).collect();
    weights.sort_unstable();
    let mut lesser: Vec<usize> = weights.into_iter().skip(share).map(|(_, n)| n).collect();
    // Three more lines are no burden; a switch for them would be.
    if lesser.len() <= 3 {
        lesser.clear();
    }
    lesser.sort_unstable();
    let made = |(n, fact): (usize, &Fact)| line(cites, fact, style, lesser.binary_search(&n).is_ok());
    let lines: Vec<Line> = facts.into_iter().enumerate().map(made).collect();
    Section { id, title: title.to_owned(), lesser: lesser.len(), lines }
}
