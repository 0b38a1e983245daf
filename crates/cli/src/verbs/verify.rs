//! `chancery verify`: proves every citation.

use std::collections::BTreeMap;
use std::path::Path;

use chancery_case::ChronicleJson;
use serde_json::json;

use crate::args::{Global, Verify};
use crate::{Exit, Failure, pile, screen};

/// Prints each citation that fails; exit 4 if any does.
pub(crate) fn run(args: &Verify, global: &Global) -> Result<Exit, Failure> {
    let chronicle = read_chronicle(&args.chronicle)?;
    let (documents, _) = pile::documents(&args.texts, global)?;
    let texts: BTreeMap<String, String> = documents
        .iter()
        .flat_map(|d| [(d.name.clone(), d.text().to_owned()), (d.id.clone(), d.text().to_owned())])
        .collect();
    let verdict = chancery_case::verify(&chronicle, &texts);
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

/// Reads what `chancery brief --json` printed.
pub(crate) fn read_chronicle(path: &Path) -> Result<ChronicleJson, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|e| Failure::usage(format!("{}: expected a chronicle, found: {e}", path.display())))?;
    serde_json::from_slice(&bytes).map_err(|e| {
        Failure::usage(format!("{}: expected a chronicle (chancery/1), found: {e}", path.display()))
            .hint("make one with `chancery brief INPUT --json > chronicle.json`")
    })
}
