//! Which reports bear on each other's days: those of one crisis.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::Findings;

/// Neighbours of a report that bear on it.
const MOST: usize = 12;
/// A name in more reports than this says nothing of the crisis, and would cost time.
const COMMON: usize = 60;

/// For each report without a known day those of the same crisis, most alike first: they share actors, and many words.
pub(super) fn neighbours(reports: &[Findings]) -> Vec<Vec<usize>> {
    let words: Vec<BTreeSet<&str>> =
        reports.iter().map(|f| f.fingerprint.words.iter().map(String::as_str).collect()).collect();
    let actors: Vec<BTreeSet<&str>> = reports.iter().map(actors).collect();
    let candidates = candidates(&actors, &words);
    (0..reports.len())
        .map(|i| {
            if reports[i].report.published.is_some() {
                return Vec::new();
            }
            let mut near: Vec<(usize, usize)> = candidates[i]
                .iter()
                .filter(|&&j| {
                    let shared = actors[i].intersection(&actors[j]).count();
                    let fewer = actors[i].len().min(actors[j].len());
                    shared >= SHARED_ACTORS.min(fewer.div_ceil(2)) && shared * FAMILIAR >= fewer
                })
                .map(|&j| (words[i].intersection(&words[j]).count(), j))
                .filter(|(n, j)| *n * ALIKE >= words[i].len().min(words[*j].len()))
                .collect();
            near.sort_by_key(|(n, j)| (std::cmp::Reverse(*n), *j));
            near.truncate(MOST);
            near.into_iter().map(|(_, j)| j).collect()
        })
        .collect()
}

/// Actors that two reports of one crisis share: measured, half of the pairs of one crisis share a third of the
/// names of the shorter one, of unrelated news one pair in ten shares a quarter.
const SHARED_ACTORS: usize = 4;
/// Of their actors they share at least one in so many.
const FAMILIAR: usize = 4;
/// Of their words they share at least one in so many.
const ALIKE: usize = 6;

/// Reports worth comparing: all of a small pile, in a large one those that share actors or words few others have.
fn candidates(actors: &[BTreeSet<&str>], words: &[BTreeSet<&str>]) -> Vec<Vec<usize>> {
    let n = actors.len();
    if n <= COMMON {
        return (0..n).map(|i| (0..n).filter(|j| *j != i).collect()).collect();
    }
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for i in 0..n {
        actors[i].iter().chain(&words[i]).for_each(|name| index.entry(name).or_default().push(i));
    }
    (0..n)
        .map(|i| {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            let rare =
                actors[i].iter().chain(&words[i]).filter_map(|w| index.get(w)).filter(|l| l.len() <= COMMON);
            rare.flatten().filter(|j| **j != i).for_each(|j| *shared.entry(*j).or_default() += 1);
            let mut list: Vec<(usize, usize)> =
                shared.into_iter().filter(|(_, n)| *n >= 3).map(|(j, n)| (n, j)).collect();
            list.sort_by_key(|(n, j)| (std::cmp::Reverse(*n), *j));
            list.truncate(4 * MOST);
            list.into_iter().map(|(_, j)| j).collect()
        })
        .collect()
}

/// The actors of a report, by the lore's key or by name.
fn actors(findings: &Findings) -> BTreeSet<&str> {
    findings.actors.iter().map(|a| a.lore.as_deref().unwrap_or(&a.name)).collect()
}
