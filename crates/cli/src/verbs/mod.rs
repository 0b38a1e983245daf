//! The verbs, one file each.

mod actors;
mod add;
mod brief;
mod calendar;
mod dates;
mod decide;
mod disputes;
mod explain;
mod export;
mod facts;
mod lore;
mod manual;
mod parse;
mod positions;
mod rules;
mod show;
mod sql;
mod story;
mod text;
mod timeline;
mod times;
mod verify;

pub(crate) use add::holder;
use chancery_case::store::Word;
pub(crate) use sql::objects;

use crate::args::{Args, Verb};
use crate::{Exit, Failure};

/// Runs the verb that was asked for.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    match &args.verb {
        Verb::Brief(brief) => brief::run(brief, &args.global),
        Verb::Calendar(calendar) => calendar::run(calendar, &args.global),
        Verb::Timeline(inputs) => timeline::run(inputs, &args.global),
        Verb::Positions(inputs) => positions::run(inputs, &args.global),
        Verb::Dates(dates) => dates::run(dates, &args.global),
        Verb::Times(times) => times::run(times, &args.global),
        Verb::Disputes(inputs) => disputes::run(inputs, &args.global),
        Verb::Actors(actors) => actors::run(actors, &args.global),
        Verb::Merge(said) => decide::of_two(said, Word::Merge, &args.global),
        Verb::Split(said) => decide::of_two(said, Word::Split, &args.global),
        Verb::Rename(said) => decide::of_two(said, Word::Rename, &args.global),
        Verb::Annotate(said) => decide::of_two(said, Word::Annotate, &args.global),
        Verb::Reject(said) => decide::of_one(said, Word::Reject, &args.global),
        Verb::Accept(said) => decide::of_one(said, Word::Accept, &args.global),
        Verb::Decisions(of) => decide::list(of, &args.global),
        Verb::Undo(undo) => decide::undo(undo, &args.global),
        Verb::Add(add) => add::run(add, &args.global),
        Verb::Sql(sql) => sql::run(sql, &args.global),
        Verb::Export(export) => export::run(export, &args.global),
        Verb::Serve(serve) => crate::serve::run(serve, &args.global),
        Verb::Completions(shell) => manual::completions(shell, &args.global),
        Verb::Man(man) => manual::man(man, &args.global),
        Verb::Lore(lore) => lore::run(lore, &args.global),
        Verb::Show(show) => show::run(show, &args.global),
        Verb::Text(text) => text::run(text, &args.global),
        Verb::Parse(parse) => parse::run(parse, &args.global),
        Verb::Facts(text) => facts::run(text, &args.global),
        Verb::Rules(rules) => rules::run(rules, &args.global),
        Verb::Verify(verify) => verify::run(verify, &args.global),
        Verb::Explain(explain) => explain::run(explain, &args.global),
    }
}

/// Writes `text` to standard output; a closed pipe is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("standard output could not be written: {e}")))
        }
        _ => Ok(()),
    }
}

/// `value` as JSON on standard output.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(|e| Failure::new(e.to_string()))?;
    text.push('\n');
    print(&text)
}

/// A place of a text with its words; offsets are code points, as everywhere in our JSON.
fn place_json(text: &str, span: chancery_text::Span) -> serde_json::Value {
    let (start, end) = chancery_text::code_points(text, &[span])[0];
    serde_json::json!({"start": start, "end": end, "text": span.of(text)})
}
