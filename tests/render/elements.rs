//! Each element in all three outputs.

use crate::words::check;
use crate::{all, all_at};

/// Checks a page's text, HTML and Markdown.
#[track_caller]
fn case(page: &str, text: &str, html: &str, markdown: &str) {
    let article = all_at("https://example.org/a/", page);
    assert_eq!(article.text(), text, "text");
    assert_eq!(article.html(), html, "HTML");
    assert_eq!(article.markdown(), markdown, "Markdown");
    check(&article).unwrap();
}

#[test]
fn headings_keep_their_levels() {
    case(
        "<h1>One</h1><p>Text.</p><h3>Three #</h3><h6><span>Six <b>bold</b></span></h6>",
        "One\n\nText.\n\nThree #\n\nSix bold",
        "<h1>One</h1>\n<p>Text.</p>\n<h3>Three #</h3>\n<h6>Six <b>bold</b></h6>",
        "# One\n\nText.\n\n### Three \\#\n\n###### Six bold",
    );
}

#[test]
fn a_heading_is_one_however_it_is_divided() {
    case(
        "<h2><div>One</div><div>Two</div></h2>",
        "One\n\nTwo",
        "<h2>One<br>\nTwo</h2>",
        "## One Two",
    );
}

#[test]
fn paragraphs_and_line_breaks() {
    case(
        "<div>One<br>two<br><br>three<p>four</p>five</div>",
        "One\ntwo\n\nthree\n\nfour\n\nfive",
        "<p>One<br>\ntwo</p>\n<p>three</p>\n<p>four</p>\n<p>five</p>",
        "One\\\ntwo\n\nthree\n\nfour\n\nfive",
    );
}

#[test]
fn labels_in_a_row_are_one_line() {
    case(
        "<div><a href=/x>One</a><a href=/y>Two</a></div>",
        "One Two",
        "<p><a href=\"https://example.org/x\">One</a> <a href=\"https://example.org/y\">Two</a></p>",
        "[One](https://example.org/x) [Two](https://example.org/y)",
    );
}

#[test]
fn inline_elements() {
    case(
        "<p>A <b>b</b> <strong>c</strong> <i>d</i> <em>e</em> <s>f</s> <del>g</del> <code>h</code>
         <kbd>i</kbd> <tt>j</tt> <u>k</u> <mark>l</mark> <small>m</small> <q>n</q> <cite>o</cite>
         <abbr title='a b'>p</abbr> <time datetime=2024-01-02>q</time> x<sub>1</sub>y<sup>2</sup>
         <font color=red>r</font> <span class=x>s</span>.",
        "A b c d e f g h i j k l m n o p q x1y2 r s.",
        "<p>A <b>b</b> <strong>c</strong> <i>d</i> <em>e</em> <s>f</s> <del>g</del> <code>h</code> \
         <kbd>i</kbd> <code>j</code> <u>k</u> <mark>l</mark> <small>m</small> <q>n</q> \
         <cite>o</cite> <abbr title=\"a b\">p</abbr> <time datetime=\"2024-01-02\">q</time> \
         x<sub>1</sub>y<sup>2</sup> r s.</p>",
        "A **b** **c** *d* *e* ~~f~~ ~~g~~ `h` `i` `j` k l m n o p q x<sub>1</sub>y<sup>2</sup> r s.",
    );
}

#[test]
fn spaces_stand_outside_of_emphasis() {
    case(
        "<p>One<b> two </b>three <i>four </i>five<a href=/x> six</a>.",
        "One two three four five six.",
        "<p>One <b>two</b> three <i>four</i> five <a href=\"https://example.org/x\">six</a>.</p>",
        "One **two** three *four* five [six](https://example.org/x).",
    );
}

#[test]
fn emphasis_that_markdown_cannot_say() {
    case(
        "<p>a<b>\"b\"</b>c, <b>d.</b>e, <b>f</b><i>g</i> <b><i>h</i></b> <b><b>i</b></b>",
        "a\"b\"c, d.e, fg h i",
        "<p>a<b>\"b\"</b>c, <b>d.</b>e, <b>f</b><i>g</i> <b><i>h</i></b> <b>i</b></p>",
        "a<strong>\"b\"</strong>c, <strong>d.</strong>e, **f**g ***h*** **i**",
    );
}

#[test]
fn emphasis_around_blocks_is_given_to_each() {
    case(
        "<b><p>One</p><p>two</p></b>",
        "One\n\ntwo",
        "<p><b>One</b></p>\n<p><b>two</b></p>",
        "**One**\n\n**two**",
    );
}

#[test]
fn a_link_around_a_card_is_not_repeated_without_end() {
    case(
        "<a href=/x><h2>One</h2><p>two</p><p>three</p><p>four</p></a>",
        "One\n\ntwo\n\nthree\n\nfour",
        "<h2><a href=\"https://example.org/x\">One</a></h2>\n\
         <p><a href=\"https://example.org/x\">two</a></p>\n<p>three</p>\n<p>four</p>",
        "## [One](https://example.org/x)\n\n[two](https://example.org/x)\n\nthree\n\nfour",
    );
}

#[test]
fn links_with_brackets_and_parentheses() {
    case(
        "<p><a href='/a_(b)'>one [1]</a> <a href='/c)d'>(two)</a> <a href='/e f?g=&lt;h>&amp;lt;'>\
         three</a> see! <a href=#x>four</a> wow!<a href=y>five</a>",
        "one [1] (two) three see! four wow!five",
        "<p><a href=\"https://example.org/a_(b)\">one [1]</a> \
         <a href=\"https://example.org/c)d\">(two)</a> \
         <a href=\"https://example.org/e%20f?g=%3Ch%3E&amp;lt;\">three</a> see! \
         <a href=\"https://example.org/a/#x\">four</a> \
         wow!<a href=\"https://example.org/a/y\">five</a></p>",
        "[one \\[1\\]](https://example.org/a_(b)) [(two)](https://example.org/c\\)d) \
         [three](https://example.org/e%20f?g=%3Ch%3E\\&lt;) see! [four](https://example.org/a/#x) \
         wow\\![five](https://example.org/a/y)",
    );
}

#[test]
fn links_without_a_base_stay_as_they_are() {
    let article =
        all("<p><a href=/x>one</a> <a href='//y.example/z'>two</a> <a href=javascript:x>three</a>");
    assert_eq!(
        article.html(),
        "<p><a href=\"/x\">one</a> <a href=\"//y.example/z\">two</a> three</p>"
    );
    assert_eq!(article.markdown(), "[one](/x) [two](//y.example/z) three");
}

#[test]
fn the_base_element_counts() {
    let article = all("<base href=https://b.example/c/><p><a href=x>one</a>");
    assert_eq!(article.html(), "<p><a href=\"https://b.example/c/x\">one</a></p>");
}

#[test]
fn lists_nest() {
    case(
        "<ul><li>One<ul><li>two<ol><li>three</ol></ul><li><p>four</p><p>five</p></ul><p>Six",
        "One\ntwo\nthree\nfour\n\nfive\n\nSix",
        "<ul>\n<li>One<ul>\n<li>two<ol>\n<li>three</li>\n</ol>\n</li>\n</ul>\n</li>\n\
         <li><p>four</p>\n<p>five</p>\n</li>\n</ul>\n<p>Six</p>",
        "- One\n  - two\n    1. three\n- four\n\n  five\n\nSix",
    );
}

#[test]
fn numbered_lists_keep_their_numbers() {
    case(
        "<ol start=9><li>One<li>two<li value=20>three</ol><ol reversed><li>four<li>five</ol>",
        "One\ntwo\nthree\n\nfour\nfive",
        "<ol start=\"9\">\n<li>One</li>\n<li>two</li>\n<li value=\"20\">three</li>\n</ol>\n\
         <ol start=\"2\" reversed>\n<li>four</li>\n<li>five</li>\n</ol>",
        "9. One\n10. two\n20. three\n\n2) four\n1) five",
    );
}

#[test]
fn lists_as_pages_write_them() {
    // Lists in lists without an item, text in lists, items without a list, lists side by side.
    case(
        "<ul><li>One</li><ul><li>two</li></ul>three<li>four</li></ul><ul><li>five</ul>\
         <div><li>six</div>",
        "One\ntwo\nthree\nfour\n\nfive\n\nsix",
        "<ul>\n<li>One<ul>\n<li>two</li>\n</ul>\n</li>\n<li>three</li>\n<li>four</li>\n</ul>\n\
         <ul>\n<li>five</li>\n</ul>\n<p>six</p>",
        "- One\n  - two\n- three\n- four\n\n* five\n\nsix",
    );
}

#[test]
fn lists_hold_blocks() {
    case(
        "<ol><li><h3>One</h3><blockquote>two</blockquote><pre>three\n four</pre><li>five</ol>",
        "One\n\ntwo\n\nthree\n four\nfive",
        "<ol>\n<li><h3>One</h3>\n<blockquote>\n<p>two</p>\n</blockquote>\n<pre>three\n four</pre>\n\
         </li>\n<li>five</li>\n</ol>",
        "1. ### One\n\n   > two\n\n   ```\n   three\n    four\n   ```\n2. five",
    );
}

#[test]
fn definition_lists() {
    case(
        "<dl><dt>One<dd>two<dt><b>Three</b><dd><p>four</p><ul><li>five</ul></dl>",
        "One\ntwo\nThree\nfour\n\nfive",
        "<dl>\n<dt>One</dt>\n<dd>two</dd>\n<dt><b>Three</b></dt>\n\
         <dd><p>four</p>\n<ul>\n<li>five</li>\n</ul>\n</dd>\n</dl>",
        "**One**\n\ntwo\n\n**Three**\n\nfour\n\n- five",
    );
}

#[test]
fn quotes_nest() {
    case(
        "<blockquote><p>One</p><blockquote>two</blockquote><ul><li>three</ul></blockquote>\
         <blockquote>four<br>five</blockquote>",
        "One\n\ntwo\n\nthree\n\nfour\nfive",
        "<blockquote>\n<p>One</p>\n<blockquote>\n<p>two</p>\n</blockquote>\n\
         <ul>\n<li>three</li>\n</ul>\n</blockquote>\n\
         <blockquote>\n<p>four<br>\nfive</p>\n</blockquote>",
        "> One\n>\n> > two\n>\n> - three\n\n> four\\\n> five",
    );
}

#[test]
fn code_keeps_its_bytes_and_language() {
    case(
        "<pre class='brush: js;'>no()</pre>\
         <pre><code class='hljs language-rust'>\nfn <b>a</b>() {\n\n\t``` // &lt;b>\n}\n</code></pre>\
         <div class='highlight highlight-source-shell'><pre><a id=1></a>ls <span>-l</span></pre></div>\
         <div class='language-c++ highlighter-rouge'><div class=highlight><pre><code>x</code></pre></div></div>\
         <pre lang=x>  poem\n    line</pre>",
        "no()\n\nfn a() {\n\n\t``` // <b>\n}\n\nls -l\n\nx\n\n  poem\n    line",
        "<pre><code class=\"language-js\">no()</code></pre>\n\
         <pre><code class=\"language-rust\">fn <b>a</b>() {\n\n\t``` // &lt;b&gt;\n}</code></pre>\n\
         <pre><code class=\"language-shell\">ls -l</code></pre>\n\
         <pre><code class=\"language-c++\">x</code></pre>\n<pre>  poem\n    line</pre>",
        "```js\nno()\n```\n\n````rust\nfn a() {\n\n\t``` // <b>\n}\n````\n\n```shell\nls -l\n```\n\n\
         ```c++\nx\n```\n\n```\n  poem\n    line\n```",
    );
}

#[test]
fn code_within_a_line() {
    case(
        "<p>Use <code>a`b</code>, <code>`</code>, <code> c  d </code>, <code>e</code><code>f</code>,
         <code>g <b>h</b></code>, <a href=/x><code>i[0]</code></a>.",
        "Use a`b, `, c d , ef, g h, i[0].",
        "<p>Use <code>a`b</code>, <code>`</code>, <code>c d</code> , <code>e</code><code>f</code>, \
         <code>g <b>h</b></code>, <a href=\"https://example.org/x\"><code>i[0]</code></a>.</p>",
        "Use ``a`b``, `` ` ``, `c d` , `ef`, `g` **`h`**, [`i[0]`](https://example.org/x).",
    );
}

#[test]
fn tables_of_data() {
    case(
        "<table><caption>Numbers</caption><thead><tr><th>One<th>two</thead>\
         <tr><td>three<td><a href=/x>fo|ur</a><tr><td><td><code>a|b</code><tfoot><tr><td colspan=2>\
         five</table>",
        "Numbers\nOne\ttwo\nthree\tfo|ur\na|b\nfive",
        "<table>\n<caption>Numbers</caption>\n<thead>\n<tr>\n<th>One</th>\n<th>two</th>\n</tr>\n\
         </thead>\n<tbody>\n<tr>\n<td>three</td>\n\
         <td><a href=\"https://example.org/x\">fo|ur</a></td>\n</tr>\n\
         <tr>\n<td></td>\n<td><code>a|b</code></td>\n</tr>\n</tbody>\n\
         <tfoot>\n<tr>\n<td colspan=\"2\">five</td>\n</tr>\n</tfoot>\n</table>",
        "Numbers\n\n| One | two |\n| --- | --- |\n| three | [fo\\|ur](https://example.org/x) |\n\
         |  | `a\\|b` |\n| five |  |",
    );
}

#[test]
fn spans_move_the_cells_after_them() {
    case(
        "<table><tr><th colspan=2>One<th>two<tr><td rowspan=2>three<td>four<td>five\
         <tr><td>six<td>seven<tr><td>eight</table>",
        "One\ttwo\nthree\tfour\tfive\nsix\tseven\neight",
        "<table>\n<tbody>\n<tr>\n<th colspan=\"2\">One</th>\n<th>two</th>\n</tr>\n\
         <tr>\n<td rowspan=\"2\">three</td>\n<td>four</td>\n<td>five</td>\n</tr>\n\
         <tr>\n<td>six</td>\n<td>seven</td>\n</tr>\n<tr>\n<td>eight</td>\n</tr>\n</tbody>\n</table>",
        "| One |  | two |\n| --- | --- | --- |\n| three | four | five |\n|  | six | seven |\n\
         | eight |",
    );
}

#[test]
fn tables_without_a_header() {
    case(
        "<table><tr><td>One<td>two<tr><td>three<br>four<td><ul><li>five<li>six</ul></table>",
        "One\ttwo\n\nthree\nfour\n\nfive\nsix",
        "<table>\n<tbody>\n<tr>\n<td>One</td>\n<td>two</td>\n</tr>\n<tr>\n\
         <td>three<br>\nfour</td>\n<td><ul>\n<li>five</li>\n<li>six</li>\n</ul>\n</td>\n</tr>\n\
         </tbody>\n</table>",
        "|  |  |\n| --- | --- |\n| One | two |\n| three<br>four | five<br>six |",
    );
}

#[test]
fn tables_of_layout_become_what_they_hold() {
    case(
        "<table><tr><td>One<td><h2>Two</h2><p>three</p><table><tr><td>four</table></table>",
        "One\n\nTwo\n\nthree\n\nfour",
        "<p>One</p>\n<h2>Two</h2>\n<p>three</p>\n<p>four</p>",
        "One\n\n## Two\n\nthree\n\nfour",
    );
}

#[test]
fn huge_spans_stay_small() {
    let rows = "<tr><td colspan=1000000 rowspan=1000000>a<td>b".repeat(200);
    let article = all(&format!("<table><tr><th>x<th>y{rows}</table>"));
    check(&article).unwrap();
    assert!(article.markdown().len() < 8_000, "{}", article.markdown().len());
    assert!(article.html().len() < 20_000, "{}", article.html().len());
    let wide = format!("<table><tr>{}{rows}</table>", "<td>c".repeat(2_000));
    let article = all(&wide);
    check(&article).unwrap();
    assert!(article.markdown().len() < 8 * wide.len(), "{}", article.markdown().len());
}

#[test]
fn rules_stand_between_blocks() {
    case(
        "<hr><p>One</p><hr><hr><p>two</p><hr>",
        "One\n\ntwo",
        "<p>One</p>\n<hr>\n<p>two</p>",
        "One\n\n---\n\ntwo",
    );
}

#[test]
fn formulas_are_text() {
    case(
        "<p>Let <math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation \
         encoding=application/x-tex>x^{2}_1</annotation></semantics></math>, <math alttext='a|b'>\
         <mi>a</mi></math>, <math><mi>y</mi><mo>=</mo><mn>1</mn></math>.",
        "Let $x^{2}_1$, $a|b$, y = 1 .",
        "<p>Let $x^{2}_1$, $a|b$, y = 1 .</p>",
        "Let $`x^{2}_1`$, $`a|b`$, y = 1 .",
    );
}

#[test]
fn formulas_are_given_once() {
    // As MediaWiki and KaTeX write them.
    case(
        "<dl><dd><span class=mwe-math-element><span style='display: none;'><math \
         alttext='{\\displaystyle E=mc^{2}}'><mi>E</mi></math></span><img src=/f.svg class=fallback \
         alt='{\\displaystyle E=mc^{2}}'></span></dl><p>And <span class=katex><span \
         class=katex-mathml><math><semantics><mi>c</mi><annotation encoding=application/x-tex>c\
         </annotation></semantics></math></span><span class=katex-html aria-hidden=true>c</span>\
         </span> so.",
        "$E=mc^{2}$\n\nAnd $c$ so.",
        "<dl>\n<dd>$E=mc^{2}$</dd>\n</dl>\n<p>And $c$ so.</p>",
        "$`E=mc^{2}`$\n\nAnd $`c`$ so.",
    );
}

#[test]
fn footnotes_are_readable() {
    case(
        "<p>One<sup id=r1><a href=#n1>[1]</a></sup> two.</p><ol><li id=n1>Note. <a href=#r1>↩</a></ol>",
        "One[1] two.\n\nNote. ↩",
        "<p>One<sup><a href=\"https://example.org/a/#n1\">[1]</a></sup> two.</p>\n\
         <ol>\n<li>Note. <a href=\"https://example.org/a/#r1\">↩</a></li>\n</ol>",
        "One[\\[1\\]](https://example.org/a/#n1) two.\n\n1. Note. [↩](https://example.org/a/#r1)",
    );
}

#[test]
fn headings_do_not_link_to_themselves() {
    case(
        "<h2 id=a><a href='#a'>One <code>two</code></a></h2><h2>Three<sup><a href='#n'>1</a></sup></h2>",
        "One two\n\nThree1",
        "<h2>One <code>two</code></h2>\n\
         <h2>Three<sup><a href=\"https://example.org/a/#n\">1</a></sup></h2>",
        "## One `two`\n\n## Three[1](https://example.org/a/#n)",
    );
}

#[test]
fn formulas_in_scripts_are_formulas() {
    case(
        "<p>One <script type='math/tex'>x_1^2</script> two.</p>\
         <p>Three<span class=MathJax>y</span><script type='math/tex' id=MathJax-Element-1>y</script>",
        "One $x_1^2$ two.\n\nThreey",
        "<p>One $x_1^2$ two.</p>\n<p>Threey</p>",
        "One $`x_1^2`$ two.\n\nThreey",
    );
}

#[test]
fn ruby_stays_with_its_base() {
    case(
        "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字",
        "漢(かん)字",
        "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>",
        "漢(かん)字",
    );
}

#[test]
fn text_that_looks_like_markdown() {
    case(
        "<p># One<p>- two<p>3. three<p>&gt; four<p>*five* _six_ `seven` [eight](x)<p>a &lt;b> &amp;amp; \\*\
         <p>***<p>===<p>| a | b |<br>|---|---|<p>snake_case 2 * 3 #tag [9]",
        "# One\n\n- two\n\n3. three\n\n> four\n\n*five* _six_ `seven` [eight](x)\n\na <b> &amp; \\*\n\n\
         ***\n\n===\n\n| a | b |\n|---|---|\n\nsnake_case 2 * 3 #tag [9]",
        "<p># One</p>\n<p>- two</p>\n<p>3. three</p>\n<p>&gt; four</p>\n\
         <p>*five* _six_ `seven` [eight](x)</p>\n<p>a &lt;b&gt; &amp;amp; \\*</p>\n<p>***</p>\n\
         <p>===</p>\n<p>| a | b |<br>\n|---|---|</p>\n<p>snake_case 2 * 3 #tag [9]</p>",
        "\\# One\n\n\\- two\n\n3\\. three\n\n\\> four\n\n\\*five\\* \\_six\\_ \\`seven\\` [eight\\](x)\n\n\
         a \\<b> \\&amp; \\\\\\*\n\n\\*\\*\\*\n\n\\===\n\n\\| a | b |\\\n\\|---|---|\n\n\
         snake_case 2 * 3 #tag [9]",
    );
}

#[test]
fn deep_nesting_is_flattened_not_lost() {
    let depth = 3_000;
    let page =
        format!("{}deep{}", "<ul><li>a<blockquote>".repeat(depth), "</blockquote>".repeat(9));
    let article = all(&page);
    check(&article).unwrap();
    assert!(article.text().ends_with("deep"));
    assert!(article.html().len() < 10 * page.len());
    assert!(article.markdown().len() < 10 * page.len());
}

#[test]
fn nothing_ends_a_table_but_its_end() {
    let table = "<tr><th>Port<th>Bateaux<tr><td>Un<td><ul><li><p>deux<hr><p>trois</ul><tr><td>Quatre<td>cinq";
    let rows = "| Port | Bateaux |\n| --- | --- |\n| Un | deux<br>trois |\n| Quatre | cinq |";
    assert_eq!(all(&format!("<table>{table}</table>")).markdown(), rows);
    let caption = format!(
        "<table><tr><th>A<th>B<tr><td>1<td>2<caption><pre>f(x)</pre></caption>{table}</table>"
    );
    let markdown = all(&caption).markdown().to_owned();
    let after = markdown.split("```").last().unwrap();
    assert!(after.starts_with("\n\n|"), "a table of its own: {markdown}");
}

#[test]
fn what_is_raised_stays_so_where_its_link_is_not_written() {
    let raised = |address: &str| {
        all(&format!("<p>12 m<sup><a href='{address}'>2</a></sup>")).markdown().to_owned()
    };
    assert_eq!(raised("javascript:void(0)"), "12 m<sup>2</sup>");
    assert_eq!(raised("#note"), "12 m[2](#note)");
}

#[test]
fn items_too_deep_for_a_marker_are_paragraphs() {
    let page = format!("{}<li>deep<li>end", "<ul><li>item".repeat(14));
    let markdown = all(&page).markdown().to_owned();
    assert!(markdown.ends_with("deep\n\n                        end"), "{markdown}");
}
