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

/// The contribution of one feature, in units of log odds: linear between knots, constant beyond the
/// first and the last.
#[derive(Debug, Clone)]
struct Term {
    /// The column in its row.
    column: usize,
    /// The contribution up to the first knot.
    base: f32,
    ramps: Vec<Ramp>,
}

/// What a feature adds between two knots.
#[derive(Debug, Clone, Copy)]
struct Ramp {
    low: f32,
    length: f32,
    slope: f32,
}

impl Term {
    /// Reads `knot:contribution` pairs.
    fn read<'a>(column: usize, fields: impl Iterator<Item = &'a str>) -> Option<Self> {
        let points: Vec<(f32, f32)> = fields
            .map(|field| {
                let (knot, value) = field.split_once(':')?;
                Some((knot.parse().ok()?, value.parse().ok()?))
            })
            .collect::<Option<_>>()?;
        let ramp = |pair: &[(f32, f32)]| {
            let length = pair[1].0 - pair[0].0;
            Ramp { low: pair[0].0, length, slope: (pair[1].1 - pair[0].1) / length }
        };
        let base = points.first()?.1;
        Some(Self { column, base, ramps: points.windows(2).map(ramp).collect() })
    }

    fn contribution(&self, value: f32) -> f32 {
        self.base + self.ramps.iter().map(|ramp| ramp.rise(value)).sum::<f32>()
    }

    /// Adds the contribution of each value to the sum at its place.
    fn add(&self, values: &[f32], sums: &mut [f32]) {
        let Some((&first, rest)) = values.split_first() else { return };
        // Most columns are the same for all blocks of most pages: no block is in a `<dialog>`.
        if rest.iter().all(|&value| value == first) {
            let contribution = self.contribution(first);
            sums.iter_mut().for_each(|sum| *sum += contribution);
            return;
        }
        sums.iter_mut().for_each(|sum| *sum += self.base);
        for ramp in &self.ramps {
            for (sum, &value) in sums.iter_mut().zip(values) {
                *sum += ramp.rise(value);
            }
        }
    }
}

impl Ramp {
    /// Comparisons rather than `clamp`, so that a loop over it becomes vector instructions.
    #[inline]
    fn rise(&self, value: f32) -> f32 {
        let above = value - self.low;
        let above = if above > 0.0 { above } else { 0.0 };
        let above = if above < self.length { above } else { self.length };
        above * self.slope
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

    /// Adds to each block's sum what its row of the feature matrix contributes.
    pub(super) fn add_blocks(&self, rows: &[f32], width: usize, sums: &mut [f32]) {
        add(&self.block, rows, width, sums);
    }

    /// Likewise of the second pass's rows.
    pub(super) fn add_second_blocks(&self, rows: &[f32], width: usize, sums: &mut [f32]) {
        add(&self.second_block, rows, width, sums);
    }

    pub(super) fn page(&self, row: &[f32]) -> f32 {
        sum(&self.page, row)
    }

    pub(super) fn second_page(&self, row: &[f32]) -> f32 {
        sum(&self.second_page, row)
    }

    /// Reads the lines of one pass: `pass name knot:contribution knot:contribution ...`, and
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
            if name == "bias" {
                model.bias = fields.next().and_then(|value| value.parse().ok()).unwrap_or(0.0);
                continue;
            }
            let groups = [
                (&columns, &mut model.block),
                (&page, &mut model.page),
                (&second_columns, &mut model.second_block),
                (&second_page, &mut model.second_page),
            ];
            for (names, terms) in groups {
                let column = names.iter().position(|known| known == name);
                terms.extend(column.and_then(|column| Term::read(column, fields.clone())));
            }
        }
        model
    }
}

/// Term by term over all blocks, since a column of many values is quicker to add up than many rows.
fn add(terms: &[Term], rows: &[f32], width: usize, sums: &mut [f32]) {
    let mut column = Vec::with_capacity(sums.len());
    for term in terms {
        column.clear();
        column.extend(rows.iter().skip(term.column).step_by(width));
        term.add(&column, sums);
    }
}

fn sum(terms: &[Term], row: &[f32]) -> f32 {
    terms.iter().map(|term| term.contribution(row[term.column])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contribution_is_linear_between_knots_and_flat_beyond() {
        let weights = "first length_log 0:-1 2:0 4:3\nfirst bias 0.5\nsecond bias 7";
        let model = Model::read(weights, "first");
        let at = |x: f32| model.block[0].contribution(x);
        let values = [-9.0, 0.0, 1.0, 2.0, 3.0, 4.0, 9.0].map(at);
        assert_eq!(values, [-1.0, -1.0, -0.5, 0.0, 1.5, 3.0, 3.0]);
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
