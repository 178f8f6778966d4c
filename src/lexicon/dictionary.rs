//! Everything that single words are looked up for, in one table: every word of a page is looked up,
//! and once is enough.

use once_cell::sync::Lazy;

use super::languages::{LanguageSet, function_words, months};
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

/// The words of all lists. Open addressing, a few slots a word, so that nearly every word is found, or not, at the first look.
pub(crate) struct Dictionary {
    slots: Vec<(Word, WordFacts)>,
    shift: u32,
}

/// Marks a free slot: no text has this hash that is a word of the lexicon, which the table sees to.
const FREE: Word = Word(0);

static DICTIONARY: Lazy<Dictionary> = Lazy::new(|| {
    let mut words: Vec<(Word, WordFacts)> = Vec::new();
    let facts = WordFacts::default();
    words
        .extend(function_words().map(|(word, languages)| (word, WordFacts { languages, ..facts })));
    words.extend(months().map(|(word, month)| (word, WordFacts { month, ..facts })));
    words.extend(leading_words().map(|(word, leads)| (word, WordFacts { leads, ..facts })));
    Dictionary::new(&words)
});

impl Dictionary {
    fn new(words: &[(Word, WordFacts)]) -> Self {
        /// Slots for each word at least.
        const ROOM: usize = 2;
        let bits = (words.len() * ROOM).next_power_of_two().trailing_zeros().max(1);
        let mut table =
            Self { slots: vec![(FREE, WordFacts::default()); 1 << bits], shift: u32::BITS - bits };
        for (word, facts) in words {
            if *word == FREE {
                continue;
            }
            let slot = table.slot(*word);
            if let Some((known, all)) = table.slots.get_mut(slot) {
                *known = *word;
                all.languages.0 |= facts.languages.0;
                all.month = all.month.max(facts.month);
                all.leads = all.leads.max(facts.leads);
            }
        }
        table
    }

    /// What the lexicon knows of a word.
    pub(crate) fn facts(&self, word: Word) -> WordFacts {
        self.slots.get(self.slot(word)).map_or_else(WordFacts::default, |&(_, facts)| facts)
    }

    /// The slot of a word, or the free one where it would be. There are always free slots.
    fn slot(&self, word: Word) -> usize {
        /// 2^32 divided by the golden ratio: the high bits of the product depend on all of the hash.
        const SPREAD: u32 = 0x9e37_79b1;
        let mut slot = (word.0.wrapping_mul(SPREAD) >> self.shift) as usize;
        while self.slots.get(slot).is_some_and(|(known, _)| *known != word && *known != FREE) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        slot
    }
}

/// The dictionary.
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
        for (word, leads) in leading_words() {
            assert!(word_facts(word).leads >= leads);
        }
    }

    #[test]
    fn words_of_no_list_are_unknown() {
        assert_eq!(facts("zyzomys"), WordFacts::default());
        assert_eq!(word_facts(FREE), WordFacts::default());
        assert_eq!(month_number(words("mars").next().unwrap()), Some(3));
        assert_eq!(month_number(words("martial").next().unwrap()), None);
    }
}
