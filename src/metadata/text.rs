//! Texts of the page as facts are read from them.

use crate::beginning::beginning;
use crate::document::{AttributeName, Document, NodeId, NodeKind, Tag};
use crate::lexicon::{self, Credit, Piece, credit_classes, decode_entities, is_invisible, words};

/// A text with white space folded and invisible characters gone.
pub(super) fn folded(text: &str) -> String {
    let text = text.trim_ascii();
    if is_folded(text.as_bytes()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = out.len();
        if !out.is_empty() {
            out.push(' ');
        }
        let start = out.len();
        if word.is_ascii() {
            out.push_str(word);
        } else {
            word.split(is_invisible).for_each(|part| out.push_str(part));
        }
        if out.len() == start {
            out.truncate(before);
        }
    }
    out
}

/// Whether a text without white space around it has nothing to fold, as most have not: nothing but ASCII,
/// and no white space but single spaces. Without a branch on what is read, so that the compiler takes many bytes at
/// once.
fn is_folded(text: &[u8]) -> bool {
    let is_plain = text.iter().fold(true, |is, byte| is & matches!(byte, b' '..=b'~'));
    let pairs = text.iter().zip(text.iter().skip(1));
    let is_single = pairs.fold(true, |is, (&one, &next)| is & ((one != b' ') | (next != b' ')));
    is_plain && is_single
}

/// A value from JSON or an attribute as text: character references that were encoded twice decoded,
/// tags taken out, white space folded.
pub(super) fn cleaned(value: &str) -> String {
    let decoded = decode_entities(value);
    if !decoded.contains('<') {
        return folded(&decoded);
    }
    let mut out = String::with_capacity(decoded.len());
    let mut parts = decoded.split('<');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let is_tag = part.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match part.split_once('>') {
            Some((_, rest)) if is_tag => out.push_str(rest),
            _ => {
                out.push('<');
                out.push_str(part);
            }
        }
    }
    folded(&out)
}

/// What two texts have in common if they read the same: their words, whatever the case, accents and
/// punctuation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Key(Vec<Spelling>);

/// Words that room is made for at once: most of what is compared is a name or a title.
const WORDS: usize = 16;

/// The hash of a word; numbers count with their digits.
type Spelling = u32;

fn spellings(text: &str) -> impl Iterator<Item = Spelling> + '_ {
    lexicon::pieces(text).map(|piece| piece.spelling)
}

impl Key {
    pub(super) fn of(text: &str) -> Self {
        let mut key = Vec::with_capacity(WORDS);
        key.extend(spellings(text));
        Self(key)
    }

    /// Whether this is the key of a text.
    pub(super) fn is_of(&self, text: &str) -> bool {
        spellings(text).eq(self.0.iter().copied())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether all words of `part` stand in this text, together.
    pub(super) fn contains(&self, part: &Self) -> bool {
        !part.is_empty() && self.0.windows(part.len()).any(|window| window == part.0)
    }

    /// Whether the text begins with the words of `part`.
    pub(super) fn starts_with(&self, part: &Self) -> bool {
        self.0.starts_with(&part.0)
    }

    /// The words without their order.
    pub(super) fn words(&self) -> Words {
        let mut words = self.0.clone();
        words.sort_unstable();
        words.dedup();
        Words(words)
    }
}

/// The set of words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<Spelling>);

impl Words {
    /// The share of words that two texts have in common, of all that either has.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let shared = self.0.iter().filter(|word| other.0.binary_search(word).is_ok()).count();
        let all = self.0.len() + other.0.len() - shared;
        if all == 0 { 0.0 } else { shared as f32 / all as f32 }
    }
}

/// The words of a text with their places.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(WORDS);
    pieces.extend(lexicon::pieces(text));
    pieces
}

/// Number of words.
pub(super) fn count_words(text: &str) -> usize {
    words(text).count()
}

/// Letters and digits of a text, in lower case, in one run: how a name stands in a host's name.
pub(super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for character in text.chars().filter(|c| c.is_alphanumeric()) {
        if character.is_ascii() {
            letters.push(character.to_ascii_lowercase());
        } else {
            letters.extend(character.to_lowercase());
        }
    }
    letters
}

/// The text of an element, elements within it set apart by spaces, white space folded; of drawings there
/// is none. Looks at so many nodes, and no further than so many bytes: facts are short.
pub(super) fn element_text(document: &Document, element: NodeId) -> String {
    text_without(document, element, |_, _| false)
}

/// The text of a heading without what is set above or beside the headline in it: a kicker ("Opinion"),
/// a date, a button; all of it if there is nothing else.
pub(super) fn headline_text(document: &Document, heading: NodeId) -> String {
    // `label` alone: forums tag threads so. Within another word it may be anything.
    let is_label = |class: &str| class.split_ascii_whitespace().any(|token| token == "label");
    let is_beside = |node: NodeId, tag: Tag| {
        let class = || document.attribute(node, AttributeName::Class);
        let is_kicker =
            |class: &str| is_label(class) || credit_classes(class).has(Credit::ClassKicker);
        node != heading
            && (matches!(tag, Tag::Button | Tag::Time) || class().is_some_and(is_kicker))
    };
    let headline = text_without(document, heading, is_beside);
    let headline = headline.trim_matches([' ', ':', '|', '-', '–', '—', '/', '·']);
    if headline.is_empty() { element_text(document, heading) } else { headline.to_owned() }
}

/// The text of an element without the elements within it that are left out.
fn text_without(
    document: &Document,
    element: NodeId,
    is_left_out: impl Fn(NodeId, Tag) -> bool,
) -> String {
    /// Elements and pieces of text other than white space, of which parsing does not keep all.
    const NODES: usize = 50;
    const BYTES: usize = 600;
    let mut text = String::new();
    let mut seen = 0;
    let mut next = Some(element);
    while let Some(node) = next.filter(|_| seen < NODES && text.len() <= BYTES) {
        let mut inner = document.first_child(node);
        match document.kind(node) {
            NodeKind::Text(span) => {
                let piece = document.text(span);
                if piece.trim_ascii().is_empty() {
                    part(&mut text);
                } else {
                    seen += 1;
                    text.push_str(beginning(piece, BYTES));
                }
            }
            NodeKind::Element { tag, .. } => {
                seen += 1;
                // An icon's `<title>` is no title in the arena: it is an element of SVG.
                let is_unread = matches!(tag, Tag::Script | Tag::Style | Tag::Svg | Tag::Title);
                if is_unread || is_left_out(node, tag) {
                    inner = None;
                }
                if !is_inside_word(tag) {
                    part(&mut text);
                }
            }
            NodeKind::Document => {}
        }
        next = inner.or_else(|| leave(document, node, element, &mut text));
    }
    folded(&text)
}

/// The node after the subtree of `node` within that of `root`. Blocks that end on the way set apart
/// what follows: `<span><p>By</p></span><b>Ann</b>`.
fn leave(document: &Document, node: NodeId, root: NodeId, text: &mut String) -> Option<NodeId> {
    let mut left = node;
    while left != root {
        if document.tag(left).is_block_level() {
            part(text);
        }
        if let Some(next) = document.next_sibling(left) {
            return Some(next);
        }
        left = document.parent(left)?;
    }
    None
}

/// Sets apart what follows.
fn part(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Elements that may start in the middle of a word.
fn is_inside_word(tag: Tag) -> bool {
    use Tag::{B, Em, Font, I, Mark, S, Strong, Sub, Sup, U, Wbr};
    matches!(tag, B | Em | Font | I | Mark | S | Strong | Sub | Sup | U | Wbr)
}

/// Whether a text has a number of four digits.
pub(super) fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    #[test]
    fn white_space_and_invisible_characters_go() {
        assert_eq!(folded(" a\n\u{200b} b\u{ad}c "), "a bc");
        assert_eq!(folded("\u{200e}Le vent\u{2060} du nord"), "Le vent du nord");
    }

    #[test]
    fn blocks_within_an_element_are_set_apart() {
        for page in [
            "<div id=x><p>Ann</p> <b>Lee</b></div>",
            "<div id=x><p>Ann</p><b>Lee</b></div>",
            "<div id=x><span><p>Ann</p>\n</span><b>Lee</b></div>",
            "<div id=x><span><div><p>Ann</p></div></span>Lee</div>",
        ] {
            let document = parse(page).document;
            let is_x = |node: &NodeId| document.attribute(*node, AttributeName::Id) == Some("x");
            let element = document.descendants(NodeId::DOCUMENT).find(is_x).unwrap();
            assert_eq!(element_text(&document, element), "Ann Lee", "{page}");
        }
    }

    #[test]
    fn values_are_decoded_once_and_lose_their_tags() {
        assert_eq!(cleaned("<b>Tom</b> &amp; J&#233;r&ocirc;me"), "Tom & Jérôme");
        assert_eq!(cleaned("1 < 2 and x<y"), "1 < 2 and x<y");
        assert_eq!(cleaned("a &amp;lt; b"), "a &lt; b");
    }

    #[test]
    fn keys_see_words_only() {
        assert_eq!(Key::of("The « Title »!"), Key::of("the title"));
        assert_ne!(Key::of("Top 10"), Key::of("Top 12"));
        assert!(Key::of("a b c d").contains(&Key::of("b c")));
        assert!(!Key::of("a b c d").contains(&Key::of("b d")));
        assert_eq!(Key::of("a b").words().likeness(&Key::of("b c").words()), 1.0 / 3.0);
    }
}
