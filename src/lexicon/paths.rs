//! Words in the path of a page's address, by what kind of page they lead to: `/forum/`,
//! `/collections/`.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::list::{Table, entries};
use super::phrases::groups;
use super::words::{Word, words};

groups! { PathGroup, PathGroups, u8,
    /// Articles, news, posts: what follows is mostly one of them.
    Journal "journal",
    /// Categories, archives, results of a search.
    Index "index",
    /// Things for sale, one by one.
    Product "product",
    /// Things for sale, many at once.
    Shop "shop",
    /// Threads, questions and answers.
    Forum "forum",
    /// Manuals, references, help.
    Manual "manual",
    /// Services, firms, plans.
    Offer "offer",
}

static FILE: &str = include_str!("path_words.txt");

static WORDS: Lazy<Table<Word, PathGroups>> = Lazy::new(|| {
    let mut table: HashMap<Word, PathGroups> = HashMap::new();
    for (section, entry) in entries(FILE) {
        let Some(group) = PathGroup::from_name(section) else { continue };
        for word in words(entry) {
            *table.entry(word).or_default() |= PathGroups::of(&[group]);
        }
    }
    Table::new(table)
});

/// The groups of all words in a part of a path.
pub(crate) fn path_groups(part: &str) -> PathGroups {
    let mut found = PathGroups::default();
    // `page_2`, `topic2`: what is one word in a text is several here.
    let runs = part.split(|c: char| !c.is_alphabetic());
    runs.flat_map(words).for_each(|word| found |= WORDS.value(word));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_one_word_of_a_group() {
        for (section, entry) in entries(FILE) {
            let group = PathGroup::from_name(section);
            assert!(group.is_some_and(|group| path_groups(entry).has(group)), "{section}: {entry}");
            assert_eq!(words(entry).count(), 1, "{entry}");
        }
        let sections = entries(FILE).filter_map(|(section, _)| PathGroup::from_name(section));
        let mut seen: Vec<_> = sections.collect();
        seen.dedup();
        assert_eq!(seen.len(), PathGroup::ALL.len(), "each group has one section");
    }

    #[test]
    fn words_count_wherever_they_stand_in_a_part() {
        assert!(path_groups("spare_parts-Products2").has(PathGroup::Product));
        assert!(
            path_groups("topic").has(PathGroup::Forum)
                && path_groups("topic").has(PathGroup::Index)
        );
        assert!(path_groups("byproduct").is_empty());
    }
}
