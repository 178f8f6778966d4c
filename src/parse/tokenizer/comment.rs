//! Markup declarations and comments.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Token;
use memchr::{memchr, memchr_iter};

use super::value::push_normalized;
use super::{Receiver, Tokenizer};
use crate::work;

impl<S: Receiver> Tokenizer<'_, S> {
    /// <https://html.spec.whatwg.org/#markup-declaration-open-state>, after `<!`
    pub(super) fn markup_declaration_open(&mut self) {
        const DOCTYPE: &[u8] = b"doctype";
        const CDATA: &[u8] = b"[CDATA[";
        let rest = self.rest(self.at);
        if rest.starts_with(b"--") {
            self.at += 2;
            self.comment();
        } else if rest.get(..DOCTYPE.len()).is_some_and(|word| word.eq_ignore_ascii_case(DOCTYPE)) {
            self.at += DOCTYPE.len();
            self.doctype();
        } else if rest.starts_with(CDATA)
            && self.sink.adjusted_current_node_present_but_not_in_html_namespace()
        {
            self.at += CDATA.len();
            self.cdata_section();
        } else {
            self.bogus_comment();
        }
    }

    /// <https://html.spec.whatwg.org/#comment-start-state>, after `<!--`
    ///
    /// A comment ends at the first `>` after `--` or `--!`; and at one that comes at once, or after
    /// a single dash. The states from
    /// [comment less-than sign](https://html.spec.whatwg.org/#comment-less-than-sign-state) on only
    /// find comments within comments, a parse error.
    fn comment(&mut self) {
        let start = self.at;
        let rest = self.rest(start);
        let end = memchr_iter(b'>', rest).find_map(|length| {
            let before = rest.get(..length)?;
            let closing = if before.is_empty() || before == b"-" {
                before.len()
            } else if before.ends_with(b"--") {
                2
            } else if before.ends_with(b"--!") {
                3
            } else {
                return None;
            };
            Some((start + length - closing, start + length + 1))
        });
        let (end, next) = end.unwrap_or_else(|| (self.unclosed_comment(start), self.bytes.len()));
        work::steps(next - start);
        self.send_comment(start, end);
        self.at = next;
    }

    /// Where the text of a comment ends that goes on to the end of the page: before what might have
    /// been the beginning of `-->` or `--!>`.
    fn unclosed_comment(&self, start: usize) -> usize {
        let rest = self.rest(start);
        let closing = ["--!", "--", "-"].into_iter().find(|end| rest.ends_with(end.as_bytes()));
        self.bytes.len() - closing.map_or(0, str::len)
    }

    /// <https://html.spec.whatwg.org/#bogus-comment-state>
    pub(super) fn bogus_comment(&mut self) {
        let start = self.at;
        let (end, next) = match memchr(b'>', self.rest(start)) {
            Some(length) => (start + length, start + length + 1),
            None => (self.bytes.len(), self.bytes.len()),
        };
        work::steps(next - start);
        self.send_comment(start, end);
        self.at = next;
    }

    fn send_comment(&self, start: usize, end: usize) {
        let mut comment = String::new();
        if S::READS_COMMENTS {
            push_normalized(self.slice(start, end), &mut comment);
        }
        self.send(Token::CommentToken(StrTendril::from(comment)));
    }
}
