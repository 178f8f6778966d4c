//! Headings at the end of what is kept, whose section is not.

#![expect(
    clippy::indexing_slicing,
    reason = "blocks are numbered when they are made, and every list here has an entry for each"
)]

use super::{Reason, Verdict};
use crate::measure::Readings;
use crate::score::Kind;
use crate::segment::{Block, BlockKind, Blocks};

/// Words of such a heading at most. A longer one may be all that a section has to say.
const MOST_WORDS: usize = 12;

/// Headings that an article may lose so.
const MOST_HEADINGS: usize = 3;

/// Words that are kept besides, at least: in a shorter text a heading may be half of it.
const FEWEST_KEPT: usize = 50;

/// Drops the headings that end an article or a thread: "Your Answer" above a form. On pages of other kinds
/// a line in large letters is often content: what a firm says of itself, the name of a product.
///
/// Looked at from the end alone. Headings further up whose section is not kept are the titles of posts and
/// products. One that is followed by no text of its section stands above a picture, or is itself the last line of
/// the text ("Bon appétit !").
pub(super) fn trim(blocks: &Blocks, readings: &Readings, kind: Kind, verdicts: &mut [Verdict]) {
    if !matches!(kind, Kind::Article | Kind::Discussion) {
        return;
    }
    let words = |at: usize| readings.texts.counts[at].words as usize;
    let mut kept: Vec<usize> =
        (0..verdicts.len()).filter(|&at| verdicts[at] == Verdict::Kept).collect();
    let mut left: usize = kept.iter().map(|&at| words(at)).sum();
    for _ in 0..MOST_HEADINGS {
        let Some(at) = kept.pop() else { return };
        left -= words(at);
        let is_long = words(at) > MOST_WORDS || left < FEWEST_KEPT;
        if is_long
            || !is_section(&blocks.blocks[at])
            || !heads_dropped(blocks, &readings.governing, verdicts, at)
        {
            return;
        }
        verdicts[at] = Verdict::Dropped(Reason::HeadsNothing);
    }
}

/// Whether the block that follows a heading is text of its section. A lesser heading is if it heads nothing itself;
/// above one of the same level may stand a picture.
fn heads_dropped(
    blocks: &Blocks,
    governing: &[Option<usize>],
    verdicts: &[Verdict],
    at: usize,
) -> bool {
    let Some(next) = blocks.blocks.get(at + 1) else { return false };
    let is_text = match (blocks.blocks[at].kind, next.kind) {
        (BlockKind::Heading(own), BlockKind::Heading(level)) => {
            level > own && verdicts[at + 1] == Verdict::Dropped(Reason::HeadsNothing)
        }
        _ => true,
    };
    is_text && governing[at + 1] == Some(at)
}

/// Whether a block is the heading of a section, not of the page, and no link.
fn is_section(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(2..)) && block.linked == 0
}

#[cfg(test)]
mod tests {
    use super::super::Focus;
    use super::super::tests::decided;
    use super::*;

    /// Verdicts on a page of this text and its end, all as likely as the rest but for the label of a form.
    fn ended(text: &str, end: &str, kind: Kind, focus: Focus) -> Vec<Verdict> {
        let html = format!("<h1>Le vent</h1>{text}{end}<form><label>Texte</label></form>");
        let but_the_last = |blocks: usize| [vec![0.9; blocks - 1], vec![0.0]].concat();
        let mut verdicts = decided(&html, but_the_last, kind, focus).verdicts;
        assert_eq!(verdicts.pop(), Some(Verdict::Dropped(Reason::LowScore)));
        verdicts
    }

    /// That on the last block but for the form.
    fn end_of(text: &str, end: &str, kind: Kind, focus: Focus) -> Verdict {
        *ended(text, end, kind, focus).last().unwrap()
    }

    /// Nine words.
    const SENTENCE: &str = "<p>Le vent souffle depuis trois jours sur la côte.</p>";
    const HEADING: &str = "<h2>Votre réponse</h2>";
    const HEADS_NOTHING: Verdict = Verdict::Dropped(Reason::HeadsNothing);

    #[test]
    fn a_heading_that_ends_an_article_is_dropped() {
        let text = SENTENCE.repeat(6);
        let of_kind = |kind| end_of(&text, HEADING, kind, Focus::Balanced);
        assert_eq!(of_kind(Kind::Article), HEADS_NOTHING);
        assert_eq!(of_kind(Kind::Discussion), HEADS_NOTHING);
        assert_eq!(of_kind(Kind::Service), Verdict::Kept);
        assert_eq!(end_of(&text, HEADING, Kind::Article, Focus::Recall), Verdict::Kept);
        let lesser = "<h2>Avis</h2><h3>Le port</h3><h4>Le vent</h4><h5>La mer</h5>";
        let several = ended(&text, lesser, Kind::Article, Focus::Balanced);
        assert_eq!(several[7..], [Verdict::Kept, HEADS_NOTHING, HEADS_NOTHING, HEADS_NOTHING]);
        let pictures = format!("<h2>Le port</h2><img src=port.jpg>{HEADING}");
        let after_pictures = ended(&text, &pictures, Kind::Article, Focus::Balanced);
        assert_eq!(after_pictures[7..], [Verdict::Kept, HEADS_NOTHING]);
    }

    #[test]
    fn a_last_heading_that_may_be_content_is_kept() {
        let end = |end: &str| end_of(&SENTENCE.repeat(6), end, Kind::Article, Focus::Balanced);
        let heading = |words: usize| format!("<h2>{}</h2>", "vent ".repeat(words));
        assert_eq!(end(&heading(12)), HEADS_NOTHING);
        assert_eq!(end(&heading(13)), Verdict::Kept, "it may be all that is said");
        assert_eq!(end("<h2><a href=/v>Le vent</a></h2>"), Verdict::Kept, "it leads elsewhere");
        let last_line = "<div><p>Le vent.</p><p>Il est fort.</p><h2>Bon vent à tous !</h2></div>";
        assert_eq!(end(last_line), Verdict::Kept, "no text follows in its section");
        assert_eq!(end("<h1>Le port</h1>"), Verdict::Kept, "a title");
    }

    #[test]
    fn a_short_text_keeps_the_heading_that_ends_it() {
        let end = |words: usize| {
            // With the title.
            let text = format!("{}<p>{}", SENTENCE.repeat(4), "vent ".repeat(words - 4 * 9 - 2));
            end_of(&text, HEADING, Kind::Article, Focus::Balanced)
        };
        assert_eq!([end(49), end(50)], [Verdict::Kept, HEADS_NOTHING]);
    }
}
