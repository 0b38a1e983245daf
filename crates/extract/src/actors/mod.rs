//! Actors: who and where is named in an article, and which mentions name the same one.
//!
//! Every sentence is searched for phrases of the lore, names of persons, offices, organs, echoes and pronouns
//! (`Piece`); then it is settled which pieces name the same actor.

mod beside;
mod cluster;
mod coding;
mod fold;
mod halves;
mod known;
mod line;
mod link;
mod lore;
mod metonym;
mod names;
mod nations;
mod office_lore;
mod organs;
mod piece;
mod places;
mod pronoun;
mod pronouns;
mod ships;
mod similar;
mod spot;
mod things;
mod titles;
mod towns;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chancery_text::{Ann, Document, Layer, Sentences, Span};

pub use coding::{Coded, coded};
pub use fold::fold;
pub use lore::{
    ActorLore, Body, Day, Governments, Half, LoreEntry, Membership, Organ, OrganName, People, Person,
    Portfolio, Region, Sex, State, Stay, Term, Title, packed,
};
pub use similar::{jaro_winkler, name_likeness};

use crate::{Form, LocalActor, Mention};
use line::Line;
use piece::{Piece, What};

/// Whether two folded full names are spellings of one name.
pub fn same_name(a: &str, b: &str) -> bool {
    cluster::same_full(a, b)
}

/// Finds the mentions of actors and places, and which of them are one.
pub fn mentions(
    document: &Document,
    sentences: &Sentences,
    lore: &ActorLore,
) -> (Layer<Mention>, Vec<LocalActor>) {
    let lines = Line::all(document, sentences, lore);
    let pieces = pieces(document, &lines, lore);
    let linked = link::link(&lines, &pieces, lore);
    assemble(&lines, &pieces, &linked)
}

/// Page furniture yields no mention; a caption does.
fn furniture(document: &Document, span: Span) -> bool {
    document.furniture.all().iter().any(|f| f.value.what != "caption" && f.span.meets(span))
}

/// All pieces in order of the text, shorter ones first where two begin together: a description is settled after its owner.
fn pieces(document: &Document, lines: &[Line], lore: &ActorLore) -> Vec<Piece> {
    let mut hits: Vec<Vec<spot::Hit>> = lines.iter().map(|line| spot::spot(line, lore)).collect();
    nations::add(lines, &mut hits, lore);
    let mut people: Vec<Vec<(usize, usize)>> =
        lines.iter().zip(&hits).map(|(line, hits)| names::people(line, hits, lore)).collect();
    let known = names::words_of_names(lines, &people);
    let ends = names::ends_of_names(lines, &people);
    let mut out = Vec::new();
    for ((line, hits), people) in lines.iter().zip(&hits).zip(&mut people) {
        if line.len() == 0 || furniture(document, line.sentence.span) {
            continue;
        }
        names::part_pairs(line, people, &ends);
        let more = names::echoes(line, hits, people, &known);
        people.extend(more);
        people.sort_unstable();
        out.extend(of_line(line, hits, people, lore));
    }
    ships::take_ships(lines, &mut out);
    towns::take_towns(lines, &mut out, lore);
    let halves = halves::halves(lines, &out, lore);
    out.retain(|p| p.rule != "name" || !halves.iter().any(|h| h.sentence == p.sentence && p.holds(h.first)));
    out.extend(halves);
    out.retain(|p| !furniture(document, lines[p.sentence].span(p.first, p.last)));
    out.sort_by_key(|p| (p.sentence, p.first, p.last));
    out
}

fn of_line(line: &Line, hits: &[spot::Hit], people: &[(usize, usize)], lore: &ActorLore) -> Vec<Piece> {
    let mut out: Vec<Piece> = people.iter().map(|&(first, last)| person(line, first, last)).collect();
    out.extend(titles::offices(line, hits, people, lore));
    let organs = organs::organs(line, hits, people, lore);
    out.extend(
        organs
            .into_iter()
            .filter(|o| !people.iter().any(|p| p.0 <= o.head && o.head <= p.1))
            .collect::<Vec<_>>(),
    );
    let places = places::places(line, hits, lore);
    out.extend(places);
    let things = things::things(line);
    out.extend(things);
    let known = known::known(line, hits, people, &out, lore);
    out.extend(
        known
            .into_iter()
            .filter(|k| !out.iter().any(|o| o.first == k.first && o.last == k.last && o.form == Form::Name))
            .collect::<Vec<_>>(),
    );
    let echoes = organs::echoes(line, &out, hits, lore);
    out.extend(echoes);
    let others = known::others(line, &out, people, lore);
    // What is part of a house's name names nobody by itself.
    out.retain(|p| !others.iter().any(|o| o.rule == "name" && o.first <= p.first && p.last < o.last));
    out.extend(others);
    out.extend(pronouns::pronouns(line));
    out
}

fn person(line: &Line, first: usize, last: usize) -> Piece {
    let name = line.words(first, last).split_whitespace().collect::<Vec<_>>().join(" ");
    Piece {
        sentence: line.number,
        first,
        last,
        head: line.head_of(first, last),
        form: Form::Name,
        what: What::Person { name },
        rule: "person",
        silent: false,
    }
}

/// Mentions with their actors; an actor that nothing mentions is left out.
fn assemble(lines: &[Line], pieces: &[Piece], linked: &link::Linker) -> (Layer<Mention>, Vec<LocalActor>) {
    let mut place = vec![None; linked.actors.len()];
    let mut actors: Vec<LocalActor> = Vec::new();
    let mut list = Vec::new();
    let mut taken: BTreeSet<(usize, usize, usize, usize)> = BTreeSet::new();
    let alone = linked.of_piece.iter().enumerate().filter_map(|(i, a)| Some((i, (*a)?)));
    let mut named: Vec<(usize, usize)> = alone.chain(linked.joint.iter().copied()).collect();
    named.sort_unstable();
    for (piece, actor) in named {
        let piece = &pieces[piece];
        if piece.silent {
            continue;
        }
        let here = (piece.sentence, piece.first, piece.last, actor);
        if !taken.insert(here) {
            continue;
        }
        let at = *place[actor].get_or_insert_with(|| {
            actors.push(linked.actors[actor].local.clone());
            actors.len() - 1
        });
        list.push(Ann {
            span: lines[piece.sentence].span(piece.first, piece.last),
            value: Mention { actor: at, form: piece.form, sentence: piece.sentence, head: piece.head },
            why: piece.why(),
        });
    }
    let layer = Layer::new(list);
    for (i, mention) in layer.all().iter().enumerate() {
        actors[mention.value.actor].mentions.push(i);
    }
    (layer, actors)
}
