//! From raw text, by the definition of the CoNLL 2018 shared task: words and sentences aligned by characters.

use std::collections::BTreeMap;

use chancery_parse::conllu::Given;
use chancery_parse::{Model, sentences};
use chancery_text::Document;

use super::{f1, main};

/// A word by the characters that it covers, white space not counted.
struct Word<'a> {
    from: usize,
    to: usize,
    upos: &'a str,
    xpos: &'a str,
    /// The head's characters; nothing for the root.
    head: Option<(usize, usize)>,
    deprel: &'a str,
}

/// Prints F1 of tokens, sentences, UPOS, XPOS, UAS and LAS, paragraphs joined as the treebank's documents have them.
pub(crate) fn eval(name: &str, given: &[Given], model: &Model, args: &[String]) {
    let text = raw_text(given);
    let document = Document::new(String::new(), String::new(), text);
    let read = sentences(&document, model);
    let (gold, gold_edges) = gold_words(given);
    let places = places(document.text());
    let mut found = Vec::new();
    let mut edges = Vec::new();
    for sentence in &read.list {
        let at = |i: usize| {
            let span = sentence.tokens[i].span;
            (places[span.start()], places[span.end()])
        };
        for (i, token) in sentence.tokens.iter().enumerate() {
            let (from, to) = at(i);
            let head = token.head.map(at);
            found.push(Word { from, to, upos: token.upos, xpos: token.xpos, head, deprel: token.deprel });
        }
        edges.push((places[sentence.span.start()], places[sentence.span.end()]));
    }
    let same_edges = gold_edges.iter().filter(|e| edges.binary_search(e).is_ok()).count();
    let index: BTreeMap<(usize, usize), &Word> = found.iter().map(|w| ((w.from, w.to), w)).collect();
    let mut right = [0usize; 5];
    for g in &gold {
        let Some(f) = index.get(&(g.from, g.to)) else { continue };
        let head = f.head == g.head;
        let same = [true, f.upos == g.upos, f.xpos == g.xpos, head, head && main(f.deprel) == main(g.deprel)];
        right.iter_mut().zip(same).for_each(|(n, s)| *n += usize::from(s));
    }
    let score = |i: usize| f1(right[i], gold.len(), found.len());
    let sents = f1(same_edges, gold_edges.len(), edges.len());
    println!("{name:<18} {} {sents} {} {} {} {}", score(0), score(1), score(2), score(3), score(4));
    if args.iter().any(|a| a == "--errors") {
        errors(document.text(), &places, (&gold, &gold_edges), (&found, &edges));
    }
}

fn raw_text(given: &[Given]) -> String {
    let mut text = String::new();
    for sentence in given {
        if sentence.opens_paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        for word in &sentence.words {
            text.push_str(&word.form);
            text.push_str(if word.space_after { " " } else { "" });
        }
    }
    text
}

/// For each byte of the text, how many characters other than white space stand before it.
fn places(text: &str) -> Vec<usize> {
    let mut out = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, c) in text.char_indices() {
        out[at] = count;
        count += usize::from(!c.is_whitespace());
    }
    out[text.len()] = count;
    // The end of a span is a boundary, too: bytes inside a character are never asked for.
    out
}

fn gold_words(given: &[Given]) -> (Vec<Word<'_>>, Vec<(usize, usize)>) {
    let mut words = Vec::new();
    let mut edges = Vec::new();
    let mut at = 0;
    for sentence in given {
        let start = at;
        let places: Vec<(usize, usize)> = sentence
            .words
            .iter()
            .map(|word| {
                let from = at;
                at += word.form.chars().filter(|c| !c.is_whitespace()).count();
                (from, at)
            })
            .collect();
        for (word, &(from, to)) in sentence.words.iter().zip(&places) {
            let head = word.head.checked_sub(1).map(|h| places[h]);
            words.push(Word { from, to, upos: &word.upos, xpos: &word.xpos, head, deprel: &word.deprel });
        }
        edges.push((start, at));
    }
    (words, edges)
}

type Side<'a> = (&'a [Word<'a>], &'a [(usize, usize)]);

/// Prints each place where tokens or sentence edges differ, gold first.
fn errors(text: &str, places: &[usize], gold: Side, found: Side) {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let _ = places;
    let words = |side: Side| -> Vec<(usize, usize)> { side.0.iter().map(|w| (w.from, w.to)).collect() };
    let show = |list: &[(usize, usize)], from: usize, to: usize| -> String {
        let inside = list.iter().filter(|w| w.0 < to && w.1 > from);
        inside.map(|w| chars[w.0..w.1].iter().collect::<String>()).collect::<Vec<_>>().join("|")
    };
    let (g, f) = (words(gold), words(found));
    for &(from, to) in g.iter().filter(|w| f.binary_search(w).is_err()) {
        println!("token\t{}\t{}", show(&g, from, to), show(&f, from, to));
    }
    let around = |at: usize| -> String {
        let before = show(&f, at.saturating_sub(20), at);
        let after = show(&f, at, at + 20);
        format!("{} ## {}", before.replace('|', " "), after.replace('|', " "))
    };
    for &(_, end) in gold.1.iter().filter(|e| found.1.iter().all(|o| o.1 != e.1)) {
        println!("missed end\t{}", around(end));
    }
    for &(_, end) in found.1.iter().filter(|e| gold.1.iter().all(|o| o.1 != e.1)) {
        println!("wrong end\t{}", around(end));
    }
}
