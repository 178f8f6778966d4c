//! The small examples as processes. `examples/clean` has tests of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod run;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const FRENCH: &str = "tests/pages/fr-founding-semantic/page.html";
const DOCS: &str = "tests/pages/en-docs-code/page.html";

/// What a successful run writes to standard output.
fn printed(example: &str, arguments: &[&str]) -> String {
    let run = run::run(example, arguments, b"");
    assert_eq!(run.code, 0, "{example}: {}", run.stderr);
    run.stdout
}

/// A file for one test.
fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

#[test]
fn explain_prints_a_table() {
    let page = fs::read(FRENCH).unwrap();
    let explanation = epure::Extractor::new().explain(&page).unwrap();
    assert_eq!(printed("explain", &[FRENCH]), explanation.to_string());
    assert_eq!(printed("explain", &[FRENCH, "--long"]), format!("{explanation:#}"));
}

#[test]
fn explain_writes_a_page() {
    let why = file("why.html");
    assert_eq!(printed("explain", &[FRENCH, "-o", why.to_str().unwrap()]), "");
    assert!(fs::read_to_string(why).unwrap().starts_with("<!doctype html>"));
}

#[test]
fn explain_says_what_is_wrong() {
    let nothing = file("nothing.html");
    fs::write(&nothing, "<title>Rien</title>").unwrap();
    let said = |page: &str| {
        let run = run::run("explain", [page], b"");
        assert_eq!((run.code, &*run.stdout), (1, ""));
        run.stderr
    };
    let nothing = nothing.to_str().unwrap();
    let expected =
        format!("explain: {nothing}: the page holds no content to extract: it has no text\n");
    assert_eq!(said(nothing), expected);
    assert!(said("no-such-page.html").starts_with("explain: no-such-page.html: "));
    let run = run::run("explain", [FRENCH, "-o", "no-such-folder/why.html"], b"");
    assert!(run.stderr.starts_with("explain: no-such-folder/why.html: "), "{}", run.stderr);
}

#[test]
fn from_rcdom_gives_the_article_of_the_page() {
    let page = fs::read(FRENCH).unwrap();
    let article = epure::extract(&page).unwrap();
    let printed = printed("from_rcdom", &[]);
    assert!(printed.contains(" links; "), "{printed}");
    assert!(printed.ends_with(&format!("\n\n{}\n", article.text())), "{printed}");
}

#[test]
fn chunks_hold_the_article_in_order_with_its_headings() {
    let printed = printed("chunks", &[DOCS, "https://example.org/docs"]);
    let chunks: Vec<Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(chunks.len() > 2, "{printed}");
    let article = epure::extract(&fs::read(DOCS).unwrap()).unwrap();
    let mut from = 0;
    for chunk in &chunks {
        let text = chunk["text"].as_str().unwrap();
        let at = article.text()[from..].find(text).expect("a chunk is a piece of the article");
        assert!(article.text()[from..from + at].trim().is_empty(), "nothing is lost before {text}");
        from += at + text.len();
        assert_eq!(chunk["url"], "https://example.org/docs");
    }
    assert!(article.text()[from..].trim().is_empty(), "nothing is lost at the end");
    assert!(chunks.iter().any(|chunk| chunk["heading_path"] != ""), "{printed}");
}

/// The matrix has as many rows as it says there are blocks, and as many columns as it names.
#[test]
fn features_prints_a_matrix() {
    let folder = file("features-pages");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(FRENCH, folder.join("page.html")).unwrap();
    let output = run::example("features").arg(folder).output().unwrap().stdout;
    let mut lines = output.splitn(3, |&byte| byte == b'\n');
    let columns: Value = serde_json::from_slice(lines.next().unwrap()).unwrap();
    let page: Value = serde_json::from_slice(lines.next().unwrap()).unwrap();
    let length = |value: &Value| value.as_array().unwrap().len();
    let numbers =
        length(&columns["page_columns"]) + length(&columns["columns"]) * length(&page["texts"]);
    assert_eq!(page["id"], "page");
    assert_eq!(lines.next().unwrap().len(), numbers * size_of::<f32>());
}
