//! Where a block stands on the page, and how like it is to what the head says.

use super::columns::Column;
use super::matrix::Matrix;
use super::numbers::log1p;
use super::sums::Sums;
use super::text::{TextCounts, Texts};
use crate::lexicon::{Word, words};
use crate::metadata::Head;

/// Blocks beyond which all are equally far from the title.
const FAR: f32 = 20.0;

/// Makes the signed log of a distance in letters about as large as the other columns.
const LOG_SCALE: f32 = 10.0;

/// Jaccard index from which a block is taken for the title.
const ALIKE: f32 = 0.4;

/// Words of a block beyond which it is no title.
const LONGEST_TITLE: u32 = 60;

pub(super) fn measure(
    texts: &Texts,
    sums: &Sums,
    levels: &[Option<u8>],
    head: &Head,
    matrix: &mut Matrix,
) {
    place(sums, matrix);
    likeness(texts, head, matrix);
    let count = texts.counts.len();
    let overlap = |at: &usize| matrix.get(*at, Column::TitleOverlap);
    let most_alike = (0..count)
        .max_by(|a, b| overlap(a).total_cmp(&overlap(b)).then(b.cmp(a)))
        .filter(|at| overlap(at) > ALIKE);
    let longest_h1 = (0..count)
        .filter(|&at| levels[at] == Some(1))
        .max_by_key(|&at| (texts.counts[at].letters, std::cmp::Reverse(at)));
    if let Some(title) = longest_h1.or(most_alike) {
        from_title(sums, title, matrix);
    }
    if let Some(title) = most_alike {
        for at in 0..count {
            let mut row = matrix.row_mut(at);
            let blocks = at as f32 - title as f32;
            row.set(Column::SideOfTitleText, side(at, title));
            row.set(Column::BlocksFromTitleText, (blocks / FAR).clamp(-1.0, 1.0));
        }
    }
}

/// The block taken for the title, if any, is where `side_of_title` is zero on a page that has one.
fn from_title(sums: &Sums, title: usize, matrix: &mut Matrix) {
    let middle = |at: usize| {
        let before = sums.within(0, at as u32).letters as f32;
        before + sums.within(at as u32, at as u32 + 1).letters as f32 / 2.0
    };
    let title_middle = middle(title);
    for at in 0..matrix.len() {
        let letters = middle(at) - title_middle;
        let blocks = at as f32 - title as f32;
        let mut row = matrix.row_mut(at);
        row.set(Column::SideOfTitle, side(at, title));
        row.set(Column::BlocksFromTitle, (blocks / FAR).clamp(-1.0, 1.0));
        row.set(Column::TextFromTitle, side(at, title) * log1p(letters.abs()) / LOG_SCALE);
    }
}

fn side(at: usize, title: usize) -> f32 {
    match at.cmp(&title) {
        std::cmp::Ordering::Less => -1.0,
        std::cmp::Ordering::Equal => 0.0,
        std::cmp::Ordering::Greater => 1.0,
    }
}

fn place(sums: &Sums, matrix: &mut Matrix) {
    let total = sums.total().letters.max(1) as f32;
    let count = matrix.len();
    for at in 0..count {
        let before = sums.within(0, at as u32).letters as f32;
        let own = sums.within(at as u32, at as u32 + 1).letters as f32;
        let mut row = matrix.row_mut(at);
        row.set(Column::PositionInText, (before + own / 2.0) / total);
        row.set(Column::PositionInBlocks, (at as f32 + 0.5) / count as f32);
        row.set(Column::TextBeforeLog, log1p(before));
        row.set(Column::TextAfterLog, log1p(total - before - own));
    }
}

/// A set of words, with the means to count how many of them a block has.
struct WordSet {
    /// Sorted, distinct, each with the number of the block that had it last.
    words: Vec<(Word, u32)>,
}

impl WordSet {
    fn new(text: &str) -> Self {
        let mut words: Vec<(Word, u32)> = words(text).map(|word| (word, u32::MAX)).collect();
        words.sort_unstable();
        words.dedup();
        Self { words }
    }

    /// Words of the block that are in the set, and words of the set that are in the block.
    fn shared(&mut self, block: u32, own: &[Word]) -> (u32, u32) {
        if self.words.is_empty() {
            return (0, 0);
        }
        let (mut of_block, mut of_set) = (0, 0);
        for word in own {
            if let Ok(at) = self.words.binary_search_by_key(word, |entry| entry.0) {
                of_block += 1;
                if self.words[at].1 != block {
                    self.words[at].1 = block;
                    of_set += 1;
                }
            }
        }
        (of_block, of_set)
    }

    fn len(&self) -> usize {
        self.words.len()
    }
}

fn likeness(texts: &Texts, head: &Head, matrix: &mut Matrix) {
    let mut shared_title = WordSet::new(head.shared_title());
    let mut title = WordSet::new(&format!("{} {}", head.title, head.shared_title()));
    let mut description = WordSet::new(head.description());
    let body = ArticleBody::new(head);
    for (at, counts) in texts.counts.iter().enumerate() {
        let own = texts.words_of(counts);
        let count = own.len().max(1) as f32;
        let mut row = matrix.row_mut(at);
        if counts.words <= LONGEST_TITLE {
            let (_, of_title) = shared_title.shared(at as u32, own);
            let union = shared_title.len() + own.len() - of_title as usize;
            row.set(Column::TitleOverlap, of_title as f32 / union.max(1) as f32);
            let (of_block, _) = title.shared(at as u32, own);
            row.set(Column::TitleCover, of_block as f32 / count);
        }
        let (of_block, of_description) = description.shared(at as u32, own);
        row.set(Column::DescriptionCover, of_block as f32 / count);
        row.set(
            Column::DescriptionOverlap,
            of_description as f32 / description.len().max(1) as f32,
        );
        row.set(Column::ArticleBodyCover, body.cover(texts, counts));
    }
}

/// The three-word sequences of JSON-LD's `articleBody`, hashed and sorted.
struct ArticleBody {
    sequences: Vec<u64>,
}

impl ArticleBody {
    fn new(head: &Head) -> Self {
        let mut sequences: Vec<u64> = head
            .json_ld
            .iter()
            .filter_map(|node| node.body.as_deref())
            .flat_map(|body| {
                let words: Vec<Word> = words(body).collect();
                words.windows(3).map(sequence).collect::<Vec<_>>()
            })
            .collect();
        sequences.sort_unstable();
        Self { sequences }
    }

    fn cover(&self, texts: &Texts, counts: &TextCounts) -> f32 {
        if self.sequences.is_empty() || counts.words < 3 {
            return 0.0;
        }
        let own = texts.words_of(counts);
        let known = |window: &&[Word]| self.sequences.binary_search(&sequence(window)).is_ok();
        own.windows(3).filter(known).count() as f32 / (own.len() - 2) as f32
    }
}

fn sequence(window: &[Word]) -> u64 {
    window.iter().fold(0, |hash: u64, word| {
        (hash ^ u64::from(word.0)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    })
}
