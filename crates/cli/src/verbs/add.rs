//! `chancery add`: reports into a case; only what is new is read, and what was read is kept at every step.

use std::path::Path;

use chancery_case::store::{Case, Reader, TakenIn};
use chancery_text::Document;
use serde_json::json;

use crate::args::{Add, Global};
use crate::interrupt::{Interrupt, listen};
use crate::page::FORM;
use crate::pile::{ReadReport, Tools};
use crate::{Exit, Failure, pile, screen};

/// Reports that are taken in with one commit.
const TAKEN_AT_ONCE: usize = 200;
/// Reports that are read between two commits: what `kill -9` may cost, and how long Ctrl-C may wait.
const READ_AT_ONCE: usize = 16;

/// Takes the reports in, reads what no one has read, and makes the chronicle anew.
pub(crate) fn run(args: &Add, global: &Global) -> Result<Exit, Failure> {
    if args.inputs.iter().any(|input| Case::is_at(input)) {
        return Err(Failure::usage("expected reports, found a case among the inputs")
            .hint("the case comes first, then files or folders with reports"));
    }
    let interrupt = listen()?;
    let (documents, rejected) = match args.inputs.as_slice() {
        [] if !args.case.exists() => {
            let message = format!("{}: there is no such case, and no reports are given", args.case.display());
            return Err(Failure::usage(message).hint("chancery add CASE.db reports/"));
        }
        [] => (Vec::new(), 0),
        inputs => pile::all_documents(inputs, global)?,
    };
    let mut case = Case::write(&args.case, &holder("add"))?;
    let mut taken = TakenIn::default();
    for batch in documents.chunks(TAKEN_AT_ONCE) {
        let now = case.take_in(batch)?;
        taken = TakenIn { new: taken.new + now.new, duplicates: taken.duplicates + now.duplicates };
    }
    drop(documents);
    let tools = Tools::load(global)?;
    let Some(read) = read_new(&mut case, &tools, &interrupt, global)? else {
        return Ok(stopped(&args.case));
    };
    update(&mut case, tools, global)?;
    report(&case, taken, rejected, read, global)?;
    Ok(if rejected > 0 { Exit::SomeRejected } else { Exit::Done })
}

/// What a second writer is told of this one.
pub(crate) fn holder(verb: &str) -> String {
    format!("`chancery {verb}`, process {}", std::process::id())
}

/// Reads what this reader has not read, and keeps it batch by batch; nothing if Ctrl-C came between.
fn read_new(
    case: &mut Case,
    tools: &Tools,
    interrupt: &Interrupt,
    global: &Global,
) -> Result<Option<usize>, Failure> {
    let reader = Reader::of(&tools.made_by());
    let unread = case.unread(&reader)?;
    let total = unread.len();
    for (n, batch) in unread.chunks(READ_AT_ONCE).enumerate() {
        if interrupt.pressed() {
            return Ok(None);
        }
        keep(case, tools, &reader, batch.to_vec(), (n * READ_AT_ONCE, total), global)?;
    }
    Ok((!interrupt.pressed()).then_some(total))
}

fn keep(
    case: &mut Case,
    tools: &Tools,
    reader: &Reader,
    batch: Vec<Document>,
    (before, total): (usize, usize),
    global: &Global,
) -> Result<(), Failure> {
    let read = tools.read(batch, before, total, global)?;
    let read: Vec<_> =
        read.into_iter().map(|ReadReport { document, findings, .. }| (document, findings)).collect();
    Ok(case.keep(reader, &read)?)
}

/// Makes the chronicle of the case anew where its reports, its reader or the decisions have changed.
pub(crate) fn update(case: &mut Case, tools: Tools, global: &Global) -> Result<(), Failure> {
    let reader = Reader::of(&tools.made_by());
    // What was kept and cannot be used (a damaged row) is read again.
    let kept = case.kept(&reader)?;
    let unsound: Vec<Document> =
        kept.iter().filter(|k| k.findings.is_none()).map(|k| k.document.clone()).collect();
    drop(kept);
    let total = unsound.len();
    if total == 0 && case.is_current(&reader)? && case.shows(FORM)? && case.is_whole()? {
        return Ok(());
    }
    for (n, batch) in unsound.chunks(READ_AT_ONCE).enumerate() {
        keep(case, &tools, &reader, batch.to_vec(), (n * READ_AT_ONCE, total), global)?;
    }
    let read = pile::with_findings(case.kept(&reader)?, case.decisions()?, tools);
    let total = read.reports.len();
    pile::stage(global, total, &format!("making the register of {total} reports"));
    // The day to count from is the reader's question, not the case's.
    let register = read.register_as_of(None);
    let mut shown = crate::page::rows(&register, &read.texts());
    case.put_chronicle(&read.chronicle(&register), &reader, (FORM, &mut shown))?;
    pile::stage(global, total, "");
    Ok(())
}

fn stopped(path: &Path) -> Exit {
    let path = path.display().to_string();
    eprintln!("chancery: interrupted; what was read is kept in {}", screen::clean(&path));
    eprintln!("  hint: run the same command again to go on");
    Exit::Interrupted
}

fn report(case: &Case, taken: TakenIn, rejected: usize, read: usize, global: &Global) -> Result<(), Failure> {
    let TakenIn { new, duplicates } = taken;
    let reports = case.report_count()?;
    if global.json {
        return super::print_json(&json!({
            "case": case.path().display().to_string(), "new": new, "duplicates": duplicates, "rejected": rejected,
            "read": read, "reports": reports,
        }));
    }
    let path = case.path().display().to_string();
    super::print(&format!(
        "{new} new, {duplicates} duplicate, {rejected} rejected; {read} read; {} holds {reports} reports\n",
        screen::clean(&path)
    ))
}
