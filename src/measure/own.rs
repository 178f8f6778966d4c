//! Columns that a block's own text and element give.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::columns::Column;
use super::matrix::Matrix;
use super::numbers::flag;
use super::text::{TextCounts, Texts};
use crate::document::Tag;
use crate::hash::Alike;
use crate::lexicon::CharClass;
use crate::segment::{Block, Blocks};

/// Counts above these are all the same: much.
const MANY: f32 = 20.0;
const SEVERAL: f32 = 10.0;

/// Bytes of a line of Kohlschütter’s text density, who has 80 characters: counting those would take a look at
/// each, and the weights are fitted to this.
const LINE: f32 = 80.0;

pub(super) fn measure(blocks: &Blocks, texts: &Texts, matrix: &mut Matrix) {
    text(blocks, texts, matrix);
    markup(blocks, texts, matrix);
    element(blocks, matrix);
    matrix.fill(Column::Repeated, repetitions(texts).into_iter());
    let breaks = blocks.blocks.iter().map(|block| flag(block.ends_at_break));
    matrix.fill(Column::EndsAtBreak, breaks.clone());
    matrix.fill(Column::AfterBreak, std::iter::once(0.0).chain(breaks));
}

fn text(blocks: &Blocks, texts: &Texts, matrix: &mut Matrix) {
    let counts = || texts.counts.iter();
    let letters = |counts: &TextCounts| counts.letters.max(1) as f32;
    let words = |counts: &TextCounts| counts.words.max(1) as f32;
    matrix.fill_log(Column::LengthLog, counts().map(letters));
    matrix.fill_log(Column::WordsLog, counts().map(|counts| counts.words as f32));
    matrix.fill(Column::WordLength, counts().map(|counts| letters(counts) / words(counts)));
    matrix.fill(Column::Sentences, counts().map(|counts| (counts.sentences as f32).min(MANY)));
    matrix.fill(Column::Commas, counts().map(|counts| (counts.commas as f32).min(MANY)));
    matrix
        .fill(Column::SentenceRate, counts().map(|counts| counts.sentences as f32 / words(counts)));
    matrix.fill(Column::CommaRate, counts().map(|counts| counts.commas as f32 / words(counts)));
    matrix.fill(Column::DigitShare, counts().map(|counts| counts.digits as f32 / letters(counts)));
    matrix.fill(
        Column::CapitalShare,
        counts().map(|counts| counts.capitals as f32 / letters(counts)),
    );
    matrix.fill(
        Column::PunctuationShare,
        counts().map(|counts| counts.punctuation as f32 / letters(counts)),
    );
    matrix.fill(
        Column::StopwordDensity,
        counts().map(|counts| counts.stopwords as f32 / words(counts)),
    );
    matrix.fill(Column::EndsSentence, counts().map(|counts| flag(counts.ends_sentence)));
    matrix.fill(Column::EndsColon, counts().map(|counts| flag(counts.ends_colon)));
    matrix.fill(Column::EndsEllipsis, counts().map(|counts| flag(counts.ends_ellipsis)));
    matrix.fill(
        Column::StartsCapital,
        counts().map(|counts| flag(counts.starts == Some(CharClass::Capital))),
    );
    matrix.fill(
        Column::StartsDigit,
        counts().map(|counts| flag(counts.starts == Some(CharClass::Digit))),
    );
    matrix.fill(
        Column::StartsSmall,
        counts().map(|counts| flag(counts.starts == Some(CharClass::Letter))),
    );
    matrix.fill(Column::Separators, counts().map(|counts| (counts.separators as f32).min(SEVERAL)));
    matrix.fill(Column::HasCurrency, counts().map(|counts| flag(counts.has_currency)));
    matrix.fill(Column::HasDate, counts().map(|counts| flag(counts.has_date)));
    matrix.fill(Column::HasAddress, counts().map(|counts| flag(counts.has_address)));
    let density = |(block, counts): (&Block, &TextCounts)| {
        let length = (block.text.end - block.text.start) as f32;
        words(counts) / (length / LINE).ceil().max(1.0)
    };
    matrix.fill(Column::TextDensity, blocks.blocks.iter().zip(counts()).map(density));
}

fn markup(blocks: &Blocks, texts: &Texts, matrix: &mut Matrix) {
    let letters = texts.counts.iter().map(|counts| counts.letters.max(1) as f32);
    let inline_elements = blocks.blocks.iter().map(|block| block.inline_elements as f32);
    let tag_densities =
        inline_elements.zip(letters).map(|(count, letters)| (count + 1.0) / letters);
    matrix.fill(Column::TagDensity, tag_densities);
    let each = || blocks.blocks.iter();
    let share = |part: u32, block: &Block| (part as f32 / block.length.max(1) as f32).min(1.0);
    matrix.fill(Column::LinkDensity, each().map(|block| share(block.linked, block)));
    matrix.fill(Column::ButtonShare, each().map(|block| share(block.in_button, block)));
    matrix.fill(Column::BoldShare, each().map(|block| share(block.bold, block)));
    matrix.fill(Column::CodeShare, each().map(|block| share(block.code, block)));
    matrix.fill(Column::Links, each().map(|block| (block.links as f32).min(MANY)));
    matrix
        .fill(Column::InlineElements, each().map(|block| (block.inline_elements as f32).min(MANY)));
    matrix.fill(Column::Hidden, each().map(|block| flag(block.hidden.from_sight)));
    matrix.fill(Column::HiddenFromSpeech, each().map(|block| flag(block.hidden.from_speech)));
    matrix.fill(Column::InNoscript, each().map(|block| flag(block.hidden.noscript)));
}

fn element(blocks: &Blocks, matrix: &mut Matrix) {
    use Tag::{
        Blockquote, Button, Caption, Center, Dd, Div, Figcaption, Figure, H1, H2, H3, H4, H5, H6,
        Li, P, Pre, Table, Td, Th, Tr,
    };
    let columns: [(Column, &[Tag]); 13] = [
        (Column::IsP, &[P]),
        (Column::IsDiv, &[Div, Center]),
        (Column::IsListItem, &[Li]),
        (Column::IsCell, &[Td, Th, Table, Tr]),
        (Column::IsHeading, &[H1, H2, H3, H4, H5, H6]),
        (Column::IsH1, &[H1]),
        (Column::IsH2, &[H2]),
        (Column::IsH3, &[H3]),
        (Column::IsPre, &[Pre]),
        (Column::IsDescription, &[Dd]),
        (Column::IsQuote, &[Blockquote]),
        (Column::IsCaption, &[Figcaption, Caption, Figure]),
        (Column::IsButton, &[Button]),
    ];
    let tag = |block: &Block| blocks.containers[block.container as usize].tag;
    let tags: Vec<Tag> = blocks.blocks.iter().map(tag).collect();
    for (column, wanted) in columns {
        matrix.fill(column, tags.iter().map(|tag| flag(wanted.contains(tag))));
    }
}

/// How many blocks read the same as each, at most [`SEVERAL`].
fn repetitions(texts: &Texts) -> Vec<f32> {
    let alike = Alike::of(texts.counts.iter().map(|counts| counts.fingerprint));
    let mut repeated = vec![1.0; texts.counts.len()];
    for group in alike.groups().filter(|group| group.len() > 1) {
        let times = (group.len() as f32).min(SEVERAL);
        group.for_each(|at| repeated[at] = times);
    }
    repeated
}
