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
        // What else is in the last tile's free rows is multiplied, but its sums are not looked at.
        let rows = &mut *self;
        on_path!(path, fill(x: &[f32], rows: &mut Rows));
    }
}

/// Rows that are laid down together; a tile has a whole number of such groups.
const GROUP: usize = 4;

#[inline(always)]
fn fill<L: Lanes>(l: L, x: &[f32], rows: &mut Rows) {
    let inputs = rows.inputs;
    for (group, some) in x.chunks(GROUP * inputs).enumerate() {
        let at = group * GROUP;
        let count = some.len() / inputs;
        // Where fewer are left, the last is laid down in the free places as well, which nobody looks at.
        let four: [&[[f32; LANES]]; GROUP] =
            std::array::from_fn(|i| some[i.min(count - 1) * inputs..][..inputs].as_chunks::<LANES>().0);
        // Plain loops: what a closure holds may be compiled without the path's instructions.
        let mut tops = [0.0; GROUP];
        for (to, row) in tops.iter_mut().zip(four) {
            let mut top = l.splat(1e-9);
            for v in row {
                top = l.max(l.abs(l.load(v)), top);
            }
            *to = l.top(top);
        }
        for (scale, top) in rows.scales[at..].iter_mut().zip(tops) {
            *scale = top / 127.0;
        }
        let mut ratios = [l.splat(0.0); GROUP];
        for (ratio, top) in ratios.iter_mut().zip(tops) {
            *ratio = l.splat(127.0 / top);
        }
        let (tile, within) = (at / TILE_ROWS, at % TILE_ROWS);
        let (steps, _) = rows.steps[tile * (inputs / 4)..][..inputs / 4].as_chunks_mut::<4>();
        let [first, second, third, fourth] = four;
        let rows_at_once = first.iter().zip(second).zip(third).zip(fourth);
        // Sums of whole numbers this small are exact in float.
        let mut totals = [l.splat(0.0); GROUP];
        for (steps, (((a, b), c), d)) in steps.iter_mut().zip(rows_at_once) {
            let mut whole = [l.load(a), l.load(b), l.load(c), l.load(d)];
            for ((v, total), ratio) in whole.iter_mut().zip(&mut totals).zip(ratios) {
                *v = l.round(l.mul(*v, ratio));
                *total = l.add(*total, *v);
            }
            for (step, bytes) in steps.iter_mut().zip(l.mixed_bytes(whole)) {
                step[within..within + GROUP].as_flattened_mut().copy_from_slice(&bytes);
            }
        }
        for (to, total) in rows.totals[tile][within..].iter_mut().zip(totals) {
            *to = l.sum(total) as i32;
        }
    }
}
