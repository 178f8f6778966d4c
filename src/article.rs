//! What the caller gets.

use std::ops::Range;

use crate::metadata::Metadata;
use crate::segment::BlockKind;

/// The article of a page.
///
/// Owned, `Send` and `Sync`; nothing of the page is borrowed.
///
/// ```
/// let html = "<title>Le vent | La Gazette</title><nav><a href=/>Accueil</a></nav>
///     <h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au
///     port, dit le maire.</p><footer>© La Gazette</footer>";
/// let article = epure::extract(html)?;
/// assert!(article.text().contains("les bateaux restent au port"));
/// assert!(!article.text().contains("Accueil"));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Article {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) metadata: Metadata,
    pub(crate) confidence: f32,
    pub(crate) flattened: bool,
}

/// A kept block of an [`Article`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is in [`Article::text`], in bytes.
    pub range: Range<usize>,
    /// Probability that it is content, as the model sees it.
    pub score: f32,
}

impl Article {
    /// The article as plain text: blank lines between blocks, a line for each list item and table
    /// row, tabs between cells, preformatted text as it stands.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The kept blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text of one of the [`blocks`](Self::blocks).
    #[must_use]
    pub fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.range.clone()).unwrap_or_default()
    }

    /// Title, byline, date and so on.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// How good the text is expected to be: the word F1 against what a reader would mark as the
    /// article, between 0 and 1.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Whether the page was nested beyond 512 levels, or opened formatting elements without end, and
    /// was read with less structure than it has. No text is lost by it.
    #[must_use]
    pub fn is_flattened(&self) -> bool {
        self.flattened
    }
}
