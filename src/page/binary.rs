//! Whether bytes are text at all.

/// Bytes that are looked at: the [resource header](https://mimesniff.spec.whatwg.org/#resource-header).
const HEADER: usize = 1445;

/// Whether a page is a picture, an archive, a PDF or another thing that no markup is read from: as the
/// [MIME Sniffing standard](https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type)
/// tells, bytes that do not begin as markup does, and have one among the first that no text has.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let header = bytes.get(..HEADER).unwrap_or(bytes);
    if encoding_rs::Encoding::for_bom(header).is_some() {
        return false;
    }
    let begins = header.trim_ascii_start();
    !begins.starts_with(b"<")
        && (begins.starts_with(b"%PDF-") || header.iter().any(|&byte| is_no_text(byte)))
}

/// A [binary data byte](https://mimesniff.spec.whatwg.org/#binary-data-byte).
fn is_no_text(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_what_is_none() {
        let binary: [&[u8]; 4] =
            [b"\x7fELF\x02\x01\x01\0\0", b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"];
        assert!(binary.into_iter().all(is_binary));
        let text: [&[u8]; 7] = [
            b"",
            b"Une phrase.",
            b"\n <p>nul\0",
            b"<\0p\0>\0",
            b"\xff\xfeL\0e\0",
            b"\x1b$B%/%j\x1b(B",
            b"\xcbta\xe9\t\x0c",
        ];
        assert!(!text.into_iter().any(is_binary));
    }
}
