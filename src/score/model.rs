//! The fitted weights, and how a feature's value becomes a contribution to the score.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::second;
use super::term::Term;
use crate::measure::{self, LEVELS, Mark, Place, Reading, STATES, THINGS};

static WEIGHTS: &str = include_str!("weights.txt");

/// The two passes.
#[derive(Debug)]
pub(super) struct Models {
    pub(super) first: Model,
    pub(super) second: Model,
}

static MODELS: Lazy<Models> = Lazy::new(|| Models {
    first: Model::read(WEIGHTS, "first"),
    second: Model::read(WEIGHTS, "second"),
});

pub(super) fn models() -> &'static Models {
    &MODELS
}

/// One pass: the sum of its terms is the log odds that a block is content.
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
    /// Terms of what only the second pass sees.
    pub(super) second_block: Vec<(usize, Term)>,
    pub(super) second_page: Vec<(usize, Term)>,
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
    fn new() -> Self {
        Self {
            bias: 0.0,
            block: Vec::new(),
            page: Vec::new(),
            neighbours: Vec::new(),
            containers: Default::default(),
            marks: MarkTerms { without: 0.0, of: vec![[0.0; STATES]; THINGS] },
            second_block: Vec::new(),
            second_page: Vec::new(),
        }
    }

    /// Reads the lines of one pass: `pass name knot:contribution knot:contribution ...`, and
    /// `pass bias value`. Lines of columns that the crate does not have are left out; a test holds
    /// that there are none.
    fn read(weights: &str, pass: &str) -> Self {
        let names = Names::new();
        let mut model = Self::new();
        for line in weights.lines() {
            let mut fields = line.split_ascii_whitespace();
            if fields.next() != Some(pass) {
                continue;
            }
            let Some(name) = fields.next() else { continue };
            if name == "bias" {
                model.bias = fields.next().and_then(|value| value.parse().ok()).unwrap_or(0.0);
            } else if let Some((column, term)) = names.find(name).zip(Term::read(fields)) {
                model.push(column, term);
            }
        }
        model
    }

    fn push(&mut self, column: Named, term: Term) {
        match column {
            Named::Page(column) => self.page.push((column, term)),
            Named::SecondBlock(column) => self.second_block.push((column, term)),
            Named::SecondPage(column) => self.second_page.push((column, term)),
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

/// A column that a line of the weights can name.
#[derive(Debug, Clone, Copy)]
enum Named {
    Block(Place),
    Page(usize),
    SecondBlock(usize),
    SecondPage(usize),
}

/// Every column by name.
struct Names {
    columns: HashMap<String, Named>,
}

impl Names {
    fn new() -> Self {
        let (second_block, second_page) = second::names();
        let numbered = |names: Vec<String>, named: fn(usize) -> Named| {
            names.into_iter().enumerate().map(move |(at, name)| (name, named(at)))
        };
        let blocks = measure::columns().into_iter();
        let columns = blocks
            .map(|(name, place)| (name, Named::Block(place)))
            .chain(numbered(measure::page_names(), Named::Page))
            .chain(numbered(second_block, Named::SecondBlock))
            .chain(numbered(second_page, Named::SecondPage))
            .collect();
        Self { columns }
    }

    fn find(&self, name: &str) -> Option<Named> {
        self.columns.get(name).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contribution_is_linear_between_knots_and_flat_beyond() {
        let weights = "first length_log 0:-1 2:0 4:3\nfirst bias 0.5\nsecond bias 7";
        let model = Model::read(weights, "first");
        let at = |x: f32| model.block[0].1.contribution(x);
        let values = [-9.0, 0.0, 1.0, 2.0, 3.0, 4.0, 9.0].map(at);
        assert_eq!(values, [-1.0, -1.0, -0.5, 0.0, 1.5, 3.0, 3.0]);
        assert_eq!(model.bias, 0.5);
    }

    #[test]
    fn every_line_of_the_weights_names_a_column() {
        let names = Names::new();
        for pass in ["first", "second"] {
            let mut terms = 0;
            for line in WEIGHTS.lines().filter(|line| line.starts_with(&format!("{pass} "))) {
                let mut fields = line.split(' ').skip(1);
                let name = fields.next().unwrap();
                if name != "bias" {
                    assert!(names.find(name).is_some(), "{pass} {name}");
                    assert!(Term::read(fields).is_some(), "{pass} {name}");
                    terms += 1;
                }
            }
            assert!(terms > 50, "{pass}: {terms} terms");
        }
    }
}
