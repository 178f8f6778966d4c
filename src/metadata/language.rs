//! The language and direction of the text: as declared, unless the text shows otherwise.
#![expect(clippy::indexing_slicing, reason = "counts are as many as languages")]

use super::provenance::{Source, Sourced};
use super::{Direction, Sources};
use crate::lexicon::LANGUAGES;

/// Function words from which the text shows its language.
const ENOUGH: u32 = 40;
/// How many times more of them the text must have in its own language than in the declared one.
const CLEARLY: u32 = 3;

/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "ur", "yi"];

pub(super) fn choose(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let declared = declared(sources);
    let counts = &sources.text.function_words;
    let most = counts.iter().copied().max().unwrap_or(0);
    let detected = counts.iter().position(|&count| count == most).map(|at| LANGUAGES[at].0);
    let Some(declared) = declared else {
        let detected = detected.filter(|_| most >= ENOUGH / 4)?;
        return Some(Sourced::new(detected.to_owned(), Source::Detected));
    };
    let code = primary(&declared.value);
    let own = LANGUAGES.iter().position(|(language, _)| *language == code).map(|at| counts[at]);
    // A language that we have no words of is believed: its words may be those of another.
    let is_refuted = most >= ENOUGH && own.is_some_and(|own| own * CLEARLY < most);
    match detected {
        Some(detected) if is_refuted => Some(Sourced::new(detected.to_owned(), Source::Detected)),
        _ => Some(declared),
    }
}

fn declared(sources: &Sources<'_>) -> Option<Sourced<String>> {
    let head = sources.head;
    let attribute = head.language.as_deref().and_then(tag);
    let meta = || head.meta_content(&["content-language", "language", "dc.language"]).and_then(tag);
    let locale = || head.meta_content(&["og:locale"]).and_then(tag);
    let json = || head.ld_subjects().find_map(|node| node.language.as_deref().and_then(tag));
    attribute
        .map(|language| Sourced::new(language, Source::Attribute))
        .or_else(|| meta().map(|language| Sourced::new(language, Source::Meta)))
        .or_else(|| json().map(|language| Sourced::new(language, Source::JsonLd)))
        .or_else(|| locale().map(|language| Sourced::new(language, Source::OpenGraph)))
}

/// A BCP 47 tag in its usual capitals: `fr`, `en-GB`, `zh-Hant-TW`. `None` for what is no tag.
fn tag(text: &str) -> Option<String> {
    let text = text.split([',', ';', ' ']).next()?.trim();
    let mut out = String::new();
    for (at, part) in text.split(['-', '_']).enumerate() {
        if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let part = part.to_ascii_lowercase();
        match (at, part.len()) {
            (0, 2..=3) if part.bytes().all(|b| b.is_ascii_alphabetic()) => out.push_str(&part),
            (0, _) => return None,
            (_, 2) => out.extend(["-", &part.to_ascii_uppercase()]),
            (_, 4) => out.extend(["-", &part[..1].to_ascii_uppercase(), &part[1..]]),
            _ => out.extend(["-", &part]),
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The language of a tag, without script and region.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The direction: by the letters of the article if most are of one direction, else as declared, else
/// as the language is written.
pub(super) fn direction(
    sources: &Sources<'_>,
    language: Option<&str>,
) -> Option<Sourced<Direction>> {
    let declared = match sources.head.direction.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("rtl") => Some(Direction::Rtl),
        Some("ltr") => Some(Direction::Ltr),
        _ => None,
    };
    let detected = detected(sources);
    if declared.is_some() && (declared == detected || detected.is_none()) {
        return declared.map(|direction| Sourced::new(direction, Source::Attribute));
    }
    let written = language.map(|language| {
        let is_rtl = RIGHT_TO_LEFT.contains(&primary(language));
        if is_rtl { Direction::Rtl } else { Direction::Ltr }
    });
    detected.or(written).map(|direction| Sourced::new(direction, Source::Detected))
}

/// The direction of most letters in the first lines of the article.
fn detected(sources: &Sources<'_>) -> Option<Direction> {
    /// Characters that are enough to tell.
    const CHARACTERS: usize = 2000;
    /// Bytes of the longest character.
    const LONGEST: usize = 4;
    let kept = || sources.text.lines.iter().filter(|line| line.is_kept).map(|line| line.text);
    let characters = || kept().flat_map(str::chars).take(CHARACTERS);
    let mut before = 0;
    let mut in_reach = kept().take_while(|text| {
        before += text.len();
        before - text.len() < CHARACTERS * LONGEST
    });
    if !in_reach.any(may_be_rtl) {
        return characters().any(char::is_alphabetic).then_some(Direction::Ltr);
    }
    let (mut rtl, mut ltr) = (0_u32, 0_u32);
    for character in characters() {
        match character {
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => rtl += 1,
            _ => ltr += u32::from(character.is_alphabetic()),
        }
    }
    match (rtl, ltr) {
        (0, 0) => None,
        _ if rtl > ltr => Some(Direction::Rtl),
        _ => Some(Direction::Ltr),
    }
}

/// Whether a text may have letters that are written from right to left, by the bytes that these begin
/// with in UTF-8. Without a branch on what is read, so that the compiler takes many bytes at once.
fn may_be_rtl(text: &str) -> bool {
    text.bytes().fold(false, |may, byte| may | matches!(byte, 0xd6..=0xe0 | 0xef))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_from_right_to_left_are_known_by_their_bytes() {
        for letter in ['\u{590}', 'ש', '\u{7ff}', '\u{8ff}', '\u{fb1d}', '\u{fefc}'] {
            assert!(may_be_rtl(&format!("a{letter}")), "{letter:?}");
        }
        assert!(!may_be_rtl("a’é…жαא".trim_end_matches('א')));
    }

    #[test]
    fn tags_get_their_usual_capitals() {
        assert_eq!(tag("fr_FR").as_deref(), Some("fr-FR"));
        assert_eq!(tag("ZH-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(tag("en, fr").as_deref(), Some("en"));
        assert_eq!(tag("{{lang}}"), None);
        assert_eq!(tag("english"), None);
        assert_eq!(tag("404"), None);
        assert_eq!(tag("es-419").as_deref(), Some("es-419"));
    }
}
