//! An article as data: everything that its methods give, under their names.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::{Article, Block, Comment, Origin, Written};
use crate::limits::Degradation;
use crate::metadata::Metadata;
use crate::render::{Base, Outline};
use crate::select::Outcome;

/// The fields as they are written.
#[derive(serde::Serialize)]
#[serde(rename = "Article")]
struct Given<'a> {
    metadata: &'a Metadata,
    confidence: f32,
    outcome: Outcome,
    degradations: &'a [Degradation],
    hidden_words: usize,
    text: &'a str,
    html: &'a str,
    markdown: &'a str,
    blocks: &'a [Block],
    comments: &'a [Comment],
}

impl Serialize for Article {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let given = Given {
            metadata: self.metadata(),
            confidence: self.confidence(),
            outcome: self.outcome(),
            degradations: self.degradations(),
            hidden_words: self.hidden_words(),
            text: self.text(),
            html: self.html(),
            markdown: self.markdown(),
            blocks: self.blocks(),
            comments: self.comments(),
        };
        given.serialize(serializer)
    }
}

/// The fields as they are read.
#[derive(serde::Deserialize)]
struct Fields {
    metadata: Metadata,
    confidence: f32,
    outcome: Outcome,
    degradations: Vec<Degradation>,
    hidden_words: usize,
    text: String,
    html: String,
    markdown: String,
    blocks: Vec<Block>,
    #[serde(default)]
    comments: Vec<Comment>,
}

impl<'de> Deserialize<'de> for Article {
    /// The formats come back as they were written; the structure that they were written from is not
    /// needed any more.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Fields::deserialize(deserializer)?;
        Ok(Self {
            text: fields.text,
            judged: Vec::new(),
            outline: Outline::default(),
            base: Base::default(),
            origin: Origin::default(),
            metadata: fields.metadata,
            confidence: fields.confidence,
            outcome: fields.outcome,
            degradations: fields.degradations,
            hidden_words: fields.hidden_words,
            comments: fields.comments,
            written: Written {
                html: fields.html.into(),
                markdown: fields.markdown.into(),
                blocks: fields.blocks.into(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BlockKind, Focus, HiddenText};

    #[test]
    fn an_article_survives_as_json() {
        let page = "<h1>Le vent</h1><p>Le <a href=https://example.org/>vent</a> souffle depuis trois \
            jours sur la côte, et les bateaux restent au port, dit le maire.</p>";
        let article = crate::extract(page).unwrap();
        let json = serde_json::to_string(&article).unwrap();
        let back: Article = serde_json::from_str(&json).unwrap();
        assert_eq!(back.text(), article.text());
        assert_eq!(back.html(), article.html());
        assert_eq!(back.markdown(), article.markdown());
        assert_eq!(back.blocks(), article.blocks());
        assert_eq!(back.metadata(), article.metadata());
        assert_eq!(back.comments(), article.comments());
        assert_eq!(back.outcome(), article.outcome());
    }

    #[test]
    fn names_are_in_small_letters() {
        let names = serde_json::json!([
            BlockKind::ListItem,
            BlockKind::Heading(2),
            Degradation::Depth,
            HiddenText::Drop,
            Focus::Precision,
            Outcome::Article,
        ]);
        let expected = r#"["list_item",{"heading":2},"depth","drop","precision","article"]"#;
        assert_eq!(names.to_string(), expected);
    }
}
