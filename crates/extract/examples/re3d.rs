//! Mentions and synonyms of re3d (`../shared/data/ner/re3d`) against ours:
//! `cargo run -p chancery-extract --example re3d FOLDER`, which `cargo xtask re3d` runs.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::collections::BTreeMap;

use chancery_extract::{
    Form,
    actors::{ActorLore, mentions},
};
use chancery_parse::{Model, sentences};
use chancery_text::Document;
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entity {
    begin: usize,
    end: usize,
    r#type: String,
    document_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Relation {
    source_begin: usize,
    source_end: usize,
    target_begin: usize,
    target_end: usize,
    r#type: String,
    document_id: String,
}

/// Kinds of entity that an actor or place of ours may be.
const KINDS: [&str; 4] = ["Organisation", "Location", "Person", "Nationality"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: re3d FOLDER")?;
    let (model, lore) = (Model::shipped()?, ActorLore::shipped()?);
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut ours, mut right, mut same, mut both, mut synonyms) = (0, 0, 0, 0, 0);
    let mut sources: Vec<_> = std::fs::read_dir(&folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
    sources.retain(|p| p.is_dir());
    sources.sort();
    for source in sources {
        let texts: Vec<Text> = rows(&source.join("documents.json"))?;
        let entities: Vec<Entity> = rows(&source.join("entities.json"))?;
        let relations: Vec<Relation> = rows(&source.join("relations.json"))?;
        for text in &texts {
            let document = Document::new("sha256:0".into(), text.id.clone(), text.text.as_str());
            let read = sentences(&document, &model);
            let (layer, _) = mentions(&document, &read, &lore);
            let characters: Vec<usize> =
                text.text.char_indices().map(|(byte, _)| byte).chain([text.text.len()]).collect();
            let byte = |at: usize| characters.get(at).copied().unwrap_or(text.text.len());
            let gold: Vec<&Entity> = entities
                .iter()
                .filter(|e| e.document_id == text.id && KINDS.contains(&e.r#type.as_str()))
                .collect();
            let actor = |begin: usize, end: usize| {
                let (begin, end) = (byte(begin), byte(end));
                let meets = layer.all().iter().filter(|m| m.value.form != Form::Pronoun);
                meets
                    .filter(|m| m.span.start() < end && begin < m.span.end())
                    .map(|m| m.value.actor)
                    .collect::<Vec<_>>()
            };
            for entity in &gold {
                let tally = found.entry(entity.r#type.clone()).or_default();
                tally.1 += 1;
                tally.0 += usize::from(!actor(entity.begin, entity.end).is_empty());
            }
            for mention in layer.all().iter().filter(|m| m.value.form != Form::Pronoun) {
                ours += 1;
                let (begin, end) = (mention.span.start(), mention.span.end());
                right += usize::from(gold.iter().any(|e| byte(e.begin) < end && begin < byte(e.end)));
            }
            for relation in relations.iter().filter(|r| r.document_id == text.id && r.r#type == "IsSynonymOf")
            {
                let (a, b) = (
                    actor(relation.source_begin, relation.source_end),
                    actor(relation.target_begin, relation.target_end),
                );
                synonyms += 1;
                both += usize::from(!a.is_empty() && !b.is_empty());
                same += usize::from(a.iter().any(|x| b.contains(x)));
            }
        }
    }
    let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    for (kind, (hit, all)) in &found {
        println!("{kind:13} found {:5.1} % of {all}", percent(*hit, *all));
    }
    let (hit, all) = found.values().fold((0, 0), |sum, t| (sum.0 + t.0, sum.1 + t.1));
    println!(
        "all           found {:5.1} % of {all}; of ours {:.1} % of {ours} meet one",
        percent(hit, all),
        percent(right, ours)
    );
    println!(
        "synonyms      one actor {:.1} % of {synonyms}, {:.1} % of the {both} with both sides found",
        percent(same, synonyms),
        percent(same, both)
    );
    Ok(())
}

/// One JSON value a line, as the folders have them.
fn rows<T: for<'a> Deserialize<'a>>(path: &std::path::Path) -> Result<Vec<T>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().map(|l| l.trim().trim_end_matches(',')).filter(|l| l.starts_with('{'));
    Ok(lines.map(serde_json::from_str).collect::<Result<Vec<T>, _>>()?)
}
