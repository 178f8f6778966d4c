//! A line or more of inline Markdown: what stands in one leaf.
//!
//! Emphasis is the hard part. `**` begins or ends emphasis only next to the right characters
//! (CommonMark, 6.2: left- and right-flanking delimiter runs), which HTML knows nothing of:
//! `a<b>"b"</b>c` has no equivalent. So delimiters are only noted while a leaf is read; at its end,
//! when it is known what stands around each, those are written that will be read as emphasis. Words
//! go before emphasis.

use super::escape::{Place, destination, escape};
use super::flanking;

/// Markup around text. Each kind is open once at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Deleted,
    Superscript,
    Subscript,
    Link,
}

impl Mark {
    /// The delimiter, for those marks that have the same before and after.
    pub(super) fn delimiter(self) -> Option<&'static str> {
        match self {
            Self::Strong => Some("**"),
            Self::Emphasis => Some("*"),
            Self::Deleted => Some("~~"),
            _ => None,
        }
    }

    /// What stands before and after where there is no delimiter, or it would not be read as one.
    pub(super) fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Strong => ("<strong>", "</strong>"),
            Self::Emphasis => ("<em>", "</em>"),
            Self::Deleted => ("<del>", "</del>"),
            Self::Superscript => ("<sup>", "</sup>"),
            Self::Subscript => ("<sub>", "</sub>"),
            Self::Link => ("[", ""),
        }
    }
}

/// A pair of delimiters: bytes of [`Inline::buffer`] between which the marked text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) mark: Mark,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Markup that is open, and where its content starts.
#[derive(Debug, Clone, Copy)]
struct Open {
    mark: Mark,
    start: usize,
}

/// Inline content in the making.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// All but the delimiters.
    buffer: String,
    open: Vec<Open>,
    pairs: Vec<Pair>,
    /// Code that may go on.
    code: String,
    /// Where the last code span ends.
    code_end: Option<usize>,
    /// Where the line begins.
    line: usize,
    place: Place,
    out: String,
}

impl Inline {
    /// Makes ready for a leaf.
    pub(super) fn begin(&mut self, place: Place) {
        self.buffer.clear();
        self.open.clear();
        self.pairs.clear();
        self.code.clear();
        self.code_end = None;
        self.line = 0;
        self.place = place;
    }

    /// Ends the leaf.
    pub(super) fn finish(&mut self) -> &str {
        self.flush_code();
        self.buffer.truncate(self.buffer.trim_end_matches([' ', '\n']).len());
        let Self { buffer, pairs, out, .. } = self;
        out.clear();
        flanking::write(buffer, pairs, out);
        out
    }

    /// Text, and the character that follows it if that is known.
    pub(super) fn text(&mut self, text: &str, next: Option<char>) {
        self.flush_code();
        escape(&mut self.buffer, self.line, text, next, self.place);
    }

    /// Text in code. It is kept until something else comes, since two code spans side by side would
    /// be read as one.
    pub(super) fn code(&mut self, text: &str) {
        // Right after a code span, or with a backslash before a pipe in a table, there can be none.
        let is_after_code = self.code.is_empty() && self.code_end == Some(self.buffer.len());
        if is_after_code || (self.place.in_cell && text.contains("\\|")) {
            self.text(text, None);
        } else {
            self.code.extend(text.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c }));
        }
    }

    fn flush_code(&mut self) {
        if self.code.is_empty() {
            return;
        }
        let code = std::mem::take(&mut self.code);
        if self.buffer.starts_with('[') && code.contains("]:") {
            // Definitions of links are read before code is: `[a` and `]:` would make one.
            return escape(&mut self.buffer, self.line, &code, None, self.place);
        }
        let content = code.trim_matches(' ');
        let out = &mut self.buffer;
        // At the start of a list item a space would move what the item holds to the right.
        if code.starts_with(' ') && out.len() > self.line {
            out.push(' ');
        }
        if !content.is_empty() {
            let fence = "`".repeat(longest_run(content) + 1);
            let pad = if content.starts_with('`') || content.ends_with('`') { " " } else { "" };
            out.extend([&fence, pad]);
            if self.place.in_cell {
                out.push_str(&content.replace('|', "\\|"));
            } else {
                out.push_str(content);
            }
            out.extend([pad, &fence]);
            self.code_end = Some(out.len());
            if code.ends_with(' ') {
                out.push(' ');
            }
        }
    }

    pub(super) fn open(&mut self, mark: Mark) {
        self.flush_code();
        self.place.in_link |= mark == Mark::Link;
        // Whether a delimiter is written is known when all of the line is.
        if mark.delimiter().is_none() {
            self.buffer.push_str(mark.tags().0);
        }
        self.open.push(Open { mark, start: self.buffer.len() });
    }

    /// Closes what was opened last of a kind; a link has an address.
    pub(super) fn close(&mut self, mark: Mark, address: &str) {
        self.flush_code();
        self.place.in_link &= mark != Mark::Link;
        let Some(index) = self.open.iter().rposition(|open| open.mark == mark) else { return };
        let Open { start, .. } = self.open.remove(index);
        let end = self.buffer.len();
        let (opening, closing) = mark.tags();
        if mark.delimiter().is_some() {
            self.pairs.push(Pair { mark, start, end });
        } else if start == end {
            // Nothing within.
            self.buffer.truncate(start - opening.len());
        } else if mark == Mark::Link {
            self.buffer.push_str("](");
            destination(&mut self.buffer, address, self.place.in_cell);
            self.buffer.push(')');
        } else {
            self.buffer.push_str(closing);
        }
    }

    pub(super) fn image(&mut self, source: &str, alternative: &str) {
        self.flush_code();
        self.buffer.push_str("![");
        let place = Place { in_link: true, has_lines: false, ..self.place };
        let alternative = alternative.trim();
        escape(&mut self.buffer, self.line, alternative, Some(']'), place);
        self.buffer.push_str("](");
        destination(&mut self.buffer, source, self.place.in_cell);
        self.buffer.push(')');
    }

    /// A line break: hard in a paragraph, written out in a cell, a space in a heading.
    pub(super) fn line_break(&mut self) {
        self.flush_code();
        if self.buffer[self.line..].trim().is_empty() {
            return;
        }
        if self.place.in_cell {
            self.buffer.push_str("<br>");
        } else if self.place.has_lines {
            self.buffer.push_str("\\\n");
            self.line = self.buffer.len();
        } else {
            self.buffer.push(' ');
        }
    }
}

/// The longest run of grave accents.
pub(super) fn longest_run(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
