//! Any page whatever: tag soup, strange attributes, strange text.

use proptest::prelude::*;

use crate::generated::config;
use crate::properties::check_bytes;
use crate::words::check;

const TAGS: &[&str] = &[
    "a href='/x?a=1&b=2'",
    "a href='http://example.org/(a)_[b]'",
    "a href=javascript:alert(1)",
    "a",
    "abbr title='a \"b\" `c`'",
    "article",
    "aside",
    "b",
    "blockquote",
    "button",
    "caption",
    "code",
    "code class=language-rust",
    "dd",
    "del",
    "details",
    "div",
    "div class='a b' onclick=alert(1)",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h6",
    "i",
    "kbd",
    "li",
    "li value=7",
    "math",
    "math alttext='x_1|y'",
    "mi",
    "noscript",
    "ol",
    "ol start=3",
    "ol start=-5 reversed",
    "p",
    "p style='color:red'",
    "pre",
    "pre class='lang-js'",
    "q",
    "rt",
    "ruby",
    "s",
    "section",
    "span",
    "strong",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "td colspan=3",
    "td colspan=100000 rowspan=9",
    "tfoot",
    "th",
    "th rowspan=2",
    "thead",
    "time datetime='2024-01-01'",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

const SINGLE: &[&str] = &[
    "<br>",
    "<br><br>",
    "<hr>",
    "<wbr>",
    "<img src=/a.png alt='an [image] *here*'>",
    "<img src=x onerror=alert(1)>",
    "<img data-src=/lazy.jpg src=data:image/gif;base64,R0lGOD>",
    "<img src=/1.gif width=1 height=1>",
    "<script>alert(1)</script>",
    "<style>p{}</style>",
    "<!-- comment -->",
    "<input value=a>",
    "<iframe src=//evil.example></iframe>",
];

const TEXTS: &[&str] = &[
    " ",
    "\n",
    "a",
    "word",
    "two words",
    " spaced ",
    "été",
    "日本語",
    "“quoted”",
    "end.",
    "(x)",
    "*",
    "**",
    "_",
    "__a__",
    "`",
    "``",
    "```",
    "~",
    "~~~",
    "[",
    "]",
    "](x)",
    "[x]",
    "[ ] todo",
    "[^1]",
    "[a]: b",
    "!",
    "\\",
    "\\*",
    "|",
    "a|b",
    "|---|",
    "---",
    "===",
    "-",
    "- ",
    "+ x",
    "1.",
    "1. x",
    "12) y",
    "1",
    ".",
    "#",
    "# h",
    "##",
    ">",
    "> q",
    "&lt;b&gt;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;",
    "&amp;amp;",
    "&amp;copy",
    ";",
    "amp;",
    "&nbsp;",
    "&nbsp;x&nbsp;",
    "&#8203;",
    "$x$",
    ":",
    ":-",
    "http://example.org/a_b_c",
    "&lt;!--",
    "&lt;/p>",
    "\t",
    "    code",
    "\n\n",
    "'",
    "\"",
];

const INLINE: &[&str] = &["b", "i", "s", "code", "a href=/x", "sup", "a href=data:x"];

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => prop::sample::select(TEXTS).prop_map(str::to_owned),
        4 => prop::sample::select(TAGS).prop_map(|tag| format!("<{tag}>")),
        3 => prop::sample::select(TAGS)
            .prop_map(|tag| format!("</{}>", tag.split(' ').next().unwrap())),
        1 => prop::sample::select(SINGLE).prop_map(str::to_owned),
        1 => "[ -~é]{1,6}".prop_map(|text| text.replace('<', "&lt;")),
    ]
}

fn page() -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 1..40).prop_map(|fragments| fragments.concat())
}

/// Inline content in all the ways that emphasis can be next to something.
fn line() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        3 => prop::sample::select(TEXTS).prop_map(str::to_owned),
        2 => prop::sample::select(INLINE).prop_map(|tag| format!("<{tag}>")),
        2 => prop::sample::select(INLINE)
            .prop_map(|tag| format!("</{}>", tag.split(' ').next().unwrap())),
    ];
    prop::collection::vec(fragment, 1..14).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(config(400, 20_000))]

    /// What fuzzing asserts of any bytes.
    #[test]
    fn all_properties_hold(page in page()) {
        check_bytes(page.as_bytes()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn all_properties_hold_of_tag_soup(page in crate::pages_of_soup::page()) {
        check_bytes(page.as_bytes()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn lines_carry_the_same_words(line in line()) {
        for html in [
            format!("<p>{line}</p>"),
            format!("<table><tr><th>{line}<th>x<tr><td>y<td>{line}</table>"),
            format!("<ul><li>{line}</ul>"),
            format!("<h2>{line}</h2>"),
        ] {
            if let Ok(article) = epure::training::everything(&html) {
                check(&article).map_err(TestCaseError::fail)?;
            }
        }
    }
}

/// What fuzzing found, cut down to what it takes, each with what was wrong.
const FINDINGS: &[(&str, &str)] = &[
    (
        "the property took NULs within a reference that was encoded twice for its end",
        "<p>La température n'a jamais d&eacute;pass&amp;eac\0\0ute; cinquante et un degrés.",
    ),
    (
        "a space before code at the start of a list item moved what the item holds to the right",
        "<pre><code><ul>\tn<ul>\t]<div>: ",
    ),
    (
        "the property parted the words of a formula where an element stands in its TeX",
        "<p>Le pendule bat en <math><semantics><mi>T</mi><annotation \
            encoding=application/x-tex>2\\pi\\<plaintext>sqrt{l/g}</annotation></semantics></math>.",
    ),
    (
        "the property read a formula within the TeX of another by its alttext",
        "<p>Le pendule bat en <math><semantics><mi>T</mi><annotation \
            encoding=application/x-tex>T =<math alttext=x>2\\pi</annotation></semantics></math>.",
    ),
];

#[test]
fn findings_stay_mended() {
    for (what, page) in FINDINGS {
        check_bytes(page.as_bytes()).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    }
}
