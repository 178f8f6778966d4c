//! Pages built to hurt. Each extractor reads each of them in a process of its own, on the stack that
//! a main thread has, because what fails here often ends the process.

use std::error::Error;
use std::fmt::Write;
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::Duration;

use cpu_time::ProcessTime;
use url::Url;

use crate::pages::{Page, Truth};
use crate::peers::{self, CONTENDERS};
use crate::table::named;

/// Stack of the thread that extracts, in bytes: that of a main thread on Linux.
const STACK: usize = 8 << 20;

/// Between two looks at how long a process has worked.
const PAUSE: Duration = Duration::from_millis(10);

/// How a process ends that has worked too long. A panic in a thread that is joined ends with 1.
const TOO_LONG: i32 = 3;

/// The row that parses only.
const REFERENCE: &str = "html5ever → RcDom";

/// A name, and how to write the page.
type Hostile = (&'static str, fn() -> String);

const PAGES: &[Hostile] = &[
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
pub(crate) fn table(only: &[String], limit: Duration) -> Result<String, Box<dyn Error>> {
    let mut table = format!("| | of {} | which |\n|---|---|---|\n", PAGES.len());
    let names = CONTENDERS.iter().map(|contender| (contender.name, named(contender)));
    let is_asked = |name: &str| only.is_empty() || only.iter().any(|asked| asked == name);
    let rows = names.chain([(REFERENCE, REFERENCE.to_owned())]);
    for (name, title) in rows.filter(|(name, _)| is_asked(name)) {
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
    let status = Command::new(std::env::current_exe()?)
        .args(["--limit", &limit.as_secs().to_string(), "--hostile-page", contender, page])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    Ok(match status.code() {
        Some(0) => None,
        Some(TOO_LONG) => Some(format!("over {} s", limit.as_secs())),
        Some(_) => Some("panic".to_owned()),
        // An overflow of the stack.
        None => Some("abort".to_owned()),
    })
}

/// Reads one page with one extractor, in the process that [`failure`] starts. The limit is one of
/// processor time: what else the machine does is nobody's fault.
pub(crate) fn run_one(name: &str, page: &str, limit: Duration) -> Result<(), Box<dyn Error>> {
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
    let start = ProcessTime::now();
    thread::spawn(move || {
        while start.elapsed() < limit {
            thread::sleep(PAUSE);
        }
        process::exit(TOO_LONG);
    });
    let read = move || match contender {
        Some(contender) => drop((contender.extract)(&page)),
        None => peers::reference(&page),
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(read)?;
    thread.join().map_err(|_| "panic".into())
}
