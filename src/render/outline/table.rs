//! Tables of data and tables of layout.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use crate::document::{AttributeName, Document, Tag};
use crate::segment::{Blocks, Container};

/// Blocks in one cell past which a table without header cells is one of layout.
const BLOCKS_IN_CELL: u32 = 4;

/// Spans are bounded as browsers bound `colspan`.
const MAX_SPAN: u16 = 1000;

/// Whether a table holds data, in rows and columns that mean something, rather than laying out a
/// page. Linear: the search stops at a table within.
pub(super) fn holds_data(document: &Document, blocks: &Blocks, table: u32) -> bool {
    let container = &blocks.containers[table as usize];
    let role = document.attribute(container.node, AttributeName::Role).map(str::trim);
    if matches!(role, Some("presentation" | "none")) {
        return false;
    }
    let mut shape = Shape::default();
    let within = &blocks.containers[table as usize + 1..container.end as usize];
    for container in within {
        if container.tag == Tag::Table {
            return false;
        }
        shape.note(blocks, container);
    }
    shape.end_row();
    shape.holds_data()
}

#[derive(Debug, Default)]
struct Shape {
    has_header: bool,
    has_prose: bool,
    /// Rows with two cells or more.
    rows: u32,
    cells: u32,
}

impl Shape {
    fn note(&mut self, blocks: &Blocks, container: &Container) {
        match container.tag {
            Tag::Tr => self.end_row(),
            Tag::Td => {
                self.cells += 1;
                self.has_prose |= container.end_block - container.first_block > BLOCKS_IN_CELL;
            }
            Tag::Th => {
                self.cells += 1;
                self.has_header |= container.end_block > container.first_block;
            }
            Tag::Thead | Tag::Caption => self.has_header = true,
            Tag::H1 | Tag::H2 | Tag::H3 => {
                let cell = blocks.ancestors(container.parent).find(|c| c.tag == Tag::Td);
                self.has_prose |= cell.is_some_and(|c| c.end_block - c.first_block > 1);
            }
            _ => {}
        }
    }

    fn end_row(&mut self) {
        self.rows += u32::from(self.cells >= 2);
        self.cells = 0;
    }

    fn holds_data(&self) -> bool {
        if self.has_header { self.rows >= 1 } else { self.rows >= 2 && !self.has_prose }
    }
}

/// How many columns or rows a cell spans.
pub(super) fn span(value: Option<&str>) -> u16 {
    let digits = value.unwrap_or_default().trim();
    let end = digits.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    match digits[..end].parse::<u16>() {
        Ok(0) => 1,
        Ok(span) => span.min(MAX_SPAN),
        // More digits than fit, or none.
        Err(_) if end > 0 => MAX_SPAN,
        Err(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::segment::segment;

    fn is_data(html: &str) -> bool {
        let document = parse(html).document;
        let blocks = segment(&document);
        let table = blocks.containers.iter().position(|c| c.tag == Tag::Table).unwrap();
        holds_data(&document, &blocks, table as u32)
    }

    #[test]
    fn rows_and_columns_make_data() {
        assert!(is_data("<table><tr><td>a<td>b<tr><td>c<td>d</table>"));
        assert!(is_data("<table><tr><th>a<th>b<tr><td><p>c<p>d<p>e<p>f<p>g<td>d</table>"));
        assert!(!is_data("<table><tr><td>a<td>b</table>"));
        assert!(!is_data("<table><tr><td>a<tr><td>b</table>"));
        assert!(!is_data("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>"));
        assert!(!is_data("<table><tr><th>a<th><table><tr><td>b</table><tr><td>c<td>d</table>"));
        assert!(!is_data("<table><tr><td>a<td>b<tr><td>c<td><p>1<p>2<p>3<p>4<p>5</table>"));
    }

    #[test]
    fn spans_are_bounded() {
        let spans = ["2", " 3;", "0", "", "x", "-1", "1000000", "99999999999999999999"];
        assert_eq!(spans.map(|s| span(Some(s))), [2, 3, 1, 1, 1, 1, 1000, 1000]);
        assert_eq!(span(None), 1);
    }
}
