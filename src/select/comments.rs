//! The readers' comments among the blocks that were dropped.
//!
//! A **section** of comments is an element that says so by class, id, `itemprop`, `itemtype` or label
//! ("Discussion") and holds nothing of the article, or what stands under a heading that says so
//! ("3 commentaires"), within the element that it heads. In a section, blocks of text are comments, save
//! forms and what stands with them (the rules of the house), buttons, headings, lines of links, and
//! lines of names and dates.
//!
//! Blocks belong to one comment if they stand in one element that is repeated for each comment and
//! named so, or if nothing stands between them.
//!
//! Cost: linear in blocks and containers, and none if nobody asks.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::collections::{HashMap, HashSet};

use super::duplicates::reading;
use super::{Selection, Verdict};
use crate::document::{AttributeName, Document, Tag};
use crate::lexicon::{
    ClassGroup, ClassGroups, PhraseGroup, PhraseGroups, class_groups, phrase_groups,
};
use crate::measure::{Readings, siblings};
use crate::running::totals;
use crate::segment::{Block, BlockKind, Blocks, Container};
use crate::work;

/// Words beside a form, in the element around both, up to which they are of the form: a title, a
/// policy.
const WORDS_BESIDE_FORM: u32 = 80;
/// How many times more often than another a place in the markup must hold a comment for what stands in
/// the other not to be one.
const RARE: usize = 3;
/// Comments from which nobody needs to have signed any: one or two texts under a name such as
/// "discussion" are an invitation to one, or a message about it.
const ENOUGH_UNSIGNED: usize = 3;
/// Words of an element that says of itself that it is about the author or the date.
const WORDS_ABOUT: u32 = 24;
/// Words of a line of the author's name, the date and the like: "#3, Anna, 5 March 2024, 10:30".
const WORDS_OF_LABEL: u32 = 12;
/// Words up to which a block that holds a phrase of furniture says nothing else.
const WORDS_OF_PHRASE: u32 = 12;
/// A short line of which at least one character in so many is a digit is a date, or a number of votes.
const DIGITS_OF_DATE: u32 = 3;
/// Words that a heading's element must hold beside it to be its section.
const WORDS_OF_SECTION: u32 = 12;

/// Classes of what is no comment, wherever it stands.
const ELSEWHERE: ClassGroups = ClassGroups::of(&[
    ClassGroup::Nav,
    ClassGroup::Sidebar,
    ClassGroup::Related,
    ClassGroup::Widget,
    ClassGroup::Newsletter,
    ClassGroup::Cookie,
    ClassGroup::Login,
    ClassGroup::Search,
    ClassGroup::Share,
    ClassGroup::Pagination,
    ClassGroup::Advert,
]);
/// Classes of the lines about a comment.
const ABOUT: ClassGroups = ClassGroups::of(&[ClassGroup::Author, ClassGroup::Meta]);

/// Phrases of furniture, where a block says little else.
const FURNITURE: PhraseGroups = PhraseGroups::of(&[
    PhraseGroup::Comment,
    PhraseGroup::Related,
    PhraseGroup::Share,
    PhraseGroup::Newsletter,
    PhraseGroup::Consent,
    PhraseGroup::Legal,
    PhraseGroup::Login,
    PhraseGroup::More,
    PhraseGroup::Navigation,
    PhraseGroup::Byline,
]);

/// The comments of a page, each as its blocks.
pub(crate) fn comments(
    document: &Document,
    blocks: &Blocks,
    readings: &Readings,
    selection: &Selection,
) -> Vec<Vec<usize>> {
    let page = Page::new(document, blocks, readings, selection);
    let repeated = page.repeated();
    let places = page.places(&repeated);
    let place = |at: usize| places[blocks.blocks[at].origin as usize];
    let headed = page.headed();
    let section: Vec<usize> = (0..blocks.blocks.len())
        .filter(|&at| selection.verdicts[at] != Verdict::Kept)
        .filter(|&at| match place(at) {
            Place::Section(_) => true,
            Place::Elsewhere => headed[at],
            Place::Out => false,
        })
        .collect();
    let labels = page.labels(&section);
    let mut comments: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<(usize, Option<u32>)> = None;
    for &at in section.iter().filter(|&&at| page.is_text(at) && !labels.contains(&page.shape(at))) {
        let unit = match place(at) {
            Place::Section(unit) => Some(unit).filter(|&unit| repeated[unit as usize]),
            _ => None,
        };
        let goes_on = last.is_some_and(|(before, other)| match (other, unit) {
            (None, None) => at == before + 1,
            _ => other == unit,
        });
        match comments.last_mut() {
            Some(comment) if goes_on => comment.push(at),
            _ => comments.push(vec![at]),
        }
        last = Some((at, unit));
    }
    page.drop_strangers(&mut comments);
    let is_signed = !labels.is_empty()
        || page.has_lines_about(&places)
        || section.iter().any(|&at| page.is_dated_line(at));
    if comments.len() < ENOUGH_UNSIGNED && !is_signed { Vec::new() } else { comments }
}

/// Where a container stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In no section, as far as elements say.
    Elsewhere,
    /// In a section; the nearest element that says so.
    Section(u32),
    /// In what holds no comments.
    Out,
}

/// Elements that may each be a comment, before each container and in all.
struct Units {
    all: Vec<u32>,
    /// Those of more words than a line about a comment has.
    long: Vec<u32>,
}

impl Units {
    fn new(page: &Page<'_>, repeated: &[bool]) -> Self {
        let groups = &page.readings.classes.groups;
        let is_unit = |at: usize| repeated[at] && groups[at].has(ClassGroup::Comment);
        let is_long = |at: usize| {
            let container = &page.blocks.containers[at];
            page.words_between(container.first_block, container.end_block) > WORDS_OF_LABEL
        };
        let all = || 0..repeated.len();
        Self {
            all: totals(all().map(|at| u32::from(is_unit(at)))),
            long: totals(all().map(|at| u32::from(is_unit(at) && is_long(at)))),
        }
    }
}

struct Page<'a> {
    document: &'a Document,
    blocks: &'a Blocks,
    readings: &'a Readings,
    /// Kept blocks and words before each block, and in all.
    kept: Vec<u32>,
    words: Vec<u32>,
}

impl<'a> Page<'a> {
    fn new(
        document: &'a Document,
        blocks: &'a Blocks,
        readings: &'a Readings,
        selection: &Selection,
    ) -> Self {
        let is_kept = |verdict: &Verdict| u32::from(*verdict == Verdict::Kept);
        Self {
            document,
            blocks,
            readings,
            kept: totals(selection.verdicts.iter().map(is_kept)),
            words: totals(readings.texts.counts.iter().map(|counts| counts.words)),
        }
    }

    fn kept_between(&self, start: u32, end: u32) -> u32 {
        self.kept[end as usize].saturating_sub(self.kept[start as usize])
    }

    fn words_between(&self, start: u32, end: u32) -> u32 {
        self.words[end as usize].saturating_sub(self.words[start as usize])
    }

    fn words(&self, at: usize) -> u32 {
        self.readings.texts.counts[at].words
    }

    /// The place of each container, by those around it.
    fn places(&self, repeated: &[bool]) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::with_capacity(self.blocks.containers.len());
        for (at, container) in self.blocks.containers.iter().enumerate() {
            let outer = match at {
                0 => Place::Elsewhere,
                _ => places[container.parent as usize],
            };
            places.push(self.place(at, outer));
        }
        let units = Units::new(self, repeated);
        for form in 0..self.blocks.containers.len() {
            if self.blocks.containers[form].tag == Tag::Form {
                let around = self.around_form(form as u32, &units).map(|around| around as usize);
                if let Some(around) = around.filter(|&around| places[around] != Place::Out) {
                    let end = self.blocks.containers[around].end as usize;
                    places[around..end].fill(Place::Out);
                }
            }
        }
        places
    }

    fn place(&self, at: usize, outer: Place) -> Place {
        let container = &self.blocks.containers[at];
        let groups = self.readings.classes.groups[at];
        let (first, end) = (container.first_block, container.end_block);
        // An element around the article may be called anything.
        if outer == Place::Out || self.kept_between(first, end) > 0 {
            return outer;
        }
        let is_short = || self.words_between(first, end) <= WORDS_ABOUT;
        let is_inside = matches!(outer, Place::Section(_));
        let is_out = match container.tag {
            Tag::Form | Tag::Nav | Tag::Button | Tag::Aside => true,
            Tag::Time | Tag::Address | Tag::Header | Tag::Footer => is_inside && is_short(),
            _ => groups.meets(ELSEWHERE) || (is_inside && groups.meets(ABOUT) && is_short()),
        };
        if is_out {
            Place::Out
        } else if groups.has(ClassGroup::Comment) || self.is_labelled(at) {
            Place::Section(at as u32)
        } else {
            outer
        }
    }

    /// Whether a block is a line of a name and a date: "Anna, 5 March 2024 10:30".
    fn is_dated_line(&self, at: usize) -> bool {
        let counts = &self.readings.texts.counts[at];
        let has_name = counts.letters > counts.digits + counts.punctuation;
        counts.has_date && has_name && self.words(at) <= WORDS_OF_LABEL
    }

    /// Whether there are lines of names or dates in the sections.
    fn has_lines_about(&self, places: &[Place]) -> bool {
        /// Elements between a name and the comment: `<header><p class=comment-author>`.
        const BETWEEN: usize = 3;
        let is_head = |container: &Container| matches!(container.tag, Tag::Header | Tag::Footer);
        let is_about = |(at, container): (usize, &Container)| {
            let groups = self.readings.classes.groups[at];
            let says = groups.meets(ABOUT) || matches!(container.tag, Tag::Time | Tag::Address);
            let is_in = || {
                let around = self.blocks.ancestors_with_index(container.parent).take(BETWEEN);
                let mut comment = around.skip_while(|(_, around)| is_head(around));
                let place = comment.next().map(|(at, _)| places[at as usize]);
                matches!(place, Some(Place::Section(_)))
            };
            says && places[at] == Place::Out && is_in()
        };
        self.blocks.containers.iter().enumerate().any(is_about)
    }

    /// Whether the label for those who hear the page says that these are comments.
    fn is_labelled(&self, at: usize) -> bool {
        let node = self.blocks.containers[at].node;
        let label = self.document.attribute(node, AttributeName::AriaLabel);
        label.is_some_and(|label| class_groups("", label).has(ClassGroup::Comment))
    }

    /// The element around a form, if what it holds besides is of the form: there is no element for a
    /// comment in it, or little text and none of those says more than a label does.
    fn around_form(&self, form: u32, units: &Units) -> Option<u32> {
        let own = &self.blocks.containers[form as usize];
        let holds_more = |outer: &Container| {
            outer.end_block - outer.first_block > own.end_block - own.first_block
        };
        let mut around = self.blocks.ancestors_with_index(form);
        let (at, outer) = around.find(|(_, outer)| holds_more(outer))?;
        let words = self.words_between(outer.first_block, outer.end_block);
        let beside = words - self.words_between(own.first_block, own.end_block);
        let is_article = self.kept_between(outer.first_block, outer.end_block) > 0;
        let beside_form = |units: &[u32]| {
            let within = |start: u32, end: u32| units[end as usize] - units[start as usize];
            within(at + 1, outer.end) - within(form, own.end)
        };
        let is_little = beside <= WORDS_BESIDE_FORM && beside_form(&units.long) == 0;
        ((is_little || beside_form(&units.all) == 0) && !is_article).then_some(at)
    }

    /// Which blocks stand under a heading after the article that speaks of comments, in its section.
    fn headed(&self) -> Vec<bool> {
        // Kept for each heading: sections within a section take turns with it.
        let mut ends: Vec<Option<u32>> = vec![None; self.blocks.blocks.len()];
        let mut is_headed = |(at, governing): (usize, &Option<usize>)| {
            let Some(heading) = *governing else { return false };
            let end = *ends[heading].get_or_insert_with(|| self.end_of_section(heading));
            (at as u32) < end && self.kept_between(heading as u32, at as u32) == 0
        };
        self.readings.governing.iter().enumerate().map(&mut is_headed).collect()
    }

    /// The block after the section that a heading opens; 0 if that has no comments.
    fn end_of_section(&self, heading: usize) -> u32 {
        if self.kept[heading] == 0 || !self.phrases(heading).has(PhraseGroup::Comment) {
            return 0;
        }
        let enough = self.words(heading) + WORDS_OF_SECTION;
        let mut around = self.blocks.ancestors(self.blocks.blocks[heading].container);
        let holds_enough = |around: &&Container| {
            self.words_between(around.first_block, around.end_block) >= enough
        };
        around.find(holds_enough).map_or(0, |section| section.end_block)
    }

    fn phrases(&self, at: usize) -> PhraseGroups {
        let texts = &self.readings.texts;
        let counts = &texts.counts[at];
        work::steps(counts.words as usize);
        phrase_groups(texts.words_of(counts), texts.facts_of(counts))
    }

    /// Whether a block in a section is text that somebody wrote.
    fn is_text(&self, at: usize) -> bool {
        let block = &self.blocks.blocks[at];
        let is_prose = !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Control)
            && self.words(at) > 0
            && !block.hidden.noscript
            && block.linked * 2 <= block.length
            && block.in_button * 2 <= block.length;
        is_prose && {
            let phrases = self.phrases(at);
            let counts = &self.readings.texts.counts[at];
            let is_date = counts.digits * DIGITS_OF_DATE >= counts.letters;
            let says_nothing =
                self.words(at) <= WORDS_OF_PHRASE && (is_date || phrases.meets(FURNITURE));
            !says_nothing && !phrases.has(PhraseGroup::Rules)
        }
    }

    /// The shape of the element of a block.
    fn shape(&self, at: usize) -> u64 {
        self.readings.classes.shapes[self.blocks.blocks[at].container as usize]
    }

    /// The shapes of the elements that hold names and dates: short throughout, where those with the
    /// text are not.
    fn labels(&self, section: &[usize]) -> HashSet<u64> {
        let mut shapes: HashMap<u64, (u32, u32)> = HashMap::new();
        let is_label = |block: &Block| {
            let tag = self.blocks.containers[block.container as usize].tag;
            block.kind == BlockKind::Paragraph && tag != Tag::P
        };
        let (mut words, mut blocks) = (0_u32, 0_u32);
        for &at in section.iter().filter(|&&at| self.is_text(at)) {
            if is_label(&self.blocks.blocks[at]) {
                let (words, blocks) = shapes.entry(self.shape(at)).or_default();
                *words += self.words(at);
                *blocks += 1;
            }
            words += self.words(at);
            blocks += 1;
        }
        // In 64 bits: words times blocks of a page of a megabyte pass 2^32.
        let (words, blocks) = (u64::from(words), u64::from(blocks));
        let is_short = |&(_, (own, of)): &(u64, (u32, u32))| {
            own <= of * WORDS_OF_LABEL && u64::from(own) * blocks < words * u64::from(of)
        };
        shapes.into_iter().filter(is_short).map(|(shape, _)| shape).collect()
    }

    /// Drops what stands in other elements than most comments do: how many there are, who may write.
    fn drop_strangers(&self, comments: &mut Vec<Vec<usize>>) {
        // The nearest element that has classes: comments may take turns in those further out.
        let shapes = &self.readings.classes.shapes;
        let has_class =
            |at: u32| shapes[at as usize] != self.blocks.containers[at as usize].tag as u64;
        let frame = |at: usize| {
            let own = self.blocks.blocks[at].container;
            shapes[(if has_class(own) { own } else { self.blocks.parent(own) }) as usize]
        };
        let mut frames: HashMap<u64, usize> = HashMap::new();
        for comment in comments.iter() {
            let mut own: Vec<_> = comment.iter().map(|&at| frame(at)).collect();
            own.sort_unstable();
            own.dedup();
            own.into_iter().for_each(|frame| *frames.entry(frame).or_default() += 1);
        }
        let most = frames.values().copied().max().unwrap_or(0);
        let is_known = |at: &usize| frames.get(&frame(*at)).is_some_and(|of| of * RARE >= most);
        // What is said over and over in many words is said by nobody.
        let prints = |comment: &Vec<usize>| -> Vec<u64> {
            comment.iter().map(|&at| reading(self.blocks, &self.readings.texts, at)).collect()
        };
        let mut copies: HashMap<Vec<u64>, u32> = HashMap::new();
        for comment in comments.iter() {
            *copies.entry(prints(comment)).or_default() += 1;
        }
        comments.retain(|comment| {
            let words: u32 = comment.iter().map(|&at| self.words(at)).sum();
            let is_copy = words > WORDS_OF_PHRASE
                && copies.get(&prints(comment)).is_some_and(|&times| times > 1);
            comment.iter().any(is_known) && !is_copy
        });
    }

    /// Which elements have siblings of their shape, or say that they are one comment.
    fn repeated(&self) -> Vec<bool> {
        let siblings = siblings(self.blocks, &self.readings.classes);
        let is_item = |container: &Container| {
            let item = self.document.attribute(container.node, AttributeName::Itemtype);
            item.is_some_and(|item| item.to_ascii_lowercase().ends_with("comment"))
        };
        let containers = self.blocks.containers.iter().zip(siblings);
        containers.map(|(container, siblings)| siblings > 1 || is_item(container)).collect()
    }
}
