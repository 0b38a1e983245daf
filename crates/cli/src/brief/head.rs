//! The head of the brief: what it is as of, what is missing, who is silent, what to beware of, before anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chancery_extract::{Form, Kind, Role};
use chancery_story::{
    Basis, Place,
    calendar_words::{full_day, range},
};

use super::{
    layout::{WIDTH, cut, hanging, padded, width},
    view::View,
};

/// Title, rule, and one entry each for as-of day, gaps, voices, cautions and key.
pub(crate) fn head(view: &View) -> Vec<String> {
    let mut lines = vec![title(view), "═".repeat(WIDTH)];
    lines.extend(hanging("As of    ", &as_of(view)));
    for (label, words) in
        [("Gap      ", gap(view)), ("Voices   ", voices(view)), ("Caution  ", caution(view))]
    {
        if let Some(words) = words {
            lines.extend(hanging(label, &words).into_iter().take(4));
        }
    }
    lines.extend(key(view));
    lines
}

fn title(view: &View) -> String {
    let right = pile(view);
    let left = cut(&sides(view).join(", "), WIDTH.saturating_sub(width(&right) + 2));
    format!("{}{right}", padded(&left, WIDTH.saturating_sub(width(&right))))
}

/// The states, bodies and groups most often named.
pub(crate) fn sides(view: &View) -> Vec<String> {
    let mut sides: Vec<(usize, String)> = view
        .register
        .entities
        .iter()
        .enumerate()
        .filter(|(_, e)| matches!(e.kind, Kind::State | Kind::Body | Kind::Group))
        .map(|(i, e)| (e.mentions.len(), view.name(i)))
        .collect();
    sides.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    sides.into_iter().take(4).map(|(_, name)| name).collect()
}

pub(crate) fn pile(view: &View) -> String {
    let reports = view.register.reports.len();
    let lineages: BTreeSet<&str> = view.register.reports.iter().map(|r| r.lineage.as_str()).collect();
    let copies = match (reports, reports - lineages.len()) {
        (1, _) => String::new(),
        (_, 0) => ", none a copy".into(),
        (_, n) => format!(", {n} of them copies"),
    };
    let plural = if reports == 1 { "report" } else { "reports" };
    let days = view
        .register
        .facts
        .iter()
        .filter(|f| f.independent_sources > 0)
        .filter_map(|f| f.when.earliest.zip(f.when.latest));
    let told: Vec<_> = days.filter(|(a, b)| (*b - *a).get_days() <= 31 && near(view, *a)).collect();
    let first = told.iter().map(|d| d.0).min();
    let last = told.iter().map(|d| d.1).max();
    let events = first.zip(last).map(|(a, b)| format!("; events {}", range(a, b))).unwrap_or_default();
    format!("{reports} {plural}{copies}{events}")
}

/// The span of events leaves history aside: what lies more than two months before the first report.
fn near(view: &View, day: jiff::civil::Date) -> bool {
    let first = view.register.reports.iter().filter_map(|r| r.published.earliest.or(r.published.best)).min();
    first.is_none_or(|first| (first - day).get_days() <= 60)
}

pub(crate) fn as_of(view: &View) -> String {
    let Some(as_of) = &view.register.as_of else {
        return "unknown: no report's day is given, stated or could be worked out. Nothing is called ahead or past.".into();
    };
    let mut words = full_day(as_of.date);
    if as_of.given {
        return words + ", as asked for.";
    }
    words += ", the day of the latest report";
    if !as_of.also.is_empty() {
        let also: Vec<String> = as_of.also.iter().take(3).map(|&d| range(d, d)).collect();
        let _ = write!(words, " ({} not excluded)", also.join(", "));
    }
    let count = |basis: Basis| view.register.reports.iter().filter(|r| r.published.basis == basis).count();
    let (inferred, unknown) = (count(Basis::Inferred), count(Basis::Unknown));
    let all = view.register.reports.len();
    words += match (inferred, unknown) {
        (0, 0) => ". Every report states its date.".to_string(),
        (n, 0) if n == all => ". No report states its date; all are worked out: see THE REPORTS.".to_string(),
        (n, 0) => format!(". {n} of {all} reports' dates are worked out: see THE REPORTS."),
        (0, u) => format!(". {u} of {all} reports have no known date."),
        (n, u) => format!(". Of {all} reports {n} have worked-out dates and {u} none: see THE REPORTS."),
    }
    .as_str();
    words
}

pub(crate) fn gap(view: &View) -> Option<String> {
    let mut gaps = view.register.gaps.clone();
    let all = gaps.len();
    gaps.sort_by_key(|(a, b)| (std::cmp::Reverse((*b - *a).get_days()), *a));
    gaps.truncate(3);
    gaps.sort_unstable();
    if gaps.is_empty() {
        return None;
    }
    let list: Vec<String> = gaps.iter().map(|&(a, b)| range(a, b)).collect();
    let more = if all > gaps.len() {
        format!(" and in {} shorter stretches", all - gaps.len())
    } else {
        String::new()
    };
    Some(format!("No report of {}{more}.", list.join(", ")))
}

/// Principals who are named but never speak, and how many people of each side speak by name.
pub(crate) fn voices(view: &View) -> Option<String> {
    let entities = &view.register.entities;
    let mut speakers: BTreeSet<usize> = BTreeSet::new();
    for fact in &view.register.facts {
        let said = super::view::word(fact.kind);
        let acting = fact
            .actors
            .iter()
            .filter(|(_, role)| matches!(role, Role::Speaker) || (said && *role == Role::Source));
        speakers.extend(acting.map(|&(e, _)| e));
        speakers.extend(fact.sources.iter().flat_map(|s| s.attribution.iter().copied()));
    }
    // Who is told by an office alone is named by nobody.
    let named = |e: &usize| entities[*e].mentions.iter().any(|m| m.form == Form::Name);
    let people = |e: &usize| entities[*e].kind == Kind::Person && named(e);
    let mut by_side: BTreeMap<String, usize> = BTreeMap::new();
    for e in speakers.iter().filter(|e| people(e)) {
        if let Some(side) = &entities[*e].country {
            *by_side.entry(side_name(view, side)).or_insert(0) += 1;
        }
    }
    let principal = |e: &usize| {
        people(e)
            && entities[*e].country.is_some()
            && (entities[*e].mentions.len() > 1 || !entities[*e].roles.is_empty())
    };
    let mut silent: Vec<usize> =
        (0..entities.len()).filter(principal).filter(|e| !speakers.contains(e)).collect();
    silent.sort_by_key(|&e| (std::cmp::Reverse(entities[e].mentions.len()), e));
    let mut words = String::new();
    if !silent.is_empty() {
        let names: Vec<String> = silent.iter().take(4).map(|&e| view.name(e)).collect();
        let more = if silent.len() > 4 { format!(" and {} more", silent.len() - 4) } else { String::new() };
        let verb = if silent.len() == 1 { "is" } else { "are" };
        let _ = write!(words, "{}{more} {verb} named, never quoted. ", names.join(", "));
    }
    let mut sides: Vec<(String, usize)> = by_side.into_iter().collect();
    sides.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    if !sides.is_empty() {
        let list: Vec<String> = sides.iter().take(7).map(|(side, n)| format!("{side} {n}")).collect();
        let _ = write!(words, "People who speak by name: {}.", list.join(", "));
    }
    (!words.is_empty()).then_some(words)
}

/// The usual name of a side, from the entity that it is.
pub(crate) fn side_name(view: &View, side: &str) -> String {
    let of = |kind: Kind| {
        view.register.entities.iter().position(|e| e.kind == kind && e.country.as_deref() == Some(side))
    };
    of(Kind::State)
        .or_else(|| of(Kind::Body))
        .or_else(|| of(Kind::Group))
        .map_or_else(|| side.to_string(), |e| view.name(e))
}

pub(crate) fn caution(view: &View) -> Option<String> {
    let mut damage: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for (doc, report) in view.register.reports.iter().enumerate() {
        for mark in report.report.conditions.all() {
            damage.entry(mark.value.what.as_str()).or_default().push(Place { doc, span: mark.span });
        }
    }
    let mut parts: Vec<String> = damage
        .iter()
        .map(|(what, places)| format!("{what} {}", view.cite(places.iter().copied(), 4)))
        .collect();
    let warnings: Vec<_> = view.register.notes.iter().filter(|n| n.warning).collect();
    parts.extend(
        warnings
            .iter()
            .take(2)
            .map(|n| format!("{} {}", crate::screen::clean(&n.text), view.cite(std::iter::once(n.at), 1))),
    );
    if parts.is_empty() {
        return None;
    }
    Some(format!("{}: find the original before airing a quotation.", parts.join("; ")))
}

fn key(view: &View) -> Vec<String> {
    let mut lines = vec![
        "Key      [4:12] report 4, line 12 (`chancery show INPUT… 4:12`)   ×2 told by two independent reports".into(),
        "         ~ the day is not certain   | against   \"...\" speech so quoted   ‘...’ the report's words".into(),
    ];
    if let Some(since) = view.since {
        lines.push(format!(
            "         since {}: + new   * changed, with what it was   = only restated",
            full_day(since)
        ));
    }
    lines
}
