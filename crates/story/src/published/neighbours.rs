//! Which reports bear on each other's days: those of one crisis.

use std::collections::{BTreeSet, HashMap};

use chancery_extract::{Findings, LocalActor};

/// Neighbours of a report that bear on it.
const MOST: usize = 12;
/// A name in more reports than this says nothing of the crisis, and would cost time.
const COMMON: usize = 60;

/// For each report without a known day those of the same crisis, most alike first: they share actors, and many words.
pub(super) fn neighbours(reports: &[Findings]) -> Vec<Vec<usize>> {
    let all: Vec<[BTreeSet<&str>; 3]> = reports
        .iter()
        .map(|f| [f.fingerprint.words.iter().map(String::as_str).collect(), actors(f), lead(f)])
        .collect();
    let mut names: Vec<&str> = all.iter().flatten().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    let numbers: HashMap<&str, u32> = names.iter().enumerate().map(|(i, name)| (*name, i as u32)).collect();
    let numbered = |names: &BTreeSet<&str>| -> Numbers {
        names.iter().filter_map(|name| numbers.get(name).copied()).collect()
    };
    let told: Vec<Told> = all
        .iter()
        .map(|[words, actors, lead]| Told {
            words: numbered(words),
            actors: numbered(actors),
            lead: numbered(lead),
        })
        .collect();
    let candidates = candidates(&told, names.len());
    (0..reports.len())
        .map(|i| {
            if reports[i].report.published.is_some() {
                return Vec::new();
            }
            let own = &told[i];
            let mut near: Vec<(usize, usize)> = candidates[i]
                .iter()
                .map(|&j| (&told[j], j))
                .filter(|(other, _)| familiar(&own.actors, &other.actors) || one_lead(&own.lead, &other.lead))
                .map(|(other, j)| (shared(&own.words, &other.words), j))
                .filter(|(n, j)| *n * ALIKE >= own.words.len().min(told[*j].words.len()))
                .collect();
            near.sort_by_key(|(n, j)| (std::cmp::Reverse(*n), *j));
            near.truncate(MOST);
            near.into_iter().map(|(_, j)| j).collect()
        })
        .collect()
}

/// Words or names by their numbers, in order.
type Numbers = Vec<u32>;

/// What reports are compared by.
struct Told {
    words: Numbers,
    actors: Numbers,
    lead: Numbers,
}

/// How many both have; each is in order.
fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        both += usize::from(a == b);
        (i, j) = (i + usize::from(a <= b), j + usize::from(b <= a));
    }
    both
}

fn familiar(one: &[u32], other: &[u32]) -> bool {
    let shared = shared(one, other);
    let fewer = one.len().min(other.len());
    shared >= SHARED_ACTORS.min(fewer.div_ceil(2)) && shared * FAMILIAR >= fewer
}

/// A report that goes on to history shares few of all its actors with the others, but those it begins with.
fn one_lead(one: &[u32], other: &[u32]) -> bool {
    let shared = shared(one, other);
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
fn candidates(told: &[Told], names: usize) -> Vec<Vec<usize>> {
    let n = told.len();
    if n <= COMMON {
        return (0..n).map(|i| (0..n).filter(|j| *j != i).collect()).collect();
    }
    let of = |report: &'_ Told| report.actors.iter().chain(&report.words).copied().collect::<Numbers>();
    let mut index: Vec<Vec<usize>> = vec![Vec::new(); names];
    for (i, report) in told.iter().enumerate() {
        for name in of(report) {
            index[name as usize].push(i);
        }
    }
    let mut counts = vec![0_usize; n];
    told.iter()
        .enumerate()
        .map(|(i, report)| {
            let mut met = BTreeSet::new();
            let names = of(report);
            let rare = names.iter().map(|name| &index[*name as usize]).filter(|l| l.len() <= COMMON);
            for &j in rare.clone().flatten().filter(|j| **j != i) {
                counts[j] += 1;
                if counts[j] == 3 {
                    met.insert(j);
                }
            }
            let mut list: Vec<(usize, usize)> = met.into_iter().map(|j| (counts[j], j)).collect();
            rare.flatten().for_each(|j| counts[*j] = 0);
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
