//! `cargo xtask lemmas`: learns the lemma table in `model/lemmas.tsv` from the treebanks' training parts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use chancery_parse::conllu::{self, Given};

const HEADER: &str = "\
# Lemmas: for a Penn tag and the end of a word (^ marks its beginning), how many letters to cut and what to add.
# The longest end that is listed decides. Learnt by `cargo xtask lemmas` from the training parts of
# UD English EWT (CC BY-SA 4.0) and of GUM's genres without a non-commercial clause (annotations CC BY 4.0).
# This file: CC BY-SA 4.0.
";

/// How a lemma is made of a form: letters to cut from its end, letters to add.
type Edit = (usize, String);
/// Counts of the edits of one form.
type Edits = BTreeMap<Edit, usize>;

/// Writes `model/lemmas.tsv`.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let syntax = root.join("../shared/data/syntax");
    let mut seen: BTreeMap<String, BTreeMap<String, Edits>> = BTreeMap::new();
    let mut files = vec![syntax.join("ud_ewt/en_ewt-ud-train.conllu")];
    files.extend(super::parse::files(&syntax.join("gum/train"))?);
    for file in files {
        for sentence in super::parse::treebank(&file)? {
            count(&sentence, &mut seen);
        }
    }
    let mut out = HEADER.to_string();
    for (tag, forms) in &seen {
        for (end, (cut, add)) in rules(forms) {
            writeln!(out, "{tag}\t{end}\t{cut}\t{add}").map_err(|e| e.to_string())?;
        }
    }
    std::fs::write(root.join("model/lemmas.tsv"), out).map_err(|e| e.to_string())
}

fn count(sentence: &Given, seen: &mut BTreeMap<String, BTreeMap<String, Edits>>) {
    for word in &sentence.words {
        let proper = word.upos == "PROPN";
        // Only proper nouns keep their capitals; `I` is the one word that always has one.
        let fold = |s: &str| if proper || s == "I" { s.to_string() } else { s.to_lowercase() };
        let (form, lemma) = (fold(&conllu::plain(&word.form)), fold(&conllu::plain(&word.lemma)));
        if word.xpos == "GW" || lemma == "_" || form == "i" {
            continue;
        }
        let edits = seen.entry(word.xpos.clone()).or_default().entry(form.clone()).or_default();
        *edits.entry(edit(&form, &lemma)).or_default() += 1;
    }
}

fn edit(form: &str, lemma: &str) -> Edit {
    let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    (form.chars().count() - shared, lemma.chars().skip(shared).collect())
}

/// The shortest list of ends that gives every form of the tag its commonest edit.
fn rules(forms: &BTreeMap<String, Edits>) -> BTreeMap<String, Edit> {
    let whole: BTreeMap<String, Edit> = forms
        .iter()
        .filter_map(|(form, edits)| Some((format!("^{form}"), edits.iter().max_by_key(|e| *e.1)?.0.clone())))
        .collect();
    let mut out = BTreeMap::new();
    add_rules("", &whole.iter().collect::<Vec<_>>(), None, &mut out);
    out
}

/// Adds a rule for `end` where most of its forms disagree with the rule above, then for longer ends.
fn add_rules(end: &str, forms: &[(&String, &Edit)], above: Option<&Edit>, out: &mut BTreeMap<String, Edit>) {
    let mut votes: BTreeMap<&Edit, usize> = BTreeMap::new();
    for (_, edit) in forms {
        *votes.entry(edit).or_default() += 1;
    }
    // Among equals the edit that is the rule above, else the first in order.
    let Some((&best, &count)) = votes.iter().max_by_key(|(edit, n)| (**n, above == Some(**edit))) else {
        return;
    };
    let is_whole = end.starts_with('^');
    let sure = is_whole || above.is_none() || count >= 2 && count * 3 >= forms.len() * 2;
    let mut here = above;
    if above != Some(best) && sure {
        out.insert(end.to_string(), best.clone());
        here = Some(best);
    }
    if forms.iter().all(|(_, edit)| Some(*edit) == here) {
        return;
    }
    let longer: BTreeSet<String> = forms
        .iter()
        .filter_map(|(form, _)| form.strip_suffix(end)?.chars().next_back().map(|c| format!("{c}{end}")))
        .collect();
    for next in longer {
        let held: Vec<_> = forms.iter().filter(|(form, _)| form.ends_with(&next)).copied().collect();
        add_rules(&next, &held, here, out);
    }
}
