//! A web page goes in; the article comes out, and nothing else: no navigation, no sidebar of latest
//! articles, no comment form and its rules, no related list, share bar, cookie banner, newsletter
//! box or footer.
//!
//! For crawlers, search indexers, readers and corpus pipelines. A pure library: no network, no
//! files, no clock, no global state; the same bytes give the same article on every run, thread and
//! platform.
//!
//! # Two entry points
//!
//! [`extract`] for one page with the defaults, [`Extractor`] for many, with options:
//!
//! ```
//! let html = "<title>La marée | Le Phare</title><nav><a href=/>Accueil</a> <a href=/a>À la une</a></nav>
//!     <h1>La marée</h1><p>La mer est montée de quatre mètres cette nuit, et le port de Brélan n’a
//!     plus une place à quai, raconte le maître du port.</p>
//!     <h3>Laisser un commentaire</h3><form><textarea></textarea></form>";
//! let article = epure::extract(html)?;
//! assert!(article.text().contains("La mer est montée de quatre mètres"));
//! assert!(!article.text().contains("commentaire"));
//! assert_eq!(article.metadata().title.as_deref(), Some("La marée"));
//! # Ok::<(), epure::Error>(())
//! ```
//!
//! A page is `&str`, `&[u8]` (the charset is found as the HTML standard says), a [`Page`] with more
//! known of it, or an `RcDom` that is parsed already
//! ([`extract_dom`](Extractor::extract_dom)). Why each block was kept or dropped is told by
//! [`Extractor::explain`].
//!
//! # How it works
//!
//! ```text
//! Page → Document → Blocks → Features → Scores → Verdicts → Article → text
//! ```
//!
//! The page is parsed into a read-only arena and cut into leaf text blocks: paragraphs, headings,
//! list items, cells. Each block is measured (text density and link density first, then what
//! surrounds it), scored by a linear model in two passes, and kept or dropped so as to maximise the
//! F1 that the scores lead one to expect. Each stage reads the one before and changes nothing in it.
//! The model's weights are fitted on labelled pages by `tools/train` in the repository.
//!
//! # Limits
//!
//! A page is read as a browser without JavaScript would: what scripts would write is not there.
//! Nesting beyond 512 levels is flattened, losing no text, and
//! [`Article::is_flattened`] says so. Pages over
//! [`with_max_input_bytes`](Extractor::with_max_input_bytes) are an error.
//!
//! # Features
//!
//! * `serde`: `Serialize` and `Deserialize` for what a caller gets. Off by default.
//!
//! The minimum Rust version is 1.86.

#![forbid(unsafe_code)]

mod article;
mod document;
mod error;
mod explain;
mod extractor;
mod lexicon;
mod measure;
mod metadata;
mod page;
mod parse;
mod render;
mod score;
mod segment;
mod select;
#[doc(hidden)]
pub mod training;

#[doc(hidden)]
pub use parse::oracle;

pub use article::{Article, Block, BlockId};
pub use error::{Error, ErrorKind};
pub use explain::{ExplainedBlock, Explanation, Pass};
pub use extractor::Extractor;
pub use metadata::{Author, Direction, Field, Metadata, Provenance, Source};
pub use page::Page;
pub use score::Contribution;
pub use segment::BlockKind;
pub use select::{Reason, Verdict};

/// Extracts the article of a page with all options at their defaults.
///
/// ```
/// let page = b"<p>Une phrase assez longue pour \xeatre un article.</p>";
/// assert_eq!(epure::extract(page)?.text(), "Une phrase assez longue pour être un article.");
/// # Ok::<(), epure::Error>(())
/// ```
///
/// # Errors
/// See [`Extractor::extract`].
pub fn extract<'a>(page: impl Into<Page<'a>>) -> Result<Article, Error> {
    static DEFAULT: Extractor = Extractor::new();
    DEFAULT.extract(page)
}
