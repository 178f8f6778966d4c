//! What the page is about and where it belongs: description, lead image, address, section, tags,
//! licence.
#![expect(
    clippy::indexing_slicing,
    reason = "a key for each description, both in the order that they were found in"
)]

use super::Sources;
use super::provenance::{Source, Sourced};
use super::spots::SpotKind;
use super::text::{Key, cleaned, element_text};
use crate::document::AttributeName;

/// Tags that are kept at most.
const TAGS: usize = 40;

/// The description that most sources give; of different ones the first that does not break off.
pub(super) fn description(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let head = sources.head;
    let mut found = Vec::new();
    let mut add = |text: Option<String>, source| {
        found.extend(text.filter(|text| text.len() > 1).map(|text| Sourced::new(text, source)));
    };
    add(head.meta_text(&["og:description"]), Source::OpenGraph);
    add(head.meta_text(&["description"]), Source::Meta);
    add(head.ld_subjects().find_map(|node| node.description.clone()), Source::JsonLd);
    add(head.meta_text(&["twitter:description"]), Source::Meta);
    add(head.meta_text(&["dc.description", "dcterms.description"]), Source::Meta);
    let keys: Vec<Key> = found.iter().map(|fact| Key::of(&fact.value)).collect();
    let votes = |at: usize| keys.iter().filter(|key| **key == keys[at]).count();
    let breaks_off =
        |at: usize| found[at].value.ends_with(['…']) || found[at].value.ends_with("...");
    let best = (0..found.len()).min_by_key(|&at| (breaks_off(at), usize::MAX - votes(at), at))?;
    found.into_iter().nth(best)
}

/// The lead image.
pub(super) fn image(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let head = sources.head;
    let graph = head.meta_content(&["og:image:secure_url", "og:image", "og:image:url"]);
    let json = || head.ld_subjects().find_map(|node| node.image.as_deref());
    let meta = || head.meta_content(&["twitter:image", "twitter:image:src", "image", "thumbnail"]);
    let candidates = [
        (graph, Source::OpenGraph),
        (json(), Source::JsonLd),
        (meta(), Source::Meta),
        (head.linked("image_src"), Source::Link),
    ];
    candidates.into_iter().find_map(|(address, source)| {
        Some(Sourced::new(sources.addresses.resolve(address?)?, source))
    })
}

/// The address that the page wants to be known by.
pub(super) fn canonical(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let head = sources.head;
    if let Some(canonical) = sources.addresses.canonical.clone() {
        return Some(Sourced::new(canonical, Source::Link));
    }
    let json = || head.ld_subjects().find_map(|node| node.url.as_deref());
    let candidates =
        [(head.meta_content(&["og:url"]), Source::OpenGraph), (json(), Source::JsonLd)];
    candidates.into_iter().find_map(|(address, source)| {
        Some(Sourced::new(sources.addresses.resolve(address?)?, source))
    })
}

/// The section of the site.
pub(super) fn section(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let head = sources.head;
    let graph = head.meta_text(&["article:section", "og:article:section"]);
    let json = || head.ld_subjects().find_map(|node| node.section.clone());
    let meta = || head.meta_text(&["section", "parsely-section", "cxenseparse:section"]);
    graph
        .map(|section| Sourced::new(section, Source::OpenGraph))
        .or_else(|| Some(Sourced::new(json()?, Source::JsonLd)))
        .or_else(|| Some(Sourced::new(meta()?, Source::Meta)))
}

/// Tags, from the first source that has any.
pub(super) fn tags(sources: &Sources<'_>) -> Option<Sourced<Vec<String>>> {
    let head = sources.head;
    let listed = |name: &str| -> Vec<String> {
        head.metas_named(name).flat_map(|value| split(&cleaned(value))).collect()
    };
    let json = head.ld_subjects().flat_map(|node| &node.keywords).flat_map(|value| split(value));
    let linked =
        sources.spots.all.iter().filter(|spot| spot.kind == SpotKind::Tag && !spot.is_aside);
    let linked = linked.map(|spot| element_text(sources.document, spot.node));
    let found = [
        (listed("article:tag"), Source::OpenGraph),
        (json.collect(), Source::JsonLd),
        (linked.take(TAGS).collect(), Source::LinkRelation),
        (listed("news_keywords"), Source::Meta),
        (listed("parsely-tags"), Source::Meta),
        (listed("keywords"), Source::Meta),
    ];
    found.into_iter().find_map(|(tags, source)| {
        let mut seen = Vec::new();
        let mut own = Vec::new();
        for tag in tags {
            let key = Key::of(&tag);
            if !key.is_empty() && tag.len() <= 80 && !seen.contains(&key) && own.len() < TAGS {
                seen.push(key);
                own.push(tag);
            }
        }
        (!own.is_empty()).then(|| Sourced::new(own, source))
    })
}

fn split(value: &str) -> Vec<String> {
    let mark = if value.contains(',') || !value.contains(';') { ',' } else { ';' };
    value.split(mark).map(|tag| tag.trim().to_owned()).collect()
}

/// The licence: an address where the page links to one.
pub(super) fn licence(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let head = sources.head;
    let link = head.linked("license");
    let json = || head.ld_subjects().find_map(|node| node.licence.as_deref());
    let relation = || {
        let spot = sources.spots.all.iter().find(|spot| spot.kind == SpotKind::Licence)?;
        sources.document.attribute(spot.node, AttributeName::Href)
    };
    let meta = || head.meta_content(&["dcterms.license", "dc.rights.license", "license"]);
    let candidates = [
        (json(), Source::JsonLd),
        (link, Source::Link),
        (relation(), Source::LinkRelation),
        (meta(), Source::Meta),
    ];
    candidates.into_iter().find_map(|(value, source)| {
        let value = value?;
        let address = sources.addresses.resolve(value).filter(|_| !value.contains(' '));
        // What is linked to is an address or nothing: `javascript:` is no licence.
        let is_link = matches!(source, Source::Link | Source::LinkRelation);
        let words = || (!is_link).then(|| cleaned(value));
        Some(Sourced::new(address.or_else(words)?, source))
    })
}
