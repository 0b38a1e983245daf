//! `cargo bench -p chancery-parse`: tokens a second of the whole step from text to trees and names.
//!
//! Reads reports of `../shared/stories/bulk` where they are, else an invented text. Tokens are word pieces, as
//! engines count them. CPU seconds are the process's own, so that other load on the machine counts less.
#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::path::Path as File;
use std::time::Instant;

use chancery_kernels::{Bend, Packed, Path, Rows, product};
use chancery_parse::{Engine, Model, all_sentences, pieces};
use chancery_text::Document;

/// Multiply-accumulates of the encoder for one piece.
const MACS: f64 = 10.617e6;
const REPORTS: usize = 60;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    drop(Model::shipped()?);
    println!("load: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let documents = documents()?;
    let engines =
        if std::env::args().any(|a| a == "--all") { Engine::all() } else { vec![Engine::default()] };
    for engine in engines {
        let model = Model::shipped_on(engine)?;
        for threads in [1, 2] {
            measure(&documents, &model, engine, threads)?;
        }
    }
    let peak = peak();
    println!(
        "one tile from the nearest cache, over and over: {:.1} GMAC/s = {:.0} tokens/s",
        peak,
        peak * 1e9 / MACS
    );
    println!("peak memory: {} MB", peak_memory());
    Ok(())
}

fn measure(
    documents: &[Document],
    model: &Model,
    engine: Engine,
    threads: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let mut best = (0.0f64, 0.0f64);
    for _ in 0..3 {
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let read = pool.install(|| all_sentences(documents, model));
        let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        let count = read.iter().map(|s| pieces(s, model)).sum::<usize>() as f64;
        best = (best.0.max(count / wall), best.1.max(count / cpu));
    }
    println!("{engine:?}, {threads} thread(s): {:.0} tokens/s, {:.0} tokens per CPU second", best.0, best.1);
    Ok(())
}

fn documents() -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let bulk =
        File::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/stories/bulk/world_news_2012_2020.jsonl");
    if !bulk.is_file() {
        println!("skipped: no ../shared beside the checkout; an invented text is read instead");
        let line = |i: usize| {
            format!("Envoy {i} of Norland told reporters on Tuesday that talks with Sudria had failed.\n")
        };
        let text = |from: usize| (from..from + 40).map(line).collect::<String>();
        return Ok((0..REPORTS).map(|i| document(&text(i * 40))).collect());
    }
    let lines = std::fs::read_to_string(bulk)?;
    let texts = lines.lines().take(REPORTS).filter_map(|line| {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(["text", "maintext", "plaintext"].iter().find_map(|key| value.get(key)?.as_str())?.to_string())
    });
    Ok(texts.map(|text| document(&text)).collect())
}

fn document(text: &str) -> Document {
    Document::new(String::new(), String::new(), text)
}

/// What the inner loop reaches when nothing is waited for.
fn peak() -> f64 {
    let (count, inputs, outputs) = (12, 384, 32);
    let packed = Packed::new(Path::best(), &vec![1; inputs * outputs], inputs, &[1.0; 32], &[0.0; 32]);
    let mut rows = Rows::default();
    rows.fill(Path::best(), &vec![1.0; count * inputs], inputs);
    let mut out = vec![0.0; count * outputs];
    let mut best = 0.0f64;
    for _ in 0..5 {
        let start = cpu_seconds();
        let mut done = 0.0;
        while cpu_seconds() - start < 0.2 {
            for _ in 0..2_000 {
                product(std::hint::black_box(&rows), &packed, Bend::Straight, &mut out);
            }
            done += 2_000.0;
        }
        best = best.max(done * (count * inputs * outputs) as f64 / (cpu_seconds() - start) / 1e9);
    }
    best
}

/// CPU seconds of this process, in hundredths; zero where the system does not say.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM"));
    line.and_then(|l| l.split_whitespace().nth(1)).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
