//! Addresses of links and images: made absolute, and only of schemes that do no harm.
//!
//! What a page writes is judged after it is read as a browser reads it (tabs and line breaks taken
//! out, control characters and spaces cut off at the ends, scheme in any case), and only schemes on
//! the list pass; whatever is not understood is left out.
#![expect(
    clippy::indexing_slicing,
    reason = "the table has an entry for each byte, and the host has been seen not to be empty"
)]

use std::borrow::Cow;

use url::Url;

use crate::address::{self, is_web};
use crate::document::Document;

/// Bytes of an image embedded in the page (`data:`) past which it is left out.
pub(crate) const LARGEST_EMBEDDED: usize = 32 << 10;

/// Bytes of an embedded image up to which it can hardly be more than a blank one.
const SMALLEST_EMBEDDED: usize = 512;

/// Bytes of a base address past which it is not used.
const LONGEST_BASE: usize = 2048;

/// Times the page's text that a base may take, repeated in each link, and bytes that it may take in any
/// case. 2,000 links on a page of 300 KB, at an address of 100 bytes, take two thirds of its text.
const BASES: usize = 4;
const FEW_BYTES: usize = 64 << 10;

/// Schemes of links.
const LINK_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Types of images that may be embedded. SVG is not among them: it can hold scripts.
const EMBEDDED_TYPES: [&str; 6] = ["png", "jpeg", "jpg", "gif", "webp", "avif"];

/// What relative addresses are relative to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Base {
    url: Option<Url>,
}

impl Base {
    /// The base of a page: its `<base href>`, seen from the page's own address if that is known.
    pub(crate) fn of(document: &Document, url: Option<&str>) -> Self {
        let url = address::base(url, document.base_address());
        Self { url: url.filter(|url| url.as_str().len() <= LONGEST_BASE) }
    }

    /// The base for so many links on a page of so many bytes: none where it would take more than the page
    /// itself many times over. They stay relative then.
    pub(crate) fn for_links(self, links: usize, bytes: usize) -> Self {
        let room = (BASES * bytes).max(FEW_BYTES);
        Self { url: self.url.filter(|url| links.saturating_mul(url.as_str().len()) <= room) }
    }

    /// The address of a link as it is written out, or nothing if it is not fit to be followed.
    pub(crate) fn link<'a>(&self, address: &'a str) -> Option<Cow<'a, str>> {
        let address = clean(address);
        match scheme(&address) {
            Some(scheme) => {
                let is_known = LINK_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
                if is_known { absolute(address) } else { None }
            }
            None => self.resolve(address),
        }
    }

    /// Likewise for an image.
    pub(crate) fn image<'a>(&self, address: &'a str) -> Option<Cow<'a, str>> {
        let address = clean(address);
        match scheme(&address) {
            Some(scheme) if is_web_scheme(scheme) => absolute(address),
            Some(_) => is_embedded_image(&address).then_some(address),
            None => self.resolve(address),
        }
    }

    /// Makes a relative address absolute, if the base is known.
    fn resolve<'a>(&self, address: Cow<'a, str>) -> Option<Cow<'a, str>> {
        if address.is_empty() {
            return None;
        }
        let Some(base) = &self.url else { return Some(relative(address)) };
        if is_plain(&address) && !has_dots(&address) {
            // The cases that need no parser, which are nearly all.
            let bytes = address.as_bytes();
            match (bytes[0], bytes.get(1)) {
                (b'/', Some(b'/')) => {}
                (b'/', _) => return Some(format!("{}{address}", origin(base)).into()),
                (b'#', _) => {
                    let page = base.as_str().split('#').next().unwrap_or_default();
                    return Some(format!("{page}{address}").into());
                }
                _ => {}
            }
        }
        let url = base.join(&address).ok().filter(is_web)?;
        Some(String::from(url).into())
    }
}

/// Whether an address could be one of an image, before it is resolved: `https://exa mple.org/` leads
/// nowhere, whatever the base is.
pub(crate) fn is_image(address: &str) -> bool {
    let address = clean(address);
    match scheme(&address) {
        Some(scheme) if is_web_scheme(scheme) => absolute(address).is_some(),
        Some(_) => false,
        None if address.starts_with("//") => Url::parse(&format!("https:{address}")).is_ok(),
        None => true,
    }
}

/// Whether an address is a small raster image itself, and more than a blank one.
pub(crate) fn is_embedded_image(address: &str) -> bool {
    let Some((header, data)) = address.trim().split_once(',') else { return false };
    let kind = header
        .get(..5)
        .filter(|prefix| prefix.eq_ignore_ascii_case("data:"))
        .and_then(|_| header[5..].strip_suffix(";base64"));
    let Some((main, raster)) = kind.and_then(|kind| kind.split_once('/')) else { return false };
    main.eq_ignore_ascii_case("image")
        && EMBEDDED_TYPES.iter().any(|known| raster.eq_ignore_ascii_case(known))
        && (SMALLEST_EMBEDDED..LARGEST_EMBEDDED).contains(&data.len())
        && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}

fn is_web_scheme(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// Scheme, host and port, as a prefix of paths.
fn origin(base: &Url) -> &str {
    &base[..url::Position::BeforePath]
}

/// An address as a browser reads it, before it looks at the parts.
fn clean(address: &str) -> Cow<'_, str> {
    let address = address.trim_matches(|c: char| c <= ' ');
    if memchr::memchr3(b'\t', b'\n', b'\r', address.as_bytes()).is_some() {
        return address.replace(['\t', '\n', '\r'], "").into();
    }
    address.into()
}

/// The scheme of a clean address, if it has one.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let starts = scheme.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    (starts && scheme.bytes().all(is_part)).then_some(scheme)
}

/// An address with a scheme from the list.
fn absolute(address: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let after = |scheme: &str| &address[scheme.len() + 1..];
    let begins_host = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let has_host = |scheme| after(scheme).strip_prefix("//").is_some_and(begins_host);
    let scheme = scheme(&address)?;
    let is_web = is_web_scheme(scheme);
    if !is_web && after(scheme).is_empty() {
        return None;
    }
    if is_plain(&address) && (!is_web || has_host(scheme)) {
        return Some(address);
    }
    Some(String::from(Url::parse(&address).ok()?).into())
}

/// A relative address without a base: what could be misread is percent-encoded, and a first segment
/// that could pass for a scheme once entities in it are decoded again is marked as a path.
fn relative(address: Cow<'_, str>) -> Cow<'_, str> {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_odd = first.contains([':', '&', '%', '\\']);
    if is_plain(&address) && !is_odd {
        return address;
    }
    let mut out = String::from(if is_odd { "./" } else { "" });
    for character in address.chars() {
        if character.is_ascii() && !is_plain_byte(character as u8) {
            out.push_str(&format!("%{:02X}", character as u32));
        } else {
            out.push(character);
        }
    }
    out.into()
}

/// Whether an address is made of characters that stand for themselves.
fn is_plain(address: &str) -> bool {
    address.bytes().all(is_plain_byte)
}

fn is_plain_byte(byte: u8) -> bool {
    PLAIN[usize::from(byte)]
}

const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'"' | b'<' | b'>' | b'[' | b'\\' | b']' | b'^' | b'`' | b'{' | b'|' | b'}' | b'\''
            );
        at += 1;
    }
    table
};

/// Whether a path may have `.` and `..` segments, or hide them.
fn has_dots(address: &str) -> bool {
    address.contains("/.") || address.contains("/%2")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn base(url: &str) -> Base {
        Base { url: Some(Url::parse(url).unwrap()) }
    }

    #[test]
    fn relative_addresses_become_absolute() {
        let base = base("https://example.org/a/b?c#d");
        for (address, expected) in [
            ("x.html", "https://example.org/a/x.html"),
            ("/x?y=1&z", "https://example.org/x?y=1&z"),
            ("/a/../x", "https://example.org/x"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("#e", "https://example.org/a/b?c#e"),
            ("?q", "https://example.org/a/b?q"),
            ("/é x", "https://example.org/%C3%A9%20x"),
            (" ht\ntps://other.example/x ", "https://other.example/x"),
            ("HTTPS:\\\\other.example\\x", "https://other.example/x"),
            ("mailto:a@example.org?subject=b c", "mailto:a@example.org?subject=b%20c"),
            ("tel:+331234", "tel:+331234"),
            ("https:///other.example/x", "https://other.example/x"),
        ] {
            assert_eq!(base.link(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn without_a_base_they_stay() {
        let none = Base::default();
        assert_eq!(none.link("x y.html").as_deref(), Some("x%20y.html"));
        assert_eq!(
            none.link("javascript&#58;alert(1)").as_deref(),
            Some("./javascript&#58;alert(1)")
        );
        assert_eq!(none.link("//a/b").as_deref(), Some("//a/b"));
        assert_eq!(none.link(""), None);
    }

    #[test]
    fn schemes_are_known_or_left_out() {
        for base in [Base::default(), base("https://example.org/")] {
            for address in [
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " \u{1}javascript:alert(1)",
                "java\tscr\nipt\r:alert(1)",
                "vbscript:x",
                "data:text/html,<script>alert(1)</script>",
                "file:///etc/passwd",
                "blob:https://example.org/x",
                "view-source:javascript:x",
                "http://[",
                "http://",
                "mailto:",
                "https://exa mple.org/a.png",
            ] {
                assert_eq!(base.link(address), None, "{address:?}");
                assert_eq!(base.image(address), None, "{address:?}");
            }
            assert_eq!(base.image("mailto:a@b"), None);
        }
    }

    #[test]
    fn an_image_that_is_taken_has_an_address() {
        for address in ["https://exa mple.org/a.png", "//[/a.png", "http:", "mailto:a@b", "data:,"]
        {
            assert!(!is_image(address), "{address}");
        }
        for address in ["/a b.png", "a.png", "//cdn.example/a.png", "HTTPS://example.org/é.png"] {
            assert!(is_image(address), "{address}");
            assert!(base("https://example.org/").image(address).is_some(), "{address}");
        }
    }

    #[test]
    fn only_small_raster_images_are_embedded() {
        let picture = |kind: &str, bytes| format!("data:{kind};base64,{}", "A".repeat(bytes));
        assert!(is_embedded_image(&picture("image/png", 1000)));
        assert!(!is_embedded_image(&picture("image/png", 40)));
        assert!(!is_embedded_image(&picture("image/png", 100_000)));
        assert!(!is_embedded_image(&picture("image/svg+xml", 1000)));
        assert!(!is_embedded_image(&picture("image/png;x=\"", 1000)));
        assert!(!is_embedded_image(&format!("{}\"", picture("image/png", 1000))));
    }

    #[test]
    fn the_base_is_stated_or_the_page() {
        let of = |html: &str, url| Base::of(&parse(html).document, url).url.map(String::from);
        assert_eq!(of("<p>", Some("https://a.example/b")).as_deref(), Some("https://a.example/b"));
        assert_eq!(
            of("<base href=/c/><p>", Some("https://a.example/b")).as_deref(),
            Some("https://a.example/c/")
        );
        assert_eq!(of("<base href=//d.example><p>", None), None);
        assert_eq!(
            of("<base href=javascript:x><p>", Some("https://a.example/")).as_deref(),
            Some("https://a.example/")
        );
    }
}
