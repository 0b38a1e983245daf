//! `cargo xtask plover`: the PLOVER event of sentences whose source and target are marked.
//!
//! The set lives in `../shared/data/events` (evaluation only) and is skipped where that is absent.

use std::collections::BTreeMap;
use std::path::Path;

use chancery_extract::{Claim, Findings, Lore, Role, article};
use chancery_parse::{Model, all_sentences};
use chancery_text::{Document, Span};

/// A marked sentence.
struct Case {
    document: Document,
    source: Vec<Span>,
    target: Vec<Span>,
    root: String,
}

/// Prints how often a code is given and how often it is right; with `--show` every wrong one, with `--none` every unanswered.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let path = Path::new("../shared/data/events/plv_train.tsv");
    if !path.is_file() {
        println!("skipped: no {} beside the checkout, so nothing was measured", path.display());
        return Ok(());
    }
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let cases: Vec<Case> = text.lines().skip(1).filter_map(case).collect();
    let documents: Vec<Document> = cases.iter().map(|c| c.document.clone()).collect();
    let model = Model::shipped().map_err(|e| e.to_string())?;
    let lore = Lore::shipped().map_err(|e| e.to_string())?;
    let mut tally: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let has = |flag: &str| args.iter().any(|a| a == flag);
    for (case, sentences) in cases.iter().zip(all_sentences(&documents, &model)) {
        let found = article(&case.document, &sentences, &lore);
        let said = answer(&found, case);
        let counts = tally.entry(case.root.as_str()).or_default();
        counts[0] += 1;
        counts[1] += usize::from(said.is_some());
        counts[2] += usize::from(said.as_ref().is_some_and(|(e, _)| *e == case.root));
        match &said {
            Some((event, rule)) if *event != case.root && has("--show") => {
                println!("{} not {event} <{rule}>: {}", case.root, case.document.text());
            }
            None if has("--none") => println!("{}: {}", case.root, case.document.text()),
            _ => {}
        }
    }
    report(&tally);
    Ok(())
}

fn report(tally: &BTreeMap<&str, [usize; 3]>) {
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!("{:<10} {:>5} {:>9} {:>9}", "root", "n", "answered", "right");
    let mut all = [0; 3];
    for (root, [n, answered, right]) in tally {
        println!("{root:<10} {n:>5} {:>8.1}% {:>8.1}%", percent(*answered, *n), percent(*right, *answered));
        for (sum, part) in all.iter_mut().zip([n, answered, right]) {
            *sum += part;
        }
    }
    println!(
        "{:<10} {:>5} {:>8.1}% {:>8.1}%",
        "all",
        all[0],
        percent(all[1], all[0]),
        percent(all[2], all[1])
    );
}

/// A line of the file: number, sentence with `<s>` and `<t>`, root.
fn case(line: &str) -> Option<Case> {
    let mut fields = line.split('\t');
    let (_, marked, root) = (fields.next()?, fields.next()?, fields.next()?);
    let mut text = String::new();
    let mut open: BTreeMap<char, usize> = BTreeMap::new();
    let mut ranges: Vec<(char, usize, usize)> = Vec::new();
    let mut rest = marked.trim_matches('"');
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let (tag, tail) = rest[at + 1..].split_once('>')?;
        match tag.strip_prefix('/').and_then(|t| t.chars().next()) {
            Some(kind) => ranges.extend(open.remove(&kind).map(|start| (kind, start, text.len()))),
            None => {
                open.insert(tag.chars().next()?, text.len());
            }
        }
        rest = tail;
    }
    text.push_str(rest);
    let spans = |kind: char| {
        ranges.iter().filter(|r| r.0 == kind).filter_map(|r| Span::new(&text, r.1, r.2)).collect()
    };
    let (source, target) = (spans('s'), spans('t'));
    Some(Case {
        document: Document::new(String::new(), "case".into(), text.as_str()),
        source,
        target,
        root: root.trim().to_owned(),
    })
}

/// The event of the claim that fits source and target best, with its rule.
fn answer(found: &Findings, case: &Case) -> Option<(String, String)> {
    let fit = |claim: &Claim| {
        let side = |acting: bool, spans: &[Span]| {
            let roles = claim.actors.iter().filter(|p| {
                acting == matches!(p.role, Role::Source | Role::Speaker | Role::Party | Role::Host)
            });
            let mut named = roles.map(|p| found.mentions[p.mention].span);
            named.any(|m| spans.iter().any(|s| s.meets(m)))
        };
        let about = claim.about.is_some_and(|a| case.target.iter().any(|t| t.meets(a)));
        3 * usize::from(side(true, &case.source))
            + 2 * usize::from(side(false, &case.target))
            + usize::from(about)
    };
    let coded = found.claims.iter().filter(|c| c.plover.is_some());
    let best = coded.max_by_key(|c| (fit(c), std::cmp::Reverse(c.trigger.start())))?;
    let event = best.plover.as_ref().map(|p| p.event.as_str())?;
    let root = if matches!(event, "CONCEDE" | "RETREAT") { "YIELD" } else { event };
    Some((root.to_owned(), best.why.rule.clone()))
}
