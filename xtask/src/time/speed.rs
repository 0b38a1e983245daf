//! What the time layer costs beside the language model, and beside dateparser where Python has it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chancery_extract::time::{TimeLore, expressions, resolve};
use chancery_parse::Model;
use chancery_text::Document;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::option;

/// Reads a line of JSON with a list of texts, searches each for dates, prints the seconds.
const DATEPARSER: &str = "
import json, sys, time
from dateparser.search import search_dates
texts = json.load(sys.stdin)
search_dates('on 3 May 2021', languages=['en'])
start = time.perf_counter()
found = sum(len(search_dates(t, languages=['en']) or []) for t in texts)
print(time.perf_counter() - start, found)
";

/// `cargo xtask time speed [--every N] [--python PROGRAM]`: one thread, every Nth report of the bulk file.
pub(super) fn run(shared: &Path, args: &[String]) -> Result<(), String> {
    let every = option(args, "--every").and_then(|n| n.parse().ok()).unwrap_or(20);
    let reports = reports(shared, every)?;
    let lore = TimeLore::shipped().map_err(|e| e.to_string())?;
    let model = Model::shipped().map_err(|e| e.to_string())?;
    let (mut parse, mut layer, mut found, mut letters) = (Duration::ZERO, Duration::ZERO, 0, 0);
    for (document, published) in &reports {
        letters += document.text().len();
        let start = Instant::now();
        let sentences = chancery_parse::sentences(document, &model);
        parse += start.elapsed();
        let start = Instant::now();
        let times = expressions(document, &sentences, &lore);
        found += resolve(&times, *published).len();
        layer += start.elapsed();
    }
    let share = layer.as_secs_f64() / parse.as_secs_f64().max(1e-9);
    println!("{} reports, {} kB, {found} times", reports.len(), letters / 1000);
    println!(
        "parse {:.2} s, time layer {:.3} s: 1/{:.0} of parse",
        parse.as_secs_f64(),
        layer.as_secs_f64(),
        1.0 / share
    );
    if share > 0.1 {
        return Err("the time layer costs more than a tenth of parse".into());
    }
    dateparser(&reports, layer, option(args, "--python").unwrap_or("python3"))
}

fn reports(shared: &Path, every: usize) -> Result<Vec<(Document, Option<Date>)>, String> {
    let bulk = shared.join("stories/bulk/world_news_2012_2020.jsonl");
    let text = std::fs::read_to_string(&bulk).map_err(|e| format!("{}: {e}", bulk.display()))?;
    text.lines()
        .step_by(every.max(1))
        .map(|line| {
            let value: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
            let published = value["published"].as_str().and_then(|d| d.get(..10)?.parse().ok());
            let name = value["id"].as_str().unwrap_or("report");
            Ok((chancery_read::text(name, value["text"].as_str().unwrap_or_default()), published))
        })
        .collect()
}

/// The same texts through dateparser's `search_dates`; skipped with a line where Python has it not.
fn dateparser(reports: &[(Document, Option<Date>)], layer: Duration, python: &str) -> Result<(), String> {
    const MOST: usize = 40;
    let some: Vec<&str> = reports.iter().take(MOST).map(|(d, _)| d.text()).collect();
    let child = Command::new(python)
        .args(["-c", DATEPARSER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        println!("dateparser: skipped, no {python}");
        return Ok(());
    };
    if let Some(mut pipe) = child.stdin.take() {
        // A Python without dateparser has gone by now; its exit status says so below.
        let _ = pipe.write_all(json!(some).to_string().as_bytes());
    }
    let output = child.wait_with_output().map_err(|e| e.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let Some(seconds) = said.split(' ').next().and_then(|s| s.trim().parse::<f64>().ok()) else {
        println!("dateparser: skipped, {python} does not have it");
        return Ok(());
    };
    let letters = |n: usize| reports.iter().take(n).map(|(d, _)| d.text().len()).sum::<usize>() as f64;
    let ours = layer.as_secs_f64() * letters(MOST) / letters(reports.len()).max(1.0);
    println!(
        "dateparser {seconds:.2} s for {} reports, the time layer {ours:.4} s: {:.0} times as fast",
        some.len(),
        seconds / ours
    );
    Ok(())
}
