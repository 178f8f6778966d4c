//! The time of day that follows a date, for [`calendar`](super::calendar).

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::calendar::{Reader, Stamp};
use super::tokens::Kind;

impl Reader<'_> {
    /// The time and offset after a date, if they follow.
    pub(super) fn with_time(&self, date: Date, end: usize) -> (Stamp, usize) {
        const FILLERS: [&str; 22] = [
            "t", "at", "um", "à", "a", "as", "às", "alle", "ore", "o", "godz", "kl", "klo", "las",
            "la", "в", "στις", "ώρα", "г", "года", "r", "om",
        ];
        let mut next = self.skip_weekday(end);
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
        // Only times for programs have an offset behind a dash: "9:00-12:00" says until when.
        let has_seconds = self.mark(next + 3, &[':']).is_some();
        let is_exact = self.is_word(end, &["t"]) || has_seconds;
        match self.offset(end_of_time, is_exact) {
            Some((offset, end)) => (Stamp { date, time: Some(time), offset: Some(offset) }, end),
            None => (Stamp { date, time: Some(time), offset: None }, end_of_time),
        }
    }

    /// The day of the week in brackets: `2024年3月5日（火）`.
    fn skip_weekday(&self, at: usize) -> usize {
        let is_day = self.mark(at, &['(', '（']).is_some()
            && matches!(
                self.kind(at + 1),
                Some(Kind::Word | Kind::Mark('月' | '日' | '월' | '일'))
            )
            && self.mark(at + 2, &[')', '）']).is_some();
        if is_day { at + 3 } else { at }
    }

    /// `10:27`, `10:27:24.123`, `10h27`, `10 h`, `10.27 Uhr`, `10 Uhr`, `10:27 pm`, `10時27分`, `下午3:24`.
    pub(super) fn clock(&self, at: usize) -> Option<(Time, usize)> {
        let half = self.half_before(at);
        let at = half.map_or(at, |(_, end)| end);
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
            } else if self.is_word(next, &["de", "of", "read", "di"]) {
                // "2h de lecture" is no time of day.
                return None;
            }
        } else if self.is_word(next, &["uhr"]) {
            (next, said) = (next + 1, true);
        } else if self.mark(next, &['时', '時', '点', '點', '시']).is_some() {
            // By itself it may count: `5点意见` are five opinions.
            (next, said) = (next + 1, half.is_some());
            let value = self.number(next, 1..=2);
            if let (Some(value), Some(_)) = (value, self.mark(next + 1, &['分', '분'])) {
                (minute, next, said) = (value, next + 2, true);
            }
        } else if let (Some('.'), Some(value)) = (self.mark(next, &['.']), is_minute(next + 1)) {
            if self.is_word(next + 2, &["uhr", "h"]) {
                (minute, next, said) = (value, next + 3, true);
            }
        }
        let before = half.filter(|_| said).map(|(afternoon, _)| (afternoon, next));
        let (hour, next) = match before.or_else(|| self.half_of_day(next)) {
            Some((afternoon, end)) if hour <= 12 => {
                (hour % 12 + if afternoon { 12 } else { 0 }, end)
            }
            _ if said => (hour, next),
            _ => return None,
        };
        Some((clock(hour, minute, second)?, next))
    }

    /// `下午`, `午前`, `오후`, before the time: whether it is afternoon.
    fn half_before(&self, at: usize) -> Option<(bool, usize)> {
        const HALVES: [(&[&str], bool); 6] = [
            (&["上", "午"], false),
            (&["下", "午"], true),
            (&["午", "前"], false),
            (&["午", "後"], true),
            (&["오전"], false),
            (&["오후"], true),
        ];
        let stands = |words: &[&str]| (at..).zip(words).all(|(at, word)| self.is_word(at, &[word]));
        let half = HALVES.iter().find(|(words, _)| stands(words));
        half.map(|&(words, afternoon)| (afternoon, at + words.len()))
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
    fn offset(&self, at: usize, is_exact: bool) -> Option<(Offset, usize)> {
        if self.is_word(at, &["z", "utc", "gmt"]) {
            if let Some(found) = self.signed_offset(at + 1) {
                return Some(found);
            }
            return Some((Offset::UTC, at + 1));
        }
        let has_four_digits = || self.number(at + 1, 4..=4).is_some();
        let may_be = is_exact || self.mark(at, &['+']).is_some() || has_four_digits();
        if may_be { self.signed_offset(at) } else { None }
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

/// A time of day.
pub(super) fn clock(hour: u32, minute: u32, second: u32) -> Option<Time> {
    let part = |value: u32| i8::try_from(value).ok();
    Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()
}
