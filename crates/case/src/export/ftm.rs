//! FollowTheMoney entities, one a line: actors, facts as events, reports as articles, passages as mentions and notes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{View, one_line, web};
use crate::shape::{DocumentJson, EntityJson, FactJson, PositionJson};

const ALPHA2: &str = include_str!("../../../../lore/places/alpha2.tsv");

/// All entities.
pub(super) fn ftm(view: &View) -> String {
    let countries: BTreeMap<&str, &str> =
        ALPHA2.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect();
    let chronicle = view.chronicle;
    let mut out = String::new();
    for entity in &chronicle.entities {
        line(&mut out, &actor(entity, &countries));
    }
    for (doc, document) in chronicle.documents.iter().enumerate() {
        line(&mut out, &article(document, view.texts.get(doc).map_or("", |t| t)));
    }
    for entity in &chronicle.entities {
        mentions(&mut out, view, entity);
    }
    for fact in &chronicle.facts {
        line(&mut out, &event(view, fact, &countries));
    }
    for position in &chronicle.positions {
        line(&mut out, &note(view, position));
    }
    out
}

/// Properties of an entity in the making; FollowTheMoney knows only lists of words.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn add(&mut self, name: &str, words: impl AsRef<str>) {
        let words: String =
            words.as_ref().chars().map(|c| if super::unsafe_anywhere(c) { '\u{fffd}' } else { c }).collect();
        if words.trim().is_empty() {
            return;
        }
        let list = self.0.entry(name).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut().filter(|l| !l.iter().any(|v| v == words.as_str())) {
            list.push(json!(words));
        }
    }

    fn maybe(&mut self, name: &str, words: Option<impl AsRef<str>>) {
        if let Some(words) = words {
            self.add(name, words);
        }
    }
}

fn line(out: &mut String, entity: &(String, &str, Properties)) {
    let (id, schema, Properties(properties)) = entity;
    let object = json!({ "id": id, "schema": schema, "properties": properties });
    out.push_str(&object.to_string());
    out.push('\n');
}

fn schema(kind: &str) -> &'static str {
    match kind {
        "person" => "Person",
        "state" => "PublicBody",
        "vessel" => "Vessel",
        "aircraft" => "Airplane",
        "body" | "outlet" | "group" | "unit" => "Organization",
        "place" | "facility" => "Address",
        _ => "Thing",
    }
}

/// What FollowTheMoney lets act: a LegalEntity.
fn is_legal(entity: &EntityJson) -> bool {
    matches!(schema(&entity.kind), "Person" | "PublicBody" | "Organization")
}

fn actor(entity: &EntityJson, countries: &BTreeMap<&str, &str>) -> (String, &'static str, Properties) {
    let schema = match schema(&entity.kind) {
        // A treaty or a weapon is no actor; the plainest thing with a name that can be written is a note.
        "Thing" => "Note",
        schema => schema,
    };
    let mut p = Properties::default();
    p.add("name", one_line(&entity.name));
    if schema == "Address" {
        p.add("full", one_line(&entity.name));
    }
    let names = entity.mentions.iter().filter(|m| m.form == "name").map(|m| one_line(&m.text));
    names.filter(|n| *n != entity.name).for_each(|n| p.add("alias", n));
    p.maybe("wikidataId", entity.wikidata.as_ref().filter(|w| w.starts_with('Q')));
    p.maybe("country", entity.country.as_deref().and_then(|c| countries.get(c)));
    if schema == "Person" {
        for role in &entity.roles {
            let of = role.of.as_deref().map(|o| format!(", {o}")).unwrap_or_default();
            p.add("position", format!("{}{of}", role.title));
        }
    }
    (entity.id.clone(), schema, p)
}

fn article_id(document: &DocumentJson) -> String {
    document.id.replace(':', "-")
}

fn article(document: &DocumentJson, text: &str) -> (String, &'static str, Properties) {
    let mut p = Properties::default();
    p.add("title", document.title.as_deref().map_or_else(|| document.name.clone(), one_line));
    p.add("fileName", &document.name);
    p.maybe("publisher", document.outlet.as_deref().map(one_line));
    p.maybe("sourceUrl", web(document.url.as_ref()));
    let known = matches!(document.published.basis.as_str(), "given" | "stated");
    p.maybe("publishedAt", document.published.best.as_ref().filter(|_| known));
    p.maybe("date", document.published.best.as_ref());
    p.add("language", if document.language == "en" { "eng" } else { "" });
    p.add("bodyText", text);
    (article_id(document), "Article", p)
}

/// A name in a report, for each entity and report.
fn mentions(out: &mut String, view: &View, entity: &EntityJson) {
    let named = is_legal(entity);
    let mut by_report: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for mention in entity.mentions.iter().filter(|m| named && m.form != "pronoun") {
        by_report.entry(mention.doc).or_default().push(&mention.text);
    }
    for (doc, words) in by_report {
        let Some(document) = view.document(doc) else { continue };
        let mut p = Properties::default();
        p.add("document", article_id(document));
        p.add("resolved", &entity.id);
        p.add("detectedSchema", schema(&entity.kind));
        for name in words {
            p.add("name", one_line(name));
        }
        line(out, &(made_id(&["mention", &entity.id, &document.id]), "Mention", p));
    }
}

fn event(
    view: &View,
    fact: &FactJson,
    countries: &BTreeMap<&str, &str>,
) -> (String, &'static str, Properties) {
    let mut p = Properties::default();
    p.add("name", one_line(&fact.summary));
    p.add("summary", format!("{}, {}", fact.kind, fact.status));
    match (&fact.when.earliest, &fact.when.latest) {
        (Some(first), Some(last)) if first != last => {
            p.add("startDate", first);
            p.add("endDate", last);
        }
        (first, _) => p.maybe("date", first.as_ref()),
    }
    for actor in &fact.actors {
        let legal =
            view.names.get(&actor.entity).is_some_and(|e| !matches!(schema(&e.kind), "Thing" | "Address"));
        let name = match actor.role.as_str() {
            "host" => "organizer",
            _ => "involved",
        };
        if legal {
            p.add(name, &actor.entity);
        }
    }
    if let Some(place) = fact.place.as_deref().and_then(|id| view.names.get(id)) {
        p.add("location", one_line(&place.name));
        p.maybe("country", place.country.as_deref().and_then(|c| countries.get(c)));
    }
    for source in &fact.sources {
        let Some(document) = view.document(source.doc) else { continue };
        p.add("proof", article_id(document));
        p.add(
            "description",
            format!("“{}” ({}, {}–{})", one_line(&source.quote), document.name, source.start, source.end),
        );
        p.maybe("sourceUrl", web(document.url.as_ref()));
    }
    (fact.id.clone(), "Event", p)
}

fn note(view: &View, position: &PositionJson) -> (String, &'static str, Properties) {
    let mut p = Properties::default();
    let holder = view.names.name(&position.holder);
    p.add("name", format!("{holder} {}: {}", position.stance.replace('_', " "), one_line(&position.issue)));
    p.add("description", one_line(&position.issue));
    p.add("entity", &position.holder);
    p.maybe("summary", position.first.as_ref().map(|day| format!("first told of {day}")));
    (position.id.clone(), "Note", p)
}

fn made_id(parts: &[&str]) -> String {
    let hex = crate::store::hex(&Sha256::digest(parts.join("\n").as_bytes()));
    hex.chars().skip("sha256:".len()).take(40).collect()
}
