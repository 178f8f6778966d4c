//! What can go wrong, and nothing else.

use std::fmt;

/// Why a page gave no article.
///
/// One opaque type: match on [`Error::kind`] or ask one of the predicates. Extraction never panics
/// and never answers with an empty article in silence.
///
/// ```
/// let error = epure::extract("<title>Empty</title>").unwrap_err();
/// assert!(error.is_no_content());
/// assert_eq!(error.to_string(), "the page holds no content to extract");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    kind: ErrorKind,
}

/// The kinds of [`Error`].
///
/// ```
/// use epure::{ErrorKind, Extractor};
///
/// let small = Extractor::new().with_max_input_bytes(10);
/// let error = small.extract("<p>Une phrase.</p>").unwrap_err();
/// assert_eq!(*error.kind(), ErrorKind::InputTooLarge { bytes: 18, limit: 10 });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The page is larger than the extractor's limit, in bytes.
    InputTooLarge {
        /// Size of the page, as given or decoded; of a DOM the bytes counted when reading stopped.
        bytes: usize,
        /// The limit that it passes: see
        /// [`Extractor::with_max_input_bytes`](crate::Extractor::with_max_input_bytes).
        limit: usize,
    },
    /// The page has more nodes (elements and pieces of text) than the extractor's limit.
    TooManyNodes {
        /// Nodes when reading stopped, or of the DOM that was given.
        nodes: usize,
        /// The limit that they pass: see
        /// [`Extractor::with_max_nodes`](crate::Extractor::with_max_nodes).
        limit: usize,
    },
    /// The page takes more work than the extractor's budget, in steps.
    TooMuchWork {
        /// Steps done when work stopped, or that it would have taken.
        steps: u64,
        /// The budget that they pass: see
        /// [`Extractor::with_max_work`](crate::Extractor::with_max_work).
        limit: u64,
    },
    /// The charset given with [`Page::with_charset`](crate::Page::with_charset) is not a label of
    /// the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels).
    UnknownCharset {
        /// The label as it was given.
        label: String,
    },
    /// The page holds no text (it may be a picture or a PDF), is written for programs (JSON, a feed, a map of
    /// a site), says that what was asked for is not there, or holds nothing that looks like content.
    NoContent,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self { kind }
    }

    /// What went wrong.
    ///
    /// ```
    /// use epure::{ErrorKind, Page};
    ///
    /// let page = Page::new(b"<p>Une phrase.</p>").with_charset("no-such-charset");
    /// match epure::extract(page).unwrap_err().kind() {
    ///     ErrorKind::UnknownCharset { label } => assert_eq!(label, "no-such-charset"),
    ///     other => panic!("{other}"),
    /// }
    /// ```
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Whether the page was read but holds nothing to extract: no fault of the caller's, and the
    /// one error that a crawl meets daily.
    ///
    /// ```
    /// match epure::extract("<title>Rien</title>") {
    ///     Ok(article) => println!("{}", article.text()),
    ///     Err(error) if error.is_no_content() => println!("passed over"),
    ///     Err(error) => panic!("{error}"),
    /// }
    /// ```
    #[must_use]
    pub fn is_no_content(&self) -> bool {
        matches!(self.kind, ErrorKind::NoContent)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InputTooLarge { bytes, limit } => {
                write!(f, "the page has {bytes} bytes, over the limit of {limit}")
            }
            Self::TooManyNodes { nodes, limit } => {
                write!(f, "the page has {nodes} nodes, over the limit of {limit}")
            }
            Self::TooMuchWork { steps, limit } => {
                write!(f, "the page takes {steps} steps, over the budget of {limit}")
            }
            Self::UnknownCharset { label } => write!(f, "unknown charset label {label:?}"),
            Self::NoContent => f.write_str("the page holds no content to extract"),
        }
    }
}
