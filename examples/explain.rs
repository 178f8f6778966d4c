//! Tells why each block of a page was kept or dropped.
//!
//!     cargo run --release --example explain -- page.html              # a table
//!     cargo run --release --example explain -- page.html --long       # with the strongest features
//!     cargo run --release --example explain -- page.html -o why.html  # a page to look at
//!
//! `-` is standard input. `--url`, `--charset` and `--focus` are those of `clean`: a page's address tells what
//! kind of page it is, and so what is kept in doubt.

#[path = "clean/reading.rs"]
mod reading;

use std::error::Error;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use epure::Extractor;
use reading::Reading;

/// Tells why each block of a page was kept or dropped.
#[derive(Parser)]
#[command(name = "explain")]
struct Arguments {
    /// The page, or "-" for standard input
    page: PathBuf,
    /// Writes a page to look at, instead of a table
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Tells the strongest features of each block
    #[arg(short, long)]
    long: bool,
    #[command(flatten)]
    reading: Reading,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match explain(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err((path, error)) => {
            // If nobody listens there, there is nobody to tell.
            let _ = writeln!(io::stderr(), "explain: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

/// Explains the page; an error comes with the file that it is about.
fn explain(arguments: &Arguments) -> Result<(), (&Path, Box<dyn Error>)> {
    let file = arguments.page.as_path();
    let bytes = read(file).map_err(|error| (file, error.into()))?;
    let extractor = Extractor::new().with_focus(arguments.reading.focus);
    let explanation = extractor.explain(arguments.reading.page(&bytes));
    let explanation = explanation.map_err(|error| (file, error.into()))?;
    if let Some(file) = &arguments.output {
        return fs::write(file, explanation.to_html())
            .map_err(|error| (file.as_path(), error.into()));
    }
    let table = if arguments.long { format!("{explanation:#}") } else { explanation.to_string() };
    match io::stdout().write_all(table.as_bytes()) {
        // The reader has seen enough, as in `explain page.html | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| (Path::new("standard output"), error.into())),
    }
}

/// The page's bytes: its charset is for the library to find.
fn read(page: &Path) -> io::Result<Vec<u8>> {
    if page.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(page)
}
