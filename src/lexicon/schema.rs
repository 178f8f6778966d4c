//! The types of schema.org, by what their names have in common: `NewsArticle` and `TechArticle` are
//! both articles.
#![expect(clippy::indexing_slicing, reason = "types are in the order of their enumeration")]

use super::phrases::groups;

groups! { SchemaPart, SchemaParts, u32,
    Article "article",
    BlogPosting "blogposting",
    Book "book",
    CollectionPage "collectionpage",
    Course "course",
    CreativeWork "creativework",
    Discussion "discussion",
    Event "event",
    FaqPage "faqpage",
    HowTo "howto",
    ItemList "itemlist",
    LocalBusiness "localbusiness",
    Movie "movie",
    NewsMedia "newsmedia",
    Offer "offer",
    Organization "organization",
    PodcastEpisode "podcastepisode",
    Posting "posting",
    Product "product",
    QaPage "qapage",
    Question "question",
    Recipe "recipe",
    Report "report",
    Review "review",
    SearchResult "searchresult",
    Service "service",
    SoftwareApp "softwareapp",
    Video "video",
    VideoObject "videoobject",
    Website "website",
}

/// Of each letter the parts that begin with it, as bits of [`SchemaParts`].
const BY_LETTER: [u32; 26] = {
    let mut table = [0; 26];
    let mut at = 0;
    while at < SchemaPart::ALL.len() {
        let letter = SchemaPart::ALL[at].1.as_bytes()[0] - b'a';
        table[letter as usize] |= 1 << at;
        at += 1;
    }
    table
};

/// The parts that the name of a type has, in lower case.
pub(crate) fn schema_parts(name: &str) -> SchemaParts {
    let mut found = SchemaParts::default();
    for (at, letter) in name.bytes().enumerate() {
        let mut likely =
            BY_LETTER.get(usize::from(letter.wrapping_sub(b'a'))).copied().unwrap_or_default();
        while likely != 0 {
            let part = SchemaPart::ALL.get(likely.trailing_zeros() as usize);
            let rest = name.as_bytes().get(at..).unwrap_or_default();
            if let Some((part, _)) = part.filter(|(_, text)| rest.starts_with(text.as_bytes())) {
                found |= SchemaParts::of(&[*part]);
            }
            likely &= likely - 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_found_wherever_it_stands() {
        for (part, name) in SchemaPart::ALL {
            assert!(schema_parts(&format!("é{name}s")).has(*part), "{name}");
        }
        assert_eq!(schema_parts("newsarticle"), SchemaParts::of(&[SchemaPart::Article]));
        assert!(schema_parts("person").is_empty() && schema_parts("").is_empty());
    }
}
