//! Columns that a block's own text and element give.

use super::columns::Column;
use super::matrix::{Matrix, Row};
use super::numbers::log1p;
use super::text::{TextCounts, Texts};
use crate::document::Tag;
use crate::lexicon::CharClass;
use crate::segment::{Block, Blocks};

/// Counts above these are all the same: much.
const MANY: f32 = 20.0;
const SEVERAL: f32 = 10.0;

/// Characters of a line of Kohlschütter's text density.
const LINE: f32 = 80.0;

pub(super) fn measure(blocks: &Blocks, texts: &Texts, matrix: &mut Matrix) {
    let repeated = repetitions(texts);
    let mut after_break = false;
    for (at, (block, counts)) in blocks.blocks.iter().zip(&texts.counts).enumerate() {
        let row = &mut matrix.row_mut(at);
        let text_length = (block.text.end - block.text.start) as f32;
        text(row, counts, text_length);
        markup(row, block, counts);
        element(row, blocks.containers[block.container as usize].tag);
        row.set(Column::Repeated, repeated[at]);
        row.set(Column::AfterBreak, flag(after_break));
        after_break = block.ends_at_break;
    }
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

fn text(row: &mut Row<'_>, counts: &TextCounts, text_length: f32) {
    let letters = counts.letters.max(1) as f32;
    let words = counts.words.max(1) as f32;
    let mut set = |column: Column, value: f32| row.set(column, value);
    set(Column::LengthLog, log1p(letters));
    set(Column::WordsLog, log1p(counts.words as f32));
    set(Column::WordLength, letters / words);
    set(Column::TextDensity, words / (text_length / LINE).ceil().max(1.0));
    set(Column::Sentences, (counts.sentences as f32).min(MANY));
    set(Column::Commas, (counts.commas as f32).min(MANY));
    set(Column::SentenceRate, counts.sentences as f32 / words);
    set(Column::CommaRate, counts.commas as f32 / words);
    set(Column::DigitShare, counts.digits as f32 / letters);
    set(Column::CapitalShare, counts.capitals as f32 / letters);
    set(Column::PunctuationShare, counts.punctuation as f32 / letters);
    set(Column::StopwordDensity, counts.stopwords as f32 / words);
    set(Column::EndsSentence, flag(counts.ends_sentence));
    set(Column::EndsColon, flag(counts.ends_colon));
    set(Column::EndsEllipsis, flag(counts.ends_ellipsis));
    set(Column::StartsCapital, flag(counts.starts == Some(CharClass::Capital)));
    set(Column::StartsDigit, flag(counts.starts == Some(CharClass::Digit)));
    set(Column::StartsSmall, flag(counts.starts == Some(CharClass::Letter)));
    set(Column::Separators, (counts.separators as f32).min(SEVERAL));
    set(Column::HasCurrency, flag(counts.has_currency));
    set(Column::HasDate, flag(counts.has_date));
    set(Column::HasAddress, flag(counts.has_address));
}

fn markup(row: &mut Row<'_>, block: &Block, counts: &TextCounts) {
    let length = block.length.max(1) as f32;
    let letters = counts.letters.max(1) as f32;
    let mut set = |column: Column, value: f32| row.set(column, value);
    set(Column::LinkDensity, (block.linked as f32 / length).min(1.0));
    set(Column::ButtonShare, (block.in_button as f32 / length).min(1.0));
    set(Column::BoldShare, (block.bold as f32 / length).min(1.0));
    set(Column::CodeShare, (block.code as f32 / length).min(1.0));
    set(Column::Links, (block.links as f32).min(MANY));
    set(Column::InlineElements, (block.inline_elements as f32).min(MANY));
    set(Column::TagDensity, (block.inline_elements as f32 + 1.0) / letters);
    set(Column::Hidden, flag(block.hidden.from_sight));
    set(Column::HiddenFromSpeech, flag(block.hidden.from_speech));
    set(Column::InNoscript, flag(block.hidden.noscript));
    set(Column::EndsAtBreak, flag(block.ends_at_break));
}

fn element(row: &mut Row<'_>, tag: Tag) {
    let column = match tag {
        Tag::P => Column::IsP,
        Tag::Div | Tag::Center => Column::IsDiv,
        Tag::Li => Column::IsListItem,
        Tag::Td | Tag::Th | Tag::Table | Tag::Tr => Column::IsCell,
        Tag::Pre => Column::IsPre,
        Tag::Dd => Column::IsDescription,
        Tag::Blockquote => Column::IsQuote,
        Tag::Figcaption | Tag::Caption | Tag::Figure => Column::IsCaption,
        Tag::Button => Column::IsButton,
        _ => {
            if let Some(level) = tag.heading_level() {
                row.set(Column::IsHeading, 1.0);
                match level {
                    1 => row.set(Column::IsH1, 1.0),
                    2 => row.set(Column::IsH2, 1.0),
                    3 => row.set(Column::IsH3, 1.0),
                    _ => {}
                }
            }
            return;
        }
    };
    row.set(column, 1.0);
}

/// How many blocks read the same as each, at most [`SEVERAL`].
fn repetitions(texts: &Texts) -> Vec<f32> {
    let mut order: Vec<(u64, usize)> =
        texts.counts.iter().enumerate().map(|(at, counts)| (counts.fingerprint, at)).collect();
    order.sort_unstable();
    let mut repeated = vec![1.0; texts.counts.len()];
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        for &(_, at) in group {
            repeated[at] = (group.len() as f32).min(SEVERAL);
        }
    }
    repeated
}
