//! How the trees are asked: of many blocks side by side, every question of a tree whatever the other
//! answers are. Since a level of a tree has one question for all that come to it, that is a comparison
//! and a bit for each level, without a branch, of sixteen blocks at a time.
#![expect(
    clippy::indexing_slicing,
    reason = "trees and columns are numbered as they are read, and `second` has a row for each of the blocks that are asked about"
)]

use super::forest::{Forest, Tree, Trees};
use super::second::Second;
use super::weights::Named;
use crate::measure::{Features, Place, Reading, THINGS};

/// Blocks that are asked side by side: four vector registers of values on the smallest of machines.
const LANES: usize = 16;

/// Blocks whose values are gathered together: 70 KB in 140 columns, which fit beside the 110 KB of the
/// trees in the cache of one core.
pub(super) const SLAB: usize = 8 * LANES;

/// Which columns read each of the things that a mark may be of.
#[derive(Debug)]
pub(super) struct Readers {
    of: Vec<Vec<(usize, Reading)>>,
}

impl Readers {
    pub(super) fn new(columns: impl Iterator<Item = Named>) -> Self {
        let mut of = vec![Vec::new(); THINGS];
        for (number, column) in columns.enumerate() {
            if let Named::Block(Place::Mark { thing, reading }) = column {
                of[thing].push((number, reading));
            }
        }
        Self { of }
    }
}

impl Forest {
    /// The sum of the trees' answers for each of some blocks, which `second` has a row for.
    pub(super) fn sums(
        &self,
        features: &Features,
        second: &Second,
        blocks: &[u32],
        trees: Trees,
    ) -> Vec<f32> {
        let mut sums = Vec::with_capacity(blocks.len().next_multiple_of(LANES));
        let mut values = Values::default();
        for (first_row, blocks) in (0..).step_by(SLAB).zip(blocks.chunks(SLAB)) {
            values.gather(self, &Seen { features, second, first_row, blocks });
            for group in 0..values.groups {
                let mut of_lanes = [0.0; LANES];
                self.trees(trees).iter().for_each(|tree| tree.ask(&values, group, &mut of_lanes));
                sums.extend(of_lanes);
            }
        }
        sums.truncate(blocks.len());
        sums
    }
}

impl Tree {
    /// Adds what the tree answers for a group of blocks.
    fn ask(&self, values: &Values, group: usize, sums: &mut [f32; LANES]) {
        let columns = self.questions.map(|question| values.of(question.column, group));
        let mut leaves = [0_u32; LANES];
        for (lane, leaf) in leaves.iter_mut().enumerate() {
            for (values, question) in columns.iter().zip(&self.questions) {
                *leaf = 2 * *leaf + u32::from(values[lane] > question.threshold);
            }
        }
        for (sum, leaf) in sums.iter_mut().zip(leaves) {
            *sum += self.answer(leaf);
        }
    }
}

/// Blocks, and where their values are: those of `blocks[k]` in row `first_row + k` of `second`.
#[derive(Clone, Copy)]
struct Seen<'a> {
    features: &'a Features,
    second: &'a Second,
    first_row: usize,
    blocks: &'a [u32],
}

/// The values of some blocks in groups, one column after the other; zeros make the last group whole.
#[derive(Debug, Default)]
struct Values {
    groups: usize,
    columns: Vec<[f32; LANES]>,
}

impl Values {
    fn of(&self, column: u16, group: usize) -> &[f32; LANES] {
        &self.columns[usize::from(column) * self.groups + group]
    }

    /// Gathers what the trees ask about.
    fn gather(&mut self, forest: &Forest, seen: &Seen<'_>) {
        self.groups = seen.blocks.len().div_ceil(LANES);
        self.columns.clear();
        self.columns.resize(forest.columns().count() * self.groups, [0.0; LANES]);
        let rows = self.groups * LANES;
        let values = self.columns.as_flattened_mut();
        for (column, out) in forest.columns().zip(values.chunks_exact_mut(rows)) {
            seen.write(column, out);
        }
        let marks = &seen.features.marks;
        for (row, &block) in seen.blocks.iter().enumerate() {
            let block = block as usize;
            for mark in marks.around(block).iter().chain(marks.within(block)) {
                for &(column, reading) in &forest.readers.of[mark.thing()] {
                    values[column * rows + row] = reading.value(mark.state());
                }
            }
        }
    }
}

impl Seen<'_> {
    /// Writes the values of a column where they are not zero, but for marks, which are few and are
    /// written block by block.
    fn write(&self, column: Named, out: &mut [f32]) {
        let Self { features, second, first_row, blocks } = *self;
        let out = &mut out[..blocks.len()];
        match column {
            Named::Page(from) => out.fill(features.page[from]),
            Named::SecondPage(from) => out.fill(second.page[from]),
            Named::SecondBlock(from) => {
                let Some(values) = second.table.column(from) else { return };
                out.copy_from_slice(&values[first_row..first_row + blocks.len()]);
            }
            Named::Block(Place::Block(from)) => {
                let Some(values) = features.matrix.column(from) else { return };
                set(out, blocks, |at| values[at]);
            }
            Named::Block(Place::Neighbour { offset, column, beyond }) => {
                let Some(values) = features.matrix.column(column) else { return };
                let of = |at: usize| values.get(at.checked_add_signed(offset)?).copied();
                set(out, blocks, |at| of(at).unwrap_or(beyond.value()));
            }
            Named::Block(Place::Container { level, column }) => {
                let level = &features.levels[level];
                let Some(values) = level.column(column) else { return };
                let of_blocks = level.of_blocks();
                set(out, blocks, |at| values[of_blocks[at] as usize]);
            }
            Named::Block(Place::Mark { .. }) => {}
        }
    }
}

fn set(out: &mut [f32], blocks: &[u32], value: impl Fn(usize) -> f32) {
    out.iter_mut().zip(blocks).for_each(|(out, &at)| *out = value(at as usize));
}
