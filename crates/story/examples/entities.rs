//! Writes only the documents and entities of a folder as a chronicle, for measuring actors without the rest:
//! `cargo run -p chancery-story --example entities FOLDER > chronicle.json`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::path::PathBuf;

use chancery_extract::{Findings, Form, Kind, Lore};
use chancery_parse::{Model, sentences};
use chancery_story::{Decisions, entities, published};
use chancery_text::{Document, code_points};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: entities FOLDER")?;
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let model = Model::shipped()?;
    let lore = Lore::shipped()?;
    let mut documents: Vec<Document> = Vec::new();
    for path in &paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        documents.push(chancery_read::text(&name, &std::fs::read_to_string(path)?));
    }
    let read: Vec<_> = documents.iter().map(|d| sentences(d, &model)).collect();
    let clock = std::time::Instant::now();
    let findings: Vec<Findings> =
        documents.iter().zip(&read).map(|(d, s)| chancery_extract::article(d, s, &lore)).collect();
    eprintln!("extracted in {:?}", clock.elapsed());
    let days = published(&findings, &lore);
    let clock = std::time::Instant::now();
    let (found, _) = entities(&findings, &days, &lore, &Decisions::default());
    eprintln!("joined in {:?}", clock.elapsed());
    let list: Vec<Value> = found.iter().map(|e| entity(e, &documents)).collect();
    let docs: Vec<Value> = documents
        .iter()
        .map(|d| json!({"id": d.id, "text_sha256": d.text_sha256(), "name": d.name, "furniture": []}))
        .collect();
    println!(
        "{}",
        json!({"format": "chancery/1", "documents": docs, "entities": list, "facts": [], "times": []})
    );
    Ok(())
}

fn entity(entity: &chancery_story::Entity, documents: &[Document]) -> Value {
    let mentions: Vec<Value> = entity
        .mentions
        .iter()
        .map(|m| {
            let text = documents[m.doc].text();
            let (start, end) = code_points(text, &[m.span])[0];
            json!({"doc": m.doc, "start": start, "end": end, "text": m.span.of(text), "form": form(m.form)})
        })
        .collect();
    let roles: Vec<Value> = entity
        .roles
        .iter()
        .map(|r| json!({"title": r.title, "of": r.of, "basis": if r.from_text { "text" } else { "lore" }}))
        .collect();
    let links: Vec<String> = entity.links.iter().map(|l| format!("{}: {}", l.rule, l.note)).collect();
    json!({"id": entity.id, "name": entity.name, "kind": kind(entity.kind), "wikidata": entity.wikidata,
           "country": entity.country, "roles": roles, "mentions": mentions, "links": links})
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Adjective => "adjective",
        Form::Metonym => "metonym",
        Form::Description => "description",
        Form::Pronoun => "pronoun",
    }
}

fn kind(kind: Kind) -> String {
    format!("{kind:?}").to_lowercase()
}
