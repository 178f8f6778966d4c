//! What parsing and extraction cost, as ratios to html5ever's own parse into `RcDom`, drop included.
//!
//! `cargo bench --bench ratios` over the pages of two evaluation sets, or, where those are not
//! there, over the page cases. All pages are read before, and decoded. Contenders take turns at each
//! page, in one thread, and are timed by the time that the thread was on a processor, so that what
//! else the machine does falls on all alike; absolute figures do not travel, ratios do. A row shows
//! the median over the rounds and the range of the middle half.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench reports, or stops")]

#[path = "pages/mod.rs"]
mod pages;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use cpu_time::ThreadTime;
use epure::Extractor;
use epure::oracle::Tree;
use pages::reference;
use walkdir::WalkDir;

#[derive(Debug, Parser)]
struct Options {
    /// Rounds over all pages.
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// One page in so many.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Directories of pages.
    #[arg(default_values = ["target/eval/scrapinghub/html", "target/eval/wcxb-dev/html"])]
    pages: Vec<PathBuf>,
    /// What `cargo bench` adds.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A name, and what is done to a page.
type Contender = (&'static str, fn(&str));

/// One extractor for all pages, as a crawler has it.
static LOOP: Extractor = Extractor::new();

/// What is timed. The first is the reference.
const CONTENDERS: &[Contender] = &[
    ("html5ever → RcDom", |page| drop(black_box(reference(page)))),
    ("parse into the arena", |page| drop(black_box(Tree::parse(page)))),
    ("extract", |page| drop(black_box(LOOP.extract(page)))),
    ("extract, text", |page| {
        black_box(LOOP.extract(page).ok().map(|article| article.text().len()));
    }),
    // What a format costs is the difference to "extract".
    ("extract, HTML", |page| {
        black_box(LOOP.extract(page).ok().map(|article| article.html().len()));
    }),
    ("extract, Markdown", |page| {
        black_box(LOOP.extract(page).ok().map(|article| article.markdown().len()));
    }),
    ("extract, blocks", |page| {
        black_box(LOOP.extract(page).ok().map(|article| article.blocks().len()));
    }),
    ("extract, metadata", |page| {
        black_box(LOOP.extract(page).ok().map(|article| article.metadata().clone()));
    }),
];

fn main() {
    let options = Options::parse();
    let pages = read(&options);
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{} pages, {:.1} MB, {} rounds", pages.len(), bytes as f64 / 1e6, options.rounds);
    // One round before counting warms caches and the allocator.
    round(&pages, 0);
    let rounds: Vec<_> = (0..options.rounds).map(|at| round(&pages, at)).collect();
    println!("\n| | ratio | middle half | MB/s |\n|---|---|---|---|");
    for (at, (name, _)) in CONTENDERS.iter().enumerate() {
        let seconds = sorted(rounds.iter().map(|times| times[at].as_secs_f64()));
        let ratios = sorted(rounds.iter().map(|t| t[at].as_secs_f64() / t[0].as_secs_f64()));
        println!(
            "| {name} | {:.3} | {:.3}–{:.3} | {:.0} |",
            quantile(&ratios, 0.5),
            quantile(&ratios, 0.25),
            quantile(&ratios, 0.75),
            bytes as f64 / 1e6 / quantile(&seconds, 0.5),
        );
    }
}

fn read(options: &Options) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let find = |directory: PathBuf| {
        WalkDir::new(directory)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
            .map(walkdir::DirEntry::into_path)
            .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
            .collect::<Vec<_>>()
    };
    let mut paths: Vec<PathBuf> =
        options.pages.iter().flat_map(|directory| find(root.join(directory))).collect();
    if paths.is_empty() {
        println!("the evaluation sets are not there: page cases only");
        paths = find(root.join("tests/pages"));
    }
    paths
        .iter()
        .step_by(options.every.max(1))
        .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
        .collect()
}

/// Time of each contender over all pages. Which comes first differs from page to page.
fn round(pages: &[String], at: usize) -> Vec<Duration> {
    let mut times = vec![Duration::ZERO; CONTENDERS.len()];
    for (number, page) in pages.iter().enumerate() {
        for turn in 0..CONTENDERS.len() {
            let contender = (number + at + turn) % CONTENDERS.len();
            let start = ThreadTime::now();
            CONTENDERS[contender].1(page);
            times[contender] += start.elapsed();
        }
    }
    times
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

fn quantile(sorted: &[f64], fraction: f64) -> f64 {
    let at = (fraction * sorted.len().saturating_sub(1) as f64).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
