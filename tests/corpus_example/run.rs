//! Runs the example.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

/// The example, which `cargo test` builds beside this test: `target/<profile>/examples/corpus` for
/// `target/<profile>/deps/corpus_example-<hash>`.
pub(crate) fn corpus() -> Command {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    let example =
        profile.join("examples").join("corpus").with_extension(std::env::consts::EXE_EXTENSION);
    assert!(
        example.exists(),
        "{} is not built: `cargo test --test corpus_example` alone does not build examples, \
         `cargo test` or `cargo build --example corpus` does",
        example.display()
    );
    Command::new(example)
}

pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("killed by a signal"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    pub(crate) fn rows(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// A field of every row.
    pub(crate) fn all(&self, field: &str) -> Vec<Value> {
        self.rows().into_iter().map(|mut row| row[field].take()).collect()
    }

    /// Of every row `text` if there is an article, whatever kind of page it was taken from, and else
    /// why there is none.
    pub(crate) fn fates(&self) -> Vec<String> {
        let fate = |row: Value| match &row["text"] {
            Value::String(_) => "text".to_owned(),
            _ => row["outcome"].as_str().unwrap().to_owned(),
        };
        self.rows().into_iter().map(fate).collect()
    }

    /// What was complained of: all that is not the summary.
    pub(crate) fn complaints(&self) -> Vec<&str> {
        self.stderr.lines().filter(|line| line.starts_with("corpus: ")).collect()
    }
}

pub(crate) fn start(arguments: &[impl AsRef<OsStr>]) -> Child {
    corpus()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

pub(crate) fn run(arguments: &[impl AsRef<OsStr>], input: &[u8]) -> Run {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A run that refuses its arguments ends without reading.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap().into()
    })
}

/// An empty folder for one test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus").join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A page whose article is [`text`] of the same word.
pub(crate) fn page(word: &str) -> String {
    format!("<!doctype html><p>{}</p>", text(word))
}

pub(crate) fn text(word: &str) -> String {
    format!("{word}, une phrase assez longue pour être un article, à elle seule.")
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
