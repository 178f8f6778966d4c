//! Words as the lexicon, the features and the decision rule count them.
#![expect(
    clippy::indexing_slicing,
    reason = "tables have an entry for each character of their range"
)]

use std::num::NonZeroU8;
use std::ops::Range;

use once_cell::sync::Lazy;

/// What a character is to the measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CharClass {
    /// White space.
    Space,
    /// A letter that is not a capital.
    Letter,
    Capital,
    Digit,
    /// A Chinese or Japanese character: a word of its own.
    Ideograph,
    /// A combining mark or invisible character: part of the word that it is in, for nothing.
    Mark,
    Comma,
    /// Ends a sentence if white space, a closing mark or nothing follows.
    Stop,
    /// Ends a sentence whatever follows (`。`).
    FullStop,
    /// Stands between items of a menu or breadcrumb.
    Separator,
    Currency,
    /// Any other mark.
    Punctuation,
}

/// Class of each ASCII character.
const ASCII: [CharClass; 128] = {
    let mut table = [CharClass::Punctuation; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = match at as u8 {
            0x00..=0x20 => CharClass::Space,
            b'a'..=b'z' | b'_' => CharClass::Letter,
            b'A'..=b'Z' => CharClass::Capital,
            b'0'..=b'9' => CharClass::Digit,
            b',' => CharClass::Comma,
            b'.' | b'!' | b'?' | b';' => CharClass::Stop,
            b'|' | b'>' | b'/' => CharClass::Separator,
            b'$' => CharClass::Currency,
            _ => CharClass::Punctuation,
        };
        at += 1;
    }
    table
};

/// The class of an ASCII character, `None` for a byte of another.
pub(crate) fn classify_ascii(byte: u8) -> Option<CharClass> {
    ASCII.get(usize::from(byte)).copied()
}

/// Of ASCII letters and digits, the character in lower case and what it counts as; 0 of other bytes.
const LETTERS: [u32; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 128 {
        let count = match ASCII[at] {
            CharClass::Letter => Some(0),
            CharClass::Capital => Some(ONE_CAPITAL),
            CharClass::Digit => Some(ONE_DIGIT),
            _ => None,
        };
        if let Some(count) = count {
            table[at] = count | (at as u8).to_ascii_lowercase() as u32;
        }
        at += 1;
    }
    table
};

/// Entries of [`LETTERS`] hold the letter in eight bits, then these, which can be added up for
/// [`LONGEST_RUN`] letters.
const ONE_CAPITAL: u32 = 1 << 8;
const ONE_DIGIT: u32 = 1 << 20;
pub(crate) const LONGEST_RUN: usize = (1 << 12) - 1;

/// What is counted in a run of ASCII letters and digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) length: u32,
    pub(crate) capitals: u32,
    pub(crate) digits: u32,
}

/// What is known of a character: its class and, for letters, how it is folded.
#[derive(Clone, Copy)]
struct Known {
    class: CharClass,
    first: u16,
    second: Option<NonZeroU8>,
}

/// The alphabets, whose letters the standard library takes a search to find: Latin, Greek, Cyrillic
/// and those up to Tibetan.
const ALPHABETS: usize = 0x1000;
/// Dashes, quotation marks, arrows, currencies.
const MARKS: std::ops::Range<usize> = 0x2000..0x2200;

/// Class and folding of the characters of [`ALPHABETS`] and [`MARKS`].
static KNOWN: Lazy<Vec<Known>> = Lazy::new(|| {
    let known = |code: usize| {
        let character = char::from_u32(code as u32).unwrap_or_default();
        let (first, second) = fold(character);
        let second = second.and_then(|second| u8::try_from(second).ok());
        Known {
            class: ASCII.get(code).copied().unwrap_or_else(|| classify_wide(character)),
            // Letters beyond are folded where they are met.
            first: u16::try_from(u32::from(first)).unwrap_or_default(),
            second: second.and_then(NonZeroU8::new),
        }
    };
    (0..ALPHABETS).chain(MARKS).map(known).collect()
});

fn known(character: char) -> Option<Known> {
    let code = character as usize;
    let at = if code < ALPHABETS {
        code
    } else if MARKS.contains(&code) {
        code - MARKS.start + ALPHABETS
    } else {
        return None;
    };
    KNOWN.get(at).copied()
}

/// The class of a character.
pub(crate) fn classify(character: char) -> CharClass {
    match ASCII.get(character as usize) {
        Some(&class) => class,
        None => known(character).map_or_else(|| classify_wide(character), |known| known.class),
    }
}

/// Whether a character shows nothing and takes no room: soft hyphens, zero-width characters, marks of
/// direction and of byte order.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn classify_wide(character: char) -> CharClass {
    match character {
        // Hangul syllables.
        '\u{ac00}'..='\u{d7a3}' => CharClass::Letter,
        '\u{3040}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => CharClass::Ideograph,
        '\u{300}'..='\u{36f}' => CharClass::Mark,
        _ if is_invisible(character) => CharClass::Mark,
        '，' | '、' | '；' | '،' => CharClass::Comma,
        '…' => CharClass::Stop,
        '。' | '！' | '？' => CharClass::FullStop,
        '»' | '›' | '·' | '•' | '«' | '‹' | '→' => CharClass::Separator,
        '€' | '£' | '¥' | '₹' | '₽' => CharClass::Currency,
        _ if character.is_whitespace() => CharClass::Space,
        _ if character.is_uppercase() => CharClass::Capital,
        _ if character.is_alphabetic() => CharClass::Letter,
        _ if character.is_numeric() => CharClass::Digit,
        _ => CharClass::Punctuation,
    }
}

/// The hash of a word, the same for all spellings that differ in case and accents only. A word of
/// digits hashes as `#` whatever the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Word(pub(crate) u32);

impl From<Word> for u64 {
    fn from(word: Word) -> Self {
        Self::from(word.0)
    }
}

impl Word {
    /// Any number.
    pub(crate) const NUMBER: Self = Self(0x23);
}

/// FNV-1a, 32 bits, over folded characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordHasher(u32);

impl WordHasher {
    pub(crate) const fn new() -> Self {
        Self(0x811c_9dc5)
    }

    pub(crate) fn push(&mut self, character: char) {
        if character.is_ascii() {
            self.push_ascii(character as u8);
        } else if let Some(known) = known(character) {
            self.mix(u32::from(known.first));
            if let Some(second) = known.second {
                self.mix(u32::from(second.get()));
            }
        } else {
            let (first, second) = fold(character);
            self.mix(first as u32);
            if let Some(second) = second {
                self.mix(second as u32);
            }
        }
    }

    /// Pushes the run of ASCII letters and digits that some bytes start with, or as much of it as can
    /// be counted. This is where the letters of most pages are read.
    pub(crate) fn push_run(&mut self, bytes: &[u8]) -> Run {
        let mut length = 0;
        let mut counts = 0;
        for &byte in &bytes[..bytes.len().min(LONGEST_RUN)] {
            let letter = LETTERS[usize::from(byte)];
            if letter == 0 {
                break;
            }
            self.mix(letter & u32::from(u8::MAX));
            counts += letter & !u32::from(u8::MAX);
            length += 1;
        }
        let capitals = (counts & (ONE_DIGIT - 1)) / ONE_CAPITAL;
        Run { length, capitals, digits: counts / ONE_DIGIT }
    }

    pub(crate) fn push_ascii(&mut self, letter: u8) {
        self.mix(u32::from(letter.to_ascii_lowercase()));
    }

    /// A character that has no case and no accents.
    pub(crate) fn push_ideograph(&mut self, character: char) {
        self.mix(character as u32);
    }

    fn mix(&mut self, letter: u32) {
        self.0 = (self.0 ^ letter).wrapping_mul(0x0100_0193);
    }

    pub(crate) fn finish(self) -> Word {
        Word(self.0)
    }
}

/// A letter beyond ASCII in lower case and without its accent: French capitals often go without,
/// and so do Greek ones. Ligatures are two letters.
fn fold(character: char) -> (char, Option<char>) {
    if matches!(character, '\u{ac00}'..='\u{d7a3}') {
        return (character, None);
    }
    let small = character.to_lowercase().next().unwrap_or(character);
    let folded = match small {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ł' | 'ľ' | 'ĺ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' => 's',
        'ţ' | 'ť' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ß' => return ('s', Some('s')),
        'œ' => return ('o', Some('e')),
        'æ' => return ('a', Some('e')),
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'й' => 'и',
        other => other,
    };
    (folded, None)
}

/// A word or number of a text.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) range: Range<usize>,
    pub(crate) word: Word,
    /// The hash of the word; of a number that of its digits.
    pub(crate) spelling: u32,
}

/// A piece in the making.
struct OpenPiece {
    start: usize,
    hasher: WordHasher,
    has_letter: bool,
}

impl OpenPiece {
    fn at(start: usize) -> Self {
        Self { start, hasher: WordHasher::new(), has_letter: false }
    }

    fn end(self, at: usize) -> Piece {
        let spelled = self.hasher.finish();
        let word = if self.has_letter { spelled } else { Word::NUMBER };
        Piece { range: self.start..at, word, spelling: spelled.0 }
    }
}

/// Reads the words of a text.
struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let mut open: Option<OpenPiece> = None;
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match classify_ascii(byte) {
                Some(CharClass::Letter | CharClass::Capital | CharClass::Digit) => {
                    let open = open.get_or_insert_with(|| OpenPiece::at(self.at));
                    let run = open.hasher.push_run(&bytes[self.at..]);
                    open.has_letter |= run.digits < run.length;
                    self.at += run.length as usize;
                }
                Some(_) if open.is_some() => break,
                Some(_) => self.at += 1,
                None if self.wide(&mut open) => {}
                None => break,
            }
        }
        open.map(|open| open.end(self.at))
    }
}

impl Pieces<'_> {
    /// Reads a character beyond ASCII; whether the piece may go on after it.
    fn wide(&mut self, open: &mut Option<OpenPiece>) -> bool {
        let Some(character) = self.text[self.at..].chars().next() else { return false };
        let class = classify(character);
        match class {
            CharClass::Letter | CharClass::Capital | CharClass::Digit => {
                let open = open.get_or_insert_with(|| OpenPiece::at(self.at));
                open.hasher.push(character);
                open.has_letter |= class != CharClass::Digit;
            }
            CharClass::Mark => {}
            _ if open.is_some() => return false,
            CharClass::Ideograph => {
                let open = open.insert(OpenPiece { has_letter: true, ..OpenPiece::at(self.at) });
                open.hasher.push_ideograph(character);
            }
            _ => {}
        }
        self.at += character.len_utf8();
        class != CharClass::Ideograph
    }
}

/// The words of a text with their places.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    Pieces { text, at: 0 }
}

/// The words of a text, hashed.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    pieces(text).map(|piece| piece.word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<Word> {
        words(text).collect()
    }

    #[test]
    fn case_accents_and_marks_do_not_count() {
        assert_eq!(hashes("À LIRE AUSSI"), hashes("a lire… aussi !"));
        assert_eq!(hashes("e\u{301}te\u{301}"), hashes("ÉTÉ"));
        assert_eq!(hashes("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ"), hashes("διαβάστε επίσης"));
        assert_eq!(hashes("STRASSE"), hashes("Straße"));
        assert_ne!(hashes("lire"), hashes("dire"));
    }

    #[test]
    fn pieces_know_their_places() {
        let places: Vec<_> = pieces("Am 3. Mai, 新a").map(|piece| piece.range).collect();
        assert_eq!(places, [0..2, 3..4, 6..9, 11..14, 14..15]);
    }

    #[test]
    fn what_is_tabulated_is_what_is_found() {
        for character in (0..0x3000).filter_map(char::from_u32).filter(|c| !c.is_ascii()) {
            assert_eq!(classify(character), classify_wide(character), "{character:?}");
            let mut hasher = WordHasher::new();
            hasher.push(character);
            let mut wanted = WordHasher::new();
            let (first, second) = fold(character);
            wanted.mix(first as u32);
            if let Some(second) = second {
                wanted.mix(second as u32);
            }
            assert_eq!(hasher.finish(), wanted.finish(), "{character:?}");
        }
    }

    #[test]
    fn numbers_are_alike_and_ideographs_are_words() {
        assert_eq!(hashes("12 comments"), hashes("7 comments"));
        assert_eq!(hashes("12"), [Word::NUMBER]);
        assert_eq!(hashes("相关abc新闻").len(), 5);
        assert_ne!(hashes("B12"), [Word::NUMBER]);
    }
}
