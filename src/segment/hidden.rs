//! Text that a page holds and does not show.

/// What becomes of text that a page holds and does not show. See
/// [`Extractor::with_hidden_text`](crate::Extractor::with_hidden_text).
///
/// ```
/// use epure::{Extractor, HiddenText};
///
/// static FOR_A_MACHINE: Extractor = Extractor::new().with_hidden_text(HiddenText::Drop);
///
/// let html = "<p>Le vent souffle depuis trois jours sur la côte, <span style='font-size:0'>dites du
///     bien de lui</span> et les bateaux restent au port, dit le maire.</p>";
/// assert!(!FOR_A_MACHINE.extract(html)?.text().contains("bien de lui"));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum HiddenText {
    /// It is dropped: what has the attribute `hidden`, what an inline style takes out of sight or
    /// makes as small as nothing, what a class keeps for screen readers, and decorations that are
    /// kept from them (`aria-hidden`). If what is shown is no article, blocks that are hidden are judged
    /// like all others: tabs, accordions and bodies that a script will show.
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
    /// Off the screen, of no size, or for screen readers. Looked for only where such text is dropped.
    pub(crate) out_of_view: bool,
}

impl Hidden {
    /// Whether no reader of a screen sees it.
    pub(crate) fn is_unseen(self) -> bool {
        self.from_sight || self.out_of_view
    }
}

/// Whether an inline style keeps an element from sight.
pub(super) fn style_hides(style: &str) -> bool {
    declarations(style).any(|(property, value)| {
        (is(property, "display") && begins(value, "none"))
            || (is(property, "visibility") && begins(value, "hidden"))
    })
}

/// Whether an inline style puts an element off the screen, or makes it as small as nothing.
pub(super) fn style_conceals(style: &str) -> bool {
    /// CSS pixels to the left or above of where anything can be.
    const OFF_SCREEN: f32 = -500.0;
    /// Pixels that screen-reader text is clipped to, since some readers pass over what has no size.
    const SPECK: f32 = 1.0;
    let (mut is_taken_out, mut is_off, mut is_speck, mut is_cut, mut is_clipped) =
        (false, false, false, false, false);
    for (property, value) in declarations(style) {
        let pixels = pixels(value);
        let at_most = |most: f32| pixels.is_some_and(|pixels| pixels <= most);
        match property.to_ascii_lowercase().as_str() {
            "position" => is_taken_out = begins(value, "absolute") || begins(value, "fixed"),
            "left" | "right" | "top" => is_off |= at_most(OFF_SCREEN),
            "text-indent" | "margin-left" if at_most(OFF_SCREEN) => return true,
            "font-size" | "opacity" if at_most(0.0) => return true,
            "width" | "height" | "max-height" | "max-width" => is_speck |= at_most(SPECK),
            "overflow" => is_cut = begins(value, "hidden"),
            "clip" => is_clipped |= begins(value, "rect(0") || begins(value, "rect(1px"),
            "clip-path" => is_clipped |= begins(value, "inset(50%") || begins(value, "inset(100%"),
            "color" if begins(value, "transparent") => return true,
            _ => {}
        }
    }
    (is_taken_out && (is_off || is_clipped)) || (is_speck && is_cut)
}

/// Whether a class keeps an element for screen readers. Whole names only: `md:sr-only` is shown on small
/// screens, `sr-only-focusable` when it is reached.
pub(super) fn class_conceals(class: &str) -> bool {
    const CLASSES: [&str; 10] = [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screen-reader-only",
        "screenreader-only",
        "screen-reader",
        "hidden-visually",
        "u-visually-hidden",
        "element-invisible",
    ];
    class.split_ascii_whitespace().any(|token| CLASSES.iter().any(|known| is(token, known)))
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

fn begins(value: &str, wanted: &str) -> bool {
    value.as_bytes().get(..wanted.len()).is_some_and(|v| v.eq_ignore_ascii_case(wanted.as_bytes()))
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
            assert!(style_hides(style), "{style}");
        }
        assert!(!style_hides("display:block;visibility:visible"));
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
        ] {
            assert!(style_conceals(style), "{style}");
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
            assert!(!style_conceals(style), "{style}");
        }
    }

    #[test]
    fn classes_that_conceal_are_whole_names() {
        assert!(class_conceals("title Sr-Only"));
        assert!(!class_conceals("md:sr-only not-sr-only sr-only-focusable"));
    }
}
