//! The day of every report: given, stated, or worked out from its words and from the other reports.
//!
//! Each report's words make constraints over candidate days ([`evidence`], [`what`]); what they leave possible is a
//! distribution ([`belief`]); reports of one crisis then bear on each other ([`joint`]).
//! A day is only answered where the words bound it on both sides; a year is never taken from a clock.

mod answer;
mod belief;
mod centre;
mod days;
mod drawn;
mod echoes;
mod epoch;
mod evidence;
mod filed;
mod joint;
mod links;
mod marks;
mod named;
mod neighbours;
mod offices;
mod relative;
mod silence;
mod stated;
mod told;
mod weekdays;
mod weigh;
mod what;

use chancery_extract::{Findings, Lore};
use jiff::civil::Date;

use crate::chronicle::{Basis, Dated};

/// The day of each report, in the order of `reports`.
pub fn published(reports: &[Findings], lore: &Lore) -> Vec<Dated> {
    if let Some(all) = reports.iter().map(stated).collect() {
        return all;
    }
    let evidence: Vec<_> = reports.iter().map(|f| evidence::evidence(f, lore)).collect();
    let (beliefs, shared) = joint::beliefs(reports, &evidence);
    reports
        .iter()
        .zip(&evidence)
        .zip(beliefs.iter().zip(&shared))
        .map(|((findings, evidence), (belief, shared))| {
            stated(findings).unwrap_or_else(|| answer::answer(evidence, belief.as_ref(), shared))
        })
        .collect()
}

/// The chances of the days of each report, likeliest first: what an interval rests on, for measuring it.
pub fn chances(reports: &[Findings], lore: &Lore) -> Vec<Vec<(Date, f64)>> {
    let evidence: Vec<_> = reports.iter().map(|f| evidence::evidence(f, lore)).collect();
    let (beliefs, _) = joint::beliefs(reports, &evidence);
    let listed = |belief: &belief::Belief| {
        belief.likeliest(usize::MAX).into_iter().map(|(day, chance)| (days::date(day), chance)).collect()
    };
    beliefs.iter().map(|belief| belief.as_ref().map_or_else(Vec::new, listed)).collect()
}

/// What the words of each report hold against a day, and against another: for finding what misleads the solver.
pub fn against(reports: &[Findings], lore: &Lore, days: &[(Date, Date)]) -> Vec<Vec<(f64, f64, String)>> {
    let compared = |(findings, (day, other)): (&Findings, &(Date, Date))| {
        let (day, other) = (days::number(*day), days::number(*other));
        let on = |d: &what::Demand, day| weigh::penalty(&d.what, day);
        let demands = evidence::evidence(findings, lore).demands;
        demands.iter().map(|d| (on(d, day), on(d, other), d.words.clone())).collect()
    };
    reports.iter().zip(days).map(compared).collect()
}

fn stated(findings: &Findings) -> Option<Dated> {
    let known = findings.report.published.as_ref()?;
    let basis = match known.basis {
        chancery_text::PublishedBasis::Given => Basis::Given,
        chancery_text::PublishedBasis::Stated => Basis::Stated,
    };
    Some(Dated {
        earliest: Some(known.date),
        latest: Some(known.date),
        best: Some(known.date),
        candidates: vec![known.date],
        basis,
        why: vec![known.why.clone()],
    })
}

#[cfg(test)]
mod tests;
