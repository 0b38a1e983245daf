//! Which matches of a sentence become claims: one for each predicate, the specific before the general.

use chancery_rules::{Match, Rule};
use chancery_text::BlockKind;

use super::{
    Scene, doubles,
    mood::{Mood, mood},
    quote,
    reading::Reading,
    speech,
};
use crate::{FactKind, Status};

/// A match that becomes a claim.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The sentence.
    pub(super) n: usize,
    pub(super) trigger: usize,
    /// Index of the rule.
    pub(super) rule: usize,
    pub(super) kind: FactKind,
    pub(super) status: Status,
    pub(super) mood: Mood,
    pub(super) found: Match,
}

/// The claims of one sentence, in order of their triggers.
pub(super) fn drafts(scene: Scene, reading: &Reading) -> Vec<Draft> {
    let rules = scene.lore.book().rules();
    let all: Vec<Draft> = reading.matches.iter().filter_map(|m| draft(scene, reading, m)).collect();
    let best = best_of_each_trigger(all, rules);
    let alone = without_outer_statements(reading, best, rules);
    let settled = without_stance_contents(reading, alone);
    doubles::without(scene, reading, settled)
}

/// "a round of talks", "a series of meetings": the talks that a word counts.
pub(super) fn counted_talks(scene: Scene, reading: &Reading, trigger: usize) -> Vec<usize> {
    let book = scene.lore.book();
    let of = reading.view.graph.reached(trigger, "nmod:of");
    of.filter(|&t| book.any_in_class("meeting_noun", &reading.view.lemmas[t])).collect()
}

fn draft(scene: Scene, reading: &Reading, m: &Match) -> Option<Draft> {
    let book = scene.lore.book();
    let rule = &book.rules()[m.rule];
    let kind = if only_tells(scene, reading, m, &rule.id) {
        FactKind::Statement
    } else {
        FactKind::named(&rule.gives)?
    };
    // "Addressing parliament, she demanded an apology": the setting of what is said is not said besides.
    if kind == FactKind::Statement && reading.view.labels[m.trigger].contains("fronted") {
        return None;
    }
    let mut mood = mood(&reading.view, book, m.trigger);
    if rule.set.get("polarity").is_some_and(|p| p == "negative") {
        if supposed(reading, m.trigger) {
            return None;
        }
        mood.status = Some(Status::Happened);
    }
    if rule.set.get("modal").is_some_and(|p| p == "any") && mood.status.is_some() {
        mood.status = Some(Status::Happened);
    }
    // "is expected in Cairo" tells of a plan where it is told as so; "the 1995 Paris summit" within what is only
    // wished has taken place nonetheless.
    let said = rule.set.get("status").and_then(|s| Status::named(s));
    let ahead = mood.setting && mood.status == Some(Status::Scheduled);
    let so = |s: &Status| *s == Status::Happened && !ahead || mood.status == Some(Status::Happened);
    mood.status = said.filter(so).or(mood.status);
    let status = settled_status(kind, mood)?;
    let only_named =
        only_ready(reading, m.trigger) || only_aimed(reading, m.trigger) || only_followed(reading, m.trigger);
    if kind.is_contact() && (only_named || untimed_theme(scene, reading, m)) {
        return None;
    }
    if !anchored(scene, reading, m, rule, status) || is_question(scene, reading) || is_aside(reading, m, kind)
    {
        return None;
    }
    Some(Draft { n: reading.n, trigger: m.trigger, rule: m.rule, kind, status, mood, found: m.clone() })
}

/// "guarantees that they will not allow", "if they cannot agree": what is only asked for or supposed is no stance.
fn supposed(reading: &Reading, trigger: usize) -> bool {
    let token = &reading.sentence().tokens[trigger];
    let by = reading
        .view
        .graph
        .up(trigger)
        .iter()
        .find(|e| Some(e.to) == token.head)
        .and_then(|e| e.by.as_deref());
    let noun = token.head.is_some_and(|h| {
        reading.sentence().tokens.get(h).is_some_and(|t| matches!(t.upos, "NOUN" | "PROPN"))
    });
    match token.deprel {
        "acl" => true,
        "ccomp" => noun || token.head.is_some_and(|h| assures(reading, h)),
        "advcl" => matches!(by, Some("if" | "unless" | "until" | "when" | "whether")),
        _ => false,
    }
}

fn assures(reading: &Reading, at: usize) -> bool {
    let lemma = reading.sentence().tokens.get(at).map(|t| t.lemma.to_lowercase()).unwrap_or_default();
    matches!(lemma.as_str(), "guarantee" | "assurance" | "ensure" | "seek" | "want" | "demand")
}

/// "is ready to hold talks", "open to a meeting": readiness is no appointment.
fn only_ready(reading: &Reading, trigger: usize) -> bool {
    const READY: [&str; 6] = ["ready", "willing", "prepared", "open", "sceptical", "skeptical"];
    let tokens = &reading.sentence().tokens;
    let mut at = trigger;
    for _ in 0..3 {
        let base = tokens[at].deprel.split(':').next().unwrap_or_default();
        let Some(head) = tokens[at].head.filter(|&h| h < tokens.len()) else { return false };
        if !matches!(base, "xcomp" | "ccomp" | "obj" | "obl" | "nmod") {
            return false;
        }
        if tokens[head].upos == "ADJ" && READY.contains(&tokens[head].lemma.to_lowercase().as_str()) {
            return true;
        }
        at = head;
    }
    false
}

/// "The talks are aimed at a treaty": what talks are for tells nothing of whether they took place.
fn only_aimed(reading: &Reading, trigger: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let aims = |h: &usize| {
        tokens.get(*h).is_some_and(|t| matches!(t.lemma.to_lowercase().as_str(), "aim" | "design" | "intend"))
    };
    deprel(reading, trigger) == "nsubj" && tokens[trigger].head.as_ref().is_some_and(aims)
}

/// "This meeting may be followed by a second one on the 12th": the news, its mood and its day are the second one's.
fn only_followed(reading: &Reading, trigger: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let follows = |h: &usize| {
        tokens.get(*h).is_some_and(|t| {
            matches!(t.lemma.to_lowercase().as_str(), "follow" | "precede") && t.xpos == "VBN"
        })
    };
    let known = reading.view.graph.children(trigger).iter().any(|&c| {
        matches!(tokens[c].lemma.to_lowercase().as_str(), "this" | "that" | "the" | "these" | "those")
    });
    known && tokens[trigger].deprel == "nsubj:pass" && tokens[trigger].head.as_ref().is_some_and(follows)
}

/// A headline's "officials discuss the border", or "dialogue" at no time: a theme, not an occasion.
fn untimed_theme(scene: Scene, reading: &Reading, m: &Match) -> bool {
    let lemma = reading.sentence().tokens[m.trigger].lemma.to_lowercase();
    let children = reading.view.graph.children(m.trigger);
    let timed = scene.times.inside(reading.sentence().span).next().is_some();
    let title = scene.document.block_of(reading.sentence().span) == Some(BlockKind::Title);
    let bare = !children.iter().any(|&c| deprel(reading, c) == "det");
    !timed && ((lemma == "discuss" && title) || (lemma == "dialogue" && bare))
}

/// "warned that rebels had crossed the border" tells what was, "warned travellers against the road" is advice: neither
/// threatens.
fn only_tells(scene: Scene, reading: &Reading, m: &Match, rule: &str) -> bool {
    let tokens = &reading.sentence().tokens;
    let past = |c: usize| {
        let auxiliaries = reading
            .view
            .graph
            .children(c)
            .iter()
            .filter(|&&a| tokens[a].deprel.starts_with("aux") || tokens[a].deprel == "cop");
        let forms: Vec<&str> = auxiliaries.map(|&a| tokens[a].xpos).collect();
        !forms.contains(&"MD")
            && (tokens[c].xpos == "VBD"
                || forms.contains(&"VBD")
                || forms.contains(&"VBZ")
                || forms.contains(&"VBP"))
    };
    let own = |t: usize| scene.lore.book().any_in_class("advised", &reading.view.lemmas[t]);
    let advice = m.all("target").any(own);
    rule == "warn-verb" && m.one("content").is_some_and(|c| advice || past(c) || !menaces(reading, m, c))
}

/// Whether a warning tells someone what they will bear; else it only foretells.
fn menaces(reading: &Reading, m: &Match, content: usize) -> bool {
    const BORNE: [&str; 14] = [
        "sanction",
        "consequence",
        "retaliation",
        "response",
        "price",
        "cost",
        "retaliate",
        "respond",
        "attack",
        "strike",
        "punish",
        "force",
        "war",
        "measure",
    ];
    let tokens = &reading.sentence().tokens;
    let graph = &reading.view.graph;
    let against = graph.up(content).iter().any(|e| e.by.as_deref() == Some("against"));
    let conditional = graph.down(content).iter().any(|e| e.is("advcl:if") || e.is("advcl:unless"));
    let own = graph
        .reached(content, "agent")
        .any(|a| matches!(tokens[a].lemma.as_str(), "we" | "they" | "he" | "it" | "i"));
    let borne =
        below(reading, content).iter().any(|&t| BORNE.contains(&tokens[t].lemma.to_lowercase().as_str()));
    m.one("target").is_some() || against || conditional || own || borne
}

/// A participle that only describes ("prohibited weapons"), or a view in a relative clause ("who is concerned about").
fn is_aside(reading: &Reading, m: &Match, kind: FactKind) -> bool {
    let token = &reading.sentence().tokens[m.trigger];
    let doer = m.arguments.iter().any(|(n, _)| n == "source" || n == "speaker" || n == "party");
    let timed =
        reading.view.graph.children(m.trigger).iter().any(|&c| reading.view.labels[c].contains("time"));
    match token.deprel {
        "amod" => token.upos != "NOUN" && token.upos != "PROPN",
        "acl" => token.xpos == "VBN" && !kind.is_contact() && !doer && !timed,
        "acl:relcl" => kind == FactKind::Statement && token.xpos != "VBD" && token.xpos != "VBN",
        _ => false,
    }
}

/// A stance that may be taken, or should, is none; an act that may come is proposed.
fn settled_status(kind: FactKind, mood: Mood) -> Option<Status> {
    let status = mood.status?;
    match (kind, status) {
        (FactKind::Threat, Status::Conditional) => Some(Status::Conditional),
        // "declared that they would boycott the vote": they refuse now.
        (FactKind::Pledge, Status::Conditional) | (FactKind::Refusal, Status::Scheduled) => {
            Some(Status::Happened)
        }
        (k, Status::Cancelled | Status::Postponed) if k.is_utterance() => Some(Status::Happened),
        // "failed to reach an agreement", "failed to adopt the resolution".
        (FactKind::Vote | FactKind::Deadline | FactKind::Agreement, Status::Missed) => Some(status),

        (k, Status::Missed) if !k.is_contact() => None,
        (k, Status::Proposed | Status::Conditional | Status::Missed) if k.is_utterance() => None,
        (k, Status::Proposed | Status::Conditional) if !k.is_contact() => match k {
            FactKind::Vote | FactKind::Withdrawal | FactKind::Agreement | FactKind::Decision => Some(status),
            _ => None,
        },
        (
            FactKind::State | FactKind::Attack | FactKind::Incident | FactKind::Denial | FactKind::Accusation,
            Status::Scheduled,
        ) => None,
        _ => Some(status),
    }
}

/// Rules too wide to stand alone name what must be near: a time or place, or quotation marks.
fn anchored(scene: Scene, reading: &Reading, m: &Match, rule: &Rule, status: Status) -> bool {
    match rule.set.get("needs").map(String::as_str) {
        Some("assertion") => {
            status == Status::Happened
                && deprel(reading, m.trigger) != "advcl"
                && !m
                    .all("speaker")
                    .any(|t| matches!(reading.sentence().tokens[t].lemma.as_str(), "you" | "who"))
        }
        Some("several") => {
            let sides: Vec<usize> = m.all("party").collect();
            let plural = |t: &usize| {
                let token = &reading.sentence().tokens[*t];
                matches!(token.xpos, "NNS" | "NNPS") || token.lemma.eq_ignore_ascii_case("they")
            };
            sides.len() > 1 || sides.iter().any(plural)
        }
        Some("quotation") => quote::touches(scene.document, speech::reach(scene, reading)),
        Some("anchor") => {
            let sides = m.arguments.iter().filter(|(name, _)| name == "with" || name == "party").count();
            let labels = |t: usize, l: &str| reading.view.labels[t].contains(l);
            let near = reading.view.graph.children(m.trigger);
            let fixed = near.iter().any(|&c| labels(c, "time") || labels(c, "place") && located(reading, c));
            let aside = deprel(reading, m.trigger) == "nmod" && !of_event(scene, reading, m.trigger);
            if aside && !fixed {
                return false;
            }
            sides >= 2
                || status != Status::Happened
                || near.iter().any(|&c| labels(c, "time") || labels(c, "place") && located(reading, c))
        }
        _ => true,
    }
}

/// "preparations for talks", "a round of talks": the noun above tells of the occasion itself.
fn of_event(scene: Scene, reading: &Reading, t: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let Some(head) = tokens[t].head.filter(|&h| h < tokens.len()) else { return true };
    let classes = [
        "noun_of_plan",
        "noun_of_wish",
        "noun_of_part",
        "noun_cancels",
        "noun_postpones",
        "time_noun",
        "meeting_noun",
    ];
    let copula = reading.view.graph.children(head).iter().any(|&c| tokens[c].deprel == "cop");
    copula || classes.iter().any(|c| scene.lore.book().any_in_class(c, &reading.view.lemmas[head]))
}

/// Whether a noun's place is told by this word: "in Geneva".
fn located(reading: &Reading, c: usize) -> bool {
    let by = reading.view.graph.up(c).iter().find_map(|e| e.by.as_deref());
    deprel(reading, c) == "nmod" && matches!(by, Some("in" | "at"))
}

pub(super) fn deprel<'r>(reading: &'r Reading, t: usize) -> &'r str {
    reading.sentence().tokens[t].deprel.split(':').next().unwrap_or_default()
}

fn is_question(scene: Scene, reading: &Reading) -> bool {
    let words = reading.sentence().span.of(scene.document.text());
    let end =
        words.trim_end_matches(|c: char| c == '"' || c == '”' || c == '’' || c == '\'' || c.is_whitespace());
    end.ends_with('?')
}

fn best_of_each_trigger(mut all: Vec<Draft>, rules: &[Rule]) -> Vec<Draft> {
    let weight = |d: &Draft| (rules[d.rule].rank, d.found.arguments.len());
    all.sort_by_key(|d| (d.trigger, std::cmp::Reverse(weight(d)), d.rule));
    all.dedup_by_key(|d| d.trigger);
    all
}

/// "said that it demands": the demand, not the saying; "said he hopes": the saying, not the hoping.
fn without_outer_statements(reading: &Reading, drafts: Vec<Draft>, rules: &[Rule]) -> Vec<Draft> {
    let mild = |d: &Draft| d.kind == FactKind::Statement && rules[d.rule].rank <= MILD;
    let mut out = vec![false; drafts.len()];
    for (i, outer) in drafts.iter().enumerate() {
        for (j, inner) in drafts.iter().enumerate() {
            if i == j {
                continue;
            }
            let framing = rules[outer.rule].id == "according-to";
            if mild(inner)
                && !framing
                && outer.trigger != inner.trigger
                && !mild(outer)
                && deep_in_content(reading, outer, inner.trigger)
            {
                out[j] = true;
            } else if (is_content(reading, outer, inner.trigger)
                || inner.found.one("seen").is_some_and(|seen| is_content(reading, outer, seen)))
                && outer.kind == FactKind::Statement
                && (inner.kind.is_utterance() || by_noun(reading, outer, inner))
            {
                out[i] = true;
            }
        }
    }
    kept(drafts, &out)
}

/// Statements of opinion or mood, which a statement around them swallows.
const MILD: i32 = 6;

/// "announced the withdrawal": what is announced is a noun that makes a claim of its own.
fn by_noun(reading: &Reading, outer: &Draft, inner: &Draft) -> bool {
    let object = outer.found.one("content") == Some(inner.trigger);
    object && reading.sentence().tokens[inner.trigger].upos == "NOUN" && !inner.kind.is_contact()
}

fn deep_in_content(reading: &Reading, outer: &Draft, word: usize) -> bool {
    let heads = outer.found.all("content").filter(|&c| !below(reading, c).contains(&outer.trigger));
    heads.into_iter().any(|c| below(reading, c).contains(&word))
}

/// Whether `word` heads the content of `draft`, or one of its conjuncts does.
fn is_content(reading: &Reading, draft: &Draft, word: usize) -> bool {
    let graph = &reading.view.graph;
    let direct = draft.found.all("content").any(|c| c == word);
    let held = draft.found.all("content").any(|c| {
        let light = |e: &chancery_rules::Edge| matches!(e.relation, "patient" | "conj" | "xcomp");
        graph.down(c).iter().any(|e| light(e) && e.to == word)
    });
    direct || held || graph.reached(draft.trigger, "content").any(|c| c == word)
}

/// What is demanded, threatened, charged or refused has not happened.
fn without_stance_contents(reading: &Reading, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let stances: Vec<(usize, FactKind, Vec<usize>)> = drafts
        .iter()
        .filter(|d| d.kind != FactKind::Statement && (d.kind.is_utterance() || is_plan(d.kind)))
        // "failed to agree at their summit": what they did not agree on foresees nothing.
        .filter(|d| d.status != Status::Missed)
        .map(|d| {
            let content = d.found.arguments.iter().filter(|(n, _)| CONTENTS.contains(&n.as_str()));
            (d.trigger, d.kind, content.flat_map(|(_, t)| below(reading, *t)).collect())
        })
        .collect();
    let mut out = vec![false; drafts.len()];
    for (i, draft) in drafts.iter_mut().enumerate() {
        for (trigger, kind, content) in &stances {
            // "Peru's red line is the sale of jets": the predicate is the content, and the stance its subject.
            let predicate = content.contains(trigger)
                && reading.sentence().tokens[draft.trigger].upos == "NOUN"
                && reading.sentence().tokens[*trigger].head == Some(draft.trigger);
            let inside = content.contains(&draft.trigger) && (!content.contains(trigger) || predicate);
            if *trigger == draft.trigger || !inside {
                continue;
            }
            match (kind, draft.kind.is_contact()) {
                _ if draft.kind.is_utterance() => {
                    out[i] |= !is_plan(*kind) && !told_as_past(reading, draft.trigger);
                }
                (FactKind::Agreement | FactKind::Pledge | FactKind::Decision, true) => {
                    draft.status = later(draft.status, Status::Scheduled);
                }
                (FactKind::Demand | FactKind::Offer, true) => {
                    draft.status = later(draft.status, Status::Proposed);
                }
                (FactKind::Support | FactKind::Threat, true) => {}
                // "accused the kingdom of massing troops": a charge tells of a build-up that lasts.
                (FactKind::Accusation, _) if draft.kind == FactKind::Deployment => {}
                _ => out[i] |= !told_as_past(reading, draft.trigger),
            }
        }
    }
    kept(drafts, &out)
}

const CONTENTS: [&str; 3] = ["content", "condition", "said"];

fn is_plan(kind: FactKind) -> bool {
    matches!(kind, FactKind::Agreement | FactKind::Decision)
}

fn later(status: Status, framed: Status) -> Status {
    if status == Status::Happened { framed } else { status }
}

/// A relative clause in the past inside what is demanded is still a fact: "the men who were killed on Monday".
fn told_as_past(reading: &Reading, trigger: usize) -> bool {
    let token = &reading.sentence().tokens[trigger];
    let aside = token.deprel == "acl:relcl" || token.deprel == "advcl";
    let finite = token.xpos == "VBD"
        || reading.view.graph.children(trigger).iter().any(|&c| {
            let t = &reading.sentence().tokens[c];
            t.deprel == "aux:pass" && t.xpos == "VBD"
        });
    finite && aside
}

pub(super) fn below(reading: &Reading, top: usize) -> Vec<usize> {
    let mut seen = vec![top];
    let mut at = 0;
    while at < seen.len() {
        let next: Vec<usize> = reading.view.graph.children(seen[at]).to_vec();
        for c in next {
            if !seen.contains(&c) {
                seen.push(c);
            }
        }
        at += 1;
    }
    seen
}

pub(super) fn kept(drafts: Vec<Draft>, out: &[bool]) -> Vec<Draft> {
    drafts.into_iter().zip(out).filter(|(_, out)| !**out).map(|(d, _)| d).collect()
}
