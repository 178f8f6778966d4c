//! Examples as processes: what they print, how they exit.
//!
//! An example is a file that `cargo test` builds, with the tests, before it runs any. `cargo test --test
//! clean` does not build it, and would test one of yesterday: so its sources are looked at.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// An example, as it stands beside this test: `target/<profile>/examples/<name>` for
/// `target/<profile>/deps/<test>-<hash>`. It runs in the root of the package.
pub(crate) fn example(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let examples = test.ancestors().nth(2).unwrap().join("examples");
    let program = examples.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    let build = "`cargo build --examples` builds it, and so does `cargo test` without `--test`";
    assert!(program.exists(), "{} is not built: {build}", program.display());
    if let Some(source) = newer_source(&program) {
        panic!("{} is older than {}: {build}", program.display(), source.display());
    }
    let mut command = Command::new(program);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// A source of a program that was changed since it was built: cargo writes beside a program what it
/// was made of, as a rule of `make`.
fn newer_source(program: &Path) -> Option<PathBuf> {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    let built = changed(program).ok()?;
    let rule = fs::read_to_string(program.with_extension("d")).ok()?;
    let (_, sources) = rule.split_once(": ")?;
    // A space within a name has a backslash before it.
    let sources = sources.replace("\\ ", "\0");
    let mut sources =
        sources.split_whitespace().map(|source| PathBuf::from(source.replace('\0', " ")));
    sources.find(|source| changed(source).is_ok_and(|changed| changed > built))
}

/// How a run ended.
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
    /// Lines of JSON that were printed.
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Starts an example, with pipes to and from it.
pub(crate) fn start(name: &str, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Child {
    example(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs an example to its end.
pub(crate) fn run(
    name: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    input: &[u8],
) -> Run {
    let mut child = start(name, arguments);
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A run that refuses its arguments ends without reading.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap().into()
    })
}

/// An empty folder for one test of an example.
pub(crate) fn folder(example: &str, test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(example).join(test);
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
