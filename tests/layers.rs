//! The shape of the source: which module may import which, who knows the parser, how long a file
//! may be.
#![allow(clippy::unwrap_used, clippy::panic)]

mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use once_cell::sync::Lazy;
use regex::Regex;

/// What a module may import of the crate.
enum May {
    Import(&'static [&'static str]),
    ImportAllBelow,
}

/// The modules from the lowest floor up. Every import goes down.
const FLOORS: &[(&str, May)] = &[
    ("error", May::Import(&[])),
    ("work", May::Import(&[])),
    ("hash", May::Import(&[])),
    ("address", May::Import(&[])),
    ("beginning", May::Import(&[])),
    ("running", May::Import(&[])),
    ("limits", May::Import(&["error"])),
    ("lexicon", May::Import(&["hash"])),
    ("page", May::Import(&["error"])),
    ("document", May::Import(&["beginning", "hash", "work"])),
    ("spare", May::Import(&["document"])),
    ("parse", May::Import(&["page", "document", "error", "limits", "beginning", "hash", "work"])),
    // Of `lexicon` the character references.
    ("segment", May::Import(&["beginning", "document", "lexicon", "work"])),
    ("metadata", May::Import(&["address", "beginning", "document", "lexicon", "running", "work"])),
    // Of `metadata` the raw facts of the head: a block that repeats the title is measured so.
    (
        "measure",
        May::Import(&["address", "segment", "document", "lexicon", "metadata", "hash", "work"]),
    ),
    ("score", May::Import(&["measure", "segment", "document", "hash"])),
    // Of `measure` the words of a block, by which verdicts are weighed; of `document` what elements say
    // of comments in them; of `error` why there is no content.
    (
        "select",
        May::Import(&[
            "segment", "measure", "score", "lexicon", "document", "error", "hash", "running",
            "work",
        ]),
    ),
    // Of `lexicon` the class names of images that are no part of the article.
    (
        "render",
        May::Import(&["address", "beginning", "segment", "select", "document", "lexicon", "work"]),
    ),
    ("article", May::ImportAllBelow),
    ("explain", May::ImportAllBelow),
    ("extractor", May::ImportAllBelow),
    ("training", May::ImportAllBelow),
    // Documentation alone.
    ("method", May::Import(&[])),
    ("lib", May::ImportAllBelow),
];

/// The crates of the parser and its DOM.
const PARSER_CRATES: [&str; 3] = ["html5ever", "markup5ever", "markup5ever_rcdom"];

/// Where those may be named.
const PARSER: &str = "parse";

/// The one name that `extractor` may take of them, for a DOM that the caller has already.
const CALLERS_DOM: (&str, &str) = ("extractor", "markup5ever_rcdom::RcDom");

/// Lines past which a file says too many things. Data (`.txt`) may be of any length.
const FILE_LINES: usize = 500;

/// Lines of the pipeline, signature and all: what a newcomer reads in a minute.
const PIPELINE_LINES: usize = 15;

#[test]
fn the_floors_are_in_order() {
    for (at, (module, may)) in FLOORS.iter().enumerate() {
        let May::Import(imports) = may else { continue };
        for import in *imports {
            let is_below = FLOORS[..at].iter().any(|(below, _)| below == import);
            assert!(is_below, "`{module}` may import `{import}`, which is not below it");
        }
    }
}

#[test]
fn imports_go_down() {
    let mut failures = Vec::new();
    for file in sources() {
        let Some(at) = FLOORS.iter().position(|(module, _)| *module == file.module()) else {
            failures.push(format!("{}: not in the table of floors", file.name));
            continue;
        };
        let may_import = |import: &str| match &FLOORS[at].1 {
            May::Import(allowed) => allowed.contains(&import),
            May::ImportAllBelow => FLOORS[..at].iter().any(|(below, _)| *below == import),
        };
        for import in file.imports() {
            if import != file.module() && !may_import(&import) {
                failures.push(format!("{}: imports `{import}`", file.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn only_parse_knows_the_parser() {
    let mut failures = Vec::new();
    for file in sources() {
        let names: Vec<String> = file
            .paths()
            .filter(|path| PARSER_CRATES.contains(&path.split("::").next().unwrap_or(path)))
            .filter(|path| (file.module(), path.as_str()) != CALLERS_DOM)
            .collect();
        if file.module() != PARSER && !names.is_empty() {
            failures.push(format!("{}: names {}", file.name, names.join(", ")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn files_are_short() {
    let long: Vec<String> = ["src", "examples", "tests", "benches"]
        .iter()
        .flat_map(|folder| rust_files(folder))
        .map(|path| (fs::read_to_string(&path).unwrap().lines().count(), path))
        .filter(|(lines, _)| *lines > FILE_LINES)
        .map(|(lines, path)| {
            let path = path.strip_prefix(root()).unwrap();
            format!("{}: {lines} lines, over {FILE_LINES}", path.display())
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_pipeline_is_read_in_a_minute() {
    let extractor = fs::read_to_string(root().join("src/extractor.rs")).unwrap();
    let pipeline = extractor.lines().skip_while(|line| !line.starts_with("    pub(crate) fn run("));
    let lines = pipeline.take_while(|line| *line != "    }").count() + 1;
    assert!((2..=PIPELINE_LINES).contains(&lines), "`run` in extractor.rs has {lines} lines");
}

#[test]
fn imports_are_found() {
    let code = "use crate::page::Page;\n// use crate::comment::A;\nfn f() -> crate::error::Error {\n\
                super::super::measure::log1p(super::own::x) }\nuse crate::{a, b};\n\
                #[cfg(test)]\nmod tests {\n    use crate::parse::parse;\n}\n";
    let file = Source { name: "score/model.rs".into(), code: without_tests_and_comments(code) };
    let imports: Vec<String> = file.imports().into_iter().collect();
    assert_eq!(imports, ["error", "measure", "page", "{"]);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    tree::files(&root().join(folder), "rs")
}

/// A file of the library.
struct Source {
    /// Its path below `src`, with slashes.
    name: String,
    /// Its code, without tests and comments.
    code: String,
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let is_test = |path: &PathBuf| path.file_name().is_some_and(|name| name == "tests.rs");
    let sources: Vec<Source> = rust_files("src")
        .into_iter()
        .filter(|path| !is_test(path))
        .map(|path| Source {
            name: path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/"),
            code: without_tests_and_comments(&fs::read_to_string(&path).unwrap()),
        })
        .collect();
    assert!(!sources.is_empty());
    sources
}

/// Tests are the last thing in a file; they may import what they like.
fn without_tests_and_comments(code: &str) -> String {
    let end = code.find("#[cfg(test)]\nmod ").unwrap_or(code.len());
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    code[..end].lines().filter(is_code).map(|line| format!("{line}\n")).collect()
}

/// A path of two names or more, or of a name and a group: `crate::page::Page`, `crate::{`.
static PATH: Lazy<Regex> = Lazy::new(|| Regex::new(r"\b\w+(::\w+)*::(\w+|\{|\*)").unwrap());

impl Source {
    /// The names of the modules around the code in the file: `score`, `model` for `score/model.rs`.
    fn modules(&self) -> impl Iterator<Item = &str> {
        self.name.trim_end_matches(".rs").split('/').filter(|name| *name != "mod")
    }

    fn module(&self) -> &str {
        self.modules().next().unwrap_or_default()
    }

    fn paths(&self) -> impl Iterator<Item = String> {
        PATH.find_iter(&self.code).map(|path| path.as_str().to_owned())
    }

    /// What the file takes from the root of the crate: modules, by the habit of one `use` a module;
    /// a group (`{`) or a type that the front page exports is found too, and is in no table.
    fn imports(&self) -> BTreeSet<String> {
        self.paths()
            .filter_map(|path| {
                let names: Vec<&str> = path.split("::").collect();
                let up = names.iter().take_while(|name| **name == "super").count();
                let from_root = match names[0] {
                    "crate" => 1,
                    "super" if up >= self.modules().count() => up,
                    _ => return None,
                };
                names.get(from_root).map(|name| (*name).to_owned())
            })
            .collect()
    }
}
