//! Where rows go, and how many are there already.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Stdout, Write};
use std::path::Path;
use std::time::{Duration, Instant};

#[cfg(feature = "parquet")]
use crate::parquet::Parts;
use crate::row::Row;

/// Bytes written at a time.
const BUFFER: usize = 256 << 10;

/// How long a row may wait to be seen by whoever follows the output.
const PATIENCE: Duration = Duration::from_secs(1);

/// Rows, written as they come.
pub(crate) enum Output {
    JsonLines(JsonLines),
    #[cfg(feature = "parquet")]
    Parquet(Parts),
}

impl Output {
    /// The output at a path, or standard output; with how many rows it holds, if it is to be gone on
    /// with. What is there is never written over otherwise.
    pub(crate) fn open(path: Option<&Path>, resume: bool) -> io::Result<(Self, u64)> {
        let Some(path) = path else {
            return Ok((Self::JsonLines(JsonLines::new(Sink::Standard(io::stdout()))), 0));
        };
        let opened = if path.extension().is_some_and(|ending| ending == "parquet") {
            Self::open_parquet(path, resume)
        } else {
            JsonLines::open(path, resume).map(|(lines, rows)| (Self::JsonLines(lines), rows))
        };
        opened.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                let reason =
                    format!("{} is there already: --resume goes on with it", path.display());
                io::Error::new(error.kind(), reason)
            }
            kind => io::Error::new(kind, format!("{}: {error}", path.display())),
        })
    }

    #[cfg(feature = "parquet")]
    fn open_parquet(path: &Path, resume: bool) -> io::Result<(Self, u64)> {
        Parts::open(path, resume).map(|(parts, rows)| (Self::Parquet(parts), rows))
    }

    #[cfg(not(feature = "parquet"))]
    fn open_parquet(_: &Path, _: bool) -> io::Result<(Self, u64)> {
        Err(io::Error::other("built without Parquet: `--features parquet` of cargo has it"))
    }

    pub(crate) fn write(&mut self, row: Row) -> io::Result<()> {
        match self {
            Self::JsonLines(lines) => lines.write(&row),
            #[cfg(feature = "parquet")]
            Self::Parquet(parts) => parts.write(row),
        }
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::JsonLines(mut lines) => lines.out.flush(),
            #[cfg(feature = "parquet")]
            Self::Parquet(parts) => parts.finish(),
        }
    }
}

/// A row a line.
pub(crate) struct JsonLines {
    out: BufWriter<Sink>,
    flushed: Instant,
}

enum Sink {
    Standard(Stdout),
    File(File),
}

impl JsonLines {
    fn new(sink: Sink) -> Self {
        Self { out: BufWriter::with_capacity(BUFFER, sink), flushed: Instant::now() }
    }

    fn open(path: &Path, resume: bool) -> io::Result<(Self, u64)> {
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        let mut file = match resume {
            true => options.create(true).truncate(false).open(path)?,
            false => options.create_new(true).open(path)?,
        };
        let (rows, end) = whole_lines(&mut file)?;
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        Ok((Self::new(Sink::File(file)), rows))
    }

    fn write(&mut self, row: &Row) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, row)?;
        self.out.write_all(b"\n")?;
        if self.flushed.elapsed() > PATIENCE {
            self.out.flush()?;
            self.flushed = Instant::now();
        }
        Ok(())
    }
}

/// How many lines are whole, and where the last of them ends.
fn whole_lines(file: &mut File) -> io::Result<(u64, u64)> {
    let mut buffer = vec![0; BUFFER];
    let (mut lines, mut end, mut at) = (0, 0, 0);
    loop {
        let bytes = file.read(&mut buffer)?;
        if bytes == 0 {
            return Ok((lines, end));
        }
        for newline in memchr::memchr_iter(b'\n', &buffer[..bytes]) {
            lines += 1;
            end = at + newline as u64 + 1;
        }
        at += bytes as u64;
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}
