//! Rule files and the matcher that runs them over the enhanced dependency graph of a sentence.
//!
//! A rule names a trigger word and the arguments that hang on it, and carries its own examples.
//! This crate knows no event, date or country: what a label such as `@actor` means is the caller's business.
//!
//! ```
//! use chancery_rules::{Book, Source};
//! let file = Source { name: "meet.toml".into(), text: r#"
//! [[rule]]
//! id = "meet"
//! gives = "meeting"
//! match = "trigger: lemma=meet\nparty+: agent @actor"
//! yes = ["[Ann](party) [met](trigger) Bob.", "[Cid](party) [meets](trigger) Dee."]
//! no = ["It met."]
//! "#.into() };
//! let book = Book::read(&[file]).expect("no fault");
//! assert_eq!(book.rules()[0].id, "meet");
//! ```
#![deny(missing_docs)]

mod book;
mod check;
mod example;
mod fault;
mod graph;
mod lemma;
mod matcher;
mod near;
mod pattern;
mod phrase;
mod reader;

pub use book::{Book, KnownWrong, Rule};
pub use check::{Analyse, Analysed, Firing, check, firings};
pub use example::{Example, Mark};
pub use fault::{Fault, Faults};
pub use graph::{Edge, Graph};
pub use lemma::candidates as lemmas;
pub use matcher::{Match, View, matches};
pub use near::{NearMiss, near_misses};
pub use phrase::{clause_words, phrase};
pub use reader::Source;
