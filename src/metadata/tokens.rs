//! A text as numbers, months and marks, for [`calendar`](super::calendar).

use std::ops::Range;

use crate::lexicon::{Word, month_number, pieces, words};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number { value: u32, digits: usize },
    Month(u32),
    Word,
    Mark(char),
}

/// A piece of a text, as dates are read from it.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// White space stands before it.
    pub(super) apart: bool,
}

/// Cuts a text into numbers, names of months, other words and marks.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    // `2024-03-05T10:00:00Z` has twelve in twenty bytes, and prose one for every five or six.
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4 + 8);
    let mut end = 0;
    let mut apart = false;
    let mut marks = |from: usize, to: usize, tokens: &mut Vec<Token>| {
        for (at, character) in text.get(from..to).unwrap_or_default().char_indices() {
            if character.is_whitespace() {
                apart = true;
            } else {
                let range = from + at..from + at + character.len_utf8();
                tokens.push(Token { kind: Kind::Mark(character), range, apart });
                apart = false;
            }
        }
        std::mem::take(&mut apart)
    };
    for piece in pieces(text) {
        let mut apart = marks(end, piece.range.start, &mut tokens);
        end = piece.range.end;
        // `19th`, `T10`, `16h30`: runs of digits and of letters.
        let mut start = piece.range.start;
        while start < end {
            let rest = text.get(start..end).unwrap_or_default();
            let is_digit = |c: char| c.is_ascii_digit();
            let first = rest.starts_with(is_digit);
            let length = rest.find(|c| is_digit(c) != first).unwrap_or(rest.len());
            let run = rest.get(..length).unwrap_or_default();
            let kind = if first {
                Kind::Number { value: run.parse().unwrap_or(u32::MAX), digits: length }
            } else if length == piece.range.len() {
                word(run, piece.word)
            } else {
                word(run, words(run).next().unwrap_or_default())
            };
            tokens.push(Token { kind, range: start..start + length, apart });
            apart = false;
            start += length;
        }
    }
    marks(end, text.len(), &mut tokens);
    tokens
}

fn word(run: &str, word: Word) -> Kind {
    match run {
        "年" | "月" | "日" | "时" | "時" | "点" | "點" | "分" | "년" | "월" | "일" | "시"
        | "분" => run.chars().next().map_or(Kind::Word, Kind::Mark),
        _ => month_number(word).map_or(Kind::Word, |month| Kind::Month(u32::from(month))),
    }
}
