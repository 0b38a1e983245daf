//! Mentions of what the lore knows by name: states, adjectives, capitals, bodies, regions; and other names.

use super::{
    ActorLore,
    line::Line,
    lore::Sense,
    metonym::stands_for_government,
    piece::{Piece, What},
    spot::Hit,
};
use crate::{Form, Kind};
use chancery_text::NameKind;

/// A piece for every phrase of the lore that names someone by itself.
pub(super) fn known(
    line: &Line,
    hits: &[Hit],
    people: &[(usize, usize)],
    taken: &[Piece],
    lore: &ActorLore,
) -> Vec<Piece> {
    let mut out = Vec::new();
    for hit in hits {
        let person = people.iter().any(|p| p.0 <= hit.first && hit.last <= p.1);
        let swallowed = taken.iter().any(|p| p.rule == "organ-name" && p.holds(hit.first));
        if person || swallowed || part_of_name(line, hit) {
            continue;
        }
        if let Some((form, what, rule)) = meaning(line, hit, lore) {
            let first =
                if line.is(hit.first, "the") && hit.last > hit.first { hit.first + 1 } else { hit.first };
            out.push(Piece {
                sentence: line.number,
                first,
                last: hit.last,
                head: line.head_of(first, hit.last),
                form,
                what,
                rule,
                silent: false,
            });
        }
    }
    out
}

/// "Washington" in "George Washington University" that is no phrase of ours, "Paris" in "Paris Hilton".
fn part_of_name(line: &Line, hit: &Hit) -> bool {
    let inside = |kind: NameKind| {
        line.sentence
            .names
            .iter()
            .any(|n| n.kind == kind && n.first <= hit.first && hit.last < n.last && n.first < hit.last)
    };
    if language(line, hit) || tail_of_name(line, hit) {
        return true;
    }
    let single_capital = hit.senses.iter().any(|s| matches!(s, Sense::Capital(_) | Sense::State(_)));
    single_capital && hit.first == hit.last && inside(NameKind::Person)
}

/// "fluent in Russian", "he spoke Arabic".
fn language(line: &Line, hit: &Hit) -> bool {
    let adjective = hit.first == hit.last && hit.senses.iter().any(|s| matches!(s, Sense::Adjective(_)));
    let head = hit.last;
    let tongue =
        |i: usize| matches!(line.lemma(i).as_str(), "speak" | "fluent" | "translate" | "language" | "accent");
    let above = line.token(head).head;
    let alone = matches!(line.token(head).upos, "PROPN" | "NOUN") && !line.plural(head);
    let joined = line.rel(head, "conj").then(|| above.and_then(|a| line.token(a).head)).flatten();
    adjective && alone && (above.is_some_and(tongue) || joined.is_some_and(tongue))
}

/// "Philippines" in "Air Philippines": the name that it ends begins before it.
fn tail_of_name(line: &Line, hit: &Hit) -> bool {
    let state = hit.senses.iter().any(|s| matches!(s, Sense::State(_) | Sense::Capital(_)));
    let Some(before) = hit.first.checked_sub(1) else { return false };
    let name = line.capital(before) && line.token(before).upos == "PROPN" && before > 0;
    let tied = line.token(hit.last).head == Some(before) && line.rel(hit.last, "flat")
        || line.token(before).head == Some(hit.last)
            && line.rel(before, "compound")
            && line.is_any(before, &["air", "radio", "bank", "bharat", "team"]);
    state && name && tied
}

fn meaning(line: &Line, hit: &Hit, lore: &ActorLore) -> Option<(Form, What, &'static str)> {
    hit.find(|sense| match sense {
        Sense::OrganName(i) => {
            let organ = &lore.organ_names[i];
            let kind = lore.organs.iter().find(|o| o.class == organ.class).map_or(Kind::Body, |o| o.kind);
            let key = format!("{}:{}", organ.class, organ.state);
            Some((Form::Name, What::Known { key, kind }, "organ-name"))
        }
        Sense::Body(i) => {
            let body = &lore.bodies[i];
            Some((Form::Name, What::Known { key: body.id.clone(), kind: body.kind }, "body"))
        }
        Sense::State(i) => Some((Form::Name, state(lore, i), "state")),
        Sense::Adjective(i) | Sense::People(i) => Some((Form::Adjective, state(lore, i), "adjective")),
        Sense::Land => Some((Form::Name, land(hit), "land")),
        Sense::LandAdjective => Some((Form::Adjective, land(hit), "land")),
        Sense::Region(i) => {
            let region = &lore.regions[i];
            Some((Form::Name, What::Known { key: region.id.clone(), kind: region.kind }, "region"))
        }
        Sense::RegionAdjective(i) => {
            let region = &lore.regions[i];
            Some((Form::Adjective, What::Known { key: region.id.clone(), kind: region.kind }, "region"))
        }
        Sense::Capital(i) => Some(capital(line, hit, lore, i)),
        _ => None,
    })
}

fn land(hit: &Hit) -> What {
    What::Known { key: hit.land.clone().unwrap_or_default(), kind: Kind::State }
}

fn state(lore: &ActorLore, i: usize) -> What {
    What::Known { key: lore.states[i].code.clone(), kind: Kind::State }
}

fn capital(line: &Line, hit: &Hit, lore: &ActorLore, i: usize) -> (Form, What, &'static str) {
    let state_of = &lore.states[i];
    // Where the world's bodies sit, the town seldom stands for the state.
    let seat_of_others = lore.in_class("seat-of-bodies", &state_of.code);
    if !seat_of_others && stands_for_government(line, hit.first, hit.last) {
        return (Form::Metonym, state(lore, i), "metonym");
    }
    let name = line.words(hit.first, hit.last).to_string();
    (Form::Name, What::Place { name, state: Some(state_of.code.clone()) }, "capital")
}

/// Names that the model sees and the lore does not: places, organisations.
pub(super) fn others(
    line: &Line,
    taken: &[Piece],
    people: &[(usize, usize)],
    lore: &ActorLore,
) -> Vec<Piece> {
    let mut out = Vec::new();
    let free = |first: usize, last: usize| {
        let house = house_name(line, first, last);
        let inside = |p: &Piece| house && p.form == Form::Adjective && first <= p.first && p.last < last;
        !taken.iter().any(|p| p.form != Form::Description && p.first <= last && first <= p.last && !inside(p))
            && !people.iter().any(|p| p.0 <= last && first <= p.1)
    };
    for name in &line.sentence.names {
        let (first, last) = without_marks(line, name.first, name.last);
        if !free(first, last) || !line.capital(first) {
            continue;
        }
        if first == last && (line.word_in(first, "common-noun") || words_of_brackets(line, first)) {
            continue;
        }
        let words = line.words(first, last).split_whitespace().collect::<Vec<_>>().join(" ");
        let what = match name.kind {
            NameKind::Place => place(&words, lore),
            NameKind::Organisation if first == last && lore.city(&line.folded[first]).is_some() => {
                place(&words, lore)
            }
            NameKind::Organisation => {
                match organisation(line, first, last, &words, party_of(line, taken, first, last)) {
                    Some(what) => what,
                    None => continue,
                }
            }
            _ => continue,
        };
        out.push(Piece {
            sentence: line.number,
            first,
            last,
            head: line.head_of(first, last),
            form: Form::Name,
            what,
            rule: "name",
            silent: false,
        });
    }
    out
}

/// "Norwegian Refugee Council": capitals that end in a word for a house, so that the adjective is part of the name.
fn house_name(line: &Line, first: usize, last: usize) -> bool {
    let capital = (first..=last)
        .all(|i| line.capital(i) || matches!(line.token(i).upos, "ADP" | "DET" | "PART" | "CCONJ"));
    last > first && capital && (line.word_in(last, "society") || line.word_in(last, "house"))
}

/// The state whose adjective begins the name of a party.
fn party_of(line: &Line, taken: &[Piece], first: usize, last: usize) -> Option<String> {
    let inside = taken.iter().find(|p| p.form == Form::Adjective && p.first == first && p.last < last)?;
    match &inside.what {
        What::Known { key, kind: Kind::State }
            if line.is_any(last, &["party", "front", "congress", "agency", "commission"]) =>
        {
            Some(key.clone())
        }
        _ => None,
    }
}

/// "-LRB-" and its kin, as treebanks write brackets.
fn words_of_brackets(line: &Line, i: usize) -> bool {
    line.is_any(i, &["lrb", "rrb", "-lrb-", "-rrb-"])
}

fn place(words: &str, lore: &ActorLore) -> What {
    let state = lore.city(&super::fold(words));
    What::Place { name: words.into(), state }
}

fn without_marks(line: &Line, first: usize, last: usize) -> (usize, usize) {
    let mut last = last;
    while last > first && (line.is_any(last, &["'s", "'"]) || line.token(last).upos == "PUNCT") {
        last -= 1;
    }
    while last > first && line.word_in(last, "kind-of-place") && !line.capital(last) {
        last -= 1;
    }
    let first = if first < last && line.is(first, "the") { first + 1 } else { first };
    (first, last)
}

/// The model is weak on organisations: a single common word at the start of a sentence is none.
fn organisation(line: &Line, first: usize, last: usize, words: &str, of: Option<String>) -> Option<What> {
    let acronym =
        words.len() > 1 && words.chars().all(|c| c.is_uppercase() || c.is_numeric() || c == '-' || c == '.');
    let proper = (first..=last).filter(|&i| line.token(i).upos == "PROPN" && line.capital(i)).count();
    let common = first == last && (first == 0 || line.token(first).upos != "PROPN") && !acronym;
    if common || proper == 0 || words.len() < 2 {
        return None;
    }
    Some(What::Named { name: words.into(), kind: Kind::Body, of, short: None })
}
