//! JSON Lines: a record a line, whatever is in it.

use std::io::{self, BufRead, Read};

use crate::record::Content;
use crate::window::Window;

/// The lines of a file.
pub(crate) struct Lines<R> {
    window: Window<R>,
    max_record: usize,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(window: Window<R>, max_record: usize) -> Self {
        Self { window, max_record }
    }

    /// The next line that is not blank.
    pub(crate) fn next(&mut self) -> io::Result<Option<Content>> {
        loop {
            let mut line = Vec::new();
            (&mut self.window).take(self.max_record as u64).read_until(b'\n', &mut line)?;
            self.window.mark();
            let is_ended = line.ends_with(b"\n");
            if !is_ended && let Some(damage) = self.window.take_damage()? {
                return Ok(Some(Content::Damaged(damage.to_string())));
            }
            if line.is_empty() {
                return Ok(None);
            }
            if !is_ended && line.len() == self.max_record && self.skip_line()? {
                let reason = format!("a line over the limit of {} bytes", self.max_record);
                return Ok(Some(Content::Damaged(reason)));
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(Content::Json(line)));
            }
        }
    }

    /// Reads past the rest of a line; returns whether there was any.
    fn skip_line(&mut self) -> io::Result<bool> {
        let is_any = !matches!(self.window.peek(1)?, b"" | b"\n");
        self.window.skip_to(b"\n")?;
        self.window.skip(1)?;
        Ok(is_any)
    }
}
