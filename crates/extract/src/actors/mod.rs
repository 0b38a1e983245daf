//! Actors: who and where is named in an article, and which mentions name the same one.

use chancery_text::{Document, Layer, Sentences};

use crate::{LocalActor, LoreError, Mention, time::Timex};

/// States, bodies, offices and who held them.
#[derive(Debug)]
pub struct ActorLore {}

impl ActorLore {
    /// The lore that the binary carries.
    ///
    /// # Errors
    /// If a shipped file is at fault.
    pub fn shipped() -> Result<ActorLore, LoreError> {
        Ok(ActorLore {})
    }

    /// `sha256:…` of the files it was read from.
    pub fn sha256(&self) -> String {
        chancery_text::text_sha256("")
    }
}

/// Finds the mentions of actors and places, and which of them are one.
pub fn mentions(
    _document: &Document,
    _sentences: &Sentences,
    _times: &Layer<Timex>,
    _lore: &ActorLore,
) -> (Layer<Mention>, Vec<LocalActor>) {
    (Layer::default(), Vec::new())
}
