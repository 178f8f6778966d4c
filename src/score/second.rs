//! What the second pass sees: the first scores around each block.

use super::expected::expected_f1;
use crate::measure::{Features, log1p};
use crate::segment::{Block, Blocks, Container};

macro_rules! columns {
    ($($(#[$doc:meta])* $type:ident { $($(#[$column_doc:meta])* $variant:ident $name:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            #[repr(usize)]
            enum $type {
                $($(#[$column_doc])* $variant,)*
            }

            impl $type {
                const NAMES: &[&str] = &[$($name,)*];
            }
        )*
    };
}

columns! {
    /// Columns of a block, before the families: neighbours, containers, windows.
    Column {
        /// The block's own first score, and that less the page's threshold.
        Own "score",
        AboveThreshold "score_above_threshold",
        /// Mean score of the rest of the nearest container that holds more than the block, and how
        /// many levels up that is; likewise of one that holds 400 letters more.
        Rest "score_of_rest",
        RestLevel "level_of_rest",
        LargeRest "score_of_large_rest",
        /// Mean score of the blocks of the same shape, log of their number, their share of content.
        Shape "score_of_shape",
        ShapeCount "count_of_shape",
        ShapeShare "share_of_shape",
        /// Score of the governing heading, and mean score of all that it governs.
        Heading "score_of_heading",
        Section "score_of_section",
        /// Blocks since the first and before the last likely block (over 40, -1 to 1), and to the
        /// nearest likely one before and after (over 60).
        FromFirst "from_first_likely",
        FromLast "from_last_likely",
        ToNext "to_next_likely",
        ToPrevious "to_previous_likely",
        /// Share of the page's expected content before the block.
        Before "content_before",
        /// Within the container that has the best expected F1.
        InBest "in_best_container",
    }
    /// Columns of the page.
    PageColumn {
        /// Threshold of the decision rule, and the F1 expected at it.
        Threshold "page_threshold",
        Expected "page_expected_f1",
        /// Log of the expected letters of content, and their share of the text.
        ContentLog "page_content_log",
        ContentShare "page_content_share",
        /// Share of the text in likely and in doubtful blocks.
        LikelyShare "page_likely_share",
        DoubtfulShare "page_doubtful_share",
        /// Expected F1 and mean score of the best container.
        BestF1 "page_best_container_f1",
        BestScore "page_best_container_score",
    }
}

/// Neighbours whose scores are seen.
const NEIGHBOURS: [isize; 8] = [-1, 1, -2, 2, -3, 3, -4, 4];

/// Levels up of the containers whose mean scores, and shares of the content, are seen.
const LEVELS: usize = 8;

/// Half widths of windows.
const WINDOWS: [usize; 3] = [3, 8, 20];

const CONTAINERS: usize = Column::NAMES.len() + NEIGHBOURS.len();
const WINDOW: usize = CONTAINERS + 2 * LEVELS;
/// Columns of a row.
const WIDTH: usize = WINDOW + WINDOWS.len();

/// A block of this score or more is likely content.
const LIKELY: f32 = 0.5;
/// Scores between this and its complement are doubtful.
const DOUBTFUL: f32 = 0.2;

/// Names of the columns of a block and of the page.
pub(crate) fn names() -> (Vec<String>, Vec<String>) {
    let mut block: Vec<String> = Column::NAMES.iter().map(|&name| name.to_owned()).collect();
    block.extend(NEIGHBOURS.iter().map(|offset| {
        let side = if *offset < 0 { "previous" } else { "next" };
        format!("score_of_{side}{}", offset.unsigned_abs())
    }));
    block.extend((0..LEVELS).map(|level| format!("score_of_container{level}")));
    block.extend((0..LEVELS).map(|level| format!("content_share_of_container{level}")));
    block.extend(WINDOWS.iter().map(|half| format!("score_of_window{half}")));
    (block, PageColumn::NAMES.iter().map(|&name| name.to_owned()).collect())
}

/// The columns of a page's second pass.
#[derive(Debug)]
pub(crate) struct Second {
    /// Column after column, a value a block.
    values: Vec<f32>,
    blocks: usize,
    pub(crate) page: [f32; PageColumn::NAMES.len()],
}

impl Second {
    /// The values of a column.
    pub(crate) fn column(&self, column: usize) -> &[f32] {
        &self.values[column * self.blocks..(column + 1) * self.blocks]
    }

    /// The columns at one block.
    pub(crate) fn row(&self, block: usize) -> impl Iterator<Item = f32> + '_ {
        (0..WIDTH).map(move |column| self.column(column)[block])
    }

    /// Measures the first scores around each block.
    pub(crate) fn measure(blocks: &Blocks, features: &Features, first: &[f32]) -> Self {
        let mut second = Self {
            values: vec![0.0; first.len() * WIDTH],
            blocks: first.len(),
            page: [0.0; PageColumn::NAMES.len()],
        };
        if first.is_empty() {
            return second;
        }
        let content = Content::new(first, features);
        let containers = Containers::new(blocks, &content);
        second.page(&content, features, first, &blocks.containers[containers.best as usize]);
        second.own(features, first, &content);
        second.containers(blocks, &content, &containers);
        Likely::new(first).write(&mut second);
        second.neighbours(first);
        second.windows(&content);
        second.shapes(blocks, features, &content);
        second
    }

    fn set(&mut self, block: usize, column: Column, value: f32) {
        self.put(block, column as usize, value);
    }

    fn put(&mut self, block: usize, column: usize, value: f32) {
        self.values[column * self.blocks + block] = value;
    }

    fn own(&mut self, features: &Features, first: &[f32], content: &Content) {
        let sections = sections(features, content);
        let threshold = self.page[PageColumn::Threshold as usize];
        for (at, &score) in first.iter().enumerate() {
            self.set(at, Column::Own, score);
            self.set(at, Column::AboveThreshold, score - threshold);
            let heading = features.governing[at];
            self.set(at, Column::Heading, heading.map_or(-1.0, |heading| first[heading]));
            self.set(at, Column::Section, heading.map_or(-1.0, |heading| sections[heading]));
            self.set(at, Column::Before, content.share(0, at as u32));
        }
    }

    fn neighbours(&mut self, first: &[f32]) {
        for (family, offset) in NEIGHBOURS.into_iter().enumerate() {
            for at in 0..first.len() {
                let neighbour = at.checked_add_signed(offset).and_then(|at| first.get(at));
                let column = Column::NAMES.len() + family;
                self.put(at, column, neighbour.copied().unwrap_or(-1.0));
            }
        }
    }

    fn windows(&mut self, content: &Content) {
        for (family, half) in WINDOWS.into_iter().enumerate() {
            for at in 0..self.blocks {
                let end = (at + half + 1).min(self.blocks);
                let mean = content.mean(at.saturating_sub(half) as u32, end as u32);
                self.put(at, WINDOW + family, mean);
            }
        }
    }

    /// Writes what the scores around a block say of it, and of the rest of what is around it.
    fn containers(&mut self, blocks: &Blocks, content: &Content, containers: &Containers) {
        /// Levels up within which the rest of a container is looked for.
        const LEVELS_UP: usize = 14;
        /// Letters of a large rest.
        const LARGE: f32 = 400.0;
        for (at, block) in blocks.blocks.iter().enumerate() {
            let own = content.letters(at as u32, at as u32 + 1);
            let likely = content.content(at as u32, at as u32 + 1);
            let (mut rest, mut large_rest) = (None, None);
            let mut level = 0;
            let mut last = (0.0, 0.0);
            for (index, _) in blocks.ancestors_with_index(block.container).take(LEVELS_UP) {
                let container = &containers.of[index as usize];
                let others = container.letters - own;
                let score = || (container.content - likely) / others.max(1e-6);
                if others > 0.5 && rest.is_none() {
                    rest = Some((score(), level));
                }
                if others > LARGE && large_rest.is_none() {
                    large_rest = Some(score());
                }
                if level < LEVELS {
                    last = (container.mean, container.share);
                    self.put(at, CONTAINERS + level, last.0);
                    self.put(at, CONTAINERS + LEVELS + level, last.1);
                } else if large_rest.is_some() {
                    break;
                }
                level += 1;
            }
            // The page is the outermost container, however few there are.
            for level in level..LEVELS {
                self.put(at, CONTAINERS + level, last.0);
                self.put(at, CONTAINERS + LEVELS + level, last.1);
            }
            self.set(at, Column::Rest, rest.map_or(-1.0, |(score, _)| score));
            self.set(at, Column::RestLevel, rest.map_or(-1.0, |(_, level)| level as f32));
            self.set(at, Column::LargeRest, large_rest.unwrap_or(-1.0));
        }
        let best = &blocks.containers[containers.best as usize];
        for at in best.first_block..best.end_block {
            self.set(at as usize, Column::InBest, 1.0);
        }
    }

    fn page(&mut self, content: &Content, features: &Features, first: &[f32], best: &Container) {
        let words = |at: usize| features.texts.counts[at].words as f32;
        let expected = expected_f1(first, words);
        let total = content.letters(0, first.len() as u32).max(1.0);
        let share = |is: &dyn Fn(f32) -> bool| {
            let letters = |at: &usize| content.letters(*at as u32, *at as u32 + 1);
            let held: f32 =
                (0..first.len()).filter(|&at| is(first[at])).map(|at| letters(&at)).sum();
            held / total
        };
        let mut set = |column: PageColumn, value: f32| self.page[column as usize] = value;
        set(PageColumn::Threshold, expected.lowest_kept);
        set(PageColumn::Expected, expected.f1);
        let all = content.content(0, first.len() as u32);
        set(PageColumn::ContentLog, log1p(all));
        set(PageColumn::ContentShare, all / total);
        set(PageColumn::LikelyShare, share(&|score| score >= LIKELY));
        set(PageColumn::DoubtfulShare, share(&|score| score > DOUBTFUL && score < 1.0 - DOUBTFUL));
        set(PageColumn::BestF1, content.f1(best.first_block, best.end_block));
        set(PageColumn::BestScore, content.mean(best.first_block, best.end_block));
    }
}

/// Prefix sums of letters and of expected letters of content.
struct Content {
    before: Vec<(f64, f64)>,
}

impl Content {
    fn new(first: &[f32], features: &Features) -> Self {
        let mut sum = (0.0, 0.0);
        let mut before = Vec::with_capacity(first.len() + 1);
        before.push(sum);
        for (counts, &score) in features.texts.counts.iter().zip(first) {
            let letters = f64::from(counts.letters);
            sum.0 += letters;
            sum.1 += letters * f64::from(score);
            before.push(sum);
        }
        Self { before }
    }

    fn letters(&self, first: u32, end: u32) -> f32 {
        (self.before[end as usize].0 - self.before[first as usize].0) as f32
    }

    fn content(&self, first: u32, end: u32) -> f32 {
        (self.before[end as usize].1 - self.before[first as usize].1) as f32
    }

    fn total(&self) -> f32 {
        self.before.last().map_or(0.0, |sum| sum.1 as f32)
    }

    /// Mean score of a range of blocks, by letters.
    fn mean(&self, first: u32, end: u32) -> f32 {
        self.content(first, end) / self.letters(first, end).max(1e-6)
    }

    /// Share of the page's expected content in a range of blocks.
    fn share(&self, first: u32, end: u32) -> f32 {
        self.content(first, end) / self.total().max(1e-6)
    }

    /// F1 expected of keeping a range of blocks.
    fn f1(&self, first: u32, end: u32) -> f32 {
        2.0 * self.content(first, end) / (self.letters(first, end) + self.total()).max(1e-6)
    }
}

/// What the first scores say of a container.
#[derive(Debug, Clone, Copy)]
struct Scored {
    letters: f32,
    content: f32,
    mean: f32,
    share: f32,
}

/// The containers, and the one that has the best expected F1.
#[derive(Debug)]
struct Containers {
    of: Vec<Scored>,
    best: u32,
}

impl Containers {
    fn new(blocks: &Blocks, content: &Content) -> Self {
        let (mut best, mut best_f1) = (0, f32::NEG_INFINITY);
        let mut of = Vec::with_capacity(blocks.containers.len());
        for (at, container) in blocks.containers.iter().enumerate() {
            let (first, end) = (container.first_block, container.end_block);
            let f1 = content.f1(first, end);
            if f1 > best_f1 {
                (best, best_f1) = (at as u32, f1);
            }
            of.push(Scored {
                letters: content.letters(first, end),
                content: content.content(first, end),
                mean: content.mean(first, end),
                share: content.share(first, end),
            });
        }
        Self { of, best }
    }
}

impl Second {
    /// Writes what the first scores say of the blocks whose element, parent and grandparent look the
    /// same as a block's.
    fn shapes(&mut self, blocks: &Blocks, features: &Features, content: &Content) {
        let shapes = &features.classes.shapes;
        let shape = |(at, block): (usize, &Block)| {
            let parent = blocks.parent(block.container);
            let grandparent = blocks.containers[blocks.parent(parent) as usize].tag as u64;
            let own = shapes[block.container as usize];
            (own, shapes[parent as usize], grandparent, at as u32)
        };
        let mut order: Vec<_> = blocks.blocks.iter().enumerate().map(shape).collect();
        order.sort_unstable();
        for group in order.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
            let sum = |f: &dyn Fn(u32) -> f32| group.iter().map(|entry| f(entry.3)).sum::<f32>();
            let letters = sum(&|at| content.letters(at, at + 1));
            let likely = sum(&|at| content.content(at, at + 1));
            let score = likely / letters.max(1e-6);
            let count = log1p(group.len() as f32);
            let share = likely / content.total().max(1e-6);
            for &(_, _, _, at) in group {
                self.set(at as usize, Column::Shape, score);
                self.set(at as usize, Column::ShapeCount, count);
                self.set(at as usize, Column::ShapeShare, share);
            }
        }
    }
}

/// Mean score of the blocks that each heading governs, at the heading's index.
fn sections(features: &Features, content: &Content) -> Vec<f32> {
    let mut sums = vec![(0.0, 0.0); features.governing.len()];
    for (at, heading) in features.governing.iter().enumerate() {
        if let Some(heading) = *heading {
            let at = at as u32;
            let sum: &mut (f32, f32) = &mut sums[heading];
            sum.0 += content.letters(at, at + 1);
            sum.1 += content.content(at, at + 1);
        }
    }
    sums.into_iter().map(|(letters, likely)| likely / letters.max(1e-6)).collect()
}

/// Where the likely blocks are.
struct Likely {
    blocks: Vec<usize>,
}

impl Likely {
    fn new(first: &[f32]) -> Self {
        Self { blocks: (0..first.len()).filter(|&at| first[at] >= LIKELY).collect() }
    }

    fn write(&self, second: &mut Second) {
        /// Blocks beyond which all are equally far.
        const FAR: f32 = 40.0;
        const FAR_FROM_NEAREST: f32 = 60.0;
        let mut next = 0;
        for at in 0..second.blocks {
            let signed = |from: usize| ((at as f32 - from as f32) / FAR).clamp(-1.0, 1.0);
            let distance = |to: usize| (at.abs_diff(to) as f32 / FAR_FROM_NEAREST).min(1.0);
            while self.blocks.get(next).is_some_and(|&likely| likely < at) {
                next += 1;
            }
            let first = self.blocks.first().map_or(-1.0, |&first| signed(first));
            let last = self.blocks.last().map_or(1.0, |&last| signed(last));
            let to_next = self.blocks.get(next).map(|&next| distance(next));
            let is_likely = self.blocks.get(next) == Some(&at);
            let previous = if is_likely { Some(next) } else { next.checked_sub(1) };
            let to_previous = previous.and_then(|previous| self.blocks.get(previous));
            second.set(at, Column::FromFirst, first);
            second.set(at, Column::FromLast, last);
            second.set(at, Column::ToNext, to_next.unwrap_or(1.0));
            second.set(at, Column::ToPrevious, to_previous.map_or(1.0, |&at| distance(at)));
        }
    }
}
