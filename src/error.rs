//! What can go wrong, and nothing else.

use std::fmt;

/// Why a page gave no article.
///
/// One opaque type: match on [`Error::kind`], or ask whether there is
/// [no content](Error::is_no_content), which is no fault. Extraction never panics
/// and never answers with an empty article in silence.
///
/// ```
/// let error = epure::extract("<title>Empty</title>").unwrap_err();
/// assert!(error.is_no_content());
/// assert_eq!(error.to_string(), "the page holds no content to extract: it has no text");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}{}", absence.map(|why| format!(": {why}")).unwrap_or_default())]
pub struct Error {
    kind: ErrorKind,
    absence: Option<Absence>,
}

/// Why a page holds no content: what a crawl may want to count, to fetch again or to forget.
///
/// ```
/// use epure::Absence;
///
/// let why = |page: &str| epure::extract(page).unwrap_err().absence();
/// assert_eq!(why("{\"items\": []}"), Some(Absence::NoPage));
/// assert_eq!(why("<div id=app></div><script src=/app.js></script>"), Some(Absence::NoText));
/// assert_eq!(why("<h1>404</h1><p>Page not found"), Some(Absence::Notice));
/// assert_eq!(why("<nav><a href=/>Home</a> <a href=/a>About us</a></nav>"), Some(Absence::NoArticle));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Absence {
    /// It is no web page: a picture, a PDF, an archive, or written for programs (JSON, a feed, a map of a site).
    NoPage,
    /// It has no text: it is empty, or its scripts would write it.
    NoText,
    /// It says that what was asked for is not there, or not for everybody.
    Notice,
    /// It has text, but none that looks like content: a menu, a footer, a form.
    NoArticle,
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPage => "it is no web page",
            Self::NoText => "it has no text",
            Self::Notice => "it says that what was asked for is not there",
            Self::NoArticle => "nothing in it looks like content",
        })
    }
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
    /// The page holds nothing to extract: [`Error::absence`] tells why.
    NoContent,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self { kind, absence: None }
    }

    pub(crate) fn no_content(why: Absence) -> Self {
        Self { kind: ErrorKind::NoContent, absence: Some(why) }
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

    /// Why the page holds no content; `None` for other errors.
    ///
    /// ```
    /// let error = epure::extract("<title>Rien</title>").unwrap_err();
    /// assert_eq!(error.absence(), Some(epure::Absence::NoText));
    /// ```
    #[must_use]
    pub fn absence(&self) -> Option<Absence> {
        self.absence
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
