//! What goes in: a page as text or bytes, and what the caller knows of it.

mod binary;
mod charset;
mod data;
mod prescan;

use std::borrow::Cow;

use crate::error::{Absence, Error, ErrorKind};

/// A page to extract from, with what the caller knows of it.
///
/// ```
/// use epure::Page;
///
/// let bytes = b"<meta charset=windows-1252><p>Caf\xe9 cr\xe8me";
/// let page = Page::new(&bytes[..]).with_url("https://example.org/menu");
/// let article = epure::extract(page)?;
/// assert_eq!(article.text(), "Café crème");
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    source: Source<'a>,
    url: Option<&'a str>,
    charset: Option<&'a str>,
}

/// The page itself.
#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> Page<'a> {
    /// A page from `&str` or `&[u8]`.
    ///
    /// ```
    /// let page = epure::Page::new("<p>Une phrase assez longue pour être un article.</p>");
    /// assert_eq!(epure::extract(page)?.text(), "Une phrase assez longue pour être un article.");
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub fn new(source: impl Into<Self>) -> Self {
        source.into()
    }

    /// The address that the page was fetched from, against which links are resolved. Its top-level
    /// domain also helps to guess the charset of a page that does not say it, and its path what kind
    /// of page it is if the page gives no address as its own.
    ///
    /// ### Default
    /// None.
    ///
    /// ```
    /// let html = "<p>Une phrase assez longue pour être un article, avec <a href=/b>un lien</a>.</p>";
    /// let page = epure::Page::new(html).with_url("https://example.org/a");
    /// assert!(epure::extract(page)?.markdown().contains("[un lien](https://example.org/b)"));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub const fn with_url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The charset that the transport declared (the `charset` of the HTTP `Content-Type`), as a
    /// label of the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels), in quotes
    /// and with more parameters behind it or without. A byte order mark goes before it, the page's own `<meta>`
    /// after it. It is not believed where the bytes deny it: all UTF-8 though declared to be another encoding, or the reverse. Pages given
    /// as `&str` are decoded already.
    ///
    /// ### Default
    /// None: the page decides.
    ///
    /// ```
    /// let bytes = b"<p>Une phrase assez longue pour \xeatre un article.</p>";
    /// let page = epure::Page::new(bytes).with_charset("iso-8859-1");
    /// assert_eq!(epure::extract(page)?.text(), "Une phrase assez longue pour être un article.");
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub const fn with_charset(mut self, label: &'a str) -> Self {
        self.charset = Some(label);
        self
    }

    /// The address given with [`with_url`](Self::with_url).
    ///
    /// ```
    /// let page = epure::Page::new("<p>Une phrase.</p>").with_url("https://example.org/");
    /// assert_eq!(page.url(), Some("https://example.org/"));
    /// ```
    #[must_use]
    pub const fn url(&self) -> Option<&'a str> {
        self.url
    }

    /// Size of the page in bytes, as given.
    ///
    /// ```
    /// assert_eq!(epure::Page::new("<p>é</p>").size(), 9);
    /// ```
    #[must_use]
    pub const fn size(&self) -> usize {
        match self.source {
            Source::Text(text) => text.len(),
            Source::Bytes(bytes) => bytes.len(),
        }
    }

    /// The page as text, if it is one.
    pub(crate) fn decode(&self) -> Result<Cow<'a, str>, Error> {
        let text = self.text()?;
        if data::is_data(&text) { Err(Error::no_content(Absence::NoPage)) } else { Ok(text) }
    }

    fn text(&self) -> Result<Cow<'a, str>, Error> {
        let bytes = match self.source {
            Source::Text(text) => return Ok(Cow::Borrowed(text)),
            Source::Bytes(bytes) => bytes,
        };
        if binary::is_binary(bytes) {
            return Err(Error::no_content(Absence::NoPage));
        }
        let hint = match self.charset {
            None => None,
            Some(label) => Some(charset::of_label(label).ok_or_else(|| {
                Error::new(ErrorKind::UnknownCharset { label: label.to_owned() })
            })?),
        };
        Ok(charset::decode(bytes, hint, self.top_level_domain().as_deref()))
    }

    /// The last label of the host's name, which hints at the language of a page that says nothing.
    fn top_level_domain(&self) -> Option<String> {
        let url = url::Url::parse(self.url?).ok()?;
        let (_, label) = url.domain()?.rsplit_once('.')?;
        Some(label.to_owned())
    }

    /// The encoding that bytes are taken to be in: for tests.
    pub(crate) fn charset(bytes: &[u8]) -> &'static str {
        charset::encoding(bytes, None, None).name()
    }
}

impl<'a> From<&'a str> for Page<'a> {
    fn from(text: &'a str) -> Self {
        Self { source: Source::Text(text), url: None, charset: None }
    }
}

impl<'a> From<&'a String> for Page<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl<'a> From<&'a [u8]> for Page<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self { source: Source::Bytes(bytes), url: None, charset: None }
    }
}

impl<'a> From<&'a Vec<u8>> for Page<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Page<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}
