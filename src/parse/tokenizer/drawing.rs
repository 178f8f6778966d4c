//! What is drawn in `<svg>`: one tag in sixteen of an ordinary page, and nothing in it is text.
//!
//! To the tree builder such tags mean elements in `<svg>`, and nothing else, as long as each closes itself
//! or is closed by its own end tag ([the rules for foreign content]): none of the names ends the drawing,
//! as `<p>` does, or is a place for HTML, as `<title>` is. So they are read, and not sent.
//!
//! [the rules for foreign content]: https://html.spec.whatwg.org/#parsing-main-inforeign

use super::names::{ENDS_TAG_NAME, span};
use super::{Receiver, Tokenizer};
use crate::work;

/// Elements of SVG that hold neither text nor HTML, in lower case, those that pages have most of first
/// ([SVG 2, appendix F]; filters and masks of their own specifications).
///
/// [SVG 2, appendix F]: https://www.w3.org/TR/SVG2/eltindex.html
#[rustfmt::skip]
const SHAPES: [&str; 36] = [
    "path", "use", "g", "rect", "circle", "polygon", "line", "symbol", "defs", "clippath",
    "stop", "lineargradient", "polyline", "ellipse", "mask", "svg", "radialgradient", "filter",
    "animate", "animatetransform", "animatemotion", "marker", "pattern", "image", "set",
    "fecolormatrix", "feoffset", "fegaussianblur", "feblend", "feflood", "fecomposite",
    "femerge", "femergenode", "femorphology", "feturbulence", "fedisplacementmap",
];

/// Shapes within each other past which no more are passed over.
const DEEPEST: usize = 16;

impl<S: Receiver> Tokenizer<'_, S> {
    /// Passes over shapes that are whole, up to the first tag, comment or text that is none.
    pub(super) fn shapes(&mut self) {
        // Of drawings within each other that are cut short, nothing is read again for each.
        if self.at < self.shapes_end {
            return;
        }
        let (mut open, mut begun) = (Vec::new(), 0);
        let mut whole = (self.at, begun);
        while let Some(begins) = self.shape(&mut open) {
            begun += usize::from(begins);
            if open.is_empty() {
                whole = (self.at, begun);
            }
        }
        work::steps(self.at - whole.0);
        self.shapes_end = self.at;
        self.at = whole.0;
        self.sink.pass_over_shapes(whole.1);
    }

    /// Reads a tag of a shape, and says whether one begins; none if what comes is anything else. `open` are the
    /// shapes around it, places in [`SHAPES`].
    fn shape(&mut self, open: &mut Vec<usize>) -> Option<bool> {
        if self.after_space().ok()? != b'<' {
            return None;
        }
        let is_end = self.byte(self.at + 1) == Some(b'/');
        let start = self.at + 1 + usize::from(is_end);
        let (length, _) = span(self.rest(start), ENDS_TAG_NAME);
        let name = self.bytes.get(start..start + length)?;
        let shape = SHAPES.iter().position(|shape| name.eq_ignore_ascii_case(shape.as_bytes()))?;
        if is_end && open.pop() != Some(shape) {
            return None;
        }
        self.at = start + length;
        let closes_itself = self.attributes(false).ok()?;
        if !is_end && !closes_itself {
            open.push(shape);
        }
        (open.len() <= DEEPEST).then_some(!is_end)
    }
}
