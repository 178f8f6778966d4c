//! An extractor is made once and used from any thread.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use epure::{
    Absence, Article, Author, Block, BlockId, BlockKind, Comment, Contribution, Degradation,
    Direction, Error, ErrorKind, ExplainedBlock, Explanation, Extractor, Field, Focus, HiddenText,
    Metadata, Origin, Outcome, Page, Pass, Provenance, Reason, Source, Verdict,
};

const fn is_send_and_sync<T: Send + Sync>() {}

macro_rules! all_send_and_sync {
    ($($name:ident $(<$lifetime:lifetime>)?,)*) => {
        /// Compiling is the test.
        const _: () = { $(is_send_and_sync::<$name $(<$lifetime>)?>();)* };

        const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

all_send_and_sync! {
    Absence, Article, Author, Block, BlockId, BlockKind, Comment, Contribution, Degradation, Direction,
    Error, ErrorKind, ExplainedBlock, Explanation, Extractor, Field, Focus, HiddenText, Metadata,
    Origin, Outcome, Page<'static>, Pass, Provenance, Reason, Source, Verdict,
}

#[test]
fn no_public_type_is_forgotten() {
    let source = include_str!("../src/lib.rs");
    let lines = source.lines().filter(|line| line.starts_with("pub use "));
    let names = lines.filter(|line| !line.contains("oracle")).flat_map(|line| {
        let names = line.split_once("::").unwrap().1;
        names.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty())
    });
    let (known, public): (BTreeSet<_>, BTreeSet<_>) =
        (NAMES.iter().copied().collect(), names.collect());
    assert_eq!(known, public);
}

static EXTRACTOR: Extractor = Extractor::new();

const THREADS: usize = 8;

/// Pages made of each case by taking something out of it: in all, thousands.
const VARIANTS: usize = 40;

/// Bytes that are taken out.
const GAP: usize = 300;

/// The page cases, each with something missing, at places that are the same on every run.
fn pages() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let cases = paths.iter().filter_map(|path| fs::read(path.join("page.html")).ok());
    cases
        .flat_map(|case| {
            (0..VARIANTS).map(move |variant| {
                let start = case.len() * variant / VARIANTS;
                let end = (start + GAP * variant).min(case.len());
                [&case[..start], &case[end..]].concat()
            })
        })
        .collect()
}

/// All of an outcome.
fn facts(page: &[u8]) -> String {
    format!("{:?}", EXTRACTOR.extract(page))
}

/// The threads start first: they race for the tables that are read on first use, too. Each begins at
/// another page, so that buffers go from page to page in another order.
#[test]
fn threads_sharing_an_extractor_get_what_one_gets_alone() {
    let pages = pages();
    assert!(pages.len() > 2_000, "{} pages", pages.len());
    let shared: Vec<Vec<(usize, String)>> = thread::scope(|scope| {
        let pages = &pages;
        let own = |first: usize| {
            let numbered = pages.iter().enumerate().skip(first).step_by(THREADS);
            numbered.map(|(at, page)| (at, facts(page))).collect()
        };
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(move || own(first))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for (at, outcome) in shared.into_iter().flatten() {
        assert!(outcome == facts(&pages[at]), "page {at}");
    }
}
