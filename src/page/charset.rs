//! Bytes to text, as the [HTML standard](https://html.spec.whatwg.org/#determining-the-character-encoding)
//! says: byte order mark, then the transport's charset, then what the page declares, then a guess.
//!
//! One thing the standard leaves to the reader's patience: a page that is not in the encoding that it
//! or its server declares. Bytes that are UTF-8 from one end to the other, and bytes that nowhere are,
//! can be told from those of any other encoding, so these two labels are not believed against the
//! bytes; browsers, which must show every page as every other browser does, show garble.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::prescan::declared;

/// Characters outside of ASCII past which bytes that are valid UTF-8 are in it, whatever they are
/// declared to be. One is enough against an encoding of one byte a character, where it would read as a
/// capital with a mark and a symbol; in one of two bytes, short texts can be both by chance.
const SURE_OF_UTF_8: usize = 8;

/// Decodes a page; what is malformed becomes U+FFFD.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    hint: Option<&'static Encoding>,
    domain: Option<&str>,
) -> Cow<'a, str> {
    // `Encoding::decode` puts a byte order mark before the encoding that it is given.
    encoding(bytes, hint, domain).decode(bytes).0
}

/// The encoding that a label names, as servers write it: `"utf-8"; boundary=x`.
pub(super) fn of_label(label: &str) -> Option<&'static Encoding> {
    let label = label.split(';').next().unwrap_or_default().trim();
    Encoding::for_label_no_replacement(label.trim_matches(['"', '\'']).as_bytes())
}

/// The encoding of a page. `domain` is the top-level domain that it comes from.
pub(super) fn encoding(
    bytes: &[u8],
    hint: Option<&'static Encoding>,
    domain: Option<&str>,
) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    // In UTF-16 every letter of a tag has a zero byte.
    let is_possible = |stated: &&Encoding| {
        ![UTF_16LE, UTF_16BE].contains(stated) || memchr::memchr(0, bytes).is_some()
    };
    match hint.filter(is_possible).or_else(|| declared(bytes)) {
        Some(stated) => believed(stated, bytes, domain),
        None if Utf8::of(bytes).is_likely() => UTF_8,
        None => guess(bytes, domain),
    }
}

/// What is declared, unless the bytes deny it.
fn believed(stated: &'static Encoding, bytes: &[u8], domain: Option<&str>) -> &'static Encoding {
    if !stated.is_ascii_compatible() {
        return stated;
    }
    let utf_8 = Utf8::of(bytes);
    if stated == UTF_8 {
        return if utf_8.is_likely() { stated } else { guess(bytes, domain) };
    }
    let sure = if stated.is_single_byte() { 1 } else { SURE_OF_UTF_8 };
    if utf_8.malformed == 0 && utf_8.characters >= sure { UTF_8 } else { stated }
}

/// The likeliest encoding other than UTF-8.
fn guess(bytes: &[u8], domain: Option<&str>) -> &'static Encoding {
    // Nothing here runs scripts, which is what ISO-2022-JP is dangerous for.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    // The detector panics on labels that are none. Those of other scripts have digits: `xn--p1ai`.
    let is_label =
        |domain: &&str| domain.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    detector.guess(domain.filter(is_label).map(str::as_bytes), Utf8Detection::Deny)
}

/// How far bytes are UTF-8.
#[derive(Debug, Clone, Copy)]
struct Utf8 {
    /// Well-formed characters outside of ASCII.
    characters: usize,
    /// Stretches of bytes that are none.
    malformed: usize,
}

impl Utf8 {
    fn of(bytes: &[u8]) -> Self {
        let mut found = Self { characters: 0, malformed: 0 };
        for chunk in bytes.utf8_chunks() {
            let continues = |byte: &u8| byte & 0xc0 == 0x80;
            let valid = chunk.valid().as_bytes();
            let others = valid.iter().filter(|byte| !byte.is_ascii()).count();
            found.characters += others - valid.iter().filter(|byte| continues(byte)).count();
            found.malformed += usize::from(!chunk.invalid().is_empty());
        }
        found
    }

    /// More of it is UTF-8 than is not: a page that is cut off, or has one bad comment in it.
    fn is_likely(self) -> bool {
        self.malformed == 0 || self.characters > self.malformed
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    const FRENCH: &str = "<p>L’été dernier, la marée est montée jusqu’à la jetée.";
    const RUSSIAN: &str = "<p>Прошлым летом вода поднялась до самого причала.";
    const CHINESE: &str = "<p>去年夏天,潮水一直涨到了码头,渔民们都很担心。";

    fn bytes(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn domains_of_other_scripts_tell_too() {
        let page = b"<p>\xf4\xef";
        assert_eq!(decode(page, None, Some("xn--p1ai")), decode(page, None, Some("ru")));
        assert_ne!(decode(page, None, None), decode(page, None, Some("ru")));
    }

    #[test]
    fn byte_order_mark_then_hint_then_meta() {
        let page = b"\xef\xbb\xbf<meta charset=koi8-r>\xc3\xa9";
        assert_eq!(decode(page, Some(WINDOWS_1252), None), "<meta charset=koi8-r>é");
        let page = b"<meta charset=koi8-r>\xe9";
        assert_eq!(decode(page, Some(WINDOWS_1252), None), "<meta charset=koi8-r>é");
        assert_eq!(decode(b"\xff\xfe<\0p\0", Some(UTF_8), None), "<p");
        assert_eq!(decode(b"\xfe\xff\0<\0p", None, None), "<p");
    }

    #[test]
    fn without_a_word_the_bytes_are_looked_at() {
        assert_eq!(decode(FRENCH.as_bytes(), None, None), FRENCH);
        for (encoding, text) in [
            (WINDOWS_1252, FRENCH),
            (WINDOWS_1251, RUSSIAN),
            (GBK, CHINESE),
            (SHIFT_JIS, "<p>去年の夏、潮は桟橋まで上がりました。"),
        ] {
            assert_eq!(decode(&bytes(encoding, text), None, None), text);
        }
    }

    #[test]
    fn the_domain_decides_where_the_bytes_do_not() {
        let of = |tld| encoding(b"<p>\xf4\xef", None, Some(tld)).name();
        assert_ne!(of("com"), of("gr"));
        assert_ne!(of("gr"), of("ru"));
        // No label that a host can have.
        assert_eq!(of("Ru"), of("com"));
    }

    #[test]
    fn a_label_that_the_bytes_deny_is_not_believed() {
        let latin = "<meta charset=iso-8859-1>".to_owned() + FRENCH;
        assert_eq!(decode(latin.as_bytes(), None, None), latin);
        assert_eq!(decode(FRENCH.as_bytes(), Some(WINDOWS_1251), None), FRENCH);
        assert_eq!(decode(CHINESE.as_bytes(), Some(GBK), None), CHINESE);
        let utf_8 = "<meta charset=utf-8>".to_owned() + FRENCH;
        assert_eq!(decode(&bytes(WINDOWS_1252, &utf_8), None, None), utf_8);
        assert_eq!(decode(&bytes(WINDOWS_1251, RUSSIAN), Some(UTF_8), None), RUSSIAN);
        let gb2312 = "<meta charset=gb2312><p>朱镕基";
        assert_eq!(decode(&bytes(GBK, gb2312), None, None), gb2312);
    }

    #[test]
    fn a_page_that_is_cut_short_is_still_what_it_says() {
        let cut = &FRENCH.as_bytes()[..FRENCH.find('é').unwrap() + 1 + 40];
        let cut = [cut, b"\xc3"].concat();
        assert_eq!(encoding(&cut, Some(UTF_8), None), UTF_8);
        assert_eq!(encoding(&cut, None, None), UTF_8);
    }
}
