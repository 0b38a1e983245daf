//! Rows of activations as bytes, with one scale for each row.

use crate::Path;
use crate::lanes::{LANES, Lanes, TILE_ROWS};
use crate::path::on_path;

/// Activations quantised row by row; a row's bytes depend on that row alone.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub(crate) inputs: usize,
    pub(crate) count: usize,
    /// Rows of `inputs` bytes, filled up with rows of zero to a whole number of tiles.
    pub(crate) bytes: Vec<i8>,
    pub(crate) scales: Vec<f32>,
}

impl Rows {
    /// Takes the rows of `x`, each of `inputs` values, a multiple of 16.
    ///
    /// # Panics
    /// If `inputs` is no multiple of 16 or `x` no whole number of rows.
    pub fn fill(&mut self, path: Path, x: &[f32], inputs: usize) {
        assert!(
            inputs > 0 && inputs.is_multiple_of(LANES) && x.len().is_multiple_of(inputs),
            "rows of {inputs} in {}",
            x.len()
        );
        self.inputs = inputs;
        self.count = x.len() / inputs;
        let filled = self.count.next_multiple_of(TILE_ROWS);
        self.bytes.resize(filled * inputs, 0);
        self.bytes[self.count * inputs..].fill(0);
        self.scales.resize(self.count, 0.0);
        let (bytes, scales) = (&mut self.bytes[..], &mut self.scales[..]);
        on_path!(path, fill(x: &[f32], inputs: usize, bytes: &mut [i8], scales: &mut [f32]));
    }
}

#[inline(always)]
fn fill<L: Lanes>(l: L, x: &[f32], inputs: usize, bytes: &mut [i8], scales: &mut [f32]) {
    let rows = x.chunks_exact(inputs).zip(bytes.chunks_exact_mut(inputs));
    for ((row, bytes), scale) in rows.zip(scales) {
        let (row, _) = row.as_chunks::<LANES>();
        let mut top = l.splat(1e-9);
        for v in row {
            top = l.max(l.abs(l.load(v)), top);
        }
        let top = l.top(top);
        *scale = top / 127.0;
        let ratio = l.splat(127.0 / top);
        let (bytes, _) = bytes.as_chunks_mut::<LANES>();
        for (v, to) in row.iter().zip(bytes) {
            l.bytes(l.round(l.mul(l.load(v), ratio)), to);
        }
    }
}
