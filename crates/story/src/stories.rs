//! The stories of a pile: reports that share actors, words and days belong to one crisis.
//!
//! Reports are taken in the order of their days; each joins the story it is most like, found through an
//! index from feature to stories, so that time grows with the reports and not with their square.

use std::collections::{BTreeMap, HashMap};

use chancery_extract::Findings;
use jiff::civil::Date;

use crate::{
    chronicle::{Entity, Story},
    told::width,
};

/// A report joins a story from this likeness (cosine of weighted features).
const JOINS: f64 = 0.20;
/// A feature that more than this share of a large pile has tells nothing.
const COMMON: f64 = 0.12;
/// A story has gone quiet after so many days; a later report opens another.
const QUIET: i64 = 60;
/// The share is only judged in piles of so many reports; a small pile is mostly one story.
const LARGE: usize = 40;

/// The stories, largest first, then by first report; each report is in exactly one.
pub(crate) fn stories(
    reports: &[Findings],
    days: &[Option<Date>],
    entities: &[Entity],
    entity_of: &[Vec<usize>],
) -> Vec<Story> {
    let known = Known::of(reports, entities, entity_of);
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&i| (days[i].is_none(), days[i], i));
    let mut groups: Vec<Group> = Vec::new();
    let mut index = vec![BTreeMap::new(); known.features.len()];
    for i in order {
        let features = &known.of_report[i];
        let chosen = best(features, days[i], &known.weights, &groups, &index).unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        groups[chosen].take(i, days[i], features, &known.weights);
        for &feature in features {
            *index[feature].entry(chosen).or_insert(0.0) += known.weights[feature];
        }
    }
    named(groups, &known.features)
}

/// For each feature the stories that have it, with its weight in each.
type Index = Vec<BTreeMap<usize, f64>>;

/// A feature that so many stories share does not choose between them.
const SHARED: usize = 48;

#[derive(Default)]
struct Group {
    reports: Vec<usize>,
    last: Option<Date>,
    sum: BTreeMap<usize, f64>,
    norm: f64,
}

impl Group {
    fn take(&mut self, report: usize, day: Option<Date>, features: &[usize], weights: &[f64]) {
        self.reports.push(report);
        self.last = self.last.max(day);
        for &feature in features {
            let (weight, sum) = (weights[feature], self.sum.entry(feature).or_default());
            self.norm += (*sum + weight).powi(2) - sum.powi(2);
            *sum += weight;
        }
    }
}

fn best(
    features: &[usize],
    day: Option<Date>,
    weights: &[f64],
    groups: &[Group],
    index: &Index,
) -> Option<usize> {
    let mut dots = vec![0.0; groups.len()];
    let mut own = 0.0;
    for &feature in features {
        let (weight, sharing) = (weights[feature], &index[feature]);
        own += weight * weight;
        for (&g, sum) in sharing.iter().filter(|_| sharing.len() <= SHARED) {
            dots[g] += weight * sum;
        }
    }
    let near = |g: usize| match (day, groups[g].last) {
        (Some(day), Some(last)) => width(last.min(day), day.max(last)) <= QUIET,
        _ => true,
    };
    let scored = dots.into_iter().enumerate().filter(|&(g, dot)| dot > 0.0 && near(g));
    let cosine = scored.map(|(g, dot)| (dot / (own.sqrt() * groups[g].norm.sqrt()).max(1e-9), g));
    cosine.filter(|&(c, _)| c >= JOINS).reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, g)| g)
}

/// What tells the story of a report: the actors and the words of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Feature<'a> {
    Actor(&'a str),
    Word(&'a str),
}

/// The features that tell stories apart, in order.
struct Known<'a> {
    features: Vec<Feature<'a>>,
    weights: Vec<f64>,
    /// For each report the numbers of its features, in order.
    of_report: Vec<Vec<usize>>,
}

impl<'a> Known<'a> {
    fn of(reports: &'a [Findings], entities: &'a [Entity], entity_of: &[Vec<usize>]) -> Known<'a> {
        let mut found: Vec<(Feature, Vec<usize>)> = Vec::new();
        let mut place: HashMap<Feature, usize> = HashMap::new();
        for (i, report) in reports.iter().enumerate() {
            let actors = entity_of.get(i).into_iter().flatten().filter_map(|&e| entities.get(e));
            let words = report.fingerprint.words.iter().map(|word| Feature::Word(word));
            for feature in actors.map(|e| Feature::Actor(&e.name)).chain(words) {
                let at = *place.entry(feature).or_insert(found.len());
                if at == found.len() {
                    found.push((feature, Vec::new()));
                }
                if found[at].1.last() != Some(&i) {
                    found[at].1.push(i);
                }
            }
        }
        let n = reports.len();
        let most = if n >= LARGE { (COMMON * n as f64) as usize } else { n };
        let mut known = Known { features: Vec::new(), weights: Vec::new(), of_report: vec![Vec::new(); n] };
        // Those of one report only, or of very many, tell nothing.
        found.retain(|(_, having)| having.len() > 1 && having.len() <= most);
        found.sort_unstable_by_key(|(feature, _)| *feature);
        for (number, (feature, having)) in found.into_iter().enumerate() {
            for &report in &having {
                known.of_report[report].push(number);
            }
            known.features.push(feature);
            known.weights.push(weight(feature, having.len(), n));
        }
        known
    }
}

/// The weight of a feature that `count` of `n` reports have: rare ones weigh more.
fn weight(feature: Feature, count: usize, n: usize) -> f64 {
    // In a small pile the count says little: as if it were drawn from one of LARGE reports.
    let of = n.max(LARGE) as f64;
    let actor = if matches!(feature, Feature::Actor(_)) { 2.0 } else { 1.0 };
    actor * (of / count as f64).ln().max(0.1)
}

fn named(groups: Vec<Group>, features: &[Feature]) -> Vec<Story> {
    let mut stories: Vec<Story> = groups
        .into_iter()
        .map(|group| {
            let mut reports = group.reports;
            reports.sort_unstable();
            let weighed = group.sum.iter().filter_map(|(&f, weight)| match features[f] {
                Feature::Actor(name) => Some((name, weight)),
                Feature::Word(_) => None,
            });
            let mut actors: Vec<(&str, &f64)> = weighed.collect();
            actors.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
            let name: Vec<&str> = actors.iter().take(3).map(|(name, _)| *name).collect();
            Story { name: name.join(", "), reports }
        })
        .collect();
    stories.sort_by_key(|s| (std::cmp::Reverse(s.reports.len()), s.reports.first().copied()));
    stories
}
