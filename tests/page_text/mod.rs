//! The text that a page shows, by another way than the crate's own: from html5ever's reference DOM,
//! by the element lists of the HTML standard's rendering section.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that start and end a line of their own (15.3.3, 15.3.7, 15.3.8, and what is a table or
/// part of one), or are a line break.
const LINES: &str = "\
    address article aside blockquote body br caption center dd details dialog dir div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li \
    listing main menu nav ol optgroup option p plaintext pre search section summary table tbody td \
    tfoot th thead tr ul xmp";

/// Elements whose text is not shown, or shown as something other than text: data, graphics, embedded
/// media, what a form is filled with. The choices of a `<select>` are shown.
const WITHOUT_TEXT: &str = "\
    audio canvas datalist head iframe map noembed noframes object rp script style svg \
    template textarea title video";

/// Parses as a browser with scripting off would.
pub(crate) fn dom(html: &str) -> RcDom {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    parse_document(RcDom::default(), options).one(html)
}

/// All the text that the page shows, with a line break wherever it starts a new line.
pub(crate) fn page_text(html: &str) -> String {
    enum Step {
        /// With whether it stands in a formula.
        Node(Handle, bool),
        LineBreak,
        Space,
    }
    let mut text = String::new();
    // Held to the end: a document that is dropped takes its descendants apart, whoever holds them.
    let dom = dom(html);
    let mut pending = vec![Step::Node(dom.document.clone(), false)];
    while let Some(step) = pending.pop() {
        let (node, is_in_formula) = match step {
            Step::Node(node, is_in_formula) => (node, is_in_formula),
            Step::LineBreak => {
                text.push('\n');
                continue;
            }
            Step::Space => {
                text.push(' ');
                continue;
            }
        };
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let is_math = name.ns == html5ever::ns!(mathml);
                if names(WITHOUT_TEXT, &name.local) && !is_math {
                    continue;
                }
                // A formula is read by what it says of itself, if it does, and spaced by symbol.
                if name.local == *"math" && !is_in_formula {
                    for attribute in attrs.borrow().iter().filter(|a| a.name.local == *"alttext") {
                        text.push_str(&format!(" {} ", attribute.value));
                    }
                }
                if is_math {
                    text.push(' ');
                    pending.push(Step::Space);
                }
                if names(LINES, &name.local) {
                    text.push('\n');
                    pending.push(Step::LineBreak);
                }
            }
            _ => {}
        }
        let is_math = matches!(&node.data, NodeData::Element { name, .. } if name.ns == html5ever::ns!(mathml));
        let is_in_formula = is_in_formula || is_math;
        for child in node.children.borrow().iter().rev() {
            // The symbols of a formula stand apart; a comment within one parts nothing.
            let is_symbol = is_math && matches!(child.data, NodeData::Element { .. });
            if is_symbol {
                pending.push(Step::Space);
            }
            pending.push(Step::Node(child.clone(), is_in_formula));
            if is_symbol {
                pending.push(Step::Space);
            }
        }
    }
    text
}

fn names(elements: &str, name: &str) -> bool {
    elements.split(' ').any(|element| element == name)
}

/// A text without the characters that nobody sees: one that stands alone in an element is no text.
pub(crate) fn visible(text: &str) -> String {
    let is_unseen =
        |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    text.replace(is_unseen, "")
}
