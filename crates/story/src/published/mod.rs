//! The day of every report: given, stated, or worked out from its words and from the other reports.
//!
//! Each report's words make constraints over candidate days ([`evidence`]); what they leave possible is a
//! distribution ([`belief`]); reports of one crisis then bear on each other ([`joint`]).
//! A day is only answered where the words bound it on both sides; a year is never taken from a clock.

mod answer;
mod belief;
mod centre;
mod days;
mod echoes;
mod epoch;
mod evidence;
mod joint;
mod links;
mod neighbours;
mod offices;
mod silence;
mod weigh;

use chancery_extract::{Findings, Lore};

use crate::chronicle::{Basis, Dated};

/// The day of each report, in the order of `reports`.
pub fn published(reports: &[Findings], lore: &Lore) -> Vec<Dated> {
    let evidence: Vec<_> = reports.iter().map(|f| evidence::evidence(f, lore)).collect();
    let beliefs = joint::beliefs(reports, &evidence);
    if let Ok(n) = std::env::var("EVID") { for (f, e) in reports.iter().zip(&evidence) { if f.report.name == n { for d in &e.demands { let c = days::number(jiff::civil::date(1997,4,14)); let l: Vec<String> = (0..14).map(|i| format!("{:.1}", weigh::penalty(&d.what, c + i))).collect(); eprintln!("{:?} {}", d.what, l.join(" ")); } } } }
    if std::env::var("BELIEF").is_ok() { for (f, b) in reports.iter().zip(&beliefs) { if let Some(b) = b { let l: Vec<String> = b.days().filter(|d| d.1 > 1e-7).map(|d| format!("{}:{:.6}", days::date(d.0), d.1)).collect(); eprintln!("B\t{}\t{}", f.report.name, l.join(" ")); } } }
    reports
        .iter()
        .zip(&evidence)
        .zip(&beliefs)
        .map(|((findings, evidence), belief)| {
            stated(findings).unwrap_or_else(|| answer::answer(evidence, belief.as_ref()))
        })
        .collect()
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
