//! Time against the size of one page, and against the number of threads.
//!
//! A line a size: nanoseconds a byte of extraction with text, and of html5ever's parse into `RcDom`;
//! then the bytes a second of one thread and of two, and how many times one the two make. Time is that
//! of the thread's processor, so that what else the machine does counts less; for threads it is the
//! wall's. A machine's pace changes, so each round goes over all sizes, and runs one thread right
//! before two; html5ever's threads, which share as little, tell what the machine has to give.
#![allow(clippy::print_stdout, reason = "a bench reports")]

#[path = "pages/mod.rs"]
mod pages;

use std::hint::black_box;
use std::time::Instant;

use cpu_time::ThreadTime;
use pages::{news, reference};

/// Sizes of the page, in KB.
const SIZES: [usize; 18] =
    [1, 2, 4, 8, 10, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];

/// Bytes that are run over for each size in a round, at least, and rounds: the best counts.
const BYTES: usize = 4 << 20;
const ROUNDS: usize = 5;

/// Bytes that each thread runs over in a round, the size of each page, and rounds: the median counts.
const THREAD_BYTES: usize = 16 << 20;
const THREAD_PAGE: usize = 128 << 10;
const THREAD_ROUNDS: usize = 11;

/// What is timed.
type Run = fn(&str);

const EXTRACT: Run = |page| drop(black_box(epure::extract(page)));
const REFERENCE: Run = |page| drop(black_box(reference(page)));

fn main() {
    sizes();
    threads();
}

fn sizes() {
    let pages: Vec<String> = SIZES.iter().map(|size| news(size * 1024)).collect();
    let mut best = vec![[f64::INFINITY; 2]; pages.len()];
    for _ in 0..ROUNDS {
        for (page, best) in pages.iter().zip(&mut best) {
            for (best, run) in best.iter_mut().zip([EXTRACT, REFERENCE]) {
                *best = best.min(per_byte(page, run));
            }
        }
    }
    println!(
        "| page, KB | extract, ns/byte | html5ever → RcDom, ns/byte | ratio |\n|---|---|---|---|"
    );
    for ((page, size), [extract, parse]) in pages.iter().zip(SIZES).zip(best) {
        match epure::extract(page.as_str()) {
            Ok(_) => println!("| {size} | {extract:.2} | {parse:.2} | {:.3} |", extract / parse),
            Err(error) => println!("| {size} | {error} | | |"),
        }
    }
}

/// Nanoseconds a byte.
fn per_byte(page: &str, run: Run) -> f64 {
    let times = BYTES.div_ceil(page.len());
    let start = ThreadTime::now();
    (0..times).for_each(|_| run(page));
    start.elapsed().as_secs_f64() * 1e9 / (times * page.len()) as f64
}

fn threads() {
    println!("\n| | one thread, MB/s | two, MB/s | two to one |\n|---|---|---|---|");
    for (name, run) in [("extract", EXTRACT), ("html5ever → RcDom", REFERENCE)] {
        let rounds: Vec<[f64; 2]> =
            (0..THREAD_ROUNDS).map(|_| [1, 2].map(|threads| throughput(threads, run))).collect();
        let of_rounds = |of: &dyn Fn(&[f64; 2]) -> f64| median(rounds.iter().map(of).collect());
        println!(
            "| {name} | {:.0} | {:.0} | {:.2} |",
            of_rounds(&|[one, _]| one / 1e6),
            of_rounds(&|[_, two]| two / 1e6),
            of_rounds(&|[one, two]| two / one)
        );
    }
}

/// Bytes a second of so many threads.
fn throughput(threads: usize, run: Run) -> f64 {
    let page = news(THREAD_PAGE);
    let pages = THREAD_BYTES / page.len();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..pages).for_each(|_| run(&page)));
        }
    });
    (threads * pages * page.len()) as f64 / start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
