//! Offices that stand beside the name of their holder: "Chancellor Olaf Scholz", "Scholz, the German chancellor,".

use std::collections::BTreeMap;

use super::{
    line::Line,
    piece::{Piece, What},
};

/// For each office (or description) beside a name: the name's piece.
pub(super) fn offices_beside_names(lines: &[Line], pieces: &[Piece]) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    for (i, office) in pieces.iter().enumerate() {
        let What::Office(what) = &office.what else { continue };
        let line = &lines[office.sentence];
        let names = pieces
            .iter()
            .enumerate()
            .filter(|(_, p)| p.sentence == office.sentence && matches!(p.what, What::Person { .. }));
        let near: Vec<(usize, &Piece)> = names.collect();
        let before = near.iter().find(|(_, n)| n.first == office.last + 1 || n.first == what.core.1 + 1);
        let found = before.or_else(|| near.iter().find(|(_, n)| apposed(line, office, n)));
        if let Some((name, _)) = found.filter(|_| !what.plural) {
            out.insert(i, *name);
        }
    }
    out
}

/// "Maria Zakharova, spokeswoman for …", "his Russian counterpart, Sergey Lavrov".
fn apposed(line: &Line, office: &Piece, name: &Piece) -> bool {
    let (left, right) = if name.last < office.first { (name, office) } else { (office, name) };
    if right.first <= left.last {
        return false;
    }
    let gap: Vec<usize> = (left.last + 1..right.first).collect();
    let comma = gap.len() == 1 && line.is_any(gap[0], &[",", "(", "-", "–", "--"]);
    let by_parse = line.token(right.head).head == Some(left.head) && line.rel(right.head, "appos")
        || line.token(left.head).head == Some(right.head)
            && (line.rel(left.head, "nmod") && line.token(left.head).deprel.ends_with("desc")
                || line.rel(left.head, "appos"));
    let close =
        gap.len() <= 2 && gap.iter().all(|&g| line.token(g).upos == "PUNCT" || line.token(g).upos == "DET");
    by_parse && close || comma && by_parse
}
