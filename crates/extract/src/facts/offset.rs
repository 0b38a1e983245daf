//! Days counted from another event: "two days after the summit".

use chancery_text::Span;

use super::{Scene, reading::Reading};

/// Days that "two days", "a week", "a month" count, for offsets from another event.
fn days(words: &str) -> Option<i32> {
    let lower = words.to_lowercase();
    let mut parts = lower.split([' ', '-']);
    let count = match parts.next()? {
        "a" | "an" | "the" => 1,
        word => {
            let spelled = crate::numerals::below_hundred(word).map(|n| n as i32);
            spelled.or_else(|| word.parse::<i32>().ok()).filter(|n| (1..=1000).contains(n))?
        }
    };
    let unit = match parts.next()? {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        _ => return None,
    };
    parts.next().is_none().then_some(count * unit)
}

/// "two days after X": the span counted, whether X lies before, and the word that heads X, for each such phrase.
pub(super) fn offsets(scene: Scene, reading: &Reading) -> Vec<Offset> {
    let tokens = &reading.sentence().tokens;
    let text = scene.document.text();
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let after = match token.form.to_lowercase().as_str() {
            "after" | "following" => true,
            "before" => false,
            _ => continue,
        };
        let Some(of) = token.head.filter(|&h| h < tokens.len()) else { continue };
        let counted = (1..=3).rev().find_map(|n| {
            let first = i.checked_sub(n)?;
            let words = Span::new(text, tokens[first].span.start(), tokens[i - 1].span.end())?;
            days(words.of(text)).map(|d| (first, d))
        });
        if let Some((first, days)) = counted {
            let host = governing_predicate(reading, first, of);
            found.push(Offset { host, of, days: if after { days } else { -days } });
        }
    }
    found
}

/// "HOST is so many days after OF".
pub(super) struct Offset {
    pub(super) host: Option<usize>,
    pub(super) of: usize,
    pub(super) days: i32,
}

fn governing_predicate(reading: &Reading, first: usize, of: usize) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let mut at = tokens[of].head.filter(|&h| h < tokens.len())?;
    for _ in 0..3 {
        if at >= first && at <= of || reading.view.labels[at].contains("time") {
            at = tokens[at].head.filter(|&h| h < tokens.len())?;
        }
    }
    Some(at)
}
