//! Attention within one sentence.

use crate::Path;
use crate::float::exp_sum;
use crate::lanes::{LANES, Lanes};
use crate::path::on_path;

/// Width of one attention head.
pub const HEAD: usize = 32;

/// Attends over one sentence: `qkv` has rows of queries, keys and values, `wide` each; `out` rows of `wide`.
///
/// # Panics
/// If the shapes do not agree.
pub fn attend(path: Path, qkv: &[f32], wide: usize, out: &mut [f32]) {
    assert!(
        wide > 0 && wide.is_multiple_of(HEAD) && out.len().is_multiple_of(wide) && qkv.len() == 3 * out.len(),
        "shapes"
    );
    on_path!(path, heads(qkv: &[f32], wide: usize, out: &mut [f32]));
}

#[inline(always)]
fn heads<L: Lanes>(l: L, qkv: &[f32], wide: usize, out: &mut [f32]) {
    let count = out.len() / wide;
    let blocks = count.div_ceil(LANES);
    // Keys by sixteen, a head's features as rows, so that sixteen keys stand side by side.
    let mut keys = vec![[[0.0; LANES]; HEAD]; blocks];
    let mut values = vec![[0.0; LANES]; 2 * count];
    let mut scores = vec![[0.0; LANES]; 2 * blocks];
    for from in (0..wide).step_by(HEAD) {
        gather(qkv, wide, from, &mut keys, &mut values);
        for first in (0..count).step_by(2) {
            // The last of an odd number is done twice, which changes nothing.
            let second = (first + 1).min(count - 1);
            let query = |i: usize| &qkv[i * 3 * wide + from..][..HEAD];
            let (one, two) = scores.split_at_mut(blocks);
            compare(l, [query(first), query(second)], &keys, [one, two]);
            let shares = [share(l, one, count), share(l, two, count)];
            let sums = blend(l, [one.as_flattened(), two.as_flattened()], &values);
            for ((row, sums), share) in [first, second].into_iter().zip(sums).zip(shares) {
                let to = &mut out[row * wide + from..][..HEAD];
                for (v, to) in sums.into_iter().zip(to.as_chunks_mut::<LANES>().0) {
                    l.store(l.mul(v, l.splat(share)), to);
                }
            }
        }
    }
}

fn gather(
    qkv: &[f32],
    wide: usize,
    from: usize,
    keys: &mut [[[f32; LANES]; HEAD]],
    values: &mut [[f32; LANES]],
) {
    let (values, _) = values.as_chunks_mut::<2>();
    for ((i, row), values) in qkv.chunks_exact(3 * wide).enumerate().zip(values) {
        let block = &mut keys[i / LANES];
        for (to, &key) in block.iter_mut().zip(&row[wide + from..][..HEAD]) {
            to[i % LANES] = key;
        }
        values.as_flattened_mut().copy_from_slice(&row[2 * wide + from..][..HEAD]);
    }
}

/// The scores of two queries against all keys.
#[inline(always)]
fn compare<L: Lanes>(
    l: L,
    queries: [&[f32]; 2],
    keys: &[[[f32; LANES]; HEAD]],
    scores: [&mut [[f32; LANES]]; 2],
) {
    let [one, two] = scores;
    let scale = l.splat(1.0 / (HEAD as f32).sqrt());
    let asked = || queries[0].iter().zip(queries[1]).map(|(&q0, &q1)| (l.splat(q0), l.splat(q1)));
    let (pairs, last) = keys.as_chunks::<2>();
    let (one_pairs, one_last) = one.as_chunks_mut::<2>();
    let (two_pairs, two_last) = two.as_chunks_mut::<2>();
    for (([left, right], one), two) in pairs.iter().zip(one_pairs).zip(two_pairs) {
        let mut sums = [[l.splat(0.0); 2]; 2];
        for ((left, right), (q0, q1)) in left.iter().zip(right).zip(asked()) {
            let (left, right) = (l.load(left), l.load(right));
            sums[0][0] = l.fma(q0, left, sums[0][0]);
            sums[1][0] = l.fma(q1, left, sums[1][0]);
            sums[0][1] = l.fma(q0, right, sums[0][1]);
            sums[1][1] = l.fma(q1, right, sums[1][1]);
        }
        for side in 0..2 {
            l.store(l.mul(sums[0][side], scale), &mut one[side]);
            l.store(l.mul(sums[1][side], scale), &mut two[side]);
        }
    }
    for ((keys, one), two) in last.iter().zip(one_last).zip(two_last) {
        // Even and odd features are summed apart, so that no sum waits for the one before it.
        let mut sums = [[l.splat(0.0); 2]; 2];
        let (keys, _) = keys.as_chunks::<2>();
        let (ones, twos) = (queries[0].as_chunks::<2>().0, queries[1].as_chunks::<2>().0);
        for ((keys, one), two) in keys.iter().zip(ones).zip(twos) {
            for odd in 0..2 {
                let key = l.load(&keys[odd]);
                sums[0][odd] = l.fma(l.splat(one[odd]), key, sums[0][odd]);
                sums[1][odd] = l.fma(l.splat(two[odd]), key, sums[1][odd]);
            }
        }
        l.store(l.mul(l.add(sums[0][0], sums[0][1]), scale), one);
        l.store(l.mul(l.add(sums[1][0], sums[1][1]), scale), two);
    }
}

/// Scores to weights, not yet divided by their sum, which is returned as one over it.
#[inline(always)]
fn share<L: Lanes>(l: L, scores: &mut [[f32; LANES]], count: usize) -> f32 {
    scores.as_flattened_mut()[count..].fill(f32::MIN);
    exp_sum(l, scores)
}

/// The weighted sums of the values, for two queries; even and odd places are summed apart.
#[inline(always)]
fn blend<L: Lanes>(l: L, weights: [&[f32]; 2], values: &[[f32; LANES]]) -> [[L::V; 2]; 2] {
    let zero = l.splat(0.0);
    let mut sums = [[[zero; 2]; 2]; 2];
    let (pairs, last) = values.as_chunks::<4>();
    let (ones, one_last) = weights[0][..values.len() / 2].as_chunks::<2>();
    let (twos, two_last) = weights[1][..values.len() / 2].as_chunks::<2>();
    for ((four, one), two) in pairs.iter().zip(ones).zip(twos) {
        for odd in 0..2 {
            let (v0, v1) = (l.load(&four[2 * odd]), l.load(&four[2 * odd + 1]));
            for (query, weight) in [one[odd], two[odd]].into_iter().enumerate() {
                let weight = l.splat(weight);
                sums[odd][query][0] = l.fma(weight, v0, sums[odd][query][0]);
                sums[odd][query][1] = l.fma(weight, v1, sums[odd][query][1]);
            }
        }
    }
    if let ([v0, v1], [one], [two]) = (last, one_last, two_last) {
        for (query, &weight) in [one, two].into_iter().enumerate() {
            let weight = l.splat(weight);
            sums[0][query][0] = l.fma(weight, l.load(v0), sums[0][query][0]);
            sums[0][query][1] = l.fma(weight, l.load(v1), sums[0][query][1]);
        }
    }
    let [even, odd] = sums;
    let both = |query: usize, half: usize| l.add(even[query][half], odd[query][half]);
    [[both(0, 0), both(0, 1)], [both(1, 0), both(1, 1)]]
}
