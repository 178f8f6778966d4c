//! The pages under `tests/pages`, each protecting one behaviour. How to add one: the README there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod page_text;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use epure::{Article, Error};
use page_text::{page_text, visible};
use similar::TextDiff;

/// Where a page has nothing to keep, the right answer is an error that
/// [`is_no_content`](Error::is_no_content), or an article whose confidence is below this: enough for
/// a caller to tell.
const CONFIDENCE_IN_NOTHING: f32 = 0.5;

/// Set, it has the golden files rewritten instead of compared.
const UPDATE: &str = "EPURE_UPDATE";

/// The metadata that a note may speak of.
const METADATA: [&str; 5] = ["title", "byline", "published", "site_name", "language"];

#[test]
fn every_page_gives_what_its_note_says() {
    let mut report = String::new();
    let (mut cases, mut failing) = (0, 0);
    for folder in folders() {
        let failures = Case::read(&folder).failures();
        cases += 1;
        failing += usize::from(!failures.is_empty());
        if !failures.is_empty() {
            writeln!(report, "\n{}", folder.file_name().unwrap().to_string_lossy()).unwrap();
        }
        for failure in failures {
            writeln!(report, "  {}", failure.replace('\n', "\n    ").trim_end()).unwrap();
        }
    }
    assert!(cases > 0, "no page found");
    assert!(failing == 0, "{failing} of {cases} pages fail\n{report}");
}

fn folders() -> Vec<PathBuf> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut folders: Vec<PathBuf> = fs::read_dir(pages)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// A folder of `tests/pages`.
struct Case {
    folder: PathBuf,
    page: String,
    note: Note,
}

/// What `note.md` says. It is written by hand, and only by hand.
#[derive(Default)]
struct Note {
    /// Snippets of the page that belong to the article.
    keeps: Vec<String>,
    /// Snippets of the page that do not.
    drops: Vec<String>,
    /// Snippets that should be dropped and are not yet: known failures, named rather than left out.
    leaks: Vec<String>,
    /// Snippets that should be kept and are not yet.
    losses: Vec<String>,
    metadata: Vec<(String, String)>,
    /// Metadata that the page states and that are not found yet.
    misses: Vec<(String, String)>,
    /// Lines that say nothing the harness understands.
    strays: Vec<String>,
}

impl Note {
    fn parse(note: &str) -> Self {
        let mut parsed = Self::default();
        let mut section = "";
        for line in note.lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                section = heading.trim();
            } else if let Some(item) = line.strip_prefix("- ") {
                match (section, item.split_once(": ")) {
                    ("keeps", _) => parsed.keeps.push(folded(item)),
                    ("drops", _) => parsed.drops.push(folded(item)),
                    ("leaks", _) => parsed.leaks.push(folded(item)),
                    ("losses", _) => parsed.losses.push(folded(item)),
                    ("metadata", Some((name, value))) if METADATA.contains(&name) => {
                        parsed.metadata.push((name.to_owned(), folded(value)));
                    }
                    ("misses", Some((name, value))) if METADATA.contains(&name) => {
                        parsed.misses.push((name.to_owned(), folded(value)));
                    }
                    _ => parsed.strays.push(line.to_owned()),
                }
            }
        }
        parsed
    }
}

impl Case {
    fn read(folder: &Path) -> Self {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let note = Note::parse(&read("note.md"));
        Self { folder: folder.to_owned(), page: read("page.html"), note }
    }

    fn failures(&self) -> Vec<String> {
        let outcome = epure::extract(&self.page);
        let mut failures = self.failures_of_the_note();
        match &outcome {
            _ if self.note.keeps.is_empty() => failures.extend(something_in_nothing(&outcome)),
            Ok(article) => {
                failures.extend(self.failures_of_the_text(article));
                failures.extend(self.failures_of_the_metadata(article));
            }
            Err(error) => failures.push(format!("no article: {error}")),
        }
        let article = outcome.as_ref().ok();
        let output = |view: fn(&Article) -> &str| {
            article.map_or(String::new(), |article| format!("{}\n", view(article)))
        };
        for (file, content) in [
            ("expected.txt", output(Article::text)),
            ("expected.html", output(Article::html)),
            ("expected.md", output(Article::markdown)),
            ("expected.json", facts(&outcome)),
        ] {
            failures.extend(self.compare(file, &content));
        }
        failures
    }

    /// A snippet that is not on the page protects nothing: it cannot leak.
    fn failures_of_the_note(&self) -> Vec<String> {
        let page = folded(&page_text(&self.page));
        let snippets = self.note.keeps.iter().chain(&self.note.drops);
        let snippets = snippets.chain(&self.note.leaks).chain(&self.note.losses);
        let absent = snippets.filter(|&snippet| !page.contains(snippet));
        let absent = absent.map(|snippet| format!("note.md is wrong, not on the page: {snippet}"));
        let strays = self.note.strays.iter();
        absent.chain(strays.map(|line| format!("note.md is unclear: {line}"))).collect()
    }

    fn failures_of_the_text(&self, article: &Article) -> Vec<String> {
        let text = folded(article.text());
        let lost = self.note.keeps.iter().filter(|&snippet| !text.contains(snippet));
        let leaked = self.note.drops.iter().filter(|&snippet| text.contains(snippet));
        let mended = self.note.leaks.iter().filter(|&snippet| !text.contains(snippet));
        let found = self.note.losses.iter().filter(|&snippet| text.contains(snippet));
        let lost = lost.map(|snippet| format!("lost: {snippet}"));
        lost.chain(leaked.map(|snippet| format!("leaked: {snippet}")))
            .chain(mended.map(|snippet| format!("leaks no longer, move it to drops: {snippet}")))
            .chain(found.map(|snippet| format!("lost no longer, move it to keeps: {snippet}")))
            .collect()
    }

    fn failures_of_the_metadata(&self, article: &Article) -> Vec<String> {
        let found = fields(article);
        let field = |name: &str| {
            let found =
                found.iter().find(|(field, _)| *field == name).and_then(|(_, value)| *value);
            found.map(folded)
        };
        let is_right = |(name, wanted): &&(String, String)| {
            field(name).is_some_and(|found| means(name, &found, wanted))
        };
        let wrong = self.note.metadata.iter().filter(|fact| !is_right(fact));
        let mended = self.note.misses.iter().filter(is_right);
        let wrong = wrong
            .map(|(name, wanted)| format!("{name}: wanted {wanted:?}, found {:?}", field(name)));
        let mended = mended.map(|(name, _)| format!("{name} is right now, move it to metadata"));
        wrong.chain(mended).collect()
    }

    /// Compares with a golden file, or rewrites it.
    fn compare(&self, file: &str, actual: &str) -> Option<String> {
        let path = self.folder.join(file);
        if std::env::var_os(UPDATE).is_some_and(|value| value == "1") {
            fs::write(&path, actual).unwrap();
            return None;
        }
        let Ok(expected) = fs::read_to_string(&path) else {
            return Some(format!("{file} is missing: {UPDATE}=1 writes it"));
        };
        (expected != actual).then(|| {
            let diff = TextDiff::from_lines(&expected, actual);
            format!(
                "{file} differs ({UPDATE}=1 rewrites it)\n{}",
                diff.unified_diff().context_radius(1)
            )
        })
    }
}

/// What is wrong with the outcome of a page that has nothing to keep.
fn something_in_nothing(outcome: &Result<Article, Error>) -> Option<String> {
    match outcome {
        Ok(article) if article.confidence() >= CONFIDENCE_IN_NOTHING => {
            Some(format!("an article of nothing, with confidence {}", article.confidence()))
        }
        Err(error) if !error.is_no_content() => Some(format!("no article: {error}")),
        _ => None,
    }
}

fn fields(article: &Article) -> [(&'static str, Option<&str>); METADATA.len()] {
    let metadata = article.metadata();
    let values = [
        &metadata.title,
        &metadata.byline,
        &metadata.published,
        &metadata.site_name,
        &metadata.language,
    ];
    std::array::from_fn(|at| (METADATA[at], values[at].as_deref()))
}

/// Whether a found value says what the note wants. A note gives a day and a language: the page may
/// give the time of that day, and the region of that language, besides.
fn means(name: &str, found: &str, wanted: &str) -> bool {
    let more = found.strip_prefix(wanted);
    match name {
        "published" => more.is_some_and(|more| more.is_empty() || more.starts_with('T')),
        "language" => more.is_some_and(|more| more.is_empty() || more.starts_with('-')),
        _ => found == wanted,
    }
}

/// What the golden file of facts holds: the metadata that there are, each with its source, or the
/// reason why there are none.
fn facts(outcome: &Result<Article, Error>) -> String {
    let article = match outcome {
        Ok(article) => article,
        Err(error) => return format!("{{\n  \"error\": \"{error}\"\n}}\n"),
    };
    let metadata = article.metadata();
    let mut facts = serde_json::Map::from_iter(
        fields(article).map(|(name, value)| (name.to_owned(), value.into())),
    );
    let more = [
        ("modified", &metadata.modified),
        ("description", &metadata.description),
        ("image", &metadata.image),
        ("canonical_url", &metadata.canonical_url),
        ("section", &metadata.section),
        ("licence", &metadata.licence),
    ];
    let found = more.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    facts.extend(found.map(|(name, value)| (name.to_owned(), value.into())));
    if !metadata.tags.is_empty() {
        facts.insert("tags".to_owned(), metadata.tags.clone().into());
    }
    let sources = metadata.provenance.iter();
    let sources =
        sources.map(|(field, source)| (format!("{field:?}"), format!("{source:?}").into()));
    facts.insert("sources".to_owned(), serde_json::Map::from_iter(sources).into());
    format!("{}\n", serde_json::to_string_pretty(&facts).unwrap())
}

/// A text as a note quotes it: each run of white space, no-break spaces included, made one space,
/// and no soft hyphens or other characters that nobody sees.
fn folded(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
