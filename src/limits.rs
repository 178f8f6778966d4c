//! What one page may cost, and what is left out of a page that would cost more.

use std::fmt;

use crate::error::{Error, ErrorKind};

/// What one page may cost at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) input_bytes: usize,
    pub(crate) nodes: usize,
    pub(crate) depth: usize,
    pub(crate) steps: u64,
}

/// Bytes of a page: they are seldom more than 5 MB; images in the page itself make 20 MB.
const INPUT_BYTES: usize = 256 << 20;

/// Bytes past which the arena's 32-bit offsets could overflow.
const MOST_INPUT_BYTES: usize = 1 << 30;

/// Nodes of a page: with 32 bytes each, as much memory as a page of [`INPUT_BYTES`] takes itself. The
/// largest evaluation page has 34,000.
const NODES: usize = 8 << 20;

/// Open elements past which no further ones are opened: the cap of Blink and WebKit.
const DEPTH: usize = 512;

/// Open elements that any page must be allowed: `<html><body>`, and a cell of a table with a link in it.
const LEAST_DEPTH: usize = 16;

/// Steps: about ten seconds.
const STEPS: u64 = 1 << 33;

impl Limits {
    pub(crate) const DEFAULT: Self =
        Self { input_bytes: INPUT_BYTES, nodes: NODES, depth: DEPTH, steps: STEPS };

    pub(crate) const fn with_input_bytes(self, bytes: usize) -> Self {
        Self {
            input_bytes: if bytes < MOST_INPUT_BYTES { bytes } else { MOST_INPUT_BYTES },
            ..self
        }
    }

    pub(crate) const fn with_nodes(self, nodes: usize) -> Self {
        Self { nodes, ..self }
    }

    pub(crate) const fn with_depth(self, levels: usize) -> Self {
        let depth = if levels > DEPTH { DEPTH } else { levels };
        Self { depth: if depth < LEAST_DEPTH { LEAST_DEPTH } else { depth }, ..self }
    }

    pub(crate) const fn with_steps(self, steps: u64) -> Self {
        Self { steps, ..self }
    }

    pub(crate) fn check_input(&self, bytes: usize) -> Result<(), Error> {
        let limit = self.input_bytes;
        over(bytes > limit, ErrorKind::InputTooLarge { bytes, limit })
    }

    pub(crate) fn check_nodes(&self, nodes: usize) -> Result<(), Error> {
        over(nodes > self.nodes, ErrorKind::TooManyNodes { nodes, limit: self.nodes })
    }

    pub(crate) fn check_steps(&self, steps: u64) -> Result<(), Error> {
        over(steps > self.steps, ErrorKind::TooMuchWork { steps, limit: self.steps })
    }
}

fn over(is_over: bool, kind: ErrorKind) -> Result<(), Error> {
    if is_over { Err(Error::new(kind)) } else { Ok(()) }
}

/// What was left out of the structure of a page that has more of it than any reader could use. No text
/// is lost by it.
///
/// See [`Article::degradations`](crate::Article::degradations).
///
/// ```
/// let deep = format!("{}Une phrase assez longue pour être un article.", "<div>".repeat(600));
/// for degradation in epure::extract(&deep)?.degradations() {
///     eprintln!("degraded: {degradation}");
/// }
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Degradation {
    /// Elements nested deeper than [`with_max_depth`](crate::Extractor::with_max_depth): their text
    /// counts to the element around them.
    Depth,
    /// Formatting elements (`<b>`, `<a>`, `<font>`) beyond 128 that were open at once.
    Formatting,
    /// Elements and pieces of text beyond one for each two bytes of the page, which formatting that is opened again in each
    /// new paragraph can make.
    Elements,
    /// Elements of names that nobody knows, beyond 4,096 names.
    Names,
    /// Blocks of a few letters, where a page has thousands of them and hardly anything else: they
    /// were joined.
    Blocks,
}

/// What happened, as words that follow "degraded:".
impl fmt::Display for Degradation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Depth => "elements nested too deep were flattened",
            Self::Formatting => {
                "too many formatting elements were open at once, and further ones passed over"
            }
            Self::Elements => {
                "formatting was reopened without end, and further elements passed over"
            }
            Self::Names => "elements of too many unknown names were passed over",
            Self::Blocks => "thousands of tiny blocks were joined",
        })
    }
}
