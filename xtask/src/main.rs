//! Chores of the project: `cargo xtask score` measures the program against the gold stories.
#![allow(clippy::print_stdout, reason = "a chore prints")]

mod actors;
mod bench;
mod bench_serve;
mod lemmas;
mod lore;
mod parse;
mod plover;
mod rules;
mod score;
mod time;

use std::process::ExitCode;

/// Name, what it does, and the function that does it.
type Chore = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

const CHORES: &[Chore] = &[
    (
        "actors",
        "codes the phrases of ../shared/data/actors and counts the right ones; -v lists the wrong",
        actors::coded,
    ),
    (
        "bench",
        "times the released program over the bulk file; --reports N for fewer; serve: a served case, --case PATH",
        bench::run,
    ),
    ("lemmas", "learns model/lemmas.tsv from ../shared", |_| lemmas::run(std::path::Path::new("."))),
    ("lore", "builds lore/actors from ../shared", lore::run),
    ("parse-eval", "measures the language model on the treebanks of ../shared", parse::eval),
    (
        "plover",
        "codes the marked sentences of ../shared; --show the wrong, --none the unanswered",
        plover::run,
    ),
    (
        "linking",
        "lore's load time, linking as a share of parse, lookups against a plain scan",
        actors::linking,
    ),
    ("re3d", "mentions and synonyms of re3d in ../shared against ours", actors::re3d),
    ("rules", "times the rules against the parse, and a hundred rules against a thousand", rules::run),
    ("score", "runs the scorer over the gold stories; --floors holds the floors", score::run),
    (
        "time",
        "measures times, dates of the bulk file, or speed: time [times|dates|speed] [--show]",
        time::run,
    ),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let chore = args.first().and_then(|name| CHORES.iter().find(|chore| chore.0 == name));
    let outcome = match chore {
        Some(chore) => chore.2(&args[1..]),
        None => Err(CHORES.iter().fold("usage: cargo xtask CHORE".to_owned(), |usage, (name, what, _)| {
            format!("{usage}\n  {name:<12} {what}")
        })),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
