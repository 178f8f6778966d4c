//! Tag soup: pages as no author would write them and some server will send them.
//!
//! A page is a run of pieces, each harmless by itself, in any order: tags open that never close and
//! close that never opened, a quote swallows what follows, a table holds a paragraph between rows.
//! Shrinking takes pieces away, so what is left of a failure is short.
//!
//! The word "caché" stands only where it is not shown, as long as nothing broken comes before it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of a page at most: enough for every kind of block to meet every other, and for a few
/// hundred pages to take seconds in a debug build.
const PIECES: usize = 120;

const WORDS: &str = "le vent souffle l’été à Ordvik, Paris. don't 42 10,3 a-b » \u{a0}! 東京 。 \
    привет e\u{301} 👩‍🚀 soft\u{ad}hyphen zero\u{200b}width";

const SPACES: &[&str] = &[" ", " ", " ", "", "\n", "\t ", "  ", "\r\n", "\u{a0}", "\u{c}"];

const ELEMENTS: &str = "a article aside b blockquote body br button center code dd details div dl dt \
    em fieldset figcaption figure font footer form frameset h1 h2 h6 head header hr html i iframe \
    image img input label li listing main marquee nav nobr noscript object ol option p pre q rp rt \
    ruby s section select span strong sub summary table tbody td template th time tr u ul video \
    x-card";

/// One a line, since some hold spaces.
const ATTRIBUTES: &str = r##"
    class=comment
    class="post-body content"
    class='sidebar
    class="a""
    CLASS=Nav
    class=a class=b
    id=main
    id
    =
    "
    href=/a
    href='#'
    href=javascript:a()
    onclick='a(">")'
    hidden
    lang=fr
    style="display: none"
    style=display:none;
    aria-hidden=true
    role=navigation
    itemprop=articleBody
    rel=author
    a<b
    é=ü
    colspan=9999999999
    type=hidden
    /
"##;

const TABLES: &str = r##"
    <table>
    <table><tr><td>
    <caption>
    <colgroup><col>
    <thead>
    <tbody>
    <tr>
    <td>
    <td rowspan=0>
    <th scope=col>
    <tfoot>
    </td>
    </tr>
    </table>
    <table><tr><td>a<td>b<tr><td>c</table>
    <table>foster<p>parent</table>
"##;

const FOREIGN: &str = r##"
    <svg>
    <svg/>
    <svg><title>
    <svg><desc>
    <svg><foreignObject><p>
    <svg><text>
    <svg><![CDATA[caché]]></svg>
    <svg><style>caché</style></svg>
    </svg>
    <math>
    <math><mi>x</mi>
    <math><mtext><b>
    <math><annotation-xml encoding=text/html><p>
    </math>
"##;

const ENTITIES: &str = "&amp; &nbsp; &eacute; &eacute &notit; &#233; &#xe9 &#0; &#128; &#x110000; \
    &# & &; &CounterClockwiseContourIntegral; &lt;b&gt;";

/// Raw text in all its states, closed most of the time: left open, it swallows the page.
const RAW_TEXT: &str = r##"
    <script>caché()</script>
    <script><!--<script>caché</script>caché--></script>
    <script><!-- caché
    <script>'<p>caché</p>'</script>
    <script type=application/ld+json>{"@type": "Article", "headline": "caché"}</script>
    <script type=application/ld+json>{"@type":</script>
    <style>p { content: 'caché' }</style>
    <textarea>caché</textarea>
    <textarea>caché
    <title>caché</title>
    <iframe><p>caché</p></iframe>
    <noframes><p>caché</p></noframes>
    <noembed><p>caché</p></noembed>
    <xmp>a <b> c</xmp>
    <noscript><p>a &amp; b</noscript>
    <template><p>caché</template>
    <template><tr><td>caché</template>
"##;

const DECLARATIONS: &str = r##"
    <!doctype html>
    <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">
    <!-- caché -->
    <!-- caché --!>
    <!--caché-- -->
    <!-->
    <!--->
    <!---caché->-->
    <!-- caché <!-- caché -->
    <!caché>
    <![CDATA[caché]]>
    <?xml caché?>
    </ caché>
"##;

const STRAYS: &[&str] = &[
    "<", ">", "</", "<>", "</>", "< p>", "<p", "<a href=", "\0", "\u{feff}", "\r", "</p>", "</br>",
    "<p/>", "<a><a>",
];

const MISNESTED: &str = r##"
    <b><i></b></i>
    <form><form>
    <p><table><p>
    <button><button>
    <select><p>a</select>
    <ul><b><li></ul>
    <a><div></a></div>
"##;

/// A page of tag soup.
pub(crate) fn page() -> impl Strategy<Value = String> {
    let elements = || select(list(ELEMENTS));
    let piece = prop_oneof![
        6 => words(),
        4 => (elements(), words()).prop_map(|(name, words)| format!("<{name}>{words}</{name}>")),
        4 => (elements(), attributes()).prop_map(|(name, attributes)| format!("<{name}{attributes}>")),
        3 => elements().prop_map(|name| format!("</{name}>")),
        1 => one_of(lines(TABLES)),
        1 => one_of(lines(FOREIGN)),
        1 => one_of(list(ENTITIES)),
        1 => one_of(lines(RAW_TEXT)),
        1 => one_of(lines(DECLARATIONS)),
        1 => one_of(STRAYS.to_vec()),
        1 => one_of(lines(MISNESTED)),
    ];
    vec(piece, 0..PIECES).prop_map(|pieces| pieces.concat())
}

fn one_of(pieces: Vec<&'static str>) -> impl Strategy<Value = String> {
    select(pieces).prop_map(str::to_owned)
}

fn words() -> impl Strategy<Value = String> {
    let word = (select(list(WORDS)), select(SPACES));
    let word = word.prop_map(|(word, space)| format!("{word}{space}"));
    vec(word, 1..20).prop_map(|words| words.concat())
}

fn attributes() -> impl Strategy<Value = String> {
    let attribute = select(lines(ATTRIBUTES)).prop_map(|attribute| format!(" {attribute}"));
    vec(attribute, 0..4).prop_map(|attributes| attributes.concat())
}

fn list(words: &'static str) -> Vec<&'static str> {
    words.split(' ').collect()
}

fn lines(pieces: &'static str) -> Vec<&'static str> {
    pieces.lines().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}
