//! Making a [`Document`]: the moves that HTML tree construction asks for, each in constant time
//! save moving all children of a node.
#![expect(
    clippy::indexing_slicing,
    reason = "ids are places in the arena, which gives them out and only grows"
)]

use super::names::LONGEST_LIST;
use super::{
    Attribute, AttributeName, Buffers, Document, Node, NodeId, NodeKind, Span, Tag, is_telling,
};
use crate::work;

/// Where a run of attributes begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    attributes: usize,
    values: usize,
}

/// A run of attributes: those of one element, or of several that are copies of each other.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Attributes {
    first: u32,
    count: u16,
}

/// A document in the making.
#[derive(Debug)]
pub(crate) struct Builder {
    document: Document,
    /// The document is written where there was one before, and leaves room for another.
    is_reused: bool,
}

impl Builder {
    /// An empty document, with room for what a page of `bytes` bytes usually holds.
    pub(crate) fn with_capacity(bytes: usize, buffers: Buffers) -> Self {
        // Bytes of page for each node, for each attribute, for each byte of text and of attribute
        // values: three of four evaluation pages have no more of each than this gives room for.
        const BYTES_PER_NODE: usize = 57;
        const BYTES_PER_ATTRIBUTE: usize = 85;
        const BYTES_PER_TEXT_BYTE: usize = 4;
        const BYTES_PER_VALUE_BYTE: usize = 3;
        let is_reused = buffers.bytes() > 0;
        let Buffers(Document { nodes, attributes, text, values, telling, .. }) = buffers;
        let mut document = Document {
            nodes: roomy(nodes, bytes / BYTES_PER_NODE + 1),
            attributes: roomy(attributes, bytes / BYTES_PER_ATTRIBUTE),
            text: roomy_text(text, bytes / BYTES_PER_TEXT_BYTE),
            values: roomy_text(values, bytes / BYTES_PER_VALUE_BYTE),
            telling,
            ..Document::default()
        };
        document.nodes.push(Node::new(NodeKind::Document));
        Self { document, is_reused }
    }

    pub(crate) fn finish(mut self) -> Document {
        if !self.is_reused {
            // What is not needed here the stages to come have better use for.
            self.document.nodes.shrink_to_fit();
            self.document.attributes.shrink_to_fit();
            self.document.text.shrink_to_fit();
            self.document.values.shrink_to_fit();
        }
        self.document
    }

    /// The document as far as it has come.
    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// A new element without a parent.
    pub(crate) fn element<'a>(
        &mut self,
        tag: Tag,
        attributes: impl Iterator<Item = (AttributeName, &'a str)>,
    ) -> NodeId {
        let first = self.begin_attributes();
        for (name, value) in attributes {
            self.add_attribute(name, |values| values.push_str(value));
        }
        let attributes = self.end_attributes(first);
        self.element_with(tag, attributes)
    }

    /// A new element without a parent, with attributes that are there already.
    pub(crate) fn element_with(&mut self, tag: Tag, attributes: Attributes) -> NodeId {
        let element = self.push(NodeKind::Element {
            tag,
            attributes: attributes.count,
            first_attribute: attributes.first,
        });
        if is_telling(tag) {
            self.document.telling.push(element);
        }
        element
    }

    /// Where the attributes that are added next begin.
    pub(crate) fn begin_attributes(&self) -> Start {
        Start { attributes: self.document.attributes.len(), values: self.document.values.len() }
    }

    /// Adds an attribute, whose value `write` appends to what it is given. Kept is as much of it as
    /// is ever read.
    pub(crate) fn add_attribute(&mut self, name: AttributeName, write: impl FnOnce(&mut String)) {
        let values = &mut self.document.values;
        let start = values.len();
        write(values);
        if values.len() - start > LONGEST_LIST {
            values.truncate(start + name.kept(&values[start..]).len());
        }
        let start = index(start);
        let value = Span { start, end: index(values.len()) };
        self.document.attributes.push(Attribute { name, value });
        self.document.attribute_names |= name.bit();
    }

    /// The attributes added since `start`.
    pub(crate) fn end_attributes(&self, start: Start) -> Attributes {
        Attributes {
            first: index(start.attributes),
            count: bounded(self.document.attributes.len() - start.attributes),
        }
    }

    /// Takes back the attributes added since `start`, which no element has.
    pub(crate) fn forget_attributes(&mut self, start: Start) {
        self.document.attributes.truncate(start.attributes);
        self.document.values.truncate(start.values);
    }

    /// Gives those attributes to the element that it does not have yet (a second `<body>` tag).
    pub(crate) fn add_missing_attributes(&mut self, element: NodeId, more: Attributes) {
        let own = self.document.attribute_range(element);
        let more = more.first as usize..more.first as usize + usize::from(more.count);
        let all = &mut self.document.attributes;
        let is_missing = |all: &[Attribute], at: usize| {
            all[own.clone()].iter().all(|known| known.name != all[at].name)
        };
        // A page of nothing but `<html>` would copy the attributes of the first for each of them.
        if !more.clone().any(|at| is_missing(all, at)) {
            return;
        }
        let start = all.len();
        work::steps(own.len());
        all.extend_from_within(own.clone());
        for at in more {
            if is_missing(all, at) {
                all.push(all[at]);
            }
        }
        let count = bounded(all.len() - start);
        if let NodeKind::Element { attributes, first_attribute, .. } =
            &mut self.document.nodes[element.index()].kind
        {
            *attributes = count;
            *first_attribute = index(start);
        }
    }

    /// Counts nodes that are not to be stored, and the bytes of text in them.
    pub(crate) fn pass_over(&mut self, nodes: usize, bytes: usize) {
        self.document.unseen.pieces += nodes;
        self.document.unseen.bytes += bytes;
    }

    /// Appends text to `parent`, joining it to a text node that ends there already.
    pub(crate) fn append_text(&mut self, parent: NodeId, text: &str) {
        let last = self.document.node(parent).last_child;
        if !self.extend_text(last, text) {
            let node = self.text_node(text);
            self.append(parent, node);
        }
    }

    /// Inserts text before `sibling`, joining it to a text node that ends there already.
    pub(crate) fn insert_text_before(&mut self, sibling: NodeId, text: &str) {
        let previous = self.document.node(sibling).previous_sibling;
        if !self.extend_text(previous, text) {
            let node = self.text_node(text);
            self.insert_before(sibling, node);
        }
    }

    /// Makes `child` the last child of `parent`, wherever it was before.
    pub(crate) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.document.node(parent).last_child;
        let node = &mut self.document.nodes[child.index()];
        node.parent = parent;
        node.previous_sibling = last;
        match last.some() {
            Some(last) => self.document.nodes[last.index()].next_sibling = child,
            None => self.document.nodes[parent.index()].first_child = child,
        }
        self.document.nodes[parent.index()].last_child = child;
    }

    /// Makes `child` the sibling just before `sibling`.
    pub(crate) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.document.is_reordered |= !matches!(self.document.kind(child), NodeKind::Text(_));
        self.detach(child);
        let Node { parent, previous_sibling, .. } = *self.document.node(sibling);
        let node = &mut self.document.nodes[child.index()];
        node.parent = parent;
        node.previous_sibling = previous_sibling;
        node.next_sibling = sibling;
        self.document.nodes[sibling.index()].previous_sibling = child;
        match previous_sibling.some() {
            Some(previous) => self.document.nodes[previous.index()].next_sibling = child,
            None => {
                if let Some(parent) = parent.some() {
                    self.document.nodes[parent.index()].first_child = child;
                }
            }
        }
    }

    /// Takes a node, with all below it, out of its parent.
    pub(crate) fn detach(&mut self, id: NodeId) {
        let Node { parent, previous_sibling, next_sibling, .. } = *self.document.node(id);
        let Some(parent) = parent.some() else { return };
        self.document.is_reordered = true;
        match previous_sibling.some() {
            Some(previous) => self.document.nodes[previous.index()].next_sibling = next_sibling,
            None => self.document.nodes[parent.index()].first_child = next_sibling,
        }
        match next_sibling.some() {
            Some(next) => self.document.nodes[next.index()].previous_sibling = previous_sibling,
            None => self.document.nodes[parent.index()].last_child = previous_sibling,
        }
        let node = &mut self.document.nodes[id.index()];
        node.parent = NodeId::NONE;
        node.previous_sibling = NodeId::NONE;
        node.next_sibling = NodeId::NONE;
    }

    /// Moves all children of `from` to the end of `to`; says how many there were.
    pub(crate) fn reparent_children(&mut self, from: NodeId, to: NodeId) -> u64 {
        let mut moved = 0;
        while let Some(child) = self.document.first_child(from) {
            self.append(to, child);
            moved += 1;
        }
        moved
    }

    fn push(&mut self, kind: NodeKind) -> NodeId {
        let id = NodeId(index(self.document.nodes.len()));
        self.document.nodes.push(Node::new(kind));
        id
    }

    fn text_node(&mut self, text: &str) -> NodeId {
        let start = index(self.document.text.len());
        self.document.text.push_str(text);
        let end = index(self.document.text.len());
        self.push(NodeKind::Text(Span { start, end }))
    }

    /// Adds `text` to `node` if that is the text node whose span ends the buffer.
    fn extend_text(&mut self, node: NodeId, text: &str) -> bool {
        let Some(node) = node.some() else { return false };
        let end = index(self.document.text.len());
        match &mut self.document.nodes[node.index()].kind {
            NodeKind::Text(span) if span.end == end => {
                self.document.text.push_str(text);
                span.end = index(self.document.text.len());
                true
            }
            _ => false,
        }
    }
}

/// An empty buffer with room for so much: itself, or a new one, since to grow it would copy what it held
/// before.
fn roomy<T>(buffer: Vec<T>, room: usize) -> Vec<T> {
    if buffer.capacity() < room {
        drop(buffer);
        return Vec::with_capacity(room);
    }
    buffer
}

/// Likewise, for text.
fn roomy_text(buffer: String, room: usize) -> String {
    // No bytes at all are text.
    String::from_utf8(roomy(buffer.into_bytes(), room)).unwrap_or_default()
}

impl Node {
    fn new(kind: NodeKind) -> Self {
        Self {
            parent: NodeId::NONE,
            first_child: NodeId::NONE,
            last_child: NodeId::NONE,
            previous_sibling: NodeId::NONE,
            next_sibling: NodeId::NONE,
            kind,
        }
    }
}

/// A position as the arena stores it. The parser takes pages of less than 1 GiB only, and what the
/// arena stores grows by less than four bytes for each byte of the page.
fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Attributes past 65,535 on one element are not looked at.
fn bounded(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(document: &Document) -> String {
        document
            .descendants(NodeId::DOCUMENT)
            .skip(1)
            .map(|node| match document.kind(node) {
                NodeKind::Text(span) => format!("{:?}", document.text(span)),
                _ => format!("{:?}", document.tag(node)),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn builder() -> (Builder, NodeId) {
        let mut builder = Builder::with_capacity(0, Buffers::default());
        let body = builder.element(Tag::Body, std::iter::empty());
        builder.append(NodeId::DOCUMENT, body);
        (builder, body)
    }

    #[test]
    fn text_that_follows_text_joins_it() {
        let (mut builder, body) = builder();
        builder.append_text(body, "one ");
        builder.append_text(body, "two");
        assert_eq!(shape(builder.document()), r#"Body "one two""#);
    }

    #[test]
    fn a_node_moves_before_another_and_away() {
        let (mut builder, body) = builder();
        let paragraph = builder.element(Tag::P, std::iter::empty());
        let table = builder.element(Tag::Table, std::iter::empty());
        builder.append(body, table);
        builder.insert_before(table, paragraph);
        builder.insert_text_before(table, "foster");
        assert_eq!(shape(builder.document()), r#"Body P "foster" Table"#);
        builder.append(table, paragraph);
        assert_eq!(shape(builder.document()), r#"Body "foster" Table P"#);
        builder.reparent_children(table, body);
        assert_eq!(shape(builder.document()), r#"Body "foster" Table P"#);
        builder.detach(table);
        assert_eq!(shape(builder.document()), r#"Body "foster" P"#);
    }

    #[test]
    fn of_names_the_beginning_is_kept_and_of_addresses_all() {
        let (mut builder, _) = builder();
        let long = "é".repeat(1_000);
        let attributes = [AttributeName::Class, AttributeName::Href, AttributeName::Id];
        let element =
            builder.element(Tag::A, attributes.map(|name| (name, long.as_str())).into_iter());
        let kept = builder.document().attributes(element).map(|(_, value)| value.len());
        assert_eq!(kept.collect::<Vec<_>>(), [512, 2_000, 512]);
        let odd = format!("x{long}");
        let element = builder.element(Tag::A, [(AttributeName::Class, odd.as_str())].into_iter());
        let class = builder.document().attribute(element, AttributeName::Class).unwrap();
        assert_eq!((class.len(), class.ends_with('é')), (511, true));
    }

    #[test]
    fn only_missing_attributes_are_added() {
        let (mut builder, body) = builder();
        for tag in [
            &[(AttributeName::Class, "a")][..],
            &[(AttributeName::Class, "b"), (AttributeName::Id, "c")],
        ] {
            let start = builder.begin_attributes();
            for &(name, value) in tag {
                builder.add_attribute(name, |values| values.push_str(value));
            }
            let attributes = builder.end_attributes(start);
            builder.add_missing_attributes(body, attributes);
        }
        let attributes: Vec<_> = builder.document().attributes(body).collect();
        assert_eq!(attributes, [(AttributeName::Class, "a"), (AttributeName::Id, "c")]);
        let stored = builder.document.attributes.len();
        builder.add_missing_attributes(body, Attributes::default());
        assert_eq!(builder.document.attributes.len(), stored, "nothing was missing");
    }
}
