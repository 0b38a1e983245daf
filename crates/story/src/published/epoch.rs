//! The stretch of months that the reports of one crisis share.

use super::{
    belief::{Belief, Own, later, own_of},
    days::DayNumber,
    what::Evidence,
};

/// Both stretches of days together, as far as there are any.
fn widened(
    own: Option<(DayNumber, DayNumber)>,
    around: Option<(DayNumber, DayNumber)>,
) -> Option<(DayNumber, DayNumber)> {
    match (own, around) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, other) => one.or(other),
    }
}

/// Half the length of the stretch that a crisis' reports are taken to share at first.
const EPOCH: DayNumber = 75;
/// Steps between the stretches that are tried.
const STEP: DayNumber = 25;

/// First the stretch of months that a report and its neighbours share: what all their words together allow best.
pub(super) fn in_epoch(
    evidence: &Evidence,
    penalties: &mut Own,
    report: usize,
    neighbours: &[usize],
    beliefs: &[Option<&Belief>],
) -> Option<Belief> {
    let around: Vec<&Belief> = neighbours.iter().chain([&report]).filter_map(|&j| beliefs[j]).collect();
    let span = around
        .iter()
        .map(|b| (b.first, b.first + b.chance.len() as DayNumber))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    if around.len() < 2 && evidence.window.is_some() {
        return beliefs[report].cloned();
    }
    let sums: Vec<Sums> = around.iter().map(|b| Sums::of(b)).collect();
    let centres: Vec<DayNumber> = (span.0..=span.1).step_by(STEP as usize).collect();
    // What reports of one crisis say of its time is not said independently: n of them count as the root of n.
    let temper = (around.len() as f64).powf(-0.5);
    let fits: Vec<f64> = centres
        .iter()
        .map(|c| -temper * sums.iter().map(|s| (0.01 + s.within(c - EPOCH, c + EPOCH)).ln()).sum::<f64>())
        .collect();
    let least = fits.iter().copied().fold(f64::INFINITY, f64::min);
    let near: Vec<(DayNumber, f64)> = centres
        .iter()
        .zip(&fits)
        .filter(|(_, f)| **f - least < 8.0)
        .map(|(c, f)| (*c, (least - f).exp()))
        .collect();
    let stretch = (near.first()?.0 - EPOCH, near.last()?.0 + EPOCH);
    let window = widened(evidence.window, Some(stretch))?;
    let mut penalties = penalties.over(evidence, window).to_vec();
    for (i, penalty) in penalties.iter_mut().enumerate() {
        let day = window.0 + i as DayNumber;
        let first = near.partition_point(|(c, _)| *c < day - EPOCH);
        let held: f64 = near[first..].iter().take_while(|(c, _)| *c <= day + EPOCH).map(|(_, w)| w).sum();
        *penalty -= (held + 1e-4).ln();
    }
    let after: Vec<f64> = later(window).map(|day| own_of(evidence, day) - 1e-4_f64.ln()).collect();
    Some(Belief::of(window.0, &penalties, &after))
}

/// Running sums of a belief.
struct Sums {
    first: DayNumber,
    sums: Vec<f64>,
}

impl Sums {
    fn of(belief: &Belief) -> Sums {
        let mut sum = 0.0;
        let sums = std::iter::once(0.0)
            .chain(belief.chance.iter().map(|c| {
                sum += c;
                sum
            }))
            .collect();
        Sums { first: belief.first, sums }
    }

    fn within(&self, from: DayNumber, to: DayNumber) -> f64 {
        let last = self.sums.len() as DayNumber - 1;
        let at = |day: DayNumber| self.sums[(day - self.first).clamp(0, last) as usize];
        at(to + 1) - at(from)
    }
}
