//! What the class names around each block say of it, added up.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::columns::Column;
use super::matrix::Matrix;
use crate::lexicon::Evidence;
use crate::segment::Blocks;

/// Levels up to which an element is near: as training adds up `near`.
const NEAR: usize = 3;

/// Sums beyond which no more is said, in log odds: as training limits them.
const MOST: f32 = 12.0;

/// Adds up the evidence of the elements around each block, given that of every container.
pub(super) fn measure(blocks: &Blocks, evidence: &[Evidence], matrix: &mut Matrix) {
    let mut around: Vec<f32> = Vec::with_capacity(blocks.containers.len());
    for (container, of_container) in blocks.containers.iter().zip(evidence) {
        // Parents come first; the outermost is its own.
        let above = around.get(container.parent as usize).copied().unwrap_or_default();
        around.push(above + of_container.around);
    }
    let near = |origin: u32| -> f32 {
        let chain = blocks.ancestors_with_index(origin).take(NEAR);
        let near = chain.map(|(at, _)| evidence[at as usize]);
        near.map(|evidence| evidence.around + evidence.near).sum()
    };
    let only_near = |origin: u32| -> f32 {
        let chain = blocks.ancestors_with_index(origin).take(NEAR);
        chain.map(|(at, _)| evidence[at as usize].near).sum()
    };
    let origins = || blocks.blocks.iter().map(|block| block.origin);
    let limited = |sum: f32| sum.clamp(-MOST, MOST);
    matrix.fill(
        Column::ClassesAround,
        origins().map(|origin| limited(around[origin as usize] + only_near(origin))),
    );
    matrix.fill(Column::ClassesNear, origins().map(|origin| limited(near(origin))));
}
