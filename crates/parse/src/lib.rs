//! The language model: tokens, tags, lemmas, heads and names of a sentence.
//!
//! A pure function of the sentence; the only crate that knows the inference engine.

use chancery_text::{Document, Sentences};

/// The weights, vocabulary and lemma table, ready to run.
#[derive(Debug)]
pub struct Model {}

/// Why a model file cannot be used: what was expected and what was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModelError {
    message: String,
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// The model inside the binary.
    ///
    /// # Errors
    /// If the weights in the binary are damaged.
    pub fn shipped() -> Result<Model, ModelError> {
        Ok(Model {})
    }

    /// The model in a file.
    ///
    /// # Errors
    /// If the file cannot be read or is no such model.
    pub fn read(path: &std::path::Path) -> Result<Model, ModelError> {
        Err(ModelError { message: format!("{}: not read yet", path.display()) })
    }

    /// `sha256:…` of the weights.
    pub fn sha256(&self) -> String {
        String::new()
    }
}

/// Reads every sentence of `document`, furniture included.
pub fn sentences(_document: &Document, _model: &Model) -> Sentences {
    Sentences::default()
}
