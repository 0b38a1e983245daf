//! A pile of reports, read once: the way from arguments to the register, which every verb walks.

use std::path::PathBuf;
use std::sync::Arc;

use chancery_case::{ChronicleJson, MadeBy, Pile};
use chancery_extract::{Findings, Lore};
use chancery_parse::Model;
use chancery_story::{Chronicle, Decisions};
use chancery_text::{Document, Sentences};
use rayon::prelude::*;

use crate::args::Global;
use crate::{Exit, Failure, input, screen};

/// From so many reports on, reading takes long enough to show progress.
const LARGE_PILE: usize = 20;

/// Reports with all that was found in each, in the order of the chronicle (name, then id).
pub(crate) struct Read {
    pub(crate) reports: Vec<ReadReport>,
    pub(crate) lore: Lore,
    pub(crate) model_sha256: String,
    pub(crate) rejected: usize,
    pub(crate) decisions: Decisions,
}

/// One report, read.
pub(crate) struct ReadReport {
    pub(crate) document: Document,
    pub(crate) sentences: Sentences,
    pub(crate) findings: Findings,
}

/// Gathers, parses and extracts; every bad input is one line on standard error.
pub(crate) fn read(inputs: &[PathBuf], global: &Global) -> Result<Read, Failure> {
    let (documents, rejected) = documents(inputs, global)?;
    let decisions = decisions(inputs, global)?;
    let model = model(global)?;
    let lore = lore(global)?;
    let done = std::sync::atomic::AtomicUsize::new(0);
    let total = documents.len();
    let reports: Vec<ReadReport> = pool(global)?.install(|| {
        documents
            .into_par_iter()
            .map(|document| {
                let report = read_one(document, &model, &lore);
                progress(global, done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total, &report);
                report
            })
            .collect()
    });
    if !global.quiet && total >= LARGE_PILE {
        let tokens: usize = reports.iter().flat_map(|r| &r.sentences.list).map(|s| s.tokens.len()).sum();
        eprintln!("chancery: note: read {total} reports, {tokens} tokens");
    }
    Ok(Read { reports, lore, model_sha256: format!("sha256:{}", model.sha256()), rejected, decisions })
}

/// The documents of the inputs, sorted, and how many inputs were rejected.
pub(crate) fn documents(inputs: &[PathBuf], global: &Global) -> Result<(Vec<Document>, usize), Failure> {
    let wanted = input::Wanted { inputs, sources: global.sources.as_deref(), published: global.published };
    let gathered = input::gather(&wanted).map_err(Failure::usage)?;
    for line in &gathered.rejected {
        eprintln!("chancery: {}", screen::clean(line));
    }
    if !global.quiet {
        for line in &gathered.notes {
            eprintln!("chancery: note: {}", screen::clean(line));
        }
    }
    if gathered.documents.is_empty() {
        return Err(Failure {
            message: "no report could be read".into(),
            hint: Some(
                "give files or folders with .txt .md .html .htm .jsonl .xml .warc reports, or -".into(),
            ),
            exit: if gathered.rejected.is_empty() { Exit::Failed } else { Exit::SomeRejected },
        });
    }
    Ok((gathered.documents, gathered.rejected.len()))
}

fn read_one(document: Document, model: &Model, lore: &Lore) -> ReadReport {
    let sentences = chancery_parse::sentences(&document, model);
    let findings = chancery_extract::article(&document, &sentences, lore);
    ReadReport { document, sentences, findings }
}

/// The model that `--model` names, else the shipped one.
pub(crate) fn model(global: &Global) -> Result<Model, Failure> {
    let model = match &global.model {
        None => Model::shipped(),
        Some(path) => Model::read(path),
    };
    model.map_err(|e| Failure::new(e.to_string()))
}

fn lore(global: &Global) -> Result<Lore, Failure> {
    let rules = global.rules.as_deref().map(rule_files).transpose()?.unwrap_or_default();
    let holders = global.lore.as_deref().map(text_of).transpose()?.unwrap_or_default();
    Lore::with(&rules, &holders).map_err(|e| {
        Failure::new(e.to_string()).hint("`chancery rules check DIR` lists all faults of rule files")
    })
}

fn text_of(path: &std::path::Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| Failure::usage(format!("{}: {e}", path.display())))
}

/// What a person decided: the file of `--decisions`, else `chancery.decisions` in an input folder.
fn decisions(inputs: &[PathBuf], global: &Global) -> Result<Decisions, Failure> {
    let beside = inputs.iter().map(|i| i.join("chancery.decisions")).find(|p| p.is_file());
    let Some(path) = global.decisions.clone().or(beside) else { return Ok(Decisions::default()) };
    Decisions::read(&text_of(&path)?)
        .map_err(|e| Failure::usage(format!("{}: {e}", path.display())).hint("mend or delete these lines"))
}

/// Names and texts of the rule files in a folder, sorted by name.
pub(crate) fn rule_files(folder: &std::path::Path) -> Result<Vec<(String, String)>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|e| {
        Failure::usage(format!("{}: expected a folder of rule files, found: {e}", folder.display()))
    })?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let file = |path: &PathBuf| {
        let text =
            std::fs::read_to_string(path).map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
        Ok((path.display().to_string(), text))
    };
    paths.iter().map(file).collect()
}

fn pool(global: &Global) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(global.threads)
        .build()
        .map_err(|e| Failure::new(format!("threads could not be started: {e}")))
}

fn progress(global: &Global, done: usize, total: usize, report: &ReadReport) {
    use std::io::IsTerminal;
    if global.quiet || total < LARGE_PILE || !std::io::stderr().is_terminal() {
        return;
    }
    let name: String = screen::clean(&report.document.name).chars().take(40).collect();
    eprint!("\r\u{1b}[Kreading {done} of {total}  {name}");
    if done == total {
        eprint!("\r\u{1b}[K");
    }
}

impl Read {
    /// The register of the pile.
    pub(crate) fn register(&self, global: &Global) -> Chronicle {
        let decisions = Decisions { as_of: global.as_of, ..self.decisions.clone() };
        let findings: Vec<Findings> = self.reports.iter().map(|r| r.findings.clone()).collect();
        chancery_story::chronicle(&findings, &self.lore, &decisions)
    }

    /// The register in FORMAT's shape.
    pub(crate) fn chronicle(&self, register: &Chronicle) -> ChronicleJson {
        let texts: Pile =
            self.reports.iter().map(|r| (r.document.id.clone(), r.document.shared_text())).collect();
        let made_by = MadeBy {
            version: env!("CARGO_PKG_VERSION").into(),
            rules: self.lore.rules_sha256(),
            lore: self.lore.sha256(),
            model: self.model_sha256.clone(),
        };
        chancery_case::chronicle(register, &texts, &made_by)
    }

    /// The text of each report, in the order of the chronicle.
    pub(crate) fn texts(&self) -> Vec<Arc<str>> {
        self.reports.iter().map(|r| r.document.shared_text()).collect()
    }

    /// How the run ends when all else went well.
    pub(crate) fn exit(&self) -> Exit {
        if self.rejected > 0 { Exit::SomeRejected } else { Exit::Done }
    }
}
