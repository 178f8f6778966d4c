//! The F1 that scores lead one to expect of a choice of blocks.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

/// The best that can be expected of keeping the most likely blocks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Expected {
    /// Its F1.
    pub(crate) f1: f32,
    /// Score of the least likely block kept.
    pub(crate) lowest_kept: f32,
}

/// Finds the number of most likely blocks whose keeping maximises expected F1, words counting.
pub(crate) fn expected_f1(scores: &[f32], words: impl Fn(usize) -> f32) -> Expected {
    /// Weight of a block without words: it is kept with its neighbours' worth.
    const NO_WORDS: f32 = 1e-3;
    // Numbers that are not negative are in the order of their bits.
    let key = |(at, score): (usize, &f32)| u64::from(!score.to_bits()) << u32::BITS | at as u64;
    let mut order: Vec<u64> = scores.iter().enumerate().map(key).collect();
    order.sort_unstable();
    let order = order.into_iter().map(|key| (key & u64::from(u32::MAX)) as usize);
    let weight = |at: usize| f64::from(words(at) + NO_WORDS);
    let likely: f64 = (0..scores.len()).map(|at| weight(at) * f64::from(scores[at])).sum();
    let mut best = Expected { f1: 0.0, lowest_kept: 1.0 };
    let (mut kept, mut right) = (0.0, 0.0);
    for at in order {
        kept += weight(at);
        right += weight(at) * f64::from(scores[at]);
        let f1 = (2.0 * right / (kept + likely)) as f32;
        if f1 > best.f1 {
            best = Expected { f1, lowest_kept: scores[at] };
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_falls_where_one_more_block_would_not_pay() {
        let expected = expected_f1(&[0.9, 0.8, 0.1], |_| 10.0);
        assert_eq!(expected.lowest_kept, 0.8);
        assert!((expected.f1 - 2.0 * 17.0 / (20.0 + 18.0)).abs() < 1e-3);
    }

    #[test]
    fn a_page_of_unlikely_blocks_keeps_the_best() {
        assert_eq!(expected_f1(&[0.01, 0.02], |_| 5.0).lowest_kept, 0.02);
        assert_eq!(expected_f1(&[], |_| 5.0).f1, 0.0);
    }
}
