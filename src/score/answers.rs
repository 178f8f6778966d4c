//! How the trees are asked, all at once: QuickScorer (Lucchese, Nardini, Orlando, Perego, Tonellotto,
//! Venturini, *QuickScorer: a Fast Algorithm to Rank Documents with Additive Ensembles of Regression
//! Trees*, SIGIR 2015), many blocks side by side as in its vectorised form (SIGIR 2016).
//!
//! Nothing goes down a tree. Each tree has a bit for each of its leaves. A question whose answer is
//! yes strikes out the leaves to the left of it, and when all questions are asked, the first leaf
//! that is left is the one that the block would have come to. So questions can be asked in any order:
//! once a page those whose answer is the same for all of its blocks, which leaves half of the rest
//! without leaves to strike out; then those about one column from the lowest threshold up, as far as
//! the highest value among the blocks; and those about marks only where there is a mark.
#![expect(
    clippy::indexing_slicing,
    reason = "trees and columns are numbered as they are read, and a group of blocks is within the page"
)]

use std::ops::Range;

use super::second::Second;
use super::weights::Named;
use crate::measure::{Features, Level, Mark, Place, Reading, STATES, THINGS};

/// Questions from the root of a tree to a leaf.
pub(super) const DEPTH: usize = 4;
/// Leaves of a tree.
pub(super) const LEAVES: usize = 1 << DEPTH;

/// Blocks that are asked side by side: two vector registers of [`Leaves`] on the smallest of
/// machines.
pub(super) const LANES: usize = 16;

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

    /// The sum of the answers for each block that is `open`; whatever for others.
    pub(super) fn sums(&self, features: &Features, second: &Second, open: &[bool]) -> Vec<f32> {
        let asked = Asked::of_page(self, features, second);
        let mut sums = Vec::with_capacity(open.len() + LANES);
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for (start, open_of_group) in (0..).step_by(LANES).zip(open.chunks(LANES)) {
            if !open_of_group.contains(&true) {
                sums.extend([0.0; LANES]);
                continue;
            }
            let blocks = start..start + open_of_group.len();
            leaves.clear();
            leaves.extend(asked.struck.iter().map(|&leaves| [leaves; LANES]));
            for (values, questions) in &asked.columns {
                ask(&asked.questions[questions.clone()], &values.group(&blocks), &mut leaves);
            }
            self.ask_marks(features, blocks, &mut leaves);
            sums.extend(self.add_up(&leaves));
        }
        sums.truncate(open.len());
        sums
    }

    fn ask_marks(&self, features: &Features, blocks: Range<usize>, leaves: &mut [[Leaves; LANES]]) {
        for (lane, block) in blocks.enumerate() {
            let marks = &features.marks;
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

/// What is known of a page once the questions are asked whose answers its blocks share.
struct Asked<'a> {
    /// By tree, the leaves that no block comes to.
    struck: Vec<Leaves>,
    /// The questions that are open, and whose they are.
    questions: Vec<Question>,
    columns: Vec<(Values<'a>, Range<usize>)>,
}

impl<'a> Asked<'a> {
    fn of_page(answers: &Answers, features: &'a Features, second: &'a Second) -> Self {
        let mut struck = vec![0; answers.leaves.len()];
        let mut open = Vec::with_capacity(answers.questions.len());
        for (column, questions) in &answers.questions {
            let values = Values::of(*column, features, second);
            let (lowest, highest) = values.range();
            let is_yes = |question: &Question| lowest > question.threshold;
            let (yes, rest) = questions.split_at(questions.partition_point(is_yes));
            yes.iter().for_each(|question| struck[usize::from(question.tree)] |= question.left);
            let is_open = |question: &Question| highest > question.threshold;
            open.push((values, &rest[..rest.partition_point(is_open)]));
        }
        let mut asked = Self { struck, questions: Vec::new(), columns: Vec::new() };
        for (values, questions) in open {
            let start = asked.questions.len();
            let matters = |question: &&Question| {
                question.left & !asked.struck[usize::from(question.tree)] != 0
            };
            asked.questions.extend(questions.iter().filter(matters));
            if asked.questions.len() > start {
                asked.columns.push((values, start..asked.questions.len()));
            }
        }
        asked
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

/// The values of a column.
enum Values<'a> {
    Same(f32),
    /// A value a block.
    Each(&'a [f32]),
    /// That of the block so many places on, and what there is beyond the ends of the page.
    Neighbours {
        values: &'a [f32],
        offset: isize,
        beyond: f32,
    },
    /// A value a container.
    Containers {
        level: &'a Level,
        values: &'a [f32],
    },
}

impl<'a> Values<'a> {
    fn of(column: Named, features: &'a Features, second: &'a Second) -> Self {
        let each = |values: Option<&'a [f32]>| values.map_or(Self::Same(0.0), Self::Each);
        match column {
            Named::Page(from) => Self::Same(features.page[from]),
            Named::SecondPage(from) => Self::Same(second.page[from]),
            Named::SecondBlock(from) => each(second.table.column(from)),
            Named::Block(Place::Block(from)) => each(features.matrix.column(from)),
            Named::Block(Place::Neighbour { offset, column, beyond }) => {
                let neighbours =
                    |values| Self::Neighbours { values, offset, beyond: beyond.value() };
                features.matrix.column(column).map_or(Self::Same(0.0), neighbours)
            }
            Named::Block(Place::Container { level, column }) => {
                let level = &features.levels[level];
                let values = level.column(column);
                values.map_or(Self::Same(0.0), |values| Self::Containers { level, values })
            }
            Named::Block(Place::Mark { .. }) => Self::Same(0.0),
        }
    }

    /// Values that none of them is below, and above.
    fn range(&self) -> (f32, f32) {
        match self {
            Self::Same(value) => (*value, *value),
            Self::Each(values) | Self::Containers { values, .. } => range(values),
            Self::Neighbours { values, beyond, .. } => {
                let (lowest, highest) = range(values);
                (lowest.min(*beyond), highest.max(*beyond))
            }
        }
    }

    /// The values of some blocks, and zeros.
    fn group(&self, blocks: &Range<usize>) -> [f32; LANES] {
        let mut group = [0.0; LANES];
        match self {
            Self::Same(value) => group.fill(*value),
            Self::Each(values) => copy(&values[blocks.clone()], &mut group),
            Self::Neighbours { values, offset, beyond } => {
                for (to, at) in group.iter_mut().zip(blocks.clone()) {
                    let at = at.checked_add_signed(*offset);
                    *to = at.and_then(|at| values.get(at)).copied().unwrap_or(*beyond);
                }
            }
            Self::Containers { level, values } => {
                for (to, &row) in group.iter_mut().zip(&level.of_blocks()[blocks.clone()]) {
                    *to = values[row as usize];
                }
            }
        }
        group
    }
}

fn copy(values: &[f32], group: &mut [f32; LANES]) {
    // All groups but the last are whole: a copy of known length.
    if let Ok(values) = values.try_into() {
        *group = values;
    } else {
        group.iter_mut().zip(values).for_each(|(to, &value)| *to = value);
    }
}
