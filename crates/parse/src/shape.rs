//! The case shape of a word: all that is left of capitals once the vocabulary has lower-cased them.

/// The shape of pieces that belong to no word ([CLS], [SEP]).
pub(crate) const NONE: u8 = 0;
/// The row of the shape table that is added on every piece of a word but its first.
pub(crate) const CONTINUES: usize = 10;

/// The case shape of `word`: 1 lower, 2 Title, 3 UPPER, 4 one capital letter, 5 mixed, 6 number,
/// 7 with digits, 8 no letter or digit, 9 other (scripts without case).
pub(crate) fn shape(word: &str) -> u8 {
    if !word.chars().any(char::is_alphanumeric) {
        return 8;
    }
    if word.chars().all(|c| c.is_numeric() || ".,:/-".contains(c)) {
        return 6;
    }
    if word.chars().any(char::is_numeric) {
        return 7;
    }
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    match letters.as_slice() {
        all if all.iter().all(|c| c.is_lowercase()) => 1,
        [one] if one.is_uppercase() => 4,
        all if all.iter().all(|c| c.is_uppercase()) => 3,
        [first, rest @ ..] if first.is_uppercase() && rest.iter().all(|c| c.is_lowercase()) => 2,
        [first, ..] if first.is_uppercase() || first.is_lowercase() => 5,
        _ => 9,
    }
}

/// Whether capitals tell nothing of the words of these shapes: there are none, or nothing else.
pub(crate) fn is_caseless(shapes: &[u8]) -> bool {
    let none = |of: &[u8]| shapes.iter().all(|shape| !of.contains(shape));
    none(&[2, 3, 4, 5]) || none(&[1, 2, 5])
}

#[cfg(test)]
mod tests {
    use super::{is_caseless, shape};

    #[test]
    fn shapes_are_those_the_weights_were_trained_with() {
        let words = ["said", "Kyiv", "NATO", "A", "McCain", "2,000", "G7", "...", "会谈", "5-10", "'s"];
        assert_eq!(words.map(shape), [1, 2, 3, 4, 5, 6, 7, 8, 9, 6, 1]);
    }

    #[test]
    fn text_in_one_case_is_known() {
        let caseless = |text: &str| is_caseless(&text.split(' ').map(shape).collect::<Vec<_>>());
        assert!(caseless("talks in norland fail .") && caseless("TALKS IN NORLAND FAIL IN 2019"));
        assert!(!caseless("Talks in Norland fail .") && !caseless("NATO talks"));
    }
}
