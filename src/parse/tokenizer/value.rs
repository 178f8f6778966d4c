//! Attribute values, and newlines and NUL in what goes out.

use super::reference::{self, Place};

/// An attribute value as the page writes it; decoded only if somebody wants it.
#[derive(Debug, Clone, Copy)]
pub(in crate::parse) struct Value<'a> {
    raw: &'a str,
    /// Nothing in it is to be decoded.
    is_plain: bool,
}

impl<'a> Value<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        Self { raw, is_plain: false }
    }

    /// A value that is known to hold neither `&` nor CR nor NUL.
    pub(in crate::parse) fn plain(raw: &'a str) -> Self {
        Self { raw, is_plain: true }
    }

    /// Writes the value that the page means.
    pub(in crate::parse) fn push_to(self, out: &mut String) {
        if self.is_plain {
            out.push_str(self.raw);
        } else {
            self.decode_to(out);
        }
    }

    /// The value that the page means; written to `scratch` if it is not there as it stands.
    pub(in crate::parse) fn decoded<'b>(self, scratch: &'b mut String) -> &'b str
    where
        'a: 'b,
    {
        if self.is_plain {
            return self.raw;
        }
        scratch.clear();
        self.decode_to(scratch);
        scratch
    }

    /// <https://html.spec.whatwg.org/#attribute-value-(double-quoted)-state> and its two siblings,
    /// which differ only in what ends them.
    fn decode_to(self, out: &mut String) {
        let mut rest = self.raw;
        while let Some(at) = memchr::memchr3(b'&', b'\r', 0, rest.as_bytes()) {
            let (before, special) = rest.split_at(at);
            out.push_str(before);
            let length = match special.as_bytes().first() {
                Some(b'&') => match reference::read(special, Place::AttributeValue) {
                    Some(reference) => {
                        reference.push_to(out);
                        reference.length
                    }
                    None => {
                        out.push('&');
                        1
                    }
                },
                Some(b'\r') => {
                    out.push('\n');
                    newline_length(special)
                }
                _ => {
                    out.push(char::REPLACEMENT_CHARACTER);
                    1
                }
            };
            rest = special.get(length..).unwrap_or_default();
        }
        out.push_str(rest);
    }
}

/// Length of the newline at the start of `text`, which begins with CR.
fn newline_length(text: &str) -> usize {
    if text.as_bytes().get(1) == Some(&b'\n') { 2 } else { 1 }
}

/// <https://html.spec.whatwg.org/#preprocessing-the-input-stream>: CR and CRLF become LF; and NUL
/// becomes U+FFFD, as everywhere but in the data and CDATA section states.
pub(super) fn push_normalized(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'\r', 0, rest.as_bytes()) {
        let (before, special) = rest.split_at(at);
        out.push_str(before);
        let length = if special.starts_with('\0') {
            out.push(char::REPLACEMENT_CHARACTER);
            1
        } else {
            out.push('\n');
            newline_length(special)
        };
        rest = special.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(raw: &str) -> String {
        let mut scratch = String::from("before");
        let decoded = Value::new(raw).decoded(&mut scratch).to_owned();
        let mut pushed = String::new();
        Value::new(raw).push_to(&mut pushed);
        assert_eq!(pushed, decoded);
        decoded
    }

    #[test]
    fn values_are_decoded() {
        assert_eq!(value("plain"), "plain");
        assert_eq!(value("?a=1&b=2&amp;c=3&copy=4"), "?a=1&b=2&c=3&copy=4");
        assert_eq!(value("a\r\nb\rc\n\0&"), "a\nb\nc\n\u{fffd}&");
        assert_eq!(value("\r"), "\n");
        assert_eq!(value("&#13;\n"), "\r\n");
    }

    #[test]
    fn text_is_normalized() {
        let mut out = String::new();
        push_normalized("a\r\n\r\rb\0&amp;\r", &mut out);
        assert_eq!(out, "a\n\n\nb\u{fffd}&amp;\n");
    }
}
