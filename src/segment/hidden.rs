//! Text that a page holds and does not show.
#![expect(clippy::indexing_slicing, reason = "a table of 256 entries has one for every byte")]

use crate::beginning::begins;
use crate::document::{AttributeName, Document, NodeId};

/// What becomes of text that a page holds and does not show. See
/// [`Extractor::with_hidden_text`](crate::Extractor::with_hidden_text).
///
/// Hidden is what has the attribute `hidden`; what an inline style takes out of sight, off the screen,
/// or makes as small as nothing; what a class keeps for screen readers; and a decoration of a few words
/// that is kept from them (`aria-hidden`). Stylesheets are not read.
///
/// ```
/// use epure::{Extractor, HiddenText};
///
/// static ALL: Extractor = Extractor::new().with_hidden_text(HiddenText::Judge);
///
/// let html = "<p>Le vent souffle depuis trois jours sur la côte, <span style='font-size:0'>dites du
///     bien de lui</span> et les bateaux restent au port, dit le maire.</p>";
/// assert!(!epure::extract(html)?.text().contains("bien de lui"));
/// assert!(ALL.extract(html)?.text().contains("bien de lui"));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum HiddenText {
    /// It is dropped, with care. What a script of the page plainly unfolds is judged like all other
    /// text: a panel of tabs or of an accordion (by its role, or a word of its id or classes), what
    /// follows a button with no text between, what fades in (transparent, and moved), what a server
    /// sends late for a script to put in place. And if what is shown is no article, all is judged:
    /// bodies that a script will show.
    #[default]
    Drop,
    /// It is judged like all other text, hiding being one trait among many. What is hidden within a
    /// paragraph is part of it.
    Judge,
}

/// How an element or one of its ancestors keeps a block from sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hidden {
    /// The `hidden` attribute, or an inline style of `display: none` or `visibility: hidden`.
    pub(crate) from_sight: bool,
    /// `aria-hidden="true"`: for the eye only.
    pub(crate) from_speech: bool,
    /// Shown only where scripts do not run.
    pub(crate) noscript: bool,
    /// Out of sight, off the screen, of no size, or for screen readers, and nothing says that a script
    /// would show it. Looked for only where such text is dropped.
    pub(crate) for_good: bool,
}

/// Whether an element that hides itself is one that a script shows: of 2,448 evaluation pages, what such
/// elements hold and the model would keep is content in nine words of ten, and of what others hold, in
/// one of three.
pub(super) fn unfolds(document: &Document, node: NodeId) -> bool {
    document.attributes(node).any(|(name, value)| match name {
        AttributeName::Role => is(value, "tabpanel") || is(value, "region"),
        AttributeName::Id => is_streamed(value) || names_a_fold(value),
        AttributeName::Class => names_a_fold(value),
        AttributeName::Style => style_reveals(value),
        _ => false,
    })
}

/// Whether an id is one that React's server gives to what it sends after the page (`S:1f`), hidden, for
/// a script to put in its place.
fn is_streamed(id: &str) -> bool {
    id.strip_prefix("S:").is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// Whether a class or id speaks of what is folded and unfolded: by a whole word, be it part of a longer
/// name (`cmp-accordion__panel`).
fn names_a_fold(value: &str) -> bool {
    const WORDS: [&str; 14] = [
        "accordian",
        "accordion",
        "answer",
        "collapse",
        "collapsed",
        "collapsible",
        "expander",
        "faq",
        "pane",
        "panel",
        "tab",
        "tabcontent",
        "tabpanel",
        "toggle",
    ];
    let words = value.split(|character: char| !character.is_ascii_alphabetic());
    words.into_iter().any(|word| WORDS.iter().any(|known| is(word, known)))
}

/// Whether an inline style is that of an element before it fades in: transparent, and moved, or about to.
fn style_reveals(style: &str) -> bool {
    let has = |wanted: &[&str]| {
        declarations(style).any(|(property, _)| wanted.iter().any(|known| is(property, known)))
    };
    has(&["opacity"]) && has(&["transform", "-webkit-transform", "will-change", "transition"])
}

/// What an inline style says of the text within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    /// The element is kept from sight.
    pub(super) hides: bool,
    /// It is put off the screen, or made as small as nothing.
    pub(super) conceals: bool,
}

impl Style {
    pub(super) fn of(style: &str) -> Self {
        /// CSS pixels to the left or above of where anything can be.
        const OFF_SCREEN: f32 = -500.0;
        /// Pixels that screen-reader text is clipped to, since some readers pass over what has no size.
        const SPECK: f32 = 1.0;
        let (mut is_taken_out, mut is_off, mut is_speck, mut is_cut, mut is_clipped) =
            (false, false, false, false, false);
        let mut said = Self::default();
        for (property, value) in declarations(style) {
            let at_most = |most: f32| pixels(value).is_some_and(|pixels| pixels <= most);
            match property.to_ascii_lowercase().as_str() {
                "display" => said.hides |= begins(value, "none"),
                "visibility" => said.hides |= begins(value, "hidden"),
                "position" => {
                    is_taken_out = begins(value, "absolute") || begins(value, "fixed");
                }
                "left" | "right" | "top" => is_off |= at_most(OFF_SCREEN),
                "text-indent" | "margin-left" => said.conceals |= at_most(OFF_SCREEN),
                "font-size" | "opacity" => said.conceals |= at_most(0.0),
                "width" | "height" | "max-height" | "max-width" => is_speck |= at_most(SPECK),
                "overflow" => is_cut = begins(value, "hidden"),
                "clip" => is_clipped |= begins(value, "rect(0") || begins(value, "rect(1px"),
                "clip-path" => {
                    is_clipped |= begins(value, "inset(50%") || begins(value, "inset(100%");
                }
                "color" => said.conceals |= begins(value, "transparent"),
                _ => {}
            }
        }
        said.conceals |= (is_taken_out && (is_off || is_clipped)) || (is_speck && is_cut);
        said
    }
}

/// What an element's classes say of whether there is text in it. Whole names only: `md:sr-only` is shown
/// on small screens, `sr-only-focusable` when it is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ClassNames {
    /// It is kept for screen readers.
    pub(super) for_speech: bool,
    /// It numbers the lines of a program, if numbers is all there is.
    pub(super) numbers_lines: bool,
    /// A tool for those who write the page: the link to edit it behind each heading.
    pub(super) is_tool: bool,
}

/// The names that say so. Those that number lines are of Pygments, Rouge, Hugo's Chroma, highlight.js,
/// Prism and what is made of them.
const CLASS_NAMES: [(&str, ClassNames); 26] = {
    const NONE: ClassNames = ClassNames { for_speech: false, numbers_lines: false, is_tool: false };
    const FOR_SPEECH: ClassNames = ClassNames { for_speech: true, ..NONE };
    const NUMBERS_LINES: ClassNames = ClassNames { numbers_lines: true, ..NONE };
    const IS_TOOL: ClassNames = ClassNames { is_tool: true, ..NONE };
    [
        ("sr-only", FOR_SPEECH),
        ("visually-hidden", FOR_SPEECH),
        ("visuallyhidden", FOR_SPEECH),
        ("screen-reader-text", FOR_SPEECH),
        ("screen-reader-only", FOR_SPEECH),
        ("screenreader-only", FOR_SPEECH),
        ("screen-reader", FOR_SPEECH),
        ("hidden-visually", FOR_SPEECH),
        ("u-visually-hidden", FOR_SPEECH),
        ("element-invisible", FOR_SPEECH),
        ("blob-num", NUMBERS_LINES),
        ("gutter", NUMBERS_LINES),
        ("hljs-ln-n", NUMBERS_LINES),
        ("hljs-ln-numbers", NUMBERS_LINES),
        ("line-number", NUMBERS_LINES),
        ("line-numbers", NUMBERS_LINES),
        ("linenodiv", NUMBERS_LINES),
        ("lineno", NUMBERS_LINES),
        ("linenos", NUMBERS_LINES),
        ("linenumber", NUMBERS_LINES),
        ("ln", NUMBERS_LINES),
        ("lnt", NUMBERS_LINES),
        ("lntd", NUMBERS_LINES),
        ("react-syntax-highlighter-line-number", NUMBERS_LINES),
        ("editsection", IS_TOOL),
        ("mw-editsection", IS_TOOL),
    ]
};

/// Whether any of them has the length and the first letter of a class: nearly all classes are told apart
/// from all of them by that.
const MAY_BE_ONE: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < CLASS_NAMES.len() {
        table[place(CLASS_NAMES[at].0) as usize] = true;
        at += 1;
    }
    table
};

/// A place for a class by its length and first letter, be that small or not.
const fn place(class: &str) -> u8 {
    /// The bit that small letters have and capitals have not.
    const SMALL: u8 = 0x20;
    /// Spreads lengths over the places: odd.
    const SPREAD: u8 = 37;
    match class.as_bytes() {
        [first, ..] => (class.len() as u8).wrapping_mul(SPREAD) ^ (*first | SMALL),
        [] => 0,
    }
}

impl ClassNames {
    pub(super) fn of(class: &str) -> Self {
        let mut names = Self::default();
        for token in class.split_ascii_whitespace() {
            if !MAY_BE_ONE[usize::from(place(token))] {
                continue;
            }
            for (_, said) in CLASS_NAMES.iter().filter(|(known, _)| is(token, known)) {
                names.for_speech |= said.for_speech;
                names.numbers_lines |= said.numbers_lines;
                names.is_tool |= said.is_tool;
            }
        }
        names
    }
}

fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        Some((property.trim(), value.trim()))
    })
}

fn is(name: &str, known: &str) -> bool {
    name.eq_ignore_ascii_case(known)
}

/// A length in pixels, or a bare number. Relative units count as if they were 16 pixels; a percentage
/// tells nothing, save that nothing is nothing.
fn pixels(value: &str) -> Option<f32> {
    const EM: f32 = 16.0;
    let end = value.bytes().position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'));
    let (number, unit) = value.split_at_checked(end.unwrap_or(value.len()))?;
    let number: f32 = number.parse().ok()?;
    let unit =
        unit.split(|c: char| !c.is_ascii_alphabetic() && c != '%').next().unwrap_or_default();
    match unit.to_ascii_lowercase().as_str() {
        "" | "px" | "pt" => Some(number),
        "em" | "rem" | "ex" | "ch" => Some(number * EM),
        _ => (number == 0.0).then_some(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide() {
        for style in ["display:none", "color:red; DISPLAY : None !important", "visibility:hidden"] {
            assert!(Style::of(style).hides, "{style}");
        }
        assert!(!Style::of("display:block;visibility:visible").hides);
    }

    #[test]
    fn styles_that_conceal() {
        for style in [
            "position:absolute;left:-9999px",
            "position: absolute; top: -999em",
            "text-indent:-9999px",
            "font-size:0",
            "font-size: 0px",
            "opacity:0",
            "height:0;overflow:hidden",
            "width: 1px; height: 1px; overflow: hidden",
            "position:absolute;clip:rect(0 0 0 0)",
            "position:absolute;clip-path:inset(50%)",
            "color:transparent",
            "position:fixed;right:-9999px",
            "position:absolute;clip:rect(1px, 1px, 1px, 1px)",
            "position:absolute;clip-path:inset(100%)",
            "margin-left:-9999px",
            "max-width:1px;overflow:hidden",
            "max-height:0;overflow:hidden",
        ] {
            assert!(Style::of(style).conceals, "{style}");
        }
        for style in [
            "left:-9999px",
            "position:absolute;left:-20px",
            "height:0",
            "opacity:0.5",
            "opacity:.1",
            "font-size:0.9em",
            "height:100px;overflow:hidden",
            "width:100%;overflow:hidden",
            "text-indent:-20px",
            "",
            ";;:",
            "font-size",
        ] {
            assert!(!Style::of(style).conceals, "{style}");
        }
    }

    #[test]
    fn classes_are_whole_names() {
        assert!(ClassNames::of("title Sr-Only").for_speech);
        let others = "md:sr-only not-sr-only sr-only-focusable linenos-on mw-editsections";
        assert_eq!(ClassNames::of(others), ClassNames::default());
        assert!(
            ClassNames::of("gutter gl").numbers_lines && ClassNames::of("mw-editsection").is_tool
        );
    }
}
