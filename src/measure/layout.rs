//! Every column that the model can use, by name, and where its values are.
#![expect(
    clippy::indexing_slicing,
    reason = "levels are numbered, and groups are in the order of their enumeration"
)]

use super::ancestors::ANCESTOR_TAGS;
use super::columns::{Column, ContainerColumn, NeighbourColumn, PageColumn, WindowColumn};
use super::levels::OF_CONTAINER;
use super::marks::{ANY_HEADING_PHRASE, CLASSES, HEADING_PHRASES, PHRASES, Reading};
use super::matrix::{ANY_PHRASE, LEVELS, PLACE, PLACES, SINCE, WIDTH, WINDOW, WINDOWS};
use super::table::ColumnSet;
use super::{Features, phrases};
use crate::lexicon::{ClassGroup, PhraseGroup, PhraseGroups};

/// Where a block finds its value of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In this column of the matrix.
    Block(usize),
    /// In the matrix too, at the neighbour so many blocks on; beyond the ends of the page it is
    /// `beyond`.
    Neighbour { offset: isize, column: usize, beyond: Beyond },
    /// In this column of what is measured of the container at one of [`LEVELS`].
    Container { level: usize, column: usize },
    /// By its mark, if it has one.
    Mark { thing: usize, reading: Reading },
}

/// What is read beyond the ends of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    Zero,
    /// Minus one, where zero would say something of a block.
    Nothing,
}

impl Beyond {
    pub(crate) fn value(self) -> f32 {
        match self {
            Self::Zero => 0.0,
            Self::Nothing => -1.0,
        }
    }
}

/// Offsets of the neighbours that are measured.
pub(super) const NEIGHBOURS: [(isize, &str); 6] = [
    (-1, "previous"),
    (1, "next"),
    (-2, "second_previous"),
    (2, "second_next"),
    (-3, "third_previous"),
    (3, "third_next"),
];

/// What is seen of a neighbour: the matrix's column for each of [`NeighbourColumn`], and what stands
/// beyond the ends of the page.
const OF_NEIGHBOUR: [(usize, Beyond); NeighbourColumn::NAMES.len()] = [
    (Column::LengthLog as usize, Beyond::Nothing),
    (Column::LinkDensity as usize, Beyond::Nothing),
    (Column::EndsSentence as usize, Beyond::Zero),
    (ANY_PHRASE, Beyond::Zero),
    (Column::IsP as usize, Beyond::Zero),
    (Column::IsDiv as usize, Beyond::Zero),
    (Column::IsListItem as usize, Beyond::Zero),
    (Column::IsHeading as usize, Beyond::Zero),
];

/// The columns of a block, in the order of training data.
pub(crate) fn columns() -> Vec<(String, Place)> {
    let own = Column::NAMES.iter().enumerate();
    let mut columns: Vec<_> = own.map(|(at, &name)| (name.to_owned(), Place::Block(at))).collect();
    let near = |thing: usize, name: &str, present: &str| {
        let mark = |reading| Place::Mark { thing, reading };
        [
            (format!("{present}_{name}"), mark(Reading::Presence)),
            (
                if present == "in" { format!("near_{name}") } else { format!("near_class_{name}") },
                mark(Reading::Nearness),
            ),
        ]
    };
    for (at, tag) in ANCESTOR_TAGS.iter().enumerate() {
        columns.extend(near(at, tag.name(), "in"));
    }
    for (at, (_, name)) in ClassGroup::ALL.iter().enumerate() {
        columns.extend(near(CLASSES + at, name, "class"));
    }
    columns.extend(of_phrases());
    for (offset, side) in NEIGHBOURS {
        for (&name, (column, beyond)) in NeighbourColumn::NAMES.iter().zip(OF_NEIGHBOUR) {
            columns.push((format!("{side}_{name}"), Place::Neighbour { offset, column, beyond }));
        }
    }
    for (at, level) in LEVELS.iter().enumerate() {
        for (column, name) in ContainerColumn::NAMES.iter().enumerate() {
            let place = match column.checked_sub(OF_CONTAINER) {
                None => Place::Container { level: at, column },
                Some(column) => Place::Block(PLACE + at * PLACES + column),
            };
            columns.push((format!("container{level}_{name}"), place));
        }
    }
    let mut at = WINDOW;
    for half in WINDOWS {
        for name in WindowColumn::NAMES {
            columns.push((format!("window{half}_{name}"), Place::Block(at)));
            at += 1;
        }
    }
    columns
}

fn of_phrases() -> Vec<(String, Place)> {
    let mark = |thing, reading| Place::Mark { thing, reading };
    let groups = || {
        let known = PhraseGroup::ALL.iter().enumerate();
        let furniture = known.filter(|(_, (group, _))| !PhraseGroups::NOTICES.has(*group));
        furniture.map(|(at, (_, name))| (at, *name))
    };
    let own = groups()
        .map(|(at, name)| (format!("phrase_{name}"), mark(PHRASES + at, Reading::Emphasis)));
    let any = ("phrase_any".to_owned(), Place::Block(ANY_PHRASE));
    let heading = groups().map(|(at, name)| {
        (format!("heading_phrase_{name}"), mark(HEADING_PHRASES + at, Reading::Presence))
    });
    let any_heading =
        ("heading_phrase_any".to_owned(), mark(ANY_HEADING_PHRASE, Reading::Presence));
    let since = phrases::SINCE.iter().enumerate().map(|(at, &group)| {
        (format!("after_{}", PhraseGroup::ALL[group as usize].1), Place::Block(SINCE + at))
    });
    own.chain([any]).chain(heading).chain([any_heading]).chain(since).collect()
}

/// Names of the columns of a block.
pub(crate) fn names() -> Vec<String> {
    columns().into_iter().map(|(name, _)| name).collect()
}

/// Names of the columns that all blocks of a page share.
pub(crate) fn page_names() -> Vec<String> {
    PageColumn::NAMES.iter().map(|&name| name.to_owned()).collect()
}

/// The columns that somebody reads.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(super) matrix: ColumnSet,
    pub(super) levels: [ColumnSet; LEVELS.len()],
}

impl Wanted {
    /// Those that are read whatever the model reads: what the page's columns are totals of, and what
    /// tells titles and captions.
    pub(crate) fn least() -> Self {
        let mut matrix = ColumnSet::none(WIDTH);
        let columns = [
            Column::IsP,
            Column::IsHeading,
            Column::IsH1,
            Column::HasCurrency,
            Column::HasDate,
            Column::RepetitionLog,
            Column::TitleOverlap,
            Column::IsCaption,
            Column::IsCell,
        ];
        columns.into_iter().for_each(|column| matrix.insert(column as usize));
        Self { matrix, levels: LEVELS.map(|_| ColumnSet::none(OF_CONTAINER)) }
    }

    pub(crate) fn all() -> Self {
        Self { matrix: ColumnSet::all(WIDTH), levels: LEVELS.map(|_| ColumnSet::all(OF_CONTAINER)) }
    }

    pub(crate) fn insert(&mut self, place: Place) {
        match place {
            Place::Block(column) | Place::Neighbour { column, .. } => self.matrix.insert(column),
            Place::Container { level, column } => self.levels[level].insert(column),
            Place::Mark { .. } => {}
        }
    }
}

impl Features {
    /// The value of a column at a block.
    pub(crate) fn value(&self, block: usize, place: Place) -> f32 {
        match place {
            Place::Block(column) => self.matrix.value(block, column),
            Place::Neighbour { offset, column, beyond } => {
                let neighbour = block.checked_add_signed(offset);
                let neighbour = neighbour.filter(|&at| at < self.matrix.len());
                neighbour.map_or(beyond.value(), |at| self.matrix.value(at, column))
            }
            Place::Container { level, column } => self.levels[level].value(block, column),
            Place::Mark { thing, reading } => self.marks.value(block, thing, reading),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    #[test]
    fn every_column_has_a_name_and_a_place_of_its_own() {
        let columns = super::columns();
        let names: HashSet<_> =
            columns.iter().map(|(name, _)| name.clone()).chain(super::page_names()).collect();
        assert_eq!(names.len(), columns.len() + super::page_names().len());
        for (at, (name, place)) in columns.iter().enumerate() {
            let same = columns[..at].iter().find(|(_, other)| other == place);
            assert_eq!(same, None, "{name}");
        }
    }
}
