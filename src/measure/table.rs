//! Columns of numbers, of which only those are kept that somebody reads.
#![expect(
    clippy::indexing_slicing,
    reason = "columns start where `fill` put them, and have a value a row"
)]

use super::numbers::log1p;

/// The columns of a table that somebody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnSet {
    wanted: Vec<bool>,
}

impl ColumnSet {
    pub(crate) fn none(width: usize) -> Self {
        Self { wanted: vec![false; width] }
    }

    pub(crate) fn all(width: usize) -> Self {
        Self { wanted: vec![true; width] }
    }

    pub(crate) fn insert(&mut self, column: usize) {
        if let Some(wanted) = self.wanted.get_mut(column) {
            *wanted = true;
        }
    }
}

/// Where the values of a column are.
#[derive(Debug, Clone, Copy)]
enum Slot {
    /// Nobody reads it.
    Unwanted,
    /// Nothing is written: all are zero.
    Zero,
    /// From there on.
    At(usize),
}

/// A table with a value a row in each of its columns. Columns that are not wanted are not even
/// computed: [`fill`](Self::fill) leaves their iterator alone.
#[derive(Debug)]
pub(crate) struct Table {
    rows: usize,
    slots: Vec<Slot>,
    /// The columns that were written, one after the other.
    values: Vec<f32>,
}

impl Table {
    pub(crate) fn new(rows: usize, wanted: &ColumnSet) -> Self {
        let slot = |&wanted: &bool| if wanted { Slot::Zero } else { Slot::Unwanted };
        let slots: Vec<Slot> = wanted.wanted.iter().map(slot).collect();
        let columns = wanted.wanted.iter().filter(|&&wanted| wanted).count();
        Self { rows, slots, values: Vec::with_capacity(columns * rows) }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The values of a column; `None` if all are zero.
    pub(crate) fn column(&self, column: usize) -> Option<&[f32]> {
        match self.slots[column] {
            Slot::At(start) => Some(&self.values[start..start + self.rows]),
            _ => None,
        }
    }

    pub(crate) fn value(&self, row: usize, column: usize) -> f32 {
        self.column(column).map_or(0.0, |values| values[row])
    }

    /// Writes a column, if somebody reads it, and gives its values back.
    pub(crate) fn fill(
        &mut self,
        column: usize,
        values: impl Iterator<Item = f32>,
    ) -> Option<&mut [f32]> {
        if matches!(self.slots[column], Slot::Unwanted) {
            return None;
        }
        let start = self.values.len();
        self.values.extend(values.take(self.rows));
        self.values.resize(start + self.rows, 0.0);
        self.slots[column] = Slot::At(start);
        Some(&mut self.values[start..])
    }

    /// Writes `ln(1 + value)`.
    pub(crate) fn fill_log(&mut self, column: usize, values: impl Iterator<Item = f32>) {
        // Two loops, since the second is vector instructions if it is by itself.
        let filled = self.fill(column, values);
        filled.into_iter().flatten().for_each(|value| *value = log1p(*value));
    }

    /// A column to write into here and there, zero elsewhere, if somebody reads it.
    pub(crate) fn zeros(&mut self, column: usize) -> Option<&mut [f32]> {
        if let Slot::At(start) = self.slots[column] {
            return Some(&mut self.values[start..start + self.rows]);
        }
        self.fill(column, std::iter::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wanted_is_kept() {
        let mut wanted = ColumnSet::none(3);
        wanted.insert(0);
        wanted.insert(2);
        let mut table = Table::new(2, &wanted);
        assert!(table.fill(1, std::iter::from_fn(|| unreachable!())).is_none());
        assert!(table.fill(2, [1.0, 2.0].into_iter()).is_some());
        assert_eq!(table.column(0), None);
        assert_eq!(table.value(1, 0), 0.0);
        assert_eq!(table.column(2), Some(&[1.0, 2.0][..]));
        table.zeros(0).unwrap()[1] = 3.0;
        table.zeros(0).unwrap()[0] = 4.0;
        assert_eq!(table.column(0), Some(&[4.0, 3.0][..]));
    }
}
