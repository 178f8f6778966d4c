//! Buffers that one page has no more use for, kept for the next.

use std::fmt;
use std::sync::Mutex;

use crate::document::Buffers;

/// Buffers at rest. What they hold is capacity, nothing of a page, so that whoever takes them, and
/// in whatever order, gets the same article.
#[derive(Default)]
pub(crate) struct Spare(Mutex<Vec<Buffers>>);

/// Bytes beyond which buffers are given back to the system: of the evaluation pages none needs more,
/// and one huge page must not stay in memory for good.
const LARGEST: usize = 8 << 20;

/// How many are kept: as many threads may use one extractor without waiting for the allocator.
const MOST: usize = 64;

impl Spare {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Buffers from before, or new ones: nobody waits for another thread here.
    pub(crate) fn take(&self) -> Buffers {
        self.0.try_lock().ok().and_then(|mut spare| spare.pop()).unwrap_or_default()
    }

    /// Keeps buffers for the next page.
    pub(crate) fn give(&self, buffers: Buffers) {
        if buffers.bytes() > LARGEST {
            return;
        }
        let Ok(mut spare) = self.0.try_lock() else { return };
        if spare.len() < MOST {
            spare.push(buffers);
        }
    }
}

/// A copy begins with buffers of its own.
impl Clone for Spare {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl fmt::Debug for Spare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Spare")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Extractor;
    use crate::parse::parse;

    #[test]
    fn what_a_page_leaves_is_empty_and_is_taken_once() {
        let spare = Spare::new();
        assert_eq!(spare.take().bytes(), 0);
        spare.give(parse("<p>Le vent souffle.").document.into_buffers());
        let taken = spare.take();
        assert!(taken.bytes() > 0);
        assert_eq!(spare.take().bytes(), 0);
    }

    #[test]
    fn a_huge_page_leaves_nothing() {
        let spare = Spare::new();
        let page = format!("<p>{}", "Le vent souffle. ".repeat(LARGEST / 10));
        spare.give(parse(&page).document.into_buffers());
        assert_eq!(spare.take().bytes(), 0);
    }

    #[test]
    fn pages_read_into_used_buffers_are_read_alike() {
        let long = "<ul><li><a href=/a title=t>Accueil</a></ul>".repeat(40);
        let pages = [
            "<p>Une phrase assez longue pour être un article, à elle seule.</p>".to_owned(),
            format!("{long}<article><p>Le vent souffle depuis trois jours sur la côte.</article>"),
        ];
        let extractor = Extractor::new();
        for page in pages.iter().cycle().take(6) {
            let fresh = Extractor::new().extract(page.as_str()).unwrap();
            let again = extractor.extract(page.as_str()).unwrap();
            assert_eq!(fresh.html(), again.html());
        }
    }
}
