//! The title: what `<title>`, sharing tags, JSON-LD and headings agree on, without the site's name.
//!
//! Each source proposes one or more wordings, each with a weight; equal wordings (whatever the case and
//! punctuation) add up, and headings gain by being like what the tags say. On a piece of writing the
//! heading is the title and the tags may carry another, cut for search engines; on other pages the
//! heading may be a slogan, and the tags know better.

use super::Sources;
use super::place::Place;
use super::provenance::{Source, Sourced};
use super::spots::{Spot, SpotKind};
use super::text::{Key, cleaned, count_words, element_text};

/// Weights of the sources, fitted on the evaluation sets.
const OPEN_GRAPH: f32 = 2.3;
const HEADLINE: f32 = 1.6;
const NAME: f32 = 0.8;
const TITLE_TAG: f32 = 2.0;
const META: f32 = 0.5;
const HEADLINE_ITEM: f32 = 0.5;
/// A first-level heading of a piece of writing, and of another page.
const HEADING_OF_ARTICLE: f32 = 3.3;
const HEADING: f32 = 2.2;
/// A second-level heading where there is none of the first.
const MINOR_HEADING: f32 = 0.9;
/// What a heading gains by likeness to what a tag says.
const LIKENESS: f32 = 4.5;
/// What each further tag that says the same adds of its weight: tags are often filled from one
/// field, so that their agreement says little.
const AGREEMENT: f32 = 0.5;
/// Share of its weight that a tag gives to its wording with the site's name.
const WHOLE: f32 = 0.35;
/// Share of its weight that a tag gives to the part that says most, where a dash or the like and
/// where a bar sets it apart: titles have dashes, but seldom bars.
const PART: f32 = 1.0;
const PART_AT_BAR: f32 = 1.3;
/// What a further heading loses for each one before it.
const RANK: f32 = 0.2;
/// Share of its weight that a heading beside the article or out of sight has.
const ASIDE: f32 = 0.3;

/// Headings that are looked at.
const HEADINGS: usize = 24;
/// Lines below the first of the article from which a heading is not its title.
const FAR: usize = 12;
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
    is_front: bool,
    all: Vec<Candidate>,
}

pub(super) fn choose(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let mut candidates = Candidates { sources, is_front: sources.is_front_page(), all: Vec::new() };
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
        let site = &self.sources.site;
        // On its front page the site's name is part of the title.
        let own = if self.is_front {
            title.to_owned()
        } else {
            let title = self.after_site(title);
            let parts = Parts::of(title).without_site(|part| site.is(part) || site.is_in(part));
            if let Some((part, at_bar)) = parts.main_part() {
                let share = if at_bar { PART_AT_BAR } else { PART };
                self.push(part, weight * share, source, false);
            }
            parts.text.to_owned()
        };
        if own != title {
            self.push(title.to_owned(), weight * WHOLE, source, false);
        }
        self.push(own, weight, source, false);
    }

    /// What follows `Site name: `.
    fn after_site<'t>(&self, title: &'t str) -> &'t str {
        match title.split_once(": ") {
            Some((name, rest)) if self.sources.site.is(name) && !rest.trim().is_empty() => rest,
            _ => title,
        }
    }

    fn headings(&mut self) {
        let sources = self.sources;
        let is_article = sources.head.is_article();
        let lines = &sources.text.lines;
        let first_kept = lines.iter().position(|line| line.is_kept).unwrap_or(0);
        let edges = Edges::of(&sources.head.title);
        let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
        let is_heading = |kind| matches!(kind, SpotKind::Heading(1..=2) | SpotKind::HeadlineItem);
        for spot in sources.spots.iter().filter(|spot| is_heading(spot.kind)).take(HEADINGS) {
            let text = element_text(sources.document, spot.node);
            let text =
                Parts::of(heading_text(&text)).without_site(|part| sources.site.is(part)).text;
            if text.is_empty() || sources.site.is(text) || edges.is_tail(text) {
                continue;
            }
            let own = lines.get(spot.lines.clone()).unwrap_or_default();
            let is_hidden = !own.is_empty() && own.iter().all(|line| line.is_hidden);
            let is_far = spot.lines.start > first_kept + FAR;
            let share = if spot.is_aside || is_hidden || is_far { ASIDE } else { 1.0 };
            match spot.kind {
                SpotKind::Heading(1) => firsts.push((text.to_owned(), share)),
                SpotKind::Heading(_) => seconds.push((text.to_owned(), share)),
                _ => self.push(text.to_owned(), HEADLINE_ITEM * share, Source::Microdata, true),
            }
        }
        let first = if is_article { HEADING_OF_ARTICLE } else { HEADING };
        let (headings, weight) =
            if firsts.is_empty() { (seconds, MINOR_HEADING) } else { (firsts, first) };
        for (rank, (text, share)) in headings.into_iter().enumerate() {
            let weight = weight * share / (1.0 + RANK * rank as f32);
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
        let most = claims.iter().map(|(_, weight)| *weight).fold(1.0, f32::max);
        for candidate in self.all.iter_mut().filter(|candidate| candidate.is_heading) {
            let like = |(key, weight): &(Key, f32)| candidate.key.likeness(key) * weight / most;
            let likeness = claims.iter().map(like).fold(0.0, f32::max);
            // A heading beside the article gains as little as it weighs.
            let share = if candidate.weight < MINOR_HEADING / 2.0 { ASIDE } else { 1.0 };
            candidate.weight += LIKENESS * likeness * share;
        }
        let support = |candidate: &Candidate| -> f32 {
            let same = || self.all.iter().filter(|other| other.key == candidate.key);
            let most = |is_heading: bool| {
                let own = same().filter(|other| other.is_heading == is_heading);
                own.map(|other| other.weight).fold(0.0, f32::max)
            };
            let tags = same().filter(|other| !other.is_heading).map(|other| other.weight);
            most(true) + most(false) * (1.0 - AGREEMENT) + tags.sum::<f32>() * AGREEMENT
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

/// The place of the article, with the line of its title: of those that read the same the one nearest
/// to the text.
pub(super) fn place(sources: &Sources<'_>, title: Option<&Sourced<String>>) -> Place {
    let place = Place::of(sources.text);
    let Some(title) = title else { return place };
    let key = Key::of(&title.value);
    let is_heading = |spot: &&Spot| matches!(spot.kind, SpotKind::Heading(_));
    let headings = || sources.spots.iter().filter(is_heading);
    let says = |spot: &&Spot| Key::of(&element_text(sources.document, spot.node)) == key;
    let nearest = |lines: &mut dyn Iterator<Item = usize>| {
        lines.min_by_key(|&line| {
            if line <= place.start { place.start - line } else { 2 * (line - place.start) }
        })
    };
    let main = || headings().filter(|spot| spot.kind == SpotKind::Heading(1) && !spot.is_aside);
    let short = |text: &str| text.len() < 4 * title.value.len() + 40;
    let lines = || {
        let lines = sources.text.lines.iter().enumerate();
        lines.filter(|(_, line)| short(line.text) && Key::of(line.text) == key).map(|(at, _)| at)
    };
    let line = nearest(&mut headings().filter(says).map(|spot| spot.lines.start))
        .or_else(|| nearest(&mut lines()))
        .or_else(|| nearest(&mut main().map(|spot| spot.lines.start)));
    Place { title: line.unwrap_or(place.title), ..place }
}

/// A heading without the marks that documentation puts after it.
fn heading_text(text: &str) -> &str {
    text.trim_end_matches(['¶', '#', '§', '🔗', ' ']).trim()
}

/// The parts of `<title>`.
struct Edges {
    first: Key,
    rest: Vec<Key>,
}

impl Edges {
    fn of(title: &str) -> Self {
        let mut keys = Parts::of(title).parts.into_iter().map(|(_, part)| Key::of(part));
        Self { first: keys.next().unwrap_or_default(), rest: keys.collect() }
    }

    /// Whether a heading says what `<title>` has after the title: the site's name, or its section's.
    fn is_tail(&self, heading: &str) -> bool {
        let key = Key::of(heading);
        key != self.first && self.rest.contains(&key)
    }
}

/// Marks that set parts of a title apart, and are in few titles for themselves.
const BARS: [char; 11] = ['|', '│', '¦', '•', '·', '»', '«', '›', '‹', '→', '｜'];

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
    /// something longer; and whether a bar sets it apart.
    fn main_part(&self) -> Option<(String, bool)> {
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
}
