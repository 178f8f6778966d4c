//! Any bytes: every output, and what must hold of it.
#![no_main]

#[path = "../../tests/page_text/mod.rs"]
mod page_text;
#[path = "../../tests/render/properties.rs"]
mod properties;
#[path = "../../tests/render/safe.rs"]
mod safe;
#[path = "../../tests/render/words.rs"]
mod words;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(problem) = properties::check_bytes(bytes) {
        panic!("{problem}");
    }
});
