//! The stages one by one, for the benches, and for `examples/features.rs` and through it for `tools/train`: weights are
//! fitted from what the crate itself measures, so that training and serving cannot drift apart.
//!
//! Not part of the public API: may change in any release.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use crate::article::Article;
use crate::error::{Absence, Error};
use crate::extractor::{Extractor, Stages, metadata_text};
use crate::measure::{self, Features, Wanted, measure, names, page_names};
use crate::metadata::{Head, Metadata, metadata};
use crate::page::Page;
use crate::parse::{Parsed, parse};
use crate::render;
use crate::running::totals;
use crate::score::{Kind, LEAST_ASKED, Scores, Second, score, second_names, wanted};
use crate::segment::{Blocks, Container, HiddenText, segment, segment_with};
use crate::select::{Focus, Outcome, Selection, Verdict, select_shown};

/// What callers have who say nothing else.
static EXTRACTOR: Extractor = Extractor::new();

/// A page that is segmented and measured.
#[derive(Debug)]
pub struct Measured {
    blocks: Blocks,
    features: Features,
    tokens: Vec<Vec<String>>,
}

/// Rows of a feature matrix: one a block, and one that all blocks of the page share.
#[derive(Debug)]
pub struct Rows {
    /// Columns of a block, block after block.
    pub blocks: Vec<f32>,
    /// Columns of the page.
    pub page: Vec<f32>,
}

/// Names of the columns that [`Measured::first`] and [`Measured::second`] give: of a block, of the
/// page.
#[must_use]
pub fn columns(second: bool) -> (Vec<String>, Vec<String>) {
    if second { second_names() } else { (names(), page_names()) }
}

impl Measured {
    /// Measures a page.
    ///
    /// # Errors
    /// Where [`extract`](crate::extract) would err before measuring.
    pub fn new<'a>(page: impl Into<Page<'a>>) -> Result<Self, Error> {
        let page = page.into();
        let parsed = EXTRACTOR.parse(page)?;
        let Stages { blocks, features, .. } = EXTRACTOR.run(&parsed, page.url(), &Wanted::all())?;
        if blocks.blocks.is_empty() {
            return Err(Error::no_content(Absence::NoText));
        }
        let tokens = measure::class_tokens(&parsed.document, &blocks);
        Ok(Self { blocks, features, tokens })
    }

    /// Measures a page as if some of its blocks, given by their numbers in order, and the elements that
    /// hold nothing else were not there: the page of a shorter article.
    ///
    /// # Errors
    /// Where [`extract`](crate::extract) would err before measuring.
    pub fn without<'a>(page: impl Into<Page<'a>>, gone: &[usize]) -> Result<Self, Error> {
        let page = page.into();
        let parsed = EXTRACTOR.parse(page)?;
        let blocks = cut(segment_with(&parsed.document, HiddenText::default()), gone);
        let head = Head::of_page_at(&parsed.document, page.url());
        let features = measure(&parsed.document, &blocks, &head, &Wanted::all());
        let tokens = measure::class_tokens(&parsed.document, &blocks);
        Ok(Self { blocks, features, tokens })
    }

    /// Whether the page tells programs that it is an article.
    #[must_use]
    pub fn says_article(&self) -> bool {
        self.features.says_article()
    }

    /// The text of each block.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.blocks.blocks.iter().map(|block| self.blocks.text_of(block))
    }

    /// The class tokens and the parent of each element, and the element around each block.
    #[must_use]
    pub fn elements(&self) -> (&[Vec<String>], Vec<u32>, Vec<u32>) {
        let parents = self.blocks.containers.iter().map(|container| container.parent).collect();
        let origins = self.blocks.blocks.iter().map(|block| block.origin).collect();
        (&self.tokens, parents, origins)
    }

    /// What the first pass sees.
    #[must_use]
    pub fn first(&self) -> Rows {
        let columns = measure::columns();
        let row = |at: usize| columns.iter().map(move |(_, place)| self.features.value(at, *place));
        Rows {
            blocks: (0..self.features.matrix.len()).flat_map(row).collect(),
            page: self.features.page.to_vec(),
        }
    }

    /// What the second pass sees besides, given the first scores.
    #[must_use]
    pub fn second(&self, first: &[f32]) -> Rows {
        let second = Second::of_all(&self.blocks, &self.features, first);
        Rows {
            blocks: (0..first.len()).flat_map(|at| second.row(at)).collect(),
            page: second.page.to_vec(),
        }
    }

    /// The text that is kept, given the final scores and which of [`kinds`] the page is of, and the F1
    /// that the scores lead one to expect.
    #[must_use]
    pub fn article(&self, content: Vec<f32>, kind: usize, focus: Focus) -> (String, f32) {
        let kind = Kind::ALL.get(kind).copied().unwrap_or(Kind::Article);
        let scores = Scores::new(&self.blocks, content, kind);
        let selection = select_shown(&self.blocks, &self.features, &scores, focus);
        let is_kept = |at: &usize| selection.verdicts[*at] == Verdict::Kept;
        let kept = (0..self.blocks.blocks.len()).filter(is_kept);
        (render::text(&self.blocks, kept).text, selection.expected_f1)
    }
}

/// The blocks of a page that are not gone, and the elements that do not hold gone ones alone.
fn cut(mut blocks: Blocks, gone: &[usize]) -> Blocks {
    let is_kept = |at: usize| gone.binary_search(&at).is_err();
    // How many blocks, and containers, are kept before each.
    let blocks_before = totals((0..blocks.blocks.len()).map(|at| u32::from(is_kept(at))));
    let of = |container: &Container| {
        let (first, end) = (container.first_block as usize, container.end_block as usize);
        (blocks_before[first], blocks_before[end])
    };
    let mut stays: Vec<bool> = Vec::with_capacity(blocks.containers.len());
    for container in &blocks.containers {
        // What is within a line holds no block.
        let is_held =
            container.first_block == container.end_block || of(container).0 < of(container).1;
        let is_first = stays.is_empty();
        stays.push(is_first || (is_held && stays[container.parent as usize]));
    }
    let before = totals(stays.iter().map(|&stays| u32::from(stays)));
    let mut containers = Vec::new();
    for (at, container) in blocks.containers.iter().enumerate() {
        if !stays[at] {
            continue;
        }
        let (first_block, end_block) = of(container);
        let (parent, end) = (before[container.parent as usize], before[container.end as usize]);
        containers.push(Container {
            parent,
            end,
            first_block,
            end_block,
            children: 0,
            ..container.clone()
        });
    }
    for at in 1..containers.len() {
        let parent = containers[at].parent as usize;
        containers[parent].children += 1;
    }
    let mut at = 0;
    blocks.blocks.retain_mut(|block| {
        block.container = before[block.container as usize];
        block.origin = before[block.origin as usize];
        at += 1;
        is_kept(at - 1)
    });
    Blocks { containers, runs: Vec::new(), ..blocks }
}

/// First score below which the second pass is not asked of a block.
#[must_use]
pub fn least_asked() -> f32 {
    LEAST_ASKED
}

/// Names of the kinds of pages.
#[must_use]
pub fn kinds() -> [&'static str; Kind::ALL.len()] {
    Kind::ALL.map(Kind::name)
}

/// The encoding that bytes are taken to be in, without a hint.
#[must_use]
pub fn charset(bytes: &[u8]) -> &'static str {
    Page::charset(bytes)
}

/// A page with what each stage makes of it, so that a bench can run every stage by itself. A stage
/// gives back what it made, to be dropped.
#[expect(missing_debug_implementations, reason = "it is run, not looked at")]
pub struct Staged {
    parsed: Parsed,
    head: Head,
    blocks: Blocks,
    features: Features,
    scores: Scores,
    selection: Selection,
    kept: Vec<usize>,
    text: render::Rendered,
    outline: render::Outline,
    base: render::Base,
}

impl Staged {
    /// Runs all stages.
    ///
    /// # Errors
    /// Where [`extract`](crate::extract) would err before it looks at what is kept.
    pub fn new(html: &str) -> Result<Self, Error> {
        let parsed = EXTRACTOR.parse(html.into())?;
        let Stages { head, blocks, features, scores, selection } =
            EXTRACTOR.run(&parsed, None, wanted())?;
        let is_kept = |at: &usize| selection.verdicts[*at] == Verdict::Kept;
        let kept: Vec<usize> = (0..blocks.blocks.len()).filter(is_kept).collect();
        let text = render::text(&blocks, kept.iter().copied());
        let outline = render::outline(&parsed.document, &blocks, &kept, &text.ranges);
        let base = render::Base::of(&parsed.document, None);
        Ok(Self { parsed, head, blocks, features, scores, selection, kept, text, outline, base })
    }

    /// Number of blocks.
    #[must_use]
    pub fn blocks(&self) -> usize {
        self.blocks.blocks.len()
    }

    /// What the page's head says.
    pub fn head(&self) -> impl Sized + use<> {
        Head::read(&self.parsed.document)
    }

    /// Document to blocks.
    pub fn segment(&self) -> impl Sized + use<> {
        segment_with(&self.parsed.document, HiddenText::default())
    }

    /// Blocks to features, those that the model reads.
    pub fn measure(&self) -> impl Sized + use<> {
        measure(&self.parsed.document, &self.blocks, &self.head, wanted())
    }

    /// Features to scores.
    pub fn score(&self) -> impl Sized + use<> {
        score(&self.blocks, &self.features)
    }

    /// Scores to verdicts.
    pub fn select(&self) -> impl Sized + use<> {
        select_shown(&self.blocks, &self.features, &self.scores, Focus::Balanced)
    }

    /// Facts about the page.
    pub fn metadata(&self) -> impl Sized + use<> {
        let text =
            metadata_text(&self.blocks, &self.features.readings, &self.selection, None, false);
        metadata(&self.parsed.document, &self.head, &text)
    }

    /// Kept blocks to text.
    pub fn text(&self) -> impl Sized + use<> {
        render::text(&self.blocks, self.kept.iter().copied())
    }

    /// Kept blocks to the outline that HTML and Markdown are written from.
    pub fn outline(&self) -> impl Sized + use<> {
        render::outline(&self.parsed.document, &self.blocks, &self.kept, &self.text.ranges)
    }

    /// Outline to HTML.
    pub fn html(&self) -> impl Sized + use<> {
        render::html(&self.outline, &self.base, &self.text.text)
    }

    /// Outline to Markdown.
    pub fn markdown(&self) -> impl Sized + use<> {
        render::markdown(&self.outline, &self.base, &self.text.text)
    }
}

/// Steps that this thread has taken, where they are counted: in debug builds.
#[must_use]
pub fn steps() -> Option<u64> {
    crate::work::done()
}

/// The article that keeps every block of a page: for tests of the output formats.
///
/// # Errors
/// Where [`extract`](crate::extract) would err.
pub fn everything<'a>(page: impl Into<Page<'a>>) -> Result<Article, Error> {
    let page = page.into();
    let parsed = parse(&page.decode()?);
    let blocks = segment(&parsed.document);
    let count = blocks.blocks.len();
    let scores = Scores::new(&blocks, vec![1.0; count], Kind::Article);
    let selection = Selection {
        verdicts: vec![Verdict::Kept; count],
        threshold: 0.0,
        expected_f1: 1.0,
        confidence: 1.0,
        outcome: Outcome::Article,
    };
    Article::of(&parsed, page.url(), &blocks, &scores, &selection, Metadata::default())
}
