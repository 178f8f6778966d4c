//! Dates and times as pages write them, for programs (`2024-03-05T10:00:00Z`) and for readers
//! (`le mardi 5 mars 2024 à 10 h`).
//!
//! One reader for both: a text is cut into numbers, months and marks, and the first place where these
//! make a date counts. Months are known in all languages of the lexicon at once. What the text does
//! not say is not added: no day from a month, no time from a day, no offset from a time.

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::text::pieces;
use crate::lexicon::month_number;

/// What `4/5/2024` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A day, or a moment as precise as the page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: Date,
    pub(super) time: Option<Time>,
    pub(super) offset: Option<Offset>,
}

impl fmt::Display for Stamp {
    /// RFC 3339; without the offset where there is none, a bare date where there is no time.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.date.year(), self.date.month(), self.date.day())?;
        let Some(time) = self.time else { return Ok(()) };
        write!(out, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        match self.offset.map(Offset::seconds) {
            None => Ok(()),
            Some(0) => out.write_str("Z"),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                write!(out, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// A date found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) stamp: Stamp,
    /// Its bytes, with the time.
    pub(super) range: Range<usize>,
}

/// Years that a page may mean by a date of its own.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// Reads a value meant for programs. Many hold a date for readers all the same.
pub(super) fn parse(value: &str, order: Order) -> Option<Stamp> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(value);
    }
    find(value, order).into_iter().next().map(|found| found.stamp)
}

/// A value of digits alone: a Unix time in seconds or milliseconds, or `YYYYMMDD`, with or without
/// `hhmmss`.
fn digits(value: &str) -> Option<Stamp> {
    let number: i64 = value.parse().ok()?;
    let part = |range: Range<usize>| value.get(range)?.parse::<u32>().ok();
    match value.len() {
        8 | 14 => {
            let date = date(part(0..4)?, part(4..6)?, part(6..8)?)?;
            let time = match value.len() {
                14 => clock(part(8..10)?, part(10..12)?, part(12..14)?),
                _ => None,
            };
            Some(Stamp { date, time, offset: None })
        }
        10 | 13 => {
            let seconds = if value.len() == 13 { number / 1000 } else { number };
            let moment = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
            let year = u32::try_from(moment.year()).ok()?;
            YEARS.contains(&year).then(|| Stamp {
                date: moment.date(),
                time: Some(moment.time()),
                offset: Some(Offset::UTC),
            })
        }
        _ => None,
    }
}

/// The dates in a text, in order.
pub(super) fn find(text: &str, order: Order) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let reader = Reader { text, tokens: &tokens, order };
        match reader.date(at) {
            Some((stamp, end)) => {
                let range = tokens[at].range.start..tokens[end - 1].range.end;
                found.push(Found { stamp, range });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number { value: u32, digits: usize },
    Month(u32),
    Word,
    Mark(char),
}

#[derive(Debug, Clone)]
struct Token {
    kind: Kind,
    range: Range<usize>,
    /// White space stands before it.
    apart: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
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
            } else {
                word(run)
            };
            tokens.push(Token { kind, range: start..start + length, apart });
            apart = false;
            start += length;
        }
    }
    marks(end, text.len(), &mut tokens);
    tokens
}

fn word(run: &str) -> Kind {
    match run {
        "年" | "月" | "日" | "년" | "월" | "일" => {
            run.chars().next().map_or(Kind::Word, Kind::Mark)
        }
        _ => {
            let month = pieces(run).first().and_then(|piece| month_number(piece.word));
            month.map_or(Kind::Word, |month| Kind::Month(u32::from(month)))
        }
    }
}

/// Reads at a place of the tokens; each method gives what it read and where it ended.
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    order: Order,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is_apart(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.apart)
    }

    fn word(&self, at: usize) -> &str {
        let token = self.tokens.get(at).filter(|token| matches!(token.kind, Kind::Word));
        token.and_then(|token| self.text.get(token.range.clone())).unwrap_or_default()
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| word.eq_ignore_ascii_case(self.word(at)))
    }

    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.kind(at)? {
            Kind::Number { value, digits: count } if digits.contains(&count) => Some(value),
            _ => None,
        }
    }

    fn mark(&self, at: usize, marks: &[char]) -> Option<char> {
        match self.kind(at)? {
            Kind::Mark(mark) if marks.contains(&mark) => Some(mark),
            _ => None,
        }
    }

    fn date(&self, at: usize) -> Option<(Stamp, usize)> {
        // The middle of a longer number (`1.2.3.2024`, `555-12-10-2024`) is no date.
        if at > 0 && !self.is_apart(at) && self.mark(at - 1, &['.', '-', '/']).is_some() {
            if let Some(Kind::Number { .. }) = at.checked_sub(2).and_then(|at| self.kind(at)) {
                return None;
            }
        }
        let (date, end) = match self.kind(at)? {
            Kind::Number { digits: 4, .. } => self.year_first(at)?,
            Kind::Number { digits: 1..=2, .. } => {
                self.day_month_name(at).or_else(|| self.numeric(at))?
            }
            Kind::Month(month) => return self.month_name_first(at, month),
            _ => return None,
        };
        Some(self.with_time(date, end))
    }

    /// `2024-03-05`, `2024/3/5`, `2024.03.05`, `2024年3月5日`, `2024. 3. 5`, `2024 March 5`.
    fn year_first(&self, at: usize) -> Option<(Date, usize)> {
        let year = self.number(at, 4..=4)?;
        // `2024 March 5`, `2024/mar/05`.
        let slash = usize::from(self.mark(at + 1, &['/', '-']).is_some());
        if let Some(Kind::Month(month)) = self.kind(at + 1 + slash) {
            let second = usize::from(self.mark(at + 2 + slash, &['/', '-']).is_some());
            if slash != second {
                // `2024/mar05` is the fifth month's page of something.
                return None;
            }
            let day_at = at + 2 + slash + second;
            return Some((date(year, month, self.number(day_at, 1..=2)?)?, day_at + 1));
        }
        let mark = self.mark(at + 1, &['-', '/', '.', '年', '년', '‑', '–'])?;
        let month = self.number(at + 2, 1..=2)?;
        let second = self.mark(at + 3, &['-', '/', '.', '月', '월', '‑', '–'])?;
        let agrees = second == mark || matches!((mark, second), ('年', '月') | ('년', '월'));
        let day = self.number(at + 4, 1..=2).filter(|_| agrees)?;
        let end = if self.mark(at + 5, &['日', '일']).is_some() { at + 6 } else { at + 5 };
        Some((date(year, month, day)?, end))
    }

    /// `5 March 2024`, `5. März 2024`, `1er mars 2024`, `5 de marzo de 2024`, `05-Mar-2024`.
    fn day_month_name(&self, at: usize) -> Option<(Date, usize)> {
        let day = self.number(at, 1..=2)?;
        let mut next = at + 1;
        if self.is_word(next, &["st", "nd", "rd", "th", "er", "ª", "º", "η", "ο"])
            || self.mark(next, &['º', '°', 'ª']).is_some()
        {
            next += 1;
        }
        next = self.skip_between(next);
        let Some(Kind::Month(month)) = self.kind(next) else { return None };
        next = self.skip_between(next + 1);
        if let Some(year) = self.number(next, 4..=4) {
            return Some((date(year, month, day)?, next + 1));
        }
        // `5 Mar '24`, and `5 Mar 24` where nothing is counted.
        if self.mark(next, &['\'', '’']).is_some() {
            next += 1;
        } else if matches!(
            self.kind(next + 1),
            Some(Kind::Word | Kind::Number { .. } | Kind::Month(_))
        ) {
            return None;
        }
        let year = 2000 + self.number(next, 2..=2)?;
        let is_over = self.mark(next + 1, &[':', '%', '€', '$', '.']).is_none();
        Some((date(year, month, day).filter(|_| is_over)?, next + 1))
    }

    /// `March 5, 2024`, `Mar. 5th 2024`, and `Mar 5 10:27:24 2024` with the time between.
    fn month_name_first(&self, at: usize, month: u32) -> Option<(Stamp, usize)> {
        let mut next = at + 1;
        if self.mark(next, &['.', '-', '/']).is_some() {
            next += 1;
        }
        let day = self.number(next, 1..=2)?;
        next += 1;
        if self.is_word(next, &["st", "nd", "rd", "th"]) {
            next += 1;
        }
        if let Some((time, end)) = self.clock(next) {
            // A zone may stand before the year: `Mar 5 10:27:24 UTC 2024`.
            let zone = usize::from(matches!(self.kind(end), Some(Kind::Word)));
            if let Some(year) = self.number(end + zone, 4..=4) {
                let stamp = Stamp { date: date(year, month, day)?, time: Some(time), offset: None };
                return Some((stamp, end + zone + 1));
            }
        }
        next = self.skip_between(next);
        let year = self.number(next, 4..=4)?;
        Some(self.with_time(date(year, month, day)?, next + 1))
    }

    /// What may stand between day, month and year.
    fn skip_between(&self, mut at: usize) -> usize {
        if self.mark(at, &['.', ',', '-', '/', '‑', '–']).is_some() {
            at += 1;
        }
        if self.is_word(at, &["de", "of", "del", "d"]) {
            at += 1;
            if self.mark(at, &['\'', '’']).is_some() {
                at += 1;
            }
        }
        at
    }

    /// `05.03.2024`, `5/3/24`, `05-03-2024`.
    fn numeric(&self, at: usize) -> Option<(Date, usize)> {
        let first = self.number(at, 1..=2)?;
        let mark = self.mark(at + 1, &['.', '/', '-', '‑', '–'])?;
        let second = self.number(at + 2, 1..=2)?;
        self.mark(at + 3, &[mark])?;
        let year = match self.kind(at + 4)? {
            Kind::Number { value, digits: 4 } => value,
            Kind::Number { value, digits: 2 } if mark != '-' && !self.is_apart(at + 4) => {
                if value < 70 { 2000 + value } else { 1900 + value }
            }
            _ => return None,
        };
        // A number goes on: `10.0.12.24.1`.
        if self.mark(at + 5, &['.', '-', '/']).is_some()
            && !self.is_apart(at + 5)
            && !self.is_apart(at + 6)
            && matches!(self.kind(at + 6), Some(Kind::Number { .. }))
        {
            return None;
        }
        let month_first = match mark {
            '/' | '-' => self.order == Order::MonthFirst,
            _ => false,
        };
        let (day, month) = if (month_first && first <= 12) || second > 12 {
            (second, first)
        } else {
            (first, second)
        };
        Some((date(year, month, day)?, at + 5))
    }

    /// The time and offset after a date, if they follow.
    fn with_time(&self, date: Date, end: usize) -> (Stamp, usize) {
        const FILLERS: [&str; 22] = [
            "t", "at", "um", "à", "a", "as", "às", "alle", "ore", "o", "godz", "kl", "klo", "las",
            "la", "в", "στις", "ώρα", "г", "года", "r", "om",
        ];
        let mut next = end;
        // `5 mars 2024 | à 10:00`: a mark, a word, another mark.
        for _ in 0..4 {
            let is_filler = self.is_word(next, &FILLERS)
                || self
                    .mark(next, &[',', '|', '@', '-', '–', '—', '·', '•', '.', '/', '('])
                    .is_some();
            if !is_filler {
                break;
            }
            next += 1;
        }
        let Some((time, end_of_time)) = self.clock(next) else {
            return (Stamp { date, time: None, offset: None }, end);
        };
        match self.offset(end_of_time) {
            Some((offset, end)) => (Stamp { date, time: Some(time), offset: Some(offset) }, end),
            None => (Stamp { date, time: Some(time), offset: None }, end_of_time),
        }
    }

    /// `10:27`, `10:27:24.123`, `10h27`, `10 h`, `10.27 Uhr`, `10 Uhr`, `10:27 pm`.
    fn clock(&self, at: usize) -> Option<(Time, usize)> {
        let hour = self.number(at, 1..=2)?;
        let mut next = at + 1;
        let (mut minute, mut second) = (0, 0);
        let is_minute = |at: usize| self.number(at, 2..=2).filter(|_| !self.is_apart(at));
        let mut said = false;
        if let (Some(':' | '：'), Some(value)) =
            (self.mark(next, &[':', '：']), is_minute(next + 1))
        {
            (minute, next, said) = (value, next + 2, true);
            if let (Some(':'), Some(value)) = (self.mark(next, &[':']), is_minute(next + 1)) {
                (second, next) = (value, next + 2);
                if self.mark(next, &['.', ',']).is_some() && !self.is_apart(next + 1) {
                    if let Some(Kind::Number { .. }) = self.kind(next + 1) {
                        next += 2;
                    }
                }
            }
        } else if self.is_word(next, &["h", "u"]) {
            (next, said) = (next + 1, true);
            if let Some(value) = self.number(next, 2..=2) {
                (minute, next) = (value, next + 1);
            }
        } else if self.is_word(next, &["uhr"]) {
            (next, said) = (next + 1, true);
        } else if let (Some('.'), Some(value)) = (self.mark(next, &['.']), is_minute(next + 1)) {
            if self.is_word(next + 2, &["uhr", "h"]) {
                (minute, next, said) = (value, next + 3, true);
            }
        }
        let (hour, next) = match self.half_of_day(next) {
            Some((afternoon, end)) if hour <= 12 => {
                (hour % 12 + if afternoon { 12 } else { 0 }, end)
            }
            _ if said => (hour, next),
            _ => return None,
        };
        Some((clock(hour, minute, second)?, next))
    }

    /// `am`, `p.m.`: whether it is afternoon.
    fn half_of_day(&self, at: usize) -> Option<(bool, usize)> {
        if self.is_word(at, &["am", "pm"]) {
            return Some((self.is_word(at, &["pm"]), at + 1));
        }
        let dotted = self.is_word(at, &["a", "p"])
            && self.mark(at + 1, &['.']).is_some()
            && self.is_word(at + 2, &["m"]);
        dotted.then(|| (self.is_word(at, &["p"]), at + 3))
    }

    /// `Z`, `UTC`, `GMT`, `+01:00`, `-0500`, `+02`.
    fn offset(&self, at: usize) -> Option<(Offset, usize)> {
        if self.is_word(at, &["z", "utc", "gmt"]) {
            if let Some(found) = self.signed_offset(at + 1) {
                return Some(found);
            }
            return Some((Offset::UTC, at + 1));
        }
        self.signed_offset(at)
    }

    fn signed_offset(&self, at: usize) -> Option<(Offset, usize)> {
        let sign = if self.mark(at, &['+', '-', '−'])? == '+' { 1 } else { -1 };
        self.offset_after(at + 1, sign)
    }

    fn offset_after(&self, at: usize, sign: i32) -> Option<(Offset, usize)> {
        if self.is_apart(at) {
            return None;
        }
        let (hours, minutes, end) = match self.kind(at)? {
            Kind::Number { value, digits: 4 } => (value / 100, value % 100, at + 1),
            Kind::Number { value, digits: 1..=2 } => match self.number(at + 2, 2..=2) {
                Some(minutes) if self.mark(at + 1, &[':']).is_some() => (value, minutes, at + 3),
                _ => (value, 0, at + 1),
            },
            _ => return None,
        };
        if hours > 14 || minutes > 59 {
            return None;
        }
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        Some((Offset::from_seconds(sign * seconds).ok()?, end))
    }
}

/// A day of the calendar.
fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn clock(hour: u32, minute: u32, second: u32) -> Option<Time> {
    let part = |value: u32| i8::try_from(value).ok();
    Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()
}
