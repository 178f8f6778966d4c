//! What is said on standard error: how fast it goes, what could not be read, what came out.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::row::Row;

/// Between two lines of progress: at a terminal, where the line is written over, and in a log.
const INTERVALS: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(10)];

/// Counts what goes by.
pub(crate) struct Report {
    start: Instant,
    /// Rows that were there before.
    before: u64,
    outcomes: BTreeMap<&'static str, u64>,
    records: u64,
    bytes: u64,
    last: Instant,
    interval: Duration,
    is_terminal: bool,
}

impl Report {
    pub(crate) fn new(before: u64) -> Self {
        let start = Instant::now();
        let is_terminal = io::stderr().is_terminal();
        let interval = INTERVALS[usize::from(!is_terminal)];
        if before > 0 {
            complain(&format!("going on after {before} records"));
        }
        Self {
            start,
            before,
            outcomes: BTreeMap::new(),
            records: 0,
            bytes: 0,
            last: start,
            interval,
            is_terminal,
        }
    }

    /// A record of so many bytes was made into a row.
    pub(crate) fn add(&mut self, row: &Row, bytes: usize) {
        self.records += 1;
        self.bytes += bytes as u64;
        *self.outcomes.entry(row.outcome).or_default() += 1;
        if let Some(reason) = &row.error {
            complain(&format!("{}: {reason}", row.place));
        }
        if self.last.elapsed() >= self.interval {
            self.last = Instant::now();
            let end = if self.is_terminal { "\r" } else { "\n" };
            say(&format!("{}{end}", self.speed()));
        }
    }

    /// The summary.
    pub(crate) fn finish(&self) {
        let mut summary = self.speed();
        for (outcome, count) in &self.outcomes {
            summary += &format!("\n{count:>10} {outcome}");
        }
        if self.before > 0 {
            summary += &format!("\n{:>10} before", self.before);
        }
        say(&format!("{summary}\n"));
    }

    fn speed(&self) -> String {
        let seconds = self.start.elapsed().as_secs_f64();
        let megabytes = self.bytes as f64 / 1e6;
        format!(
            "{:>10} records, {megabytes:.1} MB in {seconds:.1} s: {:.1} pages/s, {:.1} MB/s",
            self.records,
            self.records as f64 / seconds,
            megabytes / seconds,
        )
    }
}

/// Says what is wrong.
pub(crate) fn complain(message: &str) {
    say(&format!("corpus: {message}\n"));
}

/// Says something on standard error; if nobody listens there, there is nobody to tell.
fn say(message: &str) {
    let _ = io::stderr().write_all(message.as_bytes());
}
