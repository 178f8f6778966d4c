//! Pages as they are: those of the repository, and the evaluation sets where present.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::safe::check_safe;
use crate::words::check;

#[test]
fn page_cases_carry_the_same_words_in_all_formats() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let pages: Vec<PathBuf> =
        entries(&cases).iter().map(|case| case.join("page.html")).filter(|p| p.exists()).collect();
    assert!(!pages.is_empty());
    check_all(&pages);
}

/// Without `EPURE_LONG=1` one page in so many.
const EVERY: usize = 40;

#[test]
fn evaluation_pages_carry_the_same_words_in_all_formats() {
    let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/eval");
    let every = if std::env::var_os("EPURE_LONG").is_some_and(|v| v == "1") { 1 } else { EVERY };
    let pages: Vec<PathBuf> = entries(&sets)
        .iter()
        .flat_map(|set| entries(&set.join("html")).into_iter().step_by(every))
        .collect();
    if pages.is_empty() {
        println!("skipped: no evaluation sets at {}", sets.display());
    }
    println!("{} pages", pages.len());
    check_all(&pages);
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn check_all(pages: &[PathBuf]) {
    let failures: Vec<String> = pages
        .par_iter()
        .flat_map_iter(|path| {
            let page = fs::read(path).unwrap();
            // What is kept, and everything there is.
            let articles = [epure::extract(&page), epure::training::everything(page.as_slice())];
            articles.into_iter().flatten().filter_map(move |article| {
                let problem = check(&article).and_then(|()| check_safe(article.html())).err()?;
                Some(format!("{}: {problem}", path.display()))
            })
        })
        .collect();
    let some: Vec<&str> = failures.iter().map(String::as_str).take(10).collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), pages.len(), some.join("\n\n"));
}
