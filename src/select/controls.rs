//! Buttons that come again: "Copy" above each listing of a manual, "Reply" below each post of a thread.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks are numbered when they are made, and every list here has an entry for each"
)]

use super::duplicates::reading;
use crate::hash::Alike;
use crate::measure::Texts;
use crate::segment::{Block, Blocks, Container};

/// Words of a button that may be one of many. Longer ones are questions that unfold their answers.
const MOST_WORDS: u32 = 3;

/// Elements around a button, itself the first, among which a heading is looked for.
const AROUND: usize = 4;

/// Which blocks are buttons that the page has more than once, in order.
///
/// A button that is there once may be the heading of what it unfolds, and one in a heading is. Links are not
/// looked at: those of the items of a listing are part of the labelled texts ("Read more"; without them scrapinghub
/// and wcxb-dev lose 0.0005, readability 0.001).
pub(super) fn repeated(blocks: &Blocks, texts: &Texts) -> Vec<usize> {
    let is_button = |block: &Block| {
        let is_heading = |around: &Container| around.tag.heading_level().is_some();
        block.in_button == block.length
            && !blocks.ancestors(block.container).take(AROUND).any(is_heading)
    };
    let candidates = blocks.blocks.iter().zip(&texts.counts).enumerate();
    let buttons: Vec<usize> = candidates
        .filter(|(_, (block, counts))| is_button(block) && counts.words <= MOST_WORDS)
        .map(|(at, _)| at)
        .collect();
    let alike = Alike::of(buttons.iter().map(|&at| reading(blocks, texts, at)));
    let several = alike.groups().filter(|group| group.len() > 1).flatten();
    let mut repeated: Vec<usize> = several.map(|number| buttons[number]).collect();
    repeated.sort_unstable();
    repeated
}
