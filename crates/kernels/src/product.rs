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
    let inputs = weights.inputs;
    let mut sums = [[0; TILE_COLS]; TILE_ROWS];
    for (block, lines) in weights.lines.chunks_exact(inputs / 4 * 2).enumerate() {
        let first = block * TILE_COLS;
        let tiles = rows.steps.chunks_exact(inputs / 4).zip(&rows.totals);
        for (from, (steps, totals)) in (0..rows.count).step_by(TILE_ROWS).zip(tiles) {
            l.tile(steps, totals, lines, &mut sums);
            let count = TILE_ROWS.min(rows.count - from);
            for (row, sums) in sums.iter().enumerate().take(count) {
                let to = &mut out[(from + row) * weights.outputs + first..][..TILE_COLS];
                finish(l, sums, rows.scales[from + row], weights, first, bend, to);
            }
        }
    }
}

/// Sums times both scales plus the bias, bent.
#[inline(always)]
fn finish<L: Lanes>(
    l: L,
    sums: &[i32; TILE_COLS],
    scale: f32,
    weights: &Packed,
    first: usize,
    bend: Bend,
    to: &mut [f32],
) {
    let (scales, _) = weights.scales[first..first + TILE_COLS].as_chunks::<LANES>();
    let (bias, _) = weights.bias[first..first + TILE_COLS].as_chunks::<LANES>();
    let (sums, _) = sums.as_chunks::<LANES>();
    let (to, _) = to.as_chunks_mut::<LANES>();
    for (((sums, scales), bias), to) in sums.iter().zip(scales).zip(bias).zip(to) {
        // A sum has at most 1536 · 127 · 127, which a float holds to its last bit or rounds the same way anywhere.
        let sums: [f32; LANES] = std::array::from_fn(|i| sums[i] as f32);
        let scale = l.mul(l.load(scales), l.splat(scale));
        let mut v = l.fma(l.load(&sums), scale, l.load(bias));
        if bend == Bend::Gelu {
            v = gelu(l, v);
        }
        l.store(v, to);
    }
}
