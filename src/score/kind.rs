//! What kind of page it is.
#![expect(
    clippy::indexing_slicing,
    reason = "kinds are numbered by `ALL`, and terms by their place"
)]

use once_cell::sync::Lazy;

use super::second::{SecondPage, names as second_names};
use crate::measure::{self, Features, logistic};

/// A kind of page that the model tells from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One text to be read.
    Article,
    /// A page of a manual.
    Documentation,
    /// Posts, questions and answers.
    Discussion,
    /// Texts to go to.
    Listing,
    /// Products to choose from.
    Collection,
    /// One product.
    Product,
    /// What somebody does for others: a service, a firm, a project.
    Service,
}

impl Kind {
    pub(crate) const ALL: [Self; 7] = [
        Self::Article,
        Self::Documentation,
        Self::Discussion,
        Self::Listing,
        Self::Collection,
        Self::Product,
        Self::Service,
    ];

    /// The name in the model's data.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Documentation => "documentation",
            Self::Discussion => "discussion",
            Self::Listing => "listing",
            Self::Collection => "collection",
            Self::Product => "product",
            Self::Service => "service",
        }
    }

    /// The kind that it is a special case of, or itself.
    pub(crate) fn wider(self) -> Self {
        match self {
            Self::Documentation => Self::Article,
            Self::Collection => Self::Listing,
            Self::Service => Self::Product,
            Self::Article | Self::Discussion | Self::Listing | Self::Product => self,
        }
    }

    /// The kind that a page as a whole looks most like: first of the wider ones, which have the
    /// probability of all that they include, then within that one.
    pub(super) fn of(features: &Features, second: &SecondPage) -> Self {
        let page: Vec<f32> = features.page.iter().chain(second).copied().collect();
        let log_odds = MODEL.log_odds(&page);
        Self::likeliest(&Self::ALL.into_iter().zip(log_odds).collect::<Vec<_>>())
    }

    /// Likewise, given the kinds with their log odds, to which the same may be added.
    fn likeliest(log_odds: &[(Self, f32)]) -> Self {
        let highest = log_odds.iter().map(|&(_, log_odds)| log_odds).fold(f32::MIN, f32::max);
        let odds = |log_odds: f32| {
            let probability = logistic(log_odds - highest);
            probability / (1.0 - probability)
        };
        let of_wider = |wider: Self| -> f32 {
            let included = log_odds.iter().filter(|(kind, _)| kind.wider() == wider);
            included.map(|&(_, log_odds)| odds(log_odds)).sum()
        };
        let rank = |&(kind, log_odds): &(Self, f32)| (of_wider(kind.wider()), log_odds);
        let best = log_odds.iter().max_by(|a, b| {
            let (a, b) = (rank(a), rank(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        best.map_or(Self::Article, |&(kind, _)| kind)
    }
}

/// `kind bias value` and `kind column mean deviation slope`.
static WEIGHTS: &str = include_str!("kinds.txt");

static MODEL: Lazy<Model> = Lazy::new(Model::read);

/// A number for each of [`Kind::ALL`].
type OfKinds = [f32; Kind::ALL.len()];

/// What speaks for each kind of page.
#[derive(Debug, Default)]
struct Model {
    biases: OfKinds,
    terms: Vec<Term>,
}

/// A column of the page, and its slope for each kind, in units of the column's deviation.
#[derive(Debug)]
struct Term {
    column: usize,
    mean: f32,
    deviation: f32,
    slopes: OfKinds,
}

/// Deviations beyond which a value says no more.
const FAR: f32 = 4.0;

impl Model {
    fn read() -> Self {
        let names: Vec<String> =
            measure::page_names().into_iter().chain(second_names().1).collect();
        let mut model = Self::default();
        let lines = WEIGHTS.lines().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>());
        for fields in lines {
            let number = |at: usize| fields.get(at).and_then(|field| field.parse::<f32>().ok());
            let kind = Kind::ALL.iter().position(|kind| fields.first() == Some(&kind.name()));
            let column = names.iter().position(|name| Some(&name.as_str()) == fields.get(1));
            let Some(kind) = kind else { continue };
            match (column, number(2), number(3), number(4)) {
                (Some(column), Some(mean), Some(deviation), Some(slope)) => {
                    model.term(column, mean, deviation).slopes[kind] = slope;
                }
                (None, Some(bias), None, None) => model.biases[kind] = bias,
                _ => {}
            }
        }
        model
    }

    /// The term of a column; a new one where the kinds before have none.
    fn term(&mut self, column: usize, mean: f32, deviation: f32) -> &mut Term {
        let known = self.terms.iter().position(|term| term.column == column);
        let at = known.unwrap_or(self.terms.len());
        if known.is_none() {
            self.terms.push(Term { column, mean, deviation, slopes: OfKinds::default() });
        }
        &mut self.terms[at]
    }

    fn log_odds(&self, page: &[f32]) -> OfKinds {
        let mut log_odds = OfKinds::default();
        for term in &self.terms {
            let value = page.get(term.column).copied().unwrap_or_default();
            let value = ((value - term.mean) / term.deviation).clamp(-FAR, FAR);
            for (sum, slope) in log_odds.iter_mut().zip(term.slopes) {
                *sum += value * slope;
            }
        }
        log_odds.iter_mut().zip(self.biases).for_each(|(sum, bias)| *sum += bias);
        log_odds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_kind_has_what_it_includes() {
        let kind = |article: f32, documentation: f32, discussion: f32| {
            Kind::likeliest(&[
                (Kind::Discussion, discussion),
                (Kind::Article, article),
                (Kind::Documentation, documentation),
            ])
        };
        assert_eq!(
            kind(0.0, 0.5, 0.8),
            Kind::Documentation,
            "of two together likelier than a third"
        );
        assert_eq!(kind(0.0, 0.5, 1.8), Kind::Discussion);
        assert_eq!(kind(100.0, -100.0, 0.0), Kind::Article);
    }

    #[test]
    fn every_line_of_the_weights_is_read() {
        let lines = WEIGHTS.lines().filter(|line| !line.starts_with('#')).count();
        let slopes = MODEL.terms.iter().flat_map(|term| term.slopes).chain(MODEL.biases);
        assert_eq!(lines, slopes.filter(|&slope| slope != 0.0).count());
    }
}
