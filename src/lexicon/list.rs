//! The format of the data files, and the tables made from them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The entries of a data file with the section they stand in. Lines that start with `# ` before the
/// first section are remarks.
pub(super) fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    file.lines().filter_map(move |line| {
        let line = line.trim_end();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            return None;
        }
        let is_remark = section.is_empty() && line.starts_with("# ");
        (!line.is_empty() && !is_remark).then_some((section, line))
    })
}

/// A map whose keys are hashes already.
pub(super) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Unhashed>>;

/// Takes a `u64` key for its own hash. The maps are filled from our files only, so no page can make
/// their keys collide.
#[derive(Default)]
pub(super) struct Unhashed(u64);

impl Hasher for Unhashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
