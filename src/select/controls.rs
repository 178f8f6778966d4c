//! Buttons that come again: "Copy" above each listing of a manual, "Reply" below each post of a thread.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks are numbered when they are made, and every list here has an entry for each"
)]

use super::duplicates::reading;
use crate::hash::Alike;
use crate::measure::Texts;
use crate::segment::{Block, Blocks, Container};

/// Words of a button that may be one of many. Longer ones are questions that unfold their answers.
const MOST_WORDS: u32 = 3;

/// Elements around a button, itself the first, among which a heading is looked for.
const AROUND: usize = 4;

/// Which blocks are buttons that the page has more than once, in order. Of one for wide and one for narrow screens
/// one may be hidden, and nothing shows it: those are no two.
///
/// A button that is there once may be the heading of what it unfolds, and one in a heading is. Links are not
/// looked at: those of the items of a listing are part of the labelled texts ("Read more"; without them scrapinghub
/// and wcxb-dev lose 0.0005, readability 0.001).
pub(super) fn repeated(blocks: &Blocks, texts: &Texts) -> Vec<usize> {
    let is_button = |block: &Block| {
        let is_heading = |around: &Container| around.tag.heading_level().is_some();
        block.in_button == block.length
            && !blocks.ancestors(block.container).take(AROUND).any(is_heading)
    };
    let candidates = blocks.blocks.iter().zip(&texts.counts).enumerate();
    let buttons: Vec<usize> = candidates
        .filter(|(_, (block, counts))| is_button(block) && counts.words <= MOST_WORDS)
        .map(|(at, _)| at)
        .collect();
    let alike = Alike::of(buttons.iter().map(|&at| reading(blocks, texts, at)));
    let is_shown = |number: &usize| !blocks.blocks[buttons[*number]].hidden.for_good;
    let are_several = |group: usize, shown: usize| group > 2 || (group == 2 && shown != 1);
    let several = alike
        .groups()
        .filter(|group| are_several(group.len(), group.clone().filter(is_shown).count()));
    let mut repeated: Vec<usize> = several.flatten().map(|number| buttons[number]).collect();
    repeated.sort_unstable();
    repeated
}

#[cfg(test)]
mod tests {
    use super::super::tests::decided;
    use super::super::{Focus, Reason, Verdict};
    use crate::score::Kind;

    /// What is decided of a page all of whose blocks are likely.
    fn verdicts(html: &str) -> Vec<Verdict> {
        decided(html, |blocks| vec![0.9; blocks], Kind::Article, Focus::Balanced).verdicts
    }

    #[test]
    fn buttons_that_come_again_are_dropped() {
        let button = Verdict::Dropped(Reason::Control);
        let twice = "<button>Copy</button><pre>go up</pre><button>Copy</button><pre>go down</pre>";
        assert_eq!(verdicts(twice), [button, Verdict::Kept, button, Verdict::Kept]);
        let once = "<button>Copy</button><pre>go up</pre><p>Copy</p><h3><button>Go</button></h3>";
        assert_eq!(verdicts(once), [Verdict::Kept; 4], "it may unfold what follows");
        let headings =
            "<h3><button>Go</button></h3><p>up</p><h3><button>Go</button></h3><p>down</p>";
        assert_eq!(verdicts(headings), [Verdict::Kept; 4]);
        let within =
            headings.replace("<h3>", "<h3><span><span>").replace("</h3>", "</span></span></h3>");
        assert_eq!(verdicts(&within), [Verdict::Kept; 4]);
        let question = "<button>Où va le vent</button><p>Au large.";
        assert_eq!(verdicts(&question.repeat(2)), [Verdict::Kept; 4], "four words");
        let short = "<button>Où va il</button><p>Au large.";
        assert_eq!(verdicts(&short.repeat(2)), [button, Verdict::Kept, button, Verdict::Kept]);
    }

    #[test]
    fn recall_keeps_buttons() {
        let html = "<button>Copy</button><pre>go up</pre><button>Copy</button><pre>go down</pre>";
        let likely = |blocks: usize| vec![0.9; blocks];
        let verdicts = decided(html, likely, Kind::Article, Focus::Recall).verdicts;
        assert_eq!(verdicts, [Verdict::Kept; 4]);
    }

    #[test]
    fn buttons_are_alike_to_the_digit_and_counted_where_they_may_be_seen() {
        let button = Verdict::Dropped(Reason::Control);
        let days = "<button>Jour 1</button><p>Le vent.</p><button>Jour 2</button><p>La mer.</p>";
        assert_eq!(verdicts(days), [Verdict::Kept; 4]);
        let text = "<p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port, \
            dit le maire de Brélan, qui attend qu’il tombe.</p>";
        let narrow = "<div style='display:none'><button>La météo</button></div>";
        let wide = "<button>La météo</button>";
        assert_eq!(verdicts(&format!("{wide}{text}{narrow}"))[..2], [Verdict::Kept; 2]);
        let tab = narrow.replace("<div", "<div role=tabpanel");
        assert_eq!(verdicts(&format!("{wide}{text}{tab}")), [button, Verdict::Kept, button]);
        let three = verdicts(&format!("{wide}{text}{narrow}{wide}"));
        assert_eq!((three[0], three[3]), (button, button));
    }
}
