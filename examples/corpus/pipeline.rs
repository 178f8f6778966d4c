//! One thread reads, several extract, one writes, in the order of input and in bounded memory.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::record::Record;

/// Bytes of records that are under way at a time, from being read to being written. Enough that a
/// slow page does not stop the other threads; one record larger than this is let through alone.
const UNDER_WAY: usize = 48 << 20;

/// Records under way at a time, small as they may be.
const PLACES: usize = 1024;

/// What is done to a record, and where its outcome goes.
struct Job<'a, T> {
    record: Record,
    held: Held<'a>,
    done: SyncSender<Done<'a, T>>,
}

/// What was made of a record, the bytes that it had, and the memory that is held for it.
struct Done<'a, T> {
    made: T,
    bytes: usize,
    _held: Held<'a>,
}

/// Makes something of every record on several threads, and hands it on, with the size of the record,
/// in the order of the records. The first error ends it, after all that came before.
pub(crate) fn run<T: Send>(
    records: impl Iterator<Item = io::Result<Record>> + Send,
    threads: usize,
    make: impl Fn(Record) -> T + Sync,
    mut take: impl FnMut(T, usize) -> io::Result<()>,
) -> io::Result<()> {
    let memory = Memory::new(UNDER_WAY);
    let (jobs, waiting) = sync_channel::<Job<'_, T>>(PLACES);
    let (order, outcomes) = sync_channel(PLACES);
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        // The names are what `top -H` shows.
        let named = |name: &str| thread::Builder::new().name(name.to_owned());
        for _ in 0..threads.max(1) {
            named("extract").spawn_scoped(scope, || work(&waiting, &make))?;
        }
        named("read").spawn_scoped(scope, || read(records, &memory, jobs, order))?;
        write(outcomes, &mut take)
    })
}

fn read<'a, T>(
    records: impl Iterator<Item = io::Result<Record>>,
    memory: &'a Memory,
    jobs: SyncSender<Job<'a, T>>,
    order: SyncSender<io::Result<Receiver<Done<'a, T>>>>,
) {
    for record in records {
        let next = record.map(|record| {
            let held = memory.hold(record.size());
            let (done, outcome) = sync_channel(1);
            // If the workers are gone, the outcome says so by being closed.
            let _ = jobs.send(Job { record, held, done });
            outcome
        });
        // The writer has met an error: nobody waits for more.
        if order.send(next).is_err() {
            return;
        }
    }
}

fn work<T>(waiting: &Mutex<Receiver<Job<'_, T>>>, make: &impl Fn(Record) -> T) {
    loop {
        let next = lock(waiting).recv();
        let Ok(Job { record, held, done }) = next else { return };
        let bytes = record.size();
        // Nobody waits for it if the writer has met an error.
        let _ = done.send(Done { made: make(record), bytes, _held: held });
    }
}

fn write<T>(
    outcomes: Receiver<io::Result<Receiver<Done<'_, T>>>>,
    take: &mut impl FnMut(T, usize) -> io::Result<()>,
) -> io::Result<()> {
    for outcome in outcomes {
        let done = outcome?.recv().map_err(|_| io::Error::other("a worker has died"))?;
        take(done.made, done.bytes)?;
    }
    Ok(())
}

/// Memory that is given out by the byte, up to a limit.
struct Memory {
    limit: usize,
    held: Mutex<usize>,
    less: Condvar,
}

/// Memory given out; it goes back when this is dropped.
struct Held<'a> {
    memory: &'a Memory,
    bytes: usize,
}

impl Memory {
    fn new(limit: usize) -> Self {
        Self { limit, held: Mutex::new(0), less: Condvar::new() }
    }

    /// Waits until there is room.
    fn hold(&self, bytes: usize) -> Held<'_> {
        let is_full = |held: &mut usize| *held > 0 && *held + bytes > self.limit;
        let waited = self.less.wait_while(lock(&self.held), is_full);
        *waited.unwrap_or_else(PoisonError::into_inner) += bytes;
        Held { memory: self, bytes }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *lock(&self.memory.held) -= self.bytes;
        self.memory.less.notify_one();
    }
}

/// No thread panics while it holds one of these locks; if one did, what is in it is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
