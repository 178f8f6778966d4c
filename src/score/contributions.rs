//! Scores taken apart, for explanations alone: what extraction adds up column by column, here feature
//! by feature for one block.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use once_cell::sync::Lazy;

use super::forest::Trees;
use super::model::models;
use super::weights::{Named, NamedTerm, Weights};
use super::{Kind, LEAST_ASKED, Second, first_scores};
use crate::measure::Features;
use crate::segment::Blocks;

/// What one feature adds to the log odds that a block is content.
///
/// Log odds are natural: a contribution of 0.7 doubles the odds, one of -0.7 halves them. An average
/// block gets nothing from any feature, so a contribution says how much the block differs from one.
///
/// ```
/// let html = "<p>Une phrase assez longue pour être un article, à elle seule.</p>";
/// let explanation = epure::Extractor::new().explain(html)?;
/// let strongest = &explanation.blocks()[0].second.strongest[0];
/// println!("{} = {}: {:+.2}", strongest.feature, strongest.value, strongest.log_odds);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Contribution {
    /// The feature's name, as in `src/measure/columns.rs` and `src/score/second.rs`, `src/score/weights.txt`,
    /// `src/score/trees.txt` and `src/score/trees_of_articles.txt`.
    pub feature: &'static str,
    /// The feature's value for the block.
    pub value: f32,
    /// What that adds, in log odds.
    pub log_odds: f32,
}

/// The weights by name: the model that scores has them by place.
static WEIGHTS: Lazy<Weights> = Lazy::new(Weights::first);

/// What the log odds of a block are the sum of, in one pass.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Summands {
    /// What every block gets.
    pub(crate) bias: f32,
    /// Those of each feature, in the same order for all blocks.
    pub(crate) features: Vec<Contribution>,
}

/// What each feature adds to the score of each block of a page, in both passes.
#[derive(Debug)]
pub(crate) struct Contributions<'a> {
    features: &'a Features,
    /// The first scores, as probabilities.
    pub(crate) first_scores: Vec<f32>,
    second: Second,
    trees: Trees,
}

impl<'a> Contributions<'a> {
    pub(crate) fn new(blocks: &Blocks, features: &'a Features) -> Self {
        let first_scores = first_scores(features);
        let second = Second::of_all(blocks, features, &first_scores);
        let trees = Trees::of(features, Kind::of(features, &second.page));
        Self { features, first_scores, second, trees }
    }

    /// The names of the features of each pass, in the order of [`Summands::features`].
    pub(crate) fn names() -> [Vec<&'static str>; 2] {
        let second = models().forest.take_apart(Trees::OfAll, |_| 0.0).1;
        let second = second.into_iter().map(|contribution| contribution.feature).collect();
        [WEIGHTS.terms.iter().map(|named| named.name).collect(), second]
    }

    /// The summands of a block's log odds in the first pass.
    pub(crate) fn first(&self, block: usize) -> Summands {
        let feature = |named: &NamedTerm| {
            let value = self.value(block, named.column);
            let log_odds = named.term.contribution(value);
            Contribution { feature: named.name, value, log_odds }
        };
        Summands { bias: WEIGHTS.bias, features: WEIGHTS.terms.iter().map(feature).collect() }
    }

    /// Those of the second pass; [`None`] for blocks that never reach it, which keep their first score.
    pub(crate) fn second(&self, block: usize) -> Option<Summands> {
        if self.first_scores[block] < LEAST_ASKED {
            return None;
        }
        let (bias, features) =
            models().forest.take_apart(self.trees, |named| self.value(block, named));
        Some(Summands { bias, features })
    }

    fn value(&self, block: usize, column: Named) -> f32 {
        match column {
            Named::Block(place) => self.features.value(block, place),
            Named::Page(column) => self.features.page[column],
            Named::SecondBlock(column) => self.second.table.value(block, column),
            Named::SecondPage(column) => self.second.page[column],
        }
    }
}
