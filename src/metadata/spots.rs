//! The places of the text where facts stand: headings, `<time>`, elements marked as author or date.
//!
//! One pass over the elements that the caller lists; nothing is read until a fact is chosen.

use std::ops::Range;

use super::{Element, Text};
use crate::document::{AttributeName, Document, NodeId, Tag};
use crate::lexicon::{ClassGroup, ClassGroups, Credit, credit_classes};

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

/// Finds the places, in reading order.
pub(super) fn find(document: &Document, text: &Text<'_>) -> Vec<Spot> {
    let kept_before: Vec<u32> = std::iter::once(0)
        .chain(text.lines.iter().scan(0, |kept, line| {
            *kept += u32::from(line.is_kept);
            Some(*kept)
        }))
        .collect();
    let kept_in = |lines: &Range<usize>| {
        let before = |at: usize| kept_before.get(at).copied().unwrap_or_default();
        before(lines.end).saturating_sub(before(lines.start))
    };
    let all_kept = kept_before.last().copied().unwrap_or_default();
    let has_items = document.has_attribute(AttributeName::Itemprop);
    let mut spots = Vec::new();
    let mut asides: Vec<bool> = Vec::with_capacity(text.elements.len());
    for (at, element) in text.elements.iter().enumerate() {
        let outer = asides.get(element.parent as usize).copied().unwrap_or_default();
        let is_aside = outer
            || (at > 0
                && (element.groups.meets(ASIDE)
                    || matches!(element.tag, Tag::Aside | Tag::Footer | Tag::Nav))
                // A page's own wrapper may be called `has-sidebar`.
                && kept_in(&element.lines) * 3 < all_kept.max(1));
        asides.push(is_aside);
        if spots.len() < MANY {
            look(document, element, has_items, is_aside, &mut spots);
        }
    }
    spots
}

fn look(
    document: &Document,
    element: &Element,
    has_items: bool,
    is_aside: bool,
    spots: &mut Vec<Spot>,
) {
    let mut push = |kind: SpotKind| {
        let lines = element.lines.clone();
        spots.push(Spot { kind, node: element.node, lines, is_aside });
    };
    if let Some(level @ 1..=3) = element.tag.heading_level() {
        push(SpotKind::Heading(level));
    }
    // What date it is, by the most telling of its marks.
    let mut date: Option<SpotKind> = (element.tag == Tag::Time).then_some(SpotKind::Time);
    let mut marked = element.groups.meets(MARKED);
    let has_classes = marked;
    let is_read = move |name| match name {
        AttributeName::Rel | AttributeName::Itemprop => true,
        AttributeName::Class | AttributeName::Id => has_classes,
        _ => false,
    };
    let may_be_marked = marked || has_items || element.tag == Tag::A;
    let attributes = may_be_marked.then(|| document.attributes_where(element.node, is_read));
    for (name, value) in attributes.into_iter().flatten() {
        match name {
            AttributeName::Rel if matches!(element.tag, Tag::A) => {
                for token in value.split_ascii_whitespace() {
                    match token.to_ascii_lowercase().as_str() {
                        "author" => push(SpotKind::AuthorLink),
                        "tag" => push(SpotKind::Tag),
                        "license" | "licence" => push(SpotKind::Licence),
                        _ => {}
                    }
                }
            }
            AttributeName::Itemprop => {
                for token in value.split_ascii_whitespace() {
                    match token.to_ascii_lowercase().as_str() {
                        "author" | "creator" => push(SpotKind::AuthorItem),
                        "datepublished" | "datecreated" => date = Some(SpotKind::PublishedItem),
                        "datemodified" if date != Some(SpotKind::PublishedItem) => {
                            date = Some(SpotKind::ModifiedItem);
                        }
                        "headline" => push(SpotKind::HeadlineItem),
                        "name" => push(SpotKind::NameItem),
                        _ => {}
                    }
                }
            }
            AttributeName::Class | AttributeName::Id if marked => {
                let credits = credit_classes(value);
                let has = |credit: Credit| credits.has(credit);
                if has(Credit::ClassAuthor) && !has(Credit::ClassNotAuthor) {
                    push(SpotKind::AuthorClass);
                    marked = false;
                }
                // `class="entry-date published updated"` says both of a page never changed.
                let said = if has(Credit::ClassPublished) {
                    Some(SpotKind::PublishedClass)
                } else if has(Credit::ClassModified) {
                    Some(SpotKind::ModifiedClass)
                } else if has(Credit::ClassDate) && date.is_none() {
                    Some(SpotKind::DateClass)
                } else {
                    None
                };
                if !matches!(date, Some(SpotKind::PublishedItem | SpotKind::ModifiedItem)) {
                    date = said.or(date);
                }
            }
            _ => {}
        }
    }
    if let Some(kind) = date {
        push(kind);
    }
}
