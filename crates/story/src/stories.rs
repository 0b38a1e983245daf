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
    let weights = weights(&features);
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&i| (days[i].is_none(), days[i], i));
    let mut groups: Vec<Group> = Vec::new();
    let mut index = Index::new();
    for i in order {
        let chosen = best(&features[i], days[i], &weights, &groups, &index).unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        groups[chosen].take(i, days[i], &features[i], &weights);
        for feature in &features[i] {
            if let Some(weight) = weights.get(feature.as_str()) {
                *index.entry(feature).or_default().entry(chosen).or_insert(0.0) += weight;
            }
        }
    }
    named(groups)
}

/// For each feature the stories that have it, with its weight in each.
type Index<'a> = BTreeMap<&'a str, BTreeMap<usize, f64>>;

/// A feature that so many stories share does not choose between them.
const SHARED: usize = 48;

#[derive(Default)]
struct Group {
    reports: Vec<usize>,
    last: Option<Date>,
    sum: BTreeMap<String, f64>,
    norm: f64,
}

impl Group {
    fn take(
        &mut self,
        report: usize,
        day: Option<Date>,
        features: &BTreeSet<String>,
        weights: &BTreeMap<&str, f64>,
    ) {
        self.reports.push(report);
        self.last = self.last.max(day);
        for feature in features {
            if let Some(weight) = weights.get(feature.as_str()) {
                let before = self.sum.get(feature).copied().unwrap_or(0.0);
                self.norm += (before + weight).powi(2) - before.powi(2);
                self.sum.insert(feature.clone(), before + weight);
            }
        }
    }
}

fn best(
    features: &BTreeSet<String>,
    day: Option<Date>,
    weights: &BTreeMap<&str, f64>,
    groups: &[Group],
    index: &Index,
) -> Option<usize> {
    let mut dots: BTreeMap<usize, f64> = BTreeMap::new();
    let mut own = 0.0;
    for feature in features {
        let Some(&weight) = weights.get(feature.as_str()) else { continue };
        own += weight * weight;
        let sharing = index.get(feature.as_str()).filter(|stories| stories.len() <= SHARED);
        for (&g, sum) in sharing.into_iter().flatten() {
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

fn named(groups: Vec<Group>) -> Vec<Story> {
    let mut stories: Vec<Story> = groups
        .into_iter()
        .map(|group| {
            let mut reports = group.reports;
            reports.sort_unstable();
            let mut actors: Vec<(&String, &f64)> =
                group.sum.iter().filter(|(f, _)| f.starts_with("e ")).collect();
            actors.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
            let name: Vec<String> = actors.iter().take(3).map(|(f, _)| f[2..].to_string()).collect();
            Story { name: name.join(", "), reports }
        })
        .collect();
    stories.sort_by_key(|s| (std::cmp::Reverse(s.reports.len()), s.reports.first().copied()));
    stories
}
