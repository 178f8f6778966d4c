//! What holds of every output of every page: for tests that make pages up, and for `fuzz/`.

use epure::{Article, Extractor, HiddenText, Page};

use crate::page_text::{page_text, visible};
use crate::safe::{check_markdown, check_safe};
use crate::words;

/// Bytes that output may have for each byte of the page, and besides: markup around each word, a
/// long address once for each of a handful of links, an empty table cell for each column.
const OUTPUT_PER_BYTE: usize = 40;
const SPARE_OUTPUT: usize = 2_000;

/// Checks all outputs of bytes that may be a page.
pub(crate) fn check_bytes(bytes: &[u8]) -> Result<(), String> {
    let extractor = Extractor::new();
    // The charset is anybody's guess; two guesses are the same.
    let article = extractor.extract(bytes);
    equal("a second run", &facts(&article.ok()), &facts(&extractor.extract(bytes).ok()))?;
    let page = String::from_utf8_lossy(bytes);
    check_page(&page)
}

/// Checks all outputs of a page: of what is kept of it, and of all of it.
pub(crate) fn check_page(html: &str) -> Result<(), String> {
    let extractor = Extractor::new();
    let page = Page::new(html).with_url("https://example.org/a/");
    let kept = extractor.extract(page).ok();
    let all = epure::training::everything(page).ok();
    for article in [&kept, &all].into_iter().flatten() {
        check_article(article, html)?;
    }
    // What stands around hidden text is one word where that is dropped, as readers see it.
    let judged = Extractor::new().with_hidden_text(HiddenText::Judge).extract(page).ok();
    for article in [&judged, &all].into_iter().flatten() {
        check_invented(article, html)?;
    }
    match extractor.explain(page) {
        Ok(explanation) => {
            let kept_blocks = explanation.blocks().iter().filter(|block| block.is_kept()).count();
            let blocks = kept.map_or(0, |article| article.blocks().len());
            equal("kept blocks", &kept_blocks.to_string(), &blocks.to_string())?;
            let _ = explanation.to_string();
        }
        Err(_) if kept.is_none() => {}
        Err(error) => return Err(format!("an article, but its explanation is: {error}")),
    }
    Ok(())
}

fn check_article(article: &Article, html: &str) -> Result<(), String> {
    check_blocks(article)?;
    words::check(article)?;
    check_safe(article.html())?;
    check_markdown(article.markdown())?;
    check_size(article, html)?;
    check_stable(article)
}

/// All of an outcome.
fn facts(article: &Option<Article>) -> String {
    article.as_ref().map_or_else(String::new, |article| {
        let _ = (article.html(), article.markdown(), article.blocks());
        format!("{article:?}")
    })
}

/// No word that is not on the page. The dollar signs of formulas are not, nor do elements part what is
/// between them; and what was encoded twice is there once it is decoded twice.
fn check_invented(article: &Article, html: &str) -> Result<(), String> {
    let once = page_text(html);
    let page = visible(&(page_text(&once.replace('<', "&lt;")) + &once));
    let page =
        if article.text().contains('$') { page.replace(char::is_whitespace, "") } else { page };
    let is_there = |word: &&str| word.split('$').all(|piece| page.contains(piece));
    match visible(article.text()).split_whitespace().find(|word| !is_there(word)) {
        None => Ok(()),
        Some(word) => Err(format!("{word:?} of {:?} is not in {page:?}", article.text())),
    }
}

/// Blocks are pieces of the text, in order, with white space between.
fn check_blocks(article: &Article) -> Result<(), String> {
    let mut end = 0;
    for block in article.blocks() {
        let between = article.text().get(end..block.range.start);
        if between.is_none_or(|between| !between.trim().is_empty()) || block.text.trim().is_empty()
        {
            return Err(format!("a block at {:?} after {end}: {between:?}", block.range));
        }
        end = block.range.end;
    }
    equal("end of the last block", &end.to_string(), &article.text().len().to_string())
}

fn check_size(article: &Article, html: &str) -> Result<(), String> {
    let most = OUTPUT_PER_BYTE * html.len() + SPARE_OUTPUT;
    for output in [article.html(), article.markdown()] {
        if output.len() > most {
            return Err(format!("{} bytes from {}: {output:.300}", output.len(), html.len()));
        }
    }
    Ok(())
}

/// HTML that is read again says the same. Letter by letter: a paragraph of nothing but inline
/// elements is read as a row of labels, so where words end may differ; blank characters count in
/// preformatted text only; and unseen ones that stand alone in a block are no text.
fn check_stable(article: &Article) -> Result<(), String> {
    // What a tag parted (`&amp;copy<span>;`) is a reference encoded twice once the tag is gone.
    if words::may_hold_reference(article.text()) {
        return Ok(());
    }
    let letters = |text: &str| visible(text).replace(char::is_whitespace, "");
    let again = epure::training::everything(article.html())
        .map_err(|error| format!("{error} in {:?}", article.html()))?;
    equal("the HTML read again", &letters(article.text()), &letters(again.text()))
}

fn equal(what: &str, expected: &str, found: &str) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("{what}: {found:?}, not {expected:?}")) }
}
