//! What a caller wants more of: nothing but the article, or all of it.

use std::fmt;

/// Where the line between article and page is drawn.
///
/// One model scores the blocks; the focus says what is made of the scores. Cross-validated on scrapinghub's news
/// articles, whose truth is the bare body of the article, the three have a shingle precision of 0.978, 0.962 and 0.941
/// and a recall of 0.982, 0.986 and 0.991; `tools/train/README.md` has the table of all sets.
///
/// Which one to use: the default for reading and for search; [`Precision`](Self::Precision) for a
/// corpus of running text, where a caption in the wrong place is worse than a lost aside;
/// [`Recall`](Self::Recall) where a later stage throws away what it does not need.
///
/// ```
/// use epure::{Extractor, Focus};
///
/// let html = "<title>La marée | Le Phare</title><h1>La marée</h1><p>La mer est montée de quatre
///     mètres cette nuit, et le port n’a plus une place à quai, raconte le maître du port.</p>
///     <figure><img src=p.jpg><figcaption>Le port, hier</figcaption></figure>
///     <p>Les bateaux attendront donc au large que la mer baisse, ce soir ou demain matin.</p>";
/// let strict = Extractor::new().with_focus(Focus::Precision).extract(html)?;
/// assert!(strict.text().contains("quatre") && !strict.text().contains("Le port, hier"));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Focus {
    /// The running text of the article alone: no title, no captions, nothing that is in doubt. A byline
    /// or a date that looks like a part of the text is still there.
    Precision,
    /// The article as its readers would mark it.
    #[default]
    Balanced,
    /// Everything that may be part of it, buttons that come again and the headings of nothing among it.
    Recall,
}

impl Focus {
    /// All of them, from the least text to the most.
    ///
    /// ```
    /// use epure::Focus;
    ///
    /// let named = |name: &str| Focus::ALL.into_iter().find(|focus| focus.as_str() == name);
    /// assert_eq!(named("recall"), Some(Focus::Recall));
    /// ```
    pub const ALL: [Self; 3] = [Self::Precision, Self::Balanced, Self::Recall];

    /// Its name, as data has it too.
    ///
    /// ```
    /// assert_eq!(epure::Focus::Precision.as_str(), "precision");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Precision => "precision",
            Self::Balanced => "balanced",
            Self::Recall => "recall",
        }
    }

    /// Whether buttons that come again and headings of nothing stay.
    pub(super) fn keeps_all(self) -> bool {
        self == Self::Recall
    }

    /// What the odds of every block are multiplied by. On scrapinghub, shingle F1 with `Precision`
    /// depends on it little (means of three draws: 0.968 from 0.5 to 0.7, 0.967 at 1, 0.966 at 1.5).
    /// Three to one with `Recall`: a lost block is as bad as three too many.
    pub(super) fn odds(self) -> f32 {
        match self {
            Self::Precision => 0.5,
            Self::Balanced => 1.0,
            Self::Recall => 3.0,
        }
    }

    /// Whether titles and captions are left out, whatever their scores.
    pub(super) fn is_body_only(self) -> bool {
        self == Self::Precision
    }
}

impl fmt::Display for Focus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
