//! Formulas as text.

use crate::document::{AttributeName, Document, NodeId, NodeKind, Tag};

/// The text of a `<math>`, or of a script that stands for one: between dollar signs its TeX, from an
/// annotation or the `alttext` attribute, as MathJax, KaTeX, MediaWiki and LaTeXML write it; else its
/// symbols with a space between each.
pub(super) fn text(document: &Document, math: NodeId) -> String {
    let tex = document.is_tex(math).then(|| document.text_content(math));
    let tex = tex
        .or_else(|| annotation(document, math))
        .or_else(|| document.attribute(math, AttributeName::Alttext).map(str::to_owned));
    match tex.as_deref().map(bare).filter(|tex| !tex.is_empty()) {
        Some(tex) => format!("${tex}$"),
        None => symbols(document, math),
    }
}

/// Whether an element repeats the formula before it, drawn letter by letter for the eye.
pub(super) fn is_rendering(document: &Document, node: NodeId) -> bool {
    document
        .attribute(node, AttributeName::Class)
        .is_some_and(|class| class.split_ascii_whitespace().any(|token| token == "katex-html"))
}

/// The text of the annotation that is TeX.
fn annotation(document: &Document, math: NodeId) -> Option<String> {
    let is_tex = |&node: &NodeId| {
        document.tag(node) == Tag::Foreign
            && document.attribute(node, AttributeName::Encoding).is_some_and(|encoding| {
                let encoding = encoding.trim();
                ["application/x-tex", "tex", "latex"]
                    .iter()
                    .any(|known| encoding.eq_ignore_ascii_case(known))
            })
    };
    let annotation = document.descendants(math).find(is_tex)?;
    Some(document.text_content(annotation))
}

/// TeX without the style that MediaWiki wraps it in.
fn bare(tex: &str) -> &str {
    let tex = tex.trim();
    let inner = tex
        .strip_prefix("{\\displaystyle ")
        .or_else(|| tex.strip_prefix("{\\textstyle "))
        .and_then(|tex| tex.strip_suffix('}'));
    inner.unwrap_or(tex).trim()
}

/// What a reader sees, symbol by symbol. Annotations are no part of it, nor is HTML within.
fn symbols(document: &Document, math: NodeId) -> String {
    let mut out = String::new();
    let mut node = document.first_child(math);
    while let Some(at) = node {
        let goes_in = match document.kind(at) {
            NodeKind::Text(span) => {
                out.push(' ');
                let symbol = document.text(span);
                out.push_str(symbol.trim());
                // Words written straight into `<math>` end where they end, symbols do not.
                if symbol.ends_with(char::is_whitespace) {
                    out.push(' ');
                }
                false
            }
            _ => {
                document.tag(at) == Tag::Foreign
                    && document.attribute(at, AttributeName::Encoding).is_none()
            }
        };
        node = if goes_in {
            document.following(at, math)
        } else {
            document.following_subtree(at, math)
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn formula(html: &str) -> String {
        let document = parse(html).document;
        let math = document.descendants(NodeId::DOCUMENT).find(|&n| document.tag(n) == Tag::Math);
        text(&document, math.unwrap()).trim().to_owned()
    }

    #[test]
    fn tex_goes_before_symbols() {
        let annotated = "<math alttext='no'><semantics><mi>x</mi><annotation \
            encoding='application/x-tex'>{\\displaystyle x^2}</annotation></semantics></math>";
        assert_eq!(formula(annotated), "$x^2$");
        assert_eq!(formula("<math alttext='a_b'><mi>a</mi></math>"), "$a_b$");
        assert_eq!(formula("<math><mi>x</mi><mo>=</mo><mn>2</mn></math>"), "x = 2");
    }

    #[test]
    fn html_in_a_formula_is_no_part_of_it() {
        assert_eq!(formula("<math><mtext><p>a</p></mtext><mi>b</mi></math>"), "b");
    }
}
