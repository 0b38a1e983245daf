//! Where sentences end among the tokens of one block.

use std::ops::Range;

use crate::tokens::is_apostrophe;
use crate::words::Words;

/// A sentence of more tokens than this is cut: what follows costs more than linear time in its length.
pub(crate) const LONGEST: usize = 400;

/// A sentence as a range over the tokens of its block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stretch {
    pub(crate) tokens: Range<usize>,
    /// Whether it is a part of a longer one that had to be cut.
    pub(crate) cut: bool,
}

/// The sentences of a block over its `tokens`.
pub(crate) fn split(text: &str, tokens: &[Range<usize>], words: &Words) -> Vec<Stretch> {
    let case = case(text, tokens);
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut goes_on = false;
    while at < tokens.len() {
        let end = sentence_end(text, tokens, at, words, case);
        at = end.unwrap_or(at + 1);
        let too_long = at - start >= LONGEST;
        if end.is_some() || too_long || at == tokens.len() {
            let cut = too_long && end.is_none();
            let to = if cut { soft_end(text, tokens, start, at) } else { at };
            let cut = cut && to < tokens.len();
            out.push(Stretch { tokens: start..to, cut: cut || goes_on });
            goes_on = cut;
            start = to;
            at = to;
        }
    }
    out
}

/// If a sentence may end at token `at`: one past its last token, closing quotes and brackets taken in.
fn sentence_end(text: &str, tokens: &[Range<usize>], at: usize, words: &Words, case: Case) -> Option<usize> {
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
    if let Some(mark) = reference_mark(text, tokens, end) {
        return Some(mark);
    }
    if end >= tokens.len() {
        return Some(end);
    }
    let next = form(end);
    let quoted = end > at + 1 && is_quote(form(end - 1));
    let goes_on = match stop {
        Stop::Full => case == Case::Kept && begins_low(next) || is_inner(next),
        Stop::Loud => {
            case == Case::Kept && begins_low(next)
                || is_inner(next)
                || quoted && speech_follows(text, tokens, end, words)
        }
        Stop::Dots => !begins_high(next) && !opens(text, tokens, end),
        Stop::Abbreviation => !(starts(next, words) || opens(text, tokens, end) && end > at + 1),
        Stop::None => true,
    };
    (!goes_on).then_some(end)
}

/// Whether the block's writer begins sentences with capitals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Kept,
    Lower,
}

/// A block that begins small and goes on small after most of its stops has no capitals to go by.
fn case(text: &str, tokens: &[Range<usize>]) -> Case {
    let form = |i: usize| &text[tokens[i].clone()];
    let after: Vec<usize> = (1..tokens.len()).filter(|&i| is_stop(form(i - 1))).collect();
    let low = after.iter().filter(|&&i| begins_low(form(i))).count();
    let first = tokens.first().is_some_and(|t| begins_low(&text[t.clone()]));
    if first && 2 * low > after.len() { Case::Lower } else { Case::Kept }
}

/// A footnote's mark after the stop, `[12]`, belongs to the sentence before it.
fn reference_mark(text: &str, tokens: &[Range<usize>], from: usize) -> Option<usize> {
    let form = |i: usize| tokens.get(i).map(|t| &text[t.clone()]);
    let clings = from > 0 && tokens.get(from)?.start == tokens[from - 1].end;
    let digits = form(from + 1)?.chars().all(|c| c.is_ascii_digit());
    (clings && form(from) == Some("[") && digits && form(from + 2) == Some("]")).then_some(from + 3)
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

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{LONGEST, split};
    use crate::tokens::tokens;
    use crate::words::Words;

    fn check(text: &str, expect: &Expect) {
        let words = Words::shipped();
        let tokens = tokens(text, 0..text.len(), &words);
        let sentences = split(text, &tokens, &words);
        let shown: Vec<&str> = sentences
            .iter()
            .map(|s| &text[tokens[s.tokens.start].start..tokens[s.tokens.end - 1].end])
            .collect();
        expect.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        check(
            "Mr. Alder left the U.S. on Friday. He met Gen. Maren.",
            &expect![[r"
            Mr. Alder left the U.S. on Friday.
            He met Gen. Maren."]],
        );
        check(
            "They met in the U.S. The talks failed. Norland Inc. Chairman Orr left.",
            &expect![[r"
            They met in the U.S.
            The talks failed.
            Norland Inc. Chairman Orr left."]],
        );
    }

    #[test]
    fn quotations_are_closed_before_the_sentence_ends() {
        check(
            "\"We go.\" He left. \"Will they come?\" Alder asked. “No!” she said. “Never.”",
            &expect![[r#"
            "We go."
            He left.
            "Will they come?" Alder asked.
            “No!” she said.
            “Never.”"#]],
        );
    }

    #[test]
    fn lost_spaces_and_lost_capitals_do_not_glue_sentences() {
        check(
            "the talks failed.Norland left",
            &expect![[r"
            the talks failed.
            Norland left"]],
        );
        check(
            "the talks failed. norland left. nobody won.",
            &expect![[r"
            the talks failed.
            norland left.
            nobody won."]],
        );
        check(
            "It launched an attack. militarily over Sudria.",
            &expect!["It launched an attack. militarily over Sudria."],
        );
    }

    #[test]
    fn dots_and_empty_lines() {
        check(
            "Well ... perhaps. Yes...\n\nNo stop here\n\nNext",
            &expect![[r"
            Well ... perhaps.
            Yes...
            No stop here
            Next"]],
        );
    }

    #[test]
    fn a_text_without_stops_is_cut() {
        let text = "word ".repeat(5 * LONGEST);
        let words = Words::shipped();
        let tokens = tokens(&text, 0..text.len(), &words);
        let sentences = split(&text, &tokens, &words);
        assert!(sentences.iter().all(|s| s.tokens.len() <= LONGEST && s.cut));
        assert_eq!(sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), tokens.len());
    }
}
