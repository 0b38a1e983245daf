//! `cargo xtask parse-eval`: how well sentences are read, on the treebanks' development parts.

use std::path::{Path, PathBuf};

use chancery_parse::conllu::{self, Given};
use chancery_parse::{Engine, Model, given_sentences};

mod names;
mod raw;

/// The sentences of a treebank file.
pub(crate) fn treebank(file: &Path) -> Result<Vec<Given>, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    conllu::read(&text).map_err(|e| format!("{}: {e}", file.display()))
}

/// The CoNLL-U files of a folder, by name.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let list = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = list.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "conllu"));
    files.sort();
    Ok(files)
}

/// Prints F1 from raw text by the definition of CoNLL 2018 on EWT's development part.
pub(crate) fn raw_table() -> Result<(), String> {
    let file = Path::new("../shared/data/syntax/ud_ewt/en_ewt-ud-dev.conllu");
    if !file.is_file() {
        println!("skipped: no ../shared/data beside the checkout, so the parse was not measured");
        return Ok(());
    }
    let model = Model::shipped().map_err(|e| e.to_string())?;
    println!("{RAW_HEAD}");
    raw::eval("EWT dev", &treebank(file)?, &model, &[]);
    Ok(())
}

const RAW_HEAD: &str = "from raw text, F1  tokens sents  UPOS   XPOS   UAS    LAS";

/// Prints the figures of the shipped model; with gold tokens and from raw text. `--quick` leaves raw text out;
/// `--engine float|portable|avx2|avx512` and `--model PATH` choose what is measured; `--errors` lists token errors.
pub(crate) fn eval(args: &[String]) -> Result<(), String> {
    let data = Path::new("../shared/data");
    if !data.is_dir() {
        println!("skipped: no ../shared/data beside the checkout, so nothing was measured");
        return Ok(());
    }
    let path = args.iter().position(|a| a == "--model").and_then(|i| args.get(i + 1));
    let engine = match args.iter().position(|a| a == "--engine").and_then(|i| args.get(i + 1)) {
        Some(name) => Engine::named(name).ok_or(format!("this processor has no engine {name}"))?,
        None => Engine::default(),
    };
    println!("engine {engine:?}");
    let read = |p| Model::read_on(Path::new(p), engine);
    let model = path.map_or_else(|| Model::shipped_on(engine), read).map_err(|e| e.to_string())?;
    let ewt = treebank(&data.join("syntax/ud_ewt/en_ewt-ud-dev.conllu"))?;
    let mut gum = Vec::new();
    for file in files(&data.join("syntax/gum/dev"))? {
        gum.extend(treebank(&file)?);
    }
    println!("gold tokens        words  UPOS   XPOS   UAS    LAS    LAS+sub lemma");
    for (name, given) in [("EWT dev", &ewt), ("GUM dev, free", &gum)] {
        tagged(name, given, &model);
    }
    names::ewt(&ewt, &data.join("ner/uner_ewt/en_ewt-ud-dev.iob2"), &model)?;
    names::re3d(&data.join("ner/re3d"), &model)?;
    if args.iter().all(|a| a != "--quick") {
        println!("{RAW_HEAD}");
        for (name, given) in [("EWT dev", &ewt), ("GUM dev, free", &gum)] {
            raw::eval(name, given, &model, args);
        }
    }
    Ok(())
}

fn tagged(name: &str, given: &[Given], model: &Model) {
    let (_, read) = given_sentences(given, model);
    let mut counts = [0usize; 6];
    let mut words = 0;
    for (gold, found) in given.iter().zip(&read.list) {
        for (g, f) in gold.words.iter().zip(&found.tokens) {
            let head = f.head.map_or(0, |h| h + 1) == g.head;
            let right = [
                f.upos == g.upos,
                f.xpos == g.xpos,
                head,
                head && main(f.deprel) == main(&g.deprel),
                head && f.deprel == g.deprel,
                f.lemma.to_lowercase() == conllu::plain(&g.lemma).to_lowercase(),
            ];
            counts.iter_mut().zip(right).for_each(|(n, r)| *n += usize::from(r));
            words += 1;
        }
    }
    let figures: Vec<String> = counts.iter().map(|&n| percent(n, words)).collect();
    println!("{name:<18} {words:>6} {}", figures.join(" "));
}

/// A relation without its subtype.
fn main(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn percent(part: usize, of: usize) -> String {
    format!("{:6.2}", 100.0 * part as f64 / of.max(1) as f64)
}

fn f1(right: usize, gold: usize, found: usize) -> String {
    percent(2 * right, gold + found)
}
