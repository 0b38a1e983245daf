//! Every path gives the same bits as the portable one, and the portable one what the definition says.

use chancery_kernels::{Bend, HEAD, Packed, Path, Rows, attend, dots, norm, product, softmax};

/// A small generator with a fixed seed (xorshift), so that shapes and values are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn float(&mut self) -> f32 {
        (self.next() % 20_001) as f32 / 2_500.0 - 4.0
    }

    fn floats(&mut self, n: usize) -> Vec<f32> {
        (0..n).map(|_| self.float()).collect()
    }

    fn bytes(&mut self, n: usize) -> Vec<i8> {
        (0..n).map(|_| (self.next() % 255) as i8).map(|b| b.max(-127)).collect()
    }
}

fn bits(list: &[f32]) -> Vec<u32> {
    list.iter().map(|v| v.to_bits()).collect()
}

fn fast() -> Vec<Path> {
    Path::all().into_iter().filter(|p| *p != Path::portable()).collect()
}

fn multiplied(path: Path, x: &[f32], weights: &[i8], scales: &[f32], bias: &[f32], bend: Bend) -> Vec<f32> {
    let inputs = weights.len() / scales.len();
    let packed = Packed::new(path, weights, inputs, scales, bias);
    let mut rows = Rows::default();
    rows.fill(path, x, inputs);
    let mut out = vec![f32::NAN; x.len() / inputs * packed.stride()];
    product(&rows, &packed, bend, &mut out);
    out
}

#[test]
fn products_agree_on_every_path() {
    let mut n = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..60 {
        let (count, inputs, outputs) = (1 + n.below(40), 16 * (1 + n.below(30)), 1 + n.below(120));
        let (x, weights) = (n.floats(count * inputs), n.bytes(inputs * outputs));
        let (scales, bias) = (n.floats(outputs), n.floats(outputs));
        for bend in [Bend::Straight, Bend::Gelu] {
            let expected = multiplied(Path::portable(), &x, &weights, &scales, &bias, bend);
            for path in fast() {
                let found = multiplied(path, &x, &weights, &scales, &bias, bend);
                assert_eq!(bits(&found), bits(&expected), "{} {count} x {inputs} x {outputs}", path.name());
            }
        }
    }
}

#[test]
fn a_product_is_close_to_the_float_one() {
    let mut n = Numbers(7);
    let (inputs, outputs) = (384, 50);
    let (x, weights) = (n.floats(5 * inputs), n.bytes(inputs * outputs));
    let (scales, bias) = (vec![0.01; outputs], n.floats(outputs));
    let found = multiplied(Path::best(), &x, &weights, &scales, &bias, Bend::Straight);
    for (row, found) in x.chunks(inputs).zip(found.chunks(64)) {
        for (o, &found) in found.iter().take(outputs).enumerate() {
            let sum: f32 =
                row.iter().zip(&weights[o * inputs..]).map(|(a, &w)| a * f32::from(w) * 0.01).sum();
            assert!((sum + bias[o] - found).abs() < 0.6, "expected {}, found {found}", sum + bias[o]);
        }
    }
}

#[test]
fn the_bend_is_the_error_linear_unit_to_a_small_part_of_a_byte() {
    let mut one = vec![0i8; 32 * 16];
    one[0] = 127;
    for step in -1200..=1200 {
        let mut x = vec![0.0; 16];
        x[0] = step as f32 / 100.0;
        let scales = vec![1.0 / 127.0; 32];
        let found = f64::from(multiplied(Path::best(), &x, &one, &scales, &[0.0; 32], Bend::Gelu)[0]);
        // Formula 7.1.26 of Abramowitz and Stegun, good to 1.5e-7.
        let x = f64::from(x[0]);
        let z = x.abs() / 2f64.sqrt();
        let t = 1.0 / (1.0 + 0.327_591_1 * z);
        let series = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592, 0.0];
        let tail = series.into_iter().fold(0.0, |sum, c| sum * t + c) * (-z * z).exp();
        let expected = x.max(0.0) - x.abs() * tail / 2.0;
        assert!((found - expected).abs() < 1e-4, "{x}: expected {expected}, found {found}");
    }
}

#[test]
fn extreme_rows_neither_overflow_nor_divide_by_zero() {
    let weights = vec![-127i8; 64 * 1536];
    let (scales, bias) = (vec![1.0; 64], vec![0.0; 64]);
    for x in [vec![0.0; 1536], vec![-3.5; 1536], vec![f32::MAX / 1e10; 1536]] {
        let expected = multiplied(Path::portable(), &x, &weights, &scales, &bias, Bend::Straight);
        assert!(expected.iter().all(|v| v.is_finite()));
        for path in fast() {
            assert_eq!(
                bits(&multiplied(path, &x, &weights, &scales, &bias, Bend::Straight)),
                bits(&expected)
            );
        }
    }
}

#[test]
fn attention_agrees_on_every_path_and_with_its_definition() {
    let mut n = Numbers(99);
    for count in [1, 2, 3, 15, 16, 17, 31, 33, 64, 100] {
        let wide = 2 * HEAD;
        let qkv = n.floats(count * 3 * wide);
        let run = |path| {
            let mut out = vec![0.0; count * wide];
            attend(path, &qkv, wide, &mut out);
            out
        };
        let expected = run(Path::portable());
        for path in fast() {
            assert_eq!(bits(&run(path)), bits(&expected), "{} {count}", path.name());
        }
        let part = |i: usize, which: usize| &qkv[i * 3 * wide + which * wide..][..HEAD];
        for i in 0..count {
            let score = |j: usize| {
                let sum: f64 = part(i, 0).iter().zip(part(j, 1)).map(|(a, b)| f64::from(a * b)).sum();
                (sum / (HEAD as f64).sqrt()).exp()
            };
            let total: f64 = (0..count).map(score).sum();
            let first: f64 = (0..count).map(|j| score(j) / total * f64::from(part(j, 2)[0])).sum();
            assert!((first - f64::from(expected[i * wide])).abs() < 1e-4);
        }
    }
}

#[test]
fn norms_softmax_and_dots_agree_on_every_path() {
    let mut n = Numbers(5);
    let (weight, bias) = (n.floats(384), n.floats(384));
    for count in [1, 2, 19] {
        let x = n.floats(count * 384);
        let y = n.floats(3 * 384);
        let row = n.floats(count * 7);
        let run = |path| {
            let mut all = x.clone();
            norm(path, &mut all, &weight, &bias);
            let mut share = row.clone();
            softmax(path, &mut share);
            let mut products = vec![0.0; count * 3];
            dots(path, &x, &y, 384, &mut products);
            all.extend(share);
            all.extend(products);
            all
        };
        let expected = run(Path::portable());
        for path in fast() {
            assert_eq!(bits(&run(path)), bits(&expected), "{}", path.name());
        }
        let total: f32 = expected[count * 384..count * 391].iter().sum();
        assert!((total - 1.0).abs() < 1e-5);
    }
}
