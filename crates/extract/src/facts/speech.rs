//! Who says so, through whom, in which words and by which medium.

use chancery_text::Span;

use super::{
    Scene,
    choose::{Draft, below},
    quote,
    reading::Reading,
    who,
};
use crate::FactKind;

/// Rules that report another's words: what lies inside their content is said, not told.
const REPORTS: [&str; 3] = ["say-that", "say-as", "according-to"];

/// Who is said to say what the word `trigger` tells: mentions, outermost first.
pub(super) fn attribution(scene: Scene, reading: &Reading, trigger: usize) -> Vec<usize> {
    let rules = scene.lore.book().rules();
    let mut covering: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for m in reading.matches.iter().filter(|m| m.trigger != trigger) {
        if !REPORTS.contains(&rules[m.rule].id.as_str()) {
            continue;
        }
        let mut said: Vec<usize> = m.all("content").flat_map(|c| below(reading, c)).collect();
        let own = below(reading, m.trigger);
        let parenthetic = m.all("content").any(|c| below(reading, c).contains(&m.trigger));
        if parenthetic {
            said.retain(|t| !own.contains(t));
        }
        if said.contains(&trigger) {
            let names = m.all("via").chain(m.all("speaker")).filter_map(|t| who::mention(scene, reading, t));
            let names = names.flat_map(|m| std::iter::once(m).chain(who::meant_too(scene, m)));
            let frame = if rules[m.rule].id == "according-to" { usize::MAX } else { said.len() };
            covering.push((frame, m.trigger, names.collect()));
        }
    }
    covering.sort_by_key(|(size, at, _)| (std::cmp::Reverse(*size), *at));
    let mut chain: Vec<usize> = Vec::new();
    for mention in covering.into_iter().flat_map(|(_, _, names)| names) {
        let actor = |m: usize| scene.mentions[m].value.actor;
        if !chain.iter().any(|&m| actor(m) == actor(mention)) {
            chain.push(mention);
        }
    }
    chain
}

/// Whether this very word names who reports what the word `trigger` tells.
pub(super) fn tells(scene: Scene, reading: &Reading, trigger: usize, word: usize) -> bool {
    let rules = scene.lore.book().rules();
    reading.matches.iter().any(|m| {
        REPORTS.contains(&rules[m.rule].id.as_str())
            && m.trigger != trigger
            && m.all("speaker").any(|s| s == word)
            && m.all("content").any(|c| below(reading, c).contains(&trigger))
            && !below(reading, trigger).contains(&m.trigger)
    })
}

/// Whom the same speaker's words around the word `trigger` name as spoken to: "told the envoy that …".
pub(super) fn told(scene: Scene, reading: &Reading, trigger: usize, speaker: Option<usize>) -> Vec<usize> {
    let actor = |m: usize| scene.mentions[m].value.actor;
    let same = |t: usize| {
        let named = who::mention(scene, reading, t);
        matches!((named, speaker), (Some(n), Some(s)) if actor(n) == actor(s))
    };
    let rules = scene.lore.book().rules();
    let frames = reading.matches.iter().filter(|m| {
        REPORTS.contains(&rules[m.rule].id.as_str())
            && m.trigger != trigger
            && m.all("speaker").any(same)
            && m.all("content").any(|c| below(reading, c).contains(&trigger))
            && !m.all("content").any(|c| below(reading, c).contains(&m.trigger))
    });
    frames.flat_map(|m| m.all("addressee").collect::<Vec<_>>()).collect()
}

/// Who speaks a sentence that stands whole within quotation marks: the one speaker that its paragraph names.
pub(super) fn voice(scene: Scene, readings: &[Reading], reading: &Reading) -> Option<usize> {
    let sentence = reading.sentence().span;
    let within = |q: &Span| {
        let inside = q.end().min(sentence.end()).saturating_sub(q.start().max(sentence.start()));
        q.len() <= LONGEST && 10 * inside >= 7 * sentence.len()
    };
    quote::quotations(scene.document, sentence).iter().find(|q| within(q))?;
    let block = scene.document.blocks.all().iter().find(|b| b.span.holds(sentence))?.span;
    let rules = scene.lore.book().rules();
    let near = readings.iter().filter(|r| r.n.abs_diff(reading.n) <= NEAR && block.holds(r.sentence().span));
    let said = near.flat_map(|r| r.matches.iter().map(move |m| (r, m)));
    let said = said.filter(|(_, m)| SAYS.contains(&rules[m.rule].id.as_str()));
    let speakers = said.flat_map(|(r, m)| m.all("speaker").map(move |t| (r, t)).collect::<Vec<_>>());
    let named: Vec<usize> = speakers.filter_map(|(r, t)| who::mention(scene, r, t)).collect();
    let first = *named.first()?;
    let actor = |m: usize| scene.mentions[m].value.actor;
    named.iter().all(|&m| actor(m) == actor(first)).then_some(first)
}

/// Rules whose speaker is whose words stand in quotation marks beside them.
const SAYS: [&str; 3] = ["say-that", "say-to-someone", "say-as"];

/// Sentences over which a quotation looks for its speaker.
const NEAR: usize = 4;

/// By which medium a statement was made, if the sentence says so.
pub(super) fn medium(scene: Scene, reading: &Reading, draft: &Draft) -> Option<&'static str> {
    let fixed = scene.lore.book().rules()[draft.rule].set.get("medium").map(String::as_str);
    match fixed {
        Some("phone") => return Some("phone"),
        Some("video") => return Some("video"),
        _ if on_paper(scene, reading, draft) => return Some("document"),
        _ => {}
    }
    let near = below(reading, draft.trigger).into_iter().chain([draft.trigger]);
    let mut words: Vec<usize> = near.collect();
    words.sort_unstable();
    let tokens = &reading.sentence().tokens;
    words.into_iter().find_map(|i| {
        let before = i.checked_sub(1).map(|b| tokens[b].lemma.to_lowercase()).unwrap_or_default();
        match (tokens[i].lemma.to_lowercase().as_str(), before.as_str()) {
            ("tweet" | "twitter", _) => Some("tweet"),
            ("interview", _) => Some("interview"),
            ("conference" | "briefing", "press" | "news") => Some("press conference"),
            ("address" | "speech", _) if tokens[i].upos == "NOUN" => Some("address"),
            ("statement" | "communique", _) => Some("statement"),
            ("call", "phone" | "telephone") => Some("phone"),
            _ => None,
        }
    })
}

/// "submitted a draft that requires": what is asked for or offered in a paper that is handed over.
fn on_paper(scene: Scene, reading: &Reading, draft: &Draft) -> bool {
    let tokens = &reading.sentence().tokens;
    let is = |class: &str, t: usize| scene.lore.book().any_in_class(class, &reading.view.lemmas[t]);
    let handed = |paper: usize| {
        let verb = tokens[paper].head.filter(|&h| h < tokens.len() && is("hands_over", h));
        verb.is_some() && matches!(tokens[paper].deprel.split(':').next(), Some("obj" | "obl" | "nsubj"))
    };
    let mut papers = (0..tokens.len()).filter(|&t| is("paper", t) && handed(t));
    matches!(draft.kind, FactKind::Demand | FactKind::Offer)
        && papers.any(|t| t == draft.trigger || below(reading, t).contains(&draft.trigger))
}

/// The passage of an utterance: its sentence, and the sentences that its quotation runs on over.
pub(super) fn passage(scene: Scene, reading: &Reading) -> Span {
    let sentence = reading.sentence().span;
    let running = quote::quotations(scene.document, reach(scene, reading));
    let whole = |q: &Span| q.len() <= LONGEST;
    let span = running.into_iter().filter(whole).fold(sentence, Span::to);
    let text = scene.document.text();
    let closing = text[span.end()..].chars().next().filter(|c| matches!(c, '”' | '"' | '»'));
    let end = span.end() + closing.map_or(0, char::len_utf8);
    Span::new(text, span.start(), end).unwrap_or(span).trimmed(text)
}

/// The sentence, and the end of a quotation that closes right before it: "“Why?” said the envoy."
pub(super) fn reach(scene: Scene, reading: &Reading) -> Span {
    let text = scene.document.text();
    let span = reading.sentence().span;
    let before = text[..span.start()].trim_end_matches(' ');
    let quoted = before.chars().next_back().filter(|c| matches!(c, '”' | '"'));
    let mark = quoted.map_or(span.start(), |c| before.len() - c.len_utf8());
    let inside = text[..mark].chars().next_back().map_or(mark, |c| mark - c.len_utf8());
    let start = if mark < span.start() { inside } else { span.start() };
    Span::new(text, start, span.end()).unwrap_or(span)
}

/// A quotation longer than this many bytes was hardly meant as one: its closing mark is lost.
const LONGEST: usize = 1200;

/// "Meet the Press": the name of a programme or a book, not speech.
fn is_title(words: &str) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let list: Vec<&str> = words.split_whitespace().collect();
    (2..=5).contains(&list.len())
        && list.iter().all(|w| capital(w) || w.len() <= 3 && w.chars().all(char::is_lowercase))
        && list.first().zip(list.last()).is_some_and(|(a, z)| capital(a) && capital(z))
        && words.ends_with(char::is_alphanumeric)
}

/// Speech in quotation marks within the passage.
pub(super) fn quoted(scene: Scene, passage: Span) -> Vec<Span> {
    let text = scene.document.text();
    let inside = |q: Span| Span::new(text, q.start().max(passage.start()), q.end().min(passage.end()));
    quote::quotations(scene.document, passage)
        .into_iter()
        .filter_map(inside)
        .filter(|q| !q.is_empty() && !is_title(q.of(text)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::is_title;

    #[test]
    fn a_title_is_no_speech() {
        assert!(is_title("Meet the Press") && is_title("War and Peace"));
        assert!(!is_title("We will meet the Press") && !is_title("No War.") && !is_title("Never"));
    }
}
