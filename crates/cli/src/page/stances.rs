//! Positions by actor over time: one row each, from the day it is first told to the day it is last told.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use chancery_story::{Position, Stance, summary};

use super::{
    Word,
    cites::Cites,
    ledger::issue,
    scale::{Gap, Scale, Tick},
};
use crate::brief::view::View;

/// Rows on the picture.
const ROWS: usize = 26;
const ROW: i64 = 19;
const WIDTH: i64 = 740;
/// Where the days begin; left of it stand the issues.
const LEFT: i64 = 420;

/// The picture.
#[derive(Serialize, Deserialize)]
pub(crate) struct Stances {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) foot: i64,
    pub(crate) words: String,
    pub(crate) left_out: usize,
    pub(crate) today: Option<i64>,
    pub(crate) holders: Vec<(i64, String)>,
    pub(crate) rows: Vec<Row>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) gaps: Vec<Gap>,
}

/// One position.
#[derive(Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) y: i64,
    pub(crate) style: Word,
    pub(crate) stance: String,
    pub(crate) issue: String,
    /// The days on which it is told.
    pub(crate) told: Vec<i64>,
    /// The days of the answers.
    pub(crate) answers: Vec<i64>,
    pub(crate) words: String,
}

/// The picture, if any position has a day.
pub(crate) fn stances(cites: &Cites) -> Option<Stances> {
    let view = cites.view;
    let scale = Scale::of_most(view, LEFT, WIDTH - LEFT - 8)?;
    let (chosen, left_out) = chosen(view, &scale);
    let mut by_holder: BTreeMap<usize, Vec<&Position>> = BTreeMap::new();
    for position in chosen {
        by_holder.entry(position.holder).or_default().push(position);
    }
    let mut holders: Vec<(usize, Vec<&Position>)> = by_holder.into_iter().collect();
    holders.sort_by_key(|(holder, list)| (std::cmp::Reverse(list.len()), *holder));
    let mut y = 18;
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    for (holder, mut list) in holders {
        names.push((y, view.name(holder)));
        y += ROW;
        list.sort_by_key(|p| (p.first.or(p.last), p.stance, p.id.clone()));
        for position in list {
            rows.push(row(cites, &scale, position, y));
            y += ROW;
        }
        y += 6;
    }
    (!rows.is_empty()).then(|| Stances {
        width: WIDTH,
        height: y + 12,
        foot: y - 8,
        words: format!("{} positions by holder and day; the ledger below has the same in words", rows.len()),
        left_out,
        today: view.as_of.filter(|&d| scale.holds(d)).map(|d| scale.middle(d)),
        holders: names,
        rows,
        ticks: scale.ticks(),
        gaps: scale.gaps(view),
    })
}

fn chosen<'a>(view: &View<'a>, scale: &Scale) -> (Vec<&'a Position>, usize) {
    let weight = |p: &Position| {
        let best = p.facts.iter().map(|&f| view.weight(&view.register.facts[f])).max().unwrap_or(0);
        best + if p.issue.is_empty() { 0 } else { 60 } + if p.answers.is_empty() { 0 } else { 40 }
    };
    let dated = |p: &&Position| p.first.or(p.last).is_some_and(|d| scale.holds(d));
    let mut list: Vec<&Position> = view.register.positions.iter().filter(dated).collect();
    list.sort_by_key(|p| (std::cmp::Reverse(weight(p)), p.id.clone()));
    let left_out = list.len().saturating_sub(ROWS);
    list.truncate(ROWS);
    (list, left_out)
}

fn row(cites: &Cites, scale: &Scale, position: &Position, y: i64) -> Row {
    let view = cites.view;
    let facts = position.facts.iter().map(|&f| &view.register.facts[f]);
    let days = facts.flat_map(|f| {
        let own = f.when.latest.or(f.when.earliest);
        f.sources.iter().filter_map(move |s| own.or_else(|| view.day(s.at.doc)))
    });
    let mut told: Vec<i64> = days
        .chain(position.first)
        .chain(position.last)
        .filter(|&d| scale.holds(d))
        .map(|d| scale.middle(d))
        .collect();
    told.sort_unstable();
    told.dedup();
    let answered = position.answers.iter().filter_map(|&f| {
        let fact = &view.register.facts[f];
        fact.when.latest.or(fact.when.earliest).filter(|&d| scale.holds(d))
    });
    let mut answers: Vec<i64> = answered.map(|d| scale.middle(d)).collect();
    answers.sort_unstable();
    answers.dedup();
    let issue = issue(cites, position);
    let stance = position.stance.name().replace('_', " ");
    let room = 60_usize.saturating_sub(stance.chars().count());
    Row {
        id: position.id.clone(),
        y,
        style: style(position.stance).into(),
        words: format!("{} {stance} {issue}", view.name(position.holder)),
        issue: summary::shortened(&issue, room),
        stance,
        told,
        answers,
    }
}

fn style(stance: Stance) -> &'static str {
    match stance {
        Stance::Demands | Stance::RedLine => "wants",
        Stance::Offers | Stance::Pledges => "gives",
        Stance::Refuses | Stance::Denies => "denies",
        Stance::Threatens | Stance::Accuses => "threat",
    }
}
