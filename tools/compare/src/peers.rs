//! What is compared: each with the options that its own documentation starts with.

use std::hint::black_box;

use html5ever::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use markup5ever_rcdom::RcDom;

use crate::pages::Page;

/// An extractor.
pub(crate) struct Contender {
    /// As crates.io knows it.
    pub(crate) name: &'static str,
    /// The article of a page, if it finds one.
    pub(crate) extract: fn(&Page) -> Option<Output>,
}

/// What an extractor gives.
pub(crate) enum Output {
    Text(String),
    /// Of those that give no text, or text that scores lower, because words of neighbouring blocks
    /// are glued together in it.
    Html(String),
}

pub(crate) const CONTENDERS: &[Contender] = &[
    Contender { name: "epure", extract: epure },
    Contender { name: "dom_smoothie", extract: dom_smoothie },
    Contender { name: "legible", extract: legible },
    Contender { name: "readable-readability", extract: readable_readability },
    Contender { name: "readability", extract: readability },
    Contender { name: "llm_readability", extract: llm_readability },
    Contender { name: "justext", extract: justext },
    Contender { name: "trafilatura", extract: trafilatura },
    Contender { name: "rs-trafilatura", extract: rs_trafilatura },
];

/// What time is measured by: html5ever as it is, drop included. With `<noscript>` as markup, as the
/// extractors read it.
pub(crate) fn reference(page: &Page) {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    drop(black_box(html5ever::parse_document(RcDom::default(), options).one(&*page.html)));
}

fn epure(page: &Page) -> Option<Output> {
    let given = epure::Page::new(&*page.html).with_url(page.url.as_str());
    Some(Output::Text(epure::extract(given).ok()?.text().to_owned()))
}

fn dom_smoothie(page: &Page) -> Option<Output> {
    let url = Some(page.url.as_str());
    let article = dom_smoothie::Readability::new(&*page.html, url, None).ok()?.parse().ok()?;
    Some(Output::Html(article.content.to_string()))
}

fn legible(page: &Page) -> Option<Output> {
    let article = legible::parse(&page.html, Some(page.url.as_str()), None).ok()?;
    Some(Output::Html(article.content))
}

fn readable_readability(page: &Page) -> Option<Output> {
    let mut extractor = readable_readability::Readability::new();
    Some(Output::Html(extractor.parse(&page.html).0.to_string()))
}

fn readability(page: &Page) -> Option<Output> {
    let product = readability::extractor::extract(&mut page.html.as_bytes(), &page.url).ok()?;
    Some(Output::Html(product.content))
}

fn llm_readability(page: &Page) -> Option<Output> {
    let product = llm_readability::extractor::extract(&mut page.html.as_bytes(), &page.url).ok()?;
    Some(Output::Html(product.content))
}

/// It must be told the language; it is told the right one.
fn justext(page: &Page) -> Option<Output> {
    let language = match page.truth.lang.as_deref() {
        Some("cs") => "Czech",
        Some("de") => "German",
        Some("el") => "Greek",
        Some("es") => "Spanish",
        Some("fr") => "French",
        Some("it") => "Italian",
        Some("ka") => "Georgian",
        Some("ko") => "Korean",
        Some("la") => "Latin",
        Some("pl") => "Polish",
        Some("pt") => "Portuguese",
        Some("ro") => "Romanian",
        Some("ru") => "Russian",
        _ => "English",
    };
    let config = justext::Config::default();
    Some(Output::Text(justext::extract_text_lang(&page.html, language, &config).ok()?))
}

/// As its front page shows it; without the fallback it is faster and finds less.
fn trafilatura(page: &Page) -> Option<Output> {
    let options = trafilatura::Options::default().with_fallback(true);
    Some(Output::Text(trafilatura::extract(&page.html, &options).ok()?.content_text))
}

fn rs_trafilatura(page: &Page) -> Option<Output> {
    let url = Some(page.url.to_string());
    let options = rs_trafilatura::Options { url, ..rs_trafilatura::Options::default() };
    let result = rs_trafilatura::extract_with_options(&page.html, &options).ok()?;
    Some(Output::Text(result.content_text))
}
