//! What a person said of the actors: these are one, these are not.

use chancery_extract::actors::fold;
use chancery_text::Why;

use super::{gather::Local, join::Group};
use crate::decisions::Decisions;

/// The groups, with the ids they have before any decision, so that a decision keeps its meaning.
struct Named<'a> {
    groups: Vec<Group>,
    ids: Vec<String>,
    locals: &'a [Local<'a>],
}

/// The groups with the person's merges done and splits made.
pub(super) fn apply(groups: Vec<Group>, ids: Vec<String>, locals: &[Local], decisions: &Decisions) -> Vec<Group> {
    let mut named = Named { groups, ids, locals };
    for (one, other) in &decisions.split {
        named.split(one, other);
    }
    for (one, other) in &decisions.merged {
        named.merge(one, other);
    }
    let mut groups = named.groups;
    groups.retain(|g| !g.members.is_empty());
    groups
}

impl Named<'_> {
    /// Whether the group has this id, or one of its members this name or lore key.
    fn is(&self, g: usize, who: &str) -> bool {
        let folded = fold(who);
        self.ids[g] == who
            || self.groups[g].members.iter().any(|&m| {
                let local = &self.locals[m];
                fold(&local.it.name) == folded || local.key.as_deref() == Some(who)
            })
    }

    fn find(&self, who: &str) -> Option<usize> {
        (0..self.groups.len()).find(|&g| self.is(g, who))
    }

    fn merge(&mut self, one: &str, other: &str) {
        let (Some(a), Some(b)) = (self.find(one), self.find(other)) else { return };
        if a == b {
            return;
        }
        let (members, links) = (std::mem::take(&mut self.groups[b].members), std::mem::take(&mut self.groups[b].links));
        let group = &mut self.groups[a];
        group.members.extend(members);
        group.members.sort_unstable();
        group.links.extend(links);
        group.links.push(Why::rule("decision/merge").noting(format!("“{one}” and “{other}”, by a person's word")));
    }

    /// Members that bear the second name leave the group that bears the first.
    fn split(&mut self, one: &str, other: &str) {
        let Some(g) = (0..self.groups.len()).find(|&g| self.is(g, one) && self.is(g, other)) else { return };
        let name = fold(other);
        let (leaving, staying): (Vec<usize>, Vec<usize>) =
            self.groups[g].members.iter().partition(|&&m| fold(&self.locals[m].it.name) == name);
        if leaving.is_empty() || staying.is_empty() {
            return;
        }
        self.groups[g].members = staying;
        let why = Why::rule("decision/split").noting(format!("“{other}” is not “{one}”, by a person's word"));
        self.groups.push(Group { members: leaving, links: vec![why] });
        self.ids.push(format!("{}/{name}", self.ids[g]));
    }
}
