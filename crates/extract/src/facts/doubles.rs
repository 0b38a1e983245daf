//! Two matches of a sentence that tell one thing: one occasion, one attack and its toll.

use chancery_rules::Rule;

use super::{
    Scene,
    choose::{Draft, deprel, kept},
    reading::Reading,
};
use crate::FactKind;

/// The claims of a sentence, each thing once.
pub(super) fn without(scene: Scene, reading: &Reading, drafts: Vec<Draft>) -> Vec<Draft> {
    let rules = scene.lore.book().rules();
    let occasions = one_occasion(reading, without_doubles(reading, drafts, rules));
    with_its_toll(scene, reading, occasions)
}

/// "bombed a bridge, killing ten people": one attack and its toll.
fn with_its_toll(scene: Scene, reading: &Reading, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let tokens = &reading.sentence().tokens;
    let mut out = vec![false; drafts.len()];
    for j in 0..drafts.len() {
        let token = &tokens[drafts[j].trigger];
        let harm = scene.lore.book().any_in_class("harms", &reading.view.lemmas[drafts[j].trigger]);
        let violent = |d: &Draft| matches!(d.kind, FactKind::Attack | FactKind::Incident);
        if !harm || token.deprel != "advcl" || token.xpos != "VBG" || !violent(&drafts[j]) {
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
            let within = within || fight;
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

fn near_kinds(a: FactKind, b: FactKind) -> bool {
    let act = |k: FactKind| matches!(k, FactKind::Attack | FactKind::Incident);
    a == b
        || (act(a) && act(b))
        || (a.is_contact() && b.is_contact())
        || (a.is_utterance() && b.is_utterance())
}
