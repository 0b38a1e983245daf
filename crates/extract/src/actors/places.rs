//! Places told by words: "the Ukrainian border", "the Belgian capital", "NATO headquarters".

use super::{
    ActorLore,
    line::Line,
    lore::Sense,
    piece::{Of, Piece, What},
    spot::Hit,
    titles,
};
use crate::{Form, Kind};

/// All of them in the sentence.
pub(super) fn places(line: &Line, hits: &[Hit], lore: &ActorLore) -> Vec<Piece> {
    (0..line.len())
        .filter(|&i| matches!(line.token(i).upos, "NOUN" | "PROPN"))
        .filter_map(|head| place(line, hits, head, lore))
        .collect()
}

fn place(line: &Line, hits: &[Hit], head: usize, lore: &ActorLore) -> Option<Piece> {
    let before = hits
        .iter()
        .rev()
        .find(|h| h.last < head && head - h.last <= 3 && only_modifiers(line, h.last + 1, head));
    let after = hits.iter().find(|h| {
        line.is_any(head + 1, &["with", "of"])
            && (h.first == head + 2 || h.first == head + 3 && line.is(head + 2, "the"))
    });
    let piece = |first: usize, last: usize, form: Form, what: What, rule: &'static str| Piece {
        sentence: line.number,
        first,
        last,
        head,
        form,
        what,
        rule,
        silent: false,
    };
    match line.lemma(head).as_str() {
        "border" | "frontier" => {
            let with = after.filter(|_| line.is(head + 1, "with"));
            let hit = with.or(before)?;
            let code = land(hit, lore)?;
            let first = before.map_or(head, |h| h.first);
            let first = article(line, first);
            let last = with.map_or(head, |h| h.last);
            let name = format!("{} border", lore.state(&code).map_or(code.as_str(), |s| s.adjective()));
            Some(piece(first, last, Form::Description, What::Place { name, state: Some(code) }, "border"))
        }
        "capital" => {
            let hit = before.or(after.filter(|_| line.is(head + 1, "of")))?;
            let code = land(hit, lore)?;
            let name = lore.state(&code)?.capitals.first()?.clone();
            let (first, last) = if hit.last < head { (hit.first, head) } else { (head, hit.last) };
            Some(piece(
                article(line, first),
                last,
                Form::Description,
                What::Place { name, state: Some(code) },
                "capital",
            ))
        }
        "headquarters" | "headquarter" => {
            let hit = before.filter(|h| h.last + 1 == head || line.is(h.last + 1, "'s"))?;
            let Some(Of::Code(code)) = titles::serves(hit, lore) else { return None };
            let name = line.words(hit.first, head).to_string();
            let what = What::Named { name, kind: Kind::Facility, of: Some(code), short: None };
            Some(piece(hit.first, head, Form::Name, what, "organ-name"))
        }
        _ => None,
    }
}

fn only_modifiers(line: &Line, from: usize, head: usize) -> bool {
    (from..head).all(|i| {
        line.is_any(i, &["'s", "'"]) || matches!(line.token(i).upos, "ADJ" | "NOUN") && line.under(i, head)
    })
}

fn article(line: &Line, first: usize) -> usize {
    if first > 0 && line.is_any(first - 1, &["the", "its", "a"]) { first - 1 } else { first }
}

/// The state whose land the phrase means.
fn land(hit: &Hit, lore: &ActorLore) -> Option<String> {
    hit.find(|s| match s {
        Sense::State(i) | Sense::Adjective(i) => Some(lore.states[i].code.clone()),
        _ => None,
    })
}
