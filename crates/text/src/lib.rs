//! Documents, spans, layers, tokens and sentences: the ground every finding stands on.
//!
//! This crate knows no rule, file, clock or model.
//! A [`Document`]'s text never changes, and a [`Span`] made for it is always valid in it.
#![deny(missing_docs)]

mod document;
mod layer;
mod lines;
mod sentence;
mod span;

pub use document::{
    Block, BlockKind, Condition, Document, Furniture, Published, PublishedBasis, text_sha256,
};
pub use layer::{Ann, Layer, Why};
pub use lines::{Lines, code_points};
pub use sentence::{Name, NameKind, Sentence, Sentences, Token};
pub use span::Span;
