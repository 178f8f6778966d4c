//! What a date is of, by the words before it; and which of its numbers is the month.

use std::cmp::Ordering;

use super::calendar::{self, Order, Reader, YEARS};
use super::tokens::tokens;
use super::{Line, Sources};
use crate::address::Address;
use crate::lexicon::{Credit, Word, credit_length};

/// What the words before a date say that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Published,
    Modified,
    Other,
}

/// What begins a label, and what it says.
const LABELS: [(Credit, Label); 3] = [
    (Credit::OtherDate, Label::Other),
    (Credit::Modified, Label::Modified),
    (Credit::Published, Label::Published),
];

/// Whether a line may have a label in it: a quick look, before [`label_before`].
pub(super) fn may_label(line: &Line<'_>) -> bool {
    line.facts.iter().any(|facts| LABELS.iter().any(|&(credit, _)| facts.begins(credit)))
}

/// What a text before a date, made of these words, says of it; `None` if it says nothing.
pub(super) fn label_before(text: &str, words: &[Word]) -> Option<Label> {
    /// Words that may stand between a label and its date ("published by Ann Lee on").
    const BETWEEN: usize = 6;
    if text.contains(['©', '℗', '®']) {
        return Some(Label::Other);
    }
    // The last label before the date counts, and none before another number.
    let last = (0..words.len()).rev().take(BETWEEN);
    let mut own = last.take_while(|&at| words.get(at).is_some_and(|&word| word != Word::NUMBER));
    own.find_map(|at| {
        let rest = || words.iter().skip(at).copied();
        let says = |(credit, _): &&(Credit, Label)| credit_length(*credit, rest()) > 0;
        LABELS.iter().find(says).map(|&(_, label)| label)
    })
}

/// What `4/5/2024` means on a page: what its other dates show if they can only be read in one way
/// (`25/3/2024`), else what its language does.
pub(super) fn order(sources: &Sources<'_>, language: Option<&str>) -> Order {
    /// Bytes of a line with a date, and so many of them.
    const LINE: usize = 120;
    const LINES: usize = 40;
    /// Digits of a date that tells an order.
    const DIGITS: u32 = 6;
    let is_date = |line: &&Line<'_>| {
        line.digits >= calendar::FEWEST_DIGITS
            && line.text.len() <= LINE
            && line.text.bytes().any(|byte| matches!(byte, b'/' | b'-'))
            && calendar::may_find(line.text)
    };
    let lines = sources.text.lines.iter().filter(is_date).take(LINES);
    let telling = lines.filter(|line| line.digits >= DIGITS);
    let (mut day_first, mut month_first) = (0, 0);
    for order in telling.filter_map(|line| telling_order(line.text)) {
        match order {
            Order::DayFirst => day_first += 1,
            Order::MonthFirst => month_first += 1,
        }
    }
    match day_first.cmp(&month_first) {
        Ordering::Greater => Order::DayFirst,
        Ordering::Less => Order::MonthFirst,
        Ordering::Equal => {
            // "en", and the region with the locale.
            let locale = sources.head.meta_content(&["og:locale"]);
            let is_same = |locale: &&str| {
                language.is_some_and(|language| {
                    language.len() == 2
                        && locale.get(..2).is_some_and(|own| own.eq_ignore_ascii_case(language))
                })
            };
            order_of(locale.filter(is_same).or(language), sources.text.url.and_then(Address::of))
        }
    }
}

/// The month comes first in American English only.
fn order_of(language: Option<&str>, address: Option<Address<'_>>) -> Order {
    let country = address.and_then(Address::country);
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let mut parts = address.map_or("", |address| address.path).split('/');
    let is_british =
        parts.any(|part| ["en-gb", "en_gb"].iter().any(|gb| part.eq_ignore_ascii_case(gb)));
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

/// The order that the dates of a text can only have: `25/3/2024`.
fn telling_order(text: &str) -> Option<Order> {
    let tokens = tokens(text);
    let reader = Reader { text, tokens: &tokens, order: Order::DayFirst };
    (0..tokens.len()).find_map(|at| {
        let first = reader.number(at, 1..=2)?;
        let mark = reader.mark(at + 1, &['/', '-'])?;
        let second = reader.number(at + 2, 1..=2)?;
        reader.mark(at + 3, &[mark])?;
        reader.number(at + 4, 4..=4).filter(|year| YEARS.contains(year))?;
        match (first, second) {
            (13..=31, 1..=12) => Some(Order::DayFirst),
            (1..=12, 13..=31) => Some(Order::MonthFirst),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words;

    #[test]
    fn the_last_label_counts() {
        let label_before = |text: &str| label_before(text, &words(text).collect::<Vec<_>>());
        assert_eq!(label_before("Published on"), Some(Label::Published));
        assert_eq!(label_before("Published 5 May, last updated"), Some(Label::Modified));
        assert_eq!(label_before("Mis à jour le"), Some(Label::Modified));
        assert_eq!(label_before("Registered:"), Some(Label::Other));
        assert_eq!(label_before("© Gazette"), Some(Label::Other));
        assert_eq!(label_before("the battle of"), None);
    }

    #[test]
    fn the_month_is_first_in_american_english() {
        let order = |language, url| order_of(language, Address::of(url));
        assert_eq!(order(Some("en-US"), ""), Order::MonthFirst);
        assert_eq!(order(Some("en"), "https://example.com/a"), Order::MonthFirst);
        assert_eq!(order(Some("en"), "https://example.co.uk/a"), Order::DayFirst);
        assert_eq!(order(Some("en-GB"), "https://example.com/a"), Order::DayFirst);
        assert_eq!(order(Some("fr"), "https://example.com/a"), Order::DayFirst);
        assert_eq!(order(None, ""), Order::DayFirst);
        assert_eq!(order(Some("en"), "https://example.com/en_GB/a"), Order::DayFirst);
        assert_eq!(order(Some("en"), "http://10.0.0.44/a"), Order::MonthFirst);
    }

    #[test]
    fn some_dates_tell_the_order() {
        assert_eq!(telling_order("on 25/3/2024"), Some(Order::DayFirst));
        assert_eq!(telling_order("4/5/2024 to 03-25-2024"), Some(Order::MonthFirst));
        assert_eq!(telling_order("4/5/2024, 25.3.2024, 2024-03-25"), None);
    }
}
