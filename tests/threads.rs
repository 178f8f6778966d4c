//! An extractor is made once and used from any thread.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::thread;

use epure::{
    Article, Block, BlockKind, Error, ErrorKind, Extractor, Metadata, Page, Reason, Verdict,
};

const fn is_send_and_sync<T: Send + Sync>() {}

/// Compiling is the test.
const _: () = {
    is_send_and_sync::<Article>();
    is_send_and_sync::<Block>();
    is_send_and_sync::<BlockKind>();
    is_send_and_sync::<Error>();
    is_send_and_sync::<ErrorKind>();
    is_send_and_sync::<Extractor>();
    is_send_and_sync::<Metadata>();
    is_send_and_sync::<Page<'_>>();
    is_send_and_sync::<Reason>();
    is_send_and_sync::<Verdict>();
};

static EXTRACTOR: Extractor = Extractor::new();

const THREADS: usize = 8;

/// All of an outcome.
fn facts(page: &[u8]) -> String {
    format!("{:?}", EXTRACTOR.extract(page))
}

/// The threads start first: they race for the tables that are read on first use, too.
#[test]
fn threads_sharing_an_extractor_get_what_one_gets_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let pages: Vec<Vec<u8>> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| fs::read(entry.unwrap().path().join("page.html")).ok())
        .collect();
    assert!(!pages.is_empty());
    let shared: Vec<Vec<String>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|_| scope.spawn(|| pages.iter().map(|page| facts(page)).collect()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let alone: Vec<String> = pages.iter().map(|page| facts(page)).collect();
    for outcomes in shared {
        assert!(outcomes == alone);
    }
}
