//! The format of the data files, and the tables made from them.

use std::collections::HashMap;

use crate::hash::spread;

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

/// What is known of the entries, by the hash of each. Open addressing with a few slots an entry, so
/// that nearly every look-up ends at the first slot. The tables are filled from our files only: no
/// page can make their keys collide.
///
/// Most of what is looked up is in no table. A tag of one byte for each slot tells so: the tags of a
/// table stay in the nearest cache, where its entries would not.
#[derive(Debug)]
pub(super) struct Table<K, V> {
    /// Some bits of the hash of what is in each slot, [`FREE`] where nothing is.
    tags: Vec<u8>,
    entries: Vec<(K, V)>,
    shift: u32,
}

/// The tag of a free slot. Those of entries are odd.
const FREE: u8 = 0;

impl<K: Copy + Default + PartialEq + Into<u64>, V: Default + Clone> Table<K, V> {
    pub(super) fn new(entries: HashMap<K, V>) -> Self {
        /// Slots for each entry at least.
        const ROOM: usize = 2;
        let bits = (entries.len() * ROOM).next_power_of_two().trailing_zeros().max(1);
        let mut table = Self {
            tags: vec![FREE; 1 << bits],
            entries: vec![(K::default(), V::default()); 1 << bits],
            shift: u64::BITS - bits,
        };
        for (key, value) in entries {
            let (mut slot, tag) = table.place(key);
            while table.tags.get(slot).is_some_and(|&known| known != FREE) {
                slot = table.next(slot);
            }
            if let Some((known, entry)) = table.tags.get_mut(slot).zip(table.entries.get_mut(slot))
            {
                *known = tag;
                *entry = (key, value);
            }
        }
        table
    }

    /// What is known of an entry, or what is known of none.
    #[inline]
    pub(super) fn value(&self, key: K) -> V {
        self.get(key).cloned().unwrap_or_default()
    }

    /// What is known of an entry. There are always free slots.
    #[inline]
    pub(super) fn get(&self, key: K) -> Option<&V> {
        let (mut slot, tag) = self.place(key);
        loop {
            let known = *self.tags.get(slot)?;
            if known == FREE {
                return None;
            }
            if known == tag {
                let (found, value) = self.entries.get(slot)?;
                if *found == key {
                    return Some(value);
                }
            }
            slot = self.next(slot);
        }
    }

    /// The first slot that a key may be in, and its tag.
    #[inline]
    fn place(&self, key: K) -> (usize, u8) {
        /// Lowest bit of the product that goes into the tag: eight from here, below those that give
        /// the slot in tables of up to 2^32 slots.
        const TAG: u32 = 24;
        let spread = spread(key.into());
        ((spread >> self.shift) as usize, (spread >> TAG) as u8 | 1)
    }

    #[inline]
    fn next(&self, slot: usize) -> usize {
        (slot + 1) & (self.tags.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        let table: Table<u64, u32> = Table::new((0..100).map(|n| (n * n, n as u32)).collect());
        for n in 0..200 {
            let wanted = (0..100).contains(&n).then_some(n as u32);
            assert_eq!(table.get(n * n).copied(), wanted, "{n}");
        }
        assert_eq!(table.get(3), None);
    }
}
