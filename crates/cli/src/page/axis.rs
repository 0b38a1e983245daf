//! The strip below: the reports on a time axis, one bar each, as wide as the interval of its day; silence is grey.

use chancery_story::calendar_words::full_day;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Word, published,
    scale::{Gap, Scale, Tick},
};
use crate::brief::view::View;

/// Height of one row of bars where there is room, in the picture's units; the picture is 1000 wide.
const ROW: usize = 14;
/// Rows of bars that the strip has room for; with more reports it counts them by day.
const ROWS: usize = 7;
/// Bars are at least this wide, so that a single day can be seen and clicked.
const THIN: i64 = 14;
/// Height of the bars' field.
const FOOT: usize = 73;

/// The picture's shapes, in its own units.
#[derive(Serialize, Deserialize)]
pub(crate) struct Axis {
    pub(crate) foot: usize,
    pub(crate) height: usize,
    pub(crate) words: String,
    pub(crate) today: Option<i64>,
    pub(crate) bars: Vec<Bar>,
    pub(crate) columns: Vec<Column>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) gaps: Vec<Gap>,
}

/// A report, as wide as the days that it may be of.
#[derive(Serialize, Deserialize)]
pub(crate) struct Bar {
    pub(crate) report: usize,
    pub(crate) style: Word,
    pub(crate) x: i64,
    pub(crate) y: usize,
    pub(crate) width: i64,
    pub(crate) height: usize,
    /// The likeliest day.
    pub(crate) best: i64,
    pub(crate) label_x: i64,
    pub(crate) words: String,
}

/// Reports of some days, counted.
#[derive(Serialize, Deserialize)]
pub(crate) struct Column {
    pub(crate) report: usize,
    pub(crate) x: i64,
    pub(crate) y: usize,
    pub(crate) width: i64,
    pub(crate) height: usize,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) words: String,
}

/// The picture, if any report's day is known.
pub(crate) fn axis(view: &View) -> Option<Axis> {
    let scale = Scale::of(view, 14, 960)?;
    let dated: Vec<(usize, Date)> = view
        .in_order()
        .into_iter()
        .filter_map(|doc| Some((doc, view.register.reports[doc].published.best?)))
        .collect();
    let (bars, rows) = bars(view, &dated, &scale);
    let few = rows <= ROWS;
    let (first, last) = (dated.first()?.1, dated.last()?.1);
    Some(Axis {
        foot: FOOT,
        height: FOOT + 16,
        words: format!("{} reports from {} to {}", dated.len(), full_day(first), full_day(last)),
        today: view.as_of.filter(|&d| scale.holds(d)).map(|d| scale.middle(d)),
        columns: if few { Vec::new() } else { columns(view, &dated, &scale) },
        bars: if few { bars } else { Vec::new() },
        ticks: scale.ticks(),
        gaps: scale.gaps(view),
    })
}

/// Each bar goes to the first row where it has room.
fn bars(view: &View, dated: &[(usize, Date)], scale: &Scale) -> (Vec<Bar>, usize) {
    let mut ends: Vec<i64> = Vec::new();
    let mut bars = Vec::new();
    for &(doc, best) in dated {
        let published = &view.register.reports[doc].published;
        let day = |d: Option<Date>, or: Date| d.unwrap_or(or).clamp(scale.first, scale.last);
        let (from, to) = (day(published.earliest, best), day(published.latest, best));
        let x = scale.x(from);
        let width = (scale.x(to.saturating_add(1.day())) - x).max(THIN);
        let row = ends.iter().position(|&end| end < x).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0);
        }
        ends[row] = x + width + 24;
        let number = view.number(doc);
        let sure = matches!(published.basis, chancery_story::Basis::Given | chancery_story::Basis::Stated);
        bars.push(Bar {
            report: number,
            style: if sure { "bar" } else { "bar worked" }.into(),
            x,
            // The row; its height is known when all have one.
            y: row,
            width,
            height: 0,
            best: scale.middle(best.clamp(scale.first, scale.last)).clamp(x + 5, x + width - 5),
            label_x: x + width + 4,
            words: format!("report {number}: {}", self::published(published)),
        });
    }
    let height = (FOOT / ends.len().max(1)).min(ROW);
    for bar in &mut bars {
        bar.y = bar.y * height + 2;
        bar.height = height.saturating_sub(2).max(3);
    }
    (bars, ends.len())
}

/// Reports counted by stretches of days that are wide enough to be clicked.
fn columns(view: &View, dated: &[(usize, Date)], scale: &Scale) -> Vec<Column> {
    let step = scale.days_within(10);
    let mut bins: std::collections::BTreeMap<i64, Vec<usize>> = std::collections::BTreeMap::new();
    for &(doc, best) in dated {
        bins.entry(super::scale::days_between(scale.first, best) / step).or_default().push(doc);
    }
    let most = bins.values().map(Vec::len).max().unwrap_or(1);
    bins.into_iter()
        .map(|(bin, docs)| {
            let from = scale.first.saturating_add((bin * step).days());
            let to = scale.first.saturating_add((bin * step + step - 1).days());
            let height = (docs.len() * (FOOT - 4) / most).max(3);
            let days = chancery_story::calendar_words::range(from, to);
            Column {
                report: docs.first().map_or(0, |&d| view.number(d)),
                x: scale.x(from),
                y: FOOT - height,
                width: (scale.x(to.saturating_add(1.day())) - scale.x(from) - 1).max(2),
                height,
                from: from.to_string(),
                to: to.to_string(),
                words: format!(
                    "{} {} of {days}",
                    docs.len(),
                    if docs.len() == 1 { "report" } else { "reports" }
                ),
            }
        })
        .collect()
}
