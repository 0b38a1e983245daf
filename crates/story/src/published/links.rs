//! One event told by two reports, each with its own words for when: "on Wednesday" here, "last week" there.
//!
//! If it is one event, both must mean the same days: that binds the days of the reports to each other.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chancery_extract::{
    Findings,
    time::{Direction, Meaning, Timex, TimexKind, Which, days_if},
};

use super::{
    days::{self, DayNumber},
    marks::{Marks, Part, place},
};

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
    /// What each own expression that is linked means on the candidate days.
    own: Vec<Meant>,
}

/// One link, ready to be weighed often.
struct Bond<'a> {
    link: Link,
    other: &'a Findings,
    /// The place of its own expression in [`Linked::own`].
    own: usize,
    /// What the other's means on the days that it was asked for.
    meant: BTreeMap<DayNumber, Option<Stretch>>,
    /// The penalty by how far both lie apart, where the tense agrees and where it does not.
    costs: [[f64; 4]; 2],
}

type Stretch = (DayNumber, DayNumber);

/// What an expression means on the candidate days, in runs of candidates on which it means the same.
struct Meant {
    direction: Direction,
    /// The days meant, and the places of the candidates, in order of the first day.
    runs: Vec<(Stretch, Range<usize>)>,
    /// Candidates on which it means no days that could be told.
    nothing: Vec<Range<usize>>,
}

/// Expressions wider than this bind nothing.
const WIDEST: DayNumber = 31;
/// What is told as past is not ahead by another's word, nor the other way round: how well it fits all the same.
const AGAINST: f64 = 0.1;

impl<'a> Linked<'a> {
    /// The links of this report, for its candidate days in order.
    pub(super) fn of(
        links: &[Link],
        reports: &'a [Findings],
        report: usize,
        candidates: &[DayNumber],
    ) -> Linked<'a> {
        let expressions: BTreeSet<usize> = links.iter().map(|link| link.own).collect();
        let own = expressions.iter().map(|i| Meant::of(&reports[report], *i, candidates)).collect();
        let bond = |link: &Link| Bond {
            link: *link,
            other: &reports[link.report],
            own: expressions.range(..link.own).count(),
            meant: BTreeMap::new(),
            costs: costs(link.sure),
        };
        Linked { list: links.iter().map(bond).collect(), own }
    }

    /// Marks how ill the candidates fit what the others tell of the same events, with them on these days.
    pub(super) fn mark(
        &mut self,
        candidates: &[DayNumber],
        days: &[Option<DayNumber>],
        marks: &mut Marks,
    ) {
        for bond in &mut self.list {
            let Some(day) = days[bond.link.report] else { continue };
            let (other, link) = (bond.other, bond.link);
            let meant = bond.meant.entry(day).or_insert_with(|| stretch(other, link.other, day));
            if let Some(meant) = *meant {
                self.own[bond.own].mark(candidates, meant, &bond.costs, marks);
            }
        }
    }
}

impl Meant {
    fn of(findings: &Findings, expression: usize, candidates: &[DayNumber]) -> Meant {
        let (mut runs, mut nothing): (Vec<(Stretch, Range<usize>)>, Vec<Range<usize>>) = Default::default();
        let mut from = 0;
        let days: Vec<Option<Stretch>> =
            candidates.iter().map(|day| stretch(findings, expression, *day)).collect();
        for run in days.chunk_by(|a, b| a == b) {
            let places = from..from + run.len();
            from = places.end;
            match run[0] {
                Some(days) => runs.push((days, places)),
                None => nothing.push(places),
            }
        }
        runs.sort_by_key(|(days, places)| (days.0, places.start));
        Meant { direction: findings.times.all()[expression].value.direction, runs, nothing }
    }

    /// Marks what the candidates cost if another tells the same of these days: far from them alike, but for the tense.
    fn mark(&self, candidates: &[DayNumber], days: Stretch, costs: &[[f64; 4]; 2], marks: &mut Marks) {
        let [within, against] = costs;
        // What is told as past on a candidate day does not lie after it, nor what is told as to come before it.
        let (split, [before, after]) = match self.direction {
            Direction::Past => (place(candidates, days.0), [against, within]),
            Direction::Future => (place(candidates, days.1 + 1), [within, against]),
            Direction::Unknown => (candidates.len(), [within, within]),
        };
        let mut add = |places: &Range<usize>, cost: &dyn Fn(&[f64; 4]) -> f64| {
            let middle = split.clamp(places.start, places.end);
            for (part, costs) in [(places.start..middle, before), (middle..places.end, after)] {
                if !part.is_empty() {
                    marks.add(Part::Links, part.start, cost(costs));
                    marks.add(Part::Links, part.end, -cost(costs));
                }
            }
        };
        add(&(0..candidates.len()), &|costs| costs[FAR]);
        self.nothing.iter().for_each(|places| add(places, &|costs| -costs[FAR]));
        let first = self.runs.partition_point(|(own, _)| own.0 < days.0 - WIDEST - NEAR);
        for (own, places) in self.runs[first..].iter().take_while(|(own, _)| own.0 <= days.1 + NEAR) {
            let apart = apart(*own, days);
            if apart < FAR {
                add(places, &|costs| costs[apart] - costs[FAR]);
            }
        }
    }
}

/// How well two events that are not one agree by chance.
const CHANCE: f64 = 0.25;

/// How well two stretches of days agree as words for one event, by how far they lie apart; "last week" may be a
/// loose word.
const AGREES: [f64; 4] = [1.0, 0.3, 0.1, 0.02];
/// The place in it of all that lies farther apart than so many days.
const FAR: usize = 3;
const NEAR: DayNumber = 3;

/// The place of a distance in `AGREES`.
fn apart(a: Stretch, b: Stretch) -> usize {
    match a.0.max(b.0) - a.1.min(b.1) {
        DayNumber::MIN..=0 => 0,
        1 => 1,
        2..=NEAR => 2,
        _ => FAR,
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
