//! How near each block is to elements of certain names and classes.

use super::columns::Column;
use super::matrix::{ANCESTORS, Matrix};
use crate::document::{AttributeName, Document, Tag};
use crate::lexicon::{ClassGroup, ClassGroups, class_groups};
use crate::segment::{Blocks, Container};

/// Elements whose nearness is measured.
pub(crate) const ANCESTOR_TAGS: [Tag; 29] = [
    Tag::A,
    Tag::Address,
    Tag::Article,
    Tag::Aside,
    Tag::Blockquote,
    Tag::Button,
    Tag::Code,
    Tag::Details,
    Tag::Dialog,
    Tag::Dl,
    Tag::Figure,
    Tag::Footer,
    Tag::Form,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::Header,
    Tag::Label,
    Tag::Li,
    Tag::Main,
    Tag::Nav,
    Tag::Noscript,
    Tag::Ol,
    Tag::P,
    Tag::Pre,
    Tag::Section,
    Tag::Span,
    Tag::Table,
    Tag::Ul,
];

/// Number of things whose nearness is measured: tags, then class groups.
pub(crate) const THINGS: usize = ANCESTOR_TAGS.len() + ClassGroup::ALL.len();

/// Levels up at which an ancestor no longer counts.
const FAR: u8 = 30;

/// `e^(-levels / 2)`: nearness halves with every one and a half levels.
const NEARNESS: [f32; FAR as usize + 1] = {
    /// `e^(-1/2)`.
    const STEP: f32 = 0.606_530_66;
    let mut table = [0.0; FAR as usize + 1];
    let mut value = 1.0;
    let mut at = 0;
    while at < FAR as usize {
        table[at] = value;
        value *= STEP;
        at += 1;
    }
    table
};

/// Index of a tag in [`ANCESTOR_TAGS`], by the tag's own number.
const TAG_INDEX: [u8; 256] = {
    let mut table = [u8::MAX; 256];
    let mut at = 0;
    while at < ANCESTOR_TAGS.len() {
        table[ANCESTOR_TAGS[at] as usize] = at as u8;
        at += 1;
    }
    table
};

/// Names of the columns: `in_nav`, `near_nav`, then `class_sidebar`, `near_class_sidebar`.
pub(super) fn names() -> Vec<String> {
    let tags = ANCESTOR_TAGS
        .iter()
        .flat_map(|tag| [format!("in_{}", tag.name()), format!("near_{}", tag.name())]);
    let classes = ClassGroup::ALL
        .iter()
        .flat_map(|(_, name)| [format!("class_{name}"), format!("near_class_{name}")]);
    tags.chain(classes).collect()
}

/// Lexicon groups and shape of every container.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    pub(crate) groups: Vec<ClassGroups>,
    /// Hash of tag and first two classes: elements that a template repeats have the same.
    pub(crate) shapes: Vec<u64>,
}

impl Classes {
    pub(super) fn read(document: &Document, blocks: &Blocks) -> Self {
        let mut classes = Self::default();
        for container in &blocks.containers {
            let (groups, shape) = read(document, container);
            classes.groups.push(groups);
            classes.shapes.push(shape);
        }
        classes
    }
}

fn read(document: &Document, container: &Container) -> (ClassGroups, u64) {
    let mut groups = ClassGroups::default();
    let mut shape = container.tag as u64;
    for (name, value) in document.attributes(container.node) {
        match name {
            AttributeName::Class => {
                groups |= class_groups("", value);
                // The sum of two hashes does not depend on their order.
                let hashes = value.split_ascii_whitespace().take(2).map(hash);
                shape = hashes.fold(shape, u64::wrapping_add);
            }
            AttributeName::Id => groups |= class_groups("", value),
            AttributeName::Role => groups |= class_groups("role=", value),
            AttributeName::Itemprop => {
                groups |= class_groups("itemprop=", &value.to_ascii_lowercase());
            }
            AttributeName::Itemtype => {
                let kind = value.rsplit('/').next().unwrap_or(value);
                // In lower case `NewsArticle`, like `articleBody`, is one token.
                groups |= class_groups("itemtype=", &kind.to_ascii_lowercase());
            }
            _ => {}
        }
    }
    (groups, shape)
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Levels up to each thing, at one container.
type Levels = [u8; THINGS];

/// Writes the nearness columns, and counts ancestors that speak for and against.
pub(super) fn measure(blocks: &Blocks, classes: &Classes, matrix: &mut Matrix) {
    // Levels along the path to the container last looked at, by depth: what holds of a container
    // holds of its parent one level further up.
    let mut path: Vec<(Levels, f32, f32)> = Vec::new();
    let mut next = 0;
    for (at, block) in blocks.blocks.iter().enumerate() {
        while next <= block.origin.max(block.container) as usize {
            let container = &blocks.containers[next];
            let depth = container.depth as usize;
            path.truncate(depth);
            let outer = path.last().copied().unwrap_or(([FAR; THINGS], 0.0, 0.0));
            path.push(step(outer, container, classes.groups[next]));
            next += 1;
        }
        let depth = blocks.containers[start(blocks, at) as usize].depth as usize;
        if let Some((levels, negative, positive)) = path.get(depth) {
            let row = matrix.row_mut(at);
            for (pair, &levels) in row[ANCESTORS..].chunks_exact_mut(2).zip(levels) {
                pair[0] = f32::from(u8::from(levels < FAR));
                pair[1] = NEARNESS[levels as usize];
            }
            row[Column::NegativeAncestors as usize] = *negative;
            row[Column::PositiveAncestors as usize] = *positive;
            row[Column::Depth as usize] = depth as f32;
        }
    }
}

/// Where the chain of a block starts: the innermost element around it if nothing else is in there.
pub(super) fn start(blocks: &Blocks, block: usize) -> u32 {
    let block = &blocks.blocks[block];
    let origin = &blocks.containers[block.origin as usize];
    if origin.end_block - origin.first_block <= 1 { block.origin } else { block.container }
}

fn step(
    (mut levels, mut negative, mut positive): (Levels, f32, f32),
    container: &Container,
    groups: ClassGroups,
) -> (Levels, f32, f32) {
    for level in &mut levels {
        *level = (*level + 1).min(FAR);
    }
    let tag = TAG_INDEX[container.tag as usize];
    if let Some(level) = levels.get_mut(tag as usize) {
        *level = 0;
    }
    let mut bits = groups.0;
    while bits != 0 {
        levels[ANCESTOR_TAGS.len() + bits.trailing_zeros() as usize] = 0;
        bits &= bits - 1;
    }
    negative += f32::from(u8::from(groups.meets(ClassGroups::NEGATIVE)));
    positive += f32::from(u8::from(groups.meets(ClassGroups::POSITIVE)));
    (levels, negative, positive)
}
