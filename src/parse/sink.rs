//! html5ever's tree construction, written into the arena.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use crate::document::{AttributeName, Builder, Document, NodeId, Tag};

/// What the tree builder holds of an element: its place in the arena, and the name that it asks
/// for at every step.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    id: NodeId,
    namespace: Namespace,
    name: LocalName,
    /// `<annotation-xml>` whose encoding makes its content HTML.
    html_integration_point: bool,
}

impl Handle {
    pub(super) fn name(&self) -> &LocalName {
        &self.name
    }
}

/// A borrowed element name, as the tree builder wants it.
#[derive(Debug)]
pub(super) struct Name<'a>(&'a Handle);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.0.name
    }
}

/// A [`TreeSink`] that builds a [`Document`]: text, elements and the attributes that we read.
/// Comments, processing instructions, doctype, scripts (save JSON-LD) and styles are not kept.
#[derive(Debug)]
pub(super) struct ArenaSink {
    builder: RefCell<Builder>,
}

impl ArenaSink {
    pub(super) fn new(builder: Builder) -> Self {
        Self { builder: RefCell::new(builder) }
    }

    /// Number of nodes made so far.
    pub(super) fn nodes(&self) -> usize {
        self.builder.borrow().document().len()
    }
}

/// Whether the text in `parent` is worth storing. Scripts and styles are a third of the bytes of an
/// ordinary page; of them only JSON-LD is read.
pub(super) fn keeps_text(document: &Document, parent: NodeId) -> bool {
    match document.tag(parent) {
        Tag::Style => false,
        Tag::Script => document
            .attribute(parent, AttributeName::Type)
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")),
        _ => true,
    }
}

/// The attributes that the arena keeps, with their values.
pub(super) fn kept(attributes: &[Attribute]) -> impl Iterator<Item = (AttributeName, &str)> {
    attributes.iter().filter(|attribute| attribute.name.ns == ns!()).filter_map(|attribute| {
        AttributeName::from_name(&attribute.name.local).map(|name| (name, &*attribute.value))
    })
}

/// The arena's name of an element.
pub(super) fn tag(name: &QualName) -> Tag {
    match name.ns {
        ns!(html) => Tag::from_name(&name.local).unwrap_or_else(|| obsolete(&name.local)),
        ns!(svg) if name.local == local_name!("svg") => Tag::Svg,
        ns!(mathml) if name.local == local_name!("math") => Tag::Math,
        _ => Tag::Foreign,
    }
}

/// What an element that is no longer written, but still parsed by rules of its own, is today.
/// `<noembed>` holds markup as text, which no browser shows.
fn obsolete(name: &LocalName) -> Tag {
    match *name {
        local_name!("listing") | local_name!("plaintext") | local_name!("xmp") => Tag::Pre,
        local_name!("noembed") => Tag::Noframes,
        _ => Tag::Other,
    }
}

impl TreeSink for ArenaSink {
    type Handle = Handle;
    type Output = Document;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Document {
        self.builder.into_inner().finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: NodeId::DOCUMENT,
            namespace: ns!(),
            name: local_name!(""),
            html_integration_point: false,
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Name<'a> {
        Name(target)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        let id = self.builder.borrow_mut().element(tag(&name), kept(&attributes));
        Handle {
            id,
            namespace: name.ns,
            name: name.local,
            html_integration_point: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle { id: NodeId::NONE, ..self.get_document() }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle { id: NodeId::NONE, ..self.get_document() }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) if child.id == NodeId::NONE => {}
            NodeOrText::AppendNode(child) => {
                self.builder.borrow_mut().append(parent.id, child.id);
            }
            NodeOrText::AppendText(text) => {
                let mut builder = self.builder.borrow_mut();
                if keeps_text(builder.document(), parent.id) {
                    builder.append_text(parent.id, &text);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.builder.borrow().document().parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template is its child here: extraction passes over templates whole.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        match new_node {
            NodeOrText::AppendNode(child) if child.id == NodeId::NONE => {}
            NodeOrText::AppendNode(child) => {
                self.builder.borrow_mut().insert_before(sibling.id, child.id);
            }
            NodeOrText::AppendText(text) => {
                self.builder.borrow_mut().insert_text_before(sibling.id, &text);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.builder.borrow_mut().add_missing_attributes(target.id, kept(&attributes));
    }

    fn remove_from_parent(&self, target: &Handle) {
        if target.id != NodeId::NONE {
            self.builder.borrow_mut().detach(target.id);
        }
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.builder.borrow_mut().reparent_children(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.html_integration_point
    }
}
