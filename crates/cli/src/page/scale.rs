//! Days to places on a picture, and the days that a picture names.

use chancery_story::calendar_words::{day_month, month};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::brief::view::View;

/// Days before the first report, and after the last one, that a picture still shows.
const BEFORE: i64 = 30;
const AFTER: i64 = 45;

/// A stretch of days laid out from left to right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Scale {
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) left: i64,
    pub(crate) width: i64,
}

/// A named day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Tick {
    pub(crate) x: i64,
    pub(crate) words: String,
}

/// A stretch without a report.
#[derive(Serialize, Deserialize)]
pub(crate) struct Gap {
    pub(crate) x: i64,
    pub(crate) width: i64,
    pub(crate) words: String,
}

impl Scale {
    /// The days that matter to all reports: theirs, and those of the facts near them.
    pub(crate) fn of(view: &View, left: i64, width: i64) -> Option<Scale> {
        Scale::around(view, left, width, &report_days(view))
    }

    /// The same without the few reports that lie far from all others, and would press those together.
    pub(crate) fn of_most(view: &View, left: i64, width: i64) -> Option<Scale> {
        Scale::around(view, left, width, most(&report_days(view)))
    }

    fn around(view: &View, left: i64, width: i64, reports: &[Date]) -> Option<Scale> {
        let (&start, &end) = (reports.first()?, reports.last()?);
        let (from, to) = (start.saturating_sub(BEFORE.days()), end.saturating_add(AFTER.days()));
        let near = |day: &Date| *day >= from && *day <= to;
        let marks = view.register.facts.iter().filter(|f| is_mark(f));
        let facts = marks.flat_map(|f| [f.when.earliest, f.when.latest]).flatten();
        let days: Vec<Date> = facts.filter(near).chain([start, end]).collect();
        let (first, last) = (days.iter().min()?, days.iter().max()?);
        Some(Scale { first: first.saturating_sub(1.day()), last: last.saturating_add(1.day()), left, width })
    }

    fn days(&self) -> i64 {
        days_between(self.first, self.last) + 1
    }

    /// Left edge of a day.
    pub(crate) fn x(&self, day: Date) -> i64 {
        let at = days_between(self.first, day).clamp(0, self.days());
        self.left + at * self.width / self.days()
    }

    /// Middle of a day.
    pub(crate) fn middle(&self, day: Date) -> i64 {
        self.x(day) + self.day_width() / 2
    }

    /// How wide a day is.
    pub(crate) fn day_width(&self) -> i64 {
        (self.width / self.days()).max(1)
    }

    /// So many days are at least this wide.
    pub(crate) fn days_within(&self, width: i64) -> i64 {
        ((width * self.days() + self.width - 1) / self.width).max(1)
    }

    /// Whether the day is on the picture.
    pub(crate) fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Days, weeks, months or years, whichever gives at most about ten names.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let days = self.days();
        let most = (self.width / 62).max(2);
        let mut ticks: Vec<Tick> = Vec::new();
        let mut day = self.first;
        while day <= self.last {
            if self.is_named(day, days, most) {
                ticks.push(Tick { x: self.middle(day), words: name(day, days, most) });
            }
            day = day.saturating_add(1.day());
        }
        ticks.retain(|t| t.x - self.left < self.width - 4);
        ticks
    }

    fn is_named(&self, day: Date, days: i64, most: i64) -> bool {
        let since = days_between(self.first, day);
        match days / most {
            0 => true,
            n if n < 7 => since % (n + 1) == 0,
            n if n < 14 => since % 14 == 0,
            n if n < 30 => day.day() == 1,
            n if n < 90 => day.day() == 1 && (day.month() - 1) % 3 == 0,
            n if n < 360 => day.day() == 1 && day.month() == 1,
            n => day.day() == 1 && day.month() == 1 && i64::from(day.year()) % (n / 360 + 1) == 0,
        }
    }

    /// Stretches without a report.
    pub(crate) fn gaps(&self, view: &View) -> Vec<Gap> {
        let gap = |&(from, to): &(Date, Date)| {
            let x = self.x(from);
            Gap {
                x,
                width: (self.x(to.saturating_add(1.day())) - x).max(1),
                words: format!("no report {}", chancery_story::calendar_words::range(from, to)),
            }
        };
        // In a pile of years a silence of days is no more than a hair on the picture.
        view.register.gaps.iter().map(gap).filter(|g| g.width * 60 >= self.width).collect()
    }
}

fn report_days(view: &View) -> Vec<Date> {
    let mut days: Vec<Date> = view.register.reports.iter().filter_map(|r| r.published.best).collect();
    days.sort_unstable();
    days
}

/// Cuts at a silence of more than half of all days while at most one report in ten lies beyond it.
fn most(days: &[Date]) -> &[Date] {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return days };
    let half = days_between(first, last) / 2;
    let Some(cut) = (1..days.len()).find(|&n| days_between(days[n - 1], days[n]) > half.max(45)) else {
        return days;
    };
    let (before, after) = days.split_at(cut);
    if before.len() * 9 <= after.len() {
        most(after)
    } else if after.len() * 9 <= before.len() {
        most(before)
    } else {
        days
    }
}

fn name(day: Date, days: i64, most: i64) -> String {
    match days / most {
        n if n < 14 => day_month(day),
        n if n < 90 && day.month() > 1 => month(day).to_owned(),
        n if n < 90 => format!("{} {}", month(day), day.year()),
        _ => day.year().to_string(),
    }
}

/// Whether the fact's days are few enough to stand for a point in time: a month is none.
pub(crate) fn is_mark(fact: &chancery_story::Fact) -> bool {
    match (fact.when.earliest, fact.when.latest) {
        (Some(a), Some(b)) => days_between(a, b) <= 10,
        (a, b) => a.or(b).is_some(),
    }
}

/// Days from `a` to `b`.
pub(crate) fn days_between(a: Date, b: Date) -> i64 {
    i64::from(a.until(b).map_or(0, |s| s.get_days()))
}

#[cfg(test)]
mod tests {
    use super::{Scale, most};
    use jiff::{ToSpan, civil::date};

    #[test]
    fn a_report_far_from_all_others_does_not_press_them_together() {
        let near: Vec<_> = (1..=9).map(|d| date(2031, 5, d)).collect();
        let mut days = vec![date(2030, 5, 1)];
        days.extend(&near);
        assert_eq!(most(&days), near);
        days.remove(9);
        assert_eq!(most(&days), days, "one in nine is not few");
        assert!(most(&[]).is_empty());
    }

    #[test]
    fn ticks_are_few_and_apart_whatever_the_stretch() {
        for days in [1_i64, 5, 20, 47, 90, 200, 800, 4_000, 20_000] {
            let first = date(1997, 5, 3);
            let scale = Scale { first, last: first.saturating_add(days.days()), left: 90, width: 640 };
            let ticks = scale.ticks();
            assert!((1..=12).contains(&ticks.len()), "{days} days: {} ticks", ticks.len());
            assert!(ticks.windows(2).all(|t| t[1].x - t[0].x >= 40), "{days} days: {ticks:?}");
        }
    }
}
