//! Blocks as a caller gets them.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::hash::Fnv;
use crate::render::Outline;
use crate::segment::BlockKind;

/// A kept block of an [`Article`](crate::Article): a paragraph, a heading, a list item, a cell.
///
/// ```
/// use epure::BlockKind;
///
/// let html = "<h1>Installation</h1><p>One binary, no dependencies; take the one for your system,
///     and put it into a directory on your path.</p>";
/// let article = epure::extract(html)?;
/// let text = article.blocks().iter().find(|block| block.kind == BlockKind::Paragraph).unwrap();
/// assert_eq!(article.text()[text.range.clone()], text.text);
/// assert!(text.text.starts_with("One binary") && text.score > 0.5);
/// assert_eq!((text.list_depth, &text.language), (0, &None));
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Block {
    /// Names the block for as long as its content stays the same.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Where that is in [`Article::text`](crate::Article::text), in bytes (of UTF-8).
    pub range: Range<usize>,
    /// The same place in characters (Unicode scalar values), for languages that count so.
    pub characters: Range<usize>,
    /// The headings that it stands under, from the outermost in: `Installation › Linux`. A heading
    /// does not stand under itself. Each is cut after 100 characters.
    pub heading_path: String,
    /// The level of the nearest heading above it, or its own if it is one: 1 to 6, 0 if there is
    /// none.
    pub level: u8,
    /// Lists around it.
    pub list_depth: u16,
    /// The language of its code, as the page names it: `rust`, `js`.
    pub language: Option<String>,
    /// Probability that it is content, as the model sees it.
    pub score: f32,
    /// Where on the page it was found.
    #[cfg_attr(feature = "serde", serde(default))]
    pub origin: Origin,
}

/// Where on the page a [`Block`] was found.
///
/// ```
/// use epure::Origin;
///
/// let sentence = "Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port. ";
/// let html = format!(
///     "<div id=app></div><script type=application/ld+json>{{
///         \"@type\": \"NewsArticle\", \"articleBody\": \"{}\"
///     }}</script>",
///     sentence.repeat(5)
/// );
/// let article = epure::extract(&html)?;
/// assert!(article.text().starts_with("Le vent souffle"));
/// assert_eq!(article.blocks()[0].origin, Origin::JsonLd);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Origin {
    /// In its markup: what readers see, or would see once a script has shown it.
    #[default]
    Page,
    /// In JSON-LD's [`articleBody`](https://schema.org/articleBody), which the page gives to programs, and
    /// which is read only where it shows no article itself: fifty words, and four times those that are
    /// kept of what it shows. No model has judged it.
    JsonLd,
}

/// The identity of a [`Block`]: the same for the same content, on any machine and in any later
/// version, wherever on the page it stands.
///
/// It is the 64-bit FNV-1a hash of the kind's name as [`BlockKind::name`] gives it, a zero byte, the
/// block's text, a zero byte, and the number of earlier blocks of the article with the same kind and
/// text, in decimal digits. It is written as 16 hexadecimal digits.
///
/// ```
/// use epure::BlockId;
///
/// let html = "<p>Une phrase assez longue pour être un article, à elle seule.</p>";
/// let article = epure::extract(html)?;
/// let id = article.blocks()[0].id;
/// assert_eq!(id.to_string().parse(), Ok::<BlockId, _>(id));
/// assert!("+1f".parse::<BlockId>().is_err());
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(u64);

impl BlockId {
    /// The hash itself.
    ///
    /// ```
    /// let html = "<p>Une phrase assez longue pour être un article, à elle seule.</p>";
    /// let id = epure::extract(html)?.blocks()[0].id;
    /// assert_eq!(id.to_string(), format!("{:016x}", id.get()));
    /// # Ok::<(), epure::Error>(())
    /// ```
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlockId({self})")
    }
}

impl FromStr for BlockId {
    type Err = std::num::ParseIntError;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        /// What no number begins with: `+1f` is one to the standard library.
        const NO_DIGITS: &str = "?";
        let is_id = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(if is_id { digits } else { NO_DIGITS }, 16).map(Self)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for BlockId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for BlockId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        digits.parse().map_err(serde::de::Error::custom)
    }
}

/// What selection says of a kept block.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) kind: BlockKind,
    /// Bytes of the article's text.
    pub(crate) range: Range<usize>,
    pub(crate) score: f32,
}

/// Between two headings of a path.
const PATH_SEPARATOR: &str = " › ";

/// Characters of a heading that a path holds: a path is repeated for each block under it.
const HEADING_IN_PATH: usize = 100;

/// Makes the blocks of an article.
pub(crate) fn blocks(
    text: &str,
    judged: &[Judged],
    outline: &Outline,
    origin: Origin,
) -> Vec<Block> {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let mut path = Path::default();
    // How far the text is counted, in bytes and in characters.
    let mut counted = 0..0;
    let block = |(index, judged): (usize, &Judged)| {
        let own = text.get(judged.range.clone()).unwrap_or_default();
        let between = text.get(counted.start..judged.range.start).unwrap_or_default();
        let first = counted.end + between.chars().count();
        let characters = first..first + own.chars().count();
        counted = judged.range.end..characters.end;
        let content =
            Fnv::NEW.push_text(judged.kind.name()).push_text("\0").push_text(own).push_text("\0");
        let earlier = seen.entry(content.0).or_default();
        let id = BlockId(content.push_text(&earlier.to_string()).0);
        *earlier += 1;
        if let BlockKind::Heading(level) = judged.kind {
            path.leave(level);
        }
        let heading_path = path.text.clone();
        if let BlockKind::Heading(level) = judged.kind {
            path.enter(level, own);
        }
        let fact = outline.facts.get(index).copied().unwrap_or_default();
        let language = outline.value(fact.language);
        Block {
            id,
            kind: judged.kind,
            text: own.to_owned(),
            range: judged.range.clone(),
            characters,
            heading_path,
            level: path.level(),
            list_depth: fact.list_depth,
            language: Some(language.to_owned()).filter(|language| !language.is_empty()),
            score: judged.score,
            origin,
        }
    };
    judged.iter().enumerate().map(block).collect()
}

/// The headings above a place.
#[derive(Debug, Default)]
struct Path {
    text: String,
    /// Level of each heading, and how long the path was before it.
    headings: Vec<(u8, usize)>,
}

impl Path {
    /// Ends the sections that a heading of a level ends.
    fn leave(&mut self, level: u8) {
        while let Some(&(_, length)) = self.headings.last().filter(|(inner, _)| *inner >= level) {
            self.text.truncate(length);
            self.headings.pop();
        }
    }

    fn enter(&mut self, level: u8, heading: &str) {
        self.headings.push((level, self.text.len()));
        if !self.text.is_empty() {
            self.text.push_str(PATH_SEPARATOR);
        }
        self.text.extend(heading.chars().take(HEADING_IN_PATH));
    }

    fn level(&self) -> u8 {
        self.headings.last().map_or(0, |&(level, _)| level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str, blocks: &[(BlockKind, &str)]) -> Vec<Judged> {
        let mut from = 0;
        let judge = |&(kind, own): &(BlockKind, &str)| {
            let start = from + text[from..].find(own).unwrap();
            from = start + own.len();
            Judged { kind, range: start..from, score: 1.0 }
        };
        blocks.iter().map(judge).collect()
    }

    #[test]
    fn paths_follow_the_levels() {
        use BlockKind::{Heading, Paragraph};
        let text = "A b C d E F g";
        let kinds = [
            (Heading(1), "A"),
            (Paragraph, "b"),
            (Heading(3), "C"),
            (Paragraph, "d"),
            (Heading(3), "E"),
            (Heading(2), "F"),
            (Paragraph, "g"),
        ];
        let blocks = blocks(text, &judged(text, &kinds), &Outline::default(), Origin::Page);
        let paths: Vec<_> = blocks.iter().map(|b| (b.heading_path.as_str(), b.level)).collect();
        assert_eq!(
            paths,
            [("", 1), ("A", 1), ("A", 3), ("A › C", 3), ("A", 3), ("A", 2), ("A › F", 2)]
        );
    }

    #[test]
    fn ids_stay_and_differ() {
        use BlockKind::{ListItem, Paragraph};
        let text = "a a a";
        let kinds = [(Paragraph, "a"), (Paragraph, "a"), (ListItem, "a")];
        let ids: Vec<_> = blocks(text, &judged(text, &kinds), &Outline::default(), Origin::Page)
            .iter()
            .map(|block| block.id)
            .collect();
        // FNV-1a of "paragraph\0a\00": computed once, never to change.
        assert_eq!(ids[0].to_string(), "be66057b660db14e");
        assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
        assert_eq!(ids[0].to_string().parse(), Ok(ids[0]));
    }
}
