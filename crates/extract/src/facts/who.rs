//! From a word to the actor it names.

use chancery_rules::View;

use super::{Scene, reading::Reading};
use crate::{Form, Kind, Role};

/// The mention that the noun phrase headed by `token` names: its own, or that of the name or state within it.
pub(super) fn mention(scene: Scene, reading: &Reading, token: usize) -> Option<usize> {
    own(scene, reading, token).or_else(|| lent(scene, reading, token))
}

/// The mention headed by this very word; of several the longest.
pub(super) fn own(scene: Scene, reading: &Reading, token: usize) -> Option<usize> {
    let word = reading.sentence().tokens[token].span;
    let here = scene.mentions.inside(reading.sentence().span);
    let heads = here.filter(|(_, m)| m.value.sentence == reading.n && m.value.head == token);
    let longest = heads.max_by_key(|(i, m)| (m.span.len(), std::cmp::Reverse(*i))).map(|(i, _)| i);
    longest.or_else(|| {
        let around = scene.mentions.inside(reading.sentence().span).filter(|(_, m)| m.span.holds(word));
        around.min_by_key(|(i, m)| (m.span.len(), *i)).map(|(i, _)| i)
    })
}

/// The state or body that the phrase headed by `token` belongs to: "Chadian troops", "the envoys of Chad".
pub(super) fn nation(scene: Scene, reading: &Reading, token: usize) -> Option<usize> {
    let order = ["amod", "compound", "nmod:poss", "nmod:of"];
    // "the former Soviet states" do not act for the land that they were of.
    let order = if is_former(reading, token) { &order[..0] } else { &order[..] };
    order.iter().find_map(|relation| {
        children_by(&reading.view, token, relation).into_iter().find_map(|c| headed_by(scene, reading, c))
    })
}

fn is_former(reading: &Reading, token: usize) -> bool {
    let past = |&c: &usize| matches!(reading.sentence().tokens[c].lemma.as_str(), "former" | "ex");
    reading.view.graph.children(token).iter().any(past)
}

/// The first mention that this very word heads.
pub(super) fn headed_by(scene: Scene, reading: &Reading, token: usize) -> Option<usize> {
    let here = scene.mentions.inside(reading.sentence().span);
    let mut heads = here.filter(|(_, m)| m.value.sentence == reading.n && m.value.head == token);
    heads.next().map(|(i, _)| i)
}

/// A name in apposition, or whom the phrase belongs to: "Russian officials", "a spokesman for the ministry",
/// "inspectors from the United Nations"; no state speaks through "a Russian company" or "Russian analysts".
fn lent(scene: Scene, reading: &Reading, token: usize) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let former = is_former(reading, token);
    let order = ["appos", "flat", "nmod:desc", "compound", "amod", "nmod:poss", "nmod:of", "nmod:for"];
    let named = tokens[token].upos == "PROPN";
    let private = scene.lore.book().any_in_class("private", &reading.view.lemmas[token]);
    let sent = scene.lore.book().any_in_class("sent_out", &reading.view.lemmas[token]);
    let order = if former || named || private { &order[..3] } else { &order[..] };
    let from = ["nmod:from"];
    order.iter().chain(from.iter().filter(|_| sent && !former)).find_map(|relation| {
        let near: Vec<usize> = children_by(&reading.view, token, relation);
        near.into_iter().find_map(|c| own(scene, reading, c))
    })
}

fn children_by(view: &View, token: usize, relation: &str) -> Vec<usize> {
    let edges = view.graph.down(token).iter().filter(|e| e.is(relation));
    edges.map(|e| e.to).filter(|&c| view.sentence.tokens[c].head == Some(token)).collect()
}

/// "they" and "both sides" of two: the other mentions of the same word.
pub(super) fn meant_too(scene: Scene, mention: usize) -> impl Iterator<Item = usize> {
    let at = &scene.mentions[mention];
    let here = scene.mentions.inside(at.span).filter(move |(i, m)| *i != mention && m.span == at.span);
    here.filter(move |(_, m)| m.value.form == at.value.form).map(|(i, _)| i)
}

/// What a mention names.
pub(super) fn kind(scene: Scene, mention: usize) -> Option<Kind> {
    scene.actors.get(scene.mentions[mention].value.actor).map(|a| a.kind)
}

/// Whether a mention can act or be addressed, rather than only be a place or a thing.
pub(super) fn acts(scene: Scene, mention: usize) -> bool {
    let place_name = matches!(kind(scene, mention), Some(Kind::Place | Kind::Facility))
        && scene.mentions[mention].value.form != Form::Metonym;
    !place_name && !matches!(kind(scene, mention), Some(Kind::Treaty | Kind::Weapon) | None)
}

/// The role that an argument's name stands for.
pub(super) fn role(name: &str) -> Option<Role> {
    match name {
        "with" | "format" => Some(Role::Party),
        "subject" => Some(Role::About),
        _ => Role::named(name),
    }
}
