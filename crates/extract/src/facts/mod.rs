//! Claims: what an article says happened, is due, is wanted, and on whose word.

use chancery_text::{Document, Layer, Sentences};

use crate::{Claim, LocalActor, LoreError, Mention, time::Timex};

/// Rules that make claims.
#[derive(Debug)]
pub struct FactLore {}

impl FactLore {
    /// The rules that the binary carries, and these files (name, text) beside them.
    ///
    /// # Errors
    /// If a file is at fault.
    pub fn with(_files: &[(String, String)]) -> Result<FactLore, LoreError> {
        Ok(FactLore {})
    }

    /// `sha256:…` of the files it was read from.
    pub fn sha256(&self) -> String {
        chancery_text::text_sha256("")
    }
}

/// Finds the claims of an article.
pub fn claims(
    _document: &Document,
    _sentences: &Sentences,
    _times: &Layer<Timex>,
    _mentions: &Layer<Mention>,
    _actors: &[LocalActor],
    _lore: &FactLore,
) -> Vec<Claim> {
    Vec::new()
}
