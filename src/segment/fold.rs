//! White space as a browser shows it.
#![expect(
    clippy::indexing_slicing,
    reason = "positions were found in the same text, at the ends of whole characters"
)]

use std::ops::Range;

use crate::lexicon::is_invisible;

/// White space that HTML folds (the standard's ASCII whitespace). A no-break space is not folded.
fn folds(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Appends to the text of one block, folding each run of white space to one space and leaving out
/// what leads and trails.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// White space was seen since the last word.
    space: bool,
}

impl Folder {
    /// Appends `text` to `out`, whose part from `start` on is the block so far. Returns the number
    /// of characters appended that are not white space.
    pub(super) fn push(&mut self, out: &mut String, start: usize, text: &str) -> u32 {
        let white = leading_white_space(text.as_bytes());
        self.space |= white > 0;
        let text = &text[white..];
        let bytes = text.as_bytes();
        if is_folded(bytes) {
            return self.stretch(out, start, text);
        }
        let mut length = 0;
        // A stretch is copied in one piece as long as its white space is folded already: single
        // spaces with a word on each side.
        let mut stretch = 0;
        let mut at = 0;
        while at < bytes.len() {
            if !folds(bytes[at]) {
                at += 1;
                continue;
            }
            let end = bytes[at..].iter().position(|&b| !folds(b)).map_or(bytes.len(), |n| at + n);
            let is_folded = bytes[at] == b' ' && end == at + 1 && at > stretch && end < bytes.len();
            if !is_folded {
                length += self.stretch(out, start, &text[stretch..at]);
                self.space = true;
                stretch = end;
            }
            at = end;
        }
        length + self.stretch(out, start, &text[stretch..])
    }

    /// Appends preformatted text as it stands.
    pub(super) fn push_preformatted(&mut self, out: &mut String, start: usize, text: &str) -> u32 {
        if self.space && out.len() > start {
            out.push(' ');
        }
        self.space = false;
        out.push_str(text);
        count(text, |byte| !folds(byte))
    }

    /// What comes next is no part of the word before: a choice of a form is shown between the two.
    pub(super) fn separate(&mut self) {
        self.space = true;
    }

    /// A new block begins.
    pub(super) fn reset(&mut self) {
        self.space = false;
    }

    fn stretch(&mut self, out: &mut String, start: usize, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if self.space && out.len() > start {
            out.push(' ');
        }
        self.space = false;
        out.push_str(text);
        count(text, |byte| byte != b' ')
    }
}

/// Bytes of white space at the start: most often a line break and indentation.
fn leading_white_space(bytes: &[u8]) -> usize {
    const INDENTATION: [u8; 8] = [b' '; 8];
    let mut at =
        bytes.iter().position(|&byte| !matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len());
    while bytes[at..].first_chunk() == Some(&INDENTATION) {
        at += INDENTATION.len();
    }
    at + bytes[at..].iter().position(|&byte| !folds(byte)).unwrap_or(bytes.len() - at)
}

/// Whether there is nothing to fold: single spaces only, with a word on each side. Without branches,
/// so that the loop becomes vector instructions: most text is of this kind.
fn is_folded(bytes: &[u8]) -> bool {
    let (Some((&first, rest)), Some(&last)) = (bytes.split_first(), bytes.last()) else {
        return true;
    };
    let pairs = bytes.iter().zip(rest);
    let folds_pair = |(&byte, &next): (&u8, &u8)| {
        let is_break = (byte == b'\t') | (byte == b'\n') | (byte == b'\r') | (byte == 0x0c);
        is_break | ((byte == b' ') & (next == b' '))
    };
    !folds(first) && !folds(last) && !pairs.fold(false, |any, pair| any | folds_pair(pair))
}

/// Number of characters whose first byte is wanted. Counted in bytes as long as those do not overflow:
/// sixteen at a time.
fn count(text: &str, wants: impl Fn(u8) -> bool) -> u32 {
    let is_counted = |&byte: &u8| u8::from(starts_character(byte) & wants(byte));
    let chunks = text.as_bytes().chunks(usize::from(u8::MAX));
    chunks.map(|chunk| u32::from(chunk.iter().map(is_counted).sum::<u8>())).sum()
}

/// Whether a byte is the first of a character in UTF-8.
fn starts_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// Whether a text takes no ink.
pub(super) fn is_blank_text(text: &str) -> bool {
    // Nearly always it is empty, or ends in white space, or starts with a letter.
    let start = leading_white_space(text.as_bytes());
    text[start..].chars().all(is_blank)
}

/// The text without the blank characters at its ends.
pub(super) fn trimmed(text: &str) -> Range<usize> {
    let bytes = text.as_bytes();
    let is_ink = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let start = if is_ink(bytes.first()) {
        0
    } else {
        text.len() - text.trim_start_matches(is_blank).len()
    };
    let end = if is_ink(bytes.last()) { text.len() } else { text.trim_end_matches(is_blank).len() };
    start..end.max(start)
}

/// Whether a character takes no ink: white space of any kind, zero-width characters, soft hyphen.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(pieces: &[&str]) -> (String, u32) {
        let mut folder = Folder::default();
        let mut out = String::from("before ");
        let start = out.len();
        let length = pieces.iter().map(|piece| folder.push(&mut out, start, piece)).sum();
        (out.split_off(start), length)
    }

    #[test]
    fn white_space_folds_within_and_across_pieces() {
        assert_eq!(fold(&["  a  b\n\tc "]), ("a b c".into(), 3));
        assert_eq!(fold(&["a b c d"]), ("a b c d".into(), 4));
        assert_eq!(fold(&["one", " ", " two"]), ("one two".into(), 6));
        assert_eq!(fold(&["one", "two"]), ("onetwo".into(), 6));
        assert_eq!(fold(&[" \n "]), (String::new(), 0));
    }

    #[test]
    fn no_break_spaces_stay_and_characters_are_counted() {
        assert_eq!(fold(&["été\u{a0}!"]), ("été\u{a0}!".into(), 5));
    }
}
