//! Extraction that may panic, or never end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::memory;
use crate::pages::Page;
use crate::peers::{Contender, Output};

/// Stack of the thread that extracts, in bytes. Several peers recurse on the depth of the page, and
/// an overflow would end the process and the comparison with it; a server's thread has 2 or 8 MiB.
pub(crate) const STACK: usize = 1 << 30;

/// How a page went.
pub(crate) enum Outcome {
    Done { output: Option<Output>, peak: usize },
    Panic,
    TimeOut,
}

/// A thread that extracts pages with one extractor.
pub(crate) struct Worker {
    contender: &'static Contender,
    limit: Duration,
    pages: Sender<Arc<Page>>,
    outcomes: Receiver<Outcome>,
}

impl Worker {
    pub(crate) fn new(contender: &'static Contender, limit: Duration) -> Self {
        let (pages, given) = channel::<Arc<Page>>();
        let (done, outcomes) = channel();
        let work = move || {
            for page in given {
                // Whatever the panic left half done was the extractor's own.
                let extract = AssertUnwindSafe(|| memory::peak(|| (contender.extract)(&page)));
                let outcome = match catch_unwind(extract) {
                    Ok((output, peak)) => Outcome::Done { output, peak },
                    Err(_) => Outcome::Panic,
                };
                if done.send(outcome).is_err() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn(work);
        thread.expect("address space for one more stack");
        Self { contender, limit, pages, outcomes }
    }

    /// Extracts a page, within the limit.
    pub(crate) fn extract(&mut self, page: &Arc<Page>) -> Outcome {
        self.pages.send(page.clone()).expect("the thread catches panics");
        match self.outcomes.recv_timeout(self.limit) {
            Ok(outcome) => outcome,
            Err(RecvTimeoutError::Timeout) => {
                // A thread cannot be ended: it is left to itself, and another takes its place.
                *self = Self::new(self.contender, self.limit);
                Outcome::TimeOut
            }
            Err(RecvTimeoutError::Disconnected) => Outcome::Panic,
        }
    }
}
