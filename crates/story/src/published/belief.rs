//! What a report's evidence leaves possible: weights over candidate days.

use super::{days::DayNumber, evidence::Evidence, weigh::penalty};

/// Probabilities of the days from `first` on.
#[derive(Clone, Debug)]
pub(super) struct Belief {
    pub(super) first: DayNumber,
    pub(super) chance: Vec<f64>,
}

impl Belief {
    /// One day, for sure.
    pub(super) fn sure(day: DayNumber) -> Belief {
        Belief { first: day, chance: vec![1.0] }
    }

    /// The belief by penalties of each day.
    pub(super) fn of(first: DayNumber, penalties: &[f64]) -> Belief {
        let least = penalties.iter().copied().fold(f64::INFINITY, f64::min);
        let raw: Vec<f64> = penalties.iter().map(|p| (least - p).exp()).collect();
        let sum: f64 = raw.iter().sum();
        Belief { first, chance: raw.into_iter().map(|r| r / sum).collect() }
    }

    /// Days with their chance, from the first.
    pub(super) fn days(&self) -> impl Iterator<Item = (DayNumber, f64)> + '_ {
        self.chance.iter().enumerate().map(|(i, c)| (self.first + i as DayNumber, *c))
    }

    /// The likeliest days, at most `most`, likeliest first; the earlier first among equals.
    pub(super) fn likeliest(&self, most: usize) -> Vec<(DayNumber, f64)> {
        let mut list: Vec<(DayNumber, f64)> = self.days().filter(|(_, c)| *c > 1e-4).collect();
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        list.truncate(most);
        list
    }
}

/// The penalties that a report's own words give each day of a window.
pub(super) fn own(evidence: &Evidence, window: (DayNumber, DayNumber)) -> Vec<f64> {
    (window.0..=window.1).map(|day| evidence.demands.iter().map(|d| penalty(&d.what, day)).sum()).collect()
}
