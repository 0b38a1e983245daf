//! Dating reports whose date is hidden: the gold stories as piles, and the bulk file alone and in small piles.

use std::path::Path;

use chancery_extract::{Findings, Lore};
use chancery_parse::Model;
use chancery_story::{Basis, Dated, published};
use chancery_text::Document;
use jiff::civil::Date;
use rayon::prelude::*;
use serde_json::Value;

use super::option;

/// A report with its true days, the best first.
struct Case {
    name: String,
    findings: Findings,
    truth: Vec<Date>,
}

/// `cargo xtask time dates [--every N] [--pile N] [--stated] [--show] [--gold | --crises]`.
pub(crate) fn run(shared: &Path, args: &[String]) -> Result<(), String> {
    let lore = Lore::shipped().map_err(|e| e.to_string())?;
    let model = Model::shipped().map_err(|e| e.to_string())?;
    let show = args.iter().any(|a| a == "--show");
    let reader = Reader { lore: &lore, model: &model, stated: args.iter().any(|a| a == "--stated") };
    for (story, texts) in [
        ("seeds", "seeds"),
        ("korea_four_party_1997", "stories/korea_four_party_1997"),
        ("taliban_camp_david_2019", "stories/taliban_camp_david_2019"),
    ] {
        let cases = reader.gold(&shared.join("gold").join(story).join("times.json"), &shared.join(texts))?;
        report(story, &[cases], reader.lore, true);
    }
    if args.iter().any(|a| a == "--gold") {
        return Ok(());
    }
    if args.iter().any(|a| a == "--crises") {
        for name in ["libyawar_cnn", "syriancrisis_bbc"] {
            let piles = reader.crises(&shared.join(format!("stories/bulk/{name}.jsonl")))?;
            report(name, &piles, &lore, show);
        }
        return Ok(());
    }
    let every = option(args, "--every").and_then(|n| n.parse().ok()).unwrap_or(8);
    let pile = option(args, "--pile").and_then(|n| n.parse().ok()).unwrap_or(6);
    let cases = reader.bulk(&shared.join("stories/bulk/world_news_2012_2020.jsonl"), every)?;
    let alone: Vec<Vec<Case>> = cases.into_iter().map(|c| vec![c]).collect();
    report("bulk, each alone", &alone, &lore, show);
    let mut piles: Vec<Vec<Case>> = Vec::new();
    for case in alone.into_iter().flatten() {
        match piles.last_mut().filter(|p| p.len() < pile) {
            Some(last) => last.push(case),
            None => piles.push(vec![case]),
        }
    }
    report("bulk, in small piles", &piles, &lore, false);
    Ok(())
}

struct Reader<'a> {
    lore: &'a Lore,
    model: &'a Model,
    /// Whether what the text and the address state may be used.
    stated: bool,
}

impl Reader<'_> {
    fn findings(&self, mut document: Document) -> Findings {
        if !self.stated {
            document.published = None;
        }
        let sentences = chancery_parse::sentences(&document, self.model);
        chancery_extract::article(&document, &sentences, self.lore)
    }

    fn gold(&self, gold: &Path, texts: &Path) -> Result<Vec<Case>, String> {
        let text = std::fs::read_to_string(gold).map_err(|e| e.to_string())?;
        let value: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        let documents = value["documents"].as_object().ok_or("times.json: expected documents")?;
        documents
            .iter()
            .map(|(name, d)| {
                let text = std::fs::read_to_string(texts.join(name)).map_err(|e| e.to_string())?;
                let days = std::iter::once(&d["publication_date"])
                    .chain(d["publication_date_candidates"].as_array().into_iter().flatten());
                Ok(Case {
                    name: name.clone(),
                    findings: self.findings(chancery_read::text(name, &text)),
                    truth: days.filter_map(|d| d.as_str()?.parse().ok()).collect(),
                })
            })
            .collect()
    }

    fn bulk(&self, path: &Path, every: usize) -> Result<Vec<Case>, String> {
        let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
        let lines: Vec<Value> =
            text.lines().step_by(every).filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(lines.par_iter().filter_map(|line| self.case(line)).collect())
    }

    /// Piles of seven reports of one long crisis that follow each other; every sixth pile.
    fn crises(&self, path: &Path) -> Result<Vec<Vec<Case>>, String> {
        let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
        let mut lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        lines.sort_by_key(|l| (l["published"].to_string(), l["id"].to_string()));
        let piles: Vec<Vec<&Value>> = lines.chunks(7).step_by(6).map(|c| c.iter().collect()).collect();
        let read = |pile: &Vec<&Value>| pile.iter().filter_map(|line| self.case(line)).collect();
        Ok(piles.par_iter().map(read).collect())
    }

    fn case(&self, line: &Value) -> Option<Case> {
        let truth: Date = line["published"].as_str()?.parse().ok()?;
        let name = line["id"].as_str()?;
        let mut hidden = line.clone();
        hidden.as_object_mut()?.remove("published");
        let document = if self.stated {
            let bytes = serde_json::to_vec(&hidden).ok()?;
            let reading = chancery_read::file("hidden.jsonl", &bytes, &chancery_read::Outside::default());
            reading.documents.into_iter().next()?
        } else {
            chancery_read::text(name, line["text"].as_str()?)
        };
        Some(Case { name: name.to_owned(), findings: self.findings(document), truth: vec![truth] })
    }
}

/// Dates each pile and counts.
fn report(what: &str, piles: &[Vec<Case>], lore: &Lore, show: bool) {
    let start = std::time::Instant::now();
    let mut counts = Counts::default();
    println!("== {what}");
    for pile in piles {
        let findings: Vec<Findings> = pile.iter().map(|c| c.findings.clone()).collect();
        for (case, dated) in pile.iter().zip(published(&findings, lore)) {
            counts.add(case, &dated);
            if show && dated.basis != Basis::Unknown {
                let mark = if contains(&dated, case.truth[0]) { ' ' } else { '!' };
                println!(
                    "{mark} {} true {:?} said {:?}..{:?} best {:?} of {:?} {:?}",
                    case.name,
                    case.truth,
                    dated.earliest,
                    dated.latest,
                    dated.best,
                    dated.candidates,
                    dated.why
                );
            } else if show && piles.len() == 1 {
                println!("? {} true {:?} {:?}", case.name, case.truth, dated.why);
            }
        }
    }
    println!("{counts}  ({:.1} s to date)", start.elapsed().as_secs_f64());
}

fn contains(dated: &Dated, day: Date) -> bool {
    dated.earliest.is_some_and(|e| e <= day) && dated.latest.is_some_and(|l| day <= l)
}

#[derive(Default)]
struct Counts {
    all: usize,
    answered: usize,
    stated: usize,
    exact: usize,
    accepted: usize,
    contained: usize,
    within_week: usize,
    sure_and_wrong: usize,
    /// The likeliest day is the true one or next to it.
    near: usize,
}

impl Counts {
    fn add(&mut self, case: &Case, dated: &Dated) {
        self.all += 1;
        let (Some(earliest), Some(latest)) = (dated.earliest, dated.latest) else { return };
        self.answered += 1;
        self.stated += usize::from(dated.basis == Basis::Stated);
        let off = dated.best.map(|b| (b - case.truth[0]).get_days().abs());
        self.near += usize::from(off.is_some_and(|d| d <= 1));
        let right = contains(dated, case.truth[0]);
        self.contained += usize::from(right);
        self.exact += usize::from((earliest, latest) == (case.truth[0], case.truth[0]));
        self.accepted += usize::from(case.truth.contains(&earliest) && case.truth.contains(&latest));
        let width = earliest.until(latest).map_or(0, |s| s.get_days());
        self.within_week += usize::from(width <= 7);
        self.sure_and_wrong += usize::from(width <= 1 && !right);
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |n: usize, whole: usize| 100.0 * n as f64 / whole.max(1) as f64;
        write!(
            f,
            "{} reports: answered {} ({} stated); contained {:.1} % of answered, within a week's width {:.1} % of answered \
             ({:.1} % of all), exact {}, accepted {}, sure and wrong {:.1} %, likeliest day within one of the truth {}",
            self.all,
            self.answered,
            self.stated,
            of(self.contained, self.answered),
            of(self.within_week, self.answered),
            of(self.within_week, self.all),
            self.exact,
            self.accepted,
            of(self.sure_and_wrong, self.all),
            self.near,
        )
    }
}
