//! Claims: what an article says happened, is due, is wanted, and on whose word.
//!
//! The rules of `lore/rules` say which words make which kind of claim and who stands in which role.
//! Here, in order: the rules run over every sentence ([`reading`]), each match is judged by its mood ([`mood`]),
//! rival matches are settled ([`choose`]), and what is left gets its actors ([`who`]), speakers ([`speech`]),
//! time ([`when`]), numbers ([`number`]) and code ([`plover`]).

mod again;
mod aim;
#[cfg(test)]
mod argument_tests;
mod background;
mod build;
mod choose;
mod doubles;
mod labels;
mod link;
mod lore;
mod mend;
mod mood;
#[cfg(test)]
mod news_tests;
mod number;
#[cfg(test)]
mod number_tests;
mod occasion;
mod offset;
mod parties;
mod place;
mod plover;
mod reading;
#[cfg(test)]
mod repair_tests;
mod shared;
mod speech;
mod terms;
#[cfg(test)]
mod tests;
mod topic;
mod when;
mod who;

pub use lore::FactLore;
pub use reading::{Fired, analyse, fired, near};

use chancery_text::{Document, Layer, Sentences};

use crate::quote;
use crate::{Claim, LocalActor, Mention, time::Timex};

/// What every step looks at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) document: &'a Document,
    pub(crate) sentences: &'a Sentences,
    pub(crate) times: &'a Layer<Timex>,
    pub(crate) mentions: &'a Layer<Mention>,
    pub(crate) actors: &'a [LocalActor],
    pub(crate) lore: &'a FactLore,
}

/// Finds the claims of an article.
pub fn claims(
    document: &Document,
    sentences: &Sentences,
    times: &Layer<Timex>,
    mentions: &Layer<Mention>,
    actors: &[LocalActor],
    lore: &FactLore,
) -> Vec<Claim> {
    if document.language != "en" {
        return Vec::new();
    }
    let sentences = &mend::mended(sentences, lore.book());
    let scene = Scene { document, sentences, times, mentions, actors, lore };
    let readings = reading::readings(scene);
    let drafts: Vec<_> = readings.iter().flat_map(|r| choose::drafts(scene, r)).collect();
    build::claims(scene, &readings, drafts)
}
