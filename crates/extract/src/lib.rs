//! One article to its findings: times, actors, claims.
//!
//! Everything here is pure: lore comes in as an argument, no other article is seen, no clock is read.
#![deny(missing_docs)]

pub mod actors;
mod claim;
mod condition;
pub mod facts;
mod findings;
mod fingerprint;
mod lore;
mod numerals;
mod quote;
mod tellings;
pub mod time;

pub use claim::{
    Bound, Cause, Claim, ClaimLink, ClaimTime, FactKind, LinkKind, Party, Plover, Quantity, Role, Status,
};
pub use findings::{Findings, Form, Kind, LocalActor, Mention, Note, Report, StatedRole};
pub use fingerprint::{Fingerprint, fnv1a};
pub use lore::{Lore, LoreError};

use chancery_text::{Document, Sentences};

/// Reads one article: its times, its actors, its claims, and what they rest on.
pub fn article(document: &Document, sentences: &Sentences, lore: &Lore) -> Findings {
    let times = time::expressions(document, sentences, &lore.time);
    let (mentions, actors) = actors::mentions(document, sentences, &lore.actors);
    let claims = facts::claims(document, sentences, &times, &mentions, &actors, &lore.facts);
    let filed = time::filed(document, sentences, &times, &lore.time);
    findings::gather(document, sentences, times, mentions, actors, claims, filed)
}
