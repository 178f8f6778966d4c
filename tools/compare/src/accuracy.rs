//! How right a text is: the figures of the evaluation sets' own scorer, defined as it defines them.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::pages::Truth;

// Python's `\w` and `\s`, which are not quite those of `regex`.
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\p{N}_]+"));
static SPACE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\s\x1c-\x1f]+"));

/// Chinese and Japanese, where each character is a word.
static IDEOGRAPH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[\u{3040}-\u{30ff}\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}]")
});

/// Words of a shingle.
const SHINGLE: usize = 4;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours")
}

/// What is found right on a page.
#[derive(Default)]
pub(crate) struct Score {
    /// F1 of the multisets of words, where the truth is a text.
    pub(crate) word_f1: Option<f64>,
    /// Precision and recall of the multisets of shingles; none of what has no words.
    pub(crate) shingle_precision: Option<f64>,
    pub(crate) shingle_recall: Option<f64>,
    pub(crate) snippets: Snippets,
}

/// Snippets found and not found.
#[derive(Default, Clone, Copy)]
pub(crate) struct Snippets {
    pub(crate) right: usize,
    pub(crate) missed: usize,
    pub(crate) wrong: usize,
}

impl Score {
    pub(crate) fn of(text: &str, truth: &Truth) -> Self {
        let flat = squash(text);
        let found = |snippets: &Option<Vec<String>>| {
            let snippets = snippets.as_deref().unwrap_or_default();
            (
                snippets.iter().filter(|snippet| flat.contains(&squash(snippet))).count(),
                snippets.len(),
            )
        };
        let (right, wanted) = found(&truth.with);
        let (wrong, _) = found(&truth.without);
        let snippets = Snippets { right, missed: wanted - right, wrong };
        let Some(true_text) = &truth.text else { return Self { snippets, ..Self::default() } };
        let (shingle_precision, shingle_recall) = shingles(text, true_text);
        Self {
            word_f1: Some(word_f1(text, true_text)),
            shingle_precision,
            shingle_recall,
            snippets,
        }
    }
}

impl Snippets {
    pub(crate) fn f1(self) -> f64 {
        let right = 2.0 * self.right as f64;
        right / (right + (self.missed + self.wrong) as f64)
    }
}

impl std::ops::AddAssign for Snippets {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.missed += other.missed;
        self.wrong += other.wrong;
    }
}

fn squash(text: &str) -> String {
    SPACE.replace_all(text, " ").trim().to_owned()
}

fn spaced(text: &str) -> String {
    IDEOGRAPH.replace_all(text, " $0 ").into_owned()
}

fn word_f1(text: &str, truth: &str) -> f64 {
    let (text, truth) = (spaced(&text.to_lowercase()), spaced(&truth.to_lowercase()));
    let words = |text| WORD.find_iter(text).map(|word| word.as_str());
    let (found, wanted) = (words(&text).count(), words(&truth).count());
    match (found, wanted) {
        (0, 0) => 1.0,
        _ => 2.0 * overlap(words(&text), words(&truth)) as f64 / (found + wanted) as f64,
    }
}

fn shingles(text: &str, truth: &str) -> (Option<f64>, Option<f64>) {
    let (text, truth) = (spaced(text), spaced(truth));
    let words = |text| WORD.find_iter(text).map(|word| word.as_str()).collect::<Vec<&str>>();
    let (text, truth) = (words(&text), words(&truth));
    let (found, wanted) = (cut(&text), cut(&truth));
    let both = overlap(found.iter().copied(), wanted.iter().copied()) as f64;
    let share = |of: &[&[&str]]| (!of.is_empty()).then(|| both / of.len() as f64);
    (share(&found), share(&wanted))
}

/// A text shorter than a shingle is one shingle.
fn cut<'a>(words: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    match words.len() {
        0 => Vec::new(),
        1..SHINGLE => vec![words],
        _ => words.windows(SHINGLE).collect(),
    }
}

/// How many items two multisets have in common.
fn overlap<T: std::hash::Hash + Eq>(
    left: impl Iterator<Item = T>,
    right: impl Iterator<Item = T>,
) -> usize {
    let mut counts: HashMap<T, usize> = HashMap::new();
    for item in right {
        *counts.entry(item).or_default() += 1;
    }
    let take = |item: &T| match counts.get_mut(item) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    left.filter(take).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_a_multiset_and_ideographs_words() {
        assert_eq!(word_f1("Un un deux", "un deux trois"), 2.0 / 3.0);
        assert_eq!(word_f1("海风", "风。海"), 1.0);
        assert_eq!(word_f1("", ""), 1.0);
        assert_eq!(word_f1("un", ""), 0.0);
    }

    #[test]
    fn shingles_keep_order() {
        assert_eq!(shingles("a b c d e", "a b c d"), (Some(0.5), Some(1.0)));
        assert_eq!(shingles("a b", "b a"), (Some(0.0), Some(0.0)));
        assert_eq!(shingles("", "a"), (None, Some(0.0)));
    }

    #[test]
    fn snippets_are_found_whatever_the_space() {
        let truth = Truth {
            id: String::new(),
            url: None,
            kind: None,
            lang: None,
            text: None,
            with: Some(vec!["la  mer".into(), "le port".into()]),
            without: Some(vec!["menu".into()]),
        };
        let snippets = Score::of("Ici la\nmer, et le menu", &truth).snippets;
        assert_eq!((snippets.right, snippets.missed, snippets.wrong), (1, 1, 1));
        assert_eq!(snippets.f1(), 0.5);
    }
}
