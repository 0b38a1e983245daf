//! Where sentences end among the tokens of one block.

use std::ops::Range;

use crate::tokens::is_apostrophe;
use crate::words::Words;

/// A sentence of more tokens than this is cut: what follows costs more than linear time in its length.
pub(crate) const LONGEST: usize = 400;

/// The sentences of a block as ranges over its `tokens`.
pub(crate) fn split(text: &str, tokens: &[Range<usize>], words: &Words) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = sentence_end(text, tokens, at, words);
        at = end.unwrap_or(at + 1);
        let too_long = at - start >= LONGEST;
        if end.is_some() || too_long || at == tokens.len() {
            let to = if too_long && end.is_none() { soft_end(text, tokens, start, at) } else { at };
            out.push(start..to);
            start = to;
            at = to;
        }
    }
    out
}

/// If a sentence may end at token `at`: one past its last token, closing quotes and brackets taken in.
fn sentence_end(text: &str, tokens: &[Range<usize>], at: usize, words: &Words) -> Option<usize> {
    let form = |i: usize| &text[tokens[i].clone()];
    if blank_line(text, tokens, at) {
        return Some(at + 1);
    }
    let stop = ending(form(at), words);
    if stop == Stop::None {
        return None;
    }
    let mut end = at + 1;
    while end < tokens.len() && (closes(text, tokens, end) || is_stop(form(end))) {
        end += 1;
    }
    if end >= tokens.len() {
        return Some(end);
    }
    let next = form(end);
    let quoted = end > at + 1 && is_quote(form(end - 1));
    let goes_on = match stop {
        Stop::Full => begins_low(next) || is_inner(next),
        Stop::Loud => {
            begins_low(next) || is_inner(next) || quoted && speech_follows(text, tokens, end, words)
        }
        Stop::Dots => !begins_high(next) && !opens(text, tokens, end),
        Stop::Abbreviation => !(starts(next, words) || opens(text, tokens, end) && end > at + 1),
        Stop::None => true,
    };
    (!goes_on).then_some(end)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    None,
    /// A full stop.
    Full,
    /// `!` or `?`, which may end a quotation inside a sentence.
    Loud,
    /// Three dots, which may be a pause.
    Dots,
    /// A word with a full stop of its own.
    Abbreviation,
}

fn ending(form: &str, words: &Words) -> Stop {
    if form == "." || form == "。" {
        Stop::Full
    } else if form.chars().all(|c| c == '.' || c == '…') {
        Stop::Dots
    } else if is_stop(form) {
        Stop::Loud
    } else if form.len() > 2 && form.ends_with('.') && !words.titles.contains(form.to_lowercase().as_str()) {
        Stop::Abbreviation
    } else {
        Stop::None
    }
}

fn is_stop(form: &str) -> bool {
    form.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？'))
}

fn is_quote(form: &str) -> bool {
    form.chars().all(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '´') || is_apostrophe(c))
}

/// Whether token `i` closes a quotation or bracket: it clings to what is before it.
fn closes(text: &str, tokens: &[Range<usize>], i: usize) -> bool {
    let form = &text[tokens[i].clone()];
    if matches!(form, ")" | "]" | "}" | "”" | "»" | "’’") {
        return true;
    }
    let clings = i > 0 && tokens[i - 1].end == tokens[i].start;
    let spaced = tokens.get(i + 1).is_none_or(|next| next.start > tokens[i].end);
    is_quote(form) && !matches!(form, "“" | "„" | "«" | "‘") && clings && (spaced || form != "'")
}

fn opens(text: &str, tokens: &[Range<usize>], i: usize) -> bool {
    let form = &text[tokens[i].clone()];
    matches!(form, "(" | "[" | "“" | "„" | "«" | "‘") || is_quote(form) && !closes(text, tokens, i)
}

fn begins_low(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_lowercase) && !form.chars().skip(1).any(char::is_uppercase)
}

fn begins_high(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

fn is_inner(form: &str) -> bool {
    matches!(form, "," | ";" | ":" | "%" | "/")
}

/// Whether a word after an abbreviation is one that sentences begin with.
fn starts(form: &str, words: &Words) -> bool {
    begins_high(form) && words.starters.contains(form.to_lowercase().as_str())
}

/// `"Will they come?" Alder asked`: a speech verb close by, before any stop.
fn speech_follows(text: &str, tokens: &[Range<usize>], from: usize, words: &Words) -> bool {
    tokens[from..]
        .iter()
        .take(5)
        .map(|t| &text[t.clone()])
        .take_while(|form| !is_stop(form) && !is_quote(form))
        .any(|form| words.speech.contains(form))
}

/// Whether an empty line follows token `i`.
fn blank_line(text: &str, tokens: &[Range<usize>], i: usize) -> bool {
    let Some(next) = tokens.get(i + 1) else { return false };
    text[tokens[i].end..next.start].bytes().filter(|&b| b == b'\n').count() > 1
}

/// Where to cut a sentence that is too long: after the last stop-like mark of its second half.
fn soft_end(text: &str, tokens: &[Range<usize>], start: usize, end: usize) -> usize {
    let middle = start + (end - start) / 2;
    let mark = |i: &usize| matches!(&text[tokens[*i].clone()], ";" | ":" | "," | "–" | "—" | "|" | "•");
    (middle..end).rev().find(mark).map_or(end, |i| i + 1)
}
