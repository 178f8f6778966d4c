//! html5ever's tree construction, written into the arena.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use super::attributes::{Pending, Regard};
use super::elements::{ElementName, NO_ELEMENT, Namer, Names};
use super::tokenizer::Value;
use crate::document::{Builder, Document, NodeId, Tag};
use crate::work;

/// What the tree builder holds of an element: its place in the arena, and the name that it asks
/// for at every step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Handle<'n> {
    id: NodeId,
    name: &'n ElementName,
}

impl Handle<'_> {
    /// Whether it has the name of a formatting element.
    pub(super) fn is_formatting(&self) -> bool {
        self.name.is_formatting()
    }
}

/// A [`TreeSink`] that builds a [`Document`]: text, elements and the attributes that we read.
/// Comments, processing instructions, doctype, scripts (save JSON-LD) and styles are not kept.
#[derive(Debug)]
pub(super) struct ArenaSink<'n> {
    namer: Namer<'n>,
    state: RefCell<State>,
    /// Calls of the tree builder, other than to store text.
    calls: Cell<u64>,
    /// The tree builder reported an error.
    has_erred: Cell<bool>,
    /// An element was made in which white space that begins a line may be seen.
    minds_space: Cell<bool>,
}

#[derive(Debug)]
struct State {
    builder: Builder,
    attributes: Pending,
    /// The HTML element that the tag names, of those the arena knows.
    tag: Option<&'static ElementName>,
    /// The element made last since the last start tag.
    last: NodeId,
}

impl<'n> ArenaSink<'n> {
    pub(super) fn new(builder: Builder, names: &'n Names) -> Self {
        let attributes = Pending::default();
        let state = State { builder, attributes, tag: None, last: NodeId::NONE };
        Self {
            namer: Namer::new(names),
            state: RefCell::new(state),
            calls: Cell::new(0),
            has_erred: Cell::new(false),
            minds_space: Cell::new(false),
        }
    }

    /// Number of calls of the tree builder: it makes some for each tag, and one for each open element
    /// that it looks at.
    pub(super) fn calls(&self) -> u64 {
        self.calls.get()
    }

    fn count(&self) {
        work::steps(1);
        self.calls.set(self.calls.get() + 1);
    }

    /// Number of nodes made so far.
    pub(super) fn nodes(&self) -> usize {
        self.state.borrow().builder.document().len()
    }

    /// Number of names of elements that the arena does not know.
    pub(super) fn names(&self) -> usize {
        self.namer.count()
    }

    /// Whether the arena knows HTML elements of that name.
    pub(super) fn knows(&self, name: &LocalName) -> bool {
        self.namer.known_html(name).is_some()
    }

    /// A start tag begins; its attributes follow.
    pub(super) fn begin_start_tag(&self, name: &str) -> LocalName {
        let state = &mut *self.state.borrow_mut();
        state.tag = self.namer.known_html(name);
        state.last = NodeId::NONE;
        let (name, regard) = match state.tag {
            Some(known) => (known.local().clone(), known.regard),
            None => {
                let name = LocalName::from(name);
                let regard = Regard::of(&name);
                (name, regard)
            }
        };
        state.attributes.begin(name.clone(), regard);
        name
    }

    /// An end tag; gives the atom of its name. html5ever stores names of up to seven bytes in the atom
    /// itself; longer ones it looks up by SipHash, and, if it does not know them, under a lock.
    pub(super) fn end_tag_name(&self, name: &str) -> LocalName {
        let known = self.namer.known_html(name);
        self.state.borrow_mut().tag = known;
        known.map_or_else(|| LocalName::from(name), |known| known.local().clone())
    }

    /// The HTML element that the last tag names, of those the arena knows.
    pub(super) fn tag(&self) -> Option<&'static ElementName> {
        self.state.borrow().tag
    }

    /// Whether the tree builder reported an error; forgets it.
    pub(super) fn take_error(&self) -> bool {
        self.has_erred.take()
    }

    /// Counts nodes that are not to be stored, and the bytes of text in them.
    pub(super) fn pass_over(&self, nodes: usize, bytes: usize) {
        self.state.borrow_mut().builder.pass_over(nodes, bytes);
    }

    /// Whether the last start tag made an `<svg>`.
    pub(super) fn has_opened_drawing(&self) -> bool {
        let state = self.state.borrow();
        state.last.some().is_some_and(|last| state.builder.document().tag(last) == Tag::Svg)
    }

    /// Whether there is an element, open or closed, in which white space that begins a line may be seen:
    /// preformatted text; a template, where what is moved out of a table comes before it.
    pub(super) fn minds_space(&self) -> bool {
        self.minds_space.get()
    }

    pub(super) fn attribute(&self, name: &[u8], value: Value<'_>) {
        let State { builder, attributes, .. } = &mut *self.state.borrow_mut();
        attributes.attribute(name, value, builder);
    }

    /// The attributes of the tag that the tree builder gets.
    pub(super) fn finish_attributes(&self) -> Vec<Attribute> {
        let State { builder, attributes, .. } = &mut *self.state.borrow_mut();
        attributes.finish(builder)
    }

    pub(super) fn end_start_tag(&self) {
        let State { builder, attributes, .. } = &mut *self.state.borrow_mut();
        attributes.end(builder);
    }

    /// Whether text in the element made last would be stored.
    pub(super) fn keeps_text_in_last(&self) -> bool {
        let state = self.state.borrow();
        state.last.some().is_none_or(|last| keeps_text(state.builder.document(), last))
    }
}

/// Whether the text in `parent` is worth storing. Scripts and styles are a third of the bytes of an
/// ordinary page; of them only JSON-LD and formulas are read.
pub(super) fn keeps_text(document: &Document, parent: NodeId) -> bool {
    match document.tag(parent) {
        Tag::Style => false,
        Tag::Script => document.is_json_ld(parent) || document.is_tex(parent),
        _ => true,
    }
}

impl<'n> TreeSink for ArenaSink<'n> {
    type Handle = Handle<'n>;
    type Output = Document;
    type ElemName<'a>
        = &'n ElementName
    where
        Self: 'a;

    fn finish(self) -> Document {
        self.state.into_inner().builder.finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {
        self.has_erred.set(true);
    }

    fn get_document(&self) -> Handle<'n> {
        Handle { id: NodeId::DOCUMENT, name: &NO_ELEMENT }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle<'n>) -> &'n ElementName {
        self.count();
        target.name
    }

    fn create_element(
        &self,
        name: QualName,
        carried: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Handle<'n> {
        self.count();
        let State { builder, attributes, tag, last } = &mut *self.state.borrow_mut();
        let attributes = attributes.take(&name, &carried, builder);
        let name = match *tag {
            // Nearly always: an element of the name of the tag.
            Some(tag) if name.ns == ns!(html) && name.local == *tag.local() => tag,
            _ => self.namer.name(name, flags.mathml_annotation_xml_integration_point),
        };
        if matches!(name.tag, Tag::Pre | Tag::Template) {
            self.minds_space.set(true);
        }
        let id = builder.element_with(name.tag, attributes);
        *last = id;
        Handle { id, name }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle<'n> {
        Handle { id: NodeId::NONE, name: &NO_ELEMENT }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle<'n> {
        Handle { id: NodeId::NONE, name: &NO_ELEMENT }
    }

    fn append(&self, parent: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        match child {
            NodeOrText::AppendNode(child) if child.id == NodeId::NONE => {}
            NodeOrText::AppendNode(child) => {
                self.state.borrow_mut().builder.append(parent.id, child.id);
            }
            NodeOrText::AppendText(text) => {
                let builder = &mut self.state.borrow_mut().builder;
                if keeps_text(builder.document(), parent.id) {
                    builder.append_text(parent.id, &text);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle<'n>,
        previous: &Handle<'n>,
        child: NodeOrText<Handle<'n>>,
    ) {
        let has_parent = self.state.borrow().builder.document().parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template is its child here: extraction reads those that declare a
    /// shadow root in place, and passes over the others whole.
    fn get_template_contents(&self, target: &Handle<'n>) -> Handle<'n> {
        *target
    }

    fn same_node(&self, x: &Handle<'n>, y: &Handle<'n>) -> bool {
        self.count();
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle<'n>, new_node: NodeOrText<Handle<'n>>) {
        match new_node {
            NodeOrText::AppendNode(child) if child.id == NodeId::NONE => {}
            NodeOrText::AppendNode(child) => {
                self.state.borrow_mut().builder.insert_before(sibling.id, child.id);
            }
            NodeOrText::AppendText(text) => {
                self.state.borrow_mut().builder.insert_text_before(sibling.id, &text);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle<'n>, carried: Vec<Attribute>) {
        let State { builder, attributes, .. } = &mut *self.state.borrow_mut();
        let name = target.name.qualified();
        let attributes = attributes.take(&name, &carried, builder);
        builder.add_missing_attributes(target.id, attributes);
    }

    fn remove_from_parent(&self, target: &Handle<'n>) {
        if target.id != NodeId::NONE {
            self.state.borrow_mut().builder.detach(target.id);
        }
    }

    fn reparent_children(&self, node: &Handle<'n>, new_parent: &Handle<'n>) {
        let moved = self.state.borrow_mut().builder.reparent_children(node.id, new_parent.id);
        self.calls.set(self.calls.get() + moved);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle<'n>) -> bool {
        handle.name.is_html_integration_point
    }
}
