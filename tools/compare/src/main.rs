//! Rust extractors side by side, over labelled pages, in one process: how right they are, how long
//! they take, how much memory they need, on how many pages they fail. `README.md` says how each
//! figure is made.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a report")]

mod accuracy;
mod figures;
mod guarded;
mod hostile;
mod memory;
mod pages;
mod peers;
mod table;
mod text;
mod time;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use figures::Figures;
use pages::Set;
use peers::CONTENDERS;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

/// Compares extractors over sets of labelled pages.
#[derive(Parser)]
struct Options {
    /// Folders with `truth.jsonl` and `html/<id>.html`
    #[arg(value_name = "SET", default_value = "../../target/eval/scrapinghub")]
    sets: Vec<PathBuf>,
    /// Compare this extractor only (may be given again); otherwise all
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Judge one page in so many
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Rounds of timing over all timed pages; 0 for no timing
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Time one page in so many of those judged
    #[arg(long, default_value_t = 4)]
    timed_every: usize,
    /// Time the pages of this set only (may be given again); otherwise of all
    #[arg(long = "timed", value_name = "NAME")]
    timed_sets: Vec<String>,
    /// Seconds after which a page is given up
    #[arg(long, default_value_t = 20)]
    limit: u64,
    /// Write what each extractor said to `DIR/<set>.<name>.jsonl`, as score.py reads it
    #[arg(long, value_name = "DIR")]
    predictions: Option<PathBuf>,
    /// Instead of all that: pages built to hurt, each in a process of its own
    #[arg(long)]
    hostile: bool,
    /// What `--hostile` starts itself with
    #[arg(long, hide = true, num_args = 2)]
    hostile_page: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let limit = Duration::from_secs(options.limit);
    if let [contender, page] = &options.hostile_page[..] {
        return hostile::run_one(contender, page, limit);
    }
    if options.hostile {
        println!("{}", hostile::table(&options.only, limit)?);
        return Ok(());
    }
    for name in &options.only {
        if CONTENDERS.iter().all(|contender| contender.name != name) {
            let known: Vec<&str> = CONTENDERS.iter().map(|contender| contender.name).collect();
            return Err(
                format!("no extractor is called {name}; there are {}", known.join(", ")).into()
            );
        }
    }
    let sets = options
        .sets
        .iter()
        .map(|folder| Set::read(folder, options.every))
        .collect::<Result<Vec<_>, _>>()?;
    // A panic is counted; its message would drown the report.
    std::panic::set_hook(Box::new(|_| ()));
    let mut all = Vec::new();
    let is_asked = |name: &str| options.only.is_empty() || options.only.iter().any(|o| o == name);
    for contender in CONTENDERS.iter().filter(|contender| is_asked(contender.name)) {
        eprintln!("{}", contender.name);
        let figures = Figures::of(contender, &sets, limit);
        if let Some(folder) = &options.predictions {
            figures.write_predictions(folder, &sets)?;
        }
        all.push(figures);
    }
    let timed = time::pages(&sets, &all, &options.timed_sets, options.timed_every);
    let contenders = all.iter().map(|figures| figures.contender).collect();
    let ratios = time::ratios(timed, contenders, options.rounds);
    println!("{}", table::table(&sets, &all, &ratios));
    Ok(())
}
