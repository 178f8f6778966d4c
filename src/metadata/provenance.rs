//! Where each fact was read.

use std::collections::BTreeMap;

/// A fact of [`Metadata`](super::Metadata), to ask its [`Provenance`] for.
///
/// ```
/// use epure::{Field, Source};
///
/// let html = "<html lang=fr><title>Le vent</title><h1>Le vent</h1><p>Le vent souffle depuis trois jours sur
///     la côte, et les bateaux restent au port.</p>";
/// assert_eq!(epure::extract(html)?.metadata().source(Field::Language), Some(Source::Attribute));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Field {
    /// [`Metadata::title`](super::Metadata::title).
    Title,
    /// [`Metadata::byline`](super::Metadata::byline) and
    /// [`Metadata::authors`](super::Metadata::authors).
    Byline,
    /// [`Metadata::published`](super::Metadata::published).
    Published,
    /// [`Metadata::modified`](super::Metadata::modified).
    Modified,
    /// [`Metadata::site_name`](super::Metadata::site_name).
    SiteName,
    /// [`Metadata::language`](super::Metadata::language).
    Language,
    /// [`Metadata::description`](super::Metadata::description).
    Description,
    /// [`Metadata::image`](super::Metadata::image).
    Image,
    /// [`Metadata::canonical_url`](super::Metadata::canonical_url).
    CanonicalUrl,
    /// [`Metadata::section`](super::Metadata::section).
    Section,
    /// [`Metadata::tags`](super::Metadata::tags).
    Tags,
    /// [`Metadata::licence`](super::Metadata::licence).
    Licence,
    /// [`Metadata::direction`](super::Metadata::direction).
    Direction,
}

/// What a fact was read from. Where several sources agree, the first of them in this order.
///
/// ```
/// use epure::{Field, Source};
///
/// let html = "<html lang=fr><title>Le vent</title><h1>Le vent</h1><p>Le vent souffle depuis trois jours sur
///     la côte, et les bateaux restent au port.</p>";
/// // A date that was read from the address alone is worth less.
/// let source = epure::extract(html)?.metadata().source(Field::Published);
/// assert_ne!(source, Some(Source::Url));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Source {
    /// JSON-LD (schema.org).
    JsonLd,
    /// An Open Graph property (`og:title`, `article:published_time`).
    OpenGraph,
    /// Another `<meta>`: Dublin Core, Highwire, Twitter, plain `name="author"`.
    Meta,
    /// Microdata (`itemprop`).
    Microdata,
    /// A `<link>`.
    Link,
    /// The `rel` of a link in the text (`author`, `tag`, `license`).
    LinkRelation,
    /// A `<time>` element.
    TimeElement,
    /// A heading.
    Heading,
    /// An element whose class says what it is.
    ClassName,
    /// Text beside the title or at the end of the article ("By ...", "Published on ...").
    BylineText,
    /// `<title>`.
    TitleTag,
    /// An attribute of `<html>` or `<body>` (`lang`, `dir`).
    Attribute,
    /// The page's address.
    Url,
    /// Found in the text itself: the language by its function words, the direction by its letters.
    Detected,
}

/// Which source each fact was read from.
///
/// Worth keeping beside the facts: a date from `<time>` beside the title deserves more trust than one
/// from the page's address.
///
/// ```
/// use epure::{Field, Source};
///
/// let html = "<title>Le vent - La Gazette</title><h1>Le vent</h1><p>Le vent souffle depuis trois
///     jours sur la côte, et les bateaux restent au port.</p>";
/// let article = epure::extract(html)?;
/// let provenance = &article.metadata().provenance;
/// assert_eq!(provenance.get(Field::Title), Some(Source::Heading));
/// for (field, source) in provenance.iter() {
///     println!("{field:?} from {source:?}");
/// }
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Provenance(BTreeMap<Field, Source>);

impl Provenance {
    /// The source of a fact, if the page has the fact.
    ///
    /// ```
    /// let html = "<html lang=fr><title>Le vent</title><h1>Le vent</h1><p>Le vent souffle depuis trois jours sur
    ///     la côte, et les bateaux restent au port.</p>";
    /// let article = epure::extract(html)?;
    /// assert_eq!(article.metadata().provenance.get(epure::Field::Byline), None, "nobody signed");
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, field: Field) -> Option<Source> {
        self.0.get(&field).copied()
    }

    /// All facts that the page has, each with its source, in the order of [`Field`].
    ///
    /// ```
    /// let html = "<html lang=fr><title>Le vent</title><h1>Le vent</h1><p>Le vent souffle depuis trois jours sur
    ///     la côte, et les bateaux restent au port.</p>";
    /// let article = epure::extract(html)?;
    /// let fields: Vec<_> = article.metadata().provenance.iter().map(|(field, _)| field).collect();
    /// assert!(fields.contains(&epure::Field::Title));
    /// # Ok::<(), epure::Error>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (Field, Source)> + '_ {
        self.0.iter().map(|(&field, &source)| (field, source))
    }

    /// Notes the source of a fact, and hands the fact on.
    pub(super) fn note<T>(&mut self, field: Field, fact: Option<Sourced<T>>) -> Option<T> {
        let Sourced { value, source } = fact?;
        self.0.insert(field, source);
        Some(value)
    }
}

/// A fact with its source.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sourced<T> {
    pub(super) value: T,
    pub(super) source: Source,
}

impl<T> Sourced<T> {
    pub(super) fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_noted_with_its_source() {
        let mut provenance = Provenance::default();
        let title = provenance.note(Field::Title, Some(Sourced::new("T", Source::Heading)));
        assert_eq!(title, Some("T"));
        assert_eq!(provenance.note::<String>(Field::Byline, None), None);
        let noted: Vec<_> = provenance.iter().collect();
        assert_eq!(noted, [(Field::Title, Source::Heading)]);
    }
}
