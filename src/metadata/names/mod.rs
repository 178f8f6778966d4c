//! Names of people out of the texts that hold them: "Von Anna Berg und Karl Tal, Redakteure".

mod reader;

use std::borrow::Cow;

use super::text::{count_words, pieces};
use super::{Author, Line};
use crate::beginning::beginning;
use crate::lexicon::{Credit, WordFacts, credit_length, words};
use reader::Reader;

/// Words before "written by" that may be passed over.
const BEFORE_LEAD: usize = 6;
/// Bytes of a text that are looked at.
const LOOKED_AT: usize = 300;

/// What a text says before its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// The text begins with "by" or the like.
    By,
    /// It begins with "written by" or the like.
    WrittenBy,
    /// It is a date and a name, and nothing else.
    Dated,
    Nothing,
}

/// The names that a text holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) authors: Vec<Author>,
    /// The names alone, as the text joins them: "Anna Berg und Karl Tal".
    pub(super) joined: String,
}

impl Names {
    /// More names after these.
    pub(super) fn append(&mut self, mut more: Self) {
        if !self.joined.is_empty() && !more.joined.is_empty() {
            self.joined.push_str(", ");
        }
        self.joined.push_str(&more.joined);
        self.authors.append(&mut more.authors);
    }
}

impl FromIterator<Names> for Names {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        let mut all = Self::default();
        parts.into_iter().for_each(|part| all.append(part));
        all
    }
}

/// Authors past which no more are looked at: each is compared with each. The longest lists, of
/// experiments in physics, are longer, and nobody reads them here.
pub(super) const MOST_AUTHORS: usize = 500;

/// Whether a word begins as names do: with a capital, or a letter that has none.
pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
}

/// The names in a text for readers, in order, with roles; and whether the text began with "by".
pub(super) fn read(text: &str) -> (Names, Lead) {
    let text = looked_at(text);
    let pieces = pieces(text);
    let mut reader = Reader::new(text, &pieces, false);
    let lead = reader.skip_lead();
    let is_dated = lead == Lead::Nothing && reader.at > 0;
    reader.names();
    let is_name = |author: &Author| author.name.split_whitespace().all(is_capital);
    let is_all =
        reader.at == pieces.len() && matches!(&*reader.names.authors, [only] if is_name(only));
    let lead = if is_dated && is_all { Lead::Dated } else { lead };
    (reader.names, lead)
}

/// The names in a value that a program filled in: all of it is names, though perhaps of an
/// institution ("Center for Research and Training").
pub(super) fn stated(value: &str) -> Names {
    let text = looked_at(value);
    if let Some(names) = text.split(';').map(inverted).collect::<Option<Vec<String>>>() {
        if names.len() > 1 {
            return names.iter().map(|name| stated(name)).collect();
        }
    }
    let pieces = pieces(text);
    let mut reader = Reader::new(text, &pieces, true);
    reader.skip_lead();
    let first = reader.at;
    reader.names();
    let is_full = |author: &Author| author.name.split_whitespace().count() > 1;
    let authors = &reader.names.authors;
    if authors.len() > 1 && !authors.iter().all(is_full) {
        // "Smith, Ann", "Research and Training": one name, unless all are as short.
        if authors.iter().any(is_full) || authors.len() == 2 {
            reader.whole(first);
        }
    }
    reader.names
}

/// A name whose family name comes first, as citations have it, in its usual order: "Lee, Ann Mary".
pub(super) fn inverted(name: &str) -> Option<String> {
    let (family, given) = name.split_once(',')?;
    let is_one = count_words(family) <= 2 && (1..=3).contains(&count_words(given));
    (is_one && !given.contains(',')).then(|| format!("{} {}", given.trim(), family.trim()))
}

/// Whether a text may begin with "by" or say "written by" soon: a quick look, before [`read`].
pub(super) fn may_lead(line: &Line<'_>) -> bool {
    /// Bytes that the lead of a byline stands in.
    const LEAD: usize = 64;
    let text = line.text;
    let begins_with_number = text.starts_with(|c: char| c.is_ascii_digit());
    if begins_with_number && text.len() <= LEAD {
        return true;
    }
    let may_begin = |word: &WordFacts| word.begins(Credit::By);
    if !line.facts.iter().take(BEFORE_LEAD).any(may_begin) {
        return false;
    }
    let words = if text.len() <= LEAD {
        Cow::Borrowed(line.words)
    } else {
        Cow::Owned(words(beginning(text, LEAD)).collect())
    };
    let leads = |at: usize| {
        let length = credit_length(Credit::By, words.iter().skip(at).copied());
        length > usize::from(at > 0 && !begins_with_number)
    };
    (0..words.len().min(BEFORE_LEAD))
        .filter(|&at| line.facts.get(at).is_some_and(may_begin))
        .any(leads)
}

/// Whether a text says "by", in whatever language.
pub(super) fn is_lead(text: &str) -> bool {
    let pieces = pieces(text);
    let count = pieces.len();
    count > 0 && credit_length(Credit::By, pieces.into_iter().map(|piece| piece.word)) == count
}

/// As much of a text as is looked at.
pub(super) fn looked_at(text: &str) -> &str {
    beginning(text, LOOKED_AT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (read, _) = read(text);
        let names: Vec<&str> = read.authors.iter().map(|author| author.name.as_str()).collect();
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
        check("责任编辑： 焦鹏", &["焦鹏"]);
        check("作者：王小明 编辑：李四", &["王小明"]);
        check("2024-03-05 10:30 来源：灯塔网 作者：王小明", &["王小明"]);
        check("Words by Anna Berg; photographs by Karl Tal", &["Anna Berg"]);
        check("Von Anna Berg:", &["Anna Berg"]);
    }

    #[test]
    fn several_names() {
        check("Von Anna Berg und Karl Tal", &["Anna Berg", "Karl Tal"]);
        check("Ann Lee, Bob Ray, and Cy Fox", &["Ann Lee", "Bob Ray", "Cy Fox"]);
        check("Ann Lee & Bob Ray", &["Ann Lee", "Bob Ray"]);
        check("Par Jean Dupont avec AFP", &["Jean Dupont", "AFP"]);
        check("By ANN LEE and BOB", &["ANN LEE", "BOB"]);
    }

    #[test]
    fn names_are_joined_as_they_were() {
        let joined = |text: &str| read(text).0.joined;
        assert_eq!(joined("Von Anna Berg und Karl Tal, Redakteure"), "Anna Berg und Karl Tal");
        assert_eq!(joined("Ann Lee, Bob R., and Cy Fox"), "Ann Lee, Bob R., and Cy Fox");
        assert_eq!(joined("Ann Lee, MD & Bob Ray"), "Ann Lee, MD & Bob Ray");
        assert_eq!(joined("Ann Lee, Staff Writer, and Bob Ray"), "Ann Lee, Bob Ray");
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
        check("Houzz Polska 3 lata temu", &["Houzz Polska"]);
    }

    #[test]
    fn dates_before_names_go() {
        check("03/01/2017 by Ann Lee", &["Ann Lee"]);
        check("Sun Feb 09, 2025 9:37 am by ann", &["ann"]);
        check("Dec. 19, 2025 · Ann Lee", &["Ann Lee"]);
        check("Sat, 12 Dec, 2025 - 10:00", &[]);
        check("August 5, 2025", &[]);
        check("jlee 18th Dec 2025", &["jlee"]);
        check("Sun Li", &["Sun Li"]);
        check("April May", &["April May"]);
        check("5.3.2024 10:00 Uhr von Anna Berg", &["Anna Berg"]);
        assert_eq!(read("11.12.2019 - Anna Berg").1, Lead::Dated);
        assert_eq!(read("11.12.2019 - Anna Berg schreibt").1, Lead::Nothing);
    }

    #[test]
    fn roles_are_apart_and_degrees_are_not() {
        let (Names { authors, .. }, lead) = read("By Ann Lee, Staff Writer");
        assert_eq!(
            (authors[0].name.as_str(), authors[0].role.as_deref()),
            ("Ann Lee", Some("Staff Writer"))
        );
        assert_eq!(lead, Lead::By);
        check("Elena Linker Marketing Operations Analyst", &["Elena Linker"]);
        check("Ann Lee, Home and Garden Editor", &["Ann Lee"]);
        check("Ann Lee, Privacy and Home Security Expert", &["Ann Lee"]);
        check("Ann Lee, Senior Life and Trends Reporter", &["Ann Lee"]);
        check("Ann Lee, Head of Marketing and Community Development", &["Ann Lee"]);
        check("Ann Lee, Editor, and Bob Ray", &["Ann Lee", "Bob Ray"]);
        check("Rechtsanwalt Karl Tal", &["Karl Tal"]);
        check("Genevieve Carlton, Ph.D.", &["Genevieve Carlton, Ph.D."]);
        check("Jillian Kubala, MS, RD", &["Jillian Kubala, MS, RD"]);
    }

    #[test]
    fn what_programs_state_is_names_throughout() {
        let names = |value: &str| -> Vec<String> {
            stated(value).authors.into_iter().map(|author| author.name).collect()
        };
        assert_eq!(
            names("Center for Drug Research and Training"),
            ["Center for Drug Research and Training"]
        );
        assert_eq!(names("Von Anna Berg und Karl Tal"), ["Anna Berg", "Karl Tal"]);
        assert_eq!(names("Smith, Ann"), ["Smith, Ann"]);
        assert_eq!(stated("Smith, Ann").joined, "Smith, Ann");
        assert_eq!(names("Martin, Anne; Ber, Paul"), ["Anne Martin", "Paul Ber"]);
        assert_eq!(names("Anne Martin; Paul Ber"), ["Anne Martin", "Paul Ber"]);
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
        check("Written by", &[]);
        check("No author", &[]);
    }
}
