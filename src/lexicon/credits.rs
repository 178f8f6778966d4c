//! What stands around names and dates: "written by", "updated on", `class="author-name"`.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::dictionary::dictionary;
use super::list::{Table, entries};
use super::phrases::{Sequence, groups};
use super::words::{Word, WordHasher, words};

groups! { Credit, Credits, u16,
    /// Stands before a name.
    By "by",
    /// Stands between names.
    And "and",
    /// Shows that a name is over.
    End "end",
    /// What somebody is, rather than who.
    Role "role",
    /// Stands where a name should.
    Nobody "nobody",
    /// Stands before the date of a change.
    Modified "modified",
    /// Stands before the date of publication.
    Published "published",
    /// Stands before the date of something else: of joining a forum, of birth.
    OtherDate "other date",
    /// Part of a date beside its numbers and month: "Tuesday", "5th", "pm".
    OfDate "of date",
    ClassAuthor "class author",
    /// Tokens beside one of [`ClassAuthor`](Self::ClassAuthor) that make it something else.
    ClassNotAuthor "class not author",
    ClassPublished "class published",
    /// Tokens of a date, whichever.
    ClassDate "class date",
    ClassModified "class modified",
    /// The line above a headline, within its heading; what readers of the heading are spared.
    ClassKicker "class kicker",
}

static FILE: &str = include_str!("credits.txt");

/// Words of the longest phrase.
const LONGEST: usize = 5;

static PHRASES: Lazy<Table<u64, Credits>> = Lazy::new(|| {
    let mut table: HashMap<u64, Credits> = HashMap::new();
    for (section, phrase) in entries(FILE) {
        let Some(group) = Credit::from_name(section) else { continue };
        let mut sequence = Sequence::default();
        words(phrase).for_each(|word| sequence.push(word));
        *table.entry(sequence.0).or_default() |= Credits::of(&[group]);
    }
    Table::new(table)
});

/// The first word of every phrase, with the group of the phrase.
pub(super) fn crediting_words() -> impl Iterator<Item = (Word, Credits)> {
    entries(FILE).filter_map(|(section, phrase)| {
        let group = Credit::from_name(section)?;
        Some((words(phrase).next()?, Credits::of(&[group])))
    })
}

/// The length in words of the longest phrase of a group at the start of `words`; 0 if there is none.
pub(crate) fn credit_length(group: Credit, mut words: impl Iterator<Item = Word>) -> usize {
    // Few words begin a phrase.
    let Some(first) = words.next().filter(|&word| dictionary().facts(word).begins(group)) else {
        return 0;
    };
    let mut sequence = Sequence::default();
    let mut longest = 0;
    for (word, length) in std::iter::once(first).chain(words).take(LONGEST).zip(1..) {
        sequence.push(word);
        if PHRASES.get(sequence.0).is_some_and(|credits| credits.has(group)) {
            longest = length;
        }
    }
    longest
}

/// The groups of the tokens of a class attribute, and of pairs of neighbouring tokens written as one
/// (`author-name` has `author`, `name` and `authorname`).
pub(crate) fn credit_classes(class: &str) -> Credits {
    let mut found = Credits::default();
    let mut look = |hasher: WordHasher| {
        let mut sequence = Sequence::default();
        sequence.push(hasher.finish());
        found |= PHRASES.get(sequence.0).copied().unwrap_or_default();
    };
    let mut rest = class.as_bytes();
    let mut before: Option<WordHasher> = None;
    while let Some(&first) = rest.first() {
        let length = token_length(rest);
        let (token, after) = rest.split_at(length.max(1));
        rest = after;
        if length == 0 {
            before = before.filter(|_| !first.is_ascii_whitespace());
            continue;
        }
        let continued = |mut hasher: WordHasher| {
            token.iter().for_each(|&letter| hasher.push_ascii(letter));
            hasher
        };
        let alone = continued(WordHasher::new());
        look(alone);
        if let Some(before) = before {
            look(continued(before));
        }
        before = Some(alone);
    }
    found
}

/// Letters of the token that an attribute begins with: up to a capital after a small letter.
fn token_length(class: &[u8]) -> usize {
    let mut after_small = false;
    let goes_on = |letter: &u8| {
        let is_small = letter.is_ascii_lowercase();
        let goes_on = is_small || (letter.is_ascii_uppercase() && !after_small);
        after_small = is_small;
        goes_on
    };
    class.iter().copied().take_while(goes_on).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts() {
        assert_eq!(credit_length(Credit::By, words("Written by Ann")), 2);
        assert_eq!(credit_length(Credit::By, words("Ein Gastbeitrag von Ann")), 3);
        assert_eq!(credit_length(Credit::By, words("Ann")), 0);
        assert_eq!(credit_length(Credit::And, words("UND")), 1);
    }

    #[test]
    fn class_tokens_alone_and_in_pairs() {
        assert!(credit_classes("entry-author").has(Credit::ClassAuthor));
        assert!(credit_classes("postDate").has(Credit::ClassPublished));
        assert!(credit_classes("last_updated").has(Credit::ClassModified));
        assert!(credit_classes("author-avatar").has(Credit::ClassNotAuthor));
        assert!(credit_classes("authority candidate").is_empty());
    }

    #[test]
    fn the_file_is_sorted_and_without_repetition() {
        let mut last = ("", "");
        for (section, phrase) in entries(FILE) {
            assert!(Credit::from_name(section).is_some(), "group {section:?}");
            assert!(last.0 != section || last.1 < phrase, "{phrase:?} is not sorted");
            assert!(phrase == phrase.to_lowercase(), "{phrase:?} is not in lower case");
            assert!((1..=LONGEST).contains(&words(phrase).count()), "{phrase:?} is too long");
            last = (section, phrase);
        }
    }
}
