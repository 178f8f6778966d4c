//! Titles and headings cut into the title itself and what stands around it.

use super::super::text::{Key, count_words};

/// A heading without the marks that documentation puts after it, and once if it is there several times
/// over, for several widths of the screen.
pub(super) fn heading_text(text: &str) -> &str {
    let text = text.trim_end_matches(['¶', '#', '§', '🔗', ' ']).trim();
    let part_of = |times: usize| text.get(..text.len().checked_sub(times - 1)? / times);
    let is_all = |part: &&str| {
        part.contains(' ') && text.split(*part).all(|between| between.trim().is_empty())
    };
    [3, 2].into_iter().filter_map(part_of).find(is_all).unwrap_or(text)
}

/// The parts of `<title>`.
pub(super) struct Edges {
    first: Key,
    rest: Vec<Key>,
}

impl Edges {
    pub(super) fn of(title: &str) -> Self {
        let mut keys = Parts::of(title).parts.into_iter().map(|(_, part)| Key::of(part));
        Self { first: keys.next().unwrap_or_default(), rest: keys.collect() }
    }

    /// Whether a heading says what `<title>` has after the title: the site's name, or its section's.
    pub(super) fn is_tail(&self, heading: &str) -> bool {
        let key = Key::of(heading);
        key != self.first && self.rest.contains(&key)
    }
}

/// Marks that set parts of a title apart, and are in few titles for themselves.
const BARS: [char; 11] = ['|', '│', '¦', '•', '·', '»', '«', '›', '‹', '→', '｜'];

/// A title cut at its separators.
pub(super) struct Parts<'a> {
    pub(super) text: &'a str,
    /// The parts, each with its place in the text.
    parts: Vec<(usize, &'a str)>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut characters = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, character)) = characters.next() {
            let after = characters.peek().map_or(' ', |&(_, next)| next);
            let is_mark = match character {
                'a'..='z' | 'A'..='Z' | ' ' => false,
                _ if BARS.contains(&character) => {
                    before == ' ' || after == ' ' || matches!(character, '|' | '｜')
                }
                '-' | '–' | '—' | '~' | '/' | '*' | '<' | '>' | ':' | '−' | '―' | '\\' => {
                    before == ' ' && after == ' '
                }
                _ => false,
            };
            if is_mark {
                parts.push((start, text.get(start..at).unwrap_or_default()));
                start = at + character.len_utf8();
            }
            before = character;
        }
        parts.push((start, text.get(start..).unwrap_or_default()));
        parts.retain(|(_, part)| !part.trim().is_empty());
        Self { text, parts }
    }

    /// Without the parts at either end that name the site.
    pub(super) fn without_site(mut self, is_site: impl Fn(&str) -> bool) -> Self {
        let is_own = |&(_, part): &(usize, &str)| !is_site(part.trim());
        if self.parts.len() < 2 {
            return self;
        }
        let Some(first) = self.parts.iter().position(is_own) else { return self };
        self.parts.drain(..first);
        let last = self.parts.iter().skip(1).rposition(is_own).map_or(0, |last| last + 1);
        let is_less = first > 0 || last + 1 < self.parts.len();
        self.parts.truncate(last + 1);
        if let (true, Some(first), Some(last)) = (is_less, self.parts.first(), self.parts.last()) {
            let text = self.text.get(first.0..last.0 + last.1.len());
            self.text = text.unwrap_or(self.text).trim();
        }
        self
    }

    /// What stands beside the title: the last part behind it, or the first before it.
    pub(super) fn beside(&self, title: &Key) -> Option<&'a str> {
        /// Parts of a title at most: what has more is a list of words for search engines.
        const MOST: usize = 8;
        let ((_, first), (_, last)) = (self.parts.first()?, self.parts.last()?);
        let cuts = || self.parts.get(1..).unwrap_or_default().iter().map(|&(at, _)| at);
        let is_title = |text: Option<&str>| text.is_some_and(|text| title.is_of(text));
        if self.parts.len() > MOST {
            None
        } else if cuts().any(|at| is_title(self.text.get(..at))) {
            Some(last.trim())
        } else if cuts().any(|at| is_title(self.text.get(at..))) {
            Some(first.trim())
        } else {
            None
        }
    }

    /// The part that is the title if the rest is not: the first, unless that is a word or two before
    /// something longer; and whether a bar sets it apart.
    pub(super) fn main_part(&self) -> Option<(String, bool)> {
        let (_, first) = self.parts.first().filter(|_| self.parts.len() > 1)?;
        let (_, longest) = self.parts.iter().max_by_key(|(_, part)| count_words(part))?;
        let is_first = count_words(first) * 2 >= count_words(longest);
        let part = if is_first { first } else { longest };
        Some((part.trim().to_owned(), self.text.contains(BARS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(title: &str, site: &str) -> String {
        Parts::of(title).without_site(|part| part == site).text.to_owned()
    }

    #[test]
    fn the_site_goes_at_either_end() {
        assert_eq!(strip("Le vent - Gazette", "Gazette"), "Le vent");
        assert_eq!(strip("Gazette | Le vent - et la mer", "Gazette"), "Le vent - et la mer");
        assert_eq!(strip("Arc-en-ciel", "ciel"), "Arc-en-ciel");
        assert_eq!(strip("Gazette", "Gazette"), "Gazette");
    }

    #[test]
    fn the_part_that_says_something() {
        let main = |title: &str| Parts::of(title).main_part();
        assert_eq!(main("One thing | Menu"), Some(("One thing".to_owned(), true)));
        assert_eq!(main("News - A long story"), Some(("A long story".to_owned(), false)));
        assert_eq!(main("One thing"), None);
    }

    #[test]
    fn what_stands_beside_a_title() {
        fn beside(title: &str) -> Option<&str> {
            Parts::of(title).beside(&Key::of("Le vent - et la mer"))
        }
        assert_eq!(beside("Le vent - et la mer | Gazette"), Some("Gazette"));
        assert_eq!(beside("Le vent – et la mer - Ports - Gazette"), Some("Gazette"));
        assert_eq!(beside("Gazette : Le vent - et la mer"), Some("Gazette"));
        assert_eq!(beside("Le vent - et la mer"), None);
        assert_eq!(beside("Le vent | Gazette"), None);
        assert_eq!(beside(&format!("Le vent - et la mer{}", " | mer".repeat(9))), None);
    }

    #[test]
    fn headings_say_it_once() {
        assert_eq!(heading_text("One thing One thing One thing ¶"), "One thing");
        assert_eq!(heading_text("One thing One thing"), "One thing");
        assert_eq!(heading_text("Cha cha"), "Cha cha");
        assert_eq!(heading_text("One thing One things"), "One thing One things");
    }
}
