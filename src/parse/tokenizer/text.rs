//! The states that read text, and the tokens that carry it.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Token;
use memchr::{memchr, memchr2, memmem};

use super::names::{ALPHA, ENDS_TAG_NAME, SPACE, is};
use super::reference::{self, Place, Reference};
use super::value::push_normalized;
use super::{Receiver, State, Tokenizer};
use crate::beginning::beginning;
use crate::work;

/// What becomes of NUL: the data and CDATA section states leave it to the tree builder, which drops
/// it or not; the others replace it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nul {
    Sent,
    Replaced,
}

impl<S: Receiver> Tokenizer<'_, S> {
    /// <https://html.spec.whatwg.org/#data-state>
    pub(super) fn data(&mut self) {
        let mut start = self.at;
        let mut from = start;
        while let Some(offset) = memchr2(b'<', b'&', self.rest(from)) {
            work::steps(offset);
            let at = from + offset;
            if self.byte(at) == Some(b'&') {
                from = self.ampersand(at, &mut start, Nul::Sent);
            } else if self.opens_tag_or_comment(at) {
                let is_passed_over = self.is_space(start, at)
                    && self.parts_text(at)
                    && self.sink.passes_over_space(at - start);
                if !is_passed_over {
                    self.send_text(start, at, Nul::Sent);
                }
                self.at = at + 1;
                self.tag_open();
                if self.state != State::Data {
                    return;
                }
                start = self.at;
                from = start;
            } else {
                // The `<` is text: <https://html.spec.whatwg.org/#tag-open-state>, anything else.
                from = at + 1;
            }
        }
        self.at = self.bytes.len();
        self.send_text(start, self.at, Nul::Sent);
    }

    /// Whether what begins with the `<` at `at` keeps the text before it from the text after it.
    /// A DOCTYPE and `</>` do not: in `<table> <!doctype>a` space and letter are moved out as one text.
    fn parts_text(&self, at: usize) -> bool {
        match self.byte(at + 1) {
            Some(b'!') => self.byte(at + 2) == Some(b'-'),
            Some(b'/') => self.byte(at + 2).is_some_and(|byte| is(byte, ALPHA)),
            next => next.is_some_and(|byte| is(byte, ALPHA)),
        }
    }

    /// Whether a stretch of the page is white space and nothing else.
    fn is_space(&self, start: usize, end: usize) -> bool {
        let bytes = self.bytes.get(start..end).unwrap_or_default();
        !bytes.is_empty() && bytes.iter().all(|&byte| is(byte, SPACE))
    }

    /// Whether the `<` at `at` is the beginning of anything.
    fn opens_tag_or_comment(&self, at: usize) -> bool {
        match self.byte(at + 1) {
            Some(b'!' | b'?') => true,
            // At the end of the page `</` is text: <https://html.spec.whatwg.org/#end-tag-open-state>.
            Some(b'/') => at + 2 < self.bytes.len(),
            Some(byte) => is(byte, ALPHA),
            None => false,
        }
    }

    /// <https://html.spec.whatwg.org/#rcdata-state>
    pub(super) fn rcdata(&mut self) {
        let mut start = self.at;
        let mut from = start;
        while let Some(offset) = memchr2(b'<', b'&', self.rest(from)) {
            work::steps(offset);
            let at = from + offset;
            if self.byte(at) == Some(b'&') {
                from = self.ampersand(at, &mut start, Nul::Replaced);
            } else if self.is_appropriate_end_tag(at) {
                self.send_text(start, at, Nul::Replaced);
                self.end_raw_text(at);
                return;
            } else {
                from = at + 1;
            }
        }
        self.at = self.bytes.len();
        self.send_text(start, self.at, Nul::Replaced);
    }

    /// <https://html.spec.whatwg.org/#rawtext-state>
    pub(super) fn rawtext(&mut self) {
        let start = self.at;
        let mut from = start;
        while let Some(offset) = memchr(b'<', self.rest(from)) {
            work::steps(offset);
            let at = from + offset;
            if self.is_appropriate_end_tag(at) {
                self.send_raw_text(start, at);
                self.end_raw_text(at);
                return;
            }
            from = at + 1;
        }
        self.at = self.bytes.len();
        self.send_raw_text(start, self.at);
    }

    /// <https://html.spec.whatwg.org/#script-data-state>
    pub(super) fn script_data(&mut self) {
        let start = self.at;
        let end = self.script_end(start);
        self.send_raw_text(start, end);
        self.at = end;
        if end < self.bytes.len() {
            self.end_raw_text(end);
        }
    }

    /// <https://html.spec.whatwg.org/#plaintext-state>
    pub(super) fn plaintext(&mut self) {
        let start = self.at;
        self.at = self.bytes.len();
        self.send_text(start, self.at, Nul::Replaced);
    }

    /// <https://html.spec.whatwg.org/#cdata-section-state>
    pub(super) fn cdata_section(&mut self) {
        let start = self.at;
        let (end, next) = match memmem::find(self.rest(start), b"]]>") {
            Some(length) => (start + length, start + length + 3),
            None => (self.bytes.len(), self.bytes.len()),
        };
        self.send_text(start, end, Nul::Sent);
        self.at = next;
        self.state = State::Data;
    }

    /// Whether the `<` at `at` begins an
    /// [appropriate end tag](https://html.spec.whatwg.org/#appropriate-end-tag-token), as the less-than
    /// sign, end tag open and end tag name states of RCDATA, RAWTEXT and script data look for it:
    /// <https://html.spec.whatwg.org/#rcdata-less-than-sign-state> and following.
    pub(super) fn is_appropriate_end_tag(&self, at: usize) -> bool {
        let name = self.last_start_tag.as_bytes();
        let end = at + 2 + name.len();
        !name.is_empty()
            && self.byte(at + 1) == Some(b'/')
            && self.bytes.get(at + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && self.byte(end).is_some_and(|byte| is(byte, ENDS_TAG_NAME))
    }

    /// Reads the end tag at `at`, which ends RCDATA, RAWTEXT or script data.
    fn end_raw_text(&mut self, at: usize) {
        self.at = at + 2;
        self.end_tag();
    }

    /// Reads the `&` at `at`; says where to read on. If it is a reference, it is sent after the text
    /// before it, and the text to be sent next starts behind it.
    fn ampersand(&mut self, at: usize, start: &mut usize, nul: Nul) -> usize {
        match reference::read(self.slice(at, self.bytes.len()), Place::Text) {
            None => at + 1,
            Some(reference) => {
                self.send_text(*start, at, nul);
                *start = at + reference.length;
                self.send_reference(reference);
                *start
            }
        }
    }

    fn send_reference(&self, reference: Reference) {
        self.send(Token::CharacterTokens(reference.chars().collect()));
    }

    /// Sends the text of a script, style or the like, if it is wanted.
    fn send_raw_text(&mut self, start: usize, end: usize) {
        if start < end && self.sink.reads_raw_text() {
            self.send_text(start, end, Nul::Replaced);
        }
    }

    /// Sends a stretch of the page as text.
    fn send_text(&mut self, start: usize, end: usize, nul: Nul) {
        if start == end {
            return;
        }
        let text = self.slice(start, end);
        if self.is_plain || memchr2(0, b'\r', text.as_bytes()).is_none() {
            let text = self.window.tendril(self.input, start, end);
            self.send(Token::CharacterTokens(text));
            return;
        }
        if nul == Nul::Replaced {
            self.send_normalized(text);
            return;
        }
        for (index, piece) in text.split('\0').enumerate() {
            if index > 0 {
                self.send(Token::NullCharacterToken);
            }
            if !piece.is_empty() {
                self.send_normalized(piece);
            }
        }
    }

    fn send_normalized(&self, text: &str) {
        let mut normalized = String::with_capacity(text.len());
        push_normalized(text, &mut normalized);
        self.send(Token::CharacterTokens(StrTendril::from(normalized)));
    }
}

/// A stretch of the page that the text tokens within it share, so that there is an allocation for
/// each few kilobytes of text, and not for each run of it; and no copy of the whole page.
#[derive(Debug, Default)]
pub(super) struct Window {
    tendril: StrTendril,
    /// Where in the page it begins.
    start: usize,
}

/// Length of a window: some dozens of runs of text with the tags between them.
const WINDOW: usize = 4 << 10;

/// Longest text that a tendril holds without sharing or allocating.
const INLINE_TEXT: usize = 8;

impl Window {
    /// The text of `page` from `start` to `end`.
    fn tendril(&mut self, page: &str, start: usize, end: usize) -> StrTendril {
        if end - start > INLINE_TEXT {
            if start < self.start || end > self.start + self.tendril.len() {
                self.start = start;
                let length = WINDOW.max(end - start);
                self.tendril = StrTendril::from_slice(beginning(
                    page.get(start..).unwrap_or_default(),
                    length,
                ));
            }
            // Tendrils hold 4 GiB, pages 1 GiB; and windows hold whole characters.
            if let (Ok(offset), Ok(length)) =
                (u32::try_from(start - self.start), u32::try_from(end - start))
            {
                if let Ok(text) = self.tendril.try_subtendril(offset, length) {
                    return text;
                }
            }
        }
        StrTendril::from_slice(page.get(start..end).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_gives_any_stretch() {
        let page: String = (0..5_000).map(|at| char::from_u32(0x3b1 + at % 20).unwrap()).collect();
        let mut window = Window::default();
        for (start, end) in
            [(0, 10), (10, 100), (4_000, 4_100), (50, 60), (20, 9_990), (9_990, 9_996)]
        {
            assert_eq!(&*window.tendril(&page, start, end), &page[start..end]);
        }
    }
}
