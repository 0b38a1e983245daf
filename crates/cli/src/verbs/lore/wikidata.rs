//! Entities of a Wikidata JSON dump: persons with positions held (P39), their start (P580) and end (P582).
//!
//! The dump must hold the positions too: their label is the title, and the state that they serve is read from
//! "applies to jurisdiction" (P1001) or "country" (P17).

use std::collections::BTreeMap;

use chancery_extract::actors::ActorLore;
use serde_json::Value;

use super::{Row, faults_of};

struct Position {
    title: String,
    state: Option<String>,
}

/// The terms, and what could not be used. A dump is an array with one entity a line.
pub(super) fn rows(text: &str, lore: &ActorLore) -> (Vec<Row>, Vec<String>) {
    let (entities, mut faults) = entities(text);
    let positions: BTreeMap<&str, Position> =
        entities.iter().filter_map(|e| Some((e["id"].as_str()?, position(e, lore)?))).collect();
    let mut rows = Vec::new();
    for entity in &entities {
        let (Some(id), Some(person)) = (entity["id"].as_str(), label(entity)) else { continue };
        for held in claims(entity, "P39") {
            let Some(position) = target(&held["mainsnak"]).and_then(|p| positions.get(p)) else { continue };
            let row = Row {
                person: person.clone(),
                item: id.to_string(),
                office: position.title.clone(),
                of: position.state.clone().unwrap_or_default(),
                from: day(held, "P580"),
                to: day(held, "P582"),
            };
            let wrong = faults_of(&row.person, &row.office, &row.of, &row.from, &row.to, lore);
            if wrong.is_empty() {
                rows.push(row);
            } else {
                faults.extend(wrong.into_iter().map(|f| format!("{id}: {f}")));
            }
        }
    }
    (rows, faults)
}

/// One entity a line, commas and brackets around them as the dumps have it; or one JSON value.
fn entities(text: &str) -> (Vec<Value>, Vec<String>) {
    if let Ok(Value::Array(list)) = serde_json::from_str::<Value>(text) {
        return (list, Vec::new());
    }
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    for (i, line) in text.lines().enumerate() {
        let line = line.trim().trim_end_matches(',');
        if matches!(line, "" | "[" | "]") {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(value) => out.push(value),
            Err(e) => faults.push(format!("line {}: expected an entity in JSON, found: {e}", i + 1)),
        }
    }
    (out, faults)
}

fn label(entity: &Value) -> Option<String> {
    entity["labels"]["en"]["value"].as_str().map(String::from)
}

fn claims<'a>(entity: &'a Value, property: &str) -> &'a [Value] {
    entity["claims"][property].as_array().map_or(&[], Vec::as_slice)
}

fn target(snak: &Value) -> Option<&str> {
    snak["datavalue"]["value"]["id"].as_str()
}

fn position(entity: &Value, lore: &ActorLore) -> Option<Position> {
    let title = label(entity)?;
    let place =
        ["P1001", "P17"].iter().find_map(|p| claims(entity, p).iter().find_map(|c| target(&c["mainsnak"])));
    let state = place.and_then(|item| lore.states.iter().find(|s| s.item.as_deref() == Some(item)));
    let title = title
        .split(" of ")
        .next()
        .filter(|t| state.is_some() && !t.ends_with("Minister"))
        .unwrap_or(&title)
        .to_string();
    Some(Position { title, state: state.map(|s| s.code.clone()) })
}

/// The day of a qualifier: "+2021-01-26T00:00:00Z" with months or days of 00 where unknown.
fn day(claim: &Value, property: &str) -> String {
    let time = claim["qualifiers"][property][0]["datavalue"]["value"]["time"].as_str().unwrap_or_default();
    let date = time.trim_start_matches('+').split('T').next().unwrap_or_default();
    date.trim_end_matches("-00").trim_end_matches("-00").to_string()
}
