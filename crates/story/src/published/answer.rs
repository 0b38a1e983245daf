//! From a belief to what is said: an interval, the likeliest day, the reasons.

use super::{
    belief::{Belief, own_of},
    days::{self, DayNumber},
    weigh::penalty,
    what::{Evidence, What},
};
use crate::chronicle::{Basis, Dated};

/// The share of the chances that the days given must hold, where they are a week or less and where they are more.
const HELD: f64 = 0.85;
const BOUNDED: f64 = 0.993;
const NEARLY_BOUNDED: f64 = 0.97;
const WEEK: DayNumber = 7;
/// A report that lies beyond all candidates with this chance has no end to its days.
const ENDLESS: f64 = 0.25;
/// A wider interval is no answer: the words do not bound the day.
const WIDEST: DayNumber = 800;
/// Who answers with less than so many days tells the year, and must be so sure of the half years around the likeliest day.
const TELLS_YEAR: DayNumber = 400;
const SURE: f64 = 0.9;
const HALF_YEAR: DayNumber = 183;
/// A day this likely is told as the likeliest even where many fit.
const STANDS_OUT: f64 = 0.05;
/// A day this likely is named as a candidate even where many fit.
const WORTH_NAMING: f64 = 0.08;
/// So many days or fewer are listed one by one.
const FEW: DayNumber = 8;

/// The answer; `shared` are reasons that other reports give.
pub(super) fn answer(evidence: &Evidence, belief: Option<&Belief>, shared: &[String]) -> Dated {
    let unknown = |why: String| unknown(why, evidence);
    let Some(belief) = belief else {
        return unknown("its words name no year, and no report beside it does".into());
    };
    let Some((first, last)) = interval(belief) else {
        return unknown("its words contradict each other".into());
    };
    if belief.beyond > ENDLESS {
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
    if last - first < TELLS_YEAR && season(belief) < SURE {
        return unknown("its words do not tell the year surely enough".into());
    }
    let likely: Vec<(DayNumber, f64)> =
        belief.likeliest(usize::MAX).into_iter().filter(|d| (first..=last).contains(&d.0)).collect();
    let best = best(evidence, &likely);
    let few = last - first < FEW;
    let worth = |d: &&(DayNumber, f64)| few || d.1 >= WORTH_NAMING;
    Dated {
        earliest: Some(days::date(first)),
        latest: Some(days::date(last)),
        best: (few || best.1 >= STANDS_OUT).then(|| days::date(best.0)),
        candidates: likely.iter().filter(worth).take(FEW as usize).map(|d| days::date(d.0)).collect(),
        basis: Basis::Inferred,
        why: reasons(evidence, best.0, first, last).into_iter().chain(shared.iter().cloned()).collect(),
    }
}

/// The chance of the half years on both sides of the likeliest day.
fn season(belief: &Belief) -> f64 {
    let best = belief.likeliest(1).first().map_or(0, |b| b.0);
    belief.days().filter(|(day, _)| (day - best).abs() <= HALF_YEAR).map(|d| d.1).sum()
}

/// The likeliest day; where others are nearly as likely, the one that the report's own words fit best: how near
/// the reports of a crisis lie to each other is the weaker witness.
fn best(evidence: &Evidence, likely: &[(DayNumber, f64)]) -> (DayNumber, f64) {
    let near = likely.iter().filter(|d| d.1 >= NEARLY * likely[0].1);
    let fits = |d: &&(DayNumber, f64)| own_of(evidence, d.0);
    near.min_by(|a, b| fits(a).total_cmp(&fits(b))).copied().unwrap_or(likely[0])
}

/// A day this much as likely as the likeliest is nearly so.
const NEARLY: f64 = 0.7;

/// The days given. Those of a week or less tell the day, as nearly as the words do; longer stretches only bound it,
/// and must do so more surely.
fn interval(belief: &Belief) -> Option<(DayNumber, DayNumber)> {
    let narrow = stretch(belief, HELD)?;
    if narrow.1 - narrow.0 < WEEK {
        return Some(narrow);
    }
    // A far-off chance in a hundred must not make the whole answer too wide to be one.
    let wide = stretch(belief, BOUNDED)?;
    if wide.1 - wide.0 > WIDEST { stretch(belief, NEARLY_BOUNDED) } else { Some(wide) }
}

/// The shortest stretch of days that holds this share of the chances, the likeliest among equals.
fn stretch(belief: &Belief, share: f64) -> Option<(DayNumber, DayNumber)> {
    let days: Vec<(DayNumber, f64)> = belief.days().collect();
    let enough = share * (1.0 - belief.beyond);
    let mut found: Option<(DayNumber, f64, DayNumber)> = None;
    let (mut start, mut held) = (0, 0.0);
    for (i, &(day, chance)) in days.iter().enumerate() {
        held += chance;
        while start < i && held - days[start].1 >= enough {
            held -= days[start].1;
            start += 1;
        }
        let length = day - days[start].0;
        if held >= enough && found.is_none_or(|(l, h, _)| length < l || (length == l && held > h)) {
            found = Some((length, held, days[start].0));
        }
    }
    found.map(|(length, _, first)| (first, first + length))
}

/// No day; what the head of the report states of it all the same is told as a pattern.
fn unknown(why: String, evidence: &Evidence) -> Dated {
    let pattern = evidence.demands.iter().find_map(|d| match &d.what {
        What::Filed(filed) => {
            let (month, day) = filed.month.zip(filed.day)?;
            Some(format!("{}: XXXX-{month:02}-{day:02}", d.words))
        }
        _ => None,
    });
    Dated {
        earliest: None,
        latest: None,
        best: None,
        candidates: Vec::new(),
        basis: Basis::Unknown,
        why: std::iter::once(why).chain(pattern).collect(),
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
