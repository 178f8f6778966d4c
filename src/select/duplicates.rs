//! Text that a page carries twice, once for wide and once for narrow screens, is given once.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::collections::HashMap;

use super::{Reason, Verdict};
use crate::hash::Fnv;
use crate::measure::Texts;
use crate::segment::Blocks;

/// Words from which a repeated block is a copy rather than a coincidence.
const WORDS: u32 = 8;

/// The kept blocks that were seen so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By what it says, the block that said it first, and where that stood.
    first: HashMap<u64, (usize, u32)>,
    /// Copies, each with what it is a copy of.
    copies: Vec<(usize, usize)>,
}

impl Seen {
    /// Notes a block that would be kept; says whether it repeats one.
    ///
    /// A page that shows its text twice does so in two places. A refrain, or a paragraph that is
    /// written twice, stands in the same part of the page as its first occurrence: within two levels
    /// of elements.
    pub(super) fn repeats(&mut self, blocks: &Blocks, texts: &Texts, block: usize) -> bool {
        let counts = &texts.counts[block];
        if counts.words < WORDS {
            return false;
        }
        let place = blocks.parent(blocks.parent(blocks.blocks[block].container));
        let said = reading(blocks, texts, block);
        let &mut (first, first_place) = self.first.entry(said).or_insert((block, place));
        if first_place != place {
            self.copies.push((block, first));
        }
        first_place != place
    }

    /// Drops what is too short to be told for a copy by itself, headings and items, but stands in a copied
    /// passage as it does in the original.
    pub(super) fn complete(&self, blocks: &Blocks, texts: &Texts, verdicts: &mut [Verdict]) {
        const COPY: Verdict = Verdict::Dropped(Reason::Duplicate);
        if self.copies.is_empty() {
            return;
        }
        let is_text = |at: &usize| matches!(verdicts[*at], Verdict::Kept | COPY);
        let text: Vec<usize> = (0..verdicts.len()).filter(is_text).collect();
        let place = |block| text.partition_point(|&at| at < block);
        // Read once: a page may have many copies of what stands before a long text.
        let said: Vec<u64> = text.iter().map(|&at| reading(blocks, texts, at)).collect();
        let is_copy =
            |(copy, original): &(usize, usize)| copy > original && said[*copy] == said[*original];
        // The end of the last passage.
        let mut end = 0;
        for &(copy, original) in &self.copies {
            let (copy, original) = (place(copy), place(original));
            if copy < end {
                continue;
            }
            let before = (end..copy).rev().zip((0..original).rev());
            let after = (copy..text.len()).zip(original..);
            let start = copy - before.take_while(is_copy).count();
            end = copy + after.take_while(is_copy).count();
            let short = text[start..end].iter().filter(|&&at| texts.counts[at].words < WORDS);
            short.for_each(|&at| verdicts[at] = COPY);
        }
    }
}

/// A hash of what a block says: the words of its fingerprint, to which all numbers are one, and the
/// digits. Reports of one kind differ in nothing else: "Le 12 mars, 30 bateaux sont restés au port."
pub(crate) fn reading(blocks: &Blocks, texts: &Texts, block: usize) -> u64 {
    let counts = &texts.counts[block];
    let words = Fnv(counts.fingerprint);
    if counts.digits == 0 {
        return words.0;
    }
    let text = blocks.text_of(&blocks.blocks[block]);
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.fold(words, |hash, digit| hash.push(u64::from(digit))).0
}
