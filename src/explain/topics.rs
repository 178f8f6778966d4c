//! Features by what they are about: a reason names a topic once, however many features speak of it.

use std::collections::HashMap;

use crate::measure;
use crate::score::{BIAS, second_names};

/// What a feature is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Topic {
    Links,
    Prose,
    /// Bold, code, buttons, breaks.
    Markup,
    /// Digits, capitals, dates, addresses, currency.
    Marks,
    Repeated,
    Hidden,
    Kind,
    Place,
    FromTitle,
    LikeTitle,
    LikeDescription,
    LikeArticleBody,
    Heading,
    /// The elements that methods of the literature would choose.
    MainText,
    /// The elements around it, by what they hold.
    Containers,
    /// The elements around it, by their names.
    Elements,
    /// Likewise by their classes.
    Classes,
    /// Siblings of the same shape.
    Repetition,
    Phrases,
    /// Phrases of an earlier block.
    After,
    Neighbours,
    /// First scores of the blocks around.
    Context,
    /// First scores of the blocks of the same shape.
    Shape,
    /// What says nothing of one block: the page's own features, the block's own first score (which
    /// has its own reasons), and depth.
    Silent,
}

impl Topic {
    /// How much a topic tells a reader, for the same push: what holds of many blocks at once, or
    /// repeats what other blocks' reasons say, tells less than what is so about this one.
    pub(super) fn telling(self) -> f32 {
        match self {
            Self::Context
            | Self::Shape
            | Self::MainText
            | Self::Containers
            | Self::Neighbours
            | Self::Place => 0.3,
            Self::Silent => 0.0,
            _ => 1.0,
        }
    }
}

/// The topic of each feature by how its name begins; the first match counts.
const TOPICS: &[(&str, Topic)] = &[
    ("bias", Topic::Silent),
    ("page_", Topic::Silent),
    ("depth", Topic::Silent),
    ("link_density", Topic::Links),
    ("container0_link_density", Topic::Links),
    ("repetition_links", Topic::Links),
    ("links", Topic::Links),
    ("length_log", Topic::Prose),
    ("words_log", Topic::Prose),
    ("word_length", Topic::Prose),
    ("text_density", Topic::Prose),
    ("tag_density", Topic::Prose),
    ("inline_elements", Topic::Prose),
    ("sentence", Topic::Prose),
    ("comma", Topic::Prose),
    ("stopword_density", Topic::Prose),
    ("ends_at_break", Topic::Markup),
    ("after_break", Topic::Markup),
    ("ends_", Topic::Prose),
    ("starts_", Topic::Prose),
    ("separators", Topic::Marks),
    ("digit_share", Topic::Marks),
    ("capital_share", Topic::Marks),
    ("punctuation_share", Topic::Marks),
    ("has_", Topic::Marks),
    ("button_share", Topic::Markup),
    ("bold_share", Topic::Markup),
    ("code_share", Topic::Markup),
    ("repeated", Topic::Repeated),
    ("hidden", Topic::Hidden),
    ("in_noscript_only", Topic::Hidden),
    ("is_", Topic::Kind),
    ("position_", Topic::Place),
    ("text_before_log", Topic::Place),
    ("text_after_log", Topic::Place),
    ("side_of_title", Topic::FromTitle),
    ("blocks_from_title", Topic::FromTitle),
    ("text_from_title", Topic::FromTitle),
    ("title_", Topic::LikeTitle),
    ("description_", Topic::LikeDescription),
    ("article_body_cover", Topic::LikeArticleBody),
    ("heading_", Topic::Heading),
    ("in_readability", Topic::MainText),
    ("in_density_sum", Topic::MainText),
    ("in_half", Topic::MainText),
    ("in_most", Topic::MainText),
    ("in_best_container", Topic::MainText),
    ("readability_ratio", Topic::MainText),
    ("negative_ancestors", Topic::Classes),
    ("positive_ancestors", Topic::Classes),
    ("near_class_", Topic::Classes),
    ("class_", Topic::Classes),
    ("classes_", Topic::Classes),
    ("in_", Topic::Elements),
    ("near_", Topic::Elements),
    ("repetition_", Topic::Repetition),
    ("container", Topic::Containers),
    ("phrase_", Topic::Phrases),
    ("after_", Topic::After),
    ("same_parent_", Topic::Neighbours),
    ("levels_to_", Topic::Neighbours),
    ("previous_", Topic::Neighbours),
    ("next_", Topic::Neighbours),
    ("second_", Topic::Neighbours),
    ("third_", Topic::Neighbours),
    ("window", Topic::Neighbours),
    ("score_of_shape", Topic::Shape),
    ("count_of_shape", Topic::Shape),
    ("share_of_shape", Topic::Shape),
    ("score_of_", Topic::Context),
    ("score", Topic::Silent),
    ("level_of_rest", Topic::Context),
    ("from_", Topic::Context),
    ("to_", Topic::Context),
    ("content_", Topic::Context),
];

/// What each feature is about, by its name.
pub(super) fn topics() -> HashMap<String, Topic> {
    let named = |name: String| topic(&name).map(|topic| (name, topic));
    names().filter_map(named).collect()
}

/// The names of all features.
fn names() -> impl Iterator<Item = String> {
    let (second, second_page) = second_names();
    let first = measure::names().into_iter().chain(measure::page_names());
    first.chain(second).chain(second_page).chain([BIAS.to_owned()])
}

fn topic(feature: &str) -> Option<Topic> {
    TOPICS.iter().find(|(start, _)| feature.starts_with(start)).map(|&(_, topic)| topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_topic() {
        let unknown: Vec<String> = names().filter(|name| topic(name).is_none()).collect();
        assert!(unknown.is_empty(), "no topic for {unknown:?}");
    }

    #[test]
    fn every_start_is_some_feature_s_and_within_reach() {
        let names: Vec<String> = names().collect();
        for (start, _) in TOPICS {
            let first = |name: &String| TOPICS.iter().find(|(start, _)| name.starts_with(start));
            let is_reached = names.iter().any(|name| first(name).is_some_and(|t| t.0 == *start));
            assert!(is_reached, "{start:?} is the topic of no feature");
        }
    }
}
