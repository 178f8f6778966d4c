//! Cuts a page's article into chunks for retrieval: pieces of a bounded size that keep to the
//! article's sections, each with the headings that it stands under.
//!
//!     cargo run --release --example chunks -- page.html [URL]
//!
//! Writes a JSON object a line: `id` (stays the same while the text does), `title`, `url`,
//! `heading_path`, `text`. Without an argument it takes a sample page of the repository.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use epure::{Block, BlockKind, Extractor, Page};

const SAMPLE: &str = "tests/pages/en-docs-code/page.html";

/// Bytes that a chunk holds at most, unless a single block is longer: about 300 tokens of English.
const LONGEST: usize = 1200;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If nobody listens there, there is nobody to tell.
            let _ = writeln!(io::stderr(), "chunks: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| SAMPLE.to_owned());
    let html = fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
    let url = arguments.next();
    let page = url.iter().fold(Page::new(&html), |page, url| page.with_url(url));
    let article = Extractor::new().extract(page)?;

    let mut out = io::stdout().lock();
    for chunk in chunks(article.blocks()) {
        let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { continue };
        // Ranges rather than the blocks' texts: what parts the blocks is in the article's text.
        let text = &article.text()[first.range.start..last.range.end];
        let line = serde_json::json!({
            "id": first.id.to_string(),
            "title": article.metadata().title,
            "url": url,
            "heading_path": first.heading_path,
            "text": text,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Cuts before each heading, and where the next block would make a chunk too long. Headings that
/// stand together stay together: alone they would answer no question.
fn chunks(blocks: &[Block]) -> impl Iterator<Item = &[Block]> {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let mut rest = blocks;
    std::iter::from_fn(move || {
        let start = rest.first()?.range.start;
        let headings = rest.iter().take_while(|block| is_heading(block)).count();
        let fits = |block: &&Block| !is_heading(block) && block.range.end - start <= LONGEST;
        let fitting = rest.iter().skip(headings).take_while(fits).count();
        // However long the first block is, it stays with its headings.
        let (chunk, after) = rest.split_at((headings + fitting.max(1)).min(rest.len()));
        rest = after;
        Some(chunk)
    })
}
