//! What kind of page it is.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::fmt;

use super::Verdict;
use crate::lexicon::PhraseGroup;
use crate::measure::Features;
use crate::score::{Kind, Scores};
use crate::segment::Blocks;

/// What kind of page an article was taken from.
///
/// A linear model of what the page as a whole looks like (text, links, forms, prices, class names,
/// schema.org types, the path of its address, how its blocks scored), fitted by `tools/train` on
/// labelled pages; walls and empty pages are told by rule. By cross-validation it is right on 0.87 of
/// wcxb-dev's pages; `tools/train/README.md` has the table of confusions. What is in doubt is decided
/// by it, too.
///
/// ```
/// use epure::Outcome;
///
/// let html = "<title>La marée</title><h1>La marée</h1><p>La mer est montée de quatre mètres cette
///     nuit, et le port n’a plus une place à quai, raconte le maître du port.</p>";
/// assert_eq!(epure::extract(html)?.outcome(), Outcome::Article);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Outcome {
    /// An article, a post, a page of documentation: one text to be read.
    Article,
    /// A list of things to go to: an index, a category, a page of results.
    Listing,
    /// A thread of posts, questions and answers.
    Discussion,
    /// A page that offers something: a product or a service.
    Product,
    /// A wall: consent, a login or a payment is asked for, and the text is not there. Where nothing at
    /// all is kept, there is no article, only an [`Explanation`](crate::Explanation).
    Wall,
    /// Nothing that looks like content: there is no article, only an
    /// [`Explanation`](crate::Explanation).
    Nothing,
}

impl Outcome {
    /// The name in the model's data and in reports.
    ///
    /// ```
    /// assert_eq!(epure::Outcome::Listing.as_str(), "listing");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Listing => "listing",
            Self::Discussion => "discussion",
            Self::Product => "product",
            Self::Wall => "wall",
            Self::Nothing => "nothing",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Words of an article below which a page that asks for something is a wall.
const SHORT: u32 = 120;

/// What a page asks for that stands before its text.
const WALLS: [PhraseGroup; 3] = [PhraseGroup::Consent, PhraseGroup::Login, PhraseGroup::Paywall];

/// Letters of a block that asks for it: more than a link in a menu.
const DEMAND: u32 = 40;

/// What kind of page it is, given what is kept of it.
pub(super) fn outcome(
    blocks: &Blocks,
    features: &Features,
    scores: &Scores,
    verdicts: &[Verdict],
) -> Outcome {
    let counts = &features.readings.texts.counts;
    let kept = verdicts.iter().zip(counts).filter(|(verdict, _)| **verdict == Verdict::Kept);
    let words: u32 = kept.map(|(_, counts)| counts.words).sum();
    let asks = |at: usize| {
        let hidden = blocks.blocks[at].hidden;
        // A banner that is there for scripts to show stands in nobody's way.
        let is_shown = !hidden.from_sight && !hidden.for_good;
        is_shown
            && counts[at].letters >= DEMAND
            && WALLS.iter().any(|&wall| features.has_phrase(at, wall))
    };
    if words < SHORT && (0..counts.len()).any(asks) {
        return Outcome::Wall;
    }
    if !verdicts.contains(&Verdict::Kept) {
        return Outcome::Nothing;
    }
    match scores.kind.wider() {
        Kind::Listing => Outcome::Listing,
        Kind::Discussion => Outcome::Discussion,
        Kind::Product => Outcome::Product,
        _ => Outcome::Article,
    }
}
