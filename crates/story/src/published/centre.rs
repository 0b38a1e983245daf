//! The day around which a report and its neighbours lie.
//!
//! It is not told, so every day is tried: a centre is as likely as all their words together allow days near it.

use super::{belief::Belief, days::DayNumber};

/// Days between the centres that are tried.
const STEP: usize = 3;
/// Days at which nearness to the centre has fallen to a quarter.
const NEAR: f64 = 6.0;
/// How near a day is that is far from the centre: a crisis has its background reports, too.
const FAR: f64 = 1e-5;
/// Reports of one crisis do not speak independently of its time: n of them count as n to the power of one less this.
const TOGETHER: f64 = 0.3;
/// The most days of a belief that are weighed.
const MOST: usize = 1000;

/// Centres with their chances, in order.
pub(super) struct Centres(Vec<(DayNumber, f64)>);

/// How near a day is to the centre.
pub(super) fn nearness(day: DayNumber, centre: DayNumber) -> f64 {
    1.0 / (NEAR + f64::from((day - centre).abs())).powi(2) + FAR
}

impl Centres {
    /// The centres that a group of reports allows; none where nothing is known of any.
    pub(super) fn of<'a>(group: impl Iterator<Item = &'a Belief>) -> Option<Centres> {
        let days: Vec<Vec<(DayNumber, f64)>> = group.map(|belief| belief.likeliest(MOST)).collect();
        let temper = (days.len() as f64).powf(-TOGETHER);
        let all = || days.iter().flatten().map(|d| d.0);
        let fits: Vec<(DayNumber, f64)> = (all().min()?..=all().max()?)
            .step_by(STEP)
            .map(|centre| {
                let fit = |days: &Vec<(DayNumber, f64)>| -> f64 {
                    days.iter().map(|(day, chance)| chance * nearness(*day, centre)).sum()
                };
                (centre, temper * days.iter().map(|days| fit(days).ln()).sum::<f64>())
            })
            .collect();
        let most = fits.iter().map(|f| f.1).fold(f64::NEG_INFINITY, f64::max);
        let chances: Vec<f64> = fits.iter().map(|(_, fit)| (fit - most).exp()).collect();
        let sum: f64 = chances.iter().sum();
        Some(Centres(fits.iter().zip(chances).map(|(f, chance)| (f.0, chance / sum)).collect()))
    }

    /// The centre before which so large a share of the chances lies.
    pub(super) fn at(&self, share: f64) -> DayNumber {
        let mut left = share;
        let hit = self.0.iter().find(|(_, chance)| {
            left -= chance;
            left <= 0.0
        });
        hit.or(self.0.last()).map_or(0, |c| c.0)
    }
}
