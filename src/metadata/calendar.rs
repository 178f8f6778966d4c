//! Dates and times as pages write them, for programs (`2024-03-05T10:00:00Z`) and for readers
//! (`le mardi 5 mars 2024 à 10 h`).
//!
//! One reader for both: a text is cut into numbers, months and marks, and the first place where these
//! make a date counts. Months are known in all languages of the lexicon at once. What the text does
//! not say is not added: no day from a month, no time from a day, no offset from a time.
#![expect(
    clippy::indexing_slicing,
    reason = "tokens are looked at up to an end that is found among them"
)]

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::clock::clock;
use super::tokens::{Kind, Token, tokens};

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
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// Reads a value meant for programs. Many hold a date for readers all the same.
pub(super) fn parse(value: &str, order: Order) -> Option<Stamp> {
    /// Bytes past which a value is no date, whatever it holds.
    const LONGEST: usize = 200;
    if value.len() > LONGEST {
        return None;
    }
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(value);
    }
    let extended = extended(value);
    let value = extended.as_deref().unwrap_or(value);
    find(value, order).into_iter().next().map(|found| found.stamp)
}

/// The extended form of a moment in the basic form of ISO 8601 (`20240305T103000Z`).
fn extended(value: &str) -> Option<String> {
    let (date, time) = value.split_once('T')?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if date.len() != 8 || digits(date) != 8 || !matches!(digits(time), 4 | 6) {
        return None;
    }
    let [(year, day), (hour, rest)] = [date.split_at(4), time.split_at(2)];
    let [(month, day), (minute, rest)] = [day.split_at(2), rest.split_at(2)];
    Some(format!(
        "{year}-{month}-{day}T{hour}:{minute}{}{rest}",
        if digits(rest) > 0 { ":" } else { "" }
    ))
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

/// Digits of a date at least.
pub(super) const FEWEST_DIGITS: u32 = 2;

/// Bytes of a date at least: `5/3/24`. The times of day of teasers (`12:30`) are shorter.
const FEWEST_BYTES: usize = 6;

/// Whether a text may hold a date: a quick look, before [`find`]. A date has two numbers, and one of
/// four digits unless it stands in a short line.
pub(super) fn may_find(text: &str) -> bool {
    /// Bytes of a line in which a year may have two digits.
    const SHORT: usize = 80;
    let (mut numbers, mut digits, mut longest) = (0, 0, 0);
    for byte in text.bytes() {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        numbers += usize::from(digits == 1);
        longest = longest.max(digits);
    }
    numbers > 1 && (longest >= 4 || text.len() <= SHORT)
}

/// The dates in a text, in order.
pub(super) fn find(text: &str, order: Order) -> Vec<Found> {
    let mut found = Vec::new();
    if text.len() < FEWEST_BYTES {
        return found;
    }
    let digits = text.bytes().map(|byte| u32::from(byte.is_ascii_digit())).sum::<u32>();
    if digits < FEWEST_DIGITS {
        return found;
    }
    let tokens = tokens(text);
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

/// Reads at a place of the tokens; each method gives what it read and where it ended.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) order: Order,
}

impl Reader<'_> {
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn is_apart(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.apart)
    }

    fn word(&self, at: usize) -> &str {
        let token = self.tokens.get(at).filter(|token| matches!(token.kind, Kind::Word));
        token.and_then(|token| self.text.get(token.range.clone())).unwrap_or_default()
    }

    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| word.eq_ignore_ascii_case(self.word(at)))
    }

    pub(super) fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.kind(at)? {
            Kind::Number { value, digits: count } if digits.contains(&count) => Some(value),
            _ => None,
        }
    }

    pub(super) fn mark(&self, at: usize, marks: &[char]) -> Option<char> {
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
}

/// A day of the calendar.
fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, order: Order) -> String {
        find(text, order).first().map(|found| found.stamp.to_string()).unwrap_or_default()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(first(text, Order::DayFirst), expected, "{text}");
        assert!(expected.is_empty() || may_find(text), "{text}");
    }

    #[test]
    fn iso_forms() {
        check("2024-03-05", "2024-03-05");
        check("2024-03-05T10:00:00Z", "2024-03-05T10:00:00Z");
        check("2024-03-05T10:00:00.123+01:00", "2024-03-05T10:00:00+01:00");
        check("2024-03-05 10:00:00 -0730", "2024-03-05T10:00:00-07:30");
        check("2024-03-05T10:00", "2024-03-05T10:00:00");
        check("2024/3/5", "2024-03-05");
        check("Tue, 05 Mar 2024 10:27:24 GMT", "2024-03-05T10:27:24Z");
        check("Tue Mar  5 10:27:24 UTC 2024", "2024-03-05T10:27:24");
    }

    #[test]
    fn basic_forms_are_for_programs() {
        let parsed = |value| parse(value, Order::DayFirst).map(|stamp| stamp.to_string());
        assert_eq!(parsed("20240305T103000Z").as_deref(), Some("2024-03-05T10:30:00Z"));
        assert_eq!(parsed("20240305T1030+0100").as_deref(), Some("2024-03-05T10:30:00+01:00"));
        assert_eq!(parsed("20240305").as_deref(), Some("2024-03-05"));
        assert_eq!(parsed("20249905T103000Z"), None);
        assert_eq!(parsed("2024030T103000Z"), None);
    }

    #[test]
    fn months_of_other_languages() {
        for text in
            ["5 maart 2024", "5. marts 2024", "5. března 2024", "5 martie 2024", "5 березня 2024"]
        {
            check(text, "2024-03-05");
        }
        check("5 Maret 2024", "2024-03-05");
        check("5 مارس 2024", "2024-03-05");
    }

    #[test]
    fn numeric_forms() {
        check("05.03.2024, 09:15:02", "2024-03-05T09:15:02");
        check("5. 3. 2024", "2024-03-05");
        check("5/3/24", "2024-03-05");
        assert_eq!(first("5/3/2024", Order::MonthFirst), "2024-05-03");
        assert_eq!(first("25/3/2024", Order::MonthFirst), "2024-03-25");
        assert_eq!(first("5.3.2024", Order::MonthFirst), "2024-03-05");
        check("2024年3月5日", "2024-03-05");
    }

    #[test]
    fn months_in_each_language() {
        check("March 5, 2024 at 3:04 pm", "2024-03-05T15:04:00");
        check("Mar. 5th 2024", "2024-03-05");
        check("le mardi 1er mars 2024 à 10h30", "2024-03-01T10:30:00");
        check("Dienstag, 5. März 2024, 15.04 Uhr", "2024-03-05T15:04:00");
        check("5 de marzo de 2024", "2024-03-05");
        check("5 marzo 2024 alle 9:05", "2024-03-05T09:05:00");
        check("5 de março de 2024 às 10:30", "2024-03-05T10:30:00");
        check("5 stycznia 2024", "2024-01-05");
        check("5 марта 2024 г. в 10:30", "2024-03-05T10:30:00");
        check("5 Μαρτίου 2024", "2024-03-05");
        check("05-Mar-2024", "2024-03-05");
        check("2024年3月5日（火） 10時30分", "2024-03-05T10:30:00");
        check("2024-03-05 下午3:24", "2024-03-05T15:24:00");
        check("2024年3月5日 午前9時", "2024-03-05T09:00:00");
        check("2024년 3월 5일 오후 3:24", "2024-03-05T15:24:00");
        check("2024年3月5日 5点意见", "2024-03-05");
        check("( 14 Gennaio 20 )", "2020-01-14");
    }

    #[test]
    fn what_is_no_date() {
        check("March 2024", "");
        check("version 1.2.3.2024", "");
        check("30.02.2024", "");
        check("10.0.12.24.1", "");
        check("call 555-12-10-2024", "");
        check("5 May 20 people came", "");
        check("1848-03-05", "");
        check("", "");
    }

    #[test]
    fn numbers_for_programs() {
        let stamp = |value: &str| parse(value, Order::DayFirst).map(|stamp| stamp.to_string());
        assert_eq!(stamp("1709632800").as_deref(), Some("2024-03-05T10:00:00Z"));
        assert_eq!(stamp("1709632800000").as_deref(), Some("2024-03-05T10:00:00Z"));
        assert_eq!(stamp("20240305").as_deref(), Some("2024-03-05"));
        assert_eq!(stamp("12345"), None);
    }

    #[test]
    fn several_dates_have_their_places() {
        let found = find("5 May 2024, changed 6 May 2024", Order::DayFirst);
        let ranges: Vec<_> = found.into_iter().map(|found| found.range).collect();
        assert_eq!(ranges, [0..10, 20..30]);
    }
}
