//! The fitted terms, laid out so that each is added where its values are.
#![expect(
    clippy::indexing_slicing,
    reason = "levels and things are numbered by `measure`, whose constants give their number"
)]

use once_cell::sync::Lazy;

use super::forest::Forest;
use super::second::Second;
use super::term::Term;
use super::weights::{Named, Weights};
use crate::measure::{ColumnSet, LEVELS, Mark, Place, Reading, STATES, THINGS, Wanted};

/// The two passes.
#[derive(Debug)]
pub(super) struct Models {
    pub(super) first: Model,
    pub(super) forest: Forest,
    /// What they read of a page.
    pub(super) wanted: Wanted,
    /// What the second reads of the first scores.
    pub(super) second_wanted: ColumnSet,
}

static MODELS: Lazy<Models> = Lazy::new(|| {
    let (first, forest) = (Weights::first(), Forest::fitted());
    let mut wanted = Wanted::least();
    let mut second_wanted = ColumnSet::none(Second::WIDTH);
    let of_first = first.terms.iter().map(|named| named.column);
    for column in of_first.chain(forest.columns()) {
        match column {
            Named::Block(place) => wanted.insert(place),
            Named::SecondBlock(column) => second_wanted.insert(column),
            Named::Page(_) | Named::SecondPage(_) => {}
        }
    }
    Models { first: Model::new(&first), forest, wanted, second_wanted }
});

pub(super) fn models() -> &'static Models {
    &MODELS
}

/// The first pass: the sum of its terms is the log odds that a block is content.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) bias: f32,
    /// Terms of columns of the matrix, and of the page, each with the number of its column.
    pub(super) block: Vec<(usize, Term)>,
    pub(super) page: Vec<(usize, Term)>,
    pub(super) neighbours: Vec<(Neighbour, Term)>,
    /// Terms of the containers at each level.
    pub(super) containers: [Vec<(usize, Term)>; LEVELS.len()],
    pub(super) marks: MarkTerms,
}

/// A column of the matrix as seen from so many blocks before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbour {
    pub(super) offset: isize,
    pub(super) column: usize,
    /// The value beyond the ends of the page.
    pub(super) beyond: f32,
}

/// What marks contribute, tabulated: a mark has few states.
#[derive(Debug)]
pub(super) struct MarkTerms {
    /// What a block without any mark gets.
    pub(super) without: f32,
    /// By thing and state, what a mark adds to that.
    pub(super) of: Vec<[f32; STATES]>,
}

impl MarkTerms {
    pub(super) fn get(&self, mark: &Mark) -> f32 {
        self.of[mark.thing()][mark.state()]
    }

    fn add(&mut self, thing: usize, reading: Reading, term: &Term) {
        let without = term.contribution(0.0);
        self.without += without;
        let states = self.of.get_mut(thing).into_iter().flatten();
        for (state, sum) in states.enumerate() {
            *sum += term.contribution(reading.value(state)) - without;
        }
    }
}

impl Model {
    fn new(weights: &Weights) -> Self {
        let mut model = Self {
            bias: weights.bias,
            block: Vec::new(),
            page: Vec::new(),
            neighbours: Vec::new(),
            containers: Default::default(),
            marks: MarkTerms { without: 0.0, of: vec![[0.0; STATES]; THINGS] },
        };
        for named in &weights.terms {
            model.push(named.column, named.term.clone());
        }
        model
    }

    fn push(&mut self, column: Named, term: Term) {
        match column {
            Named::Page(column) => self.page.push((column, term)),
            // The first pass does not see its own scores.
            Named::SecondBlock(_) | Named::SecondPage(_) => {}
            Named::Block(Place::Block(column)) => self.block.push((column, term)),
            Named::Block(Place::Neighbour { offset, column, beyond }) => {
                let beyond = beyond.value();
                self.neighbours.push((Neighbour { offset, column, beyond }, term));
            }
            Named::Block(Place::Container { level, column }) => {
                self.containers[level].push((column, term));
            }
            Named::Block(Place::Mark { thing, reading }) => {
                self.marks.add(thing, reading, &term);
            }
        }
    }
}
