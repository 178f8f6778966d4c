//! Readers' comments, apart from the article.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::fs;
use std::path::Path;

use epure::{Article, Extractor};

static WITH_COMMENTS: Extractor = Extractor::new().with_comments(true);

const ARTICLE: &str = "<h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux \
    restent au port, dit le maire, qui attend que la mer se calme avant de laisser partir les pêcheurs.</p>\
    <p>Les pêcheurs, eux, ne croient pas que le vent tombe avant la fin de la semaine, et réparent leurs \
    filets dans les hangars du port, comme leurs pères le faisaient avant eux.</p>";

fn page_case(name: &str) -> Article {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let page = fs::read(pages.join(name).join("page.html")).unwrap();
    WITH_COMMENTS.extract(&page).unwrap()
}

fn texts(article: &Article) -> Vec<&str> {
    article.comments().iter().map(|comment| comment.text.as_str()).collect()
}

/// Checks the comments below the article.
#[track_caller]
fn case(below: &str, expected: &[&str]) {
    let page = format!("<body><article>{ARTICLE}</article>{below}</body>");
    let article = WITH_COMMENTS.extract(&page).unwrap();
    assert_eq!(texts(&article), expected);
    for comment in expected {
        assert!(!article.text().contains(comment), "{comment:?} is in the article");
    }
    assert_eq!(article.text(), epure::extract(&page).unwrap().text());
}

#[test]
fn comments_by_the_thousand_are_told_from_labels() {
    let long = "Je ne suis pas du tout de cet avis. ".repeat(17_000);
    let short: String =
        (0..17_000).map(|at| format!("<div class=x>Anna dit un mot {at}</div>")).collect();
    let page = format!(
        "<article>{ARTICLE}</article><section class=comments><h2>Commentaires</h2>\
         <div class=comment><p>{long}</p></div>{short}"
    );
    assert_eq!(WITH_COMMENTS.extract(&page).unwrap().comments().len(), 1);
}

#[test]
fn comments_that_differ_in_a_number_are_no_copies() {
    case(
        "<section class=comments><h2>Commentaires</h2>\
         <div class=comment><b>Anna</b><p>Chez nous à Brélan, il y a eu 12 jours de vent en mars, pas un de moins.</div>\
         <div class=comment><b>Jean</b><p>Chez nous à Brélan, il y a eu 15 jours de vent en mars, pas un de moins.</div>\
         </section>",
        &[
            "Chez nous à Brélan, il y a eu 12 jours de vent en mars, pas un de moins.",
            "Chez nous à Brélan, il y a eu 15 jours de vent en mars, pas un de moins.",
        ],
    );
}

/// Checks how the comments of a page case begin.
#[track_caller]
fn begin(name: &str, beginnings: &[&str]) {
    let article = page_case(name);
    let texts = texts(&article);
    assert_eq!(texts.len(), beginnings.len(), "{texts:#?}");
    for (text, beginning) in texts.iter().zip(beginnings) {
        assert!(text.starts_with(beginning), "{text:?} does not begin with {beginning:?}");
        assert!(!article.text().contains(text));
    }
}

#[test]
fn comments_are_there_when_asked_for() {
    let page =
        format!("{ARTICLE}<div id=comments><cite class=author>Léa</cite><p>Ici aussi !</p></div>");
    assert!(epure::extract(&page).unwrap().comments().is_empty());
    assert_eq!(texts(&WITH_COMMENTS.extract(&page).unwrap()), ["Ici aussi !"]);
}

#[test]
fn page_cases() {
    begin(
        "fr-real-comments-nested",
        &[
            "J’y ai emprunté",
            "Même expérience",
            "Je confirme",
            "Fernand, si vous",
            "Tout cela est",
            "Les gens qui",
            "Le parking est",
            "Dans ma commune",
            "Quelqu’un sait-il",
        ],
    );
    begin(
        "de-blog-comments",
        &["Mein Großvater", "Ich habe beim Lesen", "@Lothar: Er erinnert", "Für Trittbretter"],
    );
    begin(
        "fr-comment-rules-before-comments",
        &[
            "Vingt ans que",
            "Mon père réglait",
            "Petite précision",
            "J’habite à l’étranger",
            "Je ne suis pas",
            "Ma fille de huit",
        ],
    );
    begin(
        "en-comment-form-rules",
        &["My grandmother kept", "A sock drawer", "Could you say", "I tried this"],
    );
}

#[test]
fn each_comment_is_one_whatever_it_holds() {
    case(
        "<section id=comments><h2>2 commentaires</h2><ol>
         <li class=comment><div class=comment-author>Léa, le 5 mars à 10 h</div>
         <p>Ici aussi.</p><blockquote>Le vent souffle</blockquote><ul><li>un</li><li>deux</li></ul>
         <p>Voilà.</p><a class=reply href=#>Répondre</a>
         <ol><li class=comment><div class=comment-author>Max</div><p>Et là-bas ?</p></li></ol></li>
         <li class=comment><p>Rien du tout, pour ma part.</p></li></ol></section>",
        &[
            "Ici aussi.\n\nLe vent souffle\nun\ndeux\nVoilà.",
            "Et là-bas ?",
            "Rien du tout, pour ma part.",
        ],
    );
}

#[test]
fn a_form_may_stand_beside_few_comments() {
    let form = "<form><h4>Laisser un commentaire</h4><p>Votre adresse ne sera pas publiée.</p><textarea></textarea>\
        <button>Envoyer</button></form>";
    case(
        &format!(
            "<section id=comments><h3>2 commentaires</h3>\
             <div class=comment><span class=author>Anna</span><p>Chez nous il souffle plus fort encore, et personne \
             n’en parle jamais.</p></div>\
             <div class=comment><span class=author>Jean</span><p>Et qui paiera les filets ? Les pêcheurs, comme \
             toujours, sans un mot.</p></div>{form}</section>"
        ),
        &[
            "Chez nous il souffle plus fort encore, et personne n’en parle jamais.",
            "Et qui paiera les filets ? Les pêcheurs, comme toujours, sans un mot.",
        ],
    );
}

#[test]
fn a_heading_may_be_all_that_tells() {
    case(
        "<div><h3>2 commentaires</h3><div><b>Léa</b><p>Ici aussi, il souffle depuis trois jours.</p></div>
         <div><b>Max</b><p>Chez nous il est tombé hier, au coucher du soleil.</p></div></div>
         <div><p>La Gazette paraît chaque matin, sauf le dimanche et les jours de fête.</p></div>",
        &[
            "Ici aussi, il souffle depuis trois jours.",
            "Chez nous il est tombé hier, au coucher du soleil.",
        ],
    );
}

#[test]
fn so_may_schema_org() {
    case(
        "<div><div itemscope itemtype=https://schema.org/Comment><span itemprop=author>Léa</span>
         <div itemprop=text>Ici aussi, il souffle.</div></div></div>",
        &["Ici aussi, il souffle."],
    );
}

#[test]
fn forms_rules_and_recent_comments_are_none() {
    case(
        "<div id=respond class=comment-respond><h3>Laisser un commentaire</h3>
         <p>Restez courtois avec les autres lecteurs, et signez de votre nom quand vous écrivez ici.</p>
         <form><p>Votre adresse de messagerie ne sera pas publiée.</p><label>Nom</label><input></form></div>
         <aside class=widget_recent_comments><h3>Commentaires récents</h3><ul>
         <li>Léa sur <a href=/a>La marée</a></li><li>Max sur <a href=/b>Le phare</a></li></ul></aside>",
        &[],
    );
}

#[test]
fn invitations_and_messages_are_none() {
    case(
        "<div id=disqus_thread><noscript><p>Activez JavaScript pour voir la discussion.</p></noscript></div>
         <div class=discussion><p>Et vous, qu’en pensez-vous de tout cela, en bord de mer ?</p></div>
         <div class=comments-count><p>18.11.2019, 18:54</p></div>",
        &[],
    );
}

#[test]
fn an_article_called_discussion_is_one() {
    let page =
        format!("<div class=discussion><div class=comments>{ARTICLE}</div><p>Lire aussi</p></div>");
    let article = WITH_COMMENTS.extract(&page).unwrap();
    assert!(article.text().contains("Les pêcheurs, eux"));
    assert!(article.comments().is_empty(), "{:?}", article.comments());
}

#[test]
fn one_comment_may_be_signed_in_its_header() {
    let comment = "<div id=comments><h3>1 commentaire</h3><ol><li class=comment><article><header>\
        <p class=comment-author>Nolwenn dit :</p></header><div class=comment-content><p>Il est tombé hier soir \
        déjà !</p></div></article></li></ol></div>";
    case(comment, &["Il est tombé hier soir déjà !"]);
}

#[test]
fn two_comments_may_be_signed_in_a_line_with_the_date() {
    let comments = "<div class=comments><h3>Commentaires (2)</h3>\
        <div class=com><b>~yann</b> 09.01.2024 13:11<p>Le vent ne tombera pas.</p></div>\
        <div class=com><b>~maël</b> 09.01.2024 14:02<p>Chez nous il est tombé.</p></div></div>";
    case(comments, &["Le vent ne tombera pas.", "Chez nous il est tombé."]);
}
