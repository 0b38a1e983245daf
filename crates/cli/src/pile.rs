//! A pile of reports, read once: the way from arguments to the register, which every verb walks.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chancery_case::store::{Case, Kept, Reader};
use chancery_case::{ChronicleJson, MadeBy, Pile};
use chancery_extract::{Findings, Lore};
use chancery_parse::{Engine, Model};
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
    pub(crate) made_by: MadeBy,
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
    if let Some(path) = case_among(inputs)? {
        return read_case(&Case::read(path)?, global);
    }
    let (documents, rejected) = documents(inputs, global)?;
    let decisions = decisions(inputs, global)?;
    let tools = Tools::load(global)?;
    let total = documents.len();
    let (reports, tokens) = tools.read_counting(documents, 0, total, global)?;
    if !global.quiet && total >= LARGE_PILE {
        eprintln!("chancery: note: read {total} reports, {tokens} tokens");
    }
    let made_by = tools.made_by();
    Ok(Read { reports, lore: tools.lore, made_by, rejected, decisions })
}

/// The case that the inputs name, if they name one.
pub(crate) fn case_among(inputs: &[PathBuf]) -> Result<Option<&Path>, Failure> {
    match inputs {
        [only] if Case::is_at(only) => Ok(Some(only)),
        several => match several.iter().find(|p| Case::is_at(p)) {
            Some(case) => Err(Failure::usage(format!("{}: a case stands alone", case.display()))
                .hint("add reports to it with `chancery add CASE.db INPUT…`, then give the case")),
            None => Ok(None),
        },
    }
}

/// The reports of a case with what was found in them; what this program, rules and lore have not read is read now.
pub(crate) fn read_case(case: &Case, global: &Global) -> Result<Read, Failure> {
    if global.sources.is_some() || global.published.is_some() {
        return Err(Failure::usage("--sources and --published are for reports, found a case")
            .hint("give them to `chancery add CASE.db INPUT…`"));
    }
    let tools = Tools::load(global)?;
    let made_by = tools.made_by();
    let kept = case.kept(&Reader::of(&made_by))?;
    let decisions = match &global.decisions {
        Some(_) => decisions(&[], global)?,
        None => case.decisions()?,
    };
    let unread: Vec<Document> =
        kept.iter().filter(|k| k.findings.is_none()).map(|k| k.document.clone()).collect();
    if !unread.is_empty() && !global.quiet {
        eprintln!(
            "chancery: note: {} of {} reports are read now; `chancery add {}` keeps what is found in them",
            unread.len(),
            kept.len(),
            screen::clean(&case.path().display().to_string())
        );
    }
    let total = unread.len();
    let mut now = tools.read(unread, 0, total, global)?.into_iter();
    let report = |Kept { document, findings }| match findings {
        Some(findings) => Some(ReadReport { document, sentences: Sentences::default(), findings }),
        None => now.next(),
    };
    let reports = kept.into_iter().filter_map(report).collect();
    Ok(Read { reports, lore: tools.lore, made_by, rejected: 0, decisions })
}

/// What reading takes.
pub(crate) struct Tools {
    model: Model,
    pub(crate) lore: Lore,
}

impl Tools {
    /// Loads the language model and the lore, once a run.
    pub(crate) fn load(global: &Global) -> Result<Tools, Failure> {
        Ok(Tools { model: model(global)?, lore: lore(global)? })
    }

    /// Names what decides the output besides the reports.
    pub(crate) fn made_by(&self) -> MadeBy {
        MadeBy {
            version: env!("CARGO_PKG_VERSION").into(),
            rules: self.lore.rules_sha256(),
            lore: self.lore.sha256(),
            model: format!("sha256:{}", self.model.sha256()),
        }
    }

    /// Reads these reports, one worker per core, in their order; `before` of `total` are done already.
    pub(crate) fn read(
        &self,
        documents: Vec<Document>,
        before: usize,
        total: usize,
        global: &Global,
    ) -> Result<Vec<ReadReport>, Failure> {
        Ok(self.read_counting(documents, before, total, global)?.0)
    }

    /// The same, and how many tokens they have. Of a pile of hundreds the parse is let go as soon as the findings
    /// are there: a quarter of a gigabyte that only [`Read::again`] wants back, one report at a time.
    fn read_counting(
        &self,
        documents: Vec<Document>,
        before: usize,
        total: usize,
        global: &Global,
    ) -> Result<(Vec<ReadReport>, usize), Failure> {
        const HUNDREDS: usize = 200;
        let tokens = std::sync::atomic::AtomicUsize::new(0);
        let done = std::sync::atomic::AtomicUsize::new(before);
        let reports = pool(global)?.install(|| {
            documents
                .into_par_iter()
                .map(|document| {
                    let mut report = read_one(document, &self.model, &self.lore);
                    let own = report.sentences.list.iter().map(|s| s.tokens.len()).sum();
                    tokens.fetch_add(own, std::sync::atomic::Ordering::Relaxed);
                    if total >= HUNDREDS {
                        report.sentences = Sentences::default();
                    }
                    let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
                    progress(global, done, total, &report);
                    report
                })
                .collect()
        });
        Ok((reports, tokens.into_inner()))
    }
}

/// The documents of the inputs, sorted, and how many inputs were rejected.
pub(crate) fn documents(inputs: &[PathBuf], global: &Global) -> Result<(Vec<Document>, usize), Failure> {
    let gathered = input::gather(&wanted(inputs, global)).map_err(Failure::usage)?;
    say(&gathered, global);
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

fn wanted<'a>(inputs: &'a [PathBuf], global: &'a Global) -> input::Wanted<'a> {
    input::Wanted { inputs, sources: global.sources.as_deref(), published: global.published }
}

fn say(gathered: &input::Gathered, global: &Global) {
    for line in &gathered.rejected {
        eprintln!("chancery: {}", screen::clean(line));
    }
    if !global.quiet {
        for line in &gathered.notes {
            eprintln!("chancery: note: {}", screen::clean(line));
        }
    }
}

/// Every report of the inputs, the same bytes as often as they are there, and how many inputs were rejected.
pub(crate) fn all_documents(inputs: &[PathBuf], global: &Global) -> Result<(Vec<Document>, usize), Failure> {
    let gathered = input::gather_all(&wanted(inputs, global)).map_err(Failure::usage)?;
    say(&gathered, global);
    Ok((gathered.documents, gathered.rejected.len()))
}

fn read_one(document: Document, model: &Model, lore: &Lore) -> ReadReport {
    let sentences = chancery_parse::sentences(&document, model);
    let findings = chancery_extract::article(&document, &sentences, lore);
    ReadReport { document, sentences, findings }
}

/// The model that `--model` names, else the shipped one.
pub(crate) fn model(global: &Global) -> Result<Model, Failure> {
    let engine = match &global.engine {
        None => Engine::default(),
        Some(name) => Engine::named(name).ok_or_else(|| {
            Failure::usage(format!("this processor has no engine {name}"))
                .hint("portable and float run on every processor")
        })?,
    };
    let model = match &global.model {
        None => Model::shipped_on(engine),
        Some(path) => Model::read_on(path, engine),
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
    let name: String = screen::clean(&report.document.name).chars().take(40).collect();
    stage(global, total, &format!("reading {done} of {total}  {name}"));
    if done == total {
        stage(global, total, "");
    }
}

/// One line on a terminal that says what goes on, in the place of the one before; nothing where the pile is small.
pub(crate) fn stage(global: &Global, total: usize, words: &str) {
    use std::io::IsTerminal;
    if !global.quiet && total >= LARGE_PILE && std::io::stderr().is_terminal() {
        eprint!("\r\u{1b}[K{words}");
    }
}

/// Reports whose findings are all kept, as they are.
pub(crate) fn with_findings(kept: Vec<Kept>, decisions: Decisions, tools: Tools) -> Read {
    let made_by = tools.made_by();
    let report = |Kept { document, findings }| {
        findings.map(|findings| ReadReport { document, sentences: Sentences::default(), findings })
    };
    let reports = kept.into_iter().filter_map(report).collect();
    Read { reports, lore: tools.lore, made_by, rejected: 0, decisions }
}

impl Read {
    /// The register of the pile.
    pub(crate) fn register(&self, global: &Global) -> Chronicle {
        let begun = std::time::Instant::now();
        let register = self.register_as_of(global.as_of);
        if !global.quiet && self.reports.len() >= LARGE_PILE {
            eprintln!("chancery: note: merged in {} ms", begun.elapsed().as_millis());
        }
        register
    }

    /// The register of the pile, counted from this day.
    pub(crate) fn register_as_of(&self, as_of: Option<jiff::civil::Date>) -> Chronicle {
        let decisions = Decisions { as_of, ..self.decisions.clone() };
        let findings: Vec<Findings> = self.reports.iter().map(|r| r.findings.clone()).collect();
        chancery_story::chronicle(&findings, &self.lore, &decisions)
    }

    /// Parses the report of this name again if only its findings were kept.
    pub(crate) fn again(&mut self, name: &str, global: &Global) -> Result<(), Failure> {
        let named = self.reports.iter_mut().find(|r| r.document.name == name);
        if let Some(report) = named.filter(|r| r.sentences.list.is_empty()) {
            *report = read_one(report.document.clone(), &model(global)?, &self.lore);
        }
        Ok(())
    }

    /// The register in FORMAT's shape.
    pub(crate) fn chronicle(&self, register: &Chronicle) -> ChronicleJson {
        let texts: Pile =
            self.reports.iter().map(|r| (r.document.id.clone(), r.document.shared_text())).collect();
        chancery_case::chronicle(register, &texts, &self.made_by)
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
