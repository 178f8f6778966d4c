//! What must be escaped in Markdown, and nothing else.
//!
//! A character is escaped where it could be markup at its place: a `*` between two spaces, a `_`
//! within a word or a lone `[` are left as they are. What comes after the end of a piece of text is
//! not known when the piece is written, so there the more careful choice is made.
#![expect(
    clippy::indexing_slicing,
    reason = "positions were found in the same text, at the ends of whole characters"
)]

/// Where a piece of text is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) in_cell: bool,
    pub(super) in_link: bool,
    pub(super) in_heading: bool,
    /// The text may begin a line, where `#`, `-` and the like are block markup.
    pub(super) has_lines: bool,
}

/// Appends a piece of text. `line` is where the line begins in `out`. White space other than single
/// spaces, which only preformatted text has, is folded: a line break is markup here. `after` is what
/// follows the piece, if that is known: a line break at the end of the leaf.
pub(super) fn escape(out: &mut String, line: usize, text: &str, after: Option<char>, place: Place) {
    let folded;
    let text = if text.bytes().any(is_odd_space) {
        folded = text.replace(|character| u8::try_from(character).is_ok_and(is_odd_space), " ");
        folded.as_str()
    } else {
        text
    };
    // Delimiters of emphasis come before white space at the end of a piece, and after white space at
    // its start.
    let (first, last) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let closing = text.trim_end_matches('#').len();
    let mut at = 0;
    // Up to the next space or mark there is nothing to look at.
    let is_plain = |byte: u8| byte != b' ' && !byte.is_ascii_punctuation();
    while let Some(length) = text.as_bytes()[at..].iter().position(|&byte| !is_plain(byte)) {
        out.push_str(&text[at..at + length]);
        at += length;
        let character = char::from(text.as_bytes()[at]);
        if character == ' ' {
            if out.len() > line && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            let rest = &text[at + 1..];
            let next = rest.chars().next().or(after);
            let before = &out[line..];
            let (is_first, is_last) = (at <= first, at + 1 >= last);
            let is_closing = at >= closing;
            let context = Context {
                before,
                is_first,
                is_last,
                character,
                next,
                rest,
                after,
                is_closing,
                place,
            };
            if context.must_escape() {
                out.push('\\');
            }
            out.push(character);
        }
        at += 1;
    }
    out.push_str(&text[at..]);
}

/// White space that is folded, other than the space itself.
fn is_odd_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() && byte != b' '
}

/// A punctuation character and what is around it.
struct Context<'a> {
    /// The line so far.
    before: &'a str,
    /// It is the first or last of the piece but for white space: delimiters may come next to it.
    is_first: bool,
    is_last: bool,
    character: char,
    /// What follows, `None` if that is not known.
    next: Option<char>,
    rest: &'a str,
    /// What follows the piece.
    after: Option<char>,
    /// It is of the run of `#` that ends the piece.
    is_closing: bool,
    place: Place,
}

impl Context<'_> {
    fn must_escape(&self) -> bool {
        let next_is = |wanted: &[char]| self.next.is_none_or(|next| wanted.contains(&next));
        match self.character {
            '`' => true,
            '\\' => {
                self.is_last
                    || self.next.is_none_or(|next| next.is_ascii_punctuation() || next == '\n')
            }
            '*' => self.is_at_start() || !self.is_between_spaces(),
            '_' => self.is_at_start() || !(self.is_between_spaces() || self.is_within_word()),
            '~' => self.is_at_start() || !self.is_between_spaces(),
            '[' => {
                self.place.in_link || next_is(&['^']) || (self.is_at_start() && self.is_task_box())
            }
            ']' => self.place.in_link || next_is(&['(', '[', ':']),
            '!' => next_is(&['[']),
            '<' => {
                self.next.is_none_or(|n| n.is_ascii_alphabetic() || "/!?".contains(n))
                    || self.may_be_address()
            }
            '&' => self.may_be_reference(),
            '|' => self.place.in_cell || self.is_at_start(),
            '#' => (self.is_at_start() && self.is_heading_marker()) || self.closes_heading(),
            '>' | '=' => self.is_at_start(),
            '+' => self.is_at_start() && next_is(&[' ', '\n']),
            '-' => self.is_at_start() && next_is(&[' ', '\n', '-', ':', '|']),
            ':' => self.is_at_start() && next_is(&['-', ' ']),
            '.' | ')' => next_is(&[' ', '\n']) && self.is_after_number(),
            _ => false,
        }
    }

    fn is_at_start(&self) -> bool {
        self.place.has_lines && self.before.is_empty()
    }

    fn is_between_spaces(&self) -> bool {
        let is_inner = !self.is_first && !self.is_last;
        is_inner && self.before.ends_with(' ') && self.next == Some(' ')
    }

    fn is_within_word(&self) -> bool {
        self.before.ends_with(char::is_alphanumeric) && self.next.is_some_and(char::is_alphanumeric)
    }

    /// `[ ]` or `[x]` before an item's text makes a box to tick.
    fn is_task_box(&self) -> bool {
        let mut rest = self.rest.chars();
        rest.next().is_none_or(|mark| matches!(mark, ' ' | 'x' | 'X'))
            && rest.next().is_none_or(|end| end == ']')
    }

    /// `&` and a name or number as far as the piece goes, or up to a semicolon.
    fn may_be_reference(&self) -> bool {
        /// The longest name of a character has 31 letters, a number 8 digits.
        const LONGEST: usize = 33;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '#';
        match self.rest.find(|c: char| !is_part(c)) {
            None => self.after.is_none_or(|c| c == ';') && self.rest.len() <= LONGEST,
            Some(end) => end > 0 && end <= LONGEST && self.rest[end..].starts_with(';'),
        }
    }

    /// `<1@a>` is an address.
    fn may_be_address(&self) -> bool {
        let is_local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
        match self.rest.trim_start_matches(is_local).chars().next() {
            Some(end) => end == '@',
            None => self.after.is_none(),
        }
    }

    fn is_heading_marker(&self) -> bool {
        let after = self.rest.trim_start_matches('#');
        self.rest.len() - after.len() < 6 && (after.is_empty() || after.starts_with(' '))
    }

    /// A run of `#` at the end of a heading is cut off.
    fn closes_heading(&self) -> bool {
        self.place.in_heading && self.is_closing
    }

    /// `1.` and `1)` at the start of a line make a list.
    fn is_after_number(&self) -> bool {
        self.place.has_lines
            && (1..=9).contains(&self.before.len())
            && self.before.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Appends an address as the destination of a link or image.
pub(super) fn destination(out: &mut String, address: &str, in_cell: bool) {
    let is_balanced = is_balanced(address);
    // Nearly all addresses are letters, digits and slashes for the greatest part.
    let is_plain = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'-' | b'_' | b'.' | b':' | b'=' | b'?' | b'%')
    };
    let plain = address.bytes().take_while(|byte| is_plain(byte)).count();
    out.push_str(&address[..plain]);
    let rest = address[plain..].char_indices().map(|(at, character)| (plain + at, character));
    for (at, character) in rest {
        match character {
            '(' | ')' if !is_balanced => out.extend(['\\', character]),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            ' ' => out.push_str("%20"),
            '|' if in_cell => out.push_str("%7C"),
            '&' if is_reference(&address[at..]) => out.push_str("\\&"),
            _ if character.is_control() => {}
            _ => out.push(character),
        }
    }
}

/// Whether a destination may hold these parentheses as they are.
fn is_balanced(address: &str) -> bool {
    /// CommonMark parsers count so many at least.
    const DEEPEST: i32 = 3;
    let mut depth = 0;
    let is_bad = |byte: u8| {
        depth += match byte {
            b'(' => 1,
            b')' => -1,
            _ => 0,
        };
        !(0..=DEEPEST).contains(&depth)
    };
    !address.bytes().any(is_bad) && depth == 0
}

/// Whether a text begins with what could be a character reference.
fn is_reference(text: &str) -> bool {
    let name = text
        .trim_start_matches('&')
        .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        let place = Place { has_lines: true, ..Place::default() };
        escape(&mut out, 0, text, Some('\n'), place);
        out
    }

    #[test]
    fn what_could_be_markup_is_escaped() {
        for (text, expected) in [
            ("*a* and _b_", r"\*a\* and \_b\_"),
            ("`a` ~~b~~", r"\`a\` \~\~b\~\~"),
            ("[a](b) and [a]: b", r"[a\](b) and [a\]: b"),
            ("<b> &amp; &#38;", r"\<b> \&amp; \&#38;"),
            ("# a", r"\# a"),
            ("- a", r"\- a"),
            ("12. a", r"12\. a"),
            ("12) a", r"12\) a"),
            ("> a", r"\> a"),
            ("===", r"\==="),
            ("--- a", r"\--- a"),
            (r"a\*", r"a\\\*"),
            ("[x] a", r"\[x] a"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn nothing_else_is_escaped() {
        for text in [
            "snake_case_name",
            "2 * 3 = 6",
            "a < b && c > d, AT&T",
            "see [1] and [note]",
            "#hashtag, C# and a - b",
            "-5 degrees, 3.5 and (c)",
            r"C:\Users\x",
            "wow! (really) {x} $5 | 6",
            "1990 was. 1.5",
        ] {
            assert_eq!(escaped(text), text);
        }
    }
}
