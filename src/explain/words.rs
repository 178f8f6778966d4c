//! Why a block was kept or dropped, in words.
//!
//! The features' contributions are added up by topic, in both passes, and the topics that pushed most
//! towards the verdict are told by the facts that they measure. So a reason is what decided, and not
//! another opinion. Of two topics that pushed alike, the one that tells a reader more comes first.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::collections::HashMap;

use super::facts;
use super::topics::{Topic, topics};
use crate::measure::{self, Column, Features, Place};
use crate::score::{Contribution, Contributions, Summands};
use crate::segment::{BlockKind, Blocks};
use crate::select::{Reason, Selection, Verdict, reading};

/// Topics that a reason names at most: a line of a terminal or two.
const NAMED: usize = 4;

/// Log odds below which a topic is not worth naming: they move a probability of one half by 0.025.
const NOTABLE: f32 = 0.1;

/// Blocks to each side that count as around a block.
const AROUND: usize = 5;

/// Characters of a heading that are quoted.
const QUOTED: usize = 60;

/// What reasons speak of.
pub(super) struct Words<'a> {
    blocks: &'a Blocks,
    features: &'a Features,
    selection: &'a Selection,
    first_scores: &'a [f32],
    /// What the features of each pass are about, in the order of their summands.
    topics: [Vec<Topic>; 2],
    /// Sums over the blocks before each: letters, characters, linked characters, first scores.
    before: Vec<Sum>,
    /// Columns of the groups of phrases, and what each is about; that of any phrase last.
    phrases: Vec<(Place, &'static str)>,
    /// The first kept block of each text.
    first_kept: HashMap<u64, usize>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    letters: f64,
    length: f64,
    linked: f64,
    score: f64,
}

/// A topic, and how far it pushed towards the verdict.
struct Push {
    topic: Topic,
    log_odds: f32,
    /// The feature that pushed most.
    strongest: Contribution,
    /// What it pushed.
    most: f32,
}

impl<'a> Words<'a> {
    pub(super) fn new(
        blocks: &'a Blocks,
        features: &'a Features,
        selection: &'a Selection,
        first_scores: &'a [f32],
    ) -> Self {
        let counts = &features.readings.texts.counts;
        let mut sum = Sum::default();
        let mut before = vec![sum];
        for ((block, counts), &score) in blocks.blocks.iter().zip(counts).zip(first_scores) {
            sum.letters += f64::from(counts.letters);
            sum.length += f64::from(block.length);
            sum.linked += f64::from(block.linked);
            sum.score += f64::from(score);
            before.push(sum);
        }
        let mut first_kept = HashMap::new();
        for (at, &verdict) in selection.verdicts.iter().enumerate() {
            if verdict == Verdict::Kept {
                first_kept.entry(reading(blocks, &features.readings.texts, at)).or_insert(at);
            }
        }
        let columns: HashMap<String, Place> = measure::columns().into_iter().collect();
        let column = |(name, words): &(&str, &'static str)| {
            columns.get(&format!("phrase_{name}")).map(|&place| (place, *words))
        };
        let phrases = facts::PHRASES.iter().filter_map(column).collect();
        Self {
            blocks,
            features,
            selection,
            first_scores,
            topics: Contributions::names().map(|names| topics(&names)),
            before,
            phrases,
            first_kept,
        }
    }

    /// Why a block was kept or dropped, given its own score, and the summands of both passes, or of the
    /// first where that decides alone.
    pub(super) fn reason(
        &self,
        block: usize,
        own: f32,
        first: &Summands,
        second: Option<&Summands>,
    ) -> String {
        let by_rule = self.by_rule(block, own);
        by_rule.unwrap_or_else(|| self.by_model(block, first, second))
    }

    /// Why, where a rule decided and not the block's score.
    fn by_rule(&self, block: usize, own: f32) -> Option<String> {
        let is_likely = own >= self.selection.threshold;
        let why = match self.selection.verdicts[block] {
            Verdict::Kept if !is_likely => {
                let vouching = match self.blocks.blocks[block].kind {
                    BlockKind::Heading(_) => "as the blocks on both sides",
                    BlockKind::Cell => "as its table",
                    _ => "as the text before it",
                };
                return Some(format!("{own:.2} by itself, but as likely {vouching}"));
            }
            Verdict::Dropped(Reason::LowScore) if is_likely => {
                return Some(format!("{own:.2} by itself, but its table is not kept"));
            }
            Verdict::Dropped(Reason::Duplicate) => {
                let said = reading(self.blocks, &self.features.readings.texts, block);
                if let Some(earlier) = self.first_kept.get(&said) {
                    return Some(format!("reads the same as block {}, which is kept", earlier + 1));
                }
                "reads the same as an earlier block"
            }
            Verdict::Kept | Verdict::Dropped(Reason::LowScore) => return None,
            Verdict::Dropped(Reason::Hidden) => "the page does not show it",
            Verdict::Dropped(Reason::Notice) => "is or goes with a notice in place of the page",
            Verdict::Dropped(Reason::Control) => "is a button that the page has more than once",
            Verdict::Dropped(Reason::HeadsNothing) => {
                "is a heading at the end, and nothing of its section is kept"
            }
            Verdict::Dropped(Reason::OutsideBody) => {
                "is the title or a caption, which the focus leaves out"
            }
        };
        Some(why.to_owned())
    }

    /// Why, by what pushed the scores towards the verdict.
    fn by_model(&self, block: usize, first: &Summands, second: Option<&Summands>) -> String {
        let verdict = self.selection.verdicts[block];
        let sign = if verdict == Verdict::Kept { 1.0 } else { -1.0 };
        let value = |name: &str| {
            let mut all = second.into_iter().flat_map(|second| &second.features);
            all.find(|contribution| contribution.feature == name).map(|found| found.value)
        };
        let told: Vec<String> = self
            .pushes(first, second, sign)
            .into_iter()
            .filter(|push| push.log_odds >= NOTABLE)
            .filter_map(|push| self.tell(push.topic, block, &push.strongest, &value))
            .take(NAMED)
            .collect();
        if told.is_empty() { "nothing about it stands out".to_owned() } else { told.join(", ") }
    }

    /// The topics, from the one that pushed most towards the verdict on.
    fn pushes(&self, first: &Summands, second: Option<&Summands>, sign: f32) -> Vec<Push> {
        let [of_first, of_second] = &self.topics;
        let told = of_first.iter().zip(&first.features);
        let second = second.into_iter().flat_map(|second| of_second.iter().zip(&second.features));
        let mut by_topic: [Option<Push>; Topic::COUNT] = [const { None }; Topic::COUNT];
        for (&topic, contribution) in told.chain(second) {
            let log_odds = sign * contribution.log_odds;
            let Some(push) = by_topic.get_mut(topic as usize) else { continue };
            let push = push.get_or_insert(Push {
                topic,
                log_odds: 0.0,
                strongest: *contribution,
                most: log_odds,
            });
            push.log_odds += log_odds;
            if log_odds > push.most {
                (push.most, push.strongest) = (log_odds, *contribution);
            }
        }
        let mut pushes: Vec<Push> = by_topic.into_iter().flatten().collect();
        let rank = |push: &Push| push.log_odds * push.topic.telling();
        pushes.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.topic.cmp(&b.topic)));
        pushes
    }

    /// What is so about a block in one respect; [`None`] where there is nothing to say.
    fn tell(
        &self,
        topic: Topic,
        block: usize,
        strongest: &Contribution,
        value: &dyn Fn(&str) -> Option<f32>,
    ) -> Option<String> {
        let column = |column: Column| self.features.matrix.get(block, column);
        match topic {
            Topic::Links => {
                let is_kept = self.selection.verdicts[block] == Verdict::Kept;
                facts::links(column(Column::LinkDensity), is_kept)
            }
            Topic::Prose => Some(self.prose(block)),
            Topic::Markup => facts::markup(&column),
            Topic::Marks => facts::marks(&column),
            Topic::Repeated => {
                let others = column(Column::Repeated) - 1.0;
                (others > 0.0)
                    .then(|| format!("reads the same as {}", facts::counted(others, "other")))
            }
            Topic::Hidden => facts::hidden(&column),
            Topic::Kind => {
                let kind = self.blocks.blocks[block].kind.name().replace('_', " ");
                Some(format!("a {}", kind.trim_end_matches(|c: char| c.is_ascii_digit())))
            }
            Topic::Place => {
                let share = 100.0 * column(Column::PositionInText);
                Some(format!("{share:.0} % into the page's text"))
            }
            Topic::FromTitle => facts::from_title(&column),
            Topic::LikeTitle => facts::like_title(&column),
            Topic::LikeDescription => (column(Column::DescriptionCover) > 0.0)
                .then(|| "shares words with the page's description".to_owned()),
            Topic::LikeArticleBody => (column(Column::ArticleBodyCover) > 0.0)
                .then(|| "is in the article that the page gives as JSON-LD".to_owned()),
            Topic::Heading => Some(self.heading(block)),
            Topic::MainText => Some(facts::main_text(strongest)),
            Topic::Containers => self.container(block, strongest.feature),
            Topic::Elements => facts::element(strongest),
            Topic::Classes => facts::classes(strongest),
            Topic::Repetition => {
                let siblings = column(Column::RepetitionLog).exp_m1();
                (siblings > 1.5)
                    .then(|| format!("inside a list of {siblings:.0} blocks of the same shape"))
            }
            Topic::Phrases => self.phrase(block),
            Topic::After => facts::after(strongest),
            Topic::Neighbours => self.neighbours(block),
            Topic::Context => self.context(block),
            Topic::Shape => facts::shape(value),
            Topic::Silent => None,
        }
    }

    fn phrase(&self, block: usize) -> Option<String> {
        let is_worded = |place: Place| self.features.value(block, place) > 0.0;
        let (_, words) = self.phrases.iter().find(|(place, _)| is_worded(*place))?;
        Some(format!("worded like {words}"))
    }

    fn prose(&self, block: usize) -> String {
        let counts = &self.features.readings.texts.counts[block];
        let words = facts::counted(counts.words as f32, "word");
        match counts.sentences {
            0 => format!("{words} without a sentence"),
            sentences => format!("{words} in {}", facts::counted(sentences as f32, "sentence")),
        }
    }

    fn heading(&self, block: usize) -> String {
        let Some(heading) = self.features.readings.governing[block] else {
            return "under no heading".to_owned();
        };
        let text = self.blocks.text_of(&self.blocks.blocks[heading]);
        format!("under the heading '{}'", super::shortened(text, QUOTED))
    }

    /// The container some levels up, by what it holds.
    fn container(&self, block: usize, feature: &str) -> Option<String> {
        /// Share of the page's text from which an element is as good as the page.
        const ALMOST_ALL: f64 = 0.9;
        let level = feature.trim_start_matches(|c: char| !c.is_ascii_digit());
        let level: usize = level.split('_').next()?.parse().ok()?;
        // As `measure` counts levels: the body is around itself.
        let mut container = self.blocks.blocks[block].container;
        for _ in 0..level {
            container = self.blocks.parent(container);
        }
        let container = &self.blocks.containers[container as usize];
        let (first, end) = (container.first_block as usize, container.end_block as usize);
        let sum = self.within(first, end);
        let all = self.within(0, self.first_scores.len());
        let share = sum.letters / all.letters.max(1.0);
        if share > ALMOST_ALL {
            return None;
        }
        let share = format!("{:.0} % of the page's text", 100.0 * share);
        if end - first == 1 {
            return Some(format!("holds {share}"));
        }
        let linked = sum.linked / sum.length.max(1.0);
        let tag = facts::tag_name(container.tag.name());
        let blocks = end - first;
        Some(format!("in {tag} of {blocks} blocks, {share}, link density {linked:.2}"))
    }

    fn neighbours(&self, block: usize) -> Option<String> {
        let (first, end) = self.around(block);
        let sum = self.within(first, end);
        let count = (end - first) as f64;
        (end - first > 1).then(|| {
            let letters = sum.letters / count;
            let linked = sum.linked / sum.length.max(1.0);
            format!("among blocks of {letters:.0} letters each, link density {linked:.2}")
        })
    }

    fn context(&self, block: usize) -> Option<String> {
        let (first, end) = self.around(block);
        let others = (end - first).checked_sub(1).filter(|&others| others > 0)?;
        let own = f64::from(self.first_scores[block]);
        let score = (self.within(first, end).score - own) / others as f64;
        Some(format!("the blocks around it score {:.2}", score.max(0.0)))
    }

    fn around(&self, block: usize) -> (usize, usize) {
        (block.saturating_sub(AROUND), (block + AROUND + 1).min(self.first_scores.len()))
    }

    fn within(&self, first: usize, end: usize) -> Sum {
        let (first, end) = (self.before[first], self.before[end]);
        Sum {
            letters: end.letters - first.letters,
            length: end.length - first.length,
            linked: end.linked - first.linked,
            score: end.score - first.score,
        }
    }
}
