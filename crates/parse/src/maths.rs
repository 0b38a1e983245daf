//! The float functions between the matrix products, in one fixed order of operations.

/// `e` to the power `x` for `x` of at most 0, to about one part in ten million.
pub(crate) fn exp(x: f32) -> f32 {
    x.max(-87.0).exp()
}

/// The Gaussian error linear unit, `x` times the normal distribution's mass below `x`.
///
/// The error function is formula 7.1.26 of Abramowitz and Stegun, good to 1.5e-7.
pub(crate) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let p = ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_7) * t - 0.284_496_74) * t + 0.254_829_6) * t;
    let tail = p * exp(-z * z);
    x.max(0.0) - 0.5 * x.abs() * tail
}

/// Replaces `row` by its softmax.
pub(crate) fn softmax(row: &mut [f32]) {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for v in row.iter_mut() {
        *v = exp(*v - top);
        sum += *v;
    }
    for v in row.iter_mut() {
        *v /= sum;
    }
}
