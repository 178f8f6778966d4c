//! Columns that are zero for nearly all blocks, kept as a short list of what is not: the names and
//! classes around a block, and the phrases in it and in its heading.
//!
//! A block has some ten of these hundred things. Each is a *mark*, with a *state*: how many levels up
//! the element is, how short the block that holds the phrase. The state gives the values of the
//! thing's columns, so that a model can tabulate what a mark contributes.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::ops::Range;

use super::ancestors::ANCESTOR_TAGS;
use crate::lexicon::{ClassGroup, PhraseGroup};

/// Levels up at which an ancestor no longer counts.
pub(super) const FAR: usize = 30;

/// States that a mark may have.
pub(crate) const STATES: usize = FAR;

/// Where each family of things starts: names of elements, class groups, phrases in the block,
/// phrases in its heading (and, after them, whether there is any).
pub(super) const CLASSES: usize = ANCESTOR_TAGS.len();
pub(super) const PHRASES: usize = CLASSES + ClassGroup::ALL.len();
pub(super) const HEADING_PHRASES: usize = PHRASES + PhraseGroup::ALL.len();
pub(super) const ANY_HEADING_PHRASE: usize = HEADING_PHRASES + PhraseGroup::ALL.len();
/// Number of things.
pub(crate) const THINGS: usize = ANY_HEADING_PHRASE + 1;

/// What a phrase says of a block: everything of one of a few words, half of a line or two.
pub(super) const EMPHASIS: [f32; 3] = [2.0, 1.0, 0.5];

/// `e^(-levels / 2)`: nearness halves with every one and a half levels.
const NEARNESS: [f32; FAR] = {
    /// `e^(-1/2)`.
    const STEP: f32 = 0.606_530_66;
    let mut table = [0.0; FAR];
    let mut value = 1.0;
    let mut at = 0;
    while at < FAR {
        table[at] = value;
        value *= STEP;
        at += 1;
    }
    table
};

/// How a column reads the state of a mark. Without the mark it is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One.
    Presence,
    /// The state is a number of levels.
    Nearness,
    /// The state is a place in [`EMPHASIS`].
    Emphasis,
}

impl Reading {
    pub(crate) fn value(self, state: usize) -> f32 {
        match self {
            Self::Presence => 1.0,
            Self::Nearness => NEARNESS.get(state).copied().unwrap_or(0.0),
            Self::Emphasis => EMPHASIS.get(state).copied().unwrap_or(0.0),
        }
    }
}

/// A thing that a block has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    thing: u8,
    state: u8,
}

impl Mark {
    pub(super) fn new(thing: usize, state: usize) -> Self {
        const { assert!(THINGS + STATES <= u8::MAX as usize) };
        Self { thing: thing as u8, state: state as u8 }
    }

    pub(crate) fn thing(self) -> usize {
        usize::from(self.thing)
    }

    pub(crate) fn state(self) -> usize {
        usize::from(self.state)
    }
}

/// The marks of all blocks.
#[derive(Debug)]
pub(crate) struct Marks {
    pub(super) all: Vec<Mark>,
    /// What is around each block, a range of `all`; blocks beside each other share it.
    pub(super) around: Vec<Range<u32>>,
    /// What is in each block and its heading.
    pub(super) within: Vec<Range<u32>>,
}

impl Marks {
    /// Room for the marks of so many blocks.
    pub(super) fn with_capacity(blocks: usize) -> Self {
        /// Of two in three evaluation pages.
        const MARKS_PER_BLOCK: usize = 10;
        Self {
            all: Vec::with_capacity(MARKS_PER_BLOCK * blocks),
            around: Vec::with_capacity(blocks),
            within: Vec::with_capacity(blocks),
        }
    }

    /// What is around a block.
    pub(crate) fn around(&self, block: usize) -> &[Mark] {
        self.slice(&self.around[block])
    }

    /// Whether a block has around it what the block before has.
    pub(crate) fn is_beside(&self, block: usize) -> bool {
        block > 0 && self.around[block] == self.around[block - 1]
    }

    /// What is in a block and in its heading.
    pub(crate) fn within(&self, block: usize) -> &[Mark] {
        self.slice(&self.within[block])
    }

    fn slice(&self, range: &Range<u32>) -> &[Mark] {
        &self.all[range.start as usize..range.end as usize]
    }

    /// What a column reads of a thing at a block.
    pub(super) fn value(&self, block: usize, thing: usize, reading: Reading) -> f32 {
        let mut marks = self.around(block).iter().chain(self.within(block));
        let found = marks.find(|mark| mark.thing() == thing);
        found.map_or(0.0, |mark| reading.value(mark.state()))
    }

    /// The range of `all` from `start` to its end.
    pub(super) fn since(&self, start: usize) -> Range<u32> {
        start as u32..self.all.len() as u32
    }
}
