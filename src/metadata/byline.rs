//! Who wrote it: what JSON-LD, meta tags, marked elements and the lines around the title agree on.
#![expect(clippy::indexing_slicing, reason = "there are three kinds of marks")]

use super::head::AUTHOR_ITEM;
use super::names::{self, Lead, MOST_AUTHORS, Names, is_capital};
use super::place::Place;
use super::provenance::{Source, Sourced};
use super::spots::{Spot, SpotKind};
use super::text::{Key, cleaned, count_words, element_text, has_year};
use super::{Author, Sources};
use crate::document::{AttributeName, NodeId, Tag};
use crate::work;

/// Weights of the sources.
const JSON_LD: f32 = 3.0;
const JSON_LD_OF_PAGE: f32 = 2.0;
const META: f32 = 2.5;
const CITATION: f32 = 3.0;
const LABELLED: f32 = 1.5;
const ITEM: f32 = 2.5;
const LINK: f32 = 2.5;
const CLASS: f32 = 2.0;
/// "By ..." beside the title, and elsewhere in the article.
const BYLINE: f32 = 3.0;
const BYLINE_FAR: f32 = 1.0;
/// A name beside a date, beside the title.
const DATED: f32 = 1.0;
/// Share of its weight that a marked element far from the title has, and one beside the article.
const FAR: f32 = 0.5;
const ASIDE: f32 = 0.25;
/// Share of the weight of the site's own name: a program fills it in where it knows no better.
const SITE: f32 = 0.3;

/// Share of its weight that a candidate lends to one like it.
const KINDRED: f32 = 0.7;

/// Words of a byline at most.
const LONGEST: usize = 24;
/// Bytes of a line with a byline at most, near the title and elsewhere, and how many lines elsewhere
/// count.
const LONGEST_LINE: usize = 240;
const LONGEST_FAR_LINE: usize = 120;
const FAR_LINES: usize = 3;
/// Elements within a marked one among which its name and its link are looked for: it is short.
const NAME_WITHIN: usize = 30;
const LINK_WITHIN: usize = 10;
/// Marked elements that are looked at.
const SPOTS: usize = 40;

/// A list of names, and what speaks for it.
struct Candidate {
    authors: Vec<Author>,
    /// The names as the page joins them.
    joined: String,
    /// Of all names, and of each.
    key: Key,
    names: Vec<Key>,
    weight: f32,
    source: Source,
}

impl Candidate {
    /// Whether these are all of the other's authors and more: who names one of two does not speak
    /// against the second.
    fn includes(&self, other: &Self) -> bool {
        let is_here = |name: &Key| self.names.contains(name);
        self.names.len() > other.names.len() && other.names.iter().all(is_here)
    }

    /// Whether it stands where programs look and readers do not.
    fn is_told(&self) -> bool {
        matches!(self.source, Source::JsonLd | Source::OpenGraph | Source::Meta)
    }

    /// Whether this is the full name of somebody whom programs are told the first name of. Forums show
    /// rank and place after a name in full.
    fn completes(&self, other: &Self) -> bool {
        other.is_told()
            && self.source != Source::ClassName
            && self.names.len() == 1
            && (2..=3).contains(&self.key.len())
            && other.key.len() == 1
            && self.key.starts_with(&other.key)
    }

    /// Whether this is the other's one name with more after it: an office, a verb.
    fn begins_with(&self, other: &Self) -> bool {
        other.names.len() == 1
            && self.key.len() > other.key.len()
            && other.key.len() > 1
            && self.names.first().is_some_and(|name| name.starts_with(&other.key))
            && !self.names.contains(&other.key)
    }
}

struct Candidates<'a, 'b> {
    sources: &'a Sources<'b>,
    place: Place,
    all: Vec<Candidate>,
}

pub(super) fn choose(sources: &Sources<'_>, place: Place) -> Option<Sourced<Names>> {
    let mut candidates = Candidates { sources, place, all: Vec::new() };
    candidates.json_ld();
    candidates.metas();
    candidates.spots();
    candidates.lines();
    candidates.best()
}

impl Candidates<'_, '_> {
    fn push(&mut self, names: Names, weight: f32, source: Source) {
        let Names { mut authors, mut joined } = names;
        if authors.is_empty() {
            return;
        }
        let before = authors.len();
        authors.truncate(MOST_AUTHORS);
        let mut seen: Vec<Key> = Vec::new();
        authors.retain(|author| {
            let key = Key::of(&author.name);
            work::steps(seen.len());
            let is_new = !key.is_empty() && !seen.contains(&key);
            seen.push(key);
            is_new
        });
        // "Ann Lee, The Gazette": the site is where she works.
        let is_site = |author: &Author| self.sources.site.is(&author.name);
        if authors.len() > 1 && !authors.iter().all(is_site) {
            authors.retain(|author| !is_site(author));
        }
        let names: Vec<&str> = authors.iter().map(|author| author.name.as_str()).collect();
        if authors.len() != before || joined.is_empty() {
            joined = names.join(", ");
        }
        let key = Key::of(&names.join(" "));
        if !key.is_empty() {
            let is_site = names.iter().all(|name| self.sources.site.is(name));
            let weight = if is_site { weight * SITE } else { weight };
            let names = names.iter().map(|name| Key::of(name)).collect();
            self.all.push(Candidate { authors, joined, key, names, weight, source });
        }
    }

    fn json_ld(&mut self) {
        let head = self.sources.head;
        for node in head.ld_subjects().take(4) {
            let mut all = Names::default();
            for author in &node.authors {
                // The object with the name, if this one only refers to it.
                let same = |id: &String| {
                    head.json_ld
                        .iter()
                        .find(|node| node.id.as_ref() == Some(id) && node.name.is_some())
                };
                let named = author.reference.as_ref().and_then(same);
                let name = author.name.as_ref().or_else(|| named?.name.as_ref());
                let Some(name) = name else { continue };
                let mut read = names::stated(name);
                let url = author.url.clone().or_else(|| named?.url.clone());
                if let [only] = read.authors.as_mut_slice() {
                    only.url = url.and_then(|url| self.sources.addresses.resolve(&url));
                    only.role = only.role.take().or_else(|| author.role.clone());
                }
                all.append(read);
            }
            let weight = if node.is_work() { JSON_LD } else { JSON_LD_OF_PAGE };
            self.push(all, weight, Source::JsonLd);
        }
    }

    fn metas(&mut self) {
        let head = self.sources.head;
        let named = |name: &str| -> Names {
            head.metas_named(name).map(|value| names::stated(&cleaned(value))).collect()
        };
        for name in ["citation_author", "citation_authors", "dc.creator", "dcterms.creator"] {
            let authors = head.metas_named(name).map(|value| citation(&cleaned(value)));
            self.push(authors.collect(), CITATION, Source::Meta);
        }
        for (weight, source, name) in [
            (META, Source::Meta, "author"),
            (META, Source::OpenGraph, "article:author"),
            (META, Source::OpenGraph, "article:author:name"),
            (META, Source::Meta, "parsely-author"),
            (META, Source::Meta, "sailthru.author"),
            (META, Source::Meta, "cxenseparse:author"),
            (META, Source::Meta, "byl"),
            (LABELLED, Source::Meta, "authors"),
        ] {
            self.push(named(name), weight, source);
        }
        // Of several, forums have the page's own first.
        let item = head.metas_named(AUTHOR_ITEM).next();
        self.push(item.map(names::stated).unwrap_or_default(), ITEM, Source::Microdata);
        // "Written by", in whatever language, labels the value of the same number.
        for (label, data) in
            [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")]
        {
            let Some(label) = head.meta_content(&[label]) else { continue };
            if names::is_lead(label) {
                self.push(named(data), LABELLED, Source::Meta);
            }
        }
    }

    fn spots(&mut self) {
        let sources = self.sources;
        let is_author = |spot: &&Spot| {
            matches!(spot.kind, SpotKind::AuthorLink | SpotKind::AuthorItem | SpotKind::AuthorClass)
        };
        let mut seen_kinds = [0_u32; 3];
        for spot in sources.spots.all.iter().filter(is_author).take(SPOTS) {
            let (weight, source, kind) = match spot.kind {
                SpotKind::AuthorItem => (ITEM, Source::Microdata, 0),
                SpotKind::AuthorLink => (LINK, Source::LinkRelation, 1),
                _ => (CLASS, Source::ClassName, 2),
            };
            let named = self.named(spot.node).unwrap_or(spot.node);
            let text = element_text(sources.document, named);
            if text.is_empty() || count_words(&text) > LONGEST {
                continue;
            }
            let (mut names, _) = names::read(&text);
            if names.authors.is_empty() {
                continue;
            }
            if let [only] = names.authors.as_mut_slice() {
                only.url = self.link(spot.node);
            }
            let nearness = self.place.nearness(spot.lines.start);
            let share = match nearness {
                _ if spot.is_aside => ASIDE,
                Some(nearness) => nearness,
                None => FAR,
            };
            // The first of its kind is the byline; each further one may be another page's.
            let rank = 1.0 / (1.0 + seen_kinds[kind] as f32);
            seen_kinds[kind] += 1;
            self.push(names, weight * share * rank, source);
        }
    }

    /// The element with the name, in an element about somebody.
    fn named(&self, element: NodeId) -> Option<NodeId> {
        let document = self.sources.document;
        let is_name =
            |node: &NodeId| document.attribute(*node, AttributeName::Itemprop) == Some("name");
        document.first_elements(element, NAME_WITHIN).skip(1).find(is_name)
    }

    fn link(&self, element: NodeId) -> Option<String> {
        let document = self.sources.document;
        let is_link = |node: &NodeId| document.tag(*node) == Tag::A;
        let link = document.first_elements(element, LINK_WITHIN).find(is_link)?;
        self.sources.addresses.resolve(document.attribute(link, AttributeName::Href)?)
    }

    /// Lines that begin with "by", near the title or in the article.
    fn lines(&mut self) {
        let lines = &self.sources.text.lines;
        let mut far = 0;
        for (at, line) in lines.iter().enumerate() {
            let near = self.place.nearness(at).is_some();
            let in_reach = near || (far < FAR_LINES && (line.is_kept || self.place.follows(at)));
            let longest = if near { LONGEST_LINE } else { LONGEST_FAR_LINE };
            if !in_reach || line.is_hidden || line.text.len() > longest || !names::may_lead(line) {
                continue;
            }
            let (names, lead) = if names::is_lead(line.text) {
                // "By" in a line of its own, before the name.
                let next = lines.get(at + 1).map(|line| names::read(line.text).0);
                (next.unwrap_or_default(), Lead::By)
            } else {
                names::read(line.text)
            };
            if lead == Lead::Nothing {
                continue;
            }
            let is_handle = |author: &Author| count_words(&author.name) < 2;
            let has_handle = names.authors.iter().any(is_handle);
            let is_whole = |author: &Author| line.text.trim().ends_with(&author.name);
            // "Written by ann on 5 March 2024".
            let is_sure = |author: &Author| {
                is_whole(author) || (lead == Lead::WrittenBy && has_year(line.text))
            };
            let is_name = |author: &Author| {
                is_like_a_name(&author.name) || (near && is_handle(author) && is_sure(author))
            };
            if lead == Lead::Dated && (!near || has_handle || !has_year(line.text)) {
                continue;
            }
            if names.authors.is_empty() || !names.authors.iter().all(is_name) {
                continue;
            }
            if near {
                let weight = match lead {
                    Lead::Dated => DATED,
                    _ if has_handle => BYLINE * FAR,
                    _ => BYLINE,
                };
                self.push(names, weight, Source::BylineText);
            } else if !has_handle || lead == Lead::WrittenBy {
                far += 1;
                self.push(names, BYLINE_FAR, Source::BylineText);
            }
        }
    }

    fn best(self) -> Option<Sourced<Names>> {
        let mut best: Option<(f32, &Candidate)> = None;
        for candidate in &self.all {
            work::steps(self.all.len());
            let support: f32 = self
                .all
                .iter()
                .map(|other| {
                    if other.key == candidate.key || candidate.completes(other) {
                        other.weight
                    } else if candidate.includes(other) || other.begins_with(candidate) {
                        other.weight * KINDRED
                    } else {
                        0.0
                    }
                })
                .sum();
            if best.is_none_or(|(most, _)| support > most) {
                best = Some((support, candidate));
            }
        }
        let (_, best) = best?;
        let same = || self.all.iter().filter(|other| other.key == best.key);
        let source = same().map(|other| other.source).min().unwrap_or(best.source);
        let mut authors = best.authors.clone();
        for (at, author) in authors.iter_mut().enumerate() {
            let twins = || same().filter_map(|other| other.authors.get(at));
            author.url = author.url.take().or_else(|| twins().find_map(|twin| twin.url.clone()));
            author.role = author.role.take().or_else(|| twins().find_map(|twin| twin.role.clone()));
        }
        // A text joins names with words, a list of values with commas only.
        let commas = |joined: &str| joined.matches(", ").count();
        let joined = same().map(|other| &other.joined).min_by_key(|joined| commas(joined));
        let joined = joined.unwrap_or(&best.joined).clone();
        Some(Sourced::new(Names { authors, joined }, source))
    }
}

/// A name as citations give it: family name first.
fn citation(value: &str) -> Names {
    names::inverted(value).map_or_else(|| names::stated(value), |name| names::stated(&name))
}

/// Whether words that follow "by" in a text are a name rather than a sentence: few, with the capitals
/// that names have.
fn is_like_a_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words.iter().filter(|word| is_capital(word)).count();
    let begins = words.first().is_some_and(|word| is_capital(word));
    begins && words.len() <= 6 && text.len() > 2 && capitals * 2 >= words.len()
}
