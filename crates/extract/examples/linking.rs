//! What linking costs: how long the lore takes to load, what share of reading a report finding its actors is, and
//! how many times faster a name is looked up than by a plain Jaro-Winkler scan:
//! `cargo run --release -p chancery-extract --example linking FOLDER`, which `cargo xtask linking` runs.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::{hint::black_box, time::Instant};

use chancery_extract::actors::{ActorLore, mentions, name_likeness};
use chancery_parse::{Model, sentences};
use chancery_text::Document;

/// How often a name is looked up.
const TIMES: usize = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: linking FOLDER")?;
    let lore = load()?;
    let model = Model::shipped()?;
    let documents = read(&folder)?;
    let (mut parsing, mut linking) = (0.0, 0.0);
    for document in &documents {
        let begun = Instant::now();
        let parsed = sentences(document, &model);
        parsing += begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        black_box(mentions(document, &parsed, &lore));
        linking += begun.elapsed().as_secs_f64();
    }
    println!(
        "parse {:.0} ms, actors {:.1} ms: {:.1} % of parse over {} reports",
        parsing * 1e3,
        linking * 1e3,
        100.0 * linking / parsing,
        documents.len()
    );
    lookups(&lore);
    Ok(())
}

/// The quickest of five loads.
fn load() -> Result<ActorLore, Box<dyn std::error::Error>> {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let begun = Instant::now();
        black_box(ActorLore::shipped()?);
        best = best.min(begun.elapsed().as_secs_f64());
    }
    println!("lore loads in {:.1} ms", best * 1e3);
    Ok(ActorLore::shipped()?)
}

fn read(folder: &str) -> std::io::Result<Vec<Document>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths
        .iter()
        .map(|p| Ok(Document::new("sha256:0".into(), p.display().to_string(), std::fs::read_to_string(p)?)))
        .collect()
}

/// Every fiftieth holder's name, looked up in the lore and by a scan over all holders.
fn lookups(lore: &ActorLore) {
    let people = lore.people.all();
    let names: Vec<&str> = people.iter().step_by(50).map(|p| p.folded.as_str()).collect();
    let begun = Instant::now();
    for _ in 0..TIMES {
        for name in &names {
            black_box(lore.people.like(name, 0.9));
        }
    }
    let looked_up = begun.elapsed().as_secs_f64() / TIMES as f64;
    let begun = Instant::now();
    for name in &names {
        let found: Vec<f64> =
            people.iter().map(|p| name_likeness(name, &p.folded)).filter(|s| *s >= 0.9).collect();
        black_box(found);
    }
    let scanned = begun.elapsed().as_secs_f64();
    println!(
        "{} names among {} people: {:.1} µs each looked up, {:.0} µs scanned: {:.0} times as fast",
        names.len(),
        people.len(),
        looked_up * 1e6 / names.len() as f64,
        scanned * 1e6 / names.len() as f64,
        scanned / looked_up
    );
}
