//! Labelled pages.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use url::Url;

/// A set of labelled pages.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) pages: Vec<Arc<Page>>,
}

/// A page, and what is to be found in it.
pub(crate) struct Page {
    pub(crate) html: String,
    /// Its address, or one that leads nowhere: some peers want one.
    pub(crate) url: Url,
    pub(crate) truth: Truth,
}

/// A row of `truth.jsonl`.
#[derive(Deserialize)]
pub(crate) struct Truth {
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) text: Option<String>,
    /// Snippets that must be there.
    pub(crate) with: Option<Vec<String>>,
    /// Snippets that must not be there.
    pub(crate) without: Option<Vec<String>>,
}

const NOWHERE: &str = "https://example.org/";

impl Set {
    /// One page in so many of a set.
    pub(crate) fn read(folder: &Path, every: usize) -> Result<Self, Box<dyn Error>> {
        let path = folder.join("truth.jsonl");
        let rows = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut pages = Vec::new();
        for row in rows.lines().filter(|line| !line.trim().is_empty()).step_by(every.max(1)) {
            let truth: Truth = serde_json::from_str(row)?;
            let path = folder.join("html").join(format!("{}.html", truth.id));
            let html = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let url = truth.url.as_deref().and_then(|url| Url::parse(url).ok());
            pages.push(Arc::new(Page {
                html: String::from_utf8_lossy(&html).into_owned(),
                url: url.map_or_else(|| Url::parse(NOWHERE), Ok)?,
                truth,
            }));
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, pages })
    }
}
