//! Pages of which nothing is kept, and why.
use super::{Reason, Selection, Verdict};
use crate::document::Tag;
use crate::error::Absence;
use crate::segment::Blocks;

/// Nothing is content on a page of [`FRAME_WORDS`] or more that has no block of a score that is
/// [`LIKELY`], fewer words than [`FEW_WORDS`] in blocks that are not [`UNLIKELY`], and no more words of
/// content to be expected: the frame of a page that scripts would have filled, with its menu, and perhaps
/// a heading of its footer that stands out. Cross-validated, six of the evaluation pages are so, and on
/// five of them nothing is marked. What has fewer words in all is more likely a text of a line or two than
/// a frame, unless it says itself that it is one: such pages are among those of readability.
const LIKELY: f32 = 0.5;
const UNLIKELY: f32 = 0.3;
const FEW_WORDS: f32 = 10.0;
const FRAME_WORDS: f32 = 50.0;

impl Selection {
    /// Why nothing is kept, where nothing is.
    pub(crate) fn absence(&self) -> Absence {
        if self.verdicts.is_empty() {
            Absence::NoText
        } else if self.verdicts.contains(&Verdict::Dropped(Reason::Notice)) {
            Absence::Notice
        } else {
            Absence::NoArticle
        }
    }
}

/// Whether nothing on the page is content.
pub(super) fn is_empty(blocks: &Blocks, scores: &[f32], words: impl Fn(usize) -> f32) -> bool {
    let scored = || scores.iter().enumerate().map(|(at, &score)| (score, words(at)));
    let in_doubt = || -> f32 {
        scored().filter(|(score, _)| *score >= UNLIKELY).map(|(_, words)| words).sum()
    };
    let expected = || -> f32 { scored().map(|(score, words)| score * words).sum() };
    let total = || -> f32 { scored().map(|(_, words)| words).sum() };
    if total() < FRAME_WORDS {
        return is_frame(blocks);
    }
    // Nearly every page has a likely block, and is not looked at further.
    scores.iter().all(|&score| score < LIKELY) && in_doubt() < FEW_WORDS && expected() < FEW_WORDS
}

/// Whether all text stands in elements that are the frame of a page: in a header, links alone.
fn is_frame(blocks: &Blocks) -> bool {
    // Whether each container stands in a menu or footer, and in a header; parents come first.
    let mut places: Vec<(bool, bool)> = Vec::with_capacity(blocks.containers.len());
    for container in &blocks.containers {
        let (in_frame, in_header) =
            places.get(container.parent as usize).copied().unwrap_or_default();
        let is_frame = matches!(container.tag, Tag::Nav | Tag::Footer);
        places.push((in_frame || is_frame, in_header || container.tag == Tag::Header));
    }
    blocks.blocks.iter().all(|block| {
        let place = places.get(block.container as usize).copied();
        place.is_some_and(|(in_frame, in_header)| {
            in_frame || (in_header && block.linked == block.length)
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::{Absence, extract};

    #[test]
    fn of_a_frame_nothing_is_kept_however_small() {
        let frame = |within: &str| {
            format!(
                "<title>La Gazette</title><header><a href=/>La Gazette</a></header>{within}\
                 <nav><ul><li><a href=/a>Mer</a><li><a href=/b>Ports</a></ul></nav>\
                 <footer><p>© 2024 La Gazette. Tous droits réservés.</footer>"
            )
        };
        let absence = |page: &str| extract(page).err().and_then(|error| error.absence());
        assert_eq!(absence(&frame("")), Some(Absence::NoArticle));
        assert_eq!(
            absence("<nav><a href=/>Accueil</a> <a href=/a>Mer</a></nav>"),
            Some(Absence::NoArticle)
        );
        assert_eq!(absence(&frame("<p>Le port est fermé.")), None, "it has a text of a line");
        let header = "<header><h1>La mer</h1><p>Le vent souffle depuis trois jours.</header>";
        assert_eq!(absence(header), None, "what is no link may be a text");
    }
}
