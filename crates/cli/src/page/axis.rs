//! The reports on a time axis: one bar each, as wide as the interval of its day; silence is grey.

use chancery_story::calendar_words::{day_month, full_day, range};
use jiff::{ToSpan, civil::Date};

use super::published;
use crate::brief::view::View;

/// Height of one row of bars, in the picture's units; the picture is 1000 wide.
const ROW: usize = 18;
/// Bars are at least this wide, so that a single day can be seen and clicked.
const THIN: i64 = 12;

/// The picture's shapes, in its own units.
pub(crate) struct Axis {
    pub(crate) height: usize,
    pub(crate) foot: usize,
    pub(crate) words: String,
    pub(crate) bars: Vec<Bar>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) gaps: Vec<Gap>,
}

pub(crate) struct Bar {
    pub(crate) report: usize,
    pub(crate) x: i64,
    pub(crate) y: usize,
    pub(crate) width: i64,
    pub(crate) label_x: i64,
    pub(crate) words: String,
}

pub(crate) struct Tick {
    pub(crate) x: i64,
    pub(crate) words: String,
}

pub(crate) struct Gap {
    pub(crate) x: i64,
    pub(crate) width: i64,
    pub(crate) words: String,
}

/// The picture, if any report's day is known.
pub(crate) fn axis(view: &View) -> Option<Axis> {
    let register = view.register;
    let dated: Vec<(usize, Date, Date)> = register
        .reports
        .iter()
        .enumerate()
        .filter_map(|(i, r)| Some((i, r.published.earliest?, r.published.latest?)))
        .collect();
    let first = dated.iter().map(|d| d.1).min()?;
    let last = dated.iter().map(|d| d.2).max()?;
    let scale = Scale { first, days: days_between(first, last).max(1) };
    let (bars, rows) = bars(view, &dated, &scale);
    let foot = rows * ROW + 6;
    Some(Axis {
        height: foot + 20,
        foot,
        words: format!("{} reports between {} and {}", dated.len(), full_day(first), full_day(last)),
        bars,
        ticks: ticks(&scale),
        gaps: register.gaps.iter().map(|&(from, to)| gap(&scale, from, to)).collect(),
    })
}

struct Scale {
    first: Date,
    days: i64,
}

impl Scale {
    /// Left edge of a day, with a margin for the labels on both sides.
    fn x(&self, day: Date) -> i64 {
        30 + days_between(self.first, day) * 920 / (self.days + 1)
    }
}

fn days_between(a: Date, b: Date) -> i64 {
    i64::from(a.until(b).map_or(0, |s| s.get_days()))
}

/// Each bar goes to the first row where it has room.
fn bars(view: &View, dated: &[(usize, Date, Date)], scale: &Scale) -> (Vec<Bar>, usize) {
    let mut order = dated.to_vec();
    order.sort_by_key(|&(i, from, to)| (from, to, i));
    let mut ends: Vec<i64> = Vec::new();
    let mut bars = Vec::new();
    for (i, from, to) in order {
        let x = scale.x(from);
        let width = (scale.x(to.saturating_add(1.day())) - x).max(THIN);
        let row = ends.iter().position(|&end| end < x).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0);
        }
        ends[row] = x + width + 30;
        let number = view.number(i);
        bars.push(Bar {
            report: number,
            x,
            y: row * ROW + 2,
            width,
            label_x: x + width + 4,
            words: format!("report {number}: {}", published(&view.register.reports[i].published)),
        });
    }
    (bars, ends.len())
}

fn ticks(scale: &Scale) -> Vec<Tick> {
    let step = (scale.days / 8).max(1);
    (0..=scale.days)
        .step_by(step as usize)
        .map(|n| scale.first.saturating_add(n.days()))
        .map(|day| Tick { x: scale.x(day), words: day_month(day) })
        .collect()
}

fn gap(scale: &Scale, from: Date, to: Date) -> Gap {
    let x = scale.x(from);
    Gap {
        x,
        width: (scale.x(to.saturating_add(1.day())) - x).max(1),
        words: format!("no report {}", range(from, to)),
    }
}
