//! Words as the lexicon, the features and the decision rule count them.

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

/// The class of a character.
pub(crate) fn classify(character: char) -> CharClass {
    match ASCII.get(character as usize) {
        Some(&class) => class,
        None => classify_wide(character),
    }
}

fn classify_wide(character: char) -> CharClass {
    match character {
        '\u{3040}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => CharClass::Ideograph,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {
            CharClass::Mark
        }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Word(pub(crate) u32);

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
            self.mix(character.to_ascii_lowercase());
        } else {
            let (first, second) = fold(character);
            self.mix(first);
            if let Some(second) = second {
                self.mix(second);
            }
        }
    }

    fn mix(&mut self, letter: char) {
        self.0 = (self.0 ^ letter as u32).wrapping_mul(0x0100_0193);
    }

    pub(crate) fn finish(self) -> Word {
        Word(self.0)
    }
}

/// A letter beyond ASCII in lower case and without its accent: French capitals often go without,
/// and so do Greek ones. Ligatures are two letters.
fn fold(character: char) -> (char, Option<char>) {
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

/// The words of a text, hashed.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || {
        let mut hasher = WordHasher::new();
        let (mut letters, mut digits) = (0_u32, 0_u32);
        while let Some(&character) = characters.peek() {
            match classify(character) {
                CharClass::Letter | CharClass::Capital => letters += 1,
                CharClass::Digit => digits += 1,
                CharClass::Mark => {
                    characters.next();
                    continue;
                }
                CharClass::Ideograph if letters + digits == 0 => {
                    characters.next();
                    hasher.push(character);
                    return Some(hasher.finish());
                }
                _ if letters + digits > 0 => break,
                _ => {
                    characters.next();
                    continue;
                }
            }
            hasher.push(character);
            characters.next();
        }
        match (letters, digits) {
            (0, 0) => None,
            (0, _) => Some(Word::NUMBER),
            _ => Some(hasher.finish()),
        }
    })
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
    fn numbers_are_alike_and_ideographs_are_words() {
        assert_eq!(hashes("12 comments"), hashes("7 comments"));
        assert_eq!(hashes("12"), [Word::NUMBER]);
        assert_eq!(hashes("相关abc新闻").len(), 5);
        assert_ne!(hashes("B12"), [Word::NUMBER]);
    }
}
