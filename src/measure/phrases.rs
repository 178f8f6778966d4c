//! What a block, the heading that governs it and the blocks before it say in the phrases of the
//! lexicon.

use super::columns::Column;
use super::matrix::{Matrix, PHRASES};
use super::text::{TextCounts, Texts};
use crate::lexicon::{PhraseGroup, PhraseGroups, phrase_groups};
use crate::segment::Blocks;

/// Groups whose last mention before a block is measured: they open sections that go on.
const SINCE: [PhraseGroup; 9] = [
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

const GROUPS: usize = PhraseGroup::ALL.len();

/// Columns: each group and any, in the block and in its heading, and the mentions before.
pub(super) const COLUMNS: usize = 2 * (GROUPS + 1) + SINCE.len();

/// The column that says whether the block holds any phrase.
pub(super) const ANY: usize = PHRASES + GROUPS;

/// A block longer than this (letters) is prose, whatever phrases it holds.
const SHORT: u32 = 300;

pub(super) fn names() -> Vec<String> {
    let groups = || PhraseGroup::ALL.iter().map(|(_, name)| *name).chain(["any"]);
    groups()
        .map(|name| format!("phrase_{name}"))
        .chain(groups().map(|name| format!("heading_phrase_{name}")))
        .chain(SINCE.iter().map(|&group| format!("after_{}", PhraseGroup::ALL[group as usize].1)))
        .collect()
}

/// The groups of each block.
pub(super) fn find(texts: &Texts) -> Vec<PhraseGroups> {
    let groups = |counts: &TextCounts| {
        if counts.letters < SHORT {
            phrase_groups(texts.words_of(counts))
        } else {
            PhraseGroups::default()
        }
    };
    texts.counts.iter().map(groups).collect()
}

/// How much a phrase says of a block: everything of one of a few words, half of a line or two.
fn emphasis(letters: u32) -> f32 {
    match letters {
        0..40 => 2.0,
        40..120 => 1.0,
        _ => 0.5,
    }
}

pub(super) fn measure(
    texts: &Texts,
    found: &[PhraseGroups],
    governing: &[Option<usize>],
    matrix: &mut Matrix,
) {
    // Block of the last mention of each group of `SINCE`.
    let mut last: [Option<usize>; SINCE.len()] = [None; SINCE.len()];
    for (at, &groups) in found.iter().enumerate() {
        let heading = governing[at].map_or(PhraseGroups::default(), |heading| found[heading]);
        let emphasis = emphasis(texts.counts[at].letters);
        let columns = &mut matrix.row_mut(at)[PHRASES..PHRASES + COLUMNS];
        let (own, rest) = columns.split_at_mut(GROUPS + 1);
        let (governed, since) = rest.split_at_mut(GROUPS + 1);
        for &(group, _) in PhraseGroup::ALL {
            let slot = group as usize;
            own[slot] = if groups.has(group) { emphasis } else { 0.0 };
            governed[slot] = f32::from(u8::from(heading.has(group)));
        }
        own[GROUPS] = f32::from(u8::from(!groups.is_empty()));
        governed[GROUPS] = f32::from(u8::from(!heading.is_empty()));
        for ((slot, last), &group) in since.iter_mut().zip(&mut last).zip(&SINCE) {
            /// Blocks over which a mention loses half of its weight.
            const HALF: f32 = 8.0;
            *slot = last.map_or(0.0, |last| HALF / (HALF + (at - last) as f32));
            if groups.has(group) {
                *last = Some(at);
            }
        }
    }
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
pub(super) fn levels(blocks: &Blocks, texts: &Texts, found: &[PhraseGroups]) -> Vec<Option<u8>> {
    let level = |(at, groups): (usize, &PhraseGroups)| {
        let tag = blocks.containers[blocks.blocks[at].container as usize].tag;
        let opens = groups.meets(OPENING) && texts.counts[at].letters <= LONGEST_OPENING;
        tag.heading_level().or(opens.then_some(OPENING_LEVEL))
    };
    found.iter().enumerate().map(level).collect()
}

/// The heading that governs each block: the last one whose section holds it. A heading's section is
/// its parent element, or the grandparent if the heading is alone in its parent; within one section
/// a heading ends the reach of those of its own or a lower level.
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
        if inside.end_block - inside.first_block <= 2 {
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
    for (at, heading) in governing.iter().enumerate() {
        let Some(heading) = *heading else { continue };
        let row = matrix.row_mut(at);
        row[Column::HeadingNearness as usize] = 1.0 / (at - heading) as f32;
        let column = match levels[heading] {
            Some(1) => Column::HeadingIsH1,
            Some(2) => Column::HeadingIsH2,
            Some(3) => Column::HeadingIsH3,
            _ => Column::HeadingIsMinor,
        };
        row[column as usize] = 1.0;
        row[Column::HeadingLength as usize] =
            super::numbers::log1p(texts.counts[heading].letters as f32);
    }
}
