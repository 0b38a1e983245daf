//! Offices that stand beside the name of their holder: "Chancellor Olaf Scholz", "Scholz, the German chancellor,".

use super::{
    line::Line,
    piece::{Number, Piece, What, of_sentences},
};

/// Pairs of an office's piece and the piece of a name beside it; "Presidents Biden and Putin" makes two.
pub(super) fn offices_beside_names(lines: &[Line], pieces: &[Piece]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (i, office) in pieces.iter().enumerate() {
        let What::Office(what) = &office.what else { continue };
        let line = &lines[office.sentence];
        let near: Vec<(usize, &Piece)> = of_sentences(pieces, office.sentence, office.sentence)
            .map(|at| (at, &pieces[at]))
            .filter(|(_, p)| matches!(p.what, What::Person { .. }))
            .collect();
        if what.plural {
            out.extend(listed(line, what.core.1, &near).into_iter().map(|name| (i, name)));
            continue;
        }
        let next = after_rank(pieces, office);
        let before = near.iter().find(|(_, n)| n.first == next || n.first == what.core.1 + 1);
        if let Some((name, _)) = before.or_else(|| near.iter().find(|(_, n)| apposed(line, office, n))) {
            out.push((i, *name));
        }
    }
    out
}

/// Where the name stands if it follows the office at once, or after a rank: "head of the army Gen. …".
fn after_rank(pieces: &[Piece], office: &Piece) -> usize {
    let rank = of_sentences(pieces, office.sentence, office.sentence)
        .map(|i| &pieces[i])
        .find(|p| p.first == office.last + 1 && matches!(p.what, What::Office(_)));
    rank.map_or(office.last + 1, |rank| rank.last + 1)
}

/// Names that follow one another after a title in the plural.
fn listed(line: &Line, title: usize, names: &[(usize, &Piece)]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = title + 1;
    while let Some((i, name)) = names.iter().find(|(_, n)| n.first == at) {
        out.push(*i);
        at = name.last + 1;
        while line.is_any(at, &[",", "and"]) {
            at += 1;
        }
    }
    if out.len() > 1 { out } else { Vec::new() }
}

/// "Maria Zakharova, spokeswoman for …", "his Russian counterpart, Sergey Lavrov".
fn apposed(line: &Line, office: &Piece, name: &Piece) -> bool {
    let (left, right) = if name.last < office.first { (name, office) } else { (office, name) };
    if right.first <= left.last {
        return false;
    }
    let gap: Vec<usize> = (left.last + 1..right.first).collect();
    let comma = gap.last().is_some_and(|&g| line.is_any(g, &[",", "(", "-", "–", "--"]));
    let by_parse = line.token(right.head).head == Some(left.head) && line.rel(right.head, "appos")
        || line.token(left.head).head == Some(right.head)
            && (line.token(left.head).deprel == "nmod:desc" || line.rel(left.head, "appos"));
    let close = gap.len() <= 2 && gap.iter().all(|&g| matches!(line.token(g).upos, "PUNCT" | "DET"));
    by_parse && (close || comma && complement(line, left, &gap)) || enclosed(line, office, name, &gap)
}

/// "its head in Goma province, Amani Kato": all that stands between belongs to the first of the two.
fn complement(line: &Line, left: &Piece, gap: &[usize]) -> bool {
    gap[..gap.len() - 1].iter().all(|&g| line.under(g, left.head))
}

/// "the Chilean premier, Marta Rivas, and …": an office that one person holds, and the name between commas, though
/// the parse takes them for a list.
fn enclosed(line: &Line, office: &Piece, name: &Piece, gap: &[usize]) -> bool {
    let What::Office(what) = &office.what else { return false };
    let ends = name.last + 1 >= line.len() || line.is_any(name.last + 1, &[",", ".", ")", ";"]);
    // "its head in Goma province, Amani Kato,": the parse hangs the name on the province.
    let within = gap.len() <= 6 && gap.first().is_some_and(|&g| line.is_any(g, &["in", "at", "of", "for"]));
    let plain = |g: &usize| matches!(line.token(*g).upos, "ADP" | "DET" | "PROPN" | "NOUN" | "ADJ");
    let complement = within && gap.iter().rev().skip(1).all(plain);
    let comma = gap.last().is_some_and(|&g| line.is(g, ","));
    let one_comma = comma && (gap.len() == 1 || complement);
    office.last < name.first
        && one_comma
        && ends
        && what.number == Number::Definite
        && !what.plural
        && name.last > name.first
}
