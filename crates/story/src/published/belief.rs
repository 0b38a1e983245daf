//! What a report's evidence leaves possible: weights over candidate days.

use super::{
    days::DayNumber,
    weigh::{penalty, tells_of_then},
    what::Evidence,
};

/// Probabilities of the days from `first` on.
#[derive(Clone, Debug)]
pub(super) struct Belief {
    /// The chance that the day lies after all of these.
    pub(super) beyond: f64,
    pub(super) first: DayNumber,
    pub(super) chance: Vec<f64>,
}

impl Belief {
    /// One day, for sure.
    pub(super) fn sure(day: DayNumber) -> Belief {
        Belief { beyond: 0.0, first: day, chance: vec![1.0] }
    }

    /// The belief by penalties of each day, and of single days after them that stand for `STRIDE` each.
    pub(super) fn of(first: DayNumber, penalties: &[f64], later: &[f64]) -> Belief {
        let least = penalties.iter().copied().fold(f64::INFINITY, f64::min);
        let raw: Vec<f64> = penalties.iter().map(|p| (least - p).exp()).collect();
        let after: f64 = later.iter().map(|p| (least - p).exp() * f64::from(STRIDE)).sum();
        let sum: f64 = raw.iter().sum::<f64>() + after;
        Belief { beyond: after / sum, first, chance: raw.into_iter().map(|r| r / sum).collect() }
    }

    /// The belief by sums of chances of single days in order, and the chance of the days beyond.
    pub(super) fn averaged(days: &[DayNumber], sums: &[f64], beyond: f64) -> Belief {
        let whole: f64 = sums.iter().sum();
        let first = days.first().copied().unwrap_or(0);
        let last = days.last().copied().unwrap_or(0);
        let mut chance = vec![0.0; (last - first + 1) as usize];
        for (day, sum) in days.iter().zip(sums) {
            chance[(day - first) as usize] = (1.0 - beyond) * sum / whole;
        }
        Belief { beyond, first, chance }
    }

    /// Days with their chance, from the first.
    pub(super) fn days(&self) -> impl Iterator<Item = (DayNumber, f64)> + '_ {
        self.chance.iter().enumerate().map(|(i, c)| (self.first + i as DayNumber, *c))
    }

    /// The likeliest days, at most `most`, likeliest first; the earlier first among equals.
    pub(super) fn likeliest(&self, most: usize) -> Vec<(DayNumber, f64)> {
        let mut list: Vec<(DayNumber, f64)> = self.days().filter(|(_, c)| *c > 1e-6).collect();
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        list.truncate(most);
        list
    }
}

/// Every so manieth day after the window is weighed: no multiple of seven, so that weekdays even out.
pub(super) const STRIDE: DayNumber = 29;
/// How long after the window days are weighed.
const LATER: DayNumber = 366 * 50;

/// The days after a window that stand for all of them.
pub(super) fn later(window: (DayNumber, DayNumber)) -> impl Iterator<Item = DayNumber> {
    (0..LATER / STRIDE).map(move |i| window.1 + 1 + STRIDE / 2 + i * STRIDE)
}

/// How ill it fits that a report tells of history, so that its witnesses of times gone by say nothing of its day: chosen
/// on one half of the groups of `world_news_2012_2020` (docs/time.md).
const HISTORY: f64 = 11.0;

/// The penalty that a report's own words give a day.
pub(super) fn own_of(evidence: &Evidence, day: DayNumber) -> f64 {
    let (mut now, mut then) = (0.0, 0.0);
    for demand in &evidence.demands {
        let of_then = tells_of_then(&demand.what, day);
        *(if of_then { &mut then } else { &mut now }) += penalty(&demand.what, day);
    }
    now + either(then, evidence.then + HISTORY)
}

/// The penalty where one of two accounts holds.
fn either(one: f64, other: f64) -> f64 {
    let least = one.min(other);
    least - ((least - one).exp() + (least - other).exp()).ln()
}

/// The penalties that a report's own words give each day of a stretch, kept since they are asked for more than once.
#[derive(Default)]
pub(super) struct Own {
    first: DayNumber,
    penalties: Vec<f64>,
}

impl Own {
    /// Those of the days of a window.
    pub(super) fn over(&mut self, evidence: &Evidence, window: (DayNumber, DayNumber)) -> &[f64] {
        let weighed = |days: std::ops::Range<DayNumber>| days.map(|day| own_of(evidence, day));
        if self.penalties.is_empty() {
            self.first = window.0;
        }
        if window.0 < self.first {
            self.penalties.splice(0..0, weighed(window.0..self.first));
            self.first = window.0;
        }
        let end = self.first + self.penalties.len() as DayNumber;
        self.penalties.extend(weighed(end..window.1 + 1));
        &self.penalties[(window.0 - self.first) as usize..=(window.1 - self.first) as usize]
    }
}
