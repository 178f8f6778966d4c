//! What kind of page it is.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use std::fmt;

use super::{Reason, Verdict};
use crate::lexicon::PhraseGroup;
use crate::measure::Features;
use crate::score::{Kind, Scores};
use crate::segment::Blocks;

/// What kind of page an article was taken from.
///
/// A linear model of what the page as a whole looks like (text, links, forms, prices, class names,
/// schema.org types, the path of its address, how its blocks scored), fitted by `tools/train` on
/// labelled pages; walls and empty pages are told by rule. By cross-validation it is right on 0.87 of
/// wcxb-dev's pages; `tools/train/README.md` has the table of confusions. What is in doubt is decided
/// by it, too.
///
/// ```
/// use epure::Outcome;
///
/// let html = "<title>La marée</title><h1>La marée</h1><p>La mer est montée de quatre mètres cette
///     nuit, et le port n’a plus une place à quai, raconte le maître du port.</p>";
/// assert_eq!(epure::extract(html)?.outcome(), Outcome::Article);
/// # Ok::<(), epure::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Outcome {
    /// An article, a post, a page of documentation: one text to be read.
    Article,
    /// A list of things to go to: an index, a category, a page of results.
    Listing,
    /// A thread of posts, questions and answers.
    Discussion,
    /// A page that offers something: a product or a service.
    Product,
    /// A wall: consent, a login, a payment, scripts or the proof that one is no robot are asked for, and
    /// the text is not there. Where nothing at all is kept, there is no article, only an
    /// [`Explanation`](crate::Explanation).
    Wall,
    /// Nothing that looks like content, or a notice that there is no such page: there is no article,
    /// only an [`Explanation`](crate::Explanation).
    Nothing,
}

impl Outcome {
    /// The name in the model's data and in reports.
    ///
    /// ```
    /// assert_eq!(epure::Outcome::Listing.as_str(), "listing");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Listing => "listing",
            Self::Discussion => "discussion",
            Self::Product => "product",
            Self::Wall => "wall",
            Self::Nothing => "nothing",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Words of an article below which a page that asks for something is a wall.
const SHORT: u32 = 120;

/// What a page asks for that stands before its text.
const WALLS: [PhraseGroup; 3] = [PhraseGroup::Consent, PhraseGroup::Login, PhraseGroup::Paywall];

/// Expected F1 from which a short text is the article, whatever banner asks for consent beside it. A wall keeps
/// hardly more than its own words, which look like no article.
const SURE: f32 = 0.8;

/// Letters of a block that asks for it: more than a link in a menu.
const DEMAND: u32 = 40;

/// Words of the blocks that show the phrases of a notice at most, and of what stands beside them: where
/// to go instead. A short post about an error, or a film that is called like one, tells more. Between a
/// dozen notices as servers, shops and blogs send them, which have at most 11 words beside, and two dozen
/// short texts whose headings sound like one, which have some 20.
const LONGEST_NOTICE: u32 = 50;
const ASIDE: u32 = 15;

/// Likewise beside the demand to prove that one is no robot, which says why and what to do.
const ASIDE_OF_CHALLENGE: u32 = 45;

/// Whether all that is kept is a notice that there is no such page, or that it is not for everybody.
pub(super) fn is_missing(features: &Features, verdicts: &[Verdict]) -> bool {
    is_notice(features, verdicts, &[PhraseGroup::Missing], ASIDE)
}

/// Whether what is kept, titles that a focus leaves out included, shows the phrases of some groups, and
/// says hardly anything beside.
fn is_notice(
    features: &Features,
    verdicts: &[Verdict],
    groups: &[PhraseGroup],
    most_aside: u32,
) -> bool {
    let (mut notice, mut aside) = (0, 0);
    for (at, counts) in features.readings.texts.counts.iter().enumerate() {
        if matches!(verdicts[at], Verdict::Kept | Verdict::Dropped(Reason::OutsideBody)) {
            let is_told = groups.iter().any(|&group| features.has_phrase(at, group));
            let words = if is_told { &mut notice } else { &mut aside };
            *words += counts.words;
        }
    }
    (1..=LONGEST_NOTICE).contains(&notice) && aside <= most_aside
}

/// What kind of page it is, given what is kept of it.
pub(super) fn outcome(
    blocks: &Blocks,
    features: &Features,
    scores: &Scores,
    verdicts: &[Verdict],
    expected_f1: f32,
) -> Outcome {
    let counts = &features.readings.texts.counts;
    let kept = verdicts.iter().zip(counts).filter(|(verdict, _)| **verdict == Verdict::Kept);
    let words: u32 = kept.map(|(_, counts)| counts.words).sum();
    let asks = |at: usize| {
        let hidden = blocks.blocks[at].hidden;
        // A banner that is there for scripts to show stands in nobody's way.
        let is_shown = !hidden.from_sight && !hidden.for_good;
        is_shown
            && counts[at].letters >= DEMAND
            && WALLS.iter().any(|&wall| {
                let is_banner = wall == PhraseGroup::Consent && expected_f1 >= SURE;
                !is_banner && features.has_phrase(at, wall)
            })
    };
    let is_wall = || {
        (0..counts.len()).any(asks)
            || is_notice(features, verdicts, &WALLS, ASIDE)
            || is_notice(features, verdicts, &[PhraseGroup::Challenge], ASIDE_OF_CHALLENGE)
    };
    if words < SHORT && is_wall() {
        return Outcome::Wall;
    }
    if !verdicts.contains(&Verdict::Kept) {
        return Outcome::Nothing;
    }
    match scores.kind.wider() {
        Kind::Listing => Outcome::Listing,
        Kind::Discussion => Outcome::Discussion,
        Kind::Product => Outcome::Product,
        _ => Outcome::Article,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, Focus};

    fn outcome(page: &str) -> Outcome {
        Extractor::new().explain(page).unwrap().outcome()
    }

    const NOTICES: [&str; 8] = [
        "<title>404</title><nav><a href=/>Accueil</a></nav><h1>Page introuvable</h1><p>La page que vous \
         recherchez n’existe pas ou a été déplacée.</p><p>Revenez à l’accueil ou cherchez-la.</p>",
        "<title>502</title><center><h1>502 Bad Gateway</h1></center><hr><center>lighthouse</center>",
        "<title>403 Forbidden</title><h1>Forbidden</h1><p>You don't have permission to access this resource.</p>",
        "<h1>Hoppla!</h1><p>Die gesuchte Seite konnte nicht gefunden werden.</p>",
        "<h1>Страница не найдена</h1><p>Вернитесь на главную или воспользуйтесь поиском.</p>",
        "<h1>页面不存在</h1><p>您可以返回首页继续浏览。</p>",
        "<h1>ページが見つかりません</h1><p>お探しのページは削除された可能性があります。</p>",
        "<h1>Page not found</h1><p>The page you are looking for does not exist.</p><div class=cookie><p>We use \
         cookies to improve your experience on our site.</p></div>",
    ];

    #[test]
    fn a_notice_that_there_is_no_page_is_no_article() {
        for page in NOTICES {
            assert_eq!(outcome(page), Outcome::Nothing, "{page}");
            for focus in [Focus::Precision, Focus::Balanced, Focus::Recall] {
                let article = Extractor::new().with_focus(focus).extract(page);
                assert!(article.is_err_and(|error| error.is_no_content()), "{focus:?}: {page}");
            }
        }
        let explanation = Extractor::new().explain(NOTICES[0]).unwrap();
        let told = explanation.blocks().iter().find(|block| block.text.starts_with("La page"));
        let told = told.unwrap();
        assert_eq!(told.verdict, Verdict::Dropped(Reason::Notice));
        assert!(told.reason.contains("notice"), "{}", told.reason);
    }

    /// Headings that sound like a notice, above a text of twenty words.
    #[test]
    fn what_sounds_like_a_notice_is_read() {
        for (heading, text) in [
            (
                "Access denied: reporters kept out",
                "The town hall shut its doors on Monday, and the three papers \
              of the bay were told to wait outside, says the mayor.",
            ),
            (
                "Forbidden",
                "A film about two sailors who find a letter in a bottle, and of what becomes of the \
              island that it tells about.",
            ),
            (
                "Page introuvable depuis hier",
                "Depuis la mise à jour, tous les liens de mon chapitre mènent à une \
              erreur, alors que le fichier est bien là, sur le disque.",
            ),
            (
                "Accès interdit aux chiens",
                "La mairie a posé trois panneaux sur la plage hier matin, et les \
              promeneurs du port s’en étonnent, raconte le garde.",
            ),
            (
                "Zugriff verweigert: Hafen bleibt zu",
                "Die Fischer warten seit drei Tagen auf das Ende des Windes, \
              und der Hafenmeister gibt keine Auskunft, sagen sie.",
            ),
            (
                "Нет доступа к морю",
                "Три дня ветер не стихает, и лодки стоят у причала, рассказывает смотритель \
              маяка нашей газете в понедельник утром.",
            ),
        ] {
            let page = format!("<h1>{heading}</h1><p>{text}</p>");
            assert_eq!(outcome(&page), Outcome::Article, "{heading}");
        }
        let posts =
            "<p>Page not found on every category since the update, the log says nothing.</p>"
                .repeat(5);
        assert_ne!(
            outcome(&format!("<h1>Page not found</h1>{posts}")),
            Outcome::Nothing,
            "a thread"
        );
    }

    #[test]
    fn a_notice_that_the_page_hides_says_nothing_of_it() {
        let page = "<h1>La marée</h1><p>La mer est montée de quatre mètres cette nuit, et le port n’a plus une \
            place à quai.</p><div style='display:none'><p>Page introuvable. La page que vous recherchez n’existe \
            pas.</p></div>";
        assert_eq!(outcome(page), Outcome::Article);
        assert!(!crate::extract(page).unwrap().text().contains("introuvable"));
    }

    #[test]
    fn what_stands_in_place_of_the_text_is_a_wall() {
        for page in [
            "<title>Le Phare</title><noscript>You need to enable JavaScript to run this app.</noscript>",
            "<h1>Vérification de votre navigateur</h1><p>Vous serez redirigé dans quelques secondes, merci de \
             votre patience.</p><p>Veuillez activer JavaScript et les cookies.</p>",
            "<h1>¿Eres humano?</h1><p>Hemos detectado un tráfico inusual procedente de tu red. Resuelve la siguiente \
             prueba.</p><p>Si crees que se trata de un error, escríbenos con este código.</p>",
            "<title>Le Phare</title><main><h1>Subscribe to read this article</h1><p>Already a subscriber? \
             <a href=/login>Sign in</a></p></main>",
        ] {
            assert_eq!(outcome(page), Outcome::Wall, "{page}");
        }
        let beside = "<h1>La marée</h1><p>La mer est montée de quatre mètres cette nuit, et le port n’a plus une place \
            à quai, raconte le maître du port.</p><p>Les pêcheurs, eux, attendent que le vent tombe.</p>\
            <noscript>Please enable JavaScript to view the comments.</noscript>";
        assert_eq!(outcome(beside), Outcome::Article);
    }
}
