//! What kind of page it is.

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
        Self::likeliest(
            &MODELS.iter().map(|model| (model.kind, model.score(&page))).collect::<Vec<_>>(),
        )
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

static MODELS: Lazy<Vec<Model>> = Lazy::new(|| Kind::ALL.map(Model::read).into());

/// What speaks for one kind of page.
#[derive(Debug)]
struct Model {
    kind: Kind,
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

impl Model {
    fn read(kind: Kind) -> Self {
        let names: Vec<String> =
            measure::page_names().into_iter().chain(second_names().1).collect();
        let mut model = Self { kind, bias: 0.0, terms: Vec::new() };
        let lines = WEIGHTS.lines().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>());
        for fields in lines.filter(|fields| fields.first() == Some(&kind.name())) {
            let number = |at: usize| fields.get(at).and_then(|field| field.parse::<f32>().ok());
            let column = names.iter().position(|name| Some(&name.as_str()) == fields.get(1));
            match (column, number(2), number(3), number(4)) {
                (Some(column), Some(mean), Some(deviation), Some(slope)) => {
                    model.terms.push(Term { column, mean, deviation, slope });
                }
                (None, Some(bias), None, None) => model.bias = bias,
                _ => {}
            }
        }
        model
    }

    fn score(&self, page: &[f32]) -> f32 {
        let term = |term: &Term| {
            let value = page.get(term.column).copied().unwrap_or_default();
            ((value - term.mean) / term.deviation).clamp(-FAR, FAR) * term.slope
        };
        self.bias + self.terms.iter().map(term).sum::<f32>()
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
        let terms: usize = MODELS.iter().map(|model| model.terms.len() + 1).sum();
        assert_eq!(lines, terms);
        assert!(MODELS.iter().all(|model| model.bias != 0.0));
    }
}
