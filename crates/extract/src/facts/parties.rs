//! Who takes part in a claim, in which role: from the arguments of the rule to the mentions they name.

use std::collections::BTreeSet;

use super::{
    Scene,
    build::Voices,
    choose::{Draft, below, counted_talks},
    link::same_side,
    quote,
    reading::Reading,
    speech, who,
};
use crate::{FactKind, Form, Kind, Party, Role};

/// The parties of a claim.
pub(super) fn parties(scene: Scene, reading: &Reading, draft: &Draft, voices: Voices) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    let mut selves: Vec<Party> = Vec::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for (name, token) in &draft.found.arguments {
        let Some(role) = who::role(name) else { continue };
        if own_pronoun(reading, draft, name, *token) || only_reports(scene, reading, draft, *token) {
            continue;
        }
        if denied_beside(reading, *token)
            || is_press(scene, reading, draft, *token)
            || only_convenes(scene, reading, draft, name, *token)
            || tells_of_a_death(scene, reading, draft, role, *token)
        {
            continue;
        }
        let token = traveller(reading, *token, draft).unwrap_or(*token);
        let Some(mention) = named(scene, reading, token, role, voices) else {
            selves.extend(
                spoken_of(scene, reading, draft, token).into_iter().map(|mention| Party { mention, role }),
            );
            for other in joint(scene, reading, token) {
                push(scene, &mut parties, &mut seen, other, role);
            }
            continue;
        };
        let mention = stands_for(scene, reading, draft, token, mention, role);
        push(scene, &mut parties, &mut seen, mention, visited(scene, draft, mention, role));
        for other in who::meant_too(scene, mention) {
            push(scene, &mut parties, &mut seen, other, role);
        }
        for other in joint(scene, reading, token) {
            push(scene, &mut parties, &mut seen, other, role);
        }
    }
    let told = |p: &Party| parties.iter().any(|q| same_side(scene, p.mention, q.mention));
    let own: Vec<Party> = selves.into_iter().filter(|p| !draft.kind.is_contact() || !told(p)).collect();
    for party in own {
        push(scene, &mut parties, &mut seen, party.mention, party.role);
    }
    let role = if draft.kind == FactKind::Exercise { Role::Source } else { Role::Party };
    for mention in before_the_noun(scene, reading, draft) {
        push(scene, &mut parties, &mut seen, mention, role);
    }
    outlets_listen(scene, &mut parties);
    whose_forces(scene, reading, draft, &mut parties);
    not_against_oneself(scene, draft, &mut parties);
    named_twice(scene, draft, &mut parties);
    parties
}

/// Who acts under this word: its mention, who issued the document that speaks, or who spoke last.
fn named(scene: Scene, reading: &Reading, token: usize, role: Role, voices: Voices) -> Option<usize> {
    let acts = |m: &usize| who::acts(scene, *m);
    let Voices { last, quoted } = voices;
    if let Some(speaker) = quoted.filter(|_| is_self(reading, token)) {
        return Some(speaker);
    }
    if let Some(group) = they(scene, reading, token, role, last) {
        return Some(group);
    }
    let own = who::mention(scene, reading, token)
        .filter(acts)
        .filter(|&m| !one_for_many(scene, reading, token, m) && !only_told(scene, reading, token, m));
    own.or_else(|| issuer(scene, reading, token, last).filter(|_| role == Role::Speaker).filter(acts))
}

/// "we" and "I" within quotation marks are who is quoted.
fn is_self(reading: &Reading, token: usize) -> bool {
    let word = &reading.sentence().tokens[token];
    word.upos == "PRON" && matches!(word.form.to_lowercase().as_str(), "we" | "i" | "us" | "me")
}

/// "they said" after words of several: those who spoke last, if they are several.
fn they(scene: Scene, reading: &Reading, token: usize, role: Role, last: Option<usize>) -> Option<usize> {
    let word = &reading.sentence().tokens[token];
    let plural = word.upos == "PRON" && word.lemma.eq_ignore_ascii_case("they") && role == Role::Speaker;
    last.filter(|&m| {
        let at = &scene.mentions[m].value;
        let head = scene.sentences.list.get(at.sentence).and_then(|s| s.tokens.get(at.head));
        let several = head.is_some_and(|t| matches!(t.xpos, "NNS" | "NNPS"));
        // Nobody calls himself and his own "they" in his own words.
        let quoted = quote::touches(scene.document, word.span);
        plural && several && !quoted && at.sentence + NEAR >= reading.n
    })
}

/// "they", read as a state or an office: that is hardly who speaks or listens.
fn one_for_many(scene: Scene, reading: &Reading, token: usize, mention: usize) -> bool {
    let word = &reading.sentence().tokens[token];
    let plural = word.upos == "PRON" && matches!(word.form.to_lowercase().as_str(), "they" | "them");
    let one = |k: Kind| matches!(k, Kind::State | Kind::Body | Kind::Outlet | Kind::Facility | Kind::Place);
    plural && who::kind(scene, mention).is_some_and(one) && who::meant_too(scene, mention).next().is_none()
}

/// "told the agency that it would seek": "it" is not the outlet to which it is told.
fn only_told(scene: Scene, reading: &Reading, token: usize, mention: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let outlet = who::kind(scene, mention) == Some(Kind::Outlet);
    let here = |i: usize| {
        matches!(tokens[i].deprel, "obj" | "iobj")
            && who::own(scene, reading, i)
                .is_some_and(|m| scene.mentions[m].value.actor == scene.mentions[mention].value.actor)
    };
    outlet && tokens[token].upos == "PRON" && (0..token).any(here)
}

/// Sentences over which "they" and "the statement" reach back.
const NEAR: usize = 3;

/// "a statement by the ministry", "the ministry issued a statement saying", "the statement said": who issued it.
fn issuer(scene: Scene, reading: &Reading, token: usize, last: Option<usize>) -> Option<usize> {
    let graph = &reading.view.graph;
    let tokens = &reading.sentence().tokens;
    if !scene.lore.book().any_in_class("voice_noun", &reading.view.lemmas[token]) {
        return None;
    }
    let owners = ["nmod:by", "nmod:of"].iter().flat_map(|r| graph.reached(token, r));
    let makers = graph.up(token).iter().filter(|e| matches!(e.relation, "patient" | "obj"));
    let makers = makers.flat_map(|e| graph.reached(e.to, "agent"));
    let told = owners.chain(makers).filter(|&t| t != token).find_map(|t| who::mention(scene, reading, t));
    let definite =
        graph.children(token).iter().any(|&c| matches!(tokens[c].lemma.as_str(), "the" | "this" | "its"));
    let near = |m: &usize| scene.mentions[*m].value.sentence + NEAR >= reading.n;
    told.or_else(|| last.filter(|m| definite && near(m)))
}

/// Soldiers without a name act for their state, and in a contact so do envoys and officials.
fn stands_for(
    scene: Scene,
    reading: &Reading,
    draft: &Draft,
    token: usize,
    mention: usize,
    role: Role,
) -> usize {
    // "A Cuban MiG": a machine of that make, and no vessel known by its name.
    let tokens = &reading.sentence().tokens;
    let one = |&c: &usize| matches!(tokens[c].lemma.to_lowercase().as_str(), "a" | "an");
    let of_its_make = matches!(who::kind(scene, mention), Some(Kind::Aircraft | Kind::Vessel | Kind::Weapon))
        && reading.view.graph.children(token).iter().any(one);
    let described = scene.mentions[mention].value.form == Form::Description || of_its_make;
    let lifted = match who::kind(scene, mention) {
        Some(Kind::Unit) => role != Role::Speaker,
        _ if of_its_make => true,
        Some(Kind::Group) => draft.kind.is_contact() && reading.sentence().tokens[token].xpos == "NNS",
        _ => false,
    };
    if !described || !lifted {
        return mention;
    }
    let state = |m: &usize| matches!(who::kind(scene, *m), Some(Kind::State));
    who::nation(scene, reading, token).filter(state).unwrap_or(mention)
}

/// The state that is visited receives; a person or body that is visited is the target.
fn visited(scene: Scene, draft: &Draft, mention: usize, role: Role) -> Role {
    let state = who::kind(scene, mention) == Some(Kind::State);
    if draft.kind == FactKind::Visit && role == Role::Target && state { Role::Host } else { role }
}

/// "its forces seized a ship and its crew": who acts against others is not its own target.
fn not_against_oneself(scene: Scene, draft: &Draft, parties: &mut Vec<Party>) {
    let hostile = matches!(
        draft.kind,
        FactKind::Attack | FactKind::Seizure | FactKind::Sanction | FactKind::Expulsion | FactKind::Threat
    );
    let actors: Vec<usize> = parties
        .iter()
        .filter(|p| matches!(p.role, Role::Source | Role::Speaker))
        .map(|p| p.mention)
        .collect();
    let own = |p: &Party| p.role == Role::Target && actors.iter().any(|&a| same_side(scene, a, p.mention));
    parties.retain(|p| !hostile || !own(p));
}

/// "Russian troops were massed": where no one is said to move the forces, the state that they belong to does.
fn whose_forces(scene: Scene, reading: &Reading, draft: &Draft, parties: &mut Vec<Party>) {
    let moved = matches!(draft.kind, FactKind::Deployment | FactKind::Withdrawal | FactKind::Exercise);
    if !moved || parties.iter().any(|p| p.role == Role::Source) {
        return;
    }
    let forces = draft.found.all("content").filter(|&t| reading.view.labels[t].contains("force"));
    let states = forces.filter_map(|t| who::nation(scene, reading, t)).filter(|&m| who::acts(scene, m));
    parties.extend(states.take(1).map(|mention| Party { mention, role: Role::Source }));
}

/// "the premier, Ann Bell, met": one person, not two; "talks between France and French envoys": one side.
fn named_twice(scene: Scene, draft: &Draft, parties: &mut Vec<Party>) {
    let text = scene.document.text();
    let span = |p: &Party| scene.mentions[p.mention].span;
    let described = |p: &Party| scene.mentions[p.mention].value.form == Form::Description;
    let person = |p: &Party| who::kind(scene, p.mention) == Some(Kind::Person);
    let all = parties.clone();
    let apposed = |p: &Party| {
        all.iter().any(|q| {
            let gap = text.get(span(p).end()..span(q).start()).map(str::trim);
            described(p) && person(q) && !described(q) && matches!(gap, Some("," | "("))
        })
    };
    let actor = |p: &Party| &scene.actors[scene.mentions[p.mention].value.actor];
    let doubled = |p: &Party| {
        let nameless = described(p) && matches!(actor(p).kind, Kind::Unit | Kind::Group | Kind::Body);
        let same = |q: &Party| {
            actor(q).kind == Kind::State && actor(q).lore.is_some() && actor(q).lore == actor(p).acts_for
        };
        let acting = matches!(p.role, Role::Party | Role::Source);
        nameless
            && acting
            && all.iter().any(|q| q.role == p.role && same(q))
            && draft.kind != FactKind::Statement
    };
    let also = |p: &Party| {
        let head = &scene.mentions[p.mention].value;
        let token = scene.sentences.list.get(head.sentence).and_then(|s| s.tokens.get(head.head));
        let single = token.is_some_and(|t| t.xpos == "NN");
        let after = |q: &Party| person(q) && !described(q) && span(q).end() <= span(p).start();
        p.role == Role::Speaker
            && described(p)
            && single
            && all.iter().any(|q| q.role == Role::Speaker && after(q))
    };
    parties.retain(|p| !apposed(p) && !doubled(p) && !also(p));
}

/// "the Franco-Swedish border talks", "a round of US-Russian talks": every state that stands right before the noun of
/// a contact.
fn before_the_noun(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    if tokens[draft.trigger].upos != "NOUN"
        || !matches!(draft.kind, FactKind::Meeting | FactKind::Call | FactKind::Exercise)
    {
        return Vec::new();
    }
    let nouns = std::iter::once(draft.trigger).chain(counted_talks(scene, reading, draft.trigger));
    nouns.map(|noun| states_before(scene, reading, noun)).find(|s| s.len() > 1).unwrap_or_default()
}

/// The states that the unbroken run of nouns and adjectives before the word `noun` names.
fn states_before(scene: Scene, reading: &Reading, noun: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let part = |t: &usize| {
        let token = &tokens[*t];
        matches!(token.upos, "ADJ" | "NOUN" | "PROPN" | "NUM")
            || matches!(token.form.as_str(), "-" | "–" | "/")
    };
    let window = (0..noun).rev().take_while(part);
    window
        .filter_map(|t| who::headed_by(scene, reading, t))
        .filter(|&m| matches!(who::kind(scene, m), Some(Kind::State)))
        .collect()
}

/// "Finnish and Swedish envoys", "diplomats from Finland and Sweden": both states that the adjectives before a plural name, side by side.
fn joint<'a>(scene: Scene<'a>, reading: &'a Reading, token: usize) -> impl Iterator<Item = usize> + 'a {
    let tokens = &reading.sentence().tokens;
    let of = move |c: usize| {
        let whose =
            |&m: &usize| matches!(tokens[m].lemma.as_str(), "from" | "of") && tokens[m].deprel == "case";
        tokens[c].deprel == "nmod" && reading.view.graph.children(c).iter().any(whose)
    };
    let before = move |c: &usize| {
        let several = tokens[token].xpos == "NNS"
            || matches!(tokens[token].lemma.to_lowercase().as_str(), "commission" | "committee" | "troika");
        (matches!(tokens[*c].deprel, "amod" | "compound") || of(*c)) && several
    };
    let first = reading.view.graph.children(token).iter().copied().filter(before);
    let pairs = first.flat_map(|c| {
        let others = reading.view.graph.children(c).iter().copied();
        let others: Vec<usize> = others.filter(|&o| tokens[o].deprel == "conj").collect();
        if others.is_empty() { others } else { [vec![c], others].concat() }
    });
    let state = move |m: &usize| matches!(who::kind(scene, *m), Some(Kind::State | Kind::Body | Kind::Group));
    pairs.chain(side_by_side(reading, token)).filter_map(move |c| who::own(scene, reading, c)).filter(state)
}

/// "U.S. and Soviet negotiators", where the parse hangs both on the noun.
fn side_by_side(reading: &Reading, token: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let own = reading.view.graph.children(token).iter().copied();
    let names: Vec<usize> =
        own.filter(|&c| c < token && matches!(tokens[c].deprel, "amod" | "compound")).collect();
    let (Some(&first), Some(&last)) = (names.first(), names.last()) else { return Vec::new() };
    let and = (first..last).any(|t| tokens[t].upos == "CCONJ");
    if and && tokens[token].xpos == "NNS" { names } else { Vec::new() }
}

/// "accepted by Chad but not by Niger": who is named as not doing it does it not.
fn denied_beside(reading: &Reading, token: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let not = |&c: &usize| {
        c < token && tokens[c].deprel == "advmod" && matches!(tokens[c].lemma.as_str(), "not" | "never")
    };
    tokens[token].deprel == "conj"
        && tokens[token].upos != "VERB"
        && reading.view.graph.children(token).iter().any(not)
}

/// "In his call with X, Y said": "his" is Y, whom the rule names already.
fn own_pronoun(reading: &Reading, draft: &Draft, name: &str, token: usize) -> bool {
    let word = &reading.sentence().tokens[token];
    draft.kind.is_contact()
        && name == "party"
        && word.deprel == "nmod:poss"
        && word.upos == "PRON"
        && draft.found.one("with").is_some()
}

/// "the ministers spoke, according to an aide": who only tells of a contact is no party of it.
fn only_reports(scene: Scene, reading: &Reading, draft: &Draft, token: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let accord = |t: &usize| matches!(tokens[*t].lemma.to_lowercase().as_str(), "accord" | "according");
    let framed = below(reading, token).iter().any(|t| *t < token && accord(t));
    draft.kind.is_contact() && (framed || speech::tells(scene, reading, draft.trigger, token))
}

/// "Journalists waited after the talks", "a television crew toured the site": the press is no side of a contact.
fn is_press(scene: Scene, reading: &Reading, draft: &Draft, token: usize) -> bool {
    let outlet = || {
        let named = who::own(scene, reading, token).and_then(|m| who::kind(scene, m));
        named == Some(Kind::Outlet)
    };
    let noun = matches!(
        reading.sentence().tokens[token].lemma.as_str(),
        "journalist" | "reporter" | "correspondent"
    );
    draft.kind.is_contact() && (noun || outlet())
}

/// "An official said that the body had been hidden after he was killed": who tells of a killing was not killed.
fn tells_of_a_death(scene: Scene, reading: &Reading, draft: &Draft, role: Role, token: usize) -> bool {
    let pronoun = reading.sentence().tokens[token].upos == "PRON";
    let deadly = scene.lore.book().any_in_class("kills", &reading.view.lemmas[draft.trigger]);
    if !(pronoun && deadly && role == Role::Target) {
        return false;
    }
    let actor = |m: usize| scene.mentions[m].value.actor;
    let victim = who::mention(scene, reading, token).map(actor);
    let mut tellers = speech::attribution(scene, reading, draft.trigger).into_iter();
    tellers.any(|teller| victim.is_none_or(|v| v == actor(teller)))
}

/// "She arranged talks between the rebels and the army": who brings others together is none of those who meet.
fn only_convenes(scene: Scene, reading: &Reading, draft: &Draft, name: &str, token: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let graph = &reading.view.graph;
    let convenes = |held: usize| {
        scene.lore.book().any_in_class("convenes", &reading.view.lemmas[held])
            && graph.reached(held, "agent").any(|agent| agent == token)
    };
    let between = |with: usize| {
        let marks = |&c: &usize| {
            tokens[c].deprel == "case" && matches!(tokens[c].lemma.as_str(), "between" | "among")
        };
        graph.children(with).iter().any(marks)
    };
    draft.kind.is_contact()
        && name == "party"
        && draft.found.all("held").any(convenes)
        && draft.found.all("with").any(between)
}

/// "he" of "X said that Y will see Z when he travels": the one whom the clause above is about, Y.
fn traveller(reading: &Reading, token: usize, draft: &Draft) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let pronoun = |t: usize| tokens[t].upos == "PRON";
    if !draft.kind.is_contact() || !pronoun(token) || tokens[draft.trigger].deprel != "advcl" {
        return None;
    }
    let above = tokens[draft.trigger].head.filter(|&h| h < tokens.len() && tokens[h].deprel == "ccomp")?;
    let mut agents = reading.view.graph.reached(above, "agent").filter(|&a| !pronoun(a));
    agents.next().filter(|_| matches!(tokens[token].lemma.to_lowercase().as_str(), "he" | "she"))
}

/// "they confirmed that they will meet": a pronoun without a mention is who says so.
fn spoken_of(scene: Scene, reading: &Reading, draft: &Draft, token: usize) -> Vec<usize> {
    let word = &reading.sentence().tokens[token];
    let person = |m: &usize| who::kind(scene, *m) == Some(Kind::Person);
    // Nobody calls himself "he" in his own words.
    let quoted = quote::touches(scene.document, word.span);
    let third = !matches!(word.lemma.to_lowercase().as_str(), "i" | "we");
    // "urged them to wait, the agency said": whom something is done to does not tell it.
    let acts = word.deprel.starts_with("nsubj") || word.deprel == "nmod:poss";
    if third && (quoted || !acts) {
        return Vec::new();
    }
    let tellers = || speech::attribution(scene, reading, draft.trigger).into_iter();
    match word.lemma.to_lowercase().as_str() {
        _ if word.upos != "PRON" => Vec::new(),
        "he" | "she" | "i" => tellers().filter(person).collect(),
        "it" => tellers().filter(|m| !person(m)).collect(),
        "they" | "we" => tellers().collect(),
        _ => Vec::new(),
    }
}

fn push(scene: Scene, parties: &mut Vec<Party>, seen: &mut BTreeSet<usize>, mention: usize, role: Role) {
    if seen.insert(scene.mentions[mention].value.actor) {
        parties.push(Party { mention, role });
    }
}

/// "told Reuters": a news outlet beside another speaker is spoken to.
fn outlets_listen(scene: Scene, actors: &mut [Party]) {
    let outlet = |p: &Party| who::kind(scene, p.mention) == Some(Kind::Outlet);
    if actors.iter().any(|p| p.role == Role::Speaker && !outlet(p)) {
        for party in actors
            .iter_mut()
            .filter(|p| p.role == Role::Speaker && who::kind(scene, p.mention) == Some(Kind::Outlet))
        {
            party.role = Role::Addressee;
        }
    }
}
