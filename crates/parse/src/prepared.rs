//! A sentence as the encoder takes it: pieces in one window, or in several that overlap where it is too long.

use std::ops::Range;

use crate::cues::Cues;
use crate::encoder::{PLACES, Piece, WIDE};
use crate::known::Known;
use crate::pieces::{CLS, SEP, Vocabulary};
use crate::shape::{NONE, is_caseless, shape};

/// Pieces that neighbouring windows of a longer sentence share.
const OVERLAP: usize = 128;

/// A sentence ready for the encoder: its words' pieces in one window, or in several that overlap.
pub(crate) struct Prepared {
    pub(crate) words: usize,
    pub(crate) windows: Vec<Window>,
    /// What the names head is told of each word beside its vector.
    pub(crate) cues: Cues,
    /// Whether capitals tell nothing of its words.
    pub(crate) caseless: bool,
}

pub(crate) struct Window {
    pub(crate) pieces: Vec<Piece>,
    /// The words whose vectors are taken from this window.
    taken: Range<usize>,
    /// For each word in the window, the first of its pieces; the last entry closes the last word.
    edges: Vec<usize>,
    first_word: usize,
}

impl Prepared {
    /// The sentence of these words.
    pub(crate) fn of(words: &[&str], vocabulary: &Vocabulary, known: &Known) -> Prepared {
        let cues = Cues::of(words, known);
        let shapes: Vec<u8> = words.iter().map(|word| shape(word)).collect();
        let words: Vec<Vec<u32>> = words.iter().map(|word| vocabulary.pieces(word)).collect();
        let windows =
            windows(&words).into_iter().map(|(held, taken)| window(&words, &shapes, held, taken)).collect();
        Prepared { words: words.len(), windows, cues, caseless: is_caseless(&shapes) }
    }

    /// Pieces over all windows.
    pub(crate) fn size(&self) -> usize {
        self.windows.iter().map(|w| w.pieces.len()).sum()
    }

    /// Whether the sentence was too long to be read in one piece.
    #[cfg(test)]
    pub(crate) fn is_cut(&self) -> bool {
        self.windows.len() > 1
    }

    /// Appends the root's vector and each word's, the mean of its pieces.
    pub(crate) fn pool(&self, hidden: &[f32], out: &mut Vec<f32>) {
        out.extend_from_slice(&hidden[..WIDE]);
        let mut at = 0;
        for window in &self.windows {
            for word in window.taken.clone() {
                let (from, to) =
                    (window.edges[word - window.first_word], window.edges[word - window.first_word + 1]);
                let start = out.len();
                out.extend_from_slice(&hidden[(at + from) * WIDE..][..WIDE]);
                for piece in from + 1..to {
                    let row = &hidden[(at + piece) * WIDE..][..WIDE];
                    out[start..].iter_mut().zip(row).for_each(|(o, v)| *o += v);
                }
                let count = (to - from) as f32;
                out[start..].iter_mut().for_each(|o| *o /= count);
            }
            at += window.pieces.len();
        }
    }
}

/// Which words each window holds, and which of them it answers for: those farther from its edges.
fn windows(words: &[Vec<u32>]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut held = Vec::new();
    let mut from = 0;
    loop {
        let mut to = from;
        let mut size = 2;
        while to < words.len() && size + words[to].len() <= PLACES {
            size += words[to].len();
            to += 1;
        }
        held.push(from..to);
        if to >= words.len() {
            break;
        }
        // The next window begins so far back that both share the overlap; it always moves on.
        let mut back = 0;
        let before = from;
        from = to;
        while from > before + 1 && back + words[from - 1].len() <= OVERLAP {
            from -= 1;
            back += words[from].len();
        }
    }
    let middle = |i: usize| (held[i].start + held[i - 1].end).div_euclid(2);
    (0..held.len())
        .map(|i| {
            let start = if i == 0 { 0 } else { middle(i) };
            let end = if i + 1 == held.len() { words.len() } else { middle(i + 1) };
            (held[i].clone(), start..end)
        })
        .collect()
}

fn window(words: &[Vec<u32>], shapes: &[u8], held: Range<usize>, taken: Range<usize>) -> Window {
    let special = |id| Piece { id, shape: NONE, continues: false };
    let first_word = held.start;
    let mut pieces = vec![special(CLS)];
    let mut edges = vec![1];
    for word in held {
        for (i, &id) in words[word].iter().enumerate() {
            pieces.push(Piece { id, shape: shapes[word], continues: i > 0 });
        }
        edges.push(pieces.len());
    }
    pieces.push(special(SEP));
    Window { pieces, taken, edges, first_word }
}
