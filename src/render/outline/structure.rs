//! Structure around leaves: which of the page's elements become lists, quotes, tables and figures,
//! and what is opened where the page leaves it out.
//!
//! Each element stands only where HTML allows it: an item in a list, a cell in a row. What stands
//! elsewhere is passed through, and text directly in a list or table gets the item or cell that it
//! lacks; so the output parses to the tree that it was written from.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::table::{holds_data, span};
use super::{Element, Piece};
use crate::document::{AttributeName, Document, NodeId, Tag};
use crate::segment::Blocks;

/// Structures within structures past which no further ones are opened: with leaf and inline elements
/// this stays far below the 512 levels at which browsers, and our own parser, flatten.
const MAX_DEPTH: usize = 128;

/// The structures that the walk is in, from the outside in.
#[derive(Debug, Default)]
pub(super) struct Structures {
    open: Vec<Structure>,
}

#[derive(Debug)]
struct Structure {
    element: Element,
    container: u32,
    /// The first container within that is not accounted for: where to look for empty cells.
    next: u32,
    has_leaf: bool,
    /// The page does not have it.
    is_implied: bool,
}

impl Structures {
    pub(super) fn innermost(&self) -> Option<Element> {
        self.open.last().map(|structure| structure.element)
    }

    /// Number of lists around.
    pub(super) fn list_depth(&self) -> u16 {
        self.open.iter().filter(|structure| structure.element.is_list()).count() as u16
    }

    /// Closes an implied item, cell or description if the page now gives a real one of its rank.
    /// `is_own` says that the implied one was opened in the very element that holds the new one.
    pub(super) fn gives_way(&self, tag: Tag) -> bool {
        let implied = self.open.last().filter(|structure| structure.is_implied);
        match implied.map(|structure| structure.element) {
            Some(Element::Item { .. }) => tag == Tag::Li,
            Some(Element::Description) => matches!(tag, Tag::Dt | Tag::Dd),
            Some(Element::Cell { .. } | Element::Row) => matches!(
                tag,
                Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption
            ),
            _ => false,
        }
    }

    /// What a block-level element is, standing where it stands; nothing if it is passed through.
    pub(super) fn element(
        &self,
        document: &Document,
        blocks: &Blocks,
        container: u32,
    ) -> Option<Element> {
        if self.open.len() >= MAX_DEPTH {
            return None;
        }
        let container_ = &blocks.containers[container as usize];
        let node = container_.node;
        let innermost = self.innermost();
        let in_list = innermost.is_some_and(Element::is_list);
        let in_table = innermost == Some(Element::Table);
        let in_rows = in_table
            || matches!(
                innermost,
                Some(Element::TableHead | Element::TableBody | Element::TableFoot)
            );
        let in_definitions = innermost == Some(Element::Definitions);
        match container_.tag {
            Tag::Ul | Tag::Menu | Tag::Dir => Some(Element::List),
            Tag::Ol => Some(ordered_list(document, node)),
            Tag::Li if in_list => Some(Element::Item { value: number(document, node) }),
            Tag::Dl => Some(Element::Definitions),
            Tag::Dt if in_definitions => Some(Element::Term),
            Tag::Dd if in_definitions => Some(Element::Description),
            Tag::Blockquote => Some(Element::Quote),
            Tag::Figure => Some(Element::Figure),
            Tag::Figcaption if innermost == Some(Element::Figure) => Some(Element::FigureCaption),
            Tag::Table if holds_data(document, blocks, container) => Some(Element::Table),
            Tag::Caption if in_table => Some(Element::TableCaption),
            Tag::Thead if in_table => Some(Element::TableHead),
            Tag::Tbody if in_table => Some(Element::TableBody),
            Tag::Tfoot if in_table => Some(Element::TableFoot),
            Tag::Tr if in_rows => Some(Element::Row),
            tag @ (Tag::Td | Tag::Th) if innermost == Some(Element::Row) => {
                Some(cell(document, node, tag))
            }
            _ => None,
        }
    }

    /// Opens a structure; returns how many were opened, with those implied.
    pub(super) fn enter(
        &mut self,
        document: &Document,
        blocks: &Blocks,
        element: Element,
        container: u32,
        pieces: &mut Vec<Piece>,
    ) -> u8 {
        let is_part = matches!(
            element,
            Element::Item { .. }
                | Element::Term
                | Element::Description
                | Element::FigureCaption
                | Element::TableCaption
                | Element::TableHead
                | Element::TableBody
                | Element::TableFoot
                | Element::Row
                | Element::Cell { .. }
        );
        let implied = if is_part {
            0
        } else {
            self.resume_item(element, container, pieces)
                .unwrap_or_else(|| self.imply(container, pieces))
        };
        if matches!(element, Element::Cell { .. }) {
            self.empty_cells(document, blocks, container, pieces);
        }
        self.open(element, container, false, pieces);
        implied + 1
    }

    /// A list directly in a list belongs to the item before it, as browsers show it.
    fn resume_item(
        &mut self,
        element: Element,
        container: u32,
        pieces: &mut Vec<Piece>,
    ) -> Option<u8> {
        let in_list = self.innermost().is_some_and(Element::is_list);
        let last = pieces.last().copied();
        let Some(Piece::Close(item @ Element::Item { .. })) = last else { return None };
        if !in_list || !element.is_list() {
            return None;
        }
        pieces.pop();
        let next = container;
        let is_implied = true;
        self.open.push(Structure { element: item, container, next, has_leaf: true, is_implied });
        Some(1)
    }

    /// Opens what is missing for text or structure to stand here; returns how many were opened.
    pub(super) fn imply(&mut self, container: u32, pieces: &mut Vec<Piece>) -> u8 {
        let missing: &[Element] = match self.innermost() {
            Some(Element::List | Element::OrderedList { .. }) => &[Element::Item { value: None }],
            Some(Element::Definitions) => &[Element::Description],
            Some(Element::Table | Element::TableHead | Element::TableBody | Element::TableFoot) => {
                &[Element::Row, PLAIN_CELL]
            }
            Some(Element::Row) => &[PLAIN_CELL],
            _ => &[],
        };
        for &element in missing {
            self.open(element, container, true, pieces);
        }
        missing.len() as u8
    }

    fn open(
        &mut self,
        element: Element,
        container: u32,
        is_implied: bool,
        pieces: &mut Vec<Piece>,
    ) {
        pieces.push(Piece::Open(element));
        let next = container + 1;
        self.open.push(Structure { element, container, next, has_leaf: false, is_implied });
    }

    /// Closes the innermost structure.
    pub(super) fn leave(&mut self, document: &Document, blocks: &Blocks, pieces: &mut Vec<Piece>) {
        if let Some(Structure { element: Element::Row, container, is_implied: false, .. }) =
            self.open.last()
        {
            let end = blocks.containers[*container as usize].end;
            self.empty_cells(document, blocks, end, pieces);
        }
        if let Some(structure) = self.open.pop() {
            pieces.push(Piece::Close(structure.element));
        }
    }

    /// Writes the cells of the innermost row that come before `container` and hold nothing that is
    /// kept: without them, later cells would move to other columns.
    fn empty_cells(
        &mut self,
        document: &Document,
        blocks: &Blocks,
        container: u32,
        pieces: &mut Vec<Piece>,
    ) {
        let Some(row) = self.open.last_mut().filter(|row| !row.is_implied) else { return };
        while row.next < container {
            let passed = &blocks.containers[row.next as usize];
            if matches!(passed.tag, Tag::Td | Tag::Th) {
                let cell = cell(document, passed.node, passed.tag);
                pieces.extend([Piece::Open(cell), Piece::Close(cell)]);
            }
            row.next = passed.end;
        }
        if let Some(cell) = blocks.containers.get(container as usize) {
            row.next = cell.end;
        }
    }

    /// The element for a leaf of text that needs none of its own, and notes that there is a leaf.
    pub(super) fn begin_leaf(&mut self, in_paragraph: bool) -> Element {
        let Some(structure) = self.open.last_mut() else { return Element::Paragraph };
        let is_first = !std::mem::replace(&mut structure.has_leaf, true);
        let is_plain = match structure.element {
            Element::Term | Element::FigureCaption | Element::TableCaption => true,
            Element::Item { .. } | Element::Description | Element::Cell { .. } => !in_paragraph,
            _ => false,
        };
        if is_first && is_plain { Element::Plain } else { Element::Paragraph }
    }
}

const PLAIN_CELL: Element = Element::Cell { is_header: false, colspan: 1, rowspan: 1 };

fn cell(document: &Document, node: NodeId, tag: Tag) -> Element {
    Element::Cell {
        is_header: tag == Tag::Th,
        colspan: span(document.attribute(node, AttributeName::Colspan)),
        rowspan: span(document.attribute(node, AttributeName::Rowspan)),
    }
}

fn ordered_list(document: &Document, node: NodeId) -> Element {
    let reversed = document.attribute(node, AttributeName::Reversed).is_some();
    let start = document.attribute(node, AttributeName::Start).and_then(|v| v.trim().parse().ok());
    let items = || document.children(node).filter(|&item| document.tag(item) == Tag::Li).count();
    let first = if reversed { i32::try_from(items()).unwrap_or(i32::MAX) } else { 1 };
    Element::OrderedList { start: start.unwrap_or(first), reversed }
}

fn number(document: &Document, node: NodeId) -> Option<i32> {
    document.attribute(node, AttributeName::Value)?.trim().parse().ok()
}
