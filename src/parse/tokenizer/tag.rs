//! Tags and their attributes.

use html5ever::tokenizer::{Tag, TagKind, Token};
use html5ever::{LocalName, local_name};
use memchr::{memchr, memchr2};

use super::names::{
    ALPHA, ENDS_ATTRIBUTE_NAME, ENDS_TAG_NAME, ENDS_UNQUOTED_VALUE, SPACE, is, rewrite, span,
};
use super::value::Value;
use super::{Receiver, Tokenizer};
use crate::work;

/// The page ended within a tag. The standard drops the tag.
pub(super) struct EndOfFile;

impl<'p, S: Receiver> Tokenizer<'p, S> {
    /// <https://html.spec.whatwg.org/#tag-open-state>, after a `<` that is not text.
    pub(super) fn tag_open(&mut self) {
        match self.byte(self.at) {
            Some(b'/') => {
                self.at += 1;
                self.end_tag_open();
            }
            Some(b'!') => {
                self.at += 1;
                self.markup_declaration_open();
            }
            Some(byte) if is(byte, ALPHA) => self.start_tag(),
            _ => self.bogus_comment(),
        }
    }

    /// <https://html.spec.whatwg.org/#end-tag-open-state>
    fn end_tag_open(&mut self) {
        match self.byte(self.at) {
            Some(byte) if is(byte, ALPHA) => self.end_tag(),
            Some(b'>') => self.at += 1,
            _ => self.bogus_comment(),
        }
    }

    fn start_tag(&mut self) {
        let name = self.tag_name(TagKind::StartTag);
        match self.attributes(true) {
            Err(EndOfFile) => self.end_of_file(),
            Ok(self_closing) => {
                let is_drawing = name == local_name!("svg") && !self_closing;
                self.last_start_tag = name.clone();
                let attrs = self.sink.finish_attributes();
                self.send_tag(Token::TagToken(Tag {
                    kind: TagKind::StartTag,
                    name,
                    self_closing,
                    attrs,
                    // Only sinks that enforce a Content Security Policy ask for it.
                    had_duplicate_attributes: false,
                }));
                if is_drawing && self.sink.passes_over_shapes() {
                    self.shapes();
                }
            }
        }
        self.sink.end_start_tag();
    }

    /// An end tag, from its name on. Its attributes, if it has any, mean nothing.
    pub(super) fn end_tag(&mut self) {
        let name = self.tag_name(TagKind::EndTag);
        match self.attributes(false) {
            Err(EndOfFile) => self.end_of_file(),
            Ok(self_closing) => self.send_tag(Token::TagToken(Tag {
                kind: TagKind::EndTag,
                name,
                self_closing,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            })),
        }
    }

    /// <https://html.spec.whatwg.org/#tag-name-state>
    fn tag_name(&mut self, kind: TagKind) -> LocalName {
        let (length, stands) = span(self.rest(self.at), ENDS_TAG_NAME);
        let raw = self.slice(self.at, self.at + length);
        self.at += length;
        let name = if stands {
            raw
        } else {
            rewrite(raw, &mut self.name);
            &self.name
        };
        match kind {
            TagKind::StartTag => self.sink.begin_start_tag(name),
            TagKind::EndTag => self.sink.end_tag_name(name),
        }
    }

    /// Reads attributes and the end of the tag; says whether it closes itself.
    ///
    /// <https://html.spec.whatwg.org/#before-attribute-name-state>. What follows a name, a quoted
    /// value or a `/` differs from this state only in what is a parse error, save that `=` after a
    /// name begins its value.
    pub(super) fn attributes(&mut self, are_read: bool) -> Result<bool, EndOfFile> {
        loop {
            match self.after_space()? {
                b'>' => {
                    self.at += 1;
                    return Ok(false);
                }
                // https://html.spec.whatwg.org/#self-closing-start-tag-state
                b'/' => {
                    self.at += 1;
                    if self.byte(self.at) == Some(b'>') {
                        self.at += 1;
                        return Ok(true);
                    }
                }
                _ => self.attribute(are_read)?,
            }
        }
    }

    /// <https://html.spec.whatwg.org/#attribute-name-state>
    fn attribute(&mut self, is_read: bool) -> Result<(), EndOfFile> {
        // The first byte belongs to the name whatever it is, `=` too.
        let first = self.rest(self.at).first().copied().unwrap_or_default();
        let (others, stands) = span(self.rest(self.at + 1), ENDS_ATTRIBUTE_NAME);
        let start = self.at;
        self.at += 1 + others;
        let end = self.at;
        // https://html.spec.whatwg.org/#after-attribute-name-state
        let value = if self.after_space()? == b'=' {
            self.at += 1;
            self.attribute_value()?
        } else {
            Value::plain("")
        };
        if !is_read {
            return Ok(());
        }
        if stands && !first.is_ascii_uppercase() && first != 0 {
            // Bytes, since a text would be looked at for whole characters, and few names are known.
            self.sink.attribute(self.bytes.get(start..end).unwrap_or_default(), value);
        } else {
            rewrite(self.slice(start, end), &mut self.name);
            self.sink.attribute(self.name.as_bytes(), value);
        }
        Ok(())
    }

    /// <https://html.spec.whatwg.org/#before-attribute-value-state>
    fn attribute_value(&mut self) -> Result<Value<'p>, EndOfFile> {
        match self.after_space()? {
            // https://html.spec.whatwg.org/#attribute-value-(double-quoted)-state
            // https://html.spec.whatwg.org/#attribute-value-(single-quoted)-state
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let mut end = start + memchr2(quote, b'&', self.rest(start)).ok_or(EndOfFile)?;
                let has_reference = self.byte(end) == Some(b'&');
                if has_reference {
                    end += memchr(quote, self.rest(end)).ok_or(EndOfFile)?;
                }
                work::steps(end - start);
                self.at = end + 1;
                Ok(self.value(start, end, has_reference))
            }
            // The value is missing; the `>` ends the tag.
            b'>' => Ok(Value::plain("")),
            // https://html.spec.whatwg.org/#attribute-value-(unquoted)-state
            _ => {
                let start = self.at;
                let (length, _) = span(self.rest(start), ENDS_UNQUOTED_VALUE);
                work::steps(length);
                self.at = start + length;
                Ok(self.value(start, self.at, true))
            }
        }
    }

    fn value(&self, start: usize, end: usize, may_have_reference: bool) -> Value<'p> {
        let raw = self.slice(start, end);
        if self.is_plain && !may_have_reference { Value::plain(raw) } else { Value::new(raw) }
    }

    /// Passes over white space; gives the byte after it, which is still to be read.
    #[inline]
    pub(super) fn after_space(&mut self) -> Result<u8, EndOfFile> {
        let mut at = self.at;
        loop {
            let byte = *self.bytes.get(at).ok_or(EndOfFile)?;
            if !is(byte, SPACE) {
                self.at = at;
                return Ok(byte);
            }
            at += 1;
        }
    }
}
