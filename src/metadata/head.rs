//! What the page says of itself outside its text: title, meta tags, links, JSON-LD.

use super::json_ld::{self, LdNode};
use super::text::{cleaned, folded};
use crate::document::{AttributeName, Document, NodeId, Tag};
use crate::lexicon::SchemaParts;

/// The raw facts, before any choice between them.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Text of `<title>`, white space folded.
    pub(crate) title: String,
    /// `name`, `property` or `itemprop` of each `<meta>`, in lower case, with its content.
    metas: Vec<(String, String)>,
    /// Indices in `metas` in the order of [`rank`], those of one name in the page's order.
    metas_by_name: Vec<u32>,
    /// Images in the page's body.
    pub(crate) images: usize,
    /// `lang` of `<html>`, or `xml:lang`.
    pub(crate) language: Option<String>,
    pub(crate) json_ld: Vec<LdNode>,
    /// `dir` of `<html>` or `<body>`.
    pub(super) direction: Option<String>,
    /// `href` of the head's `<base>`.
    pub(super) base: Option<String>,
    /// `rel` in lower case and `href` of each `<link>` of one of [`RELATIONS`].
    links: Vec<(&'static str, String)>,
    /// Where the caller has the page from.
    fetched_from: Option<String>,
}

/// The relations of `<link>` elements that say something of the page.
const RELATIONS: [&str; 3] = ["canonical", "license", "image_src"];

/// The name that [`Head`] gives the `itemprop=name` of an `itemprop=author`, which has no text.
pub(super) const AUTHOR_ITEM: &str = "author item";

/// Meta tags past which no more are read: what is compared with each other must be few. Papers of
/// large collaborations give each author one, and one for each one's institute.
const MOST_METAS: usize = 4_000;

/// What meta tags are sorted by: lengths first, which are quick to compare.
fn rank(meta: Option<&(String, String)>) -> (usize, &str) {
    meta.map_or((0, ""), |(name, _)| (name.len(), name))
}

impl Head {
    /// Collects the facts in one pass over the elements that tell some. Meta tags and JSON-LD count wherever they
    /// stand: pages write them in the body too.
    pub(crate) fn read(document: &Document) -> Self {
        let attribute = |node: Option<NodeId>, name| {
            let value = document.attribute(node?, name)?.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let html = document.html();
        let mut head = Self {
            language: attribute(html, AttributeName::Lang)
                .or_else(|| attribute(html, AttributeName::XmlLang)),
            direction: attribute(html, AttributeName::Dir)
                .or_else(|| attribute(Some(document.body()), AttributeName::Dir)),
            base: document.base_address().map(ToOwned::to_owned),
            ..Self::default()
        };
        for (node, tag) in document.telling() {
            match tag {
                Tag::Img => head.images += 1,
                Tag::Body => head.images = 0,
                Tag::Title if head.title.is_empty() => {
                    head.title = folded(&document.text_content(node));
                }
                Tag::Meta if head.metas.len() < MOST_METAS => head.meta(document, node),
                Tag::Link => head.link(document, node),
                Tag::Script if document.is_json_ld(node) => {
                    json_ld::read(&document.text_content(node), &mut head.json_ld);
                }
                _ => {}
            }
        }
        head.metas_by_name = (0..head.metas.len() as u32).collect();
        head.metas_by_name.sort_by_key(|&at| rank(head.metas.get(at as usize)));
        head
    }

    /// Likewise, of a page that was fetched from an address.
    pub(crate) fn of_page_at(document: &Document, url: Option<&str>) -> Self {
        Self { fetched_from: url.map(ToOwned::to_owned), ..Self::read(document) }
    }

    fn meta(&mut self, document: &Document, node: NodeId) {
        let content = document.attribute(node, AttributeName::Content).map(folded);
        let Some(content) = content.filter(|content| !content.is_empty()) else { return };
        let holder = document
            .parent(node)
            .and_then(|parent| document.attribute(parent, AttributeName::Itemprop));
        let is_of_author = holder.is_some_and(|holder| holder.eq_ignore_ascii_case("author"));
        for (name, value) in document.attributes(node) {
            use AttributeName::{HttpEquiv, Itemprop, Name, Property};
            if matches!(name, Name | Property | Itemprop | HttpEquiv) {
                let mut name = value.trim().to_ascii_lowercase();
                if is_of_author && matches!(name.as_str(), "name" | "url") {
                    name = if name == "name" { AUTHOR_ITEM.to_owned() } else { continue };
                }
                // `dc:date` and `DC.date` are one.
                if name.starts_with("dc:") || name.starts_with("dcterms:") {
                    name = name.replace(':', ".");
                }
                self.metas.push((name, content.clone()));
            }
        }
    }

    fn link(&mut self, document: &Document, node: NodeId) {
        let Some(relation) = document.attribute(node, AttributeName::Rel) else { return };
        let Some(href) = document.attribute(node, AttributeName::Href) else { return };
        for token in relation.split_ascii_whitespace() {
            let known = RELATIONS.into_iter().find(|known| token.eq_ignore_ascii_case(known));
            let is_new = |known: &&str| !href.trim().is_empty() && self.linked(known).is_none();
            // The first of each: `rel` may name one as often as the page is long.
            if let Some(known) = known.filter(is_new) {
                self.links.push((known, href.trim().to_owned()));
            }
        }
    }

    /// The first content of the first of these meta names that the page has.
    pub(crate) fn meta_content(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas_named(name).next())
    }

    /// The contents of all metas of a name, in order.
    pub(super) fn metas_named(&self, name: &str) -> impl Iterator<Item = &str> {
        let meta = |&at: &u32| self.metas.get(at as usize);
        let first = self.metas_by_name.partition_point(|at| rank(meta(at)) < (name.len(), name));
        let rest = self.metas_by_name.get(first..).unwrap_or_default().iter().filter_map(meta);
        let named = rest.take_while(move |(key, _)| key == name);
        named.map(|(_, content)| content.as_str())
    }

    /// The first content of the first of these meta names, character references that were encoded
    /// twice decoded.
    pub(super) fn meta_text(&self, names: &[&str]) -> Option<String> {
        self.meta_content(names).map(cleaned).filter(|text| !text.is_empty())
    }

    /// The contents of metas whose name has a word for publication in it (`w-published-date`).
    pub(super) fn metas_of_publication(&self) -> impl Iterator<Item = &str> {
        const WORDS: [&str; 7] = [
            "published",
            "publishdate",
            "publishtime",
            "pubdate",
            "publicationdate",
            "issued",
            "publishedat",
        ];
        let speaks = |name: &str| {
            let mut words = name.split(|c: char| !c.is_ascii_alphabetic());
            words.any(|word| WORDS.contains(&word))
        };
        let named = self.metas.iter().filter(move |(name, _)| speaks(name));
        named.map(|(_, content)| content.as_str())
    }

    /// The `href` of the first `<link>` of a relation.
    pub(super) fn linked(&self, relation: &str) -> Option<&str> {
        self.links.iter().find(|(name, _)| *name == relation).map(|(_, href)| href.as_str())
    }

    /// The address that the page gives as its own, or else the one that it was fetched from.
    pub(crate) fn address(&self) -> Option<&str> {
        let own = self.linked("canonical").or_else(|| self.meta_content(&["og:url"]));
        own.or(self.fetched_from.as_deref())
    }

    /// The title that the page gives, preferring the one meant for sharing, which seldom carries
    /// the site's name.
    pub(crate) fn shared_title(&self) -> &str {
        self.meta_content(&["og:title", "twitter:title"]).unwrap_or(&self.title)
    }

    pub(crate) fn description(&self) -> &str {
        self.meta_content(&["og:description", "description"]).unwrap_or_default()
    }

    /// The JSON-LD objects that the page may be about, the likeliest first: pieces of writing, other
    /// works, the page itself.
    pub(super) fn ld_subjects(&self) -> impl Iterator<Item = &LdNode> {
        let works = || self.whole().filter(|node| !node.is_article() && node.is_work());
        let pages = || self.whole().filter(|node| !node.is_work() && node.is_page);
        self.whole().filter(|node| node.is_article()).chain(works()).chain(pages())
    }

    /// The JSON-LD objects that are no parts of others, as the articles of a list are.
    fn whole(&self) -> impl Iterator<Item = &LdNode> {
        self.json_ld.iter().filter(|node| !node.is_part)
    }

    /// The text of the article, as JSON-LD gives it to programs.
    pub(crate) fn article_body(&self) -> Option<&str> {
        self.told_article()?.body.as_deref()
    }

    /// The JSON-LD object with the text of the article; none where several give one, as for a list of articles.
    pub(super) fn told_article(&self) -> Option<&LdNode> {
        let mut told = self.whole().filter(|node| node.is_article() && node.body.is_some());
        let first = told.next()?;
        told.all(|other| other.body == first.body).then_some(first)
    }

    /// The types of all JSON-LD objects.
    pub(crate) fn ld_types(&self) -> SchemaParts {
        let mut types = SchemaParts::default();
        self.json_ld.iter().for_each(|node| types |= node.types);
        types
    }

    /// Whether the page says that it is a piece of writing: reviews are, and the articles of a list are not. (What
    /// `measure` asks of a page, by the columns that the model was fitted on, counts those and not these.)
    pub(super) fn is_article(&self) -> bool {
        self.whole().any(LdNode::is_article)
            || self.meta_content(&["og:type"]).is_some_and(|kind| kind.contains("article"))
    }
}
