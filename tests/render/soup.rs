//! Any page whatever: tag soup, strange attributes, strange text.

use proptest::prelude::*;

use crate::safe::check_safe;
use crate::words::{check, may_hold_reference};

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

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn all_formats_carry_the_same_words(page in page()) {
        if let Ok(article) = epure::training::everything(&page) {
            check(&article).map_err(TestCaseError::fail)?;
        }
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

    #[test]
    fn nothing_unsafe_comes_out(page in page()) {
        for url in ["", "https://example.org/a/"] {
            let page = epure::Page::new(&page).with_url(url);
            if let Ok(article) = epure::training::everything(page) {
                check_safe(article.html()).map_err(TestCaseError::fail)?;
            }
        }
    }

    #[test]
    fn html_is_stable(page in page()) {
        // Letter by letter: a paragraph of nothing but inline elements is read as a row of labels,
        // so where words end may differ; and blank characters count in preformatted text only.
        let letters = |text: &str| text.replace(|c: char| c.is_whitespace() || c == '\u{200b}', "");
        if let Ok(first) = epure::training::everything(&page) {
            // What a tag parted (`&amp;copy<span>;`) is a reference encoded twice once it is gone.
            prop_assume!(!may_hold_reference(first.text()));
            let second = epure::training::everything(first.html()).unwrap();
            prop_assert_eq!(letters(first.text()), letters(second.text()));
        }
    }

    #[test]
    fn output_is_in_proportion(page in page()) {
        if let Ok(article) = epure::training::everything(&page) {
            let most = 40 * page.len() + 2000;
            prop_assert!(article.html().len() <= most, "{} bytes", article.html().len());
            prop_assert!(article.markdown().len() <= most, "{} bytes", article.markdown().len());
        }
    }
}
