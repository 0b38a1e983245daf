//! What a person said of the actors: these are one, these are not.

use chancery_extract::actors::fold;
use chancery_text::Why;

use super::{gather::Local, join::Group};
use crate::decisions::Decisions;

/// The groups with the person's merges done and splits made.
pub(super) fn apply(mut groups: Vec<Group>, locals: &[Local], decisions: &Decisions) -> Vec<Group> {
    for (one, other) in &decisions.merged {
        merge(&mut groups, locals, one, other);
    }
    for (one, other) in &decisions.split {
        split(&mut groups, locals, one, other);
    }
    groups.retain(|g| !g.members.is_empty());
    groups
}

fn named(group: &Group, locals: &[Local], name: &str) -> bool {
    let name = fold(name);
    group.members.iter().any(|&m| {
        let local = &locals[m];
        local.key.as_deref() == Some(name.as_str())
            || fold(&local.it.name) == name
            || local.key.as_ref().is_some_and(|k| fold(k) == name)
    })
}

fn merge(groups: &mut [Group], locals: &[Local], one: &str, other: &str) {
    let first = groups.iter().position(|g| named(g, locals, one));
    let second = groups.iter().position(|g| named(g, locals, other));
    if let (Some(a), Some(b)) = (first, second)
        && a != b
    {
        let (members, links) = (std::mem::take(&mut groups[b].members), std::mem::take(&mut groups[b].links));
        groups[a].members.extend(members);
        groups[a].members.sort_unstable();
        groups[a].links.extend(links);
        groups[a]
            .links
            .push(Why::rule("decision/merge").noting(format!("“{one}” and “{other}” by a person's word")));
    }
}

/// Members that bear the second name leave the group that bears the first.
fn split(groups: &mut Vec<Group>, locals: &[Local], one: &str, other: &str) {
    let Some(g) = groups.iter().position(|g| named(g, locals, one) && named(g, locals, other)) else {
        return;
    };
    let other = fold(other);
    let (leaving, staying): (Vec<usize>, Vec<usize>) =
        groups[g].members.iter().partition(|&&m| fold(&locals[m].it.name) == other);
    groups[g].members = staying;
    let why = Why::rule("decision/split").noting(format!("“{other}” is not “{one}” by a person's word"));
    groups.push(Group { members: leaving, links: vec![why] });
}
