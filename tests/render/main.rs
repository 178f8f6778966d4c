//! HTML, Markdown and blocks of articles.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod elements;
#[path = "../generated/mod.rs"]
mod generated;
mod images;
#[path = "../page_text/mod.rs"]
mod page_text;
mod pages;
#[path = "../soup/mod.rs"]
mod pages_of_soup;
mod properties;
mod safe;
mod soup;
mod words;
mod xss;

use epure::{Article, Page};

/// The article of all blocks of a page, whatever their scores.
fn all(html: &str) -> Article {
    epure::training::everything(html).unwrap()
}

/// Likewise, at an address.
fn all_at(url: &str, html: &str) -> Article {
    epure::training::everything(Page::new(html).with_url(url)).unwrap()
}
