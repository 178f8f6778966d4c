//! Page text to [`Document`]: our tokenizer, html5ever's tree builder, the arena.
//!
//! ```text
//! page ──tokenizer──► tokens ──guard──► tree builder ──sink──► arena
//!          └────────────────── attributes ──────────────────────┘
//! ```
//!
//! White space between the tags of blocks goes no further than the tokenizer ([`boundary`]).
//!
//! Scripting is off, as it is for a reader without JavaScript: `<noscript>` holds elements, and
//! they count. (Discourse forums, for one, carry their posts nowhere else.)
//!
//! This module is the only one that knows html5ever.

mod attributes;
mod boundary;
mod elements;
mod guard;
pub mod oracle;
mod rcdom;
mod sink;
mod tokenizer;

use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use crate::document::{Buffers, Builder, Document};
use crate::error::Error;
use crate::limits::{Degradation, Limits};
use elements::Names;
use guard::Guard;
use sink::ArenaSink;
use tokenizer::Tokenizer;

pub(crate) use rcdom::from_rcdom;

/// A document, and how it was read.
pub(crate) struct Parsed {
    pub(crate) document: Document,
    /// What was left out; see [`guard`].
    pub(crate) degradations: Vec<Degradation>,
    /// What it took: a step for each byte, and for each call that tree construction makes on the
    /// tree, which it makes for each open element that a tag is compared with.
    pub(crate) steps: u64,
}

/// Parses a whole page, however large.
pub(crate) fn parse(html: &str) -> Parsed {
    let limits = Limits { nodes: usize::MAX, steps: u64::MAX, ..Limits::DEFAULT };
    read(html, &limits, Buffers::default())
}

/// Parses a whole page, if the limits allow it.
pub(crate) fn parse_within(html: &str, limits: &Limits, buffers: Buffers) -> Result<Parsed, Error> {
    let parsed = read(html, limits, buffers);
    limits.check_nodes(parsed.document.len())?;
    limits.check_steps(parsed.steps)?;
    Ok(parsed)
}

/// Parses a page; past a limit nothing is added to the document any more, save text.
fn read(html: &str, limits: &Limits, buffers: Buffers) -> Parsed {
    // A byte order mark belongs to the encoding of the page (<https://encoding.spec.whatwg.org/#decode>),
    // and callers who decode pages themselves often leave it there.
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let names = Names::default();
    let sink = ArenaSink::new(Builder::with_capacity(html.len(), buffers), &names);
    let guard = Guard::new(TreeBuilder::new(sink, options), html.len(), limits);
    let (sink, degradations) = Tokenizer::new(html, guard).run().into_parts();
    let steps = html.len() as u64 + sink.calls();
    Parsed { document: sink.finish(), degradations, steps }
}
