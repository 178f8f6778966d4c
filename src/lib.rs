mod document;
mod error;
mod parse;
mod segment;
pub use error::{Error,ErrorKind};
