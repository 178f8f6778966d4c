//! Prefix sums over the blocks: what any range of blocks holds, in constant time.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::text::Texts;
use crate::document::Tag;
use crate::segment::Blocks;

/// Totals of a range of blocks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    pub(crate) letters: u32,
    pub(crate) linked: u32,
    pub(crate) commas: u32,
    pub(crate) sentences: u32,
    /// Letters in `<p>`.
    pub(crate) in_paragraphs: u32,
    /// Blocks of [`LONG`] letters or more that are not mostly links, and their letters.
    pub(crate) long: u32,
    pub(crate) long_letters: u32,
    pub(crate) headings: u32,
}

/// Letters of a long block.
const LONG: u32 = 80;

/// Totals of the first 0, 1, 2... blocks.
#[derive(Debug)]
pub(crate) struct Sums {
    before: Vec<Sum>,
}

impl Sums {
    pub(super) fn new(blocks: &Blocks, texts: &Texts) -> Self {
        let mut sum = Sum::default();
        let mut before = Vec::with_capacity(blocks.blocks.len() + 1);
        before.push(sum);
        for (block, counts) in blocks.blocks.iter().zip(&texts.counts) {
            let tag = blocks.containers[block.container as usize].tag;
            let linked = u64::from(block.linked.min(block.length)) * u64::from(counts.letters)
                / u64::from(block.length.max(1));
            let linked = linked as u32;
            let is_long = counts.letters >= LONG && linked * 2 < counts.letters;
            sum.letters += counts.letters;
            sum.linked += linked;
            sum.commas += counts.commas;
            sum.sentences += counts.sentences;
            sum.in_paragraphs += if tag == Tag::P { counts.letters } else { 0 };
            sum.long += u32::from(is_long);
            sum.long_letters += if is_long { counts.letters } else { 0 };
            sum.headings += u32::from(tag.heading_level().is_some());
            before.push(sum);
        }
        Self { before }
    }

    /// Totals of blocks `first..end`.
    pub(crate) fn within(&self, first: u32, end: u32) -> Sum {
        let (a, b) = (self.before[first as usize], self.before[end as usize]);
        Sum {
            letters: b.letters - a.letters,
            linked: b.linked - a.linked,
            commas: b.commas - a.commas,
            sentences: b.sentences - a.sentences,
            in_paragraphs: b.in_paragraphs - a.in_paragraphs,
            long: b.long - a.long,
            long_letters: b.long_letters - a.long_letters,
            headings: b.headings - a.headings,
        }
    }

    /// Totals of the page.
    pub(crate) fn total(&self) -> Sum {
        self.before.last().copied().unwrap_or_default()
    }
}
