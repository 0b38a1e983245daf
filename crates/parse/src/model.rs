//! The model as one value: weights, vocabulary, lemma table, with the hash that names them.

use std::path::Path;

use crate::ModelError;
use crate::analyser::Analyser;
use crate::known::Known;
use crate::lemma::Lemmas;
use crate::linear::Engine;
use crate::pieces::Vocabulary;
use crate::prepared::Prepared;
use crate::weights::{Weights, sha256};
use crate::words::Words;

static WEIGHTS: &[u8] = include_bytes!("../../../model/analyser-int8.safetensors");
static VOCABULARY: &str = include_str!("../../../model/vocab.txt");
const WEIGHTS_SHA256: &str = "988d36b76793360f44a9c8ce58be0dc6ac6c4c91ba9e6b6f455fe638e41d021b";

/// The weights, vocabulary and lemma table, ready to run.
///
/// It never changes once made, so threads may share one.
pub struct Model {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) analyser: Analyser,
    pub(crate) words: Words,
    pub(crate) known: Known,
    pub(crate) lemmas: Lemmas,
    sha256: String,
}

impl Model {
    /// The model inside the binary.
    ///
    /// # Errors
    /// If the weights in the binary are damaged.
    pub fn shipped() -> Result<Model, ModelError> {
        Model::shipped_on(Engine::default())
    }

    /// The model inside the binary, on a stated engine.
    ///
    /// # Errors
    /// If the weights in the binary are damaged.
    pub fn shipped_on(engine: Engine) -> Result<Model, ModelError> {
        let found = sha256(WEIGHTS);
        if found != WEIGHTS_SHA256 {
            return Err(ModelError::new(format!(
                "the weights in this binary are damaged: expected SHA-256 {WEIGHTS_SHA256}, found {found}"
            )));
        }
        Model::of(WEIGHTS, found, engine)
    }

    /// The weights in the file at `path`, with the vocabulary inside the binary.
    ///
    /// # Errors
    /// If the file cannot be read, is damaged, or belongs to another version.
    pub fn read(path: &Path) -> Result<Model, ModelError> {
        Model::read_on(path, Engine::default())
    }

    /// The weights in the file at `path`, on a stated engine.
    ///
    /// # Errors
    /// If the file cannot be read, is damaged, or belongs to another version.
    pub fn read_on(path: &Path, engine: Engine) -> Result<Model, ModelError> {
        let bytes = std::fs::read(path)
            .map_err(|e| ModelError::new(format!("cannot read the weights {}: {e}", path.display())))?;
        Model::of(&bytes, sha256(&bytes), engine)
            .map_err(|e| ModelError::new(format!("{}: {e}", path.display())))
    }

    /// The hex SHA-256 of the weights, which with the program's version decides every result.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    fn of(weights: &[u8], sha256: String, engine: Engine) -> Result<Model, ModelError> {
        let vocabulary = Vocabulary::of(VOCABULARY)?;
        let analyser =
            Analyser::read(&Weights::of(weights, sha256 == WEIGHTS_SHA256)?, vocabulary.len(), engine)?;
        Ok(Model {
            vocabulary,
            analyser,
            words: Words::shipped(),
            known: Known::shipped(),
            lemmas: Lemmas::shipped(),
            sha256,
        })
    }

    /// The sentence of these words, ready to be read.
    pub(crate) fn prepared(&self, words: &[&str]) -> Prepared {
        Prepared::of(words, &self.vocabulary, &self.known)
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("sha256", &self.sha256).finish_non_exhaustive()
    }
}
