//! Who is in it: each actor with its offices, its spellings, and why they are one.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use chancery_extract::{Form, Kind};
use chancery_story::{Entity, RoleOut};

use super::{Word, cites::Cites, lines::numbers, safe};

/// Actors listed on a page; the others stand in the chronicle, and in what is served.
pub(super) const ACTORS: usize = 45;
/// Spellings listed for one of them.
const SPELLINGS: usize = 6;

/// An actor with its spellings.
#[derive(Serialize, Deserialize)]
pub(crate) struct Actor {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The name by which lines call it, which the filter knows.
    pub(crate) short: String,
    pub(crate) kind: Word,
    pub(crate) role: String,
    pub(crate) spellings: Vec<(String, usize)>,
    pub(crate) more: usize,
    pub(crate) links: Vec<String>,
    /// The first mention in each report.
    pub(crate) mentions: Vec<(usize, usize)>,
    pub(crate) reports: String,
    pub(crate) facts: usize,
}

impl Actor {
    /// Where a server shows its lines.
    pub(crate) fn of_lines(&self) -> String {
        link("/", "actor", &self.short)
    }

    /// Where a server takes decisions on it.
    pub(crate) fn of_decisions(&self) -> String {
        link("/decide", "q", &self.id)
    }
}

fn link(path: &str, name: &str, value: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
    format!("{path}?{query}")
}

/// People, states and bodies, the most often named first.
pub(crate) fn actors(cites: &Cites) -> Vec<Actor> {
    let acting = [Kind::Person, Kind::State, Kind::Body, Kind::Group, Kind::Unit];
    let entities = &cites.view.register.entities;
    let mut list: Vec<usize> = (0..entities.len()).filter(|&e| acting.contains(&entities[e].kind)).collect();
    list.sort_by(|&a, &b| {
        let (a, b) = (&entities[a], &entities[b]);
        b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.name.cmp(&b.name))
    });
    let facts = facts_of(cites);
    list.into_iter().map(|e| actor(cites, e, facts[e])).collect()
}

fn facts_of(cites: &Cites) -> Vec<usize> {
    let mut counts = vec![0; cites.view.register.entities.len()];
    for fact in &cites.view.register.facts {
        for (entity, _) in &fact.actors {
            counts[*entity] += 1;
        }
    }
    counts
}

fn actor(cites: &Cites, e: usize, facts: usize) -> Actor {
    let view = cites.view;
    let entity = &view.register.entities[e];
    let mut spellings = spellings(cites, entity);
    let more = spellings.len().saturating_sub(SPELLINGS);
    spellings.truncate(SPELLINGS);
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in &entity.mentions {
        let line = view.register.reports[mention.doc].report.lines.line(mention.span.start());
        first.entry(view.number(mention.doc)).or_insert(line);
    }
    let mut links: Vec<String> =
        entity.links.iter().map(|w| safe(&format!("{} ({})", w.note, w.rule))).collect();
    links.sort_unstable();
    links.dedup();
    links.truncate(SPELLINGS);
    Actor {
        id: entity.id.clone(),
        name: safe(&entity.name),
        short: view.name(e),
        kind: kind(entity.kind).into(),
        role: entity.roles.first().map(role).unwrap_or_default(),
        spellings,
        more,
        links,
        reports: numbers(&first.keys().copied().collect::<Vec<_>>()),
        mentions: first.into_iter().collect(),
        facts,
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::State => "state",
        Kind::Body => "body",
        Kind::Unit => "forces",
        _ => "group",
    }
}

fn role(role: &RoleOut) -> String {
    let of = role.of.as_deref().map(|of| format!(", {of}")).unwrap_or_default();
    let from = if role.from_text { "" } else { " (by the built-in list)" };
    safe(&format!("{}{of}{from}", role.title))
}

/// Names, adjectives, metonyms and descriptions as the reports write them, the most frequent first.
fn spellings(cites: &Cites, entity: &Entity) -> Vec<(String, usize)> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for mention in entity.mentions.iter().filter(|m| m.form != Form::Pronoun) {
        let words = cites.view.words(mention.doc, mention.span);
        *count.entry(words).or_insert(0) += 1;
    }
    let mut list: Vec<(String, usize)> = count.into_iter().filter(|(w, _)| !w.is_empty()).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list
}
