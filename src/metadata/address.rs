//! Addresses: absolute where the page's own is known.

use url::Url;

use super::head::Head;
use crate::address::{self, is_web};

/// What addresses on the page are relative to.
#[derive(Debug)]
pub(super) struct Addresses {
    base: Option<Url>,
    /// The address that the page gives as its own.
    pub(super) canonical: Option<String>,
}

impl Addresses {
    pub(super) fn new(head: &Head, url: Option<&str>) -> Self {
        let base = address::base(url, head.base.as_deref());
        let mut addresses = Self { base, canonical: None };
        addresses.canonical = head.linked("canonical").and_then(|href| addresses.resolve(href));
        addresses
    }

    /// The absolute address of a reference, if it is one of the web. Without an address of the page
    /// only absolute references have one.
    pub(super) fn resolve(&self, reference: &str) -> Option<String> {
        let reference = reference.trim();
        if reference.is_empty() || reference.starts_with('#') {
            return None;
        }
        let url = match &self.base {
            Some(base) => base.join(reference).ok()?,
            None if reference.starts_with("//") => {
                Url::parse(&format!("https:{reference}")).ok()?
            }
            None => Url::parse(reference).ok()?,
        };
        is_web(&url).then(|| url.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_absolute() {
        let addresses = Addresses::new(&Head::default(), Some("https://example.org/a/b"));
        assert_eq!(addresses.resolve("../c.png").as_deref(), Some("https://example.org/c.png"));
        assert_eq!(addresses.resolve("javascript:alert(1)"), None);
        assert_eq!(addresses.resolve("#top"), None);
        let nowhere = Addresses::new(&Head::default(), None);
        assert_eq!(nowhere.resolve("/c.png"), None);
        assert_eq!(
            nowhere.resolve("//cdn.example.org/c").as_deref(),
            Some("https://cdn.example.org/c")
        );
    }
}
