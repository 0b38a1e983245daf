//! At whom a stance is aimed and to whom it is spoken, where the sentence says so.

use super::{Scene, choose::Draft, link::same_side, reading::Reading, speech, topic, who};
use crate::{FactKind, Party, Role};

/// Adds the target that the content of a stance names: whose deed is condemned, whose offer refused,
/// who is to do what is demanded, who will bear what is threatened, to whom nothing is given.
pub(super) fn add_target(scene: Scene, reading: &Reading, draft: &Draft, actors: &mut Vec<Party>) {
    if actors.iter().any(|p| matches!(p.role, Role::Target | Role::Addressee)) {
        return;
    }
    let words = match draft.kind {
        FactKind::Accusation | FactKind::Refusal => owners(reading, draft),
        FactKind::Demand => doers(reading, draft),
        FactKind::Threat => [doers(reading, draft), struck(reading, draft)].concat(),
        FactKind::Pledge | FactKind::Offer => takers(scene, reading, draft),
        FactKind::Visit => {
            let visitor = actors.iter().find(|p| p.role == Role::Source).map(|p| p.mention);
            let other = |&t: &usize| {
                let seen = who::mention(scene, reading, t);
                seen.is_some_and(|m| visitor.is_none_or(|v| !same_side(scene, v, m)))
            };
            seen_there(scene, reading, draft).into_iter().filter(other).collect()
        }
        _ => return,
    };
    add_other_side(scene, reading, words, Role::Target, actors);
}

/// "returned to Oslo to resume talks with the rebels", "is in Oslo briefing the king": whom a visit is made to see.
fn seen_there(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let graph = &reading.view.graph;
    let talks = |&t: &usize| scene.lore.book().any_in_class("meeting_noun", &reading.view.lemmas[t]);
    let with =
        |t: usize| ["nmod:with", "obl:with", "nmod:between"].map(|r| graph.reached(t, r).collect::<Vec<_>>());
    let sees = |&p: &usize| {
        let verbs = ["meet", "see", "brief", "consult"];
        reading.view.lemmas[p].iter().any(|l| verbs.contains(&l.as_str()))
    };
    // Where the visit is told by its place ("is in Oslo"), its purpose hangs on that.
    let hosts: Vec<usize> = std::iter::once(draft.trigger).chain(draft.found.all("target")).collect();
    let aims = ["advcl:to", "xcomp:to", "advcl", "obl:for", "acl:to", "nmod:for"];
    let purposes = hosts.iter().flat_map(|&h| aims.iter().flat_map(move |r| graph.reached(h, r)));
    let mut seen = Vec::new();
    for purpose in purposes {
        let patients: Vec<usize> = graph.reached(purpose, "patient").collect();
        if sees(&purpose) {
            seen.extend(patients.iter().copied());
        }
        let meetings = patients.into_iter().chain([purpose]).filter(|t| talks(t) || sees(t));
        seen.extend(meetings.flat_map(|t| with(t).into_iter().flatten().collect::<Vec<_>>()));
    }
    seen.retain(|&t| reading.view.labels[t].contains("actor"));
    seen
}

/// Adds who is spoken to on an occasion ("in his call with the envoy, he stressed"), or whom the frame around
/// the stance names ("told the envoy that he would not").
pub(super) fn add_addressee(scene: Scene, reading: &Reading, draft: &Draft, actors: &mut Vec<Party>) {
    let has = |role: Role| actors.iter().any(|p| p.role == role);
    let (aimed, addressed) = (has(Role::Target), has(Role::Addressee));
    if addressed || !draft.kind.is_utterance() {
        return;
    }
    if aimed {
        return add_other_side(scene, reading, partners(scene, reading, draft), Role::Addressee, actors);
    }
    let speaker = actors.iter().find(|p| p.role == Role::Speaker).map(|p| p.mention);
    let mut words = speech::told(scene, reading, draft.trigger, speaker);
    words.extend(partners(scene, reading, draft));
    add_other_side(scene, reading, words, Role::Addressee, actors);
}

/// Adds whom an utterance is about: who does or suffers what its content tells, whose thing its content is.
pub(super) fn add_subjects(scene: Scene, reading: &Reading, draft: &Draft, actors: &mut Vec<Party>) {
    if !draft.kind.is_utterance() {
        return;
    }
    let graph = &reading.view.graph;
    let subjects = |c: usize| -> Vec<usize> {
        let clause =
            graph.reached(c, "agent").chain(graph.reached(c, "patient").filter(|_| graph.passive(c)));
        let clause: Vec<usize> = clause.collect();
        if clause.is_empty() { vec![c] } else { clause }
    };
    let actor = |m: usize| scene.mentions[m].value.actor;
    let tokens = &reading.sentence().tokens;
    let words = draft.found.all("content").flat_map(subjects);
    let words = words.filter(|&t| !matches!(tokens[t].form.to_lowercase().as_str(), "they" | "them"));
    for mention in words.filter_map(|t| who::mention(scene, reading, t)).take(SUBJECTS) {
        let known = actors.iter().any(|p| actor(p.mention) == actor(mention));
        if !known && who::acts(scene, mention) {
            actors.push(Party { mention, role: Role::About });
        }
    }
}

/// Subjects that an utterance names at most.
const SUBJECTS: usize = 3;

fn add_other_side(scene: Scene, reading: &Reading, words: Vec<usize>, role: Role, actors: &mut Vec<Party>) {
    let actor = |m: usize| scene.mentions[m].value.actor;
    let named = words.into_iter().filter_map(|c| who::mention(scene, reading, c));
    let speaker = actors.iter().find(|p| p.role == Role::Speaker).map(|p| p.mention);
    let other = |m: &usize| {
        let listed = actors.iter().any(|p| actor(p.mention) == actor(*m));
        !listed
            && who::acts(scene, *m)
            && speaker.is_none_or(|s| actor(s) != actor(*m) && !same_side(scene, s, *m))
    };
    if let Some(mention) = named.into_iter().find(other) {
        let both = who::meant_too(scene, mention).filter(other).chain([mention]);
        let both: Vec<usize> = both.collect();
        actors.extend(both.into_iter().map(|mention| Party { mention, role }));
    }
}

/// Whose thing is condemned or refused, to whom nothing is given, with whom nobody will talk.
fn owners(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let graph = &reading.view.graph;
    let contents: Vec<usize> = draft.found.all("content").collect();
    let nouns = contents.iter().copied().filter(|&c| tokens[c].upos != "VERB");
    let mut ways = vec!["obl:to", "iobj", "nmod:to"];
    if draft.kind == FactKind::Refusal {
        ways.extend(["obl:with", "nmod:with", "obj"]);
    }
    let given = contents.iter().flat_map(|&c| ways.iter().flat_map(move |r| graph.reached(c, r)));
    nouns.chain(given).collect()
}

/// Who is to do, or does, what the content and the condition tell.
fn doers(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let graph = &reading.view.graph;
    let clauses = |c: usize| {
        let inner =
            graph.down(c).iter().filter(|e| matches!(e.relation, "acl" | "ccomp" | "acl:relcl" | "content"));
        inner.map(|e| e.to).chain([c]).collect::<Vec<usize>>()
    };
    let contents = draft.found.all("content");
    let condition = topic::condition_head(reading, draft).filter(|_| draft.kind == FactKind::Threat);
    let heads: Vec<usize> = contents.chain(condition).flat_map(clauses).collect();
    heads.into_iter().flat_map(|h| graph.reached(h, "agent").collect::<Vec<_>>()).collect()
}

/// Who is to suffer what is threatened: "to bomb the town", "to shoot down their planes".
fn struck(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let graph = &reading.view.graph;
    let verbs = draft.found.all("content").filter(|&c| reading.sentence().tokens[c].upos == "VERB");
    verbs.flat_map(|c| graph.reached(c, "patient").collect::<Vec<_>>()).collect()
}

/// Who is to be given what is promised: "to send Chad tanks", "to send tanks to Chad".
fn takers(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let gives = |c: &usize| scene.lore.book().any_in_class("gives", &reading.view.lemmas[*c]);
    let graph = &reading.view.graph;
    let taken = |c: usize| graph.reached(c, "iobj").chain(graph.reached(c, "obl:to")).collect::<Vec<_>>();
    draft.found.all("content").filter(gives).flat_map(taken).collect()
}

/// With whom the occasion of the utterance was: "during his talks with the envoy".
fn partners(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let graph = &reading.view.graph;
    let book = scene.lore.book();
    let occasion = |t: &usize| {
        let lemmas = &reading.view.lemmas[*t];
        book.any_in_class("call_noun", lemmas) || book.any_in_class("talk_noun", lemmas)
    };
    let verbs = [Some(draft.trigger), draft.found.one("said"), draft.found.one("held")];
    let on = verbs.into_iter().flatten().flat_map(|v| {
        ["obl:in", "obl:during", "obl:at", "obl:after"].into_iter().flat_map(move |r| graph.reached(v, r))
    });
    on.filter(occasion).flat_map(|t| graph.reached(t, "nmod:with").collect::<Vec<_>>()).collect()
}
