//! Many articles' findings to one chronicle.
//!
//! Pure: sees evidence and fingerprints, never article text; the order of the articles does not matter.
#![deny(missing_docs)]

pub mod calendar_words;
mod chronicle;
mod concepts;
mod contradictions;
mod coverage;
mod decisions;
mod disputes;
mod entities;
mod fact;
mod ids;
mod lineage;
mod merge;
mod names;
mod positions;
mod published;
mod stories;
pub mod summary;
mod told;
mod union;
mod when;

#[cfg(test)]
mod tests;

pub use chronicle::*;
pub use decisions::Decisions;
pub use entities::entities;
pub use published::{against, chances, published};

use std::borrow::Cow;

use chancery_extract::{Findings, LinkKind, Lore};

/// The chronicle of a pile. The order of `reports` does not matter: they are sorted by name, then id.
pub fn chronicle(reports: &[Findings], lore: &Lore, decisions: &Decisions) -> Chronicle {
    let in_order = reports.is_sorted_by(|a, b| place_in_pile(a) <= place_in_pile(b));
    // A pile that is in order already is not copied: of thousands of reports the findings are most of the memory.
    let reports: Cow<[Findings]> =
        if in_order { Cow::Borrowed(reports) } else { Cow::Owned(sorted(reports)) };
    let reports: &[Findings] = &reports;
    chronicle_of(reports, lore, decisions)
}

fn place_in_pile(findings: &Findings) -> (&str, &str) {
    (&findings.report.name, &findings.report.id)
}

fn sorted(reports: &[Findings]) -> Vec<Findings> {
    let mut sorted = reports.to_vec();
    sorted.sort_by(|a, b| place_in_pile(a).cmp(&place_in_pile(b)));
    sorted
}

fn chronicle_of(reports: &[Findings], lore: &Lore, decisions: &Decisions) -> Chronicle {
    let published = published(reports, lore);
    let lineages = lineage::lineages(reports);
    let (entities, entity_of) = entities(reports, &published, &lineages, lore, decisions);
    let days: Vec<_> = published.iter().map(|p| p.best).collect();
    let stories = stories::stories(reports, &days, &entities, &entity_of);
    let clocks: Vec<_> = reports.iter().zip(&published).map(|(f, p)| when::Clock::of(f, p)).collect();
    let lexicon = names::Lexicon::of(reports, &entities);
    let told = told::told(reports, &clocks, &days, &entities, &entity_of, &lexicon);
    let dated = dated(reports, published, &lineages);

    let links = Links::of(reports, &told);
    let links = |t: usize| links.from(reports, &told, t);
    let woven = weave(&told, &lexicon, &entities, &dated, &links, &decisions.rejected);

    Chronicle {
        as_of: coverage::as_of(&dated, decisions),
        gaps: coverage::gaps(&dated),
        times: clocks.iter().zip(reports).enumerate().flat_map(|(i, (c, f))| c.times(f, i)).collect(),
        notes: notes(reports),
        reports: dated,
        entities,
        facts: woven.facts,
        positions: woven.positions,
        disputes: woven.disputes,
        stories,
    }
}

/// What the claims of all reports come to.
struct Woven {
    facts: Vec<Fact>,
    positions: Vec<Position>,
    disputes: Vec<Dispute>,
}

/// Merges the claims into facts, the facts into positions, and finds where they differ.
fn weave(
    told: &[told::Told],
    lexicon: &names::Lexicon,
    entities: &[Entity],
    reports: &[DatedReport],
    links: &dyn Fn(usize) -> Vec<(usize, LinkKind)>,
    rejected: &[String],
) -> Woven {
    let groups = merge::merge(told, lexicon, entities, reports);
    let ground = fact::Ground { told, lexicon, entities, reports, links, rejected };
    let (mut facts, groups) = fact::facts(&ground, groups);
    let positions = positions::positions(&ground, &facts, &groups);
    let disputes = disputes::disputes(&ground, &facts, &groups, &positions);
    for (d, dispute) in disputes.iter().enumerate() {
        dispute.facts.iter().for_each(|&f| facts[f].disputes.push(d));
    }
    Woven { facts, positions, disputes }
}

fn dated(reports: &[Findings], published: Vec<Dated>, lineages: &[usize]) -> Vec<DatedReport> {
    let parts = reports.iter().zip(published).zip(lineages);
    parts
        .map(|((findings, published), lineage)| DatedReport {
            report: findings.report.clone(),
            published,
            lineage: format!("L{}", lineage + 1),
        })
        .collect()
}

/// From a report and its claim to the claim's place among all.
struct Links {
    first: Vec<usize>,
}

impl Links {
    fn of(reports: &[Findings], told: &[told::Told]) -> Links {
        Links { first: (0..reports.len()).map(|doc| told.partition_point(|t| t.doc < doc)).collect() }
    }

    fn from(&self, reports: &[Findings], told: &[told::Told], t: usize) -> Vec<(usize, LinkKind)> {
        let (doc, claim) = (told[t].doc, told[t].claim);
        let claims = &reports[doc].claims;
        let known = claims[claim].links.iter().filter(|link| link.claim < claims.len());
        known.map(|link| (self.first[doc] + link.claim, link.kind)).collect()
    }
}

fn notes(reports: &[Findings]) -> Vec<NoteOut> {
    let mut notes = Vec::new();
    for (doc, findings) in reports.iter().enumerate() {
        let found = findings.notes.iter();
        notes.extend(found.map(|note| NoteOut {
            at: Place { doc, span: note.span },
            warning: note.warning,
            text: note.text.clone(),
        }));
    }
    notes
}
