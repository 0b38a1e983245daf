//! `chancery export`: the register for other programs.

use std::collections::BTreeSet;
use std::path::Path;

use chancery_case::export::{self, Export, Filter, Format};
use chancery_case::store::{Case, Reader};
use chancery_extract::FactKind;
use chancery_text::Document;
use serde_json::json;

use crate::args::{ExportArgs, Global};
use crate::page::FORM;
use crate::{Exit, Failure, pile, whole_file};

/// Writes the register in the format that was asked for.
pub(crate) fn run(args: &ExportArgs, global: &Global) -> Result<Exit, Failure> {
    let format = args.to;
    if args.output.is_none() && (format.is_binary() || format.is_several()) {
        let what = if format.is_binary() { "is not text" } else { "is several files" };
        return Err(Failure::usage(format!("--to {}: {what}, and no place for it is given", format.name()))
            .hint("name it with -o PATH"));
    }
    let filter = filter(args)?;
    let (exported, facts, exit) = match kept(args, &filter, global)? {
        Some((exported, facts)) => (exported, facts, Exit::Done),
        None => made(args, &filter, global)?,
    };
    match (&args.output, exported) {
        (None, Export::Text(text)) => super::print(&text)?,
        (Some(path), Export::Text(text)) => whole_file::write(path, text.as_bytes())?,
        (Some(path), Export::Bytes(bytes)) => whole_file::write(path, &bytes)?,
        (Some(folder), Export::Files(files)) => folder_of(folder, &files)?,
        (None, _) => return Err(Failure::usage("no place is given").hint("name it with -o PATH")),
    }
    if let (true, Some(path)) = (global.json, &args.output) {
        let path = path.display().to_string();
        super::print_json(&json!({ "format": format.name(), "path": path, "facts": facts }))?;
    }
    Ok(exit)
}

/// From what a case keeps, where that is what would be made now: no report is looked at again.
fn kept(args: &ExportArgs, filter: &Filter, global: &Global) -> Result<Option<(Export, usize)>, Failure> {
    let Some(path) = pile::case_among(&args.inputs)? else { return Ok(None) };
    let other = args.story.is_some() || global.as_of.is_some() || global.decisions.is_some();
    if other || global.sources.is_some() || global.published.is_some() {
        return Ok(None);
    }
    let case = Case::read(path)?;
    let reader = Reader::of(&pile::Tools::load(global)?.made_by());
    if !(case.shows(FORM)? && case.unread(&reader)?.is_empty() && case.is_current(&reader)?) {
        return Ok(None);
    }
    let Some(stored) = case.stored()? else { return Ok(None) };
    let chronicle = filter.narrowed(&stored.chronicle);
    let exported = match args.to {
        Format::Ics => {
            let left: BTreeSet<&str> = chronicle.facts.iter().map(|f| f.id.as_str()).collect();
            let entries = case.shown_with_ids("ics")?;
            let wanted = entries.iter().filter(|(id, _)| left.contains(id.as_str()));
            Export::Text(crate::brief::ics_joined(wanted.map(|(_, entry)| entry.as_str())))
        }
        other => {
            let texts: Vec<_> = case.documents()?.iter().map(Document::shared_text).collect();
            export::export(&chronicle, &texts, other).map_err(Failure::new)?
        }
    };
    Ok(Some((exported, chronicle.facts.len())))
}

/// From the reports, or from a case that is to be read anew.
fn made(args: &ExportArgs, filter: &Filter, global: &Global) -> Result<(Export, usize, Exit), Failure> {
    let (read, register) = super::story::read(&args.inputs, args.story.as_deref(), global)?;
    let whole = read.chronicle(&register);
    let chronicle = filter.narrowed(&whole);
    let texts = read.texts();
    let exported = match args.to {
        Format::Ics => {
            let left: BTreeSet<&str> = chronicle.facts.iter().map(|f| f.id.as_str()).collect();
            Export::Text(crate::brief::ics_of(&register, &texts, &|f| left.contains(f.id.as_str())))
        }
        other => export::export(&chronicle, &texts, other).map_err(Failure::new)?,
    };
    Ok((exported, chronicle.facts.len(), read.exit()))
}

fn filter(args: &ExportArgs) -> Result<Filter, Failure> {
    if let Some(kind) = args.kind.iter().find(|kind| FactKind::named(kind).is_none()) {
        let known: Vec<&str> = FactKind::ALL.iter().map(|(_, name)| *name).collect();
        return Err(Failure::usage(format!("--kind {kind}: there is no such kind"))
            .hint(format!("the kinds are {}", known.join(", "))));
    }
    Ok(Filter {
        kinds: args.kind.clone(),
        actors: args.actor.clone(),
        reports: args.report.clone(),
        from: args.from.map(|d| d.to_string()),
        until: args.until.map(|d| d.to_string()),
    })
}

fn folder_of(folder: &Path, files: &[(&'static str, Vec<u8>)]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|e| {
        Failure::new(format!("{}: could not be made a folder: {e}", folder.display()))
            .hint("name a folder: this format is several files")
    })?;
    files.iter().try_for_each(|(name, bytes)| whole_file::write(&folder.join(name), bytes))
}
