//! The float parts: sixteen lanes, one order of operations.

use crate::Path;
use crate::lanes::{LANES, Lanes};
use crate::path::on_path;

/// `e` to the power `x`, for `x` of at most 0; below -87 as for -87.
///
/// A whole power of two times a polynomial of degree five on the rest, good to about 2e-7.
#[inline(always)]
pub(crate) fn exp<L: Lanes>(l: L, x: L::V) -> L::V {
    let x = l.max(x, l.splat(-87.0));
    let y = l.mul(x, l.splat(std::f32::consts::LOG2_E));
    let whole = l.round(y);
    let rest = l.sub(y, whole);
    let mut p = l.splat(0.001_339_887_4);
    for c in [0.009_618_437, 0.055_503_27, 0.240_226_48, std::f32::consts::LN_2, 1.0] {
        p = l.fma(p, rest, l.splat(c));
    }
    l.mul(p, l.power(whole))
}

/// The Gaussian error linear unit: half of `x`, and the size of `x` times how far its normal distribution is from half.
///
/// Beyond 4.25 that is half. Before, it is the size times a polynomial in the square, laid over -1 to 1 and fitted by
/// least greatest error of the product, which is below 2e-5; beyond, 7e-6 of `x`. A byte is far coarser.
#[inline(always)]
pub(crate) fn gelu<L: Lanes>(l: L, x: L::V) -> L::V {
    const EDGE: f32 = 4.25;
    let size = l.abs(x);
    let near = l.min(size, l.splat(EDGE));
    let u = l.fma(l.mul(near, near), l.splat(2.0 / (EDGE * EDGE)), l.splat(-1.0));
    let mut p = l.splat(0.002_021_825);
    for c in [
        -0.006_039_39,
        0.009_220_246,
        -0.014_602_926,
        0.025_324_186,
        -0.039_169_38,
        0.055_733_256,
        -0.080_777_265,
        0.165_934_89,
    ] {
        p = l.fma(p, u, l.splat(c));
    }
    l.fma(size, l.mul(near, p), l.mul(x, l.splat(0.5)))
}

/// Replaces each row of `x` (as wide as `weight`) by its layer normalisation.
///
/// # Panics
/// If the widths do not agree or are no multiple of 16.
pub fn norm(path: Path, x: &mut [f32], weight: &[f32], bias: &[f32]) {
    let wide = weight.len();
    assert!(
        wide > 0 && wide.is_multiple_of(LANES) && bias.len() == wide && x.len().is_multiple_of(wide),
        "shapes do not agree"
    );
    let y: &[f32] = &[];
    on_path!(path, norm_rows(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]));
}

/// Adds `y` to `x`, then replaces each row of `x` by its layer normalisation.
///
/// # Panics
/// If the shapes do not agree.
pub fn add_norm(path: Path, x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]) {
    let wide = weight.len();
    assert!(
        wide > 0 && wide.is_multiple_of(LANES) && bias.len() == wide && x.len().is_multiple_of(wide),
        "shapes do not agree"
    );
    assert_eq!(x.len(), y.len(), "shapes do not agree");
    on_path!(path, norm_rows(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]));
}

/// `y` is as long as `x`, or empty where nothing is added.
#[inline(always)]
fn norm_rows<L: Lanes>(l: L, x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]) {
    let wide = weight.len();
    let (weight, _) = weight.as_chunks::<LANES>();
    let (bias, _) = bias.as_chunks::<LANES>();
    let mut added = y.chunks_exact(wide);
    for row in x.chunks_exact_mut(wide) {
        let (row, _) = row.as_chunks_mut::<LANES>();
        let mut sum = l.splat(0.0);
        if let Some(added) = added.next() {
            for (v, more) in row.iter_mut().zip(added.as_chunks::<LANES>().0) {
                let both = l.add(l.load(v), l.load(more));
                l.store(both, v);
                sum = l.add(sum, both);
            }
        } else {
            for v in row.iter() {
                sum = l.add(sum, l.load(v));
            }
        }
        let mean = l.splat(l.sum(sum) / wide as f32);
        let mut squares = l.splat(0.0);
        for v in row.iter() {
            let off = l.sub(l.load(v), mean);
            squares = l.fma(off, off, squares);
        }
        let scale = l.splat(1.0 / (l.sum(squares) / wide as f32 + 1e-12).sqrt());
        for ((v, w), b) in row.iter_mut().zip(weight).zip(bias) {
            let off = l.mul(l.sub(l.load(v), mean), scale);
            l.store(l.fma(off, l.load(w), l.load(b)), v);
        }
    }
}

/// Replaces `row` by its softmax.
pub fn softmax(path: Path, row: &mut [f32]) {
    let mut lanes = vec![[f32::MIN; LANES]; row.len().div_ceil(LANES)];
    lanes.as_flattened_mut()[..row.len()].copy_from_slice(row);
    let list = &mut lanes[..];
    on_path!(path, softmax_lanes(list: &mut [[f32; LANES]]));
    row.copy_from_slice(&lanes.as_flattened()[..row.len()]);
}

#[inline(always)]
fn softmax_lanes<L: Lanes>(l: L, row: &mut [[f32; LANES]]) {
    let share = l.splat(exp_sum(l, row));
    for v in row.iter_mut() {
        l.store(l.mul(l.load(v), share), v);
    }
}

/// Replaces scores by `e` to their distance from the greatest; returns one over their sum.
#[inline(always)]
pub(crate) fn exp_sum<L: Lanes>(l: L, row: &mut [[f32; LANES]]) -> f32 {
    let mut top = l.splat(f32::MIN);
    for v in row.iter() {
        top = l.max(l.load(v), top);
    }
    let top = l.splat(l.top(top));
    let mut sum = l.splat(0.0);
    for v in row.iter_mut() {
        let e = exp(l, l.sub(l.load(v), top));
        sum = l.add(sum, e);
        l.store(e, v);
    }
    1.0 / l.sum(sum)
}

/// For each row of `a`, its dot product with each row of `b`; rows have `wide` values, a multiple of 16.
///
/// # Panics
/// If the shapes do not agree.
pub fn dots(path: Path, a: &[f32], b: &[f32], wide: usize, out: &mut [f32]) {
    assert!(
        wide > 0
            && wide.is_multiple_of(LANES)
            && a.len().is_multiple_of(wide)
            && b.len().is_multiple_of(wide),
        "shapes do not agree"
    );
    assert_eq!(out.len(), (a.len() / wide) * (b.len() / wide), "shapes do not agree");
    on_path!(path, dot_rows(a: &[f32], b: &[f32], wide: usize, out: &mut [f32]));
}

#[inline(always)]
fn dot_rows<L: Lanes>(l: L, a: &[f32], b: &[f32], wide: usize, out: &mut [f32]) {
    let pairs = a.chunks_exact(wide).flat_map(|a| b.chunks_exact(wide).map(move |b| (a, b)));
    for ((a, b), out) in pairs.zip(out) {
        let (a, b) = (a.as_chunks::<LANES>().0, b.as_chunks::<LANES>().0);
        let mut sum = l.splat(0.0);
        for (a, b) in a.iter().zip(b) {
            sum = l.fma(l.load(a), l.load(b), sum);
        }
        *out = l.sum(sum);
    }
}
