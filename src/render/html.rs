//! HTML: elements and attributes from a list, everything escaped.
//!
//! Nothing of the page's own markup passes through. Elements are written from [`Element`], which
//! can say no other than those here; each attribute value is either made here from a number or an
//! escaped text, or an address that [`Base`] let pass.
#![expect(
    clippy::indexing_slicing,
    reason = "positions were found in the same text, at the ends of whole characters"
)]

use super::address::Base;
use super::outline::{Element, Outline, Piece, Slice};
use crate::document::Tag;

/// Writes an article. `text` is its text, of which the pieces are.
pub(crate) fn html(outline: &Outline, base: &Base, text: &str) -> String {
    let markup = outline.pieces.len() * BYTES_PER_PIECE + outline.values.len();
    let mut writer =
        Writer { outline, base, out: String::with_capacity(text.len() + markup), in_link: false };
    for &piece in &outline.pieces {
        match piece {
            Piece::Open(element) => writer.open(element),
            Piece::Close(element) => writer.close(element),
            Piece::Text(slice) => writer.text(slice.of(text)),
            Piece::Break => writer.out.push_str("<br>\n"),
            Piece::Image(image) => writer.image(image),
            Piece::Space => writer.out.push(' '),
            Piece::Rule => writer.out.push_str("<hr>\n"),
        }
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

/// Mean length of a tag.
const BYTES_PER_PIECE: usize = 6;

struct Writer<'a> {
    outline: &'a Outline,
    base: &'a Base,
    out: String,
    /// The link that is open was written: its address let pass.
    in_link: bool,
}

impl Writer<'_> {
    fn open(&mut self, element: Element) {
        match element {
            Element::Plain => {}
            Element::Preformatted { is_code, language } => self.preformatted(is_code, language),
            Element::OrderedList { start, reversed } => {
                self.out.push_str("<ol");
                if start != 1 || reversed {
                    self.number("start", start);
                }
                self.out.push_str(if reversed { " reversed>\n" } else { ">\n" });
            }
            Element::Item { value } => {
                self.out.push_str("<li");
                if let Some(value) = value {
                    self.number("value", value);
                }
                self.out.push('>');
            }
            Element::Cell { is_header, colspan, rowspan } => {
                self.out.push_str(if is_header { "<th" } else { "<td" });
                for (name, span) in [("colspan", colspan), ("rowspan", rowspan)] {
                    if span > 1 {
                        self.number(name, i32::from(span));
                    }
                }
                self.out.push('>');
            }
            Element::Link(address) => {
                let address = self.base.link(self.outline.value(address));
                self.in_link = address.is_some();
                if let Some(address) = address {
                    self.out.push_str("<a");
                    self.attribute("href", &address);
                    self.out.push('>');
                }
            }
            Element::Inline(tag, value) => self.inline(tag, value),
            _ => {
                self.out.push('<');
                self.out.push_str(name(element));
                self.out.push('>');
                if breaks_within(element) {
                    self.out.push('\n');
                }
            }
        }
    }

    fn close(&mut self, element: Element) {
        match element {
            Element::Plain | Element::Inline(Tag::Math, _) => {}
            Element::Link(_) => {
                if std::mem::take(&mut self.in_link) {
                    self.out.push_str("</a>");
                }
            }
            Element::Preformatted { is_code, .. } => {
                self.out.push_str(if is_code { "</code></pre>\n" } else { "</pre>\n" });
            }
            _ => {
                self.out.push_str("</");
                self.out.push_str(name(element));
                self.out.push('>');
                if !matches!(element, Element::Inline(..)) {
                    self.out.push('\n');
                }
            }
        }
    }

    fn inline(&mut self, tag: Tag, value: Slice) {
        let attribute = match tag {
            // Formulas stay text.
            Tag::Math => return,
            Tag::Time => "datetime",
            _ => "title",
        };
        self.out.push('<');
        self.out.push_str(tag.name());
        if !value.is_empty() {
            self.attribute(attribute, self.outline.value(value));
        }
        self.out.push('>');
    }

    fn preformatted(&mut self, is_code: bool, language: Slice) {
        self.out.push_str("<pre>");
        if !is_code {
            return;
        }
        self.out.push_str("<code");
        if !language.is_empty() {
            let class = format!("language-{}", self.outline.value(language));
            self.attribute("class", &class);
        }
        self.out.push('>');
    }

    fn image(&mut self, image: u32) {
        let Some(image) = self.outline.images.get(image as usize) else { return };
        let Some(source) = self.base.image(self.outline.value(image.source)) else { return };
        self.out.push_str("<img");
        self.attribute("src", &source);
        self.attribute("alt", self.outline.value(image.alternative));
        for (name, pixels) in [("width", image.width), ("height", image.height)] {
            if pixels > 0 {
                self.number(name, i32::from(pixels));
            }
        }
        self.out.push('>');
    }

    fn number(&mut self, name: &str, number: i32) {
        self.attribute(name, &number.to_string());
    }

    /// An attribute, in double quotes.
    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_value(&mut self.out, value);
        self.out.push('"');
    }

    fn text(&mut self, text: &str) {
        // A parser drops a line break that begins a `<pre>`.
        if text.starts_with('\n') && self.out.ends_with("<pre>") {
            self.out.push('\n');
        }
        escape(&mut self.out, text);
    }
}

/// Appends text as content of an element.
pub(crate) fn escape(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', bytes) {
        out.push_str(&text[done..at]);
        out.push_str(match bytes[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Appends text as the value of an attribute in double quotes. The grave accent is escaped too:
/// old browsers take it for a quote.
fn escape_value(out: &mut String, value: &str) {
    let is_escaped = |byte: &u8| matches!(byte, b'"' | b'`' | b'&' | b'<' | b'>');
    let mut done = 0;
    while let Some(length) = value.as_bytes()[done..].iter().position(is_escaped) {
        let at = done + length;
        out.push_str(&value[done..at]);
        out.push_str(match value.as_bytes()[at] {
            b'"' => "&quot;",
            b'`' => "&#96;",
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        done = at + 1;
    }
    out.push_str(&value[done..]);
}

/// The element's name as HTML writes it.
fn name(element: Element) -> &'static str {
    match element {
        Element::Paragraph => "p",
        Element::Heading(1) => "h1",
        Element::Heading(2) => "h2",
        Element::Heading(3) => "h3",
        Element::Heading(4) => "h4",
        Element::Heading(5) => "h5",
        Element::Heading(_) => "h6",
        Element::List => "ul",
        Element::OrderedList { .. } => "ol",
        Element::Item { .. } => "li",
        Element::Definitions => "dl",
        Element::Term => "dt",
        Element::Description => "dd",
        Element::Quote => "blockquote",
        Element::Figure => "figure",
        Element::FigureCaption => "figcaption",
        Element::Table => "table",
        Element::TableCaption => "caption",
        Element::TableHead => "thead",
        Element::TableBody => "tbody",
        Element::TableFoot => "tfoot",
        Element::Row => "tr",
        Element::Cell { is_header: true, .. } => "th",
        Element::Cell { .. } => "td",
        Element::Preformatted { .. } => "pre",
        Element::Link(_) => "a",
        Element::Inline(tag, _) => tag.name(),
        Element::Plain => "",
    }
}

/// Whether a line begins after the start tag, for those who read the source.
fn breaks_within(element: Element) -> bool {
    matches!(
        element,
        Element::List
            | Element::Definitions
            | Element::Quote
            | Element::Figure
            | Element::Table
            | Element::TableHead
            | Element::TableBody
            | Element::TableFoot
            | Element::Row
    )
}
