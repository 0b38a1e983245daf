//! Whether what happens at a time lies behind or ahead of the report, by the verb that governs it.

use chancery_text::{Sentence, Sentences, Span};

use super::{
    classes::small,
    words::{Shape, Word},
};

/// On which side of the report's day a time lies, by tense and aspect.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Direction {
    /// The verb tells of it as done.
    Past,
    /// The verb tells of it as to come.
    Future,
    /// The words do not tell.
    Unknown,
}

const PLANS: [&str; 24] = [
    "schedule",
    "expect",
    "plan",
    "set",
    "slate",
    "intend",
    "hope",
    "prepare",
    "propose",
    "due",
    "aim",
    "promise",
    "vow",
    "pledge",
    "likely",
    "bind",
    "fix",
    "book",
    "convene",
    "anticipate",
    "want",
    "invite",
    "ask",
    "urge",
];
const SAYS: [&str; 10] =
    ["say", "tell", "report", "announce", "write", "state", "add", "note", "quote", "show"];

/// The direction by the parse of the sentence that holds `span`, if it was parsed.
pub(crate) fn by_parse(sentences: &Sentences, span: Span) -> Option<Direction> {
    let place = sentences.list.partition_point(|s| s.span.end() <= span.start());
    let sentence = sentences.list.get(place).filter(|s| s.span.meets(span))?;
    let inside = |i: usize| sentence.tokens[i].span.meets(span);
    let head = (0..sentence.tokens.len())
        .filter(|&i| inside(i))
        .find(|&i| sentence.tokens[i].head.is_none_or(|h| !inside(h)))?;
    if sentence.tokens[head].upos.is_empty() {
        return None;
    }
    match sentence.tokens[head].deprel {
        // "the 12 January meeting": what stands within a name has no tense.
        "compound" | "nummod" | "amod" | "nmod:poss" | "parataxis" | "list" | "dep" | "root" => {
            return Some(Direction::Unknown);
        }
        // The parse has not found what it hangs on: the words around tell more.
        "appos" | "nmod:unmarked" => return None,
        _ => {}
    }
    Some(governed(sentence, head))
}

/// Climbs from a token to the verb over it and reads its tense.
fn governed(sentence: &Sentence, from: usize) -> Direction {
    let mut at = from;
    for _ in 0..sentence.tokens.len() {
        let token = &sentence.tokens[at];
        if (at != from || token.upos == "VERB")
            && let Some(direction) = tense(sentence, at)
        {
            return direction;
        }
        match token.head {
            Some(head) => at = head,
            None => break,
        }
    }
    Direction::Unknown
}

/// What a predicate's form says of its time; `None` to climb on.
fn tense(sentence: &Sentence, at: usize) -> Option<Direction> {
    let token = &sentence.tokens[at];
    let auxiliaries: Vec<&chancery_text::Token> = sentence
        .children(at)
        .filter(|&c| {
            c < at || sentence.tokens[c].deprel.starts_with("aux") || sentence.tokens[c].deprel == "cop"
        })
        .filter(|&c| sentence.tokens[c].deprel.starts_with("aux") || sentence.tokens[c].deprel == "cop")
        .map(|c| &sentence.tokens[c])
        .collect();
    let is_predicate = matches!(token.upos, "VERB" | "AUX") || !auxiliaries.is_empty();
    if !is_predicate {
        return PLANS.contains(&token.lemma.as_str()).then_some(Direction::Future);
    }
    let has = |tag: &str, lemmas: &[&str]| {
        auxiliaries.iter().any(|a| {
            (tag.is_empty() || a.xpos == tag) && (lemmas.is_empty() || lemmas.contains(&a.lemma.as_str()))
        })
    };
    let modal = has("MD", &[]);
    if modal && has("VB", &["have"]) {
        return Some(Direction::Past);
    }
    if modal {
        return Some(Direction::Future);
    }
    let to = sentence
        .children(at)
        .any(|c| sentence.tokens[c].deprel == "mark" && sentence.tokens[c].lemma == "to");
    let plans = PLANS.contains(&token.lemma.as_str());
    let was = has("VBD", &[]);
    match token.xpos {
        "VB" if to => infinitive(sentence, at),
        "VB" => match token.head {
            Some(head) if token.deprel == "conj" => tense(sentence, head),
            _ => None,
        },
        "VBN" if plans && !has("", &["have"]) => Some(Direction::Future),
        "VBG" if was => Some(Direction::Past),
        "VBG" if has("", &["be"]) => Some(Direction::Future),
        "VBG" => None,
        "VBN" if auxiliaries.is_empty() && token.deprel == "conj" => {
            token.head.and_then(|h| tense(sentence, h))
        }
        "VBN" if has("VBZ", &["be"]) || has("VBP", &["be"]) => {
            Some(if has("", &["have"]) { Direction::Past } else { Direction::Unknown })
        }
        "VBN" | "VBD" => Some(Direction::Past),
        "VBZ" | "VBP" if SAYS.contains(&token.lemma.as_str()) => Some(Direction::Past),
        "VBZ" | "VBP" if matches!(token.lemma.as_str(), "be" | "have") => Some(Direction::Unknown),
        "VBZ" | "VBP" if TIMETABLE.contains(&token.lemma.as_str()) => Some(Direction::Future),
        // A caption tells in the present of the day of its picture.
        "VBZ" | "VBP" => Some(Direction::Unknown),
        _ if was => Some(Direction::Past),
        _ => Some(Direction::Unknown),
    }
}

/// "agreed to meet", "a plan to meet" look ahead; "flew to meet" is of the time of the flight.
fn infinitive(sentence: &Sentence, at: usize) -> Option<Direction> {
    let token = &sentence.tokens[at];
    match token.deprel.split(':').next().unwrap_or_default() {
        "advcl" => None,
        "acl" => {
            let head = token.head.map(|h| sentence.tokens[h].lemma.as_str()).unwrap_or_default();
            AHEAD_NOUNS.contains(&head).then_some(Direction::Future)
        }
        _ => Some(Direction::Future),
    }
}

/// What a timetable tells in the present tense: "talks begin on Monday".
const TIMETABLE: [&str; 24] = [
    "begin", "start", "open", "end", "close", "expire", "meet", "arrive", "leave", "depart", "travel",
    "visit", "return", "resume", "convene", "vote", "go", "host", "come", "fly", "head", "attend", "take",
    "plan",
];

const AHEAD_NOUNS: [&str; 22] = [
    "plan",
    "decision",
    "agreement",
    "offer",
    "proposal",
    "pledge",
    "promise",
    "talk",
    "meeting",
    "summit",
    "session",
    "invitation",
    "call",
    "request",
    "intention",
    "deal",
    "vote",
    "election",
    "visit",
    "conference",
    "demand",
    "effort",
];

const AHEAD: [&str; 22] = [
    "will",
    "would",
    "shall",
    "may",
    "might",
    "could",
    "should",
    "must",
    "expected",
    "scheduled",
    "due",
    "planned",
    "plans",
    "set",
    "slated",
    "intends",
    "hopes",
    "planning",
    "to",
    "ll",
    "upcoming",
    "expects",
];
const BEHIND: [&str; 34] = [
    "said", "told", "was", "were", "had", "has", "have", "did", "met", "held", "began", "came", "went",
    "took", "left", "made", "gave", "flew", "spoke", "saw", "ran", "won", "lost", "fell", "broke", "killed",
    "led", "put", "sent", "found", "got", "rose", "says", "been",
];

/// The direction by the nearest telling word of the sentence, where no parse is at hand.
pub(crate) fn by_words(text: &str, words: &[Word], from: usize, to: usize) -> Direction {
    let mut left = (from.saturating_sub(14)..from).rev().take_while(|&i| !ends_sentence(text, words, i));
    let mut right = (to..words.len().min(to + 9)).take_while(|&i| !ends_sentence(text, words, i));
    let cue = |i: usize| cue(&small(text, &words[i]), words[i].shape);
    left.find_map(cue).or_else(|| right.find_map(cue)).unwrap_or(Direction::Unknown)
}

fn ends_sentence(text: &str, words: &[Word], at: usize) -> bool {
    matches!(small(text, &words[at]).as_str(), "." | ";" | "!" | "?")
}

fn cue(small: &str, shape: Shape) -> Option<Direction> {
    if shape != Shape::Letters {
        return None;
    }
    if AHEAD.contains(&small) && small != "to" {
        return Some(Direction::Future);
    }
    let past = BEHIND.contains(&small) || (small.len() > 4 && small.ends_with("ed"));
    past.then_some(Direction::Past)
}
