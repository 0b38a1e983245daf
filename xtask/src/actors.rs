//! `cargo xtask actors`: codes the phrases of `../shared/data/actors` and counts how many come out right.

use std::{path::Path, process::Command};

const TABLE: &str = "../shared/data/actors/ngec_actor_cases.tsv";

/// Runs the example `coded` in the development profile; `-v` lists what came out wrong.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    if !Path::new(TABLE).is_file() {
        println!("skipped: no {TABLE} beside the checkout, so nothing was measured");
        return Ok(());
    }
    let done = Command::new("cargo")
        .args(["run", "-q", "-p", "chancery-extract", "--example", "coded", "--", TABLE])
        .args(args)
        .status()
        .map_err(|e| format!("cargo could not be run: {e}"))?;
    if done.success() { Ok(()) } else { Err("the example `coded` failed".into()) }
}
