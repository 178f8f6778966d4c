//! When it was published and last changed: what JSON-LD, meta tags, `<time>` and the lines beside the
//! title agree on.

use super::Sources;
use super::calendar::{self, Found, Order, Stamp};
use super::names;
use super::place::Place;
use super::provenance::{Source, Sourced};
use super::spots::SpotKind;
use super::text::{count_words, element_text, pieces};
use crate::document::AttributeName;
use crate::lexicon::{Credit, Word, credit_length};

/// Weights of the sources.
const JSON_LD: f32 = 3.0;
const JSON_LD_OF_PAGE: f32 = 2.5;
const META: f32 = 3.0;
const OTHER_META: f32 = 2.0;
/// A meta tag whose name only speaks of publication.
const NAMED_META: f32 = 1.0;
const ITEM: f32 = 2.5;
const TIME: f32 = 1.5;
const CLASS: f32 = 1.8;
const DATE_CLASS: f32 = 1.2;
const LINE: f32 = 1.5;
/// Weight from which a date is beside the title.
const SHOWN: f32 = 0.8;
/// Support below which a date may be of anything.
const DOUBTFUL: f32 = 0.5;
/// How much more an earlier date beside the title counts.
const EARLIER: f32 = 5.0;
/// A date in the page's address.
const URL: f32 = 1.5;
/// Share of its weight that a date far from the title has, and one beside the article.
const FAR: f32 = 0.3;
const ASIDE: f32 = 0.1;

/// Words before the date of a line that begins with it ("Press release of 5 March 2024. ...").
const LEADING: usize = 3;
/// Words of a line with a date at most.
const LONGEST: usize = 30;
/// The first year that a date without a label may be of.
const FIRST_YEAR: i16 = 1995;
/// Words beside the date in a line that says little else.
const ALONE: usize = 10;
const ALONE_IN_TEXT: usize = 6;
/// Bytes of the longest line that is a label.
const LABEL: usize = 40;
/// Nearness to the title of a date that needs no label.
const BESIDE: f32 = 0.55;
/// Marked elements that are looked at.
const SPOTS: usize = 60;

/// The dates of a page.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Sourced<String>>,
    pub(super) modified: Option<Sourced<String>>,
}

struct Candidate {
    stamp: Stamp,
    weight: f32,
    source: Source,
    is_modified: bool,
}

struct Candidates<'a, 'b> {
    sources: &'a Sources<'b>,
    place: Place,
    order: Order,
    all: Vec<Candidate>,
}

/// What `4/5/2024` means on a page: the month comes first in American English only.
pub(super) fn order(language: Option<&str>, url: Option<&str>) -> Order {
    let host = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let country = host.rsplit('.').next().filter(|label| label.len() == 2);
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let path = url.unwrap_or_default().to_ascii_lowercase();
    let is_british = path.contains("/en-gb/") || path.contains("/en_gb/");
    let region = language.split(['-', '_']).nth(1).unwrap_or_default();
    let is_english = language.starts_with("en");
    let american = match (region, country) {
        _ if is_british => false,
        ("us", _) => true,
        ("", None) => is_english,
        ("", Some(country)) => {
            is_english && matches!(country, "us" | "io" | "co" | "ai" | "tv" | "me")
        }
        _ => false,
    };
    if american { Order::MonthFirst } else { Order::DayFirst }
}

pub(super) fn choose(sources: &Sources<'_>, place: Place, order: Order) -> Dates {
    let mut candidates = Candidates { sources, place, order, all: Vec::new() };
    candidates.json_ld();
    candidates.metas();
    candidates.spots();
    candidates.lines();
    candidates.url();
    candidates.prefer_earlier();
    let modified = candidates.best(true);
    let published = candidates.best(false);
    // Where the page gives no other date, or only doubtful ones, that of the last change.
    let support = |date: &Option<(f32, _)>| date.as_ref().map_or(0.0, |(support, _)| *support);
    let is_doubtful = support(&published) < DOUBTFUL && support(&modified) > support(&published);
    let published = if is_doubtful { modified.clone() } else { published };
    Dates { published: published.map(|(_, date)| date), modified: modified.map(|(_, date)| date) }
}

impl Candidates<'_, '_> {
    fn push(&mut self, stamp: Option<Stamp>, weight: f32, source: Source, is_modified: bool) {
        if let Some(stamp) = stamp {
            self.all.push(Candidate { stamp, weight, source, is_modified });
        }
    }

    fn json_ld(&mut self) {
        for node in self.sources.head.ld_subjects().take(4) {
            let weight = if node.is_work() { JSON_LD } else { JSON_LD_OF_PAGE };
            let parse = |text: &Option<String>| calendar::parse(text.as_deref()?, self.order);
            let (published, created) = (parse(&node.published), parse(&node.created));
            let modified = parse(&node.modified);
            self.push(published.or(created), weight, Source::JsonLd, false);
            self.push(modified, weight, Source::JsonLd, true);
        }
    }

    fn metas(&mut self) {
        const PUBLISHED: [(&str, f32); 24] = [
            ("article:published_time", META),
            ("og:article:published_time", META),
            ("og:published_time", META),
            ("datepublished", META),
            ("published_time", OTHER_META),
            ("og:publish_date", OTHER_META),
            ("parsely-pub-date", OTHER_META),
            ("sailthru.date", OTHER_META),
            ("cxenseparse:publishtime", OTHER_META),
            ("cxenseparse:recs:publishtime", OTHER_META),
            ("citation_publication_date", OTHER_META),
            ("citation_online_date", OTHER_META),
            ("citation_date", OTHER_META),
            ("dc.date.issued", OTHER_META),
            ("dcterms.issued", OTHER_META),
            ("dc.date", OTHER_META),
            ("dcterms.date", OTHER_META),
            ("dcterms.created", OTHER_META),
            ("dc.date.created", OTHER_META),
            ("dc.date.published", OTHER_META),
            ("pubdate", OTHER_META),
            ("publish-date", OTHER_META),
            ("publish_date", OTHER_META),
            ("date", OTHER_META),
        ];
        const MODIFIED: [(&str, f32); 9] = [
            ("article:modified_time", META),
            ("og:article:modified_time", META),
            ("og:updated_time", OTHER_META),
            ("og:modified_time", OTHER_META),
            ("datemodified", META),
            ("dcterms.modified", OTHER_META),
            ("dc.date.modified", OTHER_META),
            ("last-modified", OTHER_META),
            ("revised", OTHER_META),
        ];
        let head = self.sources.head;
        for value in head.metas_of_publication() {
            self.push(calendar::parse(value, self.order), NAMED_META, Source::Meta, false);
        }
        for (names, is_modified) in [(PUBLISHED.as_slice(), false), (MODIFIED.as_slice(), true)] {
            for &(name, weight) in names {
                let stamp = head.meta_content(&[name]).and_then(|v| calendar::parse(v, self.order));
                let is_graph = name.starts_with("article:") || name.starts_with("og:");
                let source = if is_graph { Source::OpenGraph } else { Source::Meta };
                self.push(stamp, weight, source, is_modified);
            }
        }
    }

    fn spots(&mut self) {
        let sources = self.sources;
        let mut far = 0;
        for spot in &sources.spots {
            let (weight, source, is_modified) = match spot.kind {
                SpotKind::PublishedItem => (ITEM, Source::Microdata, false),
                SpotKind::ModifiedItem => (ITEM, Source::Microdata, true),
                SpotKind::Time => (TIME, Source::TimeElement, false),
                SpotKind::PublishedClass => (CLASS, Source::ClassName, false),
                SpotKind::ModifiedClass => (CLASS, Source::ClassName, true),
                SpotKind::DateClass => (DATE_CLASS, Source::ClassName, false),
                _ => continue,
            };
            let is_near = self.place.nearness(spot.lines.start).is_some();
            far += usize::from(!is_near);
            if !is_near && far > SPOTS {
                continue;
            }
            let document = sources.document;
            let attribute = |name| document.attribute(spot.node, name);
            let text = element_text(document, spot.node);
            let stated = attribute(AttributeName::Datetime)
                .or_else(|| attribute(AttributeName::Content))
                .and_then(|value| calendar::parse(value, self.order));
            let shown = (count_words(&text) <= LONGEST).then(|| calendar::find(&text, self.order));
            let shown = shown.unwrap_or_default();
            let label = shown.first().and_then(|found| label(&text, found));
            let stamp = stated.or_else(|| shown.first().map(|found| found.stamp));
            let share =
                self.share(spot.lines.start, spot.is_aside) / if is_near { 1 } else { far } as f32;
            if label == Some(Label::Other) {
                continue;
            }
            let is_modified = label.map_or(is_modified, |label| label == Label::Modified);
            self.push(stamp, weight * share, source, is_modified);
        }
    }

    /// Share of its weight that a marked date at a line has.
    fn share(&self, line: usize, is_aside: bool) -> f32 {
        match self.place.nearness(line) {
            _ if is_aside => ASIDE,
            Some(nearness) => nearness,
            None => FAR,
        }
    }

    /// Dates in short lines near the title, or that say what date they are.
    fn lines(&mut self) {
        for (at, line) in self.sources.text.lines.iter().enumerate() {
            let nearness = self.place.nearness(at);
            let near = nearness.is_some();
            let text = names::beginning(line.text);
            let in_reach = near || line.is_kept || self.place.follows(at);
            if !in_reach || !text.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let is_short = count_words(text) <= LONGEST;
            let mut before = 0;
            for found in calendar::find(text, self.order) {
                let said = text.get(before..found.range.start).unwrap_or_default();
                let previous = at.checked_sub(1).and_then(|at| self.sources.text.lines.get(at));
                let label = match previous {
                    // "Updated:" in a line of its own.
                    Some(line) if said.trim().is_empty() && line.text.len() < LABEL => {
                        label_before(line.text)
                    }
                    _ => label_before(said),
                };
                let leads = before == 0 && count_words(said) <= LEADING;
                before = found.range.end;
                // A date within a sentence is a date that the sentence is about.
                let dated = text.get(found.range.clone()).map_or(0, count_words);
                let alone = if at < self.place.start { ALONE } else { ALONE_IN_TEXT };
                let is_alone = count_words(text) <= alone + dated;
                let share = match (is_short, label) {
                    (_, Some(Label::Other)) => continue,
                    (true, Some(Label::Published)) if near => 2.0,
                    (true, Some(_)) => 1.3,
                    (true, None) if is_alone && nearness > Some(BESIDE) => 1.0,
                    _ if leads && near => 0.5,
                    _ => continue,
                };
                // The web is not older; what is told of earlier days happened then.
                if label.is_none() && found.stamp.date.year() < FIRST_YEAR {
                    continue;
                }
                let place = nearness.unwrap_or(FAR);
                let is_modified = label == Some(Label::Modified);
                self.push(Some(found.stamp), LINE * place * share, Source::BylineText, is_modified);
            }
        }
    }

    /// A date in the path of the page's address: `/2024/03/05/`, `/2024-03-05-title`.
    fn url(&mut self) {
        let url = self.sources.text.url.or_else(|| self.sources.addresses.canonical.as_deref());
        let path =
            url.and_then(|url| url.split_once("://")?.1.split_once('/')).map(|(_, path)| path);
        let Some(path) = path.filter(|path| path.len() <= 400) else { return };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let found = calendar::find(path, self.order);
        let has_year = |found: &&Found| found.range.len() >= "2024-3-5".len();
        let stamp = found.iter().find(has_year).map(|found| found.stamp);
        let stamp = stamp.map(|stamp| Stamp { time: None, offset: None, ..stamp });
        self.push(stamp, URL, Source::Url, false);
    }

    /// A date that readers see beside the title, earlier than what programs are told: the page was
    /// put out again, by a new system or with the whole site, and programs were told of that.
    fn prefer_earlier(&mut self) {
        use Source::{BylineText, ClassName, JsonLd, Meta, OpenGraph, TimeElement};
        let own = |c: &&Candidate| !c.is_modified;
        let is_told = |c: &&Candidate| matches!(c.source, JsonLd | OpenGraph | Meta);
        let is_shown = |c: &Candidate| matches!(c.source, BylineText | ClassName | TimeElement);
        let told = self.all.iter().filter(own).filter(is_told).map(|c| c.stamp.date).min();
        let Some(told) = told else { return };
        let agrees = |c: &Candidate| is_shown(c) && c.weight >= DOUBTFUL && c.stamp.date == told;
        if self.all.iter().filter(own).any(agrees) {
            return;
        }
        for candidate in self.all.iter_mut().filter(|c| !c.is_modified && is_shown(c)) {
            if candidate.weight >= SHOWN && candidate.stamp.date < told {
                candidate.weight *= EARLIER;
            }
        }
    }

    fn best(&self, is_modified: bool) -> Option<(f32, Sourced<String>)> {
        let (support, best) = self.best_candidate(is_modified)?;
        // The most precise of those that agree.
        let same = || {
            let own = self.all.iter().filter(move |other| other.is_modified == is_modified);
            own.filter(|other| other.stamp.date == best.stamp.date)
        };
        let precision =
            |c: &&Candidate| u8::from(c.stamp.time.is_some()) + u8::from(c.stamp.offset.is_some());
        let most = same().map(|c| precision(&c)).max().unwrap_or(0);
        let precise = same().find(|c| precision(c) == most).unwrap_or(best);
        let source = same().map(|other| other.source).min().unwrap_or(best.source);
        Some((support, Sourced::new(precise.stamp.to_string(), source)))
    }

    /// The date with most support, and how much that is.
    fn best_candidate(&self, is_modified: bool) -> Option<(f32, &Candidate)> {
        let own = || self.all.iter().filter(|candidate| candidate.is_modified == is_modified);
        let mut best: Option<(f32, &Candidate)> = None;
        for candidate in own() {
            let same = own().filter(|other| other.stamp.date == candidate.stamp.date);
            let support: f32 = same.map(|other| other.weight).sum();
            // Of equals the earlier.
            let is_better = best.is_none_or(|(most, other)| {
                support > most || (support == most && candidate.stamp.date < other.stamp.date)
            });
            if is_better {
                best = Some((support, candidate));
            }
        }
        best
    }
}

/// What the words before a date say that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Published,
    Modified,
    Other,
}

/// The label of a date in a text; `None` if the words before it say nothing.
fn label(text: &str, found: &Found) -> Option<Label> {
    label_before(text.get(..found.range.start).unwrap_or_default())
}

fn label_before(text: &str) -> Option<Label> {
    /// Words that may stand between a label and its date ("published by Ann Lee on").
    const BETWEEN: usize = 6;
    const LABELS: [(Credit, Label); 3] = [
        (Credit::OtherDate, Label::Other),
        (Credit::Modified, Label::Modified),
        (Credit::Published, Label::Published),
    ];
    if text.contains(['©', '℗', '®']) {
        return Some(Label::Other);
    }
    let pieces = pieces(text);
    // The last label before the date counts, and none before another number.
    let last = (0..pieces.len()).rev().take(BETWEEN);
    let mut own =
        last.take_while(|&at| pieces.get(at).is_some_and(|piece| piece.word != Word::NUMBER));
    own.find_map(|at| {
        let words = || pieces.iter().skip(at).map(|piece| piece.word);
        let says = |(credit, _): &&(Credit, Label)| credit_length(*credit, words()) > 0;
        LABELS.iter().find(says).map(|&(_, label)| label)
    })
}
