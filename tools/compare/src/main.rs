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
    if let [contender, page] = &options.hostile_page[..] {
        return hostile::run_one(contender, page);
    }
    if options.hostile {
        println!("{}", hostile::table(Duration::from_secs(options.limit))?);
        return Ok(());
    }
    let sets = options
        .sets
        .iter()
        .map(|folder| Set::read(folder, options.every))
        .collect::<Result<Vec<_>, _>>()?;
    // A panic is counted; its message would drown the report.
    std::panic::set_hook(Box::new(|_| ()));
    let mut all = Vec::new();
    for contender in CONTENDERS {
        eprintln!("{}", contender.name);
        let limit = Duration::from_secs(options.limit);
        let figures = Figures::of(contender, &sets, limit);
        if let Some(folder) = &options.predictions {
            figures.write_predictions(folder, &sets)?;
        }
        all.push(figures);
    }
    let timed = time::pages(&sets, &all, &options.timed_sets, options.timed_every);
    let ratios = time::ratios(timed, options.rounds);
    println!("{}", table::table(&sets, &all, &ratios));
    Ok(())
}
