//! The walk over what is kept.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::ops::Range;

use super::image::Gallery;
use super::inline::Inlines;
use super::structure::Structures;
use super::{Element, Fact, Outline, Piece, Slice, code};
use crate::document::{AttributeName, Document, NodeId, Tag};
use crate::segment::{Blocks, Container, Run};

/// Builds the outline of the kept blocks. `ranges` say where each is in the article's text.
pub(crate) fn outline(
    document: &Document,
    blocks: &Blocks,
    kept: &[usize],
    ranges: &[Range<usize>],
) -> Outline {
    let mut weave = Weave::new(document, blocks, kept);
    let mut run = 0;
    for (position, (&at, range)) in kept.iter().zip(ranges).enumerate() {
        let block = &blocks.blocks[at];
        weave.gap(run..block.runs.start as usize, position);
        weave.block(at, range.clone());
        run = block.runs.end as usize;
    }
    weave.gap(run..blocks.runs.len(), kept.len());
    weave.finish()
}

/// An element that the walk is in.
#[derive(Debug, Clone, Copy)]
struct Entry {
    container: u32,
    /// Structures that were opened for it, or in it for want of one.
    structures: u8,
    is_inline: bool,
    /// The element that makes all text within one leaf.
    holder: Option<Holder>,
}

#[derive(Debug, Clone, Copy)]
struct Holder {
    container: u32,
    tag: Tag,
}

/// The leaf that is open.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    element: Element,
    holder: u32,
    /// The kept block that it ends with, and where that ends in the article's text; none if it
    /// holds images only.
    last: Option<(usize, usize)>,
}

/// Pieces that room is made for, for each kept block: the element around it, its end, and its text in one
/// or two.
const PIECES_PER_BLOCK: usize = 4;

struct Weave<'a> {
    document: &'a Document,
    blocks: &'a Blocks,
    gallery: Gallery<'a>,
    outline: Outline,
    entries: Vec<Entry>,
    structures: Structures,
    inlines: Inlines,
    leaf: Option<Leaf>,
    /// A space that stands before the text to come, outside of elements that open there.
    space: Option<Slice>,
    /// Scratch: elements to go into, from the inside out.
    path: Vec<u32>,
}

impl<'a> Weave<'a> {
    fn new(document: &'a Document, blocks: &'a Blocks, kept: &'a [usize]) -> Self {
        let root = Entry { container: 0, structures: 0, is_inline: false, holder: None };
        Self {
            document,
            blocks,
            gallery: Gallery::new(document, blocks, kept),
            outline: Outline {
                pieces: Vec::with_capacity(PIECES_PER_BLOCK * kept.len()),
                ..Outline::default()
            },
            entries: vec![root],
            structures: Structures::default(),
            inlines: Inlines::of(document),
            leaf: None,
            space: None,
            path: Vec::new(),
        }
    }

    fn finish(mut self) -> Outline {
        self.end_leaf();
        while !self.entries.is_empty() {
            self.leave();
        }
        self.outline
    }

    /// Goes to an element: out of those that do not hold it, into those that do.
    fn go_to(&mut self, container: u32) {
        let holds = |outer: u32| {
            outer <= container && container < self.blocks.containers[outer as usize].end
        };
        // The root holds everything, so it stays.
        let open = self.entries.iter().rposition(|entry| holds(entry.container)).unwrap_or(0);
        while self.entries.len() > open + 1 {
            self.leave();
        }
        let innermost = self.entries.last().map_or(0, |entry| entry.container);
        let mut path = std::mem::take(&mut self.path);
        let mut at = container;
        while at != innermost {
            path.push(at);
            at = self.blocks.parent(at);
        }
        while let Some(at) = path.pop() {
            self.enter(at);
        }
        self.path = path;
    }

    fn enter(&mut self, at: u32) {
        let container = &self.blocks.containers[at as usize];
        let mut holder = self.entries.last().and_then(|entry| entry.holder);
        let mut structures = 0;
        let mut is_inline = false;
        if !container.is_block {
            let in_heading = holder.is_some_and(|holder| holder.tag.heading_level().is_some());
            let is_kept = !in_heading || !self.leads_to_itself(container);
            let Self { document, inlines, outline, .. } = self;
            let (node, tag) = (container.node, container.tag);
            is_inline = is_kept && inlines.enter(document, node, tag, &mut outline.values);
        } else {
            self.close_implied(container.tag);
            if let Some(element) = self.structures.element(self.document, self.blocks, at) {
                self.end_leaf();
                let pieces = &mut self.outline.pieces;
                structures = self.structures.enter(self.document, self.blocks, element, at, pieces);
                holder = None;
            } else if is_holder(container.tag, holder) {
                holder = Some(Holder { container: at, tag: container.tag });
            }
        }
        self.entries.push(Entry { container: at, structures, is_inline, holder });
    }

    /// Closes what was implied in the innermost element, if `tag` is what was missing.
    fn close_implied(&mut self, tag: Tag) {
        while self.entries.last().is_some_and(|entry| entry.structures > 0)
            && self.structures.gives_way(tag)
        {
            self.end_leaf();
            self.structures.leave(self.document, self.blocks, &mut self.outline.pieces);
            if let Some(entry) = self.entries.last_mut() {
                entry.structures -= 1;
            }
        }
    }

    /// Whether it is a link within the page that is no footnote: of a heading, to itself, as manuals have
    /// it for readers who want its address (`<h2><a href="#usage">Usage</a></h2>`).
    fn leads_to_itself(&self, container: &Container) -> bool {
        let address = || self.document.attribute(container.node, AttributeName::Href);
        let is_raised = self.blocks.containers[container.parent as usize].tag == Tag::Sup;
        container.tag == Tag::A
            && !is_raised
            && address().is_some_and(|address| address.starts_with('#'))
    }

    fn leave(&mut self) {
        let Some(entry) = self.entries.pop() else { return };
        if entry.is_inline {
            self.inlines.leave(&mut self.outline.pieces);
        }
        for _ in 0..entry.structures {
            self.end_leaf();
            self.structures.leave(self.document, self.blocks, &mut self.outline.pieces);
        }
    }

    fn end_leaf(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            self.inlines.close_all(&mut self.outline.pieces);
            self.outline.pieces.push(Piece::Close(leaf.element));
        }
        self.space = None;
    }

    /// A kept block, and where it is in the article's text.
    fn block(&mut self, at: usize, range: Range<usize>) {
        let block = &self.blocks.blocks[at];
        self.go_to(block.container);
        self.text_leaf(at, range.start);
        let mut done = block.text.start;
        let runs = &self.blocks.runs[block.runs.start as usize..block.runs.end as usize];
        for (index, run) in runs.iter().enumerate() {
            if run.node != NodeId::NONE {
                if let Some(image) = self.gallery.within(run, &mut self.outline) {
                    let rest = &self.blocks.text[done as usize..block.text.end as usize];
                    let begins = done == block.text.start;
                    let is_apart = begins || rest.is_empty() || rest.starts_with(' ');
                    self.image(run, image, is_apart);
                }
                continue;
            }
            let next = runs.get(index + 1).map_or(u32::MAX, |run| run.start);
            let end = next.min(block.text.end);
            if end > done {
                self.go_to(run.container);
                let blocks = self.blocks;
                let text = &blocks.text[done as usize..end as usize];
                let is_formula = blocks.containers[run.container as usize].tag == Tag::Math;
                self.gallery.text_came(text, is_formula);
                if done == block.text.start {
                    self.space_after_image();
                }
                self.text(text, range.start + (done - block.text.start) as usize);
                done = end;
            }
        }
        if let Some(leaf) = &mut self.leaf {
            leaf.last = Some((at, range.end));
        }
        let language = match self.leaf.map(|leaf| leaf.element) {
            Some(Element::Preformatted { language, .. }) => language,
            _ => Slice::default(),
        };
        let list_depth = self.structures.list_depth();
        self.outline.facts.push(Fact { list_depth, language });
    }

    /// Goes on with the leaf that is open, or begins one, for a block that starts at `start` of the
    /// article's text.
    fn text_leaf(&mut self, at: usize, start: usize) {
        let block = &self.blocks.blocks[at];
        let holder = self.entries.last().and_then(|entry| entry.holder);
        let key = holder.map_or(block.container, |holder| holder.container);
        if let Some(Leaf { element, holder: open, last: Some((previous, end)) }) = self.leaf {
            if open == key && self.goes_on(element, previous, at) {
                let separator = Slice::new(end, start);
                if matches!(element, Element::Preformatted { .. })
                    || self.blocks.are_on_one_line(previous, at)
                {
                    self.push_text(separator);
                } else {
                    self.outline.pieces.push(Piece::Break);
                }
                return;
            }
        }
        self.end_leaf();
        self.imply();
        let in_paragraph = holder.is_some_and(|holder| holder.tag == Tag::P);
        let plain = self.structures.begin_leaf(in_paragraph);
        let element = match holder {
            Some(Holder { container, tag: Tag::Pre }) => {
                let values = &mut self.outline.values;
                let code = code::look(self.document, self.blocks, container, values);
                Element::Preformatted { is_code: code.is_code, language: code.language }
            }
            Some(Holder { tag, .. }) => tag.heading_level().map_or(plain, Element::Heading),
            None => plain,
        };
        self.begin_leaf(element, key);
    }

    /// Whether a block is part of the same leaf as the block before it, given that they have the
    /// same holder.
    fn goes_on(&self, leaf: Element, before: usize, after: usize) -> bool {
        match leaf {
            Element::Heading(_) | Element::Preformatted { .. } => true,
            _ => {
                let ends = self.blocks.blocks[before].ends_at_blank_line;
                !ends && self.blocks.is_uninterrupted(before, after)
            }
        }
    }

    fn begin_leaf(&mut self, element: Element, holder: u32) {
        self.outline.pieces.push(Piece::Open(element));
        self.leaf = Some(Leaf { element, holder, last: None });
    }

    /// Opens the item or cell that is missing here.
    fn imply(&mut self) {
        if let Some(entry) = self.entries.last_mut() {
            entry.structures += self.structures.imply(entry.container, &mut self.outline.pieces);
        }
    }

    /// Text of a block, at `start` of the article's text. The spaces at its ends stand outside of
    /// the elements that end or begin there.
    fn text(&mut self, text: &str, start: usize) {
        let is_preformatted =
            matches!(self.leaf, Some(Leaf { element: Element::Preformatted { .. }, .. }));
        let end = start + text.len();
        if is_preformatted {
            self.inlines.open(true, &mut self.outline.pieces);
            self.push_text(Slice::new(start, end));
            return;
        }
        let lead = text.len() - text.trim_start_matches(' ').len();
        let words = text.trim_matches(' ');
        if lead > 0 {
            self.space(start, start + lead);
        }
        if !words.is_empty() {
            self.flush_space();
            self.inlines.open(false, &mut self.outline.pieces);
            self.push_text(Slice::new(start + lead, start + lead + words.len()));
            let trail = start + lead + words.len();
            if trail < end {
                self.space(trail, end);
            }
        }
    }

    /// Holds back a space until it is known what follows.
    fn space(&mut self, start: usize, end: usize) {
        match &mut self.space {
            Some(space) => space.end = end as u32,
            None => self.space = Some(Slice::new(start, end)),
        }
    }

    fn flush_space(&mut self) {
        if let Some(space) = self.space.take() {
            self.push_text(space);
        }
    }

    fn push_text(&mut self, slice: Slice) {
        match self.outline.pieces.last_mut() {
            Some(Piece::Text(last)) if last.end == slice.start => last.end = slice.end,
            _ => self.outline.pieces.push(Piece::Text(slice)),
        }
    }

    /// An image in the leaf that is open; whether it is part of no word.
    fn image(&mut self, run: &Run, image: u32, is_apart: bool) {
        self.go_to(run.container);
        if self.space.is_some() {
            self.flush_space();
        } else if is_apart {
            if matches!(self.outline.pieces.last(), Some(Piece::Text(_))) {
                self.outline.pieces.push(Piece::Space);
            }
            self.space_after_image();
        }
        self.inlines.open(false, &mut self.outline.pieces);
        self.outline.pieces.push(Piece::Image(image));
    }

    /// Parts an image that comes first, or its link, from what follows on its line.
    fn space_after_image(&mut self) {
        let mut last = self.outline.pieces.iter().rev();
        let is_link = |piece: &&Piece| matches!(piece, Piece::Close(Element::Link(_)));
        let last = last.find(|piece| !is_link(piece));
        if matches!(last, Some(Piece::Image(_))) {
            self.outline.pieces.push(Piece::Space);
        }
    }

    /// What stands between two kept blocks, or before the first or after the last: `position` is
    /// the number of kept blocks before it.
    fn gap(&mut self, runs: Range<usize>, position: usize) {
        for run in &self.blocks.runs[runs] {
            if run.node == NodeId::NONE {
                continue;
            }
            if self.document.tag(run.node) == Tag::Hr {
                self.rule(run, position);
            } else if let Some(image) = self.gallery.between(run, position, &mut self.outline) {
                self.go_to(run.container);
                self.image_leaf(run.container);
                self.image(run, image, true);
            }
        }
    }

    /// Begins a leaf for an image that stands by itself, or goes on with that of the image before.
    fn image_leaf(&mut self, container: u32) {
        let holder = self
            .blocks
            .ancestors_with_index(container)
            .find(|(_, container)| container.is_block)
            .map_or(0, |(at, _)| at);
        if self.leaf.is_some_and(|leaf| leaf.last.is_none() && leaf.holder == holder) {
            return;
        }
        self.end_leaf();
        self.imply();
        let element = if self.structures.innermost() == Some(Element::Figure) {
            Element::Plain
        } else {
            self.structures.begin_leaf(false)
        };
        self.begin_leaf(element, holder);
    }

    /// A rule counts where the element that holds it has kept blocks before and after it.
    fn rule(&mut self, run: &Run, position: usize) {
        let Some(container) = self.gallery.divides(run.container, position) else { return };
        self.go_to(container);
        self.end_leaf();
        let is_flow = match self.structures.innermost() {
            None => true,
            Some(innermost) => matches!(
                innermost,
                Element::Quote | Element::Item { .. } | Element::Description | Element::Figure
            ),
        };
        if is_flow && self.outline.pieces.last() != Some(&Piece::Rule) {
            self.outline.pieces.push(Piece::Rule);
        }
    }
}

/// Whether all text in such an element, inside of `outer`, is one leaf.
fn is_holder(tag: Tag, outer: Option<Holder>) -> bool {
    match tag {
        Tag::Pre => true,
        Tag::P => outer.is_none_or(|outer| outer.tag == Tag::P),
        _ => tag.heading_level().is_some(),
    }
}
