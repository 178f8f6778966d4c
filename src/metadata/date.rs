//! When it was published and last changed: what JSON-LD, meta tags, `<time>` and the lines beside the
//! title agree on.

use super::calendar::{self, Found, Order, Stamp};
use super::label::{Label, label_before, may_label};
use super::names;
use super::place::Place;
use super::provenance::{Source, Sourced};
use super::spots::SpotKind;
use super::text::{count_words, element_text, has_year};
use super::{Line, Sources};
use crate::document::AttributeName;
use crate::lexicon::words;

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
/// Support below which a date is of something else, a comment or a teaser: what a class beside the article
/// lends. Of eleven such dates on wcxb-dev's pages one is the page's own.
const FOREIGN: f32 = 0.2;
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
/// Bytes of a line with a date at most.
const LONGEST_LINE: usize = 240;
/// Bytes of the longest line that is a label.
const LABEL: usize = 40;
/// Nearness to the title of a date that needs no label.
const BESIDE: f32 = 0.55;
/// Marked elements away from the title that are looked at.
const SPOTS: usize = 24;

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
        // Teasers beside the article have their own dates, which say nothing where programs are told.
        let is_told = self.all.iter().any(|c| !c.is_modified && c.weight >= OTHER_META);
        let mut far = 0;
        for spot in &sources.spots.all {
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
            if !is_near && (far > SPOTS || (is_told && spot.is_aside && !is_modified)) {
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
            let said = shown.first().and_then(|found| text.get(..found.range.start));
            let label = self.label(said.unwrap_or_default(), spot.lines.start);
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

    /// What a date in a line is of, by what is said before it: there, or in a line of its own
    /// ("Updated:").
    fn label(&self, said: &str, line: usize) -> Option<Label> {
        match self.label_line(line) {
            Some(line) if said.trim().is_empty() => label_before(line.text, line.words),
            _ => label_before(said, &words(said).collect::<Vec<_>>()),
        }
    }

    /// Whether a date in a line may have a [`label`](Self::label): a quick look.
    fn may_be_labelled(&self, at: usize, line: &Line<'_>) -> bool {
        may_label(line) || self.label_line(at).is_some_and(may_label)
    }

    /// The line before, if it is as short as one that is a label.
    fn label_line(&self, at: usize) -> Option<&Line<'_>> {
        let previous = at.checked_sub(1).and_then(|at| self.sources.text.lines.get(at));
        previous.filter(|line| line.text.len() < LABEL)
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
        let mut far = 0;
        for (at, line) in self.sources.text.lines.iter().enumerate() {
            if line.digits < calendar::FEWEST_DIGITS {
                continue;
            }
            let nearness = self.place.nearness(at);
            let near = nearness.is_some();
            if !near && far > SPOTS {
                continue;
            }
            let text = names::looked_at(line.text);
            // Elsewhere in the article a date counts by its label alone.
            let in_reach =
                near || self.place.follows(at) || (line.is_kept && self.may_be_labelled(at, line));
            // Long lines count for a date at their beginning only, and that near the title.
            let is_long = text.len() > LONGEST_LINE;
            if !in_reach || (is_long && !near) || !calendar::may_find(text) {
                continue;
            }
            let is_whole = text.len() == line.text.len();
            let words = if is_whole { line.words.len() } else { count_words(text) };
            let is_short = words <= LONGEST;
            let mut before = 0;
            for found in calendar::find(text, self.order) {
                let said = text.get(before..found.range.start).unwrap_or_default();
                let label = self.label(said, at);
                let leads = before == 0 && count_words(said) <= LEADING;
                before = found.range.end;
                // A date within a sentence is a date that the sentence is about.
                let dated = text.get(found.range.clone()).map_or(0, count_words);
                let alone = if at < self.place.start { ALONE } else { ALONE_IN_TEXT };
                let is_alone = words <= alone + dated;
                let share = match (is_short, label) {
                    (_, Some(Label::Other)) => continue,
                    (true, Some(Label::Published)) if near => 2.0,
                    (true, Some(_)) => 1.3,
                    (true, None) if is_alone && nearness > Some(BESIDE) => 1.0,
                    _ if leads && near => 0.5,
                    // Below the article, nothing but a date: if there is no other. Comments have their own.
                    (true, None)
                        if words == dated
                            && self.place.follows(at)
                            && !self.sources.spots.is_aside(at) =>
                    {
                        0.5
                    }
                    _ => continue,
                };
                // The web is not older; what is told of earlier days happened then.
                if label.is_none() && found.stamp.date.year() < FIRST_YEAR {
                    continue;
                }
                let place = nearness.unwrap_or(FAR);
                far += usize::from(!near);
                let is_modified = label == Some(Label::Modified);
                self.push(Some(found.stamp), LINE * place * share, Source::BylineText, is_modified);
            }
        }
    }

    /// A date in the path of the page's address: `/2024/03/05/`, `/2024-03-05-title`.
    fn url(&mut self) {
        /// Longer ones are no paths that somebody chose.
        const LONGEST_PATH: usize = 400;
        let path = self.sources.address().map(|address| address.path);
        let Some(path) = path.filter(|path| path.len() <= LONGEST_PATH) else { return };
        let found = calendar::find(path, self.order);
        // `/12/10/24/` may be anything.
        let says_year = |found: &&Found| path.get(found.range.clone()).is_some_and(has_year);
        let stamp = found.iter().find(says_year).map(|found| found.stamp);
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
        let (support, best) =
            self.best_candidate(is_modified).filter(|&(support, _)| support >= FOREIGN)?;
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
