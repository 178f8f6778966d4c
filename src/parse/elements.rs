//! Names of elements as the tree builder asks for them: at every step, of every element up the
//! stack. A handle carries a reference to its name, so that copying it is copying two words.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

use html5ever::interface::ElemName;
use html5ever::{LocalName, Namespace, QualName, local_name, ns};
use once_cell::sync::Lazy;

use super::attributes::Regard;
use super::boundary::Flow;
use crate::document::Tag;
use crate::hash::spread;

/// The name of an element, and what else is the same for all elements of that name.
#[derive(Debug)]
pub(super) struct ElementName {
    namespace: Namespace,
    local: LocalName,
    /// The arena's name.
    pub(super) tag: Tag,
    /// `<annotation-xml>` whose encoding makes its content HTML. Such elements have a name of their
    /// own here.
    pub(super) is_html_integration_point: bool,
    /// What tree construction looks at.
    pub(super) regard: Regard,
    pub(super) flow: Flow,
}

impl ElementName {
    fn new(
        namespace: Namespace,
        local: LocalName,
        tag: Tag,
        is_html_integration_point: bool,
    ) -> Self {
        let regard = Regard::of(&local);
        Self { namespace, local, tag, is_html_integration_point, regard, flow: Flow::of(tag) }
    }

    pub(super) fn local(&self) -> &LocalName {
        &self.local
    }

    /// Whether HTML elements of that name are formatting elements.
    pub(super) fn is_formatting(&self) -> bool {
        matches!(self.regard, Regard::Formatting | Regard::Font)
    }

    /// The name as html5ever writes it.
    pub(super) fn qualified(&self) -> QualName {
        QualName::new(None, self.namespace.clone(), self.local.clone())
    }
}

impl ElemName for &ElementName {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

/// Names of the HTML elements that the arena knows, by [`Tag`].
static HTML: Lazy<Vec<ElementName>> = Lazy::new(|| {
    Tag::ALL
        .iter()
        .map(|&(tag, name)| ElementName::new(ns!(html), LocalName::from(name), tag, false))
        .collect()
});

/// The document node, and comments: no element.
pub(super) static NO_ELEMENT: ElementName = ElementName {
    namespace: ns!(),
    local: local_name!(""),
    tag: Tag::Other,
    is_html_integration_point: false,
    regard: Regard::Nothing,
    flow: Flow::Inline,
};

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

/// The other names of one page: custom elements, SVG, MathML. Names are added and never moved, so
/// that handles may refer to them: each list is as long as it will ever be, and the next one twice
/// as long, which keeps the chain short however many names a page makes up.
#[derive(Debug, Default)]
pub(super) struct Names {
    slots: OnceCell<Box<[OnceCell<ElementName>]>>,
    next: OnceCell<Box<Names>>,
}

/// Slots of the first list. Most pages fill it with SVG, if at all.
const FIRST_SLOTS: usize = 32;

/// Gives out names.
#[derive(Debug)]
pub(super) struct Namer<'n> {
    html: &'static [ElementName],
    /// The list that is being filled, its length, and how many of its slots are taken.
    names: Cell<&'n Names>,
    slots: Cell<usize>,
    taken: Cell<usize>,
    known: RefCell<HashMap<(Namespace, LocalName, bool), &'n ElementName>>,
    /// Names given out not long ago, each at the place that its atom says: a page draws with the same
    /// `<path>` and `<use>` over and over.
    recent: [Cell<&'n ElementName>; RECENT],
}

/// Places for names, a power of two: drawings have about a dozen, which meet in fewer.
const RECENT: usize = 64;

const _: () = assert!(RECENT.is_power_of_two() && RECENT > 1);

/// Where a name is remembered.
fn place(name: &LocalName) -> usize {
    // Short names are their own hash, so that the low bits are those of their length.
    (spread(name.get_hash()) >> (u64::BITS - RECENT.trailing_zeros())) as usize
}

impl<'n> Namer<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        Self {
            html: &HTML,
            names: Cell::new(names),
            slots: Cell::new(FIRST_SLOTS),
            taken: Cell::new(0),
            known: RefCell::default(),
            recent: std::array::from_fn(|_| Cell::new(&NO_ELEMENT)),
        }
    }

    /// Number of names given out that are not among [`HTML`].
    pub(super) fn count(&self) -> usize {
        self.known.borrow().len()
    }

    /// The HTML element that the arena knows by that name.
    pub(super) fn known_html(&self, name: &str) -> Option<&'static ElementName> {
        Tag::from_name(name).and_then(|tag| self.html.get(tag as usize))
    }

    /// The name of an element that the tree builder makes.
    pub(super) fn name(&self, name: QualName, is_html_integration_point: bool) -> &'n ElementName {
        if name.ns == ns!(html) {
            if let Some(known) = self.known_html(&name.local) {
                return known;
            }
        }
        let recent = self.recent.get(place(&name.local));
        if let Some(known) = recent.map(Cell::get) {
            if known.local == name.local
                && known.namespace == name.ns
                && known.is_html_integration_point == is_html_integration_point
            {
                return known;
            }
        }
        let known = self.known(name, is_html_integration_point);
        if let Some(recent) = recent {
            recent.set(known);
        }
        known
    }

    /// One of the page's names; a new one if it was not given out before.
    fn known(&self, name: QualName, is_html_integration_point: bool) -> &'n ElementName {
        let tag = tag(&name);
        let key = (name.ns, name.local, is_html_integration_point);
        if let Some(known) = self.known.borrow().get(&key) {
            return known;
        }
        let (namespace, local, _) = key.clone();
        let name = self.add(ElementName::new(namespace, local, tag, is_html_integration_point));
        self.known.borrow_mut().insert(key, name);
        name
    }

    fn add(&self, name: ElementName) -> &'n ElementName {
        if self.taken.get() == self.slots.get() {
            self.names.set(self.names.get().next.get_or_init(Box::default));
            self.slots.set(2 * self.slots.get());
            self.taken.set(0);
        }
        let slots =
            self.names.get().slots.get_or_init(|| {
                std::iter::repeat_with(OnceCell::new).take(self.slots.get()).collect()
            });
        let taken = self.taken.replace(self.taken.get() + 1);
        // `taken` is less than the length of the list, or a new list was begun above.
        slots.get(taken).map_or(&NO_ELEMENT, |slot| slot.get_or_init(|| name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_one() {
        let names = Names::default();
        let namer = Namer::new(&names);
        let name =
            |ns: Namespace, local: &str| namer.name(QualName::new(None, ns, local.into()), false);
        assert!(std::ptr::eq(name(ns!(html), "div"), name(ns!(html), "div")));
        assert!(std::ptr::eq(name(ns!(html), "x-y"), name(ns!(html), "x-y")));
        assert!(!std::ptr::eq(name(ns!(svg), "x-y"), name(ns!(html), "x-y")));
        assert_eq!(name(ns!(svg), "svg").tag, Tag::Svg);
        assert_eq!(name(ns!(svg), "div").tag, Tag::Foreign);
        assert_eq!(name(ns!(html), "svg").tag, Tag::Svg);
    }

    #[test]
    fn names_stay_what_they_are_however_many() {
        let names = Names::default();
        let namer = Namer::new(&names);
        let local = |at: usize| format!("element-{at}");
        let all: Vec<_> = (0..1_000)
            .map(|at| namer.name(QualName::new(None, ns!(html), local(at).into()), false))
            .collect();
        for (at, name) in all.iter().enumerate() {
            assert_eq!(&*name.local, local(at).as_str());
        }
    }
}
