//! What is measured of each block by itself: a column of values, a value a block, for each thing
//! measured.
//!
//! Column by column and not row by row, because the model reads it so. What blocks share with others
//! (their containers, the names around them, phrases, neighbours) is not repeated here for each of
//! them; [`layout`](super::layout) says where every column of the model is.

use super::columns::{Column, WindowColumn};
use super::phrases;

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
const WIDTH: usize = PLACE + LEVELS.len() * PLACES;

/// [`WIDTH`] columns of a value a block.
#[derive(Debug, Default)]
pub(crate) struct Matrix {
    values: Vec<f32>,
    blocks: usize,
}

impl Matrix {
    pub(super) fn new(blocks: usize) -> Self {
        Self { values: vec![0.0; blocks * WIDTH], blocks }
    }

    /// Number of blocks.
    pub(crate) fn len(&self) -> usize {
        self.blocks
    }

    /// The values of a column, by its number.
    pub(crate) fn column(&self, column: usize) -> &[f32] {
        &self.values[column * self.blocks..(column + 1) * self.blocks]
    }

    pub(super) fn column_mut(&mut self, column: Column) -> &mut [f32] {
        let start = column as usize * self.blocks;
        &mut self.values[start..start + self.blocks]
    }

    /// The columns at one block, for writing.
    pub(super) fn row_mut(&mut self, block: usize) -> Row<'_> {
        Row { matrix: self, block }
    }

    pub(crate) fn get(&self, block: usize, column: Column) -> f32 {
        self.column(column as usize)[block]
    }
}

/// The columns at one block.
#[derive(Debug)]
pub(super) struct Row<'a> {
    matrix: &'a mut Matrix,
    block: usize,
}

impl Row<'_> {
    pub(super) fn set(&mut self, column: Column, value: f32) {
        self.put(column as usize, value);
    }

    /// Likewise of a family of columns, by number.
    pub(super) fn put(&mut self, column: usize, value: f32) {
        self.matrix.values[column * self.matrix.blocks + self.block] = value;
    }
}
