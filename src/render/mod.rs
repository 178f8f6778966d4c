//! Kept blocks to output. Every format is a view of the same blocks, so formats cannot disagree.
//!
//! ```text
//! kept blocks ──text──► text, a range for each block
//!                         │
//!            outline ◄────┘  pieces: structure, leaves, ranges of that text
//!            ├── html
//!            └── markdown
//! ```
//!
//! Text and outline are made with the article; HTML and Markdown are written from them when they are
//! asked for.

mod address;
mod html;
mod markdown;
mod outline;
mod text;

pub(crate) use address::Base;
pub(crate) use html::{escape, html};
pub(crate) use markdown::markdown;
pub(crate) use outline::{Outline, outline};
pub(crate) use text::{Rendered, text};
