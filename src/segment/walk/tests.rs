use super::*;
use crate::parse::parse;

fn texts(html: &str) -> Vec<String> {
    let blocks = segment(&parse(html).document);
    blocks.blocks.iter().map(|block| blocks.text_of(block).to_owned()).collect()
}

#[test]
fn blocks_end_at_block_level_elements_and_breaks() {
    assert_eq!(
        texts("<div>a <b>b</b><p>c</p>d<br>e<hr>f<ul><li>g<li>h</ul></div>"),
        ["a b", "c", "d", "e", "f", "g", "h"]
    );
}

#[test]
fn a_row_of_inline_elements_is_a_row_of_blocks() {
    assert_eq!(texts("<div><a href=x>One</a> <a href=y>Two</a></div>"), ["One", "Two"]);
    assert_eq!(texts("<p>See <a href=x>One</a> <a href=y>Two</a></p>"), ["See One Two"]);
    assert_eq!(texts("<p><a href=x>One</a></p>"), ["One"]);
}

#[test]
fn what_is_no_text_of_the_page_is_passed_over() {
    assert_eq!(
        texts(
            "<script>a</script><svg><text>b</text></svg><select><option>c</select>\
                   <template><p>d</template><textarea>e</textarea>f"
        ),
        ["f"]
    );
    assert_eq!(texts("2<select><option>kg</select>net"), ["2 net"]);
}

#[test]
fn marks_of_permanent_links_are_no_text() {
    assert_eq!(
        texts(
            "<h2>Usage<a href=#usage>¶</a></h2><h3><a href=#c><span> # </span></a> C#</h3>\
             <dt>run()<a href=#run title=Link>🔗</a></dt><h2>Note <a href=#note>#3</a></h2>\
             <h2><a href=/c>#</a></h2><p>See <a href=#a>§</a>"
        ),
        ["Usage", "C#", "run()", "Note #3", "#", "See §"]
    );
}

#[test]
fn shadow_roots_are_read_where_they_stand() {
    for mode in ["open", "closed"] {
        let page =
            format!("a<x-page><template shadowrootmode={mode}><p>b<p>c</template></x-page>d");
        assert_eq!(texts(&page), ["a", "b", "c", "d"]);
    }
}

#[test]
fn custom_elements_within_each_other_are_blocks() {
    let page = "<x-app><x-nav><a href=/>One</a><a href=/>Two</a></x-nav><x-page><x-title>Three</x-title>\
        <x-text>Four <b>five</b> six</x-text></x-page></x-app>";
    assert_eq!(texts(page), ["One", "Two", "Three", "Four five six"]);
    let line = "<p>One <x-tip><b>two</b> <i>three</i></x-tip> four";
    assert_eq!(texts(line), ["One two three four"], "in a line of text");
}

#[test]
fn preformatted_text_keeps_its_bytes() {
    assert_eq!(texts("<pre>  a\n\n\tb  <b>c</b> <i>d</i></pre>e"), ["  a\n\n\tb  c d", "e"]);
}

#[test]
fn references_that_were_encoded_twice_are_read() {
    assert_eq!(
        texts("<p>l&amp;#8217;&amp;eacute;t&amp;eacute; &amp;lt;<p><code>&amp;eacute;</code>"),
        ["l’été &lt;", "&eacute;"]
    );
}

#[test]
fn blank_blocks_are_no_blocks() {
    assert_eq!(texts("<p>&nbsp;</p><p>\u{200b}</p><p>&nbsp;a&nbsp;b </p>"), ["a\u{a0}b"]);
}

#[test]
fn lengths_are_counted_by_what_holds_the_text() {
    let blocks = segment(&parse("<p>ab <a href=x>cd <b>ef</b></a> <code>gh</code>").document);
    let block = &blocks.blocks[0];
    assert_eq!((block.length, block.linked, block.bold, block.code, block.links), (8, 4, 2, 2, 1));
    assert_eq!(block.inline_elements, 3);
}

#[test]
fn hidden_elements_are_marked() {
    let html = "<div style='color:red; DISPLAY : None'>a</div><p hidden>b<p aria-hidden=true>c\
                    <noscript>d</noscript><p>e";
    let blocks = segment(&parse(html).document);
    let hidden: Vec<_> = blocks
        .blocks
        .iter()
        .map(|b| (b.hidden.from_sight, b.hidden.from_speech, b.hidden.noscript))
        .collect();
    assert_eq!(
        hidden,
        [
            (true, false, false),
            (true, false, false),
            (false, true, false),
            (false, true, true),
            (false, false, false)
        ]
    );
}

#[test]
fn a_crowd_of_blocks_is_joined_and_no_words_with_it() {
    let pieces = "<p>one<br>two<ul><li><b>three</b></ul><p hidden>four</p><pre>five
</pre>";
    let html = format!("<table><tr><td>{}<tr><td>six</table>seven", pieces.repeat(9_000));
    let blocks = segment(&parse(&html).document);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let found: Vec<String> = texts(&html).iter().flat_map(|text| words(text)).collect();
    let expected = format!("{} six seven", "one two three four five ".repeat(9_000));
    assert!(blocks.is_crowded);
    assert!(found == words(&expected));
    assert!(blocks.blocks.iter().all(|b| b.hidden.from_sight == (blocks.text_of(b) == "four")));
    let plain = format!("<p>{}", "one<br>".repeat(9_000));
    let count = segment(&parse(&plain).document).blocks.len();
    assert!(count < 6_000, "{count} blocks");
}

#[test]
fn containers_hold_their_blocks() {
    let blocks = segment(&parse("<div><p>a<p>b</div><p>c").document);
    let div = &blocks.containers[1];
    assert_eq!((div.tag, div.first_block, div.end_block), (Tag::Div, 0, 2));
    assert_eq!(blocks.containers[0].end_block, 3);
    assert_eq!(blocks.containers[0].children, 2);
}
