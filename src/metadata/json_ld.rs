//! JSON-LD as pages write it: facts about the main thing of the page.

use serde_json::Value;

/// One object with an `@type`.
#[derive(Debug, Clone, Default)]
pub(crate) struct LdNode {
    /// Types in lower case, without a `schema:` or URL prefix.
    pub(crate) types: Vec<String>,
    pub(crate) headline: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) body: Option<String>,
}

impl LdNode {
    /// Whether one of the types contains `part`: `newsarticle` contains `article`.
    pub(crate) fn is(&self, part: &str) -> bool {
        self.types.iter().any(|kind| kind.contains(part))
    }

    /// Whether the object is a piece of writing.
    pub(crate) fn is_article(&self) -> bool {
        self.is("article") || self.is("blogposting") || self.is("report")
    }
}

/// Reads one `<script type="application/ld+json">`; what is no JSON is passed over.
pub(crate) fn read(script: &str, nodes: &mut Vec<LdNode>) {
    let text = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let Ok(root) = serde_json::from_str::<Value>(text) else { return };
    // Values still to look at; the last one is next, so children are pushed in reverse.
    let mut pending = vec![&root];
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(values) => pending.extend(values.iter().rev()),
            Value::Object(fields) => {
                if fields.contains_key("@type") {
                    nodes.push(node(value));
                }
                pending.extend(fields.values().filter(|v| v.is_object() || v.is_array()));
            }
            _ => {}
        }
    }
}

fn node(value: &Value) -> LdNode {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let types = strings(value.get("@type"))
        .map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind).to_lowercase())
        .collect();
    LdNode {
        types,
        headline: text("headline"),
        name: text("name"),
        authors: names(value.get("author")),
        published: text("datePublished"),
        modified: text("dateModified"),
        publisher: names(value.get("publisher")).into_iter().next(),
        body: text("articleBody"),
    }
}

/// A string, or the strings of an array.
fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values.iter().filter_map(Value::as_str)
}

/// The names in a string, an object with a `name`, or an array of these.
fn names(value: Option<&Value>) -> Vec<String> {
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values
        .iter()
        .flat_map(|value| strings(Some(value.get("name").unwrap_or(value))))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_wherever_they_are() {
        let mut nodes = Vec::new();
        read(
            r#"{"@graph": [{"@type": ["NewsArticle"], "headline": "H", "author":
               [{"@type": "Person", "name": "A"}, "B"], "publisher": {"name": "P"}}]}"#,
            &mut nodes,
        );
        let article = nodes.iter().find(|node| node.is_article()).unwrap();
        assert_eq!(article.headline.as_deref(), Some("H"));
        assert_eq!(article.authors, ["A", "B"]);
        assert_eq!(article.publisher.as_deref(), Some("P"));
    }

    #[test]
    fn broken_or_deep_json_is_passed_over() {
        let mut nodes = Vec::new();
        read("{\"@type\": ", &mut nodes);
        read(&"[".repeat(100_000), &mut nodes);
        assert!(nodes.is_empty());
    }
}
