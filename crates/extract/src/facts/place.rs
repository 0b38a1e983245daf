//! Where a claim's event was, is or will be, as far as its sentence says.
//!
//! A place is one only if a word of place leads to it from the event: "in Geneva", "the talks at Camp David",
//! "there". A name that only describes ("Vienna-based", "the Geneva convention") is none.

use super::{Scene, choose::Draft, occasion::occasions, reading::Reading, when, who};
use crate::{FactKind, Form, Kind, Party};

/// Words that introduce where something happens.
const WHERE: [&str; 16] = [
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "off",
    "along",
    "around",
    "across",
    "throughout",
    "within",
    "on",
    "over",
    "above",
    "between",
    "beside",
];

/// Nouns within whose phrase the place's own name stands: "the centre of Kabul", "on the sidelines of the summit in Rome".
const HOLDS: &str = "site_noun";

/// How deep such phrases nest.
const DEPTH: usize = 3;

/// The place of the claim.
pub(super) fn place(scene: Scene, reading: &Reading, draft: &Draft, actors: &[Party]) -> Option<usize> {
    let told = draft.found.all("where").find_map(|t| site(scene, reading, t, DEPTH));
    // Who phone each other are in two places.
    if told.is_some() || draft.kind == FactKind::Call {
        return told;
    }
    let goal = goals(scene, reading, draft).into_iter().find_map(|t| site(scene, reading, t, DEPTH));
    if goal.is_some() && draft.kind != FactKind::Attack {
        return goal;
    }
    if let Some(town) = left_open(reading, draft).and_then(|t| site(scene, reading, t, 0)) {
        return Some(town);
    }
    let hosts = hosts(scene, reading, draft);
    let inside = hosts.iter().find_map(|&h| led_to(scene, reading, draft, h, true));
    let led = inside.or(goal).or_else(|| hosts.iter().find_map(|&h| led_to(scene, reading, draft, h, false)));
    let signed_in = || {
        let mut towns = draft.found.all("content").filter_map(|c| led_to(scene, reading, draft, c, true));
        let town = towns.find(|&m| who::kind(scene, m) == Some(Kind::Place));
        town.filter(|_| draft.kind == FactKind::Agreement)
    };
    let found = led
        // "signed an accord in Lima": it is signed there; an accord "in Chad" may only be about that land.
        .or_else(signed_in)
        .or_else(|| hosts.iter().find_map(|&h| pointed_at(scene, reading, h)))
        .or_else(|| named_before(scene, reading, draft))
        .or_else(|| counted_among(scene, reading, draft));
    found.filter(|m| !actors.iter().any(|p| p.mention == *m))
}

/// Arguments that are the place by their part in the act: where a visitor goes, what is attacked or seized,
/// where forces are sent to or leave. A state that is attacked is a side, not a place.
fn goals(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let named: &[&str] = match draft.kind {
        FactKind::Visit | FactKind::Attack | FactKind::Seizure | FactKind::Deployment => &["target"],
        FactKind::Withdrawal => &["from"],
        FactKind::Incident => &["target", "with"],
        _ => &[],
    };
    let states = matches!(draft.kind, FactKind::Visit | FactKind::Withdrawal | FactKind::Deployment);
    let state = |t: &usize| {
        who::own(scene, reading, *t).is_some_and(|m| who::kind(scene, m) == Some(Kind::State)) && !states
    };
    named.iter().flat_map(|n| draft.found.all(n)).filter(|t| !state(t)).collect()
}

/// Words whose phrases of place are the claim's.
fn hosts(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let mut hosts = vec![draft.trigger];
    for name in ["held", "happened", "event", "said", "with", "target", "fire"] {
        hosts.extend(draft.found.all(name));
    }
    let book = scene.lore.book();
    let event = |t: &usize| {
        let classes = ["attack_noun", "incident_noun", "meeting_noun"];
        let thing =
            reading.sentence().tokens[*t].upos == "NOUN" && !reading.view.labels[*t].contains("actor");
        thing || classes.iter().any(|c| book.any_in_class(c, &reading.view.lemmas[*t]))
    };
    hosts.extend(["source", "party"].iter().flat_map(|n| draft.found.all(n)).filter(event));
    // "met for two hours in Lisbon"
    let lasted = reading.view.graph.reached(draft.trigger, "obl:for");
    hosts.extend(lasted.filter(|&t| reading.view.labels[t].contains("time")));
    // "a round of talks in Geneva"
    let rounds = reading.view.graph.reached(draft.trigger, "nmod:of").filter(event);
    hosts.extend(rounds.filter(|_| draft.kind.is_contact()));
    let tokens = &reading.sentence().tokens;
    if tokens[draft.trigger].upos == "NOUN" && matches!(tokens[draft.trigger].deprel, "nsubj" | "nsubj:pass")
    {
        hosts.extend(tokens[draft.trigger].head.filter(|&h| h < tokens.len() && !says(scene, reading, h)));
    }
    hosts.extend(occasions(scene, reading, draft));
    // "four were killed when their convoy hit a mine near Lima"
    if matches!(draft.kind, FactKind::Attack | FactKind::Incident) {
        let ends = when::shares_its_end(reading, draft.trigger);
        let all = std::iter::once(draft.trigger).chain(ends);
        let clauses = all.flat_map(|v| reading.view.graph.children(v).iter().copied());
        hosts.extend(clauses.filter(|&c| tokens[c].deprel == "advcl" && when::says_when(reading, c)));
    }
    let plan = matches!(draft.kind, FactKind::Agreement | FactKind::Decision);
    hosts.extend(draft.found.all("content").filter(|_| !draft.kind.is_utterance() && !plan));
    if draft.kind.is_utterance() {
        hosts.extend(draft.found.all("addressee"));
        hosts.retain(|h| !draft.found.all("content").any(|c| c == *h));
    }
    let occasions = ["obl:during", "obl:in", "obl:at"];
    let on: Vec<usize> = hosts
        .iter()
        .flat_map(|&h| occasions.iter().flat_map(move |r| reading.view.graph.reached(h, r)))
        .filter(|&t| book.any_in_class("meeting_noun", &reading.view.lemmas[t]))
        .collect();
    hosts.extend(on.iter().flat_map(|&t| reading.view.graph.reached(t, "nmod:with")));
    hosts.extend(on);
    hosts
}

fn says(scene: Scene, reading: &Reading, verb: usize) -> bool {
    let book = scene.lore.book();
    ["say", "think", "express"].iter().any(|c| book.any_in_class(c, &reading.view.lemmas[verb]))
}

/// The place that a word of place leads to from `host`; `inside`: only words that say it was there, not near it.
fn led_to(scene: Scene, reading: &Reading, draft: &Draft, host: usize, inside: bool) -> Option<usize> {
    // "during a visit to Rome"; but "in an address to the parliament"
    let to = reading.sentence().tokens[host].upos == "NOUN"
        && scene.lore.book().any_in_class("visit_noun", &reading.view.lemmas[host]);
    let received = draft.found.one("host").is_some() || to;
    let mut ways = reading.view.graph.down(host).iter().filter(|e| {
        let kind = e.relation.split(':').next().unwrap_or_default();
        matches!(kind, "obl" | "nmod")
            && e.by.as_deref().is_some_and(|b| WHERE.contains(&b) || (received && b == "to"))
            && (!inside
                || e.by.as_deref().is_some_and(|b| matches!(b, "in" | "at" | "inside" | "within" | "to")))
            // "an embargo on Chad", "an attack on Mali": whom it strikes, not where.
            && !(e.by.as_deref() == Some("on")
                && who::own(scene, reading, e.to).is_some_and(|m| who::kind(scene, m) == Some(Kind::State)))
    });
    ways.find_map(|e| site(scene, reading, e.to, DEPTH))
}

/// The place that the phrase headed by `token` names.
fn site(scene: Scene, reading: &Reading, token: usize, depth: usize) -> Option<usize> {
    if let Some(own) = who::own(scene, reading, token).filter(|&m| is_place(scene, m)) {
        return Some(own);
    }
    let holds = scene.lore.book().any_in_class(HOLDS, &reading.view.lemmas[token]);
    if depth == 0 || !holds {
        return None;
    }
    let inner = [
        "appos",
        "flat",
        "nmod:desc",
        "nmod:of",
        "nmod:in",
        "nmod:at",
        "nmod:near",
        "nmod:outside",
        "compound",
    ];
    let below = inner.iter().flat_map(|r| reading.view.graph.reached(token, r));
    below.filter(|&t| t != token).find_map(|t| site(scene, reading, t, depth - 1))
}

/// A place, or the seat of a body named as a building: "the White House", "NATO headquarters".
fn is_place(scene: Scene, mention: usize) -> bool {
    let words = scene.mentions[mention].span.of(scene.document.text());
    match who::kind(scene, mention) {
        Some(Kind::Place | Kind::Facility) => true,
        Some(Kind::State) => scene.mentions[mention].value.form == Form::Name,
        Some(Kind::Body) => {
            let last = words.split_whitespace().next_back().unwrap_or_default().to_lowercase();
            scene.lore.book().in_class("seat_noun", &last)
        }
        _ => false,
    }
}

/// "there", "here": the place told of last; the place that the report was sent from.
fn pointed_at(scene: Scene, reading: &Reading, host: usize) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let adverbs =
        reading.view.graph.children(host).iter().filter(|&&c| tokens[c].deprel.starts_with("advmod"));
    let point = adverbs.copied().find(|&c| matches!(tokens[c].lemma.as_str(), "there" | "here"))?;
    if tokens[point].lemma == "here" {
        sent_from(scene)
    } else {
        told_last(scene, reading, tokens[point].span.start())
    }
}

/// Sentences that "there" reaches back over.
const NEAR: usize = 2;

fn told_last(scene: Scene, reading: &Reading, before: usize) -> Option<usize> {
    let all = scene.mentions.all().iter().enumerate();
    let near = all.filter(|(_, m)| m.span.end() <= before && m.value.sentence + NEAR >= reading.n);
    let mut places = near.filter(|(i, m)| {
        m.value.form == Form::Name && matches!(who::kind(scene, *i), Some(Kind::Place | Kind::Facility))
    });
    places.next_back().map(|(i, _)| i)
}

/// The place before the dash of "LIMA, May 3 (Agency) --", where the report begins with one.
fn sent_from(scene: Scene) -> Option<usize> {
    const HEAD: usize = 60;
    let text = scene.document.text();
    let mut places = scene
        .mentions
        .all()
        .iter()
        .enumerate()
        .filter(|(i, _)| matches!(who::kind(scene, *i), Some(Kind::Place | Kind::State)));
    let (first, mention) = places.find(|(_, m)| {
        let words = m.span.of(text);
        words.chars().all(|c| !c.is_lowercase()) && words.chars().count() > 2
    })?;
    let mut end = (mention.span.end() + HEAD).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &text[mention.span.end()..end];
    let line = rest.lines().next().unwrap_or_default();
    (line.contains("--") || line.contains('—') || line.contains('–') || line.contains(" - ")).then_some(first)
}

/// "the Camp David talks", "the Geneva summit": a place's name before the noun of the meeting.
fn named_before(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let noun = tokens[draft.trigger].upos == "NOUN" || tokens[draft.trigger].upos == "PROPN";
    let before = reading.view.graph.children(draft.trigger).iter().copied();
    let mut names = before
        .filter(|&c| c < draft.trigger && matches!(tokens[c].deprel, "compound" | "amod" | "nmod:poss"));
    let place_name = |m: &usize| {
        matches!(who::kind(scene, *m), Some(Kind::Place | Kind::Facility))
            && scene.mentions[*m].value.form == Form::Name
    };
    names
        .find_map(|c| who::own(scene, reading, c).filter(place_name))
        .filter(|_| noun && draft.kind.is_contact())
}

/// A place that the rule took for a side: "talks with Geneva officials", where no one else names a place.
fn counted_among(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    let of = draft.found.all("with").chain(draft.found.all("party"));
    let place_name = |m: &usize| matches!(who::kind(scene, *m), Some(Kind::Place | Kind::Facility));
    of.filter(|_| draft.kind.is_contact()).filter_map(|t| who::own(scene, reading, t)).find(place_name)
}

/// "Kyiv, where he will hold talks": the town that a relative clause of place hangs on.
fn left_open(reading: &Reading, draft: &Draft) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let where_word = |c: &&usize| tokens[**c].lemma.eq_ignore_ascii_case("where");
    let verbs = [Some(draft.trigger), draft.found.one("held"), draft.found.one("happened")];
    let opened = |v: &usize| {
        tokens[*v].deprel == "acl:relcl" && reading.view.graph.children(*v).iter().find(where_word).is_some()
    };
    let verb = verbs.into_iter().flatten().find(opened)?;
    tokens[verb].head.filter(|&h| h < tokens.len())
}
