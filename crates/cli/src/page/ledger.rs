//! Who wants what as a ledger, and where the reports differ, side by side.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

use chancery_story::{
    Fact, Position, Stance,
    calendar_words::{day_month, full_day, range},
    summary,
};

use super::{
    Word,
    cites::{Cite, Cites},
    lines::{Filter, filter, joined, numbers, text},
    safe,
};
use crate::brief::{calendar, differ, view::View, wants};

/// One position with its answers.
#[derive(Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) holder: String,
    /// Whether the row before has another holder.
    pub(crate) first: bool,
    pub(crate) lesser: bool,
    pub(crate) stance: String,
    pub(crate) issue: String,
    pub(crate) times: usize,
    pub(crate) span: String,
    pub(crate) cites: Vec<Cite>,
    /// Whether an answer is waited for at all.
    pub(crate) asks: bool,
    pub(crate) answers: Vec<Answer>,
    pub(crate) changed: Vec<String>,
    pub(crate) filter: Filter,
    /// Its place by weight.
    #[serde(skip)]
    pub(crate) rank: usize,
}

/// What was answered, by whom, when.
#[derive(Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) day: String,
    pub(crate) cites: Vec<Cite>,
}

/// Rows that stand open; the others are shown on demand.
pub(crate) const ROWS: usize = 18;

/// Positions by holder, the holder with most to say first.
pub(crate) fn rows(cites: &Cites) -> Vec<Row> {
    let view = cites.view;
    let mut order: Vec<(i64, &Position)> =
        view.register.positions.iter().map(|p| (weight(view, p), p)).collect();
    order.sort_by_key(|(w, p)| (Reverse(*w), p.holder, &p.id));
    let mut by_holder: BTreeMap<usize, i64> = BTreeMap::new();
    for (weight, position) in &order {
        *by_holder.entry(position.holder).or_insert(0) += weight;
    }
    let few = order.len() <= ROWS + 3;
    let mut ranked: Vec<(usize, &Position)> = order.into_iter().map(|(_, p)| p).enumerate().collect();
    ranked.sort_by_key(|(rank, p)| (Reverse(by_holder[&p.holder]), p.holder, *rank));
    let made = |(rank, p): (usize, &Position)| Row { rank, lesser: !few && rank >= ROWS, ..row(cites, p) };
    let mut rows: Vec<Row> = ranked.into_iter().map(made).collect();
    name_once(&mut rows);
    rows
}

/// A holder is named in full on the first of its rows that stand open.
pub(crate) fn name_once(rows: &mut [Row]) {
    let mut before = String::new();
    for row in rows.iter_mut().filter(|r| !r.lesser) {
        row.first = row.holder != before;
        before.clone_from(&row.holder);
    }
}

/// What is asked for and what is answered leads.
fn weight(view: &View, position: &Position) -> i64 {
    let best = position.facts.iter().map(|&f| view.weight(&view.register.facts[f])).max().unwrap_or(0);
    let asks = matches!(position.stance, Stance::Demands | Stance::Offers | Stance::RedLine);
    best + if asks { 60 } else { 0 } + if position.answers.is_empty() { 0 } else { 30 }
}

fn row(cites: &Cites, position: &Position) -> Row {
    let view = cites.view;
    let facts: Vec<&Fact> = position.facts.iter().map(|&f| &view.register.facts[f]).collect();
    let places = facts.iter().flat_map(|f| f.sources.iter().map(|s| s.at));
    Row {
        id: position.id.clone(),
        holder: view.name(position.holder),
        first: true,
        lesser: false,
        stance: position.stance.name().replace('_', " "),
        issue: issue(cites, position),
        times: wants::lineages(view, position),
        span: span(position),
        cites: cites.several(places, 5),
        asks: position.stance == Stance::Demands,
        answers: position.answers.iter().take(3).map(|&f| answer(cites, &view.register.facts[f])).collect(),
        changed: changed(view, &facts),
        filter: of_position(view, position, &facts),
        rank: 0,
    }
}

/// The issue in the reports' words; where none was found, the beginning of the passage.
pub(crate) fn issue(cites: &Cites, position: &Position) -> String {
    let view = cites.view;
    let issue = wants::issue(view, position);
    let first = position.facts.first().and_then(|&f| view.register.facts[f].sources.first());
    match (issue.strip_suffix("(no subject told)"), first) {
        (Some(before), Some(source)) => {
            let words = view.words(source.at.doc, source.at.span).replace(['‘', '"'], "'");
            format!("{before}‘{}’", summary::shortened(&words, 110))
        }
        _ => issue,
    }
}

fn span(position: &Position) -> String {
    match (position.first, position.last) {
        (Some(a), Some(b)) if a == b => full_day(a),
        (Some(a), Some(b)) => range(a, b),
        (Some(day), None) | (None, Some(day)) => full_day(day),
        (None, None) => "no day".into(),
    }
}

fn answer(cites: &Cites, fact: &Fact) -> Answer {
    Answer {
        text: text(cites, fact),
        day: calendar::date_column(&fact.when).trim().to_owned(),
        cites: cites.several(fact.sources.iter().map(|s| s.at), 2),
    }
}

/// What a later report has that an earlier one had otherwise: the wording, the status.
fn changed(view: &View, facts: &[&Fact]) -> Vec<String> {
    let mut told: Vec<_> = facts
        .iter()
        .flat_map(|f| f.sources.iter())
        .filter_map(|s| {
            let words = s.about.filter(|&a| !view.is_time(s.at.doc, a)).map(|a| view.words(s.at.doc, a));
            Some((view.day(s.at.doc)?, view.number(s.at.doc), words?))
        })
        .collect();
    told.sort();
    let (Some(first), Some(last)) = (told.first(), told.last()) else { return Vec::new() };
    if first.1 == last.1 || first.2.to_lowercase() == last.2.to_lowercase() {
        return Vec::new();
    }
    [first, last]
        .iter()
        .map(|(day, report, words)| {
            format!("{}, report {report}: ‘{}’", day_month(*day), summary::shortened(words, 80))
        })
        .collect()
}

fn of_position(view: &View, position: &Position, facts: &[&Fact]) -> Filter {
    let mut actors = vec![position.holder];
    actors.extend(&position.toward);
    let names: Vec<String> = actors.into_iter().map(|e| view.name(e)).collect();
    let mut reports: Vec<usize> =
        facts.iter().flat_map(|f| f.sources.iter()).map(|s| view.number(s.at.doc)).collect();
    reports.sort_unstable();
    reports.dedup();
    let kind = facts.first().map_or("", |f| f.kind.name());
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    Filter {
        actors: joined(&names),
        kind: kind.into(),
        reports: numbers(&reports),
        from: day(position.first),
        to: day(position.last),
    }
}

/// A dispute, its sides next to each other.
#[derive(Serialize, Deserialize)]
pub(crate) struct Difference {
    pub(crate) number: usize,
    pub(crate) about: Word,
    pub(crate) fact: String,
    pub(crate) fact_id: String,
    pub(crate) kind: Word,
    pub(crate) lesser: bool,
    pub(crate) sides: Vec<Side>,
    pub(crate) filter: Filter,
}

/// One side: what it holds, and the words that hold it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Side {
    pub(crate) value: String,
    pub(crate) quotes: Vec<(String, Cite, String)>,
    pub(crate) more: usize,
}

/// Disputes with their passages, the weightiest first.
pub(crate) fn differences(cites: &Cites) -> Vec<Difference> {
    let view = cites.view;
    let shown = differ::numbered(view);
    let many = shown.len() > 15;
    shown
        .into_iter()
        .enumerate()
        .map(|(n, d)| {
            let dispute = &view.register.disputes[d];
            let fact = dispute.facts.first().map(|&f| &view.register.facts[f]);
            Difference {
                number: n + 1,
                about: dispute.about.name().into(),
                fact: fact.map(|f| view.line(f)).unwrap_or_default(),
                fact_id: fact.map(|f| f.id.clone()).unwrap_or_default(),
                kind: dispute.kind.name().into(),
                lesser: many && n >= 12,
                sides: dispute.values.iter().map(|(value, places)| side(cites, value, places)).collect(),
                filter: fact.map(|f| filter(view, f)).unwrap_or_default(),
            }
        })
        .collect()
}

fn side(cites: &Cites, value: &str, places: &[chancery_story::Place]) -> Side {
    let quotes = places.iter().take(2).map(|&at| {
        let words = cites.view.words(at.doc, at.span);
        let day = cites.view.day(at.doc).map(day_month).unwrap_or_default();
        (summary::shortened(&words, 320), cites.cite(at), day)
    });
    Side { value: safe(value), quotes: quotes.collect(), more: places.len().saturating_sub(2) }
}
