//! Features to scores: the probability that each block is content, in two passes.
//!
//! The first pass scores each block from its own features: a logistic regression of bent features,
//! whose weights are in `weights.txt`, a line a feature. The second sees, besides, what the first
//! said of the block's neighbours, of its containers, of blocks of the same shape and of the page,
//! the way jusText revises its first judgement by context; it is a small forest of boosted trees, a
//! line a tree in `trees.txt`. Both are fitted by `tools/train` on labelled pages.
//!
//! Why trees, and why only there: the labelled sets follow different habits, and what tells them
//! apart is how features go together on a page, which a sum of features cannot say. Measured by
//! cross-validation against a second pass like the first, trees gain half a point to a point on
//! every set; in the first pass they gain nothing. Asked all at once ([`answers`]) they cost less than
//! the sum did, and what they say comes apart, too, into contributions that add up
//! ([`Contributions`]).

mod answers;
mod contributions;
mod expected;
mod forest;
mod model;
mod second;
mod sum;
mod term;
mod weights;

use crate::measure::{Features, Wanted, logistic};
use crate::segment::Blocks;
pub use contributions::Contribution;
pub(crate) use contributions::{Contributions, Summands};
pub(crate) use expected::expected_f1;
pub(crate) use second::{Second, SecondPage, names as second_names};

/// What the two passes make of a page's blocks.
#[derive(Debug, Clone)]
pub(crate) struct Scores {
    /// Probability that each block is content, after the second pass.
    pub(crate) content: Vec<f32>,
    /// What the first scores say of the page as a whole.
    pub(crate) page: SecondPage,
}

/// First scores alone, and what the second pass sees of given ones: what training needs.
pub(crate) fn first_scores(features: &Features) -> Vec<f32> {
    model::models().first.log_odds(features).into_iter().map(logistic).collect()
}

/// What [`score`] reads of the measurements of a page.
pub(crate) fn wanted() -> &'static Wanted {
    &model::models().wanted
}

/// First score below which the second pass is not asked. Of the held-out blocks nearly half are below
/// it, and of those four in a thousand would get a second score above 0.2. Cross-validated, no figure
/// differs by more than 0.0006 from asking of all blocks.
const HOPELESS: f32 = 0.005;

/// Scores every block of a page. Blocks that are [`HOPELESS`] keep their first score.
pub(crate) fn score(blocks: &Blocks, features: &Features) -> Scores {
    let models = model::models();
    let mut content = first_scores(features);
    let open: Vec<u32> =
        (0..).zip(&content).filter(|(_, score)| **score >= HOPELESS).map(|(at, _)| at).collect();
    let second = Second::measure(blocks, features, &content, &models.second_wanted, &open);
    for (&at, score) in open.iter().zip(models.forest.scores(features, &second, &open)) {
        if let Some(content) = content.get_mut(at as usize) {
            *content = score;
        }
    }
    Scores { content, page: second.page }
}
