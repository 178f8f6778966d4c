//! Images: which belong to the article, and which of the addresses that a page gives is the
//! picture's own.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made; positions were found in the same bytes"
)]

use super::inline::{LONGEST_VALUE, store};
use super::{Image, Outline};
use crate::beginning::begins;
use crate::document::{AttributeName, Document, NodeId, Recent, Tag};
use crate::lexicon::{ClassGroup, ClassGroups, class_groups};
use crate::render::address;
use crate::segment::{Blocks, Container, Run};

/// Width or height, in pixels, up to which an image is a spacer or a counter.
const SPACER: u16 = 2;

/// Bytes past which an address of an image is not kept: room for small embedded ones.
const LONGEST_SOURCE: usize = address::LARGEST_EMBEDDED;

/// Width from which a larger variant of the same picture is not worth its bytes.
const WIDE_ENOUGH: f32 = 1600.0;

/// Containers around an image that are looked at for a `<noscript>`.
const NOSCRIPT_LEVELS: usize = 4;

/// Class tokens of what is shown beside an article, but is no part of it.
const ASIDE: ClassGroups = ClassGroups::of(&[
    ClassGroup::Share,
    ClassGroup::Related,
    ClassGroup::Nav,
    ClassGroup::Advert,
    ClassGroup::Promo,
    ClassGroup::Newsletter,
    ClassGroup::Comment,
    ClassGroup::Sidebar,
    ClassGroup::Author,
]);

/// Decides on the images of a page, in document order.
pub(super) struct Gallery<'a> {
    document: &'a Document,
    blocks: &'a Blocks,
    /// Kept blocks, in order.
    kept: &'a [usize],
    /// The innermost container around all kept blocks.
    core: u32,
    /// What class attributes say: the pictures of a page have the same few around them.
    classes: Recent<'a, ClassGroups>,
    last: Option<Shown>,
    /// The formula that came just before.
    formula: Option<&'a str>,
}

/// The image shown last, if no text came since: images with text between them are no twins.
#[derive(Debug, Clone, Copy)]
struct Shown {
    image: Image,
    in_noscript: bool,
}

impl<'a> Gallery<'a> {
    pub(super) fn new(document: &'a Document, blocks: &'a Blocks, kept: &'a [usize]) -> Self {
        let container = |at: Option<&usize>| at.map_or(0, |&at| blocks.blocks[at].container);
        let last = container(kept.last());
        let core = blocks
            .ancestors_with_index(container(kept.first()))
            .find(|(at, container)| (*at..container.end).contains(&last))
            .map_or(0, |(at, _)| at);
        let classes = Recent::default();
        Self { document, blocks, kept, core, classes, last: None, formula: None }
    }

    /// An image in a kept block: its index, if it is one to show.
    pub(super) fn within(&mut self, run: &Run, outline: &mut Outline) -> Option<u32> {
        let is_image = self.document.tag(run.node).is_image();
        if is_image { self.show(run, outline) } else { None }
    }

    /// Text of the article came, and whether it is a formula.
    pub(super) fn text_came(&mut self, text: &'a str, is_formula: bool) {
        self.last = None;
        self.formula = is_formula.then(|| text.trim_matches(['$', ' ']));
    }

    /// An image with `position` kept blocks before it: its index, if it is one to show and belongs
    /// to the article.
    pub(super) fn between(
        &mut self,
        run: &Run,
        position: usize,
        outline: &mut Outline,
    ) -> Option<u32> {
        if self.belongs(run, position) { self.show(run, outline) } else { None }
    }

    /// The nearest element with text, if it has kept blocks both before and after a place in it.
    pub(super) fn divides(&self, container: u32, position: usize) -> Option<u32> {
        let (at, container) = self.nearest_with_text(container)?;
        let before = self.kept[..position].last()?;
        let after = self.kept.get(position)?;
        let holds = |block: usize| {
            (container.first_block as usize..container.end_block as usize).contains(&block)
        };
        (holds(*before) && holds(*after)).then_some(at)
    }

    fn nearest_with_text(&self, container: u32) -> Option<(u32, &'a Container)> {
        self.blocks
            .ancestors_with_index(container)
            .find(|(_, container)| container.end_block > container.first_block)
    }

    /// Whether an image outside of kept blocks is part of the article: the nearest element with text
    /// has kept text, and the image stands between kept blocks, or in the part of the page that holds
    /// them all and is mostly kept.
    fn belongs(&mut self, run: &Run, position: usize) -> bool {
        let Some((mut at, mut nearest)) = self.nearest_with_text(run.container) else {
            return false;
        };
        // The caption may be dropped where the picture stays.
        let figure = self
            .blocks
            .ancestors_with_index(run.container)
            .take_while(|&(inner, _)| inner >= at)
            .find(|(_, container)| container.tag == Tag::Figure);
        if let Some((_, figure)) = figure {
            if self.kept_in(nearest) == 0 {
                let Some(outer) = self.nearest_with_text(figure.parent) else { return false };
                (at, nearest) = outer;
            }
        }
        let kept = self.kept_in(nearest);
        let is_between = 0 < position && position < self.kept.len();
        let in_core = at >= self.core && at < self.blocks.containers[self.core as usize].end;
        let is_mostly_kept = kept * 2 >= (nearest.end_block - nearest.first_block) as usize;
        kept > 0 && (is_between || (in_core && is_mostly_kept)) && !self.is_aside(run.container, at)
    }

    fn kept_in(&self, container: &Container) -> usize {
        let before = |block: u32| self.kept.partition_point(|&at| at < block as usize);
        before(container.end_block) - before(container.first_block)
    }

    /// Whether class names between an image and the text around it say that it is something else.
    fn is_aside(&mut self, inner: u32, outer: u32) -> bool {
        let Self { document, blocks, classes, .. } = self;
        blocks
            .ancestors_with_index(inner)
            .take_while(|&(at, _)| at > outer)
            .filter_map(|(_, container)| document.attribute(container.node, AttributeName::Class))
            .any(|class| classes.of(class, |class| class_groups("", class)).meets(ASIDE))
    }

    fn show(&mut self, run: &Run, outline: &mut Outline) -> Option<u32> {
        let in_noscript = self
            .blocks
            .ancestors(run.container)
            .take(NOSCRIPT_LEVELS)
            .any(|container| container.tag == Tag::Noscript);
        let last = self.last;
        // The twin of a lazy image, for readers without scripts.
        if in_noscript && last.is_some_and(|last| !last.in_noscript) {
            self.last = None;
            return None;
        }
        let source = source(self.document, run.node)?;
        if last.is_some_and(|last| outline.value(last.image.source) == source.trim()) {
            return None;
        }
        let [alternative, width, height] =
            [AttributeName::Alt, AttributeName::Width, AttributeName::Height]
                .map(|name| self.document.attribute(run.node, name));
        let (width, height) = (pixels(width), pixels(height));
        if width.is_some_and(|width| width <= SPACER) || height.is_some_and(|h| h <= SPACER) {
            return None;
        }
        let alternative = alternative.unwrap_or_default();
        if self.formula.is_some_and(|formula| is_picture_of(alternative, formula)) {
            return None;
        }
        let image = Image {
            source: store(source, LONGEST_SOURCE, &mut outline.values),
            alternative: store(alternative, LONGEST_VALUE, &mut outline.values),
            width: width.unwrap_or(0),
            height: height.unwrap_or(0),
        };
        if image.source.is_empty() {
            return None;
        }
        self.last = Some(Shown { image, in_noscript });
        outline.images.push(image);
        Some(outline.images.len() as u32 - 1)
    }
}

/// Whether an image stands beside a formula for readers whose browsers show none: its alternative
/// is the same TeX, perhaps in braces.
fn is_picture_of(alternative: &str, formula: &str) -> bool {
    /// `{\displaystyle }`
    const BRACES: usize = 20;
    alternative.len() <= formula.len() + BRACES && alternative.contains(formula)
}

/// A length in pixels; not a percentage.
fn pixels(value: Option<&str>) -> Option<u16> {
    let value = value?.trim();
    value.strip_suffix("px").unwrap_or(value).parse().ok()
}

/// The address of the picture itself, where the page gives one.
fn source(document: &Document, node: NodeId) -> Option<&str> {
    let (mut plain, mut lazy) = (None, None);
    for (name, value) in document.attributes(node) {
        match name {
            AttributeName::Src => plain = Some(value),
            AttributeName::DataSrc
            | AttributeName::DataLazySrc
            | AttributeName::DataOriginal
            | AttributeName::DataLazy
            | AttributeName::DataImage => lazy = lazy.or(Some(value)),
            _ => {}
        }
    }
    let is_real = |address: &&str| !is_stand_in(address) && address::is_image(address);
    // A `data-src` is there because `src` is not the picture yet.
    lazy.filter(is_real)
        .or(plain.filter(is_real))
        .or_else(|| best_of(document, node).filter(is_real))
        .or_else(|| picture(document, node).filter(is_real))
        // Small pictures within the page itself, once nothing else is left.
        .or(plain.filter(|address| address::is_embedded_image(address)))
}

/// The best candidate of the `<source>` elements beside an image.
fn picture(document: &Document, image: NodeId) -> Option<&str> {
    let picture = document.parent(image).filter(|&p| document.tag(p) == Tag::Picture)?;
    let mut sources =
        document.children(picture).filter(|&child| document.tag(child) == Tag::Source);
    sources.find_map(|source| best_of(document, source))
}

/// The best candidate of the first of an element's `srcset`s that has any.
fn best_of(document: &Document, node: NodeId) -> Option<&str> {
    use AttributeName::{DataLazySrcset, DataSrcset, Srcset};
    document
        .attributes(node)
        .filter(|(name, _)| matches!(name, Srcset | DataSrcset | DataLazySrcset))
        .find_map(|(_, value)| best(value))
}

/// The best candidate of a `srcset`: the widest that is not wider than a page needs, else the
/// narrowest.
fn best(srcset: &str) -> Option<&str> {
    let mut best: Option<(&str, f32)> = None;
    for candidate in (Candidates { rest: srcset }) {
        let (address, width) = candidate;
        let is_better = best.is_none_or(|(_, other)| {
            let (fits, other_fits) = (width <= WIDE_ENOUGH, other <= WIDE_ENOUGH);
            if fits == other_fits { (width > other) == fits } else { fits }
        });
        if is_better && !is_stand_in(address) {
            best = Some((address, width));
        }
    }
    best.map(|(address, _)| address)
}

/// The candidates of a `srcset`, each with its width in pixels; a density counts as one of 800.
struct Candidates<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Candidates<'a> {
    type Item = (&'a str, f32);

    fn next(&mut self) -> Option<Self::Item> {
        const OF_DENSITY: f32 = 800.0;
        let is_space = |c: char| c.is_ascii_whitespace();
        let start = self.rest.trim_start_matches(|c| is_space(c) || c == ',');
        if start.is_empty() {
            return None;
        }
        // An address may hold commas, but not end with one.
        let (address, rest) = start.split_at(start.find(is_space).unwrap_or(start.len()));
        let (descriptor, rest) = match address.strip_suffix(',') {
            Some(_) => ("", rest),
            None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
        };
        self.rest = rest;
        let descriptor = descriptor.trim();
        let number = |suffix| descriptor.strip_suffix(suffix)?.parse::<f32>().ok();
        let width = number('w').or_else(|| number('x').map(|density| density * OF_DENSITY));
        Some((address.trim_end_matches(','), width.unwrap_or(OF_DENSITY)))
    }
}

/// Whether an address is that of a blank picture that stands where the real one will be.
fn is_stand_in(address: &str) -> bool {
    /// File names, without extension, of blanks and spinners.
    const NAMES: [&str; 16] = [
        "1x1",
        "ajax-loader",
        "blank",
        "clear",
        "dot",
        "empty",
        "grey",
        "lazy",
        "lazyload",
        "loader",
        "loading",
        "pixel",
        "placeholder",
        "spacer",
        "trans",
        "transparent",
    ];
    let address = address.trim();
    if address.is_empty() || begins(address, "data:") {
        return true;
    }
    let bytes = address.as_bytes();
    let path = memchr::memchr2(b'?', b'#', bytes).map_or(bytes, |end| &bytes[..end]);
    let file = memchr::memrchr(b'/', path).map_or(path, |at| &path[at + 1..]);
    let stem = memchr::memchr(b'.', file).map_or(file, |end| &file[..end]);
    NAMES.iter().any(|name| stem.eq_ignore_ascii_case(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_candidate_is_wide_but_not_too_wide() {
        assert_eq!(best("a.jpg 300w, b.jpg 1200w, c.jpg 4000w"), Some("b.jpg"));
        assert_eq!(best("c.jpg 4000w,b.jpg 2000w"), Some("b.jpg"));
        assert_eq!(best("a.jpg, b.jpg 2x"), Some("b.jpg"));
        assert_eq!(best("a,b.jpg 1x, c,d.jpg 1.5x"), Some("c,d.jpg"));
        assert_eq!(best(" , "), None);
    }

    #[test]
    fn blanks_are_no_pictures() {
        for blank in ["", "data:image/gif;base64,R0lG", "/img/spacer.gif?v=2", "x/1x1.png"] {
            assert!(is_stand_in(blank), "{blank}");
        }
        assert!(!is_stand_in("/img/lazy-dog.jpg"));
    }
}
