//! Phrases of page furniture: "laisser un commentaire", "latest news", "all rights reserved".

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::dictionary::{Leads, WordFacts};
use super::list::{Table, entries};
use super::words::{Word, words};
use crate::hash::spread;

/// An enumeration of groups, with the set type over it.
macro_rules! groups {
    ($type:ident, $set:ident, $bits:ty, $($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// A group of entries of the lexicon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum $type {
            $($(#[$doc])* $variant,)*
        }

        impl $type {
            /// Every group with its name in the data files, in the order of the enumeration.
            pub(crate) const ALL: &[(Self, &str)] = &[$((Self::$variant, $name),)*];

            #[allow(dead_code, reason = "not all groups are those of a data file")]
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, text)| *text == name).map(|&(group, _)| group)
            }
        }

        /// A set of groups, a bit each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub(crate) struct $set(pub(crate) $bits);

        #[allow(dead_code, reason = "no set is asked everything")]
        impl $set {
            #[expect(clippy::indexing_slicing, reason = "the loop ends where the groups do")]
            pub(crate) const fn of(groups: &[$type]) -> Self {
                let mut bits = 0;
                let mut at = 0;
                while at < groups.len() {
                    bits |= 1 << groups[at] as u8;
                    at += 1;
                }
                Self(bits)
            }

            pub(crate) fn has(self, group: $type) -> bool {
                self.0 >> group as u8 & 1 == 1
            }

            pub(crate) fn is_empty(self) -> bool {
                self.0 == 0
            }

            pub(crate) fn meets(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }
        }

        impl std::ops::BitOrAssign for $set {
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }
    };
}
pub(super) use groups;

groups! { PhraseGroup, PhraseGroups, u32,
    /// Comment sections and forms.
    Comment "comment",
    /// Moderation rules and notices of comment forms.
    Rules "rules",
    /// Related, latest, most read.
    Related "related",
    /// Share bars, "follow us".
    Share "share",
    Newsletter "newsletter",
    /// Cookie banners and consent walls.
    Consent "consent",
    /// Copyright, terms, imprint.
    Legal "legal",
    /// Sign in, register.
    Login "login",
    Paywall "paywall",
    /// Calls to action: "read more", "skip to content".
    More "more",
    Advert "advert",
    /// Author and date lines.
    Byline "byline",
    /// Photo and source credits.
    Credit "credit",
    Tags "tags",
    /// Menus, pagination, breadcrumbs.
    Navigation "navigation",
    Search "search",
    /// Author boxes.
    Author "author",
    Shop "shop",
    /// Tables of contents.
    Contents "contents",
    /// Scripts are to be switched on, or it is to be proven that a human reads.
    Challenge "challenge",
    /// What was asked for is not there, or not for everybody.
    Missing "missing",
}

impl PhraseGroups {
    /// Notices in place of a page. They tell what a page is, where it holds nothing else; of a block
    /// among others they tell nothing, and are no columns of the model.
    pub(crate) const NOTICES: Self = Self::of(&[PhraseGroup::Challenge, PhraseGroup::Missing]);

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// The phrase files, by language.
const FILES: [(&str, &str); 11] = [
    ("de", include_str!("phrases/de.txt")),
    ("el", include_str!("phrases/el.txt")),
    ("en", include_str!("phrases/en.txt")),
    ("es", include_str!("phrases/es.txt")),
    ("fr", include_str!("phrases/fr.txt")),
    ("it", include_str!("phrases/it.txt")),
    ("ja", include_str!("phrases/ja.txt")),
    ("pl", include_str!("phrases/pl.txt")),
    ("pt", include_str!("phrases/pt.txt")),
    ("ru", include_str!("phrases/ru.txt")),
    ("zh", include_str!("phrases/zh.txt")),
];

/// What is known of a sequence of words.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    /// Groups of which the words are a phrase that starts a block.
    start: PhraseGroups,
    /// Groups of which they are a phrase that is a whole block.
    whole: PhraseGroups,
    /// Groups of which they are a phrase wherever it stands.
    anywhere: PhraseGroups,
    /// Some phrase that may stand anywhere begins with these words.
    leads_anywhere: bool,
}

/// Every phrase and every beginning of one, by the hash of its words. All languages at once: what a
/// page declares of its language is often wrong, and phrases seldom mean something else elsewhere.
static PHRASES: Lazy<Table<u64, Entry>> = Lazy::new(|| {
    let mut table: HashMap<u64, Entry> = HashMap::new();
    for (section, phrase) in FILES.into_iter().flat_map(|(_, file)| entries(file)) {
        let (name, place) = section.split_once(' ').unwrap_or((section, "start"));
        let Some(group) = PhraseGroup::from_name(name) else { continue };
        let group = PhraseGroups::of(&[group]);
        let mut sequence = Sequence::default();
        for word in phrase_words(phrase) {
            sequence.push(word);
            table.entry(sequence.0).or_default().leads_anywhere |= place == "anywhere";
        }
        let entry = table.entry(sequence.0).or_default();
        match place {
            "whole" => entry.whole |= group,
            "anywhere" => entry.anywhere |= group,
            _ => entry.start |= group,
        }
    }
    Table::new(table)
});

/// The words of a line of a phrase file, where `#` is any number.
fn phrase_words(phrase: &str) -> impl Iterator<Item = Word> + '_ {
    phrase.split(' ').flat_map(|part| {
        let number = (part == "#").then_some(Word::NUMBER);
        number.into_iter().chain(words(part))
    })
}

/// The hash of a sequence of words.
#[derive(Clone, Copy, Default)]
pub(super) struct Sequence(pub(super) u64);

impl Sequence {
    pub(super) fn push(&mut self, word: Word) {
        let mixed = spread(self.0.rotate_left(23) ^ u64::from(word.0));
        self.0 = mixed ^ (mixed >> 29);
    }
}

/// The first word of every phrase.
pub(super) fn leading_words() -> impl Iterator<Item = (Word, Leads)> {
    FILES.into_iter().flat_map(|(_, file)| entries(file)).filter_map(|(section, phrase)| {
        let leads = if section.ends_with(" anywhere") { Leads::Anywhere } else { Leads::Start };
        Some((phrase_words(phrase).next()?, leads))
    })
}

/// The groups that the words of a short block show, given what is known of each. Linear in the
/// words, since phrases have at most twelve; and few words begin a phrase.
pub(crate) fn phrase_groups(block: &[Word], facts: &[WordFacts]) -> PhraseGroups {
    let mut groups = PhraseGroups::default();
    let leads = facts.iter().map(|facts| facts.leads);
    if leads.clone().next().is_some_and(|leads| leads != Leads::None) {
        let mut sequence = Sequence::default();
        for (at, &word) in block.iter().enumerate() {
            sequence.push(word);
            let Some(entry) = PHRASES.get(sequence.0) else { break };
            groups |= entry.start;
            if at + 1 == block.len() {
                groups |= entry.whole;
            }
        }
    }
    for start in leads.enumerate().filter(|(_, leads)| *leads == Leads::Anywhere).map(|(at, _)| at)
    {
        let mut sequence = Sequence::default();
        for &word in block.get(start..).unwrap_or_default() {
            sequence.push(word);
            match PHRASES.get(sequence.0) {
                Some(entry) if entry.leads_anywhere => groups |= entry.anywhere,
                _ => break,
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::dictionary::dictionary;
    use super::super::words::{CharClass, classify};
    use super::*;

    fn groups(text: &str) -> PhraseGroups {
        let words: Vec<Word> = words(text).collect();
        let facts: Vec<WordFacts> = words.iter().map(|&word| dictionary().facts(word)).collect();
        phrase_groups(&words, &facts)
    }

    #[test]
    fn furniture_is_recognised_and_sentences_are_not() {
        assert!(groups("Laisser un commentaire").has(PhraseGroup::Comment));
        assert!(groups("LAISSER UN COMMENTAIRE »").has(PhraseGroup::Comment));
        assert!(groups("Les derniers articles").has(PhraseGroup::Related));
        assert!(groups("© 2024 Le Quotidien. Tous droits réservés.").has(PhraseGroup::Legal));
        assert!(groups("Il n’y a plus de temps à perdre.").is_empty());
    }

    #[test]
    fn files_are_sorted_normalised_and_without_repetition() {
        for (language, file) in FILES {
            let mut seen = HashSet::new();
            let mut last = ("", "");
            for (section, phrase) in entries(file) {
                let (name, place) = section.split_once(' ').unwrap_or((section, "start"));
                assert!(PhraseGroup::from_name(name).is_some(), "{language}: group {name:?}");
                assert!(["start", "whole", "anywhere"].contains(&place), "{language}: {section}");
                assert!(seen.insert((name, phrase)), "{language}: {phrase:?} twice in {name}");
                let is_sorted = last.0 != section || last.1 < phrase;
                assert!(is_sorted, "{language}: {phrase:?} is not sorted");
                let is_normalised = phrase.chars().all(|c| {
                    matches!(c, ' ' | '#' | '々' | 'ー')
                        || matches!(
                            classify(c),
                            CharClass::Letter | CharClass::Ideograph | CharClass::Digit
                        )
                });
                assert!(is_normalised, "{language}: {phrase:?} is not in normal form");
                assert!(!phrase.contains("  ") && phrase.trim() == phrase, "{phrase:?}");
                last = (section, phrase);
            }
            assert!(seen.len() >= 60, "{language} has only {} phrases", seen.len());
        }
    }
}
