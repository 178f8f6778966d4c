//! Real pages, where the evaluation sets are unpacked under `target/eval`: nothing panics or
//! overflows a small stack, and no page costs out of proportion to its size.
//!
//! `EPURE_LONG=1 cargo test --test corpus` takes every page, otherwise one in twenty.

mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The stack of the thread that extracts: what many servers give their workers.
const STACK: usize = 2 << 20;

/// How many times the mean time per byte a page may take.
const SLOWEST: f64 = 20.0;

/// Pages smaller than this are timed too coarsely to say anything.
const SMALLEST_TIMED: usize = 20_000;

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/eval");
    let step = if std::env::var_os("EPURE_LONG").is_some() { 1 } else { 20 };
    tree::files(&root, "html").into_iter().step_by(step).collect()
}

/// Time to extract a page; the text is asked for, whatever it is.
fn time(page: &[u8]) -> Duration {
    let start = Instant::now();
    let length = epure::extract(page).map_or(0, |article| article.text().len());
    assert!(length <= page.len() * 4, "more text than page");
    start.elapsed()
}

#[test]
fn every_page_is_extracted_on_a_small_stack_in_proportionate_time() {
    let pages = pages();
    if pages.is_empty() {
        println!("skipped: no evaluation sets under target/eval");
        return;
    }
    let run = move || {
        let mut times: Vec<(PathBuf, usize, Duration)> = Vec::new();
        for path in pages {
            let page = fs::read(&path).unwrap();
            let elapsed = time(&page);
            times.push((path, page.len(), elapsed));
        }
        let bytes: usize = times.iter().map(|(_, bytes, _)| bytes).sum();
        let total: f64 = times.iter().map(|(_, _, time)| time.as_secs_f64()).sum();
        let mean = total / bytes as f64;
        println!("{} pages, {bytes} bytes, {total:.1} s, {:.1} MB/s", times.len(), 1e-6 / mean);
        for (path, bytes, elapsed) in times {
            if bytes < SMALLEST_TIMED || elapsed.as_secs_f64() / bytes as f64 <= SLOWEST * mean {
                continue;
            }
            // Once more: the first time may have been the machine's fault.
            let elapsed = time(&fs::read(&path).unwrap());
            let ratio = elapsed.as_secs_f64() / bytes as f64 / mean;
            assert!(ratio <= SLOWEST, "{}: {ratio:.1} times the mean", path.display());
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
}
