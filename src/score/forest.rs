//! The second pass: boosted trees, and how they are read and explained.
//!
//! A tree asks six questions of a block, each about one feature, and answers in log odds; the
//! answers add up. (Friedman, *Greedy Function Approximation: A Gradient Boosting Machine*, Annals
//! of Statistics 29, 2001.) All that come to a level of a tree are asked the same there, so that a
//! tree is a table of answers by the yes and no of a few questions: *oblivious* trees (Kohavi, *Bottom-Up
//! Induction of Oblivious Read-Once Decision Graphs*, ECML 1994), as CatBoost fits them (Prokhorenkova,
//! Gusev, Vorobev, Dorogush, Gulin, *CatBoost: unbiased boosting with categorical features*, NeurIPS
//! 2018). A sum of bent features, like the first pass, says of each feature what it means by itself.
//! Trees say what features mean together: a short line before the text is content where pages of this
//! kind have it counted, and not elsewhere.
//!
//! A tree's answer is taken apart question by question (Saabas, *Interpreting random forests*,
//! 2014): every node knows what the blocks that reach it get on average, and the feature that a node
//! asks about accounts for the difference between that node and the one below. So the contributions
//! of the features add up to the score, as those of the first pass do.
#![expect(
    clippy::indexing_slicing,
    reason = "the nodes of a tree are numbered in the order of a heap, and columns as they are read"
)]

use std::collections::HashMap;

use super::answers::Readers;
use super::contributions::Contribution;
use super::kind::Kind;
use super::second::Second;
use super::weights::{Named, names};
use crate::measure::{Features, logistic};

/// The files of the trees, in the order of [`Trees`].
static FILES: [&str; 2] = [include_str!("trees.txt"), include_str!("trees_of_articles.txt")];

/// Trees that pages are judged by. Below an article of two paragraphs stand as many teasers as below a long
/// one, and what is fitted to learn so loses the teasers that are the content of a listing; so there are trees
/// of their own for pages that are plainly no listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trees {
    OfAll,
    /// Pages that tell programs that they are an article, and look like one.
    OfArticles,
}

impl Trees {
    /// Those for a page of a kind.
    pub(super) fn of(features: &Features, kind: Kind) -> Self {
        let is_article = kind == Kind::Article && features.says_article();
        if is_article { Self::OfArticles } else { Self::OfAll }
    }
}

/// Questions of a tree.
pub(super) const DEPTH: usize = 6;
/// Answers of a tree: one for each way to answer its questions.
const LEAVES: usize = 1 << DEPTH;

/// All trees, and the columns that they ask about.
#[derive(Debug)]
pub(super) struct Forest {
    columns: Vec<(&'static str, Named)>,
    pub(super) readers: Readers,
    trees: [Vec<Tree>; FILES.len()],
}

/// A tree: the nodes below the one at `n` are those at `2n + 1` and, for values above the threshold,
/// `2n + 2`.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub(super) questions: [Question; DEPTH],
    /// What the blocks that reach each node get on average, and from [`ANSWERS`] on what they get.
    nodes: [f32; ANSWERS + LEAVES],
}

/// Nodes at which a question is asked.
const ANSWERS: usize = LEAVES - 1;

impl Tree {
    /// What blocks get that took the way of these bits, a bit for each question.
    #[inline]
    pub(super) fn answer(&self, way: u32) -> f32 {
        // There are never more bits: it is the compiler that needs to be told.
        self.nodes[ANSWERS + way as usize % LEAVES]
    }
}

/// Whether a feature of the block is above a threshold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    /// By its number.
    pub(super) column: u16,
    pub(super) threshold: f32,
}

/// A question whose answer is always no.
const NEVER: Question = Question { column: 0, threshold: f32::INFINITY };

impl Forest {
    /// The fitted trees, one a line of their file: its questions, `column>threshold`, then the means of its
    /// nodes and its answers.
    pub(super) fn fitted() -> Self {
        let known = names();
        let mut columns = Vec::new();
        let trees =
            FILES.map(|file| lines(file).map(|line| tree(line, &known, &mut columns)).collect());
        let readers = Readers::new(columns.iter().map(|(_, named)| *named));
        Self { columns, readers, trees }
    }

    pub(super) fn trees(&self, trees: Trees) -> &[Tree] {
        &self.trees[trees as usize]
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
        trees: Trees,
    ) -> impl Iterator<Item = f32> {
        self.sums(features, second, blocks, trees).into_iter().map(logistic)
    }

    /// What each feature adds to the log odds of a block, given the value of each column there; and
    /// what every block gets.
    pub(super) fn take_apart(
        &self,
        trees: Trees,
        value: impl Fn(Named) -> f32,
    ) -> (f32, Vec<Contribution>) {
        let values: Vec<f32> = self.columns().map(value).collect();
        let mut sums = vec![0.0; values.len()];
        let mut bias = 0.0;
        for tree in self.trees(trees) {
            let mut node = 0;
            let mut mean = tree.nodes[0];
            bias += mean;
            for question in &tree.questions {
                let column = usize::from(question.column);
                node = 2 * node + 1 + usize::from(values[column] > question.threshold);
                let below = tree.nodes[node];
                sums[column] += below - mean;
                mean = below;
            }
        }
        let parts = self.columns.iter().zip(values).zip(sums);
        let contribution =
            |((&(feature, _), value), log_odds)| Contribution { feature, value, log_odds };
        (bias, parts.map(contribution).collect())
    }
}

/// The lines of a file but for comments, which start with `#`.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

/// Reads a line; a column gets its number when it is first asked about.
fn tree(
    line: &'static str,
    known: &HashMap<String, Named>,
    columns: &mut Vec<(&'static str, Named)>,
) -> Tree {
    let mut tree = Tree { questions: [NEVER; DEPTH], nodes: [0.0; ANSWERS + LEAVES] };
    let mut fields = line.split_ascii_whitespace();
    for (question, field) in tree.questions.iter_mut().zip(fields.by_ref()) {
        let Some((name, threshold)) = field.split_once('>') else { continue };
        let Some(&named) = known.get(name) else { continue };
        *question = Question { column: number(name, named, columns), threshold: value(threshold) };
    }
    tree.nodes.iter_mut().zip(fields).for_each(|(node, field)| *node = value(field));
    tree
}

fn number(name: &'static str, named: Named, columns: &mut Vec<(&'static str, Named)>) -> u16 {
    let known = columns.iter().position(|(other, _)| *other == name);
    let number = known.unwrap_or_else(|| {
        columns.push((name, named));
        columns.len() - 1
    });
    number as u16
}

/// A test holds that every field is a number.
fn value(field: &str) -> f32 {
    field.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::answers::SLAB;
    use super::*;
    use crate::measure::{ColumnSet, Wanted, measure};
    use crate::metadata::Head;
    use crate::parse::parse;
    use crate::segment::segment;

    #[test]
    fn every_question_is_about_a_column() {
        let forest = Forest::fitted();
        let read = forest.trees.iter().flatten();
        for (line, tree) in FILES.into_iter().flat_map(lines).zip(read) {
            let fields: Vec<&str> = line.split(' ').collect();
            let (questions, numbers) = fields.split_at(DEPTH);
            for (written, read) in questions.iter().zip(&tree.questions) {
                let (name, _) = forest.columns[usize::from(read.column)];
                let threshold: f32 = written.strip_prefix(name).unwrap()[1..].parse().unwrap();
                assert_eq!(threshold, read.threshold, "{written}");
            }
            let is_number = |field: &&str| field.parse::<f32>().is_ok();
            assert_eq!(numbers.iter().copied().filter(is_number).count(), 2 * LEAVES - 1, "{line}");
        }
        let asked = forest.trees.each_ref().map(|trees| trees.len() * DEPTH);
        assert!(asked.iter().all(|&asked| asked > 500), "{asked:?} questions");
    }

    #[test]
    fn a_page_that_says_that_it_is_an_article_and_looks_so_has_trees_of_its_own() {
        let trees = |head: &str, kind: Kind| {
            let document = parse(&format!("<head>{head}</head><p>Le vent souffle.")).document;
            let blocks = segment(&document);
            Trees::of(&measure(&document, &blocks, &Head::read(&document), &Wanted::all()), kind)
        };
        for head in [
            "<meta property=og:type content=article>",
            "<meta property=article:published_time content=2024-03-05>",
            r#"<script type=application/ld+json>{"@type": "NewsArticle"}</script>"#,
        ] {
            assert_eq!(trees(head, Kind::Article), Trees::OfArticles, "{head}");
            assert_eq!(trees(head, Kind::Listing), Trees::OfAll, "{head}");
        }
        assert_eq!(trees("<meta property=og:type content=website>", Kind::Article), Trees::OfAll);
    }

    /// Asked side by side, blocks get the answers that each gets question by question.
    #[test]
    fn answers_are_those_at_the_end_of_the_walk() {
        let case = include_str!("../../tests/pages/fr-founding-semantic/page.html");
        /// More than a case has blocks that are asked: as many copies make two slabs and more.
        const BLOCKS: usize = 32;
        let page = case.repeat(2 * SLAB.div_ceil(BLOCKS) + 1);
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
        assert!(asked.len() > 2 * SLAB, "{} blocks", asked.len());
        for trees in [Trees::OfAll, Trees::OfArticles] {
            let scores: Vec<f32> = forest.scores(&features, &second, &asked, trees).collect();
            assert_eq!(scores.len(), asked.len());
            for ((row, &block), score) in asked.iter().enumerate().zip(scores) {
                let block = block as usize;
                let value = |named| match named {
                    Named::Block(place) => features.value(block, place),
                    Named::Page(column) => features.page[column],
                    Named::SecondBlock(column) => second.table.value(row, column),
                    Named::SecondPage(column) => second.page[column],
                };
                let (bias, parts) = forest.take_apart(trees, value);
                let sum = bias + parts.iter().map(|part| part.log_odds).sum::<f32>();
                assert!((logistic(sum) - score).abs() < 1e-4, "block {block}: {sum}, {score}");
            }
        }
    }
}
