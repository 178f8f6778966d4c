//! The line of the page that the title stands in.

use super::super::place::Place;
use super::super::provenance::Sourced;
use super::super::spots::{Spot, SpotKind};
use super::super::text::{Key, headline_text};
use super::super::{Line, Sources};
use crate::lexicon::{Word, words};

/// The place of the article, with the line of its title: of those that read the same the one nearest
/// to the text.
pub(in super::super) fn place(sources: &Sources<'_>, title: Option<&Sourced<String>>) -> Place {
    let place = Place::of(sources.text);
    let Some(Sourced { value: title, .. }) = title else { return place };
    let search = Search { sources, place, title, key: Key::of(title) };
    let line = search.by_heading().or_else(|| search.by_line()).or_else(|| search.main_heading());
    Place { title: line.unwrap_or(place.title), ..place }
}

/// Bytes of marks and spaces that stand around a short title at most.
const MARKS: usize = 40;

struct Search<'a, 'b> {
    sources: &'a Sources<'b>,
    place: Place,
    title: &'a str,
    key: Key,
}

impl<'a> Search<'a, '_> {
    fn headings(&self) -> impl Iterator<Item = &'a Spot> + use<'a> {
        self.sources.spots.all.iter().filter(|spot| matches!(spot.kind, SpotKind::Heading(_)))
    }

    /// How far a line is from the start of the text.
    fn distance(&self, line: usize) -> usize {
        let start = self.place.start;
        if line <= start { start - line } else { 2 * (line - start) }
    }

    /// The line of the nearest heading that says the title. To see what a heading says takes reading
    /// it, so those that are near come first.
    fn by_heading(&self) -> Option<usize> {
        let mut headings: Vec<&Spot> = self.headings().collect();
        headings.sort_by_key(|spot| self.distance(spot.lines.start));
        headings.into_iter().find(|spot| self.says(spot)).map(|spot| spot.lines.start)
    }

    fn says(&self, heading: &Spot) -> bool {
        let lines = self.sources.text.lines.get(heading.lines.clone()).unwrap_or_default();
        let bytes = lines.iter().map(|line| line.text.len()).sum();
        (heading.lines.is_empty() || self.is_as_long(bytes))
            && self.key.is_of(&headline_text(self.sources.document, heading.node))
    }

    /// Whether a text has about as many bytes as the title: as one that reads the same.
    fn is_as_long(&self, bytes: usize) -> bool {
        let title = self.title.len();
        bytes * 2 >= title && bytes <= title * 2 + MARKS
    }

    /// The nearest line that reads as the title does.
    fn by_line(&self) -> Option<usize> {
        let words: Vec<Word> = words(self.title).collect();
        let reads_so = |line: &Line<'_>| {
            self.is_as_long(line.text.len()) && line.words == words && self.key.is_of(line.text)
        };
        let lines = self.sources.text.lines.iter().enumerate();
        let same = lines.filter(|(_, line)| reads_so(line)).map(|(at, _)| at);
        same.min_by_key(|&line| self.distance(line))
    }

    fn main_heading(&self) -> Option<usize> {
        let is_main = |spot: &&Spot| spot.kind == SpotKind::Heading(1) && !spot.is_aside;
        let lines = self.headings().filter(is_main).map(|spot| spot.lines.start);
        lines.min_by_key(|&line| self.distance(line))
    }
}
