//! Names against Universal NER (given tokens) and re3d (spans of crisis reports).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chancery_parse::conllu::Given;
use chancery_parse::{Model, given_sentences, sentences};
use chancery_text::{Document, NameKind};
use serde_json::Value;

use super::percent;

const KINDS: [(&str, NameKind); 3] =
    [("PER", NameKind::Person), ("LOC", NameKind::Place), ("ORG", NameKind::Organisation)];

/// Of each kind: gold names found, gold names, names found, of those right.
type Counts = BTreeMap<NameKind, [usize; 4]>;

/// Names of UNER-EWT, exact spans and kinds.
pub(crate) fn ewt(given: &[Given], iob: &Path, model: &Model) -> Result<(), String> {
    let text = std::fs::read_to_string(iob).map_err(|e| format!("{}: {e}", iob.display()))?;
    let gold = iob_sentences(&text);
    let by_forms: BTreeMap<Vec<&str>, &Vec<(usize, usize, NameKind)>> =
        gold.iter().map(|(forms, names)| (forms.clone(), names)).collect();
    let (_, read) = given_sentences(given, model);
    let mut counts = Counts::new();
    for (sentence, found) in given.iter().zip(&read.list) {
        let forms: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let Some(gold) = by_forms.get(&forms) else { continue };
        let gold: BTreeSet<_> = gold.iter().copied().collect();
        let found: BTreeSet<_> = found.names.iter().map(|n| (n.first, n.last, n.kind)).collect();
        add(&mut counts, &gold, &found);
    }
    print("names UNER-EWT dev", &counts);
    Ok(())
}

fn add<T: Ord + Copy>(
    counts: &mut Counts,
    gold: &BTreeSet<(T, T, NameKind)>,
    found: &BTreeSet<(T, T, NameKind)>,
) {
    for (_, kind) in KINDS {
        let here = counts.entry(kind).or_default();
        here[0] += gold.intersection(found).filter(|n| n.2 == kind).count();
        here[1] += gold.iter().filter(|n| n.2 == kind).count();
        here[2] += found.iter().filter(|n| n.2 == kind).count();
        here[3] += gold.intersection(found).filter(|n| n.2 == kind).count();
    }
}

fn print(name: &str, counts: &Counts) {
    let mut all = [0; 4];
    for c in counts.values() {
        all.iter_mut().zip(c).for_each(|(sum, n)| *sum += n);
    }
    let parts: Vec<String> = KINDS
        .iter()
        .filter_map(|(label, kind)| counts.get(kind).map(|c| format!("{label} {:.2}", harmonic(c))))
        .collect();
    let (precision, recall) = (percent(all[3], all[2]), percent(all[0], all[1]));
    println!("{name:<22} F1 {:.2} P {precision} R {recall}  {}", harmonic(&all), parts.join("  "));
}

/// F1 from precision and recall, whose right names may differ in number.
fn harmonic(counts: &[usize; 4]) -> f64 {
    let recall = counts[0] as f64 / counts[1].max(1) as f64;
    let precision = counts[3] as f64 / counts[2].max(1) as f64;
    200.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
}

/// The words of a sentence, and the names in it: first and past word, kind.
type NamedWords<'a> = (Vec<&'a str>, Vec<(usize, usize, NameKind)>);

fn iob_sentences(text: &str) -> Vec<NamedWords<'_>> {
    let mut out = Vec::new();
    let mut forms = Vec::new();
    let mut names: Vec<(usize, usize, NameKind)> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !forms.is_empty() {
                out.push((std::mem::take(&mut forms), std::mem::take(&mut names)));
            }
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if line.starts_with("# ") || columns.len() < 3 || columns[0].contains(['-', '.']) {
            continue;
        }
        let at = forms.len();
        forms.push(columns[1]);
        let Some((place, label)) = columns[2].split_once('-') else { continue };
        let Some(&(_, kind)) = KINDS.iter().find(|(l, _)| *l == label) else { continue };
        match names.last_mut() {
            Some(name) if place == "I" && name.1 + 1 == at && name.2 == kind => name.1 = at,
            _ => names.push((at, at, kind)),
        }
    }
    out
}

/// Names of re3d from raw text: persons, organisations, locations that are written as names.
///
/// It marks nested and common mentions, articles and titles as well. So mentions with small words are left out,
/// articles and a person's titles are not compared, and of mentions that overlap any one will do.
pub(crate) fn re3d(folder: &Path, model: &Model) -> Result<(), String> {
    let mut counts = [Counts::new(), Counts::new()];
    let list = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut sources: Vec<_> = list.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir()).collect();
    sources.sort();
    for source in sources {
        let lines = |file: &str| -> Result<Vec<Value>, String> {
            let text = std::fs::read_to_string(source.join(file)).map_err(|e| format!("{file}: {e}"))?;
            Ok(text.lines().filter_map(|line| serde_json::from_str(line.trim()).ok()).collect())
        };
        let entities = lines("entities.json")?;
        for document in lines("documents.json")? {
            let (Some(id), Some(text)) = (document["_id"].as_str(), document["text"].as_str()) else {
                continue;
            };
            let here: Vec<&Value> = entities.iter().filter(|e| e["documentId"] == id).collect();
            re3d_document(text, &here, model, &mut counts[usize::from(held_out(id))]);
        }
    }
    let [trained, held] = &counts;
    let mut all = trained.clone();
    for (kind, counts) in held {
        all.entry(*kind).or_default().iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
    }
    print("names re3d, raw text", &all);
    print("  its held-out quarter", held);
    Ok(())
}

/// One document in four is never trained on; `training/crises.py` knows the same rule.
fn held_out(id: &str) -> bool {
    id.starts_with(['0', '1', '2', '3'])
}

fn re3d_document(text: &str, entities: &[&Value], model: &Model, counts: &mut Counts) {
    let document = Document::new(String::new(), String::new(), text);
    let read = sentences(&document, model);
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let mut gold = Vec::new();
    for entity in entities {
        let kind = match entity["type"].as_str() {
            Some("Person") => NameKind::Person,
            Some("Location") => NameKind::Place,
            Some("Organisation") => NameKind::Organisation,
            _ => continue,
        };
        let edge = |key: &str| Some(*bytes.get(usize::try_from(entity[key].as_u64()?).ok()?)?);
        let (Some(from), Some(to)) = (edge("begin"), edge("end")) else { continue };
        let start = bare_start(text, from, to, kind);
        if start < to && text[start..to].split_whitespace().all(is_name_part) {
            gold.push((start, to, kind));
        }
    }
    gold.sort_unstable();
    let mut found = BTreeSet::new();
    for sentence in &read.list {
        for name in sentence.names.iter().filter(|n| KINDS.iter().any(|(_, k)| *k == n.kind)) {
            let span = sentence.span_of(name.first, name.last);
            found.insert((bare_start(text, span.start(), span.end(), name.kind), span.end(), name.kind));
        }
    }
    for name in &found {
        let here = counts.entry(name.2).or_default();
        here[2] += 1;
        here[3] += usize::from(gold.binary_search(name).is_ok());
    }
    let mut from = 0;
    while from < gold.len() {
        let mut to = from + 1;
        let mut end = gold[from].1;
        while to < gold.len() && gold[to].0 < end {
            end = end.max(gold[to].1);
            to += 1;
        }
        let hit = gold[from..to].iter().find(|g| found.contains(g));
        let here = counts.entry(hit.unwrap_or(&gold[from]).2).or_default();
        here[1] += 1;
        here[0] += usize::from(hit.is_some());
        from = to;
    }
}

/// Where a mention begins without its article and, for a person, without titles.
fn bare_start(text: &str, from: usize, to: usize, kind: NameKind) -> usize {
    const TITLES: &[&str] = &[
        "President",
        "Secretary",
        "Minister",
        "Prime",
        "Foreign",
        "General",
        "Special",
        "Ambassador",
        "King",
        "Prince",
        "Sheikh",
        "Representative",
        "Secretary-General",
        "of",
        "State",
        "Defense",
        "Vice",
        "Deputy",
        "Senator",
        "Chancellor",
        "Former",
        "former",
        "US",
        "U.S.",
        "UK",
        "Maj.",
        "Gen.",
        "Lt.",
        "Col.",
        "Spc.",
        "Sgt.",
        "Capt.",
        "Adm.",
        "Brig.",
        "Dr",
        "Dr.",
        "Mr",
        "Mr.",
        "Mrs",
        "Ms",
        "Sir",
        "Envoy",
    ];
    let mut at = from;
    for word in text[from..to].split_inclusive(' ') {
        let bare = word.trim_end();
        let article = at == from && ["the", "The", "a", "an"].contains(&bare);
        let title = kind == NameKind::Person && TITLES.contains(&bare);
        if !(article || title) || at + word.len() >= to {
            break;
        }
        at += word.len();
    }
    at
}

/// A capitalised word, or a small word between such.
fn is_name_part(word: &str) -> bool {
    let first = word.trim_start_matches(['(', '"', '“']).chars().next();
    first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
        || ["of", "and", "for", "the", "al", "in", "&", "de"].contains(&word)
        || word.starts_with("al-")
}
