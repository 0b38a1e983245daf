//! Organs of states and bodies in the words of a text: "the Ukrainian Defense Ministry", "its troops", "Pyongyang's envoys".

use super::{
    ActorLore,
    line::Line,
    lore::Sense,
    piece::{Echo, Number, Of, Piece, What},
    spot::Hit,
    titles,
};
use crate::{Form, Kind};

/// All organs of the sentence.
pub(super) fn organs(line: &Line, hits: &[Hit], people: &[(usize, usize)], lore: &ActorLore) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for hit in hits {
        let found = hit.find(|s| match s {
            Sense::Organ(i) => Some((lore.organs[i].class.clone(), lore.organs[i].kind)),
            Sense::Ministry(i) => Some((format!("ministry/{}", lore.portfolios[i].class), Kind::Body)),
            Sense::OrganName(i) => {
                let organ = &lore.organ_names[i];
                let kind = lore.organs.iter().find(|o| o.class == organ.class).map_or(Kind::Body, |o| o.kind);
                Some((organ.class.clone(), kind))
            }
            _ => None,
        });
        let Some((class, kind)) = found else { continue };
        // "People's Party" is a name, and no people's.
        let named_after = line.capital(hit.last)
            && line.is(hit.last + 1, "'s")
            && hit.last + 2 < line.len()
            && line.capital(hit.last + 2);
        if named_after && class == "people" || people.iter().any(|p| p.0 <= hit.first && hit.first <= p.1) {
            continue;
        }
        out.extend(one(line, hits, hit, people, class, kind, lore));
    }
    out
}

fn one(
    line: &Line,
    hits: &[Hit],
    hit: &Hit,
    people: &[(usize, usize)],
    class: String,
    kind: Kind,
    lore: &ActorLore,
) -> Option<Piece> {
    let head = head(line, hit);
    if !matches!(line.token(head).upos, "NOUN" | "PROPN" | "ADJ")
        || line.token(head).upos == "ADJ" && !line.capital(head) && class != "military"
    {
        return None;
    }
    let own_name = hit.senses.iter().any(|s| matches!(s, Sense::OrganName(_)));
    let outlet = hits.iter().any(|h| {
        h.last + 1 == hit.first
            && h.senses.iter().any(|s| matches!(s, Sense::Body(b) if lore.bodies[*b].kind == Kind::Outlet))
    });
    if outlet {
        return None;
    }
    let owner = owner(line, hits, hit, head, people, lore);
    if own_name && owner.as_ref().is_none_or(|o| o.1 == Of::Code(String::new())) {
        return None;
    }
    let left = left_edge(line, hits, hit, head, owner.as_ref().map(|o| o.0));
    let (right, after) = after(line, hits, hit, head, lore);
    let of = owner.map(|o| o.1).or(after).or_else(|| sent_by(line, head, &class));
    let number = titles::number(line, left, hit.first);
    let capital = line.capital(hit.first) && (hit.first > 0 || hit.last > hit.first) && line.capital(head);
    let as_name = capital && matches!(of, Some(Of::Code(_))) && right == hit.last;
    if of.is_none() && !stands_alone(line, head, &class, number, capital) {
        return None;
    }
    let first = if as_name { name_edge(line, left) } else { left };
    let words = line.words(hit.first, hit.last).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Piece {
        sentence: line.number,
        first,
        last: right,
        head,
        form: if as_name { Form::Name } else { Form::Description },
        what: What::Organ { class, kind, of, definite: number == Number::Definite, words },
        rule: if as_name { "organ-name" } else { "organ" },
        silent: false,
    })
}

fn head(line: &Line, hit: &Hit) -> usize {
    let of = (hit.first + 1..=hit.last).find(|&i| line.is_any(i, &["of", "for", "to"]));
    of.map_or(hit.last, |of| of - 1)
}

/// The phrase before the organ that says whose it is, and where it begins.
fn owner(
    line: &Line,
    hits: &[Hit],
    hit: &Hit,
    head: usize,
    people: &[(usize, usize)],
    lore: &ActorLore,
) -> Option<(usize, Of)> {
    let mut at = hit.first;
    let mut joined = false;
    while at > 0 && hit.first - at < 6 {
        let i = at - 1;
        let owner = hits.iter().find(|h| h.last == i);
        if let Some((owner, of)) = owner.and_then(|o| Some((o, titles::serves(o, lore)?))) {
            // "the Ethiopians and government troops": what "and" joins owns nothing, unless it is an adjective.
            return (!joined || !line.plural(i)).then_some((owner.first, of));
        }
        if line.token(i).xpos == "PRP$" {
            return Some((i, Of::Token(i)));
        }
        if let Some(person) = people.iter().find(|p| p.1 == i && !joined) {
            return Some((person.0, Of::Token(line.head_of(person.0, person.1))));
        }
        let passes = line.is_any(i, &["'s", "'", "-", "and"])
            || line.token(i).upos == "ADJ" && line.under(i, head)
            || line.rel(i, "compound") && line.under(i, head)
            || line.token(i).upos == "NUM";
        if !passes {
            break;
        }
        joined |= line.is(i, "and");
        at = i;
    }
    None
}

fn left_edge(line: &Line, hits: &[Hit], hit: &Hit, head: usize, owner: Option<usize>) -> usize {
    let mut left = owner.unwrap_or(hit.first);
    while left > 0 {
        let i = left - 1;
        let modifier = line.under(i, head)
            && matches!(line.token(i).upos, "ADJ" | "DET" | "NUM" | "NOUN" | "ADV")
            && !line.rel(i, "punct")
            && !line.rel(i, "advmod");
        let known = hits.iter().any(|h| {
            h.last == i && h.senses.iter().any(|s| matches!(s, Sense::Adjective(_) | Sense::LandAdjective))
        });
        if !(modifier || known && line.under(i, head)) {
            break;
        }
        left = i;
    }
    left
}

/// "of Ukraine" after the organ.
fn after(line: &Line, hits: &[Hit], hit: &Hit, head: usize, lore: &ActorLore) -> (usize, Option<Of>) {
    let at = hit.last + 1;
    if !line.is_any(at, &["of", "from", "in"]) {
        return (hit.last, None);
    }
    let next = if line.is(at + 1, "the") { at + 2 } else { at + 1 };
    let found = hits.iter().find(|h| (h.first == next || h.first == at + 1) && h.first <= h.last);
    match found.and_then(|h| titles::serves(h, lore).map(|of| (h, of))) {
        Some((h, of)) if line.under(h.last, head) || line.is(at, "of") => {
            (if line.is(at, "in") { hit.last } else { h.last }, Some(of))
        }
        _ => (hit.last, None),
    }
}

/// "Moscow has amassed 100,000 troops": they are the subject's.
fn sent_by(line: &Line, head: usize, class: &str) -> Option<Of> {
    let verb = line.token(head).head.filter(|_| class == "military" && line.rel(head, "obj"))?;
    let fits = line.lemma_in(verb, "sends-forces");
    let subject = line.sentence.child(verb, "nsubj").filter(|_| fits)?;
    let relative = matches!(line.token(subject).xpos, "WP" | "WDT");
    if relative { line.token(verb).head.map(Of::Token) } else { Some(Of::Token(subject)) }
}

/// Without a word of whose it is, only what can be taken up from before or what acts in the sentence.
fn stands_alone(line: &Line, head: usize, class: &str, number: Number, capital: bool) -> bool {
    let inner = line.rel(head, "compound") || line.rel(head, "amod");
    let definite = number == Number::Definite || capital;
    let acts = line.rel(head, "nsubj") || line.rel(head, "obl") && line.token(head).deprel == "obl:agent";
    match class {
        "people" | "media" | "state-media" => false,
        "opposition" => acts && definite && !inner,
        "military" | "navy" | "air-force" => !inner && (acts || definite) || counted(line, head),
        "rebels" => !inner || line.capital(head),
        _ => !inner && (definite || acts),
    }
}

fn counted(line: &Line, head: usize) -> bool {
    line.sentence.children(head).any(|c| line.rel(c, "nummod"))
        || line.sentence.children(head).any(|c| line.is_any(c, &["thousands", "hundreds", "tens"]))
}

/// A name begins after the article.
fn name_edge(line: &Line, left: usize) -> usize {
    if line.is_any(left, &["the", "a", "an"]) { left + 1 } else { left }
}

/// "the ministry", "the delegation", "the alliance", "the country", "the two sides".
pub(super) fn echoes(line: &Line, taken: &[Piece], hits: &[Hit], lore: &ActorLore) -> Vec<Piece> {
    let mut out = Vec::new();
    for head in 0..line.len() {
        if taken.iter().any(|p| p.holds(head)) || !matches!(line.token(head).upos, "NOUN" | "PROPN") {
            continue;
        }
        let mut left = head;
        while left > 0 && line.under(left - 1, head) && may_stand_before(line, left - 1) {
            left -= 1;
        }
        if let Some((what, right)) = echo(line, hits, left, head, lore) {
            out.push(Piece {
                sentence: line.number,
                first: left,
                last: right,
                head,
                form: Form::Description,
                what: What::Echo(what),
                rule: "echo",
                silent: false,
            });
        }
    }
    out
}

/// Articles, adjectives and participles, and the commas between them.
fn may_stand_before(line: &Line, i: usize) -> bool {
    match line.token(i).upos {
        "ADP" | "SCONJ" | "AUX" | "CCONJ" => false,
        "VERB" => line.rel(i, "amod"),
        "PUNCT" => line.is_any(i, &[",", "-", "'"]),
        _ => true,
    }
}

/// "Western" before "countries".
fn group_adjective(line: &Line, hits: &[Hit], left: usize, head: usize, lore: &ActorLore) -> Option<String> {
    let inside = hits.iter().find(|h| left <= h.first && h.last + 1 == head && line.under(h.last, head))?;
    inside.find(|s| match s {
        Sense::RegionAdjective(i) if lore.regions[i].kind == Kind::Group => Some(lore.regions[i].id.clone()),
        _ => None,
    })
}

/// The state or body between "former" and a noun in the plural: "other former Soviet states".
fn once_of(line: &Line, hits: &[Hit], left: usize, head: usize, lore: &ActorLore) -> Option<String> {
    let hit = hits.iter().find(|h| left <= h.first && h.last + 1 == head)?;
    let former = (left..hit.first).any(|i| line.is_any(i, &["former", "ex", "ex-", "erstwhile", "onetime"]));
    match titles::serves(hit, lore).filter(|_| former && line.word_in(head, "part-of-state"))? {
        Of::Code(code) => Some(code),
        Of::Token(_) => None,
    }
}

/// The body of whose members one is meant: "the NATO member".
fn member_of(line: &Line, hits: &[Hit], left: usize, head: usize, lore: &ActorLore) -> Option<String> {
    let one = line.is_any(head, &["member", "ally", "state", "country", "nation", "partner"]);
    let hit = hits
        .iter()
        .find(|h| left <= h.first && h.last + 1 == head && one && line.is_any(left, &["the", "this"]))?;
    let body = hit.find(|s| match s {
        Sense::Body(i) => Some(lore.bodies[i].id.clone()),
        _ => None,
    });
    body.filter(|b| lore.members.iter().any(|m| m.body == *b))
}

fn echo(line: &Line, hits: &[Hit], left: usize, head: usize, lore: &ActorLore) -> Option<(Echo, usize)> {
    if let Some(of) = once_of(line, hits, left, head, lore) {
        return Some((Echo::Former { of }, head));
    }
    let definite = line.is_any(left, &["the", "this", "that"]);
    let owner = (left..head).find(|&i| line.token(i).xpos == "PRP$");
    let modified = (left..head).any(|i| line.token(i).upos == "ADJ" || line.rel(i, "compound"));
    let inner = line.rel(head, "compound");
    if let Some(of) = member_of(line, hits, left, head, lore) {
        return Some((Echo::Member { of }, head));
    }
    let found = match line.folded[head].as_str() {
        "alliance" | "bloc" | "union" if definite && !inner => Echo::Body,
        "ministry" | "department" if definite && !modified && !inner => Echo::Organ("ministry".into()),
        "country" | "nation" | "homeland" if owner.is_some() => Echo::CountryOf(owner?),
        "country" | "republic" | "kingdom" | "nation" if definite && !inner => {
            let once = hits
                .iter()
                .filter(|h| left <= h.first && h.last < head)
                .find_map(|h| titles::serves(h, lore));
            let once = match once {
                Some(Of::Code(code)) => Some(code),
                _ => None,
            };
            Echo::Country { once }
        }
        "sides" | "parties" | "countries" | "nations" | "governments" | "neighbors" | "neighbours"
        | "leaders"
            if (left..head).any(|i| line.is_any(i, &["two", "both"])) || line.is_any(left, &["both"]) =>
        {
            Echo::Sides { persons: line.is(head, "leaders") }
        }
        "group" | "movement" | "organization" | "organisation" | "militia" | "faction"
            if definite && !inner && !line.is_any(head + 1, &["of", "for"]) =>
        {
            Echo::Kin
        }
        "countries" | "nations" | "powers" | "governments" | "states" | "capitals" | "members"
            if group_adjective(line, hits, left, head, lore).is_some() =>
        {
            Echo::Group(group_adjective(line, hits, left, head, lore)?)
        }
        "allies" => {
            let of = hits
                .iter()
                .filter(|h| left <= h.first && h.last < head)
                .find_map(|h| titles::serves(h, lore));
            let of = match of {
                Some(Of::Code(code)) => Some(code),
                _ => None,
            };
            Echo::Allies { of }
        }
        _ => return None,
    };
    Some((found, head))
}
