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
    let mut scores = vec![[0.0; LANES]; 4 * blocks];
    for from in (0..wide).step_by(HEAD) {
        gather(qkv, wide, from, &mut keys, &mut values);
        let mut first = 0;
        while first < count {
            // Where the last group is not full, its last query is done again, which changes nothing.
            let (one, two) = (first, (first + 1).min(count - 1));
            if L::MANY && count - first > 2 {
                let four = [one, two, first + 2, (first + 3).min(count - 1)];
                ask(l, qkv, [wide, from], four, &keys, &values, &mut scores, out);
                first += 4;
            } else {
                ask(l, qkv, [wide, from], [one, two], &keys, &values, &mut scores, out);
                first += 2;
            }
        }
    }
}

/// Answers these queries of the head that begins at `from`.
#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "what one head works on and the room it works in")]
fn ask<L: Lanes, const N: usize>(
    l: L,
    qkv: &[f32],
    [wide, from]: [usize; 2],
    rows: [usize; N],
    keys: &[[[f32; LANES]; HEAD]],
    values: &[[f32; LANES]],
    scores: &mut [[f32; LANES]],
    out: &mut [f32],
) {
    let count = values.len() / 2;
    let mut queries: [&[f32]; N] = [&[]; N];
    for (query, row) in queries.iter_mut().zip(rows) {
        *query = &qkv[row * 3 * wide + from..][..HEAD];
    }
    compare(l, queries, keys, scores);
    let mut shares = [0.0; N];
    for (share, scores) in shares.iter_mut().zip(scores.chunks_exact_mut(keys.len())) {
        scores.as_flattened_mut()[count..].fill(f32::MIN);
        *share = exp_sum(l, scores);
    }
    let sums = blend::<L, N>(l, scores.as_flattened(), keys.len() * LANES, values);
    for ((row, sums), share) in rows.into_iter().zip(sums).zip(shares) {
        let to = &mut out[row * wide + from..][..HEAD];
        for (v, to) in sums.into_iter().zip(to.as_chunks_mut::<LANES>().0) {
            l.store(l.mul(v, l.splat(share)), to);
        }
    }
}

/// Lays the keys and values of one head side by side.
#[inline(always)]
fn gather(
    qkv: &[f32],
    wide: usize,
    from: usize,
    keys: &mut [[[f32; LANES]; HEAD]],
    values: &mut [[f32; LANES]],
) {
    let (values, _) = values.as_chunks_mut::<2>();
    let blocks = qkv.chunks(LANES * 3 * wide).zip(values.chunks_mut(LANES));
    for (block, (rows, values)) in keys.iter_mut().zip(blocks) {
        for (i, (row, values)) in rows.chunks_exact(3 * wide).zip(values).enumerate() {
            let (key, _) = row[wide + from..][..HEAD].as_chunks::<HEAD>();
            for (to, &key) in block.iter_mut().zip(&key[0]) {
                to[i] = key;
            }
            values.as_flattened_mut().copy_from_slice(&row[2 * wide + from..][..HEAD]);
        }
    }
}

/// The scores of each query against all keys, one list after the other.
#[inline(always)]
fn compare<L: Lanes, const N: usize>(
    l: L,
    queries: [&[f32]; N],
    keys: &[[[f32; LANES]; HEAD]],
    scores: &mut [[f32; LANES]],
) {
    let scale = l.splat(1.0 / (HEAD as f32).sqrt());
    let queries: [&[f32; HEAD]; N] = queries.map(|q| &q.as_chunks::<HEAD>().0[0]);
    let blocks = keys.len();
    let (pairs, last) = keys.as_chunks::<2>();
    for (pair, [left, right]) in pairs.iter().enumerate() {
        let mut sums = [[l.splat(0.0); 2]; N];
        for feature in 0..HEAD {
            let (left, right) = (l.load(&left[feature]), l.load(&right[feature]));
            for query in 0..N {
                let asked = l.splat(queries[query][feature]);
                sums[query][0] = l.fma(asked, left, sums[query][0]);
                sums[query][1] = l.fma(asked, right, sums[query][1]);
            }
        }
        for query in 0..N {
            for side in 0..2 {
                l.store(l.mul(sums[query][side], scale), &mut scores[query * blocks + 2 * pair + side]);
            }
        }
    }
    for keys in last {
        // Even and odd features are summed apart, so that no sum waits for the one before it.
        let mut sums = [[l.splat(0.0); 2]; N];
        for feature in (0..HEAD).step_by(2) {
            let (even, odd) = (l.load(&keys[feature]), l.load(&keys[feature + 1]));
            for query in 0..N {
                let asked = queries[query];
                sums[query][0] = l.fma(l.splat(asked[feature]), even, sums[query][0]);
                sums[query][1] = l.fma(l.splat(asked[feature + 1]), odd, sums[query][1]);
            }
        }
        for query in 0..N {
            let both = l.add(sums[query][0], sums[query][1]);
            l.store(l.mul(both, scale), &mut scores[(query + 1) * blocks - 1]);
        }
    }
}

/// The weighted sums of the values, for each query; even and odd places are summed apart.
#[inline(always)]
fn blend<L: Lanes, const N: usize>(
    l: L,
    weights: &[f32],
    stride: usize,
    values: &[[f32; LANES]],
) -> [[L::V; 2]; N] {
    let zero = l.splat(0.0);
    let mut sums = [[[zero; 2]; N]; 2];
    let mut lists: [&[f32]; N] = [&[]; N];
    for (query, list) in lists.iter_mut().enumerate() {
        *list = &weights[query * stride..][..values.len() / 2];
    }
    let (pairs, last) = values.as_chunks::<4>();
    for (pair, four) in pairs.iter().enumerate() {
        for odd in 0..2 {
            let (v0, v1) = (l.load(&four[2 * odd]), l.load(&four[2 * odd + 1]));
            for query in 0..N {
                let weight = l.splat(lists[query][2 * pair + odd]);
                sums[odd][query][0] = l.fma(weight, v0, sums[odd][query][0]);
                sums[odd][query][1] = l.fma(weight, v1, sums[odd][query][1]);
            }
        }
    }
    if let [v0, v1] = last {
        for query in 0..N {
            let weight = l.splat(lists[query][values.len() / 2 - 1]);
            sums[0][query][0] = l.fma(weight, l.load(v0), sums[0][query][0]);
            sums[0][query][1] = l.fma(weight, l.load(v1), sums[0][query][1]);
        }
    }
    let [even, odd] = sums;
    let mut both = [[zero; 2]; N];
    for query in 0..N {
        for half in 0..2 {
            both[query][half] = l.add(even[query][half], odd[query][half]);
        }
    }
    both
}
