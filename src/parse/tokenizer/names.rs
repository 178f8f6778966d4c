//! What each byte means within a tag, and names as the standard has them.
#![expect(clippy::indexing_slicing, reason = "a table of 256 entries has one for every byte")]

/// Tab, LF, FF, space; and CR, which stands for LF.
pub(super) const SPACE: u8 = 1;
/// Ends a tag name: [`SPACE`], `/`, `>`.
pub(super) const ENDS_TAG_NAME: u8 = 1 << 1;
/// Ends an attribute name: [`ENDS_TAG_NAME`], `=`.
pub(super) const ENDS_ATTRIBUTE_NAME: u8 = 1 << 2;
/// Ends an unquoted attribute value: [`SPACE`], `>`.
pub(super) const ENDS_UNQUOTED_VALUE: u8 = 1 << 3;
/// ASCII letter.
pub(super) const ALPHA: u8 = 1 << 4;
/// ASCII letter or digit.
pub(super) const ALPHANUMERIC: u8 = 1 << 5;
/// Not what a name says in the end: upper-case letters, NUL.
const REWRITTEN: u8 = 1 << 6;

/// The classes of each byte.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    loop {
        let mut class = 0;
        if matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ') {
            class |= SPACE | ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_UNQUOTED_VALUE;
        }
        if matches!(byte, b'/' | b'>') {
            class |= ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME;
        }
        if byte == b'=' {
            class |= ENDS_ATTRIBUTE_NAME;
        }
        if byte == b'>' {
            class |= ENDS_UNQUOTED_VALUE;
        }
        if byte.is_ascii_alphabetic() {
            class |= ALPHA;
        }
        if byte.is_ascii_alphanumeric() {
            class |= ALPHANUMERIC;
        }
        if byte.is_ascii_uppercase() || byte == 0 {
            class |= REWRITTEN;
        }
        classes[byte as usize] = class;
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// Whether `byte` is of one of `classes`.
pub(super) fn is(byte: u8, classes: u8) -> bool {
    CLASSES[usize::from(byte)] & classes != 0
}

/// Number of bytes before the first of one of `classes`, and whether a name of these bytes stands
/// as it is.
pub(super) fn span(bytes: &[u8], classes: u8) -> (usize, bool) {
    let mut seen = 0;
    for (length, &byte) in bytes.iter().enumerate() {
        let class = CLASSES[usize::from(byte)];
        if class & classes != 0 {
            return (length, seen & REWRITTEN == 0);
        }
        seen |= class;
    }
    (bytes.len(), seen & REWRITTEN == 0)
}

/// Writes a name as the standard has it: ASCII letters in lower case, U+FFFD for NUL.
pub(super) fn rewrite(name: &str, out: &mut String) {
    out.clear();
    out.extend(name.chars().map(|character| match character {
        '\0' => char::REPLACEMENT_CHARACTER,
        other => other.to_ascii_lowercase(),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_runs_to_what_ends_it() {
        assert_eq!(span(b"div class", ENDS_TAG_NAME), (3, true));
        assert_eq!(span(b"Div>", ENDS_TAG_NAME), (3, false));
        assert_eq!(span(b"di\0v", ENDS_TAG_NAME), (4, false));
        assert_eq!(span(b"a=b", ENDS_TAG_NAME), (3, true));
        assert_eq!(span(b"a=b", ENDS_ATTRIBUTE_NAME), (1, true));
        assert_eq!(span(b"/x/\r", ENDS_UNQUOTED_VALUE), (3, true));
    }

    #[test]
    fn a_name_is_rewritten() {
        let mut name = String::from("before");
        rewrite("oNÉ\0", &mut name);
        assert_eq!(name, "onÉ\u{fffd}");
    }
}
