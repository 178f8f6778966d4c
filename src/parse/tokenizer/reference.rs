//! Character references ([§13.2.5.72](https://html.spec.whatwg.org/#character-reference-state) on).

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

use super::names::{ALPHANUMERIC, is};

/// Where a reference stands: in attribute values old pages write `?a=1&copy=2` and mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    AttributeValue,
}

/// What a reference says, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    first: char,
    second: Option<char>,
    /// Number of bytes of the page that it takes, `&` included.
    pub(super) length: usize,
}

impl Reference {
    fn new(character: char, length: usize) -> Self {
        Self { first: character, second: None, length }
    }

    /// Writes the characters that the reference stands for.
    pub(super) fn push_to(self, out: &mut String) {
        out.push(self.first);
        out.extend(self.second);
    }

    /// The characters that the reference stands for.
    pub(super) fn chars(self) -> impl Iterator<Item = char> {
        std::iter::once(self.first).chain(self.second)
    }
}

/// <https://html.spec.whatwg.org/#character-reference-state>
///
/// Reads the reference at the start of `text`, which begins with `&`. Without one, the `&` is text.
pub(super) fn read(text: &str, place: Place) -> Option<Reference> {
    let bytes = text.as_bytes();
    match bytes.get(1)? {
        b'#' => numeric(bytes),
        &byte if is(byte, ALPHANUMERIC) => common(bytes).or_else(|| named(text, place)),
        _ => None,
    }
}

/// The references that make up nearly all of those on pages.
fn common(bytes: &[u8]) -> Option<Reference> {
    const COMMON: [(&[u8], char); 7] = [
        (b"&amp;", '&'),
        (b"&nbsp;", '\u{a0}'),
        (b"&quot;", '"'),
        (b"&lt;", '<'),
        (b"&gt;", '>'),
        (b"&rsquo;", '\u{2019}'),
        (b"&raquo;", '\u{bb}'),
    ];
    COMMON
        .iter()
        .find(|(name, _)| bytes.starts_with(name))
        .map(|&(name, character)| Reference::new(character, name.len()))
}

/// Length of the longest name, `CounterClockwiseContourIntegral;`.
const LONGEST_NAME: usize = 32;

/// <https://html.spec.whatwg.org/#named-character-reference-state>
///
/// Consumes the longest name that the table has. Without one, the standard goes through its
/// [ambiguous ampersand state](https://html.spec.whatwg.org/#ambiguous-ampersand-state), which
/// makes text of it all.
fn named(text: &str, place: Place) -> Option<Reference> {
    let names = text.get(1..)?;
    // html5ever's table holds the beginnings of names too, with zeroes for characters.
    let (length, characters) = (1..=LONGEST_NAME.min(names.len()))
        .map_while(|length| {
            let characters = NAMED_ENTITIES.get(names.get(..length)?)?;
            Some((length, characters))
        })
        .filter(|(_, characters)| characters.0 != 0)
        .last()?;
    let is_closed = names.as_bytes().get(length - 1) == Some(&b';');
    if place == Place::AttributeValue && !is_closed {
        let next = names.as_bytes().get(length).copied();
        if next.is_some_and(|next| next == b'=' || is(next, ALPHANUMERIC)) {
            return None;
        }
    }
    let &(first, second) = characters;
    Some(Reference {
        first: char::from_u32(first)?,
        second: char::from_u32(second).filter(|&character| character != '\0'),
        length: 1 + length,
    })
}

/// <https://html.spec.whatwg.org/#numeric-character-reference-state>
fn numeric(bytes: &[u8]) -> Option<Reference> {
    let (radix, start) = match bytes.get(2)? {
        // https://html.spec.whatwg.org/#hexadecimal-character-reference-start-state
        b'x' | b'X' => (16, 3),
        // https://html.spec.whatwg.org/#decimal-character-reference-start-state
        _ => (10, 2),
    };
    let mut code: u32 = 0;
    let mut at = start;
    // https://html.spec.whatwg.org/#hexadecimal-character-reference-state
    // https://html.spec.whatwg.org/#decimal-character-reference-state
    while let Some(digit) = bytes.get(at).and_then(|&byte| char::from(byte).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    if bytes.get(at) == Some(&b';') {
        at += 1;
    }
    Some(Reference::new(character(code), at))
}

/// <https://html.spec.whatwg.org/#numeric-character-reference-end-state>
fn character(code: u32) -> char {
    match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => C1_REPLACEMENTS
            .get((code - 0x80) as usize)
            .copied()
            .flatten()
            .or(char::from_u32(code))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        // Surrogates, and what is past the end of Unicode, are no `char`.
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str, place: Place) -> Option<(String, &str)> {
        let reference = read(text, place)?;
        Some((reference.chars().collect(), &text[reference.length..]))
    }

    #[track_caller]
    fn check(text: &str, characters: &str, rest: &str) {
        assert_eq!(decoded(text, Place::Text), Some((characters.to_owned(), rest)));
    }

    #[test]
    fn names_are_read_as_long_as_they_go() {
        check("&amp;x", "&", "x");
        check("&ampx", "&", "x");
        check("&notin;", "∉", "");
        check("&notit;", "¬", "it;");
        check("&not", "¬", "");
        check("&NotEqualTilde;", "≂̸", "");
        check("&CounterClockwiseContourIntegral;", "∳", "");
    }

    #[test]
    fn numbers_are_read() {
        check("&#65;b", "A", "b");
        check("&#x41b", "\u{41b}", "");
        check("&#X41;", "A", "");
        check("&#128;", "€", "");
        check("&#x81;", "\u{81}", "");
        check("&#0;", "\u{fffd}", "");
        check("&#xD800;", "\u{fffd}", "");
        check("&#99999999999999;", "\u{fffd}", "");
        check("&#13;", "\r", "");
    }

    #[test]
    fn what_is_no_reference_is_text() {
        for text in ["&", "& ", "&;", "&#", "&#;", "&#x;", "&#xg", "&bogus;", "&é", "&#é"] {
            assert_eq!(read(text, Place::Text), None, "{text}");
        }
    }

    #[test]
    fn attribute_values_keep_unclosed_references_before_what_may_be_a_parameter() {
        for text in ["&copy=1", "&copyx", "&copy2", "&not=1"] {
            assert_eq!(read(text, Place::AttributeValue), None, "{text}");
        }
        assert_eq!(decoded("&copy;=1", Place::AttributeValue), Some(("©".to_owned(), "=1")));
        assert_eq!(decoded("&copy&b", Place::AttributeValue), Some(("©".to_owned(), "&b")));
        assert_eq!(decoded("&copy", Place::AttributeValue), Some(("©".to_owned(), "")));
    }
}
