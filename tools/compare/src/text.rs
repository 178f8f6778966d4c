//! The text of HTML, for extractors that give only that: a line for each block, as a browser's
//! `innerText` would have it. Not timed.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that begin and end a line: those that the HTML standard's style sheet does not leave
/// inline, and `br`.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements whose text is no text.
const SILENT: &[&str] = &["head", "script", "style", "template"];

/// A step of the walk.
enum Step {
    Enter(Handle),
    Break,
}

/// The text of a document or fragment.
pub(crate) fn text(html: &str) -> String {
    let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
    let mut text = String::new();
    let mut steps = vec![Step::Enter(dom.document.clone())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Break => text.push('\n'),
            Step::Enter(node) => {
                match &node.data {
                    NodeData::Text { contents } => text.push_str(&contents.borrow()),
                    NodeData::Element { name, .. } if SILENT.contains(&&*name.local) => continue,
                    NodeData::Element { name, .. } if BLOCKS.contains(&&*name.local) => {
                        text.push('\n');
                        steps.push(Step::Break);
                    }
                    _ => (),
                }
                steps.extend(node.children.borrow().iter().rev().cloned().map(Step::Enter));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn blocks_part_words_and_inline_elements_do_not() {
        let text = super::text("<p>Un<b>deux</b></p><p>trois<br>quatre<script>cinq</script>");
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Undeux", "trois", "quatre"]);
    }
}
