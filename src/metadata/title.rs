//! The title: what `<title>`, sharing tags, JSON-LD and headings agree on, without the site's name.
//!
//! Each source proposes one or more wordings, each with a weight; equal wordings (whatever the case and
//! punctuation) add up, and headings gain by being like what the tags say. On a piece of writing the
//! heading is the title and the tags may carry another, cut for search engines; on other pages the
//! heading may be a slogan, and the tags know better.

use super::Sources;
use super::provenance::{Source, Sourced};
use super::spots::SpotKind;
use super::text::{Key, cleaned, count_words, element_text};

/// Weights of the sources.
const OPEN_GRAPH: f32 = 2.0;
const HEADLINE: f32 = 2.0;
const NAME: f32 = 1.0;
const TITLE_TAG: f32 = 2.0;
const META: f32 = 1.0;
const HEADLINE_ITEM: f32 = 1.0;
/// A first-level heading of a piece of writing, and of another page.
const HEADING_OF_ARTICLE: f32 = 3.5;
const HEADING: f32 = 2.2;
/// A second-level heading where there is none of the first.
const MINOR_HEADING: f32 = 1.0;
/// What a heading gains by likeness to what a tag says.
const LIKENESS: f32 = 2.0;
/// Share of its weight that a tag gives to its wording with the site's name, and to a part of it.
const WHOLE: f32 = 0.3;
const PART: f32 = 0.35;
/// Share of its weight that a heading beside the article or out of sight has.
const ASIDE: f32 = 0.3;

/// Headings that are looked at.
const HEADINGS: usize = 24;
/// Words of the longest title.
const LONGEST: usize = 60;

/// A wording, and what speaks for it.
struct Candidate {
    text: String,
    key: Key,
    weight: f32,
    source: Source,
    is_heading: bool,
}

struct Candidates<'a, 'b> {
    sources: &'a Sources<'b>,
    all: Vec<Candidate>,
}

pub(super) fn choose(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let mut candidates = Candidates { sources, all: Vec::new() };
    candidates.tags();
    candidates.headings();
    candidates.best()
}

impl Candidates<'_, '_> {
    fn push(&mut self, text: String, weight: f32, source: Source, is_heading: bool) {
        let key = Key::of(&text);
        if !key.is_empty() && key.len() <= LONGEST {
            self.all.push(Candidate { text, key, weight, source, is_heading });
        }
    }

    fn tags(&mut self) {
        let head = self.sources.head;
        for node in head.ld_subjects().take(4) {
            if let Some(headline) = &node.headline {
                self.tag(headline, HEADLINE, Source::JsonLd);
            } else if let Some(name) = &node.name {
                self.tag(name, NAME, Source::JsonLd);
            }
        }
        if let Some(title) = head.meta_text(&["og:title"]) {
            self.tag(&title, OPEN_GRAPH, Source::OpenGraph);
        }
        for name in [
            "twitter:title",
            "citation_title",
            "dc.title",
            "dcterms.title",
            "parsely-title",
            "sailthru.title",
            "title",
        ] {
            if let Some(title) = head.meta_text(&[name]) {
                self.tag(&title, META, Source::Meta);
            }
        }
        self.tag(&cleaned(&head.title), TITLE_TAG, Source::TitleTag);
    }

    /// A title that may carry the site's name.
    fn tag(&mut self, title: &str, weight: f32, source: Source) {
        let parts = Parts::of(title);
        let own =
            parts.without_site(|part| self.sources.site.is(part) || self.sources.site.is_in(part));
        if own.text != title {
            self.push(title.to_owned(), weight * WHOLE, source, false);
        }
        if let Some(first) = own.first_part() {
            self.push(first, weight * PART, source, false);
        }
        self.push(own.text.to_owned(), weight, source, false);
    }

    fn headings(&mut self) {
        let sources = self.sources;
        let weight = if sources.head.is_article() { HEADING_OF_ARTICLE } else { HEADING };
        let spots = || sources.spots.iter();
        let has_first = spots().any(|spot| spot.kind == SpotKind::Heading(1) && !spot.is_aside);
        let level = if has_first { 1 } else { 2 };
        let first_kept = sources.text.lines.iter().position(|line| line.is_kept).unwrap_or(0);
        let mut rank = 0;
        let is_heading = |kind| matches!(kind, SpotKind::Heading(1..=2) | SpotKind::HeadlineItem);
        for spot in spots().filter(|spot| is_heading(spot.kind)).take(HEADINGS) {
            let text = heading_text(&element_text(sources.document, spot.node));
            if text.is_empty() || sources.site.is(&text) {
                continue;
            }
            let is_hidden =
                sources.text.lines.get(spot.lines.clone()).is_some_and(|lines| {
                    !lines.is_empty() && lines.iter().all(|line| line.is_hidden)
                });
            let mut weight = match spot.kind {
                SpotKind::Heading(2) if level == 1 => 0.2,
                SpotKind::Heading(2) => MINOR_HEADING,
                SpotKind::HeadlineItem => HEADLINE_ITEM,
                _ => weight,
            };
            if spot.is_aside || is_hidden {
                weight *= ASIDE;
            }
            // The title stands above the text, if not far above, and is seldom not the first.
            if spot.kind != SpotKind::HeadlineItem {
                weight /= 1.0 + 0.25 * rank as f32;
                rank += 1;
            }
            if spot.lines.start > first_kept + 12 {
                weight *= 0.6;
            }
            self.push(text, weight, Source::Heading, true);
        }
    }

    fn best(mut self) -> Option<Sourced<String>> {
        let claims: Vec<(Key, f32)> = self
            .all
            .iter()
            .filter(|candidate| !candidate.is_heading)
            .map(|candidate| (candidate.key.clone(), candidate.weight))
            .collect();
        let most = claims.iter().map(|(_, weight)| *weight).fold(0.0, f32::max).max(1.0);
        for candidate in self.all.iter_mut().filter(|candidate| candidate.is_heading) {
            let like = |(key, weight): &(Key, f32)| candidate.key.likeness(key) * weight / most;
            let likeness = claims.iter().map(like).fold(0.0, f32::max);
            candidate.weight += if candidate.weight > 0.5 { LIKENESS * likeness } else { 0.0 };
        }
        let support = |candidate: &Candidate| -> f32 {
            let same = self.all.iter().filter(|other| other.key == candidate.key);
            same.map(|other| other.weight).sum()
        };
        // Of equals the first; of the same words, those of a heading.
        let mut best: Option<(f32, &Candidate)> = None;
        for candidate in &self.all {
            let support = support(candidate) + if candidate.is_heading { 0.01 } else { 0.0 };
            if best.is_none_or(|(most, _)| support > most) {
                best = Some((support, candidate));
            }
        }
        let (_, best) = best?;
        let source =
            self.all.iter().filter(|other| other.key == best.key).map(|other| other.source);
        Some(Sourced::new(best.text.clone(), source.min().unwrap_or(best.source)))
    }
}

/// The line of the title, or where the article starts if the title is not in the text.
pub(super) fn line(sources: &Sources<'_>, title: Option<&Sourced<String>>) -> usize {
    let lines = &sources.text.lines;
    let first_kept = || lines.iter().position(|line| line.is_kept).unwrap_or(0);
    let Some(title) = title else { return first_kept() };
    let key = Key::of(&title.value);
    let mut first_heading = None;
    for spot in &sources.spots {
        if let SpotKind::Heading(level) = spot.kind {
            if level == 1 && !spot.is_aside {
                first_heading.get_or_insert(spot.lines.start);
            }
            if Key::of(&element_text(sources.document, spot.node)) == key {
                return spot.lines.start;
            }
        }
    }
    let same = |text: &str| text.len() < 4 * title.value.len() + 40 && Key::of(text) == key;
    let standing = lines.iter().position(|line| same(line.text));
    standing.or(first_heading).unwrap_or_else(first_kept)
}

/// A heading without the marks that documentation puts after it.
fn heading_text(text: &str) -> String {
    text.trim_end_matches(['¶', '#', '§', '🔗', ' ']).trim().to_owned()
}

/// A title cut at its separators.
struct Parts<'a> {
    text: &'a str,
    /// The parts, each with its place in the text.
    parts: Vec<(usize, &'a str)>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut characters = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, character)) = characters.next() {
            let after = characters.peek().map_or(' ', |&(_, next)| next);
            let is_mark = match character {
                '|' | '│' | '¦' | '•' | '·' | '»' | '«' | '›' | '‹' | '→' | '｜' => {
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
    fn without_site(mut self, is_site: impl Fn(&str) -> bool) -> Self {
        let is_own = |&(_, part): &(usize, &str)| !is_site(part.trim());
        let first = self.parts.iter().position(is_own);
        let last = self.parts.iter().rposition(is_own);
        if let (Some(first), Some(last)) = (first, last) {
            let start = self.parts[first].0;
            let end = self.parts[last].0 + self.parts[last].1.len();
            if first > 0 || last + 1 < self.parts.len() {
                self.text = self.text.get(start..end).unwrap_or(self.text).trim();
            }
            self.parts.truncate(last + 1);
            self.parts.drain(..first);
        }
        self
    }

    /// The part that is the title if the rest is not: the first, unless that is a word or two before
    /// something longer.
    fn first_part(&self) -> Option<String> {
        let (_, first) = self.parts.first().filter(|_| self.parts.len() > 1)?;
        let (_, longest) = self.parts.iter().max_by_key(|(_, part)| count_words(part))?;
        let part = if count_words(first) * 2 >= count_words(longest) { first } else { longest };
        Some(part.trim().to_owned())
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
        assert_eq!(Parts::of("One thing | Menu").first_part().as_deref(), Some("One thing"));
        assert_eq!(
            Parts::of("News | A long story about it").first_part().as_deref(),
            Some("A long story about it")
        );
        assert_eq!(Parts::of("One thing").first_part(), None);
    }
}
