//! The integer matrix product: bytes times bytes, exact sums, one float multiplication at the end.

use crate::float::gelu;
use crate::lanes::{LANES, Lanes, Line, TILE_COLS, TILE_ROWS};
use crate::path::{Kind, on_path};
use crate::{Path, Rows};

/// What is done to each output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bend {
    /// Nothing.
    Straight,
    /// The Gaussian error linear unit.
    Gelu,
}

/// Weights in the order in which a path reads them.
pub struct Packed {
    path: Path,
    inputs: usize,
    outputs: usize,
    lines: Vec<Line>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Packed {
    /// The weights of `outputs` rows of `inputs` bytes, with a scale and a bias for each row.
    ///
    /// # Panics
    /// If the lengths do not agree or `inputs` is no multiple of 16.
    pub fn new(path: Path, weights: &[i8], inputs: usize, scales: &[f32], bias: &[f32]) -> Packed {
        let outputs = scales.len();
        assert!(inputs.is_multiple_of(LANES) && weights.len() == outputs * inputs && bias.len() == outputs);
        let filled = outputs.next_multiple_of(TILE_COLS);
        let offset = offset(path);
        let mut lines = vec![Line([offset as u8; 64]); filled / LANES * (inputs / 4)];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let block = output / TILE_COLS * (TILE_COLS / LANES) * (inputs / 4);
            let (half, lane) = (output % TILE_COLS / LANES, output % LANES);
            for (step, four) in row.chunks_exact(4).enumerate() {
                let line = &mut lines[block + 2 * step + half].0[lane * 4..lane * 4 + 4];
                line.iter_mut().zip(four).for_each(|(to, &w)| *to = w.wrapping_add(offset) as u8);
            }
        }
        let fill = |list: &[f32]| {
            let mut list = list.to_vec();
            list.resize(filled, 0.0);
            list
        };
        Packed { path, inputs, outputs: filled, lines, scales: fill(scales), bias: fill(bias) }
    }

    /// Values in an output row: the outputs, filled up with zeros to a multiple of 32.
    pub fn stride(&self) -> usize {
        self.outputs
    }
}

fn offset(path: Path) -> i8 {
    match path.0 {
        Kind::Portable => crate::lanes::Portable.weight_offset(),
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2(lanes) => lanes.weight_offset(),
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512(lanes) => lanes.weight_offset(),
    }
}

/// Multiplies each row by the weights: `out` holds a row of [`Packed::stride`] values for each row.
///
/// # Panics
/// If the shapes do not agree.
pub fn product(rows: &Rows, weights: &Packed, bend: Bend, out: &mut [f32]) {
    assert!(
        rows.inputs == weights.inputs && out.len() == rows.count * weights.outputs,
        "shapes do not agree"
    );
    on_path!(weights.path, tiles(rows: &Rows, weights: &Packed, bend: Bend, out: &mut [f32]));
}

#[inline(always)]
fn tiles<L: Lanes>(l: L, rows: &Rows, weights: &Packed, bend: Bend, out: &mut [f32]) {
    match bend {
        Bend::Straight => bent::<L, false>(l, rows, weights, out),
        Bend::Gelu => bent::<L, true>(l, rows, weights, out),
    }
}

#[inline(always)]
fn bent<L: Lanes, const GELU: bool>(l: L, rows: &Rows, weights: &Packed, out: &mut [f32]) {
    let inputs = weights.inputs;
    let mut sums = [[0; TILE_COLS]; TILE_ROWS];
    for (block, lines) in weights.lines.chunks_exact(inputs / 4 * 2).enumerate() {
        let first = block * TILE_COLS;
        let scales = pair(l, &weights.scales[first..first + TILE_COLS]);
        let bias = pair(l, &weights.bias[first..first + TILE_COLS]);
        let tiles = rows.steps.chunks_exact(inputs / 4).zip(&rows.totals);
        let scales_of_rows = rows.scales.chunks(TILE_ROWS);
        let out = out.chunks_mut(TILE_ROWS * weights.outputs);
        for (((steps, totals), row_scales), out) in tiles.zip(scales_of_rows).zip(out) {
            l.tile(steps, totals, lines, &mut sums);
            let to = out.chunks_exact_mut(weights.outputs);
            for ((sums, &row_scale), to) in sums.iter().zip(row_scales).zip(to) {
                let (to, _) = to[first..first + TILE_COLS].as_chunks_mut::<LANES>();
                let (sums, _) = sums.as_chunks::<LANES>();
                let row_scale = l.splat(row_scale);
                for half in 0..TILE_COLS / LANES {
                    // A sum has at most 1536 · 127 · 127, which a float holds to its last bit or rounds the same
                    // way anywhere.
                    let sums: [f32; LANES] = std::array::from_fn(|i| sums[half][i] as f32);
                    let mut v = l.fma(l.load(&sums), l.mul(scales[half], row_scale), bias[half]);
                    if GELU {
                        v = gelu(l, v);
                    }
                    l.store(v, &mut to[half]);
                }
            }
        }
    }
}

/// The two halves of a tile's columns.
#[inline(always)]
fn pair<L: Lanes>(l: L, columns: &[f32]) -> [L::V; TILE_COLS / LANES] {
    let (halves, _) = columns.as_chunks::<LANES>();
    [l.load(&halves[0]), l.load(&halves[1])]
}
