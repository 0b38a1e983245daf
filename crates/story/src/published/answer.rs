//! From a belief to what is said: an interval, the likeliest day, the reasons.

use super::{
    belief::Belief,
    days::{self, DayNumber},
    evidence::{Evidence, What},
    weigh::penalty,
};
use crate::chronicle::{Basis, Dated};

/// The share of the chances that the days given must hold.
const HELD: f64 = 0.8;
/// A wider interval is no answer: the words do not bound the day.
const WIDEST: DayNumber = 400;
/// A day this likely is told as the likeliest even where many fit.
const STANDS_OUT: f64 = 0.05;
/// A day this likely is named as a candidate even where many fit.
const WORTH_NAMING: f64 = 0.08;
/// So many days or fewer are listed one by one.
const FEW: usize = 8;

pub(super) fn answer(evidence: &Evidence, belief: Option<&Belief>) -> Dated {
    let Some(belief) = belief else {
        return unknown("its words name no year, and no report beside it does".into());
    };
    let held = held(belief);
    let (Some(first), Some(last)) = (held.iter().map(|d| d.0).min(), held.iter().map(|d| d.0).max()) else {
        return unknown("its words contradict each other".into());
    };
    if belief.beyond > 1.0 - HELD {
        return unknown(format!(
            "its words set no end to the days after {}",
            days::spoken(days::date(first))
        ));
    }
    if last - first > WIDEST {
        return unknown(format!(
            "its words allow days from {} to {}",
            days::spoken(days::date(first)),
            days::spoken(days::date(last))
        ));
    }
    let best = held[0].0;
    let few = held.len() <= FEW;
    let stands_out = held[0].1 >= STANDS_OUT;
    Dated {
        earliest: Some(days::date(first)),
        latest: Some(days::date(last)),
        best: (few || stands_out).then(|| days::date(best)),
        candidates: held
            .iter()
            .filter(|d| few || d.1 >= WORTH_NAMING)
            .take(FEW)
            .map(|d| days::date(d.0))
            .collect(),
        basis: Basis::Inferred,
        why: reasons(evidence, best, first, last),
    }
}

/// The likeliest days that together hold enough of the chances.
fn held(belief: &Belief) -> Vec<(DayNumber, f64)> {
    let mut sum = 0.0;
    let mut list = Vec::new();
    for (day, chance) in belief.likeliest(belief.chance.len()) {
        if sum >= HELD {
            break;
        }
        sum += chance;
        list.push((day, chance));
    }
    list
}

fn unknown(why: String) -> Dated {
    Dated {
        earliest: None,
        latest: None,
        best: None,
        candidates: Vec::new(),
        basis: Basis::Unknown,
        why: vec![why],
    }
}

/// The interval in words, then the demands that narrow it, the strongest first.
fn reasons(evidence: &Evidence, best: DayNumber, first: DayNumber, last: DayNumber) -> Vec<String> {
    let spoken = |day| days::spoken(days::date(day));
    let head = if first == last {
        spoken(first)
    } else {
        format!("between {} and {}, most likely {}", spoken(first), spoken(last), spoken(best))
    };
    let mut list: Vec<(f64, &str)> = evidence
        .demands
        .iter()
        .filter(|d| !matches!(d.what, What::YearsOff(..)))
        .map(|d| (strength(&d.what, best), d.words.as_str()))
        .filter(|(strength, _)| *strength > 0.4)
        .collect();
    list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    list.dedup_by(|a, b| a.1 == b.1);
    std::iter::once(head).chain(list.into_iter().take(5).map(|(_, words)| words.to_owned())).collect()
}

/// How much a demand prefers the day to those around it.
fn strength(what: &What, day: DayNumber) -> f64 {
    const AROUND: [i32; 8] = [-365, -60, -14, -3, 3, 14, 60, 365];
    let here = penalty(what, day);
    AROUND.iter().map(|n| penalty(what, day + n) - here).fold(0.0, f64::max)
}
