//! Time against the size of one page, and against the number of threads.
//!
//! A line a size: nanoseconds a byte of extraction with text, and of html5ever's parse into `RcDom`;
//! then the bytes a second of one thread and of two. Time is that of the thread's processor, so that
//! what else the machine does counts less; for threads it is the wall's, which needs a machine that
//! does nothing else.
#![allow(clippy::print_stdout, reason = "a bench reports")]

#[path = "pages/mod.rs"]
mod pages;

use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use pages::{news, reference};

/// Sizes of the page, in bytes: 1 KB to 64 MB.
const SIZES: std::ops::RangeInclusive<u32> = 0..=16;

/// Bytes that are run over for each size, at least, and runs of each.
const BYTES: usize = 8 << 20;
const RUNS: usize = 3;

/// Bytes that each thread runs over, and the size of each page.
const THREAD_BYTES: usize = 64 << 20;
const THREAD_PAGE: usize = 128 << 10;

fn main() {
    println!(
        "| page, KB | extract, ns/byte | html5ever → RcDom, ns/byte | ratio |\n|---|---|---|---|"
    );
    for step in SIZES {
        let page = news(1024 << step);
        if let Err(error) = epure::extract(page.as_str()) {
            println!("| {} | {error} | | |", page.len() / 1024);
            continue;
        }
        let extract = per_byte(&page, |page| drop(black_box(epure::extract(page))));
        let parse = per_byte(&page, |page| drop(black_box(reference(page))));
        println!("| {} | {extract:.2} | {parse:.2} | {:.3} |", page.len() / 1024, extract / parse);
    }
    println!("\n| threads | MB/s | to one |\n|---|---|---|");
    let one = throughput(1);
    for threads in [1, 2] {
        let bytes = throughput(threads);
        println!("| {threads} | {:.0} | {:.2} |", bytes / 1e6, bytes / one);
    }
}

/// Nanoseconds a byte, the best of some runs.
fn per_byte(page: &str, run: impl Fn(&str)) -> f64 {
    let times = BYTES.div_ceil(page.len());
    let once = || {
        let start = ThreadTime::now();
        (0..times).for_each(|_| run(page));
        start.elapsed()
    };
    let best = (0..RUNS).map(|_| once()).min().unwrap_or(Duration::ZERO);
    best.as_secs_f64() * 1e9 / (times * page.len()) as f64
}

/// Bytes a second of so many threads, the best of some runs.
fn throughput(threads: usize) -> f64 {
    let page = news(THREAD_PAGE);
    let pages = THREAD_BYTES / page.len();
    let once = || {
        let start = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    (0..pages).for_each(|_| drop(black_box(epure::extract(page.as_str()))));
                });
            }
        });
        start.elapsed()
    };
    let best = (0..RUNS).map(|_| once()).min().unwrap_or(Duration::ZERO);
    (threads * pages * page.len()) as f64 / best.as_secs_f64()
}
