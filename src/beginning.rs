//! The beginning of a text.

/// The first bytes of a text, or a few less rather than cut a character.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Whether a text begins with some ASCII characters, in capitals or not.
pub(crate) fn begins(text: &str, with: &str) -> bool {
    text.as_bytes().get(..with.len()).is_some_and(|own| own.eq_ignore_ascii_case(with.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{beginning, begins};

    #[test]
    fn capitals_begin_alike() {
        assert!(begins("Math/TeX; mode=display", "math/tex"));
        assert!(!begins("math", "math/tex") && !begins("é", "e"));
    }

    #[test]
    fn no_character_is_cut() {
        assert_eq!(beginning("aéb", 2), "a");
        assert_eq!(beginning("aéb", 3), "aé");
        assert_eq!(beginning("aéb", 9), "aéb");
        assert_eq!(beginning("é", 1), "");
    }
}
