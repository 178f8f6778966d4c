//! The values that the trees ask about, a row a block: a block goes down many trees, and finds all
//! that it is asked about side by side in memory.

use super::second::Second;
use super::weights::Named;
use crate::measure::{Features, Mark, Place, Reading, THINGS};

/// Which columns are read, and where in a row each stands.
#[derive(Debug, Default)]
pub(super) struct Columns {
    named: Vec<(&'static str, Named)>,
    /// By thing, the columns that read its marks.
    marks: Vec<Vec<(usize, Reading)>>,
}

impl Columns {
    /// The place of a column in a row, which it gets when it is first asked about.
    pub(super) fn place(&mut self, name: &'static str, named: Named) -> usize {
        let known = self.named.iter().position(|(other, _)| *other == name);
        known.unwrap_or_else(|| {
            let place = self.named.len();
            self.named.push((name, named));
            if let Named::Block(Place::Mark { thing, reading }) = named {
                self.marks.resize(THINGS, Vec::new());
                self.marks[thing].push((place, reading));
            }
            place
        })
    }

    pub(super) fn width(&self) -> usize {
        self.named.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, Named)> + '_ {
        self.named.iter().copied()
    }

    /// Reads all columns of all blocks, row after row.
    pub(super) fn read(&self, features: &Features, second: &Second) -> Vec<f32> {
        let width = self.width();
        let mut rows = vec![0.0; features.matrix.len() * width];
        for (place, &(_, named)) in self.named.iter().enumerate() {
            let column = rows.iter_mut().skip(place).step_by(width.max(1));
            match named {
                Named::Block(from) => read_block(features, from, column),
                Named::Page(from) => fill(column, features.page[from]),
                Named::SecondPage(from) => fill(column, second.page[from]),
                Named::SecondBlock(from) => copy(column, second.table.column(from)),
            }
        }
        self.read_marks(features, &mut rows);
        rows
    }

    /// Writes what marks say, which are few of those that there might be.
    fn read_marks(&self, features: &Features, rows: &mut [f32]) {
        let marks = &features.marks;
        let rows = rows.chunks_exact_mut(self.width().max(1));
        for (at, row) in rows.enumerate() {
            // What is around a block goes before what is within it.
            let all = marks.within(at).iter().rev().chain(marks.around(at).iter().rev());
            all.for_each(|mark| self.read_mark(*mark, row));
        }
    }

    fn read_mark(&self, mark: Mark, row: &mut [f32]) {
        for &(place, reading) in self.marks.get(mark.thing()).into_iter().flatten() {
            row[place] = reading.value(mark.state());
        }
    }
}

fn read_block<'a>(features: &Features, from: Place, mut column: impl Iterator<Item = &'a mut f32>) {
    match from {
        Place::Block(from) => copy(column, features.matrix.column(from)),
        Place::Neighbour { offset, column: from, beyond } => {
            let values = features.matrix.column(from).unwrap_or_default();
            let distance = offset.unsigned_abs();
            let (before, values) = if offset < 0 {
                (distance, values.get(..values.len().saturating_sub(distance)))
            } else {
                (0, values.get(distance..))
            };
            let blocks = features.matrix.len();
            fill(column.by_ref().take(before.min(blocks)), beyond.value());
            let values = values.unwrap_or_default();
            copy(column.by_ref(), Some(values));
            fill(column.take(blocks.saturating_sub(before + values.len())), beyond.value());
        }
        Place::Container { level, column: from } => {
            let level = &features.levels[level];
            let values = level.column(from).unwrap_or_default();
            for (to, &row) in column.zip(level.of_blocks()) {
                *to = values.get(row as usize).copied().unwrap_or_default();
            }
        }
        Place::Mark { .. } => {}
    }
}

fn fill<'a>(column: impl Iterator<Item = &'a mut f32>, value: f32) {
    column.for_each(|to| *to = value);
}

/// Copies the values of a column, which is absent where nobody wants it.
fn copy<'a>(column: impl Iterator<Item = &'a mut f32>, values: Option<&[f32]>) {
    for (to, &value) in column.zip(values.unwrap_or_default()) {
        *to = value;
    }
}
