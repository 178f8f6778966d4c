//! What the outputs may hold: nothing that a browser would run.

use html5ever::Attribute;
use markup5ever_rcdom::NodeData;

use crate::words::{dom, walk};

/// All elements that may come out, each with its attributes.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("abbr", &["title"]),
    ("b", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &["class"]),
    ("dd", &[]),
    ("del", &[]),
    ("dfn", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &["src", "alt", "width", "height"]),
    ("ins", &[]),
    ("kbd", &[]),
    ("li", &["value"]),
    ("mark", &[]),
    ("ol", &["start", "reversed"]),
    ("p", &[]),
    ("pre", &[]),
    ("q", &[]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("small", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("tfoot", &[]),
    ("th", &["colspan", "rowspan"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("tr", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
];

/// Checks that HTML holds nothing but what is allowed, by parsing it as a browser would: on its own,
/// and within elements that could change how it is read.
pub(crate) fn check_safe(html: &str) -> Result<(), String> {
    let mut problem = None;
    walk(&dom(html), |node, enters| {
        let NodeData::Element { name, attrs, .. } = &node.data else {
            if let (NodeData::Comment { .. }, true) = (&node.data, enters) {
                problem = Some("a comment".to_owned());
            }
            return;
        };
        let tag = &*name.local;
        if matches!(tag, "html" | "head" | "body") && attrs.borrow().is_empty() {
            return;
        }
        let Some((_, allowed)) = ELEMENTS.iter().find(|(known, _)| *known == tag) else {
            problem = Some(format!("<{tag}>"));
            return;
        };
        for Attribute { name, value } in attrs.borrow().iter() {
            let is_fine = allowed.contains(&&*name.local)
                && match &*name.local {
                    "href" => is_fine_address(value, &["http", "https", "mailto", "tel"]),
                    "src" => {
                        is_fine_address(value, &["http", "https"])
                            || value.starts_with("data:image/")
                    }
                    "class" => value.starts_with("language-"),
                    _ => true,
                };
            if !is_fine {
                problem = Some(format!("<{tag} {}={value:?}>", &*name.local));
            }
        }
    });
    match problem {
        Some(problem) => {
            let excerpt: String = html.chars().take(300).collect();
            Err(format!("{problem} in {excerpt:?}"))
        }
        None => Ok(()),
    }
}

/// Whether an address has one of the schemes, or none, however often it is decoded.
fn is_fine_address(address: &str, schemes: &[&str]) -> bool {
    let mut address = address.to_owned();
    for _ in 0..3 {
        let bare: String = address.chars().filter(|c| !c.is_control() && *c != ' ').collect();
        let first = bare.split(['/', '?', '#']).next().unwrap_or_default();
        if let Some((scheme, _)) = first.split_once(':') {
            if !schemes.contains(&&*scheme.to_ascii_lowercase()) {
                return false;
            }
        }
        address = decode(&address);
    }
    true
}

/// Decodes the references that hide colons and letters.
fn decode(text: &str) -> String {
    let dom = dom(&format!("<p>{}", text.replace('<', "&lt;")));
    let mut out = String::new();
    walk(&dom, |node, enters| {
        if let (NodeData::Text { contents }, true) = (&node.data, enters) {
            out.push_str(&contents.borrow());
        }
    });
    out
}

/// Markdown too holds no raw HTML but the tags that it says, and no other schemes.
pub(crate) fn check_markdown(markdown: &str) -> Result<(), String> {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
        let is_fine = match &event {
            Event::Html(_) => false,
            Event::InlineHtml(tag) => {
                &**tag == "<br>" || crate::words::INLINE_TAGS.contains(&&**tag)
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                is_fine_address(dest_url, &["http", "https", "mailto", "tel"])
            }
            _ => true,
        };
        if !is_fine {
            return Err(format!("{event:?} in {markdown:?}"));
        }
    }
    Ok(())
}
