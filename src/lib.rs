//! epure
#![forbid(unsafe_code)]

mod article;
mod document;
mod error;
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

pub use article::{Article, Block, BlockId};
pub use error::{Error, ErrorKind};
pub use extractor::Extractor;
pub use metadata::Metadata;
pub use page::Page;
pub use segment::BlockKind;
pub use select::{Reason, Verdict};

/// Extracts the article of a page with all options at their defaults.
///
/// # Errors
/// See [`Extractor::extract`].
pub fn extract<'a>(page: impl Into<Page<'a>>) -> Result<Article, Error> {
    static DEFAULT: Extractor = Extractor::new();
    DEFAULT.extract(page)
}
