//! Any bytes in any declared charset, from anywhere: text comes out, and the bytes have the last word.
#![no_main]

use epure::{Extractor, Page};
use libfuzzer_sys::fuzz_target;

const LABELS: [&str; 8] =
    ["", "utf-8", "windows-1252", "gbk", "shift_jis", "utf-16be", "iso-2022-jp", "koi8-r"];

const ADDRESSES: [&str; 4] = ["", "https://a.ru/", "https://例え.jp/", "http://[::1]/"];

fuzz_target!(|bytes: &[u8]| {
    let [choice, page @ ..] = bytes else { return };
    let label = LABELS[usize::from(choice & 7)];
    let address = ADDRESSES[usize::from(choice >> 3 & 3)];
    let mut input = Page::new(page).with_url(address);
    if !label.is_empty() {
        input = input.with_charset(label);
    }
    let _ = Extractor::new().extract(input);
    let found = epure::training::charset(page);
    assert_eq!(found, epure::training::charset(page));
    if page.starts_with(b"\xef\xbb\xbf") {
        assert_eq!(found, "UTF-8");
    }
    // Bytes that are all UTF-8, with more than ASCII in them, are in no encoding of one byte.
    let is_text = std::str::from_utf8(page).is_ok_and(|text| !text.is_ascii());
    let is_single = encoding_rs::Encoding::for_label(found.as_bytes()).unwrap().is_single_byte();
    assert!(!(is_text && is_single), "{found}");
});
