//! Why each block was kept or dropped.

use std::fmt;

use crate::score::Scores;
use crate::segment::{BlockKind, Blocks};
use crate::select::{Selection, Verdict};

/// Every block of a page in reading order, with its score and verdict.
///
/// `Display` prints a table, a line a block:
///
/// ```
/// let html = "<nav><a href=/>Accueil</a></nav><p>Une phrase assez longue pour être un article, à
///     elle seule, même avec un menu au-dessus.</p>";
/// let explanation = epure::Extractor::new().explain(html)?;
/// let kept: Vec<_> = explanation.blocks().iter().filter(|block| block.is_kept()).collect();
/// assert!(kept[0].text.starts_with("Une phrase"));
/// println!("{explanation}");
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    blocks: Vec<ExplainedBlock>,
    threshold: f32,
    confidence: f32,
}

/// A block of a page, kept or dropped.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ExplainedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Probability that it is content, as the model sees it.
    pub score: f32,
    /// What became of it.
    pub verdict: Verdict,
}

impl ExplainedBlock {
    /// Whether the block is part of the article.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.verdict == Verdict::Kept
    }
}

impl Explanation {
    pub(crate) fn new(blocks: &Blocks, scores: &Scores, selection: &Selection) -> Self {
        let judged = blocks.blocks.iter().zip(&scores.content).zip(&selection.verdicts);
        let explained = judged.map(|((block, &score), &verdict)| ExplainedBlock {
            kind: block.kind,
            text: blocks.text_of(block).to_owned(),
            score,
            verdict,
        });
        Self {
            blocks: explained.collect(),
            threshold: selection.threshold,
            confidence: selection.expected_f1,
        }
    }

    /// The blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[ExplainedBlock] {
        &self.blocks
    }

    /// The score from which this page's blocks are kept.
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// See [`Article::confidence`](crate::Article::confidence).
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Characters of a block's text that the table shows.
        const SHOWN: usize = 70;
        let (threshold, confidence) = (self.threshold, self.confidence);
        writeln!(f, "kept from score {threshold:.2} on; confidence {confidence:.2}")?;
        for block in &self.blocks {
            let text: String = block.text.chars().take(SHOWN).collect();
            let text = text.replace(['\n', '\t'], " ");
            writeln!(f, "{:.2}  {:9}  {text}", block.score, block.verdict.to_string())?;
        }
        Ok(())
    }
}
