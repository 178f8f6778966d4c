//! Pages that other programs fall over on, each in any size.

/// A kind of page.
pub(crate) struct Pathology {
    pub(crate) name: &'static str,
    /// The size in which it is dreaded, in whatever it repeats.
    pub(crate) size: usize,
    pub(crate) page: fn(usize) -> Vec<u8>,
}

impl Pathology {
    /// The size in which the page has about so many bytes.
    pub(crate) fn size_for(&self, bytes: usize) -> usize {
        /// Enough to see what a piece takes, and little to make.
        const SAMPLE: usize = 200;
        let fixed = (self.page)(0).len();
        let each = ((self.page)(SAMPLE).len() - fixed) as f64 / SAMPLE as f64;
        let size = (bytes as f64 / each.max(0.1)) as usize;
        size.clamp(1, self.size)
    }
}

/// An article around what is dreaded, so that there is something to find.
const BEFORE: &str = "<!doctype html><title>Le vent | La Gazette</title><h1>Le vent</h1><p>Le vent \
    souffle depuis trois jours sur la côte, et les bateaux restent au port, dit le maire.</p>";
const AFTER: &str =
    "<p>« Nous attendrons », dit le maire : rien ne presse, la pêche est finie.</p>";

fn around(dreaded: &str) -> Vec<u8> {
    [BEFORE, dreaded, AFTER].concat().into_bytes()
}

fn repeat(piece: &str, times: usize) -> Vec<u8> {
    around(&piece.repeat(times))
}

/// A piece that holds its number.
fn numbered(times: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    around(&(0..times).map(piece).collect::<String>())
}

fn nested(open: &str, inside: &str, close: &str, times: usize) -> Vec<u8> {
    around(&[open.repeat(times), inside.to_owned(), close.repeat(times)].concat())
}

/// A head of its own.
fn head(head: &str) -> Vec<u8> {
    [head, BEFORE, AFTER].concat().into_bytes()
}

/// The same on every run and platform.
fn random(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

/// A link with a long attribute that never closes, and so is opened again in each paragraph.
fn opened_again(attribute: &str, piece: &str, times: usize) -> Vec<u8> {
    let long = piece.repeat(times);
    around(&format!("<p><a {attribute}='{long}'>x{}", "<p>x".repeat(times)))
}

/// A page that shows nothing.
fn told(body: &str) -> Vec<u8> {
    format!(
        "<script type=application/ld+json>{{\"@type\":\"Article\",\"articleBody\":\"{body}\"}}</script>"
    )
    .into_bytes()
}

fn all_cuts(text: &str, times: usize) -> Vec<u8> {
    let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    numbered(times, |at| {
        let cut = cuts[at % cuts.len()];
        format!("<p>{}<b>{}</b></p>", &text[..cut], &text[cut..])
    })
}

const LETTERS: &str =
    "İıŞß e\u{301}\u{323}a\u{300} 👩‍👩‍👧‍👦 🇫🇷 \u{1f3fd} ﬁ ΐ ʼn \u{202e}x\u{202c} 한국 \u{fffd}";

macro_rules! pathologies {
    ($($name:literal, $size:expr, $page:expr;)*) => {
        &[$(Pathology { name: $name, size: $size, page: $page },)*]
    };
}

pub(crate) const PATHOLOGIES: &[Pathology] = pathologies! {
    // Nesting.
    "nested <div>", 100_000, |n| nested("<div>", "x", "</div>", n);
    "nested <div> that never close", 100_000, |n| repeat("<div>x", n);
    "nested lists", 100_000, |n| nested("<ul><li>", "x", "</ul>", n);
    "nested lists with text", 100_000, |n| repeat("<ol><li>un", n);
    "nested quotes", 100_000, |n| repeat("<blockquote><p>un", n);
    "nested definitions", 100_000, |n| repeat("<dl><dt>un<dd>deux", n);
    "nested tables", 50_000, |n| nested("<table><tr><td>", "x", "</table>", n);
    "nested tables with text", 50_000, |n| repeat("<table>un<tr>deux<td>trois", n);
    "nested <section><h2>", 100_000, |n| repeat("<section><h2>un</h2>deux", n);
    "nested <b>", 1_000_000, |n| repeat("<b>", n);
    "nested <b> with text", 200_000, |n| repeat("<b>x", n);
    "nested <span> of many classes", 100_000, |n| numbered(n, |at| format!("<span class=c{at}>x"));
    "deep SVG", 100_000, |n| repeat("<svg><g>", n);
    "deep MathML", 100_000, |n| repeat("<math><mrow>", n);
    "deep MathML with text", 100_000, |n| repeat("<math><mi>x", n);
    "drawings cut short, each after many shapes", 20_000,
        |n| repeat("<svg><g><path/><path></path><svg><title>x</title></svg>", n);
    "SVG with HTML within", 50_000, |n| repeat("<svg><foreignObject><p>x", n);
    // Formatting.
    "misnested formatting", 200_000, |n| repeat("<b><i></b></i>", n);
    "misnested formatting with text", 200_000, |n| repeat("<b>x<i>y</b>z</i>", n);
    "<a><font> chains", 200_000, |n| repeat("<a href=x><font color=red>", n);
    "<b><div> interleaved", 200_000, |n| repeat("<b><div>", n);
    "<b><p> interleaved with text", 100_000, |n| repeat("<b><p>x</b>", n);
    "formatting opened again", 50_000, |n| numbered(n, |at| format!("<p><b id={at}>x"));
    "formatting opened again between others", 50_000, |n| numbered(n, |at| format!("<p>x<i id={at}>y</i>{}", if at == 0 { "<b id=x>" } else { "" }));
    "a long class, opened again", 50_000, |n| opened_again("class", "comment ", n);
    "a long style, opened again", 50_000, |n| opened_again("style", "color:red;", n);
    "long ids of what is hidden, opened again", 50_000, |n| opened_again("hidden id", "tab-", n);
    "a long relation, opened again", 50_000, |n| opened_again("href=/x rel", "tag ", n);
    "a long property, opened again", 50_000, |n| opened_again("itemprop", "name ", n);
    "a long type, opened again", 50_000, |n| opened_again("itemtype", "comment/", n);
    "a long label, opened again", 50_000, |n| opened_again("aria-label", "comments ", n);
    "a long date, opened again", 50_000, |n| opened_again("itemprop=datePublished content", "2021-", n);
    "a long address, opened again", 50_000, |n| opened_again("href", "/é(", n);
    "an address of 4 KB, opened again", 50_000, |n| around(&format!("<a href=/{}>{}", "x".repeat(4000), "<p>x".repeat(n)));
    "all that formats, opened again", 50_000, |n| around(&format!("<a href=/><b><code><em><s><small><u><font>{}", "<p>x".repeat(n)));
    "the same link, never closed", 200_000, |n| repeat("<a id>", n);
    "links by turns", 100_000, |n| repeat("<a id=x><a id=y>", n);
    "adoption", 50_000, |n| repeat("<a><div><a><p>x", n);
    "table and formatting", 50_000, |n| repeat("<table><b>x<tr><i>y", n);
    "<nobr> in <nobr>", 200_000, |n| repeat("<nobr>x", n);
    "end tags of nothing", 500_000, |n| repeat("</b></p>", n);
    // Sizes.
    "attributes on one tag", 1_000_000, |n| around(&format!("<p {}>x", (0..n).map(|at| format!("a{at}=b ")).collect::<String>()));
    "the same attribute again", 1_000_000, |n| around(&format!("<p {}>x", "class=b ".repeat(n)));
    "attributes of <b>", 500_000, |n| around(&format!("<b {}>x", "c=b ".repeat(n)));
    "a class of many tokens", 5_000_000 / 8, |n| around(&format!("<p class='{}'>x", "comment ".repeat(n)));
    "a class of one token", 5_000_000, |n| around(&format!("<p class={}>x", "c".repeat(n)));
    "a long style", 500_000, |n| around(&format!("<p style='{}'>x", "color:red;".repeat(n)));
    "long ids", 100_000, |n| numbered(n, |at| format!("<p id=comment-{at}>x"));
    "siblings", 1_000_000, |n| repeat("<i>x</i>", n);
    "empty siblings", 1_000_000, |n| repeat("<div></div>", n);
    "paragraphs", 100_000, |n| repeat("<p>x", n);
    "a row of links", 100_000, |n| around(&format!("<div>{}</div>", "<a href=/x>Un</a> ".repeat(n)));
    "line breaks", 200_000, |n| repeat("x<br>", n);
    "line breaks alone", 1_000_000, |n| repeat("<br>", n);
    "rules", 500_000, |n| repeat("<hr>", n);
    "images", 100_000, |n| repeat("<img src=/a.png alt=x>", n);
    "figures", 50_000, |n| repeat("<figure><img src=/a.png><figcaption>x</figure>", n);
    "one text", 10_000_000 / 17, |n| repeat("Le vent souffle. ", n);
    "one word", 10_000_000, |n| repeat("x", n);
    "spaces", 5_000_000, |n| repeat(" ", n);
    "no-break spaces", 1_000_000, |n| repeat("\u{a0}", n);
    "spaces and letters", 1_000_000, |n| repeat("a  ", n);
    "preformatted lines", 1_000_000, |n| around(&format!("<pre>{}</pre>", "a \n".repeat(n)));
    "a data address", 20_000_000, |n| around(&format!("<img src='data:image/png;base64,{}'>", "A".repeat(n)));
    "data addresses", 5_000, |n| repeat(&format!("<img src='data:image/png;base64,{}'>", "A".repeat(1000)), n);
    "a long link", 2_000_000, |n| around(&format!("<a href='{}'>x</a>", "/é(".repeat(n)));
    "a long srcset", 200_000, |n| around(&format!("<img srcset='{}'>", "/a.png 2x, ".repeat(n)));
    "a srcset of commas", 1_000_000, |n| around(&format!("<img srcset='{}'>", ",".repeat(n)));
    "headings", 100_000, |n| repeat("<h2>x</h2>", n);
    "headings of all levels", 100_000, |n| numbered(n, |at| format!("<h{0}>Partie {at}</h{0}>", at % 6 + 1));
    "long headings", 2_000, |n| repeat(&format!("<h1>{0}</h1><h2>{0}</h2><p>x", "partie ".repeat(100)), n);
    "many words", 300_000, |n| numbered(n, |at| format!("mot{at} "));
    "capitals and dots", 1_000_000, |n| repeat("A. ", n);
    // Tokens.
    "entities", 1_000_000, |n| repeat("&eacute;", n);
    "ampersands", 2_000_000, |n| repeat("&", n);
    "broken entities", 500_000, |n| repeat("&CounterClockwiseContourIntegra", n / 4);
    "digits of an entity", 2_000_000, |n| around(&format!("&#{};", "9".repeat(n)));
    "surrogates", 500_000, |n| repeat("&#xD800;&#xDC00;", n);
    "less-than signs", 5_000_000, |n| repeat("<", n);
    "less-than signs and slashes", 1_000_000, |n| repeat("</", n);
    "less-than signs and exclamation marks", 1_000_000, |n| repeat("<!", n);
    "comments", 500_000, |n| repeat("<!---->", n);
    "comments that never close", 1_000_000, |n| repeat("<!-- ", n);
    "CDATA", 500_000, |n| repeat("<![CDATA[x", n);
    "an unclosed script", 5_000_000, |n| around(&format!("<script>{}", "x".repeat(n)));
    "scripts in comments", 500_000, |n| around(&format!("<script>{}", "<!--<script>".repeat(n)));
    "unclosed scripts", 300_000, |n| repeat("<script></scrip", n);
    "an unclosed comment", 5_000_000, |n| around(&format!("<!--{}", "-".repeat(n)));
    "an unclosed attribute", 5_000_000, |n| around(&format!("<p title='{}", "x".repeat(n)));
    "quotes that never close", 500_000, |n| repeat("<p a='", n);
    "an unclosed title", 2_000_000, |n| around(&format!("<title>{}", "</titl".repeat(n / 3)));
    "an unclosed textarea", 2_000_000, |n| around(&format!("<textarea>{}", "&amp;x".repeat(n / 3)));
    "NULs", 2_000_000, |n| repeat("\0", n);
    "NULs in a table", 300_000, |n| around(&format!("<table>{}", "\0x".repeat(n)));
    "carriage returns", 1_000_000, |n| repeat("\r\r\n", n);
    "names that nobody knows", 100_000, |n| numbered(n, |at| format!("<x{at}>x</x{at}>"));
    // Forms, templates, frames.
    "options", 200_000, |n| around(&format!("<select>{}", "<option>x".repeat(n)));
    "selects", 200_000, |n| repeat("<select><optgroup><option>x", n);
    "templates", 100_000, |n| repeat("<template>x", n);
    "templates in tables", 100_000, |n| repeat("<table><template><tr><td>x", n);
    "frames", 200_000, |n| format!("<frameset>{}", "<frame><noframes>x</noframes>".repeat(n)).into_bytes();
    "framesets", 200_000, |n| "<frameset>".repeat(n).into_bytes();
    "forms", 200_000, |n| repeat("<form><input><button>x", n);
    "pages in a page of many attributes", 200_000, |n| format!("<html lang=a class=b id=c title=d style=e dir=f rel=g>{BEFORE}{}", "<html>".repeat(n)).into_bytes();
    "bodies", 200_000, |n| repeat("<body class=a id=b lang=c><html dir=d>", n);
    "heads", 200_000, |n| repeat("</head><head><base>", n);
    "<noscript>", 200_000, |n| repeat("<noscript><p>x</noscript>", n);
    // Tables.
    "a row of wide cells", 100_000, |n| around(&format!("<table><tr>{}</table>", "<td colspan=1000000>x".repeat(n)));
    "a column of tall cells", 50_000, |n| around(&format!("<table>{}</table>", "<tr><td rowspan=65534>x<td>y".repeat(n)));
    "cells both wide and tall", 20_000, |n| around(&format!("<table><tr><th>a<th>b{}</table>", "<tr><td colspan=1000 rowspan=1000>x<td>y".repeat(n)));
    "a long row, then short ones", 20_000, |n| around(&format!("<table><tr>{}{}</table>", "<td>x".repeat(n), "<tr><td>y".repeat(n)));
    "rows without cells", 300_000, |n| around(&format!("<table>{}</table>", "<tr>".repeat(n)));
    "text outside of cells", 200_000, |n| around(&format!("<table>{}</table>", "x<tr>".repeat(n)));
    // What Markdown has to escape.
    "asterisks", 500_000, |n| repeat("*", n);
    "asterisks and letters", 500_000, |n| repeat("*a_", n);
    "brackets", 500_000, |n| repeat("[", n);
    "brackets both ways", 500_000, |n| repeat("[](", n);
    "backticks", 500_000, |n| repeat("`", n);
    "backticks in code", 200_000, |n| around(&format!("<code>{}</code>", "` ``".repeat(n)));
    "fences in code", 200_000, |n| around(&format!("<pre>{}</pre>", "```\n".repeat(n)));
    "more and more backticks", 1_500, |n| around(&(0..n).map(|at| format!("<code>{} a</code>", "`".repeat(at % 1000))).collect::<String>());
    "tiny emphasis", 200_000, |n| repeat("<b>*</b><i>_</i>", n);
    "pipes", 500_000, |n| around(&format!("<table><tr><td>{}</table>", "|".repeat(n)));
    "dollar signs", 500_000, |n| repeat("$x", n);
    "numbers and dots", 300_000, |n| repeat("1. ", n);
    // Metadata.
    "JSON, and then a page", 300_000, |n| format!("{}<p>x", "{\"a\":1}\n".repeat(n)).into_bytes();
    "deep JSON", 1_000_000, |n| "[".repeat(n).into_bytes();
    "comments before a feed", 200_000, |n| format!("{}<rss><p>x", "<!--a-->".repeat(n)).into_bytes();
    "nested JSON-LD", 100_000, |n| head(&format!("<script type=application/ld+json>{}{}</script>", "{\"a\":[".repeat(n), "]}".repeat(n)));
    "nested arrays of JSON-LD", 1_000_000, |n| head(&format!("<script type=application/ld+json>{}", "[".repeat(n)));
    "wide JSON-LD", 50_000, |n| head(&format!("<script type=application/ld+json>[{}]</script>", vec!["{\"@type\":\"Article\",\"headline\":\"x\",\"author\":{\"name\":\"y\"}}"; n].join(",")));
    "broken JSON-LD", 200_000, |n| head(&format!("<script type=application/ld+json>{{\"@type\":\"Article\",{}</script>", "\"headline\": \"a\"b\",\n".repeat(n)));
    "many JSON-LD", 20_000, |n| head(&"<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"x\"}</script>".repeat(n));
    "an article told to programs alone", 300_000, |n| told(&"le vent <b>souffle<p>".repeat(n));
    "an article told in lines", 300_000, |n| told(&"le vent souffle\\n".repeat(n));
    "a quote in JSON-LD that never closes", 1_000_000, |n| head(&format!("<script type=application/ld+json>{{\"a\":\"{}", "\\\"x".repeat(n)));
    "remarks in JSON-LD that never close", 300_000, |n| head(&format!("<script type=application/ld+json>{}</script>", "/* ".repeat(n)));
    "remarks in JSON-LD on one line", 300_000, |n| head(&format!("<script type=application/ld+json>{}</script>", "// ".repeat(n)));
    "slashes in JSON-LD", 1_000_000, |n| head(&format!("<script type=application/ld+json>{}</script>", "/".repeat(n)));
    "a relation that says the same again", 50_000, |n| head(&format!("<link rel='{}' href='/{}'>", "canonical ".repeat(n), "x".repeat(10 * n)));
    "<meta>", 100_000, |n| head(&numbered_text(n, |at| format!("<meta property=og:title content='titre {at}'><meta name=author content=a{at}>")));
    "a long title", 200_000, |n| head(&format!("<title>{}</title>", "Le vent | ".repeat(n)));
    "a long description", 200_000, |n| head(&format!("<meta name=description content='{}'>", "Le vent souffle. ".repeat(n)));
    "titles", 50_000, |n| numbered(n, |at| format!("<h1>Le vent {at}</h1>"));
    "bylines", 50_000, |n| numbered(n, |at| format!("<p class=author>Par Jean Dupont{at}</p>"));
    "bylines in one line", 50_000, |n| repeat("Par Jean Dupont, ", n);
    "dates", 50_000, |n| repeat("<p class=date>Publié le 3 mars 2021 à 12:30</p>", n);
    "dates in one line", 100_000, |n| repeat("3 mars 2021 ", n);
    "times", 50_000, |n| repeat("<time datetime=2021-03-04T05:06:07Z>x</time> ", n);
    "digits and dashes", 500_000, |n| repeat("2021-", n);
    "a long base", 1_000_000, |n| head(&format!("<base href=https://b.example/{}/><a href=x>y</a>", "b".repeat(n)));
    "a long base and many links", 3_000, |n| head(&format!("<base href=https://b.example/{}/>{}", "b".repeat(10 * n), "<p>x <a href=x>y</a>".repeat(n)));
    "a base and many links", 30_000, |n| head(&format!("<base href=https://b.example/{}/>{}", "b".repeat(2000), "<p>x <a href=x>y</a>".repeat(n)));
    "a long abbreviation that never closes", 100_000, |n| around(&format!("<abbr title='{}'>{}", "b".repeat(4000), "<p>Le vent.</p>".repeat(n)));
    "a long date that never closes", 100_000, |n| around(&format!("<time datetime='{}'>{}", "2".repeat(500), "<p>Le vent.</p>".repeat(n)));
    "dates around a long text", 100_000, |n| around(&format!("{}{}", "<div class=date>".repeat(50), "le vent ".repeat(n)));
    "duplicates", 20_000, |n| repeat("<div><p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent.</p></div>", n);
    "copies of what stands before a long text", 20_000, |n| around(&format!(
        "<article><p>Le vent souffle depuis trois jours sur la côte.<p>En 2024, {}</article>{}",
        "le vent ".repeat(n), "<div><div><p>Le vent souffle depuis trois jours sur la côte.</div></div>".repeat(n)));
    "comments of readers", 50_000, |n| numbered(n, |at| format!("<div class=comment id=c{at}><b>Jean</b> <i>3 mars</i><p>Oui {at}.</div>"));
    "headings of comments in each other", 20_000, |n| around(&format!("<section><h2>{}</h2><p>a b c</p>{}", "laisser un commentaire ".repeat(n), "<div><h3>Anna</h3><p>Oui.</p><p>Non.</p></div><p>Oui, en effet.</p>".repeat(n)));
    "comments of all shapes", 30_000, |n| around(&format!("<section class=comments>{}", numbered_text(n, |at| format!("<div class=x{at}>Anna Brel dit un mot</div>"))));
    "code in a class of many words", 30_000, |n| around(&format!("<div class='{}'>{}", "ab ".repeat(n), "<pre>a b c</pre>".repeat(n / 10)));
    "hidden text", 100_000, |n| repeat("<p hidden>x</p><p style='display:none'>y</p>", n);
    // What is no page.
    "JSON", 200_000, |n| format!("[{}]", vec!["{\"a\": \"b < c > d\"}"; n].join(",")).into_bytes();
    "PDF", 1_000_000, |n| [b"%PDF-1.7\n1 0 obj << /Type /Catalog >> stream\n".as_slice(), &random(n)].concat();
    "random bytes", 2_000_000, random;
    "high bytes", 1_000_000, |n| vec![0xe9; n];
    "bytes that break UTF-8", 500_000, |n| repeat_bytes(b"\xf0\x9f\x98<b>\xc3", n);
    "letters at every cut", 30_000, |n| all_cuts(LETTERS, n);
    "combining marks", 1_000_000, |n| repeat("\u{301}", n);
    "zero-width letters", 500_000, |n| repeat("\u{200b}\u{200d}", n);
    "İ", 1_000_000, |n| repeat("İ", n);
};

fn numbered_text(times: usize, piece: impl Fn(usize) -> String) -> String {
    (0..times).map(piece).collect()
}

fn repeat_bytes(piece: &[u8], times: usize) -> Vec<u8> {
    [BEFORE.as_bytes(), &piece.repeat(times), AFTER.as_bytes()].concat()
}

/// Pages of no size at all.
pub(crate) const TINY: &[&[u8]] = &[
    b"",
    b" ",
    b"\0",
    b"<",
    b"<!",
    b"</",
    b"<p",
    b"&",
    b"&#",
    b"x",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xfe\xff\0",
    b"<!doctype",
    b"<html",
    b"<body>",
    b"<title>",
    b"<frameset>",
    b"<script>",
    b"<table>",
    b"<svg>",
    b"</html>",
    b"<template>",
    b"<base href>",
    b"<img>",
    b"<pre>\n",
    b"\xf0",
];
