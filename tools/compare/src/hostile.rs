//! Pages built to hurt. Each extractor reads each of them in a process of its own, on the stack that
//! a main thread has, because what fails here often ends the process.

use std::error::Error;
use std::fmt::Write;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use url::Url;

use crate::pages::{Page, Truth};
use crate::peers::{self, CONTENDERS};
use crate::table::named;

/// Stack of the thread that extracts, in bytes: that of a main thread on Linux.
const STACK: usize = 8 << 20;

/// Between two looks at whether a process has ended.
const PAUSE: Duration = Duration::from_millis(10);

/// The row that parses only.
const REFERENCE: &str = "html5ever → RcDom";

/// A name, and how to write the page.
const PAGES: &[(&str, fn() -> String)] = &[
    ("nested div", || "<div>".repeat(100_000)),
    ("nested li", || "<ul><li>".repeat(50_000)),
    ("nested table", || "<table><tr><td>".repeat(30_000)),
    ("nested span in p", || format!("<p>{}", "<span>".repeat(100_000))),
    ("a and font", || "<a><font>".repeat(30_000)),
    ("b and div", || "<b><div>".repeat(60_000)),
    ("b, i and p, closed crosswise", || "<b><i><p>mot</b></i>".repeat(30_000)),
    ("a million siblings", || "<p>mot".repeat(1_000_000)),
    ("a million attributes", || {
        let attributes = (0..1_000_000).fold(String::new(), |mut all, at| {
            let _ = write!(all, " a{at}=1");
            all
        });
        format!("<p{attributes}>mot")
    }),
    ("a million entities", || "&eacute;".repeat(1_000_000)),
    ("5 MB of <", || "<".repeat(5_000_000)),
    ("5 MB in a class", || format!("<p class='{}'>mot", "mot ".repeat(1_250_000))),
    ("10 MB of text", || format!("<p>{}", "mot ".repeat(2_500_000))),
    ("unclosed script", || format!("<p>mot<script>{}", "var a; ".repeat(500_000))),
    ("unclosed comment", || format!("<p>mot<!--{}", "- -> ".repeat(500_000))),
    ("NUL", || "<p>mot\0".repeat(500_000)),
    ("empty", String::new),
];

/// Which extractor fails on which page.
pub(crate) fn table(limit: Duration) -> Result<String, Box<dyn Error>> {
    let mut table = format!("| | of {} | which |\n|---|---|---|\n", PAGES.len());
    let names = CONTENDERS.iter().map(|contender| (contender.name, named(contender)));
    for (name, title) in names.chain([(REFERENCE, REFERENCE.to_owned())]) {
        eprintln!("{name}");
        let mut failures = Vec::new();
        for (page, _) in PAGES {
            if let Some(how) = failure(name, page, limit)? {
                failures.push(format!("{page} ({how})"));
            }
        }
        writeln!(table, "| {title} | {} | {} |", failures.len(), failures.join(", "))?;
    }
    Ok(table)
}

/// How an extractor fails on a page, if it does.
fn failure(contender: &str, page: &str, limit: Duration) -> Result<Option<String>, Box<dyn Error>> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["--hostile-page", contender, page])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    Ok(match wait(&mut child, limit)? {
        None => Some(format!("over {} s", limit.as_secs())),
        Some(status) if status.success() => None,
        // A panic in a thread that is joined ends with 1; an overflow of the stack with a signal.
        Some(status) if status.code().is_some() => Some("panic".to_owned()),
        Some(_) => Some("abort".to_owned()),
    })
}

fn wait(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>, Box<dyn Error>> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(PAUSE);
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

/// Reads one page with one extractor, in the process that [`failure`] starts.
pub(crate) fn run_one(name: &str, page: &str) -> Result<(), Box<dyn Error>> {
    let (_, write) = PAGES.iter().find(|(known, _)| *known == page).ok_or("no such page")?;
    let truth = Truth {
        id: page.to_owned(),
        url: None,
        kind: None,
        lang: None,
        text: None,
        with: None,
        without: None,
    };
    let page = Page { html: write(), url: Url::parse("https://example.org/")?, truth };
    let contender = CONTENDERS.iter().find(|contender| contender.name == name);
    let read = move || match contender {
        Some(contender) => drop((contender.extract)(&page)),
        None => peers::reference(&page),
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(read)?;
    thread.join().map_err(|_| "panic".into())
}
