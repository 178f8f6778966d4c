//! A block's neighbours in reading order.

use super::columns::{Column, WindowColumn};
use super::matrix::{Matrix, Row, WINDOW, WINDOWS};
use super::numbers::log1p;
use super::sums::Sums;
use crate::segment::Blocks;

/// Levels beyond which a neighbour is in another part of the page.
const FAR: f32 = 20.0;

pub(super) fn measure(blocks: &Blocks, sums: &Sums, matrix: &mut Matrix) {
    let count = matrix.len();
    for at in 0..count {
        let row = &mut matrix.row_mut(at);
        windows(sums, at, count, row);
        tree(blocks, at, row);
    }
}

fn windows(sums: &Sums, at: usize, count: usize, row: &mut Row<'_>) {
    let mut start = WINDOW;
    for half in WINDOWS {
        let first = at.saturating_sub(half);
        let end = (at + half + 1).min(count);
        let sum = sums.within(first as u32, end as u32);
        let letters = sum.letters.max(1) as f32;
        let mut set = |column: WindowColumn, value| row.put(start + column as usize, value);
        set(WindowColumn::TextLog, log1p(letters / (end - first) as f32));
        set(WindowColumn::LinkDensity, sum.linked as f32 / letters);
        set(WindowColumn::CommaRate, sum.commas as f32 / letters);
        set(WindowColumn::ParagraphShare, sum.in_paragraphs as f32 / letters);
        set(WindowColumn::SentenceRate, sum.sentences as f32 / letters);
        start += WindowColumn::NAMES.len();
    }
}

fn tree(blocks: &Blocks, at: usize, row: &mut Row<'_>) {
    let block = &blocks.blocks[at];
    let parent = blocks.parent(block.container);
    let shares_parent = |neighbour: Option<usize>| {
        let neighbour = neighbour.and_then(|at| blocks.blocks.get(at));
        neighbour.is_some_and(|other| blocks.parent(other.container) == parent)
    };
    let previous = shares_parent(at.checked_sub(1));
    row.set(Column::SameParentAsPrevious, f32::from(u8::from(previous)));
    row.set(Column::SameParentAsNext, f32::from(u8::from(shares_parent(Some(at + 1)))));
    let (mut to_previous, mut to_next) = (FAR, FAR);
    for (level, container) in blocks.ancestors(block.container).take(FAR as usize).enumerate() {
        if (container.first_block as usize) < at {
            to_previous = to_previous.min(level as f32);
        }
        if container.end_block as usize > at + 1 {
            to_next = to_next.min(level as f32);
        }
        if to_previous < FAR && to_next < FAR {
            break;
        }
    }
    row.set(Column::LevelsToPrevious, to_previous);
    row.set(Column::LevelsToNext, to_next);
}
