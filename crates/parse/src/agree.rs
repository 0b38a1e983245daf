//! Within one document a name keeps its kind: mentions vote, and a form once found as a name is found again.

use std::collections::BTreeMap;

use chancery_text::{Name, NameKind, Sentence};

use crate::known::Known;
use crate::names::{KINDS, Odds, known_kind};

/// A form must be this unlikely to be no name before it is taken for one on other mentions' word.
const SURELY_NONE: f32 = 0.9;
/// How much more mass another kind must have before a mention changes its kind.
const MARGIN: f32 = 1.2;
/// A lone surname this sure to be something else stays so ("Jordan" the state beside a man of that name).
const SURE: f32 = 0.9;

/// What the document's mentions of one form say together.
#[derive(Default)]
struct Votes {
    mentions: usize,
    /// Probability of each kind, summed over mentions.
    mass: [f32; 3],
}

/// Makes the names of a document's sentences agree; `odds` are the words' odds, sentence by sentence.
pub(crate) fn agree(sentences: &mut [Sentence], odds: &[&[Odds]], known: &Known) {
    let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
    let mut surnames: BTreeMap<String, usize> = BTreeMap::new();
    for (sentence, odds) in sentences.iter().zip(odds) {
        for name in sentence.names.iter().filter(|n| KINDS.contains(&n.kind)) {
            let here = votes.entry(form(sentence, name)).or_default();
            here.mentions += 1;
            here.mass.iter_mut().zip(mass(odds, name).1).for_each(|(sum, m)| *sum += m);
            if name.kind == NameKind::Person && name.last > name.first {
                *surnames.entry(sentence.tokens[name.last].form.clone()).or_default() += 1;
            }
        }
    }
    for (sentence, odds) in sentences.iter_mut().zip(odds) {
        settle(sentence, &votes, &surnames);
        for name in &mut sentence.names {
            name.kind = known_kind(&sentence.tokens, name, known);
        }
        recall(sentence, odds, &votes, &surnames);
    }
}

fn form(sentence: &Sentence, name: &Name) -> String {
    let forms: Vec<&str> = sentence.tokens[name.first..=name.last].iter().map(|t| t.form.as_str()).collect();
    forms.join(" ")
}

/// The mean probability that the name's words are no name, and that they are of each kind.
fn mass(odds: &[Odds], name: &Name) -> (f32, [f32; 3]) {
    let words = &odds[name.first..=name.last];
    let mean = |of: &dyn Fn(&Odds) -> f32| words.iter().map(of).sum::<f32>() / words.len() as f32;
    (mean(&|o| o[0]), [0, 1, 2].map(|k| mean(&|o| o[1 + 2 * k] + o[2 + 2 * k])))
}

fn settle(sentence: &mut Sentence, votes: &BTreeMap<String, Votes>, surnames: &BTreeMap<String, usize>) {
    for i in 0..sentence.names.len() {
        let name = sentence.names[i];
        let form = form(sentence, &name);
        let (Some(here), Some(old)) = (votes.get(&form), KINDS.iter().position(|&k| k == name.kind)) else {
            continue;
        };
        let best = winner(&here.mass);
        let mut kind = old;
        if here.mentions > 1 && here.mass[best] > MARGIN * here.mass[old] {
            kind = best;
        }
        let unsure = here.mass[kind] / (here.mentions as f32) < SURE;
        if name.first == name.last && unsure && surnames.contains_key(&form) {
            kind = 0;
        }
        sentence.names[i].kind = KINDS[kind];
    }
}

/// A proper noun standing alone that is a name, or a surname, elsewhere in the document.
fn recall(
    sentence: &mut Sentence,
    odds: &[Odds],
    votes: &BTreeMap<String, Votes>,
    surnames: &BTreeMap<String, usize>,
) {
    let mut taken = vec![false; sentence.tokens.len()];
    for name in &sentence.names {
        taken[name.first..=name.last].fill(true);
    }
    let proper = |i: usize| sentence.tokens[i].xpos.starts_with("NNP");
    let mut found = Vec::new();
    for i in (0..taken.len()).filter(|&i| !taken[i] && proper(i)) {
        let free = |i: usize| i < taken.len() && !taken[i] && sentence.tokens[i].xpos == "NNP";
        let beside = free(i + 1) || i > 0 && free(i - 1);
        let name = Name { first: i, last: i, kind: NameKind::Person };
        if beside || mass(odds, &name).0 >= SURELY_NONE {
            continue;
        }
        let form = &sentence.tokens[i].form;
        if let Some(here) = votes.get(form) {
            found.push(Name { kind: KINDS[winner(&here.mass)], ..name });
        } else if surnames.contains_key(form) {
            found.push(name);
        }
    }
    sentence.names.extend(found);
    sentence.names.sort_by_key(|name| name.first);
}

fn winner(mass: &[f32; 3]) -> usize {
    (0..3).reduce(|best, k| if mass[k] > mass[best] { k } else { best }).unwrap_or(0)
}
