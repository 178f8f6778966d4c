//! What one pass over the characters of a block counts.

use crate::lexicon::{
    CharClass, LANGUAGES, Word, WordHasher, classify, is_month, stopword_languages,
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

/// The counts of all blocks, and their words.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) counts: Vec<TextCounts>,
    pub(crate) words: Vec<Word>,
    /// Index in [`LANGUAGES`] of the language with most function words on the page, if any is
    /// written in.
    pub(crate) language: Option<usize>,
    /// Function words of each of [`LANGUAGES`].
    pub(crate) function_words: [u32; LANGUAGES.len()],
}

impl Texts {
    pub(crate) fn words_of(&self, counts: &TextCounts) -> &[Word] {
        let first = counts.first_word as usize;
        &self.words[first..first + counts.words as usize]
    }
}

/// Counts every block of a page.
pub(crate) fn count(blocks: &Blocks) -> Texts {
    let mut texts = Texts::default();
    for block in &blocks.blocks {
        let counts = Scan::default().block(blocks.text_of(block), &mut texts.words);
        texts.counts.push(counts);
    }
    count_stopwords(&mut texts);
    texts
}

/// Finds the page's language by its function words, and counts those of that language.
fn count_stopwords(texts: &mut Texts) {
    /// Function words below which a page shows no language.
    const ENOUGH: u32 = 5;
    let sets: Vec<u16> = texts.words.iter().map(|&word| stopword_languages(word).0).collect();
    let mut totals = [0_u32; LANGUAGES.len()];
    for set in sets.iter().filter(|&&set| set != 0) {
        for (bit, total) in totals.iter_mut().enumerate() {
            *total += u32::from(set >> bit & 1);
        }
    }
    texts.function_words = totals;
    let best = totals.iter().copied().max().unwrap_or(0);
    if best < ENOUGH {
        return;
    }
    texts.language = totals.iter().position(|&total| total == best);
    let Some(language) = texts.language else { return };
    for counts in &mut texts.counts {
        let first = counts.first_word as usize;
        let sets = &sets[first..first + counts.words as usize];
        counts.stopwords = sets.iter().map(|set| u32::from(set >> language & 1)).sum();
    }
}

/// The state of the pass over one block.
#[derive(Debug, Default)]
struct Scan {
    counts: TextCounts,
    word: Option<OpenWord>,
    /// Value and digits of the last word if that was a number.
    last_number: Option<(u32, u32)>,
    saw_month: bool,
    saw_number: bool,
    /// Class of the character before.
    before: Option<CharClass>,
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

impl Scan {
    fn block(mut self, text: &str, words: &mut Vec<Word>) -> TextCounts {
        self.counts.first_word = words.len() as u32;
        for character in text.chars() {
            self.character(character, words);
        }
        self.end_word(words);
        let mut counts = self.finish(text);
        let own = words.get(counts.first_word as usize..).unwrap_or_default();
        counts.words = own.len() as u32;
        counts.fingerprint = fingerprint(own);
        counts
    }

    fn character(&mut self, character: char, words: &mut Vec<Word>) {
        let class = classify(character);
        let counts = &mut self.counts;
        if counts.starts.is_none() && class != CharClass::Space {
            counts.starts = Some(class);
        }
        if self.before == Some(CharClass::Stop) && !is_inside_number(character, class) {
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
                self.end_word(words);
                let mut hasher = WordHasher::new();
                hasher.push(character);
                words.push(hasher.finish());
            }
            _ => {
                self.mark(character, class);
                self.end_word(words);
            }
        }
        self.before = Some(class);
        self.last = character;
    }

    fn extend_word(&mut self, character: char, class: CharClass) {
        let word = self.word.get_or_insert(OpenWord {
            hasher: WordHasher::new(),
            letters: 0,
            digits: 0,
            value: 0,
            after: self.last,
        });
        word.hasher.push(character);
        if class == CharClass::Digit {
            word.digits += 1;
            let digit = character.to_digit(10).unwrap_or(0);
            word.value = word.value.saturating_mul(10).saturating_add(digit);
        } else {
            word.letters += 1;
        }
    }

    fn mark(&mut self, character: char, class: CharClass) {
        let counts = &mut self.counts;
        if class != CharClass::Space {
            counts.letters += 1;
            counts.punctuation += 1;
        }
        match class {
            CharClass::Comma => counts.commas += 1,
            CharClass::FullStop => counts.sentences += 1,
            CharClass::Separator => counts.separators += 1,
            CharClass::Currency => counts.has_currency = true,
            _ if character == '@' => counts.has_address = true,
            _ => {}
        }
        // `http://`, `www.`: a slash after a colon, or a dot after that very word.
        if character == '/' && self.last == ':' {
            counts.has_address = true;
        }
    }

    fn end_word(&mut self, words: &mut Vec<Word>) {
        let Some(word) = self.word.take() else { return };
        if word.letters == 0 {
            words.push(Word::NUMBER);
            self.number(word);
        } else {
            let hash = word.hasher.finish();
            self.saw_month |= word.digits == 0 && is_month(hash);
            self.last_number = None;
            words.push(hash);
        }
    }

    /// Looks for dates and times: a year, `21:03`, `4.6.`.
    fn number(&mut self, word: OpenWord) {
        self.saw_number = true;
        let is_year = word.digits == 4 && (1900..2100).contains(&word.value);
        let is_second_part = matches!(word.after, ':' | '.' | '/' | '-')
            && word.digits == 2
            && word.value < 60
            && self.last_number.is_some_and(|(first, digits)| first < 32 && digits <= 2);
        self.counts.has_date |= is_year || is_second_part;
        self.last_number = Some((word.value, word.digits));
    }

    fn finish(mut self, text: &str) -> TextCounts {
        let counts = &mut self.counts;
        if matches!(self.before, Some(CharClass::Stop)) {
            counts.sentences += 1;
        }
        counts.has_date |= self.saw_month && self.saw_number;
        counts.has_address |= text.contains("www.");
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
        self.counts
    }
}

/// FNV-1a, 64 bits, over the words' hashes.
fn fingerprint(words: &[Word]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ u64::from(word.0)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether a character after a full stop shows that the stop is inside a number or an abbreviation:
/// `3.5`, `epure.rs`.
fn is_inside_number(character: char, class: CharClass) -> bool {
    !(class == CharClass::Space || matches!(character, '"' | '\'' | '”' | '’' | '»' | ')' | ']'))
}
