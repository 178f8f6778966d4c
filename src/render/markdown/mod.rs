//! Markdown: CommonMark, with tables and strikethrough as GitHub has them.
//!
//! Some tags are written as HTML, since Markdown has no markup of its own for them: `<sub>`,
//! `<sup>`, `<br>` in table cells, and emphasis where no delimiter would be read. Formulas are written
//! as GitHub reads them without harm to their TeX: `` $`x^2`$ ``.
#![expect(
    clippy::indexing_slicing,
    reason = "a piece that was come to by its number has the rest after it"
)]

mod escape;
mod flanking;
mod inline;
mod lines;
mod table;

use super::address::Base;
use super::outline::{Element, Outline, Piece, Slice};
use crate::document::Tag;
use escape::Place;
use inline::{Inline, Mark, longest_run};
use lines::Lines;
use table::{Plan, Table};

/// Writes an article. `text` is its text, of which the pieces are.
pub(crate) fn markdown(outline: &Outline, base: &Base, text: &str) -> String {
    let capacity = text.len() + text.len() / 4 + outline.values.len();
    let mut writer = Writer {
        outline,
        base,
        text,
        lines: Lines::with_capacity(capacity),
        inline: Inline::default(),
        leaf: None,
        preformatted: String::new(),
        table: None,
        in_cell: false,
        in_term: false,
        in_code: 0,
        in_formula: false,
        is_bare: false,
        link: None,
    };
    for (at, &piece) in outline.pieces.iter().enumerate() {
        writer.piece(piece, &outline.pieces[at + 1..]);
    }
    writer.lines.finish()
}

struct Writer<'a> {
    outline: &'a Outline,
    base: &'a Base,
    text: &'a str,
    lines: Lines,
    inline: Inline,
    leaf: Option<Element>,
    /// Text of the preformatted leaf that is open.
    preformatted: String,
    table: Option<Table>,
    in_cell: bool,
    in_term: bool,
    /// Number of code elements around.
    in_code: u32,
    in_formula: bool,
    /// The superscript that is open is a link, which is marked enough: a footnote.
    is_bare: bool,
    /// The address of the link that is open, if it is one to follow.
    link: Option<String>,
}

impl Writer<'_> {
    fn piece(&mut self, piece: Piece, rest: &[Piece]) {
        match piece {
            Piece::Open(element) if element.is_leaf() => self.open_leaf(element),
            Piece::Close(element) if element.is_leaf() => self.close_leaf(element),
            Piece::Open(Element::Link(address)) => self.open_link(address),
            Piece::Close(Element::Link(_)) => self.close_link(),
            Piece::Open(Element::Inline(tag, _)) => self.inline_tag(tag, true, rest),
            Piece::Close(Element::Inline(tag, _)) => self.inline_tag(tag, false, rest),
            Piece::Open(element) => self.open(element, rest),
            Piece::Close(element) => self.close(element),
            Piece::Text(slice) => self.words(slice, rest),
            Piece::Break => self.inline.line_break(),
            Piece::Image(image) => self.image(image),
            Piece::Space => self.inline.text(" ", None),
            // It would end a table, and a cell has but one line.
            Piece::Rule if self.table.is_some() => {}
            Piece::Rule => {
                self.lines.separate();
                self.lines.line("---");
            }
        }
    }

    fn open(&mut self, element: Element, rest: &[Piece]) {
        match element {
            Element::Table => self.table = Plan::of(rest).map(Table::new),
            Element::Cell { .. } => self.in_cell = self.table.is_some(),
            Element::Term => self.in_term = true,
            // A cell has but one line.
            _ if self.table.is_some() => {}
            Element::List => self.lines.open_list(None, 1),
            Element::OrderedList { start, reversed } => {
                self.lines.open_list(Some(start), if reversed { -1 } else { 1 });
            }
            Element::Item { value } => self.lines.open_item(value),
            Element::Quote => self.lines.open_quote(),
            _ => {}
        }
    }

    fn close(&mut self, element: Element) {
        match element {
            Element::Table => self.table = None,
            Element::Cell { colspan, rowspan, .. } => {
                self.in_cell = false;
                if let Some(table) = &mut self.table {
                    table.end_cell(colspan, rowspan);
                }
            }
            Element::Row => self.close_row(),
            Element::Term => self.in_term = false,
            _ if self.table.is_some() => {}
            Element::List | Element::OrderedList { .. } => self.lines.close_list(),
            Element::Item { .. } | Element::Quote => self.lines.close_level(),
            _ => {}
        }
    }

    fn close_row(&mut self) {
        let Some(table) = &mut self.table else { return };
        let lines = &mut self.lines;
        let mut is_begun = table.is_begun();
        table.end_row(|line| {
            if std::mem::replace(&mut is_begun, true) {
                lines.next();
            } else {
                lines.separate();
            }
            lines.line(line);
        });
    }

    fn open_leaf(&mut self, element: Element) {
        self.leaf = Some(element);
        self.preformatted.clear();
        let in_heading = matches!(element, Element::Heading(_));
        let has_lines = !in_heading && !self.in_cell;
        self.inline.begin(Place { in_cell: self.in_cell, in_link: false, in_heading, has_lines });
        if self.in_term {
            self.inline.open(Mark::Strong);
        }
    }

    fn close_leaf(&mut self, element: Element) {
        self.leaf = None;
        if let Element::Preformatted { language, .. } = element {
            return self.close_preformatted(language);
        }
        if self.in_term {
            self.inline.close(Mark::Strong, "");
        }
        let content = self.inline.finish();
        if content.is_empty() {
            return;
        }
        if let Some(table) = &mut self.table {
            if self.in_cell {
                return table.add(content);
            }
            // A caption, between rows.
            table.interrupt();
        }
        self.lines.separate();
        match element {
            Element::Heading(level) => {
                let marker = "#".repeat(usize::from(level.clamp(1, 6)));
                self.lines.line(&format!("{marker} {content}"));
            }
            _ => self.lines.all(content),
        }
    }

    fn close_preformatted(&mut self, language: Slice) {
        let code = std::mem::take(&mut self.preformatted);
        if let (Some(table), true) = (&mut self.table, self.in_cell) {
            for line in code.lines().filter(|line| !line.trim().is_empty()) {
                self.inline.begin(Place { in_cell: true, ..Place::default() });
                self.inline.code(line.trim());
                table.add(self.inline.finish());
            }
        } else {
            if let Some(table) = &mut self.table {
                // A caption, between rows.
                table.interrupt();
            }
            let fence = "`".repeat((longest_run(&code) + 1).max(3));
            self.lines.separate();
            self.lines.line(&format!("{fence}{}", self.outline.value(language)));
            self.lines.next();
            self.lines.all(&code);
            self.lines.next();
            self.lines.line(&fence);
        }
        self.preformatted = code;
    }

    fn is_preformatted(&self) -> bool {
        matches!(self.leaf, Some(Element::Preformatted { .. }))
    }

    fn open_link(&mut self, address: Slice) {
        if self.is_preformatted() {
            return;
        }
        self.link = self.base.link(self.outline.value(address)).map(Into::into);
        if self.link.is_some() {
            self.inline.open(Mark::Link);
        }
    }

    fn close_link(&mut self) {
        if let Some(address) = self.link.take() {
            self.inline.close(Mark::Link, &address);
        }
    }

    fn inline_tag(&mut self, tag: Tag, opens: bool, rest: &[Piece]) {
        if self.is_preformatted() {
            return;
        }
        let is_strong = self.in_term || matches!(self.leaf, Some(Element::Heading(_)));
        let mark = match tag {
            Tag::B | Tag::Strong if !is_strong => Mark::Strong,
            Tag::Em | Tag::I => Mark::Emphasis,
            Tag::Del | Tag::S => Mark::Deleted,
            Tag::Sub => Mark::Subscript,
            Tag::Sup => {
                if opens {
                    self.is_bare = match rest.first() {
                        Some(&Piece::Open(Element::Link(address))) => {
                            self.base.link(self.outline.value(address)).is_some()
                        }
                        _ => false,
                    };
                }
                if self.is_bare {
                    return;
                }
                Mark::Superscript
            }
            Tag::Code | Tag::Kbd | Tag::Samp => {
                self.in_code =
                    if opens { self.in_code + 1 } else { self.in_code.saturating_sub(1) };
                return;
            }
            Tag::Math => {
                self.in_formula = opens;
                return;
            }
            _ => return,
        };
        if opens { self.inline.open(mark) } else { self.inline.close(mark, "") }
    }

    fn words(&mut self, slice: Slice, rest: &[Piece]) {
        let words = slice.of(self.text);
        if self.is_preformatted() {
            self.preformatted.push_str(words);
            return;
        }
        let formula = if self.in_formula {
            words.strip_prefix('$').and_then(|words| words.strip_suffix('$'))
        } else {
            None
        };
        if let Some(formula) = formula.filter(|formula| !formula.is_empty()) {
            self.inline.text("$", Some('`'));
            self.inline.code(formula);
            self.inline.text("$", None);
        } else if self.in_code > 0 {
            self.inline.code(words);
        } else {
            self.inline.text(words, self.after(rest));
        }
    }

    /// The character that follows a piece of text, if it can be told: markup that comes may not be
    /// written.
    fn after(&self, rest: &[Piece]) -> Option<char> {
        match *rest.first()? {
            Piece::Close(element) if element.is_leaf() && !self.in_cell => Some('\n'),
            Piece::Break if !self.in_cell => Some('\n'),
            Piece::Space => Some(' '),
            Piece::Text(slice) => slice.of(self.text).chars().next(),
            _ => None,
        }
    }

    fn image(&mut self, image: u32) {
        let Some(image) = self.outline.images.get(image as usize) else { return };
        if let Some(source) = self.base.image(self.outline.value(image.source)) {
            self.inline.image(&source, self.outline.value(image.alternative));
        }
    }
}
