//! The report.

use std::fmt::Write;

use crate::figures::{Failure, Figures, Measure};
use crate::pages::{Page, Set};
use crate::peers::Contender;
use crate::time::Ratios;

/// What was compiled in.
const LOCK: &str = include_str!("../Cargo.lock");

/// The one kind of page whose figure stands beside that of the whole set.
const ARTICLE: &str = "article";

/// One table of all figures.
pub(crate) fn table(sets: &[Set], all: &[Figures], ratios: &Ratios) -> String {
    let mut table = String::new();
    let mut line = |cells: Vec<String>| {
        let _ = writeln!(table, "| {} |", cells.join(" | "));
    };
    let mut head = vec![String::new()];
    head.extend(sets.iter().map(heading));
    head.extend(
        ["time", "peak heap ÷ page (1 in 20 over)", "panics", "time-outs"].map(String::from),
    );
    line(head.clone());
    line(vec!["---".to_owned(); head.len()]);
    for (figures, ratio) in all.iter().zip(&ratios.medians) {
        let mut cells = vec![named(figures.contender)];
        cells.extend(sets.iter().enumerate().map(|(at, set)| accuracy(figures, at, set)));
        let (heap, high) = figures.heap();
        cells.push(format!("{ratio:.2}"));
        cells.push(format!("{heap:.1} ({high:.0})"));
        cells.push(figures.count(Failure::Panic).to_string());
        cells.push(figures.count(Failure::TimeOut).to_string());
        line(cells);
    }
    let counts = sets.iter().map(|set| format!("{} {}", set.name, set.pages.len()));
    format!(
        "{table}\nPages: {}. Time: ratio to html5ever's parse into RcDom, {} pages, {:.1} MB, {} \
         rounds.",
        counts.collect::<Vec<_>>().join(", "),
        ratios.pages,
        ratios.megabytes,
        ratios.rounds
    )
}

fn heading(set: &Set) -> String {
    let of_articles = if is_mixed(set) { " (articles)" } else { "" };
    format!("{}, {}{of_articles}", set.name, Measure::of(set).name())
}

fn accuracy(figures: &Figures, at: usize, set: &Set) -> String {
    let of = |kind| figures.accuracy(at, set, kind);
    if is_mixed(set) {
        format!("{:.3} ({:.3})", of(None), of(Some(ARTICLE)))
    } else {
        format!("{:.3}", of(None))
    }
}

/// Whether articles are some of the set's pages but not all.
fn is_mixed(set: &Set) -> bool {
    let articles = set.pages.iter().filter(|page| is_article(page)).count();
    articles > 0 && articles < set.pages.len()
}

fn is_article(page: &Page) -> bool {
    page.truth.kind.as_deref() == Some(ARTICLE)
}

/// Name and version.
pub(crate) fn named(contender: &Contender) -> String {
    format!("{} {}", contender.name, version(contender.name).unwrap_or("?"))
}

fn version(name: &str) -> Option<&'static str> {
    let (_, package) = LOCK.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(package.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use crate::peers::CONTENDERS;

    #[test]
    fn every_contender_has_a_version() {
        for contender in CONTENDERS {
            assert!(super::version(contender.name).is_some(), "{}", contender.name);
        }
    }
}
