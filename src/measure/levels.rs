//! What is measured of the containers some levels up from each block. Blocks share their containers,
//! the more so the further up, so each is held once for all blocks that follow each other in it.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::columns::ContainerColumn;
use super::containers::Containers;
use super::matrix::{LEVELS, Matrix, PLACE, PLACES};
use super::table::{ColumnSet, Table};
use crate::segment::Blocks;

/// Columns that do not depend on the block's place in the container: all but the last two.
pub(super) const OF_CONTAINER: usize = ContainerColumn::NAMES.len() - PLACES;

/// Blocks from the first or last of a container beyond which all are alike.
const FAR: u32 = 20;

/// The containers at one level.
#[derive(Debug)]
pub(crate) struct Level {
    /// [`OF_CONTAINER`] columns, a row for each container.
    table: Table,
    /// The row of each block.
    of_blocks: Vec<u32>,
}

impl Level {
    /// Number of containers.
    pub(crate) fn rows(&self) -> usize {
        self.table.rows()
    }

    /// The values of a column, one a container; `None` if all are zero.
    pub(crate) fn column(&self, column: usize) -> Option<&[f32]> {
        self.table.column(column)
    }

    /// The row of each block.
    pub(crate) fn of_blocks(&self) -> &[u32] {
        &self.of_blocks
    }

    pub(super) fn value(&self, block: usize, column: usize) -> f32 {
        self.table.value(self.of_blocks[block] as usize, column)
    }

    /// The containers of the blocks, each once for all blocks that follow each other in it.
    fn new(
        blocks: &Blocks,
        containers: &Containers<'_>,
        of_each: &[u32],
        wanted: &ColumnSet,
    ) -> Self {
        let mut distinct: Vec<u32> = Vec::with_capacity(of_each.len());
        let mut of_blocks = Vec::with_capacity(of_each.len());
        for &container in of_each {
            if distinct.last() != Some(&container) {
                distinct.push(container);
            }
            of_blocks.push(distinct.len() as u32 - 1);
        }
        let mut table = Table::new(distinct.len(), wanted);
        containers.write_level(blocks, &distinct, &mut table);
        Self { table, of_blocks }
    }
}

/// Collects the containers of [`LEVELS`], and writes each block's place in them.
pub(super) fn measure(
    blocks: &Blocks,
    containers: &Containers<'_>,
    wanted: &[ColumnSet; LEVELS.len()],
    matrix: &mut Matrix,
) -> [Level; LEVELS.len()] {
    let mut of_each: Vec<u32> = blocks.blocks.iter().map(|block| block.container).collect();
    let mut level = 0;
    let mut index = 0;
    LEVELS.map(|up| {
        while level < up {
            of_each.iter_mut().for_each(|container| *container = blocks.parent(*container));
            level += 1;
        }
        let around = || of_each.iter().map(|&at| &blocks.containers[at as usize]).zip(0..);
        let place = PLACE + index * PLACES;
        let from_first = around().map(|(around, at): (_, u32)| at - around.first_block);
        matrix.fill_at(place, from_first.map(|blocks| blocks.min(FAR) as f32));
        let from_last = around().map(|(around, at): (_, u32)| around.end_block - 1 - at);
        matrix.fill_at(place + 1, from_last.map(|blocks| blocks.min(FAR) as f32));
        let level = Level::new(blocks, containers, &of_each, &wanted[index]);
        index += 1;
        level
    })
}
