//! A record, and the page in it.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use serde::Deserialize;
use serde_json::Value;

/// The largest page that a compressed response may unfold to, in bytes.
const MAX_UNFOLDED: u64 = 256 << 20;

/// A record as it was read; what it holds is looked at on another thread.
pub(crate) struct Record {
    pub(crate) place: Place,
    pub(crate) content: Content,
}

/// Where a record was read.
pub(crate) struct Place {
    pub(crate) input: Arc<str>,
    /// The first is 1.
    pub(crate) number: u64,
}

pub(crate) enum Content {
    /// A line.
    Json(Vec<u8>),
    /// A response of a WARC.
    Http { id: Option<String>, url: Option<String>, http: Http },
    /// Something that cannot be read, and why.
    Damaged(String),
}

/// The parts of an HTTP response that matter to the page in it.
#[derive(Default)]
pub(crate) struct Http {
    pub(crate) charset: Option<String>,
    pub(crate) transfer_encoding: Option<String>,
    pub(crate) content_encoding: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// A page, and what is known of it.
pub(crate) struct Page<'a> {
    pub(crate) id: Value,
    pub(crate) url: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) html: Html<'a>,
}

pub(crate) enum Html<'a> {
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

/// A line of JSON. What else is in it is left alone.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(default)]
    id: Value,
    url: Option<String>,
    charset: Option<String>,
    #[serde(borrow)]
    html: Option<Cow<'a, str>>,
    #[serde(borrow)]
    bytes: Option<Cow<'a, str>>,
}

impl Record {
    /// What it takes of memory, in bytes.
    pub(crate) fn size(&self) -> usize {
        match &self.content {
            Content::Json(line) => line.len(),
            Content::Http { http, .. } => http.body.len(),
            Content::Damaged(_) => 0,
        }
    }
}

impl Content {
    /// The page, or why there is none.
    pub(crate) fn page(&self) -> Result<Page<'_>, String> {
        match self {
            Self::Json(line) => json(line),
            Self::Http { id, url, http } => Ok(Page {
                id: id.clone().into(),
                url: url.clone(),
                charset: http.charset.clone(),
                html: Html::Bytes(http.decoded()?),
            }),
            Self::Damaged(reason) => Err(reason.clone()),
        }
    }
}

fn json(line: &[u8]) -> Result<Page<'_>, String> {
    let line: Line<'_> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let html = match (line.html, line.bytes) {
        (Some(text), _) => Html::Text(text),
        (None, Some(bytes)) => {
            let bytes = BASE64_STANDARD.decode(bytes.as_bytes());
            Html::Bytes(bytes.map_err(|error| format!("bytes: {error}"))?.into())
        }
        (None, None) => return Err("neither html nor bytes".to_owned()),
    };
    Ok(Page { id: line.id, url: line.url, charset: line.charset, html })
}

impl Http {
    /// The body as the page's author wrote it. Most archives hold it so, and some of those keep the
    /// header that says otherwise: a body that does not read as its header says is taken as it is.
    fn decoded(&self) -> Result<Cow<'_, [u8]>, String> {
        let is_chunked = self.transfer_encoding.as_deref().is_some_and(|e| e.contains("chunked"));
        let whole = is_chunked.then(|| dechunked(&self.body)).flatten();
        let body: Cow<'_, [u8]> = whole.map_or(Cow::Borrowed(&self.body), Cow::Owned);
        let unfolded = match self.content_encoding.as_deref() {
            Some("gzip" | "x-gzip") if body.starts_with(crate::gzip::MAGIC) => {
                unfold(MultiGzDecoder::new(&*body))
            }
            Some("deflate") => unfold(ZlibDecoder::new(&*body)),
            Some("br" | "zstd") if !looks_like_html(&body) => {
                return Err("an encoding of HTTP that is not read here".to_owned());
            }
            _ => return Ok(body),
        };
        match unfolded {
            Ok(unfolded) => Ok(unfolded.into()),
            Err(_) if looks_like_html(&body) => Ok(body),
            Err(error) => Err(format!("content encoding: {error}")),
        }
    }
}

fn unfold(decoder: impl Read) -> std::io::Result<Vec<u8>> {
    let mut unfolded = Vec::new();
    decoder.take(MAX_UNFOLDED).read_to_end(&mut unfolded)?;
    Ok(unfolded)
}

/// The chunks of a body, put together; nothing if they are not chunks.
fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) else {
            return None;
        };
        if size == 0 {
            return Some(whole);
        }
        let end = start.checked_add(usize::try_from(size).ok()?)?;
        whole.extend_from_slice(rest.get(start..end)?);
        rest = rest.get(end..)?.strip_prefix(b"\r\n")?;
    }
}

fn looks_like_html(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: record {}", self.input, self.number)
    }
}
