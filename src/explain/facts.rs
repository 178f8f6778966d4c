//! What single facts of a block are called, from the columns that measure them or from the feature
//! that speaks loudest of them.

use crate::measure::Column;
use crate::score::Contribution;

/// `1 word`, `3 words`.
pub(super) fn counted(count: f32, what: &str) -> String {
    let plural = if count == 1.0 { "" } else { "s" };
    format!("{count:.0} {what}{plural}")
}

pub(super) fn tag_name(name: &str) -> String {
    if name.is_empty() { "an element".to_owned() } else { format!("<{name}>") }
}

/// That there are no links speaks for a block only.
pub(super) fn links(density: f32, is_kept: bool) -> Option<String> {
    if density > 0.0 {
        Some(format!("link density {density:.2}"))
    } else {
        is_kept.then(|| "no links".to_owned())
    }
}

pub(super) fn markup(column: &dyn Fn(Column) -> f32) -> Option<String> {
    let shares = [
        (Column::ButtonShare, "a button"),
        (Column::CodeShare, "code"),
        (Column::BoldShare, "bold"),
    ];
    let (share, what) = shares
        .map(|(share, what)| (column(share), what))
        .into_iter()
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    if share > 0.0 {
        return Some(format!("{:.0} % of it {what}", 100.0 * share));
    }
    (column(Column::AfterBreak) > 0.0).then(|| "a line of its own after a <br>".to_owned())
}

pub(super) fn marks(column: &dyn Fn(Column) -> f32) -> Option<String> {
    /// Share of the letters from which digits or capitals catch the eye.
    const MANY: f32 = 0.3;
    let flags = [
        (Column::HasAddress, "holds an address"),
        (Column::HasCurrency, "holds a price"),
        (Column::HasDate, "holds a date"),
        (Column::Separators, "holds marks that part menu items"),
    ];
    if let Some((_, what)) = flags.iter().find(|(flag, _)| column(*flag) > 0.0) {
        return Some((*what).to_owned());
    }
    let shares = [(Column::CapitalShare, "capitals"), (Column::DigitShare, "digits")];
    shares.iter().find_map(|&(share, what)| {
        let share = column(share);
        (share >= MANY).then(|| format!("{:.0} % {what}", 100.0 * share))
    })
}

pub(super) fn hidden(column: &dyn Fn(Column) -> f32) -> Option<String> {
    let flags = [
        (Column::Hidden, "hidden"),
        (Column::HiddenFromSpeech, "hidden from screen readers"),
        (Column::InNoscript, "only shown where scripts do not run"),
    ];
    flags.iter().find(|(flag, _)| column(*flag) > 0.0).map(|(_, what)| (*what).to_owned())
}

pub(super) fn from_title(column: &dyn Fn(Column) -> f32) -> Option<String> {
    /// Share of the reach of `blocks_from_title`: two blocks.
    const NEAR: f32 = 0.1;
    let side = column(Column::SideOfTitle);
    if side == 0.0 {
        return (column(Column::TitleOverlap) > 0.0).then(|| "the title itself".to_owned());
    }
    let side = if side < 0.0 { "before" } else { "after" };
    let distance = match column(Column::BlocksFromTitle).abs() {
        0.0..=NEAR => "just ",
        1.0.. => "far ",
        _ => "",
    };
    Some(format!("{distance}{side} the title"))
}

pub(super) fn like_title(column: &dyn Fn(Column) -> f32) -> Option<String> {
    /// Jaccard index from which a block says what the title says.
    const SAME: f32 = 0.6;
    if column(Column::TitleOverlap) >= SAME {
        return Some("says what the page's title says".to_owned());
    }
    (column(Column::TitleCover) > 0.0).then(|| "shares words with the page's title".to_owned())
}

pub(super) fn main_text(strongest: &Contribution) -> String {
    let which = match strongest.feature {
        "in_density_sum" => "with the highest density sum",
        "in_half" | "in_most" | "in_best_container" => "with most of the page's text",
        _ => "that scores highest by Readability's rules",
    };
    let side = if strongest.value > 0.0 { "inside" } else { "outside" };
    format!("{side} the element {which}")
}

pub(super) fn element(strongest: &Contribution) -> Option<String> {
    let (_, tag) = strongest.feature.split_once('_')?;
    let side = if strongest.value > 0.0 { "inside" } else { "not inside" };
    Some(format!("{side} {}", tag_name(tag)))
}

pub(super) fn classes(strongest: &Contribution) -> Option<String> {
    let is_around = strongest.value > 0.0;
    match strongest.feature {
        "negative_ancestors" => is_around.then(|| {
            let elements = counted(strongest.value, "element");
            format!("inside {elements} whose classes speak of page furniture")
        }),
        "positive_ancestors" => Some(if is_around {
            "inside an element whose class says 'article'".to_owned()
        } else {
            "in no element whose class says 'article'".to_owned()
        }),
        "classes_around" | "classes_near" => {
            let what = if is_around { "content" } else { "page furniture" };
            Some(format!("inside elements whose classes elsewhere hold {what}"))
        }
        feature => {
            let class = feature.rsplit_once("class_")?.1;
            let side = if is_around { "inside an" } else { "in no" };
            Some(format!("{side} element whose class says '{class}'"))
        }
    }
}

/// What a group of phrases is about.
pub(super) const PHRASES: &[(&str, &str)] = &[
    ("comment", "comments"),
    ("rules", "the rules of a comment form"),
    ("related", "a list of other articles"),
    ("share", "a share bar"),
    ("newsletter", "a newsletter box"),
    ("consent", "a cookie banner"),
    ("legal", "legal small print"),
    ("login", "a login box"),
    ("paywall", "an offer to subscribe"),
    ("more", "a call to read more"),
    ("advert", "advertising"),
    ("byline", "a byline"),
    ("credit", "a credit"),
    ("tags", "a list of tags"),
    ("navigation", "navigation"),
    ("search", "a search box"),
    ("author", "an author box"),
    ("shop", "a shop"),
    ("contents", "a table of contents"),
    ("any", "page furniture"),
];

fn phrase_words(feature: &str) -> Option<&'static str> {
    let (_, group) = feature.rsplit_once('_')?;
    PHRASES.iter().find(|(name, _)| *name == group).map(|&(_, words)| words)
}

pub(super) fn after(strongest: &Contribution) -> Option<String> {
    /// The value from which the mention is at most eight blocks back.
    const NEAR: f32 = 0.5;
    let words = phrase_words(strongest.feature)?;
    let distance = if strongest.value < NEAR { "far " } else { "" };
    (strongest.value > 0.0).then(|| format!("{distance}below something worded like {words}"))
}

pub(super) fn shape(value: &dyn Fn(&str) -> Option<f32>) -> Option<String> {
    let score = value("score_of_shape")?.max(0.0);
    let count = value("count_of_shape")?.exp_m1();
    (count > 1.5).then(|| format!("the {count:.0} blocks of its shape score {score:.2}"))
}
