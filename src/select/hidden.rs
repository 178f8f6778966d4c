//! Text that the page does not show, where that is to be dropped.

use super::{Selection, Verdict};
use crate::measure::Features;
use crate::segment::Blocks;

/// Words that what is shown of a page must keep to be its article, whatever is hidden beside it.
const WORDS_OF_ARTICLE: u32 = 50;

/// Words of a block for the eye only (`aria-hidden`) up to which it is a decoration.
const WORDS_OF_DECORATION: u32 = 3;

/// Whether a block is hidden, or a decoration.
pub(super) fn is_hidden(blocks: &Blocks, features: &Features, block: usize) -> bool {
    let hidden = blocks.blocks[block].hidden;
    let words = features.texts.counts[block].words;
    hidden.is_unseen() || (hidden.from_speech && words <= WORDS_OF_DECORATION)
}

/// Whether what was kept is enough for an article.
pub(super) fn is_article(selection: &Selection, features: &Features) -> bool {
    let all = selection.verdicts.iter().zip(&features.texts.counts);
    let kept = all.filter(|(verdict, _)| **verdict == Verdict::Kept);
    kept.map(|(_, counts)| counts.words).sum::<u32>() >= WORDS_OF_ARTICLE
}
