//! Plain text, laid out as a browser's `innerText` would.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::ops::Range;

use crate::document::Tag;
use crate::segment::{Block, BlockKind, Blocks};

/// The article as text, and where each kept block is in it.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) text: String,
    /// Bytes of `text`, a range a kept block.
    pub(crate) ranges: Vec<Range<usize>>,
}

/// Renders the kept blocks: blank lines between blocks, a line for each list item and table row, a
/// tab between cells, preformatted text as it stands.
pub(crate) fn text(blocks: &Blocks, kept: impl Iterator<Item = usize> + Clone) -> Rendered {
    /// Bytes of the longest separator.
    const SEPARATOR: usize = 2;
    let length = |at: usize| blocks.text_of(&blocks.blocks[at]).len() + SEPARATOR;
    let mut rendered = Rendered {
        text: String::with_capacity(kept.clone().map(length).sum()),
        ranges: Vec::with_capacity(kept.clone().count()),
    };
    let mut previous: Option<usize> = None;
    for at in kept {
        let block = &blocks.blocks[at];
        if let Some(previous) = previous {
            rendered.text.push_str(separator(blocks, previous, at));
        }
        let start = rendered.text.len();
        rendered.text.push_str(blocks.text_of(block));
        rendered.ranges.push(start..rendered.text.len());
        previous = Some(at);
    }
    rendered
}

/// What stands between two blocks that follow each other in the article.
fn separator(blocks: &Blocks, at: usize, next: usize) -> &'static str {
    if blocks.are_on_one_line(at, next) {
        return " ";
    }
    let (before, after) = (&blocks.blocks[at], &blocks.blocks[next]);
    if before.container == after.container {
        let goes_on = before.ends_at_break && !before.ends_at_blank_line;
        return if goes_on || before.kind == BlockKind::Preformatted { "\n" } else { "\n\n" };
    }
    let (common, is_plain) = common_container(blocks, before, after);
    let is_preformatted = |block: &Block| block.kind == BlockKind::Preformatted;
    if is_preformatted(before) && is_preformatted(after) && is_within_pre(blocks, common) {
        return "\n";
    }
    match blocks.containers[common as usize].tag {
        Tag::Tr if is_plain => "\t",
        Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot if is_plain => "\n",
        Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Dl => "\n",
        // An item's own text, then the list within it.
        Tag::Li if is_item(blocks, before) || is_item(blocks, after) => "\n",
        _ => "\n\n",
    }
}

/// Whether an element is part of one preformatted text: `<pre><code><div>line</div><div>line</div>`.
fn is_within_pre(blocks: &Blocks, container: u32) -> bool {
    /// Elements between the lines and their `<pre>`.
    const WITHIN: usize = 4;
    blocks.ancestors(container).take(WITHIN).any(|around| around.tag == Tag::Pre)
}

fn is_item(blocks: &Blocks, block: &Block) -> bool {
    blocks.containers[block.container as usize].tag == Tag::Li
}

/// The innermost element around both blocks, and whether each block is all that its row or cell
/// below that element holds besides other cells: a table of figures, not one of layout.
fn common_container(blocks: &Blocks, before: &Block, after: &Block) -> (u32, bool) {
    let depth = |container: u32| blocks.containers[container as usize].depth;
    let (mut a, mut b) = (before.container, after.container);
    let mut is_plain = true;
    while a != b {
        let deeper = if depth(a) >= depth(b) { &mut a } else { &mut b };
        let container = &blocks.containers[*deeper as usize];
        let is_cell = matches!(container.tag, Tag::Td | Tag::Th);
        if is_cell && container.end_block - container.first_block > 1 {
            is_plain = false;
        }
        if *deeper == container.parent {
            break;
        }
        *deeper = container.parent;
    }
    (a, is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::segment::segment;

    fn all(html: &str) -> String {
        let blocks = segment(&parse(html).document);
        text(&blocks, 0..blocks.blocks.len()).text
    }

    #[test]
    fn blocks_items_and_rows_are_laid_out_as_on_screen() {
        assert_eq!(
            all("<p>a<p>b<ul><li>c<li>d<ul><li>e</ul><li><p>f</ul>g"),
            "a\n\nb\n\nc\nd\ne\nf\n\ng"
        );
        assert_eq!(all("<table><tr><th>a<th>b<tr><td>c<td>d</table>"), "a\tb\nc\td");
        assert_eq!(all("<table><tr><td><p>a<p>b<td>c</table>"), "a\n\nb\n\nc");
        assert_eq!(all("<p>a<br>b<br><br>c"), "a\nb\n\nc");
        assert_eq!(all("<td><font>a</font><br><b>b</b><br><br><font>c</font>"), "a\nb\n\nc");
        assert_eq!(all("<div><a href=x>a</a><a href=y>b</a></div>"), "a b");
    }

    #[test]
    fn text_around_a_dropped_paragraph_stays_apart() {
        let blocks = segment(&parse("<div>a<p>b</p>c</div>").document);
        assert_eq!(text(&blocks, [0, 2].into_iter()).text, "a\n\nc");
    }

    #[test]
    fn preformatted_text_keeps_its_bytes() {
        assert_eq!(all("<p>a<pre>  b\n\n  c\t</pre><p>d"), "a\n\n  b\n\n  c\n\nd");
        assert_eq!(all("<pre><code><div>a</div><div>b</div></code></pre><p>c"), "a\nb\n\nc");
    }
}
