//! What is written of a record.

use clap::ValueEnum;
use epure::{Article, Error, ErrorKind, Extractor, Outcome};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::record::{Html, Page, Place, Record};

/// Options of extraction: the defaults.
static EXTRACTOR: Extractor = Extractor::new();

/// Which view of an article is written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum View {
    Text,
    Html,
    Markdown,
}

/// A record's row.
pub(crate) struct Row {
    pub(crate) place: Place,
    /// What kind of page it was, by [`Outcome`], or [`UNREADABLE`].
    pub(crate) outcome: &'static str,
    /// Why the record could not be read.
    pub(crate) error: Option<String>,
    id: Value,
    url: Option<String>,
    article: Option<Article>,
    view: View,
}

/// A value of a row, in the type of its column.
pub(crate) enum Cell<'a> {
    /// What the record came with: text mostly.
    Json(&'a Value),
    Text(Option<&'a str>),
    Number(Option<f32>),
}

/// The outcome of a record in which there is no page to be read.
const UNREADABLE: &str = "unreadable";

/// How many columns there are.
pub(crate) const COLUMNS: usize = 11;

impl Row {
    /// Reads the page of a record and extracts its article.
    pub(crate) fn of(record: Record, view: View) -> Self {
        let row = |id, url, outcome, error, article| Self {
            place: record.place,
            outcome,
            error,
            id,
            url,
            article,
            view,
        };
        let page = match record.content.page() {
            Ok(page) => page,
            Err(reason) => return row(Value::Null, None, UNREADABLE, Some(reason), None),
        };
        match article(&page) {
            Ok(article) => {
                // Written here, on the thread that extracts, and kept.
                view.of(&article);
                row(page.id, page.url, article.outcome().as_str(), None, Some(article))
            }
            Err(error) if error.is_no_content() => {
                row(page.id, page.url, Outcome::Nothing.as_str(), None, None)
            }
            Err(error) => row(page.id, page.url, UNREADABLE, Some(error.to_string()), None),
        }
    }

    /// Name and value of every column.
    pub(crate) fn columns(&self) -> [(&'static str, Cell<'_>); COLUMNS] {
        let metadata = self.article.as_ref().map(Article::metadata);
        let article = self.article.as_ref();
        [
            ("id", Cell::Json(&self.id)),
            ("url", Cell::Text(self.url.as_deref())),
            ("outcome", Cell::Text(Some(self.outcome))),
            ("error", Cell::Text(self.error.as_deref())),
            ("confidence", Cell::Number(article.map(Article::confidence))),
            ("title", Cell::Text(metadata.and_then(|m| m.title.as_deref()))),
            ("byline", Cell::Text(metadata.and_then(|m| m.byline.as_deref()))),
            ("published", Cell::Text(metadata.and_then(|m| m.published.as_deref()))),
            ("language", Cell::Text(metadata.and_then(|m| m.language.as_deref()))),
            ("site_name", Cell::Text(metadata.and_then(|m| m.site_name.as_deref()))),
            (self.view.name(), Cell::Text(article.map(|article| self.view.of(article)))),
        ]
    }
}

fn article(page: &Page<'_>) -> Result<Article, Error> {
    let mut given = match &page.html {
        Html::Text(text) => epure::Page::new(&**text),
        Html::Bytes(bytes) => epure::Page::new(&**bytes),
    };
    if let Some(url) = &page.url {
        given = given.with_url(url);
    }
    let Some(label) = &page.charset else { return EXTRACTOR.extract(given) };
    match EXTRACTOR.extract(given.with_charset(label)) {
        // Servers say what they like; the page itself may know better.
        Err(error) if matches!(error.kind(), ErrorKind::UnknownCharset { .. }) => {
            EXTRACTOR.extract(given)
        }
        article => article,
    }
}

impl View {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Markdown => "markdown",
        }
    }

    fn of(self, article: &Article) -> &str {
        match self {
            Self::Text => article.text(),
            Self::Html => article.html(),
            Self::Markdown => article.markdown(),
        }
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(COLUMNS))?;
        for (name, cell) in self.columns() {
            match cell {
                Cell::Json(value) => map.serialize_entry(name, value)?,
                Cell::Text(text) => map.serialize_entry(name, &text)?,
                Cell::Number(number) => map.serialize_entry(name, &number)?,
            }
        }
        map.end()
    }
}
