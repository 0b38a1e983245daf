//! The entity of a group: id, best name, whom it acts for, its offices and mentions.

use std::collections::BTreeMap;

use chancery_extract::{
    Findings, Kind,
    actors::{ActorLore, Day, fold},
};
use chancery_text::{Why, text_sha256};
use jiff::civil::Date;

use super::{gather::Local, join::Group};
use crate::{
    chronicle::{Entity, MentionOut, RoleOut},
    decisions::Decisions,
};

pub(super) fn entity(
    group: &Group,
    locals: &[Local],
    reports: &[Findings],
    lore: &ActorLore,
    decisions: &Decisions,
) -> Entity {
    let members: Vec<&Local> = group.members.iter().map(|&m| &locals[m]).collect();
    // One whom a person parted from a known name is not that known one.
    let parted = group.links.iter().any(|l| l.rule == "decision/split");
    let key = members.iter().find_map(|l| l.key.clone()).filter(|_| !parted);
    let entry = key.as_deref().and_then(|k| lore.entry(k));
    let kind = entry.as_ref().map_or_else(|| kind(&members), |e| e.kind);
    let name = entry.as_ref().map_or_else(|| best_name(&members), |e| e.name.clone());
    let id = id(key.as_deref(), kind, &name, &members, reports);
    let renamed = decisions.renamed.iter().find(|(who, _)| *who == id || fold(who) == fold(&name));
    Entity {
        name: renamed.map_or(name, |(_, new)| new.clone()),
        id,
        kind,
        wikidata: entry.as_ref().and_then(|e| e.wikidata.clone()),
        country: own_side(kind, key.as_deref())
            .or_else(|| entry.as_ref().and_then(|e| e.acts_for.clone()))
            .or_else(|| country(&members)),
        roles: roles(&members, key.as_deref(), lore),
        mentions: mentions(&members, reports),
        links: links(group, &members),
    }
}

/// A name that one report takes for a person and another for a town or a ship is the town's or ship's.
fn kind(members: &[&Local]) -> Kind {
    let thing =
        members.iter().map(|l| l.it.kind).find(|k| matches!(k, Kind::Place | Kind::Vessel | Kind::State));
    if let Some(thing) = thing {
        return thing;
    }
    members.iter().map(|l| l.it.kind).min().unwrap_or(Kind::Other)
}

/// From what the entity is, so that an unrelated report changes nothing.
fn id(key: Option<&str>, kind: Kind, name: &str, members: &[&Local], reports: &[Findings]) -> String {
    let content = match key {
        Some(key) => format!("lore {key}"),
        None if members.iter().all(|l| l.name.is_none()) => {
            let first = members[0];
            let report = &reports[first.report];
            let at = first.it.mentions.first().map_or(0, |&m| report.mentions[m].span.start());
            format!("{kind:?} {} {} {at}", fold(name), report.report.id)
        }
        None => format!("{kind:?} {} {}", fold(name), country(members).unwrap_or_default()),
    };
    let hash = text_sha256(&content);
    format!("E{}", &hash["sha256:".len()..][..10])
}

/// The fullest name, then the one in most reports, then the first by alphabet.
fn best_name(members: &[&Local]) -> String {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for local in members {
        let words = local.it.name.split([' ', '-']).count();
        let entry = counts.entry(local.it.name.as_str()).or_insert((0, words));
        entry.0 += 1;
    }
    let best = counts
        .iter()
        .max_by(|a, b| (a.1.1.min(3), a.1.0).cmp(&(b.1.1.min(3), b.1.0)).then_with(|| b.0.cmp(a.0)));
    best.map_or_else(String::new, |(name, _)| (*name).to_string())
}

/// What most members act for; the first by alphabet among equals.
fn country(members: &[&Local]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in members.iter().filter_map(|l| l.acts_for.as_deref()) {
        *counts.entry(code).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)))
        .map(|(code, _)| code.to_string())
}

fn roles(members: &[&Local], key: Option<&str>, lore: &ActorLore) -> Vec<RoleOut> {
    let mut out: Vec<RoleOut> = Vec::new();
    for role in members.iter().flat_map(|l| &l.it.roles) {
        out.push(RoleOut {
            title: role.title.clone(),
            of: role.of.clone(),
            from: None,
            to: None,
            from_text: true,
        });
    }
    let days: Vec<Date> = members.iter().filter_map(|l| l.day).collect();
    let person = key.and_then(|k| lore.people.by_key(k));
    for term in person.iter().flat_map(|p| &p.terms) {
        if days.is_empty() || days.iter().any(|d| super::gather::covers(term, *d)) {
            out.push(RoleOut {
                title: term.title.clone(),
                of: Some(term.of.clone()),
                from: term.from.and_then(date),
                to: term.to.and_then(date),
                from_text: false,
            });
        }
    }
    out.sort();
    out.dedup();
    out
}

fn date(day: Day) -> Option<Date> {
    Date::new(day.year, day.month.max(1), day.day.max(1)).ok()
}

fn mentions(members: &[&Local], reports: &[Findings]) -> Vec<MentionOut> {
    let mut out: Vec<MentionOut> = members
        .iter()
        .flat_map(|l| {
            let report = &reports[l.report];
            l.it.mentions.iter().map(|&m| MentionOut {
                doc: l.report,
                span: report.mentions[m].span,
                form: report.mentions[m].value.form,
            })
        })
        .collect();
    out.sort_by_key(|m| (m.doc, m.span));
    out
}

fn links(group: &Group, members: &[&Local]) -> Vec<Why> {
    let mut out: Vec<Why> = group.links.clone();
    out.extend(members.iter().flat_map(|l| l.it.links.iter().cloned()));
    out.sort_by(|a, b| (&a.rule, &a.note).cmp(&(&b.rule, &b.note)));
    out.dedup();
    out
}

/// A known movement acts for itself, not for the state it fights in.
fn own_side(kind: Kind, key: Option<&str>) -> Option<String> {
    key.filter(|_| kind == Kind::Group).map(str::to_owned)
}
