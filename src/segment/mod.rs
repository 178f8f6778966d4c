//! Document to blocks: the page as a flat list of leaf text blocks, each with its chain of
//! containers.
//!
//! A *block* is the text between two block-level boundaries: a paragraph, a heading, a list item, a
//! cell, a caption. It is the unit that is measured, scored and kept or dropped. Boundaries are
//! where a browser would start a new line of its own accord (the block-level elements of the HTML
//! rendering section, 15.3), plus three cases that pages use in their place:
//!
//! * a `<br>` ends a block: old pages write `<br><br>` between paragraphs, and a byline on a line of
//!   its own above a paragraph;
//! * a block-level element that holds nothing but inline elements, such as
//!   `<div><a>Home</a><a>News</a></div>`, is a row of separate blocks;
//! * an element of a name that nobody knows is block-level outside of lines of text, if it holds
//!   elements alone or stands among such: pages of custom elements make blocks of them by style sheet.
//!
//! The idea of atomic text blocks is boilerpipe's (Kohlschütter, Fankhauser, Nejdl: *Boilerplate
//! Detection using Shallow Text Features*, WSDM 2010). Merging blocks further, up to one best
//! container as Readability does, caps what any later stage can reach: on wcxb-dev the best choice
//! of leaf blocks scores 0.98, the best single container 0.90.
//!
//! A formula (`<math>`) counts as text: its TeX, where the page gives it. Images and rules are noted
//! as [`Run`]s among the text, for rendering.
//!
//! Cost: one walk over the tree, linear in its size.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

mod elements;
mod fold;
mod formula;
mod hidden;
mod walk;

use std::ops::Range;

use crate::document::{NodeId, Tag};
use crate::work;
pub(crate) use hidden::Hidden;
pub use hidden::HiddenText;
pub(crate) use walk::{segment, segment_with};

/// The blocks of a page in reading order, and the elements that hold them.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// Elements with text that may count, in document order; the first is the body.
    pub(crate) containers: Vec<Container>,
    pub(crate) blocks: Vec<Block>,
    /// The folded text of all blocks; [`Block::text`] are ranges of it.
    pub(crate) text: String,
    /// Words that are no part of any block, being hidden within one that is shown.
    pub(crate) words_passed_over: usize,
    /// There were so many that short ones were joined.
    pub(crate) is_crowded: bool,
    /// Pieces of text, and what stands among them, in document order: what rendering needs beside
    /// the blocks.
    pub(crate) runs: Vec<Run>,
}

/// A piece of text in one element, or an image or rule among the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    /// Where it starts in [`Blocks::text`]. A piece of text ends where the next run starts, less
    /// the space between the two.
    pub(crate) start: u32,
    /// The innermost element around it.
    pub(crate) container: u32,
    /// The `<img>` or `<hr>`, [`NodeId::NONE`] for text.
    pub(crate) node: NodeId,
}

/// An element, as the chain of containers of the blocks within it.
#[derive(Debug, Clone)]
pub(crate) struct Container {
    pub(crate) node: NodeId,
    pub(crate) tag: Tag,
    /// Whether it starts and ends a line of its own.
    pub(crate) is_block: bool,
    /// Index of the parent container; the first container is its own parent.
    pub(crate) parent: u32,
    /// One past the index of the last container within this one.
    pub(crate) end: u32,
    /// The blocks within, as a range of [`Blocks::blocks`].
    pub(crate) first_block: u32,
    pub(crate) end_block: u32,
    /// Number of containers around this one.
    pub(crate) depth: u16,
    /// Number of containers directly in this one.
    pub(crate) children: u32,
}

impl Container {
    /// Whether its element says that it is of a page's frame, and not of its text.
    pub(crate) fn is_of_frame(&self) -> bool {
        matches!(self.tag, Tag::Aside | Tag::Footer | Tag::Form | Tag::Header | Tag::Nav)
    }

    /// Whether its element says that the text ends where it does.
    pub(crate) fn is_of_article(&self) -> bool {
        matches!(self.tag, Tag::Article | Tag::Main)
    }
}

/// What a block is, by the element that holds it.
///
/// ```
/// use epure::BlockKind;
///
/// assert_eq!(BlockKind::Heading(2).name(), "heading2");
/// assert_eq!(BlockKind::ListItem.name(), "list_item");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text, or any text that is none of the others.
    Paragraph,
    /// A heading, `<h1>` (1) to `<h6>` (6).
    Heading(u8),
    /// Text of a list item.
    ListItem,
    /// Text of a table cell.
    Cell,
    /// Preformatted text: line breaks and spaces are the author's.
    Preformatted,
    /// Text within a quotation.
    Quote,
    /// The caption of a figure or table.
    Caption,
    /// A term of a description list.
    Term,
    /// A description of a description list.
    Description,
    /// A button or the like.
    Control,
}

impl BlockKind {
    /// The kind in a word: `paragraph`, `heading2`, `list_item`.
    ///
    /// ```
    /// assert_eq!(epure::BlockKind::Heading(2).name(), "heading2");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading(1) => "heading1",
            Self::Heading(2) => "heading2",
            Self::Heading(3) => "heading3",
            Self::Heading(4) => "heading4",
            Self::Heading(5) => "heading5",
            Self::Heading(_) => "heading6",
            Self::ListItem => "list_item",
            Self::Cell => "cell",
            Self::Preformatted => "preformatted",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Term => "term",
            Self::Description => "description",
            Self::Control => "control",
        }
    }
}

/// A leaf text block. Lengths are in characters other than white space.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// Nearest block-level element.
    pub(crate) container: u32,
    /// The innermost element around the whole block.
    pub(crate) origin: u32,
    /// Bytes of [`Blocks::text`].
    pub(crate) text: Range<u32>,
    pub(crate) length: u32,
    pub(crate) linked: u32,
    pub(crate) in_button: u32,
    pub(crate) bold: u32,
    pub(crate) code: u32,
    /// Links that start in the block.
    pub(crate) links: u32,
    /// Inline elements that start in the block.
    pub(crate) inline_elements: u32,
    /// The block ended at a `<br>`, and the next one goes on in the same element.
    pub(crate) ends_at_break: bool,
    /// An empty line follows that `<br>`: the end of a paragraph, as old pages write it.
    pub(crate) ends_at_blank_line: bool,
    pub(crate) hidden: Hidden,
    /// What it is made of: a range of [`Blocks::runs`].
    pub(crate) runs: Range<u32>,
}

impl Blocks {
    /// The text of a block.
    pub(crate) fn text_of(&self, block: &Block) -> &str {
        work::steps(block.text.len());
        &self.text[block.text.start as usize..block.text.end as usize]
    }

    /// Whether two blocks follow each other in one element with nothing between them but blocks of
    /// that same element.
    pub(crate) fn is_uninterrupted(&self, before: usize, after: usize) -> bool {
        work::steps(after - before);
        let container = self.blocks[after].container;
        self.blocks[before..after].iter().all(|block| block.container == container)
    }

    /// Whether two such blocks stand on one line: labels in a row.
    pub(crate) fn are_on_one_line(&self, before: usize, after: usize) -> bool {
        let block = &self.blocks[before];
        !block.ends_at_break
            && block.kind != BlockKind::Preformatted
            && self.is_uninterrupted(before, after)
    }

    /// The container around a container; the outermost is its own.
    pub(crate) fn parent(&self, container: u32) -> u32 {
        work::steps(1);
        self.containers[container as usize].parent
    }

    /// A container and those around it, from the inside out.
    pub(crate) fn ancestors(&self, container: u32) -> impl Iterator<Item = &Container> + '_ {
        self.ancestors_with_index(container).map(|(_, container)| container)
    }

    /// Likewise, each with its index.
    pub(crate) fn ancestors_with_index(
        &self,
        container: u32,
    ) -> impl Iterator<Item = (u32, &Container)> + '_ {
        let mut next = Some(container);
        std::iter::from_fn(move || {
            work::steps(1);
            let at = next?;
            let container = &self.containers[at as usize];
            next = (container.parent != at).then_some(container.parent);
            Some((at, container))
        })
    }
}
