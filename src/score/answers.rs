//! How the trees are asked, all at once: QuickScorer (Lucchese, Nardini, Orlando, Perego, Tonellotto,
//! Venturini, *QuickScorer: a Fast Algorithm to Rank Documents with Additive Ensembles of Regression
//! Trees*, SIGIR 2015), many blocks side by side as in its vectorised form (SIGIR 2016).
//!
//! Nothing goes down a tree. Each tree has a bit for each of its leaves. A question whose answer is
//! yes strikes out the leaves to the left of it, and when all questions are asked, the first leaf
//! that is left is the one that the block would have come to. So questions can be asked in any order:
//! once for some hundred blocks those whose answer is the same for all of them, which leaves half of
//! the rest without leaves to strike out; then those about one column from the lowest threshold up,
//! as far as the highest value among the blocks; and those about marks only where there is a mark.
#![expect(
    clippy::indexing_slicing,
    reason = "trees and columns are numbered as they are read, and `second` has a row for each of the blocks that are asked about"
)]

use std::ops::Range;

use super::second::Second;
use super::weights::Named;
use crate::measure::{Features, Mark, Place, Reading, STATES, THINGS};

/// Questions from the root of a tree to a leaf.
pub(super) const DEPTH: usize = 4;
/// Leaves of a tree.
pub(super) const LEAVES: usize = 1 << DEPTH;

/// Blocks that are asked side by side: two vector registers of [`Leaves`] on the smallest of
/// machines.
const LANES: usize = 16;

/// Blocks that questions are sorted out for together: more would have less in common, and take more
/// memory; fewer would be sorted out for more often.
pub(super) const SLAB: usize = 16 * LANES;

/// A bit for each leaf of a tree, the first in the lowest: set if the leaf is struck out. As wide as
/// the values that are compared, so that both fill vector registers alike.
type Leaves = u16;
const LAST: Leaves = 1 << (LEAVES - 1);

/// Whether a value is above a threshold; if it is, some leaves of a tree are out of reach.
#[derive(Debug, Clone, Copy)]
struct Question {
    threshold: f32,
    tree: u16,
    /// The leaves to the left, which a yes strikes out.
    left: Leaves,
}

/// The questions of all trees by what they are about, and the answers of their leaves.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// Of each tree, what its leaves answer.
    leaves: Vec<[f32; LEAVES]>,
    /// By column, in the order of their thresholds.
    questions: Vec<(Named, Vec<Question>)>,
    /// By thing and state of a mark, the questions whose answer is yes.
    marks: Vec<Vec<(u16, Leaves)>>,
}

impl Answers {
    /// Takes in a tree: its questions, in heap order, and the answers of its leaves.
    pub(super) fn push(
        &mut self,
        questions: impl Iterator<Item = Option<(Named, f32)>>,
        leaves: [f32; LEAVES],
    ) {
        let tree = self.leaves.len() as u16;
        self.leaves.push(leaves);
        for (node, question) in questions.enumerate() {
            if let Some((column, threshold)) = question {
                self.ask(column, Question { threshold, tree, left: left_of(node) });
            }
        }
    }

    fn ask(&mut self, column: Named, question: Question) {
        if let Named::Block(Place::Mark { thing, reading }) = column {
            self.ask_of_marks(thing, reading, question);
            return;
        }
        let known = self.questions.iter().position(|(other, _)| *other == column);
        let at = known.unwrap_or_else(|| {
            self.questions.push((column, Vec::new()));
            self.questions.len() - 1
        });
        if let Some((_, questions)) = self.questions.get_mut(at) {
            let lower = |other: &Question| other.threshold <= question.threshold;
            questions.insert(questions.partition_point(lower), question);
        }
    }

    /// A mark has few states, so that all answers are known beforehand. Thresholds of trees are not
    /// negative here: without a mark the answer is no.
    fn ask_of_marks(&mut self, thing: usize, reading: Reading, question: Question) {
        self.marks.resize(THINGS * STATES, Vec::new());
        for state in 0..STATES {
            let is_above = reading.value(state) > question.threshold;
            if let Some(yes) = self.marks.get_mut(thing * STATES + state).filter(|_| is_above) {
                yes.push((question.tree, question.left));
            }
        }
    }

    /// The sum of the answers for each of some blocks, which `second` has a row for.
    pub(super) fn sums(&self, features: &Features, second: &Second, blocks: &[u32]) -> Vec<f32> {
        let mut sums = Vec::with_capacity(blocks.len() + LANES);
        let mut asked = Asked::default();
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for (first_row, blocks) in (0..).step_by(SLAB).zip(blocks.chunks(SLAB)) {
            asked.begin(self, features, second, first_row, blocks);
            for (first, blocks) in (0..).step_by(LANES).zip(blocks.chunks(LANES)) {
                leaves.clear();
                leaves.extend(asked.struck.iter().map(|&leaves| [leaves; LANES]));
                for (start, questions) in &asked.columns {
                    // A copy, so that the compiler keeps them in vector registers.
                    if let Some(&values) = asked.values[start + first..].first_chunk() {
                        ask(&asked.questions[questions.clone()], &values, &mut leaves);
                    }
                }
                self.ask_marks(features, blocks, &mut leaves);
                sums.extend(self.add_up(&leaves));
            }
        }
        sums.truncate(blocks.len());
        sums
    }

    fn ask_marks(&self, features: &Features, blocks: &[u32], leaves: &mut [[Leaves; LANES]]) {
        for (lane, &block) in blocks.iter().enumerate() {
            let (marks, block) = (&features.marks, block as usize);
            for mark in marks.around(block).iter().chain(marks.within(block)) {
                for &(tree, left) in self.yes(*mark) {
                    leaves[usize::from(tree)][lane] |= left;
                }
            }
        }
    }

    fn yes(&self, mark: Mark) -> &[(u16, Leaves)] {
        self.marks.get(mark.thing() * STATES + mark.state()).map_or(&[], Vec::as_slice)
    }

    /// Adds up what each block's leaves answer.
    fn add_up(&self, leaves: &[[Leaves; LANES]]) -> [f32; LANES] {
        let mut sums = [0.0; LANES];
        for (answers, leaves) in self.leaves.iter().zip(leaves) {
            for (sum, leaves) in sums.iter_mut().zip(leaves) {
                // The last leaf is never struck out.
                *sum += answers[(!leaves | LAST).trailing_zeros() as usize % LEAVES];
            }
        }
        sums
    }
}

/// The leaves to the left of a node: the first half of those below it.
fn left_of(node: usize) -> Leaves {
    let depth = (node + 1).ilog2();
    let span = LEAVES >> depth;
    let first = (node + 1 - (1 << depth)) * span;
    ((1 << (span / 2)) - 1) << first
}

/// What is known of some blocks of a page once the questions are asked whose answers they share.
#[derive(Debug, Default)]
struct Asked {
    /// By tree, the leaves that no block comes to.
    struck: Vec<Leaves>,
    /// The questions that are open.
    questions: Vec<Question>,
    /// Of each column that is still asked about, where its values start, and its questions.
    columns: Vec<(usize, Range<usize>)>,
    /// Of each column, the values of the blocks, and others to make the last group whole.
    values: Vec<f32>,
}

impl Asked {
    /// Begins with the blocks that `second` has rows for from `first_row` on.
    fn begin(
        &mut self,
        answers: &Answers,
        features: &Features,
        second: &Second,
        first_row: usize,
        blocks: &[u32],
    ) {
        let whole = blocks.len().next_multiple_of(LANES);
        self.struck.clear();
        self.struck.resize(answers.leaves.len(), 0);
        self.values.clear();
        self.values.reserve_exact(answers.questions.len() * whole);
        let mut open = Vec::with_capacity(answers.questions.len());
        for (column, questions) in &answers.questions {
            let start = self.values.len();
            write(*column, features, second, first_row, blocks, &mut self.values);
            let (lowest, highest) = range(&self.values[start..]);
            let is_yes = |question: &Question| lowest > question.threshold;
            let (yes, rest) = questions.split_at(questions.partition_point(is_yes));
            for question in yes {
                self.struck[usize::from(question.tree)] |= question.left;
            }
            let is_open = |question: &Question| highest > question.threshold;
            let rest = &rest[..rest.partition_point(is_open)];
            if rest.is_empty() {
                self.values.truncate(start);
            } else {
                self.values.resize(start + whole, lowest);
                open.push((start, rest));
            }
        }
        self.keep(open);
    }

    /// Keeps those of the open questions that matter still, with where their values start.
    fn keep(&mut self, open: Vec<(usize, &[Question])>) {
        self.questions.clear();
        self.columns.clear();
        for (values, questions) in open {
            let start = self.questions.len();
            let struck = &self.struck;
            let matters =
                |question: &&Question| question.left & !struck[usize::from(question.tree)] != 0;
            self.questions.extend(questions.iter().filter(matters));
            if self.questions.len() > start {
                self.columns.push((values, start..self.questions.len()));
            }
        }
    }
}

/// Asks about the values of a group of blocks.
fn ask(questions: &[Question], values: &[f32; LANES], leaves: &mut [[Leaves; LANES]]) {
    let highest = values
        .iter()
        .fold(f32::NEG_INFINITY, |highest, &value| if value > highest { value } else { highest });
    for question in questions.iter().take_while(|question| highest > question.threshold) {
        let leaves = &mut leaves[usize::from(question.tree)];
        for (struck, &value) in leaves.iter_mut().zip(values) {
            // A mask and not a choice, which would not become vector instructions.
            let is_above = Leaves::from(value > question.threshold).wrapping_neg();
            *struck |= is_above & question.left;
        }
    }
}

/// The lowest and the highest of some values.
fn range(values: &[f32]) -> (f32, f32) {
    // Lane by lane, for vector instructions, which an order of comparisons would forbid.
    let mut range = ([f32::INFINITY; LANES], [f32::NEG_INFINITY; LANES]);
    let groups = values.chunks_exact(LANES);
    let rest = groups.remainder();
    let groups = groups.filter_map(|group| <&[f32; LANES]>::try_from(group).ok());
    groups.for_each(|group| widen(&mut range, group));
    for &value in rest {
        widen(&mut range, &[value; LANES]);
    }
    let (lowest, highest) = range;
    let lowest = lowest.into_iter().fold(f32::INFINITY, f32::min);
    (lowest, highest.into_iter().fold(f32::NEG_INFINITY, f32::max))
}

fn widen((lowest, highest): &mut ([f32; LANES], [f32; LANES]), values: &[f32; LANES]) {
    for ((lowest, highest), &value) in lowest.iter_mut().zip(highest).zip(values) {
        *lowest = if value < *lowest { value } else { *lowest };
        *highest = if value > *highest { value } else { *highest };
    }
}

/// Writes the values of a column: one for each of the blocks, or one for all of them.
fn write(
    column: Named,
    features: &Features,
    second: &Second,
    first_row: usize,
    blocks: &[u32],
    out: &mut Vec<f32>,
) {
    match column {
        Named::Page(from) => out.push(features.page[from]),
        Named::SecondPage(from) => out.push(second.page[from]),
        Named::SecondBlock(from) => match second.table.column(from) {
            Some(values) => out.extend_from_slice(&values[first_row..first_row + blocks.len()]),
            None => out.push(0.0),
        },
        Named::Block(Place::Block(from)) => match features.matrix.column(from) {
            Some(values) => out.extend(blocks.iter().map(|&at| values[at as usize])),
            None => out.push(0.0),
        },
        Named::Block(Place::Neighbour { offset, column, beyond }) => {
            let Some(values) = features.matrix.column(column) else { return out.push(0.0) };
            let beyond = beyond.value();
            out.extend(blocks.iter().map(|&at| {
                let at = (at as usize).checked_add_signed(offset);
                at.and_then(|at| values.get(at)).copied().unwrap_or(beyond)
            }));
        }
        Named::Block(Place::Container { level, column }) => {
            let level = &features.levels[level];
            let Some(values) = level.column(column) else { return out.push(0.0) };
            let of_blocks = level.of_blocks();
            out.extend(blocks.iter().map(|&at| values[of_blocks[at as usize] as usize]));
        }
        Named::Block(Place::Mark { .. }) => out.push(0.0),
    }
}
