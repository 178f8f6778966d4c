//! A count of the work that stages do, by which `tests/hostile` holds them to time linear in the page:
//! a count, unlike a time, is the same on every run.
//!
//! It counts what could be done more than once for the same piece of a page: visits of nodes, calls
//! on the tree under construction, steps out to an ancestor, bytes of text that are looked at. Debug
//! builds only: in others nothing is counted, and nothing is kept from one page to the next.

#[cfg(debug_assertions)]
thread_local! {
    static DONE: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts so many steps.
#[inline]
pub(crate) fn steps(count: usize) {
    #[cfg(debug_assertions)]
    DONE.with(|done| done.set(done.get() + count as u64));
    let _ = count;
}

/// Steps that this thread has counted since it began; nothing where they are not counted.
pub(crate) fn done() -> Option<u64> {
    #[cfg(debug_assertions)]
    return Some(DONE.with(std::cell::Cell::get));
    #[cfg(not(debug_assertions))]
    None
}
