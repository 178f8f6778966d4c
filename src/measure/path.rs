//! What the path of a page's address says of it: `/collections/boats` holds many things,
//! `/2024/03/the-wind-has-turned` one.
#![expect(clippy::indexing_slicing, reason = "a row has a value for every column")]

use super::columns::{PATH_ENDS_IN, PATH_GOES_THROUGH, PageColumn};
use super::numbers::flag;
use super::page::PageRow;
use crate::address::Address;
use crate::lexicon::{PathGroup, PathGroups, path_groups};

/// Parts of a path, and words of its last part, beyond which there are just many.
const MANY_PARTS: f32 = 6.0;
const MANY_WORDS: f32 = 12.0;
/// Digits of a number that tells a page from others, rather than a year's volume or a step.
const DIGITS_OF_ID: usize = 4;
/// Bytes of an ending such as `.html` at most.
const LONGEST_ENDING: usize = 5;

/// Writes what the path of an address says; without an address the depth is negative, and nothing is
/// said.
pub(super) fn measure(address: Option<&str>, row: &mut PageRow) {
    row[PageColumn::PathDepth as usize] = -1.0;
    let Some(address) = address.and_then(Address::of) else { return };
    let mut parts = address.path.split('/').filter(|part| !part.is_empty());
    let last = parts.next_back().map(without_ending).unwrap_or_default();
    let mut before = PathGroups::default();
    let mut depth = usize::from(!last.is_empty());
    for part in parts {
        before |= path_groups(part);
        depth += 1;
    }
    let words = last.split(['-', '_', '+']).filter(|word| !word.is_empty()).count();
    let is_number = |run: &str| run.len() >= DIGITS_OF_ID;
    let has_number = last.split(|c: char| !c.is_ascii_digit()).any(is_number);
    row[PageColumn::PathDepth as usize] = (depth as f32).min(MANY_PARTS);
    row[PageColumn::PathWords as usize] = (words as f32).min(MANY_WORDS);
    row[PageColumn::PathNumber as usize] = flag(has_number);
    write(PATH_GOES_THROUGH, before, row);
    write(PATH_ENDS_IN, path_groups(last), row);
}

/// A part of a path without `.html` and the like.
fn without_ending(part: &str) -> &str {
    let ending = part.rsplit_once('.').filter(|(_, ending)| ending.len() <= LONGEST_ENDING);
    ending.map_or(part, |(name, _)| name)
}

fn write(columns: [PageColumn; PathGroup::ALL.len()], groups: PathGroups, row: &mut PageRow) {
    for (column, &(group, _)) in columns.into_iter().zip(PathGroup::ALL) {
        row[column as usize] = flag(groups.has(group));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(address: &str) -> PageRow {
        let mut row = [0.0; PageColumn::NAMES.len()];
        measure(Some(address), &mut row);
        row
    }

    #[test]
    fn a_path_is_taken_apart() {
        let row = row("https://example.org/Forum/boats/4711-the_wind-turns.html?page=2#top");
        assert_eq!(row[PageColumn::PathDepth as usize], 3.0);
        assert_eq!(row[PageColumn::PathWords as usize], 4.0);
        assert_eq!(row[PageColumn::PathNumber as usize], 1.0);
        assert_eq!(row[PageColumn::PathThroughForum as usize], 1.0);
        assert_eq!(row[PageColumn::PathEndsForum as usize], 0.0);
        assert_eq!(row[PageColumn::PathThroughShop as usize], 0.0);
    }

    #[test]
    fn addresses_come_in_all_forms() {
        for address in
            ["//example.org/shop", "/shop/", "/shop//", " https://example.org//shop#a/b "]
        {
            let row = row(address);
            assert_eq!(row[PageColumn::PathDepth as usize], 1.0, "{address}");
            assert_eq!(row[PageColumn::PathEndsShop as usize], 1.0, "{address}");
        }
        assert_eq!(row("https://example.org")[PageColumn::PathDepth as usize], 0.0);
        assert_eq!(row("https://example.org/?q=/shop")[PageColumn::PathDepth as usize], 0.0);
        assert_eq!(
            row("shop")[PageColumn::PathDepth as usize],
            -1.0,
            "relative to nobody knows what"
        );
    }
}
