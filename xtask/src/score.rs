//! `cargo xtask score`: runs the scorer over every story that has gold, and holds the floors.
//!
//! The gold and the reports live in `../shared`, which only our own machines have; elsewhere it says so and passes.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Prints the scorer's tables; with `--floors`, fails where a figure is below its floor in `xtask/floors.json`.
/// `--story NAME` limits it to one story; all other arguments go to `score.py`.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let shared = Path::new("../shared");
    if !shared.join("gold").is_dir() {
        println!("skipped: no ../shared/gold beside the checkout, so nothing was scored");
        return Ok(());
    }
    let hold = args.iter().any(|a| a == "--floors");
    let only = args.iter().position(|a| a == "--story").and_then(|i| args.get(i + 1)).cloned();
    let rest: Vec<&String> = args
        .iter()
        .enumerate()
        .filter(|(i, a)| *a != "--floors" && *a != "--story" && !(*i > 0 && args[i - 1] == "--story"))
        .map(|(_, a)| a)
        .collect();
    let mut below = Vec::new();
    for (story, texts) in stories(shared)? {
        if only.as_ref().is_some_and(|o| *o != story) {
            continue;
        }
        let chronicle = chronicle(&story, &texts)?;
        let gold = shared.join("gold").join(&story);
        println!("== {story}");
        scorer(shared, &gold, &texts, &chronicle, &rest, false)?;
        if hold {
            below.extend(under_floors(&story, &scorer(shared, &gold, &texts, &chronicle, &[], true)?)?);
        }
    }
    if only.is_none() {
        crate::parse::raw_table()?;
    }
    if below.is_empty() { Ok(()) } else { Err(format!("below the floor:\n{}", below.join("\n"))) }
}

/// Each story with gold, and the folder of its reports.
fn stories(shared: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let entries = std::fs::read_dir(shared.join("gold")).map_err(|e| e.to_string())?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|e| e.path().is_dir())
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let texts = |name: &String| match name.as_str() {
        "seeds" => shared.join("seeds"),
        other => shared.join("stories").join(other),
    };
    Ok(names.iter().map(|n| (n.clone(), texts(n))).collect())
}

/// Runs `chancery brief --json` over a story and keeps what it prints in the target folder.
/// The development profile is used: it optimises the language model, and the bytes are the same.
fn chronicle(story: &str, texts: &Path) -> Result<PathBuf, String> {
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".into());
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "-p", "chancery-cli", "--", "brief", "--json", "--quiet"])
        .arg(texts)
        .output()
        .map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err(format!("{story}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let path = Path::new(&target).join(format!("score-{story}.json"));
    std::fs::write(&path, &output.stdout).map_err(|e| e.to_string())?;
    Ok(path)
}

fn scorer(
    shared: &Path,
    gold: &Path,
    texts: &Path,
    chronicle: &Path,
    rest: &[&String],
    json: bool,
) -> Result<Value, String> {
    let mut command = Command::new("python3");
    command.arg(shared.join("score/score.py")).arg("--gold").arg(gold).arg("--texts").arg(texts).args(rest);
    if json {
        command.arg("--json");
    }
    let output = command.arg(chronicle).output().map_err(|e| format!("python3 is needed to score: {e}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    if json {
        return serde_json::from_str(&text).map_err(|e| e.to_string());
    }
    println!("{text}");
    Ok(Value::Null)
}

/// The figures of `story` that lie below their floor; floors only rise.
fn under_floors(story: &str, scores: &Value) -> Result<Vec<String>, String> {
    let floors: Value = serde_json::from_str(include_str!("../floors.json")).map_err(|e| e.to_string())?;
    let Some(floors) = floors.get(story).and_then(Value::as_object) else {
        return Ok(Vec::new());
    };
    let mut below = Vec::new();
    for (pointer, floor) in floors {
        let floor = floor.as_f64().unwrap_or(0.0);
        // A pointer that ends in `!` is a ceiling: broken citations and facts out of furniture.
        let (path, ceiling) = pointer.strip_suffix('!').map_or((pointer.as_str(), false), |p| (p, true));
        match scores.pointer(path).and_then(Value::as_f64) {
            None => below.push(format!("{story} {path}: the scorer gives no such figure")),
            Some(found) if ceiling && found > floor => {
                below.push(format!("{story} {path}: {found} over {floor}"));
            }
            Some(found) if !ceiling && found < floor => {
                below.push(format!("{story} {path}: {found} under {floor}"));
            }
            Some(_) => {}
        }
    }
    Ok(below)
}
