//! `examples/corpus` as a process: what it reads, what it writes, what it survives.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod resume;
mod run;
mod stream;
mod warc;
