//! What is measured of each block by itself: a column of values, a value a block, for each thing
//! measured.
//!
//! Column by column and not row by row, because the model reads it so, and not all of it. What blocks
//! share with others (their containers, the names around them, phrases, neighbours) is not repeated
//! here for each of them; [`layout`](super::layout) says where every column of the model is.

use super::columns::{Column, WindowColumn};
use super::phrases;
use super::table::{ColumnSet, Table};

/// Half widths of the windows that are measured.
pub(super) const WINDOWS: [usize; 3] = [2, 5, 12];

/// Levels up of the containers that are measured.
pub(crate) const LEVELS: [usize; 6] = [0, 1, 2, 3, 4, 6];

/// Columns of a block's place in each of those: blocks from the first, and from the last.
pub(super) const PLACES: usize = 2;

/// Whether the block holds any phrase.
pub(super) const ANY_PHRASE: usize = Column::NAMES.len();
/// Where each family of columns starts.
pub(super) const SINCE: usize = ANY_PHRASE + 1;
pub(super) const WINDOW: usize = SINCE + phrases::SINCE.len();
pub(super) const PLACE: usize = WINDOW + WINDOWS.len() * WindowColumn::NAMES.len();
pub(super) const WIDTH: usize = PLACE + LEVELS.len() * PLACES;

/// Columns with a value a block.
#[derive(Debug)]
pub(crate) struct Matrix {
    table: Table,
}

impl Matrix {
    pub(super) fn new(blocks: usize, wanted: &ColumnSet) -> Self {
        Self { table: Table::new(blocks, wanted) }
    }

    /// Number of blocks.
    pub(crate) fn len(&self) -> usize {
        self.table.rows()
    }

    /// The values of a column, by its number; `None` if all are zero.
    pub(crate) fn column(&self, column: usize) -> Option<&[f32]> {
        self.table.column(column)
    }

    pub(super) fn value(&self, block: usize, column: usize) -> f32 {
        self.table.value(block, column)
    }

    pub(crate) fn get(&self, block: usize, column: Column) -> f32 {
        self.value(block, column as usize)
    }

    /// Writes a column, a value a block, if somebody reads it.
    pub(super) fn fill(&mut self, column: Column, values: impl Iterator<Item = f32>) {
        self.table.fill(column as usize, values);
    }

    /// Writes `ln(1 + value)`.
    pub(super) fn fill_log(&mut self, column: Column, values: impl Iterator<Item = f32>) {
        self.table.fill_log(column as usize, values);
    }

    /// Likewise of a family of columns, by number.
    pub(super) fn fill_at(&mut self, column: usize, values: impl Iterator<Item = f32>) {
        self.table.fill(column, values);
    }

    pub(super) fn fill_log_at(&mut self, column: usize, values: impl Iterator<Item = f32>) {
        self.table.fill_log(column, values);
    }

    /// A column to write into here and there, if somebody reads it.
    pub(super) fn zeros(&mut self, column: usize) -> Option<&mut [f32]> {
        self.table.zeros(column)
    }

    /// Sum of a column that is written whatever the model reads.
    pub(super) fn sum(&self, column: Column) -> f32 {
        self.column(column as usize).into_iter().flatten().sum()
    }
}
