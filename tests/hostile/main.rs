//! Nothing breaks it: pages that other programs fall over on, in all outputs, and what they cost.
//!
//! Cost is held twice. In debug builds work is counted (`training::steps`): a page twice as large may
//! take twice the work and a tenth, on any machine however busy. In release builds time is measured,
//! on the processor, against that of ordinary pages, those of `tests/pages`; times of a debug build
//! say nothing.
//!
//! `cargo test --release --test hostile -- --nocapture` reads each page in the size in which it is
//! dreaded, and prints what it costs. Debug builds read [`WHOLE`] so, and a part of the others.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![allow(clippy::print_stdout, reason = "what each page costs is worth seeing")]

mod pathologies;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use cpu_time::ThreadTime;
use epure::{Extractor, Page};
use pathologies::{PATHOLOGIES, Pathology, TINY};

/// What a thread has where nobody says otherwise.
const STACK: usize = 2 << 20;

/// A page twice as large may take so many times the work.
const GROWTH: f64 = 2.1;

/// Times the time per byte of ordinary pages that any page may take.
const SLOWNESS: f64 = 4.0;

/// Times its own bytes that a page may have in HTML or Markdown: formatting elements that never close
/// are written anew in each paragraph.
const EXPANSION: f64 = 8.0;

/// Bytes of the smaller of the pages whose work is compared: past what grows with the page until it
/// meets a limit (depth, formatting, blocks).
const COUNTED_BYTES: usize = 60_000;

/// Bytes of the pages that are timed: so many that what is allowed to a page of any size does not show.
const TIMED_BYTES: usize = 1_000_000;

/// Bytes of pages in debug builds, but for those that are read whole.
const DEBUG_BYTES: usize = 150_000;

/// What a debug build reads whole: what their depth might overflow shows nowhere else.
const WHOLE: [&str; 10] = [
    "nested <div>",
    "nested lists",
    "nested tables",
    "nested <b>",
    "misnested formatting",
    "<b><div> interleaved",
    "deep SVG",
    "deep MathML",
    "nested JSON-LD",
    "nested arrays of JSON-LD",
];

/// Every output of a page; whether there was an article.
fn all_outputs(page: &[u8]) -> bool {
    let extractor = Extractor::new().with_comments(true);
    let page = Page::new(page).with_url("https://example.org/a/b");
    let article = extractor.extract(page);
    if let Ok(article) = &article {
        let facts = (article.text(), article.html(), article.markdown(), article.blocks());
        std::hint::black_box((facts, article.metadata(), article.degradations()));
    }
    if let Ok(explanation) = extractor.explain(page) {
        std::hint::black_box(explanation.to_string());
    }
    article.is_ok()
}

/// The same for all blocks of the page, whatever the model thinks of them. Gives the bytes of the
/// longest output.
fn all_outputs_of_everything(page: &[u8]) -> usize {
    let Ok(article) = epure::training::everything(page) else { return 0 };
    let (html, markdown) = (article.html(), article.markdown());
    std::hint::black_box(article.blocks());
    html.len().max(markdown.len())
}

/// Does something with each pathology, on small stacks, on as many threads as there are processors.
/// Gives what it says of each, in order.
fn each<T: Send>(what: impl Fn(&Pathology) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(pathology) = PATHOLOGIES.get(at) else { return done };
            done.push((at, what(pathology)));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut all = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).unwrap();
        let threads: Vec<_> = (0..threads).map(spawn).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, said)| said).collect()
}

#[test]
fn no_page_breaks_it() {
    let failures = each(|pathology| {
        let is_whole = !cfg!(debug_assertions) || WHOLE.contains(&pathology.name);
        let size = if is_whole { pathology.size } else { pathology.size_for(DEBUG_BYTES) };
        let page = (pathology.page)(size);
        all_outputs(&page);
        let times = all_outputs_of_everything(&page) as f64 / page.len() as f64;
        println!(
            "{:40} {:9} bytes, its output {times:.1} times as many",
            pathology.name,
            page.len()
        );
        (times > EXPANSION).then(|| format!("{}: {times:.1} times the page", pathology.name))
    });
    let failures: Vec<String> = failures.into_iter().flatten().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_page_is_too_small() {
    let small = || {
        for page in TINY {
            all_outputs(page);
            all_outputs_of_everything(page);
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(small).unwrap().join().unwrap();
}

#[test]
fn twice_the_page_takes_twice_the_work() {
    let count = |page: &[u8]| {
        let before = epure::training::steps()?;
        // Not the outputs of what is kept: of a page of nonsense, the model may keep nothing and of
        // twice as much all.
        std::hint::black_box(Extractor::new().explain(page).map(|why| why.to_string()).ok());
        all_outputs_of_everything(page);
        Some((epure::training::steps()? - before) as f64)
    };
    let failures: Vec<String> = each(|pathology| {
        let size = pathology.size_for(COUNTED_BYTES);
        let (one, two) = ((pathology.page)(size), (pathology.page)(2 * size));
        let (work_of_one, work_of_two) = (count(&one)?, count(&two)?);
        // Numbers in the page make it a little more than twice as large.
        let growth = 2.0 * (work_of_two / two.len() as f64) / (work_of_one / one.len() as f64);
        let each = work_of_two / two.len() as f64;
        println!("{:40} {growth:.3} times the work, {each:.1} steps a byte", pathology.name);
        (growth > GROWTH).then(|| format!("{}: {growth:.2} times the work", pathology.name))
    })
    .into_iter()
    .flatten()
    .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The least time that a page takes of several tries, for each byte, in nanoseconds.
fn nanoseconds(page: &[u8], tries: usize) -> f64 {
    let time = |_| {
        let start = ThreadTime::now();
        all_outputs(page);
        start.elapsed()
    };
    let least = (0..tries).map(time).min().unwrap_or(Duration::MAX);
    least.as_secs_f64() * 1e9 / page.len() as f64
}

#[test]
#[cfg_attr(debug_assertions, ignore = "times of a debug build say nothing")]
fn no_page_takes_long_for_its_size() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let ordinary: Vec<Vec<u8>> = std::fs::read_dir(cases)
        .unwrap()
        .filter_map(|case| std::fs::read(case.unwrap().path().join("page.html")).ok())
        .collect();
    let bytes: usize = ordinary.iter().map(Vec::len).sum();
    let total: f64 = ordinary.iter().map(|page| nanoseconds(page, 3) * page.len() as f64).sum();
    let most = SLOWNESS * total / bytes as f64;
    println!("ordinary pages: {:.0} ns a byte, so at most {most:.0}", most / SLOWNESS);
    let failures: Vec<String> = each(|pathology| {
        let page = (pathology.page)(pathology.size_for(TIMED_BYTES));
        let time = nanoseconds(&page, 3);
        println!("{:40} {:9} bytes {time:8.0} ns a byte", pathology.name, page.len());
        (time > most).then(|| format!("{}: {time:.0} ns a byte", pathology.name))
    })
    .into_iter()
    .flatten()
    .collect();
    assert!(failures.is_empty(), "over {most:.0} ns a byte:\n{}", failures.join("\n"));
}
