//! What one pass over the characters of a block counts.
#![expect(
    clippy::indexing_slicing,
    reason = "every word is looked up, and a block's are a range of them"
)]

use std::ops::Range;

use crate::hash::Fnv;
use crate::lexicon::{
    CharClass, LANGUAGES, LONGEST_RUN, LanguageSet, Word, WordFacts, WordHasher, classify,
    classify_ascii, dictionary,
};
use crate::segment::Blocks;

/// A Chinese or Japanese character says about as much as this many letters of an alphabet. (English
/// words average five letters, Chinese ones a little over one and a half characters.)
const LETTERS_PER_IDEOGRAPH: u32 = 3;

/// Counts of one block.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextCounts {
    /// The block's words in [`Texts::words`].
    pub(crate) first_word: u32,
    pub(crate) words: u32,
    /// Characters other than white space, an ideograph counting [`LETTERS_PER_IDEOGRAPH`].
    pub(crate) letters: u32,
    pub(crate) digits: u32,
    pub(crate) capitals: u32,
    pub(crate) commas: u32,
    pub(crate) sentences: u32,
    pub(crate) punctuation: u32,
    pub(crate) separators: u32,
    pub(crate) has_currency: bool,
    has_number: bool,
    pub(crate) has_date: bool,
    /// A web or mail address, or an `@name`.
    pub(crate) has_address: bool,
    pub(crate) starts: Option<CharClass>,
    pub(crate) ends_sentence: bool,
    pub(crate) ends_colon: bool,
    pub(crate) ends_ellipsis: bool,
    /// Function words of the page's language.
    pub(crate) stopwords: u32,
    /// Hash of all words: equal for blocks that read the same.
    pub(crate) fingerprint: u64,
}

impl TextCounts {
    /// Where the block's words are in [`Texts::words`].
    fn range(&self) -> Range<usize> {
        let first = self.first_word as usize;
        first..first + self.words as usize
    }
}

/// The counts of all blocks, and their words.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) counts: Vec<TextCounts>,
    pub(crate) words: Vec<Word>,
    /// What the lexicon knows of each of the words.
    pub(crate) facts: Vec<WordFacts>,
    /// Index in [`LANGUAGES`] of the language with most function words on the page, if any is
    /// written in.
    pub(crate) language: Option<usize>,
    /// Function words of each of [`LANGUAGES`].
    pub(crate) function_words: [u32; LANGUAGES.len()],
}

impl Texts {
    pub(crate) fn words_of(&self, counts: &TextCounts) -> &[Word] {
        &self.words[counts.range()]
    }

    pub(crate) fn facts_of(&self, counts: &TextCounts) -> &[WordFacts] {
        &self.facts[counts.range()]
    }
}

/// Counts every block of a page.
///
/// Words are looked up once all have been read: look-ups overlap then, where between words each would
/// have to wait for the letters of the next.
pub(crate) fn count(blocks: &Blocks) -> Texts {
    /// Bytes of text for each word, so that most pages need no second allocation.
    const BYTES_PER_WORD: usize = 6;
    let mut words = Vec::with_capacity(blocks.text.len() / BYTES_PER_WORD);
    let count = |block| Scan::new(&mut words).block(blocks.text_of(block));
    let counts = blocks.blocks.iter().map(count).collect();
    let dictionary = dictionary();
    let facts: Vec<WordFacts> = words.iter().map(|&word| dictionary.facts(word)).collect();
    let languages: Vec<LanguageSet> = facts.iter().map(|facts| facts.languages).collect();
    let function_words = count_languages(&languages);
    let mut texts = Texts { counts, words, facts, language: None, function_words };
    count_stopwords(&mut texts, &languages);
    find_months(&mut texts);
    texts
}

/// A number beside the name of a month is a date.
fn find_months(texts: &mut Texts) {
    for counts in texts.counts.iter_mut().filter(|counts| counts.has_number && !counts.has_date) {
        counts.has_date = texts.facts[counts.range()].iter().any(|facts| facts.month > 0);
    }
}

/// How many words are function words of each language. A language at a time, without branches, so
/// that the loops become vector instructions.
fn count_languages(languages: &[LanguageSet]) -> [u32; LANGUAGES.len()] {
    let mut totals = [0; LANGUAGES.len()];
    // Counted in 16 bits, as wide as the sets, as long as that does not overflow.
    for languages in languages.chunks(usize::from(u16::MAX)) {
        for (language, total) in totals.iter_mut().enumerate() {
            let count: u16 = languages.iter().map(|of_word| of_word.0 >> language & 1).sum();
            *total += u32::from(count);
        }
    }
    totals
}

/// Finds the page's language by its function words, and counts those of that language.
fn count_stopwords(texts: &mut Texts, languages: &[LanguageSet]) {
    /// Function words below which a page shows no language.
    const ENOUGH: u32 = 5;
    let totals = &texts.function_words;
    let best = totals.iter().copied().max().unwrap_or(0);
    if best < ENOUGH {
        return;
    }
    texts.language = totals.iter().position(|&total| total == best);
    let Some(language) = texts.language else { return };
    for counts in &mut texts.counts {
        let languages = languages[counts.range()].iter();
        counts.stopwords = languages.map(|of_word| u32::from(of_word.0 >> language & 1)).sum();
    }
}

/// The pass over one block.
struct Scan<'a> {
    counts: TextCounts,
    words: &'a mut Vec<Word>,
    word: Option<OpenWord>,
    /// Value and digits of the last word if that was a number.
    last_number: Option<(u32, u32)>,
    /// Class of the character before.
    before: CharClass,
    last: char,
}

/// A word in the making.
#[derive(Debug, Clone, Copy)]
struct OpenWord {
    hasher: WordHasher,
    letters: u32,
    digits: u32,
    value: u32,
    /// The character before it.
    after: char,
}

impl OpenWord {
    fn digit(&mut self, digit: u32) {
        self.digits += 1;
        self.value = self.value.saturating_mul(10).saturating_add(digit);
    }
}

impl<'a> Scan<'a> {
    fn new(words: &'a mut Vec<Word>) -> Self {
        Self {
            counts: TextCounts::default(),
            words,
            word: None,
            last_number: None,
            before: CharClass::Space,
            last: char::default(),
        }
    }

    fn block(mut self, text: &str) -> TextCounts {
        let first = self.words.len();
        self.counts.first_word = first as u32;
        self.counts.starts = text.chars().map(classify).find(|&class| class != CharClass::Space);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match classify_ascii(byte) {
                Some(CharClass::Letter | CharClass::Capital) => {
                    at += self.letters(&bytes[at..]);
                    self.last = char::from(bytes[at - 1]);
                }
                Some(CharClass::Space) => {
                    self.counts.sentences += u32::from(self.before == CharClass::Stop);
                    self.end_word();
                    self.before = CharClass::Space;
                    self.last = char::from(byte);
                    at += 1;
                }
                Some(class) => {
                    self.character(char::from(byte), class, text, at);
                    at += 1;
                }
                None => {
                    let Some(character) = text[at..].chars().next() else { break };
                    self.character(character, classify(character), text, at);
                    at += character.len_utf8();
                }
            }
        }
        self.end_word();
        let mut counts = self.finish(text);
        let own = &self.words[first..];
        counts.words = own.len() as u32;
        counts.fingerprint = fingerprint(own);
        counts
    }

    /// Reads a run of ASCII letters and digits that starts with a letter; returns its length.
    fn letters(&mut self, bytes: &[u8]) -> usize {
        let mut hasher = self.word.map_or_else(WordHasher::new, |word| word.hasher);
        let run = hasher.push_run(bytes);
        let length = run.length as usize;
        self.counts.letters += run.length;
        self.counts.capitals += run.capitals;
        self.counts.digits += run.digits;
        self.before = CharClass::Letter;
        let is_whole = length < LONGEST_RUN && bytes.get(length).is_none_or(u8::is_ascii);
        if is_whole && self.word.is_none() {
            // Nearly always: a word between spaces or marks.
            self.words.push(hasher.finish());
            self.last_number = None;
        } else {
            let mut word = self.word.unwrap_or_else(|| self.open_word());
            word.hasher = hasher;
            word.letters += run.length - run.digits;
            word.digits += run.digits;
            self.word = Some(word);
        }
        length
    }

    fn open_word(&self) -> OpenWord {
        let hasher = WordHasher::new();
        OpenWord { hasher, letters: 0, digits: 0, value: 0, after: self.last }
    }

    fn character(&mut self, character: char, class: CharClass, text: &str, at: usize) {
        let counts = &mut self.counts;
        if self.before == CharClass::Stop && !is_inside_number(character, class) {
            counts.sentences += 1;
        }
        match class {
            CharClass::Letter | CharClass::Capital | CharClass::Digit => {
                counts.letters += 1;
                counts.capitals += u32::from(class == CharClass::Capital);
                counts.digits += u32::from(class == CharClass::Digit);
                self.extend_word(character, class);
            }
            CharClass::Mark => {}
            CharClass::Ideograph => {
                counts.letters += LETTERS_PER_IDEOGRAPH;
                self.end_word();
                let mut hasher = WordHasher::new();
                hasher.push_ideograph(character);
                self.words.push(hasher.finish());
            }
            CharClass::Space => self.end_word(),
            _ => {
                self.mark(character, class, text, at);
                self.end_word();
            }
        }
        self.before = class;
        self.last = character;
    }

    fn extend_word(&mut self, character: char, class: CharClass) {
        let mut word = self.word.unwrap_or_else(|| self.open_word());
        word.hasher.push(character);
        if class == CharClass::Digit {
            word.digit(character.to_digit(10).unwrap_or(0));
        } else {
            word.letters += 1;
        }
        self.word = Some(word);
    }

    fn mark(&mut self, character: char, class: CharClass, text: &str, at: usize) {
        let counts = &mut self.counts;
        counts.letters += 1;
        counts.punctuation += 1;
        match class {
            CharClass::Comma => counts.commas += 1,
            CharClass::FullStop => counts.sentences += 1,
            CharClass::Separator => counts.separators += 1,
            CharClass::Currency => counts.has_currency = true,
            _ => {}
        }
        // `name@`, `http:/`, `www.`.
        counts.has_address |= match character {
            '@' => true,
            '/' => self.last == ':',
            '.' => text.as_bytes()[..at].ends_with(b"www"),
            _ => false,
        };
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        if word.letters == 0 {
            self.words.push(Word::NUMBER);
            self.number(word);
        } else {
            self.words.push(word.hasher.finish());
            self.last_number = None;
        }
    }

    /// Looks for dates and times: a year, `21:03`, `4.6.`.
    fn number(&mut self, word: OpenWord) {
        self.counts.has_number = true;
        let is_year = word.digits == 4 && (1900..2100).contains(&word.value);
        let is_second_part = matches!(word.after, ':' | '.' | '/' | '-')
            && word.digits == 2
            && word.value < 60
            && self.last_number.is_some_and(|(first, digits)| first < 32 && digits <= 2);
        self.counts.has_date |= is_year || is_second_part;
        self.last_number = Some((word.value, word.digits));
    }

    fn finish(&mut self, text: &str) -> TextCounts {
        let mut counts = std::mem::take(&mut self.counts);
        if self.before == CharClass::Stop {
            counts.sentences += 1;
        }
        counts.ends_ellipsis = text.ends_with('…') || text.ends_with("...");
        counts.ends_colon = matches!(self.last, ':' | '：');
        counts.ends_sentence = matches!(
            self.last,
            '.' | '!'
                | '?'
                | '…'
                | '。'
                | '！'
                | '？'
                | ':'
                | ';'
                | '"'
                | '”'
                | '\''
                | '’'
                | ')'
                | '»'
        );
        counts
    }
}

/// A hash of the words' hashes.
fn fingerprint(words: &[Word]) -> u64 {
    words.iter().fold(Fnv::NEW, |hash, word| hash.push(u64::from(word.0))).0
}

/// Whether a character after a full stop shows that the stop is inside a number or an abbreviation:
/// `3.5`, `epure.rs`.
fn is_inside_number(character: char, class: CharClass) -> bool {
    !(class == CharClass::Space || matches!(character, '"' | '\'' | '”' | '’' | '»' | ')' | ']'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words;
    use crate::parse::parse;
    use crate::segment::segment;

    /// A word is the same whoever reads it: titles are compared with blocks word by word.
    #[test]
    fn the_words_of_a_block_are_those_of_the_lexicon() {
        for text in [
            "L’été, l'hiver: Œuvre à 12,5 % — no_name x2 2x 3.11.2024 21:03 e\u{301}te\u{301}",
            "ΆΝΕΜΟΣ άνεμος ёлка Ёлка straße STRASSE İstanbul 한국어 ﬁn ǆ",
            "三天来海边风很大，12艘船留在港口。 カタカナ・ひらがな 第3回",
            "a\u{ad}b c\u{200b}d \u{200e}e f\u{2060} ٣٤ x² ½ &c. foo@bar.example www.x.example/a?b=c#d",
            "_ __ -x- 'y' 007 1e9 A1B2 ３４ Ａ",
        ] {
            let blocks = segment(&parse(&format!("<p>{}", text.replace('&', "&amp;"))).document);
            let texts = count(&blocks);
            let [block] = blocks.blocks.as_slice() else {
                panic!("{} blocks", blocks.blocks.len())
            };
            let expected: Vec<_> = words(blocks.text_of(block)).collect();
            assert_eq!(texts.words, expected, "{text}");
        }
        let long = "x".repeat(3 * LONGEST_RUN);
        let blocks = segment(&parse(&format!("<p>{long} {long}é")).document);
        let expected: Vec<_> = words(blocks.text_of(&blocks.blocks[0])).collect();
        assert_eq!(count(&blocks).words, expected);
    }
}
