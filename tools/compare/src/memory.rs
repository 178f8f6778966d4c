//! The peak of the heap while a page is extracted, counted by the allocator.
//!
//! Counters are the thread's own, and off unless asked for, so that timing does not pay for them.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, with a count of the bytes in use.
pub(crate) struct Counting;

#[derive(Clone, Copy)]
struct Count {
    is_on: bool,
    /// Bytes taken since counting began, less those given back.
    in_use: isize,
    peak: isize,
}

const OFF: Count = Count { is_on: false, in_use: 0, peak: 0 };

thread_local! {
    // Constant and without destructor: reading it never allocates.
    static COUNT: Cell<Count> = const { Cell::new(OFF) };
}

fn grow(bytes: isize) {
    let mut count = COUNT.get();
    if count.is_on {
        count.in_use += bytes;
        count.peak = count.peak.max(count.in_use);
        COUNT.set(count);
    }
}

// No allocation is larger than `isize::MAX`, by the contract of `Layout`.
#[allow(clippy::cast_possible_wrap)]
fn signed(bytes: usize) -> isize {
    bytes as isize
}

// SAFETY: every call goes on to the system's allocator as it came; counting touches no memory that
// it hands out.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(signed(layout.size()));
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        grow(signed(layout.size()));
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // In place, as `realloc` mostly is: a copy would hold both for a moment.
        grow(signed(size) - signed(layout.size()));
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        grow(-signed(layout.size()));
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Does something, and tells the most bytes that it had in use at a time.
pub(crate) fn peak<T>(action: impl FnOnce() -> T) -> (T, usize) {
    COUNT.set(Count { is_on: true, ..OFF });
    let done = action();
    let count = COUNT.replace(OFF);
    (done, count.peak.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::peak;

    #[test]
    fn the_peak_is_counted_and_not_the_sum() {
        let ((), bytes) = peak(|| {
            for _ in 0..10 {
                drop(std::hint::black_box(vec![0u8; 1000]));
            }
        });
        assert_eq!(bytes, 1000);
    }
}
