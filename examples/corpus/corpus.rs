//! A stream of pages in, a stream of articles out: a crawl on all cores, in bounded memory.
//!
//!     cargo run --release --example corpus -- crawl.warc.gz -o articles.jsonl
//!     cargo run --release --features parquet --example corpus -- crawl.warc.gz -o articles.parquet
//!     zcat pages.jsonl.gz | cargo run --release --example corpus > articles.jsonl
//!
//! Input is WARC or JSON Lines, each as it is or compressed with gzip, told apart by its first bytes
//! (and a file whose name has `.warc` in it is one).
//! A line of JSON holds `html`, or `bytes` in base64, and if there are any `id`, `url` and `charset`.
//! Of a WARC every successful HTML response is a record; redirects, images and the like are passed
//! over.
//!
//! A row's `outcome` is the kind of page (`epure::Outcome`: article, listing, discussion, ...), or
//! `unreadable`; the summary at the end counts them.
//!
//! Every record gives exactly one row, in the order of input, also one that cannot be read: that one
//! is reported on standard error, and its row says why. So the rows that are written tell where
//! to go on after a kill: `--resume` drops a half-written row, reads past as many records as there
//! are rows, and goes on. The output is the same to the byte as that of one undisturbed run.

mod gzip;
mod input;
mod json_lines;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod pipeline;
mod record;
mod report;
mod row;
mod warc;
mod window;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::Parser;

use input::Inputs;
use output::Output;
use report::{Report, complain};
use row::{Row, View};

/// Keeps the articles of a stream of pages.
#[derive(Parser)]
#[command(
    name = "corpus",
    after_help = "Exit status: 0, also if some records could not be read; 1 if reading or writing \
                  failed as a whole; 2 for wrong usage."
)]
struct Arguments {
    /// WARC or JSON Lines, plain or gzip; none or "-" is standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Where rows go: a file for JSON Lines, or a folder of Parquet files if its name ends in .parquet
    /// (for which cargo must be given "--features parquet")
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Go on where a run that was ended left this output
    #[arg(long, requires = "output")]
    resume: bool,
    /// What to write of each article
    #[arg(long, value_enum, default_value_t = View::Text)]
    view: View,
    /// The largest record to read; a larger one gives a row that says so
    #[arg(long, value_name = "MIB", default_value_t = 32)]
    max_record: usize,
    /// Threads that extract
    #[arg(long, default_value_t = available_parallelism().map_or(1, usize::from))]
    threads: usize,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as in `corpus pages.jsonl | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<()> {
    let (mut output, done) = Output::open(arguments.output.as_deref(), arguments.resume)?;
    let mut inputs = Inputs::open(&arguments.inputs, arguments.max_record << 20)?;
    inputs.pass_over(done)?;
    let mut report = Report::new(done);
    let work = |record| Row::of(record, arguments.view);
    pipeline::run(inputs, arguments.threads, work, |row, bytes| {
        report.add(&row, bytes);
        output.write(row)
    })?;
    output.finish()?;
    report.finish();
    Ok(())
}
