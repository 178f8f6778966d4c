//! Blocks that say little by themselves, and what others say for them.
//!
//! A long listing of code reads like no article that the passes know, and a heading of two words like an
//! item of a menu; but a manual is its code as much as its sentences, and a heading within an article
//! is part of it; the cells of a table go different ways, names in links here and numbers there, where
//! a reader would keep the table or leave it; and one line of a headline is half of it. Cross-validated,
//! the first gains 0.004 on the documentation among wcxb-dev's pages, the second 0.0006 on scrapinghub,
//! and 0.0014 there with [`Focus::Precision`](crate::Focus::Precision), the third 0.005 on scrapinghub and
//! 0.002 on listings, the last nothing; no set loses 0.001.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use crate::document::Tag;
use crate::segment::{Block, BlockKind, Blocks, Container};

/// Score below which nobody vouches for a block. Cross-validated, documentation has 0.002 less with 0.02:
/// lines of code that the second pass is not asked of.
const HOPELESS: f32 = 0.005;

/// Share of a block's characters in `<code>` from which it is code.
const CODE: f32 = 0.8;

/// Share of a block's characters in links from which it leads to code, and is none that the text has.
/// The link of an index may leave out the brackets of a call; a signature whose types are links has
/// more that is none: two thirds of it are.
const LINKED: f32 = 0.7;

/// How many blocks behind the text that introduces it code may be, such as the steps of a session.
/// Cross-validated, documentation has 0.0012 less with 1, 0.0006 less with 3, and 0.0003 more without
/// a limit; but a page may end in an index of hundreds of names.
const FARTHEST: usize = 8;

/// Cells from which a table holds data, and letters of its longest cell: what holds paragraphs, or tables, is
/// how a page is laid out.
const FEWEST_CELLS: usize = 4;
const LONGEST_CELL: u32 = 120;

/// The scores of blocks, where others vouch for them theirs: code has at least the score of the text
/// that introduces it, headings that of both their neighbours. For what is hopeless nobody vouches.
pub(super) fn vouched(blocks: &Blocks, own: &[f32]) -> Vec<f32> {
    let mut scores = own.to_vec();
    // Before any text there is none to vouch for code: a score of nought raises nothing.
    let mut introduction = (0, 0.0);
    for (at, (block, score)) in blocks.blocks.iter().zip(&mut scores).enumerate() {
        if !is_code(block) {
            introduction = (at, *score);
        } else if *score >= HOPELESS && is_of_the_text(blocks, introduction.0, at) {
            *score = score.max(introduction.1);
        }
    }
    let with_code = scores.clone();
    let around = with_code.windows(3).zip(scores.iter_mut().zip(&blocks.blocks).skip(1));
    for (window, (score, block)) in around {
        match (window, block.kind) {
            (&[before, own, after], BlockKind::Heading(_)) if own >= HOPELESS => {
                *score = score.max(before.min(after));
            }
            _ => {}
        }
    }
    share_headings(blocks, &mut scores);
    share_tables(blocks, &mut scores);
    scores
}

/// Gives all lines of a heading the highest of their scores: half a headline is none.
fn share_headings(blocks: &Blocks, scores: &mut [f32]) {
    let is_next =
        |before: &Block, line: &Block| before.ends_at_break && before.container == line.container;
    let mut first = 0;
    for lines in blocks.blocks.chunk_by(is_next) {
        let end = first + lines.len();
        if lines.len() > 1 && matches!(lines[0].kind, BlockKind::Heading(_)) {
            let scores = &mut scores[first..end];
            let highest = scores.iter().copied().fold(0.0, f32::max);
            scores.fill(highest);
        }
        first = end;
    }
}

/// Gives all cells of a table of data the mean of their scores, or what both the blocks before and behind it
/// have: the table is kept as a whole or dropped as one. By themselves the names in it, which are often links,
/// go and the numbers stay, or the reverse.
fn share_tables(blocks: &Blocks, scores: &mut [f32]) {
    let containers = &blocks.containers;
    if containers.iter().all(|container| container.tag != Tag::Table) {
        return;
    }
    // The innermost table around each container, itself if it is one; and whether tables hold others.
    let mut tables: Vec<Option<u32>> = Vec::with_capacity(containers.len());
    let mut holds_tables = vec![false; containers.len()];
    for (at, container) in containers.iter().enumerate() {
        let outer = tables.get(container.parent as usize).copied().flatten();
        let is_table = container.tag == Tag::Table;
        if let Some(outer) = outer.filter(|_| is_table) {
            holds_tables[outer as usize] = true;
        }
        tables.push(if is_table { Some(at as u32) } else { outer });
    }
    let is_inner = |at: &usize| containers[*at].tag == Tag::Table && !holds_tables[*at];
    for table in (0..containers.len()).filter(is_inner) {
        let (first, end) = (containers[table].first_block, containers[table].end_block);
        let cells = &blocks.blocks[first as usize..end as usize];
        let is_small =
            |block: &Block| block.length <= LONGEST_CELL && block.kind == BlockKind::Cell;
        if cells.len() >= FEWEST_CELLS && cells.iter().all(is_small) {
            let before = (first as usize).checked_sub(1).and_then(|before| scores.get(before));
            let sides = before.zip(scores.get(end as usize)).map_or(0.0, |(a, b)| a.min(*b));
            let scores = &mut scores[first as usize..end as usize];
            let mean = scores.iter().sum::<f32>() / cells.len() as f32;
            scores.fill(if mean >= HOPELESS { mean.max(sides) } else { mean });
        }
    }
}

fn is_code(block: &Block) -> bool {
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    let is_marked =
        block.kind == BlockKind::Preformatted || block.code as f32 > CODE * block.length as f32;
    is_marked && !is_heading
}

/// Whether code belongs to the text of an earlier block: not so if it stands far behind it, is in a part
/// of the page's frame that the other is not in, comes after the article is over, leads elsewhere, or is
/// nothing but numbers, such as those of lines.
fn is_of_the_text(blocks: &Blocks, introduction: usize, code: usize) -> bool {
    let around = |block: usize| blocks.ancestors(blocks.blocks[block].container);
    let is_near = code - introduction <= FARTHEST;
    let mut opened =
        around(code).take_while(|container| container.first_block as usize > introduction);
    let mut closed =
        around(introduction).take_while(|container| container.end_block as usize <= code);
    is_near
        && !is_linked(&blocks.blocks[code])
        && !is_numbers(blocks.text_of(&blocks.blocks[code]))
        && !opened.any(Container::is_of_frame)
        && !closed.any(Container::is_of_article)
}

fn is_linked(block: &Block) -> bool {
    block.linked as f32 > LINKED * block.length as f32
}

/// Whether a text is nothing but numbers, as an editor writes them beside lines: `1`, `2.`, `3:`.
fn is_numbers(text: &str) -> bool {
    let is_beside = |letter: char| letter.is_whitespace() || matches!(letter, '.' | ':');
    let is_of_numbers = |letter: char| letter.is_ascii_digit() || is_beside(letter);
    text.contains(|letter: char| letter.is_ascii_digit()) && text.chars().all(is_of_numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::segment::segment;

    fn scores(html: &str, own: &[f32]) -> Vec<f32> {
        vouched(&segment(&parse(html).document), own)
    }

    #[test]
    fn code_follows_the_text_before_it() {
        let html = "<p>Le port est donné par :<pre>port = 80</pre><p><code>hôte = \"brélan\"</code><p>Accueil";
        assert_eq!(scores(html, &[0.9, 0.2, 0.3, 0.1]), [0.9, 0.9, 0.9, 0.1]);
        assert_eq!(scores(html, &[0.1, 0.2, 0.3, 0.9]), [0.1, 0.2, 0.3, 0.9]);
        assert_eq!(scores(html, &[0.9, 0.2, 0.001, 0.1]), [0.9, 0.9, 0.001, 0.1], "hopeless");
    }

    /// What becomes of code after a text.
    fn after(html: &str) -> f32 {
        scores(&format!("<main><p>Le port est donné par :</p>{html}"), &[0.9, 0.2])[1]
    }

    #[test]
    fn code_of_the_text_may_be_punctuation_and_have_links() {
        assert_eq!(after("<p><code>}</code>"), 0.9);
        assert_eq!(after("<pre>*/5 * * * *</pre>"), 0.9);
        assert_eq!(after("<pre>fn <a href=/o>ouvre</a>(<a href=/p>Port</a>) -> ()</pre>"), 0.9);
        let form = "<form><p>Le port est donné par :</p><pre>port = 80</pre></form>";
        assert_eq!(scores(form, &[0.9, 0.2]), [0.9, 0.9], "both are in the form");
    }

    #[test]
    fn code_that_is_not_of_the_text_stays_as_it_is() {
        assert_eq!(
            after("<div><ul><li><a href=/port><code>port</code></a></ul></div>"),
            0.2,
            "leads on"
        );
        assert_eq!(after("<p><code><a href=/o>ouvre</a>()</code>"), 0.2, "leads on");
        assert_eq!(after("<table><td><pre>1\n2\n3</pre></table>"), 0.2, "numbers of lines");
        assert_eq!(after("<p><code>12:&nbsp;</code>"), 0.2, "the number of a line");
        assert_eq!(
            after("<footer><p><code>phare@brelan.example</code></footer>"),
            0.2,
            "the frame's"
        );
        assert_eq!(after("</main><div><p><code>port = 81</code></div>"), 0.2, "after the end");
        assert_eq!(after("<h4><code>port</code></h4>"), 0.2, "a heading");
    }

    #[test]
    fn a_long_index_of_names_is_not_introduced_by_the_text() {
        let html = format!("<p>Le port est donné par :</p>{}", "<p><code>port</code>".repeat(12));
        let mut own = [0.2; 13];
        own[0] = 0.9;
        let vouched = scores(&html, &own);
        assert_eq!(vouched.iter().filter(|&&score| score == 0.9).count(), 1 + FARTHEST);
    }

    #[test]
    fn a_heading_in_code_introduces() {
        let html = "<p>Le vent.<h2><code>port</code></h2><pre>port = 80</pre><p>Il souffle.";
        assert_eq!(scores(html, &[0.9, 0.1, 0.2, 0.1]), [0.9, 0.2, 0.2, 0.1]);
    }

    #[test]
    fn a_heading_within_the_text_is_part_of_it() {
        let html = "<h2>Le vent</h2><p>Il souffle.<h2>La mer</h2><p>Elle monte.<h2>À lire</h2>";
        let own = [0.2, 0.9, 0.3, 0.8, 0.2];
        assert_eq!(scores(html, &own), [0.2, 0.9, 0.8, 0.8, 0.2], "not one at its edges");
        let own = [0.2, 0.9, 0.001, 0.8, 0.2];
        assert_eq!(scores(html, &own), own, "hopeless");
    }

    #[test]
    fn the_lines_of_a_heading_stay_together() {
        let html = "<h1>Le port est fermé<br>après la tempête</h1><h2>Le vent</h2><p>Il souffle.";
        assert_eq!(scores(html, &[0.3, 0.6, 0.2, 0.1]), [0.6, 0.6, 0.2, 0.1]);
    }

    #[test]
    fn a_table_of_data_is_kept_or_dropped_as_one() {
        let table =
            "<table><tr><td>1<td><a href=/h>Brélan</a><tr><td>2<td><a href=/m>Le Port</a></table>";
        let (before, after) = ("<p>Le classement :", "<p>Il souffle.");
        let within = format!("{before}{table}{after}");
        assert_eq!(
            scores(&within, &[0.9, 0.5, 0.1, 0.5, 0.1, 0.8]),
            [0.9, 0.8, 0.8, 0.8, 0.8, 0.8]
        );
        let at_end = [before, table].concat();
        assert_eq!(
            scores(&at_end, &[0.9, 0.5, 0.25, 0.5, 0.25]),
            [0.9, 0.375, 0.375, 0.375, 0.375]
        );
        let hopeless = [0.9, 0.001, 0.002, 0.003, 0.002, 0.8];
        assert_eq!(scores(&within, &hopeless)[2], 0.002, "nobody vouches");
    }

    #[test]
    fn a_table_that_lays_a_page_out_is_none() {
        let small = "<td>1<td>2<td>3";
        let long = "Le vent souffle depuis trois jours. ".repeat(10);
        let own = [0.9, 0.5, 0.1, 0.5, 0.1, 0.8];
        for table in [
            format!("<table><tr>{small}<td>{long}</table>"),
            format!("<table><tr>{small}<td><ul><li>4</ul></table>"),
        ] {
            assert_eq!(scores(&format!("<p>a{table}<p>b"), &own)[1..5], own[1..5], "{table}");
        }
        let nested = format!("<p>a<table><tr>{small}<td><table><td>4</table></table><p>b");
        assert_eq!(scores(&nested, &own)[1..5], own[1..5]);
    }
}
