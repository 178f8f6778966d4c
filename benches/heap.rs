//! The most heap that extracting a page takes, beside the page itself, against the bar of three times
//! the page and a mebibyte.
#![allow(clippy::print_stdout, reason = "a bench reports")]

#[path = "pages/mod.rs"]
mod pages;

use std::hint::black_box;

use pages::{evaluation, invented, news, reference};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// One page of the evaluation sets in so many.
const EVERY: usize = 4;

/// The bar: so many times the page, and so much besides.
const TIMES: usize = 3;
const BESIDES: usize = 1 << 20;

fn main() {
    // What is made once for all pages is no page's.
    drop(black_box(epure::extract(news(1 << 16).as_str())));
    println!("| page | bytes | extract | all outputs | html5ever → RcDom | within the bar |");
    println!("|---|---|---|---|---|---|");
    let large =
        [8_usize, 64].map(|megabytes| (format!("news-{megabytes}m"), news(megabytes << 20)));
    let named = invented().into_iter().map(|page| (page.name.to_owned(), page.html));
    for (name, page) in named.chain(large) {
        let peaks = Peaks::of(&page);
        let times = |bytes: usize| bytes as f64 / page.len() as f64;
        println!(
            "| {name} | {} | {:.2} | {:.2} | {:.2} | {} |",
            page.len(),
            times(peaks.extract),
            times(peaks.outputs),
            times(peaks.reference),
            peaks.outputs <= bar(&page),
        );
    }
    let sample = evaluation(EVERY);
    if sample.is_empty() {
        return;
    }
    let peaks: Vec<(Peaks, usize)> =
        sample.iter().map(|page| (Peaks::of(page), page.len())).collect();
    let median = |peak: fn(&Peaks) -> usize| {
        let mut times: Vec<f64> =
            peaks.iter().map(|(peaks, bytes)| peak(peaks) as f64 / *bytes as f64).collect();
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let within = sample.iter().zip(&peaks).filter(|(page, (peaks, _))| peaks.outputs <= bar(page));
    println!(
        "| {} evaluation pages, median | | {:.2} | {:.2} | {:.2} | {} |",
        sample.len(),
        median(|peaks| peaks.extract),
        median(|peaks| peaks.outputs),
        median(|peaks| peaks.reference),
        within.count(),
    );
}

fn bar(page: &str) -> usize {
    TIMES * page.len() + BESIDES
}

/// The most heap in use at once beyond what was in use before, in bytes.
struct Peaks {
    extract: usize,
    outputs: usize,
    reference: usize,
}

impl Peaks {
    fn of(page: &str) -> Self {
        Self {
            extract: peak(|| drop(black_box(epure::extract(page)))),
            outputs: peak(|| {
                if let Ok(article) = epure::extract(page) {
                    black_box((article.html().len(), article.markdown().len()));
                    black_box(article.blocks().len());
                }
            }),
            reference: peak(|| drop(black_box(reference(page)))),
        }
    }
}

fn peak(run: impl FnOnce()) -> usize {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    run();
    ALLOCATOR.peak_usage().saturating_sub(before)
}
