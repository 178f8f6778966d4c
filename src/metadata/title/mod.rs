//! The title: what `<title>`, sharing tags, JSON-LD and headings agree on, without the site's name.
//!
//! Each source proposes one or more wordings, each with a weight; equal wordings (whatever the case and
//! punctuation) add up, and headings gain by being like what the tags say. On a piece of writing the
//! heading is the title and the tags may carry another, cut for search engines; on other pages the
//! heading may be a slogan, and the tags know better.

mod line;
mod parts;

use super::Sources;
use super::provenance::{Source, Sourced};
use super::site::is_name;
use super::spots::{Spot, SpotKind};
use super::text::{Key, Words, cleaned, headline_text};
pub(super) use line::place;
use parts::{Edges, Parts, heading_text};

/// Weights of the sources, fitted on the evaluation sets.
const OPEN_GRAPH: f32 = 2.3;
const HEADLINE: f32 = 1.6;
/// That of the object with the article of a page that shows little or nothing of it: what it shows is of the frame
/// around it.
const HEADLINE_OF_TOLD: f32 = 12.0;
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
const HEADINGS: usize = 12;
/// Lines below the first of the article from which a heading is not its title.
const FAR: usize = 12;
/// Words of the longest title.
const LONGEST: usize = 60;
/// Words of the longest name of a site that is not said to be one.
const LONGEST_NAME: usize = 6;

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
    edges: Edges,
    /// The first line of the article.
    first_kept: usize,
    all: Vec<Candidate>,
}

pub(super) fn choose(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let mut candidates = Candidates {
        sources,
        is_front: sources.is_front_page(),
        edges: Edges::of(&sources.head.title),
        first_kept: sources.text.lines.iter().position(|line| line.is_kept).unwrap_or(0),
        all: Vec::new(),
    };
    candidates.tags();
    candidates.headings();
    candidates.best()
}

/// The name of a site that gives it nowhere but in `<title>`, beside the title. Of the 1,624 evaluation pages that give
/// it elsewhere, 132 give one that shares nothing with this; of 25 of these, this was another name of the site 17 times,
/// and a section or a slogan eight times.
pub(super) fn site_name(sources: &Sources<'_>, title: &str) -> Option<Sourced<String>> {
    if sources.is_front_page() {
        return None;
    }
    let tag = cleaned(&sources.head.title);
    let name = Parts::of(&tag).beside(&Key::of(title))?;
    let is_name = is_name(name) && Key::of(name).len() <= LONGEST_NAME;
    is_name.then(|| Sourced::new(name.to_owned(), Source::TitleTag))
}

/// The title in the object with the article, where the page shows little or nothing of that; not one that is
/// cut short, as those for search engines are.
fn title_of_told<'a>(sources: &Sources<'a>) -> Option<&'a str> {
    let node = sources.head.told_article().filter(|_| sources.text.is_told)?;
    let title = node.headline.as_deref().or(node.name.as_deref());
    title.filter(|title| !title.ends_with('…') && !title.ends_with("..."))
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
        if let Some(title) = title_of_told(self.sources) {
            self.tag(title, HEADLINE_OF_TOLD, Source::JsonLd);
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
        let is_article = self.sources.head.is_article();
        let first = if is_article { HEADING_OF_ARTICLE } else { HEADING };
        self.items();
        if !self.headings_of(1, first) {
            self.headings_of(2, MINOR_HEADING);
        }
    }

    /// `itemprop=headline`.
    fn items(&mut self) {
        let sources = self.sources;
        let is_item = |spot: &&Spot| spot.kind == SpotKind::HeadlineItem;
        for spot in sources.spots.all.iter().filter(is_item).take(HEADINGS) {
            if let Some((text, share)) = self.heading(spot) {
                self.push(text, HEADLINE_ITEM * share, Source::Microdata, true);
            }
        }
    }

    /// The headings of a level; whether there are any.
    fn headings_of(&mut self, level: u8, weight: f32) -> bool {
        let sources = self.sources;
        let is_level = |spot: &&Spot| spot.kind == SpotKind::Heading(level);
        let mut rank = 0.0;
        for spot in sources.spots.all.iter().filter(is_level).take(HEADINGS) {
            if let Some((text, share)) = self.heading(spot) {
                self.push(text, weight * share / (1.0 + RANK * rank), Source::Heading, true);
                rank += 1.0;
            }
        }
        rank > 0.0
    }

    /// The text of a heading, if it may be a title, and the share of its weight that it has where it
    /// stands.
    fn heading(&self, spot: &Spot) -> Option<(String, f32)> {
        let site = &self.sources.site;
        let text = headline_text(self.sources.document, spot.node);
        let text = Parts::of(heading_text(&text)).without_site(|part| site.is(part)).text;
        let lines = self.sources.text.lines.get(spot.lines.clone()).unwrap_or_default();
        // A title may have the site's name first; but then its heading is part of the article.
        let is_tail = || self.edges.is_tail(text) && !lines.iter().any(|line| line.is_kept);
        if text.is_empty() || site.is(text) || is_tail() {
            return None;
        }
        let is_hidden = !lines.is_empty() && lines.iter().all(|line| line.is_hidden);
        let is_far = spot.lines.start > self.first_kept + FAR;
        let share = if spot.is_aside || is_hidden || is_far { ASIDE } else { 1.0 };
        Some((text.to_owned(), share))
    }

    fn best(mut self) -> Option<Sourced<String>> {
        let claims: Vec<(Words, f32)> = self
            .all
            .iter()
            .filter(|candidate| !candidate.is_heading)
            .map(|candidate| (candidate.key.words(), candidate.weight))
            .collect();
        let most = claims.iter().map(|(_, weight)| *weight).fold(1.0, f32::max);
        for candidate in self.all.iter_mut().filter(|candidate| candidate.is_heading) {
            let words = candidate.key.words();
            let like = |(claim, weight): &(Words, f32)| words.likeness(claim) * weight / most;
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
