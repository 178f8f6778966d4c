//! Text that a page carries twice, once for wide and once for narrow screens, is given once.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::collections::HashMap;

use crate::hash::Fnv;
use crate::measure::Texts;
use crate::segment::Blocks;

/// Words from which a repeated block is a copy rather than a coincidence.
const WORDS: u32 = 8;

/// The kept blocks that were seen so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By what it says, where a block stood first.
    places: HashMap<u64, u32>,
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
        *self.places.entry(reading(blocks, texts, block)).or_insert(place) != place
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
