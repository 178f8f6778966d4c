//! The page as a read-only arena: nodes in one vector, linked by 32-bit indices, all text in one
//! buffer and all attribute values in another.
//!
//! Only what extraction reads is kept: elements with their [`Tag`], the attributes listed in
//! [`AttributeName`], and text. An arena is smaller and several times faster to build and walk than
//! a tree of reference-counted nodes, and dropping it frees a handful of vectors rather than recursing
//! through the page, so that nesting depth cannot overflow the stack.
#![expect(
    clippy::indexing_slicing,
    reason = "ids are places in the arena, which gives them out and only grows"
)]

mod builder;
mod names;
mod recent;
mod references;

pub(crate) use builder::{Attributes, Builder, Start};
pub(crate) use names::{AttributeName, Tag};
pub(crate) use recent::Recent;
pub(crate) use references::References;

use crate::beginning::begins;
use crate::work;

/// Index of a node in the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// The document node, parent of `<html>`.
    pub(crate) const DOCUMENT: Self = Self(0);
    /// No node: the end of a list of siblings, the parent of a detached node.
    pub(crate) const NONE: Self = Self(u32::MAX);

    fn index(self) -> usize {
        self.0 as usize
    }

    /// This node, or `None` for [`NodeId::NONE`].
    pub(crate) fn some(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// A range of the text buffer, or of that of the attribute values, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodeKind {
    Document,
    Text(Span),
    Element {
        tag: Tag,
        /// Number of attributes kept.
        attributes: u16,
        /// Index of the first of them.
        first_attribute: u32,
    },
}

#[derive(Debug, Clone, Copy)]
struct Node {
    parent: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    previous_sibling: NodeId,
    next_sibling: NodeId,
    kind: NodeKind,
}

#[derive(Debug, Clone, Copy)]
struct Attribute {
    name: AttributeName,
    value: Span,
}

/// A parsed page.
#[derive(Debug, Default)]
pub(crate) struct Document {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    text: String,
    /// Attribute values, apart from the text, so that text which is read in pieces stays in one.
    values: String,
    /// What nobody sees, and what is not stored.
    unseen: Unseen,
    /// A bit for each name of the attributes that the page has.
    attribute_names: u64,
    /// The elements that say something of the page, in the order in which they were made.
    telling: Vec<NodeId>,
    /// Some element was moved, so that the order in which they were made is not that of the document.
    is_reordered: bool,
}

/// White space, and shapes in drawings, that are not stored. They count as if they were, so that a page
/// weighs the same however it was read.
#[derive(Debug, Clone, Copy, Default)]
struct Unseen {
    bytes: usize,
    pieces: usize,
}

/// Whether such elements say something of a page as a whole: its title, meta tags, links and data; and where its
/// images are.
fn is_telling(tag: Tag) -> bool {
    matches!(tag, Tag::Body | Tag::Img | Tag::Link | Tag::Meta | Tag::Script | Tag::Title)
}

/// The memory of a document that nobody needs any more.
#[derive(Debug, Default)]
pub(crate) struct Buffers(Document);

impl Buffers {
    /// How much it is, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let Self(document) = self;
        document.nodes.capacity() * size_of::<Node>()
            + document.attributes.capacity() * size_of::<Attribute>()
            + document.telling.capacity() * size_of::<NodeId>()
            + document.text.capacity()
            + document.values.capacity()
    }
}

impl Document {
    /// Empties the document, and gives up its memory.
    pub(crate) fn into_buffers(mut self) -> Buffers {
        self.nodes.clear();
        self.attributes.clear();
        self.text.clear();
        self.values.clear();
        self.unseen = Unseen::default();
        self.attribute_names = 0;
        self.telling.clear();
        self.is_reordered = false;
        Buffers(self)
    }

    fn node(&self, id: NodeId) -> &Node {
        work::steps(1);
        &self.nodes[id.index()]
    }

    /// Number of nodes ever made, attached or not.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Bytes that the shortest page with the same text, attribute values and nodes would have, more
    /// or less: the measure of what may be made of it.
    pub(crate) fn weight(&self) -> usize {
        /// `<b>` and its text are two nodes in four bytes.
        const BYTES_PER_NODE: usize = 2;
        let nodes = self.nodes.len() + self.unseen.pieces;
        self.bytes() + self.unseen.bytes + BYTES_PER_NODE * nodes
    }

    /// Bytes of text and of attribute values.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.values.len()
    }

    pub(crate) fn kind(&self, id: NodeId) -> NodeKind {
        self.node(id).kind
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent.some()
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first_child.some()
    }

    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next_sibling.some()
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&child| self.next_sibling(child))
    }

    /// All nodes below `root` in document order, `root` itself first. Iterative: a page decides how
    /// deep its tree is.
    pub(crate) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(root), move |&node| self.following(node, root))
    }

    /// The first elements of the subtree of `root` in document order, `root` itself the first.
    pub(crate) fn first_elements(
        &self,
        root: NodeId,
        count: usize,
    ) -> impl Iterator<Item = NodeId> + '_ {
        let is_element = |node: &NodeId| matches!(self.kind(*node), NodeKind::Element { .. });
        self.descendants(root).filter(is_element).take(count)
    }

    /// The elements that say something of the page as a whole ([`is_telling`]), in document order.
    pub(crate) fn telling(&self) -> impl Iterator<Item = (NodeId, Tag)> + '_ {
        // Nearly always: they were made in that order.
        let made = if self.is_reordered { &[][..] } else { &self.telling };
        let walked = self.is_reordered.then(|| self.telling_by_walk());
        made.iter().map(|&node| (node, self.tag(node))).chain(walked.into_iter().flatten())
    }

    /// Likewise, found in the tree.
    pub(crate) fn telling_by_walk(&self) -> impl Iterator<Item = (NodeId, Tag)> + '_ {
        self.elements().filter(|&(_, tag)| is_telling(tag))
    }

    /// All elements in document order with their tags. Looks at each node once.
    fn elements(&self) -> impl Iterator<Item = (NodeId, Tag)> + '_ {
        let mut next = NodeId::DOCUMENT;
        std::iter::from_fn(move || {
            while next != NodeId::NONE {
                let id = next;
                let node = self.node(id);
                next = match (node.first_child, node.next_sibling) {
                    (NodeId::NONE, NodeId::NONE) => self
                        .following_subtree(node.parent, NodeId::DOCUMENT)
                        .unwrap_or(NodeId::NONE),
                    (NodeId::NONE, sibling) => sibling,
                    (child, _) => child,
                };
                if let NodeKind::Element { tag, .. } = node.kind {
                    return Some((id, tag));
                }
            }
            None
        })
    }

    /// The node after `node` in document order within the subtree of `root`.
    #[inline]
    pub(crate) fn following(&self, node: NodeId, root: NodeId) -> Option<NodeId> {
        let first = self.node(node).first_child;
        if first == NodeId::NONE { self.following_subtree(node, root) } else { Some(first) }
    }

    /// The node after the whole subtree of `node`, within the subtree of `root`.
    #[inline]
    pub(crate) fn following_subtree(&self, mut node: NodeId, root: NodeId) -> Option<NodeId> {
        while node != root && node != NodeId::NONE {
            let Node { next_sibling, parent, .. } = *self.node(node);
            if next_sibling != NodeId::NONE {
                return Some(next_sibling);
            }
            node = parent;
        }
        None
    }

    /// The tag of an element, [`Tag::Other`] for any other node.
    pub(crate) fn tag(&self, id: NodeId) -> Tag {
        match self.node(id).kind {
            NodeKind::Element { tag, .. } => tag,
            _ => Tag::Other,
        }
    }

    /// The text in a span of this document.
    pub(crate) fn text(&self, span: Span) -> &str {
        work::steps((span.end - span.start) as usize);
        &self.text[span.start as usize..span.end as usize]
    }

    /// The kept attributes of an element, in source order.
    pub(crate) fn attributes(
        &self,
        id: NodeId,
    ) -> impl Iterator<Item = (AttributeName, &str)> + '_ {
        self.attributes_where(id, |_| true)
    }

    /// Whether any element may have an attribute of that name.
    pub(crate) fn has_attribute(&self, name: AttributeName) -> bool {
        self.attribute_names & name.bit() != 0
    }

    /// Those of certain names: cheaper than to leave aside the others afterwards.
    #[inline]
    pub(crate) fn attributes_where<'a>(
        &'a self,
        id: NodeId,
        is_wanted: impl Fn(AttributeName) -> bool + 'a,
    ) -> impl Iterator<Item = (AttributeName, &'a str)> + 'a {
        let wanted = self.attributes[self.attribute_range(id)].iter().filter(move |attribute| {
            work::steps(1);
            is_wanted(attribute.name)
        });
        wanted.map(|attribute| {
            let Span { start, end } = attribute.value;
            // Texts and addresses are read of a few elements only, of the others whether they are there.
            if attribute.name.is_list() {
                work::steps((end - start) as usize);
            }
            (attribute.name, &self.values[start as usize..end as usize])
        })
    }

    /// Where the kept attributes of an element are.
    fn attribute_range(&self, id: NodeId) -> std::ops::Range<usize> {
        match self.node(id).kind {
            NodeKind::Element { attributes, first_attribute, .. } => {
                let first = first_attribute as usize;
                first..first + attributes as usize
            }
            _ => 0..0,
        }
    }

    /// The value of one attribute.
    pub(crate) fn attribute(&self, id: NodeId, name: AttributeName) -> Option<&str> {
        self.attributes_where(id, move |known| known == name).next().map(|(_, value)| value)
    }

    /// Whether a script is JSON-LD.
    pub(crate) fn is_json_ld(&self, script: NodeId) -> bool {
        self.attribute(script, AttributeName::Type)
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    }

    /// Whether an element is a script that holds a formula, as MathJax reads them:
    /// `<script type="math/tex; mode=display">`. Not one that it has drawn already: a page that was saved
    /// from a browser has both.
    pub(crate) fn is_tex(&self, node: NodeId) -> bool {
        const TEX: &str = "math/tex";
        const DRAWN: &str = "MathJax-Element";
        let has =
            |name, value: &str| self.attribute(node, name).is_some_and(|own| begins(own, value));
        self.tag(node) == Tag::Script
            && has(AttributeName::Type, TEX)
            && !has(AttributeName::Id, DRAWN)
    }

    /// All text below a node, as it stands.
    pub(crate) fn text_content(&self, root: NodeId) -> String {
        self.descendants(root)
            .filter_map(|node| match self.kind(node) {
                NodeKind::Text(span) => Some(self.text(span)),
                _ => None,
            })
            .collect()
    }

    /// The `<body>`, or the document where there is none (a page of frames).
    pub(crate) fn body(&self) -> NodeId {
        self.html()
            .and_then(|html| self.children(html).find(|&child| self.tag(child) == Tag::Body))
            .unwrap_or(NodeId::DOCUMENT)
    }

    /// What the page says that its addresses are relative to: `href` of the first `<base>` in its head
    /// that has one. (HTML standard, 4.2.3)
    pub(crate) fn base_address(&self) -> Option<&str> {
        let head = self.children(self.html()?).find(|&child| self.tag(child) == Tag::Head)?;
        self.children(head)
            .filter(|&node| self.tag(node) == Tag::Base)
            .find_map(|base| self.attribute(base, AttributeName::Href))
    }

    /// The `<html>` element.
    pub(crate) fn html(&self) -> Option<NodeId> {
        self.children(NodeId::DOCUMENT).find(|&child| self.tag(child) == Tag::Html)
    }
}
