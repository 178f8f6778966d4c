//! The one step that all hashes here are made of.

/// Spreads small differences between numbers over the high bits: the product with 2^64 divided by the
/// golden ratio (Fibonacci hashing; Knuth, *The Art of Computer Programming* 3, section 6.4).
#[inline]
pub(crate) const fn spread(number: u64) -> u64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    number.wrapping_mul(GOLDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_go_apart() {
        let mut places: Vec<u64> =
            (0..16).map(|number| spread(number) >> (u64::BITS - 5)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 16, "in a table of 32");
    }
}
