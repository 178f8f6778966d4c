//! White space that nobody sees: what stands between the tags of blocks, a third of all text tokens
//! of a page. It is not sent to the tree builder, which would make a node of each.
//!
//! White space that begins a line is not rendered ([CSS 2.2, §16.6.1]), and blocks begin lines. So what
//! may be left out is white space alone, right after a tag that began or ended a block, outside of
//! `<pre>`. To the tree builder the token would mean two things more:
//!
//! * it opens formatting elements again that wait for it (`<p><b></p> `). The tree builder does not
//!   tell whether any waits, but it reports an error wherever one may have come to: as long as each
//!   formatting element was opened and closed without, none does;
//! * the tag before may have meant nothing (`a</div> <b>`). That is an error too.
//!
//! [CSS 2.2, §16.6.1]: https://www.w3.org/TR/CSS22/text.html#white-space-model

use std::cell::Cell;

use html5ever::tokenizer::TagKind;

use crate::document::Tag;

/// What an element does to the line that text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Begins another one, before and after.
    Block,
    /// Nothing: it is not rendered.
    Unseen,
    /// May stand within.
    Inline,
}

impl Flow {
    pub(super) fn of(tag: Tag) -> Self {
        match tag {
            Tag::Head => Self::Block,
            Tag::Base | Tag::Link | Tag::Meta | Tag::Script | Tag::Style | Tag::Title => {
                Self::Unseen
            }
            _ if tag.is_block_level() => Self::Block,
            _ => Self::Inline,
        }
    }
}

/// A tag that the tree builder has taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    pub(super) kind: TagKind,
    pub(super) tag: Tag,
    pub(super) flow: Flow,
    pub(super) is_formatting: bool,
    /// The tree builder reported an error.
    pub(super) is_error: bool,
}

/// What is known of the place where the next token goes.
#[derive(Debug, Default)]
pub(super) struct Boundary {
    /// Nothing has come since a block began or ended.
    is_line_start: Cell<bool>,
    /// Formatting elements that are open, none of them waiting.
    formatting: Cell<u32>,
    /// Some formatting element may wait to be opened again.
    may_wait: Cell<bool>,
}

impl Boundary {
    /// Whether white space here makes no difference, if no `<pre>` is open.
    pub(super) fn hides_space(&self) -> bool {
        self.is_line_start.get() && !self.may_wait.get()
    }

    /// Text was passed on.
    pub(super) fn text(&self) {
        self.is_line_start.set(false);
    }

    pub(super) fn tag(&self, taken: Taken) {
        let formatting = self.formatting.get();
        if taken.is_error {
            self.may_wait.set(self.may_wait.get() || taken.is_formatting || formatting > 0);
            self.is_line_start.set(false);
            return;
        }
        match (taken.is_formatting, taken.kind) {
            (false, _) => {}
            (true, TagKind::StartTag) => self.formatting.set(formatting + 1),
            (true, TagKind::EndTag) => self.formatting.set(formatting.saturating_sub(1)),
        }
        match taken.flow {
            // What comes after `</body>` goes into it all the same.
            Flow::Block if taken.kind == TagKind::EndTag && is_left_open(taken.tag) => {}
            Flow::Block => self.is_line_start.set(true),
            Flow::Unseen => {}
            Flow::Inline => self.is_line_start.set(false),
        }
    }

    /// No formatting element is open or waits.
    pub(super) fn no_formatting(&self) {
        self.formatting.set(0);
        self.may_wait.set(false);
    }
}

/// Elements that their end tags leave open.
fn is_left_open(tag: Tag) -> bool {
    matches!(tag, Tag::Body | Tag::Html)
}

#[cfg(test)]
mod tests {
    use crate::document::{NodeId, NodeKind};
    use crate::parse::parse;

    /// The pieces of text of a page's body.
    fn texts(page: &str) -> Vec<String> {
        let document = parse(page).document;
        document
            .descendants(document.html().unwrap_or(NodeId::DOCUMENT))
            .filter_map(|node| match document.kind(node) {
                NodeKind::Text(span) => Some(document.text(span).to_owned()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn white_space_between_blocks_is_not_stored() {
        let page = "<!doctype html>\n<html>\n<head>\n<meta charset=utf-8>\n<title>t</title>\n\
            <script>s</script>\n</head>\n<body>\n<!-- c -->\n<ul>\r\n<li>\n<a href=x><p>a</p>\n</a></li>\n\t\
            <li>b</li>\n</ul>\n</body>\n</html>\n";
        assert_eq!(texts(page), ["t", "a", "b", "\n"], "what ends the page is sent");
    }

    #[test]
    fn white_space_that_may_be_seen_is_stored() {
        for (page, expected) in [
            ("<p>a <b>b</b> <i>c</i> ", &["a ", "b", " ", "c", " "][..]),
            ("<span> <b>a</b></span>", &[" ", "a"]),
            ("<pre><div>a</div>\n<div>b</div></pre>", &["a", "\n", "b"]),
            ("<listing>\n<div>a</div>\n<div>b</div></listing>", &["a", "\n", "b"]),
            // The end tag ends nothing.
            ("<p>a<b>b</b></div> <i>c</i>", &["a", "b", " ", "c"]),
            ("a</body> <b>b</b>", &["a ", "b"]),
            // `<b>` is opened again, by the white space.
            ("<p><b>a</p> <p>b", &["a", " ", "b"]),
            ("<div>&lt; <b>a</b></div>", &["< ", "a"]),
            ("a<script>s</script> <b>b</b>", &["a", " ", "b"]),
            ("<svg><section> <g>", &[" "]),
        ] {
            assert_eq!(texts(page), expected, "{page}");
        }
    }

    #[test]
    fn an_error_is_forgotten_once_no_formatting_is_open() {
        let rows = "<div>\n<i>x</i></div>\n".repeat(200);
        let page = format!("<div><b>a</div>\n<p>b</b></p>{rows}");
        let spaces = texts(&page).iter().filter(|text| text.trim().is_empty()).count();
        assert!((1..150).contains(&spaces), "{spaces} of 400");
    }
}
