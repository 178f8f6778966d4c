//! The standard's tokenizer ([§13.2.5](https://html.spec.whatwg.org/#tokenization)) over one string
//! that is there as a whole.
//!
//! html5ever's own tokenizer takes its input in pieces and a character at a time; two thirds of
//! html5ever's time is spent there. With the whole page at hand most states shrink to a search for
//! the byte that ends them: text runs to the next `<` or `&`, a quoted value to its quote, a comment
//! to `-->`. What goes out is the same, save what the [`Receiver`] has no use for: html5ever's [`Token`]s,
//! into html5ever's tree builder, whose answers switch the state.
//!
//! | file | states |
//! |---|---|
//! | [`text`] | data, RCDATA, RAWTEXT, PLAINTEXT, CDATA section |
//! | [`script`] | script data, escaped and double escaped |
//! | [`tag`] | tag open to self-closing start tag, attributes |
//! | [`drawing`] | the same within `<svg>`, where nobody reads what is drawn |
//! | [`mod@reference`] | character references |
//! | [`comment`] | markup declaration open, comments, bogus comments |
//! | [`doctype`] | DOCTYPE |
//! | [`names`] | what bytes mean in names |
//! | [`value`] | attribute values; newlines and NUL |
//!
//! Every state of the standard is named where it is acted out, by its anchor. Parse errors are not
//! reported. A processing instruction is a bogus comment, as it was in the standard until 2025 and
//! as it is in html5ever; neither makes a node here.
//!
//! Newlines are normalized and NUL is replaced where text goes out, not over the whole page
//! beforehand: most of a page (scripts, styles, attributes that nobody reads) never goes out.

mod comment;
mod doctype;
mod drawing;
mod names;
mod reference;
mod script;
mod tag;
mod text;
mod value;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, local_name};

use text::Window;
pub(super) use value::Value;

/// A [`TokenSink`] that takes attributes one by one, as the tokenizer meets them, so that those
/// which it does not want cost nothing.
pub(super) trait Receiver: TokenSink {
    /// Whether the text of comments is wanted, or only that there was one.
    const READS_COMMENTS: bool;

    /// A start tag begins; gives the atom of its name, which is in lower case. Its attributes follow.
    fn begin_start_tag(&self, name: &str) -> LocalName;

    /// The atom of the name of an end tag.
    fn end_tag_name(&self, name: &str) -> LocalName;

    /// An attribute of the start tag that has begun, its name, which is UTF-8, in lower case. Of several
    /// with the same name the first counts.
    fn attribute(&self, name: &[u8], value: Value<'_>);

    /// The attributes that the token is to carry.
    fn finish_attributes(&self) -> Vec<Attribute>;

    /// The start tag was processed, or the page ended within it.
    fn end_start_tag(&self);

    /// Whether the text of the raw text or script element that was just opened is wanted.
    fn reads_raw_text(&self) -> bool;

    /// Whether so many bytes of nothing but white space, before a tag or comment, are not wanted. Then
    /// they are not sent.
    fn passes_over_space(&self, bytes: usize) -> bool;

    /// Whether the start tag that was just sent, by the name of `<svg>`, opened such an element, and what
    /// is drawn in it is not wanted.
    fn passes_over_shapes(&self) -> bool;

    /// So many shapes were not sent.
    fn pass_over_shapes(&self, shapes: usize);
}

/// Where the tokenizer stands between two tokens. The other states of the standard begin and end
/// within one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// <https://html.spec.whatwg.org/#data-state>
    Data,
    /// <https://html.spec.whatwg.org/#rcdata-state>
    Rcdata,
    /// <https://html.spec.whatwg.org/#rawtext-state>
    Rawtext,
    /// <https://html.spec.whatwg.org/#script-data-state>
    ScriptData,
    /// <https://html.spec.whatwg.org/#plaintext-state>
    Plaintext,
    /// <https://html.spec.whatwg.org/#cdata-section-state>
    CdataSection,
}

pub(super) struct Tokenizer<'p, S> {
    /// The page.
    input: &'p str,
    /// The same, where bytes are looked at one by one.
    bytes: &'p [u8],
    /// Position of the next byte to read.
    at: usize,
    state: State,
    sink: S,
    /// Name of the last start tag: the one whose end tag ends RCDATA, RAWTEXT and script data.
    last_start_tag: LocalName,
    /// The stretch of the page that text tokens share.
    window: Window,
    /// Whether the page holds NUL or CR at all; most pages hold neither.
    is_plain: bool,
    /// A name in lower case, where the page has it otherwise.
    name: String,
    /// Up to where shapes were looked for.
    shapes_end: usize,
}

impl<'p, S: Receiver> Tokenizer<'p, S> {
    pub(super) fn new(input: &'p str, sink: S) -> Self {
        Self {
            input,
            bytes: input.as_bytes(),
            at: 0,
            state: State::Data,
            sink,
            last_start_tag: local_name!(""),
            window: Window::default(),
            is_plain: memchr::memchr2(0, b'\r', input.as_bytes()).is_none(),
            name: String::new(),
            shapes_end: 0,
        }
    }

    /// Starts in another state than data, as if a start tag of that name had come before.
    pub(super) fn with_state(mut self, state: State, last_start_tag: LocalName) -> Self {
        self.state = state;
        self.last_start_tag = last_start_tag;
        self
    }

    /// Reads the page to its end.
    pub(super) fn run(mut self) -> S {
        while self.at < self.bytes.len() {
            match self.state {
                State::Data => self.data(),
                State::Rcdata => self.rcdata(),
                State::Rawtext => self.rawtext(),
                State::ScriptData => self.script_data(),
                State::Plaintext => self.plaintext(),
                State::CdataSection => self.cdata_section(),
            }
        }
        self.send(Token::EOFToken);
        self.sink.end();
        self.sink
    }

    /// Sends a token that leaves the state as it is: all but tags.
    // Inlined, so that the token is not copied on its way.
    #[inline(always)]
    fn send(&self, token: Token) {
        // html5ever answers `Continue` to these; its own tokenizer asserts it.
        let _ = self.sink.process_token(token, LINE);
    }

    /// Sends a tag, and switches to the state that the tree builder answers with.
    // Inlined, so that the token is not copied on its way.
    #[inline(always)]
    fn send_tag(&mut self, token: Token) {
        self.state = match self.sink.process_token(token, LINE) {
            TokenSinkResult::Continue
            // Scripts are not run, and the page is decoded already.
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => State::Data,
            TokenSinkResult::Plaintext => State::Plaintext,
            TokenSinkResult::RawData(RawKind::Rcdata) => State::Rcdata,
            TokenSinkResult::RawData(RawKind::Rawtext) => State::Rawtext,
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => {
                State::ScriptData
            }
        };
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The bytes from `at` on.
    fn rest(&self, at: usize) -> &'p [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// A stretch of the page. It begins and ends at ASCII bytes or at the ends of the page, so that
    /// it never cuts a character.
    fn slice(&self, start: usize, end: usize) -> &'p str {
        self.input.get(start..end).unwrap_or_default()
    }

    /// The page ends where the standard emits nothing for what came before.
    fn end_of_file(&mut self) {
        self.at = self.bytes.len();
    }
}

/// Line number of every token. The tree builder only hands it on to a sink that asks; ours does not.
const LINE: u64 = 1;
