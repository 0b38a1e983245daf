//! Treaties, weapons and ships by name: "the Minsk agreement", "Article 5", "Javelin missiles", "USS Bainbridge".

use super::{
    line::Line,
    piece::{Piece, What},
};
use crate::{Form, Kind};

/// All of them in the sentence.
pub(super) fn things(line: &Line) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for head in 0..line.len() {
        let found = pact(line, head)
            .or_else(|| weapon(line, head))
            .or_else(|| ship(line, head))
            .or_else(|| article(line, head));
        if let Some(piece) = found.filter(|p| !out.iter().any(|o| o.holds(p.first))) {
            out.push(piece);
        }
    }
    out
}

fn piece(line: &Line, first: usize, last: usize, head: usize, form: Form, kind: Kind, name: String) -> Piece {
    let what = What::Named { name, kind, of: None, short: None };
    Piece { sentence: line.number, first, last, head, form, what, rule: "organ-name", silent: false }
}

fn words(line: &Line, first: usize, last: usize) -> String {
    line.words(first, last).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Capitalised words before the head that belong to it.
fn names_before(line: &Line, head: usize) -> usize {
    let mut first = head;
    while first > 0
        && line.capital(first - 1)
        && matches!(line.token(first - 1).upos, "PROPN" | "ADJ" | "NOUN")
        && !line.is(first - 1, "the")
    {
        first -= 1;
    }
    first
}

fn pact(line: &Line, head: usize) -> Option<Piece> {
    if !line.word_in(head, "pact")
        || !matches!(line.token(head).upos, "NOUN" | "PROPN")
        || line.rel(head, "compound")
    {
        return None;
    }
    let first = names_before(line, head);
    if first < head && !state_adjective_only(line, first, head) {
        return Some(piece(line, first, head, head, Form::Name, Kind::Treaty, words(line, first, head)));
    }
    // "the 1953 armistice", "the armistice": taken up again under the same word.
    let dated = head > 0 && line.token(head - 1).upos == "NUM" && line.token(head - 1).form.len() == 4;
    let begin = if dated { head - 1 } else { head };
    let definite = begin > 0 && line.is(begin - 1, "the") && (dated || line.is(head, "armistice"));
    definite
        .then(|| piece(line, begin - 1, head, head, Form::Description, Kind::Treaty, words(line, head, head)))
}

/// "the Russian agreement" is no name.
fn state_adjective_only(line: &Line, first: usize, head: usize) -> bool {
    head - first == 1 && (line.token(first).upos == "ADJ" || first == 0)
}

fn weapon(line: &Line, head: usize) -> Option<Piece> {
    if !line.word_in(head, "weapon") {
        return None;
    }
    let mut first = head;
    let mut name = None;
    while first > 0
        && matches!(line.token(first - 1).upos, "PROPN" | "ADJ" | "NOUN" | "NUM" | "PUNCT")
        && line.under(first - 1, head)
        && !line.is(first - 1, ",")
    {
        first -= 1;
        if line.capital(first) && line.token(first).upos == "PROPN" && line.token(first).head == Some(head) {
            name = Some(first);
        }
    }
    let first = name.filter(|&n| head - n <= 4 && line.token(n).form.chars().any(char::is_lowercase))?;
    Some(piece(line, first, head, head, Form::Name, Kind::Weapon, words(line, first, head)))
}

fn ship(line: &Line, first: usize) -> Option<Piece> {
    let prefix = line.word_in(first, "ship-prefix")
        && line.token(first).form.chars().all(|c| c.is_uppercase() || c == '/');
    let parted = line.is(first, "m") && line.is(first + 1, "/") && line.is_any(first + 2, &["v", "t"]);
    let mut last = if parted { first + 2 } else { first };
    let prefix = prefix || parted;
    let begin = last;
    while prefix && last + 1 < line.len() && line.capital(last + 1) && line.token(last + 1).upos == "PROPN" {
        last += 1;
    }
    (last > begin).then(|| {
        let head = line.head_of(first, last);
        let name = words(line, first, last);
        let mut ship = piece(line, first, last, head, Form::Name, Kind::Vessel, name.clone());
        let short = Some(words(line, begin + 1, last));
        ship.what = What::Named { name, kind: Kind::Vessel, of: None, short };
        ship
    })
}

/// "Article 5", with whose it is before it.
fn article(line: &Line, at: usize) -> Option<Piece> {
    let numbered =
        line.token(at).form == "Article" && at + 1 < line.len() && line.token(at + 1).upos == "NUM";
    if !numbered {
        return None;
    }
    let first = names_before(line, at);
    Some(piece(line, first, at + 1, at, Form::Name, Kind::Treaty, words(line, at, at + 1)))
}
