//! Chores of the project: `cargo xtask score` measures the program against the gold stories.
#![allow(clippy::print_stdout, reason = "a chore prints")]

mod lemmas;
mod lore;
mod parse;
mod score;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.first().map(String::as_str) {
        Some("score") => score::run(&args[1..]),
        Some("lore") => lore::run(&args[1..]),
        Some("parse-eval") => parse::eval(&args[1..]),
        Some("lemmas") => lemmas::run(std::path::Path::new(".")),
        _ => Err("usage: cargo xtask score [--floors] [SHOW-OPTIONS-OF-score.py…] | lore [FOLDER] | parse-eval | lemmas"
            .into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
