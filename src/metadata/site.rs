//! The site's name, and telling it from titles and authors.

use super::head::Head;
use super::json_ld::LdNode;
use super::provenance::{Source, Sourced};
use super::text::{Key, cleaned, letters};
use crate::address::Address;
use crate::lexicon::{SchemaPart, SchemaParts};

/// What is known of the site's names.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// The name to show.
    pub(super) name: Option<Sourced<String>>,
    keys: Vec<Key>,
    /// The names as a host would write them.
    runs: Vec<String>,
    /// The telling label of the host: `example` of `www.example.co.uk`.
    host: Option<String>,
}

/// Types of the site itself.
const SITES: SchemaParts = SchemaParts::of(&[SchemaPart::Website, SchemaPart::NewsMedia]);

/// Letters from which part of a host's name is no coincidence.
const ENOUGH_LETTERS: usize = 4;

impl Site {
    pub(super) fn new(head: &Head, url: Option<&str>) -> Self {
        let mut names: Vec<Sourced<String>> = Vec::new();
        let mut add = |name: Option<String>, source: Source| {
            if let Some(name) = name.filter(|name| is_name(name)) {
                names.push(Sourced::new(name, source));
            }
        };
        add(head.meta_text(&["og:site_name"]), Source::OpenGraph);
        for node in head.json_ld.iter().filter(|node| node.types.meets(SITES)) {
            add(node.name.clone(), Source::JsonLd);
        }
        for node in head.ld_subjects() {
            add(node.publisher.clone(), Source::JsonLd);
        }
        let is_publisher =
            |node: &&LdNode| !node.is_part && node.types.has(SchemaPart::Organization);
        for node in head.json_ld.iter().filter(is_publisher) {
            add(node.name.clone(), Source::JsonLd);
        }
        for name in [
            "application-name",
            "apple-mobile-web-app-title",
            "al:ios:app_name",
            "dc.publisher",
            "citation_publisher",
        ] {
            add(head.metas_named(name).next().map(cleaned), Source::Meta);
        }
        Self {
            keys: names.iter().map(|name| Key::of(&name.value)).collect(),
            runs: names.iter().map(|name| letters(&name.value)).collect(),
            host: host(head, url),
            name: names.into_iter().next(),
        }
    }

    /// Whether a text is the name of the site, or nothing but.
    pub(super) fn is(&self, text: &str) -> bool {
        let key = Key::of(text);
        if key.is_empty() {
            return false;
        }
        if self.keys.contains(&key) {
            return true;
        }
        let run = letters(text);
        let is_run = |name: &String| {
            name.len() >= ENOUGH_LETTERS && (*name == run || run.strip_prefix("the") == Some(name))
        };
        self.runs.iter().any(is_run) || self.is_host(&run, key.len())
    }

    /// Whether a short text is made of the host's name: `Example`, `The Example Times` for
    /// `exampletimes.com`, `example.com`.
    fn is_host(&self, run: &str, words: usize) -> bool {
        let Some(host) = self.host.as_deref().filter(|host| host.len() >= ENOUGH_LETTERS) else {
            return false;
        };
        words <= 5
            && run.len() >= ENOUGH_LETTERS
            && (run == host
                || (host.contains(run) && run.len() * 2 >= host.len())
                || (run.contains(host) && host.len() * 2 >= run.len()))
    }

    /// Whether a short text at the edge of a title looks like the site's name, or holds it.
    pub(super) fn is_in(&self, part: &str) -> bool {
        let key = Key::of(part);
        key.len() <= 6
            && self.keys.iter().any(|name| {
                !name.is_empty() && (key.contains(name) || (key.len() > 1 && name.contains(&key)))
            })
    }
}

/// Whether a text may be a site's name.
pub(super) fn is_name(text: &str) -> bool {
    /// Bytes of a longer one: a slogan, or a text in the wrong place.
    const TOO_LONG: usize = 100;
    text.len() < TOO_LONG && text.chars().any(char::is_alphabetic) && !text.contains("://")
}

/// The label of the page's host that names the site.
fn host(head: &Head, url: Option<&str>) -> Option<String> {
    /// Second-level labels under which names are registered.
    const SHARED: [&str; 10] = ["co", "com", "org", "net", "gov", "gob", "ac", "edu", "or", "ne"];
    let own = || head.linked("canonical").or_else(|| head.meta_content(&["og:url"]));
    let url = url.or_else(own)?;
    let host = Address::of(url)?.host.to_lowercase();
    let mut labels: Vec<&str> = host.split('.').filter(|label| *label != "www").collect();
    labels.pop();
    if labels.len() > 1 && labels.last().is_some_and(|label| SHARED.contains(label)) {
        labels.pop();
    }
    labels.last().map(|label| letters(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(url: &str) -> Site {
        Site::new(&Head::default(), Some(url))
    }

    #[test]
    fn a_name_is_known_by_the_host() {
        let gazette = site("https://www.daily-gazette.co.uk/a");
        assert!(gazette.is("Daily Gazette"));
        assert!(gazette.is("The Daily Gazette"));
        assert!(!gazette.is("Daily"));
        assert!(!gazette.is("A gazette is born"));
    }

    #[test]
    fn a_short_host_says_nothing() {
        assert!(!site("https://t.co/x").is("T"));
        assert!(!site("nonsense").is("Nonsense"));
    }
}
