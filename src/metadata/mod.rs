//! Facts about the page: title, byline, date, site, language.

mod head;
mod json_ld;

pub(crate) use head::Head;

/// Facts about an article, each as the page gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Metadata {
    /// The title, without the site's name.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published: RFC 3339 where the page says a time, `YYYY-MM-DD` where it says a day.
    pub published: Option<String>,
    /// The site's name.
    pub site_name: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
}
