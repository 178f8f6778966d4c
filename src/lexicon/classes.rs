//! Tokens of class names and the like: `sidebar`, `comment`, `role=navigation`.

use std::collections::HashMap;
use std::ops::{AddAssign, Range};

use once_cell::sync::Lazy;

use super::list::{Table, entries};
use super::phrases::groups;
use crate::hash::Fnv;

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
static EVIDENCE: &str = include_str!("class_evidence.txt");

static TOKENS: Lazy<Table<u64, ClassFacts>> = Lazy::new(|| {
    let mut table: HashMap<u64, ClassFacts> = HashMap::new();
    for (section, token) in entries(FILE) {
        if let Some(group) = ClassGroup::from_name(section) {
            table.entry(Fnv::NEW.push_text(token).0).or_default().groups |=
                ClassGroups::of(&[group]);
        }
    }
    for (token, evidence) in weighed(EVIDENCE) {
        table.entry(Fnv::NEW.push_text(token).0).or_default().evidence = evidence;
    }
    Table::new(table)
});

/// What the tokens of an attribute say of the element.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ClassFacts {
    pub(crate) groups: ClassGroups,
    pub(crate) evidence: Evidence,
}

/// What tokens add to the log odds that a block within the element is content, whatever else is
/// around it: fitted by `tools/train` on the tokens that many sites use.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Evidence {
    /// Of every block within.
    pub(crate) around: f32,
    /// Besides, of those that are not deep within.
    pub(crate) near: f32,
}

impl AddAssign for Evidence {
    fn add_assign(&mut self, other: Self) {
        self.around += other.around;
        self.near += other.near;
    }
}

/// The lines of the file of evidence: a token, and what it adds around and near.
fn weighed(file: &'static str) -> impl Iterator<Item = (&'static str, Evidence)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split(' ');
        let token = fields.next()?;
        let mut number = || fields.next()?.parse().ok();
        Some((token, Evidence { around: number()?, near: number()? }))
    })
}

/// What is known of the tokens of an attribute's value. A token is a run of letters of one case or
/// with a capital first. `prefix` is what the data files write before tokens of this attribute
/// (`role=`).
pub(crate) fn class_facts(prefix: &str, value: &str) -> ClassFacts {
    let table = &*TOKENS;
    let mut facts = ClassFacts::default();
    tokens(prefix, value, |hash, _| {
        let of_token = table.value(hash.0);
        facts.groups |= of_token.groups;
        facts.evidence += of_token.evidence;
    });
    facts
}

/// The groups of those tokens.
pub(crate) fn class_groups(prefix: &str, value: &str) -> ClassGroups {
    class_facts(prefix, value).groups
}

/// The tokens themselves, as the data files write them.
pub(crate) fn class_tokens(prefix: &str, value: &str) -> Vec<String> {
    let mut found = Vec::new();
    tokens(prefix, value, |_, range| {
        let token = value.get(range).unwrap_or_default().to_ascii_lowercase();
        found.push(format!("{prefix}{token}"));
    });
    found
}

/// Calls `found` with the hash of each token and where it stands.
fn tokens(prefix: &str, value: &str, mut found: impl FnMut(Fnv, Range<usize>)) {
    let start = Fnv::NEW.push_text(prefix);
    let mut hash = start;
    let mut length = 0;
    let mut after_small = false;
    let mut is_variant = false;
    let bytes = value.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        if byte.is_ascii_lowercase() {
            hash = hash.push(u64::from(byte));
            length += 1;
            after_small = true;
            continue;
        }
        let is_capital = byte.is_ascii_uppercase();
        if !is_capital || after_small {
            if length > 1 && byte != b':' && !is_variant {
                found(hash, at - length..at);
            }
            // `md:hidden` hides nothing on most screens: what follows a variant is no token.
            is_variant = byte == b':' || (is_variant && !byte.is_ascii_whitespace());
            hash = start;
            length = 0;
        }
        if is_capital {
            hash = hash.push(u64::from(byte.to_ascii_lowercase()));
            length += 1;
        }
        after_small = false;
    }
    if length > 1 && !is_variant {
        found(hash, bytes.len() - length..bytes.len());
    }
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
    fn tokens_are_given_as_the_files_write_them() {
        assert_eq!(class_tokens("", "leftSidebar md:flex a x-ad"), ["left", "sidebar", "ad"]);
        assert_eq!(class_tokens("role=", "navigation"), ["role=navigation"]);
    }

    #[test]
    fn evidence_adds_up() {
        let facts = class_facts("", "sidebar comment");
        assert!(facts.evidence.around + facts.evidence.near < 0.0, "{facts:?}");
        let mut sum = class_facts("", "sidebar").evidence;
        sum += class_facts("", "comment").evidence;
        assert_eq!(facts.evidence, sum);
        let lines = EVIDENCE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), weighed(EVIDENCE).count());
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
