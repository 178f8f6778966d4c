//! A web page goes in; the article comes out, and nothing else: no navigation, no sidebar of latest
//! articles, no comment form and its rules, no related list, share bar, cookie banner, newsletter
//! box or footer.
//!
//! For crawlers, search indexers, readers, corpus pipelines and retrieval. A pure library: no
//! network, no files, no clock, no threads, no global state that a caller could see; the same bytes
//! give the same article on every run, thread and platform.
//!
//! # Two entry points
//!
//! [`extract`] for one page with the defaults, [`Extractor`] for many, with options:
//!
//! ```
//! let html = "<title>La marée | Le Phare</title>
//!     <nav><a href=/>Accueil</a> <a href=/a>À la une</a></nav>
//!     <h1>La marée</h1>
//!     <p>La mer est montée de quatre mètres cette nuit, et le port de Brélan n’a
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
//! ([`extract_dom`](Extractor::extract_dom)). An [`Article`] gives its [`text`](Article::text), its
//! [`html`](Article::html), its [`markdown`](Article::markdown), its [`blocks`](Article::blocks) with
//! their headings, and its [`metadata`](Article::metadata), each with the place where it was read.
//! Why each block was kept or dropped is told by [`Extractor::explain`].
//!
//! # Where to read on
//!
//! * [`guide`]: fetching, many pages, what can go wrong, retrieval, and what to do when a page comes
//!   out wrong.
//! * [`method`]: how it works, a chapter for each stage, with what was taken from boilerpipe, CETR,
//!   CETD, jusText and Readability.
//!
//! ```text
//! Page ──► Document ──► Blocks ──► Features ──► Scores ──► Verdicts ──► Article
//! ```
//!
//! The page is [parsed](method::parsing) into a read-only arena and cut into leaf text
//! [blocks](method::blocks): paragraphs, headings, list items, cells. Each block is
//! [measured](method::features), text density and link density first, then what surrounds it;
//! [scored](method::scores) by a fitted model in two passes; and [kept or
//! dropped](method::verdicts) so as to maximise the F1 that the scores lead one to expect. Title,
//! byline and dates come by [vote](method::metadata) of all places that state them, and text, HTML and
//! Markdown are [views](method::outputs) of the same kept blocks. Each stage reads the one before and
//! changes nothing in it.
//!
//! # Which focus
//!
//! [`Extractor::with_focus`] draws the line between article and page. [`Focus::Balanced`], the
//! default, gives the article as its readers would mark it: to read, to index, to show.
//! [`Focus::Precision`] gives nothing but its running text, for corpora; [`Focus::Recall`] all that may
//! belong to it, where a later stage throws away what it does not need.
//!
//! # Limits
//!
//! * A page is read as a browser without JavaScript would: what scripts would write is not there, save
//!   an article that the page also tells programs ([`Origin::JsonLd`]).
//! * Long legal or promotional texts in full sentences, set like the article, are sometimes kept.
//! * Product, collection and listing pages are harder than articles, and what "the content" of them
//!   is, people do not agree about: expect a lower [`confidence`](Article::confidence).
//! * Languages other than the eleven of the lexicon (English, French, German, Spanish, Italian,
//!   Portuguese, Polish, Russian, Greek, Chinese, Japanese) are judged without the help of phrases.
//! * A page's size, nodes and work have limits (`with_max_*` of [`Extractor`]), which are errors;
//!   nesting beyond 512 levels and the like is flattened, losing no text, and
//!   [`Article::degradations`] says so.
//!
//! # Features
//!
//! * `serde`: `Serialize` and `Deserialize` for what a caller gets; of an [`Explanation`], `Serialize`
//!   alone. Off by default.
//!
//! The minimum Rust version is 1.86; raising it is a minor version. There is no `unsafe` in this
//! crate. It builds for `wasm32`.
//!
//! # Compared with others
//!
//! `dom_smoothie` and `legible` port Mozilla's Readability; `readability`, `readable-readability` and
//! `llm_readability` are kin of the program that it comes from; `trafilatura` and `rs-trafilatura` port
//! the Python program of that name, and `justext` another. The README holds a table of what they and
//! this crate score on labelled pages, in what time and memory, made by `tools/compare` in the
//! repository; the weights were fitted on those pages, so the row to compare by is the cross-validated
//! one. In kind, this crate differs in that it judges every block by a fitted model rather than look for the one
//! best element by rules, gives the confidence of what it did and the reason for each block, and takes
//! bytes of any charset.
// An index that is out of bounds would be a panic: where one is used, it is said why it never is.
#![warn(clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::indexing_slicing, reason = "a test may panic"))]
#![forbid(unsafe_code)]

mod address;
mod article;
mod beginning;
mod document;
mod error;
mod explain;
mod extractor;
mod hash;
mod lexicon;
mod limits;
mod measure;
mod metadata;
pub mod method;
mod page;
mod parse;
mod render;
mod running;
mod score;
mod segment;
mod select;
mod spare;
#[doc(hidden)]
pub mod training;
mod work;

#[doc(hidden)]
pub use parse::oracle;

pub use article::{Article, Block, BlockId, Comment, Origin};
pub use error::{Absence, Error, ErrorKind};
pub use explain::{ExplainedBlock, Explanation, Pass};
pub use extractor::Extractor;
pub use limits::Degradation;
pub use metadata::{Author, Direction, Field, Metadata, Provenance, Source};
pub use page::Page;
pub use score::Contribution;
pub use segment::{BlockKind, HiddenText};
pub use select::{Focus, Outcome, Reason, Verdict};

pub mod guide {
    #![doc = include_str!("guide.md")]
}

/// The README's examples are tested as this crate's own.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

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
    Extractor::new().extract(page)
}
