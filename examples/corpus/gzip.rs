//! Gzip, member by member: a damaged member costs what is in it, and nothing after it.

use std::io::{self, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use crate::window::{Window, is_damage};

/// How a member begins: two bytes that say gzip, one that says deflate.
pub(crate) const MAGIC: &[u8] = &[0x1f, 0x8b, 8];

/// How far back to look for the next member when one turns out to be damaged, in bytes: beyond the
/// compressed size of nearly every page, so that no whole member is passed over.
const LOOK_BACK: usize = 8 << 20;

/// What the members of a gzip stream hold, one after the other.
///
/// A damaged member is an error, once, and reading on gives the next one. The error is of kind
/// `UnexpectedEof` if the member gave some bytes, otherwise `InvalidData`.
pub(crate) struct Members<R: Read> {
    /// There but for the moments between two members.
    state: Option<State<R>>,
    /// Whether the member at hand has given some bytes.
    has_given: bool,
}

enum State<R: Read> {
    Between(Window<R>),
    Within(Box<GzDecoder<Window<R>>>),
}

impl<R: Read> Members<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { state: Some(State::Between(Window::new(inner))), has_given: false }
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.state.take() {
                None => return Ok(0),
                Some(State::Between(mut window)) => {
                    window.mark();
                    if window.peek(1)?.is_empty() {
                        return Ok(0);
                    }
                    self.has_given = false;
                    self.state = Some(State::Within(Box::new(GzDecoder::new(window))));
                }
                Some(State::Within(mut member)) => match member.read(into) {
                    Ok(0) if !into.is_empty() => {
                        self.state = Some(State::Between(member.into_inner()));
                    }
                    Ok(bytes) => {
                        self.has_given = true;
                        if member.get_ref().since_mark() > LOOK_BACK {
                            member.get_mut().mark();
                        }
                        self.state = Some(State::Within(member));
                        return Ok(bytes);
                    }
                    Err(error) if is_damage(&error) => {
                        let mut window = member.into_inner();
                        window.rewind();
                        window.skip(1)?;
                        window.skip_to(MAGIC)?;
                        self.state = Some(State::Between(window));
                        let reason = format!("damaged gzip member: {error}");
                        let kind = match self.has_given {
                            true => ErrorKind::UnexpectedEof,
                            false => ErrorKind::InvalidData,
                        };
                        return Err(io::Error::new(kind, reason));
                    }
                    Err(error) => return Err(error),
                },
            }
        }
    }
}
