//! Offices in the words of a text: "the Russian president", "State Department spokesman", "head of the delegation".

use super::{
    ActorLore,
    line::Line,
    lore::Sense,
    piece::{Number, Of, Office, Piece, What},
    spot::Hit,
};
use crate::{Form, Kind};

/// The office that a class of titles means in the service of a state or body.
pub(super) fn office(class: &str, of: &str) -> String {
    match (class, of) {
        ("secretary-of-state", "USA" | "VAT") | ("foreign-minister", _) | ("high-representative", "EU") => {
            "minister/foreign".into()
        }
        ("defence-minister", _) => "minister/defence".into(),
        ("secretary-of-state", _) => "minister".into(),
        _ => class.into(),
    }
}

/// The office of a minister with this portfolio.
pub(super) fn minister(portfolio: &str) -> String {
    format!("minister/{portfolio}")
}

/// All offices of the sentence; those beside a name are joined to it later.
pub(super) fn offices(line: &Line, hits: &[Hit], people: &[(usize, usize)], lore: &ActorLore) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for (at, hit) in hits.iter().enumerate() {
        let class = hit.find(|s| match s {
            Sense::Title(i) => Some(lore.titles[i].class.clone()),
            Sense::Minister(i) => Some(minister(&lore.portfolios[i].class)),
            _ => None,
        });
        let Some(class) = class else { continue };
        if out.last().is_some_and(|p| p.holds(hit.first))
            || people.iter().any(|p| p.0 <= hit.first && hit.last <= p.1)
        {
            continue;
        }
        // "the president's envoy" begins with the president; a rank after a long title begins after it.
        let floor = out.last().map_or(0, |p| p.last + 1);
        let floor = if line.is_any(floor, &["'s", "'"]) { 0 } else { floor };
        if let Some(piece) = one(line, hits, at, &class, people, lore).map(|p| from(p, floor)) {
            out.push(piece);
        }
    }
    out.extend(counterparts(line, hits, lore));
    out
}

fn left_of(hit: &Hit) -> usize {
    hit.first.saturating_sub(1)
}

/// The piece, which begins after the one before it.
fn from(mut piece: Piece, floor: usize) -> Piece {
    piece.first = piece.first.max(floor.min(piece.head));
    piece
}

fn one(
    line: &Line,
    hits: &[Hit],
    at: usize,
    class: &str,
    people: &[(usize, usize)],
    lore: &ActorLore,
) -> Option<Piece> {
    let hit = &hits[at];
    let head = core_head(line, hit);
    let said_of = predicate(line, head)?;
    let named = people.iter().any(|p| p.0 == hit.last + 1);
    // "2 pm" is no prime minister, "his head" no chief.
    let other_word =
        line.token(head).form == "pm" || line.is(head, "head") && line.token(left_of(hit)).xpos == "PRP$";
    if other_word || class == "honorific" || !is_office(line, head, hit, class, named) {
        return None;
    }
    let left = left_edge(line, hits, hit.first, head);
    let (right, after) = right_edge(line, hits, people, hit.last, head, class, lore);
    let ahead = || before(line, hits, left, hit.first, lore);
    // A "US envoy for Somalia" is America's.
    let sent = matches!(class, "envoy" | "ambassador" | "adviser").then(ahead).flatten();
    let of = sent.or(after).or_else(ahead).filter(|of| may_serve(class, of, lore));
    let number = number(line, left, hit.first);
    if !named && said_of.is_none() && of.is_none() && nobody(line, left, hit, head, number) {
        return None;
    }
    // "Cairo residents" are a town's people, whom the town's name finds.
    if class == "witness" && (left..hit.first).any(|i| line.token(i).upos == "PROPN") {
        return None;
    }
    let class = full_class(line, left, hit, class, of.as_ref());
    let office = Office {
        title: title_words(line, hits, left, hit, head),
        class,
        of,
        plural: line.plural(head),
        number,
        past: (left..hit.first)
            .any(|i| line.is_any(i, &["former", "ex", "ex-", "late", "then", "ousted", "disgraced"])),
        core: (hit.first, hit.last),
        counterpart: false,
        said_of,
    };
    let silent =
        named && left == hit.first && (office.plural || hit.first == hit.last && office.of.is_none());
    Some(Piece {
        sentence: line.number,
        first: left,
        last: right,
        head,
        form: Form::Description,
        what: What::Office(office),
        rule: "office",
        silent,
    })
}

/// "as president", "any president", "like a dictator": an office, and nobody who holds it.
fn nobody(line: &Line, left: usize, hit: &Hit, head: usize, number: Number) -> bool {
    if line.plural(head) {
        return false;
    }
    let any = (left..hit.first).any(|i| line.is_any(i, &["any", "every", "no", "each", "whichever"]));
    let bare = number == Number::Bare
        && !line.capital(hit.first)
        && !line.rel(head, "nsubj")
        && !line.rel(head, "appos");
    let likened =
        number != Number::Definite && line.preposition(head).is_some_and(|p| matches!(p, "as" | "like"));
    any || likened || bare && line.preposition(head).is_some()
}

/// For "Ivanov is the head": of whom it is said; nothing at all where it is only supposed or denied.
#[allow(clippy::option_option, reason = "no office, an office, an office said of someone")]
fn predicate(line: &Line, head: usize) -> Option<Option<usize>> {
    if line.sentence.child(head, "cop").is_none() {
        return Some(None);
    }
    let unsure = line.sentence.children(head).any(|c| {
        line.is_any(c, &["not", "n't", "never", "could", "would", "might", "may", "should", "can", "if"])
            && c < head
    });
    let subject = line.sentence.child(head, "nsubj").filter(|_| !unsure)?;
    let relative = matches!(line.token(subject).xpos, "WP" | "WDT");
    if relative { line.token(head).head.map(Some) } else { Some(Some(subject)) }
}

fn core_head(line: &Line, hit: &Hit) -> usize {
    let of = (hit.first..=hit.last).find(|&i| line.is_any(i, &["of", "for"]));
    match of {
        Some(of) if of > hit.first => of - 1,
        _ => hit.last,
    }
}

/// Words that are offices only sometimes: "a general strike", "the chief reason", "head of cattle".
fn is_office(line: &Line, head: usize, hit: &Hit, class: &str, named: bool) -> bool {
    let noun = matches!(line.token(head).upos, "NOUN" | "PROPN");
    let rank = class == "officer" && !line.plural(head);
    let bare_rank = rank
        && !line.capital(hit.first)
        && !line.is_any(
            hit.first,
            &["general", "colonel", "admiral", "commander", "officer", "marshal", "brigadier"],
        );
    if named {
        return line.capital(hit.first) || noun;
    }
    if !noun || bare_rank {
        return false;
    }
    // "president" in "the president's office" is an office, in "presidents day" or "leader board" it is none.
    let inner = line.rel(head, "compound") && line.token(head).head.is_some_and(|h| h > head);
    !inner
}

/// The first token of the noun phrase that ends in the title.
fn left_edge(line: &Line, hits: &[Hit], first: usize, head: usize) -> usize {
    let mut left = first;
    while left > 0 {
        let i = left - 1;
        if let Some(hit) = hits.iter().find(|h| h.first <= i && i <= h.last) {
            let owner = !hit.senses.iter().all(|s| matches!(s, Sense::Title(_) | Sense::Minister(_)));
            if owner && belongs(line, hit.last, head, first) {
                left = hit.first;
                continue;
            }
        }
        if !belongs(line, i, head, first)
            || line.is_any(i, &[",", "(", ")", "\"", "and", "or", "&", ":", ";", "--", "–", "—"])
        {
            break;
        }
        if !may_modify(line, i) {
            break;
        }
        left = i;
    }
    left
}

/// Articles, adjectives, nouns and owners; no verb, no adverb of the clause.
fn may_modify(line: &Line, i: usize) -> bool {
    match line.token(i).upos {
        "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" => true,
        "PRON" => line.token(i).xpos == "PRP$",
        "PART" => line.token(i).xpos == "POS",
        "PUNCT" => line.is(i, "-"),
        "VERB" => line.rel(i, "amod"),
        _ => line.rel(i, "compound") || line.rel(i, "amod"),
    }
}

fn belongs(line: &Line, i: usize, head: usize, first: usize) -> bool {
    let adjacent_name = i + 1 == first && line.capital(i) && matches!(line.token(i).upos, "PROPN" | "ADJ");
    let inside = line.under(i, head) && !matches!(line.token(i).upos, "ADP" | "SCONJ" | "PRON")
        || line.rel(i, "nmod") && line.token(i).upos == "PRON" && line.under(i, head);
    (inside || adjacent_name) && !line.rel(i, "punct") || line.is(i, "-") && line.under(i, head)
}

/// Analysts and reporters speak for their house, not for the land that they study.
fn may_serve(class: &str, of: &Of, lore: &ActorLore) -> bool {
    match of {
        Of::Code(code) if matches!(class, "analyst" | "journalist" | "business" | "defector" | "witness") => {
            lore.state(code).is_none()
        }
        _ => true,
    }
}

/// What follows the title: "of Russia", "for the National Security Council"; and whom it serves by that.
fn right_edge(
    line: &Line,
    hits: &[Hit],
    people: &[(usize, usize)],
    last: usize,
    head: usize,
    class: &str,
    lore: &ActorLore,
) -> (usize, Option<Of>) {
    let at = last + 1;
    let links: &[&str] = match class {
        "ambassador" => &["of"],
        "envoy" => &["of", "for", "from"],
        _ => &["of", "for", "at", "in", "from"],
    };
    if !line.is_any(at, links) {
        let to = line.is_any(at, &["to"]) && matches!(class, "ambassador" | "envoy" | "adviser");
        return (if to { complement_end(line, at, head) } else { last }, None);
    }
    let end = before_name(line, hits, people, at, complement_end(line, at, head));
    let inside =
        hits.iter().filter(|h| h.first > at && h.last <= end && !in_private_name(line, hits, h, end));
    let place = |h: &&Hit| {
        line.is_any(at, &["in", "at"])
            && h.senses.iter().all(|s| matches!(s, Sense::Capital(_) | Sense::Region(_)))
    };
    let based = |h: &&Hit| line.is_any(h.last + 1, &["-", "-based"]);
    let mut served = inside.filter(|h| !place(h) && !based(h)).filter_map(|h| serves(h, lore));
    let first = served.next();
    // "the ministers of Chad and Mali" serve no one state.
    let several = line.plural(head) && served.any(|of| Some(&of) != first.as_ref());
    let of = first.filter(|_| !several);
    let of =
        of.filter(|_| line.is_any(at, &["of", "for"]) || !has_owner_before(line, hits, last, head, lore));
    let counts = of.is_some() || line.is(at, "of") || class == "spokesperson";
    (if counts { end } else { last }, of)
}

/// "president of the Norwegian Refugee Council": a state's adjective in the name of a house that is not the state's.
fn in_private_name(line: &Line, hits: &[Hit], hit: &Hit, end: usize) -> bool {
    let adjective =
        hit.senses.iter().any(|s| matches!(s, Sense::Adjective(_) | Sense::State(_) | Sense::Capital(_)));
    let mut last = hit.last;
    while last < end && line.capital(last + 1) && !line.is_any(last + 1, &["'s", ","]) {
        last += 1;
    }
    let organ = hits.iter().any(|h| {
        h.first > hit.last
            && h.last == last
            && h.senses.iter().any(|s| {
                matches!(s, Sense::Organ(_) | Sense::OrganName(_) | Sense::Ministry(_) | Sense::Body(_))
            })
    });
    let before = hit.first.saturating_sub(1);
    let called = line.capital(before)
        && matches!(line.token(before).upos, "PROPN" | "VERB")
        && hit.senses.iter().any(|s| matches!(s, Sense::State(_)))
        && !hits.iter().any(|h| h.first <= before && before <= h.last);
    called
        || adjective
            && last > hit.last
            && !organ
            && (line.word_in(last, "society") || line.word_in(last, "private-house"))
}

/// "Chief of Staff of the Forces of Mali Gen. Kato": the holder's rank and name are not in the title's complement.
fn before_name(line: &Line, hits: &[Hit], people: &[(usize, usize)], at: usize, end: usize) -> usize {
    let ranked = |i: usize| {
        hits.iter().any(|h| {
            h.first == i
                && line.capital(i)
                && h.senses.iter().any(|s| matches!(s, Sense::Title(_)))
                && people.iter().any(|p| p.0 == h.last + 1)
        })
    };
    let after_noun =
        |i: usize| matches!(line.token(i - 1).upos, "NOUN" | "PROPN") && !line.is_any(i - 1, &["'s"]);
    let begins = |i: usize| people.iter().any(|p| p.0 == i) || ranked(i);
    (at + 2..=end).find(|&i| begins(i) && after_noun(i)).map_or(end, |i| i - 1)
}

fn has_owner_before(line: &Line, hits: &[Hit], last: usize, head: usize, lore: &ActorLore) -> bool {
    hits.iter()
        .any(|h| h.last < head && last - h.last < 8 && line.under(h.last, head) && serves(h, lore).is_some())
}

/// The last token of the phrase that the preposition at `at` opens, commas not crossed.
fn complement_end(line: &Line, at: usize, head: usize) -> usize {
    let mut end = at;
    for i in at + 1..line.len().min(at + 12) {
        let stop = line.is_any(i, &[",", "(", ")", ";", ":", "\"", "--", "–", "—", "who", "that", "which"]);
        let verb = matches!(line.token(i).upos, "VERB" | "AUX") && !line.rel(i, "amod");
        // "the minister of Chad and the king": another phrase begins.
        let stop = stop
            || line.token(i).upos == "CCONJ" && line.is_any(i + 1, &["the", "a", "an", "his", "her", "its"]);
        if stop || verb || !(line.under(i, head) || i == at + 1) {
            break;
        }
        end = i;
    }
    while end > at && matches!(line.token(end).upos, "ADP" | "CCONJ" | "PUNCT" | "DET" | "SCONJ") {
        end -= 1;
    }
    if end == at { at - 1 } else { end }
}

/// The state or body that a phrase of the lore stands for.
pub(super) fn serves(hit: &Hit, lore: &ActorLore) -> Option<Of> {
    if let Some(land) = &hit.land {
        return Some(Of::Code(land.clone()));
    }
    let code = hit.find(|s| match s {
        Sense::State(i) | Sense::Adjective(i) | Sense::People(i) | Sense::Capital(i) => {
            Some(lore.states[i].code.clone())
        }
        Sense::Body(i) => {
            let body = &lore.bodies[i];
            // Whoever speaks for an armed group does not speak for the state it fights in.
            let own = body.kind == Kind::Group || body.acts_for.is_none();
            Some(if own { body.id.clone() } else { body.acts_for.clone().unwrap_or_default() })
        }
        Sense::OrganName(i) => Some(lore.organ_names[i].state.clone()),
        Sense::Region(i) | Sense::RegionAdjective(i) => {
            let region = &lore.regions[i];
            region.state.clone().or_else(|| (region.kind == Kind::Group).then(|| region.id.clone()))
        }
        _ => None,
    });
    code.map(Of::Code)
}

/// Whom the words before the title name: "Russian", "Ukraine's", "State Department", "his".
fn before(line: &Line, hits: &[Hit], left: usize, first: usize, lore: &ActorLore) -> Option<Of> {
    let inside = hits.iter().rev().filter(|h| h.first >= left && h.last < first);
    inside.clone().find_map(|h| serves(h, lore)).or_else(|| {
        let owner = (left..first).find(|&i| {
            line.token(i).xpos == "PRP$" || line.rel(i, "nmod") && line.is_any(i + 1, &["'s", "'"])
        });
        owner.map(Of::Token)
    })
}

pub(super) fn number(line: &Line, left: usize, first: usize) -> Number {
    let owned = (left..first).any(|i| line.is_any(i, &["'s", "'"]) || line.token(i).xpos == "PRP$");
    if line.is_any(left, &["the", "this", "that", "these", "those"]) || owned {
        Number::Definite
    } else if line
        .is_any(left, &["a", "an", "one", "another", "some", "several", "many", "two", "three", "no", "any"])
    {
        Number::Indefinite
    } else {
        Number::Bare
    }
}

/// Deputies are no ministers: the class says so.
fn full_class(line: &Line, left: usize, hit: &Hit, class: &str, of: Option<&Of>) -> String {
    let of = match of {
        Some(Of::Code(code)) => code.as_str(),
        // "Secretary of State" with no state said is America's.
        _ if class == "secretary-of-state" && line.capital(hit.first) => "USA",
        _ => "",
    };
    let class = office(class, of);
    let deputy = (left..hit.first)
        .any(|i| line.is_any(i, &["deputy", "vice", "assistant", "under", "undersecretary"]));
    if deputy { format!("deputy-{class}") } else { class }
}

/// The title without article and state: "deputy foreign minister", "State Department spokesman".
fn title_words(line: &Line, hits: &[Hit], left: usize, hit: &Hit, head: usize) -> String {
    let mut begin = hit.first;
    while begin > left {
        let i = begin - 1;
        let state = hits.iter().any(|h| {
            h.first <= i
                && i <= h.last
                && h.senses.iter().any(|s| {
                    matches!(
                        s,
                        Sense::State(_)
                            | Sense::Adjective(_)
                            | Sense::People(_)
                            | Sense::Capital(_)
                            | Sense::Body(_)
                            | Sense::Land
                            | Sense::LandAdjective
                    )
                })
        });
        let stops = line.is_any(
            i,
            &["the", "a", "an", "'s", "'", "his", "her", "its", "their", "former", "ex", "then", "-"],
        );
        if state || stops || line.rel(i, "det") {
            break;
        }
        begin = i;
    }
    line.words(begin, hit.last.max(head)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "his Russian counterpart", "his counterpart from Oman".
fn counterparts(line: &Line, hits: &[Hit], lore: &ActorLore) -> Vec<Piece> {
    let heads = (0..line.len()).filter(|&i| line.is_any(i, &["counterpart", "counterparts", "opposite"]));
    heads
        .map(|head| {
            let left = left_edge(line, hits, head, head);
            let (right, after) = right_edge(line, hits, &[], head, head, "counterpart", lore);
            let of = after.or_else(|| {
                hits.iter().rev().filter(|h| h.first >= left && h.last < head).find_map(|h| serves(h, lore))
            });
            let office = Office {
                class: String::new(),
                title: "counterpart".into(),
                of,
                plural: line.plural(head),
                number: Number::Definite,
                past: false,
                core: (head, head),
                counterpart: true,
                said_of: None,
            };
            Piece {
                sentence: line.number,
                first: left,
                last: right,
                head,
                form: Form::Description,
                what: What::Office(office),
                rule: "counterpart",
                silent: false,
            }
        })
        .collect()
}
