//! Where texts may hold character references that were encoded twice.

use super::{Document, Span};

/// Tells which texts have an ampersand, by one pass over the text buffer: a page has tens of thousands
/// of texts, most of them a word or a line break, and a search in each would take longer to begin
/// than to end.
#[derive(Debug, Default)]
pub(crate) struct References {
    /// Everything from here to the next ampersand has been searched.
    searched_from: u32,
    next: u32,
}

impl References {
    /// Whether a text has an ampersand.
    #[inline]
    pub(crate) fn are_in(&mut self, document: &Document, span: Span) -> bool {
        if span.start > self.next || self.next == 0 {
            self.search(document, span.start);
        }
        if span.start < self.searched_from {
            // Out of order, as text is that stood in a table.
            return memchr::memchr(b'&', document.text(span).as_bytes()).is_some();
        }
        self.next < span.end
    }

    /// Goes on from a place beyond the last ampersand: no byte is searched twice.
    fn search(&mut self, document: &Document, from: u32) {
        let rest = document.text.as_bytes().get(from as usize..).unwrap_or_default();
        let length = memchr::memchr(b'&', rest).unwrap_or(rest.len());
        self.searched_from = from;
        self.next = from + length as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_in_whatever_order_they_come() {
        let document = Document { text: "a&bc&d".into(), ..Document::default() };
        let spans: Vec<Span> =
            (0..=6).flat_map(|start| (start..=6).map(move |end| Span { start, end })).collect();
        let mut references = References::default();
        for span in spans.iter().chain(spans.iter().rev()).chain(&spans) {
            let has_one = document.text(*span).contains('&');
            assert_eq!(references.are_in(&document, *span), has_one, "{span:?}");
        }
    }
}
