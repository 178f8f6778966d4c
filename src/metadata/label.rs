//! What a date is of, by the words before it; and which of its numbers is the month.

use super::calendar::Order;
use super::text::pieces;
use crate::lexicon::{Credit, Word, credit_length};

/// What the words before a date say that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Published,
    Modified,
    Other,
}

/// What the words before a date say of it; `None` if they say nothing.
pub(super) fn label_before(text: &str) -> Option<Label> {
    /// Words that may stand between a label and its date ("published by Ann Lee on").
    const BETWEEN: usize = 6;
    const LABELS: [(Credit, Label); 3] = [
        (Credit::OtherDate, Label::Other),
        (Credit::Modified, Label::Modified),
        (Credit::Published, Label::Published),
    ];
    if text.contains(['©', '℗', '®']) {
        return Some(Label::Other);
    }
    let pieces = pieces(text);
    // The last label before the date counts, and none before another number.
    let last = (0..pieces.len()).rev().take(BETWEEN);
    let mut own =
        last.take_while(|&at| pieces.get(at).is_some_and(|piece| piece.word != Word::NUMBER));
    own.find_map(|at| {
        let words = || pieces.iter().skip(at).map(|piece| piece.word);
        let says = |(credit, _): &&(Credit, Label)| credit_length(*credit, words()) > 0;
        LABELS.iter().find(says).map(|&(_, label)| label)
    })
}

/// What `4/5/2024` means on a page: the month comes first in American English only.
pub(super) fn order(language: Option<&str>, url: Option<&str>) -> Order {
    let host = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let country = host.rsplit('.').next().filter(|label| label.len() == 2);
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let path = url.unwrap_or_default().to_ascii_lowercase();
    let is_british = path.contains("/en-gb/") || path.contains("/en_gb/");
    let region = language.split(['-', '_']).nth(1).unwrap_or_default();
    let is_english = language.starts_with("en");
    let american = match (region, country) {
        _ if is_british => false,
        ("us", _) => true,
        ("", None) => is_english,
        ("", Some(country)) => {
            is_english && matches!(country, "us" | "io" | "co" | "ai" | "tv" | "me")
        }
        _ => false,
    };
    if american { Order::MonthFirst } else { Order::DayFirst }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_label_counts() {
        assert_eq!(label_before("Published on"), Some(Label::Published));
        assert_eq!(label_before("Published 5 May, last updated"), Some(Label::Modified));
        assert_eq!(label_before("Mis à jour le"), Some(Label::Modified));
        assert_eq!(label_before("Registered:"), Some(Label::Other));
        assert_eq!(label_before("© Gazette"), Some(Label::Other));
        assert_eq!(label_before("the battle of"), None);
    }

    #[test]
    fn the_month_is_first_in_american_english() {
        assert_eq!(order(Some("en-US"), None), Order::MonthFirst);
        assert_eq!(order(Some("en"), Some("https://example.com/a")), Order::MonthFirst);
        assert_eq!(order(Some("en"), Some("https://example.co.uk/a")), Order::DayFirst);
        assert_eq!(order(Some("en-GB"), Some("https://example.com/a")), Order::DayFirst);
        assert_eq!(order(Some("fr"), Some("https://example.com/a")), Order::DayFirst);
        assert_eq!(order(None, None), Order::DayFirst);
    }
}
