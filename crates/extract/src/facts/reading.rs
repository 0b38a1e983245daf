//! The rules over every sentence that is part of the report.

use std::collections::BTreeSet;

use chancery_rules::{Analysed, Book, Match, NearMiss, View, matches, near_misses};
use chancery_text::{BlockKind, Layer, Sentence, Sentences, Span};

use super::{
    FactLore, Scene,
    labels::{Named, labels},
    mend,
};
use crate::{LocalActor, Mention};

/// A sentence longer than this is a list or a table, and is left alone.
pub(super) const WORDS: usize = 250;

/// One sentence with what fired on it.
pub(super) struct Reading<'a> {
    /// Index into the document's sentences.
    pub(super) n: usize,
    pub(super) view: View<'a>,
    pub(super) matches: Vec<Match>,
}

impl Reading<'_> {
    pub(super) fn sentence(&self) -> &Sentence {
        self.view.sentence
    }
}

/// Every sentence of the body and the headline; furniture, captions and section headings give nothing.
pub(super) fn readings(scene: Scene<'_>) -> Vec<Reading<'_>> {
    let told = |s: &Sentence| {
        let kind = scene.document.block_of(s.span);
        !scene.document.is_furniture(s.span)
            && !matches!(kind, Some(BlockKind::Caption | BlockKind::Heading))
            && (2..=WORDS).contains(&s.tokens.len())
    };
    let named = Named { mentions: scene.mentions, actors: scene.actors };
    let book = scene.lore.book();
    let list = scene.sentences.list.iter().enumerate().filter(|(_, s)| told(s));
    list.map(|(n, sentence)| {
        let view = View::new(sentence, labels(sentence, n, named, book));
        let matches = matches(book, &view);
        Reading { n, view, matches }
    })
    .collect()
}

/// A rule that fired at a place of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fired {
    /// The rule's id.
    pub rule: String,
    /// What it gives.
    pub gives: String,
    /// The word that triggered it.
    pub trigger: Span,
    /// Its arguments by name.
    pub arguments: Vec<(String, Span)>,
}

/// The rules that fired in the sentence that holds byte `at`.
pub fn fired(
    sentences: &Sentences,
    mentions: &Layer<Mention>,
    actors: &[LocalActor],
    lore: &FactLore,
    at: usize,
) -> Vec<Fired> {
    let sentences = &mend::mended(sentences, lore.book());
    let Some((view, book)) = view_at(sentences, mentions, actors, lore, at) else { return Vec::new() };
    let span = |t: usize| chancery_rules::phrase(view.sentence, t);
    matches(book, &view)
        .into_iter()
        .map(|m| Fired {
            rule: book.rules()[m.rule].id.clone(),
            gives: book.rules()[m.rule].gives.clone(),
            trigger: view.sentence.tokens[m.trigger].span,
            arguments: m.arguments.iter().map(|(name, t)| (name.clone(), span(*t))).collect(),
        })
        .collect()
}

/// The rules that the words of the sentence at byte `at` started and that failed later; those at the very word first.
pub fn near(
    sentences: &Sentences,
    mentions: &Layer<Mention>,
    actors: &[LocalActor],
    lore: &FactLore,
    at: usize,
) -> Vec<(Span, NearMiss)> {
    let sentences = &mend::mended(sentences, lore.book());
    let Some((view, book)) = view_at(sentences, mentions, actors, lore, at) else { return Vec::new() };
    let tokens = &view.sentence.tokens;
    let mut order: Vec<usize> = (0..tokens.len()).collect();
    order.sort_by_key(|&i| !(tokens[i].span.start() <= at && at < tokens[i].span.end()));
    let missed = |i: usize| near_misses(book, &view, i).into_iter().filter(|m| m.reached > 0);
    order.into_iter().flat_map(|i| missed(i).map(move |m| (i, m))).map(|(i, m)| (tokens[i].span, m)).collect()
}

fn view_at<'a>(
    sentences: &'a Sentences,
    mentions: &Layer<Mention>,
    actors: &[LocalActor],
    lore: &'a FactLore,
    at: usize,
) -> Option<(View<'a>, &'a Book)> {
    let n = sentences.list.iter().position(|s| s.span.start() <= at && at < s.span.end())?;
    let sentence = &sentences.list[n];
    let named = Named { mentions, actors };
    Some((View::new(sentence, labels(sentence, n, named, lore.book())), lore.book()))
}

/// Sentences as a rule's examples are read: with labels from words and names alone.
pub fn analyse(sentences: &Sentences, lore: &FactLore) -> Vec<Analysed> {
    let mentions = Layer::default();
    let named = Named { mentions: &mentions, actors: &[] };
    let one = |(n, s): (usize, &Sentence)| -> Analysed {
        let sentence = mend::mend(s, lore.book());
        let labels: Vec<BTreeSet<&'static str>> = labels(&sentence, n, named, lore.book());
        Analysed { sentence, labels }
    };
    sentences.list.iter().enumerate().map(one).collect()
}
