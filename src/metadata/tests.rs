//! Facts of whole pages. Compiled for tests alone, where an `unwrap` that fails is a test that fails.

use super::{Direction, Field, Head, Metadata, Source};
use crate::Page;

const BODY: &str = "<p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port, \
    dit le maire, qui attend que la mer se calme avant de laisser partir les pêcheurs.</p>\
    <p>Les pêcheurs, eux, ne croient pas que le vent tombe avant la fin de la semaine, et réparent \
    leurs filets dans les hangars du port, comme leurs pères le faisaient avant eux.</p>";

fn read(head: &str, body: &str) -> Metadata {
    let html = format!("<html><head>{head}</head><body>{body}</body></html>");
    let page = Page::from(&html).with_url("https://www.gazette.example/mer/vent");
    crate::extract(page).unwrap().metadata().clone()
}

fn text(fact: &Option<String>) -> &str {
    fact.as_deref().unwrap_or_default()
}

#[test]
fn a_page_s_own_address_goes_before_the_one_it_was_fetched_from() {
    let address = |head: &str| {
        let document = crate::parse::parse(&format!("<head>{head}")).document;
        let head = Head::of_page_at(&document, Some("https://gazette.example/?p=7"));
        head.address().map(ToOwned::to_owned)
    };
    let graph = "<meta property=og:url content=https://gazette.example/amp/mer>";
    let canonical = "<link rel=canonical href=https://gazette.example/mer>";
    let both = address(&format!("{graph}{canonical}"));
    assert_eq!(both.as_deref(), Some("https://gazette.example/mer"));
    assert_eq!(address(graph).as_deref(), Some("https://gazette.example/amp/mer"));
    assert_eq!(address("").as_deref(), Some("https://gazette.example/?p=7"));
}

#[test]
fn a_front_page_is_one_with_a_query_too_but_for_numbers() {
    let title = |url: &str| {
        let html = format!("<title>Le Phare | Journal de la mer</title>{BODY}");
        crate::extract(Page::from(&html).with_url(url)).unwrap().metadata().title.clone()
    };
    let own = title("https://lephare.example/");
    assert_eq!(own.as_deref(), Some("Le Phare | Journal de la mer"));
    assert_eq!(title("https://lephare.example/?utm_source=mail#top"), own);
    assert_ne!(title("https://lephare.example/?p=4711"), own);
    assert_ne!(title("https://lephare.example/mer"), own);
}

#[test]
fn a_licence_that_is_linked_to_is_an_address() {
    let licence =
        |href: &str| read("", &format!("{BODY}<a rel=license href='{href}'>x</a>")).licence;
    assert_eq!(licence("javascript:alert(1)"), None);
    assert_eq!(licence("/l").as_deref(), Some("https://www.gazette.example/l"));
}

#[test]
fn the_base_is_one_of_the_web_in_the_head() {
    let image = "<meta property=og:image content=/w.png>";
    let at =
        |head: &str, body: &str| read(&format!("{head}{image}"), &format!("{BODY}{body}")).image;
    let own = Some("https://www.gazette.example/w.png");
    assert_eq!(at("<base href=about:blank>", "").as_deref(), own);
    assert_eq!(at("", "<base href=https://other.example/>").as_deref(), own);
    let other = at("<base href=https://other.example/>", "");
    assert_eq!(other.as_deref(), Some("https://other.example/w.png"));
}

#[test]
fn what_is_no_date_or_time_says_nothing() {
    let published =
        |head: &str, body: &str| read(head, &format!("<h1>Le vent</h1>{body}{BODY}")).published;
    let canonical = "<link rel=canonical href=https://shop.example/12/10/24/vent>";
    assert_eq!(published(canonical, ""), None, "no year");
    let date = |body: &str| published("", &format!("<p class=date>{body}"));
    assert_eq!(date("5 March 2024, 9:00-12:00").as_deref(), Some("2024-03-05T09:00:00"));
    assert_eq!(date("15 mars 2024 – 2h de lecture").as_deref(), Some("2024-03-15"));
    assert_eq!(date("2024-03-05T09:00-05:00").as_deref(), Some("2024-03-05T09:00:00-05:00"));
    assert_eq!(date("2024-03-05 09:00:00 -05:00").as_deref(), Some("2024-03-05T09:00:00-05:00"));
}

#[test]
fn the_heading_is_the_title_though_tags_say_another() {
    let facts = read(
        r#"<title>Vent : les bateaux au port | La Gazette</title>
        <meta property="og:title" content="Vent : les bateaux au port">
        <meta property="og:type" content="article">"#,
        &format!("<h1>La Gazette</h1><article><h1>Le vent retient les bateaux au port</h1>{BODY}"),
    );
    assert_eq!(text(&facts.title), "Le vent retient les bateaux au port");
    assert_eq!(facts.source(Field::Title), Some(Source::Heading));
}

#[test]
fn the_tag_is_the_title_where_the_heading_is_a_slogan() {
    let facts = read(
        r#"<title>Filets de pêche - Gazette</title><meta property="og:title" content="Filets de pêche">
        <meta property="og:type" content="website">"#,
        &format!("<h1>La mer commence ici.</h1>{BODY}"),
    );
    assert_eq!(text(&facts.title), "Filets de pêche");
}

#[test]
fn without_heading_the_site_goes_from_the_title() {
    let facts = read("<title>Gazette | Le vent</title>", BODY);
    assert_eq!(text(&facts.title), "Le vent");
    assert_eq!(facts.source(Field::Title), Some(Source::TitleTag));
}

#[test]
fn the_heading_of_the_article_is_the_title_though_a_name_goes_before_it() {
    let tag = "<title>La Revue du port - Trois jours de vent</title>";
    let heading = "<h1>Trois jours de vent</h1>";
    assert_eq!(text(&read(tag, &format!("{heading}{BODY}")).title), "Trois jours de vent");
    let tag = "<title>Trois jours de vent - La Revue du port</title>";
    let beside = "<header><a href=/><h1>La Revue du port</h1></a></header>";
    assert_eq!(text(&read(tag, &format!("{beside}{BODY}")).title), "Trois jours de vent");
}

#[test]
fn a_site_that_the_title_alone_names_has_that_name() {
    let page = format!("<h1>Trois jours de vent</h1>{BODY}");
    let named = |head: &str| {
        let facts = read(head, &page);
        (facts.site_name.clone(), facts.source(Field::SiteName))
    };
    let tag = "<title>Trois jours de vent | La Revue du port</title>";
    let of_tag = (Some("La Revue du port".to_owned()), Some(Source::TitleTag));
    assert_eq!(named(tag), of_tag);
    let told = format!("{tag}<meta property=og:site_name content='La Revue'>");
    assert_eq!(named(&told), (Some("La Revue".to_owned()), Some(Source::OpenGraph)));
    let slogan = "<title>Trois jours de vent - Tout ce qui se passe sur le port</title>";
    assert_eq!(named(slogan), (None, None), "too long for a name");
    assert_eq!(named("<title>Trois jours de vent</title>"), (None, None));
}

#[test]
fn the_byline_of_readers_goes_before_the_institution_of_programs() {
    let facts = read(
        r#"<meta name=author content="La Gazette"><meta property="og:site_name" content="La Gazette">"#,
        &format!(
            "<h1>Le vent</h1><p class=byline>Par <a href=/anne>Anne Martin</a>, rédactrice, et Jean \
             Petit | 5 min</p>{BODY}"
        ),
    );
    assert_eq!(text(&facts.byline), "Anne Martin, Jean Petit");
    assert_eq!(facts.authors[0].role.as_deref(), Some("rédactrice"));
    assert_eq!(facts.source(Field::Byline), Some(Source::ClassName));
}

#[test]
fn an_author_may_be_named_elsewhere_in_json() {
    let facts = read(
        r##"<script type="application/ld+json">{"@graph": [
        {"@type": "Article", "headline": "Le vent", "author": {"@id": "#a"}, "datePublished": "2024-03-05T10:00:00+01:00",
         "license": "https://creativecommons.org/licenses/by/4.0/", "keywords": ["mer", "vent"],},
        {"@type": "Person", "@id": "#a", "name": "Anne Martin", "url": "/anne"}]}</script>"##,
        &format!("<h1>Le vent</h1>{BODY}"),
    );
    assert_eq!(text(&facts.byline), "Anne Martin");
    assert_eq!(facts.authors[0].url.as_deref(), Some("https://www.gazette.example/anne"));
    assert_eq!(text(&facts.published), "2024-03-05T10:00:00+01:00");
    assert_eq!(facts.source(Field::Published), Some(Source::JsonLd));
    assert_eq!(facts.tags, ["mer", "vent"]);
    assert_eq!(text(&facts.licence), "https://creativecommons.org/licenses/by/4.0/");
}

#[test]
fn comments_and_related_pages_say_nothing() {
    let facts = read(
        "",
        &format!(
            "<article><h1>Le vent</h1><p>Par Anne Martin</p><p>Publié le 5 mars 2024</p>{BODY}</article>
             <section class=comments><h2>Commentaires</h2><div class=comment><span class=author>Troll</span>
             <time datetime=2024-04-01>1 avril</time><p>Encore un article sur le vent, comme si la mer
             n’avait pas autre chose à nous apprendre cette semaine !</p></div></section>"
        ),
    );
    assert_eq!(text(&facts.byline), "Anne Martin");
    assert_eq!(text(&facts.published), "2024-03-05");
    assert_eq!(facts.source(Field::Published), Some(Source::BylineText));
}

#[test]
fn a_change_is_told_from_publication() {
    let facts = read(
        "",
        &format!("<h1>Le vent</h1><p>Publié le 5 mars 2024, mis à jour le 7 mars 2024</p>{BODY}"),
    );
    assert_eq!((text(&facts.published), text(&facts.modified)), ("2024-03-05", "2024-03-07"));
}

#[test]
fn a_copyright_line_dates_nothing() {
    let facts =
        read("", &format!("<h1>Le vent</h1>{BODY}<footer>© 5 mars 2019 La Gazette</footer>"));
    assert_eq!((facts.published, facts.modified), (None, None));
}

#[test]
fn the_text_refutes_a_wrong_language() {
    let long = BODY.repeat(4);
    let html = format!("<html lang=en-US><body><h1>Le vent</h1>{long}");
    let article = crate::extract(&html).unwrap();
    assert_eq!(article.metadata().language.as_deref(), Some("fr"));
    assert_eq!(article.metadata().source(Field::Language), Some(Source::Detected));
    let html = format!("<html lang=fr_CA><body><h1>Le vent</h1>{long}");
    let article = crate::extract(&html).unwrap();
    assert_eq!(article.metadata().language.as_deref(), Some("fr-CA"));
}

#[test]
fn direction_is_that_of_the_letters() {
    let arabic = "<p>هبت الرياح على الساحل منذ ثلاثة أيام والقوارب باقية في الميناء كما يقول رئيس البلدية \
        الذي ينتظر هدوء البحر قبل السماح للصيادين بالخروج من الميناء مرة أخرى</p>";
    let article = crate::extract(&format!("<html><body>{arabic}{arabic}")).unwrap();
    assert_eq!(article.metadata().direction, Some(Direction::Rtl));
    assert_eq!(read("", BODY).direction, Some(Direction::Ltr));
}

#[test]
fn addresses_are_absolute() {
    let facts = read(
        r#"<base href="/mer/"><link rel=canonical href="vent"><meta property="og:image" content="vent.jpg">
        <meta property="og:description" content="Le vent &amp;amp; la mer"><meta property="article:section" content="Mer">"#,
        &format!("<h1>Le vent</h1>{BODY}"),
    );
    assert_eq!(text(&facts.canonical_url), "https://www.gazette.example/mer/vent");
    assert_eq!(text(&facts.image), "https://www.gazette.example/mer/vent.jpg");
    assert_eq!(text(&facts.description), "Le vent & la mer");
    assert_eq!(text(&facts.section), "Mer");
}

#[cfg(feature = "serde")]
#[test]
fn facts_survive_serialization() {
    let facts = read("<title>Gazette | Le vent</title>", &format!("<p>Par Anne Martin</p>{BODY}"));
    let json = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<Metadata>(&json).unwrap(), facts);
}

#[test]
fn a_kicker_is_no_part_of_the_title() {
    let facts = read(
        "<title>Meer: Die Flut kommt – Der Bote</title>",
        &format!(
            "<h1><span class=article__kicker>Meer</span><span class=visually-hidden>: </span>
            <span>Die Flut kommt</span></h1>{BODY}"
        ),
    );
    assert_eq!(text(&facts.title), "Die Flut kommt");
}

#[test]
fn an_author_may_be_in_meta_elements_only() {
    let author = "<div itemprop=author itemscope><meta itemprop=name content='Anna Berg'></div>";
    assert_eq!(text(&read("", &format!("{author}<h1>Le vent</h1>{BODY}")).byline), "Anna Berg");
}

#[test]
fn a_byline_is_joined_as_on_the_page() {
    let facts = read("", &format!("<h1>Le vent</h1><p>Par Anna Berg et Léo Tal</p>{BODY}"));
    assert_eq!(text(&facts.byline), "Anna Berg et Léo Tal");
    assert_eq!(facts.authors.len(), 2);
}

#[test]
fn the_other_dates_of_a_page_tell_which_number_is_the_month() {
    let published = |other: &str| {
        let body =
            format!("<h1>Le vent</h1><p class=date>04/05/2024</p>{BODY}<p>Relevé : {other}</p>");
        read("", &body).published
    };
    assert_eq!(text(&published("25/04/2024")), "2024-05-04");
    assert_eq!(text(&published("04/25/2024")), "2024-04-05");
}

#[test]
fn the_language_may_be_that_of_xhtml() {
    let html = format!("<html xml:lang=fr-CA><body>{BODY}</body></html>");
    let article = crate::extract(&html).unwrap();
    assert_eq!(article.metadata().language.as_deref(), Some("fr-CA"));
}

#[test]
fn icons_have_no_part_in_titles_and_names() {
    let icon = "<svg><title>Icône</title><path d='M0 0'></svg>";
    let facts = read(
        "",
        &format!("<h1>{icon}Le vent</h1><a rel=author href=/a>{icon}Anne Martin</a>{BODY}"),
    );
    assert_eq!(text(&facts.title), "Le vent");
    assert_eq!(text(&facts.byline), "Anne Martin");
}

#[test]
fn a_date_that_stands_beside_the_article_alone_is_not_its_own() {
    let comment = "<div class=comments><h2>Commentaires</h2><div class=comment><span class=date>5 mars 2019</span>\
        <p>Il souffle plus fort encore chez nous, et personne n’en parle dans ces colonnes.</p></div></div>";
    // So far from the title that it is not beside it.
    let text_of = |date: &str| format!("<h1>Le vent</h1>{date}{}{comment}", BODY.repeat(10));
    assert_eq!(read("", &text_of("")).published, None);
    let dated = read("", &text_of("<p class=date>6 mars 2019</p>"));
    assert_eq!(text(&dated.published), "2019-03-06");
}

#[test]
fn many_tags_before_the_article_hide_no_facts() {
    let tags = "<a rel=tag href=/t>mer</a> ".repeat(500);
    let facts = read(
        "",
        &format!("<div>{tags}</div><h1>Le vent</h1><p class=author>Anne Martin</p>{BODY}"),
    );
    assert_eq!((text(&facts.title), text(&facts.byline)), ("Le vent", "Anne Martin"));
}

#[test]
fn a_chinese_byline_may_follow_a_date() {
    let line = "<p>2024-03-05 10:30 来源：灯塔网 作者：王小明</p>";
    assert_eq!(text(&read("", &format!("<h1>风</h1>{line}{BODY}")).byline), "王小明");
}
