//! The parser's inside, for tests and benches that hold it against html5ever's own.
//!
//! Not part of the public API: may change in any release. html5ever's tokenizer is not named here,
//! nor anywhere else in the crate: the tests bring it.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt::Write;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::attributes::is_formatting;
use super::boundary::Flow;
use super::rcdom::attribute_name;
use super::tokenizer::{Receiver, State, Tokenizer, Value};
use super::{Parsed, elements, parse};
use crate::document::{AttributeName, NodeId, NodeKind, Tag};

/// A page in the arena.
#[expect(missing_debug_implementations, reason = "a page is shown by `shape`")]
pub struct Tree(Parsed);

impl Tree {
    /// Parses a page as extraction does.
    #[must_use]
    pub fn parse(html: &str) -> Self {
        Self(parse(html))
    }

    /// Whether the guard held tags back.
    #[must_use]
    pub fn is_flattened(&self) -> bool {
        !self.0.degradations.is_empty()
    }

    /// Whether the elements that say something of the page are listed as they stand in the tree.
    #[must_use]
    pub fn is_listed_in_order(&self) -> bool {
        self.0.document.telling().eq(self.0.document.telling_by_walk())
    }

    /// Number of nodes.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.0.document.len()
    }

    /// The tree as text, to compare.
    #[must_use]
    pub fn shape(&self) -> String {
        let document = &self.0.document;
        let mut shape = Shape::rendered();
        // The chain of open nodes.
        let mut open = vec![NodeId::DOCUMENT];
        for node in document.descendants(NodeId::DOCUMENT).skip(1) {
            while open.last().copied() != document.parent(node) && open.pop().is_some() {
                shape.close();
            }
            match document.kind(node) {
                NodeKind::Text(span) => shape.text(document.text(span)),
                _ => {
                    shape.open(document.tag(node).name());
                    for (name, value) in document.attributes(node) {
                        shape.attribute(name.name(), value);
                    }
                    open.push(node);
                }
            }
        }
        (1..open.len()).for_each(|_| shape.close());
        shape.finish()
    }
}

/// Writes a tree as text: what the arena keeps, in one way whatever nodes text is split into.
#[derive(Debug, Default)]
pub struct Shape {
    out: String,
    text: String,
    attributes: Vec<String>,
    sorts_attributes: bool,
    /// White space that begins a line is left out, and what is drawn in `<svg>`.
    is_rendered: bool,
    /// Nothing that is seen has come since a block began or ended.
    is_line_start: bool,
    /// The open elements.
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    flow: Flow,
    is_preformatted: bool,
    /// Of the place before it.
    is_line_start: bool,
    /// Within `<svg>` or `<math>`, or one of these.
    is_foreign: bool,
    /// A foreign element of which nothing has been written but its tag, and where that is.
    empty: Option<usize>,
}

impl Shape {
    /// One that leaves out the white space that begins a line, and foreign elements without text, as the
    /// parser does where it can.
    #[must_use]
    pub fn rendered() -> Self {
        Self { is_rendered: true, ..Self::default() }
    }

    /// Goes into an element.
    pub fn open(&mut self, tag: &str) {
        self.end_node();
        let known = Tag::from_name(tag).unwrap_or(Tag::Other);
        let is_within = self.open.last().is_some_and(|outer| outer.is_preformatted);
        let is_drawn = known == Tag::Foreign
            || (known == Tag::Svg && self.open.last().is_some_and(|outer| outer.is_foreign));
        let flow = Flow::of(known);
        self.open.push(Open {
            flow,
            is_preformatted: is_within || known == Tag::Pre,
            is_line_start: self.is_line_start,
            is_foreign: matches!(known, Tag::Foreign | Tag::Math | Tag::Svg),
            empty: is_drawn.then_some(self.out.len()),
        });
        self.is_line_start = flow == Flow::Block || (self.is_line_start && !is_replaced(known));
        self.out.push_str("\n<");
        self.out.push_str(tag);
        // A formatting element that is opened again, or follows one with the same attributes, has the
        // other's in the arena, in the order of that one. They may be foreign: `<font>` in SVG.
        self.sorts_attributes = tag == "foreign" || is_formatting(&LocalName::from(tag));
    }

    /// An attribute of the element that was just opened, as far as the arena keeps it.
    pub fn attribute(&mut self, name: &str, value: &str) {
        let known = AttributeName::from_name(name);
        let value = known.map_or(value, |known| known.kept(value));
        self.attributes.push(format!(" {name}={value:?}"));
    }

    /// Leaves an element.
    pub fn close(&mut self) {
        self.end_node();
        let closed = self.open.pop();
        if let Some(start) = closed.as_ref().and_then(|closed| closed.empty) {
            if self.is_rendered {
                self.out.truncate(start);
                return;
            }
        }
        self.out.push_str("\n>");
        self.wrote();
        if let Some(closed) = closed {
            match closed.flow {
                Flow::Block => self.is_line_start = true,
                Flow::Unseen => self.is_line_start = closed.is_line_start,
                Flow::Inline => {}
            }
        }
    }

    /// Text, or more of it.
    pub fn text(&mut self, text: &str) {
        self.end_attributes();
        self.text.push_str(text);
    }

    fn end_node(&mut self) {
        self.end_attributes();
        let is_preformatted = self.open.last().is_some_and(|open| open.is_preformatted);
        let text = if self.is_rendered && self.is_line_start && !is_preformatted {
            self.text.trim_start_matches(['\t', '\n', '\x0c', '\r', ' '])
        } else {
            &self.text
        };
        let is_foreign = self.open.last().is_some_and(|open| open.is_foreign);
        let is_unseen = self.is_rendered && is_foreign && text.trim_ascii().is_empty();
        if !text.is_empty() && !is_unseen {
            // Writing to a string cannot fail.
            let _ = write!(self.out, "\n{text:?}");
            self.is_line_start = false;
            self.wrote();
        }
        self.text.clear();
    }

    /// Something was written within the element that is open.
    fn wrote(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.empty = None;
        }
    }

    fn end_attributes(&mut self) {
        if self.sorts_attributes {
            self.attributes.sort();
        }
        self.out.extend(self.attributes.drain(..));
    }

    /// The whole.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.end_node();
        self.out
    }
}

/// Whether an element stands in a line as if it were a letter.
fn is_replaced(tag: Tag) -> bool {
    use Tag::{Audio, Br, Canvas, Embed, Iframe, Img, Input, Object, Select, Svg, Textarea, Video};
    matches!(
        tag,
        Audio
            | Br
            | Canvas
            | Embed
            | Iframe
            | Img
            | Input
            | Object
            | Select
            | Svg
            | Textarea
            | Video
    )
}

/// The arena's name of an element.
#[must_use]
pub fn tag(name: &QualName) -> &'static str {
    elements::tag(name).name()
}

/// The name under which the arena keeps an attribute, if it keeps it.
#[must_use]
pub fn attribute(name: &QualName) -> Option<&'static str> {
    attribute_name(name).map(AttributeName::name)
}

/// Tokenizes a page into any sink, with all attributes and comments.
///
/// `start` is the state to start in, as html5lib names it, and the last start tag.
pub fn tokenize<S: TokenSink>(html: &str, sink: S, start: Option<(&str, &str)>) -> S {
    let tokenizer = Tokenizer::new(html, Everything { sink, attributes: RefCell::default() });
    let tokenizer = match start {
        None => tokenizer,
        Some((state, last_start_tag)) => {
            let state = match state {
                "RCDATA state" => State::Rcdata,
                "RAWTEXT state" => State::Rawtext,
                "Script data state" => State::ScriptData,
                "PLAINTEXT state" => State::Plaintext,
                "CDATA section state" => State::CdataSection,
                _ => State::Data,
            };
            tokenizer.with_state(state, LocalName::from(last_start_tag))
        }
    };
    tokenizer.run().sink
}

/// Puts all attributes into the token, as html5ever's tokenizer does.
struct Everything<S> {
    sink: S,
    attributes: RefCell<(Vec<Attribute>, HashSet<LocalName>)>,
}

impl<S: TokenSink> TokenSink for Everything<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        self.sink.process_token(token, line)
    }

    fn end(&self) {
        self.sink.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.sink.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl<S: TokenSink> Receiver for Everything<S> {
    const READS_COMMENTS: bool = true;

    fn begin_start_tag(&self, name: &str) -> LocalName {
        LocalName::from(name)
    }

    fn end_tag_name(&self, name: &str) -> LocalName {
        LocalName::from(name)
    }

    fn attribute(&self, name: &[u8], value: Value<'_>) {
        let (attributes, names) = &mut *self.attributes.borrow_mut();
        let name = LocalName::from(String::from_utf8_lossy(name));
        if names.insert(name.clone()) {
            let mut text = String::new();
            value.push_to(&mut text);
            let value = StrTendril::from(text);
            attributes.push(Attribute { name: QualName::new(None, ns!(), name), value });
        }
    }

    fn finish_attributes(&self) -> Vec<Attribute> {
        self.attributes.take().0
    }

    fn end_start_tag(&self) {
        self.attributes.take();
    }

    fn reads_raw_text(&self) -> bool {
        true
    }

    fn passes_over_space(&self, _bytes: usize) -> bool {
        false
    }

    fn passes_over_shapes(&self) -> bool {
        false
    }

    fn pass_over_shapes(&self, _shapes: usize) {}
}
