//! What is found out about an extractor, page by page.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::accuracy::{Score, Snippets};
use crate::guarded::{Outcome, Worker};
use crate::pages::{Page, Set};
use crate::peers::{Contender, Output};
use crate::text;

/// An extractor over all sets.
pub(crate) struct Figures {
    pub(crate) contender: &'static Contender,
    /// A row of results for each set.
    sets: Vec<Vec<Result>>,
}

/// An extractor on a page.
struct Result {
    text: String,
    score: Score,
    /// Peak heap over the size of the page; none where it did not end.
    heap: Option<f64>,
    failure: Option<Failure>,
}

#[derive(PartialEq, Clone, Copy)]
pub(crate) enum Failure {
    Panic,
    TimeOut,
}

impl Figures {
    pub(crate) fn of(contender: &'static Contender, sets: &[Set], limit: Duration) -> Self {
        let mut worker = Worker::new(contender, limit);
        let mut result = |page: &Arc<Page>| Result::of(page, worker.extract(page));
        let sets = sets.iter().map(|set| set.pages.iter().map(&mut result).collect()).collect();
        Self { contender, sets }
    }

    /// The figure that a set is judged by, over its pages of a kind, or over all.
    pub(crate) fn accuracy(&self, at: usize, set: &Set, kind: Option<&str>) -> f64 {
        let is_asked = |page: &Page| kind.is_none() || page.truth.kind.as_deref() == kind;
        let pages = self.sets[at].iter().zip(&set.pages);
        let scores = pages.filter(|(_, page)| is_asked(page)).map(|(result, _)| &result.score);
        match Measure::of(set) {
            Measure::Word => mean(scores.filter_map(|score| score.word_f1)),
            Measure::Shingle => {
                let precision = mean(scores.clone().filter_map(|score| score.shingle_precision));
                let recall = mean(scores.filter_map(|score| score.shingle_recall));
                2.0 * precision * recall / (precision + recall)
            }
            Measure::Snippet => {
                let mut sum = Snippets::default();
                scores.for_each(|score| sum += score.snippets);
                sum.f1()
            }
        }
    }

    /// Peak heap over page size: the median, and what one page in twenty passes.
    pub(crate) fn heap(&self) -> (f64, f64) {
        let mut heaps: Vec<f64> = self.sets.iter().flatten().filter_map(|r| r.heap).collect();
        heaps.sort_by(f64::total_cmp);
        let at = |index: usize| heaps.get(index).copied().unwrap_or(f64::NAN);
        (at(heaps.len() / 2), at(heaps.len() * 19 / 20))
    }

    pub(crate) fn count(&self, failure: Failure) -> usize {
        self.sets.iter().flatten().filter(|result| result.failure == Some(failure)).count()
    }

    /// Whether it came to an end on a page.
    pub(crate) fn survived(&self, set: usize, page: usize) -> bool {
        self.sets[set][page].failure.is_none()
    }

    pub(crate) fn write_predictions(
        &self,
        folder: &Path,
        sets: &[Set],
    ) -> std::result::Result<(), Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        for (set, results) in sets.iter().zip(&self.sets) {
            let name = format!("{}.{}.jsonl", set.name, self.contender.name);
            let mut file = BufWriter::new(File::create(folder.join(name))?);
            for (page, result) in set.pages.iter().zip(results) {
                let row = serde_json::json!({"id": page.truth.id, "text": result.text});
                writeln!(file, "{row}")?;
            }
            file.flush()?;
        }
        Ok(())
    }
}

impl Result {
    fn of(page: &Page, outcome: Outcome) -> Self {
        let (output, peak, failure) = match outcome {
            Outcome::Done { output, peak } => (output, Some(peak), None),
            Outcome::Panic => (None, None, Some(Failure::Panic)),
            Outcome::TimeOut => (None, None, Some(Failure::TimeOut)),
        };
        let text = match output {
            Some(Output::Text(text)) => text,
            Some(Output::Html(html)) => text::text(&html),
            None => String::new(),
        };
        let score = Score::of(&text, &page.truth);
        let heap = peak.map(|bytes| bytes as f64 / page.html.len().max(1) as f64);
        Self { text, score, heap, failure }
    }
}

/// What a set is judged by.
pub(crate) enum Measure {
    Word,
    Shingle,
    Snippet,
}

impl Measure {
    /// Snippets where there is no text to compare with; shingles where others publish those.
    pub(crate) fn of(set: &Set) -> Self {
        if set.name == "scrapinghub" {
            Self::Shingle
        } else if set.pages.iter().all(|page| page.truth.text.is_none()) {
            Self::Snippet
        } else {
            Self::Word
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Word => "word F1",
            Self::Shingle => "shingle F1",
            Self::Snippet => "snippet F1",
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len() as f64
}
