//! Names from both names heads.

use chancery_text::{Name, NameKind};

use crate::analyser::{Reading, spelled};
use crate::labels::Labels;

/// The names of a sentence: persons, places and organisations as the first head has them, events as the second.
pub(crate) fn names(reading: &Reading, labels: &Labels) -> Vec<Name> {
    let mut taken = vec![false; reading.heads.len()];
    let mut out = Vec::new();
    let events =
        spelled(&reading.wide_names, &labels.wide_names).into_iter().filter(|n| n.2 == NameKind::Event);
    for (first, last, kind) in spelled(&reading.names, &labels.names).into_iter().chain(events) {
        if !taken[first..=last].contains(&true) {
            taken[first..=last].fill(true);
            out.push(Name { first, last, kind });
        }
    }
    out.sort_by_key(|name| name.first);
    out
}
