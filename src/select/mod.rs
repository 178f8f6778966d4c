//! Scores to verdicts: which blocks are kept, and why the others are not.
//!
//! The decision rule maximises the F1 that the scores lead one to expect of the page (Lewis,
//! *Evaluating and optimizing autonomous text classification systems*, SIGIR 1995; Jansche, *A
//! maximum expected utility framework for binary sequence labeling*, ACL 2007): keeping blocks from
//! the most likely down, there is a point where one more would lower it. The scores of one page are
//! wrong together, so what is maximised is the mean of two cases ([`DOUBT`]); and of the frame of a
//! page nothing is kept ([`absence`]). Then text that the page carries twice is given once. What kind of page it is
//! ([`Outcome`]), and how far the result can be trusted, is told from the same scores.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

mod absence;
mod comments;
mod confidence;
mod controls;
mod duplicates;
mod endings;
mod focus;
mod hidden;
mod outcome;

use std::fmt;

use crate::measure::{Features, Texts};
use crate::score::{Kind, Scores, expected_f1};
use crate::segment::Blocks;
use absence::is_empty;
pub(crate) use comments::comments;
use confidence::confidence;
use duplicates::Seen;
pub(crate) use duplicates::reading;
pub use focus::Focus;
pub use outcome::Outcome;
use outcome::{is_missing, outcome};

/// What became of a block.
///
/// ```
/// use epure::{Reason, Verdict};
///
/// let html = "<nav><a href=/>Accueil</a></nav><p>Le vent souffle depuis trois jours sur la côte, et
///     les bateaux restent au port, dit le maire.</p>";
/// let explanation = epure::Extractor::new().explain(html)?;
/// let verdicts: Vec<Verdict> = explanation.blocks().iter().map(|block| block.verdict).collect();
/// assert_eq!(verdicts, [Verdict::Dropped(Reason::LowScore), Verdict::Kept]);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Verdict {
    /// Part of the article.
    Kept,
    /// Not part of it.
    Dropped(Reason),
}

/// Why a block was dropped.
///
/// ```
/// use epure::{Reason, Verdict};
///
/// let html = "<nav><a href=/>Accueil</a></nav><p>Le vent souffle depuis trois jours sur la côte, et les
///     bateaux restent au port, dit le maire.</p>";
/// let explanation = epure::Extractor::new().explain(html)?;
/// assert_eq!(explanation.blocks()[0].verdict, Verdict::Dropped(Reason::LowScore));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reason {
    /// Its score is below the page's threshold.
    LowScore,
    /// An earlier kept block reads the same.
    Duplicate,
    /// It is the title or a caption, which [`Focus::Precision`] leaves out.
    OutsideBody,
    /// The page does not show it, and [`HiddenText::Drop`](crate::HiddenText::Drop) drops what it
    /// does not.
    Hidden,
    /// It is a button of a word or a few that the page has more than once: "Copy" above each listing of code.
    /// Kept by [`Focus::Recall`].
    Control,
    /// It is a heading at the end of the article, and of the text of its section nothing is kept. Kept by
    /// [`Focus::Recall`].
    HeadsNothing,
    /// It is a notice in place of the page, that there is no such page or not for everybody, or stands
    /// beside that, and there is nothing else to keep.
    Notice,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept => f.pad("kept"),
            Self::Dropped(reason) => reason.fmt(f),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::LowScore => "low score",
            Self::Duplicate => "duplicate",
            Self::OutsideBody => "title or caption",
            Self::Hidden => "hidden",
            Self::Control => "button",
            Self::HeadsNothing => "heads nothing",
            Self::Notice => "notice",
        })
    }
}

/// The verdicts on a page's blocks.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    pub(crate) verdicts: Vec<Verdict>,
    /// Score from which a block is kept, unless for another reason: half way between those on either
    /// side; 1 where nothing is content.
    pub(crate) threshold: f32,
    /// Word F1 that the scores lead one to expect, the mean of the two cases, whatever the focus.
    pub(crate) expected_f1: f32,
    /// Word F1 that such pages have; 0 where nothing is kept.
    pub(crate) confidence: f32,
    pub(crate) outcome: Outcome,
}

impl Selection {
    /// Words in the blocks that are kept.
    pub(crate) fn words_kept(&self, texts: &Texts) -> usize {
        let blocks = self.verdicts.iter().zip(&texts.counts);
        let kept = blocks.filter(|(verdict, _)| **verdict == Verdict::Kept);
        kept.map(|(_, counts)| counts.words as usize).sum()
    }

    /// Drops all where all is a notice that there is no such page.
    fn without_notice(mut self, features: &Features) -> Self {
        if is_missing(features, &self.verdicts) {
            let kept = self.verdicts.iter_mut().filter(|verdict| **verdict == Verdict::Kept);
            kept.for_each(|verdict| *verdict = Verdict::Dropped(Reason::Notice));
            self.confidence = 0.0;
            self.outcome = Outcome::Nothing;
        }
        self
    }
}

/// Odds by which the scores of a page may all be too low, or as likely too high: scores of one page are
/// wrong together, since it is the page that the model understands or does not. Of 4, 4.5, 5.5, 6 and 8,
/// cross-validated, all within 0.001 of each other on wcxb-dev; with 1, which is none, it has 0.002 less
/// there and 0.005 less on readability.
const DOUBT: f32 = 4.5;

/// What the odds of every block are multiplied by, or divided, on pages of some kinds: manuals, grids of
/// products and firms that present themselves mean nearly all that they say, however little it looks
/// like prose; a product's page means the product, amid much that praises others. Of 2, 3 and 4,
/// cross-validated, 3 gains most on wcxb-dev: 0.0035; products 0.023, services 0.011, manuals 0.003. The
/// other sets have articles alone.
const OF_KIND: f32 = 3.0;

/// Decides on every block.
pub(crate) fn select(
    blocks: &Blocks,
    features: &Features,
    scores: &Scores,
    focus: Focus,
) -> Selection {
    decide(blocks, features, scores, focus, |_| false).without_notice(features)
}

/// Likewise, but blocks that the page does not show are dropped, unless they are the article: pages
/// keep bodies hidden that a script will show.
pub(crate) fn select_shown(
    blocks: &Blocks,
    features: &Features,
    scores: &Scores,
    focus: Focus,
) -> Selection {
    let selection = decide(blocks, features, scores, focus, |_| false);
    let is_hidden = |at| hidden::is_hidden(blocks, features, scores, at);
    let shown = if hidden::is_partly_hidden(&selection, features, is_hidden) {
        // Anew, since the first of two copies may be the hidden one.
        decide(blocks, features, scores, focus, is_hidden)
    } else {
        selection
    };
    shown.without_notice(features)
}

fn decide(
    blocks: &Blocks,
    features: &Features,
    scores: &Scores,
    focus: Focus,
    is_hidden: impl Fn(usize) -> bool,
) -> Selection {
    let words = |at: usize| features.readings.texts.counts[at].words as f32;
    let expect = |focus: Focus| {
        let odds = focus.odds() * odds(scores.kind);
        expected_f1(&scores.content, [odds / DOUBT, odds * DOUBT], words)
    };
    let expected = expect(focus);
    // What the caller prefers makes no page better or worse understood.
    let expected_f1 =
        if focus == Focus::Balanced { expected.f1 } else { expect(Focus::Balanced).f1 };
    let is_empty = is_empty(blocks, &scores.content, words);
    let threshold = if is_empty { 1.0 } else { between(&scores.content, expected.lowest_kept) };
    let mut seen = Seen::default();
    let buttons = if focus.keeps_all() {
        Vec::new()
    } else {
        controls::repeated(blocks, &features.readings.texts)
    };
    let is_likely = |at: usize| scores.content[at] >= threshold && !is_hidden(at);
    let has_captions = focus.is_body_only() && has_captions(features, is_likely);
    let verdict = |at: usize| {
        let is_outside = || features.is_title(at) || (has_captions && features.is_caption(at));
        if scores.content[at] < threshold {
            Verdict::Dropped(Reason::LowScore)
        } else if is_hidden(at) {
            Verdict::Dropped(Reason::Hidden)
        } else if focus.is_body_only() && is_outside() {
            Verdict::Dropped(Reason::OutsideBody)
        } else if buttons.binary_search(&at).is_ok() {
            Verdict::Dropped(Reason::Control)
        } else if seen.repeats(blocks, &features.readings.texts, at) {
            Verdict::Dropped(Reason::Duplicate)
        } else {
            Verdict::Kept
        }
    };
    let mut verdicts: Vec<Verdict> = (0..blocks.blocks.len()).map(verdict).collect();
    // A manual has the same short headings and terms beside what it says of each of its parts.
    if scores.kind != Kind::Documentation {
        seen.complete(blocks, &features.readings.texts, &mut verdicts);
    }
    if !focus.keeps_all() {
        endings::trim(blocks, &features.readings, scores.kind, &mut verdicts);
    }
    let is_kept = verdicts.contains(&Verdict::Kept);
    Selection {
        threshold,
        expected_f1,
        confidence: if is_kept { confidence(expected_f1) } else { 0.0 },
        outcome: outcome(blocks, features, scores, &verdicts, expected_f1),
        verdicts,
    }
}

/// Whether there is more likely text beside what would be captions than in it: a `<figure>` that never
/// closes holds the article.
fn has_captions(features: &Features, is_likely: impl Fn(usize) -> bool) -> bool {
    let counts = &features.readings.texts.counts;
    let (mut captions, mut body) = (0, 0);
    for (at, counts) in counts.iter().enumerate().filter(|(at, _)| is_likely(*at)) {
        let words = if features.is_caption(at) { &mut captions } else { &mut body };
        *words += counts.words;
    }
    captions < body
}

/// What the odds of every block are multiplied by on pages of a kind.
fn odds(kind: Kind) -> f32 {
    match kind {
        Kind::Article | Kind::Discussion | Kind::Listing => 1.0,
        Kind::Documentation | Kind::Collection | Kind::Service => OF_KIND,
        Kind::Product => 1.0 / OF_KIND,
    }
}

/// The threshold that tells the lowest score that is kept from the highest that is not: half way.
fn between(scores: &[f32], lowest_kept: f32) -> f32 {
    let dropped = scores.iter().copied().filter(|&score| score < lowest_kept);
    let highest_dropped = dropped.fold(0.0, f32::max);
    let middle = highest_dropped.midpoint(lowest_kept);
    // Between neighbours among the numbers there is none.
    if middle > highest_dropped { middle } else { lowest_kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Wanted, measure};
    use crate::metadata::Head;
    use crate::parse::parse;
    use crate::segment::{HiddenText, segment_with};

    /// What is decided of a page, given the scores of so many blocks.
    pub(super) fn decided(
        html: &str,
        own: impl Fn(usize) -> Vec<f32>,
        kind: Kind,
        focus: Focus,
    ) -> Selection {
        let page = parse(html);
        let blocks = segment_with(&page.document, HiddenText::Drop);
        let features =
            measure(&page.document, &blocks, &Head::read(&page.document), &Wanted::all());
        let scores = Scores::new(&blocks, own(blocks.blocks.len()), kind);
        select_shown(&blocks, &features, &scores, focus)
    }

    /// What is decided of paragraphs of five words with these scores.
    fn selection(own: &[f32], kind: Kind, focus: Focus) -> Selection {
        let html = "<p>Le vent souffle sur Brélan".repeat(own.len());
        decided(&html, |_| own.to_vec(), kind, focus)
    }

    #[test]
    fn some_kinds_of_pages_keep_more_and_products_less() {
        let kept = |kind| {
            let own = [0.9, 0.9, 0.9, 0.5, 0.3];
            let selection = selection(&own, kind, Focus::Balanced);
            selection.verdicts.iter().filter(|verdict| **verdict == Verdict::Kept).count()
        };
        assert_eq!([Kind::Product, Kind::Article, Kind::Service].map(kept), [3, 4, 5]);
    }

    #[test]
    fn what_stands_beside_copies_is_a_copy() {
        let text = "<h2>Le vent</h2><p>Le vent souffle depuis trois jours sur la côte.</p><p>Il est fort.</p>\
            <p>Les bateaux restent tous au port, dit le maire de Brélan.</p><p>Et après ?</p>";
        let html = format!(
            "<div><article>{text}</article></div><div><div>{text}<p>Il est fort.</div></div>"
        );
        let likely = |blocks: usize| vec![0.9; blocks];
        let verdicts = decided(&html, likely, Kind::Article, Focus::Balanced).verdicts;
        assert_eq!(verdicts[..5], [Verdict::Kept; 5]);
        assert_eq!(verdicts[5..10], [Verdict::Dropped(Reason::Duplicate); 5]);
        assert_eq!(
            verdicts[10..],
            [Verdict::Kept],
            "it stands beside nothing that it stood beside"
        );
    }

    #[test]
    fn a_banner_beside_an_article_makes_no_wall() {
        let outcome = |attribute: &str| {
            let page = format!(
                "<div class=cookie {attribute}><p>Nous utilisons des cookies pour améliorer votre \
                 expérience sur notre site.</p></div><article><h1>La marée</h1><p>La mer est montée de \
                 quatre mètres cette nuit, et le port n’a plus une place à quai, raconte le maître du \
                 port.</p><p>Les pêcheurs, eux, attendent que le vent tombe.</p></article>"
            );
            crate::extract(&page).map(|article| article.outcome())
        };
        assert_eq!(outcome("style='display:none'"), Ok(Outcome::Article));
        assert_eq!(outcome(""), Ok(Outcome::Article));
    }

    #[test]
    fn the_threshold_is_half_way_from_what_is_dropped_to_what_is_kept() {
        assert_eq!(between(&[0.5, 0.75, 0.25], 0.5), 0.375);
        assert_eq!(between(&[0.5, 0.5], 0.5), 0.25, "all is kept");
        let next = f32::from_bits(0.5_f32.to_bits() + 1);
        assert_eq!(between(&[0.5, next], next), next);
        assert_eq!(between(&[], 1.0), 0.5);
    }

    #[test]
    fn nothing_is_kept_of_a_page_without_content() {
        let kept = |own: &[f32]| {
            let selection = selection(own, Kind::Article, Focus::Recall);
            let is_kept = |verdict: &&Verdict| **verdict == Verdict::Kept;
            let count = selection.verdicts.iter().filter(is_kept).count();
            assert_eq!(selection.confidence > 0.0, count > 0);
            (count, selection.outcome)
        };
        assert_eq!(kept(&[0.1; 12]), (0, Outcome::Nothing));
        let with = |scores: &[f32]| {
            let mut own = [0.1; 12];
            own[5..5 + scores.len()].copy_from_slice(scores);
            kept(&own).1
        };
        assert_eq!(with(&[0.35]), Outcome::Nothing, "five words that may be");
        assert_eq!(with(&[0.35, 0.35]), Outcome::Article, "ten words that may be");
        assert_eq!(with(&[0.55]), Outcome::Article, "five words that are likely");
        assert_eq!(kept(&[0.25; 12]).1, Outcome::Article, "there is much that may be");
        assert_eq!(kept(&[0.1; 9]).1, Outcome::Article, "a text of a few lines");
    }
}
