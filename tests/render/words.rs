//! The words of each format, as its reader reads them.

use epure::Article;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Checks that text, HTML and Markdown carry the same words in the same order.
pub(crate) fn check(article: &Article) -> Result<(), String> {
    let text = article.text();
    let expected: Vec<&str> = text.split_whitespace().collect();
    same("HTML", &expected, &html(article.html()), article.html())?;
    same("Markdown", &expected, &markdown(article.markdown()), article.markdown())
}

fn same(format: &str, expected: &[&str], text: &str, source: &str) -> Result<(), String> {
    let found: Vec<&str> = text.split_whitespace().collect();
    if found == expected {
        return Ok(());
    }
    let at = expected.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let some = |words: &[&str]| {
        words.iter().skip(at.saturating_sub(3)).take(9).copied().collect::<Vec<_>>().join(" ")
    };
    let near = expected.get(at).and_then(|word| source.find(*word)).unwrap_or(0);
    let excerpt: String = source[near..].chars().take(200).collect();
    Err(format!(
        "{format} differs at word {at}:\n  text: {}\n  {format}: {}\n  source: {excerpt:?}",
        some(expected),
        some(&found)
    ))
}

/// Parses HTML.
pub(crate) fn dom(html: &str) -> RcDom {
    parse_document(RcDom::default(), ParseOpts::default()).one(html)
}

/// All nodes below the document, in order, and whether each is entered or left.
pub(crate) fn walk(dom: &RcDom, mut visit: impl FnMut(&Handle, bool)) {
    let mut pending = vec![(dom.document.clone(), true)];
    while let Some((node, enters)) = pending.pop() {
        visit(&node, enters);
        if enters {
            pending.push((node.clone(), false));
            pending.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), true)));
        }
    }
}

/// Elements that stand within a line.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "time", "u", "var",
];

/// The text of HTML, parts of a line together and blocks apart.
pub(crate) fn html(html: &str) -> String {
    let mut text = String::new();
    walk(&dom(html), |node, enters| match &node.data {
        NodeData::Text { contents } if enters => text.push_str(&contents.borrow()),
        NodeData::Element { name, .. } if !INLINE.contains(&&*name.local) => text.push('\n'),
        _ => {}
    });
    text
}

/// What Markdown has of HTML within a line, beside line breaks.
pub(crate) const INLINE_TAGS: [&str; 10] = [
    "<sub>",
    "</sub>",
    "<sup>",
    "</sup>",
    "<strong>",
    "</strong>",
    "<em>",
    "</em>",
    "<del>",
    "</del>",
];

/// The text of Markdown, read with the extensions that are in use.
pub(crate) fn markdown(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut text = String::new();
    let mut images = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::InlineHtml(tag) if INLINE_TAGS.contains(&&*tag) => {}
            Event::InlineHtml(tag) if &*tag == "<br>" => text.push('\n'),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link,
            ) => {}
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => {
                text.push('\n');
            }
            other => text.push_str(&format!(" ?{other:?} ")),
        }
    }
    text
}

/// Whether a text holds what could begin a character reference.
pub(crate) fn may_hold_reference(text: &str) -> bool {
    let begins = |(at, _): (usize, &str)| {
        text[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphabetic())
    };
    text.match_indices('&').any(begins)
}
