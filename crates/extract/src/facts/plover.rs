//! PLOVER codes, by the table in `lore/rules/plover.toml`.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Scene;
use crate::{Claim, LoreError, Plover};

/// One line of the table: the first that fits a claim codes it.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Line {
    /// Kind of fact.
    kind: String,
    /// Statuses it holds for; empty: any.
    #[serde(default)]
    status: Vec<String>,
    /// Lemmas of the trigger; empty: any.
    #[serde(default)]
    trigger: String,
    /// One of these lemmas is in the subject matter or what is acted on; empty: any.
    #[serde(default)]
    about: String,
    /// One of these lemmas heads what is acted on; empty: any.
    #[serde(default)]
    object: String,
    /// The event; empty: none.
    event: String,
    #[serde(default)]
    mode: Option<String>,
}

/// A context and the words that show it.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Context {
    name: String,
    words: String,
}

/// The table.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct Codes {
    #[allow(dead_code, reason = "a remark for the reader of the file")]
    licence: String,
    code: Vec<Line>,
    context: Vec<Context>,
}

impl Codes {
    /// Reads the table.
    pub(super) fn read(text: &str) -> Result<Codes, LoreError> {
        toml::from_str(text).map_err(|e| LoreError { faults: vec![format!("lore/rules/plover.toml: {e}")] })
    }
}

/// What the table asks of a claim's words.
pub(super) struct Words<'a> {
    /// Lemmas that the trigger may have.
    pub(super) trigger: &'a [String],
    /// Lemmas of the words that are acted on or talked about.
    pub(super) about: BTreeSet<String>,
    /// Lemmas of what is acted on.
    pub(super) object: BTreeSet<String>,
}

/// The code of a claim with these words, if it has one.
pub(super) fn code(scene: Scene, claim: &Claim, words: &Words) -> Option<Plover> {
    let codes = scene.lore.codes();
    let has = |list: &str, word: &str| list.split_whitespace().any(|w| w == word);
    let about = |list: &str| {
        claim.issue.iter().chain(&words.about).any(|w| has(list, w))
    };
    let fits = |line: &&Line| {
        line.kind == claim.kind.name()
            && (line.status.is_empty() || line.status.iter().any(|s| s == claim.status.name()))
            && (line.trigger.is_empty() || words.trigger.iter().any(|l| has(&line.trigger, l)))
            && (line.about.is_empty() || about(&line.about))
            && (line.object.is_empty() || words.object.iter().any(|w| has(&line.object, w)))
    };
    let line = codes.code.iter().find(fits).filter(|l| !l.event.is_empty())?;
    let shown = |c: &&Context| about(&c.words) || words.trigger.iter().any(|l| has(&c.words, l));
    let contexts = codes.context.iter().filter(shown).map(|c| c.name.clone()).collect();
    Some(Plover { event: line.event.clone(), mode: line.mode.clone(), contexts })
}
