//! What it costs to date many reports in one pile, none of which states its day.

use std::path::Path;
use std::time::Instant;

use chancery_extract::{Findings, Lore, fnv1a};
use chancery_parse::Model;
use chancery_story::published;
use rayon::prelude::*;
use serde_json::Value;

use super::{
    dates::{Hidden, Reader},
    option,
};

/// `cargo xtask time pile [--first N] [--cache FOLDER]`: the first reports of the bulk file as one pile without any
/// date; the seconds of one thread, and a mark of the answers that changes with any of them.
pub(super) fn run(shared: &Path, args: &[String]) -> Result<(), String> {
    let lore = Lore::shipped().map_err(|e| e.to_string())?;
    let model = Model::shipped().map_err(|e| e.to_string())?;
    let reader = Reader {
        lore: &lore,
        model: &model,
        hidden: Hidden::All,
        cache: option(args, "--cache").map(Path::new),
    };
    let first = option(args, "--first").and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let bulk = shared.join("stories/bulk/world_news_2012_2020.jsonl");
    let text = std::fs::read_to_string(&bulk).map_err(|e| format!("{}: {e}", bulk.display()))?;
    let lines: Vec<Value> = text.lines().take(first).filter_map(|l| serde_json::from_str(l).ok()).collect();
    let start = Instant::now();
    let findings: Vec<Findings> = lines.par_iter().filter_map(|line| reader.undated(line)).collect();
    let read = start.elapsed();
    let start = Instant::now();
    let dated = published(&findings, &lore);
    println!(
        "{} reports: read {:.2} s, dated {:.2} s, answered {}, mark {:016x}",
        findings.len(),
        read.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        dated.iter().filter(|d| d.earliest.is_some()).count(),
        fnv1a(format!("{dated:?}").as_bytes())
    );
    Ok(())
}
