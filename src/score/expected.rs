//! The F1 that scores lead one to expect of a choice of blocks.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

/// The odds are what the scores say.
pub(super) const AS_SCORED: [f32; 1] = [1.0];

/// The best that can be expected of keeping the most likely blocks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Expected {
    /// Its F1.
    pub(crate) f1: f32,
    /// Score of the least likely block kept.
    pub(crate) lowest_kept: f32,
}

/// Finds the number of most likely blocks whose keeping maximises expected F1, words counting.
/// There is a case for each of `odds`, the one as likely as the other: in each, the odds of all blocks are
/// the scores' times those.
pub(crate) fn expected_f1<const CASES: usize>(
    scores: &[f32],
    odds: [f32; CASES],
    words: impl Fn(usize) -> f32,
) -> Expected {
    /// Weight of a block without words: it is kept with its neighbours' worth.
    const NO_WORDS: f32 = 1e-3;
    // Numbers that are not negative are in the order of their bits.
    let key = |(at, score): (usize, &f32)| u64::from(!score.to_bits()) << u32::BITS | at as u64;
    let mut order: Vec<u64> = scores.iter().enumerate().map(key).collect();
    order.sort_unstable();
    let order = order.into_iter().map(|key| (key & u64::from(u32::MAX)) as usize);
    let weight = |at: usize| f64::from(words(at) + NO_WORDS);
    let cases = |score: f32| odds.map(|odds| f64::from(scaled(score, odds)));
    let mut likely = [0.0; CASES];
    for (at, &score) in scores.iter().enumerate() {
        add(&mut likely, weight(at), cases(score));
    }
    let mut best = Expected { f1: 0.0, lowest_kept: 1.0 };
    let (mut kept, mut right) = (0.0, [0.0; CASES]);
    for at in order {
        let of_block = cases(scores[at]);
        kept += weight(at);
        add(&mut right, weight(at), of_block);
        let halves: [f64; CASES] = std::array::from_fn(|case| right[case] / (kept + likely[case]));
        let f1 = (halves.iter().sum::<f64>() * 2.0 / CASES as f64) as f32;
        if f1 > best.f1 {
            best = Expected { f1, lowest_kept: scores[at] };
        }
        // A block that is less likely than half of the F1 lowers it, and so do all that are less likely.
        if of_block.iter().zip(halves).all(|(&likely, half)| likely < half) {
            break;
        }
    }
    best
}

fn add<const CASES: usize>(sums: &mut [f64; CASES], weight: f64, cases: [f64; CASES]) {
    for (sum, case) in sums.iter_mut().zip(cases) {
        *sum += weight * case;
    }
}

/// A probability whose odds are multiplied.
fn scaled(probability: f32, odds: f32) -> f32 {
    let likely = probability * odds;
    if odds == 1.0 { probability } else { likely / (likely + (1.0 - probability)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_falls_where_one_more_block_would_not_pay() {
        let expected = expected_f1(&[0.9, 0.8, 0.1], AS_SCORED, |_| 10.0);
        assert_eq!(expected.lowest_kept, 0.8);
        assert!((expected.f1 - 2.0 * 17.0 / (20.0 + 18.0)).abs() < 1e-3);
    }

    /// Nothing is lost by stopping where one more block lowers every case.
    #[test]
    fn no_other_number_of_blocks_has_a_higher_f1() {
        let mut seed = 1_u32;
        let mut random = move || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32
        };
        const ODDS: [f32; 2] = [1.0 / 4.5, 4.5];
        for _ in 0..2_000 {
            let scores: Vec<f32> = (0..12).map(|_| random()).collect();
            let words: Vec<f32> = scores.iter().map(|_| (random() * 40.0).floor()).collect();
            let found = expected_f1(&scores, ODDS, |at| words[at]).f1;
            let f1_from = |threshold: f32| {
                let f1 = ODDS.map(|odds| {
                    let (mut kept, mut right, mut likely) = (0.0, 0.0, 0.0);
                    for (&score, &words) in scores.iter().zip(&words) {
                        likely += words * scaled(score, odds);
                        if score >= threshold {
                            kept += words;
                            right += words * scaled(score, odds);
                        }
                    }
                    2.0 * right / (kept + likely)
                });
                (f1[0] + f1[1]) / 2.0
            };
            let best = scores.iter().map(|&score| f1_from(score)).fold(0.0, f32::max);
            assert!((found - best).abs() < 1e-3, "{found}, {best}: {scores:?} {words:?}");
        }
    }

    #[test]
    fn a_page_of_unlikely_blocks_keeps_the_best() {
        assert_eq!(expected_f1(&[0.01, 0.02], AS_SCORED, |_| 5.0).lowest_kept, 0.02);
        assert_eq!(expected_f1(&[], AS_SCORED, |_| 5.0).f1, 0.0);
    }

    #[test]
    fn where_all_is_in_doubt_more_is_kept() {
        let scores = [0.4, 0.3, 0.2];
        assert_eq!(expected_f1(&scores, AS_SCORED, |_| 10.0).lowest_kept, 0.3);
        assert_eq!(expected_f1(&scores, [1.0 / 4.0, 4.0], |_| 10.0).lowest_kept, 0.2);
    }
}
