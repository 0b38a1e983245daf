//! Bytes to documents: the only crate that meets untrusted bytes.
//!
//! Every size is bounded, nothing is fetched, and no text makes it fail: what cannot be read is [`Rejected`]
//! with a sentence for the person who gave it, and the rest comes out.
#![deny(missing_docs)]

mod blocks;
mod dateline;
mod decode;
mod feed;
mod file;
mod furniture;
mod json_lines;
mod language;
mod outside;
mod page;
mod plain;
mod published;
mod rejected;
mod warc;

pub use file::{LARGEST_FILE, LARGEST_LINES, LARGEST_TEXT, Reading, file, largest, reads};
pub use outside::{Known, Outside};
pub use plain::text;
pub use rejected::Rejected;
