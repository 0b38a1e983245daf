//! The page that takes a person's decisions: plain forms, no script.

use askama::Template;
use chancery_case::store::{Decided, Word};

use super::shown::Shown;

/// The style of the page, at an address of its own.
pub(super) const STYLE: &str = include_str!("../../templates/decide.css");
/// Forms to ourselves, our own style, and nothing else.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";
/// Facts on one page.
const AT_ONCE: usize = 100;

#[derive(Template)]
#[template(path = "decide.html")]
struct Page<'a> {
    token: &'a str,
    asked: &'a str,
    said: &'a str,
    facts: Vec<FactRow<'a>>,
    more: usize,
    actors: Vec<ActorRow<'a>>,
    decided: Vec<DecidedRow>,
}

struct FactRow<'a> {
    id: &'a str,
    summary: &'a str,
    status: &'a str,
    quote: String,
    report: &'a str,
    accepted: bool,
    notes: Vec<&'a str>,
}

struct ActorRow<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    spellings: String,
}

struct DecidedRow {
    id: i64,
    line: String,
    undone: bool,
}

/// The page with the facts and actors that have these words.
pub(super) fn page(shown: &Shown, token: &str, asked: &str, said: &str) -> Result<String, askama::Error> {
    let words = asked.to_lowercase();
    let has = |text: &str| words.is_empty() || text.to_lowercase().contains(&words);
    let facts: Vec<&chancery_case::FactJson> = shown
        .chronicle
        .facts
        .iter()
        .filter(|f| has(&f.summary) || has(&f.id) || f.sources.iter().any(|s| has(&s.quote)))
        .collect();
    let actors = shown.chronicle.entities.iter().filter(|e| has(&e.name) || has(&e.id));
    let page = Page {
        token,
        asked,
        said,
        more: facts.len().saturating_sub(AT_ONCE),
        facts: facts.into_iter().take(AT_ONCE).map(|f| fact(shown, f)).collect(),
        actors: actors.take(AT_ONCE).map(actor).collect(),
        decided: shown.decided.iter().rev().map(decided).collect(),
    };
    page.render()
}

fn fact<'a>(shown: &'a Shown, fact: &'a chancery_case::FactJson) -> FactRow<'a> {
    let stands =
        |word: Word| shown.decided.iter().filter(move |d| !d.undone && d.word == word && d.one == fact.id);
    let source = fact.sources.first();
    FactRow {
        id: &fact.id,
        summary: &fact.summary,
        status: &fact.status,
        quote: source.map(|s| s.quote.chars().take(300).collect()).unwrap_or_default(),
        report: source.and_then(|s| shown.chronicle.documents.get(s.doc)).map_or("", |d| d.name.as_str()),
        accepted: stands(Word::Accept).next().is_some(),
        notes: stands(Word::Annotate).filter_map(|d| d.other.as_deref()).collect(),
    }
}

fn actor(entity: &chancery_case::EntityJson) -> ActorRow<'_> {
    let mut spellings: Vec<&str> =
        entity.mentions.iter().filter(|m| m.form != "pronoun").map(|m| m.text.as_str()).collect();
    spellings.sort_unstable();
    spellings.dedup();
    spellings.truncate(8);
    ActorRow { id: &entity.id, name: &entity.name, kind: &entity.kind, spellings: spellings.join("; ") }
}

fn decided(decided: &Decided) -> DecidedRow {
    DecidedRow { id: decided.id, line: decided.line(), undone: decided.undone }
}
