//! From drafts to claims: actors, place, time, numbers, words, code, reason.

use std::collections::BTreeSet;
use std::fmt::Write;

use chancery_rules::phrase;
use chancery_text::Why;

use super::{
    Scene, again, aim, background,
    choose::{Draft, below},
    link, number, parties, place, plover,
    reading::Reading,
    shared, speech, terms, topic, when, who,
};
use crate::{Cause, Claim, ClaimTime, FactKind, Kind, Party, Role, Status, time::Direction};

/// The claims of the article, in order of the text.
pub(super) fn claims(scene: Scene, readings: &[Reading], drafts: Vec<Draft>) -> Vec<Claim> {
    let reading = |n: usize| readings.iter().find(|r| r.n == n);
    let mut claims: Vec<Claim> = Vec::new();
    let mut kept: Vec<(&Reading, Draft)> = Vec::new();
    for draft in drafts {
        if let Some(at) = reading(draft.n) {
            let voice = speech::voice(scene, readings, at);
            let last = claims.iter().rev().find(|c| c.kind.is_utterance()).and_then(speaker_of);
            if let Some(claim) = claim(scene, at, &draft, Voices { last, quoted: voice })
                .filter(|c| !repeats(&claims, &kept, at, c, &draft))
            {
                for claim in asked_in_parts(scene, at, &draft, claim) {
                    claims.push(claim);
                    kept.push((at, draft.clone()));
                }
            }
        }
    }
    let (kept, mut claims) = again::again(scene, kept, claims);
    shared::count_from_each_other(scene, &kept, &mut claims);
    let (kept, mut claims) = background::background(scene, kept, claims);
    shared::share_settings(scene, &kept, &mut claims);
    shared::share_day_of_contacts(scene, &kept, &mut claims);
    link::link(scene, &kept, &mut claims);
    claims
}

/// A demand for two things is two demands, which other reports may tell apart.
fn asked_in_parts(scene: Scene, reading: &Reading, draft: &Draft, claim: Claim) -> Vec<Claim> {
    if claim.kind.is_contact() {
        let mut all = met_one_by_one(scene, reading, draft, claim);
        all.extend(met_later(scene, reading, draft, &all));
        return all;
    }
    let parts = match claim.kind {
        FactKind::Demand | FactKind::Offer => topic::parts(scene, reading, draft),
        _ => Vec::new(),
    };
    if parts.is_empty() {
        return vec![claim];
    }
    let of = |part: topic::Part| Claim { about: Some(part.about), issue: part.issue, ..claim.clone() };
    parts.into_iter().map(of).collect()
}

/// "put off from Thursday to Monday": besides what was put off, there is what is now to be on Monday.
fn met_later(scene: Scene, reading: &Reading, draft: &Draft, claims: &[Claim]) -> Vec<Claim> {
    let Some(day) = when::put_off_to(scene, reading, draft) else { return Vec::new() };
    let later = |claim: &Claim| {
        let moved = Claim { status: Status::Scheduled, when: ClaimTime::At(day), ..claim.clone() };
        Claim { plover: plover::code(scene, &moved, &coded_words(reading, draft)), ..moved }
    };
    claims.iter().map(later).collect()
}

/// "separate talks with the envoy and the king" are two; "to meet separately with both" is one plan.
fn met_one_by_one(scene: Scene, reading: &Reading, draft: &Draft, claim: Claim) -> Vec<Claim> {
    let tokens = &reading.sentence().tokens;
    let mut children = reading.view.graph.children(draft.trigger).iter();
    let apart = children.any(|&c| tokens[c].lemma == "separate" && tokens[c].deprel == "amod");
    let with: BTreeSet<usize> =
        draft.found.all("with").filter_map(|t| who::mention(scene, reading, t)).collect();
    if !apart || with.len() < 2 {
        return vec![claim];
    }
    let of = |one: &usize| {
        let actors = claim.actors.iter().filter(|p| p.mention == *one || !with.contains(&p.mention)).copied();
        Claim { actors: actors.collect(), ..claim.clone() }
    };
    with.iter().map(of).collect()
}

/// The same stance of the same speaker told by two verbs side by side: "will have a cost and carry a price".
fn repeats(
    claims: &[Claim],
    kept: &[(&Reading, Draft)],
    reading: &Reading,
    claim: &Claim,
    draft: &Draft,
) -> bool {
    let aside = |c: &Claim, d: &Draft| {
        let inside = reading.sentence().tokens[draft.trigger].deprel == "advcl"
            || reading.sentence().tokens[draft.trigger].deprel == "ccomp";
        let under = below(reading, d.trigger).contains(&draft.trigger);
        inside && under && c.kind == claim.kind && speaker_of(c) == speaker_of(claim)
    };
    let same = |(c, (_, d)): (&Claim, &(&Reading, Draft))| {
        d.n == draft.n
            && c.kind.is_utterance()
            && c.kind != FactKind::Statement
            && (d.rule == draft.rule && c.actors == claim.actors || aside(c, d))
    };
    claims.iter().zip(kept).rev().take_while(|(_, (_, d))| d.n == draft.n).any(same)
}

pub(super) fn speaker_of(claim: &Claim) -> Option<usize> {
    claim.actors.iter().find(|p| p.role == Role::Speaker).map(|p| p.mention)
}

/// Who may be meant where a sentence does not say who speaks.
#[derive(Clone, Copy)]
pub(super) struct Voices {
    /// The speaker of the utterance before, if it has one.
    pub(super) last: Option<usize>,
    /// The speaker of the quotation that the sentence stands in.
    pub(super) quoted: Option<usize>,
}

fn claim(scene: Scene, reading: &Reading, draft: &Draft, voices: Voices) -> Option<Claim> {
    let rule = &scene.lore.book().rules()[draft.rule];
    let mut actors = parties::parties(scene, reading, draft, voices);
    aim::add_target(scene, reading, draft, &mut actors);
    // Who asks for talks takes part in them.
    if let Some(asker) = terms::requester(scene, reading, draft).filter(|_| draft.kind == FactKind::Meeting)
        && who::acts(scene, asker)
        && !actors.iter().any(|p| link::same_side(scene, p.mention, asker))
    {
        actors.push(Party { mention: asker, role: Role::Party });
    }
    let mut when = terms::lasting(scene, reading, draft, when::time_of(scene, reading, draft));
    let dated = matches!(when, ClaimTime::At(_));
    let place = place::place(scene, reading, draft, &actors);
    let fixed = dated || place.is_some() || when::put_off_to(scene, reading, draft).is_some();
    if !enough(draft, &actors, fixed) || (rule.set.get("needs").is_some_and(|n| n == "date") && !dated) {
        return None;
    }
    let numbers = numbers(scene, reading, draft);
    let act = !draft.kind.is_utterance() && !draft.kind.is_contact();
    let cause = cause(scene, reading, draft);
    if act && actors.is_empty() && place.is_none() && numbers.is_empty() && !dated && cause.is_none() {
        return None;
    }
    if draft.kind.is_utterance() && unknown_self(reading, draft, &actors) {
        return None;
    }
    if is_thing(reading, draft, &actors) || at_home(scene, reading, draft, &actors) {
        return None;
    }
    let nobody = draft.kind.is_utterance() && draft.kind != FactKind::Statement && actors.is_empty();
    if nobody && voices.quoted.is_none() && speech::attribution(scene, reading, draft.trigger).is_empty() {
        return None;
    }
    let vague = draft.kind == FactKind::Statement && rule.rank <= VAGUE && actors.is_empty();
    if vague && voices.quoted.is_none() {
        return None;
    }
    if rule.set.get("bare").is_some_and(|n| n == "no") && actors.is_empty() && place.is_none() {
        return None;
    }
    let broken = charged_with_breach(scene, reading, draft, voices.quoted, &mut actors);
    if broken && when == ClaimTime::Before {
        when = ClaimTime::News;
    }
    let about = topic::about(scene, reading, draft);
    let span =
        if draft.kind.is_utterance() { speech::passage(scene, reading) } else { reading.sentence().span };
    let mut claim = Claim {
        kind: if broken { FactKind::Accusation } else { draft.kind },
        status: if draft.kind.is_contact() { by_its_day(scene, draft.status, when) } else { draft.status },
        place,
        actors,
        when,
        numbers,
        about,
        issue: topic::issue(scene, reading, draft),
        condition: topic::condition(reading, draft),
        quoted: if draft.kind.is_utterance() { speech::quoted(scene, span) } else { Vec::new() },
        medium: speech::medium(scene, reading, draft),
        attribution: Vec::new(),
        initiator: terms::initiator(scene, reading, draft),
        cause,
        span,
        trigger: reading.sentence().tokens[draft.trigger].span,
        plover: None,
        links: Vec::new(),
        why: why(scene, reading, draft, &rule.id),
    };
    claim.attribution = attribution(scene, reading, draft, &claim);
    if let Some(voice) = voices.quoted.filter(|_| claim.attribution.is_empty()) {
        claim.attribution.extend(Some(voice).filter(|&v| !is_speaker(scene, &claim, v)));
    }
    terms::give_their_word(scene, &mut claim);
    speak_for_themselves(scene, holder_is_nameless(reading, draft), &mut claim);
    aim::add_addressee(scene, reading, draft, &mut claim.actors);
    aim::add_subjects(scene, reading, draft, &mut claim.actors);
    if claim.kind == FactKind::Threat && claim.condition.is_some() {
        claim.status = Status::Conditional;
    }
    if rule.set.get("aims").is_some_and(|n| n == "other")
        && !claim.actors.iter().any(|p| p.role == Role::Target)
    {
        claim.kind = FactKind::Statement;
    }
    claim.plover = plover::code(scene, &claim, &coded_words(reading, draft));
    Some(claim)
}

/// "The envoy leaves on Monday": what is told in the present of a day to come is due.
fn by_its_day(scene: Scene, status: Status, when: ClaimTime) -> Status {
    let ahead = matches!(when, ClaimTime::At(t) if scene.times[t].value.direction == Direction::Future);
    if ahead && status == Status::Happened { Status::Scheduled } else { status }
}

/// "“Chad has violated the treaty,” …": in someone's quoted words another's breach is his charge.
fn charged_with_breach(
    scene: Scene,
    reading: &Reading,
    draft: &Draft,
    quoted: Option<usize>,
    actors: &mut Vec<Party>,
) -> bool {
    let tokens = &reading.sentence().tokens;
    let breach = matches!(tokens[draft.trigger].lemma.as_str(), "violate" | "breach" | "break");
    let Some(voice) = quoted.filter(|_| draft.kind == FactKind::Incident && breach) else { return false };
    let other = |p: &Party| p.role == Role::Source && !link::same_side(scene, p.mention, voice);
    if !actors.iter().any(other) {
        return false;
    }
    for party in actors.iter_mut().filter(|p| p.role == Role::Source) {
        party.role = Role::Target;
    }
    actors.push(Party { mention: voice, role: Role::Speaker });
    true
}

/// The words by which a claim is coded: its trigger, what is acted on, and all that hangs on that.
fn coded_words<'r>(reading: &'r Reading, draft: &Draft) -> plover::Words<'r> {
    let acted = |name: &str| matches!(name, "content" | "target" | "event" | "responsibility");
    let heads: Vec<usize> = draft.found.arguments.iter().filter(|(n, _)| acted(n)).map(|(_, t)| *t).collect();
    let lemma = |t: usize| reading.sentence().tokens[t].lemma.to_lowercase();
    let inside = heads.iter().flat_map(|&t| below(reading, t)).filter(|&t| t != draft.trigger);
    plover::Words {
        trigger: &reading.view.lemmas[draft.trigger],
        about: inside.map(lemma).collect(),
        object: heads.iter().map(|&t| lemma(t)).collect(),
    }
}

/// "Lavrov said that his country will not accept": the stance is told by who says it, if he speaks for its holder;
/// a stance whose holder is not named is that of who tells it.
fn speak_for_themselves(scene: Scene, nameless: bool, claim: &mut Claim) {
    let Some(&teller) = claim.attribution.last().filter(|_| claim.kind.is_utterance()) else { return };
    match claim.actors.iter_mut().find(|p| p.role == Role::Speaker) {
        Some(holder) if is_person(scene, holder.mention) => return,
        Some(holder) if link::same_side(scene, holder.mention, teller) => holder.mention = teller,
        Some(_) => return,
        None if nameless => return,
        None => claim.actors.push(Party { mention: teller, role: Role::Speaker }),
    }
    claim.attribution.pop();
}

/// "Witnesses said that clerics vowed to fight": the clerics vow, though they are no actor known by name.
fn holder_is_nameless(reading: &Reading, draft: &Draft) -> bool {
    let tokens = &reading.sentence().tokens;
    draft.found.all("speaker").any(|t| matches!(tokens[t].upos, "NOUN" | "PROPN"))
}

fn is_speaker(scene: Scene, claim: &Claim, mention: usize) -> bool {
    let actor = |m: usize| scene.mentions[m].value.actor;
    speaker_of(claim).is_some_and(|s| actor(s) == actor(mention))
}

pub(super) fn is_person(scene: Scene, mention: usize) -> bool {
    who::kind(scene, mention) == Some(Kind::Person)
}

/// "The drone was shot down after it threatened the ship": what "it" is no actor takes no stance.
fn is_thing(reading: &Reading, draft: &Draft, actors: &[Party]) -> bool {
    let tokens = &reading.sentence().tokens;
    let mut subjects = reading.view.graph.reached(draft.trigger, "agent");
    let unnamed = !actors.iter().any(|p| p.role == Role::Speaker);
    let stance = draft.kind.is_utterance() && draft.kind != FactKind::Statement;
    stance
        && unnamed
        && subjects.any(|s| tokens[s].upos == "PRON" && tokens[s].lemma.eq_ignore_ascii_case("it"))
}

/// "will brief the envoy when he visits Chad": nobody visits his own country; somebody else is meant.
fn at_home(scene: Scene, reading: &Reading, draft: &Draft, actors: &[Party]) -> bool {
    let tokens = &reading.sentence().tokens;
    let back = matches!(tokens[draft.trigger].lemma.as_str(), "return" | "come" | "arrive");
    let pronoun = draft.found.all("source").any(|t| tokens[t].upos == "PRON");
    let host = actors.iter().find(|p| p.role == Role::Host);
    let own = |h: &Party| {
        actors.iter().any(|p| p.role == Role::Source && link::same_side(scene, p.mention, h.mention))
    };
    draft.kind == FactKind::Visit && pronoun && !back && host.is_some_and(own)
}

/// "We know that …" within someone's speech, and no mention says whose.
fn unknown_self(reading: &Reading, draft: &Draft, actors: &[Party]) -> bool {
    let me =
        |t: usize| matches!(reading.sentence().tokens[t].lemma.to_lowercase().as_str(), "we" | "i" | "you");
    actors.is_empty() && draft.found.all("speaker").any(me)
}

/// Rank up to which a statement without a speaker tells too little: "others praised the decision".
const VAGUE: i32 = 6;

/// A contact needs a side, or a day or place by which it is known; a visit a visitor.
fn enough(draft: &Draft, actors: &[Party], fixed: bool) -> bool {
    let sides = actors.iter().filter(|p| p.role != Role::About).count();
    match draft.kind {
        // A visit needs who makes it.
        FactKind::Visit => actors.iter().any(|p| matches!(p.role, Role::Source | Role::Party)),
        // "Monday's phone talks" may be those that were told before.
        FactKind::Meeting | FactKind::Call => sides >= 1 || fixed,
        _ => true,
    }
}

fn attribution(scene: Scene, reading: &Reading, draft: &Draft, claim: &Claim) -> Vec<usize> {
    let actor = |m: usize| scene.mentions[m].value.actor;
    let own = speaker_of(claim).map(actor);
    let mut chain: Vec<usize> =
        draft.found.all("via").filter_map(|t| who::mention(scene, reading, t)).collect();
    chain.extend(speech::attribution(scene, reading, draft.trigger));
    chain.retain(|&m| Some(actor(m)) != own);
    chain
}

/// Arguments whose numbers count nothing that the act does.
const UNCOUNTED: [&str; 6] = ["held", "happened", "from", "where", "until", "control"];

/// The words of a noun phrase without the clauses that hang on it.
pub(super) fn own_phrase(reading: &Reading, top: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let clause = |t: usize| {
        let base = tokens[t].deprel.split(':').next().unwrap_or_default();
        matches!(base, "acl" | "advcl" | "ccomp" | "parataxis" | "appos")
    };
    let mut words = vec![top];
    let mut at = 0;
    while at < words.len() {
        let next = reading.view.graph.children(words[at]).iter().copied();
        let next: Vec<usize> = next.filter(|&c| !clause(c) && !words.contains(&c)).collect();
        words.extend(next);
        at += 1;
    }
    words
}

fn numbers(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<crate::Quantity> {
    if matches!(draft.kind, FactKind::Pledge | FactKind::Offer) {
        return terms::sums(scene, reading, draft);
    }
    if draft.kind.is_utterance() || draft.kind.is_contact() {
        return Vec::new();
    }
    let mut words: BTreeSet<usize> = BTreeSet::new();
    for (_, t) in draft.found.arguments.iter().filter(|(n, _)| !UNCOUNTED.contains(&n.as_str())) {
        words.extend(own_phrase(reading, *t));
    }
    let words: Vec<usize> = words.into_iter().collect();
    number::quantities(scene, reading.sentence(), &words)
}

/// "was hit by a limpet mine": what an incident is put down to. What befell "another ship" is no rival account
/// of what befell the first.
fn cause(scene: Scene, reading: &Reading, draft: &Draft) -> Option<Cause> {
    let head = draft.found.one("cause")?;
    let struck = draft.found.all("target").flat_map(|t| own_phrase(reading, t));
    let is = |t: usize| scene.lore.book().any_in_class("another", &reading.view.lemmas[t]);
    if struck.into_iter().any(is) {
        return None;
    }
    let words = phrase(reading.sentence(), head).of(scene.document.text());
    Some(Cause {
        words: words.split_whitespace().collect::<Vec<_>>().join(" "),
        head: reading.sentence().tokens[head].lemma.to_lowercase(),
    })
}

fn why(scene: Scene, reading: &Reading, draft: &Draft, rule: &str) -> Why {
    let text = scene.document.text();
    let tokens = &reading.sentence().tokens;
    let mut note = format!("trigger “{}”", tokens[draft.trigger].span.of(text));
    for (name, t) in &draft.found.arguments {
        let _ = write!(note, "; {name} “{}”", phrase(reading.sentence(), *t).of(text));
    }
    Why::rule(rule).noting(note).with(Why::rule("facts/mood").noting(draft.status.name()))
}
