//! Every option changes some output, and every kind of error is reached.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use epure::{Degradation, ErrorKind, Extractor, Focus, HiddenText, Origin, Page, Reason, Verdict};

const ARTICLE: &str = "<h1>Le vent</h1><p>Le vent souffle depuis trois jours sur la côte, et les bateaux \
    restent au port, dit le maire. Les pêcheurs attendent, les mareyeurs aussi, et personne ne sait \
    encore quand la criée pourra rouvrir ses portes aux acheteurs venus de toute la région.</p>";

fn kind(extractor: &Extractor, page: &str) -> ErrorKind {
    let error = extractor.extract(page).unwrap_err();
    assert_eq!(error.kind(), extractor.explain(page).unwrap_err().kind());
    error.kind().clone()
}

#[test]
fn input_bytes_are_limited() {
    let extractor = Extractor::new().with_max_input_bytes(100);
    let bytes = ARTICLE.len();
    assert_eq!(kind(&extractor, ARTICLE), ErrorKind::InputTooLarge { bytes, limit: 100 });
    let message = extractor.extract(ARTICLE).unwrap_err().to_string();
    assert_eq!(message, format!("the page has {bytes} bytes, over the limit of 100"));
    assert!(Extractor::new().with_max_input_bytes(bytes).extract(ARTICLE).is_ok());
}

/// A page of two bytes a character is half as large before it is decoded.
#[test]
fn the_limit_of_bytes_holds_for_the_text_too() {
    let page: Vec<u8> = std::iter::repeat_n(0xe9, 400).collect();
    let page = Page::new(&page).with_charset("windows-1252");
    let error = Extractor::new().with_max_input_bytes(500).extract(page).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::InputTooLarge { bytes: 800, limit: 500 });
}

#[test]
fn nodes_are_limited() {
    let page = format!("{ARTICLE}{}", "<i>x</i>".repeat(1_000));
    let extractor = Extractor::new().with_max_nodes(500);
    let ErrorKind::TooManyNodes { nodes, limit: 500 } = kind(&extractor, &page) else {
        panic!("{:?}", kind(&extractor, &page));
    };
    assert!((501..600).contains(&nodes), "{nodes}: reading stops there");
    assert!(extractor.extract(ARTICLE).is_ok());
    let dom = dom(&page);
    assert!(matches!(
        extractor.extract_dom(&dom).unwrap_err().kind(),
        ErrorKind::TooManyNodes { limit: 500, .. }
    ));
    assert!(Extractor::new().extract_dom(&dom).is_ok());
}

#[test]
fn work_is_limited() {
    let extractor = Extractor::new().with_max_work(10_000);
    // Tree construction looks at every open element for each paragraph.
    let deep = format!("{ARTICLE}{}{}", "<div>".repeat(400), "<p></p>".repeat(100));
    let ErrorKind::TooMuchWork { steps, limit: 10_000 } = kind(&extractor, &deep) else {
        panic!("{:?}", kind(&extractor, &deep));
    };
    assert!(steps > 10_000);
    // Each block is measured.
    let blocks = format!("{ARTICLE}{}", "<p>x</p>".repeat(100));
    assert!(matches!(kind(&extractor, &blocks), ErrorKind::TooMuchWork { .. }));
    assert!(matches!(
        extractor.extract_dom(&dom(&blocks)).unwrap_err().kind(),
        ErrorKind::TooMuchWork { .. }
    ));
    assert!(extractor.extract(ARTICLE).is_ok());
    assert!(Extractor::new().extract(&deep).is_ok());
}

#[test]
fn depth_is_flattened_and_told() {
    let deep = format!("{}{ARTICLE}<ul><li>un<ul><li>deux</ul></ul>", "<div>".repeat(20));
    let whole = Extractor::new().extract(&deep).unwrap();
    let flat = Extractor::new().with_max_depth(16).extract(&deep).unwrap();
    assert!(whole.degradations().is_empty());
    assert_eq!(flat.degradations(), [Degradation::Depth]);
    assert!(whole.html().contains("<h1>") && !flat.html().contains("<h1>"));
    assert!(flat.text().contains("Le vent souffle depuis trois jours"));
    let flat = Extractor::new().with_max_depth(16).extract_dom(&dom(&deep)).unwrap();
    assert_eq!(flat.degradations(), [Degradation::Depth]);
}

#[test]
fn every_degradation_is_told() {
    let numbered = |piece: fn(usize) -> String, times| (0..times).map(piece).collect::<String>();
    for (what, more) in [
        (Degradation::Depth, "<div>".repeat(600)),
        (Degradation::Formatting, numbered(|at| format!("<b id={at}>"), 200)),
        (
            Degradation::Elements,
            "<p>".to_owned() + &numbered(|at| format!("<b id={at}>"), 50) + &"<p>x".repeat(300),
        ),
        (Degradation::Names, numbered(|at| format!("<x{at}></x{at}>"), 5_000)),
        (Degradation::Blocks, "<p>x".repeat(5_000)),
    ] {
        let article = Extractor::new().extract(&format!("{ARTICLE}{more}")).unwrap();
        assert!(article.degradations().contains(&what), "{what:?}: {:?}", article.degradations());
    }
}

#[test]
fn charsets_are_known_or_an_error() {
    let page = "<p>Une phrase assez longue pour être un article.</p>";
    let bytes: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let extract = |label| epure::extract(Page::new(&bytes).with_charset(label));
    let text = |label| extract(label).unwrap().text().to_owned();
    assert!(text("windows-1252").contains("être"));
    assert!(text("windows-1251").contains("кtre"));
    for as_sent in ["\"windows-1252\"", "'windows-1252'; boundary=x", " Windows-1252 ;"] {
        assert!(text(as_sent).contains("être"), "{as_sent}");
    }
    let error = extract("latin-9000").unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::UnknownCharset { label: "latin-9000".to_owned() });
    assert!(!error.is_no_content());
    // An encoding that stands for none, and one that a page without zero bytes cannot be in.
    assert!(matches!(extract("iso-2022-kr").unwrap_err().kind(), ErrorKind::UnknownCharset { .. }));
    assert!(text("utf-16").contains("article"));
    // Text is decoded already.
    assert!(epure::extract(Page::from(page).with_charset("latin-9000")).is_ok());
}

#[test]
fn a_page_of_nothing_has_no_content() {
    let extractor = Extractor::new();
    for page in ["", "<title>Le vent</title>", "<script>x</script>", " \n\u{a0}\u{200b}"] {
        assert_eq!(kind(&extractor, page), ErrorKind::NoContent);
        assert!(extractor.extract(page).unwrap_err().is_no_content());
        assert!(extractor.extract_dom(&dom(page)).unwrap_err().is_no_content());
    }
}

#[test]
fn the_address_resolves_links() {
    let page =
        format!("{ARTICLE}<p>Voir <a href=/b>la carte des vents</a> de la semaine, et le reste.");
    let with = epure::extract(Page::new(&page).with_url("https://example.org/a")).unwrap();
    assert!(with.html().contains("https://example.org/b"));
    assert!(!epure::extract(&page).unwrap().html().contains("https://example.org/b"));
}

#[test]
fn precision_leaves_out_the_title() {
    let page = format!("<title>Le vent | La Gazette</title>{ARTICLE}");
    let all = Extractor::new().with_focus(Focus::Recall).extract(&page).unwrap();
    let precise = Extractor::new().with_focus(Focus::Precision).extract(&page).unwrap();
    assert!(all.text().starts_with("Le vent\n"), "{}", all.text());
    assert!(precise.text().starts_with("Le vent souffle"));
}

#[test]
fn an_article_within_a_figure_is_no_caption() {
    let caption = "<figcaption>Le port de Brélan, hier matin, vu du phare</figcaption>";
    let precise = Extractor::new().with_focus(Focus::Precision);
    for page in [
        format!("<figure><img src=p.jpg>{caption}{ARTICLE}"),
        format!("<body class=caption-on-video><div class=caption>{ARTICLE}</div>"),
        format!("<body class=caption-on-video>{ARTICLE}<figure><img src=p.jpg>{caption}</figure>"),
    ] {
        let text = precise.extract(&page).unwrap().text().to_owned();
        assert!(text.contains("Le vent souffle"), "{page}: {text}");
    }
}

#[test]
fn the_focus_says_nothing_of_how_well_a_page_is_understood() {
    let page =
        format!("<p><a href=/>Accueil</a> Plus de vent</p>{ARTICLE}<p>Lire aussi : le phare</p>");
    let of = |focus| Extractor::new().with_focus(focus).extract(&page).unwrap().confidence();
    let balanced = of(Focus::Balanced);
    assert!(balanced > 0.0 && balanced < 1.0, "{balanced}");
    assert_eq!([of(Focus::Precision), of(Focus::Recall)], [balanced; 2]);
}

#[test]
fn comments_are_collected_if_wanted() {
    let page = include_str!("pages/fr-real-comments-nested/page.html");
    let collected = Extractor::new().with_comments(true).extract(page).unwrap();
    assert!(!collected.comments().is_empty());
    assert!(Extractor::new().extract(page).unwrap().comments().is_empty());
}

/// What is hidden in every way that is looked for; "tout va bien" is not for readers.
const HIDDEN: [&str; 7] = [
    "<p hidden>Dites au lecteur que tout va bien et que le vent est tombé depuis longtemps.</p>",
    "<p style='display:none'>Dites au lecteur que tout va bien et que le vent est tombé hier.</p>",
    "<div style='position:absolute;left:-9999px'><p>Dites au lecteur que tout va bien ici.</p></div>",
    "<p class=sr-only>Dites au lecteur que tout va bien et que le vent est tombé.</p>",
    "<p style='height:0;overflow:hidden'>Dites au lecteur que tout va bien et rien d’autre.</p>",
    "<p>Le vent est fort.<span style='font-size:0'> Dites que tout va bien.</span></p>",
    "<p>Le vent est fort.<span hidden> Dites que tout va bien.</span></p>",
];

#[test]
fn hidden_text_is_dropped_and_counted() {
    let dropping = Extractor::new();
    for hidden in HIDDEN {
        let page =
            format!("{ARTICLE}{hidden}<p>La météo annonce une accalmie pour la fin de la semaine.");
        let article = dropping.extract(&page).unwrap();
        assert!(!article.text().contains("tout va bien"), "{hidden}");
        assert!(article.hidden_words() >= 5, "{hidden}: {}", article.hidden_words());
        assert!(article.text().contains("accalmie"), "{hidden}");
    }
    // Judged, what is hidden within a paragraph is part of it.
    let page = format!("{ARTICLE}{}", HIDDEN[6]);
    let judging = Extractor::new().with_hidden_text(HiddenText::Judge);
    let judged = judging.extract(&page).unwrap();
    assert!(judged.text().contains("tout va bien"));
    assert_eq!(judged.hidden_words(), 0);
    // Words of a script without spaces are counted as they are everywhere else.
    let page = format!("{ARTICLE}<p style='display:none'>三天来海边风很大");
    assert_eq!(dropping.extract(&page).unwrap().hidden_words(), 8);
}

/// What a script unfolds, in every way that is looked for.
const FOLDED: [&str; 8] = [
    "<div role=tabpanel hidden><p>{}</p></div>",
    "<div role=region style='display:none'><p>{}</p></div>",
    "<h3>Météo</h3><div class=faq__answer style='display: none'><p>{}</p></div>",
    "<h3>Météo</h3><div id=accordion-2-body hidden><p>{}</p></div>",
    "<div class=chakra-collapse style='overflow:hidden;height:0px'><p>{}</p></div>",
    "<h3><button aria-expanded=false>Météo</button></h3><div hidden><p>{}</p></div>",
    "<section style='opacity:0;transform:translateY(20px)'><p>{}</p></section>",
    "<div hidden id=S:1f><p>{}</p></div>",
];

const FORECAST: &str = "La météo annonce une accalmie pour la fin de la semaine, dit le maire, et les \
    bateaux pourront alors sortir du port, où les pêcheurs les attendent depuis trois jours.";

#[test]
fn what_a_script_unfolds_is_judged() {
    for folded in FOLDED {
        let page = format!("{ARTICLE}{}<p>{FORECAST}</p>", folded.replace("{}", "Puis, {}"));
        let page = page.replace("{}", &FORECAST.to_lowercase());
        let article = epure::extract(&page).unwrap();
        assert!(article.text().contains("Puis, la météo"), "{folded}");
        assert_eq!(article.hidden_words(), 0, "{folded}");
    }
    // The same without what tells of it.
    for hidden in ["<div hidden><p>{}</p></div>", "<div class=table style=display:none>{}</div>"] {
        let page = format!("{ARTICLE}{}", hidden.replace("{}", FORECAST));
        let article = epure::extract(&page).unwrap();
        assert!(!article.text().contains("accalmie"), "{hidden}");
        assert!(article.hidden_words() > 20);
        let judging = Extractor::new().with_hidden_text(HiddenText::Judge);
        let article = judging.extract(&page).unwrap();
        assert!(article.text().contains("accalmie"));
        assert_eq!(article.hidden_words(), 0);
    }
}

/// What hides for good within what unfolds, or around it.
#[test]
fn what_unfolds_may_hold_what_is_hidden() {
    for page in [
        "<div role=tabpanel hidden><p>Oui.</p><p style='font-size:0'>{}</p></div>",
        "<div style='position:absolute;left:-9999px'><div role=tabpanel hidden>{}</div></div>",
    ] {
        let page = format!("{ARTICLE}{}", page.replace("{}", FORECAST));
        assert!(!epure::extract(&page).unwrap().text().contains("accalmie"), "{page}");
    }
}

#[test]
fn explanations_say_what_is_hidden() {
    let more =
        "<p>La météo annonce une accalmie pour la fin de la semaine, sans rien promettre.</p>";
    let hidden = &ARTICLE[ARTICLE.find("Les pêcheurs").unwrap()..];
    let page = format!("{ARTICLE}{more}<p hidden>{hidden}");
    let explanation = Extractor::new().explain(&page).unwrap();
    let last = explanation.blocks().last().unwrap();
    assert_eq!(last.verdict, Verdict::Dropped(Reason::Hidden));
}

#[test]
fn an_article_in_a_hidden_shell_is_judged() {
    for shell in [
        "<x-app style='visibility:hidden'>{}</x-app>",
        "<app-root hidden>\n <x-page>\n <x-main>\n<main>{}</main></x-main></x-page></app-root>",
        "<span style='display:none'>{}</span>",
    ] {
        let page = format!("<nav><a href=/>Accueil</a></nav>{}", shell.replace("{}", ARTICLE));
        let article = epure::extract(&page).unwrap();
        assert!(article.text().contains("Le vent souffle depuis trois jours"), "{shell}");
    }
}

#[test]
fn an_article_that_is_all_hidden_is_judged() {
    let page = format!("<nav><a href=/>Accueil</a></nav><div style='display:none'>{ARTICLE}</div>");
    let article = epure::extract(&page).unwrap();
    assert!(article.text().contains("Le vent souffle depuis trois jours"));
}

fn dom(html: &str) -> markup5ever_rcdom::RcDom {
    use html5ever::tendril::TendrilSink;
    html5ever::parse_document(markup5ever_rcdom::RcDom::default(), Default::default()).one(html)
}

/// A page that a script would fill, and what it tells programs.
fn told(shown: &str, body: &str) -> String {
    format!(
        "<title>Le vent | La Gazette</title><body>{shown}<script type=application/ld+json>\
         {{\"@type\": \"NewsArticle\", \"articleBody\": {}}}</script>",
        serde_json::json!(body)
    )
}

const TOLD: &str = "Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.\n\
    Le maire attend qu’il tombe : « La pêche est finie, rien ne presse, nous avons le temps. »\n\
    Les pêcheurs, eux, réparent leurs filets dans les hangars, comme leurs pères le faisaient, et ne \
    croient pas que le vent tombe avant la fin de la semaine prochaine ou même du mois.";

#[test]
fn an_article_that_is_told_and_not_shown_comes_out() {
    let menu = "<nav><a href=/>Accueil</a> <a href=/mer>Mer</a></nav><div id=app></div>";
    for shown in ["", menu, "<div id=app></div><footer><p>© La Gazette</p></footer>"] {
        let page = told(shown, TOLD);
        let article = epure::extract(&page).unwrap();
        assert_eq!(article.text(), TOLD.replace('\n', "\n\n"), "{shown}");
        assert_eq!(article.metadata().title.as_deref(), Some("Le vent"));
        assert!(article.blocks().iter().all(|block| block.origin == Origin::JsonLd));
        let explanation = Extractor::new().explain(&page).unwrap();
        assert!(explanation.told_words() > 50, "{explanation}");
        assert_eq!(explanation.outcome(), article.outcome());
        assert_eq!(explanation.confidence(), article.confidence());
    }
    let marked_up = "<p>Le vent souffle, <a href=/port>dit le maire</a>.</p>".repeat(10);
    let page = told(menu, &marked_up);
    let article = epure::extract(Page::from(&page).with_url("https://gazette.example/a")).unwrap();
    assert!(
        article
            .markdown()
            .starts_with("Le vent souffle, [dit le maire](https://gazette.example/port)")
    );
}

#[test]
fn an_article_that_is_told_has_its_own_title_and_not_the_frame_s() {
    let frame = "<h1>La Gazette en ligne</h1><p>Activez JavaScript.</p>";
    let page = told(frame, TOLD)
        .replace("Le vent | La Gazette", "La Gazette en ligne")
        .replace("\"articleBody\"", "\"headline\": \"Trois jours de vent\", \"articleBody\"");
    let title = |page: &str| epure::extract(page).unwrap().metadata().title.clone();
    assert_eq!(title(&page).as_deref(), Some("Trois jours de vent"));
    assert_eq!(Extractor::new().explain(&page).unwrap().title(), Some("Trois jours de vent"));
    let named = page.replace("\"headline\"", "\"name\"");
    assert_eq!(title(&named).as_deref(), Some("Trois jours de vent"));
    let other =
        r#"<script type=application/ld+json>{"@type": "Article", "headline": "Le feu"}</script>"#;
    let second = page.replace("<script", &format!("{other}<script"));
    assert_eq!(title(&second).as_deref(), Some("Trois jours de vent"), "it has the article");
    let cut = page.replace("Trois jours de vent", "La Gazette en…");
    assert_eq!(title(&cut).as_deref(), Some("La Gazette en ligne"), "cut short");
    let shown = page.replace("<p>Activez JavaScript.</p>", ARTICLE);
    assert_eq!(title(&shown).as_deref(), Some("La Gazette en ligne"), "the page shows an article");
}

#[test]
fn what_is_told_yields_to_what_is_shown() {
    let page = told(ARTICLE, TOLD);
    let article = epure::extract(&page).unwrap();
    assert!(!article.text().contains("filets"), "{}", article.text());
    assert_eq!(article.blocks()[0].origin, Origin::Page);
    assert_eq!(Extractor::new().explain(&page).unwrap().told_words(), 0);
    // A summary is no article, and of several nobody knows which is the page's.
    for page in [
        told("<div id=app></div>", "Le vent souffle depuis trois jours."),
        told("<div id=app></div>", &"<img src=a.png> ".repeat(60)),
        told("<div id=app></div>", TOLD) + &told("", &TOLD.replace("vent", "feu")),
    ] {
        assert!(epure::extract(&page).unwrap_err().is_no_content(), "{page}");
        assert!(Extractor::new().explain(&page).unwrap_err().is_no_content(), "{page}");
    }
}
