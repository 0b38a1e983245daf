//! The language model: tokens, tags, lemmas, heads and names of a sentence.
//!
//! A pure function of the sentence; the only crate that knows the inference engine.

mod agree;
mod analyser;
pub mod conllu;
mod cues;
mod encoder;
mod known;
mod labels;
mod lemma;
mod linear;
mod maths;
mod model;
mod namer;
mod names;
mod pieces;
mod prepared;
mod read;
mod shape;
mod split;
mod together;
mod tokens;
mod tree;
mod weights;
mod words;

pub use linear::Engine;
pub use model::Model;
pub use read::{all_sentences, given_sentences, pieces, sentences};

/// Why a model file cannot be used: what was expected and what was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModelError {
    message: String,
}

impl ModelError {
    pub(crate) fn new(message: impl Into<String>) -> ModelError {
        ModelError { message: message.into() }
    }
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ModelError {}
