//! The left column: the latest, the calendar with today across it, what happened, what was said.

use std::fmt::Write as _;

use chancery_extract::{FactKind, Role, Status};
use chancery_story::{Fact, calendar_words::full_day};
use jiff::civil::Date;

use super::passages::{Cards, Cite};
use crate::brief::{
    calendar::{Due, date_column, due},
    happened::{belongs, day_words, latest_facts},
    view::View,
};

/// Citations shown for one line; the others stand in the chronicle.
const CITES: usize = 6;

/// A heading with its lines.
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) note: &'static str,
    pub(crate) style: &'static str,
    pub(crate) dated: bool,
    pub(crate) lines: Vec<Line>,
}

/// One fact on one line.
#[derive(Default)]
pub(crate) struct Line {
    pub(crate) style: &'static str,
    pub(crate) day: String,
    pub(crate) text: String,
    pub(crate) detail: String,
    pub(crate) times: usize,
    pub(crate) cites: Vec<Cite>,
    pub(crate) actors: String,
    pub(crate) reports: String,
}

/// All sections that have a line.
pub(crate) fn sections(view: &View, cards: &mut Cards) -> Vec<Section> {
    let mut made = vec![latest(view, cards), calendar(view, cards), happened(view, cards), said(view, cards)];
    made.retain(|s| !s.lines.is_empty());
    made
}

fn latest(view: &View, cards: &mut Cards) -> Section {
    let lines = latest_facts(view).1.into_iter().map(|f| line(view, f, cards, "")).collect();
    Section { id: "latest", title: "The latest", note: "", style: "plain", dated: false, lines }
}

fn calendar(view: &View, cards: &mut Cards) -> Section {
    let planned = |wanted: Due| {
        let mut facts: Vec<&Fact> =
            view.register.facts.iter().filter(|f| due(view, f) == Some(wanted)).collect();
        facts.sort_by_key(|f| (f.when.latest.is_none(), f.when.earliest.or(f.when.latest)));
        facts
    };
    let (passed, ahead) = (planned(Due::Passed), planned(Due::Ahead));
    let mut lines: Vec<Line> = passed.into_iter().map(|f| line(view, f, cards, "due")).collect();
    if let Some(today) = view.as_of.filter(|_| !(lines.is_empty() && ahead.is_empty())) {
        lines.push(Line { style: "today", day: format!("as of {}", full_day(today)), ..Line::default() });
    }
    lines.extend(ahead.into_iter().map(|f| line(view, f, cards, "ahead")));
    let note = "Above the red line: due by now, outcome not reported. Below it: ahead. \
                A dashed edge moves with a worked-out report date.";
    Section { id: "calendar", title: "Calendar", note, style: "dated calendar", dated: true, lines }
}

fn happened(view: &View, cards: &mut Cards) -> Section {
    let plain = |f: &&Fact| f.kind != FactKind::Statement && belongs(view, f);
    let lines = by_day(view, plain).into_iter().map(|f| line(view, f, cards, "")).collect();
    Section { id: "happened", title: "What happened", note: "", style: "dated", dated: true, lines }
}

fn said(view: &View, cards: &mut Cards) -> Section {
    let lines = by_day(view, |f| f.kind == FactKind::Statement);
    let lines = lines.into_iter().map(|f| line(view, f, cards, "")).collect();
    Section { id: "said", title: "Who said what", note: "", style: "dated", dated: true, lines }
}

fn by_day<'a>(view: &View<'a>, wanted: impl Fn(&&'a Fact) -> bool) -> Vec<&'a Fact> {
    let mut facts: Vec<&Fact> = view.register.facts.iter().filter(wanted).collect();
    facts.sort_by_key(|f| (f.when.latest.or(f.when.earliest).unwrap_or(Date::MAX), f.sources[0].at));
    facts
}

fn line(view: &View, fact: &Fact, cards: &mut Cards, style: &'static str) -> Line {
    let acting = fact.actors.iter().filter(|(_, role)| *role != Role::About);
    let actors: Vec<&str> = acting.map(|&(e, _)| view.register.entities[e].name.as_str()).collect();
    let mut reports: Vec<usize> = fact.sources.iter().map(|s| view.number(s.at.doc)).collect();
    reports.sort_unstable();
    reports.dedup();
    let moves = !fact.when.rests_on.is_empty();
    let mut text = view.line(fact);
    if let Some(place) = fact.place {
        let _ = write!(text, ", {}", view.name(place));
    }
    if let Some(condition) = view.condition(fact) {
        let _ = write!(text, ", if ‘{condition}’");
    }
    Line {
        style: match (style, moves) {
            ("due", true) => "due moves",
            ("ahead", true) => "moves",
            (style, _) => style,
        },
        day: if style.is_empty() { day_words(view, fact) } else { date_column(&fact.when) },
        text,
        detail: if fact.status == Status::Happened { String::new() } else { fact.status.name().into() },
        times: fact.independent_sources,
        cites: fact.sources.iter().take(CITES).map(|s| cards.source(s)).collect(),
        actors: actors.join("|"),
        reports: reports.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}
