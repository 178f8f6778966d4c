//! How much content the scores lead one to expect of a range of blocks.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use crate::measure::Features;
use crate::segment::Blocks;

/// Prefix sums of letters and of expected letters of content.
pub(super) struct Content {
    before: Vec<(f64, f64)>,
}

impl Content {
    pub(super) fn new(first: &[f32], features: &Features) -> Self {
        let mut sum = (0.0, 0.0);
        let mut before = Vec::with_capacity(first.len() + 1);
        before.push(sum);
        for (counts, &score) in features.readings.texts.counts.iter().zip(first) {
            let letters = f64::from(counts.letters);
            sum.0 += letters;
            sum.1 += letters * f64::from(score);
            before.push(sum);
        }
        Self { before }
    }

    pub(super) fn letters(&self, first: u32, end: u32) -> f32 {
        (self.before[end as usize].0 - self.before[first as usize].0) as f32
    }

    pub(super) fn content(&self, first: u32, end: u32) -> f32 {
        (self.before[end as usize].1 - self.before[first as usize].1) as f32
    }

    pub(super) fn total(&self) -> f32 {
        self.before.last().map_or(0.0, |sum| sum.1 as f32)
    }

    /// Mean score of a range of blocks, by letters.
    pub(super) fn mean(&self, first: u32, end: u32) -> f32 {
        self.content(first, end) / self.letters(first, end).max(1e-6)
    }

    /// Share of the page's expected content in a range of blocks.
    pub(super) fn share(&self, first: u32, end: u32) -> f32 {
        self.content(first, end) / self.total().max(1e-6)
    }

    /// F1 expected of keeping a range of blocks.
    pub(super) fn f1(&self, first: u32, end: u32) -> f32 {
        2.0 * self.content(first, end) / (self.letters(first, end) + self.total()).max(1e-6)
    }

    /// The container that has the best expected F1.
    pub(super) fn best_container(&self, blocks: &Blocks) -> usize {
        let (mut best, mut best_f1) = (0, f32::NEG_INFINITY);
        for (at, container) in blocks.containers.iter().enumerate() {
            let f1 = self.f1(container.first_block, container.end_block);
            if f1 > best_f1 {
                (best, best_f1) = (at, f1);
            }
        }
        best
    }

    /// Mean score of the rest of the nearest container that holds more letters than a block, by so
    /// many, and how many levels up that is.
    pub(super) fn rest(
        &self,
        blocks: &Blocks,
        block: u32,
        around: u32,
        more: f32,
    ) -> Option<(f32, usize)> {
        /// Levels up within which it is looked for.
        const LEVELS_UP: usize = 14;
        let own = self.letters(block, block + 1);
        let mut chain = blocks.ancestors(around).take(LEVELS_UP).enumerate();
        chain.find_map(|(level, container)| {
            let (first, end) = (container.first_block, container.end_block);
            let others = self.letters(first, end) - own;
            (others > more).then(|| {
                let content = self.content(first, end) - self.content(block, block + 1);
                (content / others.max(1e-6), level)
            })
        })
    }
}
