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

/// What blocks are compared with: the title without the site's name, all titles, the description.
const TEXTS: usize = 3;

/// The words of those, with the means to count how many of each a block has.
struct HeadWords {
    /// Distinct, those of a slot together.
    words: Vec<HeadWord>,
    /// How many are of each text.
    count: [usize; TEXTS],
    /// Where the words of each slot begin. Nearly all words of a page have a slot without any, and need
    /// not be searched for.
    starts: [u32; SLOTS + 1],
}

/// A word of the head.
struct HeadWord {
    word: Word,
    /// Whether it is in each text.
    is_in: [bool; TEXTS],
    /// The block that had it last.
    last: u32,
}

/// Slots of words: room for a description's words many times over.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 10;

/// The slot of a word: the lowest bits of its hash.
fn slot(word: Word) -> usize {
    word.0 as usize % SLOTS
}

/// The order that words are in: that of their slots first.
fn order(word: Word) -> u32 {
    word.0.rotate_right(SLOT_BITS)
}

/// Words of a block that are in each text, and words of each text that are in the block.
#[derive(Debug, Clone, Copy, Default)]
struct SharedWords {
    of_block: [u32; TEXTS],
    of_text: [u32; TEXTS],
}

impl HeadWords {
    fn new(texts: [&str; TEXTS]) -> Self {
        let of_text = |(number, text)| words(text).map(move |word| (word, number));
        let mut all: Vec<(Word, usize)> = texts.into_iter().enumerate().flat_map(of_text).collect();
        all.sort_unstable_by_key(|&(word, _)| order(word));
        let mut head = Self { words: Vec::new(), count: [0; TEXTS], starts: [0; SLOTS + 1] };
        for group in all.chunk_by(|a, b| a.0 == b.0) {
            let mut head_word =
                HeadWord { word: group[0].0, is_in: [false; TEXTS], last: u32::MAX };
            group.iter().for_each(|&(_, text)| head_word.is_in[text] = true);
            for (count, is_in) in head.count.iter_mut().zip(head_word.is_in) {
                *count += usize::from(is_in);
            }
            head.starts[slot(head_word.word) + 1] += 1;
            head.words.push(head_word);
        }
        let mut before = 0;
        for start in &mut head.starts {
            before += *start;
            *start = before;
        }
        head
    }

    fn shared(&mut self, block: u32, own: &[Word]) -> SharedWords {
        let mut shared = SharedWords::default();
        for word in own {
            let slot = slot(*word);
            let (start, end) = (self.starts[slot], self.starts[slot + 1]);
            if start == end {
                continue;
            }
            let here = &mut self.words[start as usize..end as usize];
            let Ok(at) = here.binary_search_by_key(&order(*word), |known| order(known.word)) else {
                continue;
            };
            let known = &mut here[at];
            let is_first = std::mem::replace(&mut known.last, block) != block;
            for (text, is_in) in known.is_in.into_iter().enumerate() {
                shared.of_block[text] += u32::from(is_in);
                shared.of_text[text] += u32::from(is_in && is_first);
            }
        }
        shared
    }
}

/// Writes how like each block is to title, description and article body; gives back the Jaccard index
/// of its words and the title's.
fn likeness(texts: &Texts, head: &Head, matrix: &mut Matrix) -> Vec<f32> {
    const TITLE: usize = 0;
    const TITLES: usize = 1;
    const DESCRIPTION: usize = 2;
    let share = |part: u32, of: usize| part as f32 / of.max(1) as f32;
    let titles = format!("{} {}", head.title, head.shared_title());
    let mut known = HeadWords::new([head.shared_title(), &titles, head.description()]);
    let shared = texts.counts.iter().zip(0..).map(|(counts, at)| {
        let mut shared = known.shared(at, texts.words_of(counts));
        if counts.words > LONGEST_TITLE {
            for title in [TITLE, TITLES] {
                shared.of_block[title] = 0;
                shared.of_text[title] = 0;
            }
        }
        (shared, counts.words as usize)
    });
    let shared: Vec<(SharedWords, usize)> = shared.collect();
    let each = || shared.iter().copied();
    matrix.fill(Column::TitleCover, each().map(|(s, words)| share(s.of_block[TITLES], words)));
    matrix.fill(
        Column::DescriptionCover,
        each().map(|(s, words)| share(s.of_block[DESCRIPTION], words)),
    );
    let of_description = known.count[DESCRIPTION];
    matrix.fill(
        Column::DescriptionOverlap,
        each().map(|(s, _)| share(s.of_text[DESCRIPTION], of_description)),
    );
    let body = ArticleBody::new(head);
    if !body.sequences.is_empty() {
        let covers = texts.counts.iter().map(|counts| body.cover(texts, counts));
        matrix.fill(Column::ArticleBodyCover, covers);
    }
    let of_title = known.count[TITLE];
    let overlap = |(shared, words): (SharedWords, usize)| {
        let both = shared.of_text[TITLE];
        share(both, of_title + words - both as usize)
    };
    each().map(overlap).collect()
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
