//! The pipeline, and its options.

use markup5ever_rcdom::RcDom;

use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::measure::measure;
use crate::metadata::{Head, Metadata};
use crate::page::Page;
use crate::parse::{Parsed, from_rcdom, parse};
use crate::score::score;
use crate::segment::segment;
use crate::select::select;

/// Extracts articles from pages, with options.
///
/// Made once and used for any number of pages, from any number of threads; it holds no state.
///
/// ```
/// use epure::{Extractor, Page};
///
/// static CLEANER: Extractor = Extractor::new().with_max_input_bytes(10_000_000);
///
/// let html = "<p>Une phrase assez longue pour être un article, à elle seule.</p>";
/// let article = CLEANER.extract(Page::new(html).with_url("https://example.org/"))?;
/// assert_eq!(article.text(), "Une phrase assez longue pour être un article, à elle seule.");
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Extractor {
    max_input_bytes: usize,
}

/// Default limit of the input: pages are seldom larger than 5 MB; inlined images make 20 MB.
const MAX_INPUT_BYTES: usize = 256 << 20;

/// Beyond this the arena's 32-bit offsets could overflow.
const ARENA_LIMIT: usize = 1 << 30;

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// An extractor with all options at their defaults.
    pub const fn new() -> Self {
        Self { max_input_bytes: MAX_INPUT_BYTES }
    }

    /// The largest page to accept, in bytes as given; a larger one is an
    /// [`InputTooLarge`](ErrorKind::InputTooLarge) error.
    ///
    /// ### Default
    /// 256 MiB. 1 GiB is the most.
    pub const fn with_max_input_bytes(mut self, bytes: usize) -> Self {
        self.max_input_bytes = if bytes < ARENA_LIMIT { bytes } else { ARENA_LIMIT };
        self
    }

    /// Extracts the article of a page: `&str`, `&[u8]`, or a [`Page`] with more known of it.
    ///
    /// # Errors
    /// [`InputTooLarge`](ErrorKind::InputTooLarge), [`UnknownCharset`](ErrorKind::UnknownCharset), or
    /// [`NoContent`](ErrorKind::NoContent) for a page without text.
    pub fn extract<'a>(&self, page: impl Into<Page<'a>>) -> Result<Article, Error> {
        let page = page.into();
        self.check_size(page.size())?;
        let text = page.decode()?;
        self.check_size(text.len())?;
        run(&parse(&text), page.url())
    }

    /// Extracts the article of a page that is parsed already. Gives the same article as the page
    /// itself would.
    ///
    /// # Errors
    /// [`NoContent`](ErrorKind::NoContent) for a page without text.
    ///
    /// ```
    /// use html5ever::tendril::TendrilSink;
    /// use markup5ever_rcdom::RcDom;
    ///
    /// let html = "<p>Une phrase assez longue pour être un article, à elle seule.</p>";
    /// let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
    /// let article = epure::Extractor::new().extract_dom(&dom)?;
    /// assert_eq!(article.text(), epure::extract(html)?.text());
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub fn extract_dom(&self, dom: &RcDom) -> Result<Article, Error> {
        run(&from_rcdom(dom), None)
    }

    fn check_size(&self, bytes: usize) -> Result<(), Error> {
        if bytes > self.max_input_bytes {
            let limit = self.max_input_bytes;
            return Err(Error::new(ErrorKind::InputTooLarge { bytes, limit }));
        }
        Ok(())
    }
}

/// The pipeline. Each stage reads what came before and changes nothing in it.
fn run(page: &Parsed, url: Option<&str>) -> Result<Article, Error> {
    let head = Head::read(&page.document);
    let blocks = segment(&page.document);
    let features = measure(&page.document, &blocks, &head);
    let scores = score(&blocks, &features);
    let selection = select(&blocks, &features, &scores);
    let metadata = Metadata::default();
    Article::of(page, url, &blocks, &scores, &selection, metadata)
}
