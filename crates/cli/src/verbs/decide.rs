//! `chancery merge`, `split`, `rename`, `reject` …: a person's word, kept in a case or in a small text file; every run
//! obeys it.

use std::path::Path;

use chancery_case::store::{Case, Decided, Word};
use chancery_story::Decisions;
use serde_json::json;

use crate::args::{Decide, DecideOne, DecisionsArgs, Global, Undo};
use crate::pile::Tools;
use crate::{Exit, Failure, screen, whole_file};

/// Keeps a decision on two things and prints it.
pub(crate) fn of_two(args: &Decide, word: Word, global: &Global) -> Result<Exit, Failure> {
    keep(&args.file, word, &args.one, Some(&args.other), global)
}

/// Keeps a decision on one fact and prints it.
pub(crate) fn of_one(args: &DecideOne, word: Word, global: &Global) -> Result<Exit, Failure> {
    for id in &args.ids {
        keep(&args.file, word, id, None, global)?;
    }
    Ok(Exit::Done)
}

/// Prints the decisions of a case as a file that `--decisions` reads.
pub(crate) fn list(args: &DecisionsArgs, global: &Global) -> Result<Exit, Failure> {
    let case = Case::read(&args.case)?;
    if global.json {
        super::print_json(&case.decided()?.iter().map(object).collect::<Vec<_>>())?;
    } else {
        super::print(&screen::clean(&case.decisions()?.written()))?;
    }
    Ok(Exit::Done)
}

/// Takes a decision back.
pub(crate) fn undo(args: &Undo, global: &Global) -> Result<Exit, Failure> {
    if !Case::is_at(&args.case) {
        return Err(Failure::usage(format!("{}: expected a case", args.case.display()))
            .hint("in a decisions file, delete the line"));
    }
    let mut case = Case::write(&args.case, &super::add::holder("undo"))?;
    let undone = case.undo(args.number)?.ok_or_else(|| {
        Failure::usage("there is no such decision to take back")
            .hint("`chancery decisions CASE.db --json` has them")
    })?;
    super::add::update(&mut case, Tools::load(global)?, global)?;
    say(&undone, global)
}

fn keep(file: &Path, word: Word, one: &str, other: Option<&str>, global: &Global) -> Result<Exit, Failure> {
    if !Case::is_at(file) {
        return in_text(file, word, one, other, global);
    }
    let mut case = Case::write(file, &super::add::holder(word.name()))?;
    let decided = case.decide(word, one, other)?;
    super::add::update(&mut case, Tools::load(global)?, global)?;
    say(&decided, global)
}

fn say(decided: &Decided, global: &Global) -> Result<Exit, Failure> {
    if global.json {
        super::print_json(&object(decided))?;
    } else {
        let undone = if decided.undone { "undone: " } else { "" };
        super::print(&format!("{undone}{}\n", screen::clean(&decided.line())))?;
    }
    Ok(Exit::Done)
}

fn object(decided: &Decided) -> serde_json::Value {
    let Decided { id, word, one, other, undone } = decided;
    json!({ "id": id, "verb": word.name(), "one": one, "other": other, "undone": undone })
}

fn in_text(
    file: &Path,
    word: Word,
    one: &str,
    other: Option<&str>,
    global: &Global,
) -> Result<Exit, Failure> {
    let path = file.display();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(Failure::new(format!("{path}: {e}"))),
    };
    Decisions::read(&text).map_err(|e| Failure::usage(format!("{path}: {e}")))?;
    for name in [Some(one), other].into_iter().flatten() {
        if name.contains(['\n', '\r']) || name.contains(" = ") || name.trim().is_empty() {
            return Err(Failure::usage(format!("expected a name or an id, found “{name}”")));
        }
    }
    let (one, other) = (one.trim().to_owned(), other.map(|o| o.trim().to_owned()));
    let decided = Decided { id: 0, word, one, other, undone: false };
    let line = decided.line();
    if !text.lines().any(|l| l.trim() == line) {
        let before = if text.trim().is_empty() { Decisions::default().written() } else { text };
        let end = if before.ends_with('\n') { "" } else { "\n" };
        whole_file::write(file, format!("{before}{end}{line}\n").as_bytes())?;
    }
    say(&decided, global)
}
