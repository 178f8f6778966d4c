//! How attributes get from the tokenizer into the arena: beside the tree builder, not through it.
//!
//! Through it they would be a vector of names and tendrils for each tag, copied twice more for each
//! formatting element. Tree construction hardly looks at them, so the tag that it gets carries only
//! what it does look at, and the element that it makes of the tag picks up the rest here.
//!
//! What it looks at:
//!
//! * `type` of `<input>`: whether it is `hidden`;
//! * whether `<font>` has `color`, `face` or `size`, in SVG and MathML;
//! * `encoding` of `<annotation-xml>`, in MathML;
//! * of formatting elements, whether three with equal attributes are open already ("Noah's Ark"). All
//!   attributes count there, those that the arena does not keep too, so these tags carry a hash of
//!   them. They are also opened again in each new paragraph, so the hash leads back to what is kept;
//! * `shadowrootmode` of `<template>`, only to ask the sink for a shadow root. Ours makes none, which
//!   leads to what the tag does without the attribute.

use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::tokenizer::Value;
use crate::document::{AttributeName, Attributes, Builder, Start};
use crate::hash::spread;
use crate::work;

/// Attributes on their way from a start tag to the element.
#[derive(Debug, Default)]
pub(super) struct Pending {
    tag: LocalName,
    regard: Regard,
    /// Names of the attributes kept so far, a bit each.
    kept: u64,
    /// Where those of this tag begin, until an element has them.
    start: Option<Start>,
    /// What the tree builder is to look at.
    carried: Vec<Attribute>,
    /// Of formatting elements: a hash of the name, and one of name and value, of each attribute.
    hashes: Vec<(u64, u64)>,
    formatting: Formatting,
    scratch: String,
}

// A bit each in `Pending::kept`.
const _: () = assert!(AttributeName::ALL.len() <= u64::BITS as usize);

/// What tree construction looks at in the attributes of a tag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Regard {
    #[default]
    Nothing,
    InputType,
    AnnotationEncoding,
    Formatting,
    Font,
}

impl Regard {
    pub(super) fn of(tag: &LocalName) -> Self {
        match *tag {
            local_name!("input") => Self::InputType,
            local_name!("annotation-xml") => Self::AnnotationEncoding,
            local_name!("font") => Self::Font,
            _ if is_formatting(tag) => Self::Formatting,
            _ => Self::Nothing,
        }
    }
}

/// The [formatting elements](https://html.spec.whatwg.org/#formatting).
pub(super) fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

impl Pending {
    pub(super) fn begin(&mut self, tag: LocalName, regard: Regard) {
        self.tag = tag;
        self.regard = regard;
        self.kept = 0;
        self.start = None;
    }

    pub(super) fn attribute(&mut self, name: &[u8], value: Value<'_>, builder: &mut Builder) {
        let known = AttributeName::from_bytes(name);
        let bit = known.map_or(0, AttributeName::bit);
        match self.regard {
            Regard::Nothing => {}
            Regard::InputType if known == Some(AttributeName::Type) && self.kept & bit == 0 => {
                self.carry(local_name!("type"), value);
            }
            Regard::AnnotationEncoding if name == b"encoding" && self.carried.is_empty() => {
                self.carry(local_name!("encoding"), value);
            }
            Regard::InputType | Regard::AnnotationEncoding => {}
            Regard::Formatting => self.hash(name, value),
            Regard::Font => {
                self.hash(name, value);
                if let b"color" | b"face" | b"size" = name {
                    // One stands for all three: any will do.
                    if self.carried.is_empty() {
                        self.carry(local_name!("color"), Value::plain(""));
                    }
                }
            }
        }
        let Some(known) = known else { return };
        if self.kept & bit == 0 {
            self.kept |= bit;
            self.start.get_or_insert_with(|| builder.begin_attributes());
            builder.add_attribute(known, |values| value.push_to(values));
        }
    }

    fn carry(&mut self, name: LocalName, value: Value<'_>) {
        let value = StrTendril::from_slice(value.decoded(&mut self.scratch));
        self.carried.push(Attribute { name: QualName::new(None, ns!(), name), value });
    }

    fn hash(&mut self, name: &[u8], value: Value<'_>) {
        let name = hash(SEED, name);
        let value = value.decoded(&mut self.scratch);
        self.hashes.push((name, hash(name, value.as_bytes())));
    }

    /// The attributes of the tag that the tree builder gets.
    pub(super) fn finish(&mut self, builder: &mut Builder) -> Vec<Attribute> {
        if !self.hashes.is_empty() {
            let key = self.key();
            self.hashes.clear();
            let start = self.start.take().unwrap_or_else(|| builder.begin_attributes());
            self.formatting.push(key, start, builder);
            // A vector that grows of itself makes room for four.
            self.carried.reserve_exact(1);
            self.carried.push(stand_in(key));
        }
        std::mem::take(&mut self.carried)
    }

    /// One hash for all attributes, in whatever order they come. Of several with the same name the
    /// first counts. Sorted rather than compared each with each, for tags of a million attributes.
    fn key(&mut self) -> u64 {
        if self.hashes.len() > 1 {
            // Stable, so that the first stays first.
            self.hashes.sort_by_key(|&(name, _)| name);
            self.hashes.dedup_by_key(|&mut (name, _)| name);
        }
        let sum = self.hashes.iter().fold(0_u64, |sum, &(_, hash)| sum.wrapping_add(hash));
        sum & KEY_MASK
    }

    /// The attributes of an element that the tree builder makes.
    pub(super) fn take(
        &mut self,
        name: &QualName,
        carried: &[Attribute],
        builder: &Builder,
    ) -> Attributes {
        if let Some(key) = carried.iter().find_map(key_of_stand_in) {
            return self.formatting.kept_of(key);
        }
        match self.start {
            Some(start) if self.is_for(name) => {
                self.start = None;
                builder.end_attributes(start)
            }
            _ => Attributes::default(),
        }
    }

    /// Whether an element comes of the tag. Tags may imply other elements, but none of their own
    /// name, save formatting elements, whose attributes do not wait here.
    fn is_for(&self, name: &QualName) -> bool {
        self.tag == name.local
            || (self.tag == local_name!("image") && name.local == local_name!("img"))
            || (name.ns == ns!(svg) && self.tag.eq_ignore_ascii_case(&name.local))
    }

    /// The tag was processed: if no element came of it, nobody has its attributes.
    pub(super) fn end(&mut self, builder: &mut Builder) {
        self.carried.clear();
        self.hashes.clear();
        self.formatting.end(builder);
        if let Some(start) = self.start.take() {
            builder.forget_attributes(start);
        }
    }
}

/// What is kept of the attributes of formatting elements, by the hash of them all.
#[derive(Debug, Default)]
struct Formatting {
    /// In the order of their tags.
    kept: Vec<(u64, Attributes)>,
    /// Where those of the last tag begin, until an element has them.
    unasked: Option<Start>,
    /// The place of the first with each hash, of as many as were looked through: filled once an element
    /// is made that does not come of the last tag, because it is opened again or adopted.
    places: HashMap<u64, usize>,
    looked_through: usize,
}

impl Formatting {
    /// Takes in the attributes of a tag, those that were added since `start`.
    fn push(&mut self, key: u64, start: Start, builder: &mut Builder) {
        if self.kept.last().is_some_and(|&(last, _)| last == key) {
            // `<a id>` over and over.
            builder.forget_attributes(start);
        } else {
            self.kept.push((key, builder.end_attributes(start)));
            self.unasked = Some(start);
        }
    }

    /// What is kept of the attributes of an element.
    fn kept_of(&mut self, key: u64) -> Attributes {
        match self.kept.last() {
            Some(&(last, kept)) if last == key => {
                self.unasked = None;
                kept
            }
            _ => self.kept_before(key),
        }
    }

    fn kept_before(&mut self, key: u64) -> Attributes {
        for (place, &(known, _)) in self.kept.iter().enumerate().skip(self.looked_through) {
            work::steps(1);
            self.places.entry(known).or_insert(place);
        }
        self.looked_through = self.kept.len();
        let found = self.places.get(&key).and_then(|&place| self.kept.get(place));
        found.map_or_else(Attributes::default, |&(_, kept)| kept)
    }

    /// The tag was processed: forgets its attributes if no element came of it.
    fn end(&mut self, builder: &mut Builder) {
        let Some(start) = self.unasked.take() else { return };
        if self.looked_through < self.kept.len() {
            self.kept.pop();
            builder.forget_attributes(start);
        }
    }
}

/// Bits of a key: seven for each of the eight bytes that a tendril holds without allocating.
const KEY_MASK: u64 = (1 << 56) - 1;

/// An attribute without a name, which no page can write, that stands for all those of a formatting
/// element.
fn stand_in(key: u64) -> Attribute {
    let bytes: [u8; 8] = std::array::from_fn(|at| (key >> (7 * at) & 0x7f) as u8);
    // Seven bits are ASCII.
    let value = StrTendril::from_slice(std::str::from_utf8(&bytes).unwrap_or_default());
    Attribute { name: QualName::new(None, ns!(), local_name!("")), value }
}

fn key_of_stand_in(attribute: &Attribute) -> Option<u64> {
    (attribute.name.local == local_name!(""))
        .then(|| attribute.value.bytes().rev().fold(0, |key, byte| key << 7 | u64::from(byte)))
}

/// Where a hash begins: any number.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of eight bytes at a time. Two elements with the same hash count as equal; a page that was
/// made to have such elements is read wrongly, and harms nobody but itself.
fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let mix = |hash: u64, word: u64| {
        let hash = spread(hash ^ word);
        hash ^ hash >> 32
    };
    let mut hash = mix(seed, bytes.len() as u64);
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk() {
        hash = mix(hash, u64::from_le_bytes(*word));
        rest = after;
    }
    mix(hash, rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)))
}
