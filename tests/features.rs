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
