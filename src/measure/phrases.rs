//! What a block, the heading that governs it and the blocks before it say in the phrases of the
//! lexicon.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::columns::Column;
use super::marks::{ANY_HEADING_PHRASE, HEADING_PHRASES, Mark, Marks, PHRASES};
use super::matrix::{self, ANY_PHRASE, Matrix};
use super::numbers::flag;
use super::sums::Sums;
use super::text::{TextCounts, Texts};
use crate::hash::Alike;
use crate::lexicon::{PhraseGroup, PhraseGroups, phrase_groups};
use crate::segment::{Block, Blocks, Container};

/// Groups whose last mention before a block is measured: they open sections that go on.
pub(super) const SINCE: [PhraseGroup; 9] = [
    PhraseGroup::Comment,
    PhraseGroup::Rules,
    PhraseGroup::Related,
    PhraseGroup::Share,
    PhraseGroup::Newsletter,
    PhraseGroup::Tags,
    PhraseGroup::Author,
    PhraseGroup::Byline,
    PhraseGroup::Navigation,
];

/// A block longer than this (letters) is prose, whatever phrases it holds.
const SHORT: u32 = 300;

/// The groups of each block.
pub(super) fn find(texts: &Texts) -> Vec<PhraseGroups> {
    let groups = |counts: &TextCounts| {
        if counts.letters < SHORT {
            phrase_groups(texts.words_of(counts), texts.facts_of(counts))
        } else {
            PhraseGroups::default()
        }
    };
    texts.counts.iter().map(groups).collect()
}

/// The groups of which each block may open a section: all that are in it, save comments where it is the link or
/// button below a post of a thread. "Reply" would open some that hold the next post.
pub(super) fn openings(
    blocks: &Blocks,
    texts: &Texts,
    sums: &Sums,
    found: &[PhraseGroups],
) -> Vec<PhraseGroups> {
    let is_control =
        |block: &Block| block.linked == block.length || block.in_button == block.length;
    let controls: Vec<usize> = (blocks.blocks.iter().zip(found).enumerate())
        .filter(|(_, (block, groups))| groups.has(PhraseGroup::Comment) && is_control(block))
        .map(|(at, _)| at)
        .collect();
    let mut openings = found.to_vec();
    // By what they begin with: "Reply to Anna", "Reply to Paul".
    let begins =
        |&at: &usize| texts.words_of(&texts.counts[at]).first().map_or(0, |&word| word.into());
    let alike = Alike::of(controls.iter().map(begins));
    for group in alike.groups().filter(|group| group.len() >= FEWEST_POSTS) {
        let places: Vec<usize> = group.map(|number| controls[number]).collect();
        if are_below_posts(blocks, sums, &places) {
            for at in places {
                openings[at] = openings[at].without(PhraseGroups::of(&[PhraseGroup::Comment]));
            }
        }
    }
    openings
}

/// Whether links that begin the same, at these blocks, stand below the posts of a thread.
///
/// Where the first post is an element of its own, as those that follow are, what counts is the text before
/// that element: a question may be longer than its answers.
fn are_below_posts(blocks: &Blocks, sums: &Sums, places: &[usize]) -> bool {
    let prose = |from: usize, to: usize| {
        let sum = sums.within(from as u32, to as u32);
        sum.letters.saturating_sub(sum.linked) as f32
    };
    let mut posts: Vec<f32> = places.windows(2).map(|two| prose(two[0], two[1])).collect();
    posts.sort_unstable_by(f32::total_cmp);
    let post = posts[posts.len() / 2];
    let (first, second) = (places[0], places[1] as u32);
    let is_apart = |around: &&Container| around.end_block <= second;
    let of_first = blocks.ancestors(blocks.blocks[first].container).take_while(is_apart).last();
    let before_first = of_first.map_or(first, |element| element.first_block as usize);
    post > 0.0
        && prose(0, first) >= SHORTEST_FIRST_POST * post
        && prose(0, before_first) <= LONGEST_BEFORE_THREAD * post
}

/// Posts of a thread at least. Two links that read the same may stand above and below an article ("12 comments").
const FEWEST_POSTS: usize = 3;

/// Text before the first of such links, without links, in texts between two of them, the one in the middle by
/// length: with less it stands above what it leads to, as where "12 comments" is said at the top of an article,
/// below it and below the comments.
const SHORTEST_FIRST_POST: f32 = 0.25;

/// Text before the first post, likewise: with more the others are comments on it, an article.
const LONGEST_BEFORE_THREAD: f32 = 2.0;

/// The place in [`EMPHASIS`](super::marks::EMPHASIS) of a phrase in a block of so many letters.
fn emphasis(letters: u32) -> usize {
    match letters {
        0..40 => 0,
        40..120 => 1,
        _ => 2,
    }
}

pub(super) fn measure(
    texts: &Texts,
    found: &[PhraseGroups],
    openings: &[PhraseGroups],
    governing: &[Option<usize>],
    matrix: &mut Matrix,
    marks: &mut Marks,
) {
    // Block of the last mention of each group of `SINCE`.
    let mut last: [Option<usize>; SINCE.len()] = [None; SINCE.len()];
    for (at, &groups) in found.iter().enumerate() {
        let heading = governing[at].map_or(PhraseGroups::default(), |heading| found[heading]);
        let start = marks.all.len();
        let emphasis = emphasis(texts.counts[at].letters);
        marks.all.extend(members(groups).map(|group| Mark::new(PHRASES + group, emphasis)));
        marks.all.extend(members(heading).map(|group| Mark::new(HEADING_PHRASES + group, 0)));
        if !heading.without(PhraseGroups::NOTICES).is_empty() {
            marks.all.push(Mark::new(ANY_HEADING_PHRASE, 0));
        }
        marks.within.push(marks.since(start));
        for (column, (last, &group)) in last.iter_mut().zip(&SINCE).enumerate() {
            /// Blocks over which a mention loses half of its weight.
            const HALF: f32 = 8.0;
            if let Some((last, values)) = last.zip(matrix.zeros(matrix::SINCE + column)) {
                values[at] = HALF / (HALF + (at - last) as f32);
            }
            if openings[at].has(group) {
                *last = Some(at);
            }
        }
    }
    let furniture = |groups: &PhraseGroups| groups.without(PhraseGroups::NOTICES);
    let any = found.iter().map(|groups| flag(!furniture(groups).is_empty()));
    matrix.fill_at(ANY_PHRASE, any);
}

/// The numbers of the groups in a set.
fn members(groups: PhraseGroups) -> impl Iterator<Item = usize> {
    let mut bits = groups.0;
    std::iter::from_fn(move || {
        let group = bits.trailing_zeros() as usize;
        (bits != 0).then(|| {
            bits &= bits - 1;
            group
        })
    })
}

/// Groups whose phrases open a section, whatever element they stand in.
const OPENING: PhraseGroups = PhraseGroups::of(&[
    PhraseGroup::Comment,
    PhraseGroup::Rules,
    PhraseGroup::Related,
    PhraseGroup::Newsletter,
    PhraseGroup::Author,
    PhraseGroup::Tags,
    PhraseGroup::Shop,
]);

/// The level of such a block: below all headings.
const OPENING_LEVEL: u8 = 7;

/// Letters of a line that can open a section.
const LONGEST_OPENING: u32 = 60;

/// The level of each block that heads a section: 1 to 6 for headings, below that for a short line
/// like "Laisser un commentaire" in a `<div>`, as pages without headings write it.
pub(super) fn levels(blocks: &Blocks, texts: &Texts, openings: &[PhraseGroups]) -> Vec<Option<u8>> {
    let level = |(at, groups): (usize, &PhraseGroups)| {
        let tag = blocks.containers[blocks.blocks[at].container as usize].tag;
        let opens = groups.meets(OPENING) && texts.counts[at].letters <= LONGEST_OPENING;
        tag.heading_level().or(opens.then_some(OPENING_LEVEL))
    };
    openings.iter().enumerate().map(level).collect()
}

/// Blocks of an element that is there for its heading: the heading and a line that goes with it.
const HEADER_BLOCKS: u32 = 2;

/// The heading that governs each block: the last one whose section holds it. A heading's section is
/// its parent element, or the grandparent if the heading has hardly anything beside it in its parent;
/// within one section a heading ends the reach of those of its own or a lower level.
pub(super) fn governing(blocks: &Blocks, levels: &[Option<u8>]) -> Vec<Option<usize>> {
    struct Open {
        heading: usize,
        level: u8,
        section: u32,
    }
    let mut open: Vec<Open> = Vec::new();
    let mut governing = Vec::with_capacity(blocks.blocks.len());
    for (at, block) in blocks.blocks.iter().enumerate() {
        while let Some(last) = open.last() {
            if block.container < blocks.containers[last.section as usize].end {
                break;
            }
            open.pop();
        }
        governing.push(open.last().map(|last| last.heading));
        let Some(level) = levels[at] else { continue };
        let mut section = blocks.parent(block.container);
        let inside = &blocks.containers[section as usize];
        if inside.end_block - inside.first_block <= HEADER_BLOCKS {
            section = blocks.parent(section);
        }
        while open.last().is_some_and(|last| last.section == section && last.level >= level) {
            open.pop();
        }
        open.push(Open { heading: at, level, section });
    }
    governing
}

/// Writes the columns of the governing headings themselves.
pub(super) fn headings(
    texts: &Texts,
    levels: &[Option<u8>],
    governing: &[Option<usize>],
    matrix: &mut Matrix,
) {
    let each = || governing.iter().enumerate();
    let nearness = |(at, heading): (usize, &Option<usize>)| {
        heading.map_or(0.0, |heading| 1.0 / (at - heading) as f32)
    };
    matrix.fill(Column::HeadingNearness, each().map(nearness));
    let mut level_is = |column: Column, is: fn(Option<u8>) -> bool| {
        let of_level = |heading: &Option<usize>| heading.is_some_and(|at| is(levels[at]));
        matrix.fill(column, governing.iter().map(|at| flag(of_level(at))));
    };
    level_is(Column::HeadingIsH1, |level| level == Some(1));
    level_is(Column::HeadingIsH2, |level| level == Some(2));
    level_is(Column::HeadingIsH3, |level| level == Some(3));
    level_is(Column::HeadingIsMinor, |level| !matches!(level, Some(1..=3)));
    let length = |at: &Option<usize>| at.map_or(0.0, |at| texts.counts[at].letters as f32);
    matrix.fill_log(Column::HeadingLength, governing.iter().map(length));
}

#[cfg(test)]
mod tests {
    use super::super::text::count;
    use super::*;
    use crate::parse::parse;
    use crate::segment::segment;

    /// Which heading governs each block.
    fn governed(html: &str) -> Vec<Option<usize>> {
        let blocks = segment(&parse(html).document);
        let texts = count(&blocks);
        let openings = openings(&blocks, &texts, &Sums::new(&blocks, &texts), &find(&texts));
        governing(&blocks, &levels(&blocks, &texts, &openings))
    }

    #[test]
    fn a_line_that_opens_comments_governs_them() {
        let html =
            "<div><p>Le vent souffle.</p><div>Laisser un commentaire</div><p>Bravo !</p></div>";
        assert_eq!(governed(html), [None, None, Some(1)]);
        let link = html.replace("<div>L", "<div><a href=/c>L").replace("e</div>", "e</a></div>");
        assert_eq!(governed(&link), [None, None, Some(1)]);
    }

    #[test]
    fn a_link_below_each_post_opens_nothing_and_below_comments_it_does() {
        let post = "<p>Le vent souffle.</p><div><a href=/r>Répondre</a></div>";
        assert_eq!(governed(&format!("<div>{post}{post}{post}</div>")), [None; 6]);
        let buttons = post.replace("a href=/r", "button").replace("</a>", "</button>");
        assert_eq!(governed(&format!("<div>{buttons}{buttons}{buttons}</div>")), [None; 6]);
        let names = ["Anne", "Paul", "Rose"]
            .map(|name| post.replace("re</a>", &format!("re à {name}</a>")));
        assert_eq!(governed(&format!("<div>{}</div>", names.concat())), [None; 6]);
        let article = "<p>Le vent souffle depuis trois jours, et les bateaux restent au port.</p>";
        let governing = governed(&format!("<div>{article}{post}{post}{post}</div>"));
        assert_eq!(governing[3..], [Some(2), Some(2), Some(4), Some(4)]);
    }

    #[test]
    fn a_question_may_be_longer_than_its_answers() {
        let post =
            |text: &str| format!("<div><p>{text}</p><div><a href=/r>Répondre</a></div></div>");
        let question =
            "Le vent souffle depuis trois jours, et les bateaux restent au port. ".repeat(9);
        let thread = post(&question) + &post("Il souffle ici aussi.").repeat(3);
        assert_eq!(governed(&thread), [None; 8]);
        let article = format!("<p>{question}</p>{}", post("Bravo !").repeat(3));
        assert_eq!(governed(&article)[3], Some(2), "an article");
    }

    #[test]
    fn links_to_comments_around_an_article_are_below_no_posts() {
        let link = "<div><a href=#c>12 commentaires</a></div>";
        let article = "<p>Le vent souffle depuis trois jours, et les bateaux restent au port.</p>";
        let comment = "<p>Bravo pour cet article sur le vent !</p>";
        let html = format!("<p>Le 3 mars</p>{link}{article}{link}{comment}{link}");
        assert_eq!(governed(&html)[4], Some(3));
    }

    #[test]
    fn a_thread_has_little_text_before_it_and_a_first_post() {
        let words = |count: usize| format!("<p>{}</p>", "vent ".repeat(count));
        let link = "<div><a href=/r>Répondre</a></div>";
        let posts = format!("<div>{}{link}</div>", words(20)).repeat(3);
        let before = |count: usize| governed(&format!("{}{posts}", words(count)))[3];
        assert_eq!([before(40), before(41)], [None, Some(2)]);
        // Without elements for posts.
        let rest = format!("{}{link}", words(20)).repeat(2);
        let first = |count: usize| governed(&format!("{}{link}{rest}", words(count)))[2];
        assert_eq!([first(4), first(5), first(40), first(41)], [Some(1), None, None, Some(1)]);
        let plain = posts.replace("<a href=/r>Répondre</a>", "Répondre");
        assert_eq!(governed(&plain)[2], Some(1), "no link");
        assert_eq!(governed(&format!("{0}{0}", &rest))[2], None);
        assert_eq!(governed(&rest)[2], Some(1), "two");
    }

    #[test]
    fn one_long_comment_is_no_thread() {
        let reply = "<div><a href=/r>Répondre</a></div>";
        let article = "<p>Le vent souffle depuis trois jours, et les bateaux restent au port.</p>";
        let rest = format!("<p>Bravo !</p>{reply}").repeat(3);
        let html = format!("{article}{reply}{}{reply}{rest}", article.repeat(4));
        assert_eq!(governed(&html)[2], Some(1));
    }

    #[test]
    fn a_link_above_and_below_an_article_opens_its_comments() {
        let link = "<div><a href=#c>Laisser un commentaire</a></div>";
        let html = format!("<div>{link}<p>Le vent souffle.</p>{link}<p>Bravo !</p></div>");
        assert_eq!(governed(&html)[3], Some(2));
    }
}
