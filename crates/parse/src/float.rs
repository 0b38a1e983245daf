//! The encoder and its heads in plain float: the meaning of the weights, and the oracle of the integer engine.

use ndarray::{ArrayView2, ArrayViewMut2, Axis, Slice, linalg::general_mat_mul};

use crate::ModelError;
use crate::maths::{gelu, layer_norm, softmax};
use crate::weights::{Matrix, Weights};

/// Width of a piece's vector.
pub(crate) const WIDE: usize = 384;
const FEED: usize = 4 * WIDE;
const ATTENTIONS: usize = 12;
const NARROW: usize = WIDE / ATTENTIONS;
const LAYERS: usize = 6;

/// A matrix product with a bias.
pub(crate) struct Linear {
    inputs: usize,
    outputs: usize,
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// The layer `name` of the file.
    pub(crate) fn read(w: &Weights, name: &str, outputs: usize, inputs: usize) -> Result<Linear, ModelError> {
        let weight = w.matrix(&format!("{name}.weight"), outputs, inputs)?.widened();
        Ok(Linear { inputs, outputs, weight, bias: w.floats(&format!("{name}.bias"), outputs)? })
    }

    /// One output row for each row of `x`.
    pub(crate) fn run(&self, x: &[f32]) -> Vec<f32> {
        let mut y = product(x, self.inputs, &self.weight, self.outputs);
        for row in y.chunks_exact_mut(self.outputs) {
            row.iter_mut().zip(&self.bias).for_each(|(v, b)| *v += b);
        }
        y
    }
}

/// `x` (rows of `inputs`) times the transpose of `weight` (`outputs` rows of `inputs`).
pub(crate) fn product(x: &[f32], inputs: usize, weight: &[f32], outputs: usize) -> Vec<f32> {
    let rows = x.len() / inputs;
    let mut y = vec![0.0; rows * outputs];
    if let (Ok(x), Ok(w), Ok(mut out)) = (
        ArrayView2::from_shape((rows, inputs), x),
        ArrayView2::from_shape((outputs, inputs), weight),
        ArrayViewMut2::from_shape((rows, outputs), &mut y),
    ) {
        general_mat_mul(1.0, &x, &w.t(), 0.0, &mut out);
    }
    y
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn read(w: &Weights, name: &str) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: w.floats(&format!("{name}.weight"), WIDE)?,
            bias: w.floats(&format!("{name}.bias"), WIDE)?,
        })
    }

    fn run(&self, x: &mut [f32]) {
        x.chunks_exact_mut(WIDE).for_each(|row| layer_norm(row, &self.weight, &self.bias));
    }
}

struct Layer {
    qkv: Linear,
    mix: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// The sentence encoder: six layers over the sum of piece, place and shape.
pub(crate) struct Encoder {
    words: Matrix,
    places: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

/// One piece: its number in the vocabulary, its word's case shape, whether it continues a word.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) id: u32,
    pub(crate) shape: u8,
    pub(crate) continues: bool,
}

impl Encoder {
    pub(crate) fn read(w: &Weights, vocabulary: usize) -> Result<Encoder, ModelError> {
        let mut shapes = w.floats("enc.sh.weight", 11 * WIDE)?;
        let kind = w.floats("enc.te.weight", 2 * WIDE)?;
        // The token type never varies, so its row joins the places once.
        let mut places = w.matrix("enc.pe.weight", 512, WIDE)?.widened();
        for place in places.chunks_exact_mut(WIDE) {
            place.iter_mut().zip(&kind[..WIDE]).for_each(|(p, k)| *p += k);
        }
        shapes.truncate(11 * WIDE);
        let layers =
            (0..LAYERS).map(|i| Layer::read(w, &format!("enc.layers.{i}"))).collect::<Result<_, _>>()?;
        Ok(Encoder {
            words: w.matrix("enc.we.weight", vocabulary, WIDE)?,
            places,
            shapes,
            norm: Norm::read(w, "enc.ln")?,
            layers,
        })
    }

    /// The last hidden rows of all pieces of these sentences, one sentence after the other.
    pub(crate) fn run(&self, sentences: &[&[Piece]]) -> Vec<f32> {
        let mut x: Vec<f32> = sentences.iter().flat_map(|pieces| self.embed(pieces)).collect();
        self.norm.run(&mut x);
        let lengths: Vec<usize> = sentences.iter().map(|s| s.len()).collect();
        for layer in &self.layers {
            layer.run(&mut x, &lengths);
        }
        x
    }

    fn embed(&self, pieces: &[Piece]) -> Vec<f32> {
        let mut x = Vec::with_capacity(pieces.len() * WIDE);
        for (place, piece) in pieces.iter().enumerate() {
            let id = piece.id as usize;
            let word = &self.words.values[id * WIDE..][..WIDE];
            let place = &self.places[place * WIDE..][..WIDE];
            let shape = &self.shapes[usize::from(piece.shape) * WIDE..][..WIDE];
            let more = &self.shapes[crate::shape::CONTINUES * WIDE..][..WIDE];
            let more_scale = if piece.continues { 1.0 } else { 0.0 };
            for i in 0..WIDE {
                x.push(
                    f32::from(word[i]) * self.words.scales[id] + place[i] + shape[i] + more[i] * more_scale,
                );
            }
        }
        x
    }
}

impl Layer {
    fn read(w: &Weights, name: &str) -> Result<Layer, ModelError> {
        Ok(Layer {
            qkv: Linear::read(w, &format!("{name}.qkv"), 3 * WIDE, WIDE)?,
            mix: Linear::read(w, &format!("{name}.o"), WIDE, WIDE)?,
            norm1: Norm::read(w, &format!("{name}.ln1"))?,
            up: Linear::read(w, &format!("{name}.f1"), FEED, WIDE)?,
            down: Linear::read(w, &format!("{name}.f2"), WIDE, FEED)?,
            norm2: Norm::read(w, &format!("{name}.ln2"))?,
        })
    }

    fn run(&self, x: &mut [f32], lengths: &[usize]) {
        let qkv = self.qkv.run(x);
        let mut seen = vec![0.0; x.len()];
        let mut at = 0;
        for &n in lengths {
            attend(&qkv[at * 3 * WIDE..][..n * 3 * WIDE], &mut seen[at * WIDE..][..n * WIDE], n);
            at += n;
        }
        add(x, &self.mix.run(&seen));
        self.norm1.run(x);
        let mut fed = self.up.run(x);
        fed.iter_mut().for_each(|v| *v = gelu(*v));
        add(x, &self.down.run(&fed));
        self.norm2.run(x);
    }
}

fn add(x: &mut [f32], y: &[f32]) {
    x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
}

/// Twelve attentions of one sentence of `n` pieces.
fn attend(qkv: &[f32], out: &mut [f32], n: usize) {
    let (Ok(qkv), Ok(mut out)) =
        (ArrayView2::from_shape((n, 3 * WIDE), qkv), ArrayViewMut2::from_shape((n, WIDE), out))
    else {
        return;
    };
    let mut scores = vec![0.0; n * n];
    for head in 0..ATTENTIONS {
        let part = |which: usize| {
            let from = which * WIDE + head * NARROW;
            qkv.slice_axis(Axis(1), Slice::from(from..from + NARROW))
        };
        let Ok(mut table) = ArrayViewMut2::from_shape((n, n), &mut scores) else { return };
        general_mat_mul(1.0 / (NARROW as f32).sqrt(), &part(0), &part(1).t(), 0.0, &mut table);
        for row in scores.chunks_exact_mut(n) {
            softmax(row);
        }
        let Ok(table) = ArrayView2::from_shape((n, n), &scores) else { return };
        let mut here = out.slice_axis_mut(Axis(1), Slice::from(head * NARROW..(head + 1) * NARROW));
        general_mat_mul(1.0, &table, &part(2), 0.0, &mut here);
    }
}
