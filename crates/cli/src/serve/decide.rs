//! The page that takes a person's decisions: plain forms, no script.

use askama::Template;
use chancery_case::store::{Case, Decided};

use crate::Failure;
use crate::page::live::{self, Found};

/// The style of the page, at an address of its own.
pub(super) const STYLE: &str = include_str!("../../templates/decide.css");
/// Forms to ourselves, our own style, and nothing else.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";
/// Facts and actors on one page.
const AT_ONCE: usize = 50;
/// Decisions on one page, the latest first.
const DECISIONS: usize = 200;

#[derive(Template)]
#[template(path = "decide.html")]
struct Page<'a> {
    token: &'a str,
    asked: &'a str,
    making: bool,
    facts: Vec<FactRow>,
    more: usize,
    actors: Vec<live::Person>,
    more_actors: usize,
    decided: Vec<DecidedRow>,
    earlier: usize,
}

struct FactRow {
    line: live::Told,
    quote: String,
    report: String,
}

struct DecidedRow {
    id: i64,
    line: String,
    undone: bool,
}

/// The page with the facts and actors that have these words, or this id.
pub(super) fn page(
    case: &Case,
    decided: &[Decided],
    token: &str,
    asked: &str,
    making: bool,
) -> Result<String, Failure> {
    let Found { lines, more, people, more_people } = live::find(case, decided, asked, AT_ONCE)?;
    let page = Page {
        token,
        asked,
        making,
        facts: lines.into_iter().map(|line| fact(case, line)).collect::<Result<_, Failure>>()?,
        more,
        actors: people,
        more_actors: more_people,
        earlier: decided.len().saturating_sub(DECISIONS),
        decided: decided.iter().rev().take(DECISIONS).map(made).collect(),
    };
    page.render().map_err(|e| Failure::new(e.to_string()))
}

fn fact(case: &Case, line: live::Told) -> Result<FactRow, Failure> {
    let (quote, report) = case.passage(&line.id)?.unwrap_or_default();
    Ok(FactRow { line, quote: quote.chars().take(300).collect(), report })
}

fn made(decided: &Decided) -> DecidedRow {
    DecidedRow { id: decided.id, line: decided.line(), undone: decided.undone }
}
