//! What the second pass sees: the first scores around each block.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::content::Content;
use super::expected::{AS_SCORED, expected_f1};
use crate::hash::{Alike, Fnv};
use crate::measure::{ColumnSet, Features, Table, column_enum, log1p};
use crate::segment::{Block, Blocks, Container};

column_enum! {
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
}

column_enum! {
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
const WINDOWS: [u32; 3] = [3, 8, 20];

const CONTAINERS: usize = Column::NAMES.len() + NEIGHBOURS.len();
const WINDOW: usize = CONTAINERS + 2 * LEVELS;
/// Columns of a row.
pub(super) const WIDTH: usize = WINDOW + WINDOWS.len();

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

/// The columns of the page, in the order of their names.
pub(crate) type SecondPage = [f32; PageColumn::NAMES.len()];

/// The columns of a page's second pass, with a row for each block that was asked for.
#[derive(Debug)]
pub(crate) struct Second {
    pub(super) table: Table,
    pub(crate) page: SecondPage,
}

impl Second {
    /// Number of columns of a block.
    pub(crate) const WIDTH: usize = WIDTH;

    /// The columns of one row.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = f32> + '_ {
        (0..WIDTH).map(move |column| self.table.value(row, column))
    }

    /// All columns, and a row for every block.
    pub(crate) fn of_all(blocks: &Blocks, features: &Features, first: &[f32]) -> Self {
        let all: Vec<u32> = (0..first.len() as u32).collect();
        Self::measure(blocks, features, first, &ColumnSet::all(WIDTH), &all)
    }

    /// Measures the first scores around each of some blocks, in the order of the page, as far as it
    /// is wanted.
    pub(crate) fn measure(
        blocks: &Blocks,
        features: &Features,
        first: &[f32],
        wanted: &ColumnSet,
        asked: &[u32],
    ) -> Self {
        let page = [0.0; PageColumn::NAMES.len()];
        let mut second = Self { table: Table::new(asked.len(), wanted), page };
        if first.is_empty() {
            return second;
        }
        let content = Content::new(first, features);
        let best = &blocks.containers[content.best_container(blocks)];
        second.page(&content, features, first, best);
        second.own(features, first, &content, asked);
        second.rest(blocks, &content, asked);
        second.containers(blocks, &content, asked);
        let is_in_best = |at: &u32| (best.first_block..best.end_block).contains(at);
        second.fill(Column::InBest, asked.iter().map(|at| f32::from(u8::from(is_in_best(at)))));
        Likely::new(first).write(&mut second, asked);
        second.neighbours(first, asked);
        second.windows(&content, first.len(), asked);
        second.shapes(blocks, features, &content, asked);
        second
    }

    fn fill(&mut self, column: Column, values: impl Iterator<Item = f32>) {
        self.table.fill(column as usize, values);
    }

    fn own(&mut self, features: &Features, first: &[f32], content: &Content, asked: &[u32]) {
        let sections = sections(features, content);
        let threshold = self.page[PageColumn::Threshold as usize];
        let scores = || asked.iter().map(|&at| first[at as usize]);
        self.fill(Column::Own, scores());
        self.fill(Column::AboveThreshold, scores().map(|score| score - threshold));
        let headings = || asked.iter().map(|&at| features.readings.governing[at as usize]);
        let of_heading = |values: &[f32], heading: Option<usize>| {
            heading.map_or(-1.0, |heading| values[heading])
        };
        self.fill(Column::Heading, headings().map(|heading| of_heading(first, heading)));
        self.fill(Column::Section, headings().map(|heading| of_heading(&sections, heading)));
        self.fill(Column::Before, asked.iter().map(|&at| content.share(0, at)));
    }

    fn neighbours(&mut self, first: &[f32], asked: &[u32]) {
        for (family, offset) in NEIGHBOURS.into_iter().enumerate() {
            let neighbour = |at: &u32| {
                let at = (*at as usize).checked_add_signed(offset);
                at.and_then(|at| first.get(at)).copied().unwrap_or(-1.0)
            };
            self.table.fill(Column::NAMES.len() + family, asked.iter().map(neighbour));
        }
    }

    fn windows(&mut self, content: &Content, count: usize, asked: &[u32]) {
        for (family, half) in WINDOWS.into_iter().enumerate() {
            let mean = |at: &u32| {
                let end = (at + half + 1).min(count as u32);
                content.mean(at.saturating_sub(half), end)
            };
            self.table.fill(WINDOW + family, asked.iter().map(mean));
        }
    }

    /// Writes what the scores say of the containers around each block.
    fn containers(&mut self, blocks: &Blocks, content: &Content, asked: &[u32]) {
        let container = |at: &u32| blocks.blocks[*at as usize].container;
        let mut of_each: Vec<u32> = asked.iter().map(container).collect();
        for level in 0..LEVELS {
            // Around the outermost container is itself.
            let ranges = || {
                let containers = of_each.iter().map(|&at| &blocks.containers[at as usize]);
                containers.map(|container| (container.first_block, container.end_block))
            };
            let means = ranges().map(|(first, end)| content.mean(first, end));
            self.table.fill(CONTAINERS + level, means);
            let shares = ranges().map(|(first, end)| content.share(first, end));
            self.table.fill(CONTAINERS + LEVELS + level, shares);
            of_each.iter_mut().for_each(|container| *container = blocks.parent(*container));
        }
    }

    /// Writes what the scores say of the rest of what is around a block.
    fn rest(&mut self, blocks: &Blocks, content: &Content, asked: &[u32]) {
        /// Letters of any rest, and of a large one.
        const SOME: f32 = 0.5;
        const LARGE: f32 = 400.0;
        let rest_of = |more: f32| {
            move |&at: &u32| content.rest(blocks, at, blocks.blocks[at as usize].container, more)
        };
        let of_some: Vec<_> = asked.iter().map(rest_of(SOME)).collect();
        let score = |rest: &Option<(f32, usize)>| rest.map_or(-1.0, |(score, _)| score);
        let level = |rest: &Option<(f32, usize)>| rest.map_or(-1.0, |(_, level)| level as f32);
        self.fill(Column::Rest, of_some.iter().map(score));
        self.fill(Column::RestLevel, of_some.iter().map(level));
        self.fill(Column::LargeRest, asked.iter().map(rest_of(LARGE)).map(|rest| score(&rest)));
    }

    fn page(&mut self, content: &Content, features: &Features, first: &[f32], best: &Container) {
        let words = |at: usize| features.readings.texts.counts[at].words as f32;
        let expected = expected_f1(first, AS_SCORED, words);
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

    /// Writes what the first scores say of the blocks whose element, parent and grandparent look the
    /// same as a block's.
    fn shapes(&mut self, blocks: &Blocks, features: &Features, content: &Content, asked: &[u32]) {
        let shapes = &features.readings.classes.shapes;
        let shape = |block: &Block| {
            let parent = blocks.parent(block.container);
            let grandparent = blocks.containers[blocks.parent(parent) as usize].tag as u64;
            let own = shapes[block.container as usize];
            // One number sorts faster than three. Should two shapes have the same, they count as one.
            Fnv::NEW.push(own).push(shapes[parent as usize]).push(grandparent).0
        };
        let alike = Alike::of(blocks.blocks.iter().map(shape));
        let rows = blocks.blocks.len();
        let mut columns = [Column::Shape, Column::ShapeCount, Column::ShapeShare]
            .map(|column| (column, vec![0.0; rows]));
        for group in alike.groups() {
            let sum = |f: &dyn Fn(u32) -> f32| group.clone().map(|at| f(at as u32)).sum::<f32>();
            let letters = sum(&|at| content.letters(at, at + 1));
            let likely = sum(&|at| content.content(at, at + 1));
            let score = likely / letters.max(1e-6);
            let count = log1p(group.len() as f32);
            let share = likely / content.total().max(1e-6);
            for ((_, values), value) in columns.iter_mut().zip([score, count, share]) {
                group.clone().for_each(|at| values[at] = value);
            }
        }
        for (column, values) in columns {
            self.fill(column, asked.iter().map(|&at| values[at as usize]));
        }
    }
}

/// Mean score of the blocks that each heading governs, at the heading's index.
fn sections(features: &Features, content: &Content) -> Vec<f32> {
    let mut sums = vec![(0.0, 0.0); features.readings.governing.len()];
    for (at, heading) in features.readings.governing.iter().enumerate() {
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

    fn write(&self, second: &mut Second, asked: &[u32]) {
        /// Blocks beyond which all are equally far.
        const FAR: f32 = 40.0;
        const FAR_FROM_NEAREST: f32 = 60.0;
        let all = || asked.iter().map(|&at| at as usize);
        let signed = |at: usize, from: usize| ((at as f32 - from as f32) / FAR).clamp(-1.0, 1.0);
        let distance = |at: usize, to: usize| (at.abs_diff(to) as f32 / FAR_FROM_NEAREST).min(1.0);
        let (first, last) = (self.blocks.first().copied(), self.blocks.last().copied());
        let from_first = |at| first.map_or(-1.0, |first| signed(at, first));
        second.fill(Column::FromFirst, all().map(from_first));
        second.fill(Column::FromLast, all().map(|at| last.map_or(1.0, |last| signed(at, last))));
        let to_next = |at| {
            let next = self.blocks.partition_point(|&likely| likely < at);
            self.blocks.get(next).map_or(1.0, |&next| distance(at, next))
        };
        second.fill(Column::ToNext, all().map(to_next));
        let to_previous = |at| {
            let previous = self.blocks.partition_point(|&likely| likely <= at).checked_sub(1);
            let previous = previous.and_then(|previous| self.blocks.get(previous));
            previous.map_or(1.0, |&previous| distance(at, previous))
        };
        second.fill(Column::ToPrevious, all().map(to_previous));
    }
}
