//! Whether a text is written for programs: no page, though it may be full of sentences.

use serde::de::IgnoredAny;

/// Whether a text is JSON (a value, or one a line), a feed or a map of a site. What an interface answers
/// has sentences in it like an article, and in a feed the pages are those of other addresses.
pub(super) fn is_data(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_ascii_start();
    match text.as_bytes() {
        [b'{' | b'[', ..] => is_json(text),
        [b'<', ..] => is_feed(text),
        _ => false,
    }
}

/// Whether it is a JSON value, or some, or the beginning of one: crawlers cut what is too long for them.
fn is_json(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.all(|value| value.map_or_else(|error| error.is_eof(), |_| true))
}

/// As the MIME Sniffing standard tells a feed from a page that is labelled the same
/// ([by the first element](https://mimesniff.spec.whatwg.org/#sniffing-a-mislabeled-feed)). Besides
/// feeds, lists of them ([OPML](https://opml.org/spec2.opml)) and
/// [maps of sites](https://www.sitemaps.org/protocol.html).
fn is_feed(text: &str) -> bool {
    const ROOTS: [&str; 5] = ["rss", "feed", "opml", "urlset", "sitemapindex"];
    /// RDF is a feed if it says that it is RSS 1.0.
    const RDF: &str = "rdf";
    const RSS: &str = "http://purl.org/rss/1.0/";
    let mut rest = text;
    loop {
        let Some(markup) = rest.trim_ascii_start().strip_prefix('<') else { return false };
        let end = match markup.as_bytes() {
            [b'!', b'-', b'-', ..] => "-->",
            // A document type may declare entities.
            [b'!', ..] if markup.split('>').next().is_some_and(|said| said.contains('[')) => "]>",
            [b'!', ..] => ">",
            [b'?', ..] => "?>",
            _ => {
                let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
                let name = markup.split(ends_name).next().unwrap_or_default();
                // In `<atom:feed>` what is before the colon says whose the name is.
                let name = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
                let is_root = ROOTS.contains(&name.as_str());
                return is_root || (name == RDF && markup.contains(RSS));
            }
        };
        let Some((_, after)) = markup.split_once(end) else { return false };
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_told_from_pages() {
        for data in [
            r#"{"title": "La marée", "body": "<p>La mer est montée."}"#,
            "\u{feff} [1, 2]\n",
            "{\"a\":1}\n{\"a\":2}\n",
            "<?xml version='1.0'?><!-- a > b -->\n<rss version='2.0'><channel>",
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
            "<?xml version='1.0'?><urlset><url>",
            "<sitemapindex/>",
            "[{\"title\": \"La marée\"}, {\"title\": \"Le v",
            "<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>",
            "<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]><RSS>",
            "<!DOCTYPE opml><opml>",
        ] {
            assert!(is_data(data), "{data}");
        }
        for page in [
            "",
            "Une phrase.",
            "{{ title }} La marée",
            "[1] La marée, 2021.",
            "{\"a\":1}\n<p>La marée",
            "<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>",
            "<!-- rss --><p>La marée",
            "<!-- <rss>",
            "<?xml",
            "<!",
            "<",
            "<rdf:RDF><p>La marée",
            "<feedback>La marée",
            "<p><rss>",
            "<!DOCTYPE html><p>[rss]",
            "<!DOCTYPE html [<!ENTITY x 'y'>]><p>",
            "<svg:svg>",
        ] {
            assert!(!is_data(page), "{page}");
        }
        assert!(is_data(&"[".repeat(100_000)), "however deep");
    }
}
