//! A reader that can be looked ahead in, and taken back.

use std::io::{self, BufRead, ErrorKind, Read};

/// Bytes asked of the reader beneath at a time.
const CHUNK: usize = 64 << 10;

/// What was read since the last [`mark`](Self::mark) is kept, and can be read again.
///
/// Damage in what the reader beneath reads ends the input as its end does, so that what comes before
/// it is read in peace; [`take_damage`](Self::take_damage) tells the one from the other, and opens
/// what comes after.
pub(crate) struct Window<R> {
    inner: R,
    kept: Vec<u8>,
    /// Where in `kept` reading goes on.
    at: usize,
    damage: Option<io::Error>,
}

impl<R: Read> Window<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, kept: Vec::new(), at: 0, damage: None }
    }

    /// The next bytes, as many as asked for unless the input ends before.
    pub(crate) fn peek(&mut self, bytes: usize) -> io::Result<&[u8]> {
        while self.kept.len() - self.at < bytes && self.pull()? > 0 {}
        let end = self.kept.len().min(self.at + bytes);
        Ok(&self.kept[self.at..end])
    }

    /// The next bytes, as far as was looked.
    pub(crate) fn ahead(&self) -> &[u8] {
        &self.kept[self.at..]
    }

    /// The damage that ended the input, if all that is before it was read.
    pub(crate) fn take_damage(&mut self) -> io::Result<Option<io::Error>> {
        Ok(if self.peek(1)?.is_empty() { self.damage.take() } else { None })
    }

    /// Whether the input ends, as far as was looked, with damage to what gave the last bytes of it.
    pub(crate) fn ends_within_member(&self) -> bool {
        self.damage.as_ref().is_some_and(|damage| damage.kind() == ErrorKind::UnexpectedEof)
    }

    /// Forgets what was read.
    pub(crate) fn mark(&mut self) {
        self.kept.drain(..self.at);
        self.at = 0;
    }

    /// Goes back to the mark.
    pub(crate) fn rewind(&mut self) {
        self.at = 0;
    }

    /// How many bytes were read since the mark.
    pub(crate) fn since_mark(&self) -> usize {
        self.at
    }

    /// Reads past bytes without keeping them.
    pub(crate) fn skip(&mut self, bytes: u64) -> io::Result<()> {
        let mut left = bytes;
        while left > 0 {
            let there = self.fill_buf()?.len() as u64;
            if there == 0 {
                break;
            }
            let past = there.min(left);
            self.consume(usize::try_from(past).unwrap_or(usize::MAX));
            self.mark();
            left -= past;
        }
        Ok(())
    }

    /// Reads past whatever comes before some bytes; to the end where they do not come.
    pub(crate) fn skip_to(&mut self, bytes: &[u8]) -> io::Result<()> {
        loop {
            let there = self.peek(CHUNK)?;
            let is_last = there.len() < bytes.len();
            let found = memchr::memmem::find(there, bytes);
            let past = match found {
                Some(at) => at,
                None if is_last => there.len(),
                // The bytes may have begun where the chunk ends.
                None => there.len() - bytes.len() + 1,
            };
            self.consume(past);
            self.mark();
            if found.is_some() || is_last {
                return Ok(());
            }
        }
    }

    /// Reads more from beneath; returns how much.
    fn pull(&mut self) -> io::Result<usize> {
        if self.damage.is_some() {
            return Ok(0);
        }
        let end = self.kept.len();
        self.kept.resize(end + CHUNK, 0);
        let read = self.inner.read(&mut self.kept[end..]);
        self.kept.truncate(end + *read.as_ref().unwrap_or(&0));
        match read {
            Err(error) if error.kind() == ErrorKind::Interrupted => self.pull(),
            Err(error) if is_damage(&error) => {
                self.damage = Some(error);
                Ok(0)
            }
            read => read,
        }
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?.read(into)?;
        self.consume(bytes);
        Ok(bytes)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.kept.len() {
            self.pull()?;
        }
        Ok(&self.kept[self.at..])
    }

    fn consume(&mut self, bytes: usize) {
        self.at += bytes;
    }
}

/// Whether an error lies in what was read, and not in reading: `InvalidData`, or `UnexpectedEof` if
/// some of it was read.
pub(crate) fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof
    )
}
