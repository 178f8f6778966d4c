//! The steps that all hashes here are made of: the same on every machine and in every release.

/// Spreads small differences between numbers over the high bits: the product with 2^64 divided by the
/// golden ratio (Fibonacci hashing; Knuth, *The Art of Computer Programming* 3, section 6.4).
#[inline]
pub(crate) const fn spread(number: u64) -> u64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    number.wrapping_mul(GOLDEN)
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923), for short texts that are read a byte at a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fnv(pub(crate) u64);

impl Fnv {
    pub(crate) const NEW: Self = Self(0xcbf2_9ce4_8422_2325);

    /// Takes in a byte, or a number that is a hash itself.
    #[inline]
    pub(crate) const fn push(self, number: u64) -> Self {
        Self((self.0 ^ number).wrapping_mul(0x0100_0000_01b3))
    }

    #[inline]
    pub(crate) fn push_text(self, text: &str) -> Self {
        text.bytes().fold(self, |hash, byte| hash.push(u64::from(byte)))
    }
}

/// The places of a list, those of equal hashes together.
///
/// Each is sorted as one number, its hash above and its place below, which takes half the time of sorting
/// pairs. So hashes count as equal that differ in the bits of a place alone, spread: of a list of a
/// million, one pair in 2^44.
#[derive(Debug)]
pub(crate) struct Alike {
    sorted: Vec<u64>,
    /// Bits of a place.
    bits: u32,
}

impl Alike {
    pub(crate) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let bits = u64::BITS - (hashes.len() as u64).leading_zeros();
        let number = |(hash, place): (u64, u64)| spread(hash) >> bits << bits | place;
        let mut sorted: Vec<u64> = hashes.zip(0..).map(number).collect();
        sorted.sort_unstable();
        Self { sorted, bits }
    }

    /// The places of each hash in rising order.
    pub(crate) fn groups(
        &self,
    ) -> impl Iterator<Item = impl ExactSizeIterator<Item = usize> + Clone + '_> + '_ {
        let group = self.sorted.chunk_by(|a, b| a >> self.bits == b >> self.bits);
        let place = |number: &u64| (number & ((1 << self.bits) - 1)) as usize;
        group.map(move |group| group.iter().map(place))
    }
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

    #[test]
    fn places_of_equal_hashes_are_together() {
        let hashes = [7, u64::MAX, 7, 0, 8, 0, 7_u64];
        let alike = Alike::of(hashes.into_iter());
        let mut groups: Vec<Vec<usize>> = alike.groups().map(Iterator::collect).collect();
        groups.sort_unstable();
        assert_eq!(groups, [vec![0, 2, 6], vec![1], vec![3, 5], vec![4]]);
        assert_eq!(Alike::of(std::iter::empty::<u64>()).groups().count(), 0);
    }

    #[test]
    fn fnv_is_what_its_authors_publish() {
        assert_eq!(Fnv::NEW.push_text("a").0, 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Fnv::NEW.push_text("foobar").0, 0x8594_4171_f739_67e8);
    }
}
