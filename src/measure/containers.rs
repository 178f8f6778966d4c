//! What is measured of the elements around a block, all from prefix sums over the blocks.

use super::ancestors::{Classes, start};
use super::columns::{Column, ContainerColumn};
use super::matrix::{CONTAINER, LEVELS, Matrix};
use super::numbers::log1p;
use super::sums::Sums;
use super::text::Texts;
use crate::document::Tag;
use crate::lexicon::ClassGroups;
use crate::segment::Blocks;

const COLUMNS: usize = ContainerColumn::NAMES.len();

/// Columns that depend on the block's place in the container: the last two.
const OF_CONTAINER: usize = COLUMNS - 2;

/// Blocks from the first or last of a container beyond which all are alike.
const FAR: u32 = 20;

/// Measurements of each container, and the containers that stand out.
#[derive(Debug, Default)]
pub(crate) struct Containers {
    rows: Vec<[f32; OF_CONTAINER]>,
    /// Letters in each container.
    letters: Vec<f32>,
    /// Readability's score of each container.
    readability: Vec<f32>,
    /// Siblings of the same shape, itself included.
    siblings: Vec<u32>,
    pub(super) best_readability: u32,
    pub(super) best_density_sum: u32,
    pub(super) half: Option<u32>,
    pub(super) most: Option<u32>,
}

impl Containers {
    pub(super) fn measure(blocks: &Blocks, texts: &Texts, classes: &Classes, sums: &Sums) -> Self {
        let mut containers = Self {
            siblings: siblings(blocks, classes),
            readability: readability(blocks, texts, classes, sums),
            ..Self::default()
        };
        let density_sums = density_sums(blocks, sums);
        let total = sums.total().letters.max(1) as f32;
        for (at, container) in blocks.containers.iter().enumerate() {
            let sum = sums.within(container.first_block, container.end_block);
            let letters = sum.letters as f32;
            let some = letters.max(1.0);
            let count = (container.end_block - container.first_block) as f32;
            let elements = (container.end - at as u32) as f32;
            containers.letters.push(letters);
            containers.rows.push([
                log1p(letters),
                sum.linked as f32 / some,
                log1p(count),
                log1p(letters / count.max(1.0)),
                log1p(letters / elements),
                letters / total,
                sum.commas as f32 / some,
                log1p(sum.long as f32),
                sum.in_paragraphs as f32 / some,
                log1p(sum.headings as f32),
                log1p(containers.siblings[at] as f32),
                log1p(container.children as f32),
                log1p(density_sums[at]),
            ]);
        }
        containers.best_readability = argmax(&containers.readability);
        containers.best_density_sum = argmax(&density_sums);
        let half = |share| smallest_with(share, blocks, sums, &containers.letters);
        containers.half = half(0.5);
        containers.most = half(0.8);
        containers
    }

    /// Share of the page's text in a container.
    pub(super) fn share(&self, container: u32) -> f32 {
        self.letters[container as usize] / self.letters[0].max(1.0)
    }

    /// Writes the columns of the six levels and of membership.
    pub(super) fn write(&self, blocks: &Blocks, matrix: &mut Matrix) {
        let best = self.readability[self.best_readability as usize].max(1e-6);
        for (at, block) in blocks.blocks.iter().enumerate() {
            let row = matrix.row_mut(at);
            self.write_levels(blocks, at, block.container, row);
            let ratio = blocks
                .ancestors_with_index(block.container)
                .map(|(index, _)| self.readability[index as usize])
                .fold(0.0, f32::max);
            row[Column::ReadabilityRatio as usize] = ratio / best;
            self.write_repetition(blocks, at, row);
        }
        let parent = blocks.parent(self.best_readability);
        let members = [
            (Column::InReadability, Some(self.best_readability)),
            (Column::InReadabilityParent, Some(parent)),
            (Column::InDensitySum, Some(self.best_density_sum)),
            (Column::InHalf, self.half),
            (Column::InMost, self.most),
        ];
        for (column, container) in members {
            let Some(container) = container else { continue };
            let container = &blocks.containers[container as usize];
            for at in container.first_block..container.end_block {
                matrix.row_mut(at as usize)[column as usize] = 1.0;
            }
        }
    }

    fn write_levels(&self, blocks: &Blocks, block: usize, mut container: u32, row: &mut [f32]) {
        let mut columns = row[CONTAINER..].chunks_exact_mut(COLUMNS);
        let mut level = 0;
        for wanted in LEVELS {
            while level < wanted {
                container = blocks.parent(container);
                level += 1;
            }
            let Some(columns) = columns.next() else { return };
            columns[..OF_CONTAINER].copy_from_slice(&self.rows[container as usize]);
            let container = &blocks.containers[container as usize];
            let from_first = block as u32 - container.first_block;
            let from_last = container.end_block - 1 - block as u32;
            columns[OF_CONTAINER] = from_first.min(FAR) as f32;
            columns[OF_CONTAINER + 1] = from_last.min(FAR) as f32;
        }
    }

    /// Finds the largest group of alike siblings around a block, among elements that hold less than
    /// half of the page.
    fn write_repetition(&self, blocks: &Blocks, block: usize, row: &mut [f32]) {
        /// Levels above which repetition is that of page sections.
        const LEVELS_UP: usize = 14;
        let half = self.letters[0] / 2.0;
        let mut most = 1;
        row[Column::RepetitionLog as usize] = log1p(1.0);
        row[Column::RepetitionLevel as usize] = -1.0;
        let chain = blocks.ancestors_with_index(start(blocks, block)).take(LEVELS_UP);
        for (level, (index, container)) in chain.enumerate() {
            let siblings = self.siblings[index as usize];
            let letters = self.letters[index as usize];
            if siblings > most && letters > 0.0 && letters < half {
                most = siblings;
                let parent = container.parent as usize;
                row[Column::RepetitionLog as usize] = log1p(siblings as f32);
                row[Column::RepetitionLevel as usize] = level as f32;
                row[Column::RepetitionText as usize] =
                    log1p(self.letters[parent] / siblings as f32);
                row[Column::RepetitionLinks as usize] =
                    self.rows[parent][ContainerColumn::LinkDensity as usize];
            }
        }
    }
}

/// The first index of the largest value.
fn argmax(values: &[f32]) -> u32 {
    let mut best = 0;
    for (at, &value) in values.iter().enumerate() {
        if value > values[best] {
            best = at;
        }
    }
    best as u32
}

/// How many children of the same parent have each container's shape.
fn siblings(blocks: &Blocks, classes: &Classes) -> Vec<u32> {
    let mut order: Vec<(u32, u64, u32)> = blocks
        .containers
        .iter()
        .zip(&classes.shapes)
        .enumerate()
        .map(|(at, (container, &shape))| (container.parent, shape, at as u32))
        .collect();
    order.sort_unstable();
    let mut siblings = vec![1; order.len()];
    for group in order.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for &(_, _, at) in group {
            siblings[at as usize] = group.len() as u32;
        }
    }
    siblings
}

/// CETD's density sums: of each block-level container, the densities (text per element, less what
/// is linked) of the containers directly in it. (Sun, Song, Liao 2011, section 4.2.)
fn density_sums(blocks: &Blocks, sums: &Sums) -> Vec<f32> {
    let mut density_sums = vec![0.0; blocks.containers.len()];
    for (at, container) in blocks.containers.iter().enumerate().skip(1) {
        let sum = sums.within(container.first_block, container.end_block);
        let elements = (container.end - at as u32) as f32;
        let unlinked = sum.letters.saturating_sub(sum.linked) as f32;
        let parent = container.parent as usize;
        if blocks.containers[parent].is_block {
            density_sums[parent] += unlinked / elements;
        }
    }
    density_sums
}

/// Readability's score: a block of 25 letters or more gives points for itself, its commas and its
/// length, fewer the more it is linked; all of them to the container, half to its parent, a quarter
/// to the grandparent. Sums are weighted by link density and class names.
fn readability(blocks: &Blocks, texts: &Texts, classes: &Classes, sums: &Sums) -> Vec<f32> {
    const SHORTEST: u32 = 25;
    const MOST_COMMAS: f32 = 10.0;
    const LETTERS_PER_POINT: f32 = 100.0;
    const MOST_LENGTH_POINTS: f32 = 3.0;
    /// What positive or negative class names add or take away.
    const CLASS_WEIGHT: f32 = 0.25;
    let mut scores = vec![0.0; blocks.containers.len()];
    for (block, counts) in blocks.blocks.iter().zip(&texts.counts) {
        let container = &blocks.containers[block.container as usize];
        if counts.letters < SHORTEST || container.tag.heading_level().is_some() {
            continue;
        }
        let length = (counts.letters as f32 / LETTERS_PER_POINT).min(MOST_LENGTH_POINTS);
        let points = 1.0 + (counts.commas as f32).min(MOST_COMMAS) + length;
        let linked = (block.linked as f32 / block.length.max(1) as f32).min(1.0);
        let points = points * (1.0 - linked);
        let is_leaf = matches!(
            container.tag,
            Tag::P | Tag::Li | Tag::Td | Tag::Dd | Tag::Pre | Tag::Blockquote
        );
        let base = if is_leaf { container.parent } else { block.container };
        let parent = blocks.parent(base);
        scores[base as usize] += points;
        scores[parent as usize] += points / 2.0;
        scores[blocks.parent(parent) as usize] += points / 4.0;
    }
    for ((score, container), &groups) in
        scores.iter_mut().zip(&blocks.containers).zip(&classes.groups)
    {
        let sum = sums.within(container.first_block, container.end_block);
        let linked = sum.linked as f32 / sum.letters.max(1) as f32;
        let speaks_for = f32::from(u8::from(groups.meets(ClassGroups::POSITIVE)));
        let speaks_against = f32::from(u8::from(groups.meets(ClassGroups::NEGATIVE)));
        *score *= (1.0 - linked) * (1.0 + CLASS_WEIGHT * (speaks_for - speaks_against));
    }
    scores
}

/// The smallest container that holds this share of the text in long blocks.
fn smallest_with(share: f32, blocks: &Blocks, sums: &Sums, letters: &[f32]) -> Option<u32> {
    let total = sums.total().long_letters as f32;
    if total == 0.0 {
        return None;
    }
    let mut best: Option<u32> = None;
    for (at, container) in blocks.containers.iter().enumerate() {
        let held = sums.within(container.first_block, container.end_block).long_letters as f32;
        // The inner of two containers with the same text comes later.
        if held >= share * total && best.is_none_or(|best| letters[at] <= letters[best as usize]) {
            best = Some(at as u32);
        }
    }
    best
}
