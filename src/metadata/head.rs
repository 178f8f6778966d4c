//! What the page says of itself outside its text: title, meta tags, JSON-LD.

use super::json_ld::{self, LdNode};
use crate::document::{AttributeName, Document, NodeId, Tag};

/// The raw facts, before any choice between them.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Text of `<title>`, white space folded.
    pub(crate) title: String,
    /// `name`, `property` or `itemprop` of each `<meta>`, in lower case, with its content.
    metas: Vec<(String, String)>,
    /// `lang` of `<html>`.
    pub(crate) language: Option<String>,
    pub(crate) json_ld: Vec<LdNode>,
}

impl Head {
    /// Collects the facts in one walk over the page. Meta tags and JSON-LD count wherever they
    /// stand: pages write them in the body too.
    pub(crate) fn read(document: &Document) -> Self {
        let mut head = Self {
            language: document
                .html()
                .and_then(|html| document.attribute(html, AttributeName::Lang))
                .map(|language| language.trim().to_owned())
                .filter(|language| !language.is_empty()),
            ..Self::default()
        };
        for node in document.descendants(NodeId::DOCUMENT) {
            match document.tag(node) {
                Tag::Title if head.title.is_empty() => {
                    head.title = folded(&document.text_content(node));
                }
                Tag::Meta => head.meta(document, node),
                Tag::Script if document.first_child(node).is_some() => {
                    json_ld::read(&document.text_content(node), &mut head.json_ld);
                }
                _ => {}
            }
        }
        head
    }

    fn meta(&mut self, document: &Document, node: NodeId) {
        let content = document.attribute(node, AttributeName::Content).map(folded);
        let Some(content) = content.filter(|content| !content.is_empty()) else { return };
        for (name, value) in document.attributes(node) {
            use AttributeName::{Itemprop, Name, Property};
            if matches!(name, Name | Property | Itemprop) {
                self.metas.push((value.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }

    /// The first content of the first of these meta names that the page has.
    pub(crate) fn meta_content(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.metas.iter().find(|(key, _)| key == name).map(|(_, content)| content.as_str())
        })
    }

    /// The title that the page gives, preferring the one meant for sharing, which seldom carries
    /// the site's name.
    pub(crate) fn shared_title(&self) -> &str {
        self.meta_content(&["og:title", "twitter:title"]).unwrap_or(&self.title)
    }

    pub(crate) fn description(&self) -> &str {
        self.meta_content(&["og:description", "description"]).unwrap_or_default()
    }

    /// JSON-LD objects that are pieces of writing.
    pub(crate) fn ld_articles(&self) -> impl Iterator<Item = &LdNode> {
        self.json_ld.iter().filter(|node| node.is_article())
    }
}

/// A text with white space folded.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
