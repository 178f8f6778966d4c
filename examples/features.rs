//! Prints the feature matrix of labelled pages, for `tools/train`.
//!
//!     cargo run --release --example features -- DIR [--cut CUTS] [--elements | --first SCORES | --content SCORES [FOCUS]]
//!
//! Reads every `.html` of DIR in the order of names and writes to standard output, first a line of
//! JSON (names of the columns, names of the kinds of pages, the first score from which the second pass
//! is asked), then for each page a line of JSON (`id`, `texts` of the blocks, `says_article`) followed by its rows as
//! little-endian `f32`: the page's own row, then a row a block.
//!
//! Without an option these are what the first pass sees. With `--elements`, a line of JSON a page instead: the `tokens`
//! and the `parents` of its elements, the `origins` of its blocks. With `--first`, given first scores (a file
//! of `f32`, one a block, pages and blocks in the same order), what the second pass sees besides.
//! With `--cut`, given a JSON object of the numbers of some blocks for each of some pages, by `id`, only those pages are
//! measured, as if these blocks were not there.
//! With `--content`, given final scores, each page's after a number that says which of the `kinds` it is
//! of, a line of JSON a page instead: `id`, `text`, `confidence`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use epure::Focus;
use epure::training::{Measured, Rows, columns, kinds, least_asked};
use rayon::prelude::*;

/// Pages measured at a time: bounds memory.
const BATCH: usize = 64;

/// The blocks of some pages that are to be gone, in order.
type Cuts = HashMap<String, Vec<usize>>;

enum Mode {
    First,
    Elements,
    Second(Vec<f32>),
    Content(Vec<f32>, Focus),
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut cuts = None;
    if arguments.get(1).is_some_and(|option| option == "--cut") && arguments.len() > 2 {
        cuts = Some(serde_json::from_slice(&fs::read(&arguments[2])?)?);
        arguments.drain(1..3);
    }
    let (directory, mode) = match &arguments[..] {
        [directory] => (directory, Mode::First),
        [directory, option] if option == "--elements" => (directory, Mode::Elements),
        [directory, option, file] if option == "--first" => {
            (directory, Mode::Second(scores(file)?))
        }
        [directory, option, file] if option == "--content" => {
            (directory, Mode::Content(scores(file)?, Focus::Balanced))
        }
        [directory, option, file, focus] if option == "--content" => {
            let focus = match focus.as_str() {
                "precision" => Focus::Precision,
                "recall" => Focus::Recall,
                _ => Focus::Balanced,
            };
            (directory, Mode::Content(scores(file)?, focus))
        }
        _ => {
            return Err(
                "usage: features DIR [--elements | --first SCORES | --content SCORES [FOCUS]]"
                    .into(),
            );
        }
    };
    let mut pages: Vec<PathBuf> = fs::read_dir(directory)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    print(&pages, &mode, cuts.as_ref())
}

/// Reads a file of little-endian `f32`.
fn scores(file: &str) -> io::Result<Vec<f32>> {
    let bytes = fs::read(file)?;
    Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

fn print(pages: &[PathBuf], mode: &Mode, cuts: Option<&Cuts>) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    if matches!(mode, Mode::First | Mode::Second(_)) {
        let (block, page) = columns(matches!(mode, Mode::Second(_)));
        let header = serde_json::json!({
            "columns": block, "page_columns": page, "kinds": kinds(), "least_asked": least_asked(),
        });
        writeln!(out, "{header}")?;
    }
    let mut next_score = 0;
    for batch in pages.chunks(BATCH) {
        let measured: Vec<(&PathBuf, Option<Measured>)> =
            batch.par_iter().map(|path| (path, measured(path, cuts))).collect();
        for (path, measured) in measured {
            let id = id(path);
            let Some(measured) = measured else { continue };
            let count = measured.texts().count();
            match mode {
                Mode::Elements => {
                    let (tokens, parents, origins) = measured.elements();
                    let line = serde_json::json!({
                        "id": id, "tokens": tokens, "parents": parents, "origins": origins,
                    });
                    writeln!(out, "{line}")?;
                }
                Mode::First => rows(&mut out, &id, &measured, &measured.first())?,
                Mode::Second(scores) => {
                    let first = &scores[next_score..next_score + count];
                    rows(&mut out, &id, &measured, &measured.second(first))?;
                }
                Mode::Content(scores, focus) => {
                    let kind = scores[next_score] as usize;
                    next_score += 1;
                    let content = scores[next_score..next_score + count].to_vec();
                    let (text, confidence) = measured.article(content, kind, *focus);
                    let line =
                        serde_json::json!({"id": id, "text": text, "confidence": confidence});
                    writeln!(out, "{line}")?;
                }
            }
            next_score += count;
        }
    }
    Ok(out.flush()?)
}

/// Measures a page; one that is empty, unreadable or not among those to be cut is left out.
fn measured(path: &Path, cuts: Option<&Cuts>) -> Option<Measured> {
    let page = |path| fs::read(path).ok();
    match cuts {
        None => Measured::new(&page(path)?).ok(),
        Some(cuts) => {
            let gone = cuts.get(&*id(path))?;
            Measured::without(&page(path)?, gone).ok()
        }
    }
}

fn id(path: &Path) -> Cow<'_, str> {
    path.file_stem().unwrap_or_default().to_string_lossy()
}

fn rows(out: &mut impl Write, id: &str, measured: &Measured, rows: &Rows) -> io::Result<()> {
    let texts: Vec<&str> = measured.texts().collect();
    writeln!(
        out,
        "{}",
        serde_json::json!({"id": id, "texts": texts, "says_article": measured.says_article()})
    )?;
    for value in rows.page.iter().chain(&rows.blocks) {
        out.write_all(&value.to_le_bytes())?;
    }
    Ok(())
}
