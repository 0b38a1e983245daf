//! Two matches of a sentence that tell one thing: one occasion, one attack and its toll.

use chancery_rules::Rule;

use super::{
    Scene,
    choose::{Draft, deprel, kept},
    reading::Reading,
};
use crate::{FactKind, Status};

/// The claims of a sentence, each thing once.
pub(super) fn without(scene: Scene, reading: &Reading, drafts: Vec<Draft>) -> Vec<Draft> {
    let rules = scene.lore.book().rules();
    let occasions = one_occasion(reading, without_doubles(reading, drafts, rules));
    harmed_when(scene, reading, with_its_toll(scene, reading, occasions))
}

/// "Ten people were killed when a bomb exploded", "… and dozens wounded as the train derailed": one deed or mishap
/// and its toll.
fn harmed_when(scene: Scene, reading: &Reading, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let tokens = &reading.sentence().tokens;
    let book = scene.lore.book();
    let mut out = vec![false; drafts.len()];
    for cause in 0..drafts.len() {
        let happened = drafts[cause].found.one("happened");
        let told = std::iter::once(drafts[cause].trigger).chain(happened);
        let harms: Vec<usize> = told.flat_map(|t| harms_above(reading, t)).collect();
        let violent = matches!(drafts[cause].kind, FactKind::Attack | FactKind::Incident);
        if !violent || harms.is_empty() {
            continue;
        }
        let deadly = |t: usize| {
            let hurt = book.any_in_class("harms", &reading.view.lemmas[t]) || tokens[t].lemma == "die";
            let by_nobody = !reading.view.graph.children(t).iter().any(|&c| tokens[c].deprel == "obl:agent");
            hurt && by_nobody
        };
        let tolls = (0..drafts.len()).filter(|&j| {
            let of = harms.contains(&drafts[j].trigger) && deadly(drafts[j].trigger);
            j != cause
                && of
                && drafts[j].found.one("source").is_none()
                && drafts[j].status == Status::Happened
        });
        let tolls: Vec<usize> = tolls.collect();
        for &j in &tolls {
            let hurt = ["target", "party"].iter().flat_map(|n| drafts[j].found.all(n)).collect::<Vec<_>>();
            drafts[cause].found.arguments.extend(hurt.into_iter().map(|t| ("target".to_string(), t)));
            out[j] = true;
        }
        let planted =
            drafts[cause].found.all("party").any(|t| book.any_in_class("planted", &reading.view.lemmas[t]));
        if planted && !tolls.is_empty() {
            drafts[cause].kind = FactKind::Attack;
        }
    }
    kept(drafts, &out)
}

/// The verbs that a clause with "when", "after" or "as" tells the cause of, those beside each other together.
fn harms_above(reading: &Reading, trigger: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let marks = |&c: &usize| matches!(tokens[c].lemma.to_lowercase().as_str(), "when" | "after" | "as");
    let clause =
        tokens[trigger].deprel.starts_with("advcl") && reading.view.graph.children(trigger).iter().any(marks);
    let Some(above) = tokens[trigger].head.filter(|&h| clause && h < tokens.len()) else { return Vec::new() };
    let first =
        tokens[above].head.filter(|&h| h < tokens.len() && tokens[above].deprel == "conj").unwrap_or(above);
    let next = reading.view.graph.children(first).iter().copied().filter(|&c| tokens[c].deprel == "conj");
    std::iter::once(first).chain(next).collect()
}

/// "bombed a bridge, killing ten people": one attack and its toll.
fn with_its_toll(scene: Scene, reading: &Reading, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let tokens = &reading.sentence().tokens;
    let mut out = vec![false; drafts.len()];
    for j in 0..drafts.len() {
        let token = &tokens[drafts[j].trigger];
        let harm = scene.lore.book().any_in_class("harms", &reading.view.lemmas[drafts[j].trigger]);
        let violent = |d: &Draft| matches!(d.kind, FactKind::Attack | FactKind::Incident);
        let killing = token.deprel == "advcl" && token.xpos == "VBG";
        // "two soldiers were killed and three wounded in an ambush"
        let beside = token.deprel == "conj" && token.xpos == "VBN" && drafts[j].found.one("source").is_none();
        let first = token.head.is_some_and(|h| {
            h < tokens.len()
                && tokens[h].xpos == "VBN"
                && scene.lore.book().any_in_class("harms", &reading.view.lemmas[h])
        });
        if !harm || !(killing || beside && first) || !violent(&drafts[j]) {
            continue;
        }
        let struck = |d: &Draft| violent(d) && Some(d.trigger) == token.head;
        if let Some(i) = (0..drafts.len()).find(|&i| struck(&drafts[i])) {
            let hurt: Vec<usize> = drafts[j].found.all("target").collect();
            drafts[i].found.arguments.extend(hurt.into_iter().map(|t| ("target".to_string(), t)));
            out[j] = true;
        }
    }
    kept(drafts, &out)
}

/// "a second round of talks", "met for talks": two words for one meeting; the second gives its sides to the first.
fn one_occasion(reading: &Reading, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out = vec![false; drafts.len()];
    for j in 0..drafts.len() {
        let over = occasions_above(reading, drafts[j].trigger);
        let same = |i: &usize| {
            let meetings = drafts[*i].kind == FactKind::Meeting && drafts[j].kind == FactKind::Meeting;
            *i != j && !out[*i] && meetings && over.contains(&drafts[*i].trigger)
        };
        if let Some(i) = (0..drafts.len()).find(same) {
            let given = drafts[j].found.arguments.clone();
            let known: Vec<usize> = drafts[i].found.arguments.iter().map(|(_, t)| *t).collect();
            let fresh = given.into_iter().filter(|(_, t)| !known.contains(t) && *t != drafts[i].trigger);
            let fresh: Vec<(String, usize)> = fresh.collect();
            drafts[i].found.arguments.extend(fresh);
            out[j] = true;
        }
    }
    kept(drafts, &out)
}

/// Words that tell the same occasion as the noun `at`: the round it is of, the verb of meeting it is for.
fn occasions_above(reading: &Reading, at: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let mut above = Vec::new();
    let mut word = at;
    while let Some(head) = tokens[word].head.filter(|&h| h < tokens.len()) {
        let edges = reading.view.graph.up(word).iter();
        let by = edges.filter(|e| e.to == head).find_map(|e| e.by.clone()).unwrap_or_default();
        let round = deprel(reading, word) == "nmod" && by == "of" && tokens[head].upos == "NOUN";
        let purpose = deprel(reading, word) == "obl" && by == "for" && tokens[head].upos == "VERB";
        if tokens[word].upos != "NOUN" || !(round || purpose) || above.len() > 3 {
            break;
        }
        above.push(head);
        word = head;
    }
    above
}

/// Two claims of near kinds where one is an argument of the other tell one thing.
fn without_doubles(reading: &Reading, drafts: Vec<Draft>, rules: &[Rule]) -> Vec<Draft> {
    let mut out = vec![false; drafts.len()];
    for (i, a) in drafts.iter().enumerate() {
        for (j, b) in drafts.iter().enumerate() {
            let within = a.found.arguments.iter().any(|(_, t)| *t == b.trigger);
            let held = a.found.one("held").is_some_and(|h| b.found.one("held") == Some(h));
            let fight = near_kinds(a.kind, b.kind) && !a.kind.is_utterance() && !a.kind.is_contact() && {
                let above = reading.sentence().tokens[b.trigger].head == Some(a.trigger);
                above && deprel(reading, b.trigger) == "obl"
            };
            // "flew to Oslo for talks": the talks are still to come, and the journey is news of its own.
            let journey = a.kind == FactKind::Meeting
                && b.kind == FactKind::Visit
                && a.status != Status::Happened
                && (b.status == Status::Happened || sets_out(reading, b.trigger));
            let within = (within || fight) && !journey;
            let twice = held && a.rule == b.rule && i < j && !a.kind.is_contact();
            if i == j || !(within || twice) || !near_kinds(a.kind, b.kind) {
                continue;
            }
            let weaker = if rules[a.rule].rank >= rules[b.rule].rank { j } else { i };
            out[weaker] = true;
        }
    }
    kept(drafts, &out)
}

/// "will fly to Oslo for talks": to go there is one thing, to talk another; who is due to arrive for talks is due for them.
fn sets_out(reading: &Reading, at: usize) -> bool {
    let lemma = reading.sentence().tokens[at].lemma.to_lowercase();
    matches!(lemma.as_str(), "fly" | "travel" | "go" | "head" | "leave")
}

fn near_kinds(a: FactKind, b: FactKind) -> bool {
    let act = |k: FactKind| matches!(k, FactKind::Attack | FactKind::Incident);
    a == b
        || (act(a) && act(b))
        || (a.is_contact() && b.is_contact())
        || (a.is_utterance() && b.is_utterance())
}
