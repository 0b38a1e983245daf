//! Every serialised shape: the chronicle in JSON, and the proof of its citations.
//!
//! Core types are not serialised themselves: this crate is the border where byte spans become code points.

mod shape;
mod verify;
mod write;

pub use shape::*;
pub use verify::{Failure, Verdict, verify};
pub use write::{MadeBy, Offsets, Pile, chronicle};
