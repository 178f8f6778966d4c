//! Images: which are shown, and from where.

use epure::Article;

use crate::words::check;
use crate::{all, all_at};

/// The sources of the images that come out.
fn sources(article: &Article) -> Vec<String> {
    check(article).unwrap();
    let sources: Vec<String> = article
        .html()
        .split("<img src=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(sources.len(), article.markdown().matches("](").count());
    sources
}

#[track_caller]
fn expect(page: &str, expected: &[&str]) {
    let page = format!("<p>Before.</p>{page}<p>After.</p>");
    assert_eq!(sources(&all(&page)), expected);
}

#[test]
fn figures_hold_image_and_caption() {
    let article = all_at(
        "https://example.org/a",
        "<p>One</p><figure><a href=/big.jpg><img src=/b.jpg alt='A [b] \"c\"' width=640 height=480></a>
         <figcaption>The <i>caption</i>.</figcaption></figure><p>Two <img src=c.png alt=c> three.",
    );
    assert_eq!(
        article.html(),
        "<p>One</p>\n<figure>\n<a href=\"https://example.org/big.jpg\">\
         <img src=\"https://example.org/b.jpg\" alt=\"A [b] &quot;c&quot;\" width=\"640\" \
         height=\"480\"></a><figcaption>The <i>caption</i>.</figcaption>\n</figure>\n\
         <p>Two <img src=\"https://example.org/c.png\" alt=\"c\"> three.</p>"
    );
    assert_eq!(
        article.markdown(),
        "One\n\n[![A \\[b\\] \"c\"](https://example.org/b.jpg)](https://example.org/big.jpg)\n\n\
         The *caption*.\n\nTwo ![c](https://example.org/c.png) three."
    );
    check(&article).unwrap();
}

#[test]
fn lazy_images_are_resolved() {
    expect("<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw= data-src=/a.jpg>", &["/a.jpg"]);
    expect("<img src=/tiny.jpg data-lazy-src=/a.jpg>", &["/a.jpg"]);
    expect("<img src=/img/placeholder.png data-original=/a.jpg>", &["/a.jpg"]);
    expect("<img data-srcset='/a.jpg 300w, /b.jpg 900w, /c.jpg 3000w'>", &["/b.jpg"]);
    expect("<img src=/a.jpg srcset='/b.jpg 2x'>", &["/a.jpg"]);
    expect("<amp-img src=/a.jpg><noscript><img src=/a.jpg></noscript></amp-img>", &["/a.jpg"]);
    expect("<picture><source srcset='/a.webp 1x, /b.webp 2x'><img></picture>", &["/b.webp"]);
    expect("<picture><source srcset=/a.webp><img src=/b.jpg></picture>", &["/b.jpg"]);
    expect("<img data-src=javascript:x src=/a.jpg>", &["/a.jpg"]);
}

#[test]
fn twins_are_shown_once() {
    expect("<img data-src=/a.jpg><noscript><img src=/a.jpg?big></noscript>", &["/a.jpg"]);
    expect("<img class=lazy><noscript><img src=/a.jpg></noscript>", &["/a.jpg"]);
    expect("<noscript><img src=/a.jpg></noscript><img data-src=/a.jpg>", &["/a.jpg"]);
    expect(
        "<div><img data-src=/a.jpg><noscript><img src=/a.jpg></noscript></div>
         <div><img data-src=/b.jpg><noscript><img src=/b.jpg></noscript></div>",
        &["/a.jpg", "/b.jpg"],
    );
}

#[test]
fn spacers_and_counters_are_dropped() {
    expect("<img src=/t.gif width=1 height=1>", &[]);
    expect("<img src=/t.gif width=100% height=2px>", &[]);
    expect("<img src=/images/spacer.gif width=30>", &[]);
    expect("<img src='data:image/svg+xml,%3Csvg/%3E'>", &[]);
    expect("<img src=/t.gif style='display:none'>", &[]);
    expect("<img src='' alt=x><img>", &[]);
}

#[test]
fn small_pictures_within_the_page_are_kept() {
    let picture = format!("data:image/png;base64,{}", "iVBORw0K".repeat(100));
    expect(&format!("<img src='{picture}'>"), &[&picture]);
    expect(&format!("<img src='{picture}' data-src=/a.jpg>"), &["/a.jpg"]);
    expect(&format!("<img src='{}'>", picture.replace("png", "svg+xml")), &[]);
}

/// Long enough to be an article to the model.
const PROSE: &str = "The river rose again in the night, and by morning the lower fields were a lake \
    that the wind was already teaching to make waves, said the farmer, who had seen it before.";

#[test]
fn images_beside_the_article_stay_out() {
    let page = format!(
        "<body><header><a href=/><img src=/logo.png></a><nav><a href=/a>A</a> <a href=/b>B</a></nav>
         </header><main><article><h1>The river</h1><figure><img src=/lead.jpg></figure>
         <p>{PROSE}</p><div class=share><a href=#><img src=/share.png></a></div><p>{PROSE} Again.</p>
         <aside class=related><a href=/c><img src=/c.jpg>Another story</a></aside>
         <p><img src=/in.jpg> {PROSE} Still.</p></article></main>
         <footer><img src=/foot.png><a href=/d>Imprint</a></footer>"
    );
    let article = epure::extract(&page).unwrap();
    assert_eq!(sources(&article), ["/lead.jpg", "/in.jpg"]);
}
