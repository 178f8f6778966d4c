//! Where a block stands on the page, and how like it is to what the head says.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::columns::Column;
use super::matrix::Matrix;
use super::numbers::log1p;
use super::sums::Sums;
use super::text::{TextCounts, Texts};
use crate::hash::spread;
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
    let overlaps = likeness(texts, head, matrix);
    let count = texts.counts.len();
    let most_alike = (0..count)
        .max_by(|&a, &b| overlaps[a].total_cmp(&overlaps[b]).then(b.cmp(&a)))
        .filter(|&at| overlaps[at] > ALIKE);
    let longest_h1 = (0..count)
        .filter(|&at| levels[at] == Some(1))
        .max_by_key(|&at| (texts.counts[at].letters, std::cmp::Reverse(at)));
    if let Some(title) = longest_h1.or(most_alike) {
        from_title(sums, title, matrix);
    }
    if let Some(title) = most_alike {
        matrix.fill(Column::SideOfTitleText, (0..count).map(|at| side(at, title)));
        matrix.fill(Column::BlocksFromTitleText, (0..count).map(|at| blocks_from(at, title)));
    }
    matrix.fill(Column::TitleOverlap, overlaps.into_iter());
}

/// The block taken for the title, if any, is where `side_of_title` is zero on a page that has one.
fn from_title(sums: &Sums, title: usize, matrix: &mut Matrix) {
    let middle = |at: usize| {
        let before = sums.within(0, at as u32).letters as f32;
        before + sums.within(at as u32, at as u32 + 1).letters as f32 / 2.0
    };
    let title_middle = middle(title);
    let all = 0..matrix.len();
    matrix.fill(Column::SideOfTitle, all.clone().map(|at| side(at, title)));
    matrix.fill(Column::BlocksFromTitle, all.clone().map(|at| blocks_from(at, title)));
    let text_from =
        |at: usize| side(at, title) * log1p((middle(at) - title_middle).abs()) / LOG_SCALE;
    matrix.fill(Column::TextFromTitle, all.map(text_from));
}

fn blocks_from(at: usize, title: usize) -> f32 {
    ((at as f32 - title as f32) / FAR).clamp(-1.0, 1.0)
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
    let before = |at: usize| sums.within(0, at as u32).letters as f32;
    let own = |at: usize| sums.within(at as u32, at as u32 + 1).letters as f32;
    let all = || 0..count;
    matrix.fill(Column::PositionInText, all().map(|at| (before(at) + own(at) / 2.0) / total));
    matrix.fill(Column::PositionInBlocks, all().map(|at| (at as f32 + 0.5) / count as f32));
    matrix.fill_log(Column::TextBeforeLog, all().map(before));
    matrix.fill_log(Column::TextAfterLog, all().map(|at| total - before(at) - own(at)));
}

/// A set of words, with the means to count how many of them a block has.
struct WordSet {
    /// Sorted, distinct, each with the number of the block that had it last.
    words: Vec<(Word, u32)>,
    /// A bit for the lowest bits of each word's hash: nearly all words of a page are in no set, and
    /// need not be searched for.
    filter: [u64; FILTER],
}

/// Words of 64 bits: room for a description's words many times over.
const FILTER: usize = 16;

impl WordSet {
    fn new(text: &str) -> Self {
        let mut words: Vec<(Word, u32)> = words(text).map(|word| (word, u32::MAX)).collect();
        words.sort_unstable();
        words.dedup();
        let mut filter = [0; FILTER];
        for (word, _) in &words {
            let (at, bit) = filter_bit(*word);
            filter[at] |= bit;
        }
        Self { words, filter }
    }

    /// Words of the block that are in the set, and words of the set that are in the block.
    fn shared(&mut self, block: u32, own: &[Word]) -> (u32, u32) {
        if self.words.is_empty() {
            return (0, 0);
        }
        let (mut of_block, mut of_set) = (0, 0);
        for word in own {
            let (at, bit) = filter_bit(*word);
            if self.filter[at] & bit == 0 {
                continue;
            }
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

/// Writes how like each block is to title, description and article body; gives back the Jaccard index
/// of its words and the title's.
fn likeness(texts: &Texts, head: &Head, matrix: &mut Matrix) -> Vec<f32> {
    let all = || texts.counts.iter().map(|counts| (counts, texts.words_of(counts))).zip(0..);
    let is_short = |counts: &TextCounts| counts.words <= LONGEST_TITLE;
    let share = |part: u32, of: usize| part as f32 / of.max(1) as f32;
    let mut shared_title = WordSet::new(head.shared_title());
    let overlaps = all().map(|((counts, own), at)| {
        let (_, of_title) = if is_short(counts) { shared_title.shared(at, own) } else { (0, 0) };
        share(of_title, shared_title.len() + own.len() - of_title as usize)
    });
    let overlaps = overlaps.collect();
    let mut title = WordSet::new(&format!("{} {}", head.title, head.shared_title()));
    let title_covers = all().map(|((counts, own), at)| {
        let (of_block, _) = if is_short(counts) { title.shared(at, own) } else { (0, 0) };
        share(of_block, own.len())
    });
    matrix.fill(Column::TitleCover, title_covers);
    let mut description = WordSet::new(head.description());
    let (covers, described): (Vec<f32>, Vec<f32>) = all()
        .map(|((_, own), at)| {
            let (of_block, of_description) = description.shared(at, own);
            (share(of_block, own.len()), share(of_description, description.len()))
        })
        .unzip();
    matrix.fill(Column::DescriptionCover, covers.into_iter());
    matrix.fill(Column::DescriptionOverlap, described.into_iter());
    let body = ArticleBody::new(head);
    if !body.sequences.is_empty() {
        let covers = texts.counts.iter().map(|counts| body.cover(texts, counts));
        matrix.fill(Column::ArticleBodyCover, covers);
    }
    overlaps
}

fn filter_bit(word: Word) -> (usize, u64) {
    let bit = word.0 as usize % (FILTER * u64::BITS as usize);
    (bit / u64::BITS as usize, 1 << (bit % u64::BITS as usize))
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
        if counts.words < 3 {
            return 0.0;
        }
        let own = texts.words_of(counts);
        let known = |window: &&[Word]| self.sequences.binary_search(&sequence(window)).is_ok();
        own.windows(3).filter(known).count() as f32 / (own.len() - 2) as f32
    }
}

fn sequence(window: &[Word]) -> u64 {
    window.iter().fold(0, |hash: u64, word| spread(hash ^ u64::from(word.0)).rotate_left(29))
}
