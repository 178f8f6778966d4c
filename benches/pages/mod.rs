//! The pages that the benches run over: invented ones, made the same on every machine, and, where the
//! evaluation sets are there, a fixed sample of those.

#![allow(dead_code, reason = "each bench takes its part")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot read its data stops")]

use std::fs;
use std::path::Path;

use html5ever::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use markup5ever_rcdom::RcDom;

/// html5ever as it is, read as the parser reads: with `<noscript>` as markup. The reference of all
/// ratios, its drop included.
pub(crate) fn reference(page: &str) -> RcDom {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    html5ever::parse_document(RcDom::default(), options).one(page)
}

/// A page with its name.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) html: String,
}

/// The invented pages.
pub(crate) fn invented() -> Vec<Page> {
    let small = include_str!("../../tests/pages/fr-founding-semantic/page.html").to_owned();
    vec![
        Page { name: "small", html: small },
        Page { name: "news-100k", html: news(100 << 10) },
        Page { name: "news-1m", html: news(1 << 20) },
        Page { name: "scripts", html: scripts(300 << 10) },
        Page { name: "links", html: links(200 << 10) },
        Page { name: "chinese", html: chinese(100 << 10) },
    ]
}

/// One of so many pages of the evaluation sets, in the order of their names; none where the sets are
/// not there.
pub(crate) fn evaluation(every: usize) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/eval");
    let pages = ["scrapinghub", "wcxb-dev"].into_iter().flat_map(|set| {
        let mut paths: Vec<_> = fs::read_dir(root.join(set).join("html"))
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        paths.sort();
        paths
    });
    pages
        .step_by(every)
        .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
        .collect()
}

/// A news page of about so many bytes: a third of it head and scripts, then menus, an article of
/// paragraphs with links, teasers beside it, comments and a footer.
pub(crate) fn news(bytes: usize) -> String {
    let mut words = Words(7);
    let mut page = String::from(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Tide reaches the quay of \
         Brelan | The Lamp</title><meta property=og:type content=article><meta property=og:title \
         content='Tide reaches the quay of Brelan'><style>",
    );
    fill(&mut page, bytes / 8, |page, at| {
        page.push_str(&format!(".box-{at} .line{{margin:0 {at}px;color:#333}}\n"));
    });
    page.push_str("</style><script>");
    fill(&mut page, bytes / 3, |page, at| {
        page.push_str(&format!("window.data[{at}]={{\"id\":{at},\"on\":a<b&&!c}};\n"));
    });
    page.push_str("</script></head><body class='page single'><nav class=main-menu><ul>\n");
    for at in 0..20 {
        page.push_str(&format!("  <li class='item item-{at}'><a href=/part/{at}>"));
        words.write(&mut page, 2);
        page.push_str("</a></li>\n");
    }
    page.push_str(
        "</ul></nav><main><article class=post><h1>Tide reaches the quay of Brelan</h1>\n",
    );
    page.push_str("<p class=byline>By Ada Wren, 5 March 2024</p>\n");
    fill(&mut page, bytes * 2 / 3, |page, at| {
        page.push_str("<p class=text>");
        words.sentence(page, 18);
        page.push_str(&format!("<a href=/story/{at}>"));
        words.write(page, 3);
        page.push_str("</a>, ");
        words.sentence(page, 25);
        page.push_str("</p>\n");
        if at % 6 == 5 {
            page.push_str("<h2>");
            words.write(page, 5);
            page.push_str("</h2>\n<figure><img src=/a.jpg alt=quay><figcaption>");
            words.write(page, 8);
            page.push_str("</figcaption></figure>\n");
        }
    });
    page.push_str("</article><aside class=related><h3>Latest</h3>\n");
    fill(&mut page, bytes, |page, at| {
        page.push_str(&format!(
            "<div class='card card--small' data-id={at}>\n  <a class=card__link href=/story/{at}>\
             <img class=card__image src=/thumb/{at}.jpg alt=''>\n    <span class=card__title>"
        ));
        words.write(page, 7);
        page.push_str("</span></a>\n  <div class=card__meta><time>12:30</time></div>\n</div>\n");
    });
    page.push_str("</aside></main><footer><p>All rights reserved.</p></footer></body></html>");
    page
}

/// A page that is mostly scripts, with a short article.
fn scripts(bytes: usize) -> String {
    let mut page = String::from("<!DOCTYPE html><title>Lamp</title><body>");
    fill(&mut page, bytes, |page, at| {
        page.push_str("<script>");
        for line in 0..50 {
            page.push_str(&format!("(function(){{var x{line}='<b>'+\"{at}\"/{line};}})();\n"));
        }
        page.push_str("</script>\n");
    });
    let mut words = Words(11);
    for _ in 0..8 {
        page.push_str("<p>");
        words.sentence(&mut page, 40);
        page.push_str("</p>");
    }
    page
}

/// A page of links in lists in columns.
fn links(bytes: usize) -> String {
    let mut words = Words(13);
    let mut page = String::from("<!DOCTYPE html><title>Directory</title><body><div class=columns>");
    fill(&mut page, bytes, |page, at| {
        page.push_str(&format!("<div class='column col-{}'><ul class=directory>", at % 4));
        for link in 0..12 {
            page.push_str(&format!("<li><a href='/d/{at}/{link}?sort=name&amp;page=1'>"));
            words.write(page, 3);
            page.push_str("</a> <span class=count>(12)</span></li>\n");
        }
        page.push_str("</ul></div>\n");
    });
    page
}

/// An article in Chinese.
fn chinese(bytes: usize) -> String {
    const CHARACTERS: [char; 16] = [
        '海', '港', '昨', '夜', '水', '位', '上', '升', '四', '米', '船', '长', '说', '的', '了',
        '在',
    ];
    let mut words = Words(17);
    let mut page = String::from(
        "<!DOCTYPE html><html lang=zh><title>潮水到达码头</title><body><div class=nav><a href=/>首页</a>\
         </div><h1>潮水到达码头</h1>",
    );
    fill(&mut page, bytes, |page, _| {
        page.push_str("<p>");
        for _ in 0..6 {
            for _ in 0..18 {
                page.push(CHARACTERS[words.next() % CHARACTERS.len()]);
            }
            page.push('，');
        }
        page.push_str("。</p>\n");
    });
    page
}

/// Appends pieces until the page has so many bytes.
fn fill(page: &mut String, bytes: usize, mut piece: impl FnMut(&mut String, usize)) {
    let mut at = 0;
    while page.len() < bytes {
        piece(page, at);
        at += 1;
    }
}

/// Words without end, the same ones each time.
struct Words(u64);

impl Words {
    fn next(&mut self) -> usize {
        // Knuth's MMIX generator: the high bits are random enough.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    fn write(&mut self, page: &mut String, count: usize) {
        const WORDS: [&str; 32] = [
            "the", "harbour", "of", "water", "and", "keeper", "in", "night", "to", "lantern",
            "was", "seen", "over", "a", "wall", "with", "boats", "by", "morning", "had", "risen",
            "four", "metres", "that", "market", "for", "council", "said", "on", "Monday", "road",
            "closed",
        ];
        for at in 0..count {
            if at > 0 {
                page.push(' ');
            }
            page.push_str(WORDS[self.next() % WORDS.len()]);
        }
    }

    fn sentence(&mut self, page: &mut String, count: usize) {
        page.push_str("Then ");
        self.write(page, count / 2);
        page.push_str(", ");
        self.write(page, count - count / 2);
        page.push_str(". ");
    }
}
