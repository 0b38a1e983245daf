//! Every serialised shape: the chronicle in JSON, its proof, the case on disk, and what other programs read.
//!
//! Core types are not serialised themselves: this crate is the border where byte spans become code points.

pub mod export;
pub mod keep;
mod shape;
pub mod store;
mod verify;
mod write;

pub use shape::*;
pub use verify::{Failure, Verdict, verify};
pub use write::{MadeBy, Offsets, Pile, chronicle};
