//! What the second pass sees: the first scores around each block.

use super::expected::expected_f1;
use crate::measure::{Features, log1p};
use crate::segment::Blocks;

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
    values: Vec<f32>,
    pub(crate) page: [f32; PageColumn::NAMES.len()],
}

impl Second {
    /// Columns of a row.
    pub(super) const WIDTH: usize = WIDTH;

    /// Row after row.
    pub(super) fn values(&self) -> &[f32] {
        &self.values
    }

    pub(crate) fn row(&self, block: usize) -> &[f32] {
        &self.values[block * WIDTH..(block + 1) * WIDTH]
    }

    /// Measures the first scores around each block.
    pub(crate) fn measure(blocks: &Blocks, features: &Features, first: &[f32]) -> Self {
        let mut second =
            Self { values: vec![0.0; first.len() * WIDTH], page: [0.0; PageColumn::NAMES.len()] };
        if first.is_empty() {
            return second;
        }
        let letters = features.texts.counts.iter().map(|counts| f64::from(counts.letters));
        let content = Content::new(first, letters);
        let best = content.best_container(blocks);
        second.page(&content, features, first, blocks, best);
        let shapes = shapes(blocks, features, &content);
        let sections = sections(features, &content);
        let likely = Likely::new(first);
        let threshold = second.page[PageColumn::Threshold as usize];
        for at in 0..first.len() {
            let row = &mut second.values[at * WIDTH..(at + 1) * WIDTH];
            let mut set = |column: Column, value: f32| row[column as usize] = value;
            set(Column::Own, first[at]);
            set(Column::AboveThreshold, first[at] - threshold);
            let shape = &shapes[at];
            set(Column::Shape, shape.score);
            set(Column::ShapeCount, log1p(shape.count as f32));
            set(Column::ShapeShare, shape.share);
            let heading = features.governing[at];
            set(Column::Heading, heading.map_or(-1.0, |heading| first[heading]));
            set(Column::Section, heading.map_or(-1.0, |heading| sections[heading]));
            set(Column::Before, content.share(0, at as u32));
            let in_best = best.is_some_and(|best| {
                let best = &blocks.containers[best as usize];
                (best.first_block..best.end_block).contains(&(at as u32))
            });
            set(Column::InBest, f32::from(u8::from(in_best)));
            likely.write(at, row);
            neighbours(first, at, row);
            containers(blocks, &content, at, row);
            windows(&content, at, row);
        }
        second
    }

    fn page(
        &mut self,
        content: &Content,
        features: &Features,
        first: &[f32],
        blocks: &Blocks,
        best: Option<u32>,
    ) {
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
        if let Some(best) = best {
            let container = &blocks.containers[best as usize];
            set(PageColumn::BestF1, content.f1(container.first_block, container.end_block));
            set(PageColumn::BestScore, content.mean(container.first_block, container.end_block));
        }
    }
}

/// Prefix sums of letters and of expected letters of content.
struct Content {
    before: Vec<(f64, f64)>,
}

impl Content {
    fn new(first: &[f32], letters: impl Iterator<Item = f64>) -> Self {
        let mut sum = (0.0, 0.0);
        let mut before = vec![sum];
        for (letters, &score) in letters.zip(first) {
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

    fn best_container(&self, blocks: &Blocks) -> Option<u32> {
        let f1 = |at: u32| {
            let container = &blocks.containers[at as usize];
            self.f1(container.first_block, container.end_block)
        };
        let better = |best: u32, at: u32| if f1(at) > f1(best) { at } else { best };
        (0..blocks.containers.len() as u32).reduce(better)
    }
}

/// What the first scores say of the blocks of one shape.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    score: f32,
    count: u32,
    share: f32,
}

/// Groups blocks whose element, parent and grandparent look the same.
fn shapes(blocks: &Blocks, features: &Features, content: &Content) -> Vec<Shape> {
    let shapes = &features.classes.shapes;
    let mut order: Vec<(u64, u64, u64, u32)> = blocks
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let parent = blocks.parent(block.container);
            let grandparent = blocks.containers[blocks.parent(parent) as usize].tag as u64;
            let own = shapes[block.container as usize];
            (own, shapes[parent as usize], grandparent, at as u32)
        })
        .collect();
    order.sort_unstable();
    let mut found = vec![Shape::default(); order.len()];
    for group in order.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        let sum = |f: &dyn Fn(u32) -> f32| group.iter().map(|entry| f(entry.3)).sum::<f32>();
        let letters = sum(&|at| content.letters(at, at + 1));
        let likely = sum(&|at| content.content(at, at + 1));
        let shape = Shape {
            score: likely / letters.max(1e-6),
            count: group.len() as u32,
            share: likely / content.total().max(1e-6),
        };
        for entry in group {
            found[entry.3 as usize] = shape;
        }
    }
    found
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

    fn write(&self, at: usize, row: &mut [f32]) {
        /// Blocks beyond which all are equally far.
        const FAR: f32 = 40.0;
        const FAR_FROM_NEAREST: f32 = 60.0;
        let signed = |from: usize| ((at as f32 - from as f32) / FAR).clamp(-1.0, 1.0);
        let distance = |other: usize| (at.abs_diff(other) as f32 / FAR_FROM_NEAREST).min(1.0);
        let next = self.blocks.partition_point(|&likely| likely < at);
        let previous = self.blocks.partition_point(|&likely| likely <= at).checked_sub(1);
        let mut set = |column: Column, value: f32| row[column as usize] = value;
        set(Column::FromFirst, self.blocks.first().map_or(-1.0, |&first| signed(first)));
        set(Column::FromLast, self.blocks.last().map_or(1.0, |&last| signed(last)));
        set(Column::ToNext, self.blocks.get(next).map_or(1.0, |&next| distance(next)));
        let previous = previous.and_then(|place| self.blocks.get(place));
        set(Column::ToPrevious, previous.map_or(1.0, |&previous| distance(previous)));
    }
}

fn neighbours(first: &[f32], at: usize, row: &mut [f32]) {
    for (slot, offset) in row[Column::NAMES.len()..].iter_mut().zip(NEIGHBOURS) {
        let neighbour = at.checked_add_signed(offset).and_then(|at| first.get(at));
        *slot = neighbour.copied().unwrap_or(-1.0);
    }
}

fn containers(blocks: &Blocks, content: &Content, at: usize, row: &mut [f32]) {
    /// Levels up within which the rest of a container is looked for.
    const LEVELS_UP: usize = 14;
    /// Letters of a large rest.
    const LARGE: f32 = 400.0;
    let own = content.letters(at as u32, at as u32 + 1);
    let likely = content.content(at as u32, at as u32 + 1);
    let (mut rest, mut large_rest) = (None, None);
    let mut level = 0;
    let mut last = (0.0, 0.0);
    for container in blocks.ancestors(blocks.blocks[at].container).take(LEVELS_UP) {
        let (first, end) = (container.first_block, container.end_block);
        let others = content.letters(first, end) - own;
        let score = (content.content(first, end) - likely) / others.max(1e-6);
        if others > 0.5 && rest.is_none() {
            rest = Some((score, level));
        }
        if others > LARGE && large_rest.is_none() {
            large_rest = Some(score);
        }
        last = (content.mean(first, end), content.share(first, end));
        if level < LEVELS {
            row[CONTAINERS + level] = last.0;
            row[CONTAINERS + LEVELS + level] = last.1;
        }
        level += 1;
    }
    // The page is the outermost container, however few there are.
    for level in level..LEVELS {
        row[CONTAINERS + level] = last.0;
        row[CONTAINERS + LEVELS + level] = last.1;
    }
    row[Column::Rest as usize] = rest.map_or(-1.0, |(score, _)| score);
    row[Column::RestLevel as usize] = rest.map_or(-1.0, |(_, level)| level as f32);
    row[Column::LargeRest as usize] = large_rest.unwrap_or(-1.0);
}

fn windows(content: &Content, at: usize, row: &mut [f32]) {
    let count = content.before.len() - 1;
    for (slot, half) in row[WINDOW..].iter_mut().zip(WINDOWS) {
        let end = (at + half + 1).min(count);
        *slot = content.mean(at.saturating_sub(half) as u32, end as u32);
    }
}
