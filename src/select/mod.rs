//! Scores to verdicts: which blocks are kept, and why the others are not.
//!
//! The decision rule maximises the F1 that the scores lead one to expect of the page (Lewis 1995;
//! Jansche 2007): keeping blocks from the most likely down, there is a point where one more would
//! lower it. Blocks well below that point are dropped. Then text that the page carries twice is
//! given once.

mod comments;

use std::collections::HashMap;
use std::fmt;

use crate::measure::Features;
use crate::score::{Scores, expected_f1};
use crate::segment::Blocks;
pub(crate) use comments::comments;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reason {
    /// Its score is below the page's threshold.
    LowScore,
    /// An earlier kept block reads the same.
    Duplicate,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept => f.write_str("kept"),
            Self::Dropped(reason) => write!(f, "{reason}"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LowScore => "low score",
            Self::Duplicate => "duplicate",
        })
    }
}

/// The verdicts on a page's blocks.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    pub(crate) verdicts: Vec<Verdict>,
    /// Score from which a block is kept.
    pub(crate) threshold: f32,
    /// Word F1 that the scores lead one to expect.
    pub(crate) expected_f1: f32,
}

/// How far below the expected threshold a block may be and still be kept. The expected F1 comes
/// from scores that are a little too sure of themselves; measured on the cross-validated scores of
/// all sets, see `tools/train`.
const LENIENCE: f32 = 0.05;

/// Words from which a repeated block is a copy rather than a coincidence.
const DUPLICATE_WORDS: u32 = 8;

/// Decides on every block.
pub(crate) fn select(blocks: &Blocks, features: &Features, scores: &Scores) -> Selection {
    let words = |at: usize| features.texts.counts[at].words as f32;
    let expected = expected_f1(&scores.content, words);
    let highest = scores.content.iter().copied().fold(0.0, f32::max);
    // At the maximum of expected F1 a block is worth keeping from half of that F1 on.
    let threshold = (expected.f1 / 2.0 - LENIENCE).min(highest);
    let mut first = HashMap::new();
    let verdict = |at: usize| {
        let counts = &features.texts.counts[at];
        if scores.content[at] < threshold {
            Verdict::Dropped(Reason::LowScore)
        } else if counts.words >= DUPLICATE_WORDS {
            // A page that shows its text twice does so in two places. A refrain, or a paragraph
            // written twice, stands beside itself.
            let section = blocks.parent(blocks.blocks[at].container);
            if *first.entry(counts.fingerprint).or_insert(section) == section {
                Verdict::Kept
            } else {
                Verdict::Dropped(Reason::Duplicate)
            }
        } else {
            Verdict::Kept
        }
    };
    Selection {
        verdicts: (0..blocks.blocks.len()).map(verdict).collect(),
        threshold,
        expected_f1: expected.f1,
    }
}
