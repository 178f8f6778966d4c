//! The sum of a model's terms at every block of a page.
//!
//! Each term is added over all blocks at once, and only where values differ: what blocks share with
//! their container is added up once for all blocks in it, what is around them once for blocks that
//! stand beside each other, and of the hundred things that may be around a block only those that are.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::model::{Model, Neighbour};
use super::term::Term;
use crate::measure::Features;

impl Model {
    /// The log odds that each block is content, as the first pass sees it.
    pub(super) fn log_odds(&self, features: &Features) -> Vec<f32> {
        let shared = self.bias + self.marks.without + page(&self.page, &features.page);
        let mut sums = vec![shared; features.matrix.len()];
        for (column, term) in &self.block {
            term.add(features.matrix.column(*column), &mut sums);
        }
        for (neighbour, term) in &self.neighbours {
            add_neighbour(*neighbour, term, features, &mut sums);
        }
        self.add_containers(features, &mut sums);
        self.add_marks(features, &mut sums);
        sums
    }

    fn add_containers(&self, features: &Features, sums: &mut [f32]) {
        let mut rows = Vec::with_capacity(sums.len());
        for (level, terms) in features.levels.iter().zip(&self.containers) {
            rows.clear();
            rows.resize(level.rows(), 0.0);
            for (column, term) in terms {
                term.add(level.column(*column), &mut rows);
            }
            for (sum, &row) in sums.iter_mut().zip(level.of_blocks()) {
                *sum += rows[row as usize];
            }
        }
    }

    fn add_marks(&self, features: &Features, sums: &mut [f32]) {
        let marks = &features.marks;
        let mut around = 0.0;
        for (at, sum) in sums.iter_mut().enumerate() {
            let total = |marks: &[_]| marks.iter().map(|mark| self.marks.get(mark)).sum::<f32>();
            if !marks.is_beside(at) {
                around = total(marks.around(at));
            }
            *sum += around + total(marks.within(at));
        }
    }
}

fn page(terms: &[(usize, Term)], row: &[f32]) -> f32 {
    terms.iter().map(|(column, term)| term.contribution(row[*column])).sum()
}

fn add_neighbour(neighbour: Neighbour, term: &Term, features: &Features, sums: &mut [f32]) {
    let Neighbour { offset, column, beyond } = neighbour;
    let values = features.matrix.column(column);
    let count = sums.len();
    let distance = offset.unsigned_abs().min(count);
    let (seen, at) = if offset < 0 {
        (0..count - distance, distance..count)
    } else {
        (distance..count, 0..count - distance)
    };
    let beyond = term.contribution(beyond);
    for sum in sums[..at.start].iter_mut() {
        *sum += beyond;
    }
    for sum in sums[at.end..].iter_mut() {
        *sum += beyond;
    }
    term.add(values.map(|values| &values[seen]), &mut sums[at]);
}
