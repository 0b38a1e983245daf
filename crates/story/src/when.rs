//! From what a claim says of its time to days, given the day of its report.

use chancery_extract::{
    Claim, ClaimTime, FactKind, Findings, Status,
    time::{Anchor, Grain, Resolved, resolve},
};
use jiff::{ToSpan, civil::Date};

use crate::chronicle::{Dated, RestsOn, TimeOut, When};

/// How a claim's time is told, beside the days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Telling {
    /// By a time expression.
    Dated,
    /// As news of the report.
    News,
    /// As background.
    Before,
    /// As to come.
    After,
    /// Not at all.
    Untold,
}

/// The times of one report, for its likeliest day and for the others that fit.
pub(crate) struct Clock {
    day: Option<Date>,
    latest: Option<Date>,
    best: Vec<Resolved>,
    others: Vec<(Date, Vec<Resolved>)>,
}

/// The other days that are tried: a report with more candidates is not dated well enough to say "if".
const MOST_OTHERS: usize = 4;

impl Clock {
    pub(crate) fn of(report: &Findings, published: &Dated) -> Clock {
        let others = published.candidates.iter().filter(|&&day| Some(day) != published.best);
        Clock {
            day: published.best,
            latest: published.latest.or(published.best),
            best: resolve(&report.times, published.best),
            others: others.take(MOST_OTHERS).map(|&day| (day, resolve(&report.times, Some(day)))).collect(),
        }
    }

    /// When claim `index` of `report` holds.
    pub(crate) fn when(&self, report: &Findings, doc: usize, index: usize) -> (When, Telling) {
        let (mut when, telling) =
            days_of(report, index, self.day, self.latest, &self.best, report.claims.len());
        for (day, resolved) in &self.others {
            let (other, _) = days_of(report, index, Some(*day), Some(*day), resolved, report.claims.len());
            if let (Some(then), true) = (other.earliest, other.earliest != when.earliest) {
                when.rests_on.push(RestsOn { doc, if_day: *day, then });
            }
        }
        if when.earliest.is_none() {
            when.rests_on.clear();
        }
        if telling == Telling::Dated
            && let Some(days) = lasts(report, &report.claims[index], &self.best)
            && when.earliest == when.latest
        {
            when.latest = when.latest.and_then(|day| day.checked_add((days - 1).days()).ok());
        }
        match self.day.zip(when.earliest) {
            Some((day, first)) if first > day && is_spoken(&report.claims[index]) => {
                (news(&report.claims[index], self.day, self.latest), Telling::News)
            }
            _ => (when, telling),
        }
    }

    /// The report's time expressions for the register.
    pub(crate) fn times(&self, report: &Findings, doc: usize) -> Vec<TimeOut> {
        let all = report.times.all().iter().zip(&self.best);
        all.map(|(ann, resolved)| TimeOut {
            doc,
            span: ann.span,
            kind: ann.value.kind,
            value: resolved.value.clone(),
            anchor: match ann.value.anchor {
                Anchor::Stated => "stated",
                Anchor::Published => "published",
                Anchor::Previous(_) => "previous",
            },
            why: ann.why.clone(),
            days: resolved.days,
            note: resolved.note.clone(),
        })
        .collect()
    }
}

/// "Flew there on Tuesday for a two-day trip", "two-day talks will open on Friday": how many days it lasts from the
/// day told. Of a visit that is over the day told may be the last one.
fn lasts(report: &Findings, claim: &Claim, resolved: &[Resolved]) -> Option<i32> {
    const LONGEST: i32 = 14;
    let sets_out = claim.kind == FactKind::Visit && claim.why.rule == "travel-to";
    let ahead = claim.kind.is_contact() && claim.status == Status::Scheduled;
    if !sets_out && !ahead {
        return None;
    }
    let inside = report.times.all().iter().zip(resolved).filter(|(t, _)| claim.span.holds(t.span));
    let mut lengths =
        inside.filter(|(t, _)| t.value.words.to_lowercase().ends_with("-day")).filter_map(|(_, r)| {
            let days = r.value.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
            (2..=LONGEST).contains(&days).then_some(days)
        });
    lengths.next().filter(|_| lengths.next().is_none())
}

/// "They confirm talks next month": words that were spoken have no later day than the report of them.
fn is_spoken(claim: &Claim) -> bool {
    claim.kind.is_utterance() && claim.status == Status::Happened
}

/// `steps` bounds the walk along claims that hang on claims, which a hostile text could make a ring of.
fn days_of(
    report: &Findings,
    index: usize,
    day: Option<Date>,
    latest: Option<Date>,
    resolved: &[Resolved],
    steps: usize,
) -> (When, Telling) {
    let claim = &report.claims[index];
    // "put off from Thursday to Monday" names two days and no stretch.
    let beside = |c: &&Claim| c.span == claim.span;
    let (before, after) = report.claims.split_at(index);
    let mut passage = before.iter().rev().take_while(beside).chain(after.iter().take_while(beside));
    let moved = passage.any(|c| c.status == Status::Postponed);
    let stretch = |i: usize, days| if moved { days } else { whole_range(report, resolved, i, days) };
    let at = |i: usize| resolved.get(i).and_then(|r| Some((stretch(i, r.days?), r.grain)));
    match claim.when {
        ClaimTime::At(i) => match at(i) {
            Some((days, grain)) => dated(days, grain, 0),
            None if resolved.get(i).is_some_and(|r| r.value == "FUTURE_REF") => {
                (open(day, None), Telling::After)
            }
            None => untold(),
        },
        ClaimTime::Offset { from, days: shift } => {
            at(from).map_or_else(untold, |(days, grain)| dated(days, grain, shift))
        }
        ClaimTime::OffsetFromClaim { claim: other, days: shift } => {
            if steps == 0 || other >= report.claims.len() || other == index {
                return untold();
            }
            let (when, telling) = days_of(report, other, day, latest, resolved, steps - 1);
            match (when.earliest, when.latest, telling) {
                (Some(a), Some(b), Telling::Dated) => dated((a, b), when.grain, shift),
                _ => untold(),
            }
        }
        // The day on which a contact is called off is not the day on which it was to be.
        ClaimTime::News | ClaimTime::Before if called_off(claim) => untold(),
        ClaimTime::News => (news(claim, day, latest), Telling::News),
        ClaimTime::Before if is_setting(report, claim) => (news(claim, day, latest), Telling::News),
        ClaimTime::Before => (open(None, day.or(latest)), Telling::Before),
        ClaimTime::After => (open(day, None), Telling::After),
        ClaimTime::Unknown => untold(),
    }
}

fn called_off(claim: &Claim) -> bool {
    claim.kind.is_contact() && matches!(claim.status, Status::Cancelled | Status::Postponed)
}

/// "On the 9th and 10th", "May 12-13": two expressions side by side that name the ends of one stretch.
fn whole_range(report: &Findings, resolved: &[Resolved], i: usize, days: (Date, Date)) -> (Date, Date) {
    let after = i.checked_add(1).and_then(|next| joined(report, resolved, i, next)).map(|(_, last)| last);
    let before =
        i.checked_sub(1).and_then(|first| joined(report, resolved, first, i)).map(|(first, _)| first);
    (before.unwrap_or(days.0), after.unwrap_or(days.1))
}

/// First and last day of two neighbouring expressions, if they are the ends of one stretch: consecutive days
/// with a short word between, or days with only a dash or "to" between.
fn joined(report: &Findings, resolved: &[Resolved], i: usize, next: usize) -> Option<(Date, Date)> {
    let (one, two) = (resolved.get(i)?, resolved.get(next)?);
    let (a, b) = (one.days?, two.days?);
    let all = report.times.all();
    let gap = all.get(next)?.span.start().checked_sub(all.get(i)?.span.end())?;
    let days_on = (b.0 - a.1).get_days();
    let by_dash = matches!(gap, 1 | 3 | 4) && (1..=20).contains(&days_on);
    let fine = one.grain == Grain::Day && two.grain == Grain::Day;
    (fine && ((gap <= 5 && days_on == 1) || by_dash)).then_some((a.0, b.1))
}

/// "In a phone call with his counterpart, the minister said": a contact in which news is told is news itself.
fn is_setting(report: &Findings, claim: &Claim) -> bool {
    let actor = |mention: usize| report.mentions.all().get(mention).map(|m| m.value.actor);
    let parties: Vec<usize> = claim.actors.iter().filter_map(|p| actor(p.mention)).collect();
    let contact = claim.kind.is_contact();
    contact
        && claim.status == Status::Happened
        && report.claims.iter().any(|other| {
            other.when == ClaimTime::News
                && other.span.meets(claim.span)
                && !matches!(
                    other.kind,
                    FactKind::Meeting | FactKind::Call | FactKind::Visit | FactKind::State
                )
                && other.actors.iter().any(|p| actor(p.mention).is_some_and(|a| parties.contains(&a)))
        })
}

fn dated((from, to): (Date, Date), grain: Grain, shift: i32) -> (When, Telling) {
    let moved = |date: Date| date.checked_add(shift.days()).unwrap_or(date);
    let when = When { earliest: Some(moved(from)), latest: Some(moved(to)), grain, rests_on: Vec::new() };
    (when, Telling::Dated)
}

fn untold() -> (When, Telling) {
    (open(None, None), Telling::Untold)
}

fn open(earliest: Option<Date>, latest: Option<Date>) -> When {
    When { earliest, latest, grain: Grain::Day, rests_on: Vec::new() }
}

/// A contact told as news took place on the report's day or the day before: it stands in a calendar,
/// where an open end would hide it. Anything else is only known to be not later than the report.
fn news(claim: &Claim, day: Option<Date>, latest: Option<Date>) -> When {
    let contact = claim.kind.is_contact();
    match day {
        Some(day) if contact => open(day.yesterday().ok(), Some(day)),
        _ => open(None, latest.min(day).or(day).or(latest)),
    }
}
