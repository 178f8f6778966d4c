//! Explanations: what they say is so, and the page that shows them is safe and complete.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use epure::{BlockKind, ErrorKind, Explanation, Extractor, Pass, Verdict};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use once_cell::sync::Lazy;

fn explain(page: &str) -> Explanation {
    Extractor::new().explain(page).unwrap()
}

/// A page case: name, page and explanation; a page without blocks has none, and is left out.
struct Case {
    name: String,
    page: String,
    explanation: Explanation,
}

static CASES: Lazy<Vec<Case>> = Lazy::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut cases: Vec<Case> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter_map(|entry| {
            let page = fs::read_to_string(entry.path().join("page.html")).ok()?;
            let explanation = Extractor::new().explain(&page).ok()?;
            Some(Case { name: entry.file_name().into_string().unwrap(), page, explanation })
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(cases.len() > 20);
    cases
});

#[test]
fn kept_blocks_are_the_article_s() {
    for Case { name, page, explanation } in CASES.iter() {
        let Ok(article) = epure::extract(page) else { continue };
        let kept: Vec<f32> =
            explanation.blocks().iter().filter(|b| b.is_kept()).map(|b| b.score).collect();
        let scores: Vec<f32> = article.blocks().iter().map(|block| block.score).collect();
        assert_eq!(kept, scores, "{name}");
        assert_eq!(explanation.confidence(), article.confidence(), "{name}");
        assert_eq!(explanation.title(), article.metadata().title.as_deref(), "{name}");
    }
}

/// The contributions are the score's own: with the rest they add up to its log odds.
#[test]
fn contributions_add_up_to_the_score() {
    let is_sum = |pass: &Pass| {
        let strongest: f64 = pass.strongest.iter().map(|c| f64::from(c.log_odds)).sum();
        let log_odds = strongest + f64::from(pass.others);
        let score = 1.0 / (1.0 + (-log_odds).exp());
        (score - f64::from(pass.score)).abs() < 1e-4
    };
    for Case { name, explanation, .. } in CASES.iter() {
        for block in explanation.blocks() {
            assert!(is_sum(&block.first), "{name}: {block:?}");
            assert!(is_sum(&block.second), "{name}: {block:?}");
            // Cells have the score of their table.
            let is_cell = block.kind == BlockKind::Cell;
            assert!(is_cell || block.second.score <= block.score, "{name}");
            let strengths: Vec<f32> =
                block.second.strongest.iter().map(|c| c.log_odds.abs()).collect();
            assert!(strengths.is_sorted_by(|a, b| a >= b), "{name}: {strengths:?}");
        }
    }
}

/// A list of latest articles beside an article, and a comment form below.
const SIDEBAR: &str = "<title>La marée | Le Phare</title><body><div class=page>
    <div class=texte><h1>La marée</h1>
    <p>La mer est montée de quatre mètres cette nuit, et le port de Brélan n’a plus une place à quai,
    raconte le maître du port, qui n’avait jamais vu cela.</p>
    <p>Les bateaux restent au large, sauf ceux des pêcheurs, qui rentrent à l’aube et repartent
    aussitôt, dit-il encore, avant de retourner à sa fenêtre.</p></div>
    <div><h3>Les derniers articles</h3><ul>
    <li><a href=/1>Le phare est repeint en blanc</a></li>
    <li><a href=/2>Une baleine devant la jetée</a></li>
    <li><a href=/3>Le marché du samedi déménage</a></li>
    <li><a href=/4>La criée ferme plus tôt</a></li>
    <li><a href=/5>Un nouveau canot pour la station</a></li></ul></div>
    <h3>Laisser un commentaire</h3><form><label>Nom</label><textarea></textarea></form></div>";

#[test]
fn a_reason_tells_what_stands_against_a_block() {
    let explanation = explain(SIDEBAR);
    let block =
        |text: &str| explanation.blocks().iter().find(|b| b.text.starts_with(text)).unwrap();
    let teaser = block("Le phare est repeint");
    assert_eq!((teaser.link_density, teaser.is_kept()), (1.0, false));
    assert!(teaser.path.ends_with("div › ul › li"), "{}", teaser.path);
    assert!(teaser.reason.contains("link density"), "{}", teaser.reason);
    // Of a link, that it is one says more than what stands above.
    let plain = (1..=5)
        .fold(SIDEBAR.replace("</a>", ""), |page, at| page.replace(&format!("<a href=/{at}>"), ""));
    let plain = explain(&plain);
    let teaser =
        plain.blocks().iter().find(|b| b.text.starts_with("Le phare est repeint")).unwrap();
    let said = "under the heading 'Les derniers articles'";
    assert!(teaser.reason.contains(said), "{}", teaser.reason);
    let heading = block("Les derniers articles");
    assert!(heading.reason.contains("worded like a list of other articles"), "{}", heading.reason);
    let body = block("La mer est montée");
    assert!(body.is_kept() && body.reason.contains("just after the title"), "{}", body.reason);
    let mut all = CASES.iter().flat_map(|case| case.explanation.blocks());
    assert!(all.any(|block| block.is_kept() && block.reason.contains(" words in ")));
}

/// Most blocks of all pages have a reason; those that have none are few.
#[test]
fn reasons_are_given() {
    let (mut blocks, mut silent) = (0, 0);
    for Case { explanation, .. } in CASES.iter() {
        for block in explanation.blocks() {
            blocks += 1;
            silent += usize::from(block.reason.starts_with("nothing"));
            assert!(block.reason.chars().count() < 400, "{}", block.reason);
        }
    }
    assert!(silent * 100 <= blocks, "{silent} of {blocks} blocks without a reason");
}

/// A line of code and a heading in elements that speak against them, in the middle of a text.
const VOUCHED: &str = "<title>Le port | Manuel</title><div><h1>Le port</h1>
    <p>Le fichier se lit au démarrage du serveur, et chaque ligne y porte un nom et une valeur,
    séparés par un signe égal.</p>
    <div class=comment><pre>$ phare allume</pre></div>
    <p>Les valeurs qui manquent sont celles du fichier par défaut, que le paquet installe à côté du
    programme et que rien ne change.</p>
    <div class=comment><h3>Remarques</h3></div>
    <p>Un commentaire commence par un dièse et va jusqu’à la fin de la ligne, comme dans la plupart
    des langages de ce genre.</p></div><div><a href=/>Accueil</a></div>";

/// Blocks that others vouch for say so, and what they are by themselves.
#[test]
fn what_others_vouch_for_is_told() {
    let page = explain(VOUCHED);
    let mut vouched = Vec::new();
    for explanation in CASES.iter().map(|case| &case.explanation).chain([&page]) {
        for block in explanation.blocks() {
            if block.is_kept() && block.second.score < explanation.threshold() {
                let said = format!("{:.2} by itself, but as likely as", block.second.score);
                assert!(block.reason.starts_with(&said), "{}: {}", block.text, block.reason);
                vouched.push(block.text.as_str());
            }
        }
    }
    assert!(vouched.contains(&"$ phare allume") && vouched.contains(&"Remarques"), "{vouched:?}");
}

#[test]
fn a_copy_names_the_block_that_it_repeats() {
    let text =
        "Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port, dit le
        maire, qui n’y peut rien.";
    let html = format!("<div><div><p>{text}</p></div></div><div><div><p>{text}</p></div></div>");
    let explanation = explain(&html);
    let [first, copy] = explanation.blocks() else { panic!("{explanation}") };
    assert_eq!(first.verdict, Verdict::Kept);
    assert_eq!(copy.reason, "reads the same as block 1, which is kept");
}

#[test]
fn a_copy_names_the_block_with_its_own_numbers() {
    let report = |day, boats| {
        let text = format!(
            "Le {day} mars, {boats} bateaux sont restés au port à cause du vent, dit le maire, et les \
             pêcheurs attendent qu’il tombe."
        );
        format!("<div><div><p>{text}</p></div></div>")
    };
    let html = [report(12, 30), report(13, 31), report(13, 31)].concat();
    let explanation = explain(&html);
    let [first, second, copy] = explanation.blocks() else { panic!("{explanation}") };
    assert_eq!([first.verdict, second.verdict], [Verdict::Kept; 2], "{explanation}");
    assert_eq!(copy.reason, "reads the same as block 2, which is kept");
}

#[test]
fn a_page_without_blocks_has_no_explanation() {
    let error = Extractor::new().explain("<title>Rien</title>").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::NoContent);
}

#[test]
fn the_table_has_two_lines_a_block() {
    let explanation = explain(SIDEBAR);
    let blocks = explanation.blocks().len();
    let table = explanation.to_string();
    assert!(table.starts_with("La marée\n"), "{table}");
    assert_eq!(table.lines().count(), 3 + 2 * blocks, "{table}");
    assert_eq!(format!("{explanation:#}").lines().count(), 3 + 4 * blocks);
}

// The page.

/// Every element of a page in document order, with its attributes and the text directly in it.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn is_block(&self) -> bool {
        self.attribute("class").is_some_and(|class| class.starts_with("b "))
    }
}

fn elements(html: &str) -> Vec<Element> {
    let dom =
        html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut elements = Vec::new();
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let text = |child: &Handle| match &child.data {
                NodeData::Text { contents } => contents.borrow().to_string(),
                _ => String::new(),
            };
            elements.push(Element {
                name: name.local.to_string(),
                attributes: attrs
                    .borrow()
                    .iter()
                    .map(|attribute| {
                        (attribute.name.local.to_string(), attribute.value.to_string())
                    })
                    .collect(),
                text: node.children.borrow().iter().map(text).collect(),
            });
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    elements
}

#[test]
fn the_page_shows_every_block_in_order() {
    for Case { name, explanation, .. } in CASES.iter() {
        let elements = elements(&explanation.to_html());
        let shown: Vec<&str> = elements
            .windows(3)
            .filter(|window| window[0].is_block())
            .map(|window| window[2].text.as_str())
            .collect();
        let blocks = explanation.blocks().iter();
        // A parser has no carriage returns in its text.
        let texts: Vec<String> = blocks.map(|block| block.text.replace('\r', "\n")).collect();
        assert_eq!(shown, texts, "{name}");
    }
}

#[test]
fn the_page_loads_nothing_and_its_data_are_whole() {
    for Case { name, explanation, .. } in CASES.iter() {
        let elements = elements(&explanation.to_html());
        for element in &elements {
            let loads = ["img", "link", "iframe", "object", "embed", "video", "audio", "base"];
            assert!(!loads.contains(&&*element.name), "{name}: <{}>", element.name);
            assert_eq!(element.attribute("src"), None, "{name}");
            let href = element.attribute("href").unwrap_or("#");
            assert!(href.starts_with('#'), "{name}: {href}");
        }
        let scripts: Vec<&Element> = elements.iter().filter(|e| e.name == "script").collect();
        assert_eq!(scripts.len(), 2, "{name}");
        let data: serde_json::Value = serde_json::from_str(&scripts[0].text).unwrap();
        // The score that decides stands first, as the panel and the choice of what is borderline read it.
        let scores: Vec<f32> = data["blocks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|block| block[0].as_f64().unwrap() as f32)
            .collect();
        assert_eq!(scores.len(), elements.iter().filter(|element| element.is_block()).count());
        for (score, block) in scores.iter().zip(explanation.blocks()) {
            assert!((score - block.score).abs() < 1e-4, "{name}: {block:?}");
        }
    }
}

/// What no block tells stands below the title, in the table and on the page; where there is nothing of
/// it, nothing does.
#[test]
fn what_is_hidden_or_flattened_is_told() {
    let deep = "<div>".repeat(600);
    let html = format!(
        "<p>Le vent souffle depuis trois jours sur la côte, et les bateaux restent au port.</p>
         <nav hidden><a href=/>Accueil</a></nav>{deep}<p>Une phrase assez longue pour rester.</p>"
    );
    let explanation = explain(&html);
    let article = epure::extract(&html).unwrap();
    assert_eq!(explanation.degradations(), article.degradations());
    assert_eq!((explanation.hidden_words(), article.hidden_words()), (1, 1));
    let told = [
        "1 word that the page does not show is not in the article",
        "degraded: elements nested too deep were flattened",
    ];
    let (table, elements) = (explanation.to_string(), elements(&explanation.to_html()));
    let warnings = elements.iter().filter(|e| e.attribute("class") == Some("warning"));
    assert_eq!(warnings.map(|e| &*e.text).collect::<Vec<_>>(), told);
    assert!(table.contains(&format!("\n{}\n{}\n\n", told[0], told[1])), "{table}");
    let plain = explain("<p>Le vent souffle depuis trois jours sur la côte.</p>");
    assert!(!plain.to_html().contains("class=\"warning\""));
}

/// What a page says comes out as text, wherever it said it.
#[test]
fn nothing_of_a_page_becomes_markup() {
    let attack = "</title></script><!--<script>alert(1)</script><img src=x onerror=alert(2)>";
    let escaped = attack.replace('&', "&amp;").replace('<', "&lt;");
    let class = attack.replace(' ', "\u{a0}").replace('"', "");
    let html = format!(
        "<title>{escaped} dans le titre</title><h2>{escaped} dans un intertitre</h2>
         <div class=\"{class}\" id='\"{class}'><p>{escaped} et une phrase assez longue pour être un article,
         à elle seule.</p><p>Une autre phrase, qui reste sous l’intertitre.</p></div>"
    );
    let explanation = explain(&html);
    assert!(explanation.title().unwrap().contains("<!--"), "{:?}", explanation.title());
    let elements = elements(&explanation.to_html());
    assert_eq!(elements.iter().filter(|e| e.name == "script").count(), 2);
    assert!(!elements.iter().any(|e| e.name == "img"));
    let handlers = elements.iter().flat_map(|e| &e.attributes).filter(|(n, _)| n.starts_with("on"));
    assert_eq!(handlers.count(), 0);
    let data = elements.iter().find(|e| e.name == "script").unwrap();
    let data: serde_json::Value = serde_json::from_str(&data.text).unwrap();
    assert!(data["blocks"][1][1].as_str().unwrap().contains("</title>"), "{data}");
}
