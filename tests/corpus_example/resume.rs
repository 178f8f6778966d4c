//! Going on after a kill.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::RowAccessor;
use serde_json::Value;

use crate::run::{corpus, folder, lines, run, start};

/// The output of a run over so many pages, written to a file.
fn undisturbed(output: &Path, input: &str) -> Vec<u8> {
    let run = run(&["-o".as_ref(), output.as_os_str()], input.as_bytes());
    assert_eq!((run.code, &*run.stdout), (0, ""), "{}", run.stderr);
    fs::read(output).unwrap()
}

#[test]
fn an_output_cut_anywhere_is_made_whole() {
    let folder = folder("cut");
    let input = lines(20) + "not JSON\n" + &lines(3);
    let whole = undisturbed(&folder.join("whole.jsonl"), &input);
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap();
    for cut in [0, 1, first, first + 1, first + 2, whole.len() / 2, whole.len() - 1, whole.len()] {
        let output = folder.join(format!("{cut}.jsonl"));
        fs::write(&output, &whole[..cut]).unwrap();
        let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref()];
        assert_eq!(run(&arguments, input.as_bytes()).code, 0);
        assert!(fs::read(&output).unwrap() == whole, "cut at {cut}");
    }
}

/// Killed for real, again and again, wherever it happens to be.
#[test]
#[cfg(unix)]
fn runs_that_are_killed_leave_what_an_undisturbed_run_leaves() {
    let folder = folder("killed");
    let input = lines(600);
    let whole = undisturbed(&folder.join("whole.jsonl"), &input);
    let output = folder.join("rows.jsonl");
    let pages = folder.join("pages.jsonl");
    fs::write(&pages, &input).unwrap();
    for part in 1..6 {
        // Fed so much of the input, and not told that it ends, it waits for the kill.
        let mut child = start(&["-o".as_ref(), output.as_os_str(), "--resume".as_ref()]);
        let part = &input.as_bytes()[..input.len() * part / 6];
        child.stdin.as_ref().unwrap().write_all(part).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let rows = fs::read(&output).unwrap_or_default();
        assert!(whole.starts_with(&rows));
    }
    let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref(), pages.as_os_str()];
    assert_eq!(run(&arguments, b"").code, 0);
    assert!(fs::read(&output).unwrap() == whole);
}

#[test]
fn another_input_than_that_of_the_output_is_refused() {
    let output = folder("other").join("rows.jsonl");
    let whole = undisturbed(&output, &lines(5));
    let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref()];
    let run = run(&arguments, lines(4).as_bytes());
    assert_eq!(run.code, 1);
    assert!(run.complaints()[0].contains("another input?"), "{}", run.stderr);
    assert_eq!(fs::read(&output).unwrap(), whole);
}

/// Id and text of every row of a folder of Parquet files.
fn parquet_rows(folder: &Path) -> Vec<(String, String)> {
    let mut parts: Vec<_> =
        fs::read_dir(folder).unwrap().map(|part| part.unwrap().path()).collect();
    parts.sort();
    let mut rows = Vec::new();
    for part in parts {
        let reader = SerializedFileReader::new(File::open(part).unwrap()).unwrap();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let column = |name: &str| {
                row.get_column_iter().position(|(column, _)| column == name).expect("a column")
            };
            let text = |name| row.get_string(column(name)).unwrap().clone();
            rows.push((text("id"), text("text")));
        }
    }
    rows
}

#[test]
fn parquet_holds_the_same_rows_and_is_resumed_part_by_part() {
    let folder = folder("parquet");
    // More than a part of rows, so that a part is whole when the run is killed.
    let input = lines(4120);
    let output = folder.join("rows.parquet");
    let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref()];
    let mut child = corpus()
        .args(arguments)
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.as_ref().unwrap().write_all(input.as_bytes()).unwrap();
    let part = output.join("part-00000.parquet");
    while !part.exists() {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(parquet_rows(&output).len(), 4096);
    let resumed = run(&arguments, input.as_bytes());
    assert_eq!(resumed.code, 0, "{}", resumed.stderr);
    let whole = run(&[] as &[&str], input.as_bytes());
    let row = |row: Value| (row["id"].to_string(), row["text"].as_str().unwrap().to_owned());
    assert!(parquet_rows(&output) == whole.rows().into_iter().map(row).collect::<Vec<_>>());
}
