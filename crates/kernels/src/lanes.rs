//! Sixteen floats worked on at once: by a loop, by two AVX2 registers, or by one AVX-512 register.

/// Lanes of a vector.
pub(crate) const LANES: usize = 16;
/// Rows of activations that one tile of a product takes.
pub(crate) const TILE_ROWS: usize = 12;
/// Outputs that one tile of a product makes.
pub(crate) const TILE_COLS: usize = 32;

/// A line of the cache: four weights for each of sixteen outputs.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Line(pub(crate) [u8; 64]);

/// Four activations of each row of a tile: what meets one line of weights.
pub(crate) type Step = [[u8; 4]; TILE_ROWS];

/// The integer sums of one tile.
pub(crate) type Sums = [[i32; TILE_COLS]; TILE_ROWS];

/// The operations that differ between paths; each gives the same bits on all of them.
pub(crate) trait Lanes: Copy {
    type V: Copy;
    /// Whether there are registers enough for the sums of four queries at once.
    const MANY: bool;

    fn splat(self, v: f32) -> Self::V;
    fn load(self, from: &[f32; LANES]) -> Self::V;
    fn store(self, v: Self::V, to: &mut [f32; LANES]);
    fn add(self, a: Self::V, b: Self::V) -> Self::V;
    fn sub(self, a: Self::V, b: Self::V) -> Self::V;
    fn mul(self, a: Self::V, b: Self::V) -> Self::V;
    /// `a * b + c`, rounded once.
    fn fma(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V;
    /// The greater of both, lane by lane; `b` where they compare equal.
    fn max(self, a: Self::V, b: Self::V) -> Self::V;
    /// The smaller of both, lane by lane; `b` where they compare equal.
    fn min(self, a: Self::V, b: Self::V) -> Self::V;
    fn abs(self, a: Self::V) -> Self::V;
    /// Two to the power of each lane, which holds a whole number between -126 and 127.
    fn power(self, whole: Self::V) -> Self::V;
    /// The whole numbers in the lanes as signed bytes; they lie within ±127.
    fn bytes(self, whole: Self::V) -> [i8; LANES];
    /// The bytes of four rows, four lanes of each row together.
    #[inline(always)]
    fn mixed_bytes(self, rows: [Self::V; 4]) -> [[u8; LANES]; 4] {
        let bytes = rows.map(|row| self.bytes(row));
        std::array::from_fn(|four| std::array::from_fn(|at| bytes[at / 4][four * 4 + at % 4] as u8))
    }
    /// What is added to a weight before it is packed, so that the path's instruction can take it.
    fn weight_offset(self) -> i8;
    /// The sums of one tile: two lines of weights for each step; `totals` are the sums of the rows' activations.
    fn tile(self, a: &[Step], totals: &[i32; TILE_ROWS], weights: &[Line], sums: &mut Sums);

    /// The nearest whole number, ties to even; for lanes within ±2^22.
    #[inline(always)]
    fn round(self, a: Self::V) -> Self::V {
        // One and a half times 2^23: the sum has no room for a fraction.
        let magic = self.splat(12_582_912.0);
        self.sub(self.add(a, magic), magic)
    }

    /// The sum of all lanes, halves onto halves.
    #[inline(always)]
    fn sum(self, v: Self::V) -> f32 {
        let mut lanes = [0.0; LANES];
        self.store(v, &mut lanes);
        for half in [8, 4, 2, 1] {
            for i in 0..half {
                lanes[i] += lanes[i + half];
            }
        }
        lanes[0]
    }

    /// The greatest lane.
    #[inline(always)]
    fn top(self, v: Self::V) -> f32 {
        let mut lanes = [0.0; LANES];
        self.store(v, &mut lanes);
        for half in [8, 4, 2, 1] {
            for i in 0..half {
                lanes[i] = if lanes[i] > lanes[i + half] { lanes[i] } else { lanes[i + half] };
            }
        }
        lanes[0]
    }
}

/// Plain loops; a fused multiply-add may be a call, so this path is for processors that have no other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Portable;

#[inline(always)]
fn each(f: impl Fn(usize) -> f32) -> [f32; LANES] {
    std::array::from_fn(f)
}

impl Lanes for Portable {
    type V = [f32; LANES];
    const MANY: bool = false;

    #[inline(always)]
    fn splat(self, v: f32) -> Self::V {
        [v; LANES]
    }
    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> Self::V {
        *from
    }
    #[inline(always)]
    fn store(self, v: Self::V, to: &mut [f32; LANES]) {
        *to = v;
    }
    #[inline(always)]
    fn add(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| a[i] + b[i])
    }
    #[inline(always)]
    fn sub(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| a[i] - b[i])
    }
    #[inline(always)]
    fn mul(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| a[i] * b[i])
    }
    #[inline(always)]
    fn fma(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V {
        each(|i| a[i].mul_add(b[i], c[i]))
    }
    #[inline(always)]
    fn max(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| if a[i] > b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn min(self, a: Self::V, b: Self::V) -> Self::V {
        each(|i| if a[i] < b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn abs(self, a: Self::V) -> Self::V {
        each(|i| a[i].abs())
    }
    #[inline(always)]
    fn power(self, whole: Self::V) -> Self::V {
        each(|i| f32::from_bits(((whole[i] as i32 + 127) << 23) as u32))
    }
    #[inline(always)]
    fn bytes(self, whole: Self::V) -> [i8; LANES] {
        std::array::from_fn(|i| whole[i] as i8)
    }
    #[inline(always)]
    fn weight_offset(self) -> i8 {
        0
    }
    #[inline(always)]
    fn tile(self, a: &[Step], _totals: &[i32; TILE_ROWS], weights: &[Line], sums: &mut Sums) {
        *sums = [[0; TILE_COLS]; TILE_ROWS];
        for (rows, lines) in a.iter().zip(weights.chunks_exact(2)) {
            for (sums, four) in sums.iter_mut().zip(rows) {
                for (sum, weight) in sums.iter_mut().zip(lines.iter().flat_map(|line| line.0.chunks_exact(4)))
                {
                    for (&a, &w) in four.iter().zip(weight) {
                        *sum += i32::from(a as i8) * i32::from(w as i8);
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86;
