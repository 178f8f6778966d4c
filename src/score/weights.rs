//! The fitted weights as they stand in the data file: terms by the names of their columns.

use std::collections::HashMap;

use super::second;
use super::term::Term;
use crate::measure::{self, Place};

static WEIGHTS: &str = include_str!("weights.txt");

/// The name of what every block gets.
const BIAS: &str = "bias";

/// The weights of one pass.
#[derive(Debug)]
pub(super) struct Weights {
    pub(super) bias: f32,
    pub(super) terms: Vec<NamedTerm>,
}

/// A term, and the column whose values it bends.
#[derive(Debug)]
pub(super) struct NamedTerm {
    pub(super) name: &'static str,
    pub(super) column: Named,
    pub(super) term: Term,
}

/// A column that a line of the weights can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Block(Place),
    Page(usize),
    SecondBlock(usize),
    SecondPage(usize),
}

impl Weights {
    pub(super) fn first() -> Self {
        Self::read(WEIGHTS, "first")
    }

    /// Reads the lines of one pass: `pass name knot:contribution knot:contribution ...`, and
    /// `pass bias value`. Lines of columns that the crate does not have are left out; a test holds
    /// that there are none.
    fn read(weights: &'static str, pass: &str) -> Self {
        let names = names();
        let mut read = Self { bias: 0.0, terms: Vec::new() };
        for line in weights.lines() {
            let mut fields = line.split_ascii_whitespace();
            if fields.next() != Some(pass) {
                continue;
            }
            let Some(name) = fields.next() else { continue };
            if name == BIAS {
                read.bias = fields.next().and_then(|value| value.parse().ok()).unwrap_or(0.0);
            } else if let Some((&column, term)) = names.get(name).zip(Term::read(fields)) {
                read.terms.push(NamedTerm { name, column, term });
            }
        }
        read
    }
}

/// Every column by name.
pub(super) fn names() -> HashMap<String, Named> {
    let (second_block, second_page) = second::names();
    let numbered = |names: Vec<String>, named: fn(usize) -> Named| {
        names.into_iter().enumerate().map(move |(at, name)| (name, named(at)))
    };
    let blocks = measure::columns().into_iter();
    blocks
        .map(|(name, place)| (name, Named::Block(place)))
        .chain(numbered(measure::page_names(), Named::Page))
        .chain(numbered(second_block, Named::SecondBlock))
        .chain(numbered(second_page, Named::SecondPage))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contribution_is_linear_between_knots_and_flat_beyond() {
        let weights = "first length_log 0:-1 2:0 4:3\nfirst bias 0.5\nsecond bias 7";
        let weights = Weights::read(weights, "first");
        let at = |x: f32| weights.terms[0].term.contribution(x);
        let values = [-9.0, 0.0, 1.0, 2.0, 3.0, 4.0, 9.0].map(at);
        assert_eq!(values, [-1.0, -1.0, -0.5, 0.0, 1.5, 3.0, 3.0]);
        assert_eq!(weights.bias, 0.5);
    }

    #[test]
    fn every_line_of_the_weights_names_a_column() {
        let weights = Weights::first();
        let is_read = |line: &&str| {
            let name = line.split(' ').nth(1).unwrap();
            name == BIAS || weights.terms.iter().any(|term| term.name == name)
        };
        let unread: Vec<_> = WEIGHTS.lines().filter(|line| !is_read(line)).collect();
        assert!(unread.is_empty(), "{unread:?}");
        assert!(weights.terms.len() > 50, "{} terms", weights.terms.len());
    }
}
