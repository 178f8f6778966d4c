//! What is measured of the elements around a block, all from prefix sums over the blocks.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::ancestors::start;
use super::classes::Classes;
use super::columns::{Column, ContainerColumn};
use super::matrix::Matrix;
use super::numbers::{flag, log1p};
use super::sums::Sums;
use super::table::Table;
use super::text::Texts;
use crate::document::Tag;
use crate::lexicon::ClassGroups;
use crate::segment::Blocks;

/// Measurements of each container, and the containers that stand out.
#[derive(Debug)]
pub(crate) struct Containers<'a> {
    sums: &'a Sums,
    /// Letters in each container.
    letters: Vec<f32>,
    /// Readability's score of each container.
    readability: Vec<f32>,
    density_sums: Vec<f32>,
    /// Siblings of the same shape, itself included.
    siblings: Vec<u32>,
    pub(super) best_readability: u32,
    pub(super) best_density_sum: u32,
    pub(super) half: Option<u32>,
    pub(super) most: Option<u32>,
}

impl<'a> Containers<'a> {
    pub(super) fn measure(
        blocks: &Blocks,
        texts: &Texts,
        classes: &Classes,
        sums: &'a Sums,
    ) -> Self {
        let letters = |container: &crate::segment::Container| {
            sums.within(container.first_block, container.end_block).letters as f32
        };
        let letters: Vec<f32> = blocks.containers.iter().map(letters).collect();
        let readability = readability(blocks, texts, classes, sums);
        let density_sums = density_sums(blocks, sums);
        let smallest = |share| smallest_with(share, blocks, sums, &letters);
        Self {
            best_readability: argmax(&readability),
            best_density_sum: argmax(&density_sums),
            half: smallest(0.5),
            most: smallest(0.8),
            siblings: siblings(blocks, classes),
            sums,
            letters,
            readability,
            density_sums,
        }
    }

    /// Writes the columns that do not depend on the block, of some of the containers.
    pub(super) fn write_level(&self, blocks: &Blocks, chosen: &[u32], table: &mut Table) {
        let sum = |at: usize| {
            let container = &blocks.containers[at];
            self.sums.within(container.first_block, container.end_block)
        };
        let letters = |at: usize| self.letters[at];
        let count = |at: usize| {
            let container = &blocks.containers[at];
            (container.end_block - container.first_block) as f32
        };
        let elements = |at: usize| (blocks.containers[at].end - at as u32) as f32;
        let children = |at: usize| blocks.containers[at].children as f32;
        let all = self.letters[0].max(1.0);
        let each = || chosen.iter().map(|&at| at as usize);
        let share = |part: u32, at: usize| part as f32 / letters(at).max(1.0);
        table.fill(
            ContainerColumn::LinkDensity as usize,
            each().map(|at| share(sum(at).linked, at)),
        );
        table.fill(ContainerColumn::TextShare as usize, each().map(|at| letters(at) / all));
        table.fill(ContainerColumn::CommaRate as usize, each().map(|at| share(sum(at).commas, at)));
        table.fill(
            ContainerColumn::ParagraphShare as usize,
            each().map(|at| share(sum(at).in_paragraphs, at)),
        );
        table.fill_log(ContainerColumn::TextLog as usize, each().map(letters));
        table.fill_log(ContainerColumn::BlocksLog as usize, each().map(count));
        table.fill_log(
            ContainerColumn::MeanTextLog as usize,
            each().map(|at| letters(at) / count(at).max(1.0)),
        );
        table.fill_log(
            ContainerColumn::TextDensityLog as usize,
            each().map(|at| letters(at) / elements(at)),
        );
        table.fill_log(
            ContainerColumn::LongBlocksLog as usize,
            each().map(|at| sum(at).long as f32),
        );
        table.fill_log(
            ContainerColumn::HeadingsLog as usize,
            each().map(|at| sum(at).headings as f32),
        );
        table.fill_log(
            ContainerColumn::SiblingsLog as usize,
            each().map(|at| self.siblings[at] as f32),
        );
        table.fill_log(ContainerColumn::ChildrenLog as usize, each().map(children));
        table.fill_log(
            ContainerColumn::DensitySumLog as usize,
            each().map(|at| self.density_sums[at]),
        );
    }

    /// Share of the page's text in a container.
    pub(super) fn share(&self, container: u32) -> f32 {
        self.letters[container as usize] / self.letters[0].max(1.0)
    }

    /// Writes the columns of membership, of the best scores around and of repetition.
    pub(super) fn write(&self, blocks: &Blocks, matrix: &mut Matrix) {
        let ratios = self.readability_ratios(blocks);
        let around = blocks.blocks.iter().map(|block| ratios[block.container as usize]);
        matrix.fill(Column::ReadabilityRatio, around);
        let mut last = (u32::MAX, Repetition::default());
        let repetition = |at: usize| {
            let start = start(blocks, at);
            if last.0 != start {
                last = (start, self.repetition(blocks, start));
            }
            last.1
        };
        let repetitions: Vec<Repetition> = (0..matrix.len()).map(repetition).collect();
        matrix.fill(Column::RepetitionLog, repetitions.iter().map(|found| found.log));
        matrix.fill(Column::RepetitionLevel, repetitions.iter().map(|found| found.level));
        matrix.fill(Column::RepetitionText, repetitions.iter().map(|found| found.text));
        matrix.fill(Column::RepetitionLinks, repetitions.iter().map(|found| found.links));
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
            let members = container.first_block as usize..container.end_block as usize;
            if let Some(column) = matrix.zeros(column as usize) {
                column[members].fill(1.0);
            }
        }
    }

    /// The highest of Readability's scores in and around each container, as a share of the page's
    /// highest.
    fn readability_ratios(&self, blocks: &Blocks) -> Vec<f32> {
        let best = self.readability[self.best_readability as usize].max(1e-6);
        let mut highest: Vec<f32> = Vec::with_capacity(blocks.containers.len());
        for (container, &own) in blocks.containers.iter().zip(&self.readability) {
            // Parents come first; the outermost is its own.
            let outer = highest.get(container.parent as usize).copied().unwrap_or(0.0);
            highest.push(outer.max(own));
        }
        highest.iter_mut().for_each(|highest| *highest /= best);
        highest
    }

    /// Finds the largest group of alike siblings around a block, from `start` out, among elements
    /// that hold less than half of the page.
    fn repetition(&self, blocks: &Blocks, start: u32) -> Repetition {
        /// Levels above which repetition is that of page sections.
        const LEVELS_UP: usize = 14;
        let half = self.letters[0] / 2.0;
        let mut most = 1;
        let mut found = None;
        let chain = blocks.ancestors_with_index(start).take(LEVELS_UP);
        for (level, (index, container)) in chain.enumerate() {
            let siblings = self.siblings[index as usize];
            let letters = self.letters[index as usize];
            if siblings > most && letters > 0.0 && letters < half {
                most = siblings;
                found = Some((level, container.parent));
            }
        }
        let Some((level, parent)) = found else { return Repetition::default() };
        let container = &blocks.containers[parent as usize];
        let sum = self.sums.within(container.first_block, container.end_block);
        let letters = self.letters[parent as usize];
        Repetition {
            log: log1p(most as f32),
            level: level as f32,
            text: log1p(letters / most as f32),
            links: sum.linked as f32 / letters.max(1.0),
        }
    }
}

/// The columns of repetition.
#[derive(Debug, Clone, Copy)]
struct Repetition {
    log: f32,
    level: f32,
    text: f32,
    links: f32,
}

impl Default for Repetition {
    /// What holds where nothing is repeated.
    fn default() -> Self {
        Self { log: log1p(1.0), level: -1.0, text: 0.0, links: 0.0 }
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

/// How many children of the same parent have each container's shape, itself included.
pub(crate) fn siblings(blocks: &Blocks, classes: &Classes) -> Vec<u32> {
    let containers = &blocks.containers;
    let mut siblings = vec![1; containers.len()];
    let mut children: Vec<(u64, u32)> = Vec::new();
    for (parent, container) in containers.iter().enumerate().filter(|(_, c)| c.children > 1) {
        children.clear();
        let mut child = parent as u32 + 1;
        while child < container.end {
            children.push((classes.shapes[child as usize], child));
            child = containers[child as usize].end;
        }
        children.sort_unstable();
        for group in children.chunk_by(|a, b| a.0 == b.0) {
            for &(_, at) in group {
                siblings[at as usize] = group.len() as u32;
            }
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
        if *score == 0.0 {
            continue;
        }
        let sum = sums.within(container.first_block, container.end_block);
        let linked = sum.linked as f32 / sum.letters.max(1) as f32;
        let speaks_for = flag(groups.meets(ClassGroups::POSITIVE));
        let speaks_against = flag(groups.meets(ClassGroups::NEGATIVE));
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
