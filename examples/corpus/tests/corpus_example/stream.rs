//! JSON Lines in, rows out.

use std::fs;
use std::io::Write;

use serde_json::json;

use crate::corpus::{Rows, corpus, folder, gzip, lines, run, start};
use crate::run::{Run, page, text};

const NONE: &[&str] = &[];

#[test]
fn a_line_gives_a_row_with_all_columns() {
    let line = json!({"id": "a", "url": "https://example.org/", "html": page("Un"), "other": [1]});
    let run = run(NONE, line.to_string().as_bytes());
    assert_eq!((run.code, run.complaints().len()), (0, 0), "{}", run.stderr);
    let [row] = &run.json_lines()[..] else { panic!("{}", run.stdout) };
    let confidence = row["confidence"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&confidence));
    assert!(row["outcome"].is_string());
    let expected = json!({
        "id": "a", "url": "https://example.org/", "outcome": row["outcome"], "error": null,
        "confidence": confidence, "title": null, "byline": null, "published": null,
        "language": null, "site_name": null, "text": text("Un"),
    });
    assert_eq!(*row, expected);
}

#[test]
fn rows_are_in_the_order_of_records() {
    // The first pages are the slowest.
    let slow = |id: usize| page("Long").repeat(if id < 10 { 300 } else { 1 });
    let line = |id| format!("{}\n", json!({"id": id, "html": slow(id)}));
    let input: String = (0..400).map(line).collect();
    let run = run(&["--threads", "4"], input.as_bytes());
    assert_eq!(run.all("id"), (0..400).map(|id| json!(id)).collect::<Vec<_>>());
}

#[test]
fn bytes_are_read_in_the_charset_that_is_told_or_else_their_own() {
    // "<p>Du café et des crêpes, jusqu'à la nuit.", in windows-1252.
    let bytes = "PHA+RHUgY2Fm6SBldCBkZXMgY3LqcGVzLCBqdXNxdSfgIGxhIG51aXQu";
    let mut input = String::new();
    for charset in ["windows-1252", "no-such-charset"] {
        input += &format!("{}\n", json!({"bytes": bytes, "charset": charset}));
    }
    let run = run(NONE, input.as_bytes());
    let right = json!("Du café et des crêpes, jusqu'à la nuit.");
    assert_eq!(run.all("text"), [right.clone(), right]);
}

#[test]
fn a_record_that_cannot_be_read_is_reported_and_costs_nothing_else() {
    let input = [
        lines(1),
        "not JSON\n".into(),
        "\n".into(),
        json!({"id": "x"}).to_string() + "\n",
        json!({"bytes": "?"}).to_string() + "\n",
        format!("{}\n", json!({"html": "x".repeat(1 << 20)})),
        json!({"id": "y", "html": "<title>Rien</title>"}).to_string() + "\n",
        lines(1),
    ];
    let run = run(&["--max-record", "1"], input.concat().as_bytes());
    assert_eq!(run.code, 0);
    let bad = "unreadable";
    assert_eq!(run.fates(), ["text", bad, bad, bad, bad, "nothing", "text"]);
    let complaints = run.complaints();
    assert_eq!(complaints.len(), 4, "{complaints:?}");
    assert!(complaints[0].starts_with("corpus: standard input: record 2: "), "{complaints:?}");
    assert!(complaints[1].ends_with("neither html nor bytes"), "{complaints:?}");
    assert!(complaints[2].contains("record 4: bytes: "), "{complaints:?}");
    assert!(complaints[3].contains("over the limit"), "{complaints:?}");
    let errors = run.all("error");
    assert_eq!(errors.iter().filter(|error| error.is_string()).count(), 4);
}

#[test]
fn the_summary_counts_rows_by_outcome() {
    let run = run(NONE, (lines(3) + "{}\n").as_bytes());
    let summary: Vec<Vec<&str>> =
        run.stderr.lines().map(|line| line.split_whitespace().collect()).collect();
    let outcome = run.all("outcome").remove(0);
    assert!(summary.contains(&vec!["3", outcome.as_str().unwrap()]), "{}", run.stderr);
    assert!(summary.contains(&vec!["1", "unreadable"]), "{}", run.stderr);
    assert!(run.stderr.contains("pages/s") && run.stderr.contains("MB/s"), "{}", run.stderr);
}

#[test]
fn files_are_read_one_after_the_other_plain_or_compressed() {
    let folder = folder("files");
    fs::write(folder.join("a"), lines(2)).unwrap();
    // Two members, as when compressed files are put together.
    fs::write(folder.join("b"), [gzip(lines(1)), gzip(lines(1))].concat()).unwrap();
    let run = run(&[folder.join("a"), folder.join("b")], b"");
    assert_eq!(run.all("id"), [0, 1, 0, 0].map(|id| json!(id)));
}

#[test]
fn an_input_that_is_not_there_is_an_error_before_any_work() {
    let folder = folder("missing");
    fs::write(folder.join("a"), lines(2)).unwrap();
    let run = run(&[folder.join("a"), folder.join("b")], b"");
    assert_eq!((run.code, &*run.stdout), (1, ""));
    assert!(run.complaints()[0].contains("missing/b"), "{}", run.stderr);
}

#[test]
fn each_view_has_its_column() {
    let line = json!({"html": "<p>Un <b>mot</b> gras, dans une phrase assez longue pour être un article."});
    let view =
        |view: &str| run(&["--view", view], line.to_string().as_bytes()).json_lines().remove(0);
    assert!(view("html")["html"].as_str().unwrap().contains("<b>mot</b>"));
    assert!(view("markdown")["markdown"].as_str().unwrap().contains("**mot**"));
    assert!(view("text")["text"].as_str().unwrap().starts_with("Un mot gras"));
}

#[test]
fn an_output_that_is_there_is_not_written_over() {
    let output = folder("there").join("rows.jsonl");
    fs::write(&output, "mine").unwrap();
    let run = run(&["-o".as_ref(), output.as_os_str()], lines(1).as_bytes());
    assert_eq!(run.code, 1);
    assert!(run.complaints()[0].contains("--resume"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(output).unwrap(), "mine");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = start(NONE);
    drop(child.stdout.take());
    // The end of the run may come before that of the input.
    let _ = child.stdin.take().unwrap().write_all(lines(2000).as_bytes());
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.complaints().len()), (0, 0), "{}", run.stderr);
}

#[test]
fn wrong_usage_is_exit_status_2() {
    for arguments in [&["--resume"][..], &["--view", "pdf"], &["--verbose"]] {
        assert_eq!(run(arguments, b"").code, 2, "{arguments:?}");
    }
}

/// What is not built in is refused, and nothing is written.
#[test]
#[cfg(not(feature = "parquet"))]
fn parquet_without_its_feature_is_refused() {
    let output = folder("no-parquet").join("rows.parquet");
    let run = run(&["-o".as_ref(), output.as_os_str()], lines(1).as_bytes());
    assert_eq!(run.code, 1);
    assert!(run.complaints()[0].contains("--features parquet"), "{}", run.stderr);
    assert!(!output.exists());
}

/// What a process has held at most, in bytes, as Linux counts it.
#[cfg(target_os = "linux")]
fn peak_memory(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() << 10
}

/// A slow page holds up the thread that extracts, while more than the limit waits to come in behind
/// it. Held without bounds that took 260 MiB, and takes 131 MiB.
#[test]
#[cfg(target_os = "linux")]
fn memory_is_bounded_whatever_the_size_of_the_input() {
    const LIMIT: usize = 200 << 20;
    let slow = json!({"html": page("Long").repeat(60_000)}).to_string() + "\n";
    let line = json!({"html": page("Un"), "ballast": "x".repeat(1 << 20)}).to_string() + "\n";
    let mut child = corpus()
        .args(["--threads", "1"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(slow.as_bytes()).unwrap();
    for _ in 0..250 {
        stdin.write_all(line.as_bytes()).unwrap();
    }
    let peak = peak_memory(child.id());
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert!(peak < LIMIT, "{} MiB", peak >> 20);
}
