//! Function words and months: what tells sentences from lists of names, one language from another,
//! and a date from a number.

use once_cell::sync::Lazy;

use super::list::{HashedMap, entries};
use super::words::{Word, words};

/// The languages with a list of function words (ISO 639-1), each with its file.
pub(crate) const LANGUAGES: [(&str, &str); 11] = [
    ("de", include_str!("stopwords/de.txt")),
    ("el", include_str!("stopwords/el.txt")),
    ("en", include_str!("stopwords/en.txt")),
    ("es", include_str!("stopwords/es.txt")),
    ("fr", include_str!("stopwords/fr.txt")),
    ("it", include_str!("stopwords/it.txt")),
    ("ja", include_str!("stopwords/ja.txt")),
    ("pl", include_str!("stopwords/pl.txt")),
    ("pt", include_str!("stopwords/pt.txt")),
    ("ru", include_str!("stopwords/ru.txt")),
    ("zh", include_str!("stopwords/zh.txt")),
];

static MONTHS_FILE: &str = include_str!("months.txt");

/// A set of [`LANGUAGES`], a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LanguageSet(pub(crate) u16);

static STOPWORDS: Lazy<HashedMap<LanguageSet>> = Lazy::new(|| {
    let mut table: HashedMap<LanguageSet> = HashedMap::default();
    for (bit, (_, file)) in LANGUAGES.into_iter().enumerate() {
        for word in entries(file).flat_map(|(_, line)| words(line)) {
            table.entry(spread(word)).or_default().0 |= 1 << bit;
        }
    }
    table
});

static MONTHS: Lazy<HashedMap<u8>> = Lazy::new(|| {
    entries(MONTHS_FILE)
        .filter_map(|(_, line)| {
            let mut parts = line.split(' ').skip(1);
            Some((words(parts.next()?).next()?, parts.next()?.parse().ok()?))
        })
        .map(|(word, number)| (spread(word), number))
        .collect()
});

/// A 32-bit hash spread over 64 bits: the table looks at both ends of its keys.
fn spread(word: Word) -> u64 {
    u64::from(word.0).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The languages of which a word is a function word.
pub(crate) fn stopword_languages(word: Word) -> LanguageSet {
    STOPWORDS.get(&spread(word)).copied().unwrap_or_default()
}

/// Whether a word is the name of a month in some language.
pub(crate) fn is_month(word: Word) -> bool {
    MONTHS.contains_key(&spread(word))
}

/// The month that a word is the name of, 1 to 12. No name means different months in two languages.
pub(crate) fn month_number(word: Word) -> Option<u8> {
    MONTHS.get(&spread(word)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_know_their_languages() {
        let languages = |text: &str| -> Vec<&str> {
            let set = words(text).map(stopword_languages).fold(!0, |all, set| all & set.0);
            let is_in = |bit: usize| set >> bit & 1 == 1;
            (0..LANGUAGES.len()).filter(|&bit| is_in(bit)).map(|bit| LANGUAGES[bit].0).collect()
        };
        assert_eq!(languages("dans avec pour"), ["fr"].to_vec());
        assert_eq!(languages("und nicht auch"), ["de"].to_vec());
        assert_eq!(languages("elephant"), Vec::<&str>::new());
    }

    #[test]
    fn months_are_known_in_any_case() {
        assert!(words("FÉVRIER März stycznia").all(is_month));
        assert!(!words("lundi").any(is_month));
        let numbers: Vec<_> =
            words("février März stycznia мая Οκτωβρίου").map(month_number).collect();
        assert_eq!(numbers, [Some(2), Some(3), Some(1), Some(5), Some(10)]);
    }

    #[test]
    fn a_month_has_one_number_and_it_is_one_to_twelve() {
        for (_, line) in entries(MONTHS_FILE) {
            let parts: Vec<&str> = line.split(' ').collect();
            let number = words(parts[1]).next().and_then(month_number);
            assert_eq!(number, parts[2].parse().ok(), "{line}");
            assert!(number.is_some_and(|number| (1..=12).contains(&number)), "{line}");
        }
    }

    #[test]
    fn files_are_sorted_and_without_repetition() {
        for (language, file) in LANGUAGES.into_iter().chain([("months", MONTHS_FILE)]) {
            let lines: Vec<_> = entries(file).map(|(_, line)| line).collect();
            assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "{language} is not sorted");
            assert!(lines.len() >= 30, "{language} has only {} lines", lines.len());
        }
    }
}
