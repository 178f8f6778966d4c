//! Everything that single words are looked up for, in one table: every word of a page is looked up,
//! and once is enough.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::credits::{Credit, Credits, crediting_words};
use super::languages::{LanguageSet, function_words, months};
use super::list::Table;
use super::phrases::leading_words;
use super::words::Word;

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct WordFacts {
    /// Languages of which it is a function word.
    pub(crate) languages: LanguageSet,
    /// The month that it is the name of, 1 to 12; 0 if it is none. No name means different months in
    /// two languages.
    pub(crate) month: u8,
    pub(crate) leads: Leads,
    /// The credits that some phrase of begins with it.
    credits: Credits,
}

impl WordFacts {
    /// Whether some phrase of a group begins with the word.
    pub(crate) fn begins(self, group: Credit) -> bool {
        self.credits.has(group)
    }
}

/// Which phrases begin with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub(crate) enum Leads {
    #[default]
    None,
    /// Some that stand at the start of a block.
    Start,
    /// Some that may stand anywhere.
    Anywhere,
}

/// The words of all lists.
pub(crate) struct Dictionary {
    words: Table<Word, WordFacts>,
}

static DICTIONARY: Lazy<Dictionary> = Lazy::new(|| {
    let mut words: HashMap<Word, WordFacts> = HashMap::new();
    for (word, languages) in function_words() {
        words.entry(word).or_default().languages.0 |= languages.0;
    }
    for (word, month) in months() {
        words.entry(word).or_default().month = month;
    }
    for (word, leads) in leading_words() {
        let facts = words.entry(word).or_default();
        facts.leads = facts.leads.max(leads);
    }
    for (word, credits) in crediting_words() {
        words.entry(word).or_default().credits |= credits;
    }
    Dictionary { words: Table::new(words) }
});

impl Dictionary {
    /// What the lexicon knows of a word.
    #[inline]
    pub(crate) fn facts(&self, word: Word) -> WordFacts {
        self.words.value(word)
    }
}

/// All that is known of words, made when it is first asked for.
pub(crate) fn dictionary() -> &'static Dictionary {
    &DICTIONARY
}

/// The month that a word is the name of, 1 to 12.
pub(crate) fn month_number(word: Word) -> Option<u8> {
    Some(DICTIONARY.facts(word).month).filter(|&month| month > 0)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn word_facts(word: Word) -> WordFacts {
        DICTIONARY.facts(word)
    }

    fn facts(text: &str) -> WordFacts {
        word_facts(words(text).next().unwrap())
    }

    #[test]
    fn every_word_of_the_lists_is_found_with_all_that_is_known_of_it() {
        for (word, languages) in function_words() {
            assert_eq!(word_facts(word).languages.0 & languages.0, languages.0);
        }
        for (word, month) in months() {
            assert_eq!(word_facts(word).month, month);
        }
        for (word, credits) in crediting_words() {
            assert!(word_facts(word).credits.meets(credits));
        }
        for (word, leads) in leading_words() {
            assert!(word_facts(word).leads >= leads);
        }
    }

    #[test]
    fn words_of_no_list_are_unknown() {
        assert_eq!(facts("zyzomys"), WordFacts::default());
        assert_eq!(month_number(words("mars").next().unwrap()), Some(3));
        assert_eq!(month_number(words("martial").next().unwrap()), None);
    }
}
