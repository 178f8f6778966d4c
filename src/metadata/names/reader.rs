//! Reads names, roles and what stands between them, word by word.

use super::super::Author;
use super::{BEFORE_LEAD, Lead, Names};
use crate::lexicon::{CharClass, Credit, Piece, Word, classify, credit_length, month_number};

/// Words of the longest name.
const LONGEST: usize = 7;
/// Words of the longest label, a Chinese character being one: "责任编辑：".
const LONGEST_LABEL: usize = 4;
/// Bytes of what joins two names at most: ", and ".
const LONGEST_JOINT: usize = 10;

pub(super) struct Reader<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    /// The next word.
    pub(super) at: usize,
    /// All of the text is names.
    is_stated: bool,
    pub(super) names: Names,
    /// The word after the last name.
    last: usize,
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Part of a name: a space, a hyphen, an apostrophe, the full stop of an initial.
    Within,
    Comma,
    /// The end of what names can stand in.
    Stop,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, pieces: &'a [Piece], is_stated: bool) -> Self {
        Self { text, pieces, at: 0, is_stated, names: Names::default(), last: 0 }
    }

    /// Takes the words up to the next stop as one name, in place of those read.
    pub(super) fn whole(&mut self, first: usize) {
        self.names = Names::default();
        self.last = 0;
        let end = (first + 1..self.pieces.len()).find(|&at| self.gap(at) == Gap::Stop);
        self.name(first, end.unwrap_or(self.pieces.len()));
    }

    fn words(&self, at: usize) -> impl Iterator<Item = Word> + 'a {
        self.pieces.get(at..).unwrap_or_default().iter().map(|piece| piece.word)
    }

    fn length(&self, group: Credit, at: usize) -> usize {
        // Words of a phrase stand together.
        let is_together = |(next, _): &(usize, Word)| *next == at || self.gap(*next) == Gap::Within;
        let together = (at..).zip(self.words(at)).take_while(is_together);
        credit_length(group, together.map(|(_, word)| word))
    }

    fn between(&self, at: usize) -> &'a str {
        let before = at.checked_sub(1).and_then(|before| self.pieces.get(before));
        let from = before.map_or(0, |piece| piece.range.end);
        let to = self.pieces.get(at).map_or(self.text.len(), |piece| piece.range.start);
        self.text.get(from..to).unwrap_or_default()
    }

    fn gap(&self, at: usize) -> Gap {
        let Some(before) = at.checked_sub(1).and_then(|before| self.pieces.get(before)) else {
            return Gap::Within;
        };
        let Some(piece) = self.pieces.get(at) else { return Gap::Stop };
        let gap = self.between(at);
        // "Ann (Berg) Lee".
        let rest = || self.text.get(piece.range.end..).unwrap_or_default();
        if gap == ") " || (gap == " (" && rest().starts_with(") ")) {
            return Gap::Within;
        }
        let is_short = before.range.len() <= 4;
        let marks = gap.trim();
        match marks {
            "" | "\"" | "“" | "”" | "'" | "’" => Gap::Within,
            "-" | "‐" | "‑" if gap.len() == marks.len() => Gap::Within,
            "." if is_short || gap.len() == marks.len() => Gap::Within,
            ".-" => Gap::Within,
            // "Autor/in: ...".
            "/" | "*" | ":" if at == 1 && credit_length(Credit::By, self.words(0)) > 1 => {
                Gap::Within
            }
            "." | "," | ";" | ".," | "&" | "/" | "+" | "®," | "、" => Gap::Comma,
            ":" | "：" if at <= 4 => Gap::Within,
            _ => Gap::Stop,
        }
    }

    /// Skips "by", "written by:", "Author Posted by", "This post was written by", "5 March 2024 by".
    pub(super) fn skip_lead(&mut self) -> Lead {
        if !self.is_stated {
            self.skip_date();
        }
        let is_strong = |at: &usize| self.length(Credit::By, *at) > 1;
        // Counted from behind the date: `2024-03-05 10:30 来源：灯塔网 作者：王小明`.
        let last = self.pieces.len().min(self.at + BEFORE_LEAD);
        if let Some(at) = (self.at + 1..last).find(is_strong) {
            if self.length(Credit::By, self.at) == 0 && !self.is_stated {
                self.at = at;
            }
        }
        let mut lead = Lead::Nothing;
        for _ in 0..3 {
            let length = self.length(Credit::By, self.at);
            if length == 0 || self.at + length > self.pieces.len() {
                break;
            }
            if self.at + length == self.pieces.len() {
                // "Written by", and the name is elsewhere; or somebody called Texte.
                self.at += if self.is_stated { 0 } else { length };
                break;
            }
            self.at += length;
            lead = if length > 1 { Lead::WrittenBy } else { Lead::By };
        }
        lead
    }

    /// A date before the names, with the day of the week and the time.
    fn skip_date(&mut self) {
        if !self.is_date(self.at) {
            return;
        }
        let is_month =
            |at: usize| self.pieces.get(at).is_some_and(|piece| month_number(piece.word).is_some());
        let follows_digit = |at: usize| at > 0 && self.begins_with_digit(at - 1);
        let is_part = |at: usize| {
            let goes_on = self.begins_with_digit(at + 1) || is_month(at + 1);
            // "10:30 am", "10:30 Uhr von Ann", but not "2024 Sun Li".
            let is_over = follows_digit(at)
                && (self.slice(at, at + 1).chars().all(char::is_lowercase)
                    || self.length(Credit::By, at + 1) > 0);
            self.begins_with_digit(at)
                || (is_month(at) && (goes_on || follows_digit(at)))
                || (self.length(Credit::OfDate, at) > 0 && (goes_on || is_over))
        };
        let end = (self.at..self.pieces.len()).find(|&at| !is_part(at));
        self.at = end.unwrap_or(self.pieces.len());
    }

    fn begins_with_digit(&self, at: usize) -> bool {
        let text = self.pieces.get(at).and_then(|piece| self.text.get(piece.range.start..));
        text.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
    }

    pub(super) fn names(&mut self) {
        let start_of_all = self.at;
        self.skip_office();
        while self.at < self.pieces.len() {
            let start = self.at;
            let is_first = start == start_of_all;
            if !is_first && self.last > 0 && self.gap(start) == Gap::Stop {
                return;
            }
            if self.is_end(start, is_first) {
                return;
            }
            let end = self.end_of_name(start);
            let mut next = end;
            if !is_first && self.is_role(start, end) {
                next = self.end_of_role(start, end);
                self.role(start, next);
            } else if let Some(long) = self.office(start, end).filter(|_| !is_first) {
                next = long;
                self.role(start, next);
            } else if !self.name(start, end) {
                return;
            }
            // On to what follows, past an "and".
            self.at = next;
            let and = self.length(Credit::And, self.at);
            if and > 0 && self.gap(self.at) != Gap::Stop {
                self.at += and;
                continue;
            }
            if self.at < self.pieces.len() && self.gap(self.at) == Gap::Within {
                // A role without a comma before it.
                let role = self.length(Credit::Role, self.at);
                if role == 0 {
                    return;
                }
                let end = self.end_of_name(self.at).max(self.at + role);
                let end = self.end_of_role(start, end);
                self.role(self.at, end);
                self.at = end;
            }
        }
    }

    /// Passes over what somebody is, said before the name: "Staff writer Ann Lee".
    fn skip_office(&mut self) {
        let role = self.length(Credit::Role, self.at);
        let end = self.end_of_name(self.at);
        if role > 0 && !self.is_stated && self.at + role + 1 < end {
            self.at += role;
        }
    }

    /// Whether the words after a comma say what somebody is: one of them is a role, or none has a
    /// capital.
    fn is_role(&self, start: usize, end: usize) -> bool {
        let text = self.slice(start, end);
        (start..end).any(|at| self.length(Credit::Role, at) > 0)
            || !text.chars().any(|c| c.is_uppercase() || !(c.is_lowercase() || c.is_whitespace()))
    }

    /// The end of "Home and Garden Editor", which begins with what might be a name.
    fn office(&self, start: usize, end: usize) -> Option<usize> {
        let and = self.length(Credit::And, end);
        // Names have two words at least where there are several.
        if self.is_stated || and == 0 || self.gap(end) == Gap::Stop || end - start > 1 {
            return None;
        }
        let whole = self.end_of_role(start, end);
        (whole > end).then_some(whole)
    }

    /// The end of a role that goes on after an "and": "Head of Research and Development".
    fn end_of_role(&self, start: usize, end: usize) -> usize {
        const OF: [&str; 5] = [" of ", " for ", " de ", " für ", " di "];
        let and = self.length(Credit::And, end);
        if and == 0 || self.gap(end) != Gap::Within {
            return end;
        }
        let last = (end + and..self.pieces.len())
            .find(|&at| self.gap(at) != Gap::Within || self.is_end(at, false))
            .unwrap_or(self.pieces.len());
        let is_of = OF.iter().any(|of| self.slice(start, end).contains(of));
        let goes_on = is_of || (end + and..last).any(|at| self.length(Credit::Role, at) > 0);
        // "Editor and Ann Ray, Reporter" has two people, "Editor and Reporter" one.
        if goes_on || last - (end + and) < 2 { last } else { end }
    }

    fn is_end(&self, at: usize, is_first: bool) -> bool {
        let Some(piece) = self.pieces.get(at) else { return true };
        let rest = self.text.get(piece.range.end..).unwrap_or_default();
        let is_address = rest.starts_with("://") || rest.starts_with('@');
        let is_handle = self.text.get(..piece.range.start).is_some_and(|text| text.ends_with('@'));
        let is_end = !self.is_stated && self.length(Credit::End, at) > 0;
        let is_end = is_end || self.is_date(at);
        is_address || (!is_first && (is_handle || is_end))
    }

    /// Whether a date begins here: a number, "March 5", "Tue Mar 5", "18th".
    fn is_date(&self, at: usize) -> bool {
        let word = |at: usize| self.pieces.get(at).map(|piece| piece.word);
        let is_month = |at: usize| word(at).and_then(month_number).is_some();
        let is_dated = |at: usize| {
            self.begins_with_digit(at) || (is_month(at) && self.begins_with_digit(at + 1))
        };
        let is_part = self.length(Credit::OfDate, at) > 0;
        word(at) == Some(Word::NUMBER)
            || (is_month(at) && self.begins_with_digit(at + 1))
            || (is_part && (self.begins_with_digit(at) || is_dated(at + 1)))
    }

    /// Where the name that starts at `start` ends: before a mark, an "and", a role, a word that ends
    /// bylines, a date.
    fn end_of_name(&self, start: usize) -> usize {
        let mut at = start + 1;
        while at < self.pieces.len() {
            let is_over = self.gap(at) != Gap::Within
                || self.is_end(at, false)
                || self.is_label(at)
                || self.length(Credit::And, at) > 0
                || (!self.is_stated && at > start + 1 && self.length(Credit::Role, at) > 0);
            if is_over {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether words with a colon behind them begin here, what is told next: "作者：王小明 编辑：李四". In
    /// other scripts the colon may as well follow the name.
    fn is_label(&self, start: usize) -> bool {
        let ends = |at: &usize| matches!(self.between(*at).trim(), ":" | "：");
        let stands_together = |at: &usize| ends(at) || self.between(*at).trim().is_empty();
        let mut label = (start + 1..=start + LONGEST_LABEL).take_while(stands_together);
        let first = self.slice(start, start + 1).chars().next();
        first.is_some_and(|first| classify(first) == CharClass::Ideograph)
            && !self.between(start).is_empty()
            && label.any(|at| ends(&at))
    }

    /// Takes the words as a name; whether they were one.
    fn name(&mut self, start: usize, end: usize) -> bool {
        let text = self.slice(start, end);
        let is_after_name = self.last == start;
        // "Ann Lee, MD", but "Ann Lee and AFP" are two.
        let follows_comma = self.gap(start) == Gap::Comma;
        if let Some(last) = self.names.authors.last_mut() {
            if follows_comma && is_degree(text) {
                last.name.push_str(", ");
                last.name.push_str(text);
                if is_after_name {
                    self.names.joined.push_str(", ");
                    self.names.joined.push_str(text);
                    self.last = end;
                }
                return true;
            }
        }
        let is_name = (1..=LONGEST).contains(&(end - start))
            && text.chars().any(char::is_alphabetic)
            && !text.contains("//")
            && self.length(Credit::Nobody, start) != end - start;
        if is_name {
            self.join(start);
            self.names.joined.push_str(text);
            self.names.authors.push(Author { name: text.to_owned(), ..Author::default() });
            self.last = end;
        }
        is_name
    }

    /// Writes what stands between the last name and the next, unless that is more than a joint.
    fn join(&mut self, start: usize) {
        let Some(last) = self.last.checked_sub(1).and_then(|last| self.pieces.get(last)) else {
            return;
        };
        let next = self.pieces.get(start).map_or(0, |piece| piece.range.start);
        let is_joint = |joint: &&str| joint.len() <= LONGEST_JOINT && joint.ends_with(' ');
        // The full stop of an initial is the name's.
        let joint = self.text.get(last.range.end..next).filter(is_joint);
        let joint = joint.map(|joint| joint.strip_prefix('.').unwrap_or(joint));
        let joint = joint.map(|joint| if joint.trim() == "," { ", " } else { joint });
        self.names.joined.push_str(joint.unwrap_or(", "));
    }

    fn role(&mut self, start: usize, end: usize) {
        let role = self.slice(start, end).to_owned();
        if let Some(last) = self.names.authors.last_mut() {
            last.role.get_or_insert(role);
        }
    }

    /// Words with the full stop of an abbreviation that ends them.
    fn slice(&self, start: usize, end: usize) -> &'a str {
        let first = self.pieces.get(start).map_or(0, |piece| piece.range.start);
        let last = self.pieces.get(end.saturating_sub(1));
        let to = last.map_or(first, |piece| piece.range.end);
        let is_initial = last.is_some_and(|piece| piece.range.len() <= 3);
        let stop = self.text.get(to..).unwrap_or_default();
        let has_stop = is_initial && stop.starts_with('.');
        self.text.get(first..to + usize::from(has_stop)).unwrap_or_default()
    }
}

/// `Ph.D.`, `MD`, `RDN`, `CFP`: letters after a name, part of how it is written.
fn is_degree(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let count = letters().count();
    (2..=6).contains(&count)
        && text.split_whitespace().count() <= 2
        && (capitals == count
            || (text.contains('.') && capitals >= 2)
            || text == "PhD"
            || text == "Jr."
            || text == "Sr.")
}
