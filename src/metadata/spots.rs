//! The places of the text where facts stand: headings, `<time>`, elements marked as author or date.
//!
//! One pass over the elements that the caller lists; nothing is read until a fact is chosen.

use std::collections::HashMap;
use std::mem::{self, Discriminant};
use std::ops::Range;

use super::{Element, Text};
use crate::document::{AttributeName, Document, NodeId, Recent, Tag};
use crate::lexicon::{ClassGroup, ClassGroups, Credit, Credits, credit_classes};
use crate::running::totals;

/// A place, and what kind of fact it holds.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) kind: SpotKind,
    pub(super) node: NodeId,
    /// The lines of text that it is or is part of.
    pub(super) lines: Range<usize>,
    /// It stands beside the article: in a list of related pages, a comment, a footer.
    pub(super) is_aside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SpotKind {
    Heading(u8),
    Time,
    /// `rel=author`.
    AuthorLink,
    /// `itemprop=author`.
    AuthorItem,
    /// A class such as `byline`.
    AuthorClass,
    PublishedItem,
    ModifiedItem,
    PublishedClass,
    ModifiedClass,
    /// A class such as `date`.
    DateClass,
    /// `itemprop=headline`.
    HeadlineItem,
    /// `itemprop=name`.
    NameItem,
    /// `rel=tag`.
    Tag,
    /// `rel=license`.
    Licence,
}

/// Classes of what is not the article itself.
const ASIDE: ClassGroups = ClassGroups::of(&[
    ClassGroup::Nav,
    ClassGroup::Sidebar,
    ClassGroup::Footer,
    ClassGroup::Related,
    ClassGroup::Comment,
    ClassGroup::Promo,
    ClassGroup::Advert,
    ClassGroup::Newsletter,
    ClassGroup::Cookie,
    ClassGroup::Modal,
    ClassGroup::Search,
    ClassGroup::Login,
    ClassGroup::Widget,
    ClassGroup::Card,
]);

/// Classes that may mark a name or a date.
const MARKED: ClassGroups = ClassGroups::of(&[ClassGroup::Author, ClassGroup::Meta]);

/// Places of one kind beyond which there is a list of them, none of them the page's own.
const MANY: usize = 400;

/// The places of a page.
#[derive(Debug, Default)]
pub(super) struct Spots {
    /// In reading order.
    pub(super) all: Vec<Spot>,
    /// The lines of each part of the page beside the article, in reading order.
    asides: Vec<Range<usize>>,
}

impl Spots {
    /// Whether a line stands beside the article.
    pub(super) fn is_aside(&self, line: usize) -> bool {
        let after = self.asides.partition_point(|lines| lines.start <= line);
        let last = after.checked_sub(1).and_then(|last| self.asides.get(last));
        last.is_some_and(|lines| lines.contains(&line))
    }
}

/// Finds the places. An element of several kinds has one for each.
pub(super) fn find(document: &Document, text: &Text<'_>) -> Spots {
    let kept_before = totals(text.lines.iter().map(|line| u32::from(line.is_kept)));
    let kept_in = |lines: &Range<usize>| {
        let before = |at: usize| kept_before.get(at).copied().unwrap_or_default();
        before(lines.end).saturating_sub(before(lines.start))
    };
    let all_kept = kept_before.last().copied().unwrap_or_default();
    let mut search = Search {
        document,
        has_items: document.has_attribute(AttributeName::Itemprop),
        classes: Recent::default(),
        counts: HashMap::new(),
        spots: Vec::new(),
    };
    let mut aside_lines = Vec::new();
    let mut asides: Vec<bool> = Vec::with_capacity(text.elements.len());
    for (at, element) in text.elements.iter().enumerate() {
        let outer = asides.get(element.parent as usize).copied().unwrap_or_default();
        let is_aside = outer
            || ((element.groups.meets(ASIDE)
                || matches!(element.tag, Tag::Aside | Tag::Footer | Tag::Nav))
                && at > 0
                // A page's own wrapper may be called `has-sidebar`.
                && kept_in(&element.lines) * 3 < all_kept.max(1));
        asides.push(is_aside);
        if is_aside && !outer {
            aside_lines.push(element.lines.clone());
        }
        if search.may_hold(element) {
            search.look(element, is_aside);
        }
    }
    Spots { all: search.spots, asides: aside_lines }
}

struct Search<'a> {
    document: &'a Document,
    /// There is an `itemprop` somewhere.
    has_items: bool,
    /// What class names say that were read not long ago.
    classes: Recent<'a, Credits>,
    /// How many there are of each kind, headings being one.
    counts: HashMap<Discriminant<SpotKind>, usize>,
    spots: Vec<Spot>,
}

impl Search<'_> {
    /// Whether an element may be a place: four in five are none by their tag and class.
    fn may_hold(&self, element: &Element) -> bool {
        matches!(element.tag, Tag::A | Tag::H1 | Tag::H2 | Tag::H3 | Tag::Time)
            || element.groups.meets(MARKED)
            || self.has_items
    }

    fn look(&mut self, element: &Element, is_aside: bool) {
        let Self { document, classes, counts, spots, .. } = self;
        let mut push = |kind: SpotKind| {
            let count = counts.entry(mem::discriminant(&kind)).or_default();
            if *count < MANY {
                *count += 1;
                let lines = element.lines.clone();
                spots.push(Spot { kind, node: element.node, lines, is_aside });
            }
        };
        if let Some(level @ 1..=3) = element.tag.heading_level() {
            push(SpotKind::Heading(level));
        }
        // What date it is, by the most telling of its marks.
        let mut date: Option<SpotKind> = (element.tag == Tag::Time).then_some(SpotKind::Time);
        let has_classes = element.groups.meets(MARKED);
        let is_read = move |name| match name {
            AttributeName::Rel | AttributeName::Itemprop => true,
            AttributeName::Class | AttributeName::Id => has_classes,
            _ => false,
        };
        let mut is_author = false;
        for (name, value) in document.attributes_where(element.node, is_read) {
            match name {
                AttributeName::Rel if element.tag == Tag::A => {
                    named(value, &RELATIONS).for_each(&mut push);
                }
                AttributeName::Itemprop => {
                    for kind in named(value, &ITEMS) {
                        match kind {
                            SpotKind::PublishedItem => date = Some(kind),
                            SpotKind::ModifiedItem if date == Some(SpotKind::PublishedItem) => {}
                            SpotKind::ModifiedItem => date = Some(kind),
                            _ => push(kind),
                        }
                    }
                }
                // Of class and id the first that tells of an author is the last that is read.
                AttributeName::Class | AttributeName::Id if !is_author => {
                    let credits = classes.of(value, credit_classes);
                    is_author =
                        credits.has(Credit::ClassAuthor) && !credits.has(Credit::ClassNotAuthor);
                    if is_author {
                        push(SpotKind::AuthorClass);
                    }
                    date = dated(date, credits);
                }
                _ => {}
            }
        }
        if let Some(kind) = date {
            push(kind);
        }
    }
}

/// What `rel` of a link, and `itemprop`, make of an element.
const RELATIONS: [(&str, SpotKind); 4] = [
    ("author", SpotKind::AuthorLink),
    ("tag", SpotKind::Tag),
    ("license", SpotKind::Licence),
    ("licence", SpotKind::Licence),
];
const ITEMS: [(&str, SpotKind); 7] = [
    ("author", SpotKind::AuthorItem),
    ("creator", SpotKind::AuthorItem),
    ("datepublished", SpotKind::PublishedItem),
    ("datecreated", SpotKind::PublishedItem),
    ("datemodified", SpotKind::ModifiedItem),
    ("headline", SpotKind::HeadlineItem),
    ("name", SpotKind::NameItem),
];

/// What the tokens of a value make of an element, whatever their capitals.
fn named<'a>(value: &'a str, known: &'a [(&str, SpotKind)]) -> impl Iterator<Item = SpotKind> + 'a {
    let kind = |token: &str| {
        let is = |(name, _): &&(&str, SpotKind)| token.eq_ignore_ascii_case(name);
        known.iter().find(is).map(|&(_, kind)| kind)
    };
    value.split_ascii_whitespace().filter_map(kind)
}

/// What date an element holds that is known for one by other marks, or for none, and has such classes.
/// `class="entry-date published updated"` says both of a page never changed.
fn dated(date: Option<SpotKind>, credits: Credits) -> Option<SpotKind> {
    match date {
        Some(SpotKind::PublishedItem | SpotKind::ModifiedItem) => date,
        _ if credits.has(Credit::ClassPublished) => Some(SpotKind::PublishedClass),
        _ if credits.has(Credit::ClassModified) => Some(SpotKind::ModifiedClass),
        None if credits.has(Credit::ClassDate) => Some(SpotKind::DateClass),
        _ => date,
    }
}
