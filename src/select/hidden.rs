//! Text that the page does not show, where that is to be dropped.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::{Selection, Verdict};
use crate::measure::Features;
use crate::score::Scores;
use crate::segment::Blocks;

/// Kept words from which what is shown of a page is its article, whatever is hidden beside it.
const WORDS_OF_ARTICLE: u32 = 50;

/// Words of a block for the eye only (`aria-hidden`) up to which it is a decoration, such as the name
/// of an icon, unless by itself it is likelier than not to be content.
const WORDS_OF_DECORATION: u32 = 3;
const LIKELY: f32 = 0.5;

/// Whether a block is hidden, or a decoration. What is folded is kept from screen readers, too.
pub(super) fn is_hidden(
    blocks: &Blocks,
    features: &Features,
    scores: &Scores,
    block: usize,
) -> bool {
    let hidden = blocks.blocks[block].hidden;
    let is_for_the_eye = hidden.from_speech && !hidden.from_sight;
    let is_short = features.readings.texts.counts[block].words <= WORDS_OF_DECORATION;
    hidden.for_good || (is_for_the_eye && is_short && scores.own[block] < LIKELY)
}

/// Whether what was kept is the article less a part of it that is hidden: not so if nothing of it is,
/// and not if it is the article itself that is hidden, until a script shows it.
pub(super) fn is_partly_hidden(
    selection: &Selection,
    features: &Features,
    is_hidden: impl Fn(usize) -> bool,
) -> bool {
    let (mut shown, mut hidden) = (0, 0);
    for (block, verdict) in selection.verdicts.iter().enumerate() {
        if *verdict == Verdict::Kept {
            let words = features.readings.texts.counts[block].words;
            *(if is_hidden(block) { &mut hidden } else { &mut shown }) += words;
        }
    }
    hidden > 0 && (shown >= WORDS_OF_ARTICLE || shown >= hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Wanted, measure};
    use crate::metadata::Head;
    use crate::parse::parse;
    use crate::score::Kind;
    use crate::segment::{HiddenText, segment_with};

    /// The name of an icon that stands as a heading between two paragraphs is as likely as they are.
    #[test]
    fn a_decoration_is_one_whatever_stands_around_it() {
        let html = "<p>Le vent souffle.<h2 aria-hidden=true>flèche</h2><p>Il souffle encore.";
        let page = parse(html);
        let blocks = segment_with(&page.document, HiddenText::Drop);
        let features =
            measure(&page.document, &blocks, &Head::read(&page.document), &Wanted::all());
        let is_dropped = |own: f32| {
            let scores = Scores::new(&blocks, vec![0.9, own, 0.9], Kind::Article);
            assert_eq!(scores.content, [0.9, 0.9, 0.9]);
            is_hidden(&blocks, &features, &scores, 1)
        };
        assert!(is_dropped(0.1));
        assert!(!is_dropped(0.6), "a word of the text");
    }
}
