//! An `RcDom` that the caller has parsed already, copied into the arena.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::elements::tag;
use super::sink::keeps_text;
use super::{Parsed, read};
use crate::document::{AttributeName, Buffers, Builder, Document, NodeId, NodeKind, Tag};
use crate::error::Error;
use crate::limits::{Degradation, Limits};

/// Copies a DOM, leaving out what parsing leaves out, save white space between blocks. Iterative,
/// since the DOM may be nested deeper than the stack; elements deeper than parsing would nest them
/// are flattened into their ancestors.
///
/// # Errors
/// The DOM has more nodes or more text than the limits allow, or takes more steps: see
/// [`Document::weight`], and [`Parsed::steps`] for what is still markup in it.
pub(crate) fn from_rcdom(dom: &RcDom, limits: &Limits) -> Result<Parsed, Error> {
    let builder = Builder::with_capacity(0, Buffers::default());
    let mut copy = Copy { builder, limits, degradations: Vec::new(), steps: 0 };
    let root = dom.document.clone();
    let mut pending =
        vec![Visit { node: root, parent: NodeId::DOCUMENT, depth: 0, is_alone: true }];
    while let Some(visit) = pending.pop() {
        copy.check()?;
        let (id, depth) = copy.node(&visit);
        let Some(id) = id else { continue };
        if let NodeData::Element { template_contents, .. } = &visit.node.data {
            if let Some(contents) = &*template_contents.borrow() {
                pending.push(Visit { node: contents.clone(), parent: id, depth, is_alone: true });
            }
        }
        let children = visit.node.children.borrow();
        let is_alone = children.len() == 1;
        for child in children.iter().rev() {
            pending.push(Visit { node: child.clone(), parent: id, depth, is_alone });
        }
    }
    copy.check()?;
    let document = copy.builder.finish();
    let steps = copy.steps + document.weight() as u64;
    limits.check_steps(steps)?;
    let mut degradations = copy.degradations;
    degradations.sort_unstable();
    Ok(Parsed { document, degradations, steps })
}

/// The attributes that the arena keeps, with their values.
fn kept(attributes: &[Attribute]) -> impl Iterator<Item = (AttributeName, &str)> {
    let kept = |attribute: &Attribute| attribute_name(&attribute.name);
    attributes.iter().filter_map(move |attribute| kept(attribute).zip(Some(&*attribute.value)))
}

/// The attribute that the arena keeps under a name, as a tree builder leaves it: of SVG and MathML
/// elements it has moved `xml:lang` to a namespace. (HTML standard, 13.2.6.1, "adjust foreign
/// attributes")
pub(super) fn attribute_name(name: &QualName) -> Option<AttributeName> {
    if name.ns == ns!() {
        return AttributeName::from_name(&name.local);
    }
    (name.ns == ns!(xml) && name.local == local_name!("lang")).then_some(AttributeName::XmlLang)
}

struct Visit {
    node: Handle,
    parent: NodeId,
    depth: usize,
    /// The node has no siblings.
    is_alone: bool,
}

struct Copy<'l> {
    builder: Builder,
    limits: &'l Limits,
    /// Why something was left out, each reason once.
    degradations: Vec<Degradation>,
    /// What it took to parse what was still markup.
    steps: u64,
}

impl Copy<'_> {
    fn check(&self) -> Result<(), Error> {
        let document = self.builder.document();
        self.limits.check_nodes(document.len())?;
        self.limits.check_input(document.bytes())?;
        self.limits.check_steps(self.steps)
    }

    fn degrade(&mut self, why: Degradation) {
        if !self.degradations.contains(&why) {
            self.degradations.push(why);
        }
    }

    /// Copies one node; says under which node its children go, if they go anywhere, and how deep
    /// they are.
    fn node(&mut self, visit: &Visit) -> (Option<NodeId>, usize) {
        let Visit { node, parent, depth, is_alone } = visit;
        match &node.data {
            NodeData::Document => (Some(*parent), *depth),
            NodeData::Text { contents } => {
                self.text(*parent, *depth, &contents.borrow(), *is_alone);
                (None, *depth)
            }
            NodeData::Element { name, attrs, .. } => {
                (Some(self.element(*parent, *depth, name, &attrs.borrow())), depth + 1)
            }
            _ => (None, *depth),
        }
    }

    fn element(
        &mut self,
        parent: NodeId,
        depth: usize,
        name: &QualName,
        attributes: &[Attribute],
    ) -> NodeId {
        if depth >= self.limits.depth {
            self.degrade(Degradation::Depth);
            return parent;
        }
        let id = self.builder.element(tag(name), kept(attributes));
        self.builder.append(parent, id);
        id
    }

    /// Copies text. A DOM that was parsed with scripting on, as html5ever's default is, holds the
    /// content of `<noscript>` as one text, which parsing with scripting off reads as markup. A DOM
    /// does not say which it is: `<noscript>&lt;b&gt;</noscript>`, parsed with scripting off, is
    /// taken for markup as well.
    fn text(&mut self, parent: NodeId, depth: usize, text: &StrTendril, is_alone: bool) {
        let document = self.builder.document();
        if document.tag(parent) == Tag::Noscript && is_alone {
            let depth = self.limits.depth.saturating_sub(depth);
            let content = read(text, &Limits { depth, ..*self.limits }, Buffers::default());
            self.steps += content.steps;
            content.degradations.into_iter().for_each(|why| self.degrade(why));
            let document = content.document;
            // What stands in a head, `<link>` and `<meta>`, was put into one.
            let html = document.html().unwrap_or(NodeId::DOCUMENT);
            document.children(html).for_each(|part| self.graft(&document, part, parent));
        } else if keeps_text(document, parent) {
            self.builder.append_text(parent, text);
        }
    }

    /// Copies what is in an element of another document.
    fn graft(&mut self, from: &Document, part: NodeId, to: NodeId) {
        // The chain of open elements: where each is in `from`, and where its copy is.
        let mut open = vec![(part, to)];
        for node in from.descendants(part).skip(1) {
            while from.parent(node) != open.last().map(|&(original, _)| original) {
                open.pop();
            }
            let Some(&(_, parent)) = open.last() else { return };
            match from.kind(node) {
                NodeKind::Element { tag, .. } => {
                    let id = self.builder.element(tag, from.attributes(node));
                    self.builder.append(parent, id);
                    open.push((node, id));
                }
                NodeKind::Text(span) => self.builder.append_text(parent, from.text(span)),
                NodeKind::Document => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use html5ever::tendril::TendrilSink;
    use html5ever::{ParseOpts, parse_document};

    use super::*;
    use crate::parse::parse;

    fn copied(dom: &RcDom) -> Document {
        from_rcdom(dom, &Limits::DEFAULT).unwrap().document
    }

    fn shape(document: &Document) -> String {
        let mut out = String::new();
        for node in document.descendants(NodeId::DOCUMENT).skip(1) {
            match document.kind(node) {
                NodeKind::Text(span) => out.push_str(&format!("{:?} ", document.text(span))),
                _ => {
                    let attributes: Vec<_> = document.attributes(node).collect();
                    out.push_str(&format!("{:?}{attributes:?} ", document.tag(node)));
                }
            }
        }
        out
    }

    #[test]
    fn a_copied_dom_equals_a_parsed_page() {
        let page = "<!doctype html><title>T</title><script>x</script>\
            <script type=application/ld+json>{}</script><style>p{}</style><body class=a onload=b>\
            <!-- c --><p id=x>One<b>two</b><noscript><p>three<p>four <b>five</b></noscript>\
            <template><p>six</template><svg><text>seven</text></svg><table>eight<tr><td>nine";
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
        assert_eq!(shape(&copied(&dom)), shape(&parse(page).document));
    }

    #[test]
    fn noscript_is_markup_where_it_was_parsed_as_text() {
        let copied = |page: &str, scripting_enabled| {
            let mut options = ParseOpts::default();
            options.tree_builder.scripting_enabled = scripting_enabled;
            shape(&super::tests::copied(&parse_document(RcDom::default(), options).one(page)))
        };
        let parsed = |page: &str| shape(&parse(page).document);
        let page = "<p>a<noscript>b &amp; <i>c</i></noscript>";
        assert_eq!(copied(page, true), parsed(page));
        assert_eq!(copied(page, false), parsed(page));
        let page = "<noscript><meta itemprop=datePublished content=2024></noscript><p>a";
        assert_eq!(copied(page, true), parsed(page));
        // Never closes, since a `<p>` is open: its text stands beside an element.
        let page = "a<noscript><p>b</noscript><p>c</p>d &lt;i&gt;";
        assert_eq!(copied(page, false), parsed(page));
    }

    #[test]
    fn noscript_is_held_to_the_limits() {
        let html = format!("<noscript>{}x</noscript>", "<div>".repeat(900));
        let options = ParseOpts::default();
        let dom = parse_document(RcDom::default(), options).one(html.as_str());
        let flat = from_rcdom(&dom, &Limits::DEFAULT.with_depth(100)).unwrap();
        assert_eq!(flat.degradations, [Degradation::Depth]);
        let parent = |node: &NodeId| flat.document.parent(*node);
        let depth = |node| std::iter::successors(Some(node), parent).count();
        assert!(flat.document.descendants(NodeId::DOCUMENT).map(depth).max().unwrap() <= 102);
        assert!(from_rcdom(&dom, &Limits::DEFAULT.with_steps(100)).is_err());
    }
}
