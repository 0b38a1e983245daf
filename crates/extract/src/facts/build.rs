//! From drafts to claims: actors, place, time, numbers, words, code, reason.

use std::collections::BTreeSet;
use std::fmt::Write;

use chancery_rules::{clause_words, phrase};
use chancery_text::{Span, Why};

use super::{
    Scene, again,
    choose::{Draft, below, is_contact, is_utterance},
    link, number, plover,
    reading::Reading,
    speech, when, who,
};
use crate::{Claim, ClaimTime, FactKind, Kind, Party, Role, Status};

/// The claims of the article, in order of the text.
pub(super) fn claims(scene: Scene, readings: &[Reading], drafts: Vec<Draft>) -> Vec<Claim> {
    let reading = |n: usize| readings.iter().find(|r| r.n == n);
    let mut claims = Vec::new();
    let mut kept: Vec<(&Reading, Draft)> = Vec::new();
    for draft in drafts {
        if let Some(at) = reading(draft.n) {
            let last = claims.iter().rev().find_map(speaker_of);
            if let Some(claim) =
                claim(scene, at, &draft, last).filter(|c| !repeats(&claims, &kept, c, &draft))
            {
                claims.push(claim);
                kept.push((at, draft));
            }
        }
    }
    let (kept, mut claims) = again::again(scene, kept, claims);
    count_from_each_other(scene, &kept, &mut claims);
    share_times(scene, &kept, &mut claims);
    link::link(scene, &kept, &mut claims);
    claims
}

/// The same stance of the same speaker told by two verbs side by side: "will have a cost and carry a price".
fn repeats(claims: &[Claim], kept: &[(&Reading, Draft)], claim: &Claim, draft: &Draft) -> bool {
    let same = |(c, (_, d)): (&Claim, &(&Reading, Draft))| {
        d.n == draft.n
            && d.rule == draft.rule
            && c.actors == claim.actors
            && is_utterance(c.kind)
            && c.kind != FactKind::Statement
    };
    claims.iter().zip(kept).any(same)
}

fn speaker_of(claim: &Claim) -> Option<usize> {
    claim.actors.iter().find(|p| p.role == Role::Speaker).map(|p| p.mention)
}

fn claim(scene: Scene, reading: &Reading, draft: &Draft, last_speaker: Option<usize>) -> Option<Claim> {
    let rule = &scene.lore.book().rules()[draft.rule];
    let mut actors = actors(scene, reading, draft, last_speaker);
    add_target(scene, reading, draft, &mut actors);
    outlets_listen(scene, &mut actors);
    let when = when::time_of(scene, reading, draft);
    let dated = matches!(when, ClaimTime::At(_));
    if !enough(draft, &actors, dated) || (rule.set.get("needs").is_some_and(|n| n == "date") && !dated) {
        return None;
    }
    let numbers = numbers(scene, reading, draft);
    let place = place(scene, reading, draft, &actors);
    let act = !is_utterance(draft.kind) && !is_contact(draft.kind);
    if act && actors.is_empty() && place.is_none() && numbers.is_empty() && !dated {
        return None;
    }
    if draft.kind == FactKind::Statement && unknown_self(reading, draft, &actors) {
        return None;
    }
    let about = about(scene, reading, draft);
    let span =
        if is_utterance(draft.kind) { speech::passage(scene, reading) } else { reading.sentence().span };
    let mut claim = Claim {
        kind: draft.kind,
        status: draft.status,
        place,
        actors,
        when,
        numbers,
        about,
        issue: issue(reading, draft),
        condition: condition(reading, draft),
        quoted: if is_utterance(draft.kind) { speech::quoted(scene, span) } else { Vec::new() },
        medium: speech::medium(scene, reading, draft),
        attribution: Vec::new(),
        initiator: initiator(scene, reading, draft),
        span,
        trigger: reading.sentence().tokens[draft.trigger].span,
        plover: None,
        links: Vec::new(),
        why: why(scene, reading, draft, &rule.id),
    };
    claim.attribution = attribution(scene, reading, draft, &claim);
    speak_for_themselves(scene, &mut claim);
    if claim.kind == FactKind::Threat && claim.condition.is_some() {
        claim.status = Status::Conditional;
    }
    claim.plover = plover::code(scene, &claim, &reading.view.lemmas[draft.trigger]);
    Some(claim)
}

/// "Lavrov said that his country will not accept": the stance is told by who says it, if he speaks for its holder;
/// a stance whose holder is not named is that of who tells it.
fn speak_for_themselves(scene: Scene, claim: &mut Claim) {
    let Some(&teller) = claim.attribution.last().filter(|_| is_utterance(claim.kind)) else { return };
    match claim.actors.iter_mut().find(|p| p.role == Role::Speaker) {
        Some(holder) if link::same_side(scene, holder.mention, teller) => holder.mention = teller,
        Some(_) => return,
        None => claim.actors.push(Party { mention: teller, role: Role::Speaker }),
    }
    claim.attribution.pop();
}

/// "We know that …" within someone's speech, and no mention says whose.
fn unknown_self(reading: &Reading, draft: &Draft, actors: &[Party]) -> bool {
    let me =
        |t: usize| matches!(reading.sentence().tokens[t].lemma.to_lowercase().as_str(), "we" | "i" | "you");
    actors.is_empty() && draft.found.all("speaker").any(me)
}

/// A contact needs two sides or a side and a plan; a visit a visitor; an act someone.
fn enough(draft: &Draft, actors: &[Party], dated: bool) -> bool {
    let sides = actors.iter().filter(|p| p.role != Role::About).count();
    match draft.kind {
        FactKind::Meeting | FactKind::Call | FactKind::Visit => {
            sides >= 1 || (draft.kind == FactKind::Meeting && dated)
        }
        _ => true,
    }
}

fn actors(scene: Scene, reading: &Reading, draft: &Draft, last_speaker: Option<usize>) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for (name, token) in &draft.found.arguments {
        let Some(role) = who::role(name) else { continue };
        if own_pronoun(reading, draft, name, *token) || only_reports(scene, reading, draft, *token) {
            continue;
        }
        let token = &traveller(reading, *token, draft).unwrap_or(*token);
        let found =
            who::mention(scene, reading, *token).or_else(|| pronoun(reading, *token, role, last_speaker));
        let Some(mention) = found.filter(|&m| who::acts(scene, m)) else {
            for m in spoken_of(scene, reading, draft, *token) {
                push(scene, &mut parties, &mut seen, m, role);
            }
            continue;
        };
        if draft.kind == FactKind::Visit && role == Role::Target {
            if who::kind(scene, mention) == Some(Kind::State) {
                push(scene, &mut parties, &mut seen, mention, Role::Host);
            } else {
                push(scene, &mut parties, &mut seen, mention, Role::Target);
            }
            continue;
        }
        push(scene, &mut parties, &mut seen, mention, role);
        for other in joint(scene, reading, *token).filter(|_| is_contact(draft.kind)) {
            push(scene, &mut parties, &mut seen, other, role);
        }
    }
    parties
}

/// "Finnish and Swedish envoys": both states that the adjectives before a plural name, side by side.
fn joint<'a>(scene: Scene<'a>, reading: &'a Reading, token: usize) -> impl Iterator<Item = usize> + 'a {
    let tokens = &reading.sentence().tokens;
    let before =
        move |c: &usize| matches!(tokens[*c].deprel, "amod" | "compound") && tokens[token].xpos == "NNS";
    let first = reading.view.graph.children(token).iter().copied().filter(before);
    let pairs = first.flat_map(|c| {
        let others = reading.view.graph.children(c).iter().copied();
        let others: Vec<usize> = others.filter(|&o| tokens[o].deprel == "conj").collect();
        if others.is_empty() { others } else { [vec![c], others].concat() }
    });
    let state = move |m: &usize| matches!(who::kind(scene, *m), Some(Kind::State | Kind::Body));
    pairs.filter_map(move |c| who::own(scene, reading, c)).filter(state)
}

/// "In his call with X, Y said": "his" is Y, whom the rule names already.
fn own_pronoun(reading: &Reading, draft: &Draft, name: &str, token: usize) -> bool {
    let word = &reading.sentence().tokens[token];
    is_contact(draft.kind)
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
    is_contact(draft.kind) && (framed || speech::tells(scene, reading, draft.trigger, token))
}

/// "he" of "X said that Y will see Z when he travels": the one whom the clause above is about, Y.
fn traveller(reading: &Reading, token: usize, draft: &Draft) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let pronoun = |t: usize| tokens[t].upos == "PRON";
    if !is_contact(draft.kind) || !pronoun(token) || tokens[draft.trigger].deprel != "advcl" {
        return None;
    }
    let above = tokens[draft.trigger].head.filter(|&h| h < tokens.len() && tokens[h].deprel == "ccomp")?;
    let mut agents = reading.view.graph.reached(above, "agent").filter(|&a| !pronoun(a));
    agents.next().filter(|_| matches!(tokens[token].lemma.to_lowercase().as_str(), "he" | "she"))
}

/// "they confirmed that they will meet": a pronoun without a mention is who says so.
fn spoken_of(scene: Scene, reading: &Reading, draft: &Draft, token: usize) -> Vec<usize> {
    let word = &reading.sentence().tokens[token];
    let personal = word.upos == "PRON"
        && matches!(word.lemma.to_lowercase().as_str(), "they" | "we" | "it" | "he" | "she" | "i");
    if personal { speech::attribution(scene, reading, draft.trigger) } else { Vec::new() }
}

fn push(scene: Scene, parties: &mut Vec<Party>, seen: &mut BTreeSet<usize>, mention: usize, role: Role) {
    if seen.insert(scene.mentions[mention].value.actor) {
        parties.push(Party { mention, role });
    }
}

/// "he added": where no mention says who, the one who spoke last.
fn pronoun(reading: &Reading, token: usize, role: Role, last_speaker: Option<usize>) -> Option<usize> {
    let word = &reading.sentence().tokens[token];
    let personal = word.upos == "PRON" && matches!(word.lemma.to_lowercase().as_str(), "he" | "she");
    last_speaker.filter(|_| personal && role == Role::Speaker)
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

/// At whom a stance is aimed, where its content says so: whose deed is condemned, whose offer refused,
/// who is to do what is demanded, who will bear what is threatened, to whom nothing is given.
fn add_target(scene: Scene, reading: &Reading, draft: &Draft, actors: &mut Vec<Party>) {
    let aimed = actors.iter().any(|p| matches!(p.role, Role::Target | Role::Addressee));
    let graph = &reading.view.graph;
    let tokens = &reading.sentence().tokens;
    let contents: Vec<usize> = draft.found.all("content").collect();
    let doers = |c: usize| -> Vec<usize> {
        let clauses =
            graph.down(c).iter().filter(|e| matches!(e.relation, "acl" | "ccomp" | "acl:relcl" | "content"));
        let heads = clauses.map(|e| e.to).chain([c]);
        heads.flat_map(|h| graph.reached(h, "agent").collect::<Vec<_>>()).collect()
    };
    let owners: Vec<usize> = match draft.kind {
        _ if aimed => return,
        FactKind::Accusation | FactKind::Refusal => {
            let nouns = contents.iter().copied().filter(|&c| tokens[c].upos != "VERB");
            let given = contents.iter().flat_map(|&c| {
                ["obl:to", "iobj", "nmod:to"].into_iter().flat_map(move |r| graph.reached(c, r))
            });
            nouns.chain(given).collect()
        }
        FactKind::Demand | FactKind::Threat => contents.into_iter().flat_map(doers).collect(),
        _ => return,
    };
    let actor = |m: usize| scene.mentions[m].value.actor;
    let named =
        owners.into_iter().filter_map(|c| who::mention(scene, reading, c)).filter(|&m| who::acts(scene, m));
    let speaker = actors.iter().find(|p| p.role == Role::Speaker).map(|p| p.mention);
    let other = |m: &usize| speaker.is_none_or(|s| actor(s) != actor(*m) && !link::same_side(scene, s, *m));
    if let Some(mention) = named.into_iter().find(other) {
        actors.push(Party { mention, role: Role::Target });
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

/// Words that introduce where something happens.
const WHERE: [&str; 12] = [
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
];

fn place(scene: Scene, reading: &Reading, draft: &Draft, actors: &[Party]) -> Option<usize> {
    let is_place =
        |m: &usize| matches!(who::kind(scene, *m), Some(Kind::Place | Kind::State | Kind::Facility));
    let wheres = draft.found.all("where");
    let goals = draft.found.all("target").filter(|_| draft.kind == FactKind::Visit);
    if let Some(goal) = wheres.chain(goals).filter_map(|t| who::own(scene, reading, t)).find(is_place) {
        return Some(goal);
    }
    let graph = &reading.view.graph;
    if let Some(town) = left_open(reading, draft).and_then(|t| who::own(scene, reading, t)).filter(is_place) {
        return Some(town);
    }
    let mut hosts = vec![draft.trigger];
    for name in ["held", "happened", "event", "with", "target"] {
        hosts.extend(draft.found.all(name));
    }
    hosts.extend(draft.found.all("content").filter(|_| !is_utterance(draft.kind)));
    hosts.extend(graph.reached(draft.trigger, "obl:during"));
    let received = draft.found.one("host").is_some();
    let mut found = hosts.iter().flat_map(|&h| graph.down(h)).filter(|e| {
        let kind = e.relation.split(':').next().unwrap_or_default();
        matches!(kind, "obl" | "nmod")
            && e.by.as_deref().is_some_and(|b| WHERE.contains(&b) || (received && b == "to"))
    });
    let stated = found.find_map(|e| who::own(scene, reading, e.to).filter(is_place));
    let named = stated.or_else(|| {
        let of = draft.found.all("with").chain(draft.found.all("party"));
        let place_name = |m: &usize| matches!(who::kind(scene, *m), Some(Kind::Place | Kind::Facility));
        of.filter(|_| is_contact(draft.kind)).filter_map(|t| who::own(scene, reading, t)).find(place_name)
    });
    named.filter(|m| !actors.iter().any(|p| p.mention == *m))
}

/// "Kyiv, where he will meet": the town that a relative clause of place hangs on.
fn left_open(reading: &Reading, draft: &Draft) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let where_word = |c: &&usize| tokens[**c].lemma.eq_ignore_ascii_case("where");
    let relative = tokens[draft.trigger].deprel == "acl:relcl";
    reading.view.graph.children(draft.trigger).iter().find(where_word).filter(|_| relative)?;
    tokens[draft.trigger].head.filter(|&h| h < tokens.len())
}

fn numbers(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<crate::Quantity> {
    if is_utterance(draft.kind) || is_contact(draft.kind) {
        return Vec::new();
    }
    let mut words: BTreeSet<usize> = BTreeSet::new();
    for (_, t) in draft.found.arguments.iter().filter(|(n, _)| n != "held" && n != "happened") {
        words.extend(below(reading, *t));
    }
    let words: Vec<usize> = words.into_iter().collect();
    number::quantities(scene, reading.sentence(), &words)
}

/// The content of an utterance or the subject matter of a meeting.
fn about(scene: Scene, reading: &Reading, draft: &Draft) -> Option<Span> {
    let heads = subject_heads(reading, draft);
    let spans = heads.into_iter().filter_map(|c| content_span(scene, reading, draft, c));
    let content = spans.reduce(Span::to)?;
    let speech =
        if is_utterance(draft.kind) { speech::quoted(scene, reading.sentence().span) } else { Vec::new() };
    let whole = speech.into_iter().filter(|q| q.meets(content)).fold(content, Span::to);
    Some(whole.trimmed(scene.document.text()))
}

fn subject_heads(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let content: Vec<usize> = draft.found.all("content").collect();
    if !content.is_empty() {
        return content;
    }
    let topic = [
        "nmod:on",
        "nmod:about",
        "nmod:over",
        "obl:on",
        "obl:about",
        "nmod:regarding",
        "advcl:to",
        "acl:to",
        "obl:over",
    ];
    let hosts = [Some(draft.trigger), draft.found.one("held")];
    hosts
        .iter()
        .flatten()
        .flat_map(|&h| topic.iter().flat_map(move |r| reading.view.graph.reached(h, r)))
        .filter(|&t| !reading.view.labels[t].contains("time"))
        .take(1)
        .collect()
}

fn content_span(scene: Scene, reading: &Reading, draft: &Draft, head: usize) -> Option<Span> {
    let tokens = &reading.sentence().tokens;
    let mut words = clause_words(reading.sentence(), head);
    if words.contains(&draft.trigger) {
        let mut own = below(reading, draft.trigger);
        own.extend(draft.found.all("speaker").filter(|&s| s != head).flat_map(|s| below(reading, s)));
        words.retain(|w| !own.contains(w) && (tokens[*w].upos != "PUNCT"));
    }
    let (first, last) = (*words.first()?, *words.last()?);
    Span::new(scene.document.text(), tokens[first].span.start(), tokens[last].span.end())
}

/// Content words of the subject matter, for comparing positions.
fn issue(reading: &Reading, draft: &Draft) -> Vec<String> {
    let own = below(reading, draft.trigger);
    let mut lemmas: BTreeSet<String> = BTreeSet::new();
    for head in subject_heads(reading, draft) {
        let mut words = below(reading, head);
        if words.contains(&draft.trigger) {
            words.retain(|w| !own.contains(w));
        }
        for w in words {
            let token = &reading.sentence().tokens[w];
            let content =
                matches!(token.upos, "NOUN" | "PROPN" | "VERB" | "ADJ") && token.lemma.chars().count() > 2;
            if content && !reading.view.labels[w].contains("time") {
                lemmas.insert(token.lemma.to_lowercase());
            }
        }
    }
    lemmas.into_iter().collect()
}

fn condition(reading: &Reading, draft: &Draft) -> Option<Span> {
    let graph = &reading.view.graph;
    let mut hosts = vec![draft.trigger];
    hosts.extend(draft.found.all("content"));
    let conditional = |h: &usize| {
        let edges = graph.down(*h).iter();
        edges.filter(|e| e.is("advcl:if") || e.is("advcl:unless") || e.is("advcl:until")).map(|e| e.to).next()
    };
    let utterance = is_utterance(draft.kind) || draft.kind == FactKind::Deadline;
    let head = hosts.iter().filter(|_| utterance).find_map(conditional)?;
    Some(phrase(reading.sentence(), head))
}

/// Who rang, asked or invited, only where the words say so.
fn initiator(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    let rules = scene.lore.book().rules();
    let rang = rules[draft.rule].id == "phone-verb" && draft.found.pattern == 0;
    if rang {
        return draft.found.one("party").and_then(|t| who::mention(scene, reading, t));
    }
    let asked = ["obl:at", "nmod:at"].iter().flat_map(|r| reading.view.graph.reached(draft.trigger, r));
    let request =
        asked.filter(|&t| matches!(reading.sentence().tokens[t].lemma.as_str(), "request" | "invitation"));
    request.filter(|_| is_contact(draft.kind)).find_map(|t| who::mention(scene, reading, t))
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

/// "a day after the call between …": the one takes its day from the other.
fn count_from_each_other(scene: Scene, kept: &[(&Reading, Draft)], claims: &mut [Claim]) {
    let mut last = None;
    for (reading, draft) in kept {
        if last == Some(draft.n) {
            continue;
        }
        last = Some(draft.n);
        for offset in when::offsets(scene, reading) {
            let here = |word: usize| {
                kept.iter().position(|(_, d)| {
                    d.n == reading.n
                        && (d.trigger == word
                            || d.found.one("held") == Some(word)
                            || d.found.one("happened") == Some(word))
                })
            };
            let Some(of) = here(offset.of).or_else(|| below(reading, offset.of).into_iter().find_map(here))
            else {
                continue;
            };
            let host = offset.host.and_then(here).filter(|&h| h != of);
            let Some(host) =
                host.or_else(|| kept.iter().position(|(_, d)| d.n == reading.n).filter(|&h| h != of))
            else {
                continue;
            };
            match (claims[host].when, claims[of].when) {
                (ClaimTime::At(from), _) => claims[of].when = ClaimTime::Offset { from, days: -offset.days },
                (_, ClaimTime::At(from)) => claims[host].when = ClaimTime::Offset { from, days: offset.days },
                _ => claims[host].when = ClaimTime::OffsetFromClaim { claim: of, days: offset.days },
            }
        }
    }
}

/// What one speaker goes on to say in the next sentences is said at the same time.
fn share_times(scene: Scene, kept: &[(&Reading, Draft)], claims: &mut [Claim]) {
    let actor = |m: usize| scene.mentions[m].value.actor;
    for i in 1..claims.len() {
        if !is_utterance(claims[i].kind) || claims[i].when != ClaimTime::News {
            continue;
        }
        let Some(speaker) = speaker_of(&claims[i]).map(actor) else { continue };
        let earlier = (0..i)
            .rev()
            .take_while(|&j| kept[j].1.n + 4 > kept[i].1.n)
            .find(|&j| is_utterance(claims[j].kind) && speaker_of(&claims[j]).map(actor) == Some(speaker));
        if let Some(j) = earlier.filter(|&j| matches!(claims[j].when, ClaimTime::At(_))) {
            claims[i].when = claims[j].when;
        }
    }
}
