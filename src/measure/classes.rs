//! What the attributes of an element say of it.

use std::borrow::Cow;

use super::posts::Thread;
use super::sums::Sums;
use crate::document::{AttributeName, Document, Recent};
use crate::hash::Fnv;
use crate::lexicon::{ClassFacts, ClassGroup, ClassGroups, Evidence, class_facts, class_tokens};
use crate::segment::{Blocks, Container};

/// Lexicon groups and shape of every container.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    pub(crate) groups: Vec<ClassGroups>,
    /// Hash of tag and first two classes: elements that a template repeats have the same.
    pub(crate) shapes: Vec<u64>,
}

impl Classes {
    /// Reads the attributes of every container; also what they say of the blocks within, which is
    /// measured at once and takes room.
    pub(super) fn read(document: &Document, blocks: &Blocks) -> (Self, Vec<Evidence>) {
        let count = blocks.containers.len();
        let mut classes =
            Self { groups: Vec::with_capacity(count), shapes: Vec::with_capacity(count) };
        let mut evidence = Vec::with_capacity(count);
        let mut recent = Recent::default();
        let mut thread = Thread::default();
        for (at, container) in blocks.containers.iter().enumerate() {
            let is_post = thread.holds(at);
            let (facts, shape) = read(document, container, is_post, &mut thread, &mut recent);
            classes.groups.push(facts.groups);
            classes.shapes.push(shape);
            evidence.push(facts.evidence);
        }
        (classes, evidence)
    }

    /// Forgets what speaks against elements that hold the page's text, or makes captions of it:
    /// `<body class="modal-open has-sidebar caption-on-video">` says what else there is, not what the
    /// text is.
    pub(super) fn clear_frames(&mut self, blocks: &Blocks, sums: &Sums) {
        let letters = |first, end| u64::from(sums.within(first, end).letters);
        let all = letters(0, blocks.blocks.len() as u32);
        for (groups, container) in self.groups.iter_mut().zip(&blocks.containers) {
            let holds_all =
                || letters(container.first_block, container.end_block) * WHOLE >= all * (WHOLE - 1);
            if groups.meets(OF_A_PART) && holds_all() {
                groups.0 &= !OF_A_PART.0;
            }
        }
    }
}

/// What says of an element that it is less than the page.
const OF_A_PART: ClassGroups =
    ClassGroups(ClassGroups::NEGATIVE.0 | ClassGroups::of(&[ClassGroup::Caption]).0);

/// An element that holds all of the page's text but one in so many letters holds the page.
const WHOLE: u64 = 20;

fn read<'a>(
    document: &'a Document,
    container: &Container,
    is_post: bool,
    thread: &mut Thread,
    recent: &mut Recent<'a, Class>,
) -> (ClassFacts, u64) {
    let mut facts = ClassFacts::default();
    let mut shape = container.tag as u64;
    for (name, value) in document.attributes(container.node) {
        let of_value = if name == AttributeName::Class {
            let class = recent.of(value, Class::of);
            shape = shape.wrapping_add(class.shape);
            class.facts
        } else if let Some((prefix, value)) = prefixed(name, value, is_post) {
            thread.read(container, name, &value);
            class_facts(prefix, &value)
        } else {
            continue;
        };
        facts.groups |= of_value.groups;
        facts.evidence += of_value.evidence;
    }
    (facts, shape)
}

/// What goes before the tokens of an attribute's value, and the value. That a post of a thread is a
/// comment is no more said of it.
fn prefixed(
    name: AttributeName,
    value: &str,
    is_post: bool,
) -> Option<(&'static str, Cow<'_, str>)> {
    // In lower case `NewsArticle`, like `articleBody`, is one token.
    let (prefix, value) = match name {
        AttributeName::Class | AttributeName::Id => ("", value.into()),
        AttributeName::Role => ("role=", value.into()),
        AttributeName::Itemprop => ("itemprop=", value.to_ascii_lowercase().into()),
        AttributeName::Itemtype => ("itemtype=", name_of_type(value).to_ascii_lowercase().into()),
        _ => return None,
    };
    let is_comment =
        matches!(name, AttributeName::Itemprop | AttributeName::Itemtype) && value == "comment";
    (!(is_post && is_comment)).then_some((prefix, value))
}

/// The last part of the address of a type: `http://schema.org/Comment`.
pub(super) fn name_of_type(value: &str) -> &str {
    value.rsplit('/').next().unwrap_or(value)
}

/// The tokens of each container, from which training fits what they say.
pub(crate) fn tokens(document: &Document, blocks: &Blocks) -> Vec<Vec<String>> {
    let mut thread = Thread::default();
    let mut of_container = |(at, container): (usize, &Container)| {
        let is_post = thread.holds(at);
        let mut said = Vec::new();
        for (name, value) in document.attributes(container.node) {
            thread.read(container, name, value);
            if let Some((prefix, value)) = prefixed(name, value, is_post) {
                said.extend(class_tokens(prefix, &value));
            }
        }
        said
    };
    blocks.containers.iter().enumerate().map(&mut of_container).collect()
}

/// What a class attribute says.
#[derive(Debug, Clone, Copy, Default)]
struct Class {
    facts: ClassFacts,
    /// The sum of the hashes of the first two classes, which does not depend on their order.
    shape: u64,
}

impl Class {
    fn of(value: &str) -> Self {
        let hashes =
            value.split_ascii_whitespace().take(2).map(|class| Fnv::NEW.push_text(class).0);
        Self { facts: class_facts("", value), shape: hashes.fold(0, u64::wrapping_add) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::text::count;
    use crate::parse::parse;
    use crate::segment::segment;

    #[test]
    fn nothing_speaks_against_what_holds_the_page() {
        let page = "<body class='has-sidebar show-captions'><p>Accueil</p><div class='page sidebar-right main'>\
            <p>Le vent souffle depuis trois jours sur la côte.</p><p class=sidebar>Météo</p></div>";
        let document = parse(page).document;
        let blocks = segment(&document);
        let (mut classes, _) = Classes::read(&document, &blocks);
        let has = |classes: &Classes, group: ClassGroup| -> Vec<bool> {
            classes.groups.iter().map(|groups| groups.has(group)).collect()
        };
        let holds_sidebar = [true, false, true, false, true];
        assert_eq!(has(&classes, ClassGroup::Sidebar), holds_sidebar);
        classes.clear_frames(&blocks, &Sums::new(&blocks, &count(&blocks)));
        assert!(!classes.groups.iter().any(|groups| groups.has(ClassGroup::Caption)));
        let less_than_all = [false, false, true, false, true];
        assert_eq!(has(&classes, ClassGroup::Sidebar), less_than_all);
        assert_eq!(has(&classes, ClassGroup::Main), [false, false, true, false, false]);
    }
}
