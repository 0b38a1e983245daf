//! Who met whom: the parties of meetings, calls and visits around a circle, grouped by the side they act for.
//!
//! A line is as thick as the contacts are many; dashed where they are only planned.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{FactKind, Kind, Role, Status};
use chancery_story::{Fact, calendar_words::when_words, summary};

use super::{
    Word,
    cites::{Cite, Cites},
};
use crate::brief::{head::side_name, view::View};

/// Parties on the picture.
const PARTIES: usize = 18;
/// Sides that have a colour of their own; all further ones share the last.
const COLOURS: usize = 7;
/// Contacts of two parties that are listed.
const MEETINGS: usize = 24;
const WIDTH: f64 = 740.0;
const MIDDLE: (f64, f64) = (370.0, 215.0);
const RADIUS: f64 = 168.0;

/// The picture and the same as a list.
#[derive(Serialize, Deserialize)]
pub(crate) struct Contacts {
    pub(crate) words: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) sides: Vec<(String, usize)>,
    pub(crate) left_out: usize,
}

/// A party.
#[derive(Serialize, Deserialize)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) r: String,
    pub(crate) label_x: String,
    pub(crate) label_y: String,
    pub(crate) anchor: Word,
    pub(crate) colour: usize,
}

/// All contacts of two parties.
#[derive(Serialize, Deserialize)]
pub(crate) struct Edge {
    pub(crate) names: (String, String),
    pub(crate) path: String,
    pub(crate) width: String,
    pub(crate) planned: bool,
    pub(crate) facts: String,
    pub(crate) href: String,
    pub(crate) words: String,
    pub(crate) meetings: Vec<Met>,
    /// Further ones.
    pub(crate) more: usize,
}

/// One contact of two parties.
#[derive(Serialize, Deserialize)]
pub(crate) struct Met {
    pub(crate) words: String,
    pub(crate) cites: Vec<Cite>,
}

/// The picture, if anybody met anybody.
pub(crate) fn contacts(cites: &Cites) -> Option<Contacts> {
    let view = cites.view;
    let side = sides(view);
    let pairs = pairs(view, &side);
    let (parties, left_out) = parties(view, &side, &pairs);
    if parties.len() < 2 {
        return None;
    }
    let mut sides: Vec<String> = parties.iter().map(|&e| side[e].clone()).collect();
    sides.dedup();
    let several = sides.len();
    let colour = |e: usize| sides.iter().position(|s| *s == side[e]).unwrap_or(0).min(COLOURS - 1);
    let places = circle(&side, &parties);
    let shown: Vec<(&(usize, usize), &Vec<&Fact>)> =
        pairs.iter().filter(|((a, b), _)| places.contains_key(a) && places.contains_key(b)).collect();
    let degree = |e: usize| -> usize {
        shown.iter().filter(|((a, b), _)| *a == e || *b == e).map(|(_, f)| f.len()).sum()
    };
    let mut edges: Vec<Edge> =
        shown.iter().map(|((a, b), facts)| edge(cites, (*a, *b), facts, &places)).collect();
    edges.sort_by(|a, b| {
        (b.meetings.len() + b.more).cmp(&(a.meetings.len() + a.more)).then_with(|| a.names.cmp(&b.names))
    });
    let nodes = parties.iter().map(|&e| node(view, e, places[&e], degree(e), colour(e))).collect();
    let mut colours: Vec<(String, usize)> = sides.into_iter().zip(0..).take(COLOURS).collect();
    if several > COLOURS {
        colours[COLOURS - 1].0 = "others".into();
    }
    Some(Contacts {
        words: format!("{} parties and {} pairs that met, spoke or plan to", parties.len(), edges.len()),
        nodes,
        edges,
        sides: colours,
        left_out,
    })
}

/// Contacts by pair; a state steps back where its own people are named.
fn pairs<'a>(view: &View<'a>, side: &[String]) -> BTreeMap<(usize, usize), Vec<&'a Fact>> {
    let mut pairs: BTreeMap<(usize, usize), Vec<&'a Fact>> = BTreeMap::new();
    let wanted = |f: &&Fact| f.kind.is_contact() && !matches!(f.status, Status::Denied | Status::Cancelled);
    for fact in view.register.facts.iter().filter(wanted) {
        let list = met(view, fact);
        for (n, &a) in list.iter().enumerate() {
            for &b in &list[n + 1..] {
                if side[a] != side[b] {
                    pairs.entry((a.min(b), a.max(b))).or_default().push(fact);
                }
            }
        }
    }
    pairs
}

fn met(view: &View, fact: &Fact) -> Vec<usize> {
    let entities = &view.register.entities;
    let acting = |e: usize| matches!(entities[e].kind, Kind::Person | Kind::State | Kind::Body | Kind::Group);
    let all: BTreeSet<usize> =
        fact.actors.iter().filter(|&&(e, role)| role != Role::About && acting(e)).map(|&(e, _)| e).collect();
    let people: BTreeSet<&str> = all
        .iter()
        .filter(|&&e| entities[e].kind == Kind::Person)
        .filter_map(|&e| entities[e].country.as_deref())
        .collect();
    let stands_back = |e: usize| {
        entities[e].kind != Kind::Person && entities[e].country.as_deref().is_some_and(|c| people.contains(c))
    };
    all.iter().copied().filter(|&e| !stands_back(e)).take(8).collect()
}

/// For each entity the side it acts for: its state or body, else itself.
fn sides(view: &View) -> Vec<String> {
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    let entities = view.register.entities.iter().enumerate();
    entities
        .map(|(e, entity)| match entity.country.as_deref() {
            Some(country) => known.entry(country).or_insert_with(|| side_name(view, country)).clone(),
            None => view.name(e),
        })
        .collect()
}

/// The parties with most contacts, grouped by side, the busiest side first; and how many are left out.
fn parties(
    view: &View,
    side: &[String],
    pairs: &BTreeMap<(usize, usize), Vec<&Fact>>,
) -> (Vec<usize>, usize) {
    let mut degree: BTreeMap<usize, i64> = BTreeMap::new();
    for ((a, b), facts) in pairs {
        let weight: i64 = facts.iter().map(|f| 10 + view.weight(f) / 20).sum();
        *degree.entry(*a).or_insert(0) += weight;
        *degree.entry(*b).or_insert(0) += weight;
    }
    let mut list: Vec<usize> = degree.keys().copied().collect();
    list.sort_by_key(|e| (std::cmp::Reverse(degree[e]), *e));
    let all = list.len();
    list.truncate(PARTIES);
    // Whose every partner is left out would stand alone.
    let chosen: BTreeSet<usize> = list.iter().copied().collect();
    let both = pairs.keys().filter(|(a, b)| chosen.contains(a) && chosen.contains(b));
    let linked: BTreeSet<usize> = both.flat_map(|&(a, b)| [a, b]).collect();
    list.retain(|e| linked.contains(e));
    let mut sides: BTreeMap<&str, i64> = BTreeMap::new();
    for &e in &list {
        *sides.entry(&side[e]).or_insert(0) += degree[&e];
    }
    list.sort_by_key(|&e| {
        let side = side[e].as_str();
        (std::cmp::Reverse(sides[side]), side, std::cmp::Reverse(degree[&e]), e)
    });
    let left_out = all - list.len();
    (list, left_out)
}

/// Angles around the circle, with a wider step from one side to the next.
fn circle(side: &[String], parties: &[usize]) -> BTreeMap<usize, f64> {
    const STEP: f64 = 0.6;
    let mut at = 0.0;
    let mut steps = Vec::new();
    for (n, &e) in parties.iter().enumerate() {
        if n > 0 {
            at += 1.0;
            if side[parties[n - 1]] != side[e] {
                at += STEP;
            }
        }
        steps.push((e, at));
    }
    let whole = at + 1.0 + STEP;
    steps
        .into_iter()
        .map(|(e, at)| (e, at / whole * std::f64::consts::TAU - std::f64::consts::FRAC_PI_2))
        .collect()
}

fn at(angle: f64, radius: f64) -> (f64, f64) {
    // A flat circle leaves room for names on both sides.
    (MIDDLE.0 + radius * 1.3 * angle.cos(), MIDDLE.1 + radius * angle.sin())
}

fn node(view: &View, entity: usize, angle: f64, degree: usize, colour: usize) -> Node {
    let (x, y) = at(angle, RADIUS);
    let r = 5.0 + (degree.min(12) as f64) * 0.5;
    let (label_x, label_y) = at(angle, RADIUS + 8.0 + r);
    let anchor = match angle.cos() {
        right if right > 0.12 => "start",
        left if left < -0.12 => "end",
        _ => "middle",
    };
    let lift = if anchor == "middle" { angle.sin() * 8.0 } else { 0.0 };
    Node {
        name: label(view, entity),
        x: short(x),
        y: short(y),
        r: short(r),
        label_x: short(label_x.clamp(4.0, WIDTH - 4.0)),
        label_y: short(label_y + 4.0 + lift),
        anchor: anchor.into(),
        colour,
    }
}

fn edge(cites: &Cites, (a, b): (usize, usize), facts: &[&Fact], places: &BTreeMap<usize, f64>) -> Edge {
    let view = cites.view;
    let (x1, y1) = at(places[&a], RADIUS);
    let (x2, y2) = at(places[&b], RADIUS);
    // The line bends towards the middle, so that lines of neighbours do not run along the circle.
    let bend = |from: f64, to: f64, middle: f64| f64::midpoint(from, to) * 0.45 + middle * 0.55;
    let (cx, cy) = (bend(x1, x2, MIDDLE.0), bend(y1, y2, MIDDLE.1));
    let mut facts = facts.to_vec();
    facts.sort_by_key(|f| (f.when.latest.or(f.when.earliest), f.id.clone()));
    let count = facts.len();
    let planned = facts.iter().all(|f| f.status != Status::Happened);
    // The latest ones: a pile of years has hundreds of some pairs.
    facts.drain(..count.saturating_sub(MEETINGS));
    let meetings: Vec<Met> = facts.iter().map(|f| one(cites, f)).collect();
    let names = (view.name(a), view.name(b));
    let ids: Vec<&str> = facts.iter().map(|f| f.id.as_str()).collect();
    let list: Vec<&str> = meetings.iter().map(|m| m.words.as_str()).collect();
    Edge {
        path: format!("M{} {}Q{} {} {} {}", short(x1), short(y1), short(cx), short(cy), short(x2), short(y2)),
        width: short(1.2 + 1.3 * (count.min(5) as f64)),
        planned,
        facts: ids.join(" "),
        href: facts.first().and_then(|f| f.sources.first()).map(|s| cites.cite(s.at).id).unwrap_or_default(),
        words: summary::shortened(&format!("{} and {}: {}", names.0, names.1, list.join("; ")), 110),
        names,
        meetings,
        more: count - facts.len(),
    }
}

fn one(cites: &Cites, fact: &Fact) -> Met {
    let what = match fact.kind {
        FactKind::Call => "call",
        FactKind::Visit => "visit",
        _ => "meeting",
    };
    let day = when_words(&fact.when).unwrap_or_else(|| "no day".into());
    let place = fact.place.map(|p| format!(", {}", cites.view.name(p))).unwrap_or_default();
    let status =
        if fact.status == Status::Happened { String::new() } else { format!(" ({})", fact.status.name()) };
    Met {
        words: format!("{what}, {day}{place}{status}"),
        cites: cites.several(fact.sources.iter().map(|s| s.at), 3),
    }
}

/// The name, or for a body with a long one its usual letters.
fn label(view: &View, e: usize) -> String {
    const LONG: usize = 24;
    let entity = &view.register.entities[e];
    let letters = entity.country.as_deref().filter(|c| entity.kind == Kind::Body && c.len() <= 8);
    let name = view.name(e);
    match letters {
        Some(letters) if name.chars().count() > LONG => letters.to_owned(),
        _ => summary::shortened(&name, LONG),
    }
}

/// One digit after the point is finer than any screen.
fn short(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths.fract() == 0.0 { format!("{tenths:.0}") } else { format!("{tenths:.1}") }
}
