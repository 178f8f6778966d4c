//! The example as a process: what it reads, what it writes, what it survives.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod corpus;
#[cfg(feature = "parquet")]
mod parquet;
mod resume;
#[path = "../../../../tests/run/mod.rs"]
mod run;
mod stream;
mod warc;
