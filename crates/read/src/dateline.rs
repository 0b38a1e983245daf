//! The dateline of a wire: "GENEVA, May 5 (AP) --". It is a block of its own, so that no sentence begins with it.

use std::sync::LazyLock;

use chancery_text::Span;
use regex::Regex;
use serde::Deserialize;

/// Paragraphs at the head of a report of which one may begin with a dateline.
const HEAD: usize = 6;
/// Bytes that a dateline has at most.
const LONGEST: usize = 120;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agencies: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are read by the tests"))]
    yes: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are read by the tests"))]
    no: Vec<String>,
}

fn file() -> Option<File> {
    toml::from_str(include_str!("../../../lore/read/datelines.toml")).ok()
}

/// The forms; none if the file were at fault, which a test excludes.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let Some(file) = file() else { return Vec::new() };
    let agencies: Vec<String> = file.agencies.iter().map(|a| regex::escape(a)).collect();
    let agencies = agencies.join("|");
    let place = r"\p{Lu}[\p{Lu}.’']{2,}(?:[ /-][\p{Lu}][\p{Lu}.’']*){0,4}(?:, ?\p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]+){0,2})?";
    let weekday =
        r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)";
    let date = r"(?:\p{L}{3,9}\.? \d{1,2}|\d{1,2} \p{L}{3,9}\.?)(?:, \d{4}| \d{4})?";
    let day = format!("(?:,? (?:{weekday}(?:,? {date})?|{date}))");
    let dash = r"(?:--|-|–|—|:)";
    [
        format!(r"^{place}{day}?,? ?(?:\([^()]{{2,40}}\)|/[^/]{{2,30}}/) ?{dash} +"),
        format!(r"^{place}{day} ?{dash} +"),
        // Without day or agency the place must be long enough to be no abbreviation.
        r"^(?:\p{Lu}{5,}(?: \p{Lu}{2,}){0,2}|\p{Lu}{2,}(?: \p{Lu}{2,}){1,3})(?:, \p{Lu}[\p{L}.]+)? (?:--|–|—) +".to_owned(),
        format!(
            r"^(?:\p{{Lu}}[\p{{L}}.’']+(?:,? \p{{Lu}}[\p{{L}}.’']+){{0,3}} )?\((?:{agencies})\) ?{dash}? *"
        ),
    ]
    .iter()
    .filter_map(|form| Regex::new(form).ok())
    .collect()
});

/// The paragraphs, the dateline at the head of one of the first cut off; and that dateline.
pub(crate) fn cut_off(text: &str, paragraphs: Vec<Span>) -> (Vec<Span>, Option<Span>) {
    let found =
        paragraphs.iter().take(HEAD).enumerate().find_map(|(i, p)| Some((i, *p, length(p.of(text))?)));
    let Some((i, whole, length)) = found else { return (paragraphs, None) };
    let at = whole.start() + length;
    let (Some(line), Some(rest)) = (Span::new(text, whole.start(), at), Span::new(text, at, whole.end()))
    else {
        return (paragraphs, None);
    };
    let (line, rest) = (line.trimmed(text), rest.trimmed(text));
    let mut cut = paragraphs;
    cut.splice(i..=i, [line, rest]);
    (cut, Some(line))
}

/// Bytes of the dateline that `words` begin with, the space after it included.
fn length(words: &str) -> Option<usize> {
    let end = FORMS
        .iter()
        .find_map(|form| form.find(words))
        .map(|found| found.end())
        .filter(|&end| end <= LONGEST)?;
    let goes_on = words[end..].trim_start_matches(['"', '“', '‘', '\'']);
    (goes_on.len() >= 10 && goes_on.starts_with(char::is_uppercase)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_holds() {
        let file = file().unwrap();
        for yes in &file.yes {
            let (line, rest) = yes.split_once('|').unwrap();
            assert_eq!(length(&format!("{line}{rest}")), Some(line.len()), "{yes}");
        }
        for no in &file.no {
            assert_eq!(length(no), None, "{no}");
        }
    }

    #[test]
    fn cuts_the_head_off() {
        let text = "Title of it\n\nLISBON, March 8 (AP) -- The ministers met there.";
        let whole = Span::new(text, 13, text.len()).unwrap();
        let (cut, line) = cut_off(text, vec![Span::new(text, 0, 11).unwrap(), whole]);
        assert_eq!(line.unwrap().of(text), "LISBON, March 8 (AP) --");
        assert_eq!(cut[2].of(text), "The ministers met there.");
    }
}
