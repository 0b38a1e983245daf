//! Dating reports whose date is hidden: the gold stories as piles, and the bulk file alone and in small piles.

use std::collections::BTreeSet;
use std::path::Path;

use chancery_extract::{Findings, Lore};
use chancery_parse::Model;
use chancery_story::{Basis, Dated, against, chances, published};
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

/// `cargo xtask time dates [--every N] [--pile N] [--bylines | --stated] [--half 0|1] [--show] [--why] [--cache FOLDER]
/// [--gold | --stories | --crises | --grouped | --alone]`.
///
/// `--bylines` lets a text state its own day, `--stated` its address too: then the date field alone is hidden.
/// `--half` measures every other pile, so that a constant is chosen on some piles and reported on others.
/// `--cache` keeps what was read of each report, so that changes of the solver alone are measured in seconds; what is
/// kept is not read again when the reading changes: give another folder then.
pub(crate) fn run(shared: &Path, args: &[String]) -> Result<(), String> {
    let lore = Lore::shipped().map_err(|e| e.to_string())?;
    let model = Model::shipped().map_err(|e| e.to_string())?;
    let given = |name: &str| args.iter().any(|a| a == name);
    let show = Show { each: given("--show"), why: given("--why") };
    let cache = option(args, "--cache").map(Path::new);
    let hidden = match (given("--stated"), given("--bylines")) {
        (true, _) => Hidden::Field,
        (_, true) => Hidden::Address,
        _ => Hidden::All,
    };
    let half = option(args, "--half").and_then(|n| n.parse().ok());
    let reader = Reader { lore: &lore, model: &model, hidden, cache };
    for (story, texts) in [
        ("seeds", "seeds"),
        ("korea_four_party_1997", "stories/korea_four_party_1997"),
        ("taliban_camp_david_2019", "stories/taliban_camp_david_2019"),
    ] {
        let cases = reader.gold(&shared.join("gold").join(story).join("times.json"), &shared.join(texts))?;
        report(story, &[cases], reader.lore, show);
    }
    if args.iter().any(|a| a == "--gold") {
        return Ok(());
    }
    for story in ["gulf_tankers_2019", "somalia_war_2006"] {
        let cases = reader.story(&shared.join("stories").join(story))?;
        report(story, &[cases], reader.lore, show);
    }
    if args.iter().any(|a| a == "--stories") {
        return Ok(());
    }
    if args.iter().any(|a| a == "--crises") {
        for name in ["libyawar_cnn", "syriancrisis_bbc"] {
            let piles = reader.crises(&shared.join(format!("stories/bulk/{name}.jsonl")))?;
            report(name, &halved(piles, half), &lore, show);
        }
        return Ok(());
    }
    let every = option(args, "--every").and_then(|n| n.parse().ok()).unwrap_or(8);
    let pile = option(args, "--pile").and_then(|n| n.parse().ok()).unwrap_or(6);
    let cases = reader.bulk(&shared.join("stories/bulk/world_news_2012_2020.jsonl"), every)?;
    if args.iter().any(|a| a == "--grouped") {
        report("bulk, by crisis", &halved(grouped(cases, pile), half), &lore, show);
        return Ok(());
    }
    let alone = halved(cases.into_iter().map(|c| vec![c]).collect(), half);
    report("bulk, each alone", &alone, &lore, show);
    if given("--alone") {
        return Ok(());
    }
    let mut piles: Vec<Vec<Case>> = Vec::new();
    for case in alone.into_iter().flatten() {
        match piles.last_mut().filter(|p| p.len() < pile) {
            Some(last) => last.push(case),
            None => piles.push(vec![case]),
        }
    }
    report("bulk, in small piles", &piles, &lore, Show { each: false, why: false });
    Ok(())
}

/// Reads reports with their day hidden.
pub(super) struct Reader<'a> {
    pub(super) lore: &'a Lore,
    pub(super) model: &'a Model,
    pub(super) hidden: Hidden,
    /// Where findings are kept between runs.
    pub(super) cache: Option<&'a Path>,
}

/// What is hidden of a report's day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// Its date field, its address, and what its text states of it.
    All,
    /// Its date field and its address.
    Address,
    /// Its date field.
    Field,
}

/// Every other pile, from the first or from the second.
fn halved<T>(piles: Vec<T>, half: Option<usize>) -> Vec<T> {
    piles
        .into_iter()
        .enumerate()
        .filter(|(i, _)| half.is_none_or(|half| i % 2 == half))
        .map(|p| p.1)
        .collect()
}

/// What is printed of each report.
#[derive(Clone, Copy)]
struct Show {
    each: bool,
    /// What its words hold against its true day, compared with the one that was answered.
    why: bool,
}

impl Reader<'_> {
    fn findings(&self, mut document: Document) -> Findings {
        if self.hidden == Hidden::All {
            document.published = None;
        }
        let at = self.cache.map(|folder| folder.join(&document.id[7..]));
        let text = document.shared_text();
        let kept = at.as_ref().and_then(|at| chancery_case::keep::read(&std::fs::read(at).ok()?, &text).ok());
        if let Some(mut findings) = kept {
            findings.report.name = document.name;
            findings.report.published = document.published;
            return findings;
        }
        let sentences = chancery_parse::sentences(&document, self.model);
        let findings = chancery_extract::article(&document, &sentences, self.lore);
        if let Some(at) = at {
            let folder = at.parent().map_or(Ok(()), std::fs::create_dir_all);
            if folder.and_then(|()| std::fs::write(&at, chancery_case::keep::written(&findings))).is_err() {
                println!("{} could not be kept", at.display());
            }
        }
        findings
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

    /// A story whose outlets tell the day of each report; nobody tunes on these.
    fn story(&self, folder: &Path) -> Result<Vec<Case>, String> {
        let text = std::fs::read_to_string(folder.join("meta.json")).map_err(|e| e.to_string())?;
        let value: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        let documents = value["documents"].as_array().ok_or("meta.json: expected documents")?;
        documents
            .iter()
            .map(|d| {
                let name = d["file"].as_str().ok_or("meta.json: expected a file")?;
                let text = std::fs::read_to_string(folder.join(name)).map_err(|e| e.to_string())?;
                let truth = d["pub_date"].as_str().and_then(|d| d.parse().ok()).into_iter().collect();
                Ok(Case {
                    name: name.into(),
                    findings: self.findings(chancery_read::text(name, &text)),
                    truth,
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

    /// A report of the bulk file by its text alone.
    pub(super) fn undated(&self, line: &Value) -> Option<Findings> {
        Some(self.findings(chancery_read::text(line["id"].as_str()?, line["text"].as_str()?)))
    }

    fn case(&self, line: &Value) -> Option<Case> {
        let truth: Date = line["published"].as_str()?.parse().ok()?;
        let name = line["id"].as_str()?;
        let mut document = chancery_read::text(name, line["text"].as_str()?);
        if self.hidden == Hidden::Field {
            let mut hidden = line.clone();
            hidden.as_object_mut()?.remove("published");
            let bytes = serde_json::to_vec(&hidden).ok()?;
            let reading = chancery_read::file("hidden.jsonl", &bytes, &chancery_read::Outside::default());
            document.published = reading.documents.into_iter().next()?.published;
        }
        Some(Case { name: name.to_owned(), findings: self.findings(document), truth: vec![truth] })
    }
}

/// Piles of reports that share their words and are at most ten days from the first; lone ones are left out.
fn grouped(mut cases: Vec<Case>, most: usize) -> Vec<Vec<Case>> {
    const APART: i32 = 10;
    const ALIKE: usize = 4;
    cases.sort_by(|a, b| (a.truth[0], &a.name).cmp(&(b.truth[0], &b.name)));
    let mut left: Vec<Option<Case>> = cases.into_iter().map(Some).collect();
    let mut piles = Vec::new();
    for i in 0..left.len() {
        let Some(first) = left[i].take() else { continue };
        let words: BTreeSet<String> = first.findings.fingerprint.words.iter().cloned().collect();
        let mut near: Vec<(usize, usize)> = (i + 1..left.len())
            .filter_map(|j| Some((j, left[j].as_ref()?)))
            .take_while(|(_, other)| (other.truth[0] - first.truth[0]).get_days() <= APART)
            .map(|(j, other)| {
                let theirs = &other.findings.fingerprint.words;
                (theirs.iter().filter(|w| words.contains(*w)).count(), j, theirs.len())
            })
            .filter(|(shared, _, theirs)| shared * ALIKE >= words.len().min(*theirs))
            .map(|(shared, j, _)| (shared, j))
            .collect();
        near.sort_by_key(|(shared, j)| (std::cmp::Reverse(*shared), *j));
        let mut pile = vec![first];
        pile.extend(near.into_iter().take(most - 1).filter_map(|(_, j)| left[j].take()));
        if pile.len() > 2 {
            piles.push(pile);
        }
    }
    piles
}

/// Dates each pile and counts.
fn report(what: &str, piles: &[Vec<Case>], lore: &Lore, show: Show) {
    let start = std::time::Instant::now();
    let mut counts = Counts::default();
    println!("== {what}");
    for pile in piles {
        let findings: Vec<Findings> = pile.iter().map(|c| c.findings.clone()).collect();
        let dated = published(&findings, lore);
        let chances = chances(&findings, lore);
        if show.why {
            held_against(pile, &findings, lore, &chances);
        }
        for ((case, dated), chances) in pile.iter().zip(dated).zip(chances) {
            counts.add(case, &dated, &chances);
            if show.each && dated.basis != Basis::Unknown {
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
            } else if show.each && piles.len() == 1 {
                println!("? {} true {:?} {:?}", case.name, case.truth, dated.why);
            }
        }
    }
    println!("{counts}  ({:.1} s to date)", start.elapsed().as_secs_f64());
}

/// Prints what speaks against the true day of each report: what other reports do, and each of its own words.
fn held_against(pile: &[Case], findings: &[Findings], lore: &Lore, chances: &[Vec<(Date, f64)>]) {
    const LEAST: f64 = 0.5;
    let best = |i: usize| chances[i].first().map_or(pile[i].truth[0], |c| c.0);
    let days: Vec<(Date, Date)> = (0..pile.len()).map(|i| (pile[i].truth[0], best(i))).collect();
    for (i, words) in against(findings, lore, &days).into_iter().enumerate() {
        let (truth, said) = days[i];
        let chance = |day: Date| chances[i].iter().find(|c| c.0 == day).map_or(0.0, |c| c.1);
        let sum: f64 = words.iter().map(|w| w.0 - w.1).sum();
        println!(
            "{} true {truth:?} {:?} ({:.3}) said {said:?} ({:.3}), own words {sum:+.1}",
            pile[i].name,
            truth.weekday(),
            chance(truth),
            chance(said)
        );
        for (here, there, words) in words.iter().filter(|w| (w.0 - w.1).abs() >= LEAST) {
            println!("      {:+.1} ({here:.1})  {words}", here - there);
        }
    }
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
    week_right: usize,
    sure_and_wrong: usize,
    /// The likeliest day is the true one or next to it.
    near: usize,
    /// Sum of the logarithms of the chance that the true day was given.
    logs: f64,
    /// For each report: the chance given to the half year on either side of the likeliest day, whether that is right,
    /// and whether an interval was answered that is.
    seasons: Vec<(f64, bool, Option<bool>)>,
}

/// Days on either side of the likeliest that are no other year.
const HALF_YEAR: i32 = 183;
/// Ends of the bins in which the chances of half years are compared with how often they are right.
const BINS: [f64; 6] = [0.5, 0.7, 0.8, 0.9, 0.95, 1.01];

/// A day that was given no chance counts as if it had this one.
const LEAST: f64 = 0.002;

impl Counts {
    fn add(&mut self, case: &Case, dated: &Dated, chances: &[(Date, f64)]) {
        self.all += 1;
        let told = chances.iter().find(|(day, _)| *day == case.truth[0]).map_or(0.0, |(_, chance)| *chance);
        self.logs += told.max(LEAST).ln();
        if let Some((best, _)) = chances.first() {
            let near = |day: Date| (day - *best).get_days().abs() <= HALF_YEAR;
            let sum: f64 = chances.iter().filter(|c| near(c.0)).map(|c| c.1).sum();
            let held = dated.earliest.map(|_| contains(dated, case.truth[0]));
            self.seasons.push((sum, near(case.truth[0]), held));
        }
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
        self.week_right += usize::from(width <= 7 && right);
        self.sure_and_wrong += usize::from(width <= 1 && !right);
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |n: usize, whole: usize| 100.0 * n as f64 / whole.max(1) as f64;
        write!(
            f,
            "{} reports: answered {} ({} stated); contained {:.1} % of answered, within a week's width {:.1} % of answered \
             ({:.1} % of all; {} of them contained), exact {}, accepted {}, sure and wrong {:.1} %, likeliest day within one of the truth {}, mean log chance {:.2}",
            self.all,
            self.answered,
            self.stated,
            of(self.contained, self.answered),
            of(self.within_week, self.answered),
            of(self.within_week, self.all),
            self.week_right,
            self.exact,
            self.accepted,
            of(self.sure_and_wrong, self.all),
            self.near,
            self.logs / self.all.max(1) as f64,
        )?;
        let mut from = 0.0;
        for to in BINS {
            let bin: Vec<_> = self.seasons.iter().filter(|s| (from..to).contains(&s.0)).collect();
            let right = bin.iter().filter(|s| s.1).count();
            let held = bin.iter().filter(|s| s.2 == Some(true)).count();
            let answered = bin.iter().filter(|s| s.2.is_some()).count();
            let mean = bin.iter().map(|s| s.0).sum::<f64>() / bin.len().max(1) as f64;
            write!(
                f,
                "\n   half year sure {from:.2}-{to:.2} (mean {mean:.2}): {} reports, right {:.0} %; answered {answered}, contained {held}",
                bin.len(),
                of(right, bin.len()),
            )?;
            from = to;
        }
        Ok(())
    }
}
