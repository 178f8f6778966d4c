//! Page text to [`Document`]: our tokenizer, html5ever's tree builder, the arena.
//!
//! ```text
//! page ──tokenizer──► tokens ──guard──► tree builder ──sink──► arena
//!          └────────────────── attributes ──────────────────────┘
//! ```
//!
//! Scripting is off, as it is for a reader without JavaScript: `<noscript>` holds elements, and
//! they count. (Discourse forums, for one, carry their posts nowhere else.)
//!
//! This module is the only one that knows html5ever.

mod attributes;
mod elements;
mod guard;
pub mod oracle;
mod rcdom;
mod sink;
mod tokenizer;

use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use crate::document::{Builder, Document};
use elements::Names;
use guard::Guard;
use sink::ArenaSink;
use tokenizer::Tokenizer;

pub(crate) use rcdom::from_rcdom;

/// A document, and how it was read.
pub(crate) struct Parsed {
    pub(crate) document: Document,
    /// Whether nesting or formatting beyond the limits was flattened; see [`guard`].
    pub(crate) flattened: bool,
}

/// Parses a whole page.
pub(crate) fn parse(html: &str) -> Parsed {
    // A byte order mark belongs to the encoding of the page (<https://encoding.spec.whatwg.org/#decode>),
    // and callers who decode pages themselves often leave it there.
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let names = Names::default();
    let sink = ArenaSink::new(Builder::with_capacity(html.len()), &names);
    let guard = Guard::new(TreeBuilder::new(sink, options), html.len());
    let (sink, flattened) = Tokenizer::new(html, guard).run().into_parts();
    Parsed { document: sink.finish(), flattened }
}
