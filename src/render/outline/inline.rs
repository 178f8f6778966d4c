//! Inline elements: which are kept, and which are open where.

use super::{Element, Piece, Slice};
use crate::document::{AttributeName, Document, NodeId, Tag};

/// Bytes past which an attribute value is not kept. Longer addresses are data, or attacks.
pub(super) const LONGEST_VALUE: usize = 4096;

/// Leaves that one link is given to: a page may wrap a whole card, or its whole body, in a link, and
/// the address must not be repeated for each paragraph. Two, so that a card's picture and its
/// heading both have it. The same goes for whatever else has a value: `<abbr title>`, `<time datetime>`.
const LEAVES_PER_VALUE: u8 = 2;

/// An inline element that the walk is in.
#[derive(Debug, Clone, Copy)]
struct Active {
    element: Element,
    is_open: bool,
    /// How many more leaves it may be opened in.
    leaves: u8,
}

/// The inline elements around the text to come, from the outside in. They are opened only when text
/// comes, and closed with the leaf.
#[derive(Debug)]
pub(super) struct Inlines {
    active: Vec<Active>,
    /// Bytes of values that may still be kept. A link that never closes is opened again in each
    /// paragraph, as an element of its own: altogether they may take what the page itself takes.
    values_left: usize,
}

impl Inlines {
    pub(super) fn of(document: &Document) -> Self {
        Self { active: Vec::new(), values_left: document.bytes() }
    }

    /// Goes into an element; says whether it is one that is kept. An element within one of its own
    /// kind adds nothing.
    pub(super) fn enter(
        &mut self,
        document: &Document,
        node: NodeId,
        tag: Tag,
        values: &mut String,
    ) -> bool {
        let Some(tag) = inline(tag) else { return false };
        if self.active.iter().any(|active| is_same(active.element, tag)) {
            return false;
        }
        let attribute = match tag {
            Tag::A => Some(AttributeName::Href),
            Tag::Abbr => Some(AttributeName::Title),
            Tag::Time => Some(AttributeName::Datetime),
            _ => None,
        };
        let given = attribute.and_then(|name| document.attribute(node, name));
        let value = given.map_or_else(Slice::default, |value| self.keep(value, values));
        let element = match tag {
            Tag::A if value.is_empty() => return false,
            Tag::A => Element::Link(value),
            _ => Element::Inline(tag, value),
        };
        let leaves = if value.is_empty() { u8::MAX } else { LEAVES_PER_VALUE };
        self.active.push(Active { element, is_open: false, leaves });
        true
    }

    /// Keeps a value, if there is room for it.
    fn keep(&mut self, value: &str, values: &mut String) -> Slice {
        match self.values_left.checked_sub(value.len()) {
            Some(left) => {
                self.values_left = left;
                store(value, LONGEST_VALUE, values)
            }
            None => Slice::default(),
        }
    }

    /// Leaves the innermost element that was entered.
    pub(super) fn leave(&mut self, pieces: &mut Vec<Piece>) {
        if let Some(active) = self.active.pop() {
            if active.is_open {
                close(active.element, pieces);
            }
        }
    }

    /// Opens what is not open yet: text follows. Within preformatted code, `<code>` says nothing.
    pub(super) fn open(&mut self, in_preformatted: bool, pieces: &mut Vec<Piece>) {
        for active in &mut self.active {
            let is_idle = active.leaves == 0 || (in_preformatted && is_code(active.element));
            if !active.is_open && !is_idle {
                active.is_open = true;
                if active.leaves < u8::MAX {
                    active.leaves -= 1;
                }
                pieces.push(Piece::Open(active.element));
            }
        }
    }

    /// Closes what is open: the leaf ends.
    pub(super) fn close_all(&mut self, pieces: &mut Vec<Piece>) {
        for active in self.active.iter_mut().rev().filter(|active| active.is_open) {
            active.is_open = false;
            close(active.element, pieces);
        }
    }
}

/// Closes an element, or takes it back if nothing came since it was opened.
fn close(element: Element, pieces: &mut Vec<Piece>) {
    if pieces.last() == Some(&Piece::Open(element)) {
        pieces.pop();
    } else {
        pieces.push(Piece::Close(element));
    }
}

/// Keeps an attribute value, without the white space around it.
pub(super) fn store(value: &str, longest: usize, values: &mut String) -> Slice {
    let value = value.trim();
    if value.len() > longest {
        return Slice::default();
    }
    let start = values.len();
    values.push_str(value);
    Slice::new(start, values.len())
}

fn is_same(element: Element, tag: Tag) -> bool {
    match element {
        Element::Link(_) => tag == Tag::A,
        Element::Inline(open, _) => match open {
            Tag::B | Tag::Strong => matches!(tag, Tag::B | Tag::Strong),
            Tag::I | Tag::Em => matches!(tag, Tag::I | Tag::Em),
            Tag::S | Tag::Del => matches!(tag, Tag::S | Tag::Del),
            _ => open == tag,
        },
        _ => false,
    }
}

fn is_code(element: Element) -> bool {
    matches!(element, Element::Inline(Tag::Code | Tag::Samp | Tag::Kbd, _))
}

/// The inline element that is written for one of the page, if any.
fn inline(tag: Tag) -> Option<Tag> {
    match tag {
        Tag::A
        | Tag::Abbr
        | Tag::B
        | Tag::Cite
        | Tag::Code
        | Tag::Del
        | Tag::Dfn
        | Tag::Em
        | Tag::I
        | Tag::Ins
        | Tag::Kbd
        | Tag::Mark
        | Tag::Math
        | Tag::Q
        | Tag::Rp
        | Tag::Rt
        | Tag::Ruby
        | Tag::S
        | Tag::Samp
        | Tag::Small
        | Tag::Strong
        | Tag::Sub
        | Tag::Sup
        | Tag::Time
        | Tag::U
        | Tag::Var => Some(tag),
        Tag::Acronym => Some(Tag::Abbr),
        Tag::Strike => Some(Tag::S),
        Tag::Tt => Some(Tag::Code),
        _ => None,
    }
}
