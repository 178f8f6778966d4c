//! How many pages are made up, and which.

use proptest::test_runner::{Config, RngSeed};

/// Any number does: the pages that it gives are the same on every machine.
const SEED: u64 = 1_610;

/// The same `short` pages on every run, so that a change is told by what it does and not by the dice. With `EPURE_LONG` other pages on every run, `EPURE_CASES` of them or `long`.
///
/// A failure is shrunk and printed: the test's list of findings takes it, not a file of seeds.
pub(crate) fn config(short: u32, long: u32) -> Config {
    let asked_for = || std::env::var("EPURE_CASES").ok().and_then(|cases| cases.parse().ok());
    let (cases, rng_seed) = match std::env::var_os("EPURE_LONG") {
        Some(_) => (asked_for().unwrap_or(long), RngSeed::Random),
        None => (short, RngSeed::Fixed(SEED)),
    };
    Config { cases, rng_seed, failure_persistence: None, ..Config::default() }
}
