//! What is written of a page, and how pages follow each other.

use std::borrow::Cow;
use std::io::{self, Write};

use epure::Article;
use serde::Serialize;

use crate::source::Source;

/// How pages are written.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    /// An object a line a page, also for pages that failed.
    JsonLines,
    /// One view of each article, under a header if there are several pages.
    Articles(fn(&Article) -> String),
}

impl Layout {
    /// What to write of a page; nothing for a failed one where output is the bare article.
    pub(crate) fn render(
        self,
        source: &Source,
        article: &Result<Article, String>,
    ) -> io::Result<Option<String>> {
        match self {
            Self::JsonLines => json_line(source, article).map(Some),
            Self::Articles(view) => Ok(article.as_ref().ok().map(view)),
        }
    }
}

/// A page in JSON. All of an article's fields are there, with null for what is not known.
#[derive(Serialize)]
struct Line<'a> {
    id: Cow<'a, str>,
    path: Cow<'a, str>,
    #[serde(flatten)]
    result: Found<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Found<'a> {
    Article {
        title: Option<&'a str>,
        byline: Option<&'a str>,
        published: Option<&'a str>,
        language: Option<&'a str>,
        site_name: Option<&'a str>,
        text: &'a str,
        confidence: f32,
        outcome: &'static str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        comments: Vec<&'a str>,
    },
    Failure {
        error: &'a str,
    },
}

fn json_line(source: &Source, article: &Result<Article, String>) -> io::Result<String> {
    let result = match article {
        Ok(article) => {
            let metadata = article.metadata();
            Found::Article {
                title: metadata.title.as_deref(),
                byline: metadata.byline.as_deref(),
                published: metadata.published.as_deref(),
                language: metadata.language.as_deref(),
                site_name: metadata.site_name.as_deref(),
                text: article.text(),
                confidence: article.confidence(),
                outcome: article.outcome().as_str(),
                comments: article.comments().iter().map(|comment| &*comment.text).collect(),
            }
        }
        Err(error) => Found::Failure { error },
    };
    let path = source.path();
    let line = Line {
        id: path.file_stem().unwrap_or_default().to_string_lossy(),
        path: path.to_string_lossy(),
        result,
    };
    Ok(serde_json::to_string(&line)?)
}

/// Writes pages one after the other.
pub(crate) struct Printer<W> {
    out: W,
    /// Whether a header goes above each page.
    headers: bool,
    is_first: bool,
}

impl<W: Write> Printer<W> {
    pub(crate) fn new(out: W, layout: Layout, pages: usize) -> Self {
        let headers = pages > 1 && matches!(layout, Layout::Articles(_));
        Self { out, headers, is_first: true }
    }

    pub(crate) fn print(&mut self, source: &Source, output: &str) -> io::Result<()> {
        if self.headers {
            let gap = if self.is_first { "" } else { "\n" };
            writeln!(self.out, "{gap}==> {source} <==")?;
        }
        self.is_first = false;
        writeln!(self.out, "{output}")
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
