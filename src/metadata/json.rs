//! JSON as facts are read from it.
//!
//! Texts are borrowed where they hold no escapes, and what is no fact is passed over: blocks of JSON-LD
//! are long, and little of them is asked for.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A value.
#[derive(Debug, PartialEq)]
pub(super) enum Json<'a> {
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    /// Fields in the order of their names, each name once.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
    /// A number, `true`, `false` or `null`.
    Other,
}

impl<'a> Json<'a> {
    /// Reads a text of JSON. Values nested deeper than 128 levels are an error: that is where
    /// `serde_json` stops, so that nothing here recurses further.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a field, if this is an object that has it.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        let at = fields.binary_search_by(|(own, _)| own.as_ref().cmp(name)).ok()?;
        fields.get(at).map(|(_, value)| value)
    }

    /// Whether this may have others within it.
    pub(super) fn is_nested(&self) -> bool {
        matches!(self, Self::List(_) | Self::Object(_))
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json<'de>, A::Error> {
        let mut fields: Vec<(Cow<'de, str>, Json<'de>)> = Vec::new();
        while let Some((name, value)) = entries.next_entry()? {
            // The name of a field is a text.
            if let Json::Text(name) = name {
                fields.push((name, value));
            }
        }
        // Of several fields of one name the last counts: the first of them once they are turned round.
        fields.reverse();
        fields.sort_by(|(one, _), (other, _)| one.cmp(other));
        fields.dedup_by(|(later, _), (earlier, _)| later == earlier);
        Ok(Json::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_borrowed_and_the_last_of_a_name_counts() {
        let json = Json::read(r#"{"b": "x", "a": [1, true, null, 1.5, -1, "\u00e9"], "b": "y"}"#);
        let json = json.unwrap();
        assert_eq!(json.get("b"), Some(&Json::Text(Cow::Borrowed("y"))));
        assert!(matches!(json.get("b"), Some(Json::Text(Cow::Borrowed(_)))));
        let Some(Json::List(items)) = json.get("a") else { panic!() };
        assert_eq!(items.last().and_then(Json::as_str), Some("é"));
        assert_eq!(items.iter().filter(|item| **item == Json::Other).count(), 5);
        assert_eq!(json.get("c"), None);
    }

    #[test]
    fn what_is_no_json_or_too_deep_is_not_read() {
        assert_eq!(Json::read("{"), None);
        assert_eq!(Json::read(&"[".repeat(100_000)), None);
        assert_eq!(Json::read(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))), None);
    }
}
