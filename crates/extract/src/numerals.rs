//! Number words, for days and for counted things alike.

/// Nought to nineteen, each at its own number.
pub(crate) const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// Twenty to ninety.
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number that a word below a hundred means: "twelve", "forty", "twenty-one".
pub(crate) fn below_hundred(word: &str) -> Option<f64> {
    let small = word.to_lowercase();
    let place = |list: &[&str], w: &str| list.iter().position(|l| *l == w);
    let (tens, ones) = small.split_once('-').unwrap_or((&small, ""));
    if let Some(n) = place(&ONES, &small) {
        return Some(n as f64);
    }
    let decade = 20.0 + 10.0 * place(&TENS, tens)? as f64;
    match ones {
        "" => Some(decade),
        _ => place(&ONES[..10], ones).map(|n| decade + n as f64),
    }
}

/// What "dozen", "hundred", "thousand", "m" and the like multiply by.
pub(crate) fn scale(word: &str) -> Option<f64> {
    match word.to_lowercase().as_str() {
        "dozen" => Some(12.0),
        "hundred" => Some(100.0),
        "thousand" => Some(1e3),
        "million" | "m" => Some(1e6),
        "billion" | "bn" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{below_hundred, scale};

    #[test]
    fn words_mean_numbers() {
        let read = |w: &str| below_hundred(w).or_else(|| scale(w));
        let words =
            ["zero", "Twelve", "forty", "twenty-one", "ninety-nine", "billion", "forty-eleven", "many"];
        let numbers: Vec<Option<f64>> = words.iter().map(|w| read(w)).collect();
        let expected = [Some(0.0), Some(12.0), Some(40.0), Some(21.0), Some(99.0), Some(1e9), None, None];
        assert_eq!(numbers, expected);
    }
}
