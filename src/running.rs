//! Running totals.

/// How much there is before each of some numbers, and in all: one total more than numbers. What lies between two
/// of them is the difference of their totals.
pub(crate) fn totals(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let add = |sum: &mut u32, number| {
        *sum += number;
        Some(*sum)
    };
    std::iter::once(0).chain(numbers.scan(0, add)).collect()
}

#[cfg(test)]
mod tests {
    use super::totals;

    #[test]
    fn totals_begin_with_nothing_and_end_with_all() {
        assert_eq!(totals([3, 0, 4].into_iter()), [0, 3, 3, 7]);
        assert_eq!(totals(std::iter::empty()), [0]);
    }
}
