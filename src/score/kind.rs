//! What kind of page it is.

use once_cell::sync::Lazy;

use super::second::{SecondPage, names as second_names};
use crate::measure::{self, Features};

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

    /// The kind that a page as a whole looks most like.
    pub(super) fn of(features: &Features, second: &SecondPage) -> Self {
        let page: Vec<f32> = features.page.iter().chain(second).copied().collect();
        let best = MODELS.iter().max_by(|a, b| a.score(&page).total_cmp(&b.score(&page)));
        best.map_or(Self::Article, |model| model.kind)
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
    fn every_line_of_the_weights_is_read() {
        let lines = WEIGHTS.lines().filter(|line| !line.starts_with('#')).count();
        let terms: usize = MODELS.iter().map(|model| model.terms.len() + 1).sum();
        assert_eq!(lines, terms);
        assert!(MODELS.iter().all(|model| model.bias != 0.0));
    }
}
