//! Word pieces: BERT's uncased splitting of a word into entries of the vocabulary.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::ModelError;

/// The piece that begins every sentence and stands for its root.
pub(crate) const CLS: u32 = 101;
/// The piece that ends every sentence.
pub(crate) const SEP: u32 = 102;
const UNKNOWN: u32 = 100;
/// Pieces kept of one word; the weights were trained with this limit.
const MOST_PIECES: usize = 12;
/// A run of more letters than this is unknown, as in BERT.
const LONGEST_RUN: usize = 100;

/// The vocabulary: looked up by text, never walked.
pub(crate) struct Vocabulary {
    ids: HashMap<String, u32>,
}

impl Vocabulary {
    /// The vocabulary with one piece a line; its number is the line's, from 0.
    pub(crate) fn of(text: &str) -> Result<Vocabulary, ModelError> {
        let ids: HashMap<String, u32> =
            text.lines().zip(0..).map(|(piece, id)| (piece.to_string(), id)).collect();
        for (piece, id) in [("[UNK]", UNKNOWN), ("[CLS]", CLS), ("[SEP]", SEP)] {
            if ids.get(piece) != Some(&id) {
                return Err(ModelError::new(format!(
                    "expected {piece} in line {} of the vocabulary",
                    id + 1
                )));
            }
        }
        Ok(Vocabulary { ids })
    }

    /// How many pieces it has.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The pieces of `word`, at least one and at most twelve.
    pub(crate) fn pieces(&self, word: &str) -> Vec<u32> {
        let mut out = Vec::new();
        for run in runs(word) {
            self.split(&run, &mut out);
            if out.len() >= MOST_PIECES {
                break;
            }
        }
        out.truncate(MOST_PIECES);
        if out.is_empty() {
            out.push(UNKNOWN);
        }
        out
    }

    /// Longest piece first; a run that cannot be covered is unknown as a whole.
    fn split(&self, run: &str, out: &mut Vec<u32>) {
        let before = out.len();
        let edges: Vec<usize> = run.char_indices().map(|(i, _)| i).chain([run.len()]).collect();
        if edges.len() > LONGEST_RUN + 1 {
            out.push(UNKNOWN);
            return;
        }
        let mut from = 0;
        let mut key = String::new();
        while from + 1 < edges.len() {
            let found = (from + 1..edges.len()).rev().find_map(|to| {
                key.clear();
                key.push_str(if from > 0 { "##" } else { "" });
                key.push_str(&run[edges[from]..edges[to]]);
                self.ids.get(&key).map(|&id| (to, id))
            });
            let Some((to, id)) = found else {
                out.truncate(before);
                out.push(UNKNOWN);
                return;
            };
            out.push(id);
            from = to;
        }
    }
}

/// The word without accents and capitals, cut where BERT cuts; enough of it for the pieces that are kept.
fn runs(word: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in word.nfd().flat_map(char::to_lowercase).map(plain_apostrophe) {
        if is_dropped(c) {
            continue;
        }
        if c.is_whitespace() {
            open = false;
        } else if is_punctuation(c) || is_ideograph(c) {
            out.push(c.to_string());
            open = false;
        } else if open && let Some(run) = out.last_mut() {
            // A run that is already too long to be known need not be kept whole.
            if run.len() <= 4 * LONGEST_RUN + 4 {
                run.push(c);
            }
        } else {
            out.push(c.to_string());
            open = true;
        }
        if out.len() > MOST_PIECES {
            break;
        }
    }
    out
}

fn plain_apostrophe(c: char) -> char {
    if matches!(c, '’' | '`') { '\'' } else { c }
}

fn is_dropped(c: char) -> bool {
    // Almost every character is ASCII, whose categories need no table.
    if c.is_ascii() {
        return c.is_ascii_control() && !c.is_whitespace();
    }
    c == '\u{fffd}'
        || c.general_category() == GeneralCategory::NonspacingMark
        || (!c.is_whitespace() && c.general_category_group() == GeneralCategoryGroup::Other)
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || (!c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation)
}

/// The blocks that BERT reads character by character.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x20000..=0x2A6DF | 0x2A700..=0x2CEAF | 0x2F800..=0x2FA1F)
}
