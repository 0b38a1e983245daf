//! `cargo xtask actors`, `re3d`, `linking`: what finding actors is worth and what it costs, by the examples of `chancery-extract`.

use std::{path::Path, process::Command};

/// Codes the phrases of an actors table; `-v` lists what came out wrong.
pub(crate) fn coded(args: &[String]) -> Result<(), String> {
    example("coded", "../shared/data/actors/ngec_actor_cases.tsv", false, args)
}

/// Mentions and synonyms of re3d against ours.
pub(crate) fn re3d(args: &[String]) -> Result<(), String> {
    example("re3d", "../shared/data/ner/re3d", false, args)
}

/// Load time of the lore, share of parse, lookups against a plain Jaro-Winkler scan; in the release profile.
pub(crate) fn linking(args: &[String]) -> Result<(), String> {
    example("linking", "../shared/seeds", true, args)
}

/// Runs an example over something in `../shared`, if it is there.
fn example(name: &str, input: &str, release: bool, args: &[String]) -> Result<(), String> {
    if !Path::new(input).exists() {
        println!("skipped: no {input} beside the checkout, so nothing was measured");
        return Ok(());
    }
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    let done = Command::new(env!("CARGO"))
        .args(["run", "-q", "-p", "chancery-extract", "--example", name])
        .args(profile)
        .args(["--", input])
        .args(args)
        .status()
        .map_err(|e| format!("cargo could not be run: {e}"))?;
    if done.success() { Ok(()) } else { Err(format!("the example `{name}` failed")) }
}
