//! Findings point at each other by index; a stranger's must point at what is there.

use chancery_extract::time::{Anchor, Filed, Meaning, MonthOf, YearOf};
use chancery_extract::{Claim, ClaimTime, Findings};

use super::Unsound;

/// Years that calendars reach.
const YEARS: std::ops::RangeInclusive<i32> = -9000..=9000;

/// # Errors
/// If an index leads nowhere, a time hangs on a later one, or a number is no day, month or year.
pub(super) fn check(findings: &Findings) -> Result<(), Unsound> {
    let claims = &findings.claims;
    let sound = findings.mentions.all().iter().all(|m| m.value.actor < findings.actors.len())
        && findings.actors.iter().flat_map(|a| &a.mentions).all(|&m| m < findings.mentions.len())
        && findings.fingerprint.subjects.len() == claims.len()
        && findings.fingerprint.tellings.len() == findings.times.len()
        && findings.fingerprint.shingles.is_sorted()
        && findings.report.filed.as_ref().is_none_or(filed)
        && (0..findings.times.len()).all(|at| time(findings, at))
        && (0..claims.len()).all(|at| claim(findings, at, &claims[at]));
    if sound { Ok(()) } else { Err(Unsound) }
}

fn filed(day: &Filed) -> bool {
    day.month.is_none_or(|m| (1..=12).contains(&m))
        && day.day.is_none_or(|d| (1..=31).contains(&d))
        && day.weekday.is_none_or(|w| (1..=7).contains(&w))
}

fn time(findings: &Findings, at: usize) -> bool {
    let timex = &findings.times[at].value;
    let hangs = match timex.anchor {
        Anchor::Previous(on) => on != at && on < findings.times.len(),
        Anchor::Stated | Anchor::Published => true,
    };
    hangs && meaning(&timex.meaning)
}

fn meaning(what: &Meaning) -> bool {
    match what {
        Meaning::Day { year: y, month: m, day, weekday, .. } => {
            year(*y) && month(*m) && (1..=31).contains(day) && weekday.is_none_or(|w| (1..=7).contains(&w))
        }
        Meaning::Month { year: y, month, .. } => year(*y) && (1..=12).contains(month),
        Meaning::Year(y) | Meaning::Season { year: y, .. } | Meaning::Holiday { year: y, .. } => year(*y),
        Meaning::YearPart { nth, parts, year: y } => year(*y) && (1..=*parts).contains(nth) && *parts <= 4,
        Meaning::Decade(y) => YEARS.contains(y),
        Meaning::Century(c) => (-90..=90).contains(c),
        Meaning::Weekday { weekday, week, .. } => {
            (1..=7).contains(weekday) && week.is_none_or(|w| YEARS.contains(&w))
        }
        Meaning::Shift { amount, .. } => amount.abs() < 1e6,
        Meaning::Weekend(weeks) => YEARS.contains(weeks),
        Meaning::WeekOf(day) => meaning(day),
        Meaning::Range(from, to) => meaning(from) && meaning(to),
        Meaning::Length { amount, .. } => amount.is_none_or(|a| a.abs() < 1e9),
        Meaning::SameDay
        | Meaning::Present
        | Meaning::Past
        | Meaning::Future
        | Meaning::Set(_)
        | Meaning::Stated(_) => true,
    }
}

fn year(year: YearOf) -> bool {
    match year {
        YearOf::Unsaid => true,
        YearOf::Is(y) | YearOf::FromPublished(y) | YearOf::FromPrevious(y) => YEARS.contains(&y),
    }
}

fn month(month: MonthOf) -> bool {
    match month {
        MonthOf::Unsaid => true,
        MonthOf::Is(m) => (1..=12).contains(&m),
        MonthOf::FromPublished(m) | MonthOf::FromPrevious(m) => YEARS.contains(&m),
    }
}

fn claim(findings: &Findings, at: usize, claim: &Claim) -> bool {
    let mention = |&m: &usize| m < findings.mentions.len();
    let when = match claim.when {
        ClaimTime::At(time) => time < findings.times.len(),
        ClaimTime::Offset { from, days } => from < findings.times.len() && YEARS.contains(&days),
        ClaimTime::OffsetFromClaim { claim, days } => {
            claim < findings.claims.len() && claim != at && YEARS.contains(&days)
        }
        ClaimTime::News | ClaimTime::Before | ClaimTime::After | ClaimTime::Unknown => true,
    };
    when && claim.actors.iter().map(|p| p.mention).all(|m| mention(&m))
        && claim.attribution.iter().all(mention)
        && claim.place.iter().all(mention)
        && claim.initiator.iter().all(mention)
        && claim.links.iter().all(|l| l.claim < findings.claims.len())
}
