//! Function words and months: what tells sentences from lists of names, one language from another,
//! and a date from a number.

use super::list::entries;
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

/// Every function word of each language, once for each language that has it.
pub(super) fn function_words() -> impl Iterator<Item = (Word, LanguageSet)> {
    LANGUAGES.into_iter().enumerate().flat_map(|(bit, (_, file))| {
        let listed = entries(file).flat_map(|(_, line)| words(line));
        listed.map(move |word| (word, LanguageSet(1 << bit)))
    })
}

/// The names of the months, each with its number.
pub(super) fn months() -> impl Iterator<Item = (Word, u8)> {
    entries(MONTHS_FILE).filter_map(|(_, line)| {
        let mut parts = line.split(' ').skip(1);
        Some((words(parts.next()?).next()?, parts.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::super::dictionary::{dictionary, month_number};
    use super::*;

    #[test]
    fn function_words_know_their_languages() {
        let languages = |text: &str| -> Vec<&str> {
            let set = words(text)
                .map(|word| dictionary().facts(word).languages.0)
                .fold(!0, |all, set| all & set);
            let is_in = |bit: usize| set >> bit & 1 == 1;
            (0..LANGUAGES.len()).filter(|&bit| is_in(bit)).map(|bit| LANGUAGES[bit].0).collect()
        };
        assert_eq!(languages("dans avec pour"), ["fr"].to_vec());
        assert_eq!(languages("und nicht auch"), ["de"].to_vec());
        assert_eq!(languages("elephant"), Vec::<&str>::new());
    }

    #[test]
    fn months_are_known_in_any_case() {
        let is_month = |word| month_number(word).is_some();
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
