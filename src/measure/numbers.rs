//! Arithmetic that gives the same bits on every platform. The standard library's `ln` and `exp` are
//! the platform's own, whose last digits differ; a block on the verge must not be kept on Linux and
//! dropped on macOS.

/// Natural logarithm of `1 + x` for `x >= 0`, to about five digits: the scale on which lengths and
/// counts are compared.
pub(crate) fn log1p(x: f32) -> f32 {
    let y = 1.0 + x.max(0.0);
    let bits = y.to_bits();
    // y = 2^exponent * m with m in [1, 2).
    let exponent = (bits >> 23) as f32 - 127.0;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    // ln(m) = 2 atanh(t) with t = (m - 1) / (m + 1) in [0, 1/3]; five terms of its series.
    let t = (m - 1.0) / (m + 1.0);
    let t2 = t * t;
    let series =
        2.0 * t * (1.0 + t2 * (1.0 / 3.0 + t2 * (1.0 / 5.0 + t2 * (1.0 / 7.0 + t2 / 9.0))));
    exponent * std::f32::consts::LN_2 + series
}

/// One for what is so, zero for what is not.
pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The logistic function `1 / (1 + e^-x)`, to about six digits.
pub(crate) fn logistic(x: f32) -> f32 {
    /// Beyond this the result is 0 or 1 to the precision of `f32`.
    const SATURATED: f32 = 30.0;
    let x = x.clamp(-SATURATED, SATURATED);
    // e^-x = 2^(whole + part) with |part| <= 1/2.
    let power = -x * std::f32::consts::LOG2_E;
    let whole = power.round();
    let z = (power - whole) * std::f32::consts::LN_2;
    let part = 1.0
        + z * (1.0
            + z * (0.5 + z * (1.0 / 6.0 + z * (1.0 / 24.0 + z * (1.0 / 120.0 + z / 720.0)))));
    let scale = f32::from_bits((((whole as i32) + 127) as u32) << 23);
    1.0 / (1.0 + part * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_agree_with_the_standard_library() {
        for step in 0..2_000 {
            let x = step as f32 * 0.37;
            assert!((log1p(x) - x.ln_1p()).abs() < 2e-5 * (1.0 + x.ln_1p()), "log1p({x})");
        }
        for step in -400..400 {
            let x = step as f32 * 0.1;
            let exact = 1.0 / (1.0 + (-f64::from(x)).exp());
            assert!((f64::from(logistic(x)) - exact).abs() < 2e-6, "logistic({x})");
        }
    }
}
