//! What stands between tokenizer and tree builder so that no page makes tree building superlinear.
//!
//! Tree construction as the standard writes it scans the stack of open elements for each tag, the
//! list of active formatting elements for each formatting tag, and opens that whole list again in
//! each new paragraph. A page of 100,000 nested `<div>` keeps html5ever busy for 20 seconds, half a
//! megabyte of `<b><div>` for four. The guard bounds what grows, as browsers do:
//!
//! * past 512 open elements ([`Limits::depth`]), start tags are not passed on, nor the end tags that match;
//! * past [`MAX_FORMATTING`] formatting elements, no further ones are passed on;
//! * past a budget of nodes proportional to the page, no more tags are passed on;
//! * past [`MAX_NAMES`] names of elements that nobody knows, start tags with others are not passed on:
//!   html5ever finds such names in lists that grow with them.
//!
//! Text always passes, so a page loses structure but no words; save white space that nobody sees
//! ([`boundary`](super::boundary)). Below the limits all other tokens pass too.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::marker::PhantomData;

use html5ever::interface::Tracer;
use html5ever::tokenizer::{
    CharacterTokens, EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult,
};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, local_name};

use super::attributes::is_formatting;
use super::boundary::{Boundary, Flow, Taken};
use super::sink::{ArenaSink, Handle};
use super::tokenizer::{Receiver, Value};
use crate::document;
use crate::limits::{Degradation, Limits};
use crate::work;

/// Formatting elements, open or waiting to be opened again, past which no further ones are opened.
/// Each is counted once for either role. Real pages that forget to close `<b>` or `<font>` stay
/// below a few dozen.
const MAX_FORMATTING: usize = 128;

/// Start tags between two looks at the tree builder's stacks. A look visits every open element
/// (about 25 on ordinary pages), so one every 64 tags costs less than half a step a tag; the stacks
/// can outgrow their limits by no more than what 64 tags open.
const LOOK_EVERY: u32 = 64;

/// Names of unknown elements, custom and foreign ones, past which no further ones are opened. The
/// string cache behind html5ever's names has as many lists. Real pages have some dozens.
const MAX_NAMES: usize = 4096;

/// Bytes of the page that allow a node: the densest honest markup, `<b>` or `x<p>`, makes one for
/// every two or three bytes.
const BYTES_PER_NODE: usize = 2;

/// Nodes allowed besides, for pages of a few bytes.
const SPARE_NODES: usize = 1_000;

pub(super) struct Guard<'n> {
    builder: TreeBuilder<Handle<'n>, ArenaSink<'n>>,
    limits: Limits,
    /// Nodes past which no more tags are passed on.
    max_nodes: usize,
    /// Start tags seen since the stacks were last looked at.
    since_look: Cell<u32>,
    stacks: Cell<Stacks>,
    /// Nothing was passed on since, so the stacks are as they were.
    is_fresh: Cell<bool>,
    /// Start tags held back, by name, whose end tags are still to come.
    held_back: RefCell<HashMap<LocalName, u32>>,
    /// The tokenizer was told to read what follows as text, up to an end tag. That one must pass: the
    /// tree builder expects nothing else.
    in_raw_text: Cell<bool>,
    /// Where the next token goes, as far as white space is concerned.
    boundary: Boundary,
    /// Why tags were held back, a bit for each of [`Degradation::Depth`] to [`Degradation::Names`].
    acted: Cell<u8>,
}

/// Lengths of the tree builder's stacks when they were last looked at.
#[derive(Debug, Clone, Copy, Default)]
struct Stacks {
    elements: usize,
    formatting: usize,
}

impl<'n> Guard<'n> {
    pub(super) fn new(
        builder: TreeBuilder<Handle<'n>, ArenaSink<'n>>,
        page_bytes: usize,
        limits: &Limits,
    ) -> Self {
        Self {
            builder,
            limits: *limits,
            max_nodes: page_bytes / BYTES_PER_NODE + SPARE_NODES,
            since_look: Cell::new(0),
            stacks: Cell::default(),
            is_fresh: Cell::new(false),
            held_back: RefCell::default(),
            in_raw_text: Cell::new(false),
            boundary: Boundary::default(),
            acted: Cell::new(0),
        }
    }

    /// The sink behind the tree builder, and why the guard held tags back, if it did.
    pub(super) fn into_parts(self) -> (ArenaSink<'n>, Vec<Degradation>) {
        let acted = self.acted.get();
        let has_acted = |why: &Degradation| acted & bit(*why) != 0;
        (self.builder.sink, CAUSES.into_iter().filter(has_acted).collect())
    }

    fn look(&self) -> Stacks {
        if self.is_fresh.replace(true) {
            return self.stacks.get();
        }
        let counter = Counter::default();
        self.builder.trace_handles(&counter);
        self.since_look.set(0);
        let stacks = counter.stacks.get();
        work::steps(stacks.elements);
        if stacks.formatting == 0 {
            self.boundary.no_formatting();
        }
        self.stacks.set(stacks);
        stacks
    }

    /// Whether a tag is not to be passed on; notes why.
    fn holds_back(&self, tag: &Tag) -> bool {
        let sink = &self.builder.sink;
        // Past these there will be an error, and whatever is read until then is thrown away.
        if sink.nodes() > self.limits.nodes || sink.calls() > self.limits.steps {
            return true;
        }
        if sink.nodes() > self.max_nodes {
            // A script that is not known for one would be read as text.
            return !(tag.kind == StartTag && holds_raw_text(&tag.name))
                && self.acts(Degradation::Elements);
        }
        match tag.kind {
            StartTag => self.holds_back_start(tag),
            EndTag => self.holds_back_end(tag),
        }
    }

    /// What a tag is, before the tree builder has taken it.
    fn taken(&self, tag: &Tag) -> Taken {
        let (flow, named, is_formatting) = match self.builder.sink.tag() {
            Some(known) => (known.flow, known.tag, known.is_formatting()),
            None => (Flow::Inline, document::Tag::Other, is_formatting(&tag.name)),
        };
        Taken { kind: tag.kind, tag: named, flow, is_formatting }
    }

    fn acts(&self, why: Degradation) -> bool {
        self.acted.set(self.acted.get() | bit(why));
        true
    }

    fn holds_back_start(&self, tag: &Tag) -> bool {
        if self.builder.sink.names() >= MAX_NAMES && !self.builder.sink.knows(&tag.name) {
            return self.acts(Degradation::Names);
        }
        self.since_look.set(self.since_look.get() + 1);
        let last = self.stacks.get();
        let is_near = last.elements + LOOK_EVERY as usize >= self.limits.depth
            || last.formatting + LOOK_EVERY as usize >= MAX_FORMATTING;
        if !is_near && self.since_look.get() < LOOK_EVERY {
            return false;
        }
        let stacks = self.look();
        let is_deep = stacks.elements >= self.limits.depth;
        if !is_deep {
            self.held_back.borrow_mut().clear();
        }
        let holds = if is_deep && !opens_nothing(&tag.name) {
            self.acts(Degradation::Depth)
        } else {
            stacks.formatting >= MAX_FORMATTING
                && is_formatting(&tag.name)
                && self.acts(Degradation::Formatting)
        };
        if holds {
            let mut held_back = self.held_back.borrow_mut();
            if held_back.len() < MAX_NAMES {
                *held_back.entry(tag.name.clone()).or_default() += 1;
            }
        }
        holds
    }

    fn holds_back_end(&self, tag: &Tag) -> bool {
        let mut held_back = self.held_back.borrow_mut();
        if held_back.is_empty() {
            return false;
        }
        match held_back.get_mut(&tag.name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

impl<'n> TokenSink for Guard<'n> {
    type Handle = Handle<'n>;

    // Inlined, so that the token is not copied on its way.
    #[inline(always)]
    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle<'n>> {
        let mut taken = None;
        if let TagToken(tag) = &token {
            let ends_raw_text = self.in_raw_text.take();
            if !ends_raw_text && self.holds_back(tag) {
                return TokenSinkResult::Continue;
            }
            taken = Some(self.taken(tag));
            // Errors of what came before say nothing of this tag.
            self.builder.sink.take_error();
        }
        // Text opens nothing but the formatting elements that wait to be opened again.
        let is_text = matches!(token, CharacterTokens(_));
        let opens_nothing = is_text && self.stacks.get().formatting == 0;
        self.is_fresh.set(self.is_fresh.get() && opens_nothing);
        if is_text && !self.in_raw_text.get() {
            self.boundary.text();
        }
        let result = self.builder.process_token(token, line_number);
        if let Some(taken) = taken {
            self.boundary.tag(taken, self.builder.sink.take_error());
        }
        if let TokenSinkResult::RawData(_) = result {
            self.in_raw_text.set(true);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The tokenizer hands attributes to the arena, past the tree builder; see
/// [`attributes`](super::attributes).
impl Receiver for Guard<'_> {
    const READS_COMMENTS: bool = false;

    fn begin_start_tag(&self, name: &str) -> LocalName {
        self.builder.sink.begin_start_tag(name)
    }

    fn end_tag_name(&self, name: &str) -> LocalName {
        self.builder.sink.end_tag_name(name)
    }

    fn attribute(&self, name: &[u8], value: Value<'_>) {
        self.builder.sink.attribute(name, value);
    }

    fn finish_attributes(&self) -> Vec<Attribute> {
        self.builder.sink.finish_attributes()
    }

    fn end_start_tag(&self) {
        self.builder.sink.end_start_tag();
    }

    fn reads_raw_text(&self) -> bool {
        self.builder.sink.keeps_text_in_last()
    }

    fn passes_over_space(&self, bytes: usize) -> bool {
        let sink = &self.builder.sink;
        let is_unseen = self.boundary.hides_space()
            && !sink.minds_space()
            && !self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        if is_unseen {
            sink.pass_over(1, bytes);
        }
        is_unseen
    }

    fn passes_over_shapes(&self) -> bool {
        let sink = &self.builder.sink;
        sink.has_opened_drawing()
            && self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn pass_over_shapes(&self, shapes: usize) {
        self.builder.sink.pass_over(shapes, 0);
    }
}

/// Why tags are held back.
const CAUSES: [Degradation; 4] =
    [Degradation::Depth, Degradation::Formatting, Degradation::Elements, Degradation::Names];

fn bit(why: Degradation) -> u8 {
    1 << why as u8
}

/// Counts what the tree builder holds: of elements the document, the open ones, and once more those
/// that the tree builder points to besides (formatting elements, head and form), since it does not say
/// which is which. So the limit of depth may act some levels early.
#[derive(Debug, Default)]
struct Counter<'n> {
    stacks: Cell<Stacks>,
    handles: PhantomData<Handle<'n>>,
}

impl<'n> Tracer for Counter<'n> {
    type Handle = Handle<'n>;

    fn trace_handle(&self, node: &Handle<'n>) {
        let mut stacks = self.stacks.get();
        stacks.elements += 1;
        stacks.formatting += usize::from(node.is_formatting());
        self.stacks.set(stacks);
    }
}

/// Start tags that leave the stack of open elements as it was, or whose content the tokenizer must
/// be told to read as text: void and raw-text elements, and `<html>`, `<head>`, `<body>`.
fn opens_nothing(name: &LocalName) -> bool {
    holds_raw_text(name)
        || matches!(
            *name,
            local_name!("area")
                | local_name!("base")
                | local_name!("body")
                | local_name!("br")
                | local_name!("col")
                | local_name!("embed")
                | local_name!("head")
                | local_name!("hr")
                | local_name!("html")
                | local_name!("img")
                | local_name!("input")
                | local_name!("link")
                | local_name!("meta")
                | local_name!("param")
                | local_name!("source")
                | local_name!("track")
                | local_name!("wbr")
                | local_name!("xmp")
        )
}

/// Start tags whose content is text to the tokenizer, once the tree builder has told it; save `<xmp>`,
/// which opens formatting elements again.
fn holds_raw_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
            | local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
    )
}

#[cfg(test)]
mod tests {
    use crate::limits::Degradation;
    use crate::parse::parse;

    #[test]
    fn a_budget_that_ends_within_a_script_does_not_keep_it_open() {
        let formatting: String = (0..50).map(|at| format!("<b id={at}>")).collect();
        // Fifty elements a paragraph; the padding moves the budget past each tag of the rest.
        for paragraphs in 22..27 {
            for padding in 0..120 {
                let page = format!(
                    "<p>{formatting}{}{}<script>x</script>\0<!-- c -->\0<title>y</title>\0<!-- -->z",
                    "<p>x".repeat(paragraphs),
                    " ".repeat(padding),
                );
                let document = parse(&page).document;
                assert!(document.text_content(document.body()).ends_with('z'));
            }
        }
    }

    #[test]
    fn past_the_budget_a_script_is_no_text() {
        let formatting: String = (0..60).map(|at| format!("<b id={at}>")).collect();
        let script = "<script>if (a<b) alert(1)</script><style>.x{}</style>";
        let page = format!("<p>{formatting}{}{script}<i>end", "<p>x".repeat(40));
        let parsed = parse(&page);
        assert_eq!(parsed.degradations, [Degradation::Elements]);
        // What a script holds is not kept.
        let body = parsed.document.text_content(parsed.document.body());
        assert_eq!(body, format!("{}end", "x".repeat(40)));
    }
}
