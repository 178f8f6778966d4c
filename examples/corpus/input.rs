//! Where records come from.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::gzip::{self, Members};
use crate::json_lines::Lines;
use crate::record::{Content, Place, Record};
use crate::warc::{self, Records};
use crate::window::Window;

/// Bytes of some input.
type Bytes = Box<dyn Read + Send>;

/// The records of all inputs, one input after the other.
pub(crate) struct Inputs {
    /// Those still to come, the next one last.
    waiting: Vec<PathBuf>,
    current: Option<Input>,
    max_record: usize,
}

/// An input that is being read.
struct Input {
    name: Arc<str>,
    /// How many records were read of it.
    records: u64,
    /// What was found before the first record, the first one last.
    damages: Vec<String>,
    format: Format,
}

enum Format {
    JsonLines(Lines<Bytes>),
    Warc(Records<Bytes>),
}

impl Inputs {
    /// All inputs. One that is not there is an error before any work is done.
    pub(crate) fn open(paths: &[PathBuf], max_record: usize) -> io::Result<Self> {
        let standard = [PathBuf::from("-")];
        let paths = if paths.is_empty() { &standard } else { paths };
        for path in paths.iter().filter(|path| !is_standard(path)) {
            File::open(path).map_err(|error| named(path.display(), &error))?;
        }
        Ok(Self { waiting: paths.iter().rev().cloned().collect(), current: None, max_record })
    }

    /// Reads past records.
    pub(crate) fn pass_over(&mut self, records: u64) -> io::Result<()> {
        for _ in 0..records {
            if self.next_record()?.is_none() {
                let reason = "there are fewer records than rows in the output: another input?";
                return Err(io::Error::other(reason));
            }
        }
        Ok(())
    }

    fn next_record(&mut self) -> io::Result<Option<Record>> {
        loop {
            if let Some(input) = &mut self.current {
                let next = input.next().map_err(|error| named(&input.name, &error))?;
                if next.is_some() {
                    return Ok(next);
                }
            }
            let Some(path) = self.waiting.pop() else { return Ok(None) };
            let open = Input::open(&path, self.max_record);
            self.current = Some(open.map_err(|error| named(path.display(), &error))?);
        }
    }
}

impl Iterator for Inputs {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_record().transpose()
    }
}

impl Input {
    fn open(path: &Path, max_record: usize) -> io::Result<Self> {
        let (name, bytes): (Arc<str>, Bytes) = if is_standard(path) {
            ("standard input".into(), Box::new(io::stdin()))
        } else {
            (path.to_string_lossy().into(), Box::new(File::open(path)?))
        };
        let mut window = Window::new(bytes);
        if window.peek(gzip::MAGIC.len())? == gzip::MAGIC {
            window = Window::new(Box::new(Members::new(window)));
        }
        let mut damages = Vec::new();
        while let Some(damage) = window.take_damage()? {
            damages.insert(0, damage.to_string());
        }
        // By name as well: what is damaged may be the very beginning.
        let format = if name.contains(".warc") || window.peek(warc::MAGIC.len())? == warc::MAGIC {
            Format::Warc(Records::new(window, max_record))
        } else {
            Format::JsonLines(Lines::new(window, max_record))
        };
        Ok(Self { name, records: 0, damages, format })
    }

    fn next(&mut self) -> io::Result<Option<Record>> {
        let next = match (self.damages.pop(), &mut self.format) {
            (Some(damage), _) => Some(Content::Damaged(damage)),
            (None, Format::JsonLines(lines)) => lines.next()?,
            (None, Format::Warc(records)) => records.next()?,
        };
        Ok(next.map(|content| {
            self.records += 1;
            Record { place: Place { input: self.name.clone(), number: self.records }, content }
        }))
    }
}

fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// An error with the name of what it is about.
fn named(name: impl fmt::Display, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}
