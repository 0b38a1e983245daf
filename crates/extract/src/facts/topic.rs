//! What a claim is about: its content in the report's words, the words by which stances are compared, its *if*.

use std::collections::BTreeSet;

use chancery_rules::{clause_words, phrase};
use chancery_text::Span;

use super::{
    Scene,
    choose::{Draft, below},
    reading::Reading,
    speech, who,
};
use crate::FactKind;

/// The content of an utterance or the subject matter of a meeting.
pub(super) fn about(scene: Scene, reading: &Reading, draft: &Draft) -> Option<Span> {
    let heads = subject_heads(scene, reading, draft);
    let spans = heads
        .into_iter()
        .filter_map(|c| antecedent(scene, reading, c).or_else(|| content_span(scene, reading, draft, c)));
    let content = closed(scene, spans.reduce(Span::to)?);
    let speech =
        if draft.kind.is_utterance() { speech::quoted(scene, reading.sentence().span) } else { Vec::new() };
    let whole = speech.into_iter().filter(|q| q.meets(content)).fold(content, Span::to);
    Some(whole.trimmed(scene.document.text()))
}

/// "the raids that Norway blamed on Chad": "that" stands for the noun before its clause.
fn antecedent(scene: Scene, reading: &Reading, pronoun: usize) -> Option<Span> {
    let tokens = &reading.sentence().tokens;
    let relative = tokens[pronoun].upos == "PRON" && matches!(tokens[pronoun].xpos, "WDT" | "WP");
    let mut at = Some(pronoun).filter(|_| relative)?;
    for _ in 0..CLAUSES {
        let above = tokens[at].head.filter(|&h| h < tokens.len())?;
        if tokens[at].deprel == "acl:relcl" {
            let first = clause_words(reading.sentence(), above).first().copied()?;
            let last = (first..pronoun).rev().find(|&t| tokens[t].upos != "PUNCT")?;
            return Span::new(scene.document.text(), tokens[first].span.start(), tokens[last].span.end());
        }
        at = above;
    }
    None
}

/// How many words up a relative clause may begin.
const CLAUSES: usize = 4;

/// Words that begin a quotation keep the mark that ends it right after them.
fn closed(scene: Scene, span: Span) -> Span {
    let text = scene.document.text();
    let words = span.of(text);
    let open = words.matches('"').count() % 2 == 1 || words.matches('“').count() > words.matches('”').count();
    let next = text[span.end()..].chars().next().filter(|c| open && matches!(c, '"' | '”'));
    next.and_then(|c| Span::new(text, span.start(), span.end() + c.len_utf8())).unwrap_or(span)
}

/// "destroyed an Iranian drone": the thing itself, where the target is only the state that it belongs to.
fn struck_thing(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    let deed =
        matches!(draft.kind, FactKind::Attack | FactKind::Seizure | FactKind::Arrest | FactKind::Expulsion);
    let tokens = &reading.sentence().tokens;
    let named = |t: usize| who::headed_by(scene, reading, t).is_some();
    let mut targets = draft.found.all("target").filter(|_| deed);
    targets.find(|&t| matches!(tokens[t].upos, "NOUN" | "PROPN") && !named(t))
}

fn subject_heads(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let content: Vec<usize> = draft.found.all("content").collect();
    if !content.is_empty() {
        return content;
    }
    if let Some(thing) = struck_thing(scene, reading, draft) {
        return vec![thing];
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
        .filter(|&t| !scene.times.meets(reading.sentence().tokens[t].span))
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
    let (mut first, last) = (*words.first()?, *words.last()?);
    let preposition = matches!(tokens[first].deprel, "case" | "mark") && tokens[first].head == Some(head);
    if preposition && matches!(tokens[first].lemma.as_str(), "of" | "for" | "with") && first < last {
        first += 1;
    }
    Span::new(scene.document.text(), tokens[first].span.start(), tokens[last].span.end())
}

/// Content words of the subject matter, for comparing positions.
pub(super) fn issue(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<String> {
    let own = below(reading, draft.trigger);
    let mut lemmas: BTreeSet<String> = BTreeSet::new();
    for head in subject_heads(scene, reading, draft) {
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

/// The *if* of a stance or a deadline, in the report's words.
pub(super) fn condition(reading: &Reading, draft: &Draft) -> Option<Span> {
    condition_head(reading, draft).map(|head| phrase(reading.sentence(), head))
}

/// The word that heads the *if*.
pub(super) fn condition_head(reading: &Reading, draft: &Draft) -> Option<usize> {
    let graph = &reading.view.graph;
    let mut hosts = vec![draft.trigger];
    hosts.extend(draft.found.all("content"));
    let conditional = |h: &usize| {
        let edges = graph.down(*h).iter();
        edges.filter(|e| e.is("advcl:if") || e.is("advcl:unless") || e.is("advcl:until")).map(|e| e.to).next()
    };
    let utterance = draft.kind.is_utterance() || draft.kind == FactKind::Deadline;
    hosts.iter().filter(|_| utterance).find_map(conditional)
}
