//! How long extraction takes, as a ratio to html5ever's parse into `RcDom`.
//!
//! Contenders take turns at each page, in one thread, timed by the time that the thread was on a
//! processor, so that what else the machine does falls on all alike.

use std::hint::black_box;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use cpu_time::ThreadTime;

use crate::figures::Figures;
use crate::guarded::STACK;
use crate::pages::{Page, Set};
use crate::peers::{self, Contender};

/// What was timed, and what came of it.
pub(crate) struct Ratios {
    pub(crate) pages: usize,
    pub(crate) megabytes: f64,
    pub(crate) rounds: usize,
    /// The median of the rounds, for each contender.
    pub(crate) medians: Vec<f64>,
}

/// The pages to time: one in so many of those that all came to an end with.
pub(crate) fn pages(
    sets: &[Set],
    all: &[Figures],
    names: &[String],
    every: usize,
) -> Vec<Arc<Page>> {
    let is_timed = |set: &Set| names.is_empty() || names.contains(&set.name);
    let timed = sets.iter().enumerate().filter(|(_, set)| is_timed(set));
    let survived = timed.flat_map(|(at, set)| {
        let pages = set.pages.iter().enumerate();
        pages.filter(move |(page, _)| all.iter().all(|figures| figures.survived(at, *page)))
    });
    survived.step_by(every.max(1)).map(|(_, page)| page.clone()).collect()
}

/// Times all contenders on pages.
pub(crate) fn ratios(
    pages: Vec<Arc<Page>>,
    contenders: Vec<&'static Contender>,
    rounds: usize,
) -> Ratios {
    let bytes: usize = pages.iter().map(|page| page.html.len()).sum();
    let count = pages.len();
    let is_timed = rounds > 0 && !pages.is_empty();
    let nothing = vec![f64::NAN; contenders.len()];
    let work = move || {
        // One round before counting warms caches and the allocator.
        let rounds: Vec<_> =
            (0..=rounds).map(|at| round(&pages, &contenders, at)).skip(1).collect();
        let ratio = |contender: usize, times: &Vec<Duration>| {
            times[contender + 1].as_secs_f64() / times[0].as_secs_f64()
        };
        (0..contenders.len())
            .map(|at| median(rounds.iter().map(|times| ratio(at, times)).collect()))
            .collect()
    };
    let medians = if is_timed {
        let thread = thread::Builder::new().stack_size(STACK).spawn(work);
        thread.expect("address space").join().expect("these pages were extracted before")
    } else {
        nothing
    };
    Ratios { pages: count, megabytes: bytes as f64 / 1e6, rounds, medians }
}

/// Time of the reference, then of each contender, over all pages. Which comes first differs from
/// page to page.
fn round(pages: &[Arc<Page>], contenders: &[&Contender], at: usize) -> Vec<Duration> {
    eprintln!("timing, round {at}");
    let mut times = vec![Duration::ZERO; contenders.len() + 1];
    for (number, page) in pages.iter().enumerate() {
        for turn in 0..times.len() {
            let taker = (number + at + turn) % times.len();
            let start = ThreadTime::now();
            match taker.checked_sub(1) {
                None => peers::reference(page),
                Some(contender) => drop(black_box((contenders[contender].extract)(page))),
            }
            times[taker] += start.elapsed();
        }
    }
    times
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
