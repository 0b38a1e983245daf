//! Which reports are copies or rewrites of one wire, and so count as one witness.
//!
//! Two reports share a lineage when the smaller's runs of words lie mostly inside the other's (containment,
//! Broder 1997). An inverted index from run to reports keeps it near linear: runs that very many reports
//! share are formulas ("told reporters on condition of anonymity") and prove nothing.

use std::collections::BTreeMap;

use chancery_extract::Findings;

use crate::union::Union;

/// The share of the smaller report's runs that must stand in the other one.
const COPIED: f64 = 0.5;
/// The share that is enough where both credit the same agency.
const CREDITED: f64 = 0.2;
/// A report of fewer runs is too short to tell a copy from a formula.
const FEWEST: usize = 12;
/// A run in more reports than this is a formula; copies of one wire still meet in chains.
const FORMULA: usize = 40;

/// For each report the number of its lineage, from 0 in order of first appearance.
pub(crate) fn lineages(reports: &[Findings]) -> Vec<usize> {
    let mut union = Union::new(reports.len());
    for ((a, b), shared) in shared_runs(reports) {
        if copies(&reports[a], &reports[b], shared) {
            union.join(a, b);
        }
    }
    let mut number = BTreeMap::new();
    (0..reports.len())
        .map(|i| {
            let next = number.len();
            *number.entry(union.find(i)).or_insert(next)
        })
        .collect()
}

fn copies(a: &Findings, b: &Findings, shared: usize) -> bool {
    let smaller = a.fingerprint.shingles.len().min(b.fingerprint.shingles.len());
    let one_agency = a.fingerprint.credits.iter().any(|c| b.fingerprint.credits.contains(c));
    let wanted = if one_agency { CREDITED } else { COPIED };
    smaller >= FEWEST && shared as f64 >= wanted * smaller as f64
}

fn shared_runs(reports: &[Findings]) -> BTreeMap<(usize, usize), usize> {
    let runs = || reports.iter().flat_map(|f| f.fingerprint.shingles.iter().copied());
    let twice = Twice::of(runs);
    let of_report = reports.iter().enumerate();
    let mut entries: Vec<(u64, usize)> = of_report
        .flat_map(|(i, f)| f.fingerprint.shingles.iter().map(move |&run| (run, i)))
        .filter(|(run, _)| twice.may_hold(*run))
        .collect();
    entries.sort_unstable();
    let mut shared = BTreeMap::new();
    for same in entries.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        // Of a formula only neighbours are counted, so that hundreds of copies of one wire still chain.
        let reach = if same.len() > FORMULA { 1 } else { same.len() };
        for (i, &(_, a)) in same.iter().enumerate() {
            for &(_, b) in same[i + 1..].iter().take(reach) {
                *shared.entry((a, b)).or_insert(0) += 1;
            }
        }
    }
    shared
}

/// Which runs may occur twice: most of a large pile occur once, and need no place in an order.
struct Twice {
    /// For the last bits of a run whether it was met, and whether it was met again.
    met: Vec<[bool; 2]>,
}

impl Twice {
    fn of<I: Iterator<Item = u64>>(runs: impl Fn() -> I) -> Twice {
        const ROOM: usize = 8;
        let mut twice = Twice { met: vec![[false; 2]; (runs().count() * ROOM).next_power_of_two()] };
        for run in runs() {
            let at = twice.place(run);
            let [met, again] = &mut twice.met[at];
            *again |= *met;
            *met = true;
        }
        twice
    }

    fn place(&self, run: u64) -> usize {
        // The length is a power of two.
        run as usize & (self.met.len() - 1)
    }

    fn may_hold(&self, run: u64) -> bool {
        self.met[self.place(run)][1]
    }
}

#[cfg(test)]
mod tests {
    use super::Twice;

    #[test]
    fn what_occurs_twice_is_kept_and_most_of_what_occurs_once_is_not() {
        let hash = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
        let runs = || (0..1000).chain(0..50).map(hash);
        let twice = Twice::of(runs);
        assert!((0..50).all(|n| twice.may_hold(hash(n))));
        let kept = (50..1000).filter(|&n| twice.may_hold(hash(n))).count();
        assert!(kept < 200, "{kept}");
    }
}
