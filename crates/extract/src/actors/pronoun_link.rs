//! What a pronoun stands for: agreement first, then the nearest subject.

use super::{
    line::Line,
    link::Actor,
    piece::{Piece, Pronoun, What, of_sentences},
};
use crate::{Form, Kind};

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

/// The actor that the pronoun stands for, if the rules are sure enough.
pub(super) fn antecedent(
    lines: &[Line],
    pieces: &[Piece],
    of_piece: &[Option<usize>],
    actors: &[Actor],
    piece: usize,
    pronoun: Pronoun,
) -> Option<usize> {
    let here = &pieces[piece];
    let mut best: Option<((usize, usize, usize), usize)> = None;
    if let Some(actor) = doubled(lines, pieces, of_piece, piece) {
        return Some(actor);
    }
    if let Some(speaker) = subject_above(&lines[here.sentence], here.head) {
        let mut told =
            of_sentences(pieces, here.sentence, here.sentence).filter(|&i| pieces[i].head == speaker);
        let named = told.find_map(|i| of_piece[i].map(|actor| (i, actor)));
        let line = &lines[here.sentence];
        match named {
            Some((i, actor)) if agrees(line, &actors[actor], &pieces[i], pronoun) => return Some(actor),
            // Who speaks of "his crew" is most likely "he", whoever that is.
            None if line.token(speaker).upos == "NOUN" && pronoun != Pronoun::They => return None,
            _ => {}
        }
    }
    let from = of_sentences(pieces, here.sentence.saturating_sub(REACH), here.sentence).start;
    for (i, p) in pieces.iter().enumerate().take(piece).skip(from) {
        let Some(actor) = of_piece[i] else { continue };
        let distance = here.sentence - p.sentence;
        if distance > REACH
            || !agrees(&lines[p.sentence], &actors[actor], p, pronoun)
            || clashes(lines, here, p)
        {
            continue;
        }
        let line = &lines[p.sentence];
        let object = line.rel(p.head, "obj") || line.rel(p.head, "obl");
        let role = if line.rel(p.head, "nsubj") { 3 } else { usize::from(object) };
        let rank = (REACH - distance, role, p.first);
        if best.is_none_or(|(r, _)| rank > r) {
            best = Some((rank, actor));
        }
    }
    best.map(|(_, a)| a)
}

/// "the Americans themselves": the one that stands right before.
fn doubled(lines: &[Line], pieces: &[Piece], of_piece: &[Option<usize>], piece: usize) -> Option<usize> {
    let here = &pieces[piece];
    let line = &lines[here.sentence];
    if !line.is_any(here.head, &["himself", "herself", "itself", "themselves"]) {
        return None;
    }
    let mut before =
        of_sentences(pieces, here.sentence, here.sentence).filter(|&i| pieces[i].last + 1 == here.first);
    before.find_map(|i| of_piece[i])
}

fn agrees(line: &Line, actor: &Actor, p: &Piece, pronoun: Pronoun) -> bool {
    let kind = actor.local.kind;
    match pronoun {
        Pronoun::He | Pronoun::She => kind == Kind::Person && actor.sex().is_none_or(|s| s == pronoun),
        Pronoun::It => {
            let one = matches!(kind, Kind::State | Kind::Body | Kind::Group | Kind::Outlet | Kind::Unit);
            one && p.form != Form::Adjective
        }
        Pronoun::They => {
            // "the Ukrainians … they", but not "the Ukrainian crisis … they".
            let people = p.form == Form::Description
                || p.form == Form::Adjective && !line.rel(p.head, "amod") && !line.rel(p.head, "compound");
            matches!(kind, Kind::Group | Kind::Unit | Kind::Body)
                || matches!(&p.what, What::Office(o) if o.plural)
                || kind == Kind::State && people
        }
    }
}

/// The subject of the clause above the one whose subject (or whose subject's owner) the word is: "The guard
/// claimed it shot …", "The ship left after its crew …".
fn subject_above(line: &Line, word: usize) -> Option<usize> {
    let mut subject = word;
    if line.rel(word, "nmod:poss") {
        subject = line.token(word).head?;
    }
    if !line.rel(subject, "nsubj") && !line.rel(subject, "nsubj:pass") {
        return None;
    }
    let verb = line.token(subject).head?;
    let above = line.token(verb).head.filter(|_| line.rel(verb, "ccomp") || line.rel(verb, "advcl"))?;
    let subject = ["nsubj", "nsubj:pass"].iter().find_map(|r| line.sentence.child(above, r));
    subject.filter(|&s| s < word)
}

/// A subject's own clause: "he" is not the object of the verb that it is the subject of.
fn clashes(lines: &[Line], here: &Piece, p: &Piece) -> bool {
    if here.sentence != p.sentence {
        return false;
    }
    let line = &lines[here.sentence];
    let possessive = line.token(here.head).xpos == "PRP$";
    let same_clause = line.token(here.head).head == line.token(p.head).head;
    let controls = || subject_of_clause(line, here.head) == Some(p.head);
    p.holds(here.first) || !possessive && (same_clause || controls())
}

/// Who acts in the clause of an object, though the clause has no subject of its own: "Ankara refused the plan,
/// calling it a trap".
fn subject_of_clause(line: &Line, object: usize) -> Option<usize> {
    if !["obj", "iobj", "obl"].iter().any(|r| line.rel(object, r)) {
        return None;
    }
    let mut verb = line.token(object).head?;
    for _ in 0..6 {
        if let Some(subject) = line.sentence.child(verb, "nsubj") {
            return Some(subject);
        }
        if !["xcomp", "advcl", "conj", "acl"].iter().any(|r| line.rel(verb, r)) {
            return None;
        }
        verb = line.token(verb).head?;
    }
    None
}
