//! Blocks to features: what can be said of each block in numbers, before any judgement.
//!
//! The first two, and the oldest, are **text density** (words per line of 80 bytes) and **link
//! density** (share of the text that is linked), from Kohlschütter, Fankhauser and Nejdl
//! (*Boilerplate Detection using Shallow Text Features*, WSDM 2010): prose is dense and seldom
//! linked, navigation is neither. On their own they fail where boilerplate is written in full
//! sentences, so the features go on to what surrounds a block:
//!
//! * its **containers**: text per element (CETD: Sun, Song, Liao, *DOM Based Content Extraction via
//!   Text Density*, SIGIR 2011), Readability's scores, class names, repetition of shape among
//!   siblings;
//! * its **neighbours** and windows around it (CETR: Weninger, Hsu, Han, *CETR: Content Extraction via
//!   Tag Ratios*, WWW 2010);
//! * the **heading** that governs it, and phrases of page furniture before it;
//! * its **words**: function words (jusText: Pomikálek, 2011), likeness to title and description;
//! * the **page** as a whole.
//!
//! Every column has a name and a definition. Cost: linear in the page, from prefix sums over blocks.

mod ancestors;
mod classes;
mod columns;
mod containers;
mod evidence;
mod layout;
mod levels;
mod marks;
mod matrix;
mod numbers;
mod own;
mod page;
mod path;
mod phrases;
mod position;
mod posts;
mod roles;
mod sums;
mod surroundings;
mod table;
mod text;

use crate::document::Document;
use crate::metadata::Head;
use crate::segment::Blocks;
use classes::Classes;
pub(crate) use classes::tokens as class_tokens;
pub(crate) use columns::{Column, column_enum};
use containers::Containers;
pub(crate) use containers::siblings;
pub(crate) use layout::{Place, Wanted, columns, names, page_names};
pub(crate) use levels::Level;
pub(crate) use marks::{Mark, Marks, Reading, STATES, THINGS};
pub(crate) use matrix::{LEVELS, Matrix};
pub(crate) use numbers::{log1p, logistic};
pub(crate) use page::PageRow;
use sums::Sums;
pub(crate) use table::{ColumnSet, Table};
pub(crate) use text::Texts;

/// The measurements of a page.
#[derive(Debug)]
pub(crate) struct Features {
    /// What is measured of each block by itself.
    pub(crate) matrix: Matrix,
    /// What is around each block, and the phrases in it.
    pub(crate) marks: Marks,
    /// What is measured of the containers at each level.
    pub(crate) levels: [Level; LEVELS.len()],
    /// What all blocks share.
    pub(crate) page: PageRow,
    pub(crate) readings: Readings,
}

impl Features {
    /// Whether the page tells programs that it is an article.
    pub(crate) fn says_article(&self) -> bool {
        page::says_article(&self.page)
    }

    /// Gives up the columns.
    pub(crate) fn into_readings(self) -> Readings {
        self.readings
    }
}

/// What was read of the page to measure it: what is still asked for when every block has its verdict,
/// and the columns, which take more memory than all else, are gone.
#[derive(Debug)]
pub(crate) struct Readings {
    pub(crate) texts: Texts,
    /// The heading that governs each block.
    pub(crate) governing: Vec<Option<usize>>,
    pub(crate) classes: Classes,
}

/// Measures every block of a page, as far as it is wanted.
pub(crate) fn measure(
    document: &Document,
    blocks: &Blocks,
    head: &Head,
    wanted: &Wanted,
) -> Features {
    let texts = text::count(blocks);
    let sums = Sums::new(blocks, &texts);
    let (mut classes, evidence) = Classes::read(document, blocks);
    classes.clear_frames(blocks, &sums);
    posts::clear(&mut classes, blocks, &sums);
    let containers = Containers::measure(blocks, &texts, &classes, &sums);
    let phrases = phrases::find(&texts);
    let openings = phrases::openings(blocks, &texts, &sums, &phrases);
    let levels = phrases::levels(blocks, &texts, &openings);
    let governing = phrases::governing(blocks, &levels);
    let mut matrix = Matrix::new(blocks.blocks.len(), &wanted.matrix);
    let mut marks = Marks::with_capacity(blocks.blocks.len());
    own::measure(blocks, &texts, &mut matrix);
    position::measure(&texts, &sums, &levels, head, &mut matrix);
    ancestors::measure(blocks, &classes, &mut matrix, &mut marks);
    evidence::measure(blocks, &evidence, &mut matrix);
    drop(evidence);
    containers.write(blocks, &mut matrix);
    phrases::measure(&texts, &phrases, &openings, &governing, &mut matrix, &mut marks);
    phrases::headings(&texts, &levels, &governing, &mut matrix);
    surroundings::measure(blocks, &sums, &mut matrix);
    let levels = levels::measure(blocks, &containers, &wanted.levels, &mut matrix);
    let page = page::measure(
        &page::Parts {
            blocks,
            texts: &texts,
            classes: &classes,
            containers: &containers,
            sums: &sums,
            head,
        },
        &matrix,
    );
    Features { matrix, marks, levels, page, readings: Readings { texts, governing, classes } }
}
