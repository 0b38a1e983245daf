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
    let (beliefs, shared) = joint::beliefs(reports, &evidence);
    if let Ok(file) = std::env::var("TRUTH") {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        for ((f, e), b) in reports.iter().zip(&evidence).zip(&beliefs) {
            let Some(t) = text
                .lines()
                .filter_map(|l| l.split_once(' '))
                .find(|(n, _)| *n == f.report.name)
                .and_then(|(_, d)| d.parse().ok())
            else {
                continue;
            };
            let t = days::number(t);
            let Some(best) = b.as_ref().and_then(|b| b.likeliest(1).first().map(|d| d.0)) else { continue };
            for d in &e.demands {
                let (x, y) = (weigh::penalty(&d.what, t), weigh::penalty(&d.what, best));
                if (x - y).abs() > 1.5 {
                    eprintln!(
                        "D\t{}\t{}\t{}\t{:+.1}\t{:.60?}\t{}",
                        f.report.name,
                        days::date(t),
                        days::date(best),
                        x - y,
                        d.what,
                        d.words
                    );
                }
            }
        }
    }
    reports
        .iter()
        .zip(&evidence)
        .zip(beliefs.iter().zip(&shared))
        .map(|((findings, evidence), (belief, shared))| {
            stated(findings).unwrap_or_else(|| answer::answer(evidence, belief.as_ref(), shared))
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
