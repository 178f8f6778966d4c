//! What is measured of blocks, as training reads it.
#![allow(clippy::unwrap_used, clippy::panic)]

use epure::training::{Measured, columns};

/// The values of a column, a value a block.
fn column(html: &str, name: &str) -> Vec<f32> {
    let (names, _) = columns(false);
    let at = names.iter().position(|known| known == name).unwrap();
    let rows = Measured::new(html).unwrap().first().blocks;
    rows.chunks_exact(names.len()).map(|row| row[at]).collect()
}

#[test]
fn a_name_far_around_counts_around_and_not_near() {
    let html = "<div class=sidebar><div><div><div><p>Une ligne</div></div></div></div><p>Une autre";
    let around = column(html, "classes_around");
    assert!(around[0] < around[1], "{around:?}");
    assert_eq!(column(html, "classes_near"), [0.0, 0.0]);
}

#[test]
fn a_name_near_counts_in_both() {
    let html = "<div class=sidebar><p>Une ligne</div><p>Une autre";
    let (around, near) = (column(html, "classes_around"), column(html, "classes_near"));
    assert!(around[0] < 0.0 && around[0] == near[0], "{around:?} {near:?}");
}

#[test]
fn what_names_say_has_an_end() {
    let html = format!("{}<p>Une ligne", "<div class='sidebar widget related'>".repeat(60));
    assert_eq!(column(&html, "classes_around"), [-12.0]);
}

/// A page whose article is cut short is measured like one that never had more.
#[test]
fn blocks_that_are_gone_leave_nothing_behind() {
    let page = |rest: &str| {
        format!(
            "<title>La marée</title><nav><a href=/>Accueil</a><a href=/mer>Mer</a></nav><main><h1>La marée</h1>\
             <div class=texte><p>La mer est montée de quatre mètres cette nuit.</p>{rest}</div></main>\
             <section><h2>À lire</h2><ul><li><a href=/a>Le vent se lève</a></li><li>Le port dort.</li></ul></section>"
        )
    };
    let rest = "<h2>Au port</h2><p>Le port n’a plus une <b>place</b> à quai.</p><blockquote><p>Rien.</p></blockquote>";
    let (long, short) = (Measured::new(&page(rest)).unwrap(), Measured::new(&page("")).unwrap());
    let kept: Vec<&str> = short.texts().collect();
    let texts = long.texts().enumerate();
    let gone: Vec<usize> =
        texts.filter(|(_, text)| !kept.contains(text)).map(|(at, _)| at).collect();
    assert_eq!(gone.len(), 3);
    let cut = Measured::without(&page(rest), &gone).unwrap();
    assert!(cut.texts().eq(kept));
    assert_eq!(cut.elements(), short.elements());
    assert_eq!(cut.first().page, short.first().page);
    assert_eq!(cut.first().blocks, short.first().blocks);
}
