//! The sentence encoder: six layers over the sum of piece, place and shape.

use chancery_kernels::{Bend, Path, Rows, add_norm, attend, norm};

use crate::ModelError;
use crate::linear::{Engine, Linear, first};
use crate::weights::{Matrix, Weights};

/// Width of a piece's vector.
pub(crate) const WIDE: usize = 384;
/// Pieces the encoder has places for.
pub(crate) const PLACES: usize = 512;
const FEED: usize = 4 * WIDE;
const LAYERS: usize = 6;
/// Rows that go through the wide middle of a layer at a time, so that it stays in the cache.
const MIDDLE_ROWS: usize = 96;

/// One piece: its number in the vocabulary, its word's case shape, whether it continues a word.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) id: u32,
    pub(crate) shape: u8,
    pub(crate) continues: bool,
}

/// The encoder's weights, ready to run.
pub(crate) struct Encoder {
    words: Matrix,
    places: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    path: Path,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

struct Layer {
    qkv: Linear,
    mix: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// Room for what lies between the layers' steps; batch after batch uses the same, so that it is made once.
#[derive(Default)]
pub(crate) struct Room {
    pub(crate) rows: Rows,
    wide: Vec<f32>,
    seen: Vec<f32>,
    mixed: Vec<f32>,
    risen: Vec<f32>,
    fed: Vec<f32>,
}

impl Encoder {
    pub(crate) fn read(w: &Weights, vocabulary: usize, engine: Engine) -> Result<Encoder, ModelError> {
        let kind = w.floats("enc.te.weight", 2 * WIDE)?;
        // The token type never varies, so its row joins the places once.
        let mut places = w.matrix("enc.pe.weight", PLACES, WIDE)?.widened();
        for place in places.chunks_exact_mut(WIDE) {
            place.iter_mut().zip(&kind[..WIDE]).for_each(|(p, k)| *p += k);
        }
        let layer = |i| Layer::read(w, &format!("enc.layers.{i}"), engine);
        Ok(Encoder {
            words: w.matrix("enc.we.weight", vocabulary, WIDE)?,
            places,
            shapes: w.floats("enc.sh.weight", 11 * WIDE)?,
            norm: Norm::read(w, "enc.ln")?,
            layers: (0..LAYERS).map(layer).collect::<Result<_, _>>()?,
            path: engine.path(),
        })
    }

    /// The last hidden rows of all pieces of these sentences, one sentence after the other.
    ///
    /// No sentence is longer than [`PLACES`] pieces; each row depends on its own sentence alone.
    pub(crate) fn run(&self, sentences: &[&[Piece]], room: &mut Room) -> Vec<f32> {
        let count = sentences.iter().map(|s| s.len()).sum::<usize>();
        let mut x = Vec::with_capacity(count * WIDE);
        for pieces in sentences {
            for (place, piece) in pieces.iter().enumerate() {
                self.embed(place, *piece, &mut x);
            }
        }
        norm(self.path, &mut x, &self.norm.weight, &self.norm.bias);
        for layer in &self.layers {
            layer.run(self.path, &mut x, sentences, room);
        }
        x
    }

    fn embed(&self, place: usize, piece: Piece, x: &mut Vec<f32>) {
        let id = piece.id as usize;
        let (word, scale) = (&self.words.values[id * WIDE..][..WIDE], self.words.scales[id]);
        let place = &self.places[place * WIDE..][..WIDE];
        let shape = &self.shapes[usize::from(piece.shape) * WIDE..][..WIDE];
        let start = x.len();
        x.extend(word.iter().zip(place).zip(shape).map(|((&w, p), s)| f32::from(w) * scale + p + s));
        if piece.continues {
            let more = &self.shapes[crate::shape::CONTINUES * WIDE..][..WIDE];
            x[start..].iter_mut().zip(more).for_each(|(x, m)| *x += m);
        }
    }
}

impl Norm {
    fn read(w: &Weights, name: &str) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: w.floats(&format!("{name}.weight"), WIDE)?,
            bias: w.floats(&format!("{name}.bias"), WIDE)?,
        })
    }
}

impl Layer {
    fn read(w: &Weights, name: &str, engine: Engine) -> Result<Layer, ModelError> {
        let linear = |part: &str, outputs: usize, inputs: usize| {
            Ok(Linear::new(engine, &w.layer(&format!("{name}.{part}"), outputs, inputs)?, inputs))
        };
        Ok(Layer {
            qkv: linear("qkv", 3 * WIDE, WIDE)?,
            mix: linear("o", WIDE, WIDE)?,
            norm1: Norm::read(w, &format!("{name}.ln1"))?,
            up: linear("f1", FEED, WIDE)?,
            down: linear("f2", WIDE, FEED)?,
            norm2: Norm::read(w, &format!("{name}.ln2"))?,
        })
    }

    fn run(&self, path: Path, x: &mut [f32], sentences: &[&[Piece]], room: &mut Room) {
        let wide = self.qkv.run(x, Bend::Straight, &mut room.rows, &mut room.wide);
        let seen = first(&mut room.seen, x.len());
        let mut at = 0;
        for sentence in sentences {
            let to = at + sentence.len();
            attend(path, &wide[at * 3 * WIDE..to * 3 * WIDE], WIDE, &mut seen[at * WIDE..to * WIDE]);
            at = to;
        }
        let mixed = self.mix.run(seen, Bend::Straight, &mut room.rows, &mut room.mixed);
        add_norm(path, x, mixed, &self.norm1.weight, &self.norm1.bias);
        for x in x.chunks_mut(MIDDLE_ROWS * WIDE) {
            let risen = self.up.run(x, Bend::Gelu, &mut room.rows, &mut room.risen);
            let fed = self.down.run(risen, Bend::Straight, &mut room.rows, &mut room.fed);
            add_norm(path, x, fed, &self.norm2.weight, &self.norm2.bias);
        }
    }
}
