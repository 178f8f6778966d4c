//! The second pass: boosted trees, and how they are evaluated.
//!
//! A tree asks up to four questions of a block, each about one feature, and answers in log odds; the
//! answers add up. (Friedman, *Greedy Function Approximation: A Gradient Boosting Machine*, Annals
//! of Statistics 29, 2001; fitted with LightGBM.) A sum of bent features, like the first pass, says
//! of each feature what it means by itself. Trees say what features mean together: a short line
//! before the text is content where pages of this kind have it counted, and not elsewhere.
//!
//! A tree's answer is taken apart question by question (Saabas, *Interpreting random forests*,
//! 2014): every node knows what the blocks that reach it get on average, and the feature that a node
//! asks about accounts for the difference between that node and the one below. So the contributions
//! of the features add up to the score, as those of the first pass do.

use super::rows::Columns;
use super::second::Second;
use super::weights::{Named, names};
use crate::measure::{Features, logistic};

/// First score below which the second pass is not asked. Of the held-out blocks, two in five are
/// below it, and of those one in a thousand would get a second score above 0.2.
pub(super) const HOPELESS: f32 = 0.002;

static TREES: &str = include_str!("trees.txt");

/// Questions from the root of a tree to a leaf.
const DEPTH: usize = 4;
/// Nodes that ask, and leaves.
const QUESTIONS: usize = (1 << DEPTH) - 1;
const LEAVES: usize = 1 << DEPTH;

/// Blocks that go down a tree side by side, so that one need not wait for another's memory.
const ABREAST: usize = 8;

/// All trees, and the columns that they ask about.
#[derive(Debug, Default)]
pub(super) struct Forest {
    columns: Columns,
    trees: Vec<Tree>,
    /// Of each tree, what the blocks that reach each node get on average.
    means: Vec<[f32; QUESTIONS]>,
}

/// A tree as an array: below the node at `n` are those at `2n + 1` and, for values above the
/// threshold, `2n + 2`; below the last that ask are the leaves.
#[derive(Debug, Clone)]
struct Tree {
    questions: [Question; QUESTIONS],
    answers: [f32; LEAVES],
}

/// Whether a feature of the block is above a threshold.
#[derive(Debug, Clone, Copy)]
struct Question {
    /// In [`Forest::columns`].
    column: u16,
    threshold: f32,
}

/// The question of a branch that has ended: never.
const NONE: Question = Question { column: 0, threshold: f32::INFINITY };

impl Forest {
    /// The fitted trees.
    pub(super) fn fitted() -> Self {
        Self::read(TREES)
    }

    /// Reads the trees, one a line: its nodes in the order of the array, `mean,column,threshold`
    /// where a question is asked and `mean` where none is, then its answers. Lines that start with
    /// `#` are comments.
    fn read(text: &'static str) -> Self {
        let known = names();
        let mut forest = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut tree = Tree { questions: [NONE; QUESTIONS], answers: [0.0; LEAVES] };
            let mut means = [0.0; QUESTIONS];
            for (at, node) in line.split_ascii_whitespace().take(QUESTIONS + LEAVES).enumerate() {
                let mut fields = node.split(',');
                let mean = fields.next().and_then(number).unwrap_or_default();
                if let Some(leaf) = at.checked_sub(QUESTIONS) {
                    tree.answers[leaf] = mean;
                    continue;
                }
                means[at] = mean;
                let Some((name, threshold)) = fields.next().zip(fields.next().and_then(number))
                else {
                    continue;
                };
                if let Some(&named) = known.get(name) {
                    let column = forest.columns.place(name, named) as u16;
                    tree.questions[at] = Question { column, threshold };
                }
            }
            forest.trees.push(tree);
            forest.means.push(means);
        }
        forest
    }

    /// The columns that are asked about.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'static str, Named)> + '_ {
        self.columns.iter()
    }

    /// The probability that each block is content. The first scores stand for blocks that are
    /// [`HOPELESS`].
    pub(super) fn scores(&self, features: &Features, first: &[f32], second: &Second) -> Vec<f32> {
        let rows = self.columns.read(features, second);
        let mut scores = first.to_vec();
        let open: Vec<usize> = (0..first.len()).filter(|&at| first[at] >= HOPELESS).collect();
        for blocks in open.chunks(ABREAST) {
            for (&block, sum) in blocks.iter().zip(self.sums(&rows, blocks)) {
                scores[block] = logistic(sum);
            }
        }
        scores
    }

    /// The answers of all trees, added up, for a group of blocks.
    fn sums(&self, rows: &[f32], blocks: &[usize]) -> [f32; ABREAST] {
        let width = self.columns.width();
        let mut starts = [0; ABREAST];
        for (start, &block) in starts.iter_mut().zip(blocks) {
            *start = block * width;
        }
        let mut sums = [0.0; ABREAST];
        for tree in &self.trees {
            let mut nodes = [0; ABREAST];
            for _ in 0..DEPTH {
                for (node, start) in nodes.iter_mut().zip(starts) {
                    let question = tree.questions[*node];
                    let value = rows[start + usize::from(question.column)];
                    *node = 2 * *node + 1 + usize::from(value > question.threshold);
                }
            }
            for (sum, node) in sums.iter_mut().zip(nodes) {
                *sum += tree.answers[node - QUESTIONS];
            }
        }
        sums
    }

    /// What each feature adds to the log odds of a block, given the value of each column there; and
    /// what every block gets.
    pub(super) fn take_apart(
        &self,
        value: impl Fn(Named) -> f32,
    ) -> (f32, Vec<(&'static str, f32, f32)>) {
        let mut found: Vec<_> =
            self.columns.iter().map(|(name, named)| (name, value(named), 0.0)).collect();
        let mut bias = 0.0;
        for (tree, means) in self.trees.iter().zip(&self.means) {
            let mut node = 0;
            let mut mean = means[0];
            bias += mean;
            for _ in 0..DEPTH {
                let question = tree.questions[node];
                let Some((_, value, sum)) = found.get_mut(usize::from(question.column)) else {
                    continue;
                };
                node = 2 * node + 1 + usize::from(*value > question.threshold);
                let below = match node.checked_sub(QUESTIONS) {
                    Some(leaf) => tree.answers[leaf],
                    None => means[node],
                };
                *sum += below - mean;
                mean = below;
            }
        }
        (bias, found)
    }
}

fn number(field: &str) -> Option<f32> {
    field.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_about_a_column() {
        let forest = Forest::fitted();
        let lines = TREES.lines().filter(|line| !line.starts_with('#'));
        let mut asked = 0;
        for (line, tree) in lines.zip(&forest.trees) {
            assert_eq!(line.split(' ').count(), QUESTIONS + LEAVES, "{line}");
            let written = line.matches(',').count() / 2;
            let read = tree.questions.iter().filter(|question| question.threshold.is_finite());
            assert_eq!(read.count(), written, "a column is unknown: {line}");
            asked += written;
        }
        assert!(asked > 500, "{asked} questions");
    }

    #[test]
    fn a_tree_is_gone_down_by_its_thresholds() {
        let nodes = ["0.5,length_log,2", "0.1", "0.9,link_density,0.5"];
        let leaves: Vec<String> = (0..LEAVES).map(|leaf| leaf.to_string()).collect();
        let line = format!("{} {} {}", nodes.join(" "), "0 ".repeat(12).trim(), leaves.join(" "));
        let forest = Forest::read(line.leak());
        let width = forest.columns.width();
        let mut rows = vec![0.0; ABREAST * width];
        rows[width..2 * width].copy_from_slice(&[3.0, 0.2]);
        rows[2 * width..3 * width].copy_from_slice(&[3.0, 0.7]);
        rows[3 * width..4 * width].copy_from_slice(&[2.0, 0.7]);
        assert_eq!(forest.sums(&rows, &[0, 1, 2, 3])[..4], [0.0, 8.0, 12.0, 0.0]);
    }
}
