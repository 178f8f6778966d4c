//! Bytes to text, as the [HTML standard](https://html.spec.whatwg.org/#determining-the-character-encoding)
//! says: byte order mark, then the transport's charset, then the page's `<meta>`, then a guess.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes in which a page is searched for its `<meta charset>`.
const PRESCAN: usize = 1024;

/// Decodes a page; what is malformed becomes U+FFFD.
pub(super) fn decode<'a>(bytes: &'a [u8], hint: Option<&'static Encoding>) -> Cow<'a, str> {
    // `Encoding::decode` puts a byte order mark before the encoding that it is given.
    encoding(bytes, hint).decode(bytes).0
}

fn encoding(bytes: &[u8], hint: Option<&'static Encoding>) -> &'static Encoding {
    hint.or_else(|| declared(bytes)).unwrap_or_else(|| guess(bytes))
}

/// UTF-8 if the bytes are, windows-1252 otherwise, which is what the standard makes the default of
/// most locales.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }
}

/// The encoding that a `<meta>` at the start of the page declares: the standard's
/// [prescan](https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut rest = &bytes[..bytes.len().min(PRESCAN)];
    loop {
        rest = &rest[memchr::memchr(b'<', rest)?..];
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            // `<!-->` is a whole comment: its dashes are those of the start.
            let end = memchr::memmem::find(&rest[2..], b"-->")?;
            debug_assert!(end <= comment.len());
            rest = &rest[2 + end + 3..];
        } else if starts_with_name(rest, b"<meta") {
            let mut attributes = Attributes { rest: &rest[b"<meta".len()..] };
            if let Some(encoding) = meta(&mut attributes) {
                return Some(encoding);
            }
            rest = attributes.rest;
        } else if is_tag(rest) {
            let name = rest[1..].iter().position(|b| b.is_ascii_whitespace() || *b == b'>')?;
            let mut attributes = Attributes { rest: &rest[1 + name..] };
            while attributes.next().is_some() {}
            rest = attributes.rest;
        } else if rest.len() > 1 && matches!(rest[1], b'!' | b'/' | b'?') {
            rest = &rest[memchr::memchr(b'>', rest)?..];
        } else {
            rest = rest.get(1..)?;
        }
    }
}

fn starts_with_name(bytes: &[u8], name: &[u8]) -> bool {
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && bytes.get(name.len()).is_some_and(|&b| b.is_ascii_whitespace() || b == b'/')
}

fn is_tag(bytes: &[u8]) -> bool {
    let name = if bytes.get(1) == Some(&b'/') { bytes.get(2) } else { bytes.get(1) };
    name.is_some_and(u8::is_ascii_alphabetic)
}

/// What one `<meta>` declares.
fn meta(attributes: &mut Attributes<'_>) -> Option<&'static Encoding> {
    let (mut got_pragma, mut needs_pragma, mut found) = (false, None, None);
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for (name, value) in attributes {
        if seen.contains(&name) {
            continue;
        }
        match name.as_slice() {
            b"http-equiv" => got_pragma |= value == b"content-type",
            b"content" if found.is_none() => {
                if let Some(label) = content_charset(&value) {
                    found = Encoding::for_label(label);
                    needs_pragma = Some(true);
                }
            }
            b"charset" => {
                found = Encoding::for_label(&value);
                needs_pragma = Some(false);
            }
            _ => {}
        }
        seen.push(name);
    }
    if needs_pragma? && !got_pragma {
        return None;
    }
    let encoding = found?;
    if encoding == encoding_rs::UTF_16BE || encoding == encoding_rs::UTF_16LE {
        return Some(UTF_8);
    }
    if encoding == encoding_rs::X_USER_DEFINED {
        return Some(WINDOWS_1252);
    }
    Some(encoding)
}

/// The label in `text/html; charset=label`.
fn content_charset(value: &[u8]) -> Option<&[u8]> {
    let mut rest = value;
    loop {
        let at = rest.windows(7).position(|window| window.eq_ignore_ascii_case(b"charset"))?;
        rest = trim_start(&rest[at + 7..]);
        let Some(after) = rest.strip_prefix(b"=") else { continue };
        let label = trim_start(after);
        return match label.first()? {
            quote @ (b'"' | b'\'') => {
                let end = memchr::memchr(*quote, &label[1..])?;
                Some(&label[1..=end])
            }
            _ => {
                let ends = |b: &u8| b.is_ascii_whitespace() || *b == b';';
                Some(&label[..label.iter().position(ends).unwrap_or(label.len())])
            }
        };
    }
}

fn trim_start(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(bytes.len());
    &bytes[start..]
}

/// The attributes of a tag, names and values in lower case, up to its `>`: the standard's
/// [get an attribute](https://html.spec.whatwg.org/#concept-get-attributes-when-sniffing).
struct Attributes<'a> {
    rest: &'a [u8],
}

impl Iterator for Attributes<'_> {
    type Item = (Vec<u8>, Vec<u8>);

    fn next(&mut self) -> Option<Self::Item> {
        let skipped = |b: &u8| !(b.is_ascii_whitespace() || *b == b'/');
        let start = self.rest.iter().position(skipped)?;
        self.rest = &self.rest[start..];
        if self.rest.first() == Some(&b'>') {
            return None;
        }
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'=');
        // A leading `=` is part of the name.
        let length = self.rest[1..].iter().position(ends)? + 1;
        let (name, rest) = self.rest.split_at(length);
        let name = name.to_ascii_lowercase();
        self.rest = trim_start(rest);
        let Some(value) = self.rest.strip_prefix(b"=") else {
            return Some((name, Vec::new()));
        };
        let value = trim_start(value);
        let (value, rest) = match value.first()? {
            quote @ (b'"' | b'\'') => {
                let end = memchr::memchr(*quote, &value[1..])?;
                (&value[1..=end], &value[end + 2..])
            }
            _ => {
                let ends = |b: &u8| b.is_ascii_whitespace() || *b == b'>';
                value.split_at(value.iter().position(ends)?)
            }
        };
        self.rest = rest;
        Some((name, value.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        encoding(bytes, None).name()
    }

    #[test]
    fn meta_decides() {
        assert_eq!(name(b"<meta charset=iso-8859-2>"), "ISO-8859-2");
        assert_eq!(
            name(b"<META http-equiv='Content-Type' content='text/html; charset=\"koi8-r\"'>"),
            "KOI8-R"
        );
        assert_eq!(name(b"<!-- <meta charset=koi8-r> --><meta charset=big5>"), "Big5");
        assert_eq!(name(b"<!--><meta charset=koi8-r> --><meta charset=big5>"), "KOI8-R");
        assert_eq!(name(b"<a title='<meta charset=big5>'><meta charset=gb2312>"), "GBK");
        assert_eq!(name(b"<meta content='charset=koi8-r'>"), "UTF-8");
        assert_eq!(name(b"<meta charset=utf-16>\xe9"), "UTF-8");
    }

    #[test]
    fn byte_order_mark_then_hint_then_meta() {
        let page = b"\xef\xbb\xbf<meta charset=koi8-r>\xc3\xa9";
        assert_eq!(decode(page, Some(WINDOWS_1252)), "<meta charset=koi8-r>é");
        assert_eq!(
            decode(b"<meta charset=utf-8>\xe9", Some(WINDOWS_1252)),
            "<meta charset=utf-8>é"
        );
    }

    #[test]
    fn without_a_word_utf_8_is_seen() {
        assert_eq!(decode("é".as_bytes(), None), "é");
        assert_eq!(decode(b"\xe9", None), "é");
    }
}
