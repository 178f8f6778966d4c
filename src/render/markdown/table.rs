//! Tables, as GitHub writes them: one line a row, one header row, no spans.
#![expect(clippy::indexing_slicing, reason = "columns are made before a cell is put in one")]

use super::super::outline::{Element, Piece};

/// Empty cells that may be written for each cell of the page, where spans leave room: what spans
/// claim beyond (`colspan=1000` in each row) is not written.
const PADDING_PER_CELL: usize = 4;

/// Padding for small tables.
const SPARE_PADDING: usize = 64;

/// Cells that a table may lack for each that it has: parsers fill up short rows, and give up on
/// tables where there is no end to it.
const MISSING_PER_CELL: usize = 8;

/// Missing cells for small tables.
const SPARE_MISSING: usize = 1_000;

/// What is known of a table before it is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Plan {
    columns: usize,
    has_header: bool,
    padding: usize,
}

impl Plan {
    /// Looks over the pieces of a table, which begin after its start. Nothing if its rows are too
    /// uneven for a table.
    pub(super) fn of(pieces: &[Piece]) -> Option<Self> {
        let mut plan = Self::default();
        let mut cells = 0;
        let mut all_cells = 0;
        let mut rows: usize = 0;
        let mut only_headers = true;
        let mut is_first = true;
        let mut in_head = false;
        for piece in pieces.iter().take_while(|&&piece| piece != Piece::Close(Element::Table)) {
            match piece {
                Piece::Open(Element::TableHead) => in_head = true,
                Piece::Close(Element::TableHead) => in_head = false,
                Piece::Open(Element::Row) => (cells, only_headers) = (0, true),
                Piece::Open(Element::Cell { is_header, .. }) => {
                    cells += 1;
                    all_cells += 1;
                    only_headers &= is_header;
                }
                Piece::Close(Element::Row) => {
                    plan.columns = plan.columns.max(cells);
                    plan.has_header |= is_first && (in_head || only_headers);
                    is_first = false;
                    rows += 1;
                }
                _ => {}
            }
        }
        plan.padding = all_cells * PADDING_PER_CELL + SPARE_PADDING;
        let missing = rows.saturating_mul(plan.columns).saturating_sub(all_cells);
        (missing <= all_cells * MISSING_PER_CELL + SPARE_MISSING).then_some(plan)
    }
}

/// A table that is being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    plan: Plan,
    /// The line of delimiters was written.
    is_begun: bool,
    /// Rows that the cell in each column still spans.
    spans: Vec<u16>,
    /// The row that is read: its cells one after the other, and where each ends.
    row: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    end: usize,
    colspan: u16,
    rowspan: u16,
}

impl Table {
    pub(super) fn new(plan: Plan) -> Self {
        Self { plan, ..Self::default() }
    }

    /// Whether a line of it was written.
    pub(super) fn is_begun(&self) -> bool {
        self.is_begun
    }

    /// Adds a leaf to the cell that is read.
    pub(super) fn add(&mut self, content: &str) {
        let start = self.cells.last().map_or(0, |cell| cell.end);
        if self.row.len() > start && !content.is_empty() {
            self.row.push_str("<br>");
        }
        self.row.push_str(content);
    }

    pub(super) fn end_cell(&mut self, colspan: u16, rowspan: u16) {
        self.cells.push(Cell { end: self.row.len(), colspan, rowspan });
    }

    /// Something else than a row comes: what follows begins a table of its own.
    pub(super) fn interrupt(&mut self) {
        self.plan.has_header &= !self.is_begun;
        self.is_begun = false;
    }

    /// Ends a row: hands each of its lines to `line`.
    pub(super) fn end_row(&mut self, mut line: impl FnMut(&str)) {
        if self.cells.is_empty() {
            return;
        }
        let mut out = String::with_capacity(self.row.len() + self.cells.len() * 4);
        let columns = self.row_line(&mut out);
        if self.is_begun {
            line(&out);
        } else {
            let width = self.plan.columns.max(columns);
            self.is_begun = true;
            if self.plan.has_header {
                out.push_str(&"  |".repeat(width - columns));
                line(&out);
                line(&format!("|{}", " --- |".repeat(width)));
            } else {
                line(&format!("|{}", "  |".repeat(width)));
                line(&format!("|{}", " --- |".repeat(width)));
                line(&out);
            }
        }
        self.row.clear();
        self.cells.clear();
    }

    /// Writes the row; returns its number of cells. Rows never get wider than the widest row of the
    /// page counts cells, so that no cell falls out of the table.
    fn row_line(&mut self, out: &mut String) -> usize {
        out.push('|');
        let mut column = 0;
        let mut start = 0;
        let cells = std::mem::take(&mut self.cells);
        for (index, cell) in cells.iter().enumerate() {
            // The last column where this cell leaves room for those that follow.
            let last = self.plan.columns.saturating_sub(cells.len() - index);
            while self.spans.get(column).is_some_and(|&rows| rows > 0)
                && column < last
                && self.pad(out)
            {
                self.spans[column] -= 1;
                column += 1;
            }
            let content = &self.row[start..cell.end];
            out.extend([" ", content, " |"]);
            start = cell.end;
            self.span(column, cell.rowspan);
            column += 1;
            for _ in 1..cell.colspan {
                if column > last || !self.pad(out) {
                    break;
                }
                self.span(column, cell.rowspan);
                column += 1;
            }
        }
        for rows in self.spans.iter_mut().skip(column) {
            *rows = rows.saturating_sub(1);
        }
        self.cells = cells;
        column
    }

    /// Writes an empty cell, if there may be more.
    fn pad(&mut self, out: &mut String) -> bool {
        if self.plan.padding == 0 {
            return false;
        }
        self.plan.padding -= 1;
        out.push_str("  |");
        true
    }

    fn span(&mut self, column: usize, rowspan: u16) {
        if self.spans.len() <= column {
            self.spans.resize(column + 1, 0);
        }
        self.spans[column] = rowspan - 1;
    }
}
