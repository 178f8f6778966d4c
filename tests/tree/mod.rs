//! Files below a folder.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The files of an extension, in the order of their names; none where there is no such folder.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|of_path| of_path == extension))
        .collect()
}
