//! Tokens of class names and the like: `sidebar`, `comment`, `role=navigation`.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::list::{Table, entries};
use super::phrases::groups;

groups! { ClassGroup, ClassGroups, u64,
    Nav "nav", Sidebar "sidebar", Footer "footer", Header "header", Main "main",
    Article "article", Related "related", Comment "comment", Forum "forum", Share "share",
    Promo "promo", Newsletter "newsletter", Cookie "cookie", Breadcrumb "breadcrumb",
    Pagination "pagination", Meta "meta", Tags "tags", Caption "caption", Title "title",
    Product "product", Price "price", Review "review", Search "search", Login "login",
    Widget "widget", Modal "modal", Card "card", Hidden "hidden", Layout "layout", Docs "docs",
    Faq "faq", Language "language", Author "author", Standfirst "standfirst", Paywall "paywall",
    Advert "advert",
}

impl ClassGroups {
    /// Groups that speak for content.
    pub(crate) const POSITIVE: Self = Self::of(&[ClassGroup::Main, ClassGroup::Article]);

    /// Groups that speak against it.
    pub(crate) const NEGATIVE: Self = Self::of(&[
        ClassGroup::Nav,
        ClassGroup::Sidebar,
        ClassGroup::Footer,
        ClassGroup::Related,
        ClassGroup::Comment,
        ClassGroup::Share,
        ClassGroup::Promo,
        ClassGroup::Advert,
        ClassGroup::Newsletter,
        ClassGroup::Cookie,
        ClassGroup::Breadcrumb,
        ClassGroup::Pagination,
        ClassGroup::Modal,
        ClassGroup::Search,
        ClassGroup::Login,
    ]);
}

static FILE: &str = include_str!("class_tokens.txt");

static TOKENS: Lazy<Table<u64, ClassGroups>> = Lazy::new(|| {
    let mut table: HashMap<u64, ClassGroups> = HashMap::new();
    for (section, token) in entries(FILE) {
        if let Some(group) = ClassGroup::from_name(section) {
            *table.entry(TokenHash::of(token).0).or_default() |= ClassGroups::of(&[group]);
        }
    }
    Table::new(table)
});

/// FNV-1a, 64 bits.
#[derive(Clone, Copy)]
struct TokenHash(u64);

impl TokenHash {
    fn of(token: &str) -> Self {
        token.bytes().fold(Self(0xcbf2_9ce4_8422_2325), Self::push)
    }

    fn push(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// Bytes of an attribute that are looked at: class lists have a few dozen, generated ones a few
/// hundred.
const LOOKED_AT: usize = 512;

/// The groups of the tokens of an attribute's value. A token is a run of letters of one case or with
/// a capital first. `prefix` is what the data file writes before tokens of this attribute
/// (`role=`).
pub(crate) fn class_groups(prefix: &str, value: &str) -> ClassGroups {
    let tokens = &*TOKENS;
    let look = |hash: TokenHash| tokens.value(hash.0);
    let mut groups = ClassGroups::default();
    let start = TokenHash::of(prefix);
    let mut hash = start;
    let mut length = 0;
    let mut after_small = false;
    let mut is_variant = false;
    let bytes = value.as_bytes();
    for &byte in &bytes[..bytes.len().min(LOOKED_AT)] {
        if byte.is_ascii_lowercase() {
            hash = hash.push(byte);
            length += 1;
            after_small = true;
            continue;
        }
        let is_capital = byte.is_ascii_uppercase();
        if !is_capital || after_small {
            if length > 1 && byte != b':' && !is_variant {
                groups |= look(hash);
            }
            // `md:hidden` hides nothing on most screens: what follows a variant is no token.
            is_variant = byte == b':' || (is_variant && !byte.is_ascii_whitespace());
            hash = start;
            length = 0;
        }
        if is_capital {
            hash = hash.push(byte.to_ascii_lowercase());
            length += 1;
        }
        after_small = false;
    }
    if length > 1 && !is_variant {
        groups |= look(hash);
    }
    groups
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn tokens_are_whole() {
        assert!(class_groups("", "post-comments list").has(ClassGroup::Comment));
        assert!(class_groups("", "leftSidebar").has(ClassGroup::Sidebar));
        assert!(class_groups("role=", "navigation").has(ClassGroup::Nav));
        assert!(!class_groups("", "preadolescent").has(ClassGroup::Advert));
        assert!(!class_groups("", "md:hidden flex").has(ClassGroup::Hidden));
        assert!(class_groups("", "md:flex hidden").has(ClassGroup::Hidden));
    }

    #[test]
    fn the_file_is_sorted_and_without_repetition() {
        let mut seen = HashSet::new();
        let mut last = ("", "");
        for (section, token) in entries(FILE) {
            assert!(ClassGroup::from_name(section).is_some(), "group {section:?}");
            assert!(seen.insert((section, token)), "{token:?} twice in {section}");
            assert!(last.0 != section || last.1 < token, "{token:?} is not sorted");
            let is_normal = |c: char| c.is_ascii_lowercase() || c == '=';
            assert!(token.chars().all(is_normal), "{token:?} is not in normal form");
            last = (section, token);
        }
    }
}
