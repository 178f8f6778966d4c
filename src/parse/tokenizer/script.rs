//! Script data: where a script ends.
//!
//! Of old, scripts were wrapped in `<!--` and `-->` to hide them from browsers that knew none, and
//! those that write scripts with `document.write("<script>...</script>")` relied on it. Hence a
//! script goes on past `</script>` after `<!--` and `<script`, until either is closed.

use memchr::{memchr, memchr2};

use super::names::{ENDS_TAG_NAME, is};
use super::{Receiver, Tokenizer};
use crate::work;

/// How far escaped the script is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// <https://html.spec.whatwg.org/#script-data-state>
    None,
    /// <https://html.spec.whatwg.org/#script-data-escaped-state>, after `<!--`
    Once,
    /// <https://html.spec.whatwg.org/#script-data-double-escaped-state>, after `<script` in it
    Twice,
}

impl<S: Receiver> Tokenizer<'_, S> {
    /// Position of the `<` of the end tag that ends the script at `start`, or the end of the page.
    pub(super) fn script_end(&self, start: usize) -> usize {
        let mut at = start;
        let mut escape = Escape::None;
        loop {
            let found = match escape {
                Escape::None => memchr(b'<', self.rest(at)),
                Escape::Once | Escape::Twice => memchr2(b'-', b'<', self.rest(at)),
            };
            let Some(offset) = found else { return self.bytes.len() };
            work::steps(offset);
            at += offset;
            if self.byte(at) == Some(b'-') {
                (at, escape) = self.dashes(at, escape);
                continue;
            }
            if escape != Escape::Twice && self.is_appropriate_end_tag(at) {
                return at;
            }
            (at, escape) = self.script_less_than_sign(at, escape);
        }
    }

    /// <https://html.spec.whatwg.org/#script-data-escaped-dash-state>,
    /// <https://html.spec.whatwg.org/#script-data-escaped-dash-dash-state> and their double escaped
    /// siblings: `-->` ends either escape.
    fn dashes(&self, at: usize, escape: Escape) -> (usize, Escape) {
        let dashes = self.rest(at).iter().take_while(|&&byte| byte == b'-').count();
        let after = at + dashes;
        if dashes >= 2 && self.byte(after) == Some(b'>') {
            return (after + 1, Escape::None);
        }
        (after, escape)
    }

    /// A `<` that begins no end tag of the script.
    fn script_less_than_sign(&self, at: usize, escape: Escape) -> (usize, Escape) {
        let rest = self.rest(at);
        match escape {
            // https://html.spec.whatwg.org/#script-data-less-than-sign-state
            // https://html.spec.whatwg.org/#script-data-escape-start-state
            // https://html.spec.whatwg.org/#script-data-escape-start-dash-state
            // The dashes count among those of `-->`: `<!-->` ends what it begins.
            Escape::None if rest.starts_with(b"<!--") => (at + 2, Escape::Once),
            Escape::None => (at + 1, Escape::None),
            // https://html.spec.whatwg.org/#script-data-escaped-less-than-sign-state
            // https://html.spec.whatwg.org/#script-data-double-escape-start-state
            Escape::Once if self.is_script(at + 1) => (at + 1, Escape::Twice),
            // https://html.spec.whatwg.org/#script-data-double-escaped-less-than-sign-state
            // https://html.spec.whatwg.org/#script-data-double-escape-end-state
            Escape::Twice if self.byte(at + 1) == Some(b'/') && self.is_script(at + 2) => {
                (at + 1, Escape::Once)
            }
            Escape::Once | Escape::Twice => (at + 1, escape),
        }
    }

    /// Whether the letters at `at` are `script`, and what follows ends a tag name.
    fn is_script(&self, at: usize) -> bool {
        const SCRIPT: &[u8] = b"script";
        let end = at + SCRIPT.len();
        self.bytes.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(SCRIPT))
            && self.byte(end).is_some_and(|byte| is(byte, ENDS_TAG_NAME))
    }
}
