//! Features to scores: the probability that each block is content, in two passes.
//!
//! The first pass scores each block from its own features: a logistic regression of bent features,
//! whose weights are in `weights.txt`, a line a feature. The second sees, besides, what the first
//! said of the block's neighbours, of its containers, of blocks of the same shape and of the page,
//! the way jusText revises its first judgement by context; it is a small forest of boosted trees, a
//! line a tree in `trees.txt` and `trees_of_articles.txt`. Both are fitted by `tools/train` on labelled
//! pages. Code and headings, which say little by themselves, may get the scores of what is around them
//! ([`vouched`]).
//!
//! Why trees, and why only there: the labelled sets follow different habits, and what tells them
//! apart is how features go together on a page, which a sum of features cannot say. Measured by
//! cross-validation against a second pass like the first, trees gain half a point to a point on
//! every set; in the first pass they gain nothing. Asked all at once ([`answers`]) they cost less than
//! the sum did, and what they say comes apart, too, into contributions that add up
//! ([`Contributions`]).

mod answers;
mod content;
mod contributions;
mod expected;
mod forest;
mod kind;
mod model;
mod second;
mod sum;
mod term;
mod vouched;
mod weights;

use crate::measure::{Features, Wanted, logistic};
use crate::segment::Blocks;
pub use contributions::Contribution;
pub(crate) use contributions::{Contributions, Summands};
pub(crate) use expected::expected_f1;
use forest::Trees;
pub(crate) use kind::Kind;
pub(crate) use second::{Second, names as second_names};

/// What the two passes make of a page and its blocks.
#[derive(Debug, Clone)]
pub(crate) struct Scores {
    /// Probability that each block is content: its own, or what others vouch for ([`vouched`]).
    pub(crate) content: Vec<f32>,
    /// What the passes made of each block, without what others vouch for.
    pub(crate) own: Vec<f32>,
    /// What kind of page it is.
    pub(crate) kind: Kind,
}

impl Scores {
    pub(crate) fn new(blocks: &Blocks, own: Vec<f32>, kind: Kind) -> Self {
        Self { content: vouched::vouched(blocks, &own), own, kind }
    }
}

/// What the first pass alone makes of each block.
pub(crate) fn first_scores(features: &Features) -> Vec<f32> {
    model::models().first.log_odds(features).into_iter().map(logistic).collect()
}

/// What [`score`] reads of the measurements of a page.
pub(crate) fn wanted() -> &'static Wanted {
    &model::models().wanted
}

/// First score below which the second pass is not asked: that of three in five of the held-out blocks.
/// The trees are fitted on the others, so that another number calls for another fit. With 0.005, and with
/// a fit on all blocks, cross-validated figures are the same within what seeds differ by.
pub(crate) const LEAST_ASKED: f32 = 0.02;

/// Scores every block of a page. Blocks with a first score below [`LEAST_ASKED`] keep it.
pub(crate) fn score(blocks: &Blocks, features: &Features) -> Scores {
    let models = model::models();
    let mut scores = first_scores(features);
    let open: Vec<u32> =
        (0..).zip(&scores).filter(|(_, score)| **score >= LEAST_ASKED).map(|(at, _)| at).collect();
    let second = Second::measure(blocks, features, &scores, &models.second_wanted, &open);
    let kind = Kind::of(features, &second.page);
    let revised = models.forest.scores(features, &second, &open, Trees::of(features, kind));
    for (&at, revised) in open.iter().zip(revised) {
        if let Some(score) = scores.get_mut(at as usize) {
            *score = revised;
        }
    }
    Scores::new(blocks, scores, kind)
}
