//! What the pronoun's own sentence decides: reflexives, "X said he", "after he came, X", and who it cannot be.

use std::collections::BTreeSet;

use super::{
    super::{
        line::Line,
        piece::{Piece, Pronoun},
    },
    Asked, Known,
    agree::agrees,
    rivals,
};

/// "himself", "themselves".
pub(super) fn reflexive(known: Known, asked: Asked) -> bool {
    known.line(asked.sentence).is_any(asked.token, &["himself", "herself", "itself", "themselves"])
}

/// "the Americans themselves": the one that stands right before; "defended himself": who acts.
pub(super) fn of_itself(known: Known, asked: Asked) -> Option<usize> {
    let line = known.line(asked.sentence);
    let doubled = known.named_in(asked.sentence).find(|(_, p, _)| p.last + 1 == asked.token);
    if let Some((_, _, actor)) = doubled {
        return Some(actor);
    }
    let subject = acting(line, asked.token)?;
    let named = at_head(known, asked.sentence, subject)?;
    agrees(line, &known.actors[named.1], named.0, asked.pronoun).then_some(named.1)
}

/// "After he landed, the minister said": the subject of the main clause that the pronoun's clause stands before.
pub(super) fn ahead(known: Known, asked: Asked) -> Option<usize> {
    let line = known.line(asked.sentence);
    let clause = clause_of(line, asked.token)?;
    let main = line.token(clause).head.filter(|&m| line.rel(clause, "advcl") && m > clause)?;
    let subject = subject(line, main).filter(|&s| s > asked.token && s > clause)?;
    if line.quoted[asked.token] != line.quoted[subject] {
        return None;
    }
    let (piece, actor) = at_head(known, asked.sentence, subject)?;
    let named = piece.form != crate::Form::Pronoun;
    (named && agrees(line, &known.actors[actor], piece, asked.pronoun)).then_some(actor)
}

/// What the clause above says of the pronoun.
pub(super) enum Told {
    /// It is whoever speaks or acts there.
    Is(usize),
    /// It is most likely someone whom the report does not name.
    Nobody,
    /// It may be anyone.
    Open,
}

/// "The guard claimed it shot …", "The ship left after its crew …": the subject of the clause above.
pub(super) fn told(known: Known, asked: Asked) -> Told {
    let line = known.line(asked.sentence);
    if let Some(head) = whose_clause(line, asked.token) {
        return match at_head(known, asked.sentence, head) {
            Some((piece, actor)) if agrees(line, &known.actors[actor], piece, asked.pronoun) => {
                Told::Is(actor)
            }
            None if rivals::may_be(known.lore, line, head, asked.pronoun) => Told::Nobody,
            _ => Told::Open,
        };
    }
    let Some(teller) = subject_above(line, asked.token) else { return Told::Open };
    if line.quoted[asked.token].is_some() && line.quoted[asked.token] != line.quoted[teller] {
        return Told::Open;
    }
    match at_head(known, asked.sentence, teller) {
        Some((piece, actor)) if agrees(line, &known.actors[actor], piece, asked.pronoun) => Told::Is(actor),
        // Who speaks of "his crew" is most likely "he", whoever that is.
        None if rivals::may_be(known.lore, line, teller, asked.pronoun) => Told::Nobody,
        None if line.token(teller).upos == "NOUN" && asked.pronoun != Pronoun::They => Told::Nobody,
        _ => Told::Open,
    }
}

/// "the envoy who lost his passport": what "who", the subject of the pronoun's own clause, stands for.
fn whose_clause(line: &Line, word: usize) -> Option<usize> {
    if line.token(word).xpos != "PRP$" {
        return None;
    }
    let mut at = line.token(word).head?;
    for _ in 0..4 {
        if line.rel(at, "acl") {
            let who = subject(line, at)?;
            let relative = matches!(line.token(who).xpos, "WP" | "WDT") && who < word;
            return line.token(at).head.filter(|_| relative);
        }
        if !line.rel_any(at, &["obj", "obl", "nmod", "xcomp", "conj", "iobj"]) {
            return None;
        }
        at = line.token(at).head?;
    }
    None
}

/// The subject of the clause above the one whose subject (or whose subject's owner) the word is.
fn subject_above(line: &Line, word: usize) -> Option<usize> {
    let mut subject = word;
    if line.rel(word, "nmod:poss") || line.token(word).deprel == "nmod:poss" {
        subject = line.token(word).head?;
    }
    if !line.rel(subject, "nsubj") {
        return None;
    }
    let verb = line.token(subject).head?;
    let above = line.token(verb).head.filter(|_| line.rel(verb, "ccomp") || line.rel(verb, "advcl"))?;
    let teller = self::subject(line, above).filter(|&s| s < word)?;
    let relative = matches!(line.token(teller).xpos, "WP" | "WDT") && line.rel(above, "acl");
    if relative { line.token(above).head } else { Some(teller) }
}

fn subject(line: &Line, verb: usize) -> Option<usize> {
    line.sentence.child(verb, "nsubj")
}

/// The predicate of the clause that the word stands in.
fn clause_of(line: &Line, word: usize) -> Option<usize> {
    let mut at = line.token(word).head?;
    for _ in 0..6 {
        if line.rel(at, "advcl") {
            return Some(at);
        }
        if !["nsubj", "obj", "obl", "nmod", "xcomp"].iter().any(|r| line.rel(at, r)) {
            return None;
        }
        at = line.token(at).head?;
    }
    None
}

/// Who acts in the clause of an object, though the clause has no subject of its own: "Ankara refused the plan,
/// calling it a trap".
pub(super) fn acting(line: &Line, object: usize) -> Option<usize> {
    let mut at = object;
    while line.rel(at, "nmod") || line.rel(at, "conj") {
        at = line.token(at).head?;
    }
    if !["obj", "iobj", "obl"].iter().any(|r| line.rel(at, r)) {
        return None;
    }
    let mut verb = line.token(at).head?;
    for _ in 0..6 {
        if let Some(subject) = subject(line, verb) {
            return Some(subject);
        }
        if line.rel(verb, "acl") {
            return line.token(verb).head;
        }
        if !["xcomp", "advcl", "conj"].iter().any(|r| line.rel(verb, r)) {
            return None;
        }
        verb = line.token(verb).head?;
    }
    None
}

/// The settled piece that this very word heads.
fn at_head(known: Known<'_>, sentence: usize, head: usize) -> Option<(&Piece, usize)> {
    known.named_in(sentence).find(|(_, p, _)| p.head == head).map(|(_, p, actor)| (p, actor))
}

/// The word by which a name or office stands in its clause: "Minister" and "Bell" of "Minister Ann Bell spoke".
pub(super) fn standing(line: &Line, mut word: usize) -> usize {
    for _ in 0..6 {
        let bound = matches!(line.token(word).deprel, "flat" | "appos" | "nmod:desc" | "conj");
        match line.token(word).head.filter(|_| bound) {
            Some(head) => word = head,
            None => break,
        }
    }
    word
}

/// Actors that the pronoun cannot be, since they stand beside it: "he" is not the object of the verb that it is the
/// subject of, and "his envoy" is not he.
pub(super) fn beside(known: Known, asked: Asked) -> BTreeSet<usize> {
    let line = known.line(asked.sentence);
    let possessive = line.token(asked.token).xpos == "PRP$";
    let own = line.token(standing(line, asked.token)).head;
    let actor_of_clause = acting(line, asked.token).filter(|_| !possessive);
    let clashes = |p: &Piece| {
        let around = p.holds(asked.token);
        let owned = possessive && line.token(asked.token).head == Some(p.head);
        let argument = !possessive && p.head != asked.token && {
            let stands = standing(line, p.head);
            let head = line.token(stands).head;
            head.is_some() && head == own && !line.rel(stands, "advcl") && !line.rel(stands, "conj")
        };
        around || owned || argument || actor_of_clause == Some(standing(line, p.head))
    };
    known.named_in(asked.sentence).filter(|(_, p, _)| clashes(p)).map(|(_, _, actor)| actor).collect()
}

/// Whose words the pronoun stands in: nobody calls himself "he". The subjects of verbs outside the quotation that
/// take part of it as what is said, in the sentences over which it runs.
pub(super) fn speakers(known: Known, asked: Asked) -> BTreeSet<usize> {
    let Some(quotation) = known.line(asked.sentence).quoted[asked.token] else { return BTreeSet::new() };
    let holds = |n: &usize| known.lines[*n].quoted.contains(&Some(quotation));
    let back = (0..=asked.sentence).rev().take_while(holds);
    let on = (asked.sentence + 1..known.lines.len()).take_while(holds);
    let mut out = BTreeSet::new();
    for n in back.chain(on).take(LONGEST) {
        let line = &known.lines[n];
        for (_, piece, actor) in known.named_in(n) {
            if line.quoted[piece.head].is_none() && speaks(line, standing(line, piece.head), quotation) {
                out.insert(actor);
            }
        }
    }
    if out.is_empty() { speakers_before(known, asked.sentence, quotation) } else { out }
}

/// Who spoke the quotation before, in the same paragraph: “We wait,” she said. “It is late.”
fn speakers_before(known: Known, sentence: usize, quotation: usize) -> BTreeSet<usize> {
    let Some(n) = (0..sentence).rev().find(|&n| !known.lines[n].quoted.contains(&Some(quotation))) else {
        return BTreeSet::new();
    };
    let line = &known.lines[n];
    let beside = line.paragraph == known.lines[sentence].paragraph && line.quoted.iter().any(Option::is_some);
    let told = known.named_in(n).filter(|(_, p, _)| line.quoted[p.head].is_none() && tells(line, p.head));
    told.filter(|_| beside).map(|(_, _, actor)| actor).collect()
}

/// A quotation of more sentences has lost its closing mark.
const LONGEST: usize = 12;

fn speaks(line: &Line, subject: usize, quotation: usize) -> bool {
    let Some(verb) = line.token(subject).head.filter(|_| line.rel(subject, "nsubj")) else { return false };
    if line.quoted[verb].is_some() {
        return false;
    }
    let inside = |t: usize| line.quoted[t] == Some(quotation);
    let above = line.token(verb).head.filter(|_| line.rel(verb, "parataxis") || line.rel(verb, "ccomp"));
    above.is_some_and(inside) || line.sentence.children(verb).any(|t| inside(t) && line.rel_any(t, &SAID))
}

/// Relations of what is said to the verb of saying, as the parse has them.
const SAID: [&str; 5] = ["ccomp", "parataxis", "obj", "xcomp", "dep"];

/// Whether the word is the subject of a verb that takes a clause or a quotation: who speaks or thinks.
pub(super) fn tells(line: &Line, word: usize) -> bool {
    let stands = standing(line, word);
    let Some(verb) = line.token(stands).head.filter(|_| line.rel(stands, "nsubj")) else { return false };
    line.rel(verb, "parataxis")
        || line.sentence.children(verb).any(|c| line.rel(c, "ccomp") || line.rel(c, "parataxis"))
}
