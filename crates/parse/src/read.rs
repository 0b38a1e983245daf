//! From a document to its sentences: tokens, then each distinct sentence read once.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chancery_text::{Document, Sentence, Sentences, Span, Token};
use rayon::prelude::*;

use crate::Model;
use crate::agree::agree;
use crate::analyser::{Desk, Reading};
use crate::conllu::{Given, plain, spelled};
use crate::names::{Odds, names, odds};
use crate::prepared::Prepared;
use crate::split::split;
use crate::tokens::tokens;

/// Pieces read in one go; about the best for the caches of one core.
const BATCH: usize = 256;
/// Words of a given sentence that are read as one.
const MOST_GIVEN: usize = 1024;

/// Reads every sentence of `document`, furniture included.
///
/// The result depends on the document's text and blocks alone: not on other documents, nor on threads.
pub fn sentences(document: &Document, model: &Model) -> Sentences {
    let outlines = outlines(document, model);
    let readings = distinct(&outlines, model, |batches| run(batches, model));
    finish(document, &outlines, &readings, model)
}

/// Reads many documents, on as many threads as the surrounding rayon pool has.
pub fn all_sentences(documents: &[Document], model: &Model) -> Vec<Sentences> {
    documents.par_iter().map(|document| sentences(document, model)).collect()
}

/// Word pieces that the encoder takes for these sentences: the measure that engines are compared by.
pub fn pieces(sentences: &Sentences, model: &Model) -> usize {
    let size = |s: &Sentence| {
        let forms: Vec<&str> = s.tokens.iter().map(|t| t.form.as_str()).collect();
        model.prepared(&forms).size()
    };
    sentences.list.iter().map(size).sum()
}

/// Reads sentences whose tokens are given; the document is the text that they spell, a sentence a line.
///
/// A given sentence is one sentence however long it is, up to a bound far above any real one.
pub fn given_sentences(given: &[Given], model: &Model) -> (Document, Sentences) {
    let (text, places) = spelled(given);
    let document = Document::new(String::new(), String::new(), text);
    let outlines: Vec<Outline> = given
        .iter()
        .zip(places)
        .flat_map(|(sentence, tokens)| {
            let forms: Vec<String> = sentence.words.iter().map(|w| plain(&w.form)).collect();
            let cut = |from: usize| {
                let to = (from + MOST_GIVEN).min(tokens.len());
                let opens_document = from == 0 && sentence.opens_document.is_some();
                let (tokens, forms) = (tokens[from..to].to_vec(), forms[from..to].to_vec());
                let cut = sentence.words.len() > MOST_GIVEN;
                Outline { tokens, forms, opens_document, cut }
            };
            (0..tokens.len()).step_by(MOST_GIVEN).map(cut).collect::<Vec<_>>()
        })
        .collect();
    let readings = distinct(&outlines, model, |batches| run(batches, model));
    let sentences = finish(&document, &outlines, &readings, model);
    (document, sentences)
}

/// A sentence before it is read: its tokens' places and forms.
struct Outline {
    tokens: Vec<Range<usize>>,
    forms: Vec<String>,
    /// Whether names are to agree only from here on.
    opens_document: bool,
    /// Whether it is a part of a longer sentence.
    cut: bool,
}

fn run(batches: &[Vec<Prepared>], model: &Model) -> Vec<Reading> {
    let mut desk = Desk::default();
    batches.iter().flat_map(|batch| model.analyser.run(batch, &mut desk)).collect()
}

fn outlines(document: &Document, model: &Model) -> Vec<Outline> {
    let text = document.text();
    let mut out = Vec::new();
    for block in document.blocks.all() {
        let tokens = tokens(text, block.span.start()..block.span.end(), &model.words);
        for stretch in split(text, &tokens, &model.words) {
            let tokens = tokens[stretch.tokens].to_vec();
            let forms = tokens.iter().map(|t| plain(&text[t.clone()])).collect();
            out.push(Outline { tokens, forms, opens_document: false, cut: stretch.cut });
        }
    }
    out
}

/// One reading for each distinct sentence, found by its forms.
fn distinct<'a>(
    outlines: &'a [Outline],
    model: &Model,
    run: impl Fn(&[Vec<Prepared>]) -> Vec<Reading>,
) -> HashMap<&'a [String], Reading> {
    let mut seen: HashSet<&[String]> = HashSet::new();
    let mut todo: Vec<(&[String], Prepared)> = Vec::new();
    for outline in outlines {
        let forms = outline.forms.as_slice();
        if seen.insert(forms) {
            let words: Vec<&str> = forms.iter().map(String::as_str).collect();
            todo.push((forms, model.prepared(&words)));
        }
    }
    // Sentences of like length share a batch; the sort keeps the order of the text among equals.
    todo.sort_by_key(|(_, prepared)| prepared.size());
    let (keys, prepared): (Vec<_>, Vec<_>) = todo.into_iter().unzip();
    keys.into_iter().zip(run(&batches(prepared))).collect()
}

fn batches(sentences: Vec<Prepared>) -> Vec<Vec<Prepared>> {
    let mut out: Vec<Vec<Prepared>> = Vec::new();
    let mut size = 0;
    for sentence in sentences {
        let fits = size + sentence.size() <= BATCH;
        size = if fits { size } else { 0 } + sentence.size();
        match out.last_mut().filter(|_| fits) {
            Some(batch) => batch.push(sentence),
            None => out.push(vec![sentence]),
        }
    }
    out
}

fn finish(
    document: &Document,
    outlines: &[Outline],
    readings: &HashMap<&[String], Reading>,
    model: &Model,
) -> Sentences {
    let mut list = Vec::with_capacity(outlines.len());
    let mut all_odds = Vec::with_capacity(outlines.len());
    let mut opens = Vec::new();
    let mut cut = Vec::new();
    for outline in outlines {
        let Some(reading) = readings.get(outline.forms.as_slice()) else { continue };
        let odds = odds(reading, &model.analyser.labels);
        if let Some(sentence) = sentence(document, outline, reading, &odds, model) {
            if outline.cut || reading.in_windows {
                cut.push(sentence.span);
            }
            if outline.opens_document {
                opens.push(list.len());
            }
            list.push(sentence);
            all_odds.push(odds);
        }
    }
    opens.push(list.len());
    let all_odds: Vec<&[Odds]> = all_odds.iter().map(Vec::as_slice).collect();
    let mut from = 0;
    for to in opens {
        agree(&mut list[from..to], &all_odds[from..to], &model.known);
        from = to;
    }
    Sentences { list, cut }
}

fn sentence(
    document: &Document,
    outline: &Outline,
    reading: &Reading,
    odds: &[Odds],
    model: &Model,
) -> Option<Sentence> {
    let text = document.text();
    let mut tokens = Vec::with_capacity(outline.forms.len());
    for (i, (range, form)) in outline.tokens.iter().zip(&outline.forms).enumerate() {
        let (upos, xpos) = (reading.upos[i], reading.xpos[i]);
        tokens.push(Token {
            span: Span::new(text, range.start, range.end)?,
            lemma: model.lemmas.lemma(form, upos, xpos),
            form: form.clone(),
            upos,
            xpos,
            head: reading.heads[i].checked_sub(1),
            deprel: reading.relations[i],
        });
    }
    let span = tokens.first()?.span.to(tokens.last()?.span);
    let names = names(&tokens, reading, odds, &model.analyser.labels, &model.words, &model.known);
    Some(Sentence { span, tokens, names })
}

#[cfg(test)]
mod tests {
    use chancery_text::Document;

    use super::{all_sentences, sentences};
    use crate::{Engine, Model};

    const TEXTS: [&str; 4] = [
        "Norland's army said it had withdrawn. Talks resume on Tuesday.\nPresident Ilya Maren left Port Alba.",
        "Maren did not call. “We don’t want a war,” he said.",
        "TALKS FAIL IN PORT ALBA\nThe envoy of Sudria, Jon Alder, met reporters.",
        "",
    ];

    fn documents() -> Vec<Document> {
        TEXTS.iter().enumerate().map(|(i, text)| Document::new(i.to_string(), i.to_string(), *text)).collect()
    }

    #[test]
    fn threads_and_order_change_nothing() {
        let model = Model::shipped().expect("the shipped weights are sound");
        let alone: Vec<_> = documents().iter().map(|d| sentences(d, &model)).collect();
        for threads in [1, 2, 3] {
            let pool =
                rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
            let mut shuffled = documents();
            shuffled.reverse();
            let mut read = pool.install(|| all_sentences(&shuffled, &model));
            read.reverse();
            assert_eq!(read, alone);
        }
    }

    #[test]
    fn every_token_is_a_span_of_the_text_and_every_tree_has_one_root() {
        let model = Model::shipped().expect("the shipped weights are sound");
        for document in documents() {
            for sentence in sentences(&document, &model).list {
                assert_eq!(sentence.tokens.iter().filter(|t| t.head.is_none()).count(), 1);
                for token in &sentence.tokens {
                    assert_eq!(crate::conllu::plain(token.span.of(document.text())), token.form);
                    assert!(token.head.is_none_or(|h| h < sentence.tokens.len()));
                }
            }
        }
    }

    #[test]
    fn sentences_stay_inside_their_block() {
        let model = Model::shipped().expect("the shipped weights are sound");
        let read = sentences(&documents()[2], &model);
        assert_eq!(read.list.len(), 2);
    }

    #[test]
    fn sentences_too_long_for_one_go_are_named() {
        let model = Model::shipped().expect("the shipped weights are sound");
        let cut = |text: &str| {
            let read = sentences(&Document::new(String::new(), String::new(), text), &model);
            (read.list.len(), read.cut.len())
        };
        assert_eq!(cut("Talks resume. The envoy left."), (2, 0));
        // 300 tokens of several pieces each, in one sentence.
        assert_eq!(cut(&format!("The envoy left. {}.", "Xqzvbnw ".repeat(300))), (2, 1));
        assert_eq!(cut(&format!("The envoy left. Others {}.", "and left ".repeat(300))), (3, 2));
    }

    #[test]
    fn every_path_gives_the_same_sentences() {
        let read = |engine| {
            let model = Model::shipped_on(engine).expect("the shipped weights are sound");
            documents().iter().map(|d| sentences(d, &model)).collect::<Vec<_>>()
        };
        let expected = read(Engine::default());
        let paths: Vec<Engine> = Engine::all().into_iter().filter(|e| *e != Engine::Float).collect();
        assert!(paths.contains(&Engine::named("portable").expect("every processor has it")));
        for engine in paths {
            assert_eq!(read(engine), expected, "{engine:?}");
        }
    }

    #[test]
    fn hostile_texts_are_read() {
        let model = Model::shipped().expect("the shipped weights are sound");
        let long = "x".repeat(300_000);
        let many = "'s ".repeat(3_000);
        for text in [
            long.as_str(),
            &many,
            "\u{0}\u{feff}\u{202e}",
            "🜚🜚 👍🏽n't e\u{301}\u{301}",
            "((((((((",
            "会谈。失败。",
        ] {
            let document = Document::new(String::new(), String::new(), text);
            let read = sentences(&document, &model);
            assert!(read.list.iter().all(|s| !s.tokens.is_empty()));
        }
    }
}
