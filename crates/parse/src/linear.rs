//! A matrix product with a bias, as the engine in use computes it.

use chancery_kernels::{Bend, Packed, Path, Rows, dots, product};

use crate::maths::gelu;

/// How the weights are multiplied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// In integers, with one activation scale for each row: fast, and the same bits on every path.
    Integer(Path),
    /// In float: what the weights mean, and the oracle of the integer engine.
    Float,
}

impl Engine {
    /// The engine of this name (`float`, or a path of the integer engine), if this processor has it.
    pub fn named(name: &str) -> Option<Engine> {
        if name == "float" { Some(Engine::Float) } else { Path::named(name).map(Engine::Integer) }
    }

    /// Every engine that this processor has.
    pub fn all() -> Vec<Engine> {
        Path::all().into_iter().map(Engine::Integer).chain([Engine::Float]).collect()
    }

    /// The path of the float parts.
    pub(crate) fn path(self) -> Path {
        match self {
            Engine::Integer(path) => path,
            Engine::Float => Path::best(),
        }
    }
}

impl Default for Engine {
    fn default() -> Engine {
        Engine::Integer(Path::best())
    }
}

/// Weights before they are packed: int8 rows with their scales, and a bias for each row.
#[derive(Clone, Default)]
pub(crate) struct Plain {
    pub(crate) values: Vec<i8>,
    pub(crate) scales: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Plain {
    /// The rows of `self`, then those of `other`.
    pub(crate) fn and(mut self, other: Plain) -> Plain {
        self.values.extend(other.values);
        self.scales.extend(other.scales);
        self.bias.extend(other.bias);
        self
    }
}

/// A layer that takes rows of `inputs` and gives rows of [`Linear::stride`].
pub(crate) struct Linear {
    inputs: usize,
    weights: Weights,
}

enum Weights {
    Integer(Packed, Path),
    Float { values: Vec<f32>, bias: Vec<f32>, path: Path },
}

impl Linear {
    pub(crate) fn new(engine: Engine, plain: &Plain, inputs: usize) -> Linear {
        let weights = match engine {
            Engine::Integer(path) => {
                Weights::Integer(Packed::new(path, &plain.values, inputs, &plain.scales, &plain.bias), path)
            }
            Engine::Float => {
                let rows = plain.values.chunks_exact(inputs).zip(&plain.scales);
                let values = rows.flat_map(|(row, &s)| row.iter().map(move |&v| f32::from(v) * s)).collect();
                Weights::Float { values, bias: plain.bias.clone(), path: engine.path() }
            }
        };
        Linear { inputs, weights }
    }

    /// Values in an output row; those after the outputs are zero.
    pub(crate) fn stride(&self) -> usize {
        match &self.weights {
            Weights::Integer(packed, _) => packed.stride(),
            Weights::Float { bias, .. } => bias.len(),
        }
    }

    /// One output row for each row of `x`, bent, at the start of `room`, which is made longer where it is too short.
    pub(crate) fn run<'a>(
        &self,
        x: &[f32],
        bend: Bend,
        rows: &mut Rows,
        room: &'a mut Vec<f32>,
    ) -> &'a mut [f32] {
        let out = first(room, x.len() / self.inputs * self.stride());
        match &self.weights {
            Weights::Integer(packed, path) => {
                rows.fill(*path, x, self.inputs);
                product(rows, packed, bend, out);
            }
            Weights::Float { values, bias, path } => {
                dots(*path, x, values, self.inputs, out);
                for row in out.chunks_exact_mut(bias.len()) {
                    row.iter_mut().zip(bias).for_each(|(v, b)| *v += b);
                }
                if bend == Bend::Gelu {
                    for v in out.iter_mut() {
                        *v = gelu(*v);
                    }
                }
            }
        }
        out
    }
}

/// The first `count` values of `room`; it never shrinks, so that nothing is filled with zeros again and again.
pub(crate) fn first(room: &mut Vec<f32>, count: usize) -> &mut [f32] {
    if room.len() < count {
        room.resize(count, 0.0);
    }
    &mut room[..count]
}
