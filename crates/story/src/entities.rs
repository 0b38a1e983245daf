//! One entity for each actor over all reports, whatever the spelling.

use chancery_extract::{Findings, Lore};

use crate::{
    chronicle::{Dated, Entity},
    decisions::Decisions,
};

/// The entities of a pile, and for each report which entity each of its local actors is.
pub fn entities(
    _reports: &[Findings],
    _published: &[Dated],
    _lore: &Lore,
    _decisions: &Decisions,
) -> (Vec<Entity>, Vec<Vec<usize>>) {
    (Vec::new(), Vec::new())
}
