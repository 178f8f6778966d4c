//! The fitted weights, and how a feature's value becomes a contribution to the score.

use once_cell::sync::Lazy;

use super::second;
use crate::measure;

static WEIGHTS: &str = include_str!("weights.txt");

/// The two passes.
#[derive(Debug)]
pub(super) struct Models {
    pub(super) first: Model,
    pub(super) second: Model,
}

static MODELS: Lazy<Models> = Lazy::new(|| Models {
    first: Model::read(WEIGHTS, "first"),
    second: Model::read(WEIGHTS, "second"),
});

pub(super) fn models() -> &'static Models {
    &MODELS
}

/// The contribution of one feature, in units of log odds: linear from `low` to `bend` and from there
/// to `high`, constant beyond.
#[derive(Debug, Clone, Copy)]
struct Term {
    /// The column in its row.
    column: usize,
    low: f32,
    bend: f32,
    high: f32,
    /// The contribution at `low`.
    base: f32,
    /// The slopes below and above the bend.
    below: f32,
    above: f32,
}

impl Term {
    fn contribution(&self, value: f32) -> f32 {
        self.base
            + self.below * (value.clamp(self.low, self.bend) - self.low)
            + self.above * (value.clamp(self.bend, self.high) - self.bend)
    }
}

/// One pass: the sum of its terms is the log odds that a block is content.
#[derive(Debug, Default)]
pub(super) struct Model {
    bias: f32,
    block: Vec<Term>,
    page: Vec<Term>,
    second_block: Vec<Term>,
    second_page: Vec<Term>,
}

impl Model {
    pub(super) fn bias(&self) -> f32 {
        self.bias
    }

    pub(super) fn block(&self, row: &[f32]) -> f32 {
        sum(&self.block, row)
    }

    pub(super) fn page(&self, row: &[f32]) -> f32 {
        sum(&self.page, row)
    }

    pub(super) fn second_block(&self, row: &[f32]) -> f32 {
        sum(&self.second_block, row)
    }

    pub(super) fn second_page(&self, row: &[f32]) -> f32 {
        sum(&self.second_page, row)
    }

    /// Reads the lines of one pass: `pass name low bend high at_low at_bend at_high`, and
    /// `pass bias value`. Lines of columns that the crate does not have are left out; a test holds
    /// that there are none.
    fn read(weights: &str, pass: &str) -> Self {
        let (columns, page) = (measure::names(), measure::page_names());
        let (second_columns, second_page) = second::names();
        let mut model = Self::default();
        for line in weights.lines() {
            let mut fields = line.split_ascii_whitespace();
            if fields.next() != Some(pass) {
                continue;
            }
            let Some(name) = fields.next() else { continue };
            let numbers: Vec<f32> = fields.filter_map(|field| field.parse().ok()).collect();
            let place = |names: &[String]| names.iter().position(|known| known == name);
            match numbers[..] {
                [bias] if name == "bias" => model.bias = bias,
                [low, bend, high, at_low, at_bend, at_high] => {
                    let slope = |rise: f32, run: f32| if run > 0.0 { rise / run } else { 0.0 };
                    let term = |column| Term {
                        column,
                        low,
                        bend,
                        high,
                        base: at_low,
                        below: slope(at_bend - at_low, bend - low),
                        above: slope(at_high - at_bend, high - bend),
                    };
                    let groups = [
                        (&columns, &mut model.block),
                        (&page, &mut model.page),
                        (&second_columns, &mut model.second_block),
                        (&second_page, &mut model.second_page),
                    ];
                    for (names, terms) in groups {
                        terms.extend(place(names).map(term));
                    }
                }
                _ => {}
            }
        }
        model
    }
}

fn sum(terms: &[Term], row: &[f32]) -> f32 {
    terms.iter().map(|term| term.contribution(row[term.column])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contribution_bends_once_and_is_flat_beyond() {
        let weights = "first length_log 0 2 4 -1 0 3\nfirst bias 0.5\nsecond bias 7";
        let model = Model::read(weights, "first");
        let at = |x: f32| model.block[0].contribution(x);
        assert_eq!(
            [-9.0, 0.0, 1.0, 2.0, 3.0, 4.0, 9.0].map(at),
            [-1.0, -1.0, -0.5, 0.0, 1.5, 3.0, 3.0]
        );
        assert_eq!(model.bias, 0.5);
    }

    #[test]
    fn every_line_of_the_weights_names_a_column() {
        let models = models();
        for (pass, model) in [("first", &models.first), ("second", &models.second)] {
            let lines =
                WEIGHTS.lines().filter(|line| line.starts_with(&format!("{pass} "))).count();
            let terms = model.block.len()
                + model.page.len()
                + model.second_block.len()
                + model.second_page.len();
            assert_eq!(lines, terms + 1, "{pass}");
            assert!(terms > 50, "{pass}: {terms} terms");
        }
    }
}
