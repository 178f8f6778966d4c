//! Where pages come from.

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use epure::{Article, Error};
use walkdir::WalkDir;

/// Where the sample page is in the repository.
pub(crate) const SAMPLE_PATH: &str = "tests/pages/fr-founding-semantic/page.html";

const SAMPLE: &[u8] = include_bytes!("../../tests/pages/fr-founding-semantic/page.html");

/// How the article of a page's bytes is extracted.
pub(crate) type Extract<'a> = dyn Fn(&[u8]) -> Result<Article, Error> + Sync + 'a;

/// A page to clean.
pub(crate) enum Source {
    StandardInput,
    Sample,
    File(PathBuf),
    /// Something in a folder that could not be looked at, and why.
    Unlisted(PathBuf, String),
}

impl Source {
    /// The pages at a path: itself, or those beneath a folder in the order of names.
    pub(crate) fn at(path: &Path) -> Vec<Self> {
        if path == Path::new("-") {
            vec![Self::StandardInput]
        } else if path.is_dir() {
            let entries = WalkDir::new(path).follow_links(true).sort_by_file_name();
            entries.into_iter().filter_map(Self::listed).collect()
        } else {
            vec![Self::File(path.to_owned())]
        }
    }

    fn listed(entry: walkdir::Result<walkdir::DirEntry>) -> Option<Self> {
        match entry {
            Ok(entry) => (entry.file_type().is_file() && is_page(entry.path()))
                .then(|| Self::File(entry.into_path())),
            // A link to a folder above it: what is there is listed already.
            Err(error) if error.loop_ancestor().is_some() => None,
            Err(error) => {
                let path = error.path().unwrap_or(Path::new("")).to_owned();
                let reason =
                    error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                Some(Self::Unlisted(path, reason))
            }
        }
    }

    /// The article of the page, or why there is none.
    pub(crate) fn article(&self, extract: &Extract<'_>) -> Result<Article, String> {
        let page = self.read().map_err(|error| error.to_string())?;
        extract(&page).map_err(|error| error.to_string())
    }

    /// Bytes, not text: the page knows its own charset.
    fn read(&self) -> io::Result<Cow<'static, [u8]>> {
        match self {
            Self::StandardInput => {
                let mut page = Vec::new();
                io::stdin().lock().read_to_end(&mut page)?;
                Ok(page.into())
            }
            Self::Sample => Ok(SAMPLE.into()),
            Self::File(path) => Ok(fs::read(path)?.into()),
            Self::Unlisted(_, reason) => Err(io::Error::other(reason.as_str())),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::StandardInput => Path::new("-"),
            Self::Sample => Path::new(SAMPLE_PATH),
            Self::File(path) | Self::Unlisted(path, _) => path,
        }
    }
}

/// What a person calls it.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StandardInput => f.write_str("standard input"),
            _ => self.path().display().fmt(f),
        }
    }
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm")
    })
}
