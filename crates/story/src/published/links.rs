//! One event told by two reports, each with its own words for when: "on Wednesday" here, "last week" there.
//!
//! If it is one event, both must mean the same days: that binds the days of the reports to each other.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chancery_extract::{
    Findings,
    time::{Direction, Meaning, Timex, TimexKind, Which, days_if},
};

use super::days::{self, DayNumber};

/// Two time expressions in two reports that seem to be told of one event.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Link {
    /// Index of the expression in this report.
    own: usize,
    /// The other report, and the index of its expression.
    report: usize,
    other: usize,
    /// How likely they tell one event, 0 to 1.
    sure: f64,
}

/// So many words are shared at least.
const WORDS: usize = 3;
/// Shared words weigh at least so much, in natural logarithms of how rare they are among the neighbours.
const SHARED: f64 = 1.7;
/// So many shared words are enough for them, however common in the pile.
const MANY: usize = 5;
/// How likely clauses that name one weekday and share so many words tell one event.
const SAME_WEEKDAY: f64 = 0.95;
/// How likely clauses tell one event that share a sum and two words more: of six pairs with times shorter than a year,
/// four of them in the gold, three mean one time, two neighbouring ones, and one two days apart.
const SAME_SUM: f64 = 0.85;
/// The same beside one weekday: 9 in 10 of 78 pairs mean one day, where about 7 in 10 do by chance.
const SAME_WEEKDAY_ALIKE: f64 = 0.6;
/// So many of their words are no actors: those are the same all through a crisis.
const DEEDS: usize = 2;
/// For them less is enough.
const SHARED_WEEKDAY: f64 = 1.0;
/// Of the words of the shorter clause so much is shared.
const ALIKE: f64 = 0.35;
/// Counts tell events apart better than words do.
const COUNT: f64 = 1.5;
/// Links kept for one pair of reports.
const PER_PAIR: usize = 3;

/// For each report its links to its neighbours.
pub(super) fn links(reports: &[Findings], neighbours: &[Vec<usize>]) -> Vec<Vec<Link>> {
    (0..reports.len()).map(|i| of_report(i, reports, &neighbours[i])).collect()
}

fn of_report(report: usize, reports: &[Findings], neighbours: &[usize]) -> Vec<Link> {
    let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
    for &j in neighbours.iter().chain([&report]) {
        let words: BTreeSet<&str> =
            reports[j].fingerprint.tellings.iter().flatten().map(String::as_str).collect();
        for word in words {
            *spread.entry(word).or_default() += 1;
        }
    }
    let group = (neighbours.len() + 2) as f64;
    let weight = |word: &String| {
        let rare = (group / spread.get(word.as_str()).copied().unwrap_or(1) as f64).ln();
        if word.starts_with(|c: char| c.is_ascii_digit()) { rare * COUNT } else { rare }
    };
    let whole = |words: &[String]| words.iter().map(weight).sum::<f64>();
    neighbours
        .iter()
        .flat_map(|&j| {
            let mut list: Vec<Link> = Vec::new();
            for (own, mine) in telling(&reports[report]) {
                for (other, theirs) in telling(&reports[j]) {
                    let both: Vec<&String> =
                        mine.iter().filter(|w| theirs.binary_search(w).is_ok()).collect();
                    let shared: f64 = both.iter().map(|w| weight(w)).sum();
                    let share = shared / whole(mine).min(whole(theirs)).max(f64::MIN_POSITIVE);
                    let same = same_weekday(&reports[report], own, &reports[j], other);
                    if let Some(sure) = one_event(&both, shared, share, mine.len().min(theirs.len()), same) {
                        list.push(Link { own, report: j, other, sure });
                    }
                }
            }
            list.sort_by(|a, b| b.sure.total_cmp(&a.sure).then((a.own, a.other).cmp(&(b.own, b.other))));
            // One expression is told of one event.
            let mut seen = BTreeSet::new();
            list.retain(|link| seen.insert(link.own));
            list.truncate(PER_PAIR);
            list
        })
        .collect()
}

/// How likely two clauses tell one event, if they may. Counted on 1,364 pairs of clauses of the groups of
/// `world_news_2012_2020`: of those that name one weekday and share three words or more, 86 to 91 in 100 mean one
/// day, and none lay a week apart where the reports did.
fn one_event(both: &[&String], shared: f64, share: f64, fewer: usize, same_weekday: bool) -> Option<f64> {
    let words = both.len();
    let deeds = both.iter().filter(|word| !word.starts_with('@')).count();
    let alike = (words >= WORDS && shared >= SHARED_WEEKDAY) || words >= MANY;
    if same_weekday && deeds >= DEEDS && alike {
        return Some(SAME_WEEKDAY);
    }
    let general = (words >= WORDS && shared >= SHARED && share >= ALIKE).then(|| (shared / 5.0).min(0.85));
    if words < WORDS || 2 * words < fewer {
        return general;
    }
    // Half of the words and a sum or a weekday.
    let least = if both.iter().any(|word| is_sum(word)) {
        SAME_SUM
    } else if same_weekday {
        SAME_WEEKDAY_ALIKE
    } else {
        0.0
    };
    Some(general.unwrap_or(0.0).max(least)).filter(|sure| *sure > 0.0)
}

/// Whether a word is a large count with its unit: "15 million" of dollars is one sum, "12 officers" are any twelve.
fn is_sum(word: &str) -> bool {
    let Some((figure, unit)) = word.split_once(' ').filter(|_| !word.starts_with('@')) else { return false };
    let digits = figure.chars().filter(char::is_ascii_digit).count();
    digits >= LARGE || (digits > 0 && LARGE_UNITS.contains(&unit))
}

const LARGE: usize = 4;
const LARGE_UNITS: [&str; 4] = ["thousand", "million", "billion", "trillion"];

fn same_weekday(one: &Findings, own: usize, other: &Findings, theirs: usize) -> bool {
    let weekday = |findings: &Findings, i: usize| match findings.times.all()[i].value.meaning {
        Meaning::Weekday { weekday, which: Which::Bare, week: None } => Some(weekday),
        _ => None,
    };
    weekday(one, own).is_some_and(|w| weekday(other, theirs) == Some(w))
}

/// The clauses of a report that tell when something is, not how long or how often.
fn telling(findings: &Findings) -> impl Iterator<Item = (usize, &Vec<String>)> {
    findings.fingerprint.tellings.iter().enumerate().filter(|(i, words)| {
        !words.is_empty() && findings.times.all().get(*i).is_some_and(|t| is_day(&t.value))
    })
}

fn is_day(timex: &Timex) -> bool {
    !timex.quoted
        && matches!(timex.kind, TimexKind::Date | TimexKind::Time)
        && matches!(
            timex.meaning,
            Meaning::Day { .. } | Meaning::Month { .. } | Meaning::Weekday { .. } | Meaning::Shift { .. }
        )
}

/// The surest links of a report in words: "'last week' and 'Tuesday' in b.txt tell one event".
pub(super) fn in_words(report: usize, links: &[Link], reports: &[Findings]) -> Vec<String> {
    let words = |report: usize, i: usize| reports[report].times.all()[i].value.words.as_str();
    let mut list: Vec<&Link> = links.iter().filter(|link| link.sure >= TOLD).collect();
    list.sort_by(|a, b| b.sure.total_cmp(&a.sure));
    let told = |link: &&Link| {
        let (own, other) = (words(report, link.own), words(link.report, link.other));
        format!("'{own}' here and '{other}' in {} tell one event", reports[link.report].report.name)
    };
    list.iter().map(told).take(2).collect()
}

/// Links surer than this are told as reasons.
const TOLD: f64 = 0.5;

/// The links of one report, with what both expressions of each would mean on the days that are tried.
pub(super) struct Linked<'a> {
    list: Vec<Bond<'a>>,
}

/// One link, ready to be weighed often.
struct Bond<'a> {
    link: Link,
    other: &'a Findings,
    /// What the own expression means on each candidate day, and the end beyond which it is not by its tense.
    own: Rc<Meant>,
    /// What the other's means on the days that it was asked for.
    meant: BTreeMap<DayNumber, Option<Stretch>>,
    /// The penalty by how far both lie apart, where the tense agrees and where it does not.
    costs: [[f64; 4]; 2],
}

type Stretch = (DayNumber, DayNumber);
/// For each candidate day what an expression means on it, and the days that its tense leaves.
type Meant = Vec<Option<(Stretch, Stretch)>>;

/// The most that links weigh together.
const MOST: f64 = 8.0;
/// Expressions wider than this bind nothing.
const WIDEST: DayNumber = 31;

impl<'a> Linked<'a> {
    /// The links of this report, for its candidate days.
    pub(super) fn of(
        links: &[Link],
        reports: &'a [Findings],
        report: usize,
        days: &[DayNumber],
    ) -> Linked<'a> {
        let mut meant: BTreeMap<usize, Rc<Meant>> = BTreeMap::new();
        for link in links {
            let on = |day: &DayNumber| own(&reports[report], link.own, *day);
            meant.entry(link.own).or_insert_with(|| Rc::new(days.iter().map(on).collect()));
        }
        let bond = |link: &Link| Bond {
            link: *link,
            other: &reports[link.report],
            own: meant.get(&link.own).cloned().unwrap_or_default(),
            meant: BTreeMap::new(),
            costs: costs(link.sure),
        };
        Linked { list: links.iter().map(bond).collect() }
    }

    /// Adds how ill each candidate day fits what the others tell of the same events, with them on these days.
    pub(super) fn weigh(&mut self, days: &[Option<DayNumber>], against: &mut [f64]) {
        let mut sums = vec![0.0; against.len()];
        for bond in &mut self.list {
            let Some(day) = days[bond.link.report] else { continue };
            let (other, link) = (bond.other, bond.link);
            let meant = bond.meant.entry(day).or_insert_with(|| stretch(other, link.other, day));
            let Some(meant) = *meant else { continue };
            for (sum, own) in sums.iter_mut().zip(bond.own.iter()) {
                if let Some((own, allowed)) = own {
                    let beyond = meant.0 > allowed.1 || meant.1 < allowed.0;
                    *sum += bond.costs[usize::from(beyond)][apart(*own, meant)];
                }
            }
        }
        against.iter_mut().zip(sums).for_each(|(against, sum)| *against += sum.min(MOST));
    }
}

/// What an expression means on a day, and the days that its tense leaves for what it tells of.
fn own(findings: &Findings, expression: usize, day: DayNumber) -> Option<(Stretch, Stretch)> {
    let allowed = match findings.times.all()[expression].value.direction {
        Direction::Past => (DayNumber::MIN, day),
        Direction::Future => (day, DayNumber::MAX),
        Direction::Unknown => (DayNumber::MIN, DayNumber::MAX),
    };
    Some((stretch(findings, expression, day)?, allowed))
}

/// What is told as past is not ahead by another's word, nor the other way round: how well it fits all the same.
const AGAINST: f64 = 0.1;

/// How well two events that are not one agree by chance.
const CHANCE: f64 = 0.25;

/// How well two stretches of days agree as words for one event, by how far they lie apart; "last week" may be a
/// loose word.
const AGREES: [f64; 4] = [1.0, 0.3, 0.1, 0.02];

/// The place of a distance in `AGREES`.
fn apart(a: Stretch, b: Stretch) -> usize {
    match a.0.max(b.0) - a.1.min(b.1) {
        DayNumber::MIN..=0 => 0,
        1 => 1,
        2..=3 => 2,
        _ => 3,
    }
}

fn costs(sure: f64) -> [[f64; 4]; 2] {
    [1.0, AGAINST].map(|tense| AGREES.map(|agrees| -(sure * agrees * tense + (1.0 - sure) * CHANCE).ln()))
}

fn stretch(findings: &Findings, expression: usize, day: DayNumber) -> Option<Stretch> {
    let (first, last) = days_if(&findings.times, expression, days::date(day))?;
    let (first, last) = (days::number(first), days::number(last));
    (last - first <= WIDEST).then_some((first, last))
}
