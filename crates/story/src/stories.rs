//! The stories of a pile: reports that share actors, words and days belong to one crisis.
//!
//! Reports are taken in the order of their days; each joins the story it is most like, found through an
//! index from feature to stories, so that time grows with the reports and not with their square.

use std::collections::{BTreeMap, BTreeSet};

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
    let features: Vec<BTreeSet<String>> =
        reports.iter().enumerate().map(|(i, f)| features(f, entities, entity_of.get(i))).collect();
    let known = Known::of(&features);
    let features: Vec<Vec<usize>> = features.iter().map(|list| known.numbers(list)).collect();
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&i| (days[i].is_none(), days[i], i));
    let mut groups: Vec<Group> = Vec::new();
    let mut index = vec![BTreeMap::new(); known.names.len()];
    for i in order {
        let chosen = best(&features[i], days[i], &known.weights, &groups, &index).unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        groups[chosen].take(i, days[i], &features[i], &known.weights);
        for &feature in &features[i] {
            *index[feature].entry(chosen).or_insert(0.0) += known.weights[feature];
        }
    }
    named(groups, &known.names)
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
    let mut dots: BTreeMap<usize, f64> = BTreeMap::new();
    let mut own = 0.0;
    for &feature in features {
        let (weight, sharing) = (weights[feature], &index[feature]);
        own += weight * weight;
        for (&g, sum) in sharing.iter().filter(|_| sharing.len() <= SHARED) {
            *dots.entry(g).or_insert(0.0) += weight * sum;
        }
    }
    let near = |g: usize| match (day, groups[g].last) {
        (Some(day), Some(last)) => width(last.min(day), day.max(last)) <= QUIET,
        _ => true,
    };
    let scored = dots.into_iter().filter(|&(g, _)| near(g));
    let cosine = scored.map(|(g, dot)| (dot / (own.sqrt() * groups[g].norm.sqrt()).max(1e-9), g));
    cosine.filter(|&(c, _)| c >= JOINS).reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, g)| g)
}

fn features(report: &Findings, entities: &[Entity], entity_of: Option<&Vec<usize>>) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = report.fingerprint.words.iter().map(|w| format!("w {w}")).collect();
    let actors = entity_of.into_iter().flatten().filter_map(|&e| entities.get(e));
    found.extend(actors.map(|e| format!("e {}", e.name)));
    found
}

/// The features that tell stories apart, by number, in the order of their names.
struct Known<'a> {
    names: Vec<&'a str>,
    weights: Vec<f64>,
}

impl<'a> Known<'a> {
    fn of(features: &'a [BTreeSet<String>]) -> Known<'a> {
        let (names, weights) = weights(features).into_iter().unzip();
        Known { names, weights }
    }

    fn numbers(&self, features: &BTreeSet<String>) -> Vec<usize> {
        features.iter().filter_map(|f| self.names.binary_search(&f.as_str()).ok()).collect()
    }
}

/// Rare features weigh more; those of one report only, or of very many, weigh nothing.
fn weights(features: &[BTreeSet<String>]) -> BTreeMap<&str, f64> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in features.iter().flatten() {
        *count.entry(feature).or_insert(0) += 1;
    }
    let n = features.len();
    let most = if n >= LARGE { (COMMON * n as f64) as usize } else { n };
    // In a small pile the count says little: as if it were drawn from one of LARGE reports.
    let of = n.max(LARGE) as f64;
    let weight = |feature: &str, c: usize| {
        let actor = if feature.starts_with("e ") { 2.0 } else { 1.0 };
        actor * (of / c as f64).ln().max(0.1)
    };
    count.into_iter().filter(|&(_, c)| c > 1 && c <= most).map(|(f, c)| (f, weight(f, c))).collect()
}

fn named(groups: Vec<Group>, names: &[&str]) -> Vec<Story> {
    let mut stories: Vec<Story> = groups
        .into_iter()
        .map(|group| {
            let mut reports = group.reports;
            reports.sort_unstable();
            let weighed =
                group.sum.iter().filter_map(|(&f, weight)| Some((names[f].strip_prefix("e ")?, weight)));
            let mut actors: Vec<(&str, &f64)> = weighed.collect();
            actors.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
            let name: Vec<&str> = actors.iter().take(3).map(|(name, _)| *name).collect();
            Story { name: name.join(", "), reports }
        })
        .collect();
    stories.sort_by_key(|s| (std::cmp::Reverse(s.reports.len()), s.reports.first().copied()));
    stories
}
