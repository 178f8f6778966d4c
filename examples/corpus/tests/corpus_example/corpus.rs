//! Runs the example.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command};

use serde_json::{Value, json};

use crate::run::{self, Run, page};

const EXAMPLE: &str = "corpus";

pub(crate) fn corpus() -> Command {
    run::example(EXAMPLE)
}

pub(crate) fn start(arguments: &[impl AsRef<OsStr>]) -> Child {
    run::start(EXAMPLE, arguments)
}

pub(crate) fn run(arguments: &[impl AsRef<OsStr>], input: &[u8]) -> Run {
    run::run(EXAMPLE, arguments, input)
}

pub(crate) fn folder(test: &str) -> PathBuf {
    run::folder(EXAMPLE, test)
}

/// What a run made of records.
pub(crate) trait Rows {
    /// A field of every row.
    fn all(&self, field: &str) -> Vec<Value>;

    /// Of every row `text` if there is an article, whatever kind of page it was taken from, and else
    /// why there is none.
    fn fates(&self) -> Vec<String>;

    /// What was complained of: all that is not the summary.
    fn complaints(&self) -> Vec<&str>;
}

impl Rows for Run {
    fn all(&self, field: &str) -> Vec<Value> {
        self.json_lines().into_iter().map(|mut row| row[field].take()).collect()
    }

    fn fates(&self) -> Vec<String> {
        let fate = |row: Value| match &row["text"] {
            Value::String(_) => "text".to_owned(),
            _ => row["outcome"].as_str().unwrap().to_owned(),
        };
        self.json_lines().into_iter().map(fate).collect()
    }

    fn complaints(&self) -> Vec<&str> {
        self.stderr.lines().filter(|line| line.starts_with("corpus: ")).collect()
    }
}

/// Lines of pages with the ids 0 and on.
pub(crate) fn lines(pages: usize) -> String {
    (0..pages).map(|id| format!("{}\n", json!({"id": id, "html": page(&id.to_string())}))).collect()
}

/// Some bytes, compressed.
pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}
