//! `chancery lore import` and `check`: terms of office that a user adds to what the program knows.

mod table;
mod wikidata;

use std::path::Path;

use chancery_extract::actors::{ActorLore, Day};

use crate::args::{Global, LoreDo, LoreVerb};
use crate::{Exit, Failure, screen};

/// One term of office, its fields as `lore/actors/holders.tsv` has them.
pub(super) struct Row {
    pub(super) person: String,
    pub(super) item: String,
    pub(super) office: String,
    pub(super) of: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// Imports or checks.
pub(crate) fn run(args: &LoreVerb, global: &Global) -> Result<Exit, Failure> {
    match &args.verb {
        LoreDo::Import { file } => import(file, global),
        LoreDo::Check { file } => check(file, global),
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|e| Failure::usage(format!("{}: {e}", file.display())))
}

fn shipped() -> Result<ActorLore, Failure> {
    ActorLore::shipped().map_err(|e| Failure::new(e.to_string()))
}

/// Prints the terms; what could not be used is named on standard error, line by line.
fn import(file: &Path, global: &Global) -> Result<Exit, Failure> {
    let text = read(file)?;
    let lore = shipped()?;
    let json = text.trim_start().starts_with(['[', '{']);
    let (rows, faults) = if json { wikidata::rows(&text, &lore) } else { table::rows(&text, &lore) };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    lines.dedup();
    for fault in &faults {
        eprintln!("chancery: {}", screen::clean(fault));
    }
    if !global.quiet {
        eprintln!(
            "chancery: note: {} terms read, {} faults; what is at fault is left out",
            lines.len(),
            faults.len()
        );
    }
    super::print(&format!("# Terms of office imported from {}.\n{}", file.display(), lines.concat()))?;
    Ok(if faults.is_empty() { Exit::Done } else { Exit::SomeRejected })
}

fn line(row: &Row) -> String {
    let fields = [&row.person, &row.item, &row.office, &row.of, &row.from, &row.to];
    let clean: Vec<String> =
        fields.iter().map(|f| f.replace(['\t', '\n', '\r'], " ").trim().to_string()).collect();
    format!("{}\timported\n", clean.join("\t"))
}

/// Says how many persons and terms the file holds, and each thing that is wrong with it.
fn check(file: &Path, global: &Global) -> Result<Exit, Failure> {
    let text = read(file)?;
    let lore = shipped()?;
    let read = ActorLore::with(&text).err().map(|e| e.faults).unwrap_or_default();
    // The lore calls every table of terms by the shipped one's name; here the file is the user's.
    let mut faults: Vec<String> =
        read.into_iter().map(|f| f.strip_prefix("holders.tsv ").unwrap_or(&f).to_string()).collect();
    let (mut terms, mut people) = (0, std::collections::BTreeSet::new());
    for (i, row) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [person, _, office, of, from, to, ..] = fields[..] else { continue };
        terms += 1;
        people.insert(person);
        faults.extend(
            faults_of(person, office, of, from, to, &lore)
                .into_iter()
                .map(|f| format!("line {}: {f}", i + 1)),
        );
    }
    if global.json {
        super::print_json(&serde_json::json!({"people": people.len(), "terms": terms, "faults": faults}))?;
    } else {
        let listed: String = faults.iter().flat_map(|f| [f.as_str(), "\n"]).collect();
        super::print(&screen::clean(&format!(
            "{listed}{} persons, {terms} terms, {} faults\n",
            people.len(),
            faults.len()
        )))?;
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Failed })
}

/// What is wrong with a term.
pub(super) fn faults_of(
    person: &str,
    office: &str,
    of: &str,
    from: &str,
    to: &str,
    lore: &ActorLore,
) -> Vec<String> {
    let mut out = Vec::new();
    if person.trim().is_empty() || office.trim().is_empty() {
        out.push("expected a person and an office, found an empty field".to_string());
    }
    if lore.state(of).is_none() && lore.body(of).is_none() {
        out.push(format!("expected a state code (ISO 3166 alpha-3) or the id of a body, found “{of}”"));
    }
    let days = [from, to].map(|d| (d.is_empty(), Day::read(d)));
    if days.iter().any(|(empty, day)| !empty && day.is_none()) {
        out.push(format!("expected days such as 1997-05-02, found “{from}” and “{to}”"));
    }
    if let [(_, Some(begin)), (_, Some(end))] = days
        && end < begin
    {
        out.push(format!("the term ends ({to}) before it begins ({from})"));
    }
    out
}
