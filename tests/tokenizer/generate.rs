//! Pages that nobody would write, and some that people do.

use std::path::Path;

use once_cell::sync::Lazy;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Elements that tree construction treats in some way of their own, and a few that it does not.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "a", "b", "i", "font", "nobr", "code", "p", "div", "span", "ul", "li", "dl", "dd", "dt", "h1",
    "h2", "table", "tbody", "thead", "tr", "td", "th", "caption", "colgroup", "col", "form",
    "input", "button", "select", "option", "optgroup", "textarea", "title", "style", "script",
    "noscript", "iframe", "noframes", "noembed", "xmp", "plaintext", "pre", "listing", "br", "hr",
    "img", "image", "html", "head", "body", "frameset", "frame", "template", "svg", "math", "mi",
    "annotation-xml", "foreignObject", "desc", "path", "object", "marquee", "ruby", "rb", "rt",
    "rtc", "rp", "base", "meta", "link", "x-y", "Article", "main", "blockquote", "figcaption", "em",
    "strong", "small", "tt", "u", "applet", "keygen", "details", "summary", "dialog", "clipPath",
    "malignmark", "mglyph", "mtext", "section", "address", "menu", "center",
];

#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "class", "id", "href", "type", "encoding", "color", "face", "size", "onclick", "style", "CLASS",
    "Id", "xlink:href", "xml:lang", "lang", "data-x", "shadowrootmode", "a", "b", "=", "'", "\"",
    "<", "é", "a\0b", "definitionurl", "viewbox", "form", "charset", "http-equiv", "content",
];

#[rustfmt::skip]
const VALUES: &[&str] = &[
    "", "x", "y", "hidden", "HIDDEN", "text/html", "application/ld+json", "open", "a b", "?a=1&b=2",
    "&amp;", "&copy=1", "&copy;", "&notin", "&#13;", "&#0;", "a\r\nb", "\r", "\0", "é", "<", ">",
    "'", "\"", "/", "=", "content-type", "text/html;charset=x", "`",
];

#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "x", "one two", " ", "\n", "\r\n", "\r", "\t", "\x0c", "\0", "é", "\u{feff}", "&", "&amp;",
    "&amp", "&nbsp;", "&lt;", "&notit;", "&NotEqualTilde;", "&#65;", "&#x80;", "&#xD800;", "&#",
    "&#x", "&bogus;", "<", "</", "<!", "<?", "</>", ">", "]]>", "-->", "--!>", "<!-->", "<!--->",
    "<!--", "<!-- c -->", "<!--a--!b-->", "<![CDATA[", "<![CDATA[x\0]]>", "<?php x ?>", "<!x>",
    "<!doctype html>", "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">",
    "<!doctype html system 'a'b>", "<script", "</script", "<!--<script>", "</script>", "</style>",
    "</title>", "</textarea >", "</xmp/>", "<a/", "</p a=b>", "a text that is longer than eight",
];

/// Ways to write an attribute.
#[rustfmt::skip]
const FORMS: &[&str] = &[
    " {n}=\"{v}\"", " {n}='{v}'", " {n}={v}", " {n}", "/{n}={v}", "{n}=\"{v}\"", " {n} = {v}",
    " {n}=\"{v}", "\r\n{n}\t=\n'{v}'", " {n}=", "\0{n}={v}",
];

/// What escapes scripts, or nearly.
#[rustfmt::skip]
const SCRIPTS: &[&str] = &[
    "<!--", "-->", "<script", "</script", ">", " ", "/", "-", "--", "x", "<", "!", "\0", "\r",
    "<SCRIPT>", "</SCRIPT>", "--!>", "<!-", "<!", "scrip", "é", "t>",
];

fn attribute() -> impl Strategy<Value = String> {
    let name = select(ATTRIBUTES);
    let value = select(VALUES);
    let form = select(FORMS);
    (name, value, form)
        .prop_map(|(name, value, form)| form.replace("{n}", name).replace("{v}", value))
}

fn tag() -> impl Strategy<Value = String> {
    let open = select(&["<", "<", "<", "<", "</", "</", "</", "< ", "<\0"]);
    let close = select(&[">", ">", ">", ">", ">", "/>", " >", "", "\r>", "/ >"]);
    (open, select(NAMES), vec(attribute(), 0..4), close).prop_map(
        |(open, name, attributes, close)| format!("{open}{name}{}{close}", attributes.concat()),
    )
}

/// A well-formed start tag, as most are: soup of nothing but errors nests little.
fn plain_tag() -> impl Strategy<Value = String> {
    (select(NAMES), prop::option::of((select(ATTRIBUTES), select(VALUES))), any::<bool>()).prop_map(
        |(name, attribute, is_end)| match attribute {
            _ if is_end => format!("</{name}>"),
            Some((attribute, value)) => format!("<{name} {attribute}=\"{value}\">"),
            None => format!("<{name}>"),
        },
    )
}

/// Scripts with what escapes them.
fn script() -> impl Strategy<Value = String> {
    let piece = select(SCRIPTS);
    let kind = select(&["", " type=application/ld+json", " type=module"]);
    (kind, vec(piece, 0..12))
        .prop_map(|(kind, pieces)| format!("<script{kind}>{}</script>", pieces.concat()))
}

/// What drawings are made of, and what does not belong into them.
#[rustfmt::skip]
const SHAPES: &[&str] = &[
    "<svg>", "<svg/>", "</svg>", "<path d='>'/>", "<path>", "</path>", "<G id=a>", "</g>", "<use/>", "<clipPath>",
    "</clippath>", "<rect a=\"/>", " ", "\n", "x", "\0", "<!-- c -->", "<title>", "</title>", "<p>", "<desc>",
    "<foreignObject>", "</foreignobject>", "<style>", "<![CDATA[", "<path/ />", "<use", "</ g>", "<image></image>",
    "<b>", "</b>", "<select>", "<table>", "<math>", "<mi>", "<annotation-xml>", "<font color=a>", "<g/>",
];

/// Drawings, most of them whole.
fn drawing() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(SHAPES).prop_map(ToOwned::to_owned),
        2 => select(&["<path/>", "<path></path>", "<g><use/> </g>", "<svg><g></g></svg>"]).prop_map(ToOwned::to_owned),
    ];
    vec(piece, 0..12).prop_map(|pieces| format!("<svg>{}</svg>", pieces.concat()))
}

/// Tags, text, comments and scripts in any order.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => plain_tag(),
        3 => tag(),
        4 => select(TEXTS).prop_map(ToOwned::to_owned),
        1 => script(),
        1 => drawing(),
    ]
    .boxed();
    // Now and then long enough for what is opened early to matter late.
    let pieces = (0_u32..40, any::<prop::sample::Index>())
        .prop_map(|(one_in, length)| length.index(if one_in == 0 { 400 } else { 30 }));
    pieces
        .prop_flat_map(move |length| vec(piece.clone(), length))
        .prop_map(|pieces| pieces.concat())
}

/// Characters that mean something, and few that do not.
pub(crate) fn noise() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        8 => select("<>/=\"'&;#!-[]? \t\r\n\0".chars().collect::<Vec<_>>()),
        6 => select("abipsvgtrdxCDATA0é\u{feff}".chars().collect::<Vec<_>>()),
    ];
    vec(character, 0..60).prop_map(|characters| characters.into_iter().collect())
}

/// The page cases, to cut pieces from.
static PAGES: Lazy<Vec<String>> = Lazy::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    crate::tree::files(&directory, "html")
        .iter()
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
        .collect()
});

/// The part of `text` between two fractions of it, on whole characters.
fn part(text: &str, start: f64, length: usize) -> &str {
    let mut start = (start * text.len() as f64) as usize;
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (start + length).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// Pieces of page cases, spliced, with characters replaced, put in and taken out.
pub(crate) fn mutated() -> impl Strategy<Value = String> {
    let piece = (0..PAGES.len(), 0.0..1.0, 1_usize..600)
        .prop_map(|(page, start, length)| part(&PAGES[page], start, length).to_owned());
    let change = (0.0..1.0, select(TEXTS), 0_usize..4);
    (vec(piece, 1..4), vec(change, 0..8)).prop_map(|(pieces, changes)| {
        let mut page = pieces.concat();
        for (at, text, removed) in changes {
            let before = part(&page, 0.0, (at * page.len() as f64) as usize).len();
            let after = before + part(&page[before..], 0.0, removed).len();
            page.replace_range(before..after, text);
        }
        page
    })
}
