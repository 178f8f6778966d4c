//! What the beginning of a page says of its encoding: in the first kilobyte to the letter of the standard, its
//! [prescan](https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding), and the
//! [XML declaration](https://html.spec.whatwg.org/#concept-get-xml-encoding-when-sniffing) where that
//! finds nothing; and in 16 KiB what browsers meet later.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

/// Bytes in which a page is searched for its `<meta charset>`.
const PRESCAN: usize = 1024;

/// Bytes in which it is looked for after that: browsers meet a late `<meta>` while they parse, and
/// [start over](https://html.spec.whatwg.org/#change-the-encoding). Those that matter stand in the
/// head, behind scripts and comments.
const LATE: usize = 16 << 10;

/// The encoding that the page declares.
pub(super) fn declared(page: &[u8]) -> Option<&'static Encoding> {
    if page.starts_with(b"<\0?\0x\0") {
        return Some(UTF_16LE);
    }
    if page.starts_with(b"\0<\0?\0x") {
        return Some(UTF_16BE);
    }
    let start = |bytes: usize| page.get(..bytes).unwrap_or(page);
    let early = scan(start(PRESCAN)).or_else(|| of_xml(start(PRESCAN)));
    early.or_else(|| scan(start(LATE)).filter(|_| page.len() > PRESCAN))
}

/// The first encoding that a `<meta>` in these bytes declares.
fn scan(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut scan = Scan { rest: bytes };
    loop {
        match scan.step() {
            Ok(None) => {}
            Ok(encoding) => return encoding,
            Err(OutOfBytes) => return None,
        }
    }
}

/// The bytes are at their end, in the middle of whatever; the standard then forgets what it has.
struct OutOfBytes;

/// Name and value, in lower case.
type Attribute = (Vec<u8>, Vec<u8>);

struct Scan<'a> {
    rest: &'a [u8],
}

impl<'a> Scan<'a> {
    /// Goes over one thing: a comment, a tag, a byte. Gives the encoding if it is a `<meta>` that
    /// declares one.
    fn step(&mut self) -> Result<Option<&'static Encoding>, OutOfBytes> {
        let start = memchr::memchr(b'<', self.rest).ok_or(OutOfBytes)?;
        self.skip(start);
        let rest = self.rest;
        if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment: its dashes are those of the start.
            let dashes = rest.get(2..).unwrap_or_default();
            let end = memmem::find(dashes, b"-->").ok_or(OutOfBytes)?;
            self.skip(2 + end + 3);
        } else if is_meta(rest) {
            self.skip(b"<meta".len());
            return self.meta();
        } else if is_tag(rest) {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
            self.skip(rest.iter().position(ends).ok_or(OutOfBytes)?);
            while self.attribute()?.is_some() {}
        } else if matches!(rest.get(1), Some(b'!' | b'/' | b'?')) {
            self.skip(memchr::memchr(b'>', rest).ok_or(OutOfBytes)?);
        } else {
            self.skip(1);
        }
        Ok(None)
    }

    /// The encoding that the `<meta>` declares whose attributes follow.
    fn meta(&mut self) -> Result<Option<&'static Encoding>, OutOfBytes> {
        // Of two attributes with the same name the first counts.
        let [mut has_pragma, mut has_content, mut has_charset] = [false; 3];
        let is_first = |has: &mut bool| !std::mem::replace(has, true);
        let mut got_pragma = false;
        let mut need_pragma = None;
        // The inner is what the label stands for, if it is one.
        let mut charset: Option<Option<&'static Encoding>> = None;
        while let Some((name, value)) = self.attribute()? {
            match name.as_slice() {
                b"http-equiv" if is_first(&mut has_pragma) => got_pragma = value == b"content-type",
                b"content" if is_first(&mut has_content) && charset.is_none() => {
                    let encoding = charset_of(&value).and_then(Encoding::for_label);
                    if encoding.is_some() {
                        charset = Some(encoding);
                        need_pragma = Some(true);
                    }
                }
                b"charset" if is_first(&mut has_charset) => {
                    charset = Some(Encoding::for_label(&value));
                    need_pragma = Some(false);
                }
                _ => {}
            }
        }
        let is_meant = need_pragma.is_some_and(|need| !need || got_pragma);
        Ok(charset.flatten().filter(|_| is_meant).map(readable))
    }

    /// [Get an attribute](https://html.spec.whatwg.org/#concept-get-attributes-when-sniffing): name and
    /// value in lower case, or nothing before the `>` of the tag.
    fn attribute(&mut self) -> Result<Option<Attribute>, OutOfBytes> {
        self.skip_while(|byte| byte.is_ascii_whitespace() || byte == b'/')?;
        if self.next()? == b'>' {
            return Ok(None);
        }
        // A leading `=` is part of the name.
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
        let after_first = self.rest.get(1..).unwrap_or_default();
        let name = self.take(1 + after_first.iter().position(ends).ok_or(OutOfBytes)?);
        self.skip_while(|byte| byte.is_ascii_whitespace())?;
        if self.next()? != b'=' {
            return Ok(Some((name, Vec::new())));
        }
        self.skip(1);
        self.skip_while(|byte| byte.is_ascii_whitespace())?;
        let value = match self.next()? {
            quote @ (b'"' | b'\'') => {
                self.skip(1);
                let value = self.take(memchr::memchr(quote, self.rest).ok_or(OutOfBytes)?);
                self.skip(1);
                value
            }
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                self.take(self.rest.iter().position(ends).ok_or(OutOfBytes)?)
            }
        };
        Ok(Some((name, value)))
    }

    fn next(&self) -> Result<u8, OutOfBytes> {
        self.rest.first().copied().ok_or(OutOfBytes)
    }

    fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    fn skip_while(&mut self, skipped: impl Fn(u8) -> bool) -> Result<(), OutOfBytes> {
        self.skip(self.rest.iter().position(|&byte| !skipped(byte)).ok_or(OutOfBytes)?);
        Ok(())
    }

    /// The next bytes, in lower case.
    fn take(&mut self, count: usize) -> Vec<u8> {
        let taken: &'a [u8] = self.rest.get(..count).unwrap_or_default();
        self.skip(count);
        taken.to_ascii_lowercase()
    }
}

fn is_meta(bytes: &[u8]) -> bool {
    bytes.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"<meta"))
        && bytes.get(5).is_some_and(|&byte| byte.is_ascii_whitespace() || byte == b'/')
}

fn is_tag(bytes: &[u8]) -> bool {
    let name = if bytes.get(1) == Some(&b'/') { bytes.get(2) } else { bytes.get(1) };
    name.is_some_and(u8::is_ascii_alphabetic)
}

/// A page whose declaration could be read is in none of the encodings that have no ASCII.
fn readable(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16BE || encoding == UTF_16LE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}

/// The label in `text/html; charset=label`, in lower case: [extracting a character encoding from a
/// meta element](https://html.spec.whatwg.org/#algorithm-for-extracting-a-character-encoding-from-a-meta-element).
fn charset_of(content: &[u8]) -> Option<&[u8]> {
    const CHARSET: &[u8] = b"charset";
    let mut rest = content;
    loop {
        rest = rest.get(memmem::find(rest, CHARSET)? + CHARSET.len()..)?;
        let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        return match value.first()? {
            quote @ (b'"' | b'\'') => {
                let value = value.get(1..)?;
                value.get(..memchr::memchr(*quote, value)?)
            }
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b';';
                value.get(..value.iter().position(ends).unwrap_or(value.len()))
            }
        };
    }
}

/// The encoding in `<?xml encoding="label"?>`.
fn of_xml(page: &[u8]) -> Option<&'static Encoding> {
    const ENCODING: &[u8] = b"encoding";
    let declaration = page.get(..memchr::memchr(b'>', page)?)?;
    if !declaration.starts_with(b"<?xml") {
        return None;
    }
    let after = declaration.get(memmem::find(declaration, ENCODING)? + ENCODING.len()..)?;
    let value = after_controls(after).strip_prefix(b"=")?;
    let (quote, value) = after_controls(value).split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let label = value.get(..memchr::memchr(*quote, value)?)?;
    if label.iter().any(|&byte| byte <= b' ') {
        return None;
    }
    Encoding::for_label(label).map(readable)
}

fn after_controls(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|&byte| byte > b' ').unwrap_or(bytes.len());
    bytes.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(page: &str) -> &'static str {
        declared(page.as_bytes()).map_or("", Encoding::name)
    }

    #[test]
    fn meta_declares() {
        assert_eq!(name("<meta charset=iso-8859-2>"), "ISO-8859-2");
        assert_eq!(
            name("<META http-equiv='Content-Type' content='text/html; charset=\"koi8-r\"'>"),
            "KOI8-R"
        );
        assert_eq!(name("<meta content='charset=big5' http-equiv=content-type>"), "Big5");
        assert_eq!(name("<meta content='charset=koi8-r'>"), "");
        assert_eq!(
            name("<meta http-equiv=content-type content='charset=nosuch' content='charset=big5'>"),
            ""
        );
        assert_eq!(
            name("<meta http-equiv=refresh http-equiv=content-type content='charset=big5'>"),
            ""
        );
        assert_eq!(name("<meta charset=utf-16>"), "UTF-8");
        assert_eq!(name("<meta charset=x-user-defined>"), "windows-1252");
        assert_eq!(
            name("<meta charset=nosuch content='charset=big5' http-equiv=content-type>"),
            ""
        );
        assert_eq!(name("<meta charset=nosuch><meta charset=big5>"), "Big5");
        assert_eq!(name("<meta charset=big5 charset=koi8-r>"), "Big5");
    }

    #[test]
    fn what_is_no_meta_is_passed_over() {
        assert_eq!(name("<!-- <meta charset=koi8-r> --><meta charset=big5>"), "Big5");
        assert_eq!(name("<!--><meta charset=koi8-r> --><meta charset=big5>"), "KOI8-R");
        assert_eq!(name("<a title='<meta charset=big5>'><meta charset=gb2312>"), "GBK");
        assert_eq!(name("<!doctype '><meta charset=big5>"), "Big5");
        assert_eq!(name("</a title='><meta charset=big5>"), "");
    }

    #[test]
    fn a_meta_that_is_cut_short_declares_nothing() {
        assert_eq!(name("<meta charset=big5"), "");
        assert_eq!(name("<meta charset='big5'"), "");
        let after = |bytes: usize| name(&format!("{}<meta charset=big5>", " ".repeat(bytes)));
        assert_eq!((after(1010), after(8000), after(20_000)), ("Big5", "Big5", ""));
    }

    #[test]
    fn xml_declares_where_no_meta_does() {
        assert_eq!(name("<?xml version='1.0' encoding = 'koi8-r'?><p>"), "KOI8-R");
        assert_eq!(name("<?xml encoding='koi8-r'?><meta charset=big5>"), "Big5");
        assert_eq!(name("<?xml encoding='koi8 r'?>"), "");
        assert_eq!(declared(b"<\0?\0x\0m\0"), Some(UTF_16LE));
    }
}
