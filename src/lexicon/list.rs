//! The format of the data files, and the tables made from them.

use std::collections::HashMap;

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
#[derive(Debug)]
pub(super) struct Table<K, V> {
    slots: Vec<(K, V)>,
    shift: u32,
}

impl<K: Copy + Default + PartialEq + Into<u64>, V: Default + Clone> Table<K, V> {
    /// The default key marks free slots; an entry with that very hash is left out.
    pub(super) fn new(entries: HashMap<K, V>) -> Self {
        /// Slots for each entry at least.
        const ROOM: usize = 2;
        let bits = (entries.len() * ROOM).next_power_of_two().trailing_zeros().max(1);
        let mut table =
            Self { slots: vec![(K::default(), V::default()); 1 << bits], shift: u64::BITS - bits };
        for (key, value) in entries {
            let slot = table.slot(key);
            if let Some(slot) = table.slots.get_mut(slot).filter(|_| key != K::default()) {
                *slot = (key, value);
            }
        }
        table
    }

    /// What is known of an entry, or what is known of none: free slots hold that.
    #[inline]
    pub(super) fn value(&self, key: K) -> V {
        self.slots.get(self.slot(key)).map_or_else(V::default, |(_, value)| value.clone())
    }

    /// What is known of an entry.
    #[inline]
    pub(super) fn get(&self, key: K) -> Option<&V> {
        let (known, value) = self.slots.get(self.slot(key))?;
        (*known == key && key != K::default()).then_some(value)
    }

    /// The slot of a key, or the free one where it would be. There are always free slots.
    #[inline]
    fn slot(&self, key: K) -> usize {
        /// 2^64 divided by the golden ratio: the high bits of the product depend on all of the key.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut slot = (key.into().wrapping_mul(SPREAD) >> self.shift) as usize;
        let free = K::default();
        while self.slots.get(slot).is_some_and(|(known, _)| *known != key && *known != free) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        let table: Table<u64, u32> = Table::new((1..100).map(|n| (n * n, n as u32)).collect());
        for n in 0..200 {
            let wanted = (1..100).contains(&n).then_some(n as u32);
            assert_eq!(table.get(n * n).copied(), wanted, "{n}");
        }
        assert_eq!(table.get(3), None);
    }
}
