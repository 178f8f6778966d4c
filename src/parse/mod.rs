//! Page text to [`Document`]: the standard's tokenizer and tree builder by html5ever, writing into
//! the arena.
//!
//! Scripting is off, as it is for a reader without JavaScript: `<noscript>` holds elements, and
//! they count. (Discourse forums, for one, carry their posts nowhere else.)
//!
//! This module and [`rcdom`](self) are the only ones that know html5ever.

mod guard;
mod rcdom;
mod sink;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use crate::document::{Builder, Document};
use guard::Guard;
use sink::ArenaSink;

pub(crate) use rcdom::from_rcdom;

/// A document, and how it was read.
pub(crate) struct Parsed {
    pub(crate) document: Document,
    /// Whether nesting or formatting beyond the limits was flattened; see [`guard`].
    pub(crate) flattened: bool,
}

/// Parses a whole page.
pub(crate) fn parse(html: &str) -> Parsed {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let sink = ArenaSink::new(Builder::with_capacity(html.len()));
    let guard = Guard::new(TreeBuilder::new(sink, options), html.len());
    run(guard, html)
}

fn run(guard: Guard, html: &str) -> Parsed {
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The tokenizer stops after each script for the caller to run it, and at each hint of an
    // encoding.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let (sink, flattened) = tokenizer.sink.into_parts();
    Parsed { document: html5ever::interface::TreeSink::finish(sink), flattened }
}
