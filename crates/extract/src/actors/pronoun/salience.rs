//! How strongly each actor is in the reader's mind where a pronoun stands.
//!
//! After Lappin and Leass, "An algorithm for pronominal anaphora resolution" (Computational Linguistics 20:4, 1994):
//! every sentence that names an actor adds weight by its role there, halved for each sentence since.
//! Their weights; our own is what quotations, headlines and nouns that name nobody do.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{line::Line, piece::Pronoun},
    Asked, Known,
    agree::agrees,
    clause::{acting, standing, tells},
    rivals,
};
use crate::Kind;

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

/// Who may be meant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Candidate {
    /// Actors, two of them for "they".
    Actors(Vec<usize>),
    /// A noun by its dictionary form.
    Noun(String),
}

/// The strongest candidate, if it is an actor and clearly stronger than the next.
pub(super) fn strongest(known: Known, asked: Asked, barred: &BTreeSet<usize>) -> Vec<usize> {
    let mut ranked: Vec<(u32, Candidate)> =
        weights(known, asked, barred).into_iter().map(|(c, w)| (w, c)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut ranked = ranked.into_iter();
    let Some((best, Candidate::Actors(actors))) = ranked.next() else { return Vec::new() };
    let next = ranked.next().map_or(0, |r| r.0);
    if best < LEAST || next * 100 > best * CLOSEST { Vec::new() } else { actors }
}

/// Of a hundred parts of the strongest weight, those that the next may have at most.
const CLOSEST: u32 = 90;

/// Of a hundred parts of its weight, those that a noun keeps that names nobody: few pronouns of persons stand for
/// such a noun, but most others do.
fn rival(pronoun: Pronoun) -> u32 {
    match pronoun {
        Pronoun::He | Pronoun::She => 90,
        Pronoun::It | Pronoun::They => 110,
    }
}

/// Weight below which nobody is meant.
const LEAST: u32 = 40;

fn weights(known: Known, asked: Asked, barred: &BTreeSet<usize>) -> BTreeMap<Candidate, u32> {
    let mut total: BTreeMap<Candidate, (u32, u32)> = BTreeMap::new();
    for back in 0..=REACH.min(asked.sentence) {
        let sentence = asked.sentence - back;
        if known.line(sentence).len() > super::WORDS {
            break;
        }
        let mut here: BTreeMap<Candidate, u32> = BTreeMap::new();
        let mut add = |candidate: Candidate, weight: u32| {
            let old = here.entry(candidate).or_insert(0);
            *old = weight.max(*old);
        };
        for (candidate, word) in candidates(known, asked, sentence, barred) {
            let noun = matches!(candidate, Candidate::Noun(_));
            let mut weight = weight(known, asked, sentence, word);
            if asked.pronoun == Pronoun::They && one_body(known, &candidate, sentence, word) {
                weight = weight * HOUSE / 100;
            }
            add(candidate, if noun { weight * rival(asked.pronoun) / 100 } else { weight });
        }
        for (candidate, weight) in here {
            let (most, all) = total.entry(candidate).or_insert((0, 0));
            *most = (weight >> back).max(*most);
            *all += weight >> back;
        }
    }
    total.into_iter().map(|(c, (most, all))| (c, most + (all - most) * AGAIN / 100)).collect()
}

/// Parts of a hundred that the sentences weigh which name one more than once.
const AGAIN: u32 = 60;

/// "the army … they": a house named in the singular is seldom "they".
fn one_body(known: Known, candidate: &Candidate, sentence: usize, word: usize) -> bool {
    let Candidate::Actors(actors) = candidate else { return false };
    let house = |a: &usize| matches!(known.actors[*a].local.kind, Kind::Body | Kind::Unit | Kind::Outlet);
    actors.len() == 1 && actors.iter().all(house) && !known.line(sentence).plural(word)
}

/// Who is named in the sentence before the pronoun and agrees, each with the word that names him.
fn candidates(
    known: Known,
    asked: Asked,
    sentence: usize,
    barred: &BTreeSet<usize>,
) -> Vec<(Candidate, usize)> {
    let line = known.line(sentence);
    let end = if sentence == asked.sentence { asked.token } else { line.len() };
    let fits = |p: &super::Piece, actor: usize| {
        p.first < end && !barred.contains(&actor) && agrees(line, &known.actors[actor], p, asked.pronoun)
    };
    let mut out: Vec<(Candidate, usize)> = known
        .named_in(sentence)
        .filter(|(i, p, actor)| *i < asked.piece && fits(p, *actor))
        .map(|(_, p, actor)| (Candidate::Actors(vec![actor]), p.head))
        .collect();
    let nouns = rivals::in_sentence(known, sentence, end, asked.pronoun);
    out.extend(nouns.into_iter().map(|t| (Candidate::Noun(line.lemma(t)), t)));
    if asked.pronoun == Pronoun::They {
        out.extend(several(known, asked, sentence));
        out.extend(joined(known, sentence, end, barred));
    }
    out
}

/// "The two sides … they": whom an earlier word of several stands for.
fn several(known: Known, asked: Asked, sentence: usize) -> Vec<(Candidate, usize)> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let here = known.joint.iter().filter(|j| known.pieces[j.0].sentence == sentence && j.0 < asked.piece);
    for &(piece, actor) in here {
        out.entry(piece).or_default().push(actor);
    }
    let candidate = |mut all: Vec<usize>| {
        all.sort_unstable();
        Candidate::Actors(all)
    };
    out.into_iter().map(|(piece, all)| (candidate(all), known.pieces[piece].head)).collect()
}

/// "Chad and Mali … they": actors side by side.
fn joined(known: Known, sentence: usize, end: usize, barred: &BTreeSet<usize>) -> Vec<(Candidate, usize)> {
    let line = known.line(sentence);
    let named: Vec<(usize, usize)> = known
        .named_in(sentence)
        .filter(|(_, p, a)| p.last < end && !barred.contains(a) && p.form != crate::Form::Adjective)
        .map(|(_, p, a)| (p.head, a))
        .collect();
    let mut out = Vec::new();
    for &(first, actor) in &named {
        let with = named.iter().filter(|(t, _)| line.rel(*t, "conj") && line.token(*t).head == Some(first));
        let mut all: Vec<usize> = with.map(|w| w.1).collect();
        all.push(actor);
        all.sort_unstable();
        all.dedup();
        if all.len() > 1 {
            out.push((Candidate::Actors(all), first));
        }
    }
    out
}

/// The weight that one place gives.
fn weight(known: Known, asked: Asked, sentence: usize, word: usize) -> u32 {
    let line = known.line(sentence);
    let here = known.line(asked.sentence);
    let stands = standing(line, word);
    let mut weight = role(line, stands);
    if role(here, asked.token) == weight {
        weight += PARALLEL;
    }
    if tells(line, word) && tells(here, asked.token) {
        weight += VOICE;
    }
    if sentence == asked.sentence && owns(here, asked.token, word) {
        weight += OWN;
    }
    let (theirs, own) = (line.quoted[word], here.quoted[asked.token]);
    if theirs != own {
        let kept = match own {
            Some(_) => UNQUOTED,
            // Whom a speaker names in his own words is not he who speaks.
            None if tells(here, asked.token) => SPOKEN_OF,
            None => QUOTED,
        };
        weight = weight * kept / 100;
    }
    if line.title { weight / 2 } else { weight }
}

/// Whether the word names who acts in the clause of what the possessive pronoun owns.
fn owns(line: &Line, pronoun: usize, word: usize) -> bool {
    let owned = line.token(pronoun).head.filter(|_| line.token(pronoun).xpos == "PRP$");
    owned.and_then(|o| acting(line, o)) == Some(standing(line, word))
}

const PARALLEL: u32 = 35;
/// Who acts in the clause of what is owned: "France withdrew its troops".
const OWN: u32 = 100;
/// Who spoke before goes on speaking.
const VOICE: u32 = 120;
/// Parts of a hundred that a name within quotation marks weighs for a pronoun outside, and the other way round.
const QUOTED: u32 = 40;
const UNQUOTED: u32 = 80;
const SPOKEN_OF: u32 = 15;
/// Parts of a hundred that a house named in the singular weighs for "they".
const HOUSE: u32 = 60;

fn role(line: &Line, word: usize) -> u32 {
    match line.token(word).deprel.split(':').next().unwrap_or_default() {
        "nsubj" => 310,
        "obl" if line.token(word).deprel == "obl:agent" => 310,
        "obj" | "iobj" | "root" | "parataxis" => 280,
        "obl" => 220,
        "nmod" | "compound" | "amod" => 150,
        _ => 180,
    }
}
