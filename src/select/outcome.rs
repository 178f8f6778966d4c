//! What kind of page it is.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::fmt;

use once_cell::sync::Lazy;

use super::Verdict;
use crate::lexicon::PhraseGroup;
use crate::measure::{self, Features};
use crate::score::{Scores, second_names};

/// What kind of page an article was taken from.
///
/// A linear model of what the page as a whole looks like (text, links, forms, prices, class names,
/// schema.org types, how its blocks scored), fitted by `tools/train` on labelled pages; walls and
/// empty pages are told by rule. By cross-validation it is right on 0.84 of wcxb-dev's pages;
/// `tools/train/README.md` has the table of confusions. What it says changes nothing in the article.
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
    /// A wall: consent, a login or a payment is asked for, and the text is not there.
    Wall,
    /// Nothing that looks like content.
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

/// Kinds that the model tells apart.
const KINDS: [Outcome; 4] =
    [Outcome::Article, Outcome::Listing, Outcome::Discussion, Outcome::Product];

/// Words of an article below which a page that asks for something is a wall.
const SHORT: u32 = 120;

/// Score below which the best of a page's blocks is no content.
const UNLIKELY: f32 = 0.2;

/// What a page asks for that stands before its text.
const WALLS: [PhraseGroup; 3] = [PhraseGroup::Consent, PhraseGroup::Login, PhraseGroup::Paywall];

/// Letters of a block that asks for it: more than a link in a menu.
const DEMAND: u32 = 40;

/// `kind bias value` and `kind column mean deviation slope`.
static WEIGHTS: &str = include_str!("outcome.txt");

static MODELS: Lazy<Vec<Kind>> = Lazy::new(|| KINDS.iter().map(|&kind| Kind::read(kind)).collect());

/// What speaks for one kind of page.
#[derive(Debug)]
struct Kind {
    outcome: Outcome,
    bias: f32,
    terms: Vec<Term>,
}

/// The slope of a column of the page, in units of its deviation.
#[derive(Debug)]
struct Term {
    column: usize,
    mean: f32,
    deviation: f32,
    slope: f32,
}

/// Deviations beyond which a value says no more.
const FAR: f32 = 4.0;

impl Kind {
    fn read(outcome: Outcome) -> Self {
        let names: Vec<String> =
            measure::page_names().into_iter().chain(second_names().1).collect();
        let mut kind = Self { outcome, bias: 0.0, terms: Vec::new() };
        let lines = WEIGHTS.lines().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>());
        for fields in lines.filter(|fields| fields.first() == Some(&outcome.as_str())) {
            let number = |at: usize| fields.get(at).and_then(|field| field.parse::<f32>().ok());
            let column = names.iter().position(|name| Some(&name.as_str()) == fields.get(1));
            match (column, number(2), number(3), number(4)) {
                (Some(column), Some(mean), Some(deviation), Some(slope)) => {
                    kind.terms.push(Term { column, mean, deviation, slope });
                }
                (None, Some(bias), None, None) => kind.bias = bias,
                _ => {}
            }
        }
        kind
    }

    fn score(&self, page: &[f32]) -> f32 {
        let term = |term: &Term| {
            let value = page.get(term.column).copied().unwrap_or_default();
            ((value - term.mean) / term.deviation).clamp(-FAR, FAR) * term.slope
        };
        self.bias + self.terms.iter().map(term).sum::<f32>()
    }
}

/// What kind of page it is.
pub(super) fn outcome(features: &Features, scores: &Scores, verdicts: &[Verdict]) -> Outcome {
    let counts = &features.texts.counts;
    let kept = verdicts.iter().zip(counts).filter(|(verdict, _)| **verdict == Verdict::Kept);
    let words: u32 = kept.map(|(_, counts)| counts.words).sum();
    let asks = |at: usize| {
        counts[at].letters >= DEMAND && WALLS.iter().any(|&wall| features.has_phrase(at, wall))
    };
    if words < SHORT && (0..counts.len()).any(asks) {
        return Outcome::Wall;
    }
    if scores.content.iter().all(|&score| score < UNLIKELY) {
        return Outcome::Nothing;
    }
    let page: Vec<f32> = features.page.iter().chain(&scores.page).copied().collect();
    let best = MODELS.iter().max_by(|a, b| a.score(&page).total_cmp(&b.score(&page)));
    best.map_or(Outcome::Nothing, |kind| kind.outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_weights_is_read() {
        let lines = WEIGHTS.lines().filter(|line| !line.starts_with('#')).count();
        let terms: usize = MODELS.iter().map(|kind| kind.terms.len() + 1).sum();
        assert_eq!(lines, terms);
        assert!(MODELS.iter().all(|kind| kind.bias != 0.0));
    }
}
