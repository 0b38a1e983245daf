//! One entity for each actor over all reports, whatever the spelling.

mod decide;
mod gather;
mod join;
mod name;
mod spelling;

use chancery_extract::{Findings, Lore};

use crate::{
    chronicle::{Dated, Entity},
    decisions::Decisions,
};

/// The entities of a pile, and for each report which entity each of its local actors is.
///
/// `lineages` numbers for each report the wire that it copies: what a copy only describes is no new actor.
pub fn entities(
    reports: &[Findings],
    published: &[Dated],
    lineages: &[usize],
    lore: &Lore,
    decisions: &Decisions,
) -> (Vec<Entity>, Vec<Vec<usize>>) {
    let locals = gather::locals(reports, published, lineages, &lore.actors);
    let mut groups = join::groups(&locals);
    if !(decisions.merged.is_empty() && decisions.split.is_empty()) {
        let undecided = Decisions::default();
        let id = |g| name::entity(g, &locals, reports, &lore.actors, &undecided).id;
        let ids = groups.iter().map(id).collect();
        groups = decide::apply(groups, ids, &locals, decisions);
    }
    let mut made: Vec<(Entity, Vec<usize>)> = groups
        .into_iter()
        .map(|group| (name::entity(&group, &locals, reports, &lore.actors, decisions), group.members))
        .collect();
    made.sort_by(|a, b| (&a.0.name, &a.0.id).cmp(&(&b.0.name, &b.0.id)));
    let mut entity_of: Vec<Vec<usize>> = reports.iter().map(|r| vec![0; r.actors.len()]).collect();
    for (at, (_, members)) in made.iter().enumerate() {
        for &member in members {
            let local = &locals[member];
            entity_of[local.report][local.actor] = at;
        }
    }
    (made.into_iter().map(|(entity, _)| entity).collect(), entity_of)
}
