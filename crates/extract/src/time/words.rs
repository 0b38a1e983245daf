//! A text cut into words, numbers and marks, as the rules of time see it.
//!
//! This cut is the rules' own: dates live in "29/11/2023", "mid-1990s" and "9 a.m.", which syntax cuts otherwise.

use chancery_text::Span;

/// What a word is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    Letters,
    /// Digits only.
    Digits,
    /// Digits with commas by thousands, or with a decimal point.
    Figure,
    /// `9th`.
    Ordinal,
    /// `1990s`.
    Decade,
    Mark,
}

impl Shape {
    /// Whether it is no mark.
    pub(crate) fn is_word(self) -> bool {
        self != Shape::Mark
    }
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    pub(crate) shape: Shape,
    /// Whether nothing stands between it and the word before.
    pub(crate) glued: bool,
    pub(crate) capital: bool,
    /// Value of a number.
    pub(crate) number: f64,
    /// The lexicon's number of the word; 0 for a word that no rule knows.
    pub(crate) id: u32,
}

/// The words of `text[block]`; `known` numbers a word written small.
pub(crate) fn words(text: &str, block: Span, known: impl Fn(&str) -> u32) -> Vec<Word> {
    let mut list: Vec<Word> = Vec::new();
    let mut at = block.start();
    let end = block.end();
    let mut small = String::new();
    while let Some(c) = text[at..end].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (length, shape) = measure(&text[at..end], c);
        let Some(span) = Span::new(text, at, at + length) else { break };
        small.clear();
        write_small(span.of(text), shape, &mut small);
        let number = if matches!(shape, Shape::Letters | Shape::Mark) { 0.0 } else { number(&small) };
        list.push(Word {
            span,
            shape,
            glued: list.last().is_some_and(|w| w.span.end() == at),
            capital: c.is_uppercase(),
            number,
            id: known(&small),
        });
        at += length;
    }
    list
}

/// The word as the lexicon writes it: small letters, plain marks, no full stop after letters.
pub(crate) fn write_small(word: &str, shape: Shape, out: &mut String) {
    match shape {
        Shape::Letters => {
            out.extend(word.chars().flat_map(char::to_lowercase));
            while out.ends_with('.') {
                out.pop();
            }
        }
        Shape::Mark => out.push(match word.chars().next().unwrap_or(' ') {
            '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`' => '\'',
            '\u{2010}'..='\u{2015}' => '-',
            '\u{201c}' | '\u{201d}' => '"',
            other => other,
        }),
        _ => out.push_str(word),
    }
}

fn number(digits: &str) -> f64 {
    let plain: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    plain.parse().unwrap_or(0.0)
}

fn measure(rest: &str, first: char) -> (usize, Shape) {
    if first.is_ascii_digit() {
        measure_number(rest)
    } else if first.is_alphabetic() {
        (letters(rest), Shape::Letters)
    } else {
        (first.len_utf8(), Shape::Mark)
    }
}

/// A run of letters, or letters each with its full stop: "a.m.", "U.S.".
fn letters(rest: &str) -> usize {
    let run = run(rest, char::is_alphabetic);
    if run > 2 {
        return run;
    }
    let mut end = run;
    let mut dotted = 0;
    let bytes = rest.as_bytes();
    while bytes.get(end) == Some(&b'.')
        && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)
        && !bytes.get(end + 2).is_some_and(u8::is_ascii_alphabetic)
        && run == 1
    {
        end += 2;
        dotted += 1;
    }
    if dotted > 0 && bytes.get(end) == Some(&b'.') { end + 1 } else { end }
}

fn measure_number(rest: &str) -> (usize, Shape) {
    let digits = run(rest, |c| c.is_ascii_digit());
    let after = &rest[digits..];
    let suffix = run(after, char::is_alphabetic);
    match &after[..suffix] {
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" => return (digits + suffix, Shape::Ordinal),
        "s" if digits >= 2 => return (digits + suffix, Shape::Decade),
        _ => {}
    }
    let mut end = digits;
    while digits <= 3 && thousands(&rest[end..]) {
        end += 4;
    }
    let point = rest[end..].strip_prefix('.').map_or(0, |tail| run(tail, |c| c.is_ascii_digit()));
    let another = rest[end..].get(point + 1..).is_some_and(|tail| tail.starts_with('.') && point > 0);
    let another_digit = another && rest[end + point + 2..].starts_with(|c: char| c.is_ascii_digit());
    if point > 0 && !another_digit && !is_year_point(&rest[..digits], point) {
        end += point + 1;
    }
    (end, if end == digits { Shape::Digits } else { Shape::Figure })
}

/// `29.11.2023` arrives here as `11.2023` once its first part is read: its point is no decimal one.
fn is_year_point(digits: &str, point: usize) -> bool {
    digits.len() <= 2 && point == 4
}

fn thousands(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes.first() == Some(&b',')
        && bytes.len() >= 4
        && bytes[1..4].iter().all(u8::is_ascii_digit)
        && !bytes.get(4).is_some_and(u8::is_ascii_digit)
}

fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}
