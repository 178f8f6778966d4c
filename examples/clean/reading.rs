//! What `clean` and `explain` are told of how a page is to be read: it decides on blocks.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use epure::{Focus, Page};

#[derive(Args)]
pub(crate) struct Reading {
    /// Nothing but running text, or all that may be part of the article
    #[arg(long, value_parser = focus(), default_value_t = Focus::Balanced)]
    pub(crate) focus: Focus,
    /// Where the page was fetched from: its links become absolute, and its path tells what kind of page
    /// it is
    #[arg(long, value_parser = address)]
    url: Option<String>,
    /// The charset that the server declared
    #[arg(long, value_name = "LABEL")]
    charset: Option<String>,
}

impl Reading {
    /// The page of these bytes, with what is known of it.
    pub(crate) fn page<'a>(&'a self, bytes: &'a [u8]) -> Page<'a> {
        let page = self.url.iter().fold(Page::new(bytes), |page, url| page.with_url(url));
        self.charset.iter().fold(page, |page, label| page.with_charset(label))
    }
}

/// Reads the name of a focus.
fn focus() -> impl TypedValueParser<Value = Focus> {
    PossibleValuesParser::new(Focus::ALL.map(Focus::as_str))
        .map(|name| Focus::ALL.into_iter().find(|focus| focus.as_str() == name).unwrap_or_default())
}

/// An address that a page may have been fetched from.
fn address(text: &str) -> Result<String, String> {
    match url::Url::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("no whole address: {error}")),
    }
}
