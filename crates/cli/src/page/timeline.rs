//! The timeline picture: talks by name, and below them how much was said, threatened, done on each day.
//!
//! Filled is told as having happened, hollow as planned, dashed moves with a worked-out report day.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use chancery_extract::{FactKind, Status};
use chancery_story::{Fact, calendar_words::when_words, summary};
use jiff::civil::Date;

use super::{
    Word,
    cites::Cites,
    scale::{Gap, Scale, Tick, is_mark},
};
use crate::brief::view::View;

/// The picture's width in its own units, which are pixels in a column of a laptop's screen.
pub(crate) const WIDTH: i64 = 740;
/// Where the days begin; left of it stand the names of the bands.
const LEFT: i64 = 96;
/// Height of a row of named talks.
const ROW: i64 = 19;
/// Most rows of named talks.
const ROWS: usize = 10;
/// Talks that are named; the others are marks.
const NAMED: usize = 24;
/// Dots on top of each other; more are counted.
const STACK: usize = 6;
/// Facts of one day from which on a band shows columns instead of dots.
const CROWD: usize = 25;
/// Marks of one band from which on none can be told from its neighbours.
const MARKS: usize = 120;
/// Width and greatest height of such a column.
const COLUMN: (i64, i64) = (8, 52);
/// Distance of stacked dots.
const DOT: i64 = 10;

/// The picture.
#[derive(Serialize, Deserialize)]
pub(crate) struct Timeline {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) foot: i64,
    pub(crate) words: String,
    pub(crate) today: Option<i64>,
    pub(crate) bands: Vec<Band>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) gaps: Vec<Gap>,
}

/// A row of the picture.
#[derive(Serialize, Deserialize)]
pub(crate) struct Band {
    pub(crate) name: Word,
    pub(crate) style: Word,
    pub(crate) y: i64,
    pub(crate) height: i64,
    pub(crate) outside: Vec<String>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) counts: Vec<(i64, i64, usize)>,
    pub(crate) columns: Vec<Column>,
}

impl Band {
    /// Where the line of this number stands below the band's name.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "a template gives a loop's count so")]
    pub(crate) fn lower(&self, number: &usize) -> i64 {
        self.y + 27 + 12 * i64::try_from(*number).unwrap_or(0)
    }
}

/// So many facts of some days, where they are too many to be told apart.
#[derive(Serialize, Deserialize)]
pub(crate) struct Column {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) height: i64,
    pub(crate) href: String,
    pub(crate) words: String,
}

/// A fact.
#[derive(Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) fact: String,
    pub(crate) href: String,
    pub(crate) style: String,
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) width: i64,
    pub(crate) label: String,
    pub(crate) label_x: i64,
    pub(crate) anchor: Word,
    pub(crate) words: String,
}

const BANDS: [(&str, &str); 5] = [
    ("Talks", "talk"),
    ("Said", "said"),
    ("Threats, charges", "threat"),
    ("Force", "force"),
    ("Measures", "measure"),
];

fn band(kind: FactKind) -> Option<usize> {
    Some(match kind {
        k if k.is_contact() => 0,
        FactKind::Statement
        | FactKind::Demand
        | FactKind::Offer
        | FactKind::Refusal
        | FactKind::Pledge
        | FactKind::Support
        | FactKind::Denial => 1,
        FactKind::Threat | FactKind::Accusation | FactKind::Deadline => 2,
        FactKind::Attack
        | FactKind::Incident
        | FactKind::Deployment
        | FactKind::Withdrawal
        | FactKind::Exercise
        | FactKind::Seizure => 3,
        FactKind::State => return None,
        _ => 4,
    })
}

/// The picture, if any day is known.
pub(crate) fn timeline(cites: &Cites) -> Option<Timeline> {
    let view = cites.view;
    let scale = Scale::of_most(view, LEFT, WIDTH - LEFT - 8)?;
    let mut by_band: BTreeMap<usize, Vec<&Fact>> = BTreeMap::new();
    for fact in &view.register.facts {
        if let (Some(n), Some(_)) = (band(fact.kind), fact.when.latest.or(fact.when.earliest)) {
            by_band.entry(n).or_default().push(fact);
        }
    }
    let mut y = 6;
    let mut bands = Vec::new();
    for (n, facts) in by_band {
        let made =
            if n == 0 { talks(cites, &scale, &facts, y) } else { stacked(cites, &scale, n, &facts, y) };
        y += made.height + 8;
        bands.push(made);
    }
    let count: usize = bands.iter().map(|b| b.marks.len() + b.columns.len()).sum();
    (count > 0).then(|| Timeline {
        width: WIDTH,
        height: y + 18,
        foot: y,
        words: "facts by day; the same facts stand in the lists".into(),
        today: view.as_of.filter(|&d| scale.holds(d)).map(|d| scale.middle(d)),
        bands,
        ticks: scale.ticks(),
        gaps: scale.gaps(view),
    })
}

/// On the picture: the day at which a mark stands and, for a stretch of days, its ends.
fn days(scale: &Scale, fact: &Fact) -> Option<(Date, Date)> {
    let first = fact.when.earliest.or(fact.when.latest)?;
    let last = fact.when.latest.or(fact.when.earliest)?;
    (is_mark(fact) && scale.holds(first) && scale.holds(last)).then_some((first, last))
}

/// What the band leaves out: what lies before the picture, what has no day, what found no room.
fn outside(scale: &Scale, facts: &[&Fact], without: usize) -> Vec<String> {
    let last = |f: &&&Fact| f.when.latest.or(f.when.earliest);
    let before = facts.iter().filter(|f| last(f).is_some_and(|d| d < scale.first)).count();
    let vague = facts.iter().filter(|f| !is_mark(f) && last(f).is_some_and(|d| d >= scale.first)).count();
    [(before, "earlier"), (vague, "no day"), (without, "more")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect()
}

/// Meetings, calls and visits: the weightiest find room first, by name if they can.
fn talks(cites: &Cites, scale: &Scale, facts: &[&Fact], top: i64) -> Band {
    let view = cites.view;
    let mut dated: Vec<(Date, Date, &Fact)> =
        facts.iter().filter_map(|f| days(scale, f).map(|(a, b)| (a, b, *f))).collect();
    dated.sort_by_key(|(a, b, f)| (std::cmp::Reverse(view.weight(f)), *a, *b, f.id.clone()));
    let mut rows: Vec<Vec<(i64, i64)>> = Vec::new();
    let mut marks = Vec::new();
    let mut without = 0;
    for (n, (a, b, fact)) in dated.into_iter().enumerate() {
        let mut mark = mark(cites, scale, fact, (a, b));
        let half = mark.width / 2;
        let bare = (mark.x - half - 7, mark.x + half + 7);
        let label = if n < NAMED { label(view, fact) } else { String::new() };
        let letter = if fact.independent_sources > 1 { 7 } else { 6 };
        let long = i64::try_from(label.chars().count()).unwrap_or(0) * letter + 8;
        let right = (bare.0, mark.x + half + 9 + long);
        let left = (mark.x - half - 9 - long, bare.1);
        let places = [(right, "start"), (left, "end"), (bare, "")];
        let mut possible = places.iter().filter(|(place, anchor)| {
            anchor.is_empty() || (!label.is_empty() && place.1 < WIDTH && place.0 > LEFT - 4)
        });
        let found = possible.find_map(|(place, anchor)| Some((room(&mut rows, *place)?, *anchor)));
        let Some((row, anchor)) = found.filter(|_| n < MARKS) else {
            without += 1;
            continue;
        };
        mark.y = top + 10 + i64::try_from(row).unwrap_or(0) * ROW;
        if !anchor.is_empty() {
            mark.label_x = if anchor == "start" { mark.x + half + 9 } else { mark.x - half - 9 };
            (mark.label, mark.anchor) = (label, anchor.into());
        }
        marks.push(mark);
    }
    marks.sort_by_key(|m| (m.x, m.y));
    Band {
        name: BANDS[0].0.into(),
        style: BANDS[0].1.into(),
        y: top,
        height: i64::try_from(rows.len().max(2)).unwrap_or(1) * ROW + 2,
        outside: outside(scale, facts, without),
        marks,
        counts: Vec::new(),
        columns: Vec::new(),
    }
}

/// The first row in which nothing stands on these places yet; takes it.
fn room(rows: &mut Vec<Vec<(i64, i64)>>, place: (i64, i64)) -> Option<usize> {
    let free = |row: &Vec<(i64, i64)>| row.iter().all(|&(from, to)| place.1 < from || to < place.0);
    let row = rows.iter().position(free).unwrap_or(rows.len());
    if row >= ROWS {
        return None;
    }
    if row == rows.len() {
        rows.push(Vec::new());
    }
    rows[row].push(place);
    Some(row)
}

/// Everything else: dots on top of each other, the tall stacks with their count.
fn stacked(cites: &Cites, scale: &Scale, n: usize, facts: &[&Fact], top: i64) -> Band {
    let mut by_day: BTreeMap<i64, Vec<(Date, Date, &Fact)>> = BTreeMap::new();
    for fact in facts {
        if let Some((a, b)) = days(scale, fact) {
            // Days that are narrower than a dot share a stack.
            let x = scale.middle(b) / DOT.max(scale.day_width());
            by_day.entry(x).or_default().push((a, b, fact));
        }
    }
    let tall = |most: usize| by_day.values().any(|v| v.len() > most);
    let marks: usize = by_day.values().map(|v| v.len().min(STACK)).sum();
    if tall(CROWD) || marks > MARKS || (by_day.len() > CROWD && tall(STACK)) {
        return counted(cites, scale, n, facts, top);
    }
    let tallest = by_day.values().map(|v| v.len().min(STACK)).max().unwrap_or(1);
    let outside = outside(scale, facts, 0);
    // Room for the band's name and what it leaves out.
    let least = 2 + i64::from(!outside.is_empty());
    let counted = tall(STACK);
    let height = i64::try_from(tallest).unwrap_or(1).max(least) * DOT + 4 + if counted { DOT } else { 0 };
    let (mut marks, mut counts) = (Vec::new(), Vec::new());
    for mut stack in by_day.into_values() {
        stack.sort_by_key(|(_, _, f)| (std::cmp::Reverse(cites.view.weight(f)), f.id.clone()));
        let x = stack.iter().map(|(_, b, _)| scale.middle(*b)).sum::<i64>()
            / i64::try_from(stack.len()).unwrap_or(1);
        for (level, (a, b, fact)) in (0_i64..).zip(stack.iter().take(STACK)) {
            let mut mark = mark(cites, scale, fact, (*a, *b));
            (mark.x, mark.width) = (x, 0);
            mark.y = top + height - 7 - level * DOT;
            marks.push(mark);
        }
        if stack.len() > STACK {
            counts.push((x, top + 9, stack.len()));
        }
    }
    let (name, style) = BANDS[n];
    let (name, style) = (name.into(), style.into());
    Band { name, style, y: top, height, outside, marks, counts, columns: Vec::new() }
}

/// How many facts there are on each day, as columns; each leads to its weightiest fact.
fn counted(cites: &Cites, scale: &Scale, n: usize, facts: &[&Fact], top: i64) -> Band {
    let step = scale.days_within(COLUMN.0 + 1);
    let mut bins: BTreeMap<i64, Vec<(Date, &Fact)>> = BTreeMap::new();
    for fact in facts {
        if let Some((_, day)) = days(scale, fact) {
            bins.entry(super::scale::days_between(scale.first, day) / step).or_default().push((day, fact));
        }
    }
    let most = i64::try_from(bins.values().map(Vec::len).max().unwrap_or(1)).unwrap_or(1);
    let bottom = top + COLUMN.1 + DOT + 2;
    let column = |facts: Vec<(Date, &Fact)>| {
        let count = i64::try_from(facts.len()).unwrap_or(0);
        let height = (count * COLUMN.1 / most).max(2);
        let (from, to) = (facts.iter().map(|f| f.0).min()?, facts.iter().map(|f| f.0).max()?);
        let best = facts.iter().max_by_key(|(_, f)| (cites.view.weight(f), std::cmp::Reverse(&f.id)))?.1;
        Some(Column {
            x: scale.middle(from) - COLUMN.0 / 2,
            y: bottom - height,
            height,
            href: best.id.clone(),
            words: format!("{count} of {}", chancery_story::calendar_words::range(from, to)),
        })
    };
    let columns: Vec<Column> = bins.into_values().filter_map(column).collect();
    // The tallest column tells the measure of all.
    let tallest = columns.iter().max_by_key(|c| c.height);
    let counts = tallest.map(|c| (c.x + COLUMN.0 / 2, c.y - 2, usize::try_from(most).unwrap_or(0)));
    let (name, style) = BANDS[n];
    Band {
        name: name.into(),
        style: style.into(),
        y: top,
        height: COLUMN.1 + DOT + 4,
        outside: outside(scale, facts, 0),
        marks: Vec::new(),
        counts: counts.into_iter().collect(),
        columns,
    }
}

fn mark(cites: &Cites, scale: &Scale, fact: &Fact, (a, b): (Date, Date)) -> Mark {
    let mut style = String::from(match fact.status {
        Status::Happened => "did",
        Status::Denied | Status::Cancelled | Status::Missed => "plan off",
        _ => "plan",
    });
    if !fact.when.rests_on.is_empty() {
        style.push_str(" moves");
    }
    if fact.independent_sources > 1 {
        style.push_str(" many");
    }
    let (from, to) = (scale.middle(a), scale.middle(b));
    let when = when_words(&fact.when).unwrap_or_default();
    Mark {
        fact: fact.id.clone(),
        href: fact.sources.first().map(|s| cites.cite(s.at).id).unwrap_or_default(),
        style,
        x: i64::midpoint(from, to),
        y: 0,
        width: to - from,
        label: String::new(),
        label_x: 0,
        anchor: "start".into(),
        words: summary::shortened(&format!("{when}: {}", cites.view.line(fact)), 80),
    }
}

/// "Biden–Putin call", "Borrell to Ukraine".
fn label(view: &View, fact: &Fact) -> String {
    let words = summary::headline(fact, "", &|e| view.name(e));
    let several = words.contains([',', '–']) || words.contains(" and ") || words.contains(" to ");
    let words = if several {
        words.replace("meeting of ", "").replace("visit of ", "").replace(" meeting", "")
    } else {
        words
    };
    summary::shortened(&words, 34)
}
