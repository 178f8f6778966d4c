//! Names of people out of the texts that hold them: "Von Anna Berg und Karl Tal, Redakteure".

use super::Author;
use super::text::{Piece, pieces};
use crate::lexicon::{Credit, Word, credit_length, month_number};

/// Words of the longest name.
const LONGEST: usize = 7;
/// Bytes of a text that are looked at.
const LOOKED_AT: usize = 300;

/// What a text says before its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// The text begins with "by" or the like.
    By,
    Nothing,
}

/// The names in a text for readers, in order, with roles; and whether the text began with "by".
pub(super) fn read(text: &str) -> (Vec<Author>, Lead) {
    let text = beginning(text);
    let pieces = pieces(text);
    let mut reader = Reader { text, pieces: &pieces, at: 0, is_stated: false, authors: Vec::new() };
    let lead = reader.skip_lead();
    reader.names();
    (reader.authors, lead)
}

/// The names in a value that a program filled in: all of it is names, though perhaps of an
/// institution ("Center for Research and Training").
pub(super) fn stated(value: &str) -> Vec<Author> {
    let text = beginning(value);
    let pieces = pieces(text);
    let mut reader = Reader { text, pieces: &pieces, at: 0, is_stated: true, authors: Vec::new() };
    reader.skip_lead();
    let first = reader.at;
    reader.names();
    let is_full = |author: &Author| author.name.split_whitespace().count() > 1;
    if reader.authors.len() > 1 && !reader.authors.iter().all(is_full) {
        // "Smith, Ann", "Research and Training": one name, unless all are as short.
        if reader.authors.iter().any(is_full) || reader.authors.len() == 2 {
            reader.authors = Vec::new();
            let end = (first + 1..pieces.len()).find(|&at| reader.gap(at) == Gap::Stop);
            reader.name(first, end.unwrap_or(pieces.len()));
        }
    }
    reader.authors
}

/// Whether a text says "by", in whatever language.
pub(super) fn is_lead(text: &str) -> bool {
    let pieces = pieces(text);
    let count = pieces.len();
    count > 0 && credit_length(Credit::By, pieces.into_iter().map(|piece| piece.word)) == count
}

/// As much of a text as is looked at.
pub(super) fn beginning(text: &str) -> &str {
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

struct Reader<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    /// The next word.
    at: usize,
    /// All of the text is names.
    is_stated: bool,
    authors: Vec<Author>,
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
    fn words(&self, at: usize) -> impl Iterator<Item = Word> + 'a {
        self.pieces.get(at..).unwrap_or_default().iter().map(|piece| piece.word)
    }

    fn length(&self, group: Credit, at: usize) -> usize {
        // Words of a phrase stand together.
        let together = (at + 1..self.pieces.len())
            .position(|next| self.gap(next) != Gap::Within)
            .map_or(self.pieces.len() - at, |count| count + 1);
        credit_length(group, self.words(at).take(together))
    }

    fn gap(&self, at: usize) -> Gap {
        let Some(before) = at.checked_sub(1).and_then(|before| self.pieces.get(before)) else {
            return Gap::Within;
        };
        let Some(piece) = self.pieces.get(at) else { return Gap::Stop };
        let gap = self.text.get(before.range.end..piece.range.start).unwrap_or_default();
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
            "." | "," | ";" | ".," | "&" | "/" | "+" | "®," | "、" => Gap::Comma,
            ":" if at <= 3 => Gap::Within,
            _ => Gap::Stop,
        }
    }

    /// Skips "by", "written by:", "Author Posted by", "This post was written by".
    fn skip_lead(&mut self) -> Lead {
        /// Words before "written by" that may be passed over.
        const BEFORE: usize = 6;
        let is_strong = |at: &usize| self.length(Credit::By, *at) > 1;
        if let Some(at) = (1..self.pieces.len().min(BEFORE)).find(is_strong) {
            if self.length(Credit::By, 0) == 0 && !self.is_stated {
                self.at = at;
            }
        }
        let mut lead = Lead::Nothing;
        for _ in 0..3 {
            let length = self.length(Credit::By, self.at);
            if length == 0 || self.at + length >= self.pieces.len() {
                break;
            }
            self.at += length;
            lead = Lead::By;
        }
        lead
    }

    fn names(&mut self) {
        let start_of_all = self.at;
        while self.at < self.pieces.len() {
            let start = self.at;
            let is_first = start == start_of_all;
            if !is_first && self.gap(start) == Gap::Stop {
                return;
            }
            if self.is_end(start, is_first) {
                return;
            }
            let end = self.end_of_name(start);
            if !is_first && self.is_role(start, end) {
                self.role(start, end);
            } else if !self.name(start, end) {
                return;
            }
            // On to what follows, past an "and".
            self.at = end;
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
                let end = self.end_of_name(self.at);
                self.role(self.at, end.max(self.at + role));
                self.at = end.max(self.at + role);
            }
        }
    }

    /// Whether the words after a comma say what somebody is: one of them is a role, or none has a
    /// capital.
    fn is_role(&self, start: usize, end: usize) -> bool {
        let text = self.slice(start, end);
        (start..end).any(|at| self.length(Credit::Role, at) > 0)
            || !text.chars().any(|c| c.is_uppercase() || !(c.is_lowercase() || c.is_whitespace()))
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

    fn is_date(&self, at: usize) -> bool {
        let word = self.pieces.get(at).map(|piece| piece.word);
        let number =
            |at: usize| self.pieces.get(at).is_some_and(|piece| piece.word == Word::NUMBER);
        number(at) || (word.and_then(month_number).is_some() && number(at + 1))
    }

    /// Where the name that starts at `start` ends: before a mark, an "and", a role, a word that ends
    /// bylines, a date.
    fn end_of_name(&self, start: usize) -> usize {
        let mut at = start + 1;
        while at < self.pieces.len() {
            let is_over = self.gap(at) != Gap::Within
                || self.is_end(at, false)
                || self.length(Credit::And, at) > 0
                || (!self.is_stated && at > start + 1 && self.length(Credit::Role, at) > 0);
            if is_over {
                break;
            }
            at += 1;
        }
        at
    }

    /// Takes the words as a name; whether they were one.
    fn name(&mut self, start: usize, end: usize) -> bool {
        let text = self.slice(start, end);
        if let Some(last) = self.authors.last_mut() {
            if is_degree(text) {
                last.name.push_str(", ");
                last.name.push_str(text);
                return true;
            }
        }
        let is_name = (1..=LONGEST).contains(&(end - start))
            && text.chars().any(char::is_alphabetic)
            && !text.contains("//")
            && self.length(Credit::Nobody, start) != end - start;
        if is_name {
            self.authors.push(Author { name: text.to_owned(), ..Author::default() });
        }
        is_name
    }

    fn role(&mut self, start: usize, end: usize) {
        let role = self.slice(start, end).to_owned();
        if let Some(last) = self.authors.last_mut() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (authors, _) = read(text);
        let names: Vec<&str> = authors.iter().map(|author| author.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn leads_go() {
        check("By Ann Lee", &["Ann Lee"]);
        check("Written by: Ann Lee", &["Ann Lee"]);
        check("Par Anne-Marie d’Aubigné", &["Anne-Marie d’Aubigné"]);
        check("Ein Gastbeitrag von Karl Tal", &["Karl Tal"]);
        check("Автор: Анна Иванова", &["Анна Иванова"]);
        check("R.C. Baker", &["R.C. Baker"]);
    }

    #[test]
    fn several_names() {
        check("Von Anna Berg und Karl Tal", &["Anna Berg", "Karl Tal"]);
        check("Ann Lee, Bob Ray, and Cy Fox", &["Ann Lee", "Bob Ray", "Cy Fox"]);
        check("Ann Lee & Bob Ray", &["Ann Lee", "Bob Ray"]);
    }

    #[test]
    fn what_follows_goes() {
        check("By Ann Lee Updated Sep 5, 2024", &["Ann Lee"]);
        check("Christian Kahle, 03.11.2023 15:32 Uhr", &["Christian Kahle"]);
        check("Ann Lee | 5 min read", &["Ann Lee"]);
        check("By Ann Lee March 3, 2021", &["Ann Lee"]);
        check("This post was written by Ann Lee, Head of Marketing", &["Ann Lee"]);
        check("Ann (Berg) Lee", &["Ann (Berg) Lee"]);
        check("Por Gloria Ruiz el martes", &["Gloria Ruiz"]);
        check("Ann Lee @annlee", &["Ann Lee"]);
    }

    #[test]
    fn roles_are_apart_and_degrees_are_not() {
        let (authors, lead) = read("By Ann Lee, Staff Writer");
        assert_eq!(
            (authors[0].name.as_str(), authors[0].role.as_deref()),
            ("Ann Lee", Some("Staff Writer"))
        );
        assert_eq!(lead, Lead::By);
        check("Elena Linker Marketing Operations Analyst", &["Elena Linker"]);
        check("Genevieve Carlton, Ph.D.", &["Genevieve Carlton, Ph.D."]);
        check("Jillian Kubala, MS, RD", &["Jillian Kubala, MS, RD"]);
    }

    #[test]
    fn what_programs_state_is_names_throughout() {
        let names = |value: &str| -> Vec<String> {
            stated(value).into_iter().map(|author| author.name).collect()
        };
        assert_eq!(
            names("Center for Drug Research and Training"),
            ["Center for Drug Research and Training"]
        );
        assert_eq!(names("Von Anna Berg und Karl Tal"), ["Anna Berg", "Karl Tal"]);
        assert_eq!(names("Smith, Ann"), ["Smith, Ann"]);
        assert_eq!(names("Human in the Loop"), ["Human in the Loop"]);
        assert_eq!(names("Luxury Travel Expert"), ["Luxury Travel Expert"]);
        assert_eq!(names("Ann Lee, Daily News"), ["Ann Lee", "Daily News"]);
        assert!(is_lead("Written by:") && !is_lead("Ann"));
    }

    #[test]
    fn nobody() {
        check("admin", &[]);
        check("https://example.org/ann", &[]);
        check("", &[]);
        check("12", &[]);
    }
}
