//! JSON-LD as pages write it: facts about the main thing of the page, and about much else.

use super::json::Json;
use super::json_repair::repair;
use super::names::MOST_AUTHORS;
use super::text::cleaned;
use crate::lexicon::{SchemaPart, SchemaParts, schema_parts};

/// One object with an `@type`.
#[derive(Debug, Clone, Default)]
pub(crate) struct LdNode {
    /// What the names of its types have, without a `schema:` or URL prefix.
    pub(crate) types: SchemaParts,
    pub(crate) body: Option<String>,
    /// It stands within another object as a part of it: an author, an item of a list, a comment.
    pub(super) is_part: bool,
    /// It is the page itself.
    pub(super) is_page: bool,
    pub(super) id: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) name: Option<String>,
    pub(super) authors: Vec<LdAuthor>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) created: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) description: Option<String>,
    pub(super) image: Option<String>,
    pub(super) url: Option<String>,
    pub(super) section: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) licence: Option<String>,
    pub(super) language: Option<String>,
}

/// An author: a name, or a reference to the object that has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LdAuthor {
    pub(super) name: Option<String>,
    pub(super) url: Option<String>,
    pub(super) role: Option<String>,
    pub(super) reference: Option<String>,
}

/// Types of pieces of writing.
const ARTICLES: SchemaParts = SchemaParts::of(&[
    SchemaPart::Article,
    SchemaPart::BlogPosting,
    SchemaPart::Report,
    SchemaPart::Review,
]);

/// Types of what else a page may be about.
const WORKS: SchemaParts = SchemaParts::of(&[
    SchemaPart::Posting,
    SchemaPart::Question,
    SchemaPart::Recipe,
    SchemaPart::HowTo,
    SchemaPart::Product,
    SchemaPart::VideoObject,
    SchemaPart::Event,
    SchemaPart::Course,
    SchemaPart::Book,
    SchemaPart::Movie,
    SchemaPart::CreativeWork,
    SchemaPart::PodcastEpisode,
    SchemaPart::SoftwareApp,
]);

impl LdNode {
    /// Whether the object is a piece of writing.
    pub(super) fn is_article(&self) -> bool {
        self.types.meets(ARTICLES)
    }

    /// Whether the object is what a page may be about.
    pub(super) fn is_work(&self) -> bool {
        self.is_article() || self.types.meets(WORKS)
    }
}

/// Objects of a page past which no more are read: what is compared with each other must be few. A page
/// with more lists products; it is about the first objects, or none.
const MOST_NODES: usize = 1_000;

/// Reads one `<script type="application/ld+json">`; what cannot be repaired either is passed over.
pub(super) fn read(script: &str, nodes: &mut Vec<LdNode>) {
    let text = script.trim().trim_start_matches('\u{feff}');
    match Json::read(text) {
        Some(root) => read_objects(&root, nodes),
        None => {
            let repaired = repair(text);
            Json::read(&repaired).iter().for_each(|root| read_objects(root, nodes));
        }
    }
}

fn read_objects(root: &Json<'_>, nodes: &mut Vec<LdNode>) {
    // Values still to look at; the last one is next, so children are pushed in reverse.
    let mut pending = vec![(root, false)];
    while let Some((value, is_part)) = pending.pop() {
        match value {
            Json::List(values) => pending.extend(values.iter().rev().map(|v| (v, is_part))),
            Json::Object(fields) => {
                let is_typed = value.get("@type").is_some();
                if is_typed && nodes.len() < MOST_NODES {
                    nodes.push(if is_part { part(value) } else { whole(value) });
                }
                let nested = fields.iter().filter(|(_, value)| value.is_nested());
                pending.extend(nested.rev().map(|(key, value)| {
                    let is_main =
                        matches!(key.as_ref(), "@graph" | "mainEntity" | "mainEntityOfPage");
                    (value, is_part || !is_main)
                }));
            }
            _ => {}
        }
    }
}

/// What is read of every object.
fn part(value: &Json<'_>) -> LdNode {
    let raw = |key: &str| value.get(key).and_then(Json::as_str);
    let mut node = LdNode {
        is_part: true,
        id: raw("@id").map(str::to_owned),
        name: text(value, "name").or_else(|| text(value, "title")),
        body: raw("articleBody").map(str::to_owned),
        ..LdNode::default()
    };
    for kind in strings(value.get("@type")) {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind).to_lowercase();
        node.types |= schema_parts(&kind);
        node.is_page |= kind.ends_with("page") && kind != "profilepage";
    }
    node
}

/// What is read of an object that the page may be about.
fn whole(value: &Json<'_>) -> LdNode {
    let text = |key: &str| text(value, key);
    let first = |key: &str| names(value.get(key)).into_iter().next();
    LdNode {
        is_part: false,
        headline: text("headline"),
        authors: items(value.get("author"))
            .chain(items(value.get("creator")))
            .filter_map(author)
            .take(MOST_AUTHORS)
            .collect(),
        published: text("datePublished"),
        modified: text("dateModified"),
        created: text("dateCreated").or_else(|| text("uploadDate")),
        publisher: first("publisher"),
        description: text("description"),
        image: items(value.get("image")).find_map(address),
        url: items(value.get("url")).chain(items(value.get("mainEntityOfPage"))).find_map(address),
        section: first("articleSection"),
        keywords: names(value.get("keywords")),
        licence: items(value.get("license")).find_map(address),
        language: first("inLanguage"),
        ..part(value)
    }
}

fn text(value: &Json<'_>, key: &str) -> Option<String> {
    value.get(key).and_then(Json::as_str).map(cleaned).filter(|text| !text.is_empty())
}

/// The items of an array, or a value alone.
fn items<'a>(value: Option<&'a Json<'a>>) -> impl Iterator<Item = &'a Json<'a>> {
    match value {
        Some(Json::List(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
    .iter()
}

/// A string, or the strings of an array.
fn strings<'a>(value: Option<&'a Json<'a>>) -> impl Iterator<Item = &'a str> {
    items(value).filter_map(Json::as_str)
}

/// The names in a string, an object with a `name`, or an array of these.
fn names(value: Option<&Json<'_>>) -> Vec<String> {
    items(value)
        .flat_map(|value| strings(Some(value.get("name").unwrap_or(value))))
        .map(cleaned)
        .filter(|name| !name.is_empty())
        .collect()
}

fn author(value: &Json<'_>) -> Option<LdAuthor> {
    if let Some(name) = value.as_str() {
        let name = cleaned(name);
        return (!name.is_empty()).then(|| LdAuthor { name: Some(name), ..LdAuthor::default() });
    }
    let text = |key: &str| {
        let text = items(value.get(key)).find_map(Json::as_str).map(cleaned);
        text.filter(|text| !text.is_empty())
    };
    let author = LdAuthor {
        name: text("name"),
        url: text("url"),
        role: text("jobTitle"),
        reference: value.get("@id").and_then(Json::as_str).map(str::to_owned),
    };
    (author.name.is_some() || author.reference.is_some()).then_some(author)
}

/// An address in a string, or in the `url` or `@id` of an object.
fn address(value: &Json<'_>) -> Option<String> {
    let keys = ["url", "contentUrl", "@id"];
    let text = value
        .as_str()
        .or_else(|| keys.iter().find_map(|key| items(value.get(key)).find_map(Json::as_str)))?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(script: &str) -> Vec<LdNode> {
        let mut nodes = Vec::new();
        read(script, &mut nodes);
        nodes
    }

    #[test]
    fn objects_are_found_wherever_they_are() {
        let nodes = read_all(
            r#"{"@graph": [{"@type": ["NewsArticle"], "headline": "H &amp; I", "author":
               [{"@type": "Person", "name": "A"}, "B"], "publisher": {"name": "P"}}]}"#,
        );
        let article = nodes.iter().find(|node| node.is_article()).unwrap();
        assert_eq!(article.headline.as_deref(), Some("H & I"));
        let names: Vec<_> = article.authors.iter().filter_map(|a| a.name.as_deref()).collect();
        assert_eq!(names, ["A", "B"]);
        assert_eq!(article.publisher.as_deref(), Some("P"));
        assert!(!article.is_part);
        assert!(nodes.iter().any(|node| node.name.as_deref() == Some("A") && node.is_part));
    }

    #[test]
    fn broken_json_is_repaired() {
        let nodes = read_all("<!-- {\"@type\": \"Article\", \"headline\": \"a\nb\",} -->");
        assert_eq!(nodes[0].headline.as_deref(), Some("a b"));
        assert_eq!(read_all(r#"{"@type": "A"}{"@type": "B"}"#).len(), 2);
    }

    #[test]
    fn deep_or_hopeless_json_is_passed_over() {
        assert!(read_all("function() { return 1 }").is_empty());
        assert!(read_all(&"[".repeat(100_000)).is_empty());
    }
}
