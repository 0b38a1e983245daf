//! `chancery verify`: proves every citation.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chancery_case::ChronicleJson;
use chancery_case::store::Case;
use chancery_text::Document;
use serde_json::json;

use crate::args::{Global, Verify};
use crate::{Exit, Failure, pile, screen};

/// Prints each citation that fails; exit 4 if any does.
pub(crate) fn run(args: &Verify, global: &Global) -> Result<Exit, Failure> {
    let verdict = match (Case::is_at(&args.chronicle), args.texts.is_empty()) {
        (true, true) => Case::read(&args.chronicle)?.prove()?,
        (true, false) => {
            let stored = Case::read(&args.chronicle)?.stored()?;
            let stored = stored.ok_or_else(|| Failure::new("the case holds no chronicle yet"))?;
            chancery_case::verify(&stored.chronicle, &texts(&args.texts, global)?)
        }
        (false, true) => {
            return Err(Failure::usage("a chronicle does not hold its texts: give the reports")
                .hint("chancery verify CHRONICLE.json --texts INPUT…"));
        }
        (false, false) => {
            let chronicle = read_chronicle(&args.chronicle)?;
            chancery_case::verify(&chronicle, &texts(&args.texts, global)?)
        }
    };
    if global.json {
        let failures: Vec<_> = verdict
            .failures
            .iter()
            .map(|f| json!({ "what": f.what, "document": f.document, "message": f.message }))
            .collect();
        super::print_json(&json!({ "proved": verdict.proved, "failures": failures }))?;
    } else {
        for failure in &verdict.failures {
            super::print(&screen::clean(&format!(
                "{}: {}: {}\n",
                failure.document, failure.what, failure.message
            )))?;
        }
        super::print(&format!("{} citations proved, {} fail\n", verdict.proved, verdict.failures.len()))?;
    }
    Ok(if verdict.failures.is_empty() { Exit::Done } else { Exit::Stale })
}

/// The texts of the reports, by name and by id.
fn texts(inputs: &[PathBuf], global: &Global) -> Result<BTreeMap<String, String>, Failure> {
    let (documents, _) = pile::documents(inputs, global)?;
    let named = |d: &Document| [(d.name.clone(), d.text().to_owned()), (d.id.clone(), d.text().to_owned())];
    Ok(documents.iter().flat_map(named).collect())
}

/// Reads what `chancery brief --json` printed.
pub(crate) fn read_chronicle(path: &Path) -> Result<ChronicleJson, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|e| Failure::usage(format!("{}: expected a chronicle, found: {e}", path.display())))?;
    serde_json::from_slice(&bytes).map_err(|e| {
        Failure::usage(format!("{}: expected a chronicle (chancery/1), found: {e}", path.display()))
            .hint("make one with `chancery brief INPUT --json > chronicle.json`")
    })
}
