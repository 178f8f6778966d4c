//! What each stage costs, by itself, and the whole, in bytes of page a second. `benches/README.md` says
//! what is timed.
#![allow(clippy::unwrap_used, reason = "a bench whose pages are over a limit stops")]

#[path = "pages/mod.rs"]
mod pages;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use epure::oracle::{Tree, tokenize};
use epure::training::Staged;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use pages::{Page, evaluation, invented, reference};

/// One page of the evaluation sets in so many.
const EVERY: usize = 60;

/// What is timed of a page that went through all stages.
type Stage = (&'static str, fn(&Staged));

/// The stages after parsing, each given what comes before it.
const STAGES: [Stage; 10] = [
    ("head", |page| drop(black_box(page.head()))),
    ("segment", |page| drop(black_box(page.segment()))),
    ("measure", |page| drop(black_box(page.measure()))),
    ("score", |page| drop(black_box(page.score()))),
    ("select", |page| drop(black_box(page.select()))),
    ("metadata", |page| drop(black_box(page.metadata()))),
    ("text", |page| drop(black_box(page.text()))),
    ("outline", |page| drop(black_box(page.outline()))),
    ("html", |page| drop(black_box(page.html()))),
    ("markdown", |page| drop(black_box(page.markdown()))),
];

/// What is timed of a page as it comes.
type Whole = (&'static str, fn(&str));

const WHOLE: [Whole; 5] = [
    ("html5ever to RcDom", |page| drop(black_box(reference(page)))),
    ("tokenize", |page| {
        black_box(tokenize(page, Nothing, None));
    }),
    ("parse", |page| drop(black_box(Tree::parse(page)))),
    ("extract, text", |page| {
        black_box(epure::extract(page).ok().map(|article| article.text().len()));
    }),
    ("extract, everything", |page| {
        if let Ok(article) = epure::extract(page) {
            black_box((article.text(), article.html(), article.markdown(), article.metadata()));
        }
    }),
];

/// Takes tokens and does nothing.
struct Nothing;

impl TokenSink for Nothing {
    type Handle = ();

    fn process_token(&self, _token: Token, _line: u64) -> TokenSinkResult<()> {
        TokenSinkResult::Continue
    }
}

fn benches(criterion: &mut Criterion) {
    let sample = evaluation(EVERY);
    for Page { name, html } in invented() {
        group(criterion, name, &[html]);
    }
    if !sample.is_empty() {
        group(criterion, "evaluation", &sample);
    }
}

/// All contenders over the same pages, so that they can be compared.
fn group(criterion: &mut Criterion, name: &str, pages: &[String]) {
    let staged: Vec<Staged> = pages.iter().map(|page| Staged::new(page).unwrap()).collect();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(pages.iter().map(|page| page.len() as u64).sum()));
    for (name, run) in WHOLE {
        group.bench_function(name, |bencher| {
            bencher.iter(|| pages.iter().for_each(|page| run(page)));
        });
    }
    for (name, run) in STAGES {
        group.bench_function(name, |bencher| bencher.iter(|| staged.iter().for_each(run)));
    }
    group.finish();
}

criterion_group! {
    name = stages;
    // Enough to tell a tenth apart; the ratios are made by another bench.
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(std::time::Duration::from_millis(200))
        .measurement_time(std::time::Duration::from_millis(600));
    targets = benches
}
criterion_main!(stages);
