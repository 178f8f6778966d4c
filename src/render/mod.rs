//! Kept blocks to output. Every format is a view of the same blocks, so formats cannot disagree.

mod text;

pub(crate) use text::text;
