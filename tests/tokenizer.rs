//! Our tokenizer against html5ever's: the same trees, from any page.
//!
//! Each page is parsed three ways, all with html5ever's tree builder behind:
//!
//! * html5ever's tokenizer into `RcDom`: the oracle;
//! * ours into `RcDom`, with all attributes and comments: everything must be equal, comments, DOCTYPE
//!   and foreign names too;
//! * the parser as extraction uses it into the arena: what the arena keeps must be equal, save white
//!   space that begins a line, and foreign elements without text.
//!
//! `EPURE_LONG=1 cargo test --release --test tokenizer` runs millions of generated pages
//! (`EPURE_CASES` says how many) and every page of the evaluation sets under `target/eval`.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

#[path = "tokenizer/differential.rs"]
mod differential;
#[path = "tokenizer/generate.rs"]
mod generate;
mod generated;
mod tree;

use std::path::Path;

use differential::check;
use generated::config;
use proptest::prelude::*;

/// Pages that once gave another tree, or might if some state were missed; each says what it is.
const REGRESSIONS: &[(&str, &str)] = &[
    (
        "attributes of foreign elements that move to a namespace",
        "<svg xml:lang=fr xlink:href=a><p xml:lang=de>",
    ),
    (
        "more links open than one: adoption gives up after eight blocks within",
        "<a href=x><div><div><div><div><div><div><div><div>\
        <a href=x><div><div><div><div><div><div><div><div>\
        <a href=x><div><div><div><div><div><div><div><div>\
        <a href=x><div><div><div><div><div><div><div><div>\
        </div></div></div></div></div></div></div></div>\
        </div></div></div></div></div></div></div></div>\
        </div></div></div></div></div></div></div></div>\
        </div></div></div></div></div></div></div></div><p>y",
    ),
    (
        "likewise, told apart by attributes that are not kept",
        "<a onclick=1><div><div><div><div><div><div><div><div>\
        <a onclick=2><div><div><div><div><div><div><div><div>\
        <a onclick=3><div><div><div><div><div><div><div><div>\
        <a onclick=4><div><div><div><div><div><div><div><div>\
        </div></div></div></div></div></div></div></div>\
        </div></div></div></div></div></div></div></div>\
        </div></div></div></div></div></div></div></div>\
        </div></div></div></div></div></div></div></div><p>y",
    ),
    ("a newline after <pre> and a parse error", "<pre a a>\r\nx"),
    ("CRLF across a reference", "<pre>&#13;\nx&amp\r\ny"),
    (
        "NUL in every kind of text",
        "a\0b<title>\0</title><style>\0</style><textarea>\0\r\n</textarea>\
        <script>\0</script><svg>\0<![CDATA[\0]]></svg><table>\0<tr>\0<td>\0<plaintext>\0",
    ),
    ("NUL in names and values", "<d\0v i\0d=\0 class='\0'><p\0></p\0></d\0v>"),
    (
        "script escaped twice",
        "<script><!--<script></script>--></script>a<script><!--<script>\
        </script></script>b<!--></script>c",
    ),
    ("a comment that ends as it begins", "<script><!--></script>a<script><!---></script>b"),
    ("double escape broken off", "<script><!--<scripty></script>a<script><!--<script </script>b"),
    ("four equal formatting elements", "<p><b id=a><b id=a><b id=a><b id=a></p>x"),
    (
        "equal save what the arena drops",
        "<p><b onclick=a><b onclick=b><b onclick=c><b onclick=d></p>x",
    ),
    ("equal in another order", "<p><b id=1 x=2><b x=2 id=1><b id=1 x=2><b id=1 x=2 id=3></p>x"),
    ("equal once decoded", "<p><i title='&amp;'><i title='&'><i title=&><i title='&#38;'></p>x"),
    ("formatting opened again with its attributes", "<p><a href=x class=y>1<p>2<p>3</a>4"),
    ("equal attributes in another order", "<a href=x class=y>1</a><a class=y href=x>2</a>"),
    ("adoption agency with attributes", "<a href=x>1<div title=y>2<p>3</a>4</div>5"),
    ("font in SVG", "<svg><font>a</font><font color=x>b</svg><svg><font size>c<font face=d>e"),
    ("font with what the tree builder looks at", "<font color=x style=y>a<p>b"),
    (
        "annotation-xml",
        "<math><annotation-xml encoding=Text/HTML><div>a</div></annotation-xml>\
        <annotation-xml encoding=x encoding=text/html><div>b",
    ),
    (
        "hidden input in a table",
        "<table><input type=HIDDEN id=a><input type=hidden type=b id=c>\
        <input type=text type=hidden id=d><tr><td>x</table>",
    ),
    ("image is img", "<image src=a alt=b><svg><image src=c class=d /></svg>"),
    (
        "SVG names with capitals",
        "<svg><foreignObject class=a><p class=b>x</foreignObject>\
        <linearGradient id=c viewBox=d></svg>",
    ),
    ("second html and body", "<html lang=a><body class=b><html lang=c dir=d><body class=e id=f>x"),
    ("tags that make nothing leave nothing", "<p class=a><td class=b><tr id=c>x<body id=d>y"),
    ("text joins across what makes nothing", "a<tr class=b>c<td>d"),
    ("the page ends within a tag", "<p>a<body class=x"),
    ("the page ends within a value", "<p>a<html lang='x"),
    ("attribute names with signs", "<p =a =b '=c \"d\" <e/f/=g h = i/j>x"),
    (
        "values without quotes",
        "<p title=a/b class=c\"d'e<f=g`h id=\ri>x<a href=?a&amp=b&amp;c&ampd>",
    ),
    ("CDATA", "<svg><![CDATA[a]b]]c]]]></svg><![CDATA[d]]><math><![CDATA[e"),
    ("doctypes", "<!doctype html public '-//W3C//DTD HTML 3.2//EN'><p><table>x"),
    ("doctype cut short", "<!doctype html system 'a>b'><p><table>x"),
    ("doctype at the end", "<!DOCTYPE html PUBLIC \"a"),
    (
        "templates",
        "<template shadowrootmode=open class=a><p>x</template><div>\
        <template shadowrootmode=open id=b><p>y</template>",
    ),
    ("byte order marks", "\u{feff}<p>a\u{feff}<script></script>\u{feff}b"),
    ("frames", "<frameset cols=a><frame src=b>x</frameset> y<noframes>z</noframes>"),
    ("select", "<select name=a><option value=b>c<select name=d><option>e<input name=f><hr>"),
    ("noscript", "<head><noscript><link rel=a><p>b</noscript><body><noscript><p>c &lt;d"),
    ("less-than signs that are text", "a<b<<c< d<1></><//></ e><?f><!g><!->h"),
    ("white space where formatting waits", "<p><b>a</p> <p>b</b> </p> <i>c</p> <div> <b>d"),
    ("white space after tags that mean nothing", "<b>a</b></div> <i>b</i></p> <tr> <body> <i>c"),
    ("white space in what begins a line elsewhere", "&<i><noscript> <a></i><a> <a>"),
    (
        "white space in tables, before what leaves them",
        "a<table> <b>b<tr> <!-- c --> &amp; <td> <i>d",
    ),
    (
        "white space in tables, before what is no token",
        "<table> <!doctype html>a<tr> </>b<td> <?c>d",
    ),
    (
        "white space after text moved out of a row in a template",
        "<template><tr><td>a</td>b</tr> <tr>",
    ),
    ("white space in select", "<div> <select> <div> <b> </select> <option> <i>a"),
    (
        "white space in SVG under names of HTML",
        "<div> <svg> <section> <g> </section> <desc> <p> <b>a",
    ),
    ("white space after the end", "<p>a</p> <!-- b --> </body> <b>c</b> </html> <p> </p> "),
    (
        "shapes that close themselves, are closed, or are not",
        "<svg><path d=a/> <g><use></use><clipPath/></G></svg>b<svg><g><path></g>c</svg>\
        <svg><g></defs><rect>d</svg><svg><path/><title>e</title><path/>f<p>g",
    ),
    (
        "drawings that are not opened, or close themselves",
        "<select><svg><path></select>a<svg><title><svg/><path/>b</title></svg>\
        <math><svg><path/></svg></math><table><svg><path/></svg><tr><svg><path></path>c",
    ),
    (
        "drawings within drawings, cut short",
        "<svg><g><svg><g><svg><path/><desc></svg><path/></g><path/><text>a</text></svg><path>b",
    ),
    (
        "RCDATA",
        "<title>a</titlex></title/><textarea>&lt;b</textarea b=c>d<title></TITLE\t>e<title>f</title",
    ),
];

#[test]
fn each_regression_stays_fixed() {
    for (what, page) in REGRESSIONS {
        check(page).unwrap_or_else(|difference| panic!("{what}: {difference}"));
    }
}

/// Every beginning of every regression, so that the page ends in each state.
#[test]
fn pages_may_end_anywhere() {
    for (what, page) in REGRESSIONS {
        for (end, _) in page.char_indices() {
            check(&page[..end]).unwrap_or_else(|difference| panic!("{what}: {difference}"));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_long() -> bool {
    std::env::var_os("EPURE_LONG").is_some()
}

#[test]
fn the_page_cases_give_the_same_trees() {
    let pages = tree::files(&root().join("tests/pages"), "html");
    assert!(!pages.is_empty());
    for path in pages {
        let page = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        check(&page).unwrap_or_else(|difference| panic!("{}: {difference}", path.display()));
    }
}

#[test]
fn the_evaluation_pages_give_the_same_trees() {
    if !is_long() {
        println!("EPURE_LONG is not set: the evaluation pages were not parsed");
        return;
    }
    let pages = tree::files(&root().join("target/eval"), "html");
    let mut guarded = 0;
    for path in &pages {
        let page = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        guarded += usize::from(
            !check(&page).unwrap_or_else(|difference| panic!("{}: {difference}", path.display())),
        );
    }
    println!("{} evaluation pages, of which the guard acted on {guarded}", pages.len());
}

proptest! {
    #![proptest_config(config(3_000, 1_000_000))]

    #[test]
    fn tag_soup_gives_the_same_tree(page in generate::soup()) {
        check(&page).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn bytes_of_markup_give_the_same_tree(page in generate::noise()) {
        check(&page).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn mutated_pages_give_the_same_tree(page in generate::mutated()) {
        check(&page).map_err(TestCaseError::fail)?;
    }
}
