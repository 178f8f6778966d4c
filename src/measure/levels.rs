//! What is measured of the containers some levels up from each block. Blocks share their containers,
//! the more so the further up, so each is held once for all blocks that follow each other in it.

use super::columns::ContainerColumn;
use super::containers::Containers;
use super::matrix::{LEVELS, Matrix, PLACE, PLACES};
use crate::segment::Blocks;

/// Columns that do not depend on the block's place in the container: all but the last two.
pub(super) const OF_CONTAINER: usize = ContainerColumn::NAMES.len() - PLACES;

/// Blocks from the first or last of a container beyond which all are alike.
const FAR: u32 = 20;

/// The containers at one level.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// [`OF_CONTAINER`] columns of a value a row.
    values: Vec<f32>,
    rows: usize,
    /// The row of each block.
    of_block: Vec<u32>,
}

impl Level {
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn column(&self, column: usize) -> &[f32] {
        &self.values[column * self.rows..(column + 1) * self.rows]
    }

    /// The row of each block.
    pub(crate) fn of_blocks(&self) -> &[u32] {
        &self.of_block
    }

    pub(super) fn value(&self, block: usize, column: usize) -> f32 {
        self.column(column)[self.of_block[block] as usize]
    }

    fn new(blocks: &Blocks, containers: &Containers<'_>, chosen: &[u32]) -> Self {
        let mut distinct: Vec<u32> = Vec::new();
        let mut of_block = Vec::with_capacity(chosen.len());
        for &container in chosen {
            if distinct.last() != Some(&container) {
                distinct.push(container);
            }
            of_block.push(distinct.len() as u32 - 1);
        }
        let rows = distinct.len();
        let mut values = vec![0.0; rows * OF_CONTAINER];
        for (row, &container) in distinct.iter().enumerate() {
            let columns = containers.columns(blocks, container);
            for (column, value) in columns.into_iter().enumerate() {
                values[column * rows + row] = value;
            }
        }
        Self { values, rows, of_block }
    }
}

/// Collects the containers of [`LEVELS`], and writes each block's place in them.
pub(super) fn measure(
    blocks: &Blocks,
    containers: &Containers<'_>,
    matrix: &mut Matrix,
) -> [Level; LEVELS.len()] {
    let mut chosen: Vec<u32> = blocks.blocks.iter().map(|block| block.container).collect();
    let mut level = 0;
    let mut index = 0;
    LEVELS.map(|wanted| {
        while level < wanted {
            chosen.iter_mut().for_each(|container| *container = blocks.parent(*container));
            level += 1;
        }
        for (at, &container) in chosen.iter().enumerate() {
            let container = &blocks.containers[container as usize];
            let from_first = at as u32 - container.first_block;
            let from_last = container.end_block - 1 - at as u32;
            let mut row = matrix.row_mut(at);
            row.put(PLACE + index * PLACES, from_first.min(FAR) as f32);
            row.put(PLACE + index * PLACES + 1, from_last.min(FAR) as f32);
        }
        index += 1;
        Level::new(blocks, containers, &chosen)
    })
}
