//! The lanes of x86-64 processors. Each type is proof that the processor has its instructions.

#[allow(clippy::wildcard_imports, reason = "the names of the instructions say where they are from")]
use std::arch::x86_64::*;

use super::{LANES, Lanes, Line, Step, Sums, TILE_COLS, TILE_ROWS};

/// Proof of AVX2 and FMA.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Avx2(());

/// Proof of AVX-512 F, BW, VL and VNNI, beside AVX2 and FMA.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Avx512((), Avx2);

impl Avx2 {
    pub(crate) fn found() -> Option<Avx2> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Avx2(()))
    }
}

impl Avx512 {
    pub(crate) fn found() -> Option<Avx512> {
        let found = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni");
        Avx2::found().filter(|_| found).map(|less| Avx512((), less))
    }
}

/// Calls an instruction that the value of the path's type proves to be there.
macro_rules! proven {
    ($($call:tt)*) => {
        // SAFETY: `self` exists only where the processor was found to have the instruction; what it reads and
        // writes are values and references to arrays of the full width, without any alignment asked for.
        unsafe { $($call)* }
    };
}

/// The lower and the upper eight lanes.
#[inline(always)]
fn halves(_: Avx512, v: __m512) -> [__m256; 2] {
    proven!([_mm512_castps512_ps256(v), _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(v)))])
}

/// The sum of sixteen lanes, halves onto halves, as [`Lanes::sum`] does it.
#[inline(always)]
fn sum_of_halves(_: Avx2, [low, high]: [__m256; 2]) -> f32 {
    proven!({
        let eight = _mm256_add_ps(low, high);
        let four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps::<1>(eight));
        let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
    })
}

/// The greatest of sixteen lanes, as [`Lanes::top`] finds it.
#[inline(always)]
fn top_of_halves(_: Avx2, [low, high]: [__m256; 2]) -> f32 {
    proven!({
        let eight = _mm256_max_ps(low, high);
        let four = _mm_max_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps::<1>(eight));
        let two = _mm_max_ps(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)))
    })
}

impl Lanes for Avx512 {
    type V = __m512;
    const MANY: bool = true;

    #[inline(always)]
    fn splat(self, v: f32) -> __m512 {
        proven!(_mm512_set1_ps(v))
    }
    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> __m512 {
        proven!(_mm512_loadu_ps(from.as_ptr()))
    }
    #[inline(always)]
    fn store(self, v: __m512, to: &mut [f32; LANES]) {
        proven!(_mm512_storeu_ps(to.as_mut_ptr(), v));
    }
    #[inline(always)]
    fn add(self, a: __m512, b: __m512) -> __m512 {
        proven!(_mm512_add_ps(a, b))
    }
    #[inline(always)]
    fn sub(self, a: __m512, b: __m512) -> __m512 {
        proven!(_mm512_sub_ps(a, b))
    }
    #[inline(always)]
    fn mul(self, a: __m512, b: __m512) -> __m512 {
        proven!(_mm512_mul_ps(a, b))
    }
    #[inline(always)]
    fn fma(self, a: __m512, b: __m512, c: __m512) -> __m512 {
        proven!(_mm512_fmadd_ps(a, b, c))
    }
    #[inline(always)]
    fn max(self, a: __m512, b: __m512) -> __m512 {
        proven!(_mm512_max_ps(a, b))
    }
    #[inline(always)]
    fn min(self, a: __m512, b: __m512) -> __m512 {
        proven!(_mm512_min_ps(a, b))
    }
    #[inline(always)]
    fn sum(self, v: __m512) -> f32 {
        sum_of_halves(self.1, halves(self, v))
    }
    #[inline(always)]
    fn top(self, v: __m512) -> f32 {
        top_of_halves(self.1, halves(self, v))
    }
    #[inline(always)]
    fn mixed_bytes(self, rows: [__m512; 4]) -> [[u8; LANES]; 4] {
        proven!({
            let a = _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(rows[0]));
            let b = _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(rows[1]));
            let c = _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(rows[2]));
            let d = _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(rows[3]));
            let (ab, cd) = (_mm_unpacklo_epi32(a, b), _mm_unpacklo_epi32(c, d));
            let (more_ab, more_cd) = (_mm_unpackhi_epi32(a, b), _mm_unpackhi_epi32(c, d));
            let fours = [
                _mm_unpacklo_epi64(ab, cd),
                _mm_unpackhi_epi64(ab, cd),
                _mm_unpacklo_epi64(more_ab, more_cd),
                _mm_unpackhi_epi64(more_ab, more_cd),
            ];
            let mut to = [[0; LANES]; 4];
            for (to, four) in to.iter_mut().zip(fours) {
                _mm_storeu_si128(to.as_mut_ptr().cast(), four);
            }
            to
        })
    }
    #[inline(always)]
    fn abs(self, a: __m512) -> __m512 {
        proven!(_mm512_abs_ps(a))
    }
    #[inline(always)]
    fn power(self, whole: __m512) -> __m512 {
        proven!(_mm512_castsi512_ps(_mm512_slli_epi32::<23>(_mm512_add_epi32(
            _mm512_cvttps_epi32(whole),
            _mm512_set1_epi32(127)
        ))))
    }
    #[inline(always)]
    fn bytes(self, whole: __m512) -> [i8; LANES] {
        let mut to = [0; LANES];
        proven!(_mm_storeu_si128(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(whole))));
        to
    }
    #[inline(always)]
    fn weight_offset(self) -> i8 {
        // The instruction takes weights without a sign; its share of the sums is taken off again in `tile`.
        -128
    }
    #[inline(always)]
    fn tile(self, a: &[Step], totals: &[i32; TILE_ROWS], weights: &[Line], sums: &mut Sums) {
        let start = |row: usize| proven!(_mm512_set1_epi32(totals[row].wrapping_mul(-128)));
        let mut low: [__m512i; TILE_ROWS] = std::array::from_fn(start);
        let mut high = low;
        for (rows, lines) in a.iter().zip(weights.chunks_exact(2)) {
            // SAFETY: `self` proves the instructions; the lines are 64 bytes long and aligned to 64.
            unsafe {
                let w0 = _mm512_load_si512(lines[0].0.as_ptr().cast());
                let w1 = _mm512_load_si512(lines[1].0.as_ptr().cast());
                // Written out, so that all sums stay in registers.
                macro_rules! row {
                    ($($row:literal)*) => { $(
                        let a = _mm512_set1_epi32(i32::from_le_bytes(rows[$row]));
                        low[$row] = _mm512_dpbusd_epi32(low[$row], w0, a);
                        high[$row] = _mm512_dpbusd_epi32(high[$row], w1, a);
                    )* };
                }
                row!(0 1 2 3 4 5 6 7 8 9 10 11);
            }
        }
        for ((sums, low), high) in sums.iter_mut().zip(low).zip(high) {
            let (first, second) = sums.split_at_mut(LANES);
            // SAFETY: `self` proves the instructions; both halves have sixteen sums.
            unsafe {
                _mm512_storeu_si512(first.as_mut_ptr().cast(), low);
                _mm512_storeu_si512(second.as_mut_ptr().cast(), high);
            }
        }
    }
}

impl Lanes for Avx2 {
    type V = [__m256; 2];
    const MANY: bool = false;

    #[inline(always)]
    fn splat(self, v: f32) -> Self::V {
        proven!([_mm256_set1_ps(v); 2])
    }
    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> Self::V {
        proven!([_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))])
    }
    #[inline(always)]
    fn store(self, v: Self::V, to: &mut [f32; LANES]) {
        proven!(_mm256_storeu_ps(to.as_mut_ptr(), v[0]));
        proven!(_mm256_storeu_ps(to.as_mut_ptr().add(8), v[1]));
    }
    #[inline(always)]
    fn add(self, a: Self::V, b: Self::V) -> Self::V {
        proven!([_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])])
    }
    #[inline(always)]
    fn sub(self, a: Self::V, b: Self::V) -> Self::V {
        proven!([_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])])
    }
    #[inline(always)]
    fn mul(self, a: Self::V, b: Self::V) -> Self::V {
        proven!([_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])])
    }
    #[inline(always)]
    fn fma(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V {
        proven!([_mm256_fmadd_ps(a[0], b[0], c[0]), _mm256_fmadd_ps(a[1], b[1], c[1])])
    }
    #[inline(always)]
    fn max(self, a: Self::V, b: Self::V) -> Self::V {
        proven!([_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])])
    }
    #[inline(always)]
    fn min(self, a: Self::V, b: Self::V) -> Self::V {
        proven!([_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])])
    }
    #[inline(always)]
    fn sum(self, v: Self::V) -> f32 {
        sum_of_halves(self, v)
    }
    #[inline(always)]
    fn top(self, v: Self::V) -> f32 {
        top_of_halves(self, v)
    }
    #[inline(always)]
    fn abs(self, a: Self::V) -> Self::V {
        proven!({
            let sign = _mm256_set1_ps(-0.0);
            [_mm256_andnot_ps(sign, a[0]), _mm256_andnot_ps(sign, a[1])]
        })
    }
    #[inline(always)]
    fn power(self, whole: Self::V) -> Self::V {
        let half = |v: __m256| {
            proven!(_mm256_castsi256_ps(_mm256_slli_epi32::<23>(_mm256_add_epi32(
                _mm256_cvttps_epi32(v),
                _mm256_set1_epi32(127)
            ))))
        };
        [half(whole[0]), half(whole[1])]
    }
    #[inline(always)]
    fn bytes(self, whole: Self::V) -> [i8; LANES] {
        let mut lanes = [0.0; LANES];
        self.store(whole, &mut lanes);
        std::array::from_fn(|i| lanes[i] as i32 as i8)
    }
    #[inline(always)]
    fn weight_offset(self) -> i8 {
        0
    }
    #[inline(always)]
    fn tile(self, a: &[Step], _totals: &[i32; TILE_ROWS], weights: &[Line], sums: &mut Sums) {
        for rows in (0..TILE_ROWS).step_by(2) {
            for which in 0..TILE_COLS / LANES {
                // SAFETY: `self` proves the instructions.
                unsafe { two_rows(a, rows, weights, which, sums) };
            }
        }
    }
}

/// Two rows against the sixteen outputs of one line a step.
///
/// The instruction multiplies bytes without a sign by bytes with one and adds pairs in sixteen bits; absolute
/// activations and weights with the activation's sign keep every pair within 2 · 127 · 127, which fits.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn two_rows(a: &[Step], first: usize, weights: &[Line], which: usize, sums: &mut Sums) {
    // SAFETY: the processor has AVX2, as the caller promises; a line has two halves of 32 bytes, aligned to 32, and
    // the sixteen sums have two halves of eight.
    unsafe {
        let ones = _mm256_set1_epi16(1);
        let mut acc = [[_mm256_setzero_si256(); 2]; 2];
        for (rows, lines) in a.iter().zip(weights.chunks_exact(2)) {
            let line: *const __m256i = lines[which].0.as_ptr().cast();
            let w = [_mm256_load_si256(line), _mm256_load_si256(line.add(1))];
            for (row, acc) in acc.iter_mut().enumerate() {
                let four = _mm256_set1_epi32(i32::from_le_bytes(rows[first + row]));
                let size = _mm256_abs_epi8(four);
                for half in 0..2 {
                    let pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(w[half], four));
                    acc[half] = _mm256_add_epi32(acc[half], _mm256_madd_epi16(pairs, ones));
                }
            }
        }
        for (row, acc) in acc.iter().enumerate() {
            let to: *mut i32 = sums[first + row][which * LANES..][..LANES].as_mut_ptr();
            _mm256_storeu_si256(to.cast(), acc[0]);
            _mm256_storeu_si256(to.add(8).cast(), acc[1]);
        }
    }
}
