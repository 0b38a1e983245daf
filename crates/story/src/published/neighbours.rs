//! Which reports bear on each other's days: those of one crisis.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{Findings, LocalActor};

/// Neighbours of a report that bear on it.
const MOST: usize = 12;
/// A name in more reports than this says nothing of the crisis, and would cost time.
const COMMON: usize = 60;

/// For each report without a known day those of the same crisis, most alike first: they share actors, and many words.
pub(super) fn neighbours(reports: &[Findings]) -> Vec<Vec<usize>> {
    let words: Vec<BTreeSet<&str>> =
        reports.iter().map(|f| f.fingerprint.words.iter().map(String::as_str).collect()).collect();
    let actors: Vec<BTreeSet<&str>> = reports.iter().map(actors).collect();
    let leads: Vec<BTreeSet<&str>> = reports.iter().map(lead).collect();
    let candidates = candidates(&actors, &words);
    (0..reports.len())
        .map(|i| {
            if reports[i].report.published.is_some() {
                return Vec::new();
            }
            let mut near: Vec<(usize, usize)> = candidates[i]
                .iter()
                .filter(|&&j| familiar(&actors[i], &actors[j]) || one_lead(&leads[i], &leads[j]))
                .map(|&j| (words[i].intersection(&words[j]).count(), j))
                .filter(|(n, j)| *n * ALIKE >= words[i].len().min(words[*j].len()))
                .collect();
            near.sort_by_key(|(n, j)| (std::cmp::Reverse(*n), *j));
            near.truncate(MOST);
            near.into_iter().map(|(_, j)| j).collect()
        })
        .collect()
}

fn familiar(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    let shared = one.intersection(other).count();
    let fewer = one.len().min(other.len());
    shared >= SHARED_ACTORS.min(fewer.div_ceil(2)) && shared * FAMILIAR >= fewer
}

/// A report that goes on to history shares few of all its actors with the others, but those it begins with.
fn one_lead(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    let shared = one.intersection(other).count();
    shared >= SHARED_ACTORS && shared * 2 >= one.len().min(other.len())
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

/// A report tells what is new in so many sentences. Of 1,690 reports of many crises, pairs that share four actors of
/// these, and half of the fewer, lie within ten days as often as those that share actors anywhere (57 and 46 in 1,000).
const LEAD: usize = 6;

/// The actors that a report begins with.
fn lead(findings: &Findings) -> BTreeSet<&str> {
    let first = findings.mentions.all().iter().filter(|m| m.value.sentence < LEAD);
    first.filter_map(|m| findings.actors.get(m.value.actor)).map(key).collect()
}

/// The actors of a report.
fn actors(findings: &Findings) -> BTreeSet<&str> {
    findings.actors.iter().map(key).collect()
}

/// An actor by the lore's key or by name.
fn key(actor: &LocalActor) -> &str {
    actor.lore.as_deref().unwrap_or(&actor.name)
}

#[cfg(test)]
mod tests {
    use crate::published::tests::read;

    /// A report of history that begins with the actors of the others.
    const HISTORY: &str = "President Donald Trump asked Britain and France on Monday to open talks with Norway. \
        President Woodrow Wilson met Georges Clemenceau and David Lloyd George in Paris. President Jimmy Carter met \
        Anwar Sadat and Menachem Begin. President Ronald Reagan met Mikhail Gorbachev in Reykjavik, Iceland. \
        President Bill Clinton met Ehud Barak and Yasser Arafat. China, India, Egypt, Japan, Peru, Chile, Kenya, \
        Ghana, Nepal and Mongolia sent envoys to talks.";
    const NEWS: &str = "President Donald Trump asked Britain and France on Monday to open talks with Norway. Germany, \
        Italy, Spain, Portugal, Sweden, Finland, Denmark, Poland, Austria, Hungary, Greece and Belgium want talks, too.";

    #[test]
    fn a_report_that_goes_on_to_history_is_near_those_that_begin_as_it_does() {
        let near = |texts: &[&str]| super::neighbours(&read(texts).0)[0].clone();
        assert_eq!(near(&[HISTORY, NEWS]), [1]);
        let begins_otherwise = HISTORY.split_once(". ").map_or("", |rest| rest.1);
        assert_eq!(near(&[begins_otherwise, NEWS]), [0; 0]);
    }
}
