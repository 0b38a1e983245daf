//! Everything that is known before an article is read: words, names, offices, rules.

use crate::{actors::ActorLore, facts::FactLore, time::TimeLore};

/// The shipped knowledge, one part for each pass.
#[derive(Debug)]
pub struct Lore {
    /// Words and patterns of time expressions.
    pub time: TimeLore,
    /// States, bodies, offices and who held them.
    pub actors: ActorLore,
    /// Rules that make claims.
    pub facts: FactLore,
}

/// A lore file that cannot be used: which, where, what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoreError {
    /// All faults found, one line each.
    pub faults: Vec<String>,
}

impl std::fmt::Display for LoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.faults.join("\n"))
    }
}

impl std::error::Error for LoreError {}

impl Lore {
    /// The lore that the binary carries.
    ///
    /// # Errors
    /// If a shipped file is at fault, which the tests exclude.
    pub fn shipped() -> Result<Lore, LoreError> {
        Lore::with_rules(&[])
    }

    /// The shipped lore, and these rule files (name, text) beside the shipped ones.
    ///
    /// # Errors
    /// If a file is at fault: all faults of all files at once.
    pub fn with_rules(files: &[(String, String)]) -> Result<Lore, LoreError> {
        Lore::with(files, "")
    }

    /// The shipped lore, these rule files, and these terms of office (as `chancery lore import` writes them).
    ///
    /// # Errors
    /// If a file is at fault: all faults of all files at once.
    pub fn with(files: &[(String, String)], holders: &str) -> Result<Lore, LoreError> {
        Ok(Lore { time: TimeLore::shipped()?, actors: ActorLore::with(holders)?, facts: FactLore::with(files)? })
    }

    /// `sha256:…` of all rule files.
    pub fn rules_sha256(&self) -> String {
        self.facts.sha256()
    }

    /// `sha256:…` of all other lore files.
    pub fn sha256(&self) -> String {
        chancery_text::text_sha256(&format!("{}\n{}\n", self.time.sha256(), self.actors.sha256()))
    }
}
