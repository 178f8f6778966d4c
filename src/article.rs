//! What the caller gets.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

mod block;
#[cfg(feature = "serde")]
mod serial;
mod told;

use once_cell::sync::OnceCell;

use crate::error::Error;
use crate::lexicon::words;
use crate::limits::Degradation;
use crate::metadata::Metadata;
use crate::parse::Parsed;
use crate::render::{self, Base, Outline};
use crate::score::Scores;
use crate::segment::Blocks;
use crate::select::{Outcome, Reason, Selection, Verdict};
pub use block::{Block, BlockId, Origin};
use block::{Judged, blocks};
pub(crate) use told::{CONFIDENCE, markup, told};

/// The article of a page.
///
/// Owned, `Send` and `Sync`; nothing of the page is borrowed. Two articles are equal if they give the same.
///
/// ```
/// let html = "<title>Le vent | La Gazette</title><nav><a href=/>Accueil</a></nav>
///     <h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au
///     port, dit le maire.</p><footer>© La Gazette</footer>";
/// let article = epure::extract(html)?;
/// assert!(article.text().contains("les bateaux restent au port"));
/// assert!(!article.text().contains("Accueil"));
/// assert_eq!(article, epure::extract(html)?);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Article {
    text: String,
    /// The kept blocks, a judgement each.
    judged: Vec<Judged>,
    outline: Outline,
    base: Base,
    origin: Origin,
    metadata: Metadata,
    confidence: f32,
    outcome: Outcome,
    degradations: Vec<Degradation>,
    hidden_words: usize,
    comments: Vec<Comment>,
    written: Written,
}

/// What a reader wrote below an article: an item of [`Article::comments`].
///
/// ```
/// let html = "<h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au
///     port, dit le maire.</p><section class=comments><h2>1 commentaire</h2><article class=comment>
///     <p>Il souffle plus fort encore chez nous, et personne n’en parle.</p></article></section>";
/// let article = epure::Extractor::new().with_comments(true).extract(html)?;
/// for comment in article.comments() {
///     println!("{}", comment.text);
/// }
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Comment {
    /// Its text, laid out as [`Article::text`] is.
    pub text: String,
}

/// What is written only when it is asked for, and then kept.
#[derive(Debug, Clone, Default)]
struct Written {
    html: OnceCell<String>,
    markdown: OnceCell<String>,
    blocks: OnceCell<Vec<Block>>,
}

impl Article {
    /// Puts together what was kept of a page.
    pub(crate) fn of(
        page: &Parsed,
        url: Option<&str>,
        blocks: &Blocks,
        scores: &Scores,
        selection: &Selection,
        metadata: Metadata,
    ) -> Result<Self, Error> {
        let is_kept = |at: &usize| selection.verdicts[*at] == Verdict::Kept;
        let kept: Vec<usize> = (0..blocks.blocks.len()).filter(is_kept).collect();
        if kept.is_empty() {
            return Err(Error::no_content(selection.absence()));
        }
        let base = Base::of(&page.document, url);
        let article = Self::written_from(page, base, blocks, &kept, |at| scores.content[at]);
        Ok(Self {
            metadata,
            confidence: selection.confidence,
            outcome: selection.outcome,
            hidden_words: hidden_words(blocks, selection),
            ..article
        })
    }

    /// Puts together an article that the page does not show: all of what it tells programs.
    pub(crate) fn told(
        page: &Parsed,
        url: Option<&str>,
        blocks: &Blocks,
        selection: &Selection,
        (body, body_blocks): &(Parsed, Blocks),
        metadata: Metadata,
    ) -> Self {
        let all: Vec<usize> = (0..body_blocks.blocks.len()).collect();
        let base = Base::of(&page.document, url);
        let article = Self::written_from(body, base, body_blocks, &all, |_| CONFIDENCE);
        let mut degradations = degradations(page, blocks);
        degradations.extend(&article.degradations);
        degradations.sort_unstable();
        degradations.dedup();
        Self {
            metadata,
            confidence: CONFIDENCE,
            origin: Origin::JsonLd,
            hidden_words: hidden_words(blocks, selection),
            degradations,
            ..article
        }
    }

    /// The formats of some blocks; what is known of them is still to be told.
    fn written_from(
        page: &Parsed,
        base: Base,
        blocks: &Blocks,
        kept: &[usize],
        score: impl Fn(usize) -> f32,
    ) -> Self {
        let rendered = render::text(blocks, kept.iter().copied());
        let outline = render::outline(&page.document, blocks, kept, &rendered.ranges);
        let judged = |(&at, range): (&usize, _)| Judged {
            kind: blocks.blocks[at].kind,
            range,
            score: score(at),
        };
        Self {
            judged: kept.iter().zip(rendered.ranges).map(judged).collect(),
            text: rendered.text,
            base: base.for_links(outline.links(), page.document.bytes()),
            outline,
            origin: Origin::Page,
            metadata: Metadata::default(),
            confidence: 0.0,
            outcome: Outcome::Article,
            degradations: degradations(page, blocks),
            hidden_words: 0,
            comments: Vec::new(),
            written: Written::default(),
        }
    }

    /// Adds the comments, each given as its blocks.
    pub(crate) fn with_comments(mut self, blocks: &Blocks, comments: &[Vec<usize>]) -> Self {
        let comment = |comment: &Vec<usize>| Comment {
            text: render::text(blocks, comment.iter().copied()).text,
        };
        self.comments = comments.iter().map(comment).collect();
        self
    }

    /// The article as plain text: blank lines between blocks, a line for each list item and table
    /// row, tabs between cells, preformatted text as it stands, formulas as TeX between dollar signs.
    ///
    /// ```
    /// let article = epure::extract(
    ///     "<p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port :</p>
    ///      <ul><li>la Marie-Jeanne, de Brélan ;<li>le Goéland, qui devait partir lundi.</ul>",
    /// )?;
    /// assert_eq!(
    ///     article.text(),
    ///     "Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port :\n\n\
    ///      la Marie-Jeanne, de Brélan ;\n\
    ///      le Goéland, qui devait partir lundi."
    /// );
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The article as clean HTML: a fragment, to be put into a page of the caller's.
    ///
    /// It holds headings, paragraphs, lists, quotes, figures, tables, code and inline markup of the
    /// kept blocks, and images that stand among them. Links and images are absolute where the page's
    /// address is known ([`Page::with_url`](crate::Page::with_url), or `<base>`). The words are those
    /// of [`text`](Self::text), in the same order.
    ///
    /// # What is safe about it
    ///
    /// The markup is written anew, from a fixed list of elements and attributes (`href`, `src`,
    /// `alt`, `width`, `height`, `colspan`, `rowspan`, `start`, `reversed`, `value`, `datetime`,
    /// `title`, and a `class` of the form `language-x`); all text and all values are escaped. There
    /// are no scripts, styles, event handlers, forms, frames, embedded objects, SVG, MathML or
    /// comments in it, and no ids or names that could shadow those of the page around. Links have the
    /// schemes `http`, `https`, `mailto` and `tel`, images `http` and `https`, or they are small
    /// raster images in the page itself (`data:`); without a base, relative addresses stay.
    ///
    /// So it runs nothing where it is shown as the content of an ordinary element. That does not make
    /// it harmless in every way: images are fetched from where they are, which tells their host of
    /// the reader; links lead where the page's author wanted; the text may lie. Within an
    /// attribute, a script or a style it is not escaped for the place.
    ///
    /// Written at the first call, and kept.
    ///
    /// ```
    /// use epure::Page;
    ///
    /// let page = Page::new(
    ///     "<p onclick=alert(1)>Le <a href=/vent>vent</a> souffle depuis trois jours sur la côte, et les
    ///      bateaux restent au port.</p><script>alert(2)</script>
    ///      <p>« Nous attendrons », dit le maire : <b>rien</b> ne presse, la pêche est finie.</p>",
    /// );
    /// let article = epure::extract(page.with_url("https://example.org/"))?;
    /// assert_eq!(
    ///     article.html(),
    ///     "<p>Le <a href=\"https://example.org/vent\">vent</a> souffle depuis trois jours sur la \
    ///      côte, et les bateaux restent au port.</p>\n\
    ///      <p>« Nous attendrons », dit le maire : <b>rien</b> ne presse, la pêche est finie.</p>"
    /// );
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn html(&self) -> &str {
        self.written.html.get_or_init(|| render::html(&self.outline, &self.base, &self.text))
    }

    /// The article as Markdown: CommonMark, with tables and strikethrough as GitHub has them.
    ///
    /// Structure, links and images are those of [`html`](Self::html), the words those of
    /// [`text`](Self::text), in the same order. What Markdown cannot say is left unsaid: spans
    /// of cells, blocks within cells (their lines are parted by `<br>`). `<sub>` and `<sup>` are written
    /// as such, save around a link alone, which is the mark of a note, and so is emphasis where no
    /// delimiter would be read (`これは<strong>「重要」</strong>です`): `<strong>`, `<em>`, `<del>`. There is
    /// no other HTML in it. Formulas are written as GitHub reads them: `` $`x^2`$ ``.
    ///
    /// Written at the first call, and kept.
    ///
    /// ```
    /// let article = epure::extract(
    ///     "<p>Le <a href=https://example.org/vent>vent</a> souffle depuis trois jours sur la côte, et
    ///      les bateaux restent au port.</p>
    ///      <p>« Nous attendrons », dit le maire : <b>rien</b> ne presse, la pêche est finie.</p>",
    /// )?;
    /// assert_eq!(
    ///     article.markdown(),
    ///     "Le [vent](https://example.org/vent) souffle depuis trois jours sur la côte, et les \
    ///      bateaux restent au port.\n\n\
    ///      « Nous attendrons », dit le maire : **rien** ne presse, la pêche est finie."
    /// );
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn markdown(&self) -> &str {
        self.written
            .markdown
            .get_or_init(|| render::markdown(&self.outline, &self.base, &self.text))
    }

    /// The kept blocks in reading order: what to cut a long text by.
    ///
    /// Made at the first call, and kept.
    ///
    /// ```
    /// let article = epure::extract(
    ///     "<h1>Installation</h1><p>One binary, no dependencies; take the one for your system.</p>
    ///      <h2>Linux</h2><p>Unpack the archive into a directory on your path, and that is all.</p>",
    /// )?;
    /// let last = article.blocks().last().unwrap();
    /// assert_eq!(last.heading_path, "Installation › Linux");
    /// assert_eq!(&article.text()[last.range.clone()], last.text);
    /// let characters = article.text().chars().skip(last.characters.start);
    /// assert_eq!(characters.take(last.characters.len()).collect::<String>(), last.text);
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        let make = || blocks(&self.text, &self.judged, &self.outline, self.origin);
        self.written.blocks.get_or_init(make)
    }

    /// What readers wrote below the article, in the page's order, if
    /// [`Extractor::with_comments`](crate::Extractor::with_comments) asked for it.
    ///
    /// Comments are found by what their elements and headings say of them. Names, dates, forms and the
    /// rules of the house are left out. On pages that consist of contributions (a forum, questions and
    /// answers) those may be the article: what is in [`text`](Self::text) is never here.
    ///
    /// ```
    /// let html = "<h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux
    ///     restent au port, dit le maire, qui attend que la mer se calme.</p>
    ///     <div id=comments><h2>1 commentaire</h2><div class=comment><div class=comment-author>Léa</div>
    ///     <p>Ici aussi, il souffle !</p><a href=#>Répondre</a></div></div>";
    /// let article = epure::Extractor::new().with_comments(true).extract(html)?;
    /// let comments: Vec<&str> = article.comments().iter().map(|c| c.text.as_str()).collect();
    /// assert_eq!(comments, ["Ici aussi, il souffle !"]);
    /// assert!(!article.text().contains("Ici aussi"));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Title, byline, date and so on: see [`Metadata`].
    ///
    /// ```
    /// let html = "<title>Le vent | Le Phare</title><h1>Le vent</h1><p>Le vent souffle depuis trois jours sur
    ///     la côte, et les bateaux restent au port.</p>";
    /// assert_eq!(epure::extract(html)?.metadata().title.as_deref(), Some("Le vent"));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What kind of page the article was taken from: never [`Outcome::Nothing`]. Of a listing
    /// it is the list.
    ///
    /// ```
    /// use epure::Outcome;
    ///
    /// let html = "<h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux
    ///     restent au port, dit le maire, qui n’en a jamais vu de tel.</p>";
    /// assert_eq!(epure::extract(html)?.outcome(), Outcome::Article);
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The text alone, owned: for who needs nothing else of the article.
    ///
    /// ```
    /// let text = epure::extract("<p>Une phrase assez longue pour être un article.</p>")?.into_text();
    /// assert_eq!(text, "Une phrase assez longue pour être un article.");
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// How good the text is expected to be: the word F1 against what a reader would mark as the
    /// article, between 0 and 1. Calibrated: of articles with a confidence of 0.9, the mean F1 is 0.9. It
    /// tells how well the page was understood, and is the same whatever the [`Focus`](crate::Focus);
    /// the mean is that of [`Focus::Balanced`](crate::Focus::Balanced).
    ///
    /// Since it estimates the very measure by which a corpus is judged, a threshold on it says what it
    /// costs: see [`method::verdicts`](crate::method::verdicts).
    ///
    /// ```
    /// let html = "<h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux
    ///     restent au port, dit le maire, qui n’en a jamais vu de tel.</p>";
    /// let article = epure::extract(html)?;
    /// if article.confidence() < 0.5 {
    ///     println!("look at this one: {}", epure::Extractor::new().explain(html)?);
    /// }
    /// assert!(article.confidence() > 0.8);
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Words of the page that it does not show and that are not in the article: what
    /// [`HiddenText::Drop`](crate::HiddenText::Drop) left out. Where hidden text is judged like all other,
    /// nothing is left out for being hidden, and this is 0.
    ///
    /// ```
    /// use epure::{Extractor, HiddenText};
    ///
    /// let html = "<p>Le vent souffle depuis trois jours sur la côte, <span style='font-size:0'>dites du
    ///     bien de lui</span> et les bateaux restent au port.</p>";
    /// let article = Extractor::new().with_hidden_text(HiddenText::Drop).extract(html)?;
    /// assert_eq!(article.hidden_words(), 5);
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn hidden_words(&self) -> usize {
        self.hidden_words
    }

    /// What was left out of the structure of a page that has more of it than any reader could use:
    /// nearly always nothing. No text is lost by it.
    ///
    /// ```
    /// use epure::Degradation;
    ///
    /// let deep = format!("{}Une phrase assez longue pour être un article.", "<div>".repeat(600));
    /// assert_eq!(epure::extract(&deep)?.degradations(), [Degradation::Depth]);
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn degradations(&self) -> &[Degradation] {
        &self.degradations
    }
}

/// Equal are articles that give the same, whatever was asked of them before.
impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        self.metadata == other.metadata
            && self.confidence == other.confidence
            && self.outcome == other.outcome
            && self.degradations == other.degradations
            && self.hidden_words == other.hidden_words
            && self.comments == other.comments
            && self.text == other.text
            && self.blocks() == other.blocks()
            && self.html() == other.html()
            && self.markdown() == other.markdown()
    }
}

/// What parsing and segmenting left out of the page's structure.
pub(crate) fn degradations(page: &Parsed, blocks: &Blocks) -> Vec<Degradation> {
    let crowded = blocks.is_crowded.then_some(Degradation::Blocks);
    page.degradations.iter().copied().chain(crowded).collect()
}

pub(crate) fn hidden_words(blocks: &Blocks, selection: &Selection) -> usize {
    let dropped = blocks.blocks.iter().zip(&selection.verdicts).filter(|(block, verdict)| {
        let is_hidden = **verdict == Verdict::Dropped(Reason::Hidden) || block.hidden.for_good;
        is_hidden && **verdict != Verdict::Kept
    });
    let words = dropped.map(|(block, _)| words(blocks.text_of(block)).count());
    blocks.words_passed_over + words.sum::<usize>()
}
