//! Rows of activations as bytes, with one scale for each row.

use crate::Path;
use crate::lanes::{LANES, Lanes, Step, TILE_ROWS};
use crate::path::on_path;

/// Activations quantised row by row; a row's bytes depend on that row alone.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub(crate) inputs: usize,
    pub(crate) count: usize,
    /// Tile by tile, the last filled up with rows of zero; in a tile, four activations of each row lie together.
    pub(crate) steps: Vec<Step>,
    /// The sum of each row's bytes, for whole tiles.
    pub(crate) totals: Vec<[i32; TILE_ROWS]>,
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
        let tiles = self.count.div_ceil(TILE_ROWS);
        self.steps.resize(tiles * inputs / 4, [[0; 4]; TILE_ROWS]);
        self.totals.resize(tiles, [0; TILE_ROWS]);
        self.scales.resize(self.count, 0.0);
        // What an earlier filling left in the last tile's free rows is multiplied, but its sums are not looked at.
        let rows = &mut *self;
        on_path!(path, fill(x: &[f32], rows: &mut Rows));
    }
}

#[inline(always)]
fn fill<L: Lanes>(l: L, x: &[f32], rows: &mut Rows) {
    let inputs = rows.inputs;
    for (at, row) in x.chunks_exact(inputs).enumerate() {
        let (row, _) = row.as_chunks::<LANES>();
        let mut top = l.splat(1e-9);
        for v in row {
            top = l.max(l.abs(l.load(v)), top);
        }
        let top = l.top(top);
        rows.scales[at] = top / 127.0;
        let ratio = l.splat(127.0 / top);
        let (tile, within) = (at / TILE_ROWS, at % TILE_ROWS);
        let (steps, _) = rows.steps[tile * (inputs / 4)..][..inputs / 4].as_chunks_mut::<4>();
        // Sums of whole numbers this small are exact in float.
        let mut total = l.splat(0.0);
        for (v, steps) in row.iter().zip(steps) {
            let whole = l.round(l.mul(l.load(v), ratio));
            total = l.add(total, whole);
            let bytes = l.bytes(whole);
            for (step, four) in steps.iter_mut().zip(bytes.as_chunks::<4>().0) {
                step[within] = four.map(|b| b as u8);
            }
        }
        rows.totals[tile][within] = l.sum(total) as i32;
    }
}
