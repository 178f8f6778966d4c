//! WARC records (ISO 28500): those that hold a page are given, the others passed over, damaged ones
//! reported.
//!
//! The libraries for WARC end at the first damaged record, or lose those after it. Header blocks are
//! read by `httparse`: those of WARC are written like those of HTTP.

use std::io::{self, Read};

use httparse::{EMPTY_HEADER, Header, Status, parse_headers};

use crate::record::{Content, Http};
use crate::window::Window;

/// How a record begins.
pub(crate) const MAGIC: &[u8] = b"WARC/";

/// What to look for after damage, wherever in a line it stands: a record that was cut has no end of
/// line.
const VERSION: &[u8] = b"WARC/1.";

/// How long a version is: `WARC/1.1`.
const VERSION_BYTES: usize = 8;

/// Fields of a header block. Crawlers write about 15, servers up to 40 or so.
const MAX_FIELDS: usize = 256;

/// More bytes than nearly every header block has.
const USUAL_HEADER: usize = 8 << 10;

/// The largest header block to read, in bytes. Servers and clients refuse far smaller ones.
const MAX_HEADER: usize = 256 << 10;

/// What parts records: two ends of line. Some writers leave out the carriage returns.
const ENDS: [&[u8]; 2] = [b"\r\n\r\n", b"\n\n"];

/// The records of a WARC file.
pub(crate) struct Records<R> {
    window: Window<R>,
    max_record: usize,
}

/// What is known of a record by its header.
struct Head {
    /// Of the header block, in bytes.
    size: usize,
    /// Of the block after it.
    length: u64,
    kind: String,
    content_type: String,
    id: Option<String>,
    url: Option<String>,
}

/// What became of the bytes at hand.
enum Step {
    Page(Content),
    PassedOver,
    End,
}

/// Why a record cannot be read.
enum Fault {
    Damaged(String),
    Io(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl<R: Read> Records<R> {
    pub(crate) fn new(window: Window<R>, max_record: usize) -> Self {
        Self { window, max_record }
    }

    /// The next page, or the next damaged record.
    pub(crate) fn next(&mut self) -> io::Result<Option<Content>> {
        loop {
            match self.step() {
                Ok(Step::Page(page)) => return Ok(Some(page)),
                Ok(Step::PassedOver) => (),
                Ok(Step::End) => match self.window.take_damage()? {
                    Some(damage) => return Ok(Some(Content::Damaged(damage.to_string()))),
                    None => return Ok(None),
                },
                Err(Fault::Io(error)) => return Err(error),
                Err(Fault::Damaged(reason)) => {
                    self.window.skip(1)?;
                    self.window.skip_to(VERSION)?;
                    // Damage beneath is what ended the record, and is told once.
                    let damage = self.window.take_damage()?;
                    let reason = damage.map_or(reason, |damage| damage.to_string());
                    return Ok(Some(Content::Damaged(reason)));
                }
            }
        }
    }

    fn step(&mut self) -> Result<Step, Fault> {
        self.window.mark();
        while matches!(self.window.peek(1)?, b"\r" | b"\n") {
            self.window.skip(1)?;
        }
        match self.window.peek(MAGIC.len())? {
            b"" => return Ok(Step::End),
            start if start != MAGIC => return Err(Fault::Damaged("not a WARC record".to_owned())),
            _ => (),
        }
        let head = self.head()?;
        let block = usize::try_from(head.length).unwrap_or(usize::MAX);
        if block > self.max_record {
            return self.too_large(&head);
        }
        let size = head.size + block;
        // One byte more: damage that shows at the end of a gzip member is damage to what is in it.
        let whole = size + ENDS[0].len();
        let is_last = self.window.peek(whole + 1)?.len() <= whole;
        if is_last && self.window.ends_within_member() {
            return Err(Fault::Damaged("the record is damaged".to_owned()));
        }
        let record = self.window.peek(whole)?;
        let (Some(block), Some(end)) = (record.get(head.size..size), record.get(size..)) else {
            return Err(Fault::Damaged("the record ends early".to_owned()));
        };
        if !end.is_empty() && !ENDS.iter().any(|parting| end.starts_with(parting)) {
            return Err(Fault::Damaged("the record is not as long as it says".to_owned()));
        }
        let page = head.page(block)?;
        self.window.skip(size as u64)?;
        Ok(page)
    }

    fn head(&mut self) -> Result<Head, Fault> {
        // Looking far ahead for each small record would move much memory.
        if end_of_header(self.window.peek(USUAL_HEADER)?).is_none() {
            self.window.peek(MAX_HEADER)?;
        }
        let start = self.window.ahead();
        let size = end_of_header(start);
        let size = size.ok_or_else(|| Fault::Damaged("no end of the WARC header".to_owned()))?;
        let fields_start = 1 + memchr::memchr(b'\n', start).unwrap_or_default();
        let mut fields = [EMPTY_HEADER; MAX_FIELDS];
        match parse_headers(&start[fields_start..size], &mut fields) {
            Ok(Status::Complete((_, fields))) if fields.iter().any(is_cut) => {
                Err(Fault::Damaged("half a WARC header".to_owned()))
            }
            Ok(Status::Complete((_, fields))) => Head::of(size, fields),
            Ok(Status::Partial) => Err(Fault::Damaged("half a WARC header".to_owned())),
            Err(error) => Err(Fault::Damaged(format!("WARC header: {error}"))),
        }
    }

    /// Reads past a record that is over the limit, if it is one that holds a page.
    fn too_large(&mut self, head: &Head) -> Result<Step, Fault> {
        let start = self.window.peek(head.size + MAX_HEADER)?;
        let page = head.page(start.get(head.size..).unwrap_or_default());
        self.window.skip(head.size as u64)?;
        self.window.skip(head.length)?;
        match page {
            Ok(Step::Page(_)) => {
                Ok(Step::Page(Content::Damaged(format!("{} bytes, over the limit", head.length))))
            }
            _ => Ok(Step::PassedOver),
        }
    }
}

impl Head {
    fn of(size: usize, fields: &[Header<'_>]) -> Result<Self, Fault> {
        let text = |name| field(fields, name).unwrap_or_default();
        let length = text("content-length").parse();
        Ok(Self {
            size,
            length: length.map_err(|_| Fault::Damaged("no Content-Length".to_owned()))?,
            kind: text("warc-type"),
            content_type: text("content-type").to_ascii_lowercase(),
            id: field(fields, "warc-record-id").map(|id| bare(&id).to_owned()),
            url: field(fields, "warc-target-uri").map(|url| bare(&url).to_owned()),
        })
    }

    /// The page in a block, if it is one.
    fn page(&self, block: &[u8]) -> Result<Step, Fault> {
        let http = match &*self.kind {
            "response" if self.content_type.starts_with("application/http") => {
                match response(block) {
                    Ok(Some(http)) => http,
                    Ok(None) => return Ok(Step::PassedOver),
                    Err(reason) => return Err(Fault::Damaged(reason)),
                }
            }
            "resource" | "conversion" if is_html(&self.content_type) => Http {
                charset: charset(&self.content_type),
                body: block.to_vec(),
                ..Http::default()
            },
            _ => return Ok(Step::PassedOver),
        };
        Ok(Step::Page(Content::Http { id: self.id.clone(), url: self.url.clone(), http }))
    }
}

/// A response that was a success and holds HTML.
fn response(block: &[u8]) -> Result<Option<Http>, String> {
    let mut fields = [EMPTY_HEADER; MAX_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    let parser = &mut httparse::ParserConfig::default();
    parser.allow_obsolete_multiline_headers_in_responses(true);
    parser.allow_spaces_after_header_name_in_responses(true);
    parser.ignore_invalid_headers_in_responses(true);
    let size = match parser.parse_response(&mut response, block) {
        Ok(Status::Complete(size)) => size,
        Ok(Status::Partial) => return Err("half an HTTP header".to_owned()),
        Err(error) => return Err(format!("HTTP header: {error}")),
    };
    let content_type =
        field(response.headers, "content-type").map(|kind| kind.to_ascii_lowercase());
    let is_success = response.code.is_some_and(|code| (200..300).contains(&code));
    if !is_success || !content_type.as_deref().is_none_or(is_html) {
        return Ok(None);
    }
    Ok(Some(Http {
        charset: content_type.as_deref().and_then(charset),
        transfer_encoding: field(response.headers, "transfer-encoding"),
        content_encoding: field(response.headers, "content-encoding"),
        body: block[size..].to_vec(),
    }))
}

/// Where the header block ends that the bytes begin with.
fn end_of_header(bytes: &[u8]) -> Option<usize> {
    let end = |parting: &&[u8]| Some(memchr::memmem::find(bytes, parting)? + parting.len());
    ENDS.iter().filter_map(end).min()
}

/// Whether a field was cut, and the next record begins where its value should go on.
fn is_cut(field: &Header<'_>) -> bool {
    let start = field.value.len().saturating_sub(VERSION_BYTES);
    field.value[start..].starts_with(VERSION)
}

fn field(fields: &[Header<'_>], name: &str) -> Option<String> {
    let field = fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
    Some(String::from_utf8_lossy(field.value).trim().to_owned())
}

/// Without the angle brackets that some writers put around addresses.
fn bare(address: &str) -> &str {
    address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(address)
}

fn is_html(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    matches!(kind, "text/html" | "application/xhtml+xml")
}

fn charset(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1);
    let value = parameters.filter_map(|p| p.trim().strip_prefix("charset=")).next()?;
    Some(value.trim_matches(['"', '\'', ' ']).to_owned())
}
