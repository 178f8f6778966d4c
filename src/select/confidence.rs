//! How far an article can be trusted.

use once_cell::sync::Lazy;

/// What F1 pages had of which so much was expected: `expected:measured` from low to high.
static MEASURED: &str = include_str!("confidence.txt");

static POINTS: Lazy<Vec<(f32, f32)>> = Lazy::new(|| {
    let point = |field: &str| {
        let (expected, measured) = field.split_once(':')?;
        Some((expected.parse().ok()?, measured.parse().ok()?))
    };
    let lines = MEASURED.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_ascii_whitespace).filter_map(point).collect()
});

/// The word F1 that an article has on average, of which the scores lead one to expect `expected`.
///
/// Scores are too sure of themselves, the more so the lower they are. Linear between the points of
/// `confidence.txt`, which `tools/train` fits to the pages that each fold held out (isotonic
/// regression; Zadrozny and Elkan, *Transforming classifier scores into accurate multiclass
/// probability estimates*, KDD 2002).
pub(super) fn confidence(expected: f32) -> f32 {
    let points = POINTS.as_slice();
    let after = points.partition_point(|&(known, _)| known < expected);
    match (after.checked_sub(1).and_then(|before| points.get(before)), points.get(after)) {
        (Some(&(x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (expected - x0) / (x1 - x0),
        (Some(&(_, only)), None) | (None, Some(&(_, only))) => only,
        (None, None) => expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_expected_of_more() {
        assert!(POINTS.len() > 2, "{} points", POINTS.len());
        assert!(POINTS.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1));
        let steps: Vec<f32> = (0..=100).map(|step| confidence(step as f32 / 100.0)).collect();
        assert!(steps.windows(2).all(|pair| pair[0] <= pair[1]), "{steps:?}");
        assert!(steps[0] < 0.5 && steps[100] > 0.9, "{steps:?}");
    }
}
