//! Our tokenizer against html5ever's: the same tree from any page.
#![no_main]

#[path = "../../tests/tokenizer/differential.rs"]
mod differential;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(difference) = differential::check(&String::from_utf8_lossy(bytes)) {
        panic!("{difference}");
    }
});
