//! Scores taken apart, for explanations alone: what extraction adds up column by column, here feature
//! by feature for one block.

use once_cell::sync::Lazy;

use super::forest::HOPELESS;
use super::model::models;
use super::weights::{BIAS, Named, Weights};
use super::{Second, first_scores};
use crate::measure::{ColumnSet, Features};
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
    /// The feature's name, as in the columns of `src/measure/columns.rs` and the lines of
    /// `src/score/weights.txt`.
    pub feature: &'static str,
    /// The feature's value for the block.
    pub value: f32,
    /// What that adds, in log odds.
    pub log_odds: f32,
}

/// The weights by name: the model that scores has them by place.
static WEIGHTS: Lazy<Weights> = Lazy::new(Weights::first);

/// What each feature adds to the score of each block of a page, in both passes.
#[derive(Debug)]
pub(crate) struct Contributions<'a> {
    features: &'a Features,
    /// The first scores, as probabilities.
    pub(crate) first_scores: Vec<f32>,
    second: Second,
}

impl<'a> Contributions<'a> {
    pub(crate) fn new(blocks: &Blocks, features: &'a Features) -> Self {
        let first_scores = first_scores(features);
        let wanted = ColumnSet::all(Second::WIDTH);
        let second = Second::measure(blocks, features, &first_scores, &wanted);
        Self { features, first_scores, second }
    }

    /// The summands of a block's log odds in the first pass: the bias, then term by term.
    pub(crate) fn first(&self, block: usize) -> Vec<Contribution> {
        let terms = WEIGHTS.terms.iter().map(|named| {
            let value = self.value(block, named.column);
            let log_odds = named.term.contribution(value);
            Contribution { feature: named.name, value, log_odds }
        });
        std::iter::once(bias(WEIGHTS.bias)).chain(terms).collect()
    }

    /// Those of the second pass, which decides: of the first for blocks that never reach it.
    pub(crate) fn second(&self, block: usize) -> Vec<Contribution> {
        if self.first_scores[block] < HOPELESS {
            return self.first(block);
        }
        let (all, of_features) = models().forest.take_apart(|named| self.value(block, named));
        let of_features = of_features.into_iter().map(|(feature, value, log_odds)| Contribution {
            feature,
            value,
            log_odds,
        });
        std::iter::once(bias(all)).chain(of_features).collect()
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

/// What every block gets.
fn bias(log_odds: f32) -> Contribution {
    Contribution { feature: BIAS, value: 1.0, log_odds }
}
