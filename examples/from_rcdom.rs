//! Extracts from a DOM that is there already: a crawler that has parsed the page for its links need
//! not have it parsed again.
//!
//!     cargo run --release --example from_rcdom -- page.html
//!
//! Without an argument it takes a sample page of the repository.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use epure::Extractor;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

const SAMPLE: &str = "tests/pages/fr-founding-semantic/page.html";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If nobody listens there, there is nobody to tell.
            let _ = writeln!(io::stderr(), "from_rcdom: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let page = std::env::args().nth(1).unwrap_or_else(|| SAMPLE.to_owned());
    let page = fs::read(&page).map_err(|error| format!("{page}: {error}"))?;

    // The crawler's own parse, and what it wants of the DOM.
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default())
        .from_utf8()
        .one(&page[..]);
    let links = links(&dom);

    // The article of that same DOM: no second parse.
    let article = Extractor::new().extract_dom(&dom)?;

    let mut out = io::stdout().lock();
    writeln!(out, "{} links; {:?}", links.len(), article.metadata().title)?;
    writeln!(out, "\n{}", article.text())?;
    Ok(())
}

/// The addresses of all links. With a list of its own rather than recursion: the page decides how
/// deep it is nested.
fn links(dom: &RcDom) -> Vec<String> {
    let mut links = Vec::new();
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data
            && &*name.local == "a"
        {
            let attributes = attrs.borrow();
            let href = attributes.iter().find(|attribute| &*attribute.name.local == "href");
            links.extend(href.map(|href| href.value.to_string()));
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    links
}
