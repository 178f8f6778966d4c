//! The walk over the tree that cuts it into blocks.
#![expect(
    clippy::indexing_slicing,
    reason = "containers are numbered when they are opened, and none is taken back"
)]

mod marks;
mod text;

use marks::Marks;

use super::elements::{is_inherited, is_passed_over, kind};
use super::fold::{Folder, is_blank_text};
use super::hidden::{ClassNames, HiddenText, Style};
use super::{BlockKind, Blocks, Container, Hidden, Run, formula};
use crate::document::{AttributeName, Document, NodeId, NodeKind, Recent, References, Tag};
use crate::lexicon::{decode_letters, words};

/// Blocks past which only long ones are made, if the page has no more than
/// [`WEIGHT_PER_BLOCK`] bytes for each. Of 2,448 evaluation pages, four have more blocks.
const SPARE_BLOCKS: usize = 2_000;

/// Bytes of the page ([`Document::weight`]) that allow a block. Measuring and scoring a block takes as
/// long as reading some hundred bytes, so a page of `x<br>` would take a hundred times as long as
/// an article of that size. The densest evaluation page of more than [`SPARE_BLOCKS`] blocks has 48
/// bytes for each further one.
const WEIGHT_PER_BLOCK: usize = 44;

/// Containers, blocks and runs for each thousand nodes of a page, and bytes of text for each thousand
/// bytes of it ([`Document::weight`]): three of four evaluation pages have no more, and need no second
/// allocation.
const CONTAINERS: usize = 600;
const BLOCKS: usize = 200;
const RUNS: usize = 280;
const TEXT: usize = 320;

/// Letters that make a block long.
const LONG: u32 = 100;

/// Cuts the page's body into blocks.
pub(crate) fn segment(document: &Document) -> Blocks {
    segment_with(document, HiddenText::Judge)
}

/// Likewise; where hidden text is to be dropped, it looks harder for it, and leaves out what is hidden
/// within a block that is shown.
pub(crate) fn segment_with(document: &Document, hidden_text: HiddenText) -> Blocks {
    let body = document.body();
    let of_thousand = |share: usize, of: usize| share * of / 1000;
    let (nodes, bytes) = (document.len(), document.weight());
    let mut walk = Walk {
        document,
        blocks: Blocks {
            containers: Vec::with_capacity(of_thousand(CONTAINERS, nodes)),
            blocks: Vec::with_capacity(of_thousand(BLOCKS, nodes)),
            runs: Vec::with_capacity(of_thousand(RUNS, nodes)),
            text: String::with_capacity(of_thousand(TEXT, bytes)),
            ..Blocks::default()
        },
        draft: Draft::default(),
        folder: Folder::default(),
        state: State::default(),
        after_formula: false,
        finds_hidden: hidden_text == HiddenText::Drop,
        button_end: usize::MAX,
        most_blocks: SPARE_BLOCKS + document.weight() / WEIGHT_PER_BLOCK,
        styles: Recent::default(),
        classes: Recent::default(),
        references: References::default(),
    };
    // The states to return to, one for each element that the walk is in.
    let mut open: Vec<State> = Vec::new();
    let mut node = body;
    loop {
        if walk.enter(node, &mut open) {
            if let Some(child) = document.first_child(node) {
                node = child;
                continue;
            }
            walk.leave();
            walk.state = open.pop().unwrap_or_default();
        }
        loop {
            if node == body {
                return walk.finish();
            }
            if let Some(next) = document.next_sibling(node) {
                node = next;
                break;
            }
            let Some(parent) = document.parent(node) else { return walk.finish() };
            walk.leave();
            walk.state = open.pop().unwrap_or_default();
            node = parent;
        }
    }
}

/// What holds for all text at a place of the tree.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// The innermost container.
    container: u32,
    /// The innermost block-level container.
    block: u32,
    /// What a block starting here would be.
    kind: Option<BlockKind>,
    hidden: Hidden,
    /// Likewise, of the innermost block-level container.
    block_hidden: Hidden,
    in_link: bool,
    in_button: bool,
    in_bold: bool,
    in_code: bool,
    in_preformatted: bool,
    /// The innermost container starts and ends a block.
    is_boundary: bool,
    /// The innermost element is no container: see [`Walk::is_crowded`].
    is_transparent: bool,
    /// Inline children of the innermost container are blocks of their own.
    splits_children: bool,
}

/// [`Container::end_block`] of a container that the walk is still in.
const OPEN: u32 = u32::MAX;

/// The block that is being read.
#[derive(Debug, Default)]
struct Draft {
    /// Where its text starts, if it has any.
    start: usize,
    first_run: usize,
    /// The innermost container around all of it.
    origin: Option<u32>,
    length: u32,
    linked: u32,
    in_button: u32,
    bold: u32,
    code: u32,
    links: u32,
    inline_elements: u32,
    hidden: Hidden,
    kind: Option<BlockKind>,
}

struct Walk<'a> {
    document: &'a Document,
    blocks: Blocks,
    draft: Draft,
    folder: Folder,
    state: State,
    /// No text has come since a formula.
    after_formula: bool,
    /// Text out of view is looked for.
    finds_hidden: bool,
    /// Where the text of the last button ended: what follows with no text between is what it opens.
    button_end: usize,
    /// Blocks past which only long ones are made.
    most_blocks: usize,
    /// What inline styles say.
    styles: Recent<'a, Style>,
    /// What classes say of whether there is text.
    classes: Recent<'a, ClassNames>,
    references: References,
}

impl Walk<'_> {
    /// Reads a node; says whether it is an element to go into: if it is, the state outside
    /// of it is the last of `open`.
    fn enter(&mut self, node: NodeId, open: &mut Vec<State>) -> bool {
        match self.document.kind(node) {
            NodeKind::Text(span) => {
                let text = self.document.text(span);
                // Code speaks of references and means them.
                let is_plain = self.state.in_code || !self.references.are_in(self.document, span);
                let text = if is_plain { text.into() } else { decode_letters(text) };
                self.text(&text);
                false
            }
            NodeKind::Element { tag, .. } => self.element(node, tag, open),
            NodeKind::Document => {
                open.push(self.state);
                self.open(node, Tag::Body, true, Marks::default());
                true
            }
        }
    }

    fn element(&mut self, node: NodeId, tag: Tag, open: &mut Vec<State>) -> bool {
        let tag = if tag == Tag::Script && self.document.is_tex(node) { Tag::Math } else { tag };
        if tag.is_image() && !self.is_hidden(node) {
            self.note(node);
        }
        let is_read = || self.is_shadow_root(node, tag) || self.is_parenthesis(node, tag);
        if (is_passed_over(tag) && !is_read())
            || (self.after_formula && formula::is_rendering(self.document, node))
            || (tag == Tag::A && self.is_permalink(node))
        {
            if tag == Tag::Select {
                self.folder.separate();
            }
            return false;
        }
        if tag == Tag::Br {
            self.line_break();
            return false;
        }
        let is_block = tag.is_block_level() || self.is_custom_block(node, tag);
        let marks = self.marks(node);
        if marks.class.is_tool || (marks.class.numbers_lines && self.holds_only_numbers(node)) {
            return false;
        }
        if marks.concealed && !is_block && self.is_within_text(node) {
            let text = self.document.text_content(node);
            self.blocks.words_passed_over += words(&text).count();
            return false;
        }
        let splits = self.state.splits_children && !self.state.in_preformatted;
        if is_block || splits {
            self.flush(false);
        }
        if tag == Tag::Hr {
            self.note(node);
            return false;
        }
        open.push(self.state);
        let is_crowded = self.is_crowded();
        if is_block && is_crowded {
            self.state.is_boundary = true;
            self.state.is_transparent = true;
            let in_preformatted = self.state.in_preformatted;
            self.mark(tag, marks);
            // What is joined is folded.
            self.state.in_preformatted = in_preformatted;
            return true;
        }
        self.open(node, tag, is_block, marks);
        self.state.is_boundary = is_block || (splits && !is_crowded);
        if !is_block {
            self.draft.inline_elements += 1;
        }
        if tag == Tag::Math {
            self.formula(node);
            self.leave();
            self.state = open.pop().unwrap_or_default();
            return false;
        }
        true
    }

    /// Whether a link in a heading or term is the mark that manuals put behind it, for readers who want
    /// its address: `<h2>Usage<a href="#usage">¶</a></h2>`.
    fn is_permalink(&self, node: NodeId) -> bool {
        const MARKS: [&str; 5] = ["¶", "#", "§", "🔗", "⚓"];
        /// Nodes in which the mark is looked for.
        const NEAR: usize = 8;
        let names_place = || {
            let address = self.document.attribute(node, AttributeName::Href);
            address.is_some_and(|address| address.starts_with('#'))
        };
        let is_mark = || {
            let near = self.document.descendants(node).take(NEAR);
            let texts = near.filter_map(|at| match self.document.kind(at) {
                NodeKind::Text(span) => Some(self.document.text(span).trim()),
                _ => None,
            });
            let mut texts = texts.filter(|text| !text.is_empty());
            texts.next().is_some_and(|text| MARKS.contains(&text)) && texts.next().is_none()
        };
        matches!(self.state.kind, Some(BlockKind::Heading(_) | BlockKind::Term))
            && names_place()
            && is_mark()
    }

    /// Whether it is one of the parentheses around how a word is read, for readers that do not set it
    /// above the word: `<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>`.
    fn is_parenthesis(&self, node: NodeId, tag: Tag) -> bool {
        const PARENTHESES: [&str; 10] = ["(", ")", "（", "）", "[", "]", "【", "】", "《", "》"];
        let mut near = self.document.descendants(node).skip(1);
        let (Tag::Rp, Some(only), None) = (tag, near.next(), near.next()) else { return false };
        let NodeKind::Text(span) = self.document.kind(only) else { return false };
        PARENTHESES.contains(&self.document.text(span).trim())
    }

    /// Whether there is nothing but numbers in an element, as far as it is looked through.
    fn holds_only_numbers(&self, node: NodeId) -> bool {
        /// Nodes that are enough to tell the numbers of lines from lines.
        const NEAR: usize = 64;
        let is_number =
            |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_whitespace());
        self.document.descendants(node).take(NEAR).all(|at| match self.document.kind(at) {
            NodeKind::Text(span) => is_number(self.document.text(span)),
            _ => true,
        })
    }

    /// Whether a template is one that browsers show where it stands: the content of the element around
    /// it. (HTML standard, 4.12.3, `shadowrootmode`)
    fn is_shadow_root(&self, node: NodeId, tag: Tag) -> bool {
        tag == Tag::Template
            && self.document.attribute(node, AttributeName::Shadowrootmode).is_some()
    }

    /// Whether the page has more blocks than its size lets one expect. From there on its elements hold
    /// no blocks of their own, and what would be blocks is joined until it is long.
    fn is_crowded(&self) -> bool {
        self.blocks.blocks.len() >= self.most_blocks
    }

    /// Notes something to show that is no text.
    fn note(&mut self, node: NodeId) {
        let hidden = self.state.hidden.from_sight || self.state.in_preformatted;
        if !hidden {
            self.run(self.blocks.text.len(), node);
        }
    }

    fn run(&mut self, start: usize, node: NodeId) {
        let container = self.state.container;
        self.blocks.runs.push(Run { start: start as u32, container, node });
    }

    /// Goes into an element.
    fn open(&mut self, node: NodeId, tag: Tag, is_block: bool, marks: Marks) {
        let index = self.blocks.containers.len() as u32;
        let is_root = index == 0;
        let depth = if is_root {
            0
        } else {
            let parent = &mut self.blocks.containers[self.state.container as usize];
            parent.children += 1;
            parent.depth + 1
        };
        self.blocks.containers.push(Container {
            node,
            tag,
            is_block,
            parent: self.state.container,
            end: index + 1,
            first_block: self.blocks.blocks.len() as u32,
            end_block: OPEN,
            depth,
            children: 0,
        });
        self.state.container = index;
        self.state.is_transparent = false;
        self.state.splits_children = is_block && self.holds_only_elements(node);
        self.state.is_boundary = is_block;
        if is_block {
            self.state.block = index;
            self.state.kind = kind(tag).or(self.state.kind.filter(|&outer| is_inherited(outer)));
        }
        self.mark(tag, marks);
        if is_block {
            self.state.block_hidden = self.state.hidden;
        }
    }

    /// Leaves the innermost container.
    fn leave(&mut self) {
        if self.state.is_boundary {
            self.flush(false);
        }
        if self.state.is_transparent {
            return;
        }
        if self.state.is_boundary {
            self.end_block(false);
        }
        let end = self.blocks.containers.len() as u32;
        let end_block = self.blocks.blocks.len() as u32;
        let container = &mut self.blocks.containers[self.state.container as usize];
        container.end = end;
        container.end_block = end_block;
    }

    /// The blocks, without room for more.
    fn finish(self) -> Blocks {
        let mut blocks = self.blocks;
        blocks.containers.shrink_to_fit();
        blocks.blocks.shrink_to_fit();
        blocks.runs.shrink_to_fit();
        blocks.text.shrink_to_fit();
        blocks
    }

    /// Whether an element of a name that nobody knows is block-level: pages of custom elements,
    /// `<x-page><x-title>`, have a style sheet that makes it so. Not within a line of text.
    fn is_custom_block(&self, node: NodeId, tag: Tag) -> bool {
        let is_in_line = self.draft.origin.is_some() && !self.state.splits_children;
        tag == Tag::Other
            && !is_in_line
            && (self.state.splits_children || self.holds_only_elements(node))
    }

    /// Whether an element has two or more element children and no text of its own beside them: a row
    /// of links, a line of labels.
    fn holds_only_elements(&self, node: NodeId) -> bool {
        let mut elements = 0;
        for child in self.document.children(node) {
            match self.document.kind(child) {
                NodeKind::Text(span) => {
                    if !is_blank_text(self.document.text(span)) {
                        return false;
                    }
                }
                _ => elements += 1,
            }
        }
        elements >= 2
    }
}

#[cfg(test)]
mod tests;
