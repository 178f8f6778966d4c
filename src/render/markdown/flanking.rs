//! Where a delimiter of emphasis is read as one.
#![expect(clippy::indexing_slicing, reason = "delimiters are numbered in pairs as they are found")]

use super::inline::Pair;

/// A delimiter at a place of the text.
#[derive(Debug, Clone, Copy)]
struct Delimiter {
    at: usize,
    marker: &'static str,
    /// Which pair it is of.
    pair: usize,
    is_opening: bool,
}

/// Writes `text` with those pairs of delimiters that will be read as emphasis. In place of others stand
/// the tags of HTML, which Markdown lets pass, if they have their places for themselves: `これは**「重要」**です`
/// is not bold to any parser.
///
/// What stands next to a delimiter may be text or another delimiter, which may be written or not; a
/// pair is written only if it is read as emphasis in either case. Linear: white space is looked at
/// once for each kind of mark around it, and there are three kinds.
pub(super) fn write(text: &str, pairs: &mut [Pair], out: &mut String) {
    if pairs.is_empty() {
        out.push_str(text);
        return;
    }
    for pair in pairs.iter_mut() {
        pair.end = pair.end.min(text.len());
        // White space at the ends stands outside, by a Markdown reader's rules.
        let within = text.get(pair.start..pair.end).unwrap_or_default();
        let start = pair.end - within.trim_start().len();
        pair.end = start + within.trim().len();
        pair.start = start;
    }
    let delimiters = in_order(pairs);
    let mut is_written: Vec<bool> = pairs.iter().map(|pair| pair.start < pair.end).collect();
    let groups = || delimiters.chunk_by(|a, b| a.at == b.at);
    let mut open_asterisks: usize = 0;
    for group in groups() {
        for (index, delimiter) in group.iter().enumerate() {
            let is_read = reads(text, group, index, open_asterisks > 0);
            is_written[delimiter.pair] &= is_read;
        }
        for delimiter in group.iter().filter(|delimiter| delimiter.marker != "~~") {
            open_asterisks = if delimiter.is_opening {
                open_asterisks + 1
            } else {
                open_asterisks.saturating_sub(1)
            };
        }
    }
    let mut is_alone = vec![true; pairs.len()];
    for group in groups().filter(|group| group.len() > 1) {
        group.iter().for_each(|delimiter| is_alone[delimiter.pair] = false);
    }
    let mut done = 0;
    for delimiter in &delimiters {
        let written = if is_written[delimiter.pair] {
            delimiter.marker
        } else if is_alone[delimiter.pair] {
            let (opening, closing) = pairs[delimiter.pair].mark.tags();
            if delimiter.is_opening { opening } else { closing }
        } else {
            continue;
        };
        out.push_str(&text[done..delimiter.at]);
        out.push_str(written);
        done = delimiter.at;
    }
    out.push_str(&text[done..]);
}

/// All delimiters in the order of writing: at one place first those that close, from the inside
/// out, then those that open, from the outside in.
fn in_order(pairs: &[Pair]) -> Vec<Delimiter> {
    let mut delimiters = Vec::with_capacity(pairs.len() * 2);
    for (index, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.start < pair.end) {
        let Some(marker) = pair.mark.delimiter() else { continue };
        let delimiter = Delimiter { at: pair.start, marker, pair: index, is_opening: true };
        delimiters.push(delimiter);
        delimiters.push(Delimiter { at: pair.end, is_opening: false, ..delimiter });
    }
    // Pairs are noted when they close, so an inner pair comes before the one around it.
    delimiters.sort_by_key(|delimiter| {
        let inward =
            if delimiter.is_opening { usize::MAX - delimiter.pair } else { delimiter.pair };
        (delimiter.at, delimiter.is_opening, inward)
    });
    delimiters
}

/// Whether one of the delimiters at a place is read as what it is, whatever becomes of the others.
/// `is_within` says that there is emphasis around, which a delimiter that opens must not close.
fn reads(text: &str, group: &[Delimiter], index: usize, is_within: bool) -> bool {
    let delimiter = group[index];
    let character = |delimiter: &Delimiter| delimiter.marker.chars().next();
    let own = character(&delimiter);
    let others = |group: &[Delimiter]| -> Vec<Option<char>> {
        group.iter().map(character).filter(|&other| other != own).collect()
    };
    // `**a***b*`: whose asterisks are those in the middle?
    let is_next_to_closing = group.iter().any(|g| !g.is_opening && character(g) == own);
    if delimiter.is_opening && is_next_to_closing {
        return false;
    }
    let mut before = others(&group[..index]);
    before.push(text[..delimiter.at].chars().next_back());
    let mut after = others(&group[index + 1..]);
    after.push(text[delimiter.at..].chars().next());
    let reads = |before, after| match delimiter.is_opening {
        true => opens(before, after) && !(is_within && may_close(before, after)),
        false => closes(before, after),
    };
    before.iter().all(|&before| after.iter().all(|&after| reads(before, after)))
}

/// Whether a delimiter run between two characters can open emphasis; `None` is the end of the text.
fn opens(before: Option<char>, after: Option<char>) -> bool {
    let Some(after) = after.filter(|after| !after.is_whitespace()) else { return false };
    !may_be_punctuation(after) || is_space_or_punctuation(before)
}

/// Whether it can close emphasis.
fn closes(before: Option<char>, after: Option<char>) -> bool {
    opens(after, before)
}

/// Likewise, where it is not certain.
fn may_close(before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before.filter(|before| !before.is_whitespace()) else { return false };
    before.is_alphanumeric() || after.is_none_or(|after| !after.is_alphanumeric())
}

/// Neither white space nor a letter nor a digit. Parsers do not agree on what is punctuation beyond
/// ASCII, and so the stricter reading is taken where punctuation does harm, and the other where it
/// helps.
fn may_be_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

fn is_space_or_punctuation(character: Option<char>) -> bool {
    character.is_none_or(|c| {
        matches!(c, ' ' | '\t' | '\n' | '\u{a0}' | '\u{3000}')
            || c.is_ascii_punctuation()
            || matches!(
                c,
                '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '‐'..='‧' | '‰'..='⁃' | '、'..='〃'
                    | '〈'..='】' | '！'..='＃' | '％'..='＊' | '，'..='／' | '：' | '；' | '？'
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::markdown::inline::Mark;

    fn bold(before: &str, within: &str, after: &str) -> String {
        let text = format!("{before}{within}{after}");
        let (start, end) = (before.len(), before.len() + within.len());
        let mut out = String::new();
        write(&text, &mut [Pair { mark: Mark::Strong, start, end }], &mut out);
        out
    }

    #[test]
    fn emphasis_is_marked_where_it_will_be_read() {
        assert_eq!(bold("a ", "b", " c"), "a **b** c");
        assert_eq!(bold("a", "b", "c"), "a**b**c");
        assert_eq!(bold("a", "\"b\"", "c"), "a<strong>\"b\"</strong>c");
        assert_eq!(bold("", "b.", "c"), "<strong>b.</strong>c");
        assert_eq!(bold("a\u{a0}", "\u{a0}b\u{a0}", "c"), "a\u{a0}\u{a0}**b**\u{a0}c");
        assert_eq!(bold("a", "\u{a0}", "c"), "a\u{a0}c");
    }

    #[test]
    fn emphasis_within_does_not_end_what_is_around() {
        let pair = |mark, start, end| Pair { mark, start, end };
        let inner = [pair(Mark::Emphasis, 0, 1), pair(Mark::Emphasis, 3, 5)];
        let mut pairs = [inner[0], inner[1], pair(Mark::Strong, 0, 6)];
        let mut out = String::new();
        // `***a* (*\**)**` would be read as `*` around `**a* (*`.
        write("a (\\*)", &mut pairs, &mut out);
        assert_eq!(out, "***a* (<em>\\*</em>)**");
    }

    #[test]
    fn nested_and_neighbouring_emphasis() {
        let pair = |mark, start, end| Pair { mark, start, end };
        let mut out = String::new();
        write("a bc", &mut [pair(Mark::Emphasis, 2, 4), pair(Mark::Strong, 0, 4)], &mut out);
        assert_eq!(out, "**a *bc***");
        out.clear();
        write("ab", &mut [pair(Mark::Emphasis, 0, 1), pair(Mark::Strong, 1, 2)], &mut out);
        assert_eq!(out, "*a*b");
    }
}
