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
#![expect(
    clippy::indexing_slicing,
    reason = "the questions of a tree are walked by its heap order, and columns are numbered as they are read"
)]

use std::collections::HashMap;

use super::answers::{Answers, DEPTH, LEAVES};
use super::second::Second;
use super::weights::{Named, names};
use crate::measure::{Features, logistic};

static TREES: &str = include_str!("trees.txt");

/// Nodes of a tree that ask.
const QUESTIONS: usize = LEAVES - 1;

/// All trees, and the columns that they ask about.
#[derive(Debug, Default)]
pub(super) struct Forest {
    columns: Vec<(&'static str, Named)>,
    trees: Vec<Tree>,
    /// The trees as they are asked when only the sum counts.
    answers: Answers,
}

/// A tree as an array: below the node at `n` are those at `2n + 1` and, for values above the
/// threshold, `2n + 2`; below the last that ask are the leaves.
#[derive(Debug, Clone)]
struct Tree {
    questions: [Question; QUESTIONS],
    /// What the blocks that reach each node get on average.
    means: [f32; QUESTIONS],
    answers: [f32; LEAVES],
}

/// Whether a feature of the block is above a threshold.
#[derive(Debug, Clone, Copy)]
struct Question {
    /// By its number.
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
            let tree = forest.tree(line, &known);
            let asked = tree.questions.iter().map(|question| {
                let (_, named) = *forest.columns.get(usize::from(question.column))?;
                question.threshold.is_finite().then_some((named, question.threshold))
            });
            forest.answers.push(asked, tree.answers);
            forest.trees.push(tree);
        }
        forest
    }

    fn tree(&mut self, line: &'static str, known: &HashMap<String, Named>) -> Tree {
        let means = [0.0; QUESTIONS];
        let mut tree = Tree { questions: [NONE; QUESTIONS], means, answers: [0.0; LEAVES] };
        for (at, node) in line.split_ascii_whitespace().take(QUESTIONS + LEAVES).enumerate() {
            let mut fields = node.split(',');
            let mean = fields.next().and_then(number).unwrap_or_default();
            if let Some(leaf) = at.checked_sub(QUESTIONS) {
                tree.answers[leaf] = mean;
                continue;
            }
            tree.means[at] = mean;
            let asked = fields.next().zip(fields.next().and_then(number));
            let Some((name, threshold)) = asked else { continue };
            let Some(&named) = known.get(name) else { continue };
            tree.questions[at] = Question { column: self.place(name, named), threshold };
        }
        tree
    }

    /// The number of a column, which it gets when it is first asked about.
    fn place(&mut self, name: &'static str, named: Named) -> u16 {
        let known = self.columns.iter().position(|(other, _)| *other == name);
        let place = known.unwrap_or_else(|| {
            self.columns.push((name, named));
            self.columns.len() - 1
        });
        place as u16
    }

    /// The columns that are asked about.
    pub(super) fn columns(&self) -> impl Iterator<Item = Named> + '_ {
        self.columns.iter().map(|(_, named)| *named)
    }

    /// The probability that each of some blocks is content, which `second` has a row for.
    pub(super) fn scores(
        &self,
        features: &Features,
        second: &Second,
        blocks: &[u32],
    ) -> impl Iterator<Item = f32> {
        self.answers.sums(features, second, blocks).into_iter().map(logistic)
    }

    /// What each feature adds to the log odds of a block, given the value of each column there; and
    /// what every block gets.
    pub(super) fn take_apart(
        &self,
        value: impl Fn(Named) -> f32,
    ) -> (f32, Vec<(&'static str, f32, f32)>) {
        let mut found: Vec<_> =
            self.columns.iter().map(|&(name, named)| (name, value(named), 0.0)).collect();
        let mut bias = 0.0;
        for tree in &self.trees {
            let mut node = 0;
            let mut mean = tree.means[0];
            bias += mean;
            for _ in 0..DEPTH {
                let question = tree.questions[node];
                let Some((_, value, sum)) = found.get_mut(usize::from(question.column)) else {
                    continue;
                };
                node = 2 * node + 1 + usize::from(*value > question.threshold);
                let below = match node.checked_sub(QUESTIONS) {
                    Some(leaf) => tree.answers[leaf],
                    None => tree.means[node],
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
    use super::super::answers::SLAB;
    use super::*;
    use crate::measure::{ColumnSet, Place, Wanted, measure};
    use crate::metadata::Head;
    use crate::parse::parse;
    use crate::segment::segment;

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

    /// All questions at once come to the leaves that a block comes to question by question.
    #[test]
    fn answers_are_those_at_the_end_of_the_walk() {
        let case = include_str!("../../tests/pages/fr-founding-semantic/page.html");
        // One case has some sixty blocks.
        let page = case.repeat(SLAB / 16);
        let parsed = parse(&page);
        let blocks = segment(&parsed.document);
        let head = Head::read(&parsed.document);
        let features = measure(&parsed.document, &blocks, &head, &Wanted::all());
        let first: Vec<f32> = (0..blocks.blocks.len()).map(|at| (at % 89) as f32 / 89.0).collect();
        let wanted = ColumnSet::all(Second::WIDTH);
        // Not all of them, so that rows are not blocks.
        let asked: Vec<u32> = (0..first.len() as u32).filter(|at| at % 5 > 0).collect();
        let second = Second::measure(&blocks, &features, &first, &wanted, &asked);
        let forest = Forest::fitted();
        let scores: Vec<f32> = forest.scores(&features, &second, &asked).collect();
        assert!(asked.len() > 2 * SLAB, "{} blocks", asked.len());
        assert_eq!(scores.len(), asked.len());
        for ((row, &block), score) in asked.iter().enumerate().zip(scores) {
            let block = block as usize;
            let value = |named| match named {
                Named::Block(place) => features.value(block, place),
                Named::Page(column) => features.page[column],
                Named::SecondBlock(column) => second.table.value(row, column),
                Named::SecondPage(column) => second.page[column],
            };
            let (bias, parts) = forest.take_apart(value);
            let sum = bias + parts.iter().map(|(_, _, log_odds)| log_odds).sum::<f32>();
            assert!((logistic(sum) - score).abs() < 1e-4, "block {block}: {sum}, {score}");
        }
    }

    #[test]
    fn without_a_mark_the_answer_is_no() {
        let forest = Forest::fitted();
        let questions = forest.trees.iter().flat_map(|tree| tree.questions);
        for question in questions.filter(|question| question.threshold.is_finite()) {
            let (name, named) = forest.columns[usize::from(question.column)];
            let is_of_mark = matches!(named, Named::Block(Place::Mark { .. }));
            assert!(!is_of_mark || question.threshold >= 0.0, "{name}: {}", question.threshold);
        }
    }
}
