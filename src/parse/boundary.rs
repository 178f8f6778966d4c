//! White space that nobody sees: what stands between the tags of blocks, a third of all text tokens
//! of a page. It is not sent to the tree builder, which would make a node of each.
//!
//! White space that begins a line is not rendered ([CSS 2.2, §16.6.1]), and blocks begin lines. So what
//! may be left out is white space alone, right after a tag that began or ended a block, before the
//! page's first `<pre>`. To the tree builder the token would mean three things more:
//!
//! * it opens formatting elements again that wait for it (`<p><b></p> `). The tree builder does not
//!   tell whether any waits, but it reports an error wherever one may have come to: as long as each
//!   formatting element was opened and closed without, none does;
//! * the tag before may have meant nothing (`a</div> <b>`). That is an error too;
//! * text that a table has no place for is moved out of it, the white space next to it as well
//!   (`<table> <!doctype>a`), and stands after the rows if there is a template and no table
//!   (`<template><tr><td></td>a</tr> <tr>`). So what comes next must be a tag or a comment, and the
//!   page may have had no template.
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
    /// Whether white space here makes no difference, if there was no `<pre>` or `<template>` before.
    pub(super) fn hides_space(&self) -> bool {
        self.is_line_start.get() && !self.may_wait.get()
    }

    /// Text was passed on.
    pub(super) fn text(&self) {
        self.is_line_start.set(false);
    }

    /// A tag was passed on, and whether the tree builder reported an error.
    pub(super) fn tag(&self, taken: Taken, is_error: bool) {
        let formatting = self.formatting.get();
        if is_error {
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
    use super::*;
    use crate::document::{NodeId, NodeKind};
    use crate::parse::parse;

    /// The pieces of text of a page.
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
    fn what_may_stand_in_a_line_parts_none() {
        // The HTML standard's phrasing content (3.2.5.2.5), save what is not shown.
        let names = "a abbr area audio b bdi bdo br canvas cite code data datalist del dfn em embed i iframe \
            img input ins kbd label map mark math meter object output picture progress q ruby s samp select \
            slot small span strong sub sup svg textarea time u var video wbr";
        for name in names.split_ascii_whitespace() {
            let tag = Tag::from_name(name).unwrap_or(Tag::Other);
            assert_eq!(Flow::of(tag), Flow::Inline, "{name}");
        }
    }

    #[test]
    fn white_space_weighs_the_same_stored_or_not() {
        let row = |element: &str| format!("<{element}>\n      <i>x</i></{element}>");
        let weight = |element: &str| parse(&row(element).repeat(50)).document.weight();
        assert_eq!(weight("div"), weight("big"));
    }

    #[test]
    fn an_error_is_forgotten_once_no_formatting_is_open() {
        // The guard looks at the tree builder's stacks within the first 64 of these 400 tags.
        let rows = "<div>\n<i>x</i></div>\n".repeat(200);
        let page = format!("<div><b>a</div>\n<p>b</b></p>{rows}");
        let texts = texts(&page);
        let spaces = texts.iter().filter(|text| text.trim().is_empty()).count();
        assert!((1..=64).contains(&spaces), "{spaces} of 400");
    }
}
