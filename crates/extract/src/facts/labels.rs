//! What the rules may ask of a word beside its form and place: `@actor`, `@place`, `@time`, `@force` …
//!
//! Labels come from the layers where there are any, and from word classes else, so that a rule's examples
//! and unknown names are judged alike.

use std::collections::BTreeSet;

use chancery_rules::Book;
use chancery_text::{Layer, NameKind, Sentence, Token};

use crate::{Kind, LocalActor, Mention};

/// Mentions of the document, with what they name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) mentions: &'a Layer<Mention>,
    pub(super) actors: &'a [LocalActor],
}

type Labels = Vec<BTreeSet<&'static str>>;

/// The labels of each word of sentence number `n`.
pub(super) fn labels(sentence: &Sentence, n: usize, named: Named, book: &Book) -> Labels {
    let mut labels: Labels = sentence.tokens.iter().map(|t| of_word(t, book)).collect();
    for t in 1..labels.len() {
        // "until July 7": the number heads the day.
        if sentence.tokens[t].upos == "NUM" && labels[t - 1].contains("time") {
            labels[t].insert("time");
        }
    }
    for name in &sentence.names {
        if let Some(head) = head_of_name(sentence, name.first, name.last) {
            labels[head].extend(of_name(name.kind));
        }
    }
    for (_, mention) in named.mentions.inside(sentence.span) {
        let Mention { actor, head, sentence: at, .. } = mention.value;
        if let (true, Some(known), Some(set)) = (at == n, named.actors.get(actor), labels.get_mut(head)) {
            set.extend(of_kind(known.kind));
        }
    }
    for (many, counted) in counted_by(sentence) {
        let of: Vec<&str> =
            labels[counted].iter().copied().filter(|l| matches!(*l, "force" | "actor" | "group")).collect();
        labels[many].extend(of);
    }
    for (_, set) in labels.iter_mut().enumerate().filter(|(t, _)| is_fronted(sentence, *t)) {
        set.insert("fronted");
    }
    labels
}

/// "Hundreds of troops", "a column of tanks": the words that count, each with what it counts.
fn counted_by(sentence: &Sentence) -> Vec<(usize, usize)> {
    const MANY: [&str; 8] = ["hundred", "thousand", "dozen", "score", "column", "number", "handful", "group"];
    let many = |t: &usize| {
        let lemma = sentence.tokens[*t].lemma.to_lowercase();
        MANY.contains(&lemma.as_str()) && sentence.tokens[*t].upos == "NOUN"
    };
    let of = |t: usize| {
        let mut below = sentence.children(t).filter(|&c| c > t && sentence.tokens[c].deprel == "nmod");
        below.find(|&c| sentence.child(c, "case").is_some_and(|o| sentence.tokens[o].lemma == "of"))
    };
    (0..sentence.tokens.len()).filter(many).filter_map(|t| Some((t, of(t)?))).collect()
}

/// "Speaking in Lima, the envoy demanded an apology": what stands before the subject is the setting.
fn is_fronted(sentence: &Sentence, t: usize) -> bool {
    let beside = |i: usize| matches!(sentence.tokens[i].deprel.split(':').next(), Some("advcl" | "obl"));
    let subject = |i: usize| matches!(sentence.tokens[i].deprel.split(':').next(), Some("nsubj" | "csubj"));
    let Some(verb) = sentence.tokens[t].head.filter(|&h| t < h && h < sentence.tokens.len()) else {
        return false;
    };
    beside(t) && (t + 1..verb).any(|s| sentence.tokens[s].head == Some(verb) && subject(s))
}

fn of_word(token: &Token, book: &Book) -> BTreeSet<&'static str> {
    let lemma = token.lemma.to_lowercase();
    let forms = chancery_rules::lemmas(token);
    let has = |class: &str| book.any_in_class(class, &forms);
    let mut set = BTreeSet::new();
    let noun = matches!(token.upos, "NOUN" | "PROPN");
    if noun && has("agent_noun") {
        set.extend(["actor", "office"]);
    }
    if noun && has("voice_noun") {
        set.insert("voice");
    }
    if noun && has("press_noun") {
        set.extend(["press", "actor"]);
    }
    if noun && has("force_noun") {
        set.extend(["force"]);
    }
    if token.upos == "ADJ" && matches!(lemma.as_str(), "military" | "naval") {
        set.insert("force");
    }
    if token.upos == "PRON" && has("pronoun") && token.deprel != "expl" {
        set.insert("actor");
        if matches!(lemma.as_str(), "he" | "she" | "i" | "who") {
            set.insert("person");
        }
    }
    if noun && has("place_noun") {
        set.insert("place");
    }
    if noun && has("time_noun") {
        set.insert("time");
    }
    if token.upos == "NUM" {
        set.insert("number");
    }
    if token.upos == "PROPN" && matches!(token.xpos, "NNPS") {
        set.insert("actor");
    }
    if matches!(lemma.as_str(), "government" | "regime" | "cabinet") {
        set.insert("government");
    }
    set
}

fn of_name(kind: NameKind) -> &'static [&'static str] {
    match kind {
        NameKind::Person => &["actor", "person"],
        NameKind::Place => &["actor", "place", "state"],
        NameKind::Organisation => &["actor", "body"],
        NameKind::Event | NameKind::Other => &[],
    }
}

fn of_kind(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Person => &["actor", "person"],
        Kind::State => &["actor", "state", "place"],
        Kind::Body | Kind::Outlet => &["actor", "body"],
        Kind::Group => &["actor", "group"],
        Kind::Place | Kind::Facility => &["place"],
        Kind::Unit | Kind::Vessel | Kind::Aircraft => &["actor", "force"],
        Kind::Weapon => &["force"],
        Kind::Treaty | Kind::Other => &[],
    }
}

/// The token of a name that the others hang on.
fn head_of_name(sentence: &Sentence, first: usize, last: usize) -> Option<usize> {
    (first..=last)
        .find(|&i| sentence.tokens.get(i).is_some_and(|t| t.head.is_none_or(|h| h < first || h > last)))
}
