//! The names that extraction knows. All others are [`Tag::Other`], or not kept.
#![expect(
    clippy::indexing_slicing,
    reason = "tables are as long as the enumerations that they are indexed by"
)]

use crate::beginning::beginning;
use crate::hash::spread;

/// Slots of a name table: a power of two, several times the number of names, so that nearly every
/// name sits in the slot that its hash says.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 10;

/// Marks a free slot.
const FREE: u8 = u8::MAX;

/// A name as numbers, quicker to compare than its bytes: a table that is looked at for every tag and
/// attribute of a page must not call anybody for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    length: usize,
    first: u64,
    last: u64,
}

/// Bytes of the longest name that its key tells from all others: the first eight and the last eight
/// are all that it has.
const LONGEST: usize = 16;

impl Key {
    const fn of(name: &[u8]) -> Self {
        let length = name.len();
        let (first, last) = match (name.first_chunk(), name.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => short(name),
        };
        Self { length, first, last }
    }

    /// The slot that a name with this key sits in, if it is free.
    const fn slot(self) -> usize {
        let mixed = spread(self.first ^ self.last.rotate_left(u32::BITS) ^ self.length as u64);
        (mixed >> (u64::BITS - SLOT_BITS)) as usize
    }
}

/// Likewise of a name of less than eight bytes: its first four and its last four, or every one.
const fn short(name: &[u8]) -> (u64, u64) {
    match (name.first_chunk(), name.last_chunk(), name) {
        (Some(first), Some(last), _) => {
            (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64)
        }
        (_, _, []) => (0, 0),
        (_, _, [first, .., last]) => {
            (u16::from_le_bytes([*first, name[name.len() / 2]]) as u64, *last as u64)
        }
        (_, _, [only]) => (*only as u64, *only as u64),
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum $type {
            $($variant,)*
        }

        impl $type {
            /// Every name, in the order of the enumeration.
            pub(crate) const ALL: &[(Self, &str)] = &[$((Self::$variant, $text),)*];

            /// The key of each.
            const KEYS: &[Key] = &{
                let mut keys = [Key { length: 0, first: 0, last: 0 }; Self::ALL.len()];
                let mut index = 0;
                while index < Self::ALL.len() {
                    let name = Self::ALL[index].1.as_bytes();
                    assert!(name.len() <= LONGEST);
                    keys[index] = Key::of(name);
                    index += 1;
                }
                keys
            };

            /// Open-addressing table from [`Key::slot`] to index in [`Self::ALL`], built by the
            /// compiler.
            const TABLE: [u8; SLOTS] = {
                let mut table = [FREE; SLOTS];
                let mut index = 0;
                while index < Self::ALL.len() {
                    let mut at = Self::KEYS[index].slot();
                    while table[at] != FREE {
                        at = (at + 1) % SLOTS;
                    }
                    table[at] = index as u8;
                    index += 1;
                }
                table
            };

            /// The name as the enumeration knows it, if it does.
            #[inline]
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                Self::from_bytes(name.as_bytes())
            }

            /// Likewise, of the bytes of a name.
            #[inline]
            pub(crate) fn from_bytes(name: &[u8]) -> Option<Self> {
                let key = Key::of(name);
                let mut at = key.slot();
                loop {
                    let index = usize::from(Self::TABLE[at]);
                    if *Self::KEYS.get(index)? == key {
                        return Some(Self::ALL[index].0);
                    }
                    at = (at + 1) % SLOTS;
                }
            }

            /// The name as HTML writes it.
            pub(crate) fn name(self) -> &'static str {
                Self::ALL[self as usize].1
            }
        }
    };
}

names! {
    /// An HTML element's name. SVG and MathML elements other than their roots are [`Tag::Foreign`].
    Tag {
        Other "", Foreign "foreign",
        A "a", Abbr "abbr", Acronym "acronym", Address "address", AmpImg "amp-img", Area "area",
        Article "article", Aside "aside", Audio "audio", B "b", Base "base", Blockquote "blockquote", Body "body",
        Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite",
        Code "code", Col "col", Colgroup "colgroup", Datalist "datalist", Dd "dd", Del "del",
        Details "details", Dfn "dfn", Dialog "dialog", Dir "dir", Div "div", Dl "dl", Dt "dt",
        Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure",
        Font "font", Footer "footer", Form "form", Frame "frame", Frameset "frameset", H1 "h1",
        H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
        Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input",
        Ins "ins", Kbd "kbd", Label "label", Legend "legend", Li "li", Link "link", Main "main",
        Map "map", Mark "mark", Math "math", Menu "menu", Meta "meta", Nav "nav",
        Noframes "noframes", Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup",
        Option "option", Output "output", P "p", Param "param", Picture "picture", Pre "pre",
        Progress "progress", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s", Samp "samp",
        Script "script", Search "search", Section "section", Select "select", Small "small",
        Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub",
        Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td",
        Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead",
        Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul", Var "var",
        Video "video", Wbr "wbr",
    }
}

names! {
    /// The attributes that some stage reads.
    AttributeName {
        Alt "alt", AriaHidden "aria-hidden", AriaLabel "aria-label", Cite "cite", Class "class",
        Colspan "colspan", Content "content", Datetime "datetime", Dir "dir", Hidden "hidden",
        Href "href", HttpEquiv "http-equiv", Id "id", Itemprop "itemprop", Itemtype "itemtype",
        Lang "lang", Name "name", Property "property", Rel "rel", Role "role",
        Rowspan "rowspan", Src "src", Srcset "srcset", Start "start", Style "style",
        Title "title", Type "type", Reversed "reversed", Value "value",
        DataOriginal "data-original", DataSrc "data-src", DataSrcset "data-srcset",
        DataLazySrc "data-lazy-src", Width "width", Height "height", Alttext "alttext",
        Encoding "encoding", DataLang "data-lang", DataLanguage "data-language",
        DataLazySrcset "data-lazy-srcset", DataLazy "data-lazy", DataImage "data-image",
        XmlLang "xml:lang", Shadowrootmode "shadowrootmode",
    }
}

/// Bytes that are kept of a value that is no text and no address: class lists have a few dozen,
/// generated ones a few hundred.
pub(super) const LONGEST_LIST: usize = 512;

impl AttributeName {
    /// A bit of its own, among the names.
    pub(crate) fn bit(self) -> u64 {
        1 << self as u32
    }

    /// The part of a value that is kept. Names, numbers and declarations are read anew for each of many
    /// elements, since a formatting element is opened again in each paragraph with the attributes that
    /// it has: what is read of them must not be as long as the page.
    pub(crate) fn kept(self, value: &str) -> &str {
        if self.is_list() { beginning(value, LONGEST_LIST) } else { value }
    }

    /// Whether a value is one of names, numbers or declarations, and no text or address.
    pub(super) fn is_list(self) -> bool {
        !matches!(
            self,
            Self::Alt
                | Self::Alttext
                | Self::Cite
                | Self::Content
                | Self::Href
                | Self::Src
                | Self::Srcset
                | Self::Title
                | Self::DataOriginal
                | Self::DataSrc
                | Self::DataSrcset
                | Self::DataLazySrc
                | Self::DataLazySrcset
                | Self::DataLazy
                | Self::DataImage
        )
    }
}

impl Tag {
    /// An image: `<img>`, and what AMP pages have in its place.
    pub(crate) fn is_image(self) -> bool {
        matches!(self, Self::AmpImg | Self::Img)
    }

    /// Level of a heading element.
    pub(crate) fn heading_level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Elements that start and end a line of their own.
    pub(crate) fn is_block_level(self) -> bool {
        matches!(
            self,
            Self::Address
                | Self::Article
                | Self::Aside
                | Self::Blockquote
                | Self::Body
                | Self::Button
                | Self::Caption
                | Self::Center
                | Self::Dd
                | Self::Details
                | Self::Dialog
                | Self::Dir
                | Self::Div
                | Self::Dl
                | Self::Dt
                | Self::Fieldset
                | Self::Figcaption
                | Self::Figure
                | Self::Footer
                | Self::Form
                | Self::H1
                | Self::H2
                | Self::H3
                | Self::H4
                | Self::H5
                | Self::H6
                | Self::Header
                | Self::Hgroup
                | Self::Hr
                | Self::Html
                | Self::Legend
                | Self::Li
                | Self::Main
                | Self::Menu
                | Self::Nav
                | Self::Noscript
                | Self::Ol
                | Self::Optgroup
                | Self::Option
                | Self::P
                | Self::Pre
                | Self::Search
                | Self::Section
                | Self::Summary
                | Self::Table
                | Self::Tbody
                | Self::Td
                | Self::Tfoot
                | Self::Th
                | Self::Thead
                | Self::Tr
                | Self::Ul
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{AttributeName, Tag};

    #[test]
    fn every_name_is_found_and_no_other() {
        for &(tag, name) in Tag::ALL {
            assert_eq!(Tag::from_name(name), Some(tag));
        }
        for &(attribute, name) in AttributeName::ALL {
            assert_eq!(AttributeName::from_name(name), Some(attribute));
        }
        assert_eq!(Tag::from_name("blink"), None);
        assert_eq!(AttributeName::from_name("onclick"), None);
    }

    #[test]
    fn a_name_is_told_from_one_that_differs_anywhere() {
        for &(_, name) in Tag::ALL.iter().filter(|(_, name)| !name.is_empty()) {
            let longer = [format!("{name}x"), format!("x{name}"), name.repeat(4)];
            let changed = (0..name.len()).map(|at| {
                let mut bytes = name.as_bytes().to_vec();
                bytes[at] ^= 1;
                String::from_utf8_lossy(&bytes).into_owned()
            });
            for other in changed.chain(longer) {
                let found = Tag::from_name(&other);
                assert!(found.is_none_or(|tag| tag.name() == other), "{other} is {found:?}");
            }
        }
    }

    #[test]
    fn names_follow_the_enumeration() {
        assert_eq!(Tag::Wbr.name(), "wbr");
        assert_eq!(Tag::Blockquote.name(), "blockquote");
        assert_eq!(AttributeName::DataImage.name(), "data-image");
    }
}
