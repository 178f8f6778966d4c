//! Features to scores: the probability that each block is content, by a linear model in two passes.
//!
//! The first pass scores each block from its own features. The second sees, besides, what the first
//! said of the block's neighbours, of its containers, of blocks of the same shape and of the page,
//! the way jusText revises its first judgement by context. Both are logistic regressions of
//! features bent once each, fitted by `tools/train` on labelled pages; the weights are in
//! `weights.txt`, a line a feature.
//!
//! Why linear: on pages of sites that the fit never saw, it is as accurate as gradient-boosted trees
//! of the same features, at a tenth of the cost, and every score is a sum of contributions that can
//! be told in words.

mod contributions;
mod expected;
mod model;
mod second;
mod sum;
mod term;
mod weights;

use crate::measure::{Features, Wanted, logistic};
use crate::segment::Blocks;
pub use contributions::Contribution;
pub(crate) use contributions::Contributions;
pub(crate) use expected::expected_f1;
use model::Model;
pub(crate) use second::{Second, names as second_names};
pub(crate) use weights::BIAS;

/// What the two passes make of a page's blocks.
#[derive(Debug, Clone)]
pub(crate) struct Scores {
    /// Probability that each block is content, after the second pass.
    pub(crate) content: Vec<f32>,
}

/// First scores alone, and what the second pass sees of given ones: what training needs.
pub(crate) fn first_scores(features: &Features) -> Vec<f32> {
    model::models().first.scores(features, None)
}

/// What [`score`] reads of the measurements of a page.
pub(crate) fn wanted() -> &'static Wanted {
    &model::models().wanted
}

/// Scores every block of a page.
pub(crate) fn score(blocks: &Blocks, features: &Features) -> Scores {
    let models = model::models();
    let first = first_scores(features);
    let second = Second::measure(blocks, features, &first, &models.second_wanted);
    Scores { content: models.second.scores(features, Some(&second)) }
}

impl Model {
    fn scores(&self, features: &Features, second: Option<&Second>) -> Vec<f32> {
        self.log_odds(features, second).into_iter().map(logistic).collect()
    }
}
