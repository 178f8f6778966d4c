//! Attribute values read not long ago.
#![expect(clippy::indexing_slicing, reason = "a place is below their number")]

use crate::hash::spread;

/// What was made of attribute values read not long ago. A page writes the same few dozen over and
/// over. Each value has one place, where it replaces another: a page of values made to meet costs no
/// more than one of values that are all different.
#[derive(Debug)]
pub(crate) struct Recent<'a, T> {
    places: [(&'a str, T); PLACES],
}

/// Values that are remembered, a power of two. More (256, 512) gained no time.
const PLACES: usize = 128;

const _: () = assert!(PLACES.is_power_of_two() && PLACES > 1);

impl<T: Copy + Default> Default for Recent<'_, T> {
    fn default() -> Self {
        Self { places: [("", T::default()); PLACES] }
    }
}

impl<'a, T: Copy> Recent<'a, T> {
    /// What `make` makes of a value. Of nothing it must make the default.
    #[inline]
    pub(crate) fn of(&mut self, value: &'a str, make: impl FnOnce(&'a str) -> T) -> T {
        let (known, made) = &mut self.places[place(value)];
        if *known != value {
            *known = value;
            *made = make(value);
        }
        *made
    }
}

/// A place by the length of a value and its first and last eight bytes.
fn place(value: &str) -> usize {
    let bytes = value.as_bytes();
    let word = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let ends = match bytes.len() {
        0..8 => bytes.iter().fold(0, |word, &byte| (word << 8) | u64::from(byte)),
        _ => word(bytes.first_chunk()) ^ word(bytes.last_chunk()).rotate_left(29),
    };
    let mixed = spread(ends ^ bytes.len() as u64);
    (mixed >> (u64::BITS - PLACES.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_meet_are_told_apart() {
        let mut recent = Recent::default();
        let values: Vec<String> = (0..10 * PLACES).map(|n| format!("value-{n}-of-many")).collect();
        for value in values.iter().chain(&values) {
            assert_eq!(recent.of(value, str::len), value.len());
        }
        let mut made = 0;
        for _ in 0..3 {
            recent.of("the same", |value| {
                made += 1;
                value.len()
            });
        }
        assert_eq!(made, 1);
        assert_eq!(recent.of("", str::len), 0);
    }
}
