//! What the story layer may know of an article's wording without seeing its text.
//!
//! Shingles find copies of one wire, words find the crisis a report belongs to, credits name the agency,
//! and the words of a claim's subject let a position be named.

use std::collections::BTreeSet;

use chancery_text::{Document, Sentences, Span};

use crate::Claim;

/// Words in a run: five is long enough that a shared run is seldom chance (Broder 1997 takes 4 to 10).
const RUN: usize = 5;
/// The most runs kept of one article, so that a hostile text stays small: about 100 pages.
const MOST_RUNS: usize = 40_000;
/// The most distinct words kept of one article.
const MOST_WORDS: usize = 600;
/// The longest subject kept, in characters.
const LONGEST_SUBJECT: usize = 400;

const AGENCIES: &str = include_str!("../../../lore/story/agencies.tsv");

/// The wording of one article, as far as other articles are compared with it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fingerprint {
    /// Hashes of all runs of five words outside furniture, sorted, without repeats.
    pub shingles: Vec<u64>,
    /// Lemmas of its nouns and names outside furniture, sorted, without repeats.
    pub words: Vec<String>,
    /// Agencies that its credit lines name, sorted.
    pub credits: Vec<String>,
    /// For each claim, the words of its subject with single spaces; empty where it has none.
    pub subjects: Vec<String>,
    /// For each time expression, the words of its clause, sorted: actors by `@` and key, lemmas, counts with unit.
    pub tellings: Vec<Vec<String>>,
}

/// Takes the fingerprint of an article.
pub(crate) fn fingerprint(
    document: &Document,
    sentences: &Sentences,
    claims: &[Claim],
    tellings: Vec<Vec<String>>,
) -> Fingerprint {
    Fingerprint {
        shingles: shingles(document),
        words: words(document, sentences),
        credits: credits(document.text()),
        subjects: claims.iter().map(|claim| subject(document.text(), claim.about)).collect(),
        tellings,
    }
}

fn shingles(document: &Document) -> Vec<u64> {
    let text = document.text();
    let mut recent: Vec<u64> = Vec::with_capacity(RUN);
    let mut found = Vec::new();
    for (at, word) in plain_words(text) {
        if Span::new(text, at, at + word.len()).is_some_and(|span| document.is_furniture(span)) {
            recent.clear();
            continue;
        }
        if recent.len() == RUN {
            recent.remove(0);
        }
        recent.push(hash(word.to_lowercase().as_bytes(), SEED));
        if recent.len() == RUN {
            found.push(recent.iter().fold(SEED, |sum, part| hash(&part.to_le_bytes(), sum)));
        }
        if found.len() == MOST_RUNS {
            break;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn plain_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// FNV-1a of some bytes, 64 bits.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    hash(bytes, SEED)
}

/// FNV-1a: the same on every machine, which the standard library's hasher does not promise.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
fn hash(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(seed, |sum, &b| (sum ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn words(document: &Document, sentences: &Sentences) -> Vec<String> {
    let mut found = BTreeSet::new();
    for sentence in &sentences.list {
        if found.len() >= MOST_WORDS {
            break;
        }
        if document.is_furniture(sentence.span) {
            continue;
        }
        let telling = sentence.tokens.iter().filter(|t| matches!(t.upos, "NOUN" | "PROPN"));
        found.extend(telling.map(|t| t.lemma.to_lowercase()).filter(|l| l.chars().count() > 2));
    }
    found.into_iter().collect()
}

/// Agencies named where credit is given: in brackets at the head, or in a line that begins or ends with thanks.
fn credits(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (i, line) in lines.iter().enumerate() {
        let near_head = i < 4;
        for (name, spelling) in agencies() {
            if line.contains(spelling) && (in_brackets(line, spelling, near_head) || gives_credit(line)) {
                found.insert(name.to_string());
            }
        }
    }
    found.into_iter().collect()
}

fn agencies() -> impl Iterator<Item = (&'static str, &'static str)> {
    AGENCIES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(name, spellings)| spellings.split('|').map(move |spelling| (name, spelling)))
}

fn in_brackets(line: &str, spelling: &str, near_head: bool) -> bool {
    line.contains(&format!("({spelling})")) && (near_head || line.ends_with(&format!("({spelling})")))
}

/// Credit lines are short and open with one of a few formulas.
fn gives_credit(line: &str) -> bool {
    let lower = line.to_lowercase();
    let opens = [
        "with information from",
        "with reporting by",
        "source:",
        "sources:",
        "additional reporting",
        "with files from",
    ];
    line.chars().count() < 160 && opens.iter().any(|formula| lower.starts_with(formula))
}

fn subject(text: &str, about: Option<Span>) -> String {
    let words = about.map_or("", |span| span.of(text));
    let words = words.strip_prefix("that ").unwrap_or(words);
    let mut out = String::new();
    for word in words.split_whitespace() {
        if out.len() + word.len() > LONGEST_SUBJECT {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_text::{Ann, Furniture, Layer, Why};

    fn document(text: &str) -> Document {
        Document::new("sha256:0".into(), "a.txt".into(), text)
    }

    #[test]
    fn a_copy_with_other_line_ends_and_capitals_has_the_same_runs() {
        let one = shingles(&document("The envoys met in the harbour town on Monday, officials said."));
        let two = shingles(&document("THE ENVOYS MET\r\nin the harbour town on Monday; officials said"));
        assert_eq!(one, two);
        assert_eq!(one.len(), 7);
    }

    #[test]
    fn furniture_leaves_no_runs() {
        let mut with = document("The envoys met in the harbour town.\nShare this page with all your friends");
        let plain = shingles(&document("The envoys met in the harbour town."));
        let span = Span::new(with.text(), 36, with.text().len());
        with.furniture = Layer::new(
            span.map(|span| Ann { span, value: Furniture { what: "share".into() }, why: Why::default() })
                .into_iter()
                .collect(),
        );
        assert_eq!(shingles(&with), plain);
    }

    #[test]
    fn an_agency_is_credited_in_brackets_or_in_a_credit_line_only() {
        assert_eq!(credits("PORT CITY (Reuters) - The envoys met.\n"), ["Reuters"]);
        assert_eq!(
            credits("They met.\nWith information from The Associated Press and Reuters.\n"),
            ["AP", "Reuters"]
        );
        assert!(credits("The minister told Reuters that talks go on.\n").is_empty());
    }
}
