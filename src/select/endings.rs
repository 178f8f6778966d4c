//! Headings at the end of what is kept, whose section is not.

use super::{Reason, Verdict};
use crate::measure::Texts;
use crate::score::Kind;
use crate::segment::{Block, BlockKind, Blocks};

/// Words of such a heading at most. A longer one may be all that a section has to say.
const MOST_WORDS: u32 = 12;

/// Headings that an article may lose so.
const MOST_HEADINGS: usize = 3;

/// Words that are kept besides, at least: in a shorter text a heading may be half of it.
const FEWEST_KEPT: usize = 50;

/// Drops the headings that end an article or a thread: "Your Answer" above a form. On pages of other kinds
/// a line in large letters is often content: what a firm says of itself, the name of a product.
///
/// Looked at from the end alone. Headings further up whose section is not kept are the titles of posts and
/// products.
pub(super) fn trim(blocks: &Blocks, texts: &Texts, kind: Kind, verdicts: &mut [Verdict]) {
    if !matches!(kind, Kind::Article | Kind::Discussion) {
        return;
    }
    let all = verdicts.iter_mut().zip(&blocks.blocks).zip(&texts.counts);
    let mut kept: Vec<_> = all.filter(|((verdict, _), _)| **verdict == Verdict::Kept).collect();
    let words: usize = kept.iter().map(|(_, counts)| counts.words as usize).sum();
    let mut left = words;
    for _ in 0..MOST_HEADINGS {
        let Some(((verdict, block), counts)) = kept.pop() else { return };
        left -= counts.words as usize;
        if !is_section(block) || counts.words > MOST_WORDS || left < FEWEST_KEPT {
            return;
        }
        *verdict = Verdict::Dropped(Reason::HeadsNothing);
    }
}

/// Whether a block heads a section, and is neither the page's title nor leads elsewhere.
fn is_section(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(2..)) && block.linked == 0
}
