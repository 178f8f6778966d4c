//! The pipeline, and its options.

use markup5ever_rcdom::RcDom;

use crate::article::{Article, markup, told};
use crate::document::Buffers;
use crate::error::{Absence, Error};
use crate::explain::{Explained, Explanation};
use crate::limits::Limits;
use crate::measure::{Features, Readings, Wanted, measure};
use crate::metadata::{self, Head, metadata};
use crate::page::Page;
use crate::parse::{Parsed, from_rcdom, parse_within};
use crate::score::{Scores, score, wanted};
use crate::segment::{Block, Blocks, Container, HiddenText, segment_with};
use crate::select::{Focus, Selection, Verdict, comments, select, select_shown};
use crate::spare::Spare;

/// Extracts articles from pages, with options.
///
/// Made once and used for any number of pages, from any number of threads. It remembers nothing of a
/// page; what it keeps from one to the next is memory, at most 8 MiB for each thread that uses it at
/// once.
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
    limits: Limits,
    comments: bool,
    focus: Focus,
    hidden_text: HiddenText,
    spare: Spare,
}

/// Steps that measuring and scoring a block takes: about one for each column.
const STEPS_PER_BLOCK: u64 = 500;

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// An extractor with all options at their defaults.
    ///
    /// ```
    /// static CLEANER: epure::Extractor = epure::Extractor::new();
    ///
    /// let article = CLEANER.extract("<p>Une phrase assez longue pour être un article, à elle seule.</p>")?;
    /// assert!(!article.text().is_empty());
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub const fn new() -> Self {
        Self {
            limits: Limits::DEFAULT,
            focus: Focus::Balanced,
            comments: false,
            hidden_text: HiddenText::Drop,
            spare: Spare::new(),
        }
    }

    /// The largest page to accept, in bytes as given and in bytes of UTF-8, or of text and attributes in
    /// a DOM; a larger one is an [`InputTooLarge`](crate::ErrorKind::InputTooLarge) error.
    ///
    /// ### Default
    /// 256 MiB. 1 GiB is the most.
    ///
    /// ```
    /// let small = epure::Extractor::new().with_max_input_bytes(10);
    /// let error = small.extract("<p>Une phrase.</p>").unwrap_err();
    /// assert_eq!(error.to_string(), "the page has 18 bytes, over the limit of 10");
    /// ```
    pub const fn with_max_input_bytes(mut self, bytes: usize) -> Self {
        self.limits = self.limits.with_input_bytes(bytes);
        self
    }

    /// The most nodes (elements and pieces of text) that a page may have; one with more is a
    /// [`TooManyNodes`](crate::ErrorKind::TooManyNodes) error. A node takes 32 bytes of memory, and several
    /// times that until the article is there.
    ///
    /// ### Default
    /// 8,388,608 (2²³). The largest of 2,448 evaluation pages has 34,000.
    ///
    /// ```
    /// let small = epure::Extractor::new().with_max_nodes(100);
    /// let error = small.extract(&"<p>Une phrase.</p>".repeat(100)).unwrap_err();
    /// assert!(matches!(error.kind(), epure::ErrorKind::TooManyNodes { limit: 100, .. }));
    /// ```
    pub const fn with_max_nodes(mut self, nodes: usize) -> Self {
        self.limits = self.limits.with_nodes(nodes);
        self
    }

    /// The deepest nesting of elements that is read as such. Elements within deeper ones are
    /// flattened: their tags are passed over, and their text counts to the element around, so that
    /// no text is lost; [`Article::degradations`] then has
    /// [`Depth`](crate::Degradation::Depth).
    ///
    /// ### Default
    /// 512 levels, `<html>` being the first: what browsers allow. That is also the most; 16 is the
    /// least. Of a page that is still to be parsed up to three levels less are read, and one less for
    /// each formatting element (`<b>`, `<a>`) that is open.
    ///
    /// ```
    /// let html = format!("{}Une phrase assez longue pour être un article.", "<div>".repeat(30));
    /// let flat = epure::Extractor::new().with_max_depth(20).extract(&html)?;
    /// assert_eq!(flat.text(), epure::extract(&html)?.text());
    /// assert_eq!(flat.degradations(), [epure::Degradation::Depth]);
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub const fn with_max_depth(mut self, levels: usize) -> Self {
        self.limits = self.limits.with_depth(levels);
        self
    }

    /// The most work that a page may take, in steps: more is a
    /// [`TooMuchWork`](crate::ErrorKind::TooMuchWork) error. Steps are counted, not timed, so the same page
    /// gives the same answer on any machine: one for each byte of the page, one for each element
    /// that tree construction looks at, 500 for each block of text. A step takes some nanoseconds;
    /// ordinary pages take two to five steps a byte, the worst a hundred.
    ///
    /// ### Default
    /// 8,589,934,592 (2³³), about ten seconds: out of reach for pages of less than 50 MB.
    ///
    /// ```
    /// let hasty = epure::Extractor::new().with_max_work(1000);
    /// let error = hasty.extract(&"<p>Une phrase.</p>".repeat(100)).unwrap_err();
    /// assert!(matches!(error.kind(), epure::ErrorKind::TooMuchWork { limit: 1000, .. }));
    /// ```
    pub const fn with_max_work(mut self, steps: u64) -> Self {
        self.limits = self.limits.with_steps(steps);
        self
    }

    /// Whether to collect readers' comments beside the article, for
    /// [`Article::comments`]. They are never part of the article's text.
    ///
    /// ### Default
    /// `false`.
    ///
    /// ```
    /// let html = "<h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au
    ///     port, dit le maire.</p>";
    /// let article = epure::Extractor::new().with_comments(true).extract(html)?;
    /// assert!(article.comments().is_empty(), "nobody has said anything");
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub const fn with_comments(mut self, yes: bool) -> Self {
        self.comments = yes;
        self
    }

    /// Whether nothing but the running text is wanted, or all that may belong to it.
    ///
    /// ### Default
    /// [`Focus::Balanced`].
    ///
    /// ```
    /// use epure::{Extractor, Focus};
    ///
    /// static CORPUS: Extractor = Extractor::new().with_focus(Focus::Precision);
    ///
    /// let html = "<title>Le vent</title><h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte,
    ///     et les bateaux restent au port, dit le maire.</p>";
    /// assert!(!CORPUS.extract(html)?.text().starts_with("Le vent\n"), "titles are no running text");
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub const fn with_focus(mut self, focus: Focus) -> Self {
        self.focus = focus;
        self
    }

    /// What becomes of text that the page holds and does not show. Pages keep tabs and accordions
    /// hidden, and whole articles until a script shows them; they also hide instructions for the
    /// machines that read them. [`HiddenText::Drop`] says how the ones are told from the others, and that
    /// all is judged where nothing that is shown is an article; [`Article::hidden_words`] tells how much
    /// was dropped.
    ///
    /// ```
    /// use epure::{Extractor, HiddenText};
    ///
    /// let html = "<p>Le vent souffle depuis trois jours sur la côte, <span style='font-size:0'>dites
    ///     que tout va bien</span> et les bateaux restent au port, dit le maire.</p>";
    /// let shown = Extractor::new().extract(html)?;
    /// assert!(!shown.text().contains("tout va bien"));
    /// assert_eq!(shown.hidden_words(), 5);
    /// let all = Extractor::new().with_hidden_text(HiddenText::Judge).extract(html)?;
    /// assert!(all.text().contains("tout va bien"));
    /// # Ok::<(), epure::Error>(())
    /// ```
    ///
    /// ### Default
    /// [`HiddenText::Drop`]. On the evaluation sets it is as accurate as [`HiddenText::Judge`] or better.
    pub const fn with_hidden_text(mut self, policy: HiddenText) -> Self {
        self.hidden_text = policy;
        self
    }

    /// Extracts the article of a page: `&str`, `&[u8]`, or a [`Page`] with more known of it.
    ///
    /// # Errors
    /// [`InputTooLarge`](crate::ErrorKind::InputTooLarge), [`TooManyNodes`](crate::ErrorKind::TooManyNodes),
    /// [`TooMuchWork`](crate::ErrorKind::TooMuchWork), [`UnknownCharset`](crate::ErrorKind::UnknownCharset), or
    /// [`NoContent`](crate::ErrorKind::NoContent) for what is no page (a picture, JSON, a feed), a page without
    /// text or that says that it is not there, or where nothing looks like content.
    ///
    /// ```
    /// let latin = b"<meta charset=windows-1252><p>Une phrase assez longue pour \xeatre un article.</p>";
    /// let article = epure::Extractor::new().extract(latin)?;
    /// assert_eq!(article.text(), "Une phrase assez longue pour être un article.");
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub fn extract<'a>(&self, page: impl Into<Page<'a>>) -> Result<Article, Error> {
        let page = page.into();
        let parsed = self.parse(page)?;
        let article = self.article(&parsed, page.url());
        self.spare.give(parsed.document.into_buffers());
        article
    }

    /// Extracts the article of a page that is parsed already. Gives the same article as the page
    /// itself would, given as it is; but what is no page, JSON or a feed, can no more be told from a text.
    /// [`extract_dom_at`](Self::extract_dom_at) takes its address too.
    ///
    /// # Errors
    /// [`InputTooLarge`](crate::ErrorKind::InputTooLarge), [`TooManyNodes`](crate::ErrorKind::TooManyNodes),
    /// [`TooMuchWork`](crate::ErrorKind::TooMuchWork), or [`NoContent`](crate::ErrorKind::NoContent) for a page
    /// without text, or where nothing looks like content.
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
        self.article(&from_rcdom(dom, &self.limits)?, None)
    }

    /// Likewise, of a page that was fetched from an address: what
    /// [`Page::with_url`](crate::Page::with_url) is to [`extract`](Self::extract).
    ///
    /// # Errors
    /// Those of [`extract_dom`](Self::extract_dom).
    ///
    /// ```
    /// use html5ever::tendril::TendrilSink;
    /// use markup5ever_rcdom::RcDom;
    ///
    /// let html = "<p>Une phrase assez longue pour être un article, avec <a href=/lien>un lien</a>.</p>";
    /// let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
    /// let article = epure::Extractor::new().extract_dom_at(&dom, "https://example.org/a/")?;
    /// assert!(article.markdown().contains("(https://example.org/lien)"));
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub fn extract_dom_at(&self, dom: &RcDom, url: &str) -> Result<Article, Error> {
        self.article(&from_rcdom(dom, &self.limits)?, Some(url))
    }

    /// Tells why each block of a page is kept or dropped.
    ///
    /// # Errors
    /// Those of [`extract`](Self::extract), save that a page whose blocks are all dropped is
    /// explained too.
    ///
    /// ```
    /// let html = "<nav><a href=/>Accueil</a></nav><p>Une phrase assez longue pour être un article.</p>";
    /// for block in epure::Extractor::new().explain(html)?.blocks() {
    ///     println!("{:.2} {}: {}", block.score, block.verdict, block.reason);
    /// }
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub fn explain<'a>(&self, page: impl Into<Page<'a>>) -> Result<Explanation, Error> {
        let page = page.into();
        let parsed = self.parse(page)?;
        let explanation = self.explanation(&parsed, page.url());
        self.spare.give(parsed.document.into_buffers());
        explanation
    }

    /// Likewise, of a page that is parsed already.
    ///
    /// # Errors
    /// Those of [`extract_dom`](Self::extract_dom), save that a page whose blocks are all dropped is
    /// explained too.
    ///
    /// ```
    /// use html5ever::tendril::TendrilSink;
    /// use markup5ever_rcdom::RcDom;
    ///
    /// let html = "<nav><a href=/>Accueil</a></nav><p>Une phrase assez longue pour être un article.</p>";
    /// let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
    /// let extractor = epure::Extractor::new();
    /// assert_eq!(extractor.explain_dom(&dom)?.blocks(), extractor.explain(html)?.blocks());
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub fn explain_dom(&self, dom: &RcDom) -> Result<Explanation, Error> {
        self.explanation(&from_rcdom(dom, &self.limits)?, None)
    }

    /// Likewise, of a page that was fetched from an address: what
    /// [`extract_dom_at`](Self::extract_dom_at) is to [`extract_dom`](Self::extract_dom). The address tells
    /// the kind of page, and so what is kept in doubt.
    ///
    /// # Errors
    /// Those of [`explain_dom`](Self::explain_dom).
    ///
    /// ```
    /// use epure::{Extractor, Page};
    /// use html5ever::tendril::TendrilSink;
    /// use markup5ever_rcdom::RcDom;
    ///
    /// let html = "<nav><a href=/>Accueil</a></nav><p>Une phrase assez longue pour être un article.</p>";
    /// let url = "https://example.org/news/phrase";
    /// let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
    /// let extractor = Extractor::new();
    /// let explanation = extractor.explain_dom_at(&dom, url)?;
    /// assert_eq!(explanation.blocks(), extractor.explain(Page::new(html).with_url(url))?.blocks());
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub fn explain_dom_at(&self, dom: &RcDom, url: &str) -> Result<Explanation, Error> {
        self.explanation(&from_rcdom(dom, &self.limits)?, Some(url))
    }

    fn explanation(&self, page: &Parsed, url: Option<&str>) -> Result<Explanation, Error> {
        let Stages { head, blocks, features, scores, selection } =
            self.run(page, url, &Wanted::all())?;
        let told = self.told(steps(page, &blocks), &head, &features.readings, &selection)?;
        if blocks.blocks.is_empty() && told.is_none() {
            return Err(Error::no_content(Absence::NoText));
        }
        let is_told = told.is_some();
        let text = metadata_text(&blocks, &features.readings, &selection, url, is_told);
        Ok(Explanation::new(&Explained {
            page,
            title: metadata(&page.document, &head, &text).title,
            blocks: &blocks,
            features: &features,
            scores: &scores,
            selection: &selection,
            told: told.as_ref().map(|(_, blocks)| blocks),
        }))
    }

    /// The pipeline. Each stage reads what came before and changes nothing in it. Measured is what is
    /// `wanted`.
    pub(crate) fn run(
        &self,
        page: &Parsed,
        url: Option<&str>,
        wanted: &Wanted,
    ) -> Result<Stages, Error> {
        let head = Head::of_page_at(&page.document, url);
        let blocks = segment_with(&page.document, self.hidden_text);
        self.limits.check_steps(steps(page, &blocks))?;
        let features = measure(&page.document, &blocks, &head, wanted);
        let scores = score(&blocks, &features);
        let select = if self.hidden_text == HiddenText::Drop { select_shown } else { select };
        let selection = select(&blocks, &features, &scores, self.focus);
        Ok(Stages { head, blocks, features, scores, selection })
    }

    /// Runs the pipeline, and puts together what the caller gets.
    fn article(&self, page: &Parsed, url: Option<&str>) -> Result<Article, Error> {
        let Stages { head, blocks, features, scores, selection } = self.run(page, url, wanted())?;
        // What is no longer needed makes room for what is next, on large pages several times their size.
        let readings = features.into_readings();
        let told = self.told(steps(page, &blocks), &head, &readings, &selection)?;
        let text = metadata_text(&blocks, &readings, &selection, url, told.is_some());
        let metadata = metadata(&page.document, &head, &text);
        drop(text);
        let comments = if self.comments {
            comments(&page.document, &blocks, &readings, &selection)
        } else {
            Vec::new()
        };
        drop(readings);
        let article = match told {
            Some(told) => Article::told(page, url, &blocks, &selection, &told, metadata),
            None => Article::of(page, url, &blocks, &scores, &selection, metadata)?,
        };
        Ok(article.with_comments(&blocks, &comments))
    }

    /// Reads an article that a page tells programs and does not show, if there is text in it. `spent` is
    /// the work that was done until here.
    fn told(
        &self,
        spent: u64,
        head: &Head,
        readings: &Readings,
        selection: &Selection,
    ) -> Result<Option<(Parsed, Blocks)>, Error> {
        let kept = selection.words_kept(&readings.texts);
        let Some(body) = told(head, kept) else { return Ok(None) };
        let body = parse_within(&markup(body), &self.limits, Buffers::default())?;
        self.limits.check_steps(spent + body.steps)?;
        let blocks = segment_with(&body.document, self.hidden_text);
        Ok((!blocks.blocks.is_empty()).then_some((body, blocks)))
    }

    pub(crate) fn parse(&self, page: Page<'_>) -> Result<Parsed, Error> {
        self.limits.check_input(page.size())?;
        let text = page.decode()?;
        self.limits.check_input(text.len())?;
        parse_within(&text, &self.limits, self.spare.take())
    }
}

/// What a page costs until its verdicts.
fn steps(page: &Parsed, blocks: &Blocks) -> u64 {
    page.steps + STEPS_PER_BLOCK * blocks.blocks.len() as u64
}

/// What the stages make of a page.
pub(crate) struct Stages {
    pub(crate) head: Head,
    pub(crate) blocks: Blocks,
    pub(crate) features: Features,
    pub(crate) scores: Scores,
    pub(crate) selection: Selection,
}

/// The page's text as metadata are looked for in it.
pub(crate) fn metadata_text<'a>(
    blocks: &'a Blocks,
    readings: &'a Readings,
    selection: &Selection,
    url: Option<&'a str>,
    is_told: bool,
) -> metadata::Text<'a> {
    let texts = &readings.texts;
    let line = |((block, counts), verdict): ((&'a Block, _), &Verdict)| metadata::Line {
        text: blocks.text_of(block),
        words: texts.words_of(counts),
        facts: texts.facts_of(counts),
        digits: counts.digits,
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
    let counted = blocks.blocks.iter().zip(&texts.counts);
    metadata::Text {
        lines: counted.zip(&selection.verdicts).map(line).collect(),
        elements: blocks.containers.iter().zip(&readings.classes.groups).map(element).collect(),
        function_words: texts.function_words,
        url,
        is_told,
    }
}
