//! Classes of words that are made by code: numbers, days, years, clock times.

use super::{
    lore::TimeLore,
    words::{Shape, Word},
};
use crate::numerals::{ONES, TENS};

/// What a part of a match holds.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Slot {
    Int(i32),
    /// How many; `None` is "several".
    Amount(Option<f64>),
    Word(String),
    /// Hour and minute.
    Clock(i32, i32),
}

/// The classes made by code; their places come before those of the word list.
pub(crate) const CODE: [&str; 11] =
    ["NUM", "DAY", "ORDINAL", "YEAR", "OLDYEAR", "YY", "INT", "DECADE", "DECADE_WORD", "CLOCK", "PLACE_TIME"];

const FIGURES: [usize; 8] = [0, 1, 3, 4, 5, 6, 7, 9];
const NUMBER_WORDS: [usize; 4] = [0, 2, 8, 10];

/// The classes made by code that a word may begin.
pub(crate) fn may_begin(word: &Word) -> &'static [usize] {
    match word.shape {
        Shape::Mark => &[],
        Shape::Letters => &NUMBER_WORDS,
        _ => &FIGURES,
    }
}

/// What stands at `at` of the class, and how many words it takes.
pub(crate) fn read(
    lore: &TimeLore,
    class: usize,
    text: &str,
    words: &[Word],
    at: usize,
) -> Option<(Slot, usize)> {
    let word = words.get(at)?;
    let whole = || apart(words, at).then_some(word.number as i32);
    let digits = word.span.len();
    match (CODE.get(class).copied(), word.shape) {
        (Some("NUM"), _) => amount(text, words, at).map(|(n, used)| (Slot::Amount(n), used)),
        (Some("DAY"), Shape::Ordinal) => day(word.number as i32),
        (Some("DAY"), Shape::Digits) if digits <= 2 => day(whole()?),
        (Some("ORDINAL"), Shape::Letters) => ordinal(text, words, at).map(|(n, used)| (Slot::Int(n), used)),
        (Some("YEAR"), Shape::Digits) if digits == 4 => year(whole()?, 1000..=2099),
        (Some("OLDYEAR"), Shape::Digits) if digits == 3 || digits == 4 => year(whole()?, 200..=1899),
        (Some("YY"), Shape::Digits) if digits == 2 => Some((Slot::Int(whole()?), 1)),
        (Some("INT"), Shape::Digits) if digits <= 4 => Some((Slot::Int(word.number as i32), 1)),
        (Some("DECADE"), Shape::Decade) => decade(word),
        (Some("DECADE_WORD"), Shape::Letters) => decade_word(&small(text, word)).map(|d| (Slot::Int(d), 1)),
        (Some("CLOCK"), Shape::Digits | Shape::Figure) => clock(text, words, at),
        (Some("PLACE_TIME"), Shape::Letters) => place_time(text, words, at),
        (Some(_), _) => None,
        (None, _) => lore.phrase(class, words, at),
    }
}

/// Whether a number stands by itself: not a part of "2000m", "20%", "1950-53000", "$1999", "4.5".
fn apart(words: &[Word], at: usize) -> bool {
    !words.get(at + 1).is_some_and(|next| next.glued && next.shape == Shape::Letters)
}

/// "Quito time", "Central European Time": the zone of a place, which no table has.
fn place_time(text: &str, words: &[Word], at: usize) -> Option<(Slot, usize)> {
    const MOST: usize = 3;
    let named = words[at..].iter().take_while(|w| w.capital && w.shape == Shape::Letters);
    let named = named.take_while(|w| small(text, w) != "time").take(MOST).count();
    let time = words.get(at + named).filter(|_| named > 0)?;
    (small(text, time) == "time").then(|| (Slot::Word(String::new()), named + 1))
}

fn day(n: i32) -> Option<(Slot, usize)> {
    (1..=31).contains(&n).then_some((Slot::Int(n), 1))
}

fn year(n: i32, range: std::ops::RangeInclusive<i32>) -> Option<(Slot, usize)> {
    range.contains(&n).then_some((Slot::Int(n), 1))
}

/// `1990s` and `90s`, as the year the decade begins with.
fn decade(word: &Word) -> Option<(Slot, usize)> {
    let n = word.number as i32;
    let full = match word.span.len() {
        3 if n % 10 == 0 && n >= 20 => 1900 + n,
        5 if n % 10 == 0 && (1000..=2090).contains(&n) => n,
        _ => return None,
    };
    Some((Slot::Int(full), 1))
}

fn decade_word(small: &str) -> Option<i32> {
    const DECADES: [(&str, i32); 8] = [
        ("twenties", 1920),
        ("thirties", 1930),
        ("forties", 1940),
        ("fifties", 1950),
        ("sixties", 1960),
        ("seventies", 1970),
        ("eighties", 1980),
        ("nineties", 1990),
    ];
    DECADES.iter().find(|(w, _)| *w == small).map(|(_, d)| *d)
}

pub(crate) fn small(text: &str, word: &Word) -> String {
    let mut out = String::new();
    super::words::write_small(word.span.of(text), word.shape, &mut out);
    out
}

const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

fn place(list: &[&str], word: &str) -> Option<i32> {
    list.iter().position(|w| *w == word).and_then(|i| i32::try_from(i).ok())
}

fn ordinal(text: &str, words: &[Word], at: usize) -> Option<(i32, usize)> {
    let first = small(text, &words[at]);
    if let Some(n) = place(&ORDINALS, &first) {
        return Some((n, 1));
    }
    match first.as_str() {
        "twentieth" => return Some((20, 1)),
        "thirtieth" => return Some((30, 1)),
        _ => {}
    }
    let tens = place(&TENS, &first)?;
    let next = words.get(at + 2).filter(|_| is_hyphen(text, words.get(at + 1)))?;
    let ones = place(&ORDINALS[..10], &small(text, next))?;
    Some((20 + 10 * tens + ones, 3))
}

fn is_hyphen(text: &str, word: Option<&Word>) -> bool {
    word.is_some_and(|w| w.shape == Shape::Mark && small(text, w) == "-")
}

/// A number in figures or words, or a word for several.
fn amount(text: &str, words: &[Word], at: usize) -> Option<(Option<f64>, usize)> {
    let word = &words[at];
    match word.shape {
        Shape::Digits | Shape::Figure => {
            let (part, used) = fraction(text, words, at + 1).unwrap_or((0.0, 0));
            return apart(words, at).then_some((Some(word.number + part), 1 + used));
        }
        Shape::Letters => {}
        _ => return None,
    }
    let at_small = |i: usize| words.get(at + i).map(|w| small(text, w)).unwrap_or_default();
    let first = small(text, word);
    match first.as_str() {
        "a" | "an" => {
            return Some(match (at_small(1).as_str(), at_small(2).as_str()) {
                ("couple", "of") => (Some(2.0), 3),
                ("few", _) | ("handful", "of") => (None, if at_small(1) == "few" { 2 } else { 3 }),
                ("dozen", _) => (Some(12.0), 2),
                ("hundred", _) => (Some(100.0), 2),
                ("thousand", _) => (Some(1000.0), 2),
                ("further" | "full" | "whole" | "single" | "mere", _) => (Some(1.0), 2),
                ("good" | "little", _) => return None,
                _ => (Some(1.0), 1),
            });
        }
        "several" | "few" | "many" | "countless" | "numerous" => return Some((None, 1)),
        "couple" if at_small(1) == "of" => return Some((Some(2.0), 2)),
        _ => {}
    }
    let (mut n, mut used) =
        below_hundred(&first, || is_hyphen(text, words.get(at + 1)).then(|| at_small(2)))?;
    if at_small(used) == "hundred" {
        n *= 100.0;
        used += 1;
    }
    if at_small(used) == "thousand" {
        n *= 1000.0;
        used += 1;
    }
    Some((Some(n), used))
}

/// The "1/2" of "3 1/2 hours".
fn fraction(text: &str, words: &[Word], at: usize) -> Option<(f64, usize)> {
    let [over, stroke, under] = words.get(at..at + 3)? else { return None };
    let figures = [over, under].iter().all(|w| w.shape == Shape::Digits && w.span.len() == 1);
    let joined = !over.glued && stroke.glued && under.glued && small(text, stroke) == "/";
    (figures && joined && over.number < under.number).then(|| (over.number / under.number, 3))
}

fn below_hundred(first: &str, after_hyphen: impl Fn() -> Option<String>) -> Option<(f64, usize)> {
    if let Some(n) = place(&ONES, first) {
        return Some((n as f64, 1));
    }
    let tens = 20 + 10 * place(&TENS, first)?;
    match after_hyphen().and_then(|w| place(&ONES[..10], &w)) {
        Some(ones) if ones > 0 => Some(((tens + ones) as f64, 3)),
        _ => Some((tens as f64, 1)),
    }
}

/// `10:57`, `9 a.m.`, `10.30pm`, `0430 GMT`, `10 o'clock`.
fn clock(text: &str, words: &[Word], at: usize) -> Option<(Slot, usize)> {
    let word = &words[at];
    let next_small = |i: usize| words.get(at + i).map(|w| small(text, w)).unwrap_or_default();
    let mark = |i: usize, m: &str| words.get(at + i).is_some_and(|w| w.glued) && next_small(i) == m;
    let digits = word.span.len();
    let (hour, minute, used) = if word.shape == Shape::Digits && digits <= 2 && mark(1, ":") {
        let minutes =
            words.get(at + 2).filter(|w| w.glued && w.shape == Shape::Digits && w.span.len() == 2)?;
        (word.number as i32, minutes.number as i32, 3)
    } else if word.shape == Shape::Figure && digits <= 5 && word.span.of(text).contains('.') {
        let cents = (word.number.fract() * 100.0).round() as i32;
        (word.number as i32, cents, 1)
    } else if word.shape == Shape::Digits && digits == 4 {
        (word.number as i32 / 100, word.number as i32 % 100, 1)
    } else if word.shape == Shape::Digits && digits <= 2 {
        (word.number as i32, 0, 1)
    } else {
        return None;
    };
    let (hour, used) = match next_small(used).as_str() {
        "a.m" | "am" if hour <= 12 => (hour % 12, used + 1),
        "p.m" | "pm" if hour <= 12 => (hour % 12 + 12, used + 1),
        "gmt" | "utc" | "hours" | "hrs" if digits == 4 => {
            (hour, used + usize::from(next_small(used).starts_with('h')))
        }
        "o" if mark(used + 1, "'") && next_small(used + 2) == "clock" => (hour, used + 3),
        _ if used == 3 => (hour, used),
        _ => return None,
    };
    ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some((Slot::Clock(hour, minute), used))
}
