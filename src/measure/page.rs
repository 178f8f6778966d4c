//! What is measured of the page as a whole.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::classes::Classes;
use super::columns::{Column, PageColumn};
use super::containers::Containers;
use super::matrix::Matrix;
use super::numbers::{flag, log1p};
use super::path;
use super::sums::Sums;
use super::text::Texts;
use crate::document::Tag;
use crate::lexicon::{CharClass, ClassGroup, SchemaPart, SchemaParts};
use crate::metadata::Head;
use crate::segment::Blocks;

/// The page columns, in the order of [`PageColumn`].
pub(crate) type PageRow = [f32; PageColumn::NAMES.len()];

/// Articles, and other things, beyond which there are just many.
const MANY_ARTICLES: f32 = 30.0;
const MANY_TITLES: f32 = 9.0;

pub(super) struct Parts<'a> {
    pub(super) blocks: &'a Blocks,
    pub(super) texts: &'a Texts,
    pub(super) classes: &'a Classes,
    pub(super) containers: &'a Containers<'a>,
    pub(super) sums: &'a Sums,
    pub(super) head: &'a Head,
}

pub(super) fn measure(parts: &Parts<'_>, matrix: &Matrix) -> PageRow {
    let mut row = [0.0; PageColumn::NAMES.len()];
    texts(parts, matrix, &mut row);
    elements(parts, &mut row);
    head(parts.head, &mut row);
    path::measure(parts.head.address(), &mut row);
    let containers = parts.containers;
    let share = |container: Option<u32>| container.map_or(0.0, |at| containers.share(at));
    row[PageColumn::ReadabilityShare as usize] = share(Some(containers.best_readability));
    row[PageColumn::DensitySumShare as usize] = share(Some(containers.best_density_sum));
    row[PageColumn::HalfShare as usize] = share(containers.half);
    row[PageColumn::MostShare as usize] = share(containers.most);
    row
}

/// Whether the page tells programs that it is an article: by the type of its JSON-LD or of Open Graph, or a
/// time of publication. By columns, which count the articles of a list too: those pages look like none.
pub(super) fn says_article(row: &PageRow) -> bool {
    let said = [PageColumn::OgArticle, PageColumn::LdArticle, PageColumn::HasPublished];
    said.into_iter().any(|column| row[column as usize] > 0.0)
}

fn texts(parts: &Parts<'_>, matrix: &Matrix, row: &mut PageRow) {
    let total = parts.sums.total();
    let letters = total.letters.max(1) as f32;
    let count = parts.blocks.blocks.len().max(1) as f32;
    let tally = |column: Column| matrix.sum(column);
    let counts = &parts.texts.counts;
    let words = parts.texts.words.len().max(1) as f32;
    let stopwords: u32 = counts.iter().map(|counts| counts.stopwords).sum();
    let longest = counts.iter().map(|counts| counts.letters).max().unwrap_or(0);
    let ideographic = counts.iter().any(|counts| counts.starts == Some(CharClass::Ideograph));
    let mut set = |column: PageColumn, value: f32| row[column as usize] = value;
    set(PageColumn::TextLog, log1p(letters));
    set(PageColumn::LinkDensity, total.linked as f32 / letters);
    set(PageColumn::BlocksLog, log1p(count));
    set(PageColumn::ParagraphsLog, log1p(tally(Column::IsP)));
    set(PageColumn::ParagraphShare, total.in_paragraphs as f32 / letters);
    set(PageColumn::LongBlocksLog, log1p(total.long as f32));
    set(PageColumn::LongShare, total.long_letters as f32 / letters);
    set(PageColumn::HeadingsLog, log1p(tally(Column::IsHeading)));
    set(PageColumn::H1s, tally(Column::IsH1).min(MANY_TITLES));
    set(PageColumn::CurrencyLog, log1p(tally(Column::HasCurrency)));
    set(PageColumn::DatesLog, log1p(tally(Column::HasDate)));
    set(PageColumn::Repetition, tally(Column::RepetitionLog) / count);
    set(PageColumn::LongestLog, log1p(longest as f32));
    set(PageColumn::StopwordDensity, stopwords as f32 / words);
    set(PageColumn::Ideographic, flag(ideographic));
}

fn elements(parts: &Parts<'_>, row: &mut PageRow) {
    let (mut articles, mut mains, mut forms, mut cells, mut pre, mut buttons) = (0, 0, 0, 0, 0, 0);
    for container in &parts.blocks.containers {
        match container.tag {
            Tag::Article => articles += 1,
            Tag::Main => mains += 1,
            Tag::Form => forms += 1,
            Tag::Td => cells += 1,
            Tag::Pre => pre += 1,
            Tag::Button => buttons += 1,
            _ => {}
        }
    }
    let mut set = |column: PageColumn, value: f32| row[column as usize] = value;
    set(PageColumn::Articles, (articles as f32).min(MANY_ARTICLES));
    set(PageColumn::HasMain, flag(mains > 0));
    set(PageColumn::FormsLog, log1p(forms as f32));
    set(PageColumn::CellsLog, log1p(cells as f32));
    set(PageColumn::PreLog, log1p(pre as f32));
    set(PageColumn::ButtonsLog, log1p(buttons as f32));
    set(PageColumn::ImagesLog, log1p(parts.head.images as f32));
    let classes = [
        (PageColumn::ForumClasses, ClassGroup::Forum),
        (PageColumn::CommentClasses, ClassGroup::Comment),
        (PageColumn::ProductClasses, ClassGroup::Product),
        (PageColumn::PriceClasses, ClassGroup::Price),
        (PageColumn::CardClasses, ClassGroup::Card),
        (PageColumn::DocsClasses, ClassGroup::Docs),
        (PageColumn::ArticleClasses, ClassGroup::Article),
    ];
    for (column, group) in classes {
        let count = parts.classes.groups.iter().filter(|groups| groups.has(group)).count();
        set(column, log1p(count as f32));
    }
}

fn head(head: &Head, row: &mut PageRow) {
    use SchemaPart::{
        Article, BlogPosting, CollectionPage, Discussion, FaqPage, HowTo, ItemList, LocalBusiness,
        Offer, Organization, Product, QaPage, Question, Recipe, Report, SearchResult, Service,
        SoftwareApp, Video,
    };
    let mut set = |column: PageColumn, value: bool| row[column as usize] = flag(value);
    let kind = head.meta_content(&["og:type"]).unwrap_or_default().to_ascii_lowercase();
    set(PageColumn::OgArticle, kind.contains("article"));
    set(PageColumn::OgProduct, kind.contains("product"));
    set(PageColumn::OgWebsite, kind.contains("website"));
    set(PageColumn::HasDescription, !head.description().is_empty());
    set(PageColumn::HasPublished, head.meta_content(&["article:published_time"]).is_some());
    let columns: [(PageColumn, &[SchemaPart]); 7] = [
        (PageColumn::LdArticle, &[Article, BlogPosting, Report]),
        (PageColumn::LdProduct, &[Product, Offer]),
        (PageColumn::LdForum, &[Discussion, QaPage, Question]),
        (PageColumn::LdCollection, &[CollectionPage, ItemList, SearchResult]),
        (PageColumn::LdOrganization, &[Organization, LocalBusiness, Service, SoftwareApp]),
        (PageColumn::LdFaq, &[FaqPage]),
        (PageColumn::LdRecipe, &[Recipe, HowTo, Video]),
    ];
    let types = head.ld_types();
    for (column, parts) in columns {
        set(column, types.meets(SchemaParts::of(parts)));
    }
}
