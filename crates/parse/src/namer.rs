//! The names head: each word's vector, its cues and its neighbours, to scores of the names' tags.

use chancery_kernels::{Bend, Rows};

use crate::ModelError;
use crate::cues;
use crate::encoder::WIDE;
use crate::linear::{Engine, Linear};
use crate::prepared::Prepared;
use crate::weights::{Matrix, Weights};

/// Width of a word inside this head.
const NARROW: usize = 128;
/// Times that each word looks at its two neighbours.
const LOOKS: usize = 2;

/// The head's weights, ready to run.
pub(crate) struct Namer {
    open: Linear,
    cues: Matrix,
    looks: Vec<Linear>,
    close: Linear,
}

/// Room for what lies between the head's steps.
#[derive(Default)]
pub(crate) struct Notes {
    words: Vec<f32>,
    around: Vec<f32>,
    seen: Vec<f32>,
    scores: Vec<f32>,
}

impl Namer {
    pub(crate) fn read(w: &Weights, labels: usize, engine: Engine) -> Result<Namer, ModelError> {
        let linear = |name: &str, outputs: usize, inputs: usize| {
            Ok(Linear::new(engine, &w.layer(name, outputs, inputs)?, inputs))
        };
        Ok(Namer {
            open: linear("namer.open", NARROW, WIDE)?,
            cues: w.matrix("namer.cues.weight", cues::ROWS, NARROW)?,
            looks: (0..LOOKS)
                .map(|i| linear(&format!("namer.looks.{i}"), NARROW, 3 * NARROW))
                .collect::<Result<_, _>>()?,
            close: linear("namer.close", labels, NARROW)?,
        })
    }

    /// Values in a row of scores.
    pub(crate) fn stride(&self) -> usize {
        self.close.stride()
    }

    /// A row of scores for each row of `vectors`: a sentence's root, then its words.
    pub(crate) fn run<'a>(
        &self,
        vectors: &[f32],
        sentences: &[Prepared],
        rows: &mut Rows,
        notes: &'a mut Notes,
    ) -> &'a [f32] {
        let roots: Vec<usize> = sentences
            .iter()
            .scan(0, |row, s| {
                let root = *row;
                *row += s.words + 1;
                Some(root)
            })
            .collect();
        let words = self.open.run(vectors, Bend::Straight, rows, &mut notes.words);
        for (sentence, &root) in sentences.iter().zip(&roots) {
            for word in 0..sentence.words {
                let to = &mut words[(root + 1 + word) * NARROW..][..NARROW];
                for &cue in sentence.cues.word(word) {
                    self.add_cue(usize::from(cue), to);
                }
            }
        }
        part(words, &roots);
        for look in &self.looks {
            around(words, &mut notes.around);
            let seen = look.run(&notes.around, Bend::Gelu, rows, &mut notes.seen);
            words.iter_mut().zip(seen).for_each(|(w, s)| *w += *s);
            part(words, &roots);
        }
        self.close.run(words, Bend::Straight, rows, &mut notes.scores)
    }

    fn add_cue(&self, cue: usize, to: &mut [f32]) {
        let scale = self.cues.scales[cue];
        let row = &self.cues.values[cue * NARROW..][..NARROW];
        to.iter_mut().zip(row).for_each(|(to, &v)| *to += f32::from(v) * scale);
    }
}

/// Empties the rows of the roots, so that sentences do not see each other.
fn part(words: &mut [f32], roots: &[usize]) {
    for root in roots {
        words[root * NARROW..][..NARROW].fill(0.0);
    }
}

/// Each row with the one before and the one after it; beyond the edges lies nothing.
fn around(words: &[f32], out: &mut Vec<f32>) {
    out.clear();
    let count = words.len() / NARROW;
    for row in 0..count {
        match row.checked_sub(1) {
            Some(before) => out.extend_from_slice(&words[before * NARROW..][..NARROW]),
            None => out.resize(NARROW, 0.0),
        }
        out.extend_from_slice(&words[row * NARROW..(row + 2).min(count) * NARROW]);
    }
    out.resize(count * 3 * NARROW, 0.0);
}
