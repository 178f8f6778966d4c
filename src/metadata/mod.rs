//! Facts about the page: title, byline, dates, site, language and so on.
//!
//! Pages say these things several times over, and each place lies in its own way: the `<title>`
//! carries the site's name, Open Graph carries what an editor wrote for sharing, JSON-LD what a
//! plug-in guessed, the text what readers see. So candidates are collected from all of them, and what
//! most of them agree on is taken; each fact says where it was read ([`Provenance`]).
//!
//! # What the labelled pages want
//!
//! They are not always right, which bounds what can be reached (shares of our misses on the 1,253
//! pages of wcxb-dev, counted by program):
//!
//! * Title, 20 % missed: in 31 % of those the truth is cut within the heading, has the site's name, or
//!   is nowhere on the page; in 46 % page and tags give two titles, and the truth takes now the
//!   heading, now the tag (49 against 64 times), which no rule can follow.
//! * Author, 18 % missed: roles, degrees and employers are part of the truth or not, as each page has
//!   it; a site's own name counts where a person is named too.
//! * Date, 12 % missed: in a third of those the truth is the day of the last change, though the page
//!   also says when it was published; in an eighth it is the day in another time zone than the page
//!   gives (19 other pages want the page's own day, 3 that of UTC); in a quarter it is on the page in
//!   no form that names a day.
//!
//! Cost: one pass over the elements that tell facts ([`Head`]), one over the elements with text
//! ([`spots`]); then a handful of short texts is read.

mod about;
mod address;
mod byline;
mod calendar;
mod clock;
mod date;
mod head;
mod json;
mod json_ld;
mod json_repair;
mod label;
mod language;
mod names;
mod place;
mod provenance;
mod site;
mod spots;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod tokens;

use std::ops::Range;

use crate::address::Address;
use crate::document::{Document, NodeId, Tag};
use crate::lexicon::{ClassGroups, LANGUAGES, Word, WordFacts};
pub(crate) use head::Head;
pub use provenance::{Field, Provenance, Source};
use site::Site;

/// Facts about an article, each as the page gives it.
///
/// ```
/// let html = r#"<html lang=fr><title>Le vent | La Gazette</title>
///     <meta property="og:site_name" content="La Gazette">
///     <article><h1>Le vent</h1><p class=byline>Par Anne Martin, le 5 mars 2024 à 10h30</p>
///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port, dit le
///     maire.</p></article>"#;
/// let article = epure::extract(html)?;
/// let metadata = article.metadata();
/// assert_eq!(metadata.title.as_deref(), Some("Le vent"));
/// assert_eq!(metadata.byline.as_deref(), Some("Anne Martin"));
/// assert_eq!(metadata.published.as_deref(), Some("2024-03-05T10:30:00"));
/// assert_eq!(metadata.site_name.as_deref(), Some("La Gazette"));
/// assert_eq!(metadata.source(epure::Field::SiteName), Some(epure::Source::OpenGraph));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Metadata {
    /// The title, without the site's name, in the page's own capitals.
    pub title: Option<String>,
    /// Who wrote it: the names of [`authors`](Self::authors), joined as the page does ("Anna Berg und
    /// Karl Tal"), with commas where it gives them one by one.
    pub byline: Option<String>,
    /// Who wrote it, one by one.
    pub authors: Vec<Author>,
    /// When it was published, or last changed where the page says that alone: RFC 3339 where it says a
    /// time (without the offset if it says none), `YYYY-MM-DD` where it says a day.
    pub published: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// The site's name: as it is told to programs, or else what `<title>` has beside the title.
    pub site_name: Option<String>,
    /// The language, as a BCP 47 tag: as declared, unless the text is clearly in another (told for
    /// the languages of the lexicon).
    pub language: Option<String>,
    /// What the page says it is about, in a sentence or two.
    pub description: Option<String>,
    /// Address of the lead image; one that is relative counts only where it is known to what, by
    /// [`Page::with_url`](crate::Page::with_url) or `<base>`.
    pub image: Option<String>,
    /// The address that the page wants to be known by, likewise.
    pub canonical_url: Option<String>,
    /// The section of the site.
    pub section: Option<String>,
    /// Tags and keywords, in the page's order.
    pub tags: Vec<String>,
    /// Licence of the text: an address where the page links to one, its words otherwise.
    pub licence: Option<String>,
    /// Direction of the text.
    pub direction: Option<Direction>,
    /// Which source each fact was read from.
    pub provenance: Provenance,
}

/// Somebody who wrote the article.
///
/// ```
/// let html = "<h1>Le vent</h1><p>Par Anne Martin et Paul Ber, le 5 mars 2024</p>
///     <p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>";
/// let article = epure::extract(html)?;
/// let names: Vec<&str> = article.metadata().authors.iter().map(|author| &*author.name).collect();
/// assert_eq!(names, ["Anne Martin", "Paul Ber"]);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Author {
    /// The name, without "by" and the like.
    pub name: String,
    /// What the page says they are: "staff writer".
    pub role: Option<String>,
    /// Address of a page about them.
    pub url: Option<String>,
}

/// Direction of a text, as the page declares it or its letters show.
///
/// ```
/// let html = "<html dir=rtl><p>הרוח נושבת כבר שלושה ימים לאורך החוף, והסירות נשארות בנמל.</p>";
/// assert_eq!(epure::extract(html)?.metadata().direction, Some(epure::Direction::Rtl));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left: Arabic, Hebrew.
    Rtl,
}

impl Metadata {
    /// Which source a fact was read from; `None` if the page does not have the fact.
    ///
    /// ```
    /// let html = "<html lang=fr><title>Le vent</title><h1>Le vent</h1><p>Le vent souffle depuis trois jours sur
    ///     la côte, et les bateaux restent au port.</p>";
    /// let article = epure::extract(html)?;
    /// assert_eq!(article.metadata().source(epure::Field::Title), Some(epure::Source::Heading));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn source(&self, field: Field) -> Option<Source> {
        self.provenance.get(field)
    }
}

/// The text of a page, as far as facts are looked for in it.
#[derive(Debug, Default)]
pub(crate) struct Text<'a> {
    /// In reading order.
    pub(crate) lines: Vec<Line<'a>>,
    /// The elements around them, in document order, the outermost first.
    pub(crate) elements: Vec<Element>,
    /// Function words of each of [`LANGUAGES`] in the whole text.
    pub(crate) function_words: [u32; LANGUAGES.len()],
    /// The page's address.
    pub(crate) url: Option<&'a str>,
    /// The article is not this text but what the page tells programs.
    pub(crate) is_told: bool,
}

/// A line of a page's text.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
    /// What the lexicon knows of each of the words.
    pub(crate) facts: &'a [WordFacts],
    /// Digits of all its numbers.
    pub(crate) digits: u32,
    /// Part of the article.
    pub(crate) is_kept: bool,
    pub(crate) is_hidden: bool,
}

/// An element with text.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) node: NodeId,
    pub(crate) tag: Tag,
    /// Index of the element around it.
    pub(crate) parent: u32,
    pub(crate) groups: ClassGroups,
    /// The lines that it holds, or is part of.
    pub(crate) lines: Range<usize>,
}

/// Everything that facts are read from.
struct Sources<'a> {
    document: &'a Document,
    head: &'a Head,
    text: &'a Text<'a>,
    spots: spots::Spots,
    site: Site,
    addresses: address::Addresses,
}

impl Sources<'_> {
    /// The page's address: the one that it was fetched from, or else its own.
    fn address(&self) -> Option<Address<'_>> {
        let url = self.text.url.or(self.addresses.canonical.as_deref());
        url.and_then(Address::of).filter(|address| !address.host.is_empty())
    }

    /// Whether the page is its site's front page.
    fn is_front_page(&self) -> bool {
        // `/?p=4711` is an article, `/?utm_source=mail` is not.
        let has_number = |query: &str| {
            let mut values = query.split('&').filter_map(|pair| pair.split_once('='));
            values.any(|(_, value)| value.parse::<u64>().is_ok())
        };
        let is_front = |to: Address<'_>| to.path.is_empty() && !has_number(to.query);
        self.address().is_some_and(is_front)
    }
}

/// Collects what the page says of itself, and chooses.
pub(crate) fn metadata(document: &Document, head: &Head, text: &Text<'_>) -> Metadata {
    let sources = Sources {
        document,
        head,
        text,
        spots: spots::find(document, text),
        site: Site::new(head, text.url),
        addresses: address::Addresses::new(head, text.url),
    };
    let mut provenance = Provenance::default();
    let title = title::choose(&sources);
    let place = title::place(&sources, title.as_ref());
    let beside_title = || title::site_name(&sources, &title.as_ref()?.value);
    let site_name = sources.site.name.clone().or_else(beside_title);
    let language = language::choose(&sources);
    let byline = byline::choose(&sources, place);
    let order = label::order(&sources, language.as_ref().map(|language| language.value.as_str()));
    let dates = date::choose(&sources, place, order);
    let direction = language::direction(&sources, language.as_ref().map(|l| l.value.as_str()));
    let names::Names { authors, joined } =
        provenance.note(Field::Byline, byline).unwrap_or_default();
    Metadata {
        byline: (!joined.is_empty()).then_some(joined),
        title: provenance.note(Field::Title, title),
        published: provenance.note(Field::Published, dates.published),
        modified: provenance.note(Field::Modified, dates.modified),
        site_name: provenance.note(Field::SiteName, site_name),
        language: provenance.note(Field::Language, language),
        description: provenance.note(Field::Description, about::description(&sources)),
        image: provenance.note(Field::Image, about::image(&sources)),
        canonical_url: provenance.note(Field::CanonicalUrl, about::canonical(&sources)),
        section: provenance.note(Field::Section, about::section(&sources)),
        tags: provenance.note(Field::Tags, about::tags(&sources)).unwrap_or_default(),
        licence: provenance.note(Field::Licence, about::licence(&sources)),
        direction: provenance.note(Field::Direction, direction),
        authors,
        provenance,
    }
}
