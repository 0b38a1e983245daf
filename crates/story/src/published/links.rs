//! One event told by two reports, each with its own words for when: "on Wednesday" here, "last week" there.
//!
//! If it is one event, both must mean the same days: that binds the days of the reports to each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use chancery_extract::{
    Findings,
    time::{Direction, Meaning, Timex, TimexKind, Which, days_if},
};

use super::{
    days::{self, DayNumber},
    marks::{Marks, Others, Part, Places},
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
    let tellings = Tellings::of(reports);
    let mut spread = vec![0; tellings.words.len()];
    (0..reports.len()).map(|i| of_report(i, reports, &neighbours[i], &tellings, &mut spread)).collect()
}

/// The clauses of all reports that tell when something is, their words by numbers in the order of the words.
struct Tellings<'a> {
    words: Vec<&'a str>,
    /// By report, the expressions with the words of their clauses, in order.
    clauses: Vec<Vec<(usize, Vec<u32>)>>,
    /// By report, the words of all its clauses, those that tell no day included.
    all: Vec<Vec<u32>>,
}

impl Tellings<'_> {
    fn of(reports: &[Findings]) -> Tellings<'_> {
        let mut words: Vec<&str> = reports
            .iter()
            .flat_map(|f| f.fingerprint.tellings.iter().flatten())
            .map(String::as_str)
            .collect();
        words.sort_unstable();
        words.dedup();
        let numbers: HashMap<&str, u32> =
            words.iter().enumerate().map(|(i, word)| (*word, i as u32)).collect();
        let number = |word: &String| numbers.get(word.as_str()).copied();
        let clauses = |f: &'_ Findings| -> Vec<(usize, Vec<u32>)> {
            telling(f).map(|(i, words)| (i, words.iter().filter_map(number).collect())).collect()
        };
        let all = |f: &Findings| {
            let mut all: Vec<u32> = f.fingerprint.tellings.iter().flatten().filter_map(number).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (clauses, all) = (reports.iter().map(clauses).collect(), reports.iter().map(all).collect());
        Tellings { words, clauses, all }
    }
}

/// `spread` holds a zero for each word, and does so again afterwards.
fn of_report(
    report: usize,
    reports: &[Findings],
    neighbours: &[usize],
    tellings: &Tellings,
    spread: &mut [u32],
) -> Vec<Link> {
    let in_group = || neighbours.iter().chain([&report]).flat_map(|&j| &tellings.all[j]);
    in_group().for_each(|word| spread[*word as usize] += 1);
    let group = (neighbours.len() + 2) as f64;
    // A word of the group is in one of its reports at least.
    let rare: Vec<f64> = (0..group as u32).map(|reports| (group / f64::from(reports.max(1))).ln()).collect();
    let weight = |word: &u32| {
        let rare = rare[spread[*word as usize] as usize];
        if tellings.words[*word as usize].starts_with(|c: char| c.is_ascii_digit()) {
            rare * COUNT
        } else {
            rare
        }
    };
    let whole = |words: &[u32]| words.iter().map(weight).sum::<f64>();
    let wholes =
        |j: usize| -> Vec<f64> { tellings.clauses[j].iter().map(|(_, words)| whole(words)).collect() };
    let own_wholes = wholes(report);
    let to = |&j: &usize| {
        let mut list: Vec<Link> = Vec::new();
        let their_wholes = wholes(j);
        for ((own, mine), my_whole) in tellings.clauses[report].iter().zip(&own_wholes) {
            for ((other, theirs), their_whole) in tellings.clauses[j].iter().zip(&their_wholes) {
                let both: Vec<u32> = shared(mine, theirs);
                // Fewer words tie no clauses.
                if both.len() < WORDS {
                    continue;
                }
                let shared: f64 = both.iter().map(weight).sum();
                let share = shared / my_whole.min(*their_whole).max(f64::MIN_POSITIVE);
                let same = same_weekday(&reports[report], *own, &reports[j], *other);
                let both: Vec<&str> = both.iter().map(|word| tellings.words[*word as usize]).collect();
                if let Some(sure) = one_event(&both, shared, share, mine.len().min(theirs.len()), same) {
                    list.push(Link { own: *own, report: j, other: *other, sure });
                }
            }
        }
        list.sort_by(|a, b| b.sure.total_cmp(&a.sure).then((a.own, a.other).cmp(&(b.own, b.other))));
        // One expression is told of one event.
        let mut seen = BTreeSet::new();
        list.retain(|link| seen.insert(link.own));
        list.truncate(PER_PAIR);
        list
    };
    let links = neighbours.iter().flat_map(to).collect();
    in_group().for_each(|word| spread[*word as usize] = 0);
    links
}

/// The words that two clauses share; both are in order.
fn shared(mine: &[u32], theirs: &[u32]) -> Vec<u32> {
    let (mut i, mut j, mut both) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (mine.get(i), theirs.get(j)) {
        if a == b {
            both.push(*a);
        }
        (i, j) = (i + usize::from(a <= b), j + usize::from(b <= a));
    }
    both
}

/// How likely two clauses tell one event, if they may. Counted on 1,364 pairs of clauses of the groups of
/// `world_news_2012_2020`: of those that name one weekday and share three words or more, 86 to 91 in 100 mean one
/// day, and none lay a week apart where the reports did.
fn one_event(both: &[&str], shared: f64, share: f64, fewer: usize, same_weekday: bool) -> Option<f64> {
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
    pub(super) fn mark(&mut self, candidates: &Places, others: Others, marks: &mut Marks) {
        for bond in &mut self.list {
            let Some(day) = others.day(bond.link.report) else { continue };
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
        let (mut runs, mut nothing) = (Vec::new(), Vec::new());
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
    fn mark(&self, candidates: &Places, days: Stretch, costs: &[[f64; 4]; 2], marks: &mut Marks) {
        let [within, against] = costs;
        // What is told as past on a candidate day does not lie after it, nor what is told as to come before it.
        let (split, [before, after]) = match self.direction {
            Direction::Past => (candidates.from(days.0), [against, within]),
            Direction::Future => (candidates.from(days.1 + 1), [within, against]),
            Direction::Unknown => (candidates.candidates(), [within, within]),
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
        add(&(0..candidates.candidates()), &|costs| costs[FAR]);
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
