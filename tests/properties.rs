//! What holds for every page, however broken.
#![allow(clippy::unwrap_used)]

mod generated;
mod page_text;
mod soup;

use epure::{Article, Error, Extractor, HiddenText, Page};
use generated::config;
use page_text::{dom, page_text, visible};
use proptest::prelude::*;

/// What two extractions must agree in.
fn facts(outcome: &Result<Article, Error>) -> String {
    match outcome {
        Ok(article) => format!(
            "{:?} {:?} {:?} {} {:?}",
            article.text(),
            article.blocks(),
            article.metadata(),
            article.confidence(),
            article.degradations()
        ),
        Err(error) => error.to_string(),
    }
}

proptest! {
    #![proptest_config(config(300, 20_000))]

    /// Nothing is invented, nothing comes out of a script or a comment, and words of two lines are
    /// never glued into one.
    #[test]
    fn every_word_of_the_article_is_on_the_page(html in soup::page()) {
        // What stands around hidden text is one word where that is dropped, as readers see it.
        if let Ok(article) = Extractor::new().with_hidden_text(HiddenText::Judge).extract(&html) {
            let page = visible(&page_text(&html));
            for word in visible(article.text()).split_whitespace() {
                prop_assert!(page.contains(word), "{word:?} of {:?} in {page:?}", article.text());
            }
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_answer(html in soup::page()) {
        let first = epure::extract(&html);
        prop_assert_eq!(facts(&first), facts(&epure::extract(&html)));
    }

    #[test]
    fn text_bytes_and_dom_give_the_same_answer(html in soup::page()) {
        // Bytes that begin as no markup, and have control characters, are taken for no text.
        let html = if html.starts_with('<') { html } else { format!("<p>{html}") };
        let text = facts(&epure::extract(&html));
        let bytes = Page::new(html.as_bytes()).with_charset("utf-8");
        prop_assert_eq!(&text, &facts(&epure::extract(bytes)));
        // A DOM does not say whether `<noscript>` was read as markup or as text.
        // And html5ever takes U+FEFF after a script for a byte order mark.
        let html = html.replace("&lt;", "&amp;").replace('\u{feff}', "");
        let text = facts(&epure::extract(&html));
        prop_assert_eq!(&text, &facts(&Extractor::new().extract_dom(&dom(&html))));
    }

    /// A block is a piece of the text, the blocks are in order, and between them is white space.
    #[test]
    fn blocks_are_the_text(html in soup::page()) {
        if let Ok(article) = epure::extract(&html) {
            let mut end = 0;
            for block in article.blocks() {
                let between = article.text().get(end..block.range.start);
                prop_assert!(between.is_some_and(|between| between.trim().is_empty()), "{between:?}");
                prop_assert!(!block.text.as_str().trim().is_empty());
                end = block.range.end;
                let before = article.text()[..block.range.start].chars().count();
                let characters = before..before + block.text.chars().count();
                prop_assert_eq!(&block.characters, &characters);
            }
            prop_assert_eq!(end, article.text().len());
        }
    }

    /// A download that broke off, in the middle of a character or a tag, in a charset unknown.
    #[test]
    fn pages_cut_anywhere_do_not_panic(html in soup::page(), cut in any::<prop::sample::Index>()) {
        let bytes = html.as_bytes();
        let _ = epure::extract(&bytes[..cut.index(bytes.len() + 1)]);
    }

    #[test]
    fn bytes_that_are_no_page_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = epure::extract(&bytes);
    }
}
