//! `cargo xtask bench`: reports/s, tokens/s, peak memory and start-up of the released program over the bulk file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BULK: &str = "../shared/stories/bulk/world_news_2012_2020.jsonl";

/// Prints the figures; `--reports N` reads only the first N lines of the bulk file; `serve` times a served case instead.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    if args.first().is_some_and(|a| a == "serve") {
        return super::bench_serve::run(&args[1..]);
    }
    if !Path::new(BULK).is_file() {
        println!("skipped: no {BULK}, so nothing was timed");
        return Ok(());
    }
    let many = args.iter().position(|a| a == "--reports").and_then(|i| args.get(i + 1)?.parse().ok());
    let program = released()?;
    let folder = program.parent().ok_or("the program lies in no folder")?.join("bench");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let one = folder.join("one.txt");
    std::fs::write(&one, "The two presidents spoke by phone on Monday.\n").map_err(|e| e.to_string())?;
    let pile = folder.join("pile.jsonl");
    let reports = first_lines(&pile, many.unwrap_or(usize::MAX))?;

    let start = (0..5).map(|_| timed(&program, &one, &[]).map(|t| t.wall)).collect::<Result<Vec<_>, _>>()?;
    let start = start.into_iter().min().unwrap_or_default();
    println!("start-up with one sentence: {} ms (best of 5)", start.as_millis());
    let few = reports.min(FEW);
    let small = folder.join("few.jsonl");
    first_lines(&small, few)?;
    let before = timed(&program, &small, &["--threads", "1"])?;
    for threads in ["1", "2"] {
        let run = timed(&program, &pile, &["--threads", threads])?;
        let seconds = run.wall.as_secs_f64();
        println!(
            "{reports} reports, {threads} thread(s): {seconds:.1} s, {:.1} reports/s, {:.0} tokens/s, peak {} MB",
            reports as f64 / seconds,
            run.tokens as f64 / seconds,
            run.peak_kb / 1024,
        );
        if threads == "1" {
            println!("{}", merging(few, &before, reports, &run));
        }
    }
    Ok(())
}

/// Reports of the small pile that the growth of merging is measured from.
const FEW: usize = 200;

/// What merging takes beside reading, and how it grows with the pile.
fn merging(few: usize, small: &Run, many: usize, large: &Run) -> String {
    let exponent = (large.merged_ms / small.merged_ms.max(1.0)).ln() / (many as f64 / few as f64).ln();
    let share = large.merged_ms / 10.0 / large.wall.as_secs_f64();
    format!(
        "merging {few} reports: {:.0} ms; {many}: {:.0} ms, {share:.1} % of the run; exponent {exponent:.2}",
        small.merged_ms, large.merged_ms
    )
}

pub(crate) fn released() -> Result<PathBuf, String> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "-p", "chancery-cli"])
        .status()
        .map_err(|e| e.to_string())?;
    if !built.success() {
        return Err("the release build failed".into());
    }
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".into());
    Path::new(&target).join("release/chancery").canonicalize().map_err(|e| e.to_string())
}

fn first_lines(pile: &Path, many: usize) -> Result<usize, String> {
    let bulk = std::fs::read_to_string(BULK).map_err(|e| e.to_string())?;
    let mut file = std::fs::File::create(pile).map_err(|e| e.to_string())?;
    let mut count = 0;
    for line in bulk.lines().take(many) {
        writeln!(file, "{line}").map_err(|e| e.to_string())?;
        count += 1;
    }
    Ok(count)
}

struct Run {
    wall: Duration,
    tokens: usize,
    merged_ms: f64,
    peak_kb: u64,
}

/// One run of `chancery brief --json`; the peak is what Linux calls VmHWM, asked for every 20 ms.
fn timed(program: &Path, input: &Path, options: &[&str]) -> Result<Run, String> {
    let begun = Instant::now();
    let mut child = Command::new(program)
        .args(["brief", "--json"])
        .args(options)
        .arg(input)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let mut peak_kb = 0;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            break status;
        }
        peak_kb = peak_kb.max(high_water(child.id()));
        std::thread::sleep(Duration::from_millis(20));
    };
    let wall = begun.elapsed();
    let mut said = String::new();
    if let Some(mut pipe) = child.stderr.take() {
        std::io::Read::read_to_string(&mut pipe, &mut said).map_err(|e| e.to_string())?;
    }
    if !status.success() {
        return Err(format!("chancery failed: {said}"));
    }
    // "chancery: note: read 1690 reports, 1234567 tokens"
    let count = |l: &str| l.strip_suffix(" tokens")?.rsplit(' ').next()?.parse().ok();
    let tokens = said.lines().find_map(count).unwrap_or(0);
    // "chancery: note: merged in 1234 ms"
    let spent = |l: &str| l.strip_suffix(" ms")?.rsplit(' ').next()?.parse().ok();
    let merged_ms = said.lines().filter(|l| l.contains("merged in")).find_map(spent).unwrap_or(0.0);
    Ok(Run { wall, tokens, merged_ms, peak_kb })
}

pub(crate) fn high_water(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
