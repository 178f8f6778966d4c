//! The pipeline, and its options.

use markup5ever_rcdom::RcDom;

use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::explain::{Explained, Explanation};
use crate::measure::{Features, Wanted, measure};
use crate::metadata::{self, Head, metadata};
use crate::page::Page;
use crate::parse::{Parsed, from_rcdom, parse};
use crate::score::{Scores, score, wanted};
use crate::segment::{Blocks, Container, segment};
use crate::select::{Selection, Verdict, select};

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
        article(&self.parse(page)?, page.url())
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
        article(&from_rcdom(dom), None)
    }

    /// Tells why each block of a page is kept or dropped.
    ///
    /// # Errors
    /// Those of [`extract`](Self::extract), save that a page whose blocks are all dropped is
    /// explained too.
    pub fn explain<'a>(&self, page: impl Into<Page<'a>>) -> Result<Explanation, Error> {
        let page = page.into();
        let parsed = self.parse(page)?;
        let Stages { head, blocks, features, scores, selection } = run(&parsed, &Wanted::all());
        if blocks.blocks.is_empty() {
            return Err(Error::new(ErrorKind::NoContent));
        }
        let text = metadata_text(&blocks, &features, &selection, page.url());
        Ok(Explanation::new(&Explained {
            document: &parsed.document,
            title: metadata(&parsed.document, &head, &text).title,
            blocks: &blocks,
            features: &features,
            scores: &scores,
            selection: &selection,
        }))
    }

    fn parse(&self, page: Page<'_>) -> Result<Parsed, Error> {
        self.check_size(page.size())?;
        let text = page.decode()?;
        self.check_size(text.len())?;
        Ok(parse(&text))
    }

    fn check_size(&self, bytes: usize) -> Result<(), Error> {
        if bytes > self.max_input_bytes {
            let limit = self.max_input_bytes;
            return Err(Error::new(ErrorKind::InputTooLarge { bytes, limit }));
        }
        Ok(())
    }
}

/// What the stages make of a page.
struct Stages {
    head: Head,
    blocks: Blocks,
    features: Features,
    scores: Scores,
    selection: Selection,
}

/// The pipeline. Each stage reads what came before and changes nothing in it. Measured is what is
/// `wanted`.
fn run(page: &Parsed, wanted: &Wanted) -> Stages {
    let head = Head::read(&page.document);
    let blocks = segment(&page.document);
    let features = measure(&page.document, &blocks, &head, wanted);
    let scores = score(&blocks, &features);
    let selection = select(&blocks, &features, &scores);
    Stages { head, blocks, features, scores, selection }
}

/// The page's text as metadata are looked for in it.
fn metadata_text<'a>(
    blocks: &'a Blocks,
    features: &Features,
    selection: &Selection,
    url: Option<&'a str>,
) -> metadata::Text<'a> {
    let line = |(block, verdict): (&'a crate::segment::Block, &Verdict)| metadata::Line {
        text: blocks.text_of(block),
        is_kept: *verdict == Verdict::Kept,
        is_hidden: block.hidden.from_sight,
    };
    let element = |(container, &groups): (&Container, _)| metadata::Element {
        node: container.node,
        tag: container.tag,
        parent: container.parent,
        groups,
        lines: container.first_block as usize..container.end_block as usize,
    };
    metadata::Text {
        lines: blocks.blocks.iter().zip(&selection.verdicts).map(line).collect(),
        elements: blocks.containers.iter().zip(&features.classes.groups).map(element).collect(),
        function_words: features.texts.function_words,
        url,
    }
}

/// Puts together what the caller gets.
fn article(page: &Parsed, url: Option<&str>) -> Result<Article, Error> {
    let Stages { head, blocks, features, scores, selection } = run(page, wanted());
    let text = metadata_text(&blocks, &features, &selection, url);
    let metadata = metadata(&page.document, &head, &text);
    Article::of(page, url, &blocks, &scores, &selection, metadata)
}
