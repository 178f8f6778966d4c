//! Why each block was kept or dropped: as data, as a table, as a page to look at.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

mod facts;
mod html;
mod topics;
mod words;

use std::fmt;

use crate::article;
use crate::document::{AttributeName, Document};
use crate::lexicon;
use crate::limits::Degradation;
use crate::measure::{Column, Features};
use crate::parse::Parsed;
use crate::score::{Contribution, Contributions, Scores, Summands};
use crate::segment::{BlockKind, Blocks};
use crate::select::{Outcome, Selection, Verdict};
use words::Words;

/// Every block of a page in reading order, with its score, its verdict, and why.
///
/// `Display` prints a readable table (`{:#}` with the strongest features of each block),
/// [`to_html`](Self::to_html) writes a page to look at.
///
/// ```
/// let html = "<nav><a href=/>Accueil</a></nav><p>Une phrase assez longue pour être un article, à
///     elle seule, même avec un menu au-dessus.</p>";
/// let explanation = epure::Extractor::new().explain(html)?;
/// let kept: Vec<_> = explanation.blocks().iter().filter(|block| block.is_kept()).collect();
/// assert!(kept[0].text.starts_with("Une phrase"));
/// println!("{explanation}");
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Explanation {
    title: Option<String>,
    blocks: Vec<ExplainedBlock>,
    threshold: f32,
    confidence: f32,
    outcome: Outcome,
    degradations: Vec<Degradation>,
    hidden_words: usize,
    told_words: usize,
}

/// A block of a page, kept or dropped.
///
/// ```
/// let html = "<nav><a href=/>Accueil</a> <a href=/a>À la une</a></nav>
///     <h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au
///     port, dit le maire.</p>";
/// let explanation = epure::Extractor::new().explain(html)?;
/// let menu = &explanation.blocks()[0];
/// assert!(!menu.is_kept() && menu.link_density == 1.0);
/// println!("{} ({}): {}", menu.text, menu.path, menu.reason);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ExplainedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// The innermost eight of the elements around it, from the outside in, each with its id and the
    /// first of its classes: `main › div.entry › p`.
    pub path: String,
    /// Probability that it is content: that of [`second`](Self::second), unless other blocks vouch for
    /// more, as they do for code and headings; in a table of data one for all cells.
    pub score: f32,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, in words: what weighed most among its features, or what vouched for it.
    pub reason: String,
    /// Words per line of 80 bytes: boilerpipe's text density.
    pub text_density: f32,
    /// Share of its characters that are inside links.
    pub link_density: f32,
    /// What the first pass makes of the block by itself and what is around it.
    pub first: Pass,
    /// What the second pass makes of it, seeing the first scores of others too; the first again where
    /// that left no doubt.
    pub second: Pass,
}

/// One pass of the model over one block, taken apart.
///
/// ```
/// let html = "<p>Une phrase assez longue pour être un article, à elle seule.</p>";
/// let explanation = epure::Extractor::new().explain(html)?;
/// let pass = &explanation.blocks()[0].second;
/// let strongest: f32 = pass.strongest.iter().map(|c| c.log_odds).sum();
/// let log_odds = strongest + pass.others;
/// assert!((pass.score - 1.0 / (1.0 + (-log_odds).exp())).abs() < 1e-3);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Pass {
    /// Probability that the block is content.
    pub score: f32,
    /// The ten features that add or take away most, the strongest first.
    pub strongest: Vec<Contribution>,
    /// What all others and the bias, which every block gets, add up to: with the strongest, the log
    /// odds of the score.
    pub others: f32,
}

/// Features of a pass that are kept of a block: beyond these, each moves little.
const STRONGEST: usize = 10;

/// Elements that a path names.
const PATH_ELEMENTS: usize = 8;

/// Characters of an id or class in a path.
const NAME_IN_PATH: usize = 30;

/// What the pipeline made of a page, as far as it is explained.
pub(crate) struct Explained<'a> {
    pub(crate) page: &'a Parsed,
    pub(crate) blocks: &'a Blocks,
    pub(crate) features: &'a Features,
    pub(crate) scores: &'a Scores,
    pub(crate) selection: &'a Selection,
    pub(crate) title: Option<String>,
    /// The article, where the page does not show it and tells it to programs.
    pub(crate) told: Option<&'a Blocks>,
}

impl Pass {
    fn new(score: f32, summands: &Summands) -> Self {
        let mut strongest: Vec<Contribution> = Vec::with_capacity(STRONGEST + 1);
        let mut others = summands.bias;
        let is_weaker = |a: &Contribution, b: &Contribution| a.log_odds.abs() < b.log_odds.abs();
        // Nearly all are weaker than the ten found before them: sorting takes several times as long.
        for feature in &summands.features {
            let is_full = strongest.len() == STRONGEST;
            if is_full && strongest.last().is_some_and(|last| !is_weaker(last, feature)) {
                others += feature.log_odds;
                continue;
            }
            let place = strongest.iter().position(|found| is_weaker(found, feature));
            strongest.insert(place.unwrap_or(strongest.len()), *feature);
            if is_full {
                others += strongest.pop().map_or(0.0, |weakest| weakest.log_odds);
            }
        }
        Self { score, strongest, others }
    }
}

impl ExplainedBlock {
    /// Whether the block is part of the article.
    ///
    /// ```
    /// let html = "<title>Le vent | Le Phare</title><nav><a href=/>Accueil</a></nav><h1>Le vent</h1>
    ///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>";
    /// let explanation = epure::Extractor::new().explain(html)?;
    /// let kept: Vec<bool> = explanation.blocks().iter().map(|block| block.is_kept()).collect();
    /// assert_eq!(kept[0], false, "the menu");
    /// assert!(kept.contains(&true));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.verdict == Verdict::Kept
    }

    /// The second pass, unless the first left no doubt.
    fn asked_again(&self) -> Option<&Pass> {
        (self.second != self.first).then_some(&self.second)
    }
}

impl Explanation {
    pub(crate) fn new(page: &Explained<'_>) -> Self {
        let Explained { blocks, features, scores, selection, .. } = *page;
        let contributions = Contributions::new(blocks, features);
        let words = Words::new(blocks, features, selection, &contributions.first_scores);
        let block = |at: usize| {
            let first = contributions.first(at);
            let second = contributions.second(at);
            let deciding = second.as_ref().unwrap_or(&first);
            let block = &blocks.blocks[at];
            ExplainedBlock {
                kind: block.kind,
                text: blocks.text_of(block).to_owned(),
                path: path(&page.page.document, blocks, block.container),
                score: scores.content[at],
                verdict: selection.verdicts[at],
                reason: words.reason(at, scores.own[at], &first, second.as_ref()),
                text_density: features.matrix.get(at, Column::TextDensity),
                link_density: features.matrix.get(at, Column::LinkDensity),
                first: Pass::new(contributions.first_scores[at], &first),
                second: Pass::new(scores.own[at], deciding),
            }
        };
        Self {
            title: page.title.clone(),
            blocks: (0..blocks.blocks.len()).map(block).collect(),
            threshold: selection.threshold,
            confidence: page.told.map_or(selection.confidence, |_| article::CONFIDENCE),
            outcome: page.told.map_or(selection.outcome, |_| Outcome::Article),
            degradations: article::degradations(page.page, blocks),
            hidden_words: article::hidden_words(blocks, selection),
            told_words: page.told.map_or(0, words_in),
        }
    }

    /// The page's title, as [`Metadata`](crate::Metadata) has it.
    ///
    /// ```
    /// let html = "<title>Le vent | Le Phare</title><nav><a href=/>Accueil</a></nav><h1>Le vent</h1>
    ///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>";
    /// let explanation = epure::Extractor::new().explain(html)?;
    /// assert_eq!(explanation.title(), Some("Le vent"));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The blocks in reading order.
    ///
    /// ```
    /// let html = "<title>Le vent | Le Phare</title><nav><a href=/>Accueil</a></nav><h1>Le vent</h1>
    ///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>";
    /// let explanation = epure::Extractor::new().explain(html)?;
    /// assert_eq!(explanation.blocks()[0].text, "Accueil");
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn blocks(&self) -> &[ExplainedBlock] {
        &self.blocks
    }

    /// The score from which this page's blocks are kept, unless another [`Reason`](crate::Reason) drops
    /// them: half way between the scores on either side of the line; 1 where nothing is content.
    ///
    /// ```
    /// let html = "<title>Le vent | Le Phare</title><nav><a href=/>Accueil</a></nav><h1>Le vent</h1>
    ///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>";
    /// let explanation = epure::Extractor::new().explain(html)?;
    /// let threshold = explanation.threshold();
    /// assert!(explanation.blocks().iter().all(|block| !block.is_kept() || block.score >= threshold));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// See [`Article::outcome`](crate::Article::outcome); here also
    /// [`Outcome::Nothing`], where nothing is kept.
    ///
    /// ```
    /// let html = "<title>Le vent | Le Phare</title><nav><a href=/>Accueil</a></nav><h1>Le vent</h1>
    ///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>";
    /// let explanation = epure::Extractor::new().explain(html)?;
    /// assert_eq!(explanation.outcome(), epure::extract(html)?.outcome());
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// See [`Article::confidence`](crate::Article::confidence); 0 where nothing is kept.
    ///
    /// ```
    /// let html = "<title>Le vent | Le Phare</title><nav><a href=/>Accueil</a></nav><h1>Le vent</h1>
    ///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>";
    /// let explanation = epure::Extractor::new().explain(html)?;
    /// assert_eq!(explanation.confidence(), epure::extract(html)?.confidence());
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// See [`Article::degradations`](crate::Article::degradations).
    ///
    /// ```
    /// let deep = format!("{}Une phrase assez longue pour être un article.", "<div>".repeat(600));
    /// let explanation = epure::Extractor::new().explain(&deep)?;
    /// assert_eq!(explanation.degradations(), [epure::Degradation::Depth]);
    /// assert!(explanation.to_string().contains("degraded: elements nested too deep were flattened"));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn degradations(&self) -> &[Degradation] {
        &self.degradations
    }

    /// See [`Article::hidden_words`](crate::Article::hidden_words).
    ///
    /// ```
    /// let html = "<p>Le vent souffle depuis trois jours sur la côte, <span style='font-size:0'>dites du
    ///     bien de lui</span> et les bateaux restent au port.</p>";
    /// let strict = epure::Extractor::new().with_hidden_text(epure::HiddenText::Drop);
    /// assert_eq!(strict.explain(html)?.hidden_words(), 5);
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn hidden_words(&self) -> usize {
        self.hidden_words
    }

    /// Words of the article, where the page shows none and JSON-LD tells it
    /// ([`Origin::JsonLd`](crate::Origin::JsonLd)): what comes out is that, and none of the blocks here. 0
    /// otherwise.
    ///
    /// ```
    /// let body = "Le vent souffle depuis trois jours sur la côte. ".repeat(10);
    /// let html = format!("<p>Chargement<script type=application/ld+json>
    ///     {{\"@type\": \"Article\", \"articleBody\": \"{body}\"}}</script>");
    /// assert_eq!(epure::Extractor::new().explain(&html)?.told_words(), 90);
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn told_words(&self) -> usize {
        self.told_words
    }

    /// The explanation as a page: one file, which loads nothing from anywhere and runs in any
    /// browser. The page's text stands in reading order, each block shaded from dropped to kept; a
    /// click on one shows its score, features and reason. It is for eyes, and many times as long as the
    /// page.
    ///
    /// ```no_run
    /// let html = std::fs::read("page.html")?;
    /// let explanation = epure::Extractor::new().explain(&html)?;
    /// std::fs::write("why.html", explanation.to_html())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        html::page(self)
    }

    /// What a reader of the article should know that no block tells: what is hidden, what was
    /// flattened.
    fn warnings(&self) -> Vec<String> {
        let hidden = match self.hidden_words {
            0 => None,
            1 => Some("1 word that the page does not show is not in the article".to_owned()),
            words => {
                Some(format!("{words} words that the page does not show are not in the article"))
            }
        };
        let told = (self.told_words > 0).then(|| {
            let words = self.told_words;
            format!("the article is one of {words} words that the page tells programs, and none of these blocks")
        });
        let degraded = self.degradations.iter().map(|what| format!("degraded: {what}"));
        told.into_iter().chain(hidden).chain(degraded).collect()
    }

    /// Title and outcome in a line.
    fn summary(&self) -> String {
        let kept = self.blocks.iter().filter(|block| block.is_kept()).count();
        let (blocks, threshold, confidence) = (self.blocks.len(), self.threshold, self.confidence);
        format!(
            "{}: {kept} of {blocks} blocks kept, from score {threshold:.2} on; \
             confidence {confidence:.2}",
            self.outcome
        )
    }
}

fn words_in(blocks: &Blocks) -> usize {
    let words = |block| lexicon::words(blocks.text_of(block)).count();
    blocks.blocks.iter().map(words).sum()
}

/// `main › div.entry › p`.
fn path(document: &Document, blocks: &Blocks, container: u32) -> String {
    let mut names: Vec<String> = blocks
        .ancestors(container)
        .take(PATH_ELEMENTS)
        .map(|container| {
            let mut name = container.tag.name().to_owned();
            let attributes = [(AttributeName::Id, '#'), (AttributeName::Class, '.')];
            for (attribute, mark) in attributes {
                let value = document.attribute(container.node, attribute).unwrap_or_default();
                if let Some(first) = value.split_ascii_whitespace().next() {
                    name.push(mark);
                    name.push_str(&shortened(first, NAME_IN_PATH));
                }
            }
            name
        })
        .collect();
    names.reverse();
    names.join(" › ")
}

/// A text on one line, and cut where it is longer than so many characters.
fn shortened(text: &str, characters: usize) -> String {
    let mut short: String = text
        .chars()
        .take(characters)
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .collect();
    if text.chars().nth(characters).is_some() {
        short.push('…');
    }
    short
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Characters of a block's text that the table shows.
        const SHOWN: usize = 76;
        /// Characters of a block's number and score.
        const NUMBERS: usize = 10;
        /// Features that a line of the long form shows.
        const FEATURES: usize = 5;
        if let Some(title) = &self.title {
            writeln!(f, "{title}")?;
        }
        writeln!(f, "{}", self.summary())?;
        for warning in self.warnings() {
            writeln!(f, "{warning}")?;
        }
        writeln!(f)?;
        let of_verdict = |block: &ExplainedBlock| block.verdict.to_string().len();
        let width = self.blocks.iter().map(of_verdict).max().unwrap_or(0);
        let below = NUMBERS + width;
        for (at, block) in self.blocks.iter().enumerate() {
            let text = shortened(&block.text, SHOWN);
            writeln!(f, "{:4} {:.2} {:width$} {text}", at + 1, block.score, block.verdict)?;
            writeln!(f, "{:below$} └ {}", "", block.reason)?;
            if f.alternate() {
                let feature =
                    |c: &Contribution| format!("{} {:.2} {:+.2}", c.feature, c.value, c.log_odds);
                for (name, pass) in [("1st", Some(&block.first)), ("2nd", block.asked_again())] {
                    let Some(pass) = pass else {
                        writeln!(f, "{:below$}   {name} not asked: the first left no doubt", "")?;
                        continue;
                    };
                    let told: Vec<_> = pass.strongest.iter().take(FEATURES).map(feature).collect();
                    writeln!(f, "{:below$}   {name} {:.2}: {}", "", pass.score, told.join(", "))?;
                }
            }
        }
        Ok(())
    }
}
