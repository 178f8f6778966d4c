//! A block's neighbours in reading order.

use super::columns::{Column, NeighbourColumn, WindowColumn};
use super::matrix::{Matrix, NEIGHBOUR, NEIGHBOURS, WINDOW, WINDOWS};
use super::numbers::log1p;
use super::phrases;
use super::sums::Sums;
use crate::segment::Blocks;

const COLUMNS: usize = NeighbourColumn::NAMES.len();

/// Levels beyond which a neighbour is in another part of the page.
const FAR: f32 = 20.0;

pub(super) fn measure(blocks: &Blocks, sums: &Sums, matrix: &mut Matrix) {
    let seen: Vec<[f32; COLUMNS]> = matrix.rows().map(as_neighbour).collect();
    let count = seen.len();
    for at in 0..count {
        let row = matrix.row_mut(at);
        for (columns, (offset, _)) in row[NEIGHBOUR..].chunks_exact_mut(COLUMNS).zip(NEIGHBOURS) {
            let neighbour = at.checked_add_signed(offset).and_then(|at| seen.get(at));
            columns.copy_from_slice(neighbour.unwrap_or(&NOBODY));
        }
        windows(sums, at, count, row);
        tree(blocks, at, row);
    }
}

/// What stands beyond the ends of the page.
const NOBODY: [f32; COLUMNS] = {
    let mut columns = [0.0; COLUMNS];
    columns[NeighbourColumn::LengthLog as usize] = -1.0;
    columns[NeighbourColumn::LinkDensity as usize] = -1.0;
    columns
};

fn as_neighbour(row: &[f32]) -> [f32; COLUMNS] {
    let get = |column: Column| row[column as usize];
    [
        get(Column::LengthLog),
        get(Column::LinkDensity),
        get(Column::EndsSentence),
        row[phrases::ANY],
        get(Column::IsP),
        get(Column::IsDiv),
        get(Column::IsListItem),
        get(Column::IsHeading),
    ]
}

fn windows(sums: &Sums, at: usize, count: usize, row: &mut [f32]) {
    let columns = row[WINDOW..].chunks_exact_mut(WindowColumn::NAMES.len());
    for (columns, half) in columns.zip(WINDOWS) {
        let first = at.saturating_sub(half);
        let end = (at + half + 1).min(count);
        let sum = sums.within(first as u32, end as u32);
        let letters = sum.letters.max(1) as f32;
        columns[WindowColumn::TextLog as usize] = log1p(letters / (end - first) as f32);
        columns[WindowColumn::LinkDensity as usize] = sum.linked as f32 / letters;
        columns[WindowColumn::CommaRate as usize] = sum.commas as f32 / letters;
        columns[WindowColumn::ParagraphShare as usize] = sum.in_paragraphs as f32 / letters;
        columns[WindowColumn::SentenceRate as usize] = sum.sentences as f32 / letters;
    }
}

fn tree(blocks: &Blocks, at: usize, row: &mut [f32]) {
    let block = &blocks.blocks[at];
    let parent = blocks.parent(block.container);
    let shares_parent = |neighbour: Option<usize>| {
        let neighbour = neighbour.and_then(|at| blocks.blocks.get(at));
        neighbour.is_some_and(|other| blocks.parent(other.container) == parent)
    };
    let previous = shares_parent(at.checked_sub(1));
    row[Column::SameParentAsPrevious as usize] = f32::from(u8::from(previous));
    row[Column::SameParentAsNext as usize] = f32::from(u8::from(shares_parent(Some(at + 1))));
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
    row[Column::LevelsToPrevious as usize] = to_previous;
    row[Column::LevelsToNext as usize] = to_next;
}
