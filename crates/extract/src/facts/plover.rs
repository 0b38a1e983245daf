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
    /// The CAMEO code that the line stands for, where there is one.
    #[serde(default)]
    cameo: Option<String>,
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

/// The events of PLOVER v0.8 with their modes.
#[cfg(test)]
const EVENTS: [(&str, &str); 16] = [
    ("AGREE", ""),
    ("SUPPORT", ""),
    ("CONCEDE", ""),
    ("COOPERATE", ""),
    ("AID", ""),
    ("CONSULT", "visit third-party multilateral phone"),
    ("RETREAT", "withdraw release disarm ceasefire access resign"),
    ("REQUEST", "assist change yield meet"),
    ("REJECT", "assist change yield meet"),
    ("ACCUSE", "disapprove investigate allege"),
    ("THREATEN", "restrict arrest relations expel territory violence"),
    ("PROTEST", "demo riot strike hunger boycott obstruct vandalize"),
    ("SANCTION", "convict expel withdraw discontinue"),
    ("MOBILIZE", "troops weapons police militia"),
    ("COERCE", "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber"),
    (
        "ASSAULT",
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
    ),
];

#[cfg(test)]
impl Codes {
    /// What names no kind, status, event, mode or CAMEO code, and lines that an earlier one always hides.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (i, line) in self.code.iter().enumerate() {
            let modes = EVENTS.iter().find(|(e, _)| *e == line.event).map(|(_, m)| *m);
            let moded =
                line.mode.as_ref().is_none_or(|m| modes.is_some_and(|all| all.split(' ').any(|a| a == m)));
            let event = line.event.is_empty() || modes.is_some();
            let kind = crate::FactKind::named(&line.kind).is_some();
            let status = line.status.iter().all(|s| crate::Status::named(s).is_some());
            let cameo = line.event.is_empty()
                || line.cameo.as_ref().is_some_and(|c| {
                    c.chars().all(|d| d.is_ascii_digit())
                        && (2..=4).contains(&c.len())
                        && c.get(..2)
                            .and_then(|root| root.parse::<u8>().ok())
                            .is_some_and(|r| (1..=20).contains(&r))
                });
            let hides = |l: &Line| {
                l.kind == line.kind
                    && l.status.is_empty()
                    && l.trigger.is_empty()
                    && l.about.is_empty()
                    && l.object.is_empty()
            };
            let hidden = self.code[..i].iter().any(hides);
            if !(moded && event && kind && status && cameo) || hidden {
                faults.push(format!("line {i}: {line:?}"));
            }
        }
        faults
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
    let about = |list: &str| claim.issue.iter().chain(&words.about).any(|w| has(list, w));
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
    Some(Plover { event: line.event.clone(), mode: line.mode.clone(), contexts, cameo: line.cameo.clone() })
}
