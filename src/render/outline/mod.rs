//! Kept blocks to a flat list of pieces: what HTML and Markdown are written from.
//!
//! A page's elements are reduced to the few that an article is made of. Structure (lists, quotes,
//! tables, figures) nests; within it stand *leaves* (paragraphs, headings, preformatted text), and
//! only within a leaf are there text, images and inline elements. Every leaf closes its inline
//! elements, so that a piece list is well-formed by construction however the page's own tags
//! overlap, and leaves never nest.
//!
//! Text is not copied: pieces hold ranges of the article's text, each byte of a kept block in
//! exactly one piece. That is why the formats cannot disagree.
//!
//! Cost: one pass over the runs of the kept blocks and over the containers around them.

mod code;
mod image;
mod inline;
mod structure;
mod table;
mod weave;

use crate::document::Tag;
use crate::work;
pub(crate) use weave::outline;

/// A range of bytes, of the article's text or of [`Outline::values`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Slice {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Slice {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The bytes of `text` that it names; nothing where it names none.
    pub(crate) fn of(self, text: &str) -> &str {
        work::steps(self.end.saturating_sub(self.start) as usize);
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// The structure of an article, as its text does not carry it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    pub(super) pieces: Vec<Piece>,
    pub(super) images: Vec<Image>,
    /// Attribute values, as the page gives them.
    pub(super) values: String,
    /// What is known of each kept block.
    pub(crate) facts: Vec<Fact>,
}

impl Outline {
    /// An attribute value.
    pub(crate) fn value(&self, slice: Slice) -> &str {
        slice.of(&self.values)
    }

    /// How many links and images there are: what has an address.
    pub(crate) fn links(&self) -> usize {
        let is_link = |piece: &&Piece| matches!(piece, Piece::Open(Element::Link(_)));
        self.pieces.iter().filter(is_link).count() + self.images.len()
    }
}

/// What structure says of a kept block.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fact {
    /// Lists around it.
    pub(crate) list_depth: u16,
    /// Language of its code, empty if unknown.
    pub(crate) language: Slice,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece {
    Open(Element),
    Close(Element),
    /// Text of the article, within a leaf.
    Text(Slice),
    /// A line break within a leaf.
    Break,
    /// An image within a leaf: index of [`Outline::images`].
    Image(u32),
    /// White space between an image and what stands beside it on the line, which the text has no part of.
    Space,
    /// A thematic break, between leaves.
    Rule,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Element {
    /// A leaf.
    Paragraph,
    /// The leaf that an item, cell or figure begins with, where that needs no element of its own.
    Plain,
    /// A leaf.
    Heading(u8),
    /// A leaf whose white space is the author's.
    Preformatted {
        is_code: bool,
        language: Slice,
    },
    List,
    OrderedList {
        start: i32,
        reversed: bool,
    },
    /// An item, with the number that it gives itself.
    Item {
        value: Option<i32>,
    },
    Definitions,
    Term,
    Description,
    Quote,
    Figure,
    FigureCaption,
    Table,
    TableCaption,
    TableHead,
    TableBody,
    TableFoot,
    Row,
    Cell {
        is_header: bool,
        colspan: u16,
        rowspan: u16,
    },
    /// A link, with its address as the page gives it.
    Link(Slice),
    /// An inline element, with the one attribute that counts for it: the title of an abbreviation,
    /// the moment of a `<time>`.
    Inline(Tag, Slice),
}

impl Element {
    /// Whether it holds text directly.
    pub(super) fn is_leaf(self) -> bool {
        matches!(self, Self::Paragraph | Self::Plain | Self::Heading(_) | Self::Preformatted { .. })
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::List | Self::OrderedList { .. })
    }
}

/// An image as the page gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Image {
    pub(super) source: Slice,
    pub(super) alternative: Slice,
    /// In CSS pixels, 0 where the page does not say.
    pub(super) width: u16,
    pub(super) height: u16,
}
