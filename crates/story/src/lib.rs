//! Many articles' findings to one chronicle.
//!
//! Pure: sees evidence and fingerprints, never article text; the order of the articles does not matter.
#![deny(missing_docs)]

mod chronicle;
mod decisions;
mod entities;
mod published;

pub use chronicle::*;
pub use decisions::Decisions;
pub use entities::entities;
pub use published::published;

use chancery_extract::{Findings, Lore};

/// The chronicle of a pile. The order of `reports` does not matter: they are sorted by name, then id.
pub fn chronicle(reports: &[Findings], lore: &Lore, decisions: &Decisions) -> Chronicle {
    let mut reports: Vec<Findings> = reports.to_vec();
    reports.sort_by(|a, b| (&a.report.name, &a.report.id).cmp(&(&b.report.name, &b.report.id)));
    let published = published(&reports);
    let (entities, _entity_of) = entities(&reports, &published, lore, decisions);
    Chronicle {
        as_of: None,
        gaps: Vec::new(),
        reports: reports
            .iter()
            .zip(&published)
            .enumerate()
            .map(|(i, (f, p))| DatedReport {
                report: f.report.clone(),
                published: p.clone(),
                lineage: format!("L{}", i + 1),
            })
            .collect(),
        times: Vec::new(),
        entities,
        facts: Vec::new(),
        positions: Vec::new(),
        disputes: Vec::new(),
        notes: Vec::new(),
    }
}
