//! The article of a page that shows none, as the page tells it to programs: JSON-LD's `articleBody`, on
//! pages that a script would fill.

use once_cell::sync::Lazy;
use regex::Regex;

use crate::lexicon::words;
use crate::metadata::Head;

/// Words of an article: what is shorter may be a summary.
const WORDS: usize = 50;

/// Times the words that are shown and kept that an article has, if those are not it but the frame of a page: a
/// notice, a footer that stands out.
const TIMES: usize = 4;

/// The word F1 that such an article has on average: that of `articleBody` on the 41 evaluation pages that
/// have one of [`WORDS`] or more and a truth that is no list of snippets. Scores say nothing of it.
pub(crate) const CONFIDENCE: f32 = 0.82;

/// A tag, of those that articles are written with; `a < b` has none.
static TAG: Lazy<Option<Regex>> = Lazy::new(|| {
    let names = "a|b|blockquote|br|div|em|figure|h[1-6]|i|img|li|ol|p|section|span|strong|table|ul";
    Regex::new(&format!("(?i)</?(?:{names})(?:[ /][^<>]*)?>")).ok()
});

/// The article that the page tells, if it shows none. `kept` is how many words are kept of what it shows.
pub(crate) fn told(head: &Head, kept: usize) -> Option<&str> {
    let body = head.article_body()?;
    let wanted = WORDS.max(TIMES * kept);
    // Two words have a mark or space between them, or are ideographs of three bytes.
    let may_have = body.len() / 2 + 1 >= wanted;
    (may_have && words(body).nth(wanted - 1).is_some()).then_some(body)
}

/// The text as markup: that of its own, or a paragraph for each of its lines.
pub(crate) fn markup(body: &str) -> String {
    if TAG.as_ref().is_some_and(|tag| tag.is_match(body)) {
        return body.to_owned();
    }
    // Character references stay: many systems escape their text twice.
    let lines = body.lines().filter(|line| !line.trim_ascii().is_empty());
    lines.map(|line| format!("<p>{}</p>", line.replace('<', "&lt;"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs_and_markup_stays() {
        assert_eq!(
            markup("Un < deux\nTrois &amp; quatre"),
            "<p>Un &lt; deux</p><p>Trois &amp; quatre</p>"
        );
        assert_eq!(markup("<P>Un</P> deux"), "<P>Un</P> deux");
        assert_eq!(markup("\n \nUn\r\n\n"), "<p>Un</p>");
    }
}
