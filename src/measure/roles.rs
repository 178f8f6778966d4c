//! What a block is on its page, told from its features: for rules that go by what a block is rather
//! than by how likely it is content.

use super::Features;
use super::ancestors::ANCESTOR_TAGS;
use super::columns::Column;
use super::marks::{CLASSES, PHRASES};
use crate::document::Tag;
use crate::lexicon::{ClassGroup, PhraseGroup};

/// Jaccard index of the words of a block and of the page's title from which the block is the title:
/// of two titles of six words, one may have a word more.
const TITLE: f32 = 0.5;

/// Likewise for the text of an `<h1>`, whose element says it already.
const HEADLINE: f32 = 0.2;

impl Features {
    /// Whether a block is the title that the page's head gives.
    pub(crate) fn is_title(&self, block: usize) -> bool {
        let overlap = self.matrix.value(block, Column::TitleOverlap as usize);
        let is_h1 = self.matrix.value(block, Column::IsH1 as usize) > 0.0;
        overlap > TITLE || (is_h1 && overlap > HEADLINE)
    }

    /// Whether a block is a caption, or stands beside a picture: by its element or by a class.
    pub(crate) fn is_caption(&self, block: usize) -> bool {
        let is = |column: Column| self.matrix.value(block, column as usize) > 0.0;
        let figure = ANCESTOR_TAGS.iter().position(|&tag| tag == Tag::Figure);
        let in_figure = figure.is_some_and(|figure| self.is_marked(block, figure));
        let is_called_so = self.is_marked(block, CLASSES + ClassGroup::Caption as usize);
        // Tables and listings are set in figures too, and are no captions.
        is(Column::IsCaption) || is_called_so || (in_figure && !is(Column::IsCell))
    }

    /// Whether a short block holds a phrase of a group.
    pub(crate) fn has_phrase(&self, block: usize, group: PhraseGroup) -> bool {
        self.is_marked(block, PHRASES + group as usize)
    }

    fn is_marked(&self, block: usize, thing: usize) -> bool {
        let mut marks = self.marks.around(block).iter().chain(self.marks.within(block));
        marks.any(|mark| mark.thing() == thing)
    }
}
