//! The parts of an address, as it is written: pages give addresses that no parser takes, and facts can
//! be read from them all the same.

use url::Url;

/// What the addresses of a page are relative to: what it `states` (`<base href>`), seen from its own
/// address if that is known, or else its own address.
pub(crate) fn base(page: Option<&str>, stated: Option<&str>) -> Option<Url> {
    let page = page.and_then(|page| Url::parse(page.trim()).ok()).filter(is_web);
    let stated = stated.and_then(|stated| match &page {
        Some(page) => page.join(stated).ok(),
        None => Url::parse(stated).ok(),
    });
    stated.filter(is_web).or(page)
}

/// Whether an address leads somewhere on the web.
pub(crate) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// Host and path of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    /// Without user and port; empty where the address has none.
    pub(crate) host: &'a str,
    /// Without the slash that it begins with.
    pub(crate) path: &'a str,
    /// From its question mark to the fragment; empty where there is none.
    pub(crate) query: &'a str,
}

impl<'a> Address<'a> {
    /// `None` for one that is relative to nobody knows what.
    pub(crate) fn of(address: &'a str) -> Option<Self> {
        let address = address.trim().split('#').next().unwrap_or_default();
        let (address, query) = address.split_at(address.find('?').unwrap_or(address.len()));
        let absolute = address.split_once("://").map(|(_, rest)| rest);
        let (host, path) = match absolute.or_else(|| address.strip_prefix("//")) {
            Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
            None => ("", address.strip_prefix('/')?),
        };
        let host = host.rsplit('@').next().unwrap_or_default();
        Some(Self { host: host.split(':').next().unwrap_or_default(), path, query })
    }

    /// The country whose hosts end as this one does: two letters (`gazette.example.fr`).
    pub(crate) fn country(self) -> Option<&'a str> {
        let last = self.host.rsplit('.').next()?;
        (last.len() == 2 && last.bytes().all(|b| b.is_ascii_alphabetic())).then_some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<(&str, &str, &str)>) {
        let parts = Address::of(address).map(|parts| (parts.host, parts.path, parts.query));
        assert_eq!(parts, expected, "{address}");
    }

    #[test]
    fn an_address_is_taken_apart_however_it_is_written() {
        check("https://me@Example.org:80/a/b?c=/d#e/f", Some(("Example.org", "a/b", "?c=/d")));
        check(" //example.org/shop/ ", Some(("example.org", "shop/", "")));
        check("/shop//x", Some(("", "shop//x", "")));
        check("https://example.org?a=b", Some(("example.org", "", "?a=b")));
        check("https://example.org#a?b", Some(("example.org", "", "")));
        check("shop", None);
        check("", None);
    }

    #[test]
    fn two_letters_at_the_end_of_a_host_are_a_country() {
        let country = |address| Address::of(address).and_then(Address::country);
        assert_eq!(country("https://gazette.example.fr/a"), Some("fr"));
        assert_eq!(country("https://example.org"), None);
        assert_eq!(country("http://10.0.0.44/"), None);
    }
}
