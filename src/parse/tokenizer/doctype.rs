//! The DOCTYPE, which decides on quirks mode, and with it whether a table may stand in a paragraph.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Token};
use memchr::memchr;

use super::names::{SPACE, is, rewrite};
use super::value::push_normalized;
use super::{Receiver, Tokenizer};

impl<S: Receiver> Tokenizer<'_, S> {
    /// <https://html.spec.whatwg.org/#doctype-state>, after `<!DOCTYPE`
    ///
    /// Whatever the state, the first `>` ends it, within quotes too.
    pub(super) fn doctype(&mut self) {
        let start = self.at;
        let length = memchr(b'>', self.rest(start));
        let end = length.map_or(self.bytes.len(), |length| start + length);
        let reader = Reader { rest: self.slice(start, end), doctype: Doctype::default() };
        let mut doctype = reader.before_name();
        if let Outcome::Unfinished(doctype) = &mut doctype {
            // At the end of the page every state but bogus DOCTYPE asks for quirks.
            doctype.force_quirks |= length.is_none();
        }
        let (Outcome::Unfinished(doctype) | Outcome::Bogus(doctype)) = doctype;
        self.send(Token::DoctypeToken(doctype));
        self.at = length.map_or(end, |_| end + 1);
    }
}

/// What was read up to the `>` or the end of the page.
enum Outcome {
    /// In any state but the following.
    Unfinished(Doctype),
    /// In the [bogus DOCTYPE state](https://html.spec.whatwg.org/#bogus-doctype-state), which passes
    /// over the rest.
    Bogus(Doctype),
}

struct Reader<'p> {
    rest: &'p str,
    doctype: Doctype,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Identifier {
    Public,
    System,
}

impl Reader<'_> {
    /// <https://html.spec.whatwg.org/#before-doctype-name-state>
    fn before_name(mut self) -> Outcome {
        self.skip_space();
        if self.rest.is_empty() {
            return self.quirky();
        }
        // https://html.spec.whatwg.org/#doctype-name-state
        let is_space = |character: char| u8::try_from(character).is_ok_and(|byte| is(byte, SPACE));
        let length = self.rest.find(is_space).unwrap_or(self.rest.len());
        let mut name = String::new();
        rewrite(self.advance(length), &mut name);
        self.doctype.name = Some(StrTendril::from(name));
        self.after_name()
    }

    /// <https://html.spec.whatwg.org/#after-doctype-name-state>
    fn after_name(mut self) -> Outcome {
        const KEYWORD: usize = 6;
        self.skip_space();
        if self.rest.is_empty() {
            return Outcome::Unfinished(self.doctype);
        }
        let identifier = match self.rest.as_bytes().get(..KEYWORD) {
            Some(word) if word.eq_ignore_ascii_case(b"public") => Identifier::Public,
            Some(word) if word.eq_ignore_ascii_case(b"system") => Identifier::System,
            _ => return self.bogus_and_quirky(),
        };
        self.advance(KEYWORD);
        self.before_identifier(identifier)
    }

    /// <https://html.spec.whatwg.org/#after-doctype-public-keyword-state>,
    /// <https://html.spec.whatwg.org/#before-doctype-public-identifier-state> and their system
    /// siblings.
    fn before_identifier(mut self, identifier: Identifier) -> Outcome {
        self.skip_space();
        match self.quoted(identifier) {
            None if self.rest.is_empty() => self.quirky(),
            None => self.bogus_and_quirky(),
            Some(false) => self.quirky(),
            Some(true) => self.after_identifier(identifier),
        }
    }

    /// <https://html.spec.whatwg.org/#after-doctype-public-identifier-state>,
    /// <https://html.spec.whatwg.org/#between-doctype-public-and-system-identifiers-state>,
    /// <https://html.spec.whatwg.org/#after-doctype-system-identifier-state>
    fn after_identifier(mut self, identifier: Identifier) -> Outcome {
        self.skip_space();
        if self.rest.is_empty() {
            return Outcome::Unfinished(self.doctype);
        }
        match identifier {
            Identifier::Public => match self.quoted(Identifier::System) {
                None => self.bogus_and_quirky(),
                Some(false) => self.quirky(),
                Some(true) => self.after_identifier(Identifier::System),
            },
            Identifier::System => Outcome::Bogus(self.doctype),
        }
    }

    /// <https://html.spec.whatwg.org/#doctype-public-identifier-(double-quoted)-state> and its three
    /// siblings: the identifier, if a quote begins one here. Says whether it is closed.
    fn quoted(&mut self, identifier: Identifier) -> Option<bool> {
        let quote = self.rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
        self.advance(1);
        let length = memchr(quote, self.rest.as_bytes());
        let text = self.advance(length.unwrap_or(self.rest.len()));
        let mut value = String::new();
        push_normalized(text, &mut value);
        let value = Some(StrTendril::from(value));
        match identifier {
            Identifier::Public => self.doctype.public_id = value,
            Identifier::System => self.doctype.system_id = value,
        }
        self.advance(1);
        Some(length.is_some())
    }

    fn quirky(mut self) -> Outcome {
        self.doctype.force_quirks = true;
        Outcome::Unfinished(self.doctype)
    }

    fn bogus_and_quirky(mut self) -> Outcome {
        self.doctype.force_quirks = true;
        Outcome::Bogus(self.doctype)
    }

    fn skip_space(&mut self) {
        let length = self.rest.bytes().take_while(|&byte| is(byte, SPACE)).count();
        self.advance(length);
    }

    fn advance(&mut self, length: usize) -> &str {
        let (passed, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        passed
    }
}
