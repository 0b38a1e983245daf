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
    // "withdrew from the accord", "approved the budget": the verb is what was decided.
    if draft.kind == FactKind::Decision
        && let Some(decided) = own_clause(scene, reading, draft)
    {
        return Some(decided);
    }
    let heads = subject_heads(scene, reading, draft);
    let spans = heads
        .into_iter()
        .filter_map(|c| antecedent(scene, reading, c).or_else(|| content_span(scene, reading, draft, c)));
    let Some(content) = spans.reduce(Span::to) else { return own_clause(scene, reading, draft) };
    // "will not withdraw the frigates": what is refused is the withdrawing; "a grave mistake to impose sanctions".
    let begins = draft.found.one("negation").map(|_| draft.trigger).or(draft.found.one("judged"));
    let begins = begins.map(|t| reading.sentence().tokens[t].span).filter(|b| b.start() < content.start());
    let content = closed(scene, begins.map_or(content, |b| b.to(content)));
    let speech =
        if draft.kind.is_utterance() { speech::quoted(scene, reading.sentence().span) } else { Vec::new() };
    let whole = speech.into_iter().filter(|q| q.meets(content)).fold(content, Span::to);
    Some(whole.trimmed(scene.document.text()))
}

/// "The rebels will not negotiate", "fighting erupted in the valley": a stance without content and a deed are
/// told by their own clause, without who speaks, its *if* and the clauses beside it.
fn own_clause(scene: Scene, reading: &Reading, draft: &Draft) -> Option<Span> {
    if draft.kind.is_contact() || draft.kind == FactKind::Statement {
        return None;
    }
    let stance = draft.kind.is_utterance() || draft.kind == FactKind::Decision;
    let tokens = &reading.sentence().tokens;
    let head = draft.found.one("happened").unwrap_or(draft.trigger);
    let told: Vec<usize> = draft.found.all("speaker").filter(|_| stance).collect();
    let beside = |&c: &usize| {
        let relation = tokens[c].deprel;
        matches!(relation, "advcl" | "parataxis" | "acl:relcl" | "cc" | "mark" | "punct" | "discourse")
            || relation == "conj" && matches!(tokens[c].upos, "VERB" | "AUX")
            || matches!(tokens[c].xpos, "WRB" | "WDT" | "WP")
            || told.contains(&c)
            || stance && relation.starts_with("nsubj")
    };
    let kept = reading.view.graph.children(head).iter().copied().filter(|c| !beside(c));
    let mut words: BTreeSet<usize> = kept.flat_map(|c| below(reading, c)).collect();
    words.insert(head);
    let mut last = head;
    while words.contains(&(last + 1)) {
        last += 1;
    }
    let mut first = head;
    while first > 0 && words.contains(&(first - 1)) {
        first -= 1;
    }
    let says = |t: usize| match tokens[t].upos {
        "NOUN" | "PROPN" | "VERB" | "ADJ" => t != draft.trigger && !draft.found.all("target").any(|a| a == t),
        _ => matches!(tokens[t].lemma.as_str(), "not" | "never"),
    };
    // The *then* of an *if* and what must be done say something however short: "would respond decisively".
    let modal = (first..=last).any(|t| tokens[t].xpos == "MD");
    let then = (modal || condition_head(reading, draft).is_some()) && first < last;
    let enough = then || (first..=last).any(says);
    Span::new(scene.document.text(), tokens[first].span.start(), tokens[last].span.end()).filter(|_| enough)
}

/// "the raids that Norway blamed on Chad": "that" stands for the noun before its clause.
fn antecedent(scene: Scene, reading: &Reading, pronoun: usize) -> Option<Span> {
    let tokens = &reading.sentence().tokens;
    let relative = tokens[pronoun].upos == "PRON" && matches!(tokens[pronoun].xpos, "WDT" | "WP");
    let mut at = Some(pronoun).filter(|_| relative)?;
    for _ in 0..CLAUSES {
        let above = tokens[at].head.filter(|&h| h < tokens.len())?;
        if tokens[at].deprel == "acl:relcl" {
            let begins = |t: &usize| {
                tokens[*t].upos == "PUNCT" || tokens[*t].deprel == "case" && tokens[*t].head == Some(above)
            };
            let whole = clause_words(reading.sentence(), above).first().copied()?;
            let first = (whole..above).rev().find(begins).map_or(whole, |t| t + 1);
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

/// "destroyed an Iranian drone": the thing itself, where the target is only the state that it belongs to;
/// "the ferry was hit by a mine": what was hit, named or not.
fn struck_thing(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    if draft.found.one("cause").is_some() {
        return draft.found.one("target");
    }
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
        return std::iter::once(thing).chain(draft.found.one("cause")).collect();
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
    // "talks scheduled for May to discuss the border": what the talks are set for.
    let set = reading.view.graph.reached(draft.trigger, "acl").find(|_| draft.kind.is_contact());
    let hosts = [Some(draft.trigger), draft.found.one("held"), set];
    let aimed = draft.kind.is_contact().then(|| aimed_at(reading, draft.trigger)).flatten();
    hosts
        .iter()
        .flatten()
        .flat_map(|&h| topic.iter().flat_map(move |r| reading.view.graph.reached(h, r)))
        .chain(aimed)
        .filter(|&t| !scene.times.meets(reading.sentence().tokens[t].span))
        .take(1)
        .collect()
}

/// "talks aimed at ending the war", "a round of talks designed to calm the border": what they are for.
fn aimed_at(reading: &Reading, meeting: usize) -> Option<usize> {
    let graph = &reading.view.graph;
    let tokens = &reading.sentence().tokens;
    let rounds = graph.reached(meeting, "nmod:of").chain(graph.reached(meeting, "obl:for"));
    let nouns: Vec<usize> = std::iter::once(meeting).chain(rounds).collect();
    let deeper: Vec<usize> = nouns.iter().flat_map(|&n| graph.reached(n, "nmod:of")).collect();
    let aims = |a: &usize| matches!(tokens[*a].lemma.as_str(), "aim" | "design" | "intend" | "mean");
    let mut meant = nouns.into_iter().chain(deeper).flat_map(|n| graph.reached(n, "acl")).filter(aims);
    let aim = meant.next()?;
    ["advcl:at", "advcl:to", "xcomp:to", "obl:at", "xcomp"].iter().find_map(|r| graph.reached(aim, r).next())
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
    let led = matches!(tokens[first].lemma.as_str(), "of" | "for" | "with")
        || draft.kind == FactKind::Attack && matches!(tokens[first].lemma.as_str(), "on" | "against" | "to");
    if preposition && led && first < last {
        first += 1;
    }
    // "warned against sending troops" without its "against" would say the reverse.
    let against = |t: &usize| tokens[*t].lemma == "against" && tokens[*t].head == Some(head);
    if let Some(before) = first.checked_sub(1).filter(against).filter(|_| draft.kind.is_utterance()) {
        first = before;
    }
    Span::new(scene.document.text(), tokens[first].span.start(), tokens[last].span.end())
}

/// Content words of the subject matter, for comparing positions.
pub(super) fn issue(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<String> {
    if let Some(thing) = struck_thing(scene, reading, draft).filter(|_| draft.found.one("content").is_none())
    {
        // "Two oil tankers", without the clause that tells what became of them.
        let words = phrase(reading.sentence(), thing);
        let tokens = &reading.sentence().tokens;
        return content_lemmas(
            reading,
            &(0..tokens.len()).filter(|&t| words.holds(tokens[t].span)).collect::<Vec<_>>(),
        );
    }
    let mut lemmas = content_lemmas(reading, &subject_words(scene, reading, draft));
    // "will respond", "would not negotiate": a stance without content is about what its clause says.
    if draft.kind.is_utterance()
        && lemmas.is_empty()
        && let Some(clause) = own_clause(scene, reading, draft)
    {
        let tokens = &reading.sentence().tokens;
        let words: Vec<usize> = (0..tokens.len()).filter(|&t| clause.holds(tokens[t].span)).collect();
        lemmas = content_lemmas(reading, &words);
    }
    if scene.lore.book().rules()[draft.rule].id == "claim-responsibility" {
        // Who owns up to an attack owns up to what others call by its place, not by its dead.
        let words: Vec<usize> = draft.found.all("content").flat_map(|t| own_words(reading, t)).collect();
        lemmas = content_lemmas(reading, &words);
        lemmas.push("responsibility".to_string());
        lemmas.sort();
        lemmas.dedup();
    }
    // "The 1953 armistice" is known by its own noun.
    if scene.lore.book().rules()[draft.rule].id == "deal-of-year" {
        lemmas = deal_words(reading, draft.trigger);
    }
    // By these words a line that must not be crossed is told from other threats.
    if draft.found.one("red").is_some() {
        lemmas.extend(["line", "red"].map(str::to_string));
        lemmas.sort();
        lemmas.dedup();
    }
    lemmas
}

/// The words of a noun without the clauses that hang on it.
fn own_words(reading: &Reading, top: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let mut words = vec![top];
    let mut at = 0;
    while at < words.len() {
        let clause = |c: &usize| tokens[*c].deprel.starts_with("acl") || words.contains(c);
        let next: Vec<usize> =
            reading.view.graph.children(words[at]).iter().copied().filter(|c| !clause(c)).collect();
        words.extend(next);
        at += 1;
    }
    words
}

/// "the 1953 armistice agreement": an armistice of 1953, whatever other word it is called by.
fn deal_words(reading: &Reading, deal: usize) -> Vec<String> {
    let tokens = &reading.sentence().tokens;
    let children = reading.view.graph.children(deal);
    let lemma = |t: usize| tokens[t].lemma.to_lowercase();
    let kind: Vec<String> = children
        .iter()
        .filter(|&&c| tokens[c].upos == "NOUN" && matches!(tokens[c].deprel, "compound" | "amod"))
        .map(|&c| lemma(c))
        .collect();
    let year = children.iter().filter(|&&c| tokens[c].upos == "NUM").map(|&c| lemma(c));
    let any = matches!(lemma(deal).as_str(), "agreement" | "accord" | "treaty" | "pact");
    let own = Some(lemma(deal)).filter(|_| kind.is_empty() || !any);
    let mut words: Vec<String> = year.chain(own).chain(kind).collect();
    words.sort();
    words.dedup();
    words
}

/// All words of the subject matter, without those of the stance itself.
fn subject_words(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    let own = below(reading, draft.trigger);
    let mut all = Vec::new();
    for head in subject_heads(scene, reading, draft) {
        let mut words = below(reading, head);
        if words.contains(&draft.trigger) {
            words.retain(|w| !own.contains(w));
        }
        all.extend(words);
    }
    // What is threatened is not what it is threatened for.
    if draft.kind == FactKind::Threat
        && let Some(condition) = condition_head(reading, draft)
    {
        let supposed = below(reading, condition);
        all.retain(|w| !supposed.contains(w));
    }
    all
}

fn content_lemmas(reading: &Reading, words: &[usize]) -> Vec<String> {
    let mut lemmas: BTreeSet<String> = BTreeSet::new();
    for &w in words {
        let token = &reading.sentence().tokens[w];
        let content =
            matches!(token.upos, "NOUN" | "PROPN" | "VERB" | "ADJ") && token.lemma.chars().count() > 2;
        if content && !reading.view.labels[w].contains("time") {
            lemmas.insert(token.lemma.to_lowercase());
        }
    }
    lemmas.into_iter().collect()
}

/// One of several things that a demand asks: its words in the report and those by which it is compared.
pub(super) struct Part {
    pub(super) about: Span,
    pub(super) issue: Vec<String>,
}

/// "to reject the membership and withdraw the troops", "…, in addition to not deploying weapons": what is asked
/// in several clauses is asked part by part. Empty where it is one thing.
pub(super) fn parts(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<Part> {
    const FEWEST: usize = 2;
    let all = subject_words(scene, reading, draft);
    let mut asides: Vec<usize> = Vec::new();
    for &t in all.iter().filter(|&&t| t != draft.trigger) {
        let inside = asides.iter().any(|&a| below(reading, a).contains(&t));
        if asides.is_empty() && !inside {
            asides = beside(reading, t).into_iter().filter(|a| all.contains(a)).collect();
        }
    }
    let Some(&first) = asides.iter().min() else { return Vec::new() };
    let later: BTreeSet<usize> = asides.iter().flat_map(|&a| below(reading, a)).collect();
    let start = later.iter().min().copied().unwrap_or(first);
    let mut opening: Vec<usize> = all.iter().copied().filter(|w| !later.contains(w) && *w < start).collect();
    opening.sort_unstable();
    let mut parts: Vec<Option<Part>> = vec![part(scene, reading, opening)];
    asides.sort_unstable();
    parts.extend(asides.into_iter().map(|a| part(scene, reading, clause_words(reading.sentence(), a))));
    let whole = parts.iter().all(|p| p.as_ref().is_some_and(|p| p.issue.len() >= FEWEST));
    if whole { parts.into_iter().flatten().collect() } else { Vec::new() }
}

fn part(scene: Scene, reading: &Reading, mut words: Vec<usize>) -> Option<Part> {
    let tokens = &reading.sentence().tokens;
    let hangs = |w: usize| {
        tokens[w].upos == "PUNCT"
            || tokens[w].deprel == "cc"
            || matches!(tokens[w].form.as_str(), "in" | "addition")
    };
    while words.last().is_some_and(|&w| hangs(w)) {
        words.pop();
    }
    // "in addition to not deploying": the words that only add.
    if let Some(at) = words.iter().take(3).position(|&w| tokens[w].form == "addition") {
        words.drain(..(at + 2).min(words.len()));
    }
    let (&first, &last) = (words.first()?, words.last()?);
    let about = Span::new(scene.document.text(), tokens[first].span.start(), tokens[last].span.end())?;
    Some(Part { about: about.trimmed(scene.document.text()), issue: content_lemmas(reading, &words) })
}

/// Clauses that stand beside the clause of this verb: joined by "and", or by "while", "in addition to".
fn beside(reading: &Reading, verb: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    if tokens[verb].upos != "VERB" {
        return Vec::new();
    }
    let lemma = |t: usize| tokens[t].lemma.to_lowercase();
    let while_not = |c: usize| {
        tokens[c].xpos == "VBG"
            && reading
                .view
                .graph
                .children(c)
                .iter()
                .any(|&m| tokens[m].deprel == "mark" && lemma(m) == "while")
    };
    let in_addition = |c: usize| {
        lemma(c) == "addition" && reading.view.graph.children(c).iter().any(|&a| tokens[a].xpos == "VBG")
    };
    let added = |c: usize| {
        let to = |m: usize| tokens[m].deprel == "mark" && m > 0 && lemma(m - 1) == "addition";
        tokens[c].xpos == "VBG" && reading.view.graph.children(c).iter().any(|&m| to(m))
    };
    let children = reading.view.graph.children(verb).iter().copied();
    let clause = |&c: &usize| match tokens[c].deprel {
        "conj" => {
            tokens[c].upos == "VERB"
                && !reading.view.graph.children(c).iter().any(|&s| tokens[s].deprel.starts_with("nsubj"))
        }
        "advcl" => while_not(c) || added(c),
        "obl" => in_addition(c),
        _ => false,
    };
    children.filter(clause).collect()
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
        edges
            .filter(|e| {
                ["advcl:if", "advcl:unless", "advcl:until", "advcl:provided", "advcl:provide"]
                    .iter()
                    .any(|r| e.is(r))
            })
            .map(|e| e.to)
            .next()
    };
    let proviso = |h: &usize| {
        let on = graph.reached(*h, "obl:on").chain(graph.reached(*h, "nmod:on"));
        let on = on.filter(|&t| reading.sentence().tokens[t].lemma == "condition");
        on.flat_map(|t| graph.down(t).iter().filter(|e| e.is("acl") || e.is("ccomp")).map(|e| e.to)).next()
    };
    let tied = draft.kind.is_utterance() || matches!(draft.kind, FactKind::Deadline | FactKind::Agreement);
    hosts.iter().filter(|_| tied).find_map(|h| conditional(h).or_else(|| proviso(h)))
}
