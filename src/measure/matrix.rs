//! The feature matrix: a row a block, and where in a row each group of columns starts.

use super::ancestors;
use super::columns::{Column, ContainerColumn, NeighbourColumn, PageColumn, WindowColumn};
use super::phrases;

/// Offsets of the neighbours that are measured.
pub(super) const NEIGHBOURS: [(isize, &str); 6] = [
    (-1, "previous"),
    (1, "next"),
    (-2, "second_previous"),
    (2, "second_next"),
    (-3, "third_previous"),
    (3, "third_next"),
];

/// Levels up of the containers that are measured.
pub(super) const LEVELS: [usize; 6] = [0, 1, 2, 3, 4, 6];

/// Half widths of the windows that are measured.
pub(super) const WINDOWS: [usize; 3] = [2, 5, 12];

/// Where each group of columns starts.
pub(super) const ANCESTORS: usize = Column::NAMES.len();
pub(super) const PHRASES: usize = ANCESTORS + 2 * ancestors::THINGS;
pub(super) const NEIGHBOUR: usize = PHRASES + phrases::COLUMNS;
pub(super) const CONTAINER: usize = NEIGHBOUR + NEIGHBOURS.len() * NeighbourColumn::NAMES.len();
pub(super) const WINDOW: usize = CONTAINER + LEVELS.len() * ContainerColumn::NAMES.len();
/// Columns of a row.
pub(super) const WIDTH: usize = WINDOW + WINDOWS.len() * WindowColumn::NAMES.len();

/// A row a block, [`WIDTH`] columns each.
#[derive(Debug, Default)]
pub(crate) struct Matrix {
    values: Vec<f32>,
}

impl Matrix {
    pub(super) fn new(blocks: usize) -> Self {
        Self { values: vec![0.0; blocks * WIDTH] }
    }

    /// Columns of a row.
    pub(crate) const WIDTH: usize = WIDTH;

    /// Number of blocks.
    pub(crate) fn len(&self) -> usize {
        self.values.len() / WIDTH
    }

    /// Row after row.
    pub(crate) fn values(&self) -> &[f32] {
        &self.values
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(WIDTH)
    }

    pub(super) fn row_mut(&mut self, block: usize) -> &mut [f32] {
        &mut self.values[block * WIDTH..(block + 1) * WIDTH]
    }

    pub(super) fn get(&self, block: usize, column: Column) -> f32 {
        self.values[block * WIDTH + column as usize]
    }
}

/// Names of the columns of a row.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = Column::NAMES.iter().map(|&name| name.to_owned()).collect();
    names.extend(ancestors::names());
    names.extend(phrases::names());
    for (_, place) in NEIGHBOURS {
        names.extend(NeighbourColumn::NAMES.iter().map(|name| format!("{place}_{name}")));
    }
    for level in LEVELS {
        names.extend(ContainerColumn::NAMES.iter().map(|name| format!("container{level}_{name}")));
    }
    for half in WINDOWS {
        names.extend(WindowColumn::NAMES.iter().map(|name| format!("window{half}_{name}")));
    }
    names
}

/// Names of the columns that all blocks of a page share.
pub(crate) fn page_names() -> Vec<String> {
    PageColumn::NAMES.iter().map(|&name| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let names = super::names();
        assert_eq!(names.len(), super::WIDTH);
        let distinct: HashSet<_> = names.iter().chain(&super::page_names()).cloned().collect();
        assert_eq!(distinct.len(), names.len() + super::page_names().len());
    }
}
