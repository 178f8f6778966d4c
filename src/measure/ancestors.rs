//! How near each block is to elements of certain names and classes.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::ops::Range;

use super::classes::Classes;
use super::columns::Column;
use super::marks::{CLASSES, FAR, Mark, Marks};
use super::matrix::Matrix;
use crate::document::Tag;
use crate::lexicon::ClassGroups;
use crate::segment::Blocks;

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

/// Finds what is around each block, and counts ancestors that speak for and against.
pub(super) fn measure(blocks: &Blocks, classes: &Classes, matrix: &mut Matrix, marks: &mut Marks) {
    let counts = Counts::new(blocks, classes);
    let mut last = (u32::MAX, 0..0);
    for at in 0..blocks.blocks.len() {
        let start = start(blocks, at);
        if last.0 != start {
            last = (start, around(blocks, classes, start, &mut marks.all));
        }
        marks.around.push(last.1.clone());
    }
    let starts = || (0..blocks.blocks.len()).map(|at| start(blocks, at) as usize);
    matrix.fill(Column::NegativeAncestors, starts().map(|start| f32::from(counts.of[start].0)));
    matrix.fill(Column::PositiveAncestors, starts().map(|start| f32::from(counts.of[start].1)));
    let depths = starts().map(|start| f32::from(blocks.containers[start].depth));
    matrix.fill(Column::Depth, depths);
}

/// Where the chain of a block starts: the innermost element around it if nothing else is in there.
pub(super) fn start(blocks: &Blocks, block: usize) -> u32 {
    let block = &blocks.blocks[block];
    let origin = &blocks.containers[block.origin as usize];
    if origin.end_block - origin.first_block <= 1 { block.origin } else { block.container }
}

/// Marks the nearest element of each name and class around `start`.
fn around(blocks: &Blocks, classes: &Classes, start: u32, marks: &mut Vec<Mark>) -> Range<u32> {
    const { assert!(ANCESTOR_TAGS.len() <= u32::BITS as usize) };
    let first = marks.len() as u32;
    let (mut tags_seen, mut groups_seen) = (0_u32, 0_u64);
    let mut at = start;
    for level in 0..FAR {
        let container = &blocks.containers[at as usize];
        let tag = TAG_INDEX[container.tag as usize];
        let bit = 1_u32.checked_shl(u32::from(tag)).unwrap_or(0);
        if bit & !tags_seen != 0 {
            tags_seen |= bit;
            marks.push(Mark::new(usize::from(tag), level));
        }
        let mut groups = classes.groups[at as usize].0 & !groups_seen;
        groups_seen |= groups;
        while groups != 0 {
            marks.push(Mark::new(CLASSES + groups.trailing_zeros() as usize, level));
            groups &= groups - 1;
        }
        let parent = blocks.parent(at);
        if parent == at {
            break;
        }
        at = parent;
    }
    first..marks.len() as u32
}

/// How many elements in and around each container speak against content, and for it.
struct Counts {
    of: Vec<(u16, u16)>,
}

impl Counts {
    fn new(blocks: &Blocks, classes: &Classes) -> Self {
        let mut of: Vec<(u16, u16)> = Vec::with_capacity(blocks.containers.len());
        for (container, groups) in blocks.containers.iter().zip(&classes.groups) {
            // Parents come first; the outermost is its own.
            let (negative, positive) =
                of.get(container.parent as usize).copied().unwrap_or_default();
            of.push((
                negative + u16::from(groups.meets(ClassGroups::NEGATIVE)),
                positive + u16::from(groups.meets(ClassGroups::POSITIVE)),
            ));
        }
        Self { of }
    }
}
