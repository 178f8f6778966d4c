//! Cleans pages: writes the article of each to standard output.
//!
//!     cargo run --release --example clean -- [OPTIONS] [PATH]...
//!
//! Pages are cleaned on all cores, a batch at a time, and come out in the order they were given in.
//! A page that fails is reported on standard error and does not stop the others.

mod output;
mod reading;
mod source;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, ValueEnum};
use epure::Extractor;
use indicatif::ProgressBar;
use rayon::prelude::*;

use output::{Layout, Printer};
use reading::Reading;
use source::{Extract, Source};

/// Pages that a core is given at a time. Their output is held until the whole batch is done: fewer
/// leave cores idle behind a slow page, more cost memory.
const PAGES_PER_CORE: usize = 32;

/// Keeps the article of a web page, and nothing else.
#[derive(Parser)]
#[command(
    name = "clean",
    after_help = "Of each page --format json gives id, path, title, byline, published, language, site_name, text,\n\
                        confidence, outcome (article, listing, discussion, product, wall) and, if asked for, comments;\n\
                        or an error: that there is nothing to extract, as of a page that says that it is not there.\n\
                        \n\
                        Exit status: 0, 1 if some page failed, 2 for wrong usage.\n\
                        Without arguments, at a terminal, it cleans a sample page."
)]
struct Arguments {
    /// Pages, or folders with every .html and .htm beneath them; none or "-" is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to write of each article; json is an object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
    /// With --format json, readers' comments too
    #[arg(long)]
    comments: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Html,
    Markdown,
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.comments && !matches!(arguments.format, Format::Json) {
        let message = "--comments needs --format json: the other formats have the article alone";
        Arguments::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit();
    }
    let layout = match arguments.format {
        Format::Text => Layout::Articles(|article| article.text().to_owned()),
        Format::Html => Layout::Articles(|article| article.html().to_owned()),
        Format::Markdown => Layout::Articles(|article| article.markdown().to_owned()),
        Format::Json => Layout::JsonLines,
    };
    let extractor =
        Extractor::new().with_focus(arguments.reading.focus).with_comments(arguments.comments);
    let extract = |bytes: &[u8]| extractor.extract(arguments.reading.page(bytes));
    match clean(&extract, &sources(&arguments.paths), layout) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        // The reader has seen enough, as in `clean pages | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot write: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// What the paths name.
fn sources(paths: &[PathBuf]) -> Vec<Source> {
    if !paths.is_empty() {
        return paths.iter().flat_map(|path| named(path)).collect();
    }
    if io::stdin().is_terminal() {
        complain(&format!("no page given, this is {}; see --help", source::SAMPLE_PATH));
        return vec![Source::Sample];
    }
    vec![Source::StandardInput]
}

fn named(path: &Path) -> Vec<Source> {
    let sources = Source::at(path);
    if sources.is_empty() {
        complain(&format!("{}: no .html or .htm beneath", path.display()));
    }
    sources
}

/// Cleans pages and prints them; returns how many failed.
fn clean(extract: &Extract<'_>, sources: &[Source], layout: Layout) -> io::Result<usize> {
    // Draws on standard error, and only where that is a terminal.
    let bar = match sources.len() {
        0 | 1 => ProgressBar::hidden(),
        pages => ProgressBar::new(pages as u64),
    };
    let mut printer = Printer::new(BufWriter::new(io::stdout().lock()), layout, sources.len());
    let mut failed = 0;
    for batch in sources.chunks(rayon::current_num_threads() * PAGES_PER_CORE) {
        let cleaned = batch
            .par_iter()
            .map(|source| {
                let article = source.article(extract);
                bar.inc(1);
                Ok((layout.render(source, &article)?, article.err()))
            })
            .collect::<io::Result<Vec<_>>>()?;
        bar.suspend(|| {
            for (source, (output, error)) in batch.iter().zip(cleaned) {
                if let Some(reason) = error {
                    failed += 1;
                    complain(&format!("{source}: {reason}"));
                }
                if let Some(output) = output {
                    printer.print(source, &output)?;
                }
            }
            printer.flush()
        })?;
    }
    bar.finish_and_clear();
    Ok(failed)
}

/// Says something on standard error; if nobody listens there, there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "clean: {message}");
}
