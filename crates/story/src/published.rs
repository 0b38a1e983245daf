//! The day of every report: given, stated, or worked out from its words and from the other reports.

use chancery_extract::Findings;

use crate::chronicle::{Basis, Dated};

/// The day of each report, in the order of `reports`.
pub fn published(reports: &[Findings]) -> Vec<Dated> {
    reports.iter().map(|findings| stated(findings).unwrap_or_else(unknown)).collect()
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

fn unknown() -> Dated {
    Dated {
        earliest: None,
        latest: None,
        best: None,
        candidates: Vec::new(),
        basis: Basis::Unknown,
        why: Vec::new(),
    }
}
