//! The day around which a report and its neighbours lie.
//!
//! It is not told, so every day is tried: a centre is as likely as all their words together allow days near it.

use super::days::DayNumber;

/// Days between the centres that are tried.
const STEP: usize = 3;
/// Days at which nearness to the centre has fallen to a quarter.
const NEAR: f64 = 6.0;
/// How near a day is that is far from the centre: a crisis has its background reports, too.
const FAR: f64 = 1e-5;
/// Reports of one crisis do not speak independently of its time: n of them count as n to the power of one less this.
const TOGETHER: f64 = 0.3;
/// Candidate days of a report in order, with their chances.
pub(super) type Candidates = [(DayNumber, f64)];

/// How near a day is to the centre.
pub(super) fn nearness(day: DayNumber, centre: DayNumber) -> f64 {
    1.0 / (NEAR + f64::from((day - centre).abs())).powi(2) + FAR
}

/// The days around which each report's group may lie, one for each of so many starts: as many lie around a day as it is
/// likely; none for a group of which nothing is known.
pub(super) fn centres(
    groups: &[Vec<usize>],
    candidates: &[Vec<(DayNumber, f64)>],
    starts: u64,
) -> Vec<Vec<DayNumber>> {
    let mut all: Vec<Option<Tried>> = groups.iter().map(|group| Tried::of(group, candidates)).collect();
    let mut holding: Vec<Vec<usize>> = vec![Vec::new(); candidates.len()];
    for (i, group) in groups.iter().enumerate().filter(|(i, _)| all[*i].is_some()) {
        group.iter().filter(|&&j| !candidates[j].is_empty()).for_each(|&j| holding[j].push(i));
    }
    // One report after the other, so that only one's fits are held at a time.
    for (candidates, holding) in candidates.iter().zip(&holding) {
        let spans = || holding.iter().filter_map(|&i| all[i].as_ref()).map(|tried| tried.span);
        let first = spans().map(|s| s.0).min();
        let Some(stretch) = first.zip(spans().map(|s| s.1).max()) else { continue };
        let fit = Fit::of(candidates, stretch);
        for &i in holding {
            all[i].iter_mut().for_each(|tried| tried.add(&fit));
        }
    }
    all.into_iter().map(|tried| tried.map_or_else(Vec::new, |tried| tried.starts(starts))).collect()
}

/// The centres that are tried for one group.
struct Tried {
    /// The first and the last candidate day of all its reports.
    span: (DayNumber, DayNumber),
    /// The sums of the logarithms of how well the reports fit each.
    fits: Vec<f64>,
    reports: usize,
}

impl Tried {
    fn of(group: &[usize], candidates: &[Vec<(DayNumber, f64)>]) -> Option<Tried> {
        let known = || group.iter().map(|&j| &candidates[j]);
        let first = known().filter_map(|c| Some(c.first()?.0)).min()?;
        let last = known().filter_map(|c| Some(c.last()?.0)).max()?;
        let tried = (first..=last).step_by(STEP).count();
        Some(Tried { span: (first, last), fits: vec![0.0; tried], reports: 0 })
    }

    fn add(&mut self, fit: &Fit) {
        let from = (self.span.0 - fit.first) as usize;
        self.fits.iter_mut().zip(fit.logs[from..].iter().step_by(STEP)).for_each(|(sum, log)| *sum += log);
        self.reports += 1;
    }

    fn starts(&self, starts: u64) -> Vec<DayNumber> {
        let temper = (self.reports as f64).powf(-TOGETHER);
        let most = self.fits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let chances: Vec<f64> = self.fits.iter().map(|fit| (temper * (fit - most)).exp()).collect();
        let whole: f64 = chances.iter().sum();
        let (mut at, mut sum) = (0, chances[0] / whole);
        (0..starts)
            .map(|start| {
                let share = (start as f64 + 0.5) / starts as f64;
                while sum < share && at + 1 < chances.len() {
                    at += 1;
                    sum += chances[at] / whole;
                }
                self.span.0 + (at * STEP) as DayNumber
            })
            .collect()
    }
}

/// How well a report fits each day as the centre of its crisis: the logarithms.
struct Fit {
    first: DayNumber,
    logs: Vec<f64>,
}

impl Fit {
    /// Of every day of a stretch that holds all candidates.
    fn of(candidates: &Candidates, stretch: (DayNumber, DayNumber)) -> Fit {
        let first = stretch.0;
        let mut chances = vec![0.0; (stretch.1 - first + 1) as usize];
        for (day, chance) in candidates {
            chances[(day - first) as usize] = *chance;
        }
        let far = FAR * candidates.iter().map(|c| c.1).sum::<f64>();
        let logs = near_all(&chances).into_iter().map(|near| (near + far).ln()).collect();
        Fit { first, logs }
    }
}

/// The sum of the chances of all days by their nearness to each, but for what is far.
///
/// 1 / (n + x)² is the integral of t e^(-t (n + x)) over t, and a sum of such powers needs one pass each way for all
/// days instead of one for each: with t = e^u the trapezoidal rule is exact to the twelfth figure.
fn near_all(chances: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; chances.len()];
    for power in powers().chunks(LANES) {
        let mut decay = [0.0; LANES];
        let mut weight = [0.0; LANES];
        for (i, (d, w)) in power.iter().enumerate() {
            (decay[i], weight[i]) = (*d, *w);
        }
        let mut held = [0.0; LANES];
        for (sum, chance) in sums.iter_mut().zip(chances) {
            for i in 0..LANES {
                held[i] = held[i] * decay[i] + weight[i] * chance;
            }
            *sum += held.iter().sum::<f64>();
        }
        let mut held = [0.0; LANES];
        for (sum, chance) in sums.iter_mut().zip(chances).rev() {
            // The day itself counts once.
            for i in 0..LANES {
                held[i] *= decay[i];
            }
            *sum += held.iter().sum::<f64>();
            for i in 0..LANES {
                held[i] += weight[i] * chance;
            }
        }
    }
    sums
}

/// Powers that are summed at once.
const LANES: usize = 8;
/// The logarithms of t that are summed, and their distance.
const FIRST: f64 = -19.5;
const LAST: f64 = 2.0;
const APART: f64 = 0.25;

/// By how much each power decays in a day, and its weight.
fn powers() -> Vec<(f64, f64)> {
    let count = ((LAST - FIRST) / APART) as usize;
    let power = |i: usize| {
        let t = (FIRST + i as f64 * APART).exp();
        ((-t).exp(), APART * t * t * (-t * NEAR).exp())
    };
    (0..=count).map(power).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_passes_sum_what_every_pair_of_days_does() {
        let mut chances = vec![0.0; 9000];
        for i in [0, 1, 2, 5, 40, 41, 300, 3000, 8999] {
            chances[i] = 1.0 / (i + 3) as f64;
        }
        let candidates: Vec<(DayNumber, f64)> =
            chances.iter().enumerate().filter(|c| *c.1 > 0.0).map(|(i, c)| (i as DayNumber, *c)).collect();
        let fit = Fit::of(&candidates, (-4, 9100));
        for centre in -4..=9100 {
            let direct: f64 = candidates.iter().map(|(day, c)| c * nearness(*day, centre)).sum();
            let found = fit.logs[(centre + 4) as usize];
            assert!((found - direct.ln()).abs() < 1e-9, "{centre}: {found} {}", direct.ln());
        }
    }
}
