//! A block's neighbours in reading order.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::columns::{Column, WindowColumn};
use super::matrix::{Matrix, WINDOW, WINDOWS};
use super::numbers::flag;
use super::sums::{Sum, Sums};
use crate::segment::{Blocks, Container};

/// Levels beyond which a neighbour is in another part of the page.
const FAR: usize = 20;

pub(super) fn measure(blocks: &Blocks, sums: &Sums, matrix: &mut Matrix) {
    windows(sums, matrix);
    same_parents(blocks, matrix);
    levels(blocks, matrix);
}

fn windows(sums: &Sums, matrix: &mut Matrix) {
    let count = matrix.len();
    let mut start = WINDOW;
    for half in WINDOWS {
        let windows = || {
            (0..count).map(move |at| {
                let (first, end) = (at.saturating_sub(half), (at + half + 1).min(count));
                (sums.within(first as u32, end as u32), end - first)
            })
        };
        let at = |column: WindowColumn| start + column as usize;
        let some = |sum: &Sum| sum.letters.max(1) as f32;
        let mean = |(sum, blocks): (Sum, usize)| some(&sum) / blocks as f32;
        matrix.fill_log_at(at(WindowColumn::TextLog), windows().map(mean));
        let mut fill = |column, part: fn(&Sum) -> u32| {
            let share = |(sum, _): (Sum, _)| part(&sum) as f32 / some(&sum);
            matrix.fill_at(at(column), windows().map(share));
        };
        fill(WindowColumn::LinkDensity, |sum| sum.linked);
        fill(WindowColumn::CommaRate, |sum| sum.commas);
        fill(WindowColumn::ParagraphShare, |sum| sum.in_paragraphs);
        fill(WindowColumn::SentenceRate, |sum| sum.sentences);
        start += WindowColumn::NAMES.len();
    }
}

/// Whether the neighbours before and after have the same element around theirs.
fn same_parents(blocks: &Blocks, matrix: &mut Matrix) {
    let parents = || blocks.blocks.iter().map(|block| blocks.parent(block.container));
    let same = || parents().zip(parents().skip(1)).map(|(a, b)| flag(a == b));
    matrix.fill(Column::SameParentAsPrevious, std::iter::once(0.0).chain(same()));
    matrix.fill(Column::SameParentAsNext, same().chain([0.0]));
}

/// Levels up to an element that holds the neighbour too.
fn levels(blocks: &Blocks, matrix: &mut Matrix) {
    let up_to = |at: usize, holds: &dyn Fn(&Container) -> bool| {
        let around = blocks.ancestors(blocks.blocks[at].container).take(FAR);
        around.map(holds).position(|holds| holds).unwrap_or(FAR) as f32
    };
    let all = 0..matrix.len();
    let to_previous = |at| up_to(at, &|container| (container.first_block as usize) < at);
    matrix.fill(Column::LevelsToPrevious, all.clone().map(to_previous));
    let to_next = |at| up_to(at, &|container| container.end_block as usize > at + 1);
    matrix.fill(Column::LevelsToNext, all.map(to_next));
}
